//! Rows with times in any order, put on an even grid.

use std::collections::BTreeMap;
use std::path::Path;

use errpredict::stats::Series;
use errpredict::time::HOUR_MS;
use errpredict::{Error, ErrorKind, Result, Timestamp};

/// A time far outside the others would make a series of nothing but gaps.
const MAX_GAP_SHARE: usize = 50;

/// A place in time as the file gives it; steps come before times only so that a mix is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Step(i64),
    Time(Timestamp),
}

impl Place {
    fn number(self) -> i64 {
        match self {
            Place::Step(step) => step,
            Place::Time(time) => time.ms(),
        }
    }
}

/// Puts rows on an even grid: its step is the commonest distance, and what is missing is a gap.
pub(super) fn evenly(id: &str, mut rows: Vec<(Place, f64)>, file: &Path) -> Result<Series> {
    let bad = |message: String| {
        Error::new(ErrorKind::InvalidInput, message).with("file", file.display()).with("series", id)
    };
    rows.sort_by_key(|(place, _)| *place);
    let numbered = matches!(rows.first(), Some((Place::Step(_), _)));
    if rows.iter().any(|(place, _)| matches!(place, Place::Step(_)) != numbered) {
        return Err(bad("expected step numbers or times, found both".to_owned()));
    }
    let mut distances: BTreeMap<i64, usize> = BTreeMap::new();
    for pair in rows.windows(2) {
        let distance = pair[1].0.number().saturating_sub(pair[0].0.number());
        if distance == 0 {
            let time = match pair[0].0 {
                Place::Step(step) => step.to_string(),
                Place::Time(time) => time.to_string(),
            };
            return Err(bad(format!("expected one value per time, found two at {time}")));
        }
        *distances.entry(distance).or_default() += 1;
    }
    let commonest = distances.iter().max_by_key(|(distance, count)| (**count, -**distance));
    let step = commonest.map_or(if numbered { 1 } else { HOUR_MS }, |(distance, _)| *distance);
    let first = rows.first().map_or(0, |(place, _)| place.number());
    let mut values: Vec<f64> = Vec::with_capacity(rows.len());
    for (place, value) in &rows {
        let offset = place.number().saturating_sub(first);
        let index = usize::try_from(offset / step).unwrap_or(usize::MAX);
        if offset % step != 0 {
            return Err(bad(format!("expected steps of {step}, found a time {} after one", offset % step)));
        }
        if index > rows.len().saturating_mul(MAX_GAP_SHARE) {
            return Err(bad(format!("{} values spread over {index} steps of {step}", rows.len())));
        }
        values.resize(index, f64::NAN);
        values.push(*value);
    }
    let first_end = match rows.first() {
        Some((Place::Time(time), _)) => *time,
        _ => Timestamp::from_ms(first.saturating_mul(HOUR_MS)).unwrap_or(Timestamp::MIN),
    };
    Ok(Series { first_end, step_ms: if numbered { step.saturating_mul(HOUR_MS) } else { step }, values })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(numbers: &[i64]) -> Vec<(Place, f64)> {
        numbers.iter().map(|n| (Place::Step(*n), *n as f64)).collect()
    }

    #[test]
    fn rows_come_in_any_order_and_gaps_are_kept() {
        let series = evenly("a", steps(&[5, 1, 2, 3]), Path::new("x")).unwrap();
        assert_eq!(series.values.len(), 5);
        assert!(series.values[3].is_nan() && series.values[4] == 5.0);
        let hour = |text: &str| (Place::Time(text.parse().unwrap()), 1.0);
        let rows =
            vec![hour("2026-01-01T00:00:00Z"), hour("2026-01-01T00:10:00Z"), hour("2026-01-01T00:20:00Z")];
        assert_eq!(evenly("a", rows, Path::new("x")).unwrap().step_ms, 600_000);
    }

    #[test]
    fn bad_times_are_named() {
        for (numbers, expected) in [
            (vec![1, 2, 2], "two at 2"),
            (vec![0, 2, 4, 5], "steps of 2"),
            (vec![0, 1, 2, 1_000_000], "spread over 1000000 steps"),
        ] {
            let error = evenly("checkout", steps(&numbers), Path::new("x.csv")).unwrap_err();
            assert!(error.message().contains(expected), "{error}");
            assert!(error.to_string().contains("series checkout"), "{error}");
        }
    }
}
