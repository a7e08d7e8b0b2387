//! How good predictions, probabilities and forecasts were: pure metrics over plain slices.
//!
//! [`ranking`](pr_auc) metrics say how well trouble is put before no trouble, [`probability`](brier) metrics whether
//! a probability means what it says, [`numeric`](mae) metrics how far forecasts were off. Definitions follow
//! scikit-learn where it has the metric (same numbers, see the tests), the evaluation kit's `score.py` for
//! [`expected_calibration_error`] and [`warned_onsets`], and Hyndman & Koehler (2006) for [`mase`].
//!
//! Sums run in input order (ranking metrics in score order), so the same input gives the same bits everywhere.
//! A metric that is not defined on its input (no positive label, say) is an error of kind `not_enough_data`,
//! never a made-up number.
//!
//! ```
//! use errpredict::evaluate::{brier, mae, pr_auc};
//!
//! let came = [false, false, true, true];
//! let said = [0.1, 0.4, 0.35, 0.8];
//! assert!((pr_auc(&came, &said)? - 0.8333).abs() < 1e-4);
//! assert!(brier(&came, &said)? < 0.25, "better than saying a half each time");
//! assert_eq!(mae(&[3.0, 5.0], &[4.0, 5.0])?, 0.5);
//! assert_eq!(pr_auc(&[false], &[0.1]).unwrap_err().code(), "not_enough_data");
//! # Ok::<(), errpredict::Error>(())
//! ```

mod confusion;
mod numeric;
mod onsets;
mod probability;
mod ranking;
#[cfg(test)]
mod reference_tests;

pub use confusion::Confusion;
pub use numeric::{coverage, crps_quantiles, crps_sample, mae, mape, mase, mse, pinball, r2, rmse};
pub use onsets::{OnsetReport, WarningQuery, warned_onsets};
pub use probability::{
    DEFAULT_BINS, ReliabilityBin, brier, brier_skill, expected_calibration_error, log_loss, reliability,
};
pub use ranking::{OperatingPoint, operating_points, pr_auc, recall_at_precision, roc_auc};

use crate::error::{Error, ErrorKind, Result};

/// Labels and scores must pair up, be there, and no score may be NaN.
fn check_pairs(n_labels: usize, scores: &[f64]) -> Result<()> {
    if n_labels != scores.len() {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("needs one score a label, got {n_labels} labels and {} scores", scores.len()),
        ));
    }
    if n_labels == 0 {
        return Err(Error::not_enough("samples", 1, 0));
    }
    match scores.iter().position(|score| score.is_nan()) {
        Some(i) => Err(Error::new(ErrorKind::InvalidArgument, format!("score {i} is NaN"))),
        None => Ok(()),
    }
}
