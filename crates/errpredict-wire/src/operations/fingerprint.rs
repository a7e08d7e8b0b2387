//! Gives the stable id of "the same error" for an event.

use errpredict::{Event, Result};
use serde::{Deserialize, Serialize};

/// The event.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FingerprintRequest")]
pub(crate) struct Request {
    /// The event whose type, message and stack trace are read.
    event: Event,
}

/// Its id.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "FingerprintResponse")]
pub(crate) struct Response {
    /// 16 hexadecimal digits.
    fingerprint: String,
}

/// # Errors
/// None: any event has a fingerprint.
pub(crate) fn run(request: Request) -> Result<Response> {
    Ok(Response { fingerprint: errpredict::fingerprint(&request.event.as_event_ref()).to_string() })
}
