//! The entries of a history.

use serde::{Deserialize, Serialize};

use crate::action::{ActionType, Outcome};
use crate::error::Result;
use crate::fingerprint::Fingerprint;
use crate::insight::InsightStatus;
use crate::pattern::similar::Decision;
use crate::rca::{CauseKind, ConfirmedCase, Signature};
use crate::time::Timestamp;

/// One incident and what became known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PastIncident {
    /// Its id, used once.
    pub id: String,
    /// When its cause became known; it teaches nothing about times before.
    pub at: Timestamp,
    /// The service it was about; kept for people, nothing depends on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// What it looked like: `lessons.signature` of the answer given then. Without it the incident is never alike.
    #[serde(default)]
    pub signature: Signature,
    /// The kind of cause that the answer named first. Whether that was right teaches how far to believe this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<CauseKind>,
    /// The kind of cause it really was; absent where only so much is known that it was not the one named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseKind>,
    /// What was done, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Whether that helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helped: Option<bool>,
    /// How sure the feedback is, above 0 and at most 1.
    #[serde(default = "whole")]
    pub weight: f64,
}

fn whole() -> f64 {
    1.0
}

impl PastIncident {
    pub(super) fn validate(&self) -> std::result::Result<(), String> {
        if self.id.is_empty() {
            return Err("`id` must not be empty".to_owned());
        }
        if !(self.weight > 0.0 && self.weight <= 1.0) {
            return Err(format!("`weight` must be above 0 and at most 1, got {}", self.weight));
        }
        match self.signature.0.iter().find(|(_, value)| !value.is_finite()) {
            Some((name, value)) => Err(format!("`signature.{name}` must be finite, got {value}")),
            None => Ok(()),
        }
    }

    /// The confirmed case, where the cause is known.
    pub(super) fn as_case(&self) -> Option<ConfirmedCase> {
        Some(ConfirmedCase {
            id: self.id.clone(),
            kind: self.cause?,
            signature: self.signature.clone(),
            resolution: self.resolution.clone(),
            helped: self.helped,
        })
    }
}

/// One action that was carried out, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PastAction {
    /// The type.
    pub action_type: ActionType,
    /// When its outcome was known; it teaches nothing about times before.
    pub at: Timestamp,
    /// The service; kept for people, nothing depends on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Errors to expect in the time after it, had nothing been done: by earlier hours as bad in which nothing was. Absent
    /// where there was nothing to compare with: what was seen after it then teaches nothing of its effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<f64>,
    /// Errors seen in that time.
    pub seen: f64,
}

impl PastAction {
    pub(super) fn validate(&self) -> std::result::Result<(), String> {
        for (name, value) in [("forecast", self.forecast.unwrap_or(0.0)), ("seen", self.seen)] {
            if !value.is_finite() || value < 0.0 {
                return Err(format!("`{name}` must be a finite count of at least 0, got {value}"));
            }
        }
        Ok(())
    }

    /// What came of it; nothing where it could be compared with nothing.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        Some(Outcome { action_type: self.action_type, forecast: self.forecast?, seen: self.seen })
    }
}

/// What a person decided about two error groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ErrorDecision {
    /// When.
    pub at: Timestamp,
    /// One fingerprint, 16 hexadecimal digits.
    pub one: String,
    /// The other.
    pub other: String,
    /// Whether they are the same error.
    pub same: bool,
}

impl ErrorDecision {
    pub(super) fn fingerprints(&self) -> Result<(Fingerprint, Fingerprint)> {
        Ok((self.one.parse()?, self.other.parse()?))
    }

    pub(super) fn decision(&self) -> Result<Decision> {
        let (one, other) = self.fingerprints()?;
        Ok(if self.same { Decision::Same(one.0, other.0) } else { Decision::Different(one.0, other.0) })
    }
}

/// What a person did with an insight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InsightMark {
    /// When.
    pub at: Timestamp,
    /// The insight's key.
    #[serde(alias = "dedupe_key")]
    pub key: String,
    /// Where it stands.
    pub status: InsightStatus,
    /// How long a `resolved` or `wont_fix` silences it; for good when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}
