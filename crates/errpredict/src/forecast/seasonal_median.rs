//! Median of the newest values, of all hours or of the same hour.
//!
//! Formula: ŷ(n + h) = median of the newest `window` values, or with `by_phase` of the newest `window` values of the
//! same phase of the shortest season. The median is what makes the mean absolute error least, and for counts that
//! are mostly zero it is zero: between bursts nothing is the likeliest.
//! Source: a moving median (J. W. Tukey, Exploratory Data Analysis, 1977), here as a forecast.
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `window` | 24 | values that the median is taken of | 1 or more |
//! | `by_phase` | false | take values of the same phase of the season only | |
//!
//! Works badly when the level moves within the window.

use serde::{Deserialize, Serialize};

use super::prepare::{is_place, usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::{all_finite, median};
use crate::work::Work;

/// A day of hours.
const WINDOW: usize = 24;

/// Settings of the median forecast.
///
/// ```
/// use errpredict::forecast::{SeasonalMedian, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = SeasonalMedian::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SeasonalMedian {
    /// Values that the median is taken of.
    pub window: usize,
    /// Take values of the same phase of the season only.
    pub by_phase: bool,
}

impl Default for SeasonalMedian {
    fn default() -> Self {
        SeasonalMedian { window: WINDOW, by_phase: false }
    }
}

impl SeasonalMedian {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if self.window > 0 { Ok(()) } else { Err(Error::setting("window", "1 or more", self.window)) }
    }
}

/// The newest values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSeasonalMedian {
    season: usize,
    /// A ring whose oldest value, at `oldest`, has the phase of the next step.
    newest: Vec<f64>,
    oldest: usize,
}

impl Method for SeasonalMedian {
    type Fitted = FittedSeasonalMedian;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedSeasonalMedian> {
        self.validate()?;
        let values = without_gaps(history, seasons)?;
        let n = values.len();
        let season = usable_seasons(seasons, n, 2).first().copied().filter(|_| self.by_phase).unwrap_or(1);
        let kept = self.window.saturating_mul(season).min(n / season * season);
        Ok(FittedSeasonalMedian { season, newest: values[n - kept..].to_vec(), oldest: 0 })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps((steps + self.window) as f64, 50.0)
    }
}

impl Fitted for FittedSeasonalMedian {
    fn is_sound(&self) -> bool {
        (1..=self.newest.len()).contains(&self.season)
            && all_finite(&self.newest)
            && is_place(self.oldest, &self.newest)
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let kept = self.newest.len();
        let by_phase: Vec<f64> = (0..self.season.min(horizon))
            .map(|phase| {
                let same = (phase..kept).step_by(self.season).map(|i| self.newest[(self.oldest + i) % kept]);
                median(&mut same.collect::<Vec<f64>>()).unwrap_or(0.0)
            })
            .collect();
        (0..horizon).map(|h| by_phase[h % self.season]).collect()
    }

    fn update(&mut self, value: f64) {
        let value = if value.is_nan() { self.points(1)[0] } else { value };
        self.newest[self.oldest] = value;
        self.oldest = (self.oldest + 1) % self.newest.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_by_hand() {
        let values = [1.0, 50.0, 2.0, 60.0, 3.0, 70.0, 4.0, 80.0];
        let phase = SeasonalMedian { window: 3, by_phase: true };
        let mut model = phase.fit(&values, &[2], 0).unwrap();
        assert_eq!(model.points(3), [3.0, 70.0, 3.0]);
        model.update(5.0);
        assert_eq!(model.points(2), [70.0, 4.0]);
        let all = SeasonalMedian { window: 4, by_phase: false };
        assert_eq!(all.fit(&values, &[2], 0).unwrap().points(2), [37.0, 37.0]);
        let sparse: Vec<f64> = (0..100).map(|t| if t % 9 == 0 { 5.0 } else { 0.0 }).collect();
        assert_eq!(SeasonalMedian::default().fit(&sparse, &[], 0).unwrap().points(1), [0.0]);
    }
}
