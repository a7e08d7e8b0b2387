//! What is said about one service.

use serde::{Deserialize, Serialize};

use crate::action::PreventiveAction;
use crate::detect::{AnomalyDetection, Metric};
use crate::event::Scope;
use crate::forecast::TimeSeriesForecast;
use crate::insight::AiInsight;
use crate::pattern::states::GroupState;
use crate::predict::ErrorPrediction;
use crate::rca::{CauseNode, RootCauseAnalysis};
use crate::time::{MINUTE_MS, Timestamp};

use super::patterns::SimilarGroup;
use super::young::YoungRise;

/// What was found about one service, or about all of them together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceAnalysis {
    /// The service (`"service": NAME`), or all of them together (`"system": true`).
    #[serde(flatten)]
    pub scope: Scope,
    /// Its events in the history looked at.
    pub events: u64,
    /// Its errors among them.
    pub errors: u64,
    /// Its critical events among them.
    pub critical: u64,
    /// Its events in the history looked at that state no level: whether they are errors is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub without_level: u64,
    /// Its answers with a status of 500 to 599 in the history looked at, in events of any kind.
    pub failed_requests: u64,
    /// Errors of the last hour.
    pub errors_last_hour: u64,
    /// Errors of the last 24 hours.
    pub errors_last_day: u64,
    /// Errors per hour over the history before the last 24 hours; absent without such a history.
    pub usual_errors_per_hour: Option<f64>,
    /// End of the minute of the newest event.
    pub last_event: Option<Timestamp>,
    /// End of the minute of the newest error.
    pub last_error: Option<Timestamp>,
    /// So many more errors or failed requests than before, where there is less than a day to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rise: Option<YoungRise>,
    /// From how much the anomalies were judged, and how sure; absent where they could not be.
    pub judged: Option<Judgement>,
    /// What is strange: ongoing, or ended recently; newest start last.
    pub anomalies: Vec<AnomalyDetection>,
    /// How likely trouble is.
    pub predictions: Vec<ErrorPrediction>,
    /// Where the errors per hour are going.
    pub forecast: Option<TimeSeriesForecast>,
    /// Why, for the oldest anomaly that is ongoing; absent where nothing is, and for all services together.
    pub root_causes: Option<RootCauseAnalysis>,
    /// What it means.
    pub insights: Vec<AiInsight>,
    /// What to do, most urgent first.
    pub actions: Vec<PreventiveAction>,
    /// The commonest error groups of the last 24 hours.
    pub groups: Vec<GroupSummary>,
    /// Error groups that are new, regressed, escalating or vanished.
    pub states: Vec<GroupState>,
    /// The causes as a tree: where a cause is another service, its own causes hang below it.
    pub cause_tree: Option<CauseNode>,
    /// What could not be had, and why.
    pub notes: Vec<Note>,
}

impl ServiceAnalysis {
    /// Whether it has errors, or requests that failed, but no day to compare them with, and nothing that says they are strange: neither calm nor
    /// wrong can be said of it yet.
    #[must_use]
    pub fn is_unjudged(&self) -> bool {
        self.errors + self.failed_requests > 0
            && self.usual_errors_per_hour.is_none()
            && !self.anomalies.iter().any(AnomalyDetection::is_told)
    }

    /// The error group that most of a rise of errors is, by that it was never seen before it: of what is over, or too small to
    /// say what it is made of, the commonest group of the day may be what always comes.
    #[must_use]
    pub fn most_new(&self) -> Option<&GroupSummary> {
        let is_rise = |one: &&AnomalyDetection| {
            one.metric == Metric::Errors && one.is_rise() == Some(true) && one.is_told()
        };
        let rises: Vec<&AnomalyDetection> = self.anomalies.iter().filter(is_rise).collect();
        let is_most_of = |group: &GroupSummary, rise: &AnomalyDetection| {
            let begun = rise.start.plus_ms(-MINUTE_MS) <= group.first_seen && group.first_seen <= rise.end;
            begun && rise.excess.is_some_and(|excess| 2.0 * group.errors as f64 > excess)
        };
        self.groups.iter().find(|group| rises.iter().any(|rise| is_most_of(group, rise)))
    }
}

/// From how much a service's errors were judged, and how sure that is.
///
/// By 5 minutes in a service's first day, with what older services tell of a new one; later by hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Judgement {
    /// Length of a step.
    pub step_minutes: u32,
    /// Steps of history.
    pub steps: u64,
    /// Errors expected of the next step, without season; absent where nothing is known.
    pub expected: Option<f64>,
    /// Errors in one step from which it would be flagged: the fewer, the surer. Absent where nothing is known yet.
    pub flagged_from: Option<u64>,
}

/// One error group in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupSummary {
    /// The fingerprint.
    pub fingerprint: String,
    /// The type of error.
    pub error_type: String,
    /// A message of the group, as logged.
    pub sample: String,
    /// What the message has in common with those of other groups, `<*>` for what varies; absent without a message and
    /// in a quick analysis.
    pub template: Option<String>,
    /// Other groups with nearly the same words, in any service.
    pub similar: Vec<SimilarGroup>,
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// End of the minute it was last seen, up to the time analysed.
    pub last_seen: Timestamp,
    /// Errors of the last 24 hours.
    pub errors_last_day: u64,
    /// Errors in the history looked at.
    pub errors: u64,
}

impl GroupSummary {
    /// What it is called: its type, or what its messages have in common, or its message, or its fingerprint.
    #[must_use]
    pub fn label(&self) -> &str {
        let template = self.template.as_deref().unwrap_or_default();
        let names = [self.error_type.as_str(), template, self.sample.as_str()];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or(&self.fingerprint)
    }
}

/// A part that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// The part: `anomalies`, `states`, `predictions`, `forecast`, `capacity`, `causes`.
    pub part: String,
    /// The error code, such as `not_enough_data`.
    pub code: String,
    /// Why, with the numbers.
    pub message: String,
}

/// Most scopes have none, and need not say so.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
