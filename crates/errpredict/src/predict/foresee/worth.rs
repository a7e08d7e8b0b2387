//! What a probability was worth before: how often trouble came after such words.
//!
//! The interval around a probability holds the share that comes after such words in a stretch of time as long as a sixth of the
//! past that was answered forward: as services fail together, times hang together and the world drifts, these shares
//! lie further from what was said than those of independent rows would. How far is measured, stretch by stretch (a block is as
//! long as what hangs together, over all services: Künsch, "The jackknife and the bootstrap for general stationary
//! observations", 1989).

use serde::{Deserialize, Serialize};

use crate::stats::Z_95 as Z;

/// Groups of about equally many rows, from the lowest probability to the highest.
const GROUPS: usize = 20;
/// Stretches of time that the rows are cut into.
const STRETCHES: usize = 6;
/// How much what all groups missed weighs beside what one missed itself, in stretches. By judgement: as much, since one
/// group's six are few.
const POOL_STRETCHES: f64 = 6.0;

/// A row of the past that was answered without knowing what came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) said: f64,
    pub(super) came: bool,
    pub(super) weight: f64,
    pub(super) service: usize,
    pub(super) minute: u32,
}

/// How often it came after what was said, in groups of like probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Worth {
    groups: Vec<Group>,
    /// No probability lies below this: what so many quiet spans can tell apart from never.
    pub(super) floor: f64,
}

/// One group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Group {
    /// What was said, on average.
    pub(super) said: f64,
    /// How often it came.
    pub(super) came: f64,
    /// Independent rows whose share is as uncertain as that of a stretch of time.
    pub(super) worth: f64,
    /// Rows.
    pub(super) rows: usize,
}

impl Worth {
    /// Nothing without rows. `spans` is how many spans of the horizon's length, pooled over services, were answered.
    pub(super) fn new(mut rows: Vec<Judged>, spans: f64) -> Option<Worth> {
        if rows.is_empty() {
            return None;
        }
        // Rows of one span say the same: as many quiet spans as there were can tell no less apart from never.
        let floor = 0.5 / (spans.min(rows.len() as f64) + 1.0);
        let mut minutes: Vec<u32> = rows.iter().map(|row| row.minute).collect();
        minutes.sort_unstable();
        let ends: Vec<u32> =
            (1..STRETCHES).map(|i| minutes[(minutes.len() * i / STRETCHES).min(minutes.len() - 1)]).collect();
        rows.sort_by(|a, b| {
            a.said.total_cmp(&b.said).then((a.minute, a.service).cmp(&(b.minute, b.service)))
        });
        let n = rows.len();
        let parts = (0..GROUPS).map(|i| &rows[n * i / GROUPS..n * (i + 1) / GROUPS]);
        let parts: Vec<&[Judged]> = parts.filter(|rows| !rows.is_empty()).collect();
        let missed: Vec<f64> = parts.iter().map(|rows| missed(rows, &ends)).collect();
        let of_all = missed.iter().sum::<f64>() / missed.len() as f64;
        let groups = parts.iter().zip(missed).map(|(rows, missed)| {
            let stretches = STRETCHES as f64;
            let missed = (stretches * missed + POOL_STRETCHES * of_all) / (stretches + POOL_STRETCHES);
            Group::new(rows, missed)
        });
        Some(Worth { groups: groups.collect(), floor })
    }

    /// The group whose words were nearest to this probability.
    pub(super) fn nearest(&self, probability: f64) -> Option<Group> {
        let away = |group: &Group| (group.said - probability).abs();
        self.groups.iter().copied().min_by(|a, b| away(a).total_cmp(&away(b)))
    }
}

impl Group {
    /// `missed` is the variance of a stretch's share around what was said, over that of a single row.
    fn new(rows: &[Judged], missed: f64) -> Group {
        let total: f64 = rows.iter().map(|row| row.weight).sum();
        let mean = |of: fn(&Judged) -> f64| rows.iter().map(|row| row.weight * of(row)).sum::<f64>() / total;
        // Never surer than the rows, were they all independent.
        let most = rows.len() as f64;
        let worth = if missed > 0.0 { (1.0 / missed).clamp(1.0, most) } else { most };
        let came = mean(|row| f64::from(u8::from(row.came)));
        Group { said: mean(|row| row.said), came, worth, rows: rows.len() }
    }

    /// The interval of 95 % around this probability, which lies inside: Wilson's (1927) for as many rows as it is worth.
    pub(super) fn interval(&self, probability: f64) -> (f64, f64) {
        let (p, n) = (probability, self.worth);
        let centre = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let reach = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        ((centre - reach).clamp(0.0, p), (centre + reach).clamp(p, 1.0))
    }
}

/// Mean square of what came in each stretch less what was said of it, over p (1 − p).
fn missed(rows: &[Judged], ends: &[u32]) -> f64 {
    let mut sums = [(0.0_f64, 0.0_f64); STRETCHES];
    let (mut alone, mut total) = (0.0, 0.0);
    for row in rows {
        let (weight, off) = &mut sums[ends.partition_point(|end| *end <= row.minute)];
        *weight += row.weight;
        *off += row.weight * (f64::from(u8::from(row.came)) - row.said);
        alone += row.weight * row.said * (1.0 - row.said);
        total += row.weight;
    }
    let squares: f64 =
        sums.iter().filter(|(weight, _)| *weight > 0.0).map(|(weight, off)| off * off / weight).sum();
    if alone > 0.0 { squares / total / (alone / total) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// Rows of four services for a year; in every stretch of a month a service is worse or better than was said by `drift`.
    fn made(drift: f64) -> Vec<Judged> {
        let mut rng = Rng::new(11);
        let mut rows = Vec::new();
        for minute in (0..525_600).step_by(360) {
            let month = minute / 43_800;
            for service in 0..4 {
                let said = 0.02 + 0.6 * rng.uniform();
                let off = Rng::for_item(7, u64::from(month)).normal() * drift;
                let odds = libm::log(said / (1.0 - said)) + off;
                let came = rng.uniform() < 1.0 / (1.0 + libm::exp(-odds));
                rows.push(Judged { said, came, weight: 1.0, service, minute });
            }
        }
        rows
    }

    #[test]
    fn intervals_hold_what_comes_in_a_stretch_however_much_it_drifts() {
        let mut widths = Vec::new();
        for drift in [0.0, 0.5] {
            let rows = made(drift);
            let (past, next): (Vec<Judged>, Vec<Judged>) = rows.iter().partition(|row| row.minute < 437_000);
            let worth = Worth::new(past, 1e9).unwrap();
            let mut next = next;
            next.sort_by(|a, b| a.said.total_cmp(&b.said));
            let held = next.chunks(next.len() / 10).filter(|rows| {
                let mean = |of: fn(&Judged) -> f64| rows.iter().map(of).sum::<f64>() / rows.len() as f64;
                let (said, came) = (mean(|row| row.said), mean(|row| f64::from(u8::from(row.came))));
                let (lower, upper) = worth.nearest(said).unwrap().interval(said);
                lower <= came && came <= upper
            });
            assert!(held.count() >= 9, "drift {drift}");
            let (lower, upper) = worth.nearest(0.3).unwrap().interval(0.3);
            widths.push(upper - lower);
        }
        assert!(widths[1] > 1.2 * widths[0] && widths[0] < 0.3, "{widths:?}");
    }

    #[test]
    fn where_nothing_came_nothing_is_certain() {
        let rows =
            (0..1_200).map(|i| Judged { said: 0.004, came: false, weight: 1.0, service: 0, minute: i * 60 });
        let worth = Worth::new(rows.collect(), 99.0).unwrap();
        let (lower, upper) = worth.nearest(0.004).unwrap().interval(0.004);
        assert!(lower < 0.001 && upper > 0.03, "{lower} {upper}");
        assert_eq!(worth.floor, 0.005);
    }
}
