//! Counts at the boundaries of a moment, and what is made of them: what own, group and temporal features share.

use super::counts::Track;
use super::windows::{AT, HOUR, Moment, N_BOUNDARIES, WINDOW};

/// Cumulated counts at every boundary of a moment.
pub(super) type Totals = [u64; N_BOUNDARIES];
/// Places found last, where the next search begins.
pub(super) type Hints = [u32; N_BOUNDARIES];

/// Boundary at which the window of 1 h begins.
pub(super) const W1: usize = WINDOW;
/// Boundary at which the window of 24 h begins.
pub(super) const W24: usize = WINDOW + 3;
/// Boundary at which the window of 72 h begins.
pub(super) const W72: usize = WINDOW + 4;
/// Boundary at which the window of 168 h begins.
pub(super) const W168: usize = WINDOW + 5;
/// Boundary at which the window of 720 h begins.
pub(super) const W720: usize = WINDOW + 6;

/// Cumulated counts of a track at the boundaries, and how many buckets lie up to the time itself.
pub(super) fn totals(track: Track<'_>, hints: &mut Hints, moment: &Moment) -> (Totals, usize) {
    let mut totals = [0; N_BOUNDARIES];
    if track.ends.is_empty() {
        return (totals, 0);
    }
    let mut n = 0;
    for (i, boundary) in moment.boundaries.iter().enumerate() {
        let place = track.seek(&mut hints[i], *boundary);
        totals[i] = track.total(place);
        if i == AT {
            n = place;
        }
    }
    (totals, n)
}

/// Count of the window that starts at boundary `i`.
pub(super) fn window(totals: &Totals, i: usize) -> f64 {
    (totals[AT] - totals[i]) as f64
}

/// Hours from the newest of the first `n` buckets to the time.
pub(super) fn hours_since(track: Track<'_>, n: usize, at: u32) -> f64 {
    if n == 0 { f64::NAN } else { f64::from(at - track.ends[n - 1]) / f64::from(HOUR) }
}

/// (a + ½) / (b + ½): a ratio of counts that stays finite.
pub(super) fn smoothed(a: f64, b: f64) -> f64 {
    (a + 0.5) / (b + 0.5)
}

pub(super) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}
