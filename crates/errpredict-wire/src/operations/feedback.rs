//! Adds to the history of incidents, actions, errors and insights what turned out to be true.
//!
//! The history is a value that the caller keeps; `analyze`, `rca` and `recommend` learn from it.

use errpredict::Result;
use errpredict::history::{
    ErrorDecision, Feedback, History, InsightMark, NormalTime, PastAction, PastIncident,
};
use serde::Deserialize;

/// The history so far and what to add.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FeedbackRequest")]
pub(crate) struct Request {
    /// What is known already; empty when absent.
    #[serde(default)]
    history: History,
    /// What the causes of incidents turned out to be.
    #[serde(default)]
    incidents: Vec<PastIncident>,
    /// What came of actions.
    #[serde(default)]
    actions: Vec<PastAction>,
    /// Which errors are the same, or are not.
    #[serde(default)]
    errors: Vec<ErrorDecision>,
    /// Which insights were seen, solved or set aside.
    #[serde(default)]
    insights: Vec<InsightMark>,
    /// What was said of predictions.
    #[serde(default)]
    feedback: Vec<Feedback>,
    /// Times of the day at which so many errors of a service are normal.
    #[serde(default)]
    normal: Vec<NormalTime>,
}

/// The history with the additions.
pub(crate) type Response = History;

/// # Errors
/// Those of [`History::validate`]: nothing is added then.
pub(crate) fn run(request: Request) -> Result<Response> {
    let mut history = request.history;
    history.incidents.extend(request.incidents);
    history.actions.extend(request.actions);
    history.errors.extend(request.errors);
    history.insights.extend(request.insights);
    history.feedback.extend(request.feedback);
    history.normal.extend(request.normal);
    history.validate()?;
    Ok(history)
}
