//! Counts that are mostly zero: chance and size apart, and quantiles of a negative binomial distribution.
//!
//! Formula (TSB): with d(t) = 1 where y(t) > 0, else 0, the chance p(t) = p(t−1) + β·(d(t) − p(t−1)) and, where
//! y(t) > 0, the size z(t) = z(t−1) + α·(y(t) − z(t−1)); the mean ahead is μ = p·z. The point is the `quantile` of the
//! negative binomial distribution with mean μ and the variance-to-mean ratio of the history.
//! Source: R. H. Teunter, A. A. Syntetos & M. Z. Babai, Intermittent demand: linking forecasting to inventory
//! obsolescence, European Journal of Operational Research 214 (2011); J. D. Croston (1972).
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `alpha` | 0.1 | weight of the newest size | above 0, at most 1 |
//! | `beta` | 0.1 | weight of the newest zero or non-zero | above 0, at most 1 |
//! | `quantile` | 0.5 | quantile that is the point; absent: the mean | above 0, below 1 |
//!
//! Works badly with seasons, which it does not know, and is the mean of a plain smoothing where zeros are rare.

use serde::{Deserialize, Serialize};

use super::prepare::without_gaps;
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::work::Work;

/// Weight of the newest value, both for chance and size (Teunter, Syntetos and Babai 2011 use 0.1 to 0.3).
const ALPHA: f64 = 0.1;
/// The median, which by definition makes the mean absolute error least.
const QUANTILE: f64 = 0.5;
/// Beyond this mean the distribution is so narrow against it that quantiles are taken as the mean. By judgement: a
/// Poisson count deviates by 1 % there, and the sum to the quantile would be long.
const MAX_MEAN: f64 = 1e4;
/// Least ratio of variance to mean that is not taken as Poisson. By judgement: nearer to 1 the distribution is
/// Poisson's in all digits that matter, and r grows without bound.
const LEAST_RATIO: f64 = 1.000_001;

/// Settings of the forecast of intermittent counts.
///
/// ```
/// use errpredict::forecast::{Fitted, Intermittent, Method};
///
/// // Two errors every fourth hour: half an error an hour is expected.
/// let history: Vec<f64> = (0..200).map(|hour| if hour % 4 == 0 { 2.0 } else { 0.0 }).collect();
/// let mean = Intermittent { quantile: None, ..Intermittent::default() }.fit(&history, &[], 0)?.points(1)[0];
/// assert!((mean - 0.5).abs() < 0.2, "{mean}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Intermittent {
    /// Weight of the newest size.
    pub alpha: f64,
    /// Weight of the newest zero or non-zero.
    pub beta: f64,
    /// Quantile that is the point; absent (`null`): the mean.
    pub quantile: Option<f64>,
}

impl Default for Intermittent {
    fn default() -> Self {
        Intermittent { alpha: ALPHA, beta: ALPHA, quantile: Some(QUANTILE) }
    }
}

impl Intermittent {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        for (name, weight) in [("alpha", self.alpha), ("beta", self.beta)] {
            if !(weight > 0.0 && weight <= 1.0) {
                return Err(Error::setting(name, "above 0 and at most 1", weight));
            }
        }
        match self.quantile {
            Some(quantile) if !(quantile > 0.0 && quantile < 1.0) => {
                Err(Error::setting("quantile", "above 0 and below 1", quantile))
            }
            _ => Ok(()),
        }
    }
}

/// Chance, size and spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedIntermittent {
    settings: Intermittent,
    chance: f64,
    size: f64,
    /// Variance over mean of the history.
    ratio: f64,
    /// Whether the history was whole numbers from 0 on; quantiles make sense for those only.
    counts: bool,
}

impl Method for Intermittent {
    type Fitted = FittedIntermittent;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedIntermittent> {
        self.validate()?;
        let values = without_gaps(history, seasons)?;
        let n = values.len() as f64;
        let mean = values.iter().map(|value| value / n).sum::<f64>();
        let variance = values.iter().map(|value| (value - mean) * ((value - mean) / n)).sum::<f64>();
        let occurring = values.iter().filter(|value| **value != 0.0);
        let count = occurring.clone().count();
        let mut model = FittedIntermittent {
            settings: self.clone(),
            chance: count as f64 / n,
            size: if count > 0 { occurring.map(|value| value / count as f64).sum() } else { 0.0 },
            ratio: if mean > 0.0 { variance / mean } else { 1.0 },
            counts: values.iter().all(|value| *value >= 0.0 && value.fract() == 0.0),
        };
        values.iter().for_each(|value| model.update(*value));
        Ok(model)
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps(steps as f64, 500.0)
    }
}

impl Fitted for FittedIntermittent {
    fn is_sound(&self) -> bool {
        self.settings.validate().is_ok()
            && (0.0..=1.0).contains(&self.chance)
            && all_finite(&[self.size, self.ratio])
            && self.ratio >= 0.0
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        let mean = self.chance * self.size;
        let point = match self.settings.quantile {
            Some(quantile) if self.counts && mean > 0.0 && mean <= MAX_MEAN => {
                negative_binomial_quantile(mean, self.ratio, quantile)
            }
            _ => mean,
        };
        vec![point; horizon]
    }

    fn update(&mut self, value: f64) {
        if value.is_nan() {
            return;
        }
        let occurs = f64::from(u8::from(value != 0.0));
        self.chance += self.settings.beta * (occurs - self.chance);
        if value != 0.0 {
            self.size += self.settings.alpha * (value - self.size);
        }
    }
}

/// Smallest count whose cumulative probability reaches `share`; Poisson where the ratio is not above 1.
///
/// P(0) and the ratio P(k + 1) / P(k) are enough: r = μ / (ratio − 1), q = 1 − 1 / ratio,
/// P(0) = (1 / ratio)^r, P(k + 1) = P(k)·q·(k + r) / (k + 1).
fn negative_binomial_quantile(mean: f64, ratio: f64, share: f64) -> f64 {
    let poisson = ratio < LEAST_RATIO;
    let (r, q) = if poisson { (0.0, 0.0) } else { (mean / (ratio - 1.0), 1.0 - 1.0 / ratio) };
    let log_first = if poisson { -mean } else { -r * libm::log(ratio) };
    // Logarithms, so that a first probability too small for a float does not end the sum at once.
    let (mut log_term, mut sum, mut count) = (log_first, 0.0, 0.0);
    let spread = (mean * ratio.max(1.0)).sqrt();
    let most = mean + 40.0 * spread + 40.0 * ratio.max(1.0);
    loop {
        sum += libm::exp(log_term);
        if sum >= share || count >= most {
            return count;
        }
        log_term += libm::log(if poisson { mean / (count + 1.0) } else { q * (count + r) / (count + 1.0) });
        count += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_by_hand() {
        // Poisson(1): P(0) = 0.3679, P(≤ 1) = 0.7358, P(≤ 2) = 0.9197, P(≤ 3) = 0.9810.
        for (share, expected) in [(0.3, 0.0), (0.5, 1.0), (0.9, 2.0), (0.95, 3.0)] {
            assert_eq!(negative_binomial_quantile(1.0, 1.0, share), expected);
        }
        // Geometric with mean 1 (r = 1, ratio 2): P(≤ k) = 1 − 2^−(k+1).
        for (share, expected) in [(0.49, 0.0), (0.51, 1.0), (0.87, 2.0), (0.88, 3.0)] {
            assert_eq!(negative_binomial_quantile(1.0, 2.0, share), expected);
        }
    }

    #[test]
    fn chance_and_size_by_hand() {
        // One value of 10 in ten: p and z start at their means, 0.1 and 10.
        let mut values = vec![0.0; 10];
        values[0] = 10.0;
        let mean = Intermittent { quantile: None, ..Intermittent::default() };
        let model = mean.fit(&values, &[], 0).unwrap();
        let chance = (0.1 + 0.1 * 0.9) * 0.9_f64.powi(9);
        assert!((model.points(1)[0] - chance * 10.0).abs() < 1e-12);
        assert_eq!(Intermittent::default().fit(&values, &[], 0).unwrap().points(2), [0.0, 0.0]);
        assert!(Intermittent { beta: 0.0, ..Intermittent::default() }.fit(&values, &[], 0).is_err());
    }
}
