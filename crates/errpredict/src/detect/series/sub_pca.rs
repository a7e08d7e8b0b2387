//! Sub-sequence PCA: what the usual shapes of a stretch of values cannot express.
//!
//! Every stretch of `window` values of the history, less its mean, is a row; the leading directions of their covariance
//! that hold `variance` of it are the usual shapes. `score = |stretch - its projection| / typical one`, for the
//! stretch that ends at the value, plus the distance of its mean from the usual ones. Sub-PCA of TSB-AD (Liu and
//! Paparrizos 2024) with the score of Shyu et al. 2003; the window is the strongest period of the history.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `window` | 0 | values in a stretch; 0 is the period of the history, 8 to 64, else 32 | values | 0, or 2 to 128 |
//! | `variance` | 0.9 | share of the variance that counts as usual shapes | | above 0, below 1 |
//!
//! Works badly where the history has no shapes that repeat, and with a history shorter than three stretches, which it refuses.

use serde::{Deserialize, Serialize};

use super::{FittedSeries, SeriesMethod, check};
use crate::error::{Error, Result};
use crate::stats::Series;
use crate::stats::all_finite;
use crate::stats::linear::symmetric_eigen;
use crate::work::Work;

/// Settings of sub-sequence PCA.
///
/// ```
/// use errpredict::detect::series::{SubPca, FittedSeries, SeriesMethod};
/// use errpredict::stats::Series;
/// use errpredict::time::HOUR_MS;
///
/// // A daily cycle with one spike.
/// let values = (0..400).map(|hour| (hour % 24) as f64 + if hour == 390 { 60.0 } else { 0.0 }).collect();
/// let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
/// let scores = SubPca::default().fit(&series, 0)?.score_fitted(&series)?;
/// let largest = |from: usize, to| scores[from..to].iter().copied().fold(f64::MIN, f64::max);
/// assert!(largest(380, 400) > largest(200, 370));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SubPca {
    /// Values in a stretch; 0 finds the period.
    pub window: usize,
    /// Share of the variance that counts as usual shapes.
    pub variance: f64,
}

impl Default for SubPca {
    fn default() -> Self {
        SubPca { window: 0, variance: 0.9 }
    }
}

/// Windows that a period may give, and the one without a period.
const PERIODS: std::ops::RangeInclusive<usize> = 8..=64;
/// See [`PERIODS`].
const NO_PERIOD: usize = 32;
/// Autocorrelation from which a lag is a period. By judgement: lower, and noise has periods; higher, and a season under
/// noise has none.
const PERIODIC_FROM: f64 = 0.2;

/// A fitted [`SubPca`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSubPca {
    window: usize,
    /// Usual shapes, one after the other.
    shapes: Vec<f64>,
    /// Mean of the stretches less their own mean, and the units of both parts of the score.
    center: Vec<f64>,
    mean: f64,
    units: (f64, f64),
    /// The last values, oldest first.
    last: Vec<f64>,
}

impl SeriesMethod for SubPca {
    type Fitted = FittedSubPca;

    fn fit(&self, history: &Series, _seed: u64) -> Result<Self::Fitted> {
        check(history)?;
        if self.window != 0 && !(2..=128).contains(&self.window) {
            return Err(Error::setting("window", "0, or from 2 to 128", self.window));
        }
        if !(self.variance > 0.0 && self.variance < 1.0) {
            return Err(Error::setting("variance", "above 0 and below 1", self.variance));
        }
        let values: Vec<f64> = filled(&history.values);
        let window = if self.window == 0 { period(&values) } else { self.window };
        if values.len() < 3 * window {
            return Err(Error::not_enough("values of history", 3 * window, values.len()));
        }
        let stretches: Vec<(f64, Vec<f64>)> = values.windows(window).map(centred).collect();
        let n = stretches.len() as f64;
        let mut center = vec![0.0; window];
        for (_, shape) in &stretches {
            center.iter_mut().zip(shape).for_each(|(sum, value)| *sum += value / n);
        }
        let mut covariance = vec![0.0; window * window];
        for (_, shape) in &stretches {
            let away: Vec<f64> = shape.iter().zip(&center).map(|(value, center)| value - center).collect();
            for (row, a) in covariance.chunks_exact_mut(window).zip(&away) {
                row.iter_mut().zip(&away).for_each(|(sum, b)| *sum += a * b / n);
            }
        }
        let (sizes, mut shapes) = symmetric_eigen(&covariance, window);
        let total: f64 = sizes.iter().map(|size| size.max(0.0)).sum();
        let mut held = 0.0;
        let kept = sizes.iter().take_while(|size| {
            let goes_on = held < self.variance * total;
            held += size.max(0.0);
            goes_on
        });
        shapes.truncate(kept.count() * window);
        let mean = stretches.iter().map(|(mean, _)| mean).sum::<f64>() / n;
        let mut fitted = FittedSubPca { window, shapes, center, mean, units: (1.0, 1.0), last: Vec::new() };
        let root = |sum: f64| (sum / n).sqrt();
        let rest = root(stretches.iter().map(|(_, shape)| fitted.rest(shape).powi(2)).sum());
        let level = root(stretches.iter().map(|(own, _)| (own - mean) * (own - mean)).sum());
        let scale = 1e-9 * (1.0 + mean.abs());
        fitted.units = (rest.max(scale), level.max(scale));
        fitted.last = values[values.len() - window..].to_vec();
        Ok(fitted)
    }

    fn work(&self, rows: usize, _columns: usize) -> Work {
        // The longest stretch, where the history chooses it.
        let window = if self.window == 0 { 64.0 } else { self.window as f64 };
        Work::steps(rows as f64 * window * window, 4.0) + Work::steps(window * window * window, 100.0)
    }
}

/// Gaps as the value before them, or the first one there is.
fn filled(values: &[f64]) -> Vec<f64> {
    let mut last = values.iter().copied().find(|value| !value.is_nan()).unwrap_or(0.0);
    let fill = |value: &f64| {
        last = if value.is_nan() { last } else { *value };
        last
    };
    values.iter().map(fill).collect()
}

fn centred(stretch: &[f64]) -> (f64, Vec<f64>) {
    let mean = stretch.iter().sum::<f64>() / stretch.len() as f64;
    (mean, stretch.iter().map(|value| value - mean).collect())
}

/// The lag of the highest peak of the autocorrelation.
fn period(values: &[f64]) -> usize {
    let n = values.len();
    let mean = values.iter().sum::<f64>() / n.max(1) as f64;
    let correlation = |lag: usize| {
        values.iter().zip(&values[lag.min(n)..]).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>()
    };
    let all = correlation(0);
    let lags: Vec<f64> = (0..=PERIODS.end() + 1).map(correlation).collect();
    let is_peak = |lag: &usize| {
        lags[*lag] > lags[lag - 1] && lags[*lag] >= lags[lag + 1] && lags[*lag] > PERIODIC_FROM * all
    };
    PERIODS.filter(is_peak).max_by(|a, b| lags[*a].total_cmp(&lags[*b]).then(b.cmp(a))).unwrap_or(NO_PERIOD)
}

impl FittedSubPca {
    /// Length of what the usual shapes leave of a stretch less its mean.
    fn rest(&self, shape: &[f64]) -> f64 {
        let away: Vec<f64> = shape.iter().zip(&self.center).map(|(value, center)| value - center).collect();
        let mut rest = away.clone();
        for usual in self.shapes.chunks_exact(self.window) {
            let along: f64 = usual.iter().zip(&away).map(|(a, b)| a * b).sum();
            rest.iter_mut().zip(usual).for_each(|(rest, usual)| *rest -= along * usual);
        }
        rest.iter().map(|x| x * x).sum::<f64>().min(f64::MAX).sqrt()
    }

    fn update(&mut self, value: f64) -> f64 {
        let known = self.last.last().copied().unwrap_or(0.0);
        self.last.push(if value.is_nan() { known } else { value });
        if self.last.len() > self.window {
            self.last.remove(0);
        }
        if value.is_nan() || self.last.len() < self.window {
            return 0.0;
        }
        let (mean, shape) = centred(&self.last);
        (self.rest(&shape) / self.units.0 + (mean - self.mean).abs() / self.units.1).min(1e12)
    }
}

impl FittedSeries for FittedSubPca {
    fn is_sound(&self) -> bool {
        self.window > 0
            && self.shapes.len().is_multiple_of(self.window)
            && self.shapes.len() / self.window <= self.window
            && self.center.len() == self.window
            && self.last.len() <= self.window
            && [&self.shapes, &self.center, &self.last].iter().all(|part| all_finite(part))
            && all_finite(&[self.mean, self.units.0, self.units.1])
    }

    fn score(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        Ok(series.values.iter().map(|value| self.update(*value)).collect())
    }

    fn score_fitted(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        self.last.clear();
        let by_end: Vec<f64> = series.values.iter().map(|value| self.update(*value)).collect();
        // With all of it in view a value belongs to every stretch around it: the mean of their scores.
        let n = by_end.len();
        let around = |i: usize| {
            let ends = &by_end[i..(i + self.window).min(n)];
            ends.iter().sum::<f64>() / ends.len() as f64
        };
        Ok((0..n).map(around).collect())
    }
}
