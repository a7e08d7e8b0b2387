//! Measures what came of an action: errors seen after it beside those that came after earlier hours as bad.

use errpredict::action::{ActionType, Outcome};
use errpredict::{Error, ErrorKind, Event, Result, RollupConfig, Scope, Timestamp};
use serde::{Deserialize, Serialize};

/// Other actions of one call: each is held against every earlier hour.
const MOST_ACTED: usize = 1_000;

/// The log and the action.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OutcomeRequest")]
pub(crate) struct Request {
    /// The events before and after it, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The service it was for; absent for all of them together.
    service: Option<String>,
    /// What was done.
    action_type: ActionType,
    /// When.
    executed_at: Timestamp,
    /// Hours after it that are compared.
    hours: u32,
    /// The times by which other actions for it were over: hours right after them are not compared with.
    #[serde(default, deserialize_with = "crate::guard::at_most::<MOST_ACTED, _, _>")]
    acted: Vec<Timestamp>,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
}

/// What came of it, as `actions` of a history have it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "OutcomeResponse")]
pub(crate) struct Response {
    /// What was done.
    action_type: ActionType,
    /// Errors that came after earlier hours as bad, when nothing was done.
    forecast: f64,
    /// Errors seen.
    seen: f64,
    /// The first less the second; below 0 where more came.
    errors_prevented: f64,
    /// About how many users met no error because of it; absent where no error of the day before named a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    users_spared: Option<f64>,
}

/// # Errors
/// `limit_exceeded` for a log of more than 20,000 hours or more than 1,000 other actions; those of [`Outcome::measure`].
pub(crate) fn run(request: Request) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    crate::guard::history(&rollup)?;
    let scope = request.service.map_or(Scope::System, Scope::Service);
    let when = (request.executed_at, request.hours);
    let found = Outcome::measure(&rollup, &scope, request.action_type, when, &request.acted)?;
    let counts = match &scope {
        Scope::System => Some(rollup.system()),
        Scope::Service(name) => rollup.service(name),
    };
    let counts = counts.ok_or_else(|| Error::new(ErrorKind::Internal, "a measured service has no counts"))?;
    Ok(Response {
        action_type: found.action_type,
        forecast: found.forecast,
        seen: found.seen,
        errors_prevented: found.errors_prevented(),
        users_spared: found.users_spared(counts, request.executed_at),
    })
}
