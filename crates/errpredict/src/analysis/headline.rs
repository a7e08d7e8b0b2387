//! The first sentence of a report, and what it is made of.

use serde::{Deserialize, Serialize};

use crate::event::Scope;
use crate::time::Timestamp;

/// The first sentence of a report, and what it is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Headline {
    /// The sentence.
    pub text: String,
    /// Whether anything goes on now.
    pub trouble: bool,
    /// Whether most of a log could not be read, which the sentence says first: a calm that rests on little is none. Set by
    /// whoever read the log.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
    /// Where it began, or is worst; absent where nothing goes on.
    pub scope: Option<Scope>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// The release that was deployed before, where one is recorded.
    pub release: Option<String>,
    /// The services that follow.
    pub followed_by: Vec<String>,
    /// Key of the action to begin with.
    pub action: Option<String>,
}
