//! Tells the versions of the library and of its messages.

use errpredict::Result;
use errpredict::analysis::ANALYSIS_VERSION;
use errpredict::features::FEATURE_SET_VERSION;
use serde::{Deserialize, Serialize};

/// Version of the messages of this crate: 0 while their fields still change meaning between releases.
pub(crate) const WIRE_VERSION: u32 = 0;

/// Nothing to ask.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VersionRequest")]
pub(crate) struct Request {}

/// The versions.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "VersionResponse")]
pub(crate) struct Response {
    /// Of the library, the same in every package.
    version: String,
    /// Of the messages; 0 while fields still change meaning between releases.
    wire: u32,
    /// Of the feature set that models are trained on.
    feature_set: u32,
    /// Of the analysis message.
    analysis: u32,
}

/// # Errors
/// None.
pub(crate) fn run(_: Request) -> Result<Response> {
    Ok(Response {
        version: errpredict::VERSION.to_owned(),
        wire: WIRE_VERSION,
        feature_set: FEATURE_SET_VERSION,
        analysis: ANALYSIS_VERSION,
    })
}
