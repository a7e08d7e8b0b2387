//! Ranks the services, metrics and changes behind one incident.

use errpredict::Result;
use errpredict::history::{History, IncidentAnswer};
use errpredict::rca::Incident;
use serde::Deserialize;

/// The incident and what happened before.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RcaRequest")]
pub(crate) struct Request {
    /// Everything recorded around the onset; what was not recorded is left out.
    incident: Incident,
    /// Earlier incidents and actions; those known by the onset count.
    #[serde(default)]
    history: History,
}

/// The ranking, with what earlier incidents say, and what it calls for.
pub(crate) type Response = IncidentAnswer;

/// # Errors
/// `invalid_input` for an incident that refers to what it does not hold, and the errors of the history.
pub(crate) fn run(request: Request) -> Result<Response> {
    request.history.answer(&request.incident)
}
