//! Takes steps in the life of an action; a step that is not open is refused and changes nothing.

use errpredict::action::{ActionType, Actor, Lifecycle, Move};
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::Deserialize;

/// The action and the steps to take, one after the other.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ActionRequest")]
pub(crate) struct Request {
    /// The type of a new action; either this or `action`.
    action_type: Option<ActionType>,
    /// An action as an earlier answer gave it.
    action: Option<Lifecycle>,
    /// The steps, oldest first.
    #[serde(default)]
    steps: Vec<Asked>,
}

/// One step that is asked for.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// What is asked.
    asked: Move,
    /// By whom: `"system"` or `{"person": id}`.
    by: Actor,
    /// When.
    at: Timestamp,
}

/// The action after the steps.
pub(crate) type Response = Lifecycle;

/// # Errors
/// `invalid_argument` for a step that is not open, needs an approval that is not there or a person, with the place of
/// the step; and unless exactly one of `action_type` and `action` is given.
pub(crate) fn run(request: Request) -> Result<Response> {
    let mut action = match (request.action_type, request.action) {
        (Some(action_type), None) => Lifecycle::new(action_type),
        (None, Some(action)) => action,
        _ => {
            let message = "expected exactly one of `action_type` and `action`";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
    };
    for (place, step) in request.steps.into_iter().enumerate() {
        action.apply(step.asked, step.by, step.at).map_err(|error| error.with("step", place))?;
    }
    Ok(action)
}
