//! Makes a history ready for methods that know no gaps, and notes what is unusual in it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Ordinary steps after an incident that show that it has passed.
pub(super) const PASSED_AFTER: usize = 3;

/// Largest magnitude accepted: squares of it still add up to finite sums.
const MAX_MAGNITUDE: f64 = 1e150;
/// A gap takes its value from the same phase of other seasons at most this many seasons away.
const MAX_SEASONS_AWAY: usize = 2;

/// An outlier lies this many typical distances from the values around it. By judgement: some eight standard deviations
/// of normal noise; lower, and every burst of a busy service is noted.
const OUTLIER_SIZE: f64 = 12.0;
/// Steps of the end of a series which mostly repeats in which something may be unprecedented: a week of hours, by definition as
/// long as a method repeats what came.
const UNPRECEDENTED_STEPS: usize = 168;
/// Steps of history without which nothing is unprecedented: a day of hours.
const LEAST_BEFORE: usize = 24;
/// A level shift is this many standard deviations of the season means. By judgement: it is the best of many cuts, which
/// is large in noise too.
const SHIFT_SIZE: f64 = 4.0;
/// Season means on either side of a level shift, at least.
const LEAST_BLOCKS: usize = 3;
/// Means that a history is cut into for level shifts, at most.
const MAX_BLOCKS: usize = 100;
/// A counter rises at least this often per reset.
const RISES_PER_RESET: usize = 10;
/// A reset falls to this share of the value before, at most. By judgement: a counter begins near 0; higher, and a
/// correction of a sum is a restart.
const RESET_SHARE: f64 = 0.1;

/// What is unusual in a history, with the numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ForecastNote"))]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// How many values it concerns.
    pub count: usize,
    /// Place of the newest of them in the history (0 is the oldest value).
    pub newest: usize,
    /// In words, with the numbers.
    pub text: String,
}

/// Kinds of unusual things in a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoteKind {
    /// Values that were missing and were filled in for fitting.
    Gap,
    /// Single values far outside the range of those around them.
    Outlier,
    /// The level moved and stayed moved.
    LevelShift,
    /// A running total fell back to near zero, as counters do at a restart.
    Reset,
    /// All values are the same.
    Constant,
    /// Too few values for the wanted seasons.
    Short,
    /// The clock of the zone was put forward or back.
    ClockChange,
    /// Dates of a holiday.
    Holiday,
}

/// The history without gaps, from its first value on; how many leading gaps were dropped.
///
/// # Errors
/// `not_enough_data` without any value, `invalid_argument` for infinite or enormous ones.
pub(crate) fn without_gaps<'a>(history: &'a [f64], seasons: &[usize]) -> Result<Cow<'a, [f64]>> {
    if let Some(place) = history.iter().position(|value| !value.is_nan() && value.abs() > MAX_MAGNITUDE) {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("values must lie within ±{MAX_MAGNITUDE:e}, value {place} is {}", history[place]),
        ));
    }
    let first = history.iter().position(|value| !value.is_nan());
    let Some(first) = first else {
        return Err(Error::not_enough("values", 1, 0));
    };
    let history = &history[first..];
    if !history.iter().any(|value| value.is_nan()) {
        return Ok(Cow::Borrowed(history));
    }
    let season = seasons.iter().copied().filter(|season| *season > 1 && 2 * season <= history.len()).max();
    let filled =
        (0..history.len()).map(|i| if history[i].is_nan() { fill(history, i, season) } else { history[i] });
    Ok(Cow::Owned(filled.collect()))
}

/// Mean of the same phase in the seasons around, else the straight line between the neighbours.
fn fill(history: &[f64], i: usize, season: Option<usize>) -> f64 {
    if let Some(season) = season {
        let before = (1..=MAX_SEASONS_AWAY).filter_map(|k| i.checked_sub(k * season)).map(|j| history[j]);
        let after = (1..=MAX_SEASONS_AWAY).filter_map(|k| history.get(i + k * season).copied());
        let before = before.into_iter().find(|value| !value.is_nan());
        let after = after.into_iter().find(|value| !value.is_nan());
        match (before, after) {
            (Some(before), Some(after)) => return 0.5 * (before + after),
            (Some(value), None) | (None, Some(value)) => return value,
            (None, None) => {}
        }
    }
    let before = (0..i).rev().find(|j| !history[*j].is_nan());
    let after = (i + 1..history.len()).find(|j| !history[*j].is_nan());
    match (before, after) {
        (Some(a), Some(b)) => {
            let share = (i - a) as f64 / (b - a) as f64;
            history[a] + share * (history[b] - history[a])
        }
        (Some(j), None) | (None, Some(j)) => history[j],
        (None, None) => 0.0,
    }
}

/// The seasons that `n` values can carry: longer than one step, at least `whole` times in the history.
pub(crate) fn usable_seasons(seasons: &[usize], n: usize, whole: usize) -> Vec<usize> {
    let mut usable: Vec<usize> =
        seasons.iter().copied().filter(|season| *season > 1 && whole * season <= n).collect();
    usable.sort_unstable();
    usable.dedup();
    usable
}

/// The power of two nearest to the mean magnitude: divided by it, values are near 1, and no bit of them is lost.
pub(crate) fn unit(values: &[f64]) -> f64 {
    let mean = values.iter().map(|value| value.abs() / values.len() as f64).sum::<f64>();
    if mean > 0.0 { libm::exp2(libm::round(libm::log2(mean))) } else { 1.0 }
}

/// What is unusual in a history.
pub(crate) fn notes(history: &[f64], seasons: &[usize]) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut add = |kind, places: &[usize], text: String| {
        if let Some(newest) = places.last() {
            notes.push(Note { kind, count: places.len(), newest: *newest, text });
        }
    };
    let first = history.iter().position(|value| !value.is_nan()).unwrap_or(history.len());
    let gaps: Vec<usize> = (first..history.len()).filter(|i| history[*i].is_nan()).collect();
    add(NoteKind::Gap, &gaps, format!("{} of {} values are missing", gaps.len(), history.len() - first));
    let Ok(filled) = without_gaps(history, seasons) else {
        return notes;
    };
    let last = history.len() - 1;
    if filled.len() > 1 && filled.iter().all(|value| *value == filled[0]) {
        add(NoteKind::Constant, &[last], format!("all {} values are {}", filled.len(), filled[0]));
    }
    let season = usable_seasons(seasons, filled.len(), 2).first().copied().unwrap_or(1);
    let offset = history.len() - filled.len();
    let outliers = outliers(&filled, season);
    let places: Vec<usize> = outliers.iter().map(|place| place + offset).collect();
    if let Some(newest) = outliers.last() {
        let text = format!(
            "{} values lie far from those around them, the newest is {}",
            places.len(),
            filled[*newest]
        );
        add(NoteKind::Outlier, &places, text);
    }
    if let Some(shift) = level_shift(&filled, season) {
        let text = format!("the level moved from {:.4} to {:.4} and stayed", shift.before, shift.after);
        add(NoteKind::LevelShift, &[shift.place + offset], text);
    }
    let resets: Vec<usize> = resets(&filled).iter().map(|place| place + offset).collect();
    add(
        NoteKind::Reset,
        &resets,
        format!("a running total fell back {} times, as at a restart", resets.len()),
    );
    if let Some(season) = seasons.iter().filter(|season| 2 * **season > filled.len()).min() {
        let text = format!("{} values are under two seasons of {season}", filled.len());
        add(NoteKind::Short, &[last], text);
    }
    notes
}

/// Places whose distance from the median of the nearest same-phase values is extreme against all such distances.
pub(super) fn outliers(values: &[f64], season: usize) -> Vec<usize> {
    let distances: Vec<f64> =
        (0..values.len()).map(|i| values[i] - median_around(values, season, i)).collect();
    let mut sizes: Vec<f64> =
        distances.iter().map(|distance| distance.abs()).filter(|size| *size > 0.0).collect();
    // Mostly exact repetition, or mostly zeros: a burst is the nature of such a series, not an outlier, unless it ends with what
    // it never held before.
    if 2 * sizes.len() < values.len() {
        return unprecedented(values);
    }
    let middle = sizes.len() / 2;
    let (_, typical, _) = sizes.select_nth_unstable_by(middle, f64::total_cmp);
    let limit = OUTLIER_SIZE * *typical;
    (0..values.len()).filter(|i| distances[*i].abs() > limit).collect()
}

/// The steps of the newest week that lie above everything before them, by as much as makes an outlier: so many times the least
/// that such a series moves by, or one where it never moved. What is over is as unprecedented as what goes on; what came twice,
/// with ordinary steps between, is not.
fn unprecedented(values: &[f64]) -> Vec<usize> {
    let n = values.len();
    let from = n.saturating_sub(UNPRECEDENTED_STEPS).max(LEAST_BEFORE).min(n);
    let before = &values[..from];
    let mut moves: Vec<f64> =
        before.windows(2).map(|pair| (pair[1] - pair[0]).abs()).filter(|size| *size > 0.0).collect();
    let middle = moves.len() / 2;
    let typical = match moves.is_empty() {
        true => 1.0,
        false => *moves.select_nth_unstable_by(middle, f64::total_cmp).1,
    };
    let highest_of = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut highest = highest_of(before);
    let mut found: Vec<usize> = Vec::new();
    // The highest of a trouble that is over, which is known from then on.
    let mut known = f64::NEG_INFINITY;
    for (place, value) in values.iter().enumerate().skip(from) {
        let is_apart = found.last().is_some_and(|last| last + PASSED_AFTER < place);
        if is_apart {
            highest = highest.max(known);
        }
        if *value > highest + OUTLIER_SIZE * typical {
            found.push(place);
            known = known.max(*value);
        } else {
            highest = highest.max(*value);
        }
    }
    found
}

/// Median of the nearest same-phase values on both sides.
fn median_around(values: &[f64], season: usize, i: usize) -> f64 {
    let before = (1..=2).filter_map(|k| i.checked_sub(k * season)).map(|j| values[j]);
    let after = (1..=2).filter_map(|k| values.get(i + k * season).copied());
    let mut near: Vec<f64> = before.chain(after).chain([values[i]]).collect();
    near.sort_unstable_by(f64::total_cmp);
    near[near.len() / 2]
}

/// A level that moved.
struct Shift {
    place: usize,
    before: f64,
    after: f64,
}

/// The place that best cuts the season means in two, if the two parts differ by far more than within themselves.
fn level_shift(values: &[f64], season: usize) -> Option<Shift> {
    let length = season.max(values.len() / MAX_BLOCKS).max(1);
    let blocks: Vec<f64> =
        values.rchunks_exact(length).rev().map(|block| block.iter().sum::<f64>() / length as f64).collect();
    let n = blocks.len();
    if n < 2 * LEAST_BLOCKS {
        return None;
    }
    let part = |blocks: &[f64]| {
        let mean = blocks.iter().sum::<f64>() / blocks.len() as f64;
        (mean, blocks.iter().map(|block| (block - mean) * (block - mean)).sum::<f64>())
    };
    let cuts = (LEAST_BLOCKS..=n - LEAST_BLOCKS).map(|cut| {
        let ((before, a), (after, b)) = (part(&blocks[..cut]), part(&blocks[cut..]));
        (a + b, cut, before, after)
    });
    let (within, cut, before, after) = cuts.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let spread = (within / (n - 2) as f64).sqrt();
    let place = values.len() - (n - cut) * length;
    ((after - before).abs() > SHIFT_SIZE * spread && after != before).then_some(Shift {
        place,
        before,
        after,
    })
}

/// Places where a series that else never falls drops to near its least value.
pub(crate) fn resets(values: &[f64]) -> Vec<usize> {
    let falls: Vec<usize> = (1..values.len()).filter(|i| values[*i] < values[i - 1]).collect();
    let rises = values.windows(2).filter(|pair| pair[1] > pair[0]).count();
    // A counter rises nearly always.
    if falls.is_empty() || falls.len() * RISES_PER_RESET > rises {
        return Vec::new();
    }
    let deep = |i: &usize| values[*i] >= 0.0 && values[*i] <= RESET_SHARE * values[i - 1];
    if falls.iter().all(deep) { falls } else { Vec::new() }
}

/// Steps that a saved model may have gone on for: beyond all use, and far from any overflow.
pub(super) const MOST_STEPS: u64 = 1 << 40;

/// Whether a saved place is one of the ring `values`; 0 where there is none.
pub(super) fn is_place(place: usize, values: &[f64]) -> bool {
    place < values.len().max(1)
}

/// Whether a saved unit can be divided by.
pub(super) fn is_unit(unit: f64) -> bool {
    unit.is_finite() && unit > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_from_the_season_or_the_neighbours() {
        let nan = f64::NAN;
        for (history, seasons, expected) in [
            (vec![nan, 1.0, nan, 3.0], vec![], vec![1.0, 2.0, 3.0]),
            (vec![1.0, 5.0, 1.0, nan, 1.0, 7.0], vec![2], vec![1.0, 5.0, 1.0, 6.0, 1.0, 7.0]),
            (vec![1.0, nan, nan], vec![], vec![1.0, 1.0, 1.0]),
        ] {
            assert_eq!(without_gaps(&history, &seasons).unwrap().into_owned(), expected);
        }
        assert!(without_gaps(&[nan], &[]).is_err());
        assert!(without_gaps(&[1.0, f64::INFINITY], &[]).unwrap_err().message().contains("value 1 is inf"));
    }

    #[test]
    fn notes_name_what_was_put_in_and_nothing_else() {
        let plain = |t: usize| 50.0 + 10.0 * libm::sin(t as f64 * 0.2618) + ((t * 7919) % 13) as f64;
        let kinds = |f: &dyn Fn(usize) -> f64| {
            let history: Vec<f64> = (0..480).map(f).collect();
            notes(&history, &[24]).into_iter().map(|note| (note.kind, note.newest)).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&plain), []);
        assert_eq!(kinds(&|t| if t == 300 { 900.0 } else { plain(t) }), [(NoteKind::Outlier, 300)]);
        assert_eq!(kinds(&|t| if t == 300 { f64::NAN } else { plain(t) }), [(NoteKind::Gap, 300)]);
        assert_eq!(kinds(&|t| plain(t) + if t < 240 { 0.0 } else { 300.0 }), [(NoteKind::LevelShift, 240)]);
        assert_eq!(kinds(&|t| (t % 200) as f64), [(NoteKind::Reset, 400)]);
        assert_eq!(kinds(&|_| 4.0), [(NoteKind::Constant, 479)]);
        assert_eq!(notes(&[1.0, 2.0], &[24])[0].kind, NoteKind::Short);
    }

    #[test]
    fn what_a_series_that_repeats_never_held_is_an_outlier_at_its_end() {
        let rare = |t: usize| f64::from(u8::from((t * 7919).is_multiple_of(7)));
        let nightly = |t: usize| if t % 24 == 2 { 90.0 } else { 5.0 };
        type Values<'a> = &'a dyn Fn(usize) -> f64;
        let cases: [(&str, Values<'_>, &[usize]); 9] = [
            ("constant, then 5000", &|t| if t == 239 { 5000.0 } else { 12.0 }, &[239]),
            ("nothing, then 50", &|t| if t == 239 { 50.0 } else { 0.0 }, &[239]),
            ("nightly job, then 2000", &|t| if t == 239 { 2000.0 } else { nightly(t) }, &[239]),
            ("rare, then two hours of trouble", &|t| if t >= 238 { 60.0 } else { rare(t) }, &[238, 239]),
            ("a straight line, then 900", &|t| if t == 239 { 900.0 } else { 30.0 + t as f64 / 6.0 }, &[239]),
            ("bursts are its nature", &|t| if t % 100 == 39 { 50.0 } else { 0.0 }, &[]),
            ("nothing, then 50 that are over", &|t| if t == 230 { 50.0 } else { 0.0 }, &[230]),
            ("and once more", &|t| if t == 200 || t == 230 { 50.0 } else { 0.0 }, &[200]),
            ("a first error", &|t| if t == 239 { 1.0 } else { 0.0 }, &[]),
        ];
        for (name, value, expected) in cases {
            let values: Vec<f64> = (0..240).map(value).collect();
            assert_eq!(outliers(&values, 24), expected, "{name}");
        }
    }
}
