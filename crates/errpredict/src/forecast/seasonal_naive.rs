//! Seasonal naive: the last season repeated.
//!
//! Formula: ŷ(n + h) = y(n + h − m·⌈h / m⌉) with season length m; without a usable season m = 1 (the last value).
//! Source: Hyndman & Athanasopoulos, Forecasting: Principles and Practice (3rd ed., 2021), section 5.2.
//!
//! | Setting | Default | Meaning |
//! |---|---|---|
//! | `longest` | false | repeat the longest usable season (the week) instead of the shortest (the day) |
//!
//! Works badly when the level moves within a season, and it repeats every outlier of the last one.

use serde::{Deserialize, Serialize};

use super::prepare::{is_place, usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::Result;
use crate::stats::all_finite;
use crate::work::Work;

/// Settings of the seasonal naive forecast.
///
/// ```
/// use errpredict::forecast::{SeasonalNaive, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = SeasonalNaive::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 5.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SeasonalNaive {
    /// Repeat the longest usable season instead of the shortest.
    pub longest: bool,
}

/// The last season, oldest value first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSeasonalNaive {
    last: Vec<f64>,
    /// Place in `last` of the oldest value, which is the next forecast.
    oldest: usize,
}

impl Method for SeasonalNaive {
    type Fitted = FittedSeasonalNaive;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedSeasonalNaive> {
        let values = without_gaps(history, seasons)?;
        let usable = usable_seasons(seasons, values.len(), 1);
        let season = if self.longest { usable.last() } else { usable.first() };
        let season = season.copied().unwrap_or(1);
        Ok(FittedSeasonalNaive { last: values[values.len() - season..].to_vec(), oldest: 0 })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps(steps as f64, 20.0)
    }
}

impl Fitted for FittedSeasonalNaive {
    fn is_sound(&self) -> bool {
        !self.last.is_empty() && all_finite(&self.last) && is_place(self.oldest, &self.last)
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let season = self.last.len();
        (0..horizon).map(|h| self.last[(self.oldest + h) % season]).collect()
    }

    fn update(&mut self, value: f64) {
        if !value.is_nan() {
            self.last[self.oldest] = value;
        }
        self.oldest = (self.oldest + 1) % self.last.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_the_last_season() {
        let nan = f64::NAN;
        for (history, seasons, expected) in [
            (vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![3], vec![4.0, 5.0, 6.0, 4.0]),
            (vec![1.0, 2.0, 3.0, 4.0, nan, 6.0], vec![3], vec![4.0, 2.0, 6.0, 4.0]),
            (vec![1.0, 2.0], vec![3], vec![2.0, 2.0, 2.0, 2.0]),
        ] {
            let mut model = SeasonalNaive::default().fit(&history, &seasons, 0).unwrap();
            assert_eq!(model.points(4), expected);
            model.update(9.0);
            let season = model.last.len();
            assert_eq!(model.points(season)[season - 1], 9.0);
        }
    }
}
