//! From a rollup to a model: features, labels, keys and alerts in one piece. What it answers: [`super::queries`].
//!
//! Training takes queries with a split: `Train` rows are fitted on, `Validate` rows choose and calibrate, the rest is
//! ignored. A row whose label reaches into a later split of its group, or beyond the end of the log, is dropped.
//! The feature set (the commonest types) and the burst thresholds come from the training span alone.

use serde::{Deserialize, Serialize};

use super::alarms::Foreseen;
use super::alert::AlertPolicy;
use super::grid::Split;
use super::lessons::Lessons;
use super::probability_model::{ProbabilityModel, TaskState};
use super::rows::{Names, learnt_from, names_of};
use super::task::Task;
use super::training::{Training, TrainingRows, data_hash};
use super::{Key, Progress, Samples};
use crate::error::Result;
use crate::features::{FEATURE_SET_VERSION, FeatureQuery, FeatureSet, FeatureSource, Statics};
use crate::rollup::Rollup;
use crate::time::Timestamp;

/// Share of a training's time that its feature rows usually take. By judgement: it moves only the bar that shows how
/// far training is.
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

/// A log and the times at which it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Log<'l, 'q> {
    /// The log.
    pub rollup: &'l Rollup,
    /// What is known of the services.
    pub statics: &'l Statics,
    /// The times.
    pub queries: &'l [FeatureQuery<'q>],
    /// What each of them is for.
    pub splits: &'l [Split],
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
    ) -> Result<ProbabilityModel> {
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
    ) -> Result<(ProbabilityModel, Vec<Foreseen<'a>>)> {
        let log = Log { rollup, statics, queries, splits };
        self.fit_taught(log, &Lessons::none(queries.len()), seed, progress)
    }

    /// The same with what people know better than the log: labels in place of those of the log, weights of the rows.
    /// Alarms are counted by the log all the same.
    ///
    /// # Errors
    /// Those of [`Plan::fit`] and of [`Lessons::validate`].
    pub fn fit_taught<'a>(
        &self,
        log: Log<'_, 'a>,
        lessons: &Lessons,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<(ProbabilityModel, Vec<Foreseen<'a>>)> {
        let Log { rollup, statics, queries, splits } = log;
        self.task.validate()?;
        lessons.validate(queries.len())?;
        let horizon_ms = self.task.horizon_ms;
        let (places, n_fit) = learnt_from(rollup, statics, queries, splits, horizon_ms)?;
        let asked: Vec<FeatureQuery<'a>> = places.iter().map(|i| queries[*i]).collect();
        let task = self.task.fit(rollup, &asked[..n_fit])?;
        let labels: Vec<bool> = asked
            .iter()
            .zip(&places)
            .map(|(query, place)| {
                let known = || task.outcome(rollup, query.service, query.at).unwrap_or(false);
                lessons.labels[*place].unwrap_or_else(known)
            })
            .collect();
        let weights: Option<Vec<f64>> = lessons
            .weights
            .iter()
            .any(|weight| *weight != 1.0)
            .then(|| places.iter().map(|place| lessons.weights[*place]).collect());
        let set = FeatureSet::fit(rollup, statics, asked[n_fit - 1].at);
        let source = FeatureSource::new(rollup, statics, set.clone())?;
        let table = source.sweep(&asked);
        progress.check()?;
        progress.at(FEATURES_SHARE);
        let times: Vec<Timestamp> = asked.iter().map(|query| query.at).collect();
        let (services, groups) = names_of(&asked, statics);
        let names = Names { services: &services, groups: &groups };
        let keys: Vec<Key> = asked.iter().map(|query| names.key(query.service, statics)).collect();
        let samples = Samples {
            names: source.names(),
            rows: table.view(),
            labels: &labels,
            weights: weights.as_deref(),
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
        let saved = ProbabilityModel {
            feature_set_version: FEATURE_SET_VERSION,
            target: task.task.target.name().to_owned(),
            data_hash: data_hash(&training),
            services,
            groups,
            model,
            task: Some(TaskState { feature_set: set, task, alert }),
        };
        Ok((saved, seen))
    }
}

#[cfg(test)]
mod tests;
