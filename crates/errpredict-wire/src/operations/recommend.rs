//! Recommends actions for what is known about a service, each with the numbers that call for it.

use errpredict::Result;
use errpredict::action::{self, PreventiveAction, Situation};
use errpredict::history::History;
use serde::{Deserialize, Serialize};

/// The situation and what happened before.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RecommendRequest")]
pub(crate) struct Request {
    /// Anomalies, predictions, forecasts, states and causes of one service.
    situation: Situation,
    /// Earlier actions; those whose outcome was known by then count.
    #[serde(default)]
    history: History,
}

/// The recommendations.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "RecommendResponse")]
pub(crate) struct Response {
    /// What to do, most urgent first.
    actions: Vec<PreventiveAction>,
}

/// # Errors
/// Those of the history.
pub(crate) fn run(request: Request) -> Result<Response> {
    let efficacy = request.history.efficacy(request.situation.at)?;
    Ok(Response { actions: action::recommend(&request.situation, &efficacy) })
}
