//! From a log to a model of severities and from that to answers: what [`super::Plan`] is for probabilities.
//!
//! The question at time *t*: the worst severity of a service in (*t*, *t* + horizon], one of [`CLASSES`]. The method
//! is fitted on the training queries, chosen by log loss on the validation queries unless one is given, and fitted
//! again on both. Source of the method: [`super::severity`].
//!
//! | Name | Default | Meaning |
//! |---|---|---|
//! | `horizon_ms` | 24 h | how far ahead, in whole minutes |
//! | `method` | none | the binary method of every step; chosen on the validation rows where absent |
//!
//! Shapes: one row per query, `n_features` columns; five probabilities an answer, mildest class first, sum 1. They
//! come from a fit and are **not** calibrated on rows of their own: the log loss on the validation rows stands with
//! the model ([`SeverityMetrics`]), beside that of the frequencies.
//!
//! Works badly when trouble is rare (the likeliest class is then nearly always the commonest; look at `balanced`), and
//! when the base rates drift: nothing follows outcomes here.

use ndarray::{Axis, Slice};
use serde::{Deserialize, Serialize};

use super::file::{pack, unpack};
use super::severity::{CLASSES, FittedSeverityPredictor, SeverityPredictor, candidates, worst_class};
use super::trained::learnt_from;
use super::{BaseRate, MIN_PROBABILITY, MIN_ROWS, Predictor, Progress, Sample, Samples, Split, Task};
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::Confusion;
use crate::features::{FEATURE_SET_VERSION, FeatureQuery, FeatureSet, FeatureSource, Statics, effective_at};
use crate::rollup::Rollup;

/// What the file of such a model begins with.
pub(super) const MAGIC: &[u8; 8] = b"ERRPSEVR";
/// Version of the form written here, the only one read.
const VERSION: u32 = 1;
/// Rows of features held at a time while predicting.
const CHUNK: usize = 20_000;
/// Shares of the way: the rows of features, the candidates, and what is left for the last fit.
const AFTER_FEATURES: f64 = 0.1;
const AFTER_CANDIDATES: f64 = 0.75;
const N: usize = CLASSES.len();

/// What is trained; the table is in the module docs.
#[derive(Debug, Clone, PartialEq)]
pub struct SeverityPlan {
    /// How far ahead, in milliseconds: whole minutes, at least one.
    pub horizon_ms: i64,
    /// The binary method of every step; chosen on the validation rows where absent.
    pub method: Option<Predictor>,
}

impl Default for SeverityPlan {
    fn default() -> Self {
        SeverityPlan { horizon_ms: crate::time::DAY_MS, method: None }
    }
}

/// How good the model was on the validation rows, fitted on the training rows alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityMetrics {
    /// Rows fitted on.
    pub n_fit: usize,
    /// Rows that chose.
    pub n_validation: usize,
    /// Log loss of each method that was tried, by name.
    pub tried: Vec<(String, f64)>,
    /// Log loss of the frequencies of the training rows.
    pub base_log_loss: Option<f64>,
    /// What came (rows) against the likeliest class (columns); absent without validation rows.
    pub likeliest: Option<Confusion>,
    /// The same for the balanced class.
    pub balanced: Option<Confusion>,
}

/// A trained model of severities with what it needs to answer from a rollup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSeverity {
    /// Version of the feature set.
    pub feature_set_version: u32,
    /// The columns of its rows.
    pub feature_set: FeatureSet,
    /// Their names.
    pub features: Vec<String>,
    /// How far it looks ahead.
    pub horizon_ms: i64,
    /// Name of the method of every step.
    pub method: String,
    /// Quality on the validation rows.
    pub metrics: SeverityMetrics,
    model: FittedSeverityPredictor,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct SeverityPrediction {
    /// Place of the likeliest class in [`CLASSES`].
    pub likeliest: usize,
    /// Place of the class that gained most on how often it comes.
    pub balanced: usize,
    /// Probability of each class.
    pub probabilities: Vec<f64>,
}

impl SeverityPlan {
    /// Trains a model and tells how far it is. Below [`MIN_ROWS`] rows it is the frequencies of the classes.
    ///
    /// # Errors
    /// `invalid_setting` for a horizon that is not whole minutes; `invalid_argument` unless there is one split a
    /// query; `not_enough_data` without a training row; those of the method.
    pub fn fit(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
        splits: &[Split],
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<SavedSeverity> {
        let horizon_ms = self.horizon_ms;
        Task { horizon_ms, ..Task::default() }.validate()?;
        let (asked, n_fit) = learnt_from(rollup, statics, queries, splits, horizon_ms)?;
        let feature_set = FeatureSet::fit(rollup, statics, asked[n_fit - 1].at);
        let source = FeatureSource::new(rollup, statics, feature_set.clone())?;
        let table = source.sweep(&asked);
        progress.at(AFTER_FEATURES);
        let class = |query: &FeatureQuery<'_>| {
            let at = effective_at(query.at);
            worst_class(rollup, query.service, at, at.plus_ms(horizon_ms))
        };
        let rows = Rows {
            names: source.names(),
            labels: vec![false; asked.len()],
            classes: asked.iter().map(class).collect(),
            table,
            n_fit,
        };
        let methods = match &self.method {
            _ if asked.len() < MIN_ROWS => vec![Predictor::BaseRate(BaseRate::default())],
            Some(method) => vec![method.clone()],
            None if n_fit == asked.len() => vec![SeverityPredictor::default().method],
            None => candidates(),
        };
        let (method, metrics) =
            rows.choose(methods, seed, progress.part(AFTER_FEATURES, AFTER_CANDIDATES))?;
        let model = rows.fit(&method, asked.len(), seed, progress.part(AFTER_CANDIDATES, 1.0))?;
        progress.at(1.0);
        Ok(SavedSeverity {
            feature_set_version: FEATURE_SET_VERSION,
            features: rows.names.to_vec(),
            feature_set,
            horizon_ms,
            method: method.name().to_owned(),
            metrics,
            model,
        })
    }
}

/// Rows with the classes that came; the first `n_fit` train, the others choose.
struct Rows<'a> {
    names: &'a [String],
    table: ndarray::Array2<f64>,
    labels: Vec<bool>,
    classes: Vec<usize>,
    n_fit: usize,
}

impl Rows<'_> {
    fn fit(
        &self,
        method: &Predictor,
        n: usize,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<FittedSeverityPredictor> {
        let samples = Samples {
            names: self.names,
            rows: self.table.slice_axis(Axis(0), Slice::from(..n)),
            labels: &self.labels[..n],
            weights: None,
            keys: None,
        };
        let predictor = SeverityPredictor { method: method.clone() };
        predictor.fit_reporting(&samples, &self.classes[..n], N, seed, progress)
    }

    /// The method of least log loss on the validation rows, the earlier of equals.
    fn choose(
        &self,
        methods: Vec<Predictor>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<(Predictor, SeverityMetrics)> {
        let later = &self.classes[self.n_fit..];
        let mut metrics = SeverityMetrics {
            n_fit: self.n_fit,
            n_validation: later.len(),
            tried: Vec::new(),
            base_log_loss: None,
            likeliest: None,
            balanced: None,
        };
        let mut best: Option<(f64, Predictor, FittedSeverityPredictor)> = None;
        let parts = progress.split(&methods.iter().map(Predictor::effort).collect::<Vec<_>>());
        let only = methods.len() == 1;
        for (method, part) in methods.into_iter().zip(parts) {
            if later.is_empty() && only {
                return Ok((method, metrics));
            }
            let model = self.fit(&method, self.n_fit, seed, part)?;
            let loss =
                self.later().map(|(row, class)| log_loss(&model.probabilities(&row), class)).sum::<f64>()
                    / later.len() as f64;
            metrics.tried.push((method.name().to_owned(), loss));
            if best.as_ref().is_none_or(|best| loss < best.0) {
                best = Some((loss, method, model));
            }
        }
        let Some((_, method, model)) = best else {
            return Err(Error::not_enough("methods to choose from", 1, 0));
        };
        let confusion = |answer: &dyn Fn(&Sample<'_>) -> usize| {
            let said: Vec<usize> = self.later().map(|(row, _)| answer(&row)).collect();
            Confusion::new(later, &said, N).ok()
        };
        metrics.likeliest = confusion(&|row| model.class(row));
        metrics.balanced = confusion(&|row| model.balanced_class(row));
        let base = later.iter().map(|class| log_loss(model.frequencies(), *class)).sum::<f64>();
        metrics.base_log_loss = Some(base / later.len() as f64);
        Ok((method, metrics))
    }

    fn later(&self) -> impl Iterator<Item = (Sample<'_>, usize)> {
        (self.n_fit..self.classes.len()).filter_map(|i| {
            // Rows of a table of our own are always contiguous.
            let values = self.table.row(i).to_slice()?;
            Some((Sample::new(values), self.classes[i]))
        })
    }
}

/// −ln of the probability of what came; a class never seen in training is unlikely, not impossible.
fn log_loss(probabilities: &[f64], class: usize) -> f64 {
    -libm::log(probabilities[class].max(MIN_PROBABILITY))
}

impl SavedSeverity {
    /// Answers for many services at many times, in the order of the queries, each from events up to its time only.
    ///
    /// # Errors
    /// `unsupported_version` for another feature set.
    pub fn predict_queries(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
    ) -> Result<Vec<SeverityPrediction>> {
        self.feature_set.check_version()?;
        let source = FeatureSource::new(rollup, statics, self.feature_set.clone())?;
        let mut order: Vec<usize> = (0..queries.len()).collect();
        order.sort_by_key(|i| (queries[*i].at, *i));
        let mut answers: Vec<Option<SeverityPrediction>> = vec![None; queries.len()];
        for places in order.chunks(CHUNK) {
            let asked: Vec<FeatureQuery<'_>> = places.iter().map(|i| queries[*i]).collect();
            let table = source.sweep(&asked);
            for (place, row) in places.iter().zip(table.rows()) {
                answers[*place] = row.to_slice().map(|values| self.answer(&Sample::new(values)));
            }
        }
        let missing = || Error::new(ErrorKind::Internal, "a row of features is not in one piece");
        answers.into_iter().map(|answer| answer.ok_or_else(missing)).collect()
    }

    fn answer(&self, sample: &Sample<'_>) -> SeverityPrediction {
        SeverityPrediction {
            likeliest: self.model.class(sample),
            balanced: self.model.balanced_class(sample),
            probabilities: self.model.probabilities(sample),
        }
    }

    /// The bytes of the file; its form is that of [`super::file`].
    ///
    /// # Errors
    /// `internal` if the model cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        pack(MAGIC, VERSION, self)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// `invalid_input` for other files, `unsupported_version` for other versions, `corrupt` where length, checksum
    /// or structure do not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let saved: SavedSeverity = unpack(MAGIC, VERSION, bytes)?;
        if !saved.model.is_sound(saved.features.len()) || saved.model.frequencies().len() != N {
            return Err(Error::new(ErrorKind::Corrupt, "the model's indices or numbers are out of range"));
        }
        Ok(saved)
    }

    /// Whether a file begins as one of these does.
    #[must_use]
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Logistic, Shares, self_queries, split_by_time};
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::time::{DAY_MS, HOUR_MS, Timestamp};

    const START_MS: i64 = 1_700_006_400_000;

    /// Four services; every tenth hour a warning (low) and two hours later either high or critical, by turns: the
    /// warning before a critical event comes three times.
    fn log(days: i64) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for service in ["a", "b", "c", "d"] {
            for hour in 0..24 * days {
                let at = |minute: i64| Timestamp::clamped(START_MS + hour * HOUR_MS + minute * 60_000);
                rollup.observe(EventRef::new(at(1), service, Severity::Info, "ok"));
                let critical = hour / 10 % 2 == 0;
                match hour % 10 {
                    3 => (0..if critical { 3 } else { 1 }).for_each(|i| {
                        rollup.observe(EventRef::new(at(10 + i), service, Severity::Low, "warn"))
                    }),
                    5 => {
                        let severity = if critical { Severity::Critical } else { Severity::High };
                        rollup.observe(EventRef::new(at(10), service, severity, "down"));
                    }
                    _ => {}
                }
            }
        }
        rollup.settle();
        rollup
    }

    fn train(rollup: &Rollup, plan: &SeverityPlan) -> SavedSeverity {
        let queries = self_queries(rollup, HOUR_MS);
        let splits = split_by_time(&queries, Shares::ALL).unwrap();
        plan.fit(rollup, &Statics::default(), &queries, &splits, 1, Progress::NONE).unwrap()
    }

    #[test]
    fn a_log_teaches_severities_and_the_model_survives_saving() {
        let rollup = log(30);
        let saved = train(&rollup, &SeverityPlan { horizon_ms: 2 * HOUR_MS, method: None });
        let metrics = &saved.metrics;
        assert_eq!(metrics.tried.len(), 4);
        let best = metrics.tried.iter().map(|(_, loss)| *loss).fold(f64::MAX, f64::min);
        assert!(best < 0.5 * metrics.base_log_loss.unwrap(), "{metrics:?}");
        let confusion = metrics.likeliest.as_ref().unwrap();
        assert!(confusion.accuracy() > confusion.majority_share() + 0.1, "{confusion:?}");
        let again = SavedSeverity::from_bytes(&saved.to_bytes().unwrap()).unwrap();
        assert_eq!(again, saved);
        // After three warnings critical, after one high, long after neither calm.
        let at = |hour: i64| Timestamp::clamped(START_MS + (20 * 24 + hour) * HOUR_MS);
        let queries: Vec<FeatureQuery<'_>> =
            [4, 14, 8].map(|hour| FeatureQuery { service: "b", at: at(hour) }).to_vec();
        let answers = again.predict_queries(&rollup, &Statics::default(), &queries).unwrap();
        let classes: Vec<&str> = answers.iter().map(|answer| CLASSES[answer.likeliest]).collect();
        assert_eq!(classes, ["critical", "high", "calm"]);
        for answer in &answers {
            assert!((answer.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_future_is_not_known() {
        let (full, saved) =
            (log(30), train(&log(30), &SeverityPlan { horizon_ms: 2 * HOUR_MS, method: None }));
        let now = Timestamp::clamped(START_MS + 25 * DAY_MS);
        let queries: Vec<FeatureQuery<'_>> =
            (0..40).map(|i| FeatureQuery { service: "c", at: now.plus_ms(-i * HOUR_MS) }).collect();
        let knowing = saved.predict_queries(&full, &Statics::default(), &queries).unwrap();
        let ignorant = saved.predict_queries(&log(25), &Statics::default(), &queries).unwrap();
        assert_eq!(knowing, ignorant);
    }

    #[test]
    fn few_rows_give_the_frequencies_and_bad_input_an_error() {
        let rollup = log(3);
        let saved = train(&rollup, &SeverityPlan { horizon_ms: 2 * HOUR_MS, method: None });
        assert_eq!(saved.method, "base_rate");
        let query = FeatureQuery { service: "a", at: Timestamp::clamped(START_MS + DAY_MS) };
        let answer = &saved.predict_queries(&rollup, &Statics::default(), &[query]).unwrap()[0];
        assert_eq!(CLASSES[answer.likeliest], "calm");
        let given =
            SeverityPlan { method: Some(Predictor::Logistic(Logistic::default())), horizon_ms: HOUR_MS };
        assert_eq!(train(&log(30), &given).method, "logistic");
        let plan = SeverityPlan { horizon_ms: 90_000, method: None };
        let refused = plan.fit(&rollup, &Statics::default(), &[], &[], 1, Progress::NONE).unwrap_err();
        assert_eq!(refused.code(), "invalid_setting");
        let refused = SeverityPlan::default()
            .fit(&rollup, &Statics::default(), &[], &[], 1, Progress::NONE)
            .unwrap_err();
        assert_eq!(refused.code(), "not_enough_data");
        let bytes = saved.to_bytes().unwrap();
        for (bytes, code) in [
            (bytes[..40].to_vec(), "corrupt"),
            (b"ERRPMODL and more".to_vec(), "invalid_input"),
            (b"something".to_vec(), "invalid_input"),
        ] {
            assert_eq!(SavedSeverity::from_bytes(&bytes).unwrap_err().code(), code);
        }
        let refused = super::super::Saved::from_bytes(&bytes).unwrap_err();
        assert!(refused.to_string().contains("ERRPSEVR"), "{refused}");
    }
}
