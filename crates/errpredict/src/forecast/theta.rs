//! Theta: exponential smoothing plus half of the linear trend, on the seasonally adjusted series.
//!
//! Formula: with the least-squares slope b and the smoothed level l(n), weight α,
//! ŷ(n + h) = season · (l(n) + ½b·(h − 1 + (1 − (1 − α)ⁿ)/α)). The season is multiplicative when all values are
//! above 0, else additive, and only taken out when the lag-m autocorrelation is significant at 90 %.
//! Source: V. Assimakopoulos & K. Nikolopoulos, The theta model, International Journal of Forecasting 16 (2000);
//! as exponential smoothing with drift: R. J. Hyndman & B. Billah (2003).
//!
//! | Setting | Default | Meaning |
//! |---|---|---|
//! | `drift` | 0.5 | share of the linear trend that is carried on; 0 to 1 |
//!
//! Works badly with several seasons (only the shortest is used) and when the trend of the whole history has ended.

use serde::{Deserialize, Serialize};

use super::prepare::{is_place, is_unit, unit, usable_seasons, without_gaps};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::stats::simplex::nelder_mead;
use crate::work::Work;

/// Share of the trend (theta = 2: Assimakopoulos and Nikolopoulos 2000).
const DRIFT: f64 = 0.5;
/// Two-sided 90 % quantile of the normal distribution, for the test of the season (the M4 competition's).
const SEASON_TEST: f64 = 1.645;
/// Calls of the search for α.
const MAX_CALLS: usize = 60;

/// Settings of the theta method.
///
/// ```
/// use errpredict::forecast::{Theta, Fitted, Method};
///
/// // Three weeks of hours with a daily cycle; the next day is like the others.
/// let history: Vec<f64> = (0..24 * 21).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
/// let next = Theta::default().fit(&history, &[24], 0)?.points(24);
/// assert!((next[12] - 220.0).abs() < 25.0, "{next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Theta {
    /// Share of the linear trend that is carried on.
    pub drift: f64,
}

impl Default for Theta {
    fn default() -> Self {
        Theta { drift: DRIFT }
    }
}

impl Theta {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if (0.0..=1.0).contains(&self.drift) {
            return Ok(());
        }
        Err(Error::setting("drift", "0 to 1", self.drift))
    }
}

/// Level, drift and season.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedTheta {
    unit: f64,
    alpha: f64,
    level: f64,
    drift: f64,
    multiplicative: bool,
    /// Seasonal indices; the one at `next` belongs to the next step. Empty without a season.
    season: Vec<f64>,
    next: usize,
}

impl Method for Theta {
    type Fitted = FittedTheta;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedTheta> {
        self.validate()?;
        let values = without_gaps(history, seasons)?;
        let unit = unit(&values);
        let mut values: Vec<f64> = values.iter().map(|value| value / unit).collect();
        let n = values.len();
        let season = usable_seasons(seasons, n, 2).first().copied().filter(|m| is_seasonal(&values, *m));
        let multiplicative = values.iter().all(|value| *value > 0.0);
        let indices = season.map_or_else(Vec::new, |season| indices(&values, season, multiplicative));
        if !indices.is_empty() {
            for (t, value) in values.iter_mut().enumerate() {
                let index = indices[t % indices.len()];
                *value = if multiplicative { *value / index } else { *value - index };
            }
        }
        let smooth = |alpha: f64, values: &[f64]| {
            let mut level = values[0];
            let mut squares = 0.0;
            for value in &values[1..] {
                squares += (value - level) * (value - level);
                level += alpha * (value - level);
            }
            (level, squares)
        };
        let within = |x: f64| x.clamp(0.01, 0.99);
        let found = nelder_mead(&[0.5], 0.2, MAX_CALLS, 1e-7, |x| {
            smooth(within(x[0]), &values).1 + 1e3 * (x[0] - within(x[0])).abs()
        });
        let alpha = within(found.at[0]);
        let drift = self.drift * slope(&values);
        let (level, _) = smooth(alpha, &values);
        let age = (1.0 - libm::pow(1.0 - alpha, n as f64)) / alpha;
        Ok(FittedTheta {
            unit,
            alpha,
            level: level + drift * (age - 1.0),
            drift,
            multiplicative,
            next: if indices.is_empty() { 0 } else { n % indices.len() },
            season: indices,
        })
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps(steps as f64, 600.0)
    }
}

impl FittedTheta {
    fn with_season(&self, base: f64, ahead: usize) -> f64 {
        if self.season.is_empty() {
            return base;
        }
        let index = self.season[(self.next + ahead) % self.season.len()];
        if self.multiplicative { base * index } else { base + index }
    }
}

impl Fitted for FittedTheta {
    fn is_sound(&self) -> bool {
        all_finite(&[self.alpha, self.level, self.drift])
            && is_unit(self.unit)
            && all_finite(&self.season)
            && is_place(self.next, &self.season)
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let base = |h: usize| self.level + self.drift * (h + 1) as f64;
        (0..horizon).map(|h| self.unit * self.with_season(base(h), h)).collect()
    }

    fn update(&mut self, value: f64) {
        let expected = self.level + self.drift;
        let mut base = value / self.unit;
        if !self.season.is_empty() {
            let index = self.season[self.next];
            base = if self.multiplicative { base / index } else { base - index };
            self.next = (self.next + 1) % self.season.len();
        }
        self.level = if base.is_nan() { expected } else { expected + self.alpha * (base - expected) };
    }
}

/// The competition's test: lag-m autocorrelation against its standard error under shorter ones.
fn is_seasonal(values: &[f64], season: usize) -> bool {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let spread: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    if spread <= 0.0 {
        return false;
    }
    let at = |lag: usize| {
        values.iter().zip(&values[lag..]).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / spread
    };
    let shorter: f64 = (1..season).map(|lag| at(lag) * at(lag)).sum();
    at(season).abs() > SEASON_TEST * ((1.0 + 2.0 * shorter) / n).sqrt()
}

/// Classical decomposition: mean ratio (or difference) to the centred moving mean, by phase.
pub(crate) fn indices(values: &[f64], season: usize, multiplicative: bool) -> Vec<f64> {
    let n = values.len();
    let half = season / 2;
    let mut sums = vec![(0.0, 0.0); season];
    for t in half..n - half {
        let mean = if season % 2 == 1 {
            values[t - half..=t + half].iter().sum::<f64>() / season as f64
        } else {
            let inner: f64 = values[t - half + 1..t + half].iter().sum();
            (inner + 0.5 * (values[t - half] + values[t + half])) / season as f64
        };
        let sum = &mut sums[t % season];
        sum.0 += if multiplicative { values[t] / mean } else { values[t] - mean };
        sum.1 += 1.0;
    }
    let neutral = f64::from(u8::from(multiplicative));
    let mut indices: Vec<f64> = sums.iter().map(|(s, c)| if *c > 0.0 { s / c } else { neutral }).collect();
    let mean = indices.iter().sum::<f64>() / season as f64;
    // An index near 0 would blow the adjusted values up. By judgement: a hundredth of the mean; where an hour is always
    // 0 the smallest value would become the largest.
    const LEAST: f64 = 0.01;
    indices.iter_mut().for_each(|i| *i = if multiplicative { (*i / mean).max(LEAST) } else { *i - mean });
    indices
}

/// Least-squares slope.
fn slope(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let across: f64 = values.iter().enumerate().map(|(i, value)| (i as f64 - middle) * value).sum();
    let spread = n * (n * n - 1.0) / 12.0;
    if spread > 0.0 { across / spread } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_half_of_a_straight_line_on() {
        let values: Vec<f64> = (0..100).map(|t| 10.0 + 2.0 * f64::from(t)).collect();
        let points = Theta::default().fit(&values, &[], 0).unwrap().points(3);
        assert!((points[1] - points[0] - 1.0).abs() < 1e-9, "{points:?}");
        assert!((slope(&values) - 2.0).abs() < 1e-9);
        assert!(Theta { drift: 2.0 }.fit(&values, &[], 0).is_err());
    }

    #[test]
    fn a_season_is_found_and_kept() {
        let values: Vec<f64> = (0..96).map(|t| 10.0 * [1.4, 0.6, 1.2, 0.8][t % 4]).collect();
        for (h, point) in Theta::default().fit(&values, &[4], 0).unwrap().points(8).iter().enumerate() {
            assert!((point - values[h]).abs() < 1e-6, "{h}: {point}");
        }
    }
}
