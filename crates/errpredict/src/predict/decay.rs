//! Logistic regression on exponentially decayed counts only: a strong simple method.
//!
//! Counts of events decayed with half-lives from an hour to half a year, of the service and of its group, are the
//! discrete form of a Hawkes process with exponential kernels (Hawkes, "Spectra of some self-exciting and mutually
//! exciting point processes", 1971) whose kernel is a sum of those half-lives; the regression learns its weights.
//! Uses the features whose name contains `marker`; all of them where none does.
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `marker` | `_halflife_` | part of the name of decayed counts | |
//! | `logistic` | see [`Logistic`] | the regression | |
//!
//! Works badly when trouble announces itself by other things than earlier trouble: certain types, deployments, times
//! of day.

use serde::{Deserialize, Serialize};

use super::{Baseline, Fitted, FittedLogistic, Logistic, Method, Progress, Sample, Samples};
use crate::error::Result;
use crate::work::Work;

/// Part of the names of decayed counts in the feature registry.
const MARKER: &str = "_halflife_";

/// Settings of the regression on decayed counts; the table is in the module docs.
///
/// ```
/// use errpredict::ndarray::Array2;
/// use errpredict::predict::{Fitted, DecayedCounts, Method, Sample, Samples};
///
/// // Trouble came where the last hour had more than five errors.
/// let names = vec!["errors_halflife_1h".to_owned()];
/// let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64);
/// let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect();
/// let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
/// let model = DecayedCounts::default().fit(&samples, 0)?;
/// let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values)));
/// assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DecayedCounts {
    /// Part of the name of the features used.
    pub marker: String,
    /// The regression.
    pub logistic: Logistic,
}

impl Default for DecayedCounts {
    fn default() -> Self {
        DecayedCounts { marker: MARKER.into(), logistic: Logistic::default() }
    }
}

/// The regression, in terms of the full row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedDecayedCounts {
    logistic: FittedLogistic,
}

impl Method for DecayedCounts {
    type Fitted = FittedDecayedCounts;

    fn fit(&self, samples: &Samples<'_>, seed: u64) -> Result<FittedDecayedCounts> {
        samples.validate()?;
        let used: Vec<usize> =
            (0..samples.names.len()).filter(|i| samples.names[*i].contains(&self.marker)).collect();
        if used.is_empty() {
            return Ok(FittedDecayedCounts { logistic: self.logistic.fit(samples, seed)? });
        }
        let logistic = self.logistic.fit_columns(samples, &used, seed, Progress::NONE)?;
        Ok(FittedDecayedCounts { logistic })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        self.logistic.work(rows, columns)
    }
}

impl Fitted for FittedDecayedCounts {
    fn n_features(&self) -> usize {
        self.logistic.n_features()
    }

    fn is_sound(&self) -> bool {
        self.logistic.is_sound()
    }

    fn log_odds(&self, sample: &Sample<'_>) -> f64 {
        self.logistic.log_odds(sample)
    }

    fn contributions(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) -> Option<Baseline> {
        self.logistic.contributions(sample, scale, out)
    }

    fn importance(&self) -> Option<Vec<f64>> {
        self.logistic.importance()
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::Data;
    use super::*;

    #[test]
    fn uses_the_marked_features_only() {
        let mut data = Data::new(800, 4, 5);
        data.names[0] = "critical_halflife_24h".into();
        data.names[2] = "group_critical_halflife_24h".into();
        let model = DecayedCounts::default().fit(&data.samples(), 0).unwrap();
        assert_eq!(model.n_features(), 4);
        let score = |row: [f64; 4]| model.log_odds(&Sample::new(&row));
        assert_eq!(score([1.0, 2.0, 3.0, 4.0]), score([1.0, -9.0, 3.0, 7.0]));
        assert!(score([2.0, 0.0, 0.0, 0.0]) > score([0.0, 0.0, 0.0, 0.0]));
    }
}
