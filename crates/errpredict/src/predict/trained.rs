//! From a rollup to a model and from a model to predictions: features, labels, keys and alerts in one piece.
//!
//! Training takes queries with a split: `Train` rows are fitted on, `Validate` rows choose and calibrate, the rest is
//! ignored. A row whose label reaches into a later split of its group, or beyond the end of the log, is dropped.
//! The feature set (the commonest types) and the burst thresholds come from the training span alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::alert::{AlertPolicy, AlertRule, Foreseen, Watched};
use super::file::{Saved, data_hash};
use super::model::{Probability, Training, TrainingRows};
use super::task::{FittedTask, Split, Task, crosses_border};
use super::{Key, Progress, Samples};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FEATURE_SET_VERSION, FeatureQuery, FeatureSet, FeatureSource, Statics, effective_at};
use crate::rollup::Rollup;
use crate::time::Timestamp;

/// Rows whose features are held at a time while predicting, so that memory does not grow with the queries.
const CHUNK: usize = 20_000;
/// Share of a training's time that its feature rows usually take.
const FEATURES_SHARE: f64 = 0.1;

/// Everything training is told.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// The question.
    pub task: Task,
    /// The method and how it is calibrated.
    pub training: Training,
    /// When to raise an alarm.
    pub alert: AlertPolicy,
}

/// What a model needs beside its numbers to answer from a rollup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskState {
    /// The columns of its rows.
    pub feature_set: FeatureSet,
    /// The question, with what it learnt from history.
    pub task: FittedTask,
    /// When to raise an alarm.
    pub alert: AlertRule,
}

/// Rows of one split, oldest first.
fn of_split(queries: &[FeatureQuery<'_>], splits: &[Split], dropped: &[bool], wanted: Split) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..queries.len()).filter(|i| splits[*i] == wanted && !dropped[*i]).collect();
    rows.sort_by_key(|i| (queries[*i].at, *i));
    rows
}

/// The queries to fit on, oldest first, and after them those that choose and calibrate, oldest first; how many are
/// fitted on.
pub(super) fn learnt_from<'a>(
    rollup: &Rollup,
    statics: &Statics,
    queries: &[FeatureQuery<'a>],
    splits: &[Split],
    horizon_ms: i64,
) -> Result<(Vec<FeatureQuery<'a>>, usize)> {
    if queries.len() != splits.len() {
        let message = format!("needs one split a query, got {} for {}", splits.len(), queries.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let last = rollup.last().unwrap_or(Timestamp::MIN);
    let mut dropped = crosses_border(queries, splits, statics, horizon_ms);
    for (query, dropped) in queries.iter().zip(&mut dropped) {
        *dropped |= effective_at(query.at).plus_ms(horizon_ms) > last;
    }
    let mut rows = of_split(queries, splits, &dropped, Split::Train);
    let n_fit = rows.len();
    rows.extend(of_split(queries, splits, &dropped, Split::Validate));
    if n_fit == 0 {
        return Err(Error::not_enough("training rows whose horizon the log covers", 1, 0));
    }
    Ok((rows.iter().map(|i| queries[*i]).collect(), n_fit))
}

impl Plan {
    /// Trains a model.
    ///
    /// # Errors
    /// `invalid_argument` unless there is one split a query; `not_enough_data` without a training row; those of the
    /// task, the alert policy and the method.
    pub fn fit(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
        splits: &[Split],
        seed: u64,
    ) -> Result<Saved> {
        Ok(self.fit_seen(rollup, statics, queries, splits, seed, Progress::NONE)?.0)
    }

    /// The same with what was foreseen on the validation rows by a fit that had not seen them, and what came; tells
    /// how far it is.
    ///
    /// # Errors
    /// Those of [`Plan::fit`].
    pub fn fit_seen<'a>(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'a>],
        splits: &[Split],
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<(Saved, Vec<Foreseen<'a>>)> {
        self.task.validate()?;
        let horizon_ms = self.task.horizon_ms;
        let (asked, n_fit) = learnt_from(rollup, statics, queries, splits, horizon_ms)?;
        let task = self.task.fit(rollup, &asked[..n_fit])?;
        let labels: Vec<bool> = asked
            .iter()
            .map(|query| task.outcome(rollup, query.service, query.at).unwrap_or(false))
            .collect();
        let set = FeatureSet::fit(rollup, statics, asked[n_fit - 1].at);
        let source = FeatureSource::new(rollup, statics, set.clone())?;
        let table = source.sweep(&asked);
        progress.at(FEATURES_SHARE);
        let times: Vec<Timestamp> = asked.iter().map(|query| query.at).collect();
        let names = Names::of(&asked, statics);
        let keys: Vec<Key> = asked.iter().map(|query| names.key(query.service, statics)).collect();
        let samples = Samples {
            names: source.names(),
            rows: table.view(),
            labels: &labels,
            weights: None,
            keys: Some(&keys),
        };
        let training = TrainingRows { samples, times: &times, n_fit, horizon_ms };
        let (model, outside) =
            self.training.fit_scored(&training, seed, progress.part(FEATURES_SHARE, 1.0))?;
        let seen: Vec<Foreseen<'a>> = asked[n_fit..]
            .iter()
            .zip(&outside)
            .map(|(query, probability)| Foreseen {
                service: query.service,
                at: query.at,
                probability: *probability,
                came: task.first_after(rollup, query.service, query.at),
                fresh: task.fresh(rollup, *query),
            })
            .collect();
        let alert = self.alert.fit(&seen, horizon_ms)?;
        let saved = Saved {
            feature_set_version: FEATURE_SET_VERSION,
            target: task.task.target.name().to_owned(),
            data_hash: data_hash(&training),
            services: names.services,
            groups: names.groups,
            model,
            task: Some(TaskState { feature_set: set, task, alert }),
        };
        Ok((saved, seen))
    }
}

/// Names of services and groups in training, sorted: their places are the keys.
pub(super) struct Names {
    pub(super) services: Vec<String>,
    pub(super) groups: Vec<String>,
}

impl Names {
    pub(super) fn of(queries: &[FeatureQuery<'_>], statics: &Statics) -> Self {
        let sorted = |names: &mut dyn Iterator<Item = &str>| {
            let unique: std::collections::BTreeSet<&str> = names.collect();
            unique.into_iter().map(str::to_owned).collect()
        };
        Names {
            services: sorted(&mut queries.iter().map(|query| query.service)),
            groups: sorted(&mut queries.iter().map(|query| statics.group(query.service))),
        }
    }

    pub(super) fn key(&self, service: &str, statics: &Statics) -> Key {
        key(&self.services, &self.groups, service, statics)
    }
}

/// The key of a service among those names.
pub(super) fn key(services: &[String], groups: &[String], service: &str, statics: &Statics) -> Key {
    let place = |names: &[String], name: &str| {
        names.binary_search_by(|known| known.as_str().cmp(name)).map_or(Key::UNKNOWN, |i| i as u32)
    };
    Key { service: place(services, service), group: place(groups, statics.group(service)) }
}

impl Saved {
    /// What the model needs to answer from a rollup.
    ///
    /// # Errors
    /// `invalid_argument` for a model of somebody's own rows, `unsupported_version` for another feature set.
    pub fn task_state(&self) -> Result<&TaskState> {
        let state = self.task.as_ref().ok_or_else(|| {
            let message =
                "the model was trained on rows of its own, not on a log: it can only predict from rows";
            Error::new(ErrorKind::InvalidArgument, message)
        })?;
        state.feature_set.check_version()?;
        Ok(state)
    }

    /// Predictions for many services at many times, in the order of the queries.
    ///
    /// Each prediction uses events up to its time only; the base rate is followed with the outcomes of earlier
    /// queries that were known at that time.
    ///
    /// # Errors
    /// Those of [`Saved::task_state`].
    pub fn predict_queries(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
    ) -> Result<Vec<Probability>> {
        let state = self.task_state()?;
        let source = FeatureSource::new(rollup, statics, state.feature_set.clone())?;
        let mut order: Vec<usize> = (0..queries.len()).collect();
        order.sort_by_key(|i| (queries[*i].at, *i));
        let asked: Vec<FeatureQuery<'_>> = order.iter().map(|i| queries[*i]).collect();
        let keys: Vec<Key> =
            asked.iter().map(|query| key(&self.services, &self.groups, query.service, statics)).collect();
        let mut raw = Vec::with_capacity(asked.len());
        for (chunk, keys) in asked.chunks(CHUNK).zip(keys.chunks(CHUNK)) {
            let table = source.sweep(chunk);
            raw.extend(self.model.predictor().as_fitted().log_odds_batch(table.view(), Some(keys)));
        }
        let times: Vec<Timestamp> = asked.iter().map(|query| query.at).collect();
        // Who asks at a time knows the log up to that time: a silent end must not hide outcomes.
        let known_until = times.last().copied().max(rollup.last()).unwrap_or_default();
        let outcomes: Vec<Option<bool>> = asked
            .iter()
            .map(|query| state.task.outcome_known_at(rollup, query.service, query.at, known_until))
            .collect();
        let predicted = self.model.follow(&raw, Some(&keys), &times, &outcomes);
        let mut in_order = vec![Probability { probability: 0.0, lower: 0.0, upper: 1.0 }; queries.len()];
        for (i, probability) in order.iter().zip(predicted) {
            in_order[*i] = probability;
        }
        Ok(in_order)
    }

    /// Which predictions raise an alert: the budget's threshold is controlled with the outcomes known at each time.
    ///
    /// # Errors
    /// Those of [`Saved::task_state`]; `invalid_argument` unless there is one prediction a query.
    pub fn alerts(
        &self,
        rollup: &Rollup,
        queries: &[FeatureQuery<'_>],
        predictions: &[Probability],
    ) -> Result<Vec<bool>> {
        let state = self.task_state()?;
        if queries.len() != predictions.len() {
            let message =
                format!("needs one prediction a query, got {} for {}", predictions.len(), queries.len());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let mut order: Vec<usize> = (0..queries.len()).collect();
        order.sort_by_key(|i| (queries[*i].at, *i));
        let newest = order.last().map(|i| queries[*i].at);
        let known_until = newest.max(rollup.last()).unwrap_or_default();
        let watched: Vec<Watched<'_>> = order
            .iter()
            .map(|i| Watched {
                service: queries[*i].service,
                at: queries[*i].at,
                probability: predictions[*i].probability,
                outcome: state.task.outcome_known_at(
                    rollup,
                    queries[*i].service,
                    queries[*i].at,
                    known_until,
                ),
                fresh: state.task.fresh(rollup, queries[*i]),
            })
            .collect();
        let followed = state.alert.follow(&watched, self.model.horizon_ms)?;
        let mut alerts = vec![false; queries.len()];
        order.iter().zip(followed).for_each(|(i, alert)| alerts[*i] = alert);
        Ok(alerts)
    }
}

/// What a backtest or an evaluation looks at: queries with predictions and outcomes.
///
/// # Errors
/// Those of [`Saved::task_state`].
pub fn foreseen<'a>(
    saved: &Saved,
    rollup: &Rollup,
    queries: &[FeatureQuery<'a>],
    predictions: &[Probability],
) -> Result<Vec<Foreseen<'a>>> {
    let state = saved.task_state()?;
    let known: BTreeMap<usize, Option<Timestamp>> = queries
        .iter()
        .enumerate()
        .filter(|(_, query)| state.task.outcome(rollup, query.service, query.at).is_some())
        .map(|(i, query)| (i, state.task.first_after(rollup, query.service, query.at)))
        .collect();
    Ok(known
        .into_iter()
        .map(|(i, came)| Foreseen {
            service: queries[i].service,
            at: queries[i].at,
            probability: predictions[i].probability,
            came,
            fresh: state.task.fresh(rollup, queries[i]),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Logistic, Predictor, Shares, self_queries, split_by_time};
    use super::*;
    use crate::evaluate::pr_auc;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    const START_MS: i64 = 1_700_006_400_000;
    const DAYS: i64 = 100;

    /// Six services; on one day in five a warning comes first and a critical event three hours later.
    fn events() -> Vec<(Timestamp, String, Severity)> {
        let mut state = 7_u64;
        let mut random = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1_u32 << 31)
        };
        let mut events = Vec::new();
        for service in 0..6 {
            for day in 0..DAYS {
                let at = |hours: f64| {
                    Timestamp::clamped(START_MS + day * DAY_MS + (hours * HOUR_MS as f64) as i64)
                };
                events.push((at(1.0), format!("s{service}"), Severity::Info));
                if random() < 0.2 {
                    let hour = 2.0 + 18.0 * random();
                    events.push((at(hour), format!("s{service}"), Severity::Medium));
                    events.push((at(hour + 3.0), format!("s{service}"), Severity::Critical));
                }
            }
        }
        events
    }

    fn roll(events: &[(Timestamp, String, Severity)]) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (at, service, severity) in events {
            rollup.observe(EventRef::new(*at, service, *severity, severity.name()));
        }
        rollup.settle();
        rollup
    }

    fn plan() -> Plan {
        let method = Predictor::Logistic(Logistic::default());
        let task = Task { horizon_ms: 4 * HOUR_MS, ..Task::default() };
        Plan { task, training: Training { method, ..Training::default() }, ..Plan::default() }
    }

    fn train(rollup: &Rollup) -> Saved {
        let queries = self_queries(rollup, 2 * HOUR_MS);
        let splits = split_by_time(&queries, Shares::BACKTEST).unwrap();
        plan().fit(rollup, &Statics::default(), &queries, &splits, 1).unwrap()
    }

    #[test]
    fn a_model_from_a_log_foresees_and_survives_saving() {
        let rollup = roll(&events());
        let saved = train(&rollup);
        let again = Saved::from_bytes(&saved.to_bytes().unwrap()).unwrap();
        assert_eq!(again, saved);
        let queries = self_queries(&rollup, 2 * HOUR_MS);
        let splits = split_by_time(&queries, Shares::BACKTEST).unwrap();
        let tested: Vec<FeatureQuery<'_>> = queries
            .iter()
            .zip(&splits)
            .filter(|(_, split)| **split == Split::Rest)
            .map(|(query, _)| *query)
            .collect();
        let predictions = again.predict_queries(&rollup, &Statics::default(), &tested).unwrap();
        let rows = foreseen(&again, &rollup, &tested, &predictions).unwrap();
        let labels: Vec<bool> = rows.iter().map(|row| row.came.is_some()).collect();
        let probabilities: Vec<f64> = rows.iter().map(|row| row.probability).collect();
        let base = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
        let area = pr_auc(&labels, &probabilities).unwrap();
        assert!(base < 0.06 && area > 0.5, "PR-AUC {area} at a base rate of {base}");
        let alert = saved.task.as_ref().unwrap().alert;
        assert!(alert.threshold.is_some() && alert.expected.false_per_service_week().unwrap() <= 1.0);
        assert!(alert.expected.median_lead_h.unwrap() <= 4.0);
    }

    #[test]
    fn predictions_do_not_know_the_future() {
        let all = events();
        let full = roll(&all);
        let saved = train(&full);
        let now = Timestamp::clamped(START_MS + 90 * DAY_MS + 7 * HOUR_MS + 30 * MINUTE_MS);
        let past: Vec<_> = all.iter().filter(|(at, _, _)| *at <= now).cloned().collect();
        let truncated = roll(&past);
        let names: Vec<String> = (0..6).map(|i| format!("s{i}")).collect();
        let mut queries = Vec::new();
        for service in &names {
            queries.extend((0..40).map(|i| FeatureQuery { service, at: now.plus_ms(-i * 3 * HOUR_MS) }));
        }
        let statics = Statics::default();
        let knowing = saved.predict_queries(&full, &statics, &queries).unwrap();
        let ignorant = saved.predict_queries(&truncated, &statics, &queries).unwrap();
        for ((query, a), b) in queries.iter().zip(knowing).zip(ignorant) {
            assert_eq!(a.probability.to_bits(), b.probability.to_bits(), "{query:?}");
        }
    }

    #[test]
    fn a_new_service_is_served_after_two_days() {
        // Trained without s5, which is first heard of on day 90.
        let newborn = START_MS + 90 * DAY_MS;
        let known: Vec<_> =
            events().into_iter().filter(|(at, service, _)| service != "s5" || at.ms() >= newborn).collect();
        let rollup = roll(&known);
        let queries: Vec<FeatureQuery<'_>> = self_queries(&rollup, 2 * HOUR_MS)
            .into_iter()
            .filter(|query| query.service != "s5" && query.at.ms() < newborn)
            .collect();
        let splits = split_by_time(&queries, Shares::ALL).unwrap();
        let saved = plan().fit(&rollup, &Statics::default(), &queries, &splits, 1).unwrap();
        let asked: Vec<FeatureQuery<'_>> = self_queries(&rollup, HOUR_MS)
            .into_iter()
            .filter(|query| query.service == "s5" && query.at.ms() >= newborn + 2 * DAY_MS)
            .collect();
        let predictions = saved.predict_queries(&rollup, &Statics::default(), &asked).unwrap();
        let rows = foreseen(&saved, &rollup, &asked, &predictions).unwrap();
        let labels: Vec<bool> = rows.iter().map(|row| row.came.is_some()).collect();
        let probabilities: Vec<f64> = rows.iter().map(|row| row.probability).collect();
        let base = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
        let area = pr_auc(&labels, &probabilities).unwrap();
        assert!(area > 3.0 * base, "PR-AUC {area} at a base rate of {base}");
        let alerts = saved.alerts(&rollup, &asked, &predictions).unwrap();
        assert!(alerts.contains(&true), "no alert for a service whose warnings are those of the others");
    }

    #[test]
    fn what_moved_a_prediction_is_named() {
        let rollup = roll(&events());
        let saved = train(&rollup);
        let statics = Statics::default();
        let set = saved.task_state().unwrap().feature_set.clone();
        let source = FeatureSource::new(&rollup, &statics, set).unwrap();
        let at = Timestamp::clamped(START_MS + 90 * DAY_MS);
        let query = FeatureQuery { service: "s0", at };
        let why = saved.explain(&source, &statics, query).unwrap();
        assert!(why.factors.len() > 3);
        let larger_first =
            |pair: &[super::super::Factor]| pair[0].contribution.abs() >= pair[1].contribution.abs();
        assert!(why.factors.windows(2).all(larger_first));
        let sum: f64 = why.factors.iter().map(|factor| factor.contribution).sum();
        assert!((why.expected + sum - why.output).abs() < 1e-9, "{why:?}");
        // One answer at a time is what many at once give, before outcomes are known.
        let outcomes = saved.model.outcomes();
        let alone = saved.predict_at(&source, &statics, query, &outcomes).unwrap();
        assert_eq!(alone, saved.predict_queries(&rollup, &statics, &[query]).unwrap()[0]);
        // Logistic regression has no trees.
        assert!(saved.decision_paths(&source, &statics, query, 3).unwrap().is_empty());
    }

    #[test]
    fn bad_input_is_refused() {
        let rollup = roll(&events());
        let queries = self_queries(&rollup, DAY_MS);
        let error = plan().fit(&rollup, &Statics::default(), &queries, &[], 1).unwrap_err();
        assert_eq!(error.code(), "invalid_argument");
        let none = plan().fit(&rollup, &Statics::default(), &[], &[], 1).unwrap_err();
        assert_eq!(none.code(), "not_enough_data");
    }
}
