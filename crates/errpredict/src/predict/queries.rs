//! From a model and a rollup to predictions and alerts, for many services at many times.
//!
//! Each answer uses events up to its time only; outcomes of earlier queries are followed as they became known.

use std::collections::BTreeMap;

use super::Key;
use super::alarms::Foreseen;
use super::alert_control::Watched;
use super::file::Saved;
use super::model::Probability;
use super::trained::{TaskState, key};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, FeatureSource, Statics};
use crate::rollup::Rollup;
use crate::time::Timestamp;

/// Rows whose features are held at a time while predicting, so that memory does not grow with the queries.
const CHUNK: usize = 20_000;

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
