//! From a log to a model of severities and from that to answers: what [`super::Plan`] is for probabilities.
//!
//! The question at time *t*: the worst severity of a service in (*t*, *t* + horizon], one of [`CLASSES`]. The method
//! is fitted on training queries and chosen by log loss on validation queries unless one is given: on a sample of both
//! (one query drawn of every few in a row, so that all times and services stay), because which method is best shows
//! long before it is as good as it gets. The one chosen is then fitted on all training queries, every step is
//! calibrated on all validation queries, and fitted again on both. Source of the method: [`super::severity`].
//!
//! | Name | Default | Meaning |
//! |---|---|---|
//! | `horizon_ms` | 24 h | how far ahead, in whole minutes |
//! | `method` | none | the binary method of every step; chosen on the validation rows where absent |
//!
//! Shapes: one row per query, `n_features` columns; five probabilities an answer, mildest class first, sum 1. They
//! follow outcomes known at the time of the query.
//!
//! Works badly when trouble is rare: the likeliest class is then nearly always the commonest; look at `balanced`.

use ndarray::{ArrayView2, Axis};

use super::grid::Split;
use super::rows::{Names, learnt_from, names_of};
use super::severity::{
    CLASSES, SeverityPredictor, balanced, candidates, first_largest, frequencies, worst_class,
};
use super::severity_answers::{SeverityMetrics, SeverityModel};
use super::severity_model::{Both, SeveritySteps};
use super::training::{Training, TrainingRows};
use super::{BaseRate, Key, MIN_PROBABILITY, MIN_ROWS, Predictor, Progress, Sample, Samples, Task};
use crate::error::{Error, Result};
use crate::evaluate::Confusion;
use crate::features::{FEATURE_SET_VERSION, FeatureQuery, FeatureSet, FeatureSource, Statics, effective_at};
use crate::rollup::Rollup;
use crate::stats::Rng;
use crate::time::Timestamp;

/// Rows that a choice of method is made on, at most.
const CHOOSING_ROWS: usize = 20_000;
/// Shares of the way: the rows of features, the candidates, and what is left for the last fit. By judgement: they move
/// only the bar that shows it.
const AFTER_FEATURES: f64 = 0.1;
/// By judgement: see [`AFTER_FEATURES`].
const AFTER_CANDIDATES: f64 = 0.5;
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
    ) -> Result<SeverityModel> {
        let horizon_ms = self.horizon_ms;
        Task { horizon_ms, ..Task::default() }.validate()?;
        let (places, n_fit) = learnt_from(rollup, statics, queries, splits, horizon_ms)?;
        let asked: Vec<FeatureQuery<'_>> = places.iter().map(|i| queries[*i]).collect();
        let feature_set = FeatureSet::fit(rollup, statics, asked[n_fit - 1].at);
        let source = FeatureSource::new(rollup, statics, feature_set.clone())?;
        let table = source.sweep(&asked);
        progress.at(AFTER_FEATURES);
        let class = |query: &FeatureQuery<'_>| {
            let at = effective_at(query.at);
            worst_class(rollup, query.service, at, at.plus_ms(horizon_ms))
        };
        let (services, groups) = names_of(&asked, statics);
        let keyed = Names { services: &services, groups: &groups };
        let rows = Rows {
            names: source.names(),
            classes: asked.iter().map(class).collect(),
            keys: asked.iter().map(|query| keyed.key(query.service, statics)).collect(),
            table: table.view(),
            n_fit,
        };
        let methods = match &self.method {
            _ if asked.len() < MIN_ROWS => vec![Predictor::BaseRate(BaseRate::default())],
            Some(method) => vec![method.clone()],
            None if n_fit == asked.len() => vec![SeverityPredictor::default().method],
            None => candidates(),
        };
        let (method, tried) = rows.choose(methods, seed, progress.part(AFTER_FEATURES, AFTER_CANDIDATES))?;
        let times: Vec<Timestamp> = asked.iter().map(|query| query.at).collect();
        let labels = vec![false; asked.len()];
        let samples = rows.samples(&labels);
        let training = Training { method, ..Training::default() };
        let (model, later) = SeveritySteps::fit(
            &training,
            &TrainingRows { samples, times: &times, n_fit, horizon_ms },
            (&rows.classes, N),
            seed,
            progress.part(AFTER_CANDIDATES, 1.0),
        )?;
        progress.at(1.0);
        Ok(SeverityModel {
            feature_set_version: FEATURE_SET_VERSION,
            features: rows.names.to_vec(),
            horizon_ms,
            method: training.method.name().to_owned(),
            metrics: rows.metrics(&model, &later, tried),
            services,
            groups,
            model,
            feature_set,
        })
    }
}

/// Rows with the classes that came; the first `n_fit` train, the others choose.
struct Rows<'a> {
    names: &'a [String],
    table: ArrayView2<'a, f64>,
    classes: Vec<usize>,
    keys: Vec<Key>,
    n_fit: usize,
}

impl Rows<'_> {
    fn samples<'s>(&'s self, labels: &'s [bool]) -> Samples<'s> {
        Samples { names: self.names, rows: self.table, labels, weights: None, keys: Some(&self.keys) }
    }

    /// The method of least log loss on the validation rows of a sample, the earlier of equals; and all losses.
    fn choose(
        &self,
        methods: Vec<Predictor>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<(Predictor, Vec<(String, f64)>)> {
        if let [only] = &methods[..] {
            return Ok((only.clone(), Vec::new()));
        }
        let drawn = draw(self.classes.len(), self.n_fit, seed);
        let (fitted, later) = drawn.split_at(drawn.partition_point(|row| *row < self.n_fit));
        let rows = self.table.select(Axis(0), fitted);
        let keys: Vec<Key> = fitted.iter().map(|row| self.keys[*row]).collect();
        let classes: Vec<usize> = fitted.iter().map(|row| self.classes[*row]).collect();
        let labels = vec![false; fitted.len()];
        let samples = Samples {
            names: self.names,
            rows: rows.view(),
            labels: &labels,
            weights: None,
            keys: Some(&keys),
        };
        let parts = progress.split(&methods.iter().map(Predictor::effort).collect::<Vec<_>>());
        let (mut tried, mut best) = (Vec::new(), None);
        for (method, part) in methods.into_iter().zip(parts) {
            let predictor = SeverityPredictor { method: method.clone() };
            let model = predictor.fit_reporting(&samples, &classes, N, seed, part)?;
            let lost = later.iter().filter_map(|row| {
                // Rows of a table of our own are always contiguous.
                let row_values = self.table.row(*row);
                let values = row_values.to_slice()?;
                let sample = Sample { values, key: self.keys[*row] };
                Some(log_loss(&model.probabilities(&sample), self.classes[*row]))
            });
            let loss = lost.sum::<f64>() / later.len() as f64;
            tried.push((method.name().to_owned(), loss));
            if best.as_ref().is_none_or(|(least, _)| loss < *least) {
                best = Some((loss, method));
            }
        }
        let (_, method) = best.ok_or_else(|| Error::not_enough("methods to choose from", 1, 0))?;
        Ok((method, tried))
    }

    fn metrics(&self, model: &SeveritySteps, said: &Both, tried: Vec<(String, f64)>) -> SeverityMetrics {
        let later = &self.classes[self.n_fit..];
        let known = (!later.is_empty()).then_some(later);
        let mean_loss = |said: &[Vec<f64>]| {
            let losses = said.iter().zip(later).map(|(probabilities, class)| log_loss(probabilities, *class));
            known.map(|later| losses.sum::<f64>() / later.len() as f64)
        };
        let shares = frequencies(&self.classes[..self.n_fit], N);
        let confusion = |answer: &dyn Fn(&[f64]) -> usize| {
            let said: Vec<usize> = said.served.iter().map(|probabilities| answer(probabilities)).collect();
            known.and_then(|later| Confusion::new(later, &said, N).ok())
        };
        SeverityMetrics {
            n_fit: self.n_fit,
            n_validation: later.len(),
            tried,
            base_log_loss: mean_loss(&vec![shares.clone(); later.len()]),
            raw_log_loss: mean_loss(&said.raw),
            log_loss: mean_loss(&said.served),
            calibrations: model
                .chosen()
                .map(|(class, model)| (CLASSES[class].to_owned(), model.calibration().name().to_owned()))
                .collect(),
            likeliest: confusion(&first_largest),
            balanced: confusion(&|probabilities| balanced(probabilities, &shares)),
        }
    }
}

/// Of the first `n_fit` of `n` rows at most [`CHOOSING_ROWS`], of the others as large a share: one row drawn of every
/// few in a row. Every few-th row would be the same services each time.
fn draw(n: usize, n_fit: usize, seed: u64) -> Vec<usize> {
    let few = n_fit.div_ceil(CHOOSING_ROWS).max(1);
    let mut rng = Rng::new(seed);
    let mut of = |from: usize, to: usize| -> Vec<usize> {
        (from..to).step_by(few).map(|first| first + rng.below(few.min(to - first))).collect()
    };
    let mut drawn = of(0, n_fit);
    drawn.extend(of(n_fit, n));
    drawn
}

/// −ln of the probability of what came; a class never seen in training is unlikely, not impossible.
fn log_loss(probabilities: &[f64], class: usize) -> f64 {
    -libm::log(probabilities[class].max(MIN_PROBABILITY))
}

#[cfg(test)]
mod tests {
    use super::super::{Logistic, SeverityPrediction, Shares, self_queries, split_by_time};
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
                        rollup.observe(EventRef::new(at(10 + i), service, Severity::Low, "warn"));
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

    fn train(rollup: &Rollup, plan: &SeverityPlan) -> SeverityModel {
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
        let again = SeverityModel::from_bytes(&saved.to_bytes().unwrap()).unwrap();
        assert_eq!(again, saved);
        // After three warnings critical, after one high, long after neither calm.
        let at = |hour: i64| Timestamp::clamped(START_MS + (20 * 24 + hour) * HOUR_MS);
        let queries: Vec<FeatureQuery<'_>> =
            [4, 14, 8].map(|hour| FeatureQuery { service: "b", at: at(hour) }).to_vec();
        let answers = again.predict_queries(&rollup, &Statics::default(), &queries).unwrap();
        let classes: Vec<&str> = answers.iter().map(|answer| CLASSES[answer.likeliest]).collect();
        assert_eq!(classes, ["critical", "high", "calm"]);
        assert_eq!((answers[0].severity(), answers[2].severity()), (Severity::Critical, Severity::Info));
        // Nothing of medium severity came: that step is not fitted.
        let fitted: Vec<&str> = metrics.calibrations.iter().map(|(class, _)| class.as_str()).collect();
        assert_eq!(fitted, ["low", "medium", "critical"]);
        assert_eq!(answers[0].probabilities[2], 0.0);
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
    fn a_sample_holds_all_times_and_services() {
        let n_fit = 3 * CHOOSING_ROWS;
        let drawn = draw(n_fit + 1000, n_fit, 1);
        assert_eq!(drawn.partition_point(|row| *row < n_fit), CHOOSING_ROWS);
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] < 6));
        // Three services by turns: as many rows of each, within what chance does.
        for service in 0..3 {
            let rows = drawn.iter().filter(|row| **row % 3 == service).count();
            assert!(rows.abs_diff(drawn.len() / 3) < 300, "{rows}");
        }
        assert_eq!(draw(7, 5, 1), [0, 1, 2, 3, 4, 5, 6]);
    }

    /// Where trouble becomes more frequent after training, probabilities go where outcomes show it.
    #[test]
    fn outcomes_are_followed() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = Rng::new(3);
        for hour in 0..24 * 90 {
            for service in ["a", "b", "c", "d"] {
                let at = Timestamp::clamped(START_MS + hour * HOUR_MS + 60_000);
                let often = if hour < 24 * 45 { 0.08 } else { 0.2 };
                let severity = if rng.uniform() < often { Severity::Critical } else { Severity::Info };
                rollup.observe(EventRef::new(at, service, severity, "x"));
            }
        }
        rollup.settle();
        let queries = self_queries(&rollup, HOUR_MS);
        let middle = Timestamp::clamped(START_MS + 45 * DAY_MS);
        let (early, late): (Vec<_>, Vec<_>) = queries.iter().partition(|query| query.at < middle);
        let splits = split_by_time(&early, Shares::ALL).unwrap();
        // A method that sees nothing of the change by itself.
        let given = Predictor::BaseRate(BaseRate::default());
        let plan = SeverityPlan { horizon_ms: HOUR_MS, method: Some(given) };
        let saved = plan.fit(&rollup, &Statics::default(), &early, &splits, 1, Progress::NONE).unwrap();
        let answers = saved.predict_queries(&rollup, &Statics::default(), &late).unwrap();
        let mean = |of: &dyn Fn(&SeverityPrediction) -> f64| {
            let last = &answers[answers.len() - 1000..];
            last.iter().map(of).sum::<f64>() / last.len() as f64
        };
        let (raw, served) = (mean(&|answer| answer.raw[4]), mean(&|answer| answer.probabilities[4]));
        assert!((raw - 0.08).abs() < 0.02 && (served - 0.2).abs() < 0.04, "{raw} {served}");
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
            assert_eq!(SeverityModel::from_bytes(&bytes).unwrap_err().code(), code);
        }
        let refused = super::super::ProbabilityModel::from_bytes(&bytes).unwrap_err();
        assert!(refused.to_string().contains("a model of severities"), "{refused}");
    }
}
