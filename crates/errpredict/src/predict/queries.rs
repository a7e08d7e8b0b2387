//! From a model and a rollup to predictions and alerts, for many services at many times.
//!
//! Each answer uses events up to its time only; outcomes of earlier queries are followed as they became known.

use std::collections::BTreeMap;

use super::alarms::Foreseen;
use super::alert_control::{Raised, Watched};
use super::model::Probability;
use super::occurrences::minute;
use super::prediction::{Basis, ErrorPrediction};
use super::probability_model::{ProbabilityModel, TaskState};
use super::rows::{Asked, Names};
use super::shares::{MIN_SPANS, base_probability};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, FeatureSource, Statics, effective_at};
use crate::rollup::Rollup;
use crate::time::Timestamp;

impl ProbabilityModel {
    /// Predictions for many services at many times, in the order of the queries, each with its usual probability and
    /// whether it raises an alert.
    ///
    /// Each prediction uses events up to its time only; the base rate and the threshold of alerts are followed with the
    /// outcomes of earlier queries that were known at that time.
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::task_state`].
    pub fn predict_queries(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
    ) -> Result<Vec<ErrorPrediction>> {
        let state = self.task_state()?;
        let source = FeatureSource::new(rollup, statics, state.feature_set.clone())?;
        let names = Names { services: &self.services, groups: &self.groups };
        let asked = Asked::new(rollup, statics, names, queries);
        let mut raw = Vec::with_capacity(asked.queries.len());
        asked.sweep(&source, |rows, keys| {
            raw.extend(self.model.predictor().as_fitted().log_odds_batch(rows, Some(keys)));
        });
        let outcomes: Vec<Option<bool>> = asked
            .queries
            .iter()
            .map(|query| state.task.outcome_known_at(rollup, query.service, query.at, asked.known_until))
            .collect();
        let said = self.model.follow(&raw, Some(&asked.keys), &asked.times, &outcomes);
        let watched: Vec<Watched<'_>> = asked
            .queries
            .iter()
            .zip(&said)
            .zip(outcomes)
            .map(|((query, said), outcome)| Watched {
                service: query.service,
                at: query.at,
                probability: said.probability,
                outcome,
                fresh: state.task.fresh(rollup, *query),
            })
            .collect();
        let raised = state.alert.follow(&watched, self.model.horizon_ms)?;
        let usual = usual(state, self.model.metrics.base_rate, rollup, &asked.queries);
        let answers = (watched.iter().zip(said).zip(raised).zip(raw).zip(usual))
            .map(|((((row, said), raised), raw), usual)| {
                state.answer((row.service, row.at), raw, said, (row.fresh, raised), usual)
            })
            .collect();
        Ok(asked.in_order(answers))
    }
}

impl TaskState {
    /// The prediction of a model.
    pub(super) fn answer(
        &self,
        (service, at): (&str, Timestamp),
        raw_log_odds: f64,
        said: Probability,
        (fresh, raised): (f64, Raised),
        usual: Option<f64>,
    ) -> ErrorPrediction {
        let question = self.task.question(service, effective_at(at));
        let interval = (said.lower, said.upper);
        let mut answer = ErrorPrediction::new(question, Basis::Model, said.probability, interval);
        answer.raw_log_odds = Some(raw_log_odds);
        answer.threshold = raised.threshold;
        answer.fresh = Some(fresh);
        answer.alert = raised.alert;
        answer.usual = usual;
        answer
    }
}

/// The base rate of each query's service at its time, shrunk to the share of the rows the model was validated on; absent
/// where the history was shorter than three horizons. Queries in time order.
pub(super) fn usual(
    state: &TaskState,
    prior_share: f64,
    rollup: &Rollup,
    queries: &[FeatureQuery<'_>],
) -> Vec<Option<f64>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, query) in queries.iter().enumerate() {
        places.entry(query.service).or_default().push(place);
    }
    let mut found = vec![None; queries.len()];
    let minutes = state.task.task.horizon_minutes();
    for (name, places) in places {
        let Some(last) = places.last().map(|place| effective_at(queries[*place].at)) else { continue };
        let Some((came, from)) = state.task.came(rollup, name, last) else { continue };
        let (ahead, from) = (came.ahead(minutes), minute(from));
        for place in places {
            // A minute counts where all of its horizon had passed by the time asked: nothing later has a say.
            let at = minute(effective_at(queries[place].at));
            let observed = at.saturating_sub(from);
            let n_spans = f64::from(observed) / f64::from(minutes.max(1));
            if n_spans >= MIN_SPANS {
                let held = ahead.between(from, at - minutes) as f64;
                let share = held / f64::from(observed - minutes);
                found[place] = Some(base_probability((share, n_spans), prior_share));
            }
        }
    }
    found
}

/// What a backtest or an evaluation looks at: queries with predictions and outcomes.
///
/// # Errors
/// Those of [`ProbabilityModel::task_state`].
pub fn foreseen<'a>(
    saved: &ProbabilityModel,
    rollup: &Rollup,
    queries: &[FeatureQuery<'a>],
    predictions: &[ErrorPrediction],
) -> Result<Vec<Foreseen<'a>>> {
    let state = saved.task_state()?;
    if queries.len() != predictions.len() {
        let message =
            format!("needs one prediction a query, got {} for {}", predictions.len(), queries.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
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
