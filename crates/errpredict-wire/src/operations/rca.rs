//! Ranks the services, metrics and changes behind one incident.

use errpredict::Result;
use errpredict::action::{PreventiveAction, Situation, recommend};
use errpredict::history::History;
use errpredict::rca::{Incident, Ranking, rank};
use serde::{Deserialize, Serialize};

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

/// The ranking and what it calls for.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "RcaResponse")]
pub(crate) struct Response {
    /// Services with their causes, evidence and what earlier incidents say.
    ranking: Ranking,
    /// What to do, most urgent first.
    actions: Vec<PreventiveAction>,
}

/// # Errors
/// `invalid_input` for an incident that refers to what it does not hold, and the errors of the history.
pub(crate) fn run(request: Request) -> Result<Response> {
    request.incident.validate()?;
    let at = request.incident.onset;
    let mut ranking = rank(&request.incident);
    request.history.experience(at)?.teach_ranking(&mut ranking);
    let actions = recommend(&Situation::of_ranking(&ranking, at), &request.history.efficacy(at)?);
    Ok(Response { ranking, actions })
}
