//! What happened before: incidents and their confirmed causes, actions and what came of them, what people decided.
//!
//! A [`History`] is a plain file that people and programs append to. `analyze` and `rca` read what of it lies at or
//! before the time they look at, so that a replay of the past knows no more than was known then:
//!
//! - [`History::experience`]: earlier incidents that looked alike, a decision tree over the confirmed causes, beliefs;
//! - [`History::efficacy`]: what each type of action achieved against the forecast;
//! - [`History::decisions`]: errors that are the same, or are not, by the word of a person;
//! - [`History::insight_status`]: insights that were seen, solved or set aside.

mod record;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use record::{ErrorDecision, InsightMark, PastAction, PastIncident};

use crate::action::Efficacy;
use crate::error::{Error, ErrorKind, Result};
use crate::insight::InsightStatus;
use crate::pattern::similar::Decision;
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
}

impl Default for History {
    fn default() -> Self {
        History {
            version: HISTORY_VERSION,
            incidents: Vec::new(),
            actions: Vec::new(),
            errors: Vec::new(),
            insights: Vec::new(),
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
        known.iter().try_for_each(|past| efficacy.learn(&past.outcome()))?;
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
