//! Maps a level name of another system onto the severity scale.

use errpredict::{Result, Severity};
use serde::{Deserialize, Serialize};

/// What to map.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SeverityRequest")]
pub(crate) struct Request {
    /// A level name, in any case: `WARN`, `err`, `Fatal error`.
    level: String,
}

/// Where it falls.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "SeverityResponse")]
pub(crate) struct Response {
    /// The place on the scale.
    severity: Severity,
}

/// # Errors
/// `unknown_name` for a level that is in no table.
pub(crate) fn run(request: Request) -> Result<Response> {
    Ok(Response { severity: Severity::from_level_name(&request.level)? })
}
