//! Spectral residual: what stands out of the spectrum of the last values.
//!
//! ```text
//! A, P = amplitude and phase of the Fourier transform of the last 128 values
//! R = ln A - mean of ln A over 3 neighbours        S = |inverse transform of exp(R + i P)|
//! score = (S(t) - mean of S over the 21 before) / that mean, at least 0
//! ```
//!
//! Ren, Xu, Wang, Yi, Huang, Kou, Xing, Yang, Tong and Zhang 2019, "Time-series anomaly detection service at Microsoft".
//! The newest value must not lie at the edge: as in the paper, five values that go on from it at the last slope stand
//! behind it. A gap is taken as the value before it. No settings.
//!
//! Works badly for noisy series, where everything stands out a little, and for anomalies that last.

use serde::{Deserialize, Serialize};

use super::{FittedSeries, SeriesMethod, check};
use crate::error::Result;
use crate::stats::Series;
use crate::stats::all_finite;
use crate::work::Work;

/// The spectral residual. No settings.
///
/// ```
/// use errpredict::detect::series::{SpectralResidual, FittedSeries, SeriesMethod};
/// use errpredict::stats::Series;
/// use errpredict::time::HOUR_MS;
///
/// // A day's rise and fall, and a spike now.
/// let day = |hour: i32| f64::from((hour % 24).min(24 - hour % 24));
/// let values = (0..400).map(|hour| day(hour) + if hour == 399 { 60.0 } else { 0.0 }).collect();
/// let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
/// let scores = SpectralResidual::default().fit(&series, 0)?.score_fitted(&series)?;
/// // One for each value; how far the newest stands out from those before it.
/// assert!(scores.len() == 400 && scores[399] > 0.0);
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SpectralResidual {}

/// Values in a transform.
const WINDOW: usize = 128;
/// Values made up behind the newest one.
const AHEAD: usize = 5;
/// Values before it that its slope is taken from.
const SLOPE_OVER: usize = 5;
/// Values of the saliency that the newest is compared with.
const COMPARED: usize = 21;

/// A fitted [`SpectralResidual`]: the last values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSpectralResidual {
    last: Vec<f64>,
}

impl SeriesMethod for SpectralResidual {
    type Fitted = FittedSpectralResidual;

    fn fit(&self, history: &Series, _seed: u64) -> Result<Self::Fitted> {
        check(history)?;
        let mut fitted = FittedSpectralResidual { last: Vec::new() };
        let tail = history.values.len().saturating_sub(2 * WINDOW);
        history.values[tail..].iter().for_each(|value| fitted.push(*value));
        Ok(fitted)
    }

    fn work(&self, rows: usize, _columns: usize) -> Work {
        Work::steps(rows as f64, 20_000.0)
    }
}

impl FittedSpectralResidual {
    fn push(&mut self, value: f64) {
        let value = if value.is_nan() { self.last.last().copied() } else { Some(value) };
        if let Some(value) = value {
            if self.last.len() == WINDOW - AHEAD {
                self.last.remove(0);
            }
            self.last.push(value);
        }
    }

    fn score_newest(&self) -> f64 {
        let n = self.last.len();
        if n < WINDOW - AHEAD {
            return 0.0;
        }
        let newest = self.last[n - 1];
        let slope =
            (1..=SLOPE_OVER).map(|back| (newest - self.last[n - 1 - back]) / back as f64).sum::<f64>()
                / SLOPE_OVER as f64;
        // As in the paper the made-up value stands one slope after the value five before, repeated.
        let ahead = self.last[n - SLOPE_OVER] + slope * SLOPE_OVER as f64;
        let mean = self.last.iter().sum::<f64>() / n as f64;
        let widest = self.last.iter().map(|value| (value - mean).abs()).fold(0.0, f64::max);
        if widest <= 0.0 {
            return 0.0;
        }
        let mut window: Vec<(f64, f64)> =
            self.last.iter().chain([&ahead; AHEAD]).map(|value| ((value - mean) / widest, 0.0)).collect();
        transform(&mut window, -1.0);
        let log: Vec<f64> =
            window.iter().map(|(re, im)| libm::log(libm::hypot(*re, *im).max(1e-8))).collect();
        for (i, bin) in window.iter_mut().enumerate() {
            let near = [i.saturating_sub(1), i, (i + 1).min(WINDOW - 1)];
            let residual = log[i] - near.iter().map(|j| log[*j]).sum::<f64>() / near.len() as f64;
            // exp(residual) at the same phase: the amplitude divided out.
            let scale = libm::exp(residual - log[i]);
            *bin = (bin.0 * scale, bin.1 * scale);
        }
        transform(&mut window, 1.0);
        let salience = |i: usize| libm::hypot(window[i].0, window[i].1);
        let usual = (n - 1 - COMPARED..n - 1).map(salience).sum::<f64>() / COMPARED as f64;
        if usual > 0.0 { ((salience(n - 1) - usual) / usual).max(0.0) } else { 0.0 }
    }
}

/// Fast Fourier transform in place, without scaling (Cooley and Tukey 1965); the length is a power of two.
fn transform(values: &mut [(f64, f64)], sign: f64) {
    let n = values.len();
    let bits = n.trailing_zeros();
    for i in 0..n {
        let j = i.reverse_bits() >> (usize::BITS - bits);
        if i < j {
            values.swap(i, j);
        }
    }
    let mut half = 1;
    while half < n {
        let angle = sign * std::f64::consts::PI / half as f64;
        let turns: Vec<(f64, f64)> =
            (0..half).map(|k| (libm::cos(angle * k as f64), libm::sin(angle * k as f64))).collect();
        for pair in values.chunks_exact_mut(2 * half) {
            let (low, high) = pair.split_at_mut(half);
            for ((a, b), turn) in low.iter_mut().zip(high).zip(&turns) {
                let turned = (b.0 * turn.0 - b.1 * turn.1, b.0 * turn.1 + b.1 * turn.0);
                *b = (a.0 - turned.0, a.1 - turned.1);
                *a = (a.0 + turned.0, a.1 + turned.1);
            }
        }
        half *= 2;
    }
}

impl FittedSeries for FittedSpectralResidual {
    fn is_sound(&self) -> bool {
        self.last.len() <= WINDOW - AHEAD && all_finite(&self.last)
    }

    fn score(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        let score = |value: &f64| {
            self.push(*value);
            if value.is_nan() { 0.0 } else { self.score_newest().min(1e12) }
        };
        Ok(series.values.iter().map(score).collect())
    }

    fn score_fitted(&mut self, series: &Series) -> Result<Vec<f64>> {
        self.last.clear();
        self.score(series)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_transform_works_like_numpy() {
        // numpy.fft.fft([1, 2, 3, 4, 0, 0, 0, 1]).
        let mut values: Vec<(f64, f64)> =
            [1.0, 2.0, 3.0, 4.0, 0.0, 0.0, 0.0, 1.0].map(|re| (re, 0.0)).to_vec();
        transform(&mut values, -1.0);
        let expected = [
            (11.0, 0.0),
            (0.292_893_218_8, -6.535_533_905_9),
            (-2.0, 3.0),
            (1.707_106_781_2, -0.535_533_905_9),
            (-3.0, 0.0),
        ];
        for (got, expected) in values.iter().zip(expected) {
            assert!(
                (got.0 - expected.0).abs() < 1e-9 && (got.1 - expected.1).abs() < 1e-9,
                "{got:?} {expected:?}"
            );
        }
        transform(&mut values, 1.0);
        assert!((values[3].0 / 8.0 - 4.0).abs() < 1e-12);
    }
}
