//! Simple exponential smoothing with a fixed weight.
//!
//! Formula: l(1) = y(1), l(t) = l(t−1) + α·(y(t) − l(t−1)), ŷ(n + h) = l(n).
//! Source: R. G. Brown, Statistical Forecasting for Inventory Control (1959).
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `alpha` | 0.3 | weight of the newest value | above 0, at most 1 |
//!
//! Works badly when the series has a season or a trend: the forecast is flat.

use serde::{Deserialize, Serialize};

use super::prepare::without_gaps;
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::work::Work;

/// Weight of the newest value (specification 4.6).
const ALPHA: f64 = 0.3;

/// Settings of simple exponential smoothing.
///
/// ```
/// use errpredict::forecast::{Fitted, Method, Ses};
///
/// // A level that moved: the newest values weigh most.
/// let history = [10.0, 10.0, 10.0, 20.0, 20.0, 20.0, 20.0, 20.0, 20.0];
/// let next = Ses { alpha: 0.5 }.fit(&history, &[], 0)?.points(2);
/// assert!(next[0] > 19.0 && next[0] == next[1], "one level for all steps: {next:?}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Ses {
    /// Weight of the newest value.
    pub alpha: f64,
}

impl Default for Ses {
    fn default() -> Self {
        Ses { alpha: ALPHA }
    }
}

impl Ses {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if self.alpha > 0.0 && self.alpha <= 1.0 {
            return Ok(());
        }
        Err(Error::setting("alpha", "above 0 and at most 1", self.alpha))
    }
}

/// The smoothed level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSes {
    alpha: f64,
    level: f64,
}

impl Method for Ses {
    type Fitted = FittedSes;

    fn fit(&self, history: &[f64], seasons: &[usize], _seed: u64) -> Result<FittedSes> {
        self.validate()?;
        let values = without_gaps(history, seasons)?;
        let mut model = FittedSes { alpha: self.alpha, level: values[0] };
        values[1..].iter().for_each(|value| model.update(*value));
        Ok(model)
    }

    fn work(&self, steps: usize, _season: usize) -> Work {
        Work::steps(steps as f64, 50.0)
    }
}

impl Fitted for FittedSes {
    fn is_sound(&self) -> bool {
        (0.0..=1.0).contains(&self.alpha) && self.level.is_finite()
    }

    fn points(&self, horizon: usize) -> Vec<f64> {
        vec![self.level; horizon]
    }

    fn update(&mut self, value: f64) {
        if !value.is_nan() {
            self.level += self.alpha * (value - self.level);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smooths_by_hand() {
        // 10 → 10 + 0.3·10 = 13 → 13 + 0.3·(0 − 13) = 9.1
        let model = Ses::default().fit(&[10.0, 20.0, 0.0], &[], 0).unwrap();
        assert!((model.points(2)[1] - 9.1).abs() < 1e-12);
        assert!(Ses { alpha: 0.0 }.fit(&[1.0], &[], 0).is_err());
    }
}
