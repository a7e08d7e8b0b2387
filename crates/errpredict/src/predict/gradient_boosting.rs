//! Gradient boosted trees on histograms, log loss.
//!
//! Each round fits a tree to gradients *g* = w(p − y) and Hessians *h* = w·p(1 − p); a leaf's value is
//! −rate · G / (H + λ). Source: Friedman, "Greedy function approximation" (2001); Chen and Guestrin, "XGBoost"
//! (KDD 2016); histograms and sibling subtraction after Ke et al., "LightGBM" (NeurIPS 2017).
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `rounds` | 100 | trees, or their upper limit when stopping early | ≥ 1 |
//! | `depth` | 5 | splits from root to leaf | 1 to 16 |
//! | `rate` | 0.1 | share of each tree that is added | (0, 1] |
//! | `l2` | 1 | λ | ≥ 0 |
//! | `min_child_weight` | 1 | smallest Hessian sum of a leaf | ≥ 0 |
//! | `min_gain` | 0 | smallest gain of a split | ≥ 0 |
//! | `row_share` | 1 | rows drawn a round | (0, 1] |
//! | `column_share` | 1 | features drawn a round, in random groups of 16 | (0, 1] |
//! | `max_bins` | 254 | histogram bins a feature | 2 to 254 |
//! | `patience` | none | rounds without a better validation loss before it stops | ≥ 1 |
//! | `validation_share` | 0.2 | last part of the rows that validates, when stopping early | (0, 1) |
//!
//! [`GradientBoosting::automatic`] is slower and more careful: small steps, sampling, early stopping, then a refit
//! of all rows with the number of rounds found.
//!
//! Works badly when rows are few (a few hundred), when the level drifts (trees memorise it), and beyond the range
//! of the training values: it cannot extrapolate.

use serde::{Deserialize, Serialize};

use super::node::MAX_DEPTH;
use crate::error::{Error, Result};

/// Present bins that leave room for the missing one and an end marker in a byte.
const MAX_BINS: usize = 254;

/// Settings of gradient boosting; the table is in the module docs.
///
/// ```
/// use errpredict::ndarray::Array2;
/// use errpredict::predict::{Fitted, GradientBoosting, Method, Sample, Samples};
///
/// // Trouble came where the last hour had more than five errors.
/// let names = vec!["errors_1h".to_owned()];
/// let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64);
/// let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect();
/// let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
/// let model = GradientBoosting::default().fit(&samples, 0)?;
/// let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values)));
/// assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct GradientBoosting {
    /// Trees, or their upper limit when stopping early; at least 1.
    pub rounds: usize,
    /// Splits from root to leaf, 1 to 16.
    pub depth: usize,
    /// Share of each tree that is added, above 0 and at most 1.
    pub rate: f64,
    /// L2 penalty on leaf values, at least 0.
    pub l2: f64,
    /// Smallest Hessian sum of a leaf, at least 0.
    pub min_child_weight: f64,
    /// Smallest gain of a split, at least 0.
    pub min_gain: f64,
    /// Share of rows drawn a round, above 0 and at most 1.
    pub row_share: f64,
    /// Share of features drawn a round, above 0 and at most 1.
    pub column_share: f64,
    /// Histogram bins a feature, 2 to 254.
    pub max_bins: usize,
    /// Rounds without a better validation loss before it stops; never when absent.
    pub patience: Option<usize>,
    /// Last part of the rows that validates when stopping early, between 0 and 1.
    pub validation_share: f64,
}

impl Default for GradientBoosting {
    fn default() -> Self {
        GradientBoosting {
            rounds: 100,
            depth: 5,
            rate: 0.1,
            l2: 1.0,
            min_child_weight: 1.0,
            min_gain: 0.0,
            row_share: 1.0,
            column_share: 1.0,
            max_bins: MAX_BINS,
            patience: None,
            validation_share: 0.2,
        }
    }
}

impl GradientBoosting {
    /// Small steps, row and column sampling and early stopping, for rare events with many features.
    #[must_use]
    pub fn automatic() -> Self {
        GradientBoosting {
            rounds: 600,
            depth: 4,
            rate: 0.03,
            l2: 10.0,
            min_child_weight: 10.0,
            row_share: 0.5,
            column_share: 0.2,
            max_bins: 63,
            patience: Some(60),
            ..GradientBoosting::default()
        }
    }

    pub(super) fn validate(&self) -> Result<()> {
        let share = |name: &str, value: f64| match value > 0.0 && value <= 1.0 {
            true => Ok(()),
            false => Err(Error::setting(name, "above 0 and at most 1", value)),
        };
        let not_negative = |name: &str, value: f64| match value.is_finite() && value >= 0.0 {
            true => Ok(()),
            false => Err(Error::setting(name, "a number of at least 0", value)),
        };
        share("rate", self.rate)?;
        share("row_share", self.row_share)?;
        share("column_share", self.column_share)?;
        not_negative("l2", self.l2)?;
        not_negative("min_child_weight", self.min_child_weight)?;
        not_negative("min_gain", self.min_gain)?;
        if self.rounds == 0 {
            return Err(Error::setting("rounds", "at least 1", self.rounds));
        }
        if !(1..=MAX_DEPTH).contains(&self.depth) {
            return Err(Error::setting("depth", "1 to 16", self.depth));
        }
        if !(2..=MAX_BINS).contains(&self.max_bins) {
            return Err(Error::setting("max_bins", "2 to 254", self.max_bins));
        }
        if self.patience == Some(0) {
            return Err(Error::setting("patience", "at least 1", 0));
        }
        if !(self.validation_share > 0.0 && self.validation_share < 1.0) {
            return Err(Error::setting("validation_share", "between 0 and 1", self.validation_share));
        }
        Ok(())
    }
}
