//! What happened before: incidents and their confirmed causes, actions and what came of them, what people decided.
//!
//! A [`History`] is a plain file that people and programs append to. `analyze` and `rca` read what of it lies at or
//! before the time they look at, so that a replay of the past knows no more than was known then:
//!
//! - [`History::answer`]: the causes of one incident and what to do, with all of the following;
//! - [`History::experience`]: earlier incidents that looked alike, a decision tree over the confirmed causes, beliefs;
//! - [`History::efficacy`]: what each type of action achieved against the forecast;
//! - [`History::decisions`]: errors that are the same, or are not, by the word of a person;
//! - [`History::insight_status`]: insights that were seen, solved or set aside;
//! - [`History::lessons`]: what was said of predictions, for the next training;
//! - `normal`: times of the day at which so many errors of a service are no news ([`NormalTime`]).
//!
//! ```
//! use errpredict::action::ActionType;
//! use errpredict::history::{History, PastAction};
//!
//! let mut history = History::default();
//! history.actions.push(PastAction {
//!     action_type: ActionType::RollbackDeployment,
//!     at: "2026-11-20T12:00:00Z".parse()?,
//!     service: Some("shop".into()),
//!     forecast: Some(120.0),
//!     seen: 12.0,
//! });
//! history.validate()?;
//! let before = history.efficacy("2026-11-19T00:00:00Z".parse()?)?;
//! let after = history.efficacy("2026-11-21T00:00:00Z".parse()?)?;
//! assert!(before.of(ActionType::RollbackDeployment).is_none(), "it was not known yet");
//! assert!(after.of(ActionType::RollbackDeployment).is_some());
//! # Ok::<(), errpredict::Error>(())
//! ```

mod answer;
mod feedback;

mod normal;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use answer::IncidentAnswer;
pub use feedback::Feedback;
pub use normal::NormalTime;
pub(crate) use normal::is_normal;
pub use record::{ErrorDecision, InsightMark, PastAction, PastIncident};

use crate::action::Efficacy;
use crate::error::{Error, ErrorKind, Result};
use crate::features::FeatureQuery;
use crate::insight::InsightStatus;
use crate::pattern::similar::Decision;
use crate::predict::{Lessons, Said};
use crate::rca::{Beliefs, Cases, Experience};
use crate::time::Timestamp;

/// Version of the file; it changes when a field changes its meaning or goes.
pub const HISTORY_VERSION: u32 = 1;

/// What happened before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Version of the file: 1.
    pub version: u32,
    /// Incidents, in any order.
    #[serde(default)]
    pub incidents: Vec<PastIncident>,
    /// Actions that were carried out, in any order.
    #[serde(default)]
    pub actions: Vec<PastAction>,
    /// Which errors are the same; of two decisions about the same pair the later counts.
    #[serde(default)]
    pub errors: Vec<ErrorDecision>,
    /// Which insights were seen, solved or set aside; of two marks of the same insight the later counts.
    #[serde(default)]
    pub insights: Vec<InsightMark>,
    /// What was said of predictions; of two words about the same row the later counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feedback: Vec<Feedback>,
    /// Times of the day at which so many errors of a service are normal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub normal: Vec<NormalTime>,
}

impl Default for History {
    fn default() -> Self {
        History {
            version: HISTORY_VERSION,
            incidents: Vec::new(),
            actions: Vec::new(),
            errors: Vec::new(),
            insights: Vec::new(),
            feedback: Vec::new(),
            normal: Vec::new(),
        }
    }
}

impl History {
    /// Checks everything that a later use would stumble over.
    ///
    /// # Errors
    /// `unsupported_version` for another version; `invalid_input` naming the entry for two incidents of one id, an
    /// empty id, a weight, count or number out of range, or a fingerprint that is none.
    pub fn validate(&self) -> Result<()> {
        if self.version != HISTORY_VERSION {
            let message = format!("history of version {}, this build knows {HISTORY_VERSION}", self.version);
            return Err(Error::new(ErrorKind::UnsupportedVersion, message));
        }
        let mut ids = BTreeSet::new();
        for (i, incident) in self.incidents.iter().enumerate() {
            incident.validate().map_err(|what| refused("incidents", i, &what))?;
            if !ids.insert(incident.id.as_str()) {
                return Err(refused("incidents", i, &format!("the id `{}` is taken already", incident.id)));
            }
        }
        for (i, action) in self.actions.iter().enumerate() {
            action.validate().map_err(|what| refused("actions", i, &what))?;
        }
        for (i, decision) in self.errors.iter().enumerate() {
            decision.fingerprints().map_err(|what| refused("errors", i, what.message()))?;
        }
        for (i, feedback) in self.feedback.iter().enumerate() {
            feedback.validate().map_err(|what| refused("feedback", i, &what))?;
        }
        for (i, normal) in self.normal.iter().enumerate() {
            normal.validate().map_err(|what| refused("normal", i, what.message()))?;
        }
        Ok(())
    }

    /// What earlier incidents teach at a time.
    ///
    /// # Errors
    /// Those of [`History::validate`].
    pub fn experience(&self, at: Timestamp) -> Result<Experience> {
        self.validate()?;
        let mut known: Vec<&PastIncident> = self.incidents.iter().filter(|past| past.at <= at).collect();
        known.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        let mut beliefs = Beliefs::default();
        for past in &known {
            if let Some(named) = past.named {
                beliefs.learn(&past.id, named, past.cause == Some(named), past.weight)?;
            }
        }
        let cases = known.iter().filter_map(|past| past.as_case()).collect();
        Ok(Experience { cases: Cases { cases }, beliefs })
    }

    /// What each type of action achieved, from the actions whose outcome was known at a time.
    ///
    /// # Errors
    /// Those of [`History::validate`].
    pub fn efficacy(&self, at: Timestamp) -> Result<Efficacy> {
        self.validate()?;
        let mut known: Vec<&PastAction> = self.actions.iter().filter(|past| past.at <= at).collect();
        // A fixed order of adding up gives the same last bit whatever the order in the file.
        known.sort_by(|a, b| {
            (a.at, a.action_type, &a.service)
                .cmp(&(b.at, b.action_type, &b.service))
                .then(a.seen.total_cmp(&b.seen))
        });
        let mut efficacy = Efficacy::default();
        known.iter().filter_map(|past| past.outcome()).try_for_each(|outcome| efficacy.learn(&outcome))?;
        Ok(efficacy)
    }

    /// What people had decided about errors by a time, keyed by fingerprint, oldest first.
    ///
    /// # Errors
    /// Those of [`History::validate`].
    pub fn decisions(&self, at: Timestamp) -> Result<Vec<Decision>> {
        self.validate()?;
        let mut known: Vec<&ErrorDecision> = self.errors.iter().filter(|past| past.at <= at).collect();
        known.sort_by_key(|past| past.at);
        known.into_iter().map(ErrorDecision::decision).collect()
    }

    /// What was said of predictions by a time, as labels and weights of the rows that a model of that horizon learns
    /// from: for [`crate::predict::Plan::fit_taught`].
    ///
    /// # Errors
    /// Those of [`History::validate`].
    pub fn lessons(&self, queries: &[FeatureQuery<'_>], horizon_ms: i64, at: Timestamp) -> Result<Lessons> {
        self.validate()?;
        let mut known: Vec<&Feedback> = self.feedback.iter().filter(|said| said.at <= at).collect();
        known.sort_by_key(|said| said.at);
        Ok(feedback::lessons(&known, queries, horizon_ms))
    }

    /// What was said of predictions by a time, for [`Foresight::fit_taught`](crate::predict::Foresight::fit_taught); a key that is
    /// that of a question about one of those horizons says which kind of trouble is meant.
    ///
    /// # Errors
    /// Those of [`History::validate`].
    pub fn said(&self, horizons_minutes: &[u32], at: Timestamp) -> Result<Vec<Said>> {
        self.validate()?;
        let mut known: Vec<&Feedback> = self.feedback.iter().filter(|said| said.at <= at).collect();
        known.sort_by_key(|said| said.at);
        Ok(known.into_iter().map(|said| feedback::said(said, horizons_minutes)).collect())
    }

    /// The last word on every insight by a time, by its key.
    #[must_use]
    pub fn insight_status(&self, at: Timestamp) -> BTreeMap<&str, &InsightMark> {
        let mut last: BTreeMap<&str, &InsightMark> = BTreeMap::new();
        for mark in self.insights.iter().filter(|mark| mark.at <= at) {
            let known = last.entry(&mark.key).or_insert(mark);
            if mark.at >= known.at {
                *known = mark;
            }
        }
        last
    }
}

fn refused(list: &str, place: usize, what: &str) -> Error {
    let message = format!("the history does not fit: {list}[{place}]: {what}");
    Error::new(ErrorKind::InvalidInput, message).with("entry", format!("{list}[{place}]"))
}

impl InsightMark {
    /// Whether the insight need not be told again: solved or set aside, for as long as that holds.
    #[must_use]
    pub fn is_silent(&self, at: Timestamp) -> bool {
        matches!(self.status, InsightStatus::Resolved | InsightStatus::WontFix)
            && self.until.is_none_or(|until| at <= until)
    }
}

#[cfg(test)]
mod tests;
