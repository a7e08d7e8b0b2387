//! Seasonal-trend decomposition with several seasons; the seasonally adjusted series by exponential smoothing.
//!
//! Formula: y = trend + Σ seasonal + remainder by loess (`stats::stl`); ŷ = ETS without season of (trend +
//! remainder) + the last cycle of every season. Source: K. Bandara, R. J. Hyndman & C. Bergmeir, MSTL (2021).
//!
//! | Setting | Default | Meaning |
//! |---|---|---|
//! | `max_seasons` | 2 | use at most this many of the seasons, shortest first |
//! | `log` | false | decompose the logarithm (only when every value is above 0) |
//!
//! Works badly when the season's shape jumps, and with less than about five cycles of the longest season.

use serde::{Deserialize, Serialize};

use super::ets::{FittedEts, fit_values};
use super::prepare::{MOST_STEPS, is_unit, unit, usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::Result;
use crate::stats::all_finite;
use crate::stats::stl::mstl;
use crate::work::Work;

/// Day and week.
const MAX_SEASONS: usize = 2;
/// Logarithms beyond this would overflow on the way back.
const MAX_LOG: f64 = 345.0;

/// Settings of decomposition with exponential smoothing.
///
/// ```
/// use errpredict::forecast::{Mstl, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = Mstl::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Mstl {
    /// Use at most this many of the seasons, shortest first.
    pub max_seasons: usize,
    /// Decompose the logarithm.
    pub log: bool,
}

impl Default for Mstl {
    fn default() -> Self {
        Mstl { max_seasons: MAX_SEASONS, log: false }
    }
}

/// The last cycle of every season and the model of the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedMstl {
    log: bool,
    unit: f64,
    /// Per season: its last cycle, oldest value first.
    cycles: Vec<Vec<f64>>,
    /// Steps since fitting.
    steps: usize,
    adjusted: FittedEts,
}

impl Method for Mstl {
    type Fitted = FittedMstl;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedMstl> {
        let values = without_gaps(history, seasons)?;
        let mut seasons = usable_seasons(seasons, values.len(), 2);
        seasons.truncate(self.max_seasons);
        let unit = unit(&values);
        let log = self.log && values.iter().all(|value| *value > 0.0);
        let values: Vec<f64> =
            values.iter().map(|value| value / unit).map(|v| if log { libm::log(v) } else { v }).collect();
        let parts = mstl(&values, &seasons);
        let adjusted: Vec<f64> = if seasons.is_empty() {
            values
        } else {
            parts.trend.iter().zip(&parts.remainder).map(|(trend, rest)| trend + rest).collect()
        };
        let cycles =
            parts.seasonal.iter().zip(&seasons).map(|(part, season)| part[part.len() - season..].to_vec());
        Ok(FittedMstl {
            log,
            unit,
            cycles: cycles.collect(),
            steps: 0,
            adjusted: fit_values(&adjusted, 1, false),
        })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps(steps as f64, 1_500.0)
    }
}

impl FittedMstl {
    /// Sum of the seasonal parts, `ahead` steps after the next one.
    fn season_part(&self, ahead: usize) -> f64 {
        self.cycles.iter().map(|cycle| cycle[(self.steps + ahead) % cycle.len()]).sum()
    }
}

impl Fitted for FittedMstl {
    fn is_sound(&self) -> bool {
        is_unit(self.unit)
            && self.cycles.iter().all(|cycle| !cycle.is_empty() && all_finite(cycle))
            && self.steps as u64 <= MOST_STEPS
            && self.adjusted.is_sound()
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let adjusted = self.adjusted.points(horizon);
        let sums = adjusted.iter().enumerate().map(|(h, point)| point + self.season_part(h));
        sums.map(|sum| self.unit * if self.log { libm::exp(sum.min(MAX_LOG)) } else { sum }).collect()
    }

    fn update(&mut self, value: f64) {
        let value = value / self.unit;
        // A value that has no logarithm tells nothing here; the model goes on as over a gap.
        let value = if self.log { if value > 0.0 { libm::log(value) } else { f64::NAN } } else { value };
        self.adjusted.update(value - self.season_part(0));
        self.steps += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_both_seasons_on() {
        let value = |t: usize| {
            let day = [0.0, 4.0, 8.0, 4.0, 0.0, -16.0][t % 6];
            100.0 + day + if (t / 6) % 7 == 6 { 20.0 } else { 0.0 }
        };
        let values: Vec<f64> = (0..420).map(value).collect();
        let mut model = Mstl::default().fit(&values, &[6, 42], 0).unwrap();
        for start in [420, 427] {
            for (h, point) in model.points(42).iter().enumerate() {
                assert!((point - value(start + h)).abs() < 2.0, "{h}: {point} {}", value(start + h));
            }
            (start..start + 7).for_each(|t| model.update(value(t)));
        }
    }
}
