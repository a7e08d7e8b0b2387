//! Feature rows in, calibrated probabilities out.
//!
//! The task: from everything known up to and including *t*, the probability that a service has a critical error
//! (or a burst) in (*t*, *t* + horizon]. A [`Predictor`] (any method, chosen by name) is fitted on [`Samples`] and
//! becomes a [`FittedPredictor`], which gives **log-odds** for a row. Log-odds because they add up: the ensemble is
//! their weighted mean, calibration moves and stretches them, and explanations are sums.
//!
//! Design choice: methods see rows (`n_samples` × `n_features`, `NaN` = missing) and, beside them, an opaque
//! [`Key`] of service and group, never their names. Only `base_rate` uses the key; so a model cannot memorise a
//! service by accident, and a service unseen in training is served like any other.
//!
//! ```
//! use errpredict::features::Statics;
//! use errpredict::predict::{Plan, ProbabilityModel, Shares, self_labelled};
//! use errpredict::time::{DAY_MS, HOUR_MS};
//! use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
//!
//! // Sixty days; each third day something critical happens, two hours after a warning.
//! let mut rollup = Rollup::new(RollupConfig::default())?;
//! let start: Timestamp = "2026-09-01T00:00:00Z".parse()?;
//! for day in 0..60 {
//!     let noon = start.plus_ms(day * DAY_MS + 12 * HOUR_MS);
//!     rollup.observe(EventRef::new(noon, "shop", Severity::Medium, "SlowQuery"));
//!     if day % 3 == 0 {
//!         rollup.observe(EventRef::new(noon.plus_ms(2 * HOUR_MS), "shop", Severity::Critical, "Down"));
//!     }
//! }
//! rollup.settle();
//!
//! // The log asks itself every six hours whether something critical came within a day, and learns from the answers.
//! let (plan, statics) = (Plan::default(), Statics::default());
//! let (queries, splits) = self_labelled(&rollup, plan.task.horizon_ms, None, Shares::ALL)?;
//! let model = plan.fit(&rollup, &statics, &queries, &splits, 0)?;
//! let saved = model.to_bytes()?;
//! let model = ProbabilityModel::from_bytes(&saved)?;
//! let now = [*queries.last().expect("sixty days of questions")];
//! let prediction = &model.predict_queries(&rollup, &statics, &now)?[0];
//! assert!((0.0..=1.0).contains(&prediction.probability));
//! # Ok::<(), errpredict::Error>(())
//! ```

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::method::methods;
use crate::work::Work;

mod alarms;
mod alert;
mod alert_control;
mod answer;
mod any_model;
mod backtest;
mod base_rate;
mod binned;
mod boosting;
mod calibration;
mod compare;
mod complete;
mod decay;
mod drift;
mod ensemble;
mod factor;
mod foresee;
mod gradient_boosting;
mod grid;
mod histogram;
mod importance;
mod lbfgs;
mod lessons;
mod logistic;
mod model;
mod node;
mod occurrences;
mod plan;
mod prediction;
mod probability_model;
mod progress;
mod queries;
mod random_forest;
mod recalibration;
mod reliability;
mod rows;
mod saved;
mod selection;
mod serving;
mod severity;
mod severity_answers;
mod severity_model;
mod severity_plan;
mod shapley;
mod shapley_tables;
mod shares;
pub(crate) mod shares_then;
mod spans;
mod squash;
mod target;
mod task;
mod training;
mod tree;

pub use alarms::{AlarmCounts, Foreseen, count_alarms, count_alerts, fresh_share};
pub use alert::{AlertPolicy, AlertRule};
pub use alert_control::{AlertControl, Raised, Watched};
pub use answer::{DecisionPath, Explanation, Step};
pub use any_model::Model;
pub use backtest::{BACKTEST_VERSION, Backtest, BacktestAlarms, BacktestAlert, Tested, backtest, measured};
pub use base_rate::{BaseRate, FittedBaseRate};
pub use boosting::FittedGradientBoosting;
pub use calibration::Calibration;
pub use compare::{Comparison, Verdict, compare};
pub use decay::{DecayedCounts, FittedDecayedCounts};
pub use ensemble::{Ensemble, FittedEnsemble};
pub use factor::{Factor, FeaturePart};
pub use foresee::{FittedForesight, Foresight, Said};
pub use gradient_boosting::GradientBoosting;
pub use grid::{Shares, Split, crosses_border, self_labelled, self_queries, split_by_time, training_step_ms};
pub use importance::{Importance, Importances, importances};
pub use lessons::Lessons;
pub use logistic::{FittedLogistic, Logistic};
pub use model::{Calibrated, Metrics, Probability};
pub use occurrences::TargetLimit;
pub use plan::{Log, Plan};
pub use prediction::{Band, Basis, ErrorPrediction, INTERVAL_LEVEL, PastWords, Question};
pub use probability_model::{ProbabilityModel, TaskState};
pub use progress::{Progress, Report};
pub use queries::foreseen;
pub use random_forest::{FittedRandomForest, RandomForest};
pub use recalibration::{Recalibration, RecentOutcomes};
pub use reliability::{Reliability, ReliabilityBin};
pub use saved::ModelKind;
pub use selection::Selection;
pub use serving::{SERVING_VERSION, Serving};
pub use severity::{CLASSES, FittedSeverityPredictor, SeverityPredictor, candidates, worst_class};
pub use severity_answers::{SeverityMetrics, SeverityModel, SeverityPrediction};
pub use severity_plan::SeverityPlan;
pub use shares::{Past, base_probability, base_rate};
pub use target::{BurstRule, Target};
pub use task::{FittedTask, Task};
pub use training::{MIN_ROWS, Training, TrainingRows, data_hash};
pub use tree::TreeMove;

/// Probabilities are kept this far from 0 and 1, so that log-odds and log loss stay finite. By judgement: no log tells
/// less apart from never, and a word that was sure and wrong costs 16 nats.
pub const MIN_PROBABILITY: f64 = 1e-7;

/// Which service and group a row belongs to, as numbers that mean nothing by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Key {
    /// The service; [`Key::UNKNOWN`] where it is not one of the training's.
    pub service: u32,
    /// The service's group; [`Key::UNKNOWN`] where it is not one of the training's.
    pub group: u32,
}

impl Key {
    /// A service or group that training did not see.
    pub const UNKNOWN: u32 = u32::MAX;
    /// A row that belongs to no known service and group.
    pub const NONE: Key = Key { service: Key::UNKNOWN, group: Key::UNKNOWN };
}

/// One feature row with its key.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// One number per feature, `NaN` = missing. Features beyond the end count as missing.
    pub values: &'a [f64],
    /// Service and group of the row.
    pub key: Key,
}

impl<'a> Sample<'a> {
    /// A row of no known service.
    #[must_use]
    pub fn new(values: &'a [f64]) -> Self {
        Sample { values, key: Key::NONE }
    }

    /// The value of a feature, `NaN` where it is missing.
    #[must_use]
    #[inline]
    pub fn value(&self, feature: usize) -> f64 {
        self.values.get(feature).copied().unwrap_or(f64::NAN)
    }
}

/// What a method is fitted on: rows with labels, **oldest first** (methods that stop early validate on the end).
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    /// Feature names, one per column.
    pub names: &'a [String],
    /// `n_samples` × `n_features`, `NaN` = missing, never infinite.
    pub rows: ArrayView2<'a, f64>,
    /// Whether the error came, one per row.
    pub labels: &'a [bool],
    /// How much each row counts, finite and not negative; all 1 when absent.
    pub weights: Option<&'a [f64]>,
    /// Service and group of each row; unknown when absent.
    pub keys: Option<&'a [Key]>,
}

impl Samples<'_> {
    /// Number of rows.
    #[must_use]
    pub fn n_samples(&self) -> usize {
        self.labels.len()
    }

    /// The weight of row `i`.
    #[must_use]
    #[inline]
    pub fn weight(&self, i: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[i])
    }

    /// The key of row `i`.
    #[must_use]
    pub fn key(&self, i: usize) -> Key {
        self.keys.map_or(Key::NONE, |keys| keys[i])
    }

    /// Weighted share of rows with an error.
    #[must_use]
    pub fn base_rate(&self) -> f64 {
        let (mut total, mut hits) = (0.0, 0.0);
        for (i, label) in self.labels.iter().enumerate() {
            total += self.weight(i);
            hits += if *label { self.weight(i) } else { 0.0 };
        }
        if total > 0.0 { hits / total } else { 0.0 }
    }

    /// Checks that the parts fit together and every number is one a method can take.
    ///
    /// # Errors
    /// `not_enough_data` without rows or features, `invalid_argument` where lengths differ, a value is infinite or
    /// a weight is not finite and ≥ 0.
    pub fn validate(&self) -> Result<()> {
        let (n, m) = self.rows.dim();
        if n == 0 {
            return Err(Error::not_enough("rows", 1, 0));
        }
        let same_length = [
            ("labels", self.labels.len(), n),
            ("weights", self.weights.map_or(n, <[f64]>::len), n),
            ("keys", self.keys.map_or(n, <[Key]>::len), n),
            ("names", self.names.len(), m),
        ];
        for (what, got, expected) in same_length {
            if got != expected {
                let message = format!("{what} must be {expected} for {n} rows of {m} features, got {got}");
                return Err(Error::new(ErrorKind::InvalidArgument, message));
            }
        }
        for ((row, column), value) in self.rows.indexed_iter() {
            if value.is_infinite() {
                let message = format!("feature `{}` of row {row} is {value}", self.names[column]);
                return Err(Error::new(ErrorKind::InvalidArgument, message));
            }
        }
        let weights = self.weights.unwrap_or_default();
        if let Some(i) = weights.iter().position(|w| !w.is_finite() || *w < 0.0) {
            let message = format!("weight {} of row {i} must be finite and not negative", weights[i]);
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        if weights.iter().sum::<f64>() <= 0.0 && !weights.is_empty() {
            return Err(Error::new(ErrorKind::InvalidArgument, "the weights sum to 0"));
        }
        Ok(())
    }
}

/// Settings that can be fitted.
pub trait Method {
    /// What fitting gives.
    type Fitted: Fitted;

    /// Fits the method. The same samples and seed give the same model, whatever the number of threads.
    ///
    /// # Errors
    /// `invalid_setting`, `not_enough_data`, `invalid_argument`.
    fn fit(&self, samples: &Samples<'_>, seed: u64) -> Result<Self::Fitted>;

    /// What fitting to such a table is estimated to take.
    fn work(&self, rows: usize, columns: usize) -> Work;
}

/// The scale in which contributions add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Expected + Σ contributions = log-odds.
    LogOdds,
    /// Expected + Σ contributions = probability (random forest: a mean of class shares).
    Probability,
}

/// What the contributions of a row start from and in which scale they add up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// Output of the model before anything is known of the row: its mean over the training rows.
    pub expected: f64,
    /// The scale of `expected` and of the contributions.
    pub scale: Scale,
}

/// A fitted model. Pure: the same row always gives the same number.
pub trait Fitted: std::fmt::Debug + Send + Sync {
    /// Number of features the model was fitted on.
    fn n_features(&self) -> usize;

    /// Whether all numbers are finite and all indices inside the model: what a loaded model must hold.
    fn is_sound(&self) -> bool;

    /// Log-odds of the error; finite. Allocates nothing.
    fn log_odds(&self, sample: &Sample<'_>) -> f64;

    /// Probability of the error, before calibration.
    fn probability(&self, sample: &Sample<'_>) -> f64 {
        sigmoid(self.log_odds(sample))
    }

    /// Log-odds of many rows.
    fn log_odds_batch(&self, rows: ArrayView2<'_, f64>, keys: Option<&[Key]>) -> Vec<f64> {
        let mut buffer = vec![0.0; rows.ncols()];
        rows.rows()
            .into_iter()
            .enumerate()
            .map(|(i, row)| {
                let key = keys.and_then(|keys| keys.get(i)).copied().unwrap_or(Key::NONE);
                if let Some(values) = row.as_slice() {
                    return self.log_odds(&Sample { values, key });
                }
                buffer.iter_mut().zip(row).for_each(|(to, from)| *to = *from);
                self.log_odds(&Sample { values: &buffer, key })
            })
            .collect()
    }

    /// Adds each feature's exact Shapley contribution times `scale` to `out` (one number per feature); `None` where
    /// the method has none.
    fn contributions(&self, _sample: &Sample<'_>, _scale: f64, _out: &mut [f64]) -> Option<Baseline> {
        None
    }

    /// What the output of one row, and its contributions, are estimated to take.
    fn answering(&self) -> Work {
        Work::steps(self.n_features() as f64, 100.0)
    }

    /// Adds how much each tree moved the output for the row, times `scale`; nothing where the method has no trees.
    fn tree_moves<'a>(&'a self, _sample: &Sample<'_>, _scale: f64, _out: &mut Vec<TreeMove<'a>>) {}

    /// Share of the model's gain per feature, summing to 1 (or all 0); `None` where the method has none.
    fn importance(&self) -> Option<Vec<f64>> {
        None
    }
}

methods! {
    /// Any predictor, chosen by name.
    Predictor / FittedPredictor: fit(samples: &Samples<'_>, seed: u64) via Method / Fitted {
        /// How often it happened to this service, shrunk to its group and to all: the baseline.
        "base_rate" => BaseRate(base_rate::BaseRate, base_rate::FittedBaseRate),
        /// Logistic regression on exponentially decayed counts, own and group.
        "decay" => DecayedCounts(decay::DecayedCounts, decay::FittedDecayedCounts),
        /// Weighted mean of other predictors' log-odds.
        "ensemble" => Ensemble(ensemble::Ensemble, ensemble::FittedEnsemble),
        /// Gradient boosted trees on histograms (XGBoost family).
        "gradient_boosting" => GradientBoosting(gradient_boosting::GradientBoosting, boosting::FittedGradientBoosting),
        /// Logistic regression on standardised log-scaled features with missing indicators.
        "logistic" => Logistic(logistic::Logistic, logistic::FittedLogistic),
        /// Random forest: mean class share of randomised trees.
        "random_forest" => RandomForest(random_forest::RandomForest, random_forest::FittedRandomForest),
    }
}

impl Predictor {
    /// [`Predictor::fit`] that tells how far it is; a method that cannot tell only says when it is done.
    ///
    /// # Errors
    /// Those of [`Predictor::fit`].
    pub fn fit_reporting(
        &self,
        samples: &Samples<'_>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<FittedPredictor> {
        progress.check()?;
        let fitted = match self {
            Predictor::Ensemble(method) => {
                FittedPredictor::Ensemble(method.fit_reporting(samples, seed, progress)?)
            }
            Predictor::GradientBoosting(method) => {
                FittedPredictor::GradientBoosting(method.fit_reporting(samples, seed, progress)?)
            }
            Predictor::Logistic(method) => {
                FittedPredictor::Logistic(method.fit_reporting(samples, seed, progress)?)
            }
            Predictor::RandomForest(method) => {
                FittedPredictor::RandomForest(method.fit_reporting(samples, seed, progress)?)
            }
            quick => quick.fit(samples, seed)?,
        };
        progress.at(1.0);
        Ok(fitted)
    }

    /// About how long a fit takes beside others on the same rows; only progress is shared out by it.
    fn effort(&self) -> f64 {
        match self {
            Predictor::BaseRate(_) => 0.01,
            Predictor::DecayedCounts(_) => 0.3,
            Predictor::Logistic(method) => 0.3 * method.l2.len() as f64,
            Predictor::RandomForest(method) => 0.01 * method.trees as f64,
            // Early stopping fits twice; sampling spares most of the work of a round.
            Predictor::GradientBoosting(method) => {
                let fits = if method.patience.is_some() { 2.0 } else { 1.0 };
                fits * 0.01 * method.rounds as f64
            }
            Predictor::Ensemble(method) => 2.0 * method.members.iter().map(Predictor::effort).sum::<f64>(),
        }
    }
}

impl Default for Predictor {
    fn default() -> Self {
        Predictor::Ensemble(Ensemble::default())
    }
}

/// 1 / (1 + e^−x).
#[must_use]
#[inline]
pub fn sigmoid(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

/// ln(p / (1 − p)), with p kept [`MIN_PROBABILITY`] away from 0 and 1.
#[must_use]
#[inline]
pub fn logit(probability: f64) -> f64 {
    let p = probability.clamp(MIN_PROBABILITY, 1.0 - MIN_PROBABILITY);
    libm::log(p / (1.0 - p))
}

#[cfg(test)]
mod checks;
#[cfg(test)]
mod reference_tests;
