//! A history taken apart: trend, seasons, remainder.
//!
//! Formula: y = trend + Σ seasonal + remainder, by loess; source: see `stats::stl` (STL 1990, MSTL 2021). Gaps are
//! filled first, holidays and the clock's changes are handled as for a forecast.
//!
//! Works badly with less than about five cycles of the longest season: it then takes noise for season.

use serde::{Deserialize, Serialize};

use super::prepare::{unit, usable_seasons, without_gaps};
use super::settings::ForecastSettings;
use crate::error::Result;
use crate::stats::Series;
use crate::stats::stl::mstl;

/// Seasons taken out at most: day and week.
const MAX_SEASONS: usize = 2;

/// The parts of a history; step by step they add up to it (and to what its gaps were filled with).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decomposition {
    /// The slow part.
    pub trend: Series,
    /// One part per season.
    pub seasonal: Vec<SeasonalPart>,
    /// What is left.
    pub remainder: Series,
}

/// The part of one season.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeasonalPart {
    /// Length of the season in steps.
    pub season: usize,
    /// What it adds.
    pub part: Series,
}

/// Takes a history apart by the seasons and the calendar of `settings`.
///
/// # Errors
/// `invalid_setting`; `not_enough_data` for a history without any value, `invalid_argument` for infinite values.
pub fn decompose(history: &Series, settings: &ForecastSettings) -> Result<Decomposition> {
    settings.validate()?;
    let laid = settings.calendar()?.lay(history, &settings.seasons, 1);
    let values = without_gaps(&laid.values, &settings.seasons)?;
    let mut seasons = usable_seasons(&settings.seasons, values.len(), 2);
    seasons.truncate(MAX_SEASONS);
    let unit = unit(&values);
    let scaled: Vec<f64> = values.iter().map(|value| value / unit).collect();
    let parts = mstl(&scaled, &seasons);
    // Back onto the steps of the history.
    let lead = laid.values.len() - values.len();
    let series = |part: &[f64]| {
        let on =
            |slot: usize| slot.checked_sub(lead).and_then(|i| part.get(i)).map_or(f64::NAN, |v| v * unit);
        Series { values: laid.slots.iter().map(|slot| on(*slot)).collect(), ..history.clone() }
    };
    Ok(Decomposition {
        trend: series(&parts.trend),
        seasonal: parts
            .seasonal
            .iter()
            .zip(seasons)
            .map(|(part, season)| SeasonalPart { season, part: series(part) })
            .collect(),
        remainder: series(&parts.remainder),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;

    #[test]
    fn parts_add_up_and_find_what_was_put_in() {
        let season = |t: usize| [0.0, 6.0, 3.0, -9.0][t % 4];
        let values: Vec<f64> = (0..120).map(|t| 50.0 + 0.25 * t as f64 + season(t)).collect();
        let mut history = Series {
            first_end: "2026-11-01T01:00:00Z".parse().unwrap(),
            step_ms: HOUR_MS,
            values: values.clone(),
        };
        history.values[0] = f64::NAN;
        let settings = ForecastSettings { seasons: vec![4], ..ForecastSettings::default() };
        let parts = decompose(&history, &settings).unwrap();
        assert!(parts.trend.values[0].is_nan(), "before the first value there is nothing");
        for (t, value) in values.iter().enumerate().skip(1) {
            let sum = parts.trend.values[t] + parts.seasonal[0].part.values[t] + parts.remainder.values[t];
            assert!((sum - value).abs() < 1e-9);
            assert!((parts.seasonal[0].part.values[t] - season(t)).abs() < 0.5, "{t}");
            assert!(parts.remainder.values[t].abs() < 0.5, "{t}");
        }
    }
}
