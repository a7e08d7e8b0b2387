//! A model that answers one question at a time and learns from what comes.
//!
//! A model follows outcomes: its probabilities move with the base rate, its threshold of alerts with the budget. Asked
//! once, [`ProbabilityModel::predict_queries`] knows no outcomes but those among its queries. [`Serving`] keeps what all
//! earlier questions and outcomes have made of both, so that an answer is the same, bit by bit, as if every earlier
//! question had been asked again with it:
//!
//! - a prediction waits until its horizon is over; then its outcome is what a person said ([`Serving::outcome`]), else what
//!   the log says, and the probability and the threshold of the next answers move;
//! - nothing is learnt before that time, whoever says it: an answer never knows more than it could have known.
//!
//! State: a few numbers, one entry for each service, one for each prediction whose horizon is not over. It is saved with
//! the model (serde).
//!
//! Works badly when only those questions are asked whose answer is feared: the base rate is then that of the asked.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::alert_control::AlertControl;
use super::prediction::ErrorPrediction;
use super::probability_model::ProbabilityModel;
use super::queries::usual;
use super::recalibration::RecentOutcomes;
use super::rows::Names;
use super::{Sample, alarms::check_horizon};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, FeatureSource, Statics};
use crate::rollup::Rollup;
use crate::time::Timestamp;

/// Version of the state; it changes when a field changes its meaning or goes.
pub const SERVING_VERSION: u32 = 1;

/// What earlier questions and their outcomes have made of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Serving {
    version: u32,
    /// The training data of the model it belongs to.
    data_hash: u64,
    outcomes: RecentOutcomes,
    control: AlertControl,
    /// Predictions whose horizon was not over when something was last asked, oldest first.
    waiting: VecDeque<Waiting>,
    newest: Option<Timestamp>,
}

/// A prediction whose outcome is not known yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Waiting {
    service: String,
    group: u32,
    at: Timestamp,
    raw_log_odds: f64,
    /// Whether it started an alarm.
    starts: bool,
    /// What a person said came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    told: Option<bool>,
}

impl Serving {
    /// When the newest prediction was made.
    #[must_use]
    pub fn newest(&self) -> Option<Timestamp> {
        self.newest
    }

    /// Predictions whose outcome is not known yet.
    #[must_use]
    pub fn n_waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Tells what came of the prediction made about a service at a time (the time asked, as it was asked): what
    /// `mark_occurred` and `mark_not_occurred` of the HTTP interface say. It counts once the horizon is over, in place of
    /// what the log says. Whether that prediction was still waiting.
    pub fn outcome(&mut self, service: &str, at: Timestamp, happened: bool) -> bool {
        let found = self.waiting.iter_mut().find(|known| known.at == at && known.service == service);
        if let Some(known) = found {
            known.told = Some(happened);
            return true;
        }
        false
    }

    /// Checks that the state is one of this model.
    fn belongs_to(&self, model: &ProbabilityModel) -> Result<()> {
        if self.version != SERVING_VERSION {
            let message =
                format!("serving state of version {}, this build knows {SERVING_VERSION}", self.version);
            return Err(Error::new(ErrorKind::UnsupportedVersion, message));
        }
        if self.data_hash != model.data_hash || !self.outcomes.is_sound() || !self.control.is_sound() {
            let message = "the serving state is not one of this model: start a new one for a new model";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        Ok(())
    }

    /// Comes to a time: what is over by then is learnt, oldest first.
    fn come_to(
        &mut self,
        at: Timestamp,
        horizon_ms: i64,
        mut learn: impl FnMut(&mut RecentOutcomes, &mut AlertControl, &Waiting),
    ) -> Result<()> {
        if let Some(newest) = self.newest.filter(|newest| *newest > at) {
            let message =
                format!("asked at {at}, after it was asked at {newest}: serving goes forward in time");
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        self.newest = Some(at);
        self.control.begin(at);
        while let Some(first) = self.waiting.front()
            && first.at.plus_ms(horizon_ms) <= at
            && let Some(over) = self.waiting.pop_front()
        {
            learn(&mut self.outcomes, &mut self.control, &over);
        }
        Ok(())
    }
}

impl ProbabilityModel {
    /// A state that knows what training knew.
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::task_state`].
    pub fn serving(&self) -> Result<Serving> {
        let state = self.task_state()?;
        Ok(Serving {
            version: SERVING_VERSION,
            data_hash: self.data_hash,
            outcomes: self.model.outcomes(),
            control: AlertControl::new(&state.alert),
            waiting: VecDeque::new(),
            newest: None,
        })
    }

    /// The prediction about one service at one time, no earlier than the last one asked, with the `n_factors` factors
    /// that moved it most. `source` is one of `rollup` with this model's feature set; the rollup holds what came up to the
    /// time, and may hold more.
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::task_state`]; `invalid_argument` for a source with other features, a state of another
    /// model or a time before the last one.
    pub fn serve(
        &self,
        (source, rollup): (&FeatureSource<'_>, &Rollup),
        statics: &Statics,
        query: FeatureQuery<'_>,
        serving: &mut Serving,
        n_factors: usize,
    ) -> Result<ErrorPrediction> {
        let state = self.task_state()?;
        serving.belongs_to(self)?;
        let horizon_ms = self.model.horizon_ms;
        check_horizon(horizon_ms)?;
        let (raw, factors) = self.with_row(source, statics, query, |sample: &Sample<'_>| {
            let factors = (n_factors > 0).then(|| self.explain_row(sample).map(|why| why.factors));
            (self.model.raw(sample), factors)
        })?;
        serving.come_to(query.at, horizon_ms, |outcomes, control, over| {
            // Its horizon is over by the time asked, and the log is known up to then.
            let known = state.task.outcome_known_at(rollup, &over.service, over.at, query.at);
            let Some(happened) = over.told.or(known) else { return };
            self.model.learn(outcomes, (over.group, over.at), over.raw_log_odds, happened);
            control.learn(&state.alert, (&over.service, over.at), horizon_ms, (over.starts, happened));
        })?;
        let said = self.model.served(&serving.outcomes, raw);
        let fresh = state.task.fresh(rollup, query);
        let asked = (query.service, query.at);
        let raised = serving.control.ask(&state.alert, asked, horizon_ms, (said.probability, fresh));
        let names = Names { services: &self.services, groups: &self.groups };
        serving.waiting.push_back(Waiting {
            service: query.service.to_owned(),
            group: names.key(query.service, statics).group,
            at: query.at,
            raw_log_odds: raw,
            starts: raised.starts,
            told: None,
        });
        let usual = usual(state, self.model.metrics.base_rate, rollup, &[query]).into_iter().flatten().next();
        let mut answer = state.answer(asked, raw, said, (fresh, raised), usual);
        answer.factors = factors.transpose()?.unwrap_or_default();
        answer.factors.truncate(n_factors);
        Ok(answer)
    }
}

#[cfg(test)]
mod tests;
