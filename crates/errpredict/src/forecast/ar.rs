//! Seasonal autoregression: a ridge regression on the newest values and on those of the same hours before.
//!
//! Formula: with L(t) the mean of the longest season before t,
//! y(t) − L(t) = Σ β(k)·(y(t − k) − L(t)) over lags k next to 0, to multiples of the season and of the longest season.
//! Longer horizons feed forecasts back in. The penalty is chosen by leave-one-out errors; rows fade with age.
//! Source: A. E. Hoerl & R. W. Kennard, Ridge Regression, Technometrics 12 (1970); that plain linear autoregressions
//! with long memory do this well is shown in P. Montero-Manso & R. J. Hyndman, Principles and Algorithms for
//! Forecasting Groups of Time Series (2021).
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `log` | false | model the logarithm (only when every value is above 0) | |
//! | `half_life` | 4.0 | age in longest seasons at which a row counts half | above 0 |
//!
//! Works badly on counts that are mostly zero and after level shifts younger than the longest season.

use serde::{Deserialize, Serialize};

use super::prepare::{is_place, is_unit, unit, usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::stats::ridge::ridge;
use crate::work::Work;

/// Penalties tried, relative to the mean diagonal. By judgement: every decade that can matter; the errors choose among
/// them.
const PENALTIES: [f64; 5] = [1e-4, 1e-3, 1e-2, 1e-1, 1.0];
/// Age in longest seasons at which a row counts half. Chosen on held-out ends of the histories like all settings of
/// forecasts (`docs/evaluation/forecast.md`); no comparison was kept.
const HALF_LIFE: f64 = 4.0;
/// Rows needed per coefficient.
const ROWS_PER_LAG: usize = 4;
/// Feedback never leaves the range of the history by more than this share of it. By judgement: less, and a trend stops
/// at the highest value so far; more, and a feedback that grows is shown.
const OVERSHOOT: f64 = 0.5;
/// Logarithms beyond this would overflow on the way back.
const MAX_LOG: f64 = 345.0;

/// Settings of the seasonal autoregression.
///
/// ```
/// use errpredict::forecast::{Ar, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = Ar::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Ar {
    /// Model the logarithm.
    pub log: bool,
    /// Age in longest seasons at which a row counts half.
    pub half_life: f64,
}

impl Default for Ar {
    fn default() -> Self {
        Ar { log: false, half_life: HALF_LIFE }
    }
}

impl Ar {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if self.half_life > 0.0 && self.half_life.is_finite() {
            return Ok(());
        }
        Err(Error::setting("half_life", "above 0", self.half_life))
    }
}

/// Coefficients and the newest values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedAr {
    log: bool,
    unit: f64,
    lags: Vec<usize>,
    coefficients: Vec<f64>,
    /// Length of the mean that values are taken against.
    span: usize,
    /// Range that feedback keeps to.
    least: f64,
    most: f64,
    /// The newest values, a ring whose oldest is at `oldest`.
    newest: Vec<f64>,
    oldest: usize,
}

impl Method for Ar {
    type Fitted = FittedAr;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedAr> {
        self.validate()?;
        let values = without_gaps(history, seasons)?;
        let unit = unit(&values);
        let log = self.log && values.iter().all(|value| *value > 0.0);
        let values: Vec<f64> =
            values.iter().map(|value| value / unit).map(|v| if log { libm::log(v) } else { v }).collect();
        let n = values.len();
        let mut seasons = usable_seasons(seasons, n, 3);
        let mut lags = lags(&seasons);
        // The longest lag must leave rows enough; else do with fewer seasons.
        while lags.last().is_some_and(|longest| n < longest + ROWS_PER_LAG * lags.len()) && !lags.is_empty() {
            if seasons.pop().is_none() {
                lags.clear();
                break;
            }
            lags = self::lags(&seasons);
        }
        let longest = lags.last().copied().unwrap_or(1);
        let span = seasons.last().copied().unwrap_or(1).min(n);
        let coefficients = self.coefficients(&values, &lags, span, longest);
        let (least, most) = values.iter().fold((f64::MAX, f64::MIN), |(l, m), v| (l.min(*v), m.max(*v)));
        let kept = longest.max(span).min(n);
        Ok(FittedAr {
            log,
            unit,
            lags,
            coefficients,
            span,
            least: least - OVERSHOOT * (most - least),
            most: most + OVERSHOOT * (most - least),
            newest: values[n - kept..].to_vec(),
            oldest: 0,
        })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps(steps as f64, 1_500.0)
    }
}

impl Ar {
    fn coefficients(&self, values: &[f64], lags: &[usize], span: usize, longest: usize) -> Vec<f64> {
        if lags.is_empty() {
            return Vec::new();
        }
        let first = longest.max(span);
        let count = values.len() - first;
        let (mut rows, mut targets) = (Vec::with_capacity(count * lags.len()), Vec::with_capacity(count));
        let mut weights = Vec::with_capacity(count);
        let fade = libm::pow(0.5, 1.0 / (self.half_life * span.max(24) as f64));
        let mut weight = libm::pow(fade, count as f64);
        let mut sum: f64 = values[first - span..first].iter().sum();
        for t in first..values.len() {
            let level = sum / span as f64;
            rows.extend(lags.iter().map(|lag| values[t - lag] - level));
            targets.push(values[t] - level);
            weight /= fade;
            weights.push(weight);
            sum += values[t] - values[t - span];
        }
        ridge(&rows, lags.len(), &targets, &weights, &PENALTIES)
    }
}

/// Lags next to 0 and next to multiples of the seasons.
fn lags(seasons: &[usize]) -> Vec<usize> {
    let mut lags = vec![1, 2, 3];
    if let Some(day) = seasons.first() {
        for multiple in 1..=if seasons.len() > 1 { 6 } else { 3 } {
            lags.push(multiple * day);
            if multiple <= 2 {
                lags.extend([multiple * day - 1, multiple * day + 1]);
            }
        }
    }
    if let Some(week) = seasons.get(1) {
        lags.extend([week - 1, *week, week + 1, 2 * week]);
        lags.extend(seasons.first().map(|day| week + day));
    }
    lags.sort_unstable();
    lags.dedup();
    lags
}

impl FittedAr {
    /// The newest values, oldest first.
    fn recent(&self) -> impl Iterator<Item = f64> + '_ {
        self.newest[self.oldest..].iter().chain(&self.newest[..self.oldest]).copied()
    }
}

impl Fitted for FittedAr {
    fn is_sound(&self) -> bool {
        let n = self.newest.len();
        is_unit(self.unit)
            && self.lags.iter().all(|lag| (1..=n).contains(lag))
            && self.coefficients.len() == self.lags.len()
            && (1..=n).contains(&self.span)
            && self.least <= self.most
            && all_finite(&[self.least, self.most])
            && [&self.coefficients, &self.newest].iter().all(|part| all_finite(part))
            && is_place(self.oldest, &self.newest)
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let mut path: Vec<f64> = self.recent().collect();
        let known = path.len();
        let mut sum: f64 = path[known - self.span..].iter().sum();
        for t in known..known + horizon {
            let level = sum / self.span as f64;
            let terms = self.lags.iter().zip(&self.coefficients);
            let next = level + terms.map(|(lag, beta)| beta * (path[t - lag] - level)).sum::<f64>();
            let next = next.clamp(self.least, self.most);
            sum += next - path[t - self.span];
            path.push(next);
        }
        let back = |v: f64| self.unit * if self.log { libm::exp(v.min(MAX_LOG)) } else { v };
        path[known..].iter().map(|value| back(*value)).collect()
    }

    fn update(&mut self, value: f64) {
        let value = value / self.unit;
        let value = if self.log { if value > 0.0 { libm::log(value) } else { f64::NAN } } else { value };
        let value = if value.is_nan() {
            let point = self.points(1)[0] / self.unit;
            if self.log { libm::log(point.max(f64::MIN_POSITIVE)) } else { point }
        } else {
            value
        };
        self.least = self.least.min(value);
        self.most = self.most.max(value);
        self.newest[self.oldest] = value;
        self.oldest = (self.oldest + 1) % self.newest.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_day_and_week() {
        let value = |t: usize| {
            let day = [0.0, 4.0, 8.0, 4.0, 0.0, -16.0][t % 6];
            100.0 + day + if (t / 6) % 7 == 6 { 20.0 } else { 0.0 }
        };
        let values: Vec<f64> = (0..420).map(value).collect();
        let mut model = Ar::default().fit(&values, &[6, 42], 0).unwrap();
        for start in [420, 427] {
            for (h, point) in model.points(42).iter().enumerate() {
                assert!((point - value(start + h)).abs() < 2.0, "{h}: {point} {}", value(start + h));
            }
            (start..start + 7).for_each(|t| model.update(value(t)));
        }
        assert!(Ar { half_life: 0.0, ..Ar::default() }.fit(&values, &[6], 0).is_err());
    }
}
