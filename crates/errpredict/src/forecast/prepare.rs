//! Makes a history ready for methods that know no gaps, and notes what is unusual in it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Largest magnitude accepted: squares of it still add up to finite sums.
const MAX_MAGNITUDE: f64 = 1e150;
/// A gap takes its value from the same phase of other seasons at most this many seasons away.
const MAX_SEASONS_AWAY: usize = 2;

/// What is unusual in a history, with the numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
    if let Some(season) = seasons.iter().filter(|season| 2 * **season > filled.len()).min() {
        let text = format!("{} values are under two seasons of {season}", filled.len());
        add(NoteKind::Short, &[last], text);
    }
    notes
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
}
