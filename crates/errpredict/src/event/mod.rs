//! One thing that happened at one time: an error, a request or a deployment.

mod scope;
mod severity;

pub use scope::Scope;
pub use severity::{LEVEL_NAMES, Severity};

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A log record. It counts as an error from severity `medium` up; `info` and `low` are context.
    #[default]
    Error,
    /// A request that was served: throughput and response times.
    Request,
    /// A new version went live.
    Deployment,
}

/// One event, owning its text.
///
/// Names follow OpenTelemetry where it has one. What is missing stays missing; it is never guessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When it happened.
    pub timestamp: Timestamp,
    /// The service it happened in.
    pub service: String,
    /// How bad it is; absent where the log says nothing about it. Such an event counts in volume and is never an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What kind of thing it is; an error when absent.
    #[serde(default)]
    pub kind: EventKind,
    /// The type of error, such as an exception class. Empty for requests and deployments.
    #[serde(default)]
    pub error_type: String,
    /// The log message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The id the source gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_id: Option<String>,
    /// The application's own error code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The HTTP status, 100 to 599.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<u16>,
    /// The route or URL path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The user who met it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The request it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The stack trace, as the language printed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stack_trace: Option<String>,
    /// `development`, `staging` or `production`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// The version of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// How long the request took, in milliseconds: finite and at least 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_time_ms: Option<f64>,
    /// Anything else, as a JSON object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<serde_json::Map<String, serde_json::Value>>,
}

impl Event {
    /// An event of kind `error` with everything optional missing.
    pub fn new(
        timestamp: Timestamp,
        service: impl Into<String>,
        severity: impl Into<Option<Severity>>,
        error_type: impl Into<String>,
    ) -> Self {
        Event {
            timestamp,
            service: service.into(),
            severity: severity.into(),
            kind: EventKind::Error,
            error_type: error_type.into(),
            message: None,
            error_id: None,
            code: None,
            status_code: None,
            endpoint: None,
            user_id: None,
            request_id: None,
            stack_trace: None,
            environment: None,
            release: None,
            response_time_ms: None,
            attributes: None,
        }
    }

    /// A borrowed view of the fields a rollup reads.
    #[must_use]
    pub fn as_event_ref(&self) -> EventRef<'_> {
        EventRef {
            timestamp: self.timestamp,
            service: &self.service,
            severity: self.severity,
            kind: self.kind,
            error_type: &self.error_type,
            message: self.message.as_deref(),
            error_id: self.error_id.as_deref(),
            code: self.code.as_deref(),
            status_code: self.status_code,
            endpoint: self.endpoint.as_deref(),
            user_id: self.user_id.as_deref(),
            request_id: self.request_id.as_deref(),
            stack_trace: self.stack_trace.as_deref(),
            environment: self.environment.as_deref(),
            release: self.release.as_deref(),
            response_time_ms: self.response_time_ms,
            attributes: None,
        }
    }
}

/// The fields of an event that a rollup reads, borrowed, so that a reader can fold a line without copying it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventRef<'a> {
    /// When it happened.
    pub timestamp: Timestamp,
    /// The service it happened in.
    pub service: &'a str,
    /// How bad it is; nothing where the log does not say.
    pub severity: Option<Severity>,
    /// What kind of thing it is.
    pub kind: EventKind,
    /// The type of error; empty for requests and deployments.
    pub error_type: &'a str,
    /// The log message.
    pub message: Option<&'a str>,
    /// The id the source gave it.
    pub error_id: Option<&'a str>,
    /// The application's own error code.
    pub code: Option<&'a str>,
    /// The HTTP status, 100 to 599.
    pub status_code: Option<u16>,
    /// The route or URL path.
    pub endpoint: Option<&'a str>,
    /// The user who met it.
    pub user_id: Option<&'a str>,
    /// The request it belongs to.
    pub request_id: Option<&'a str>,
    /// The stack trace, as the language printed it.
    pub stack_trace: Option<&'a str>,
    /// `development`, `staging` or `production`.
    pub environment: Option<&'a str>,
    /// The version of the service.
    pub release: Option<&'a str>,
    /// How long the request took, in milliseconds: finite and at least 0.
    pub response_time_ms: Option<f64>,
    /// Anything else, as the text of a JSON object. No rollup reads it, so an [`Event`] seen as one has none here.
    pub attributes: Option<&'a str>,
}

impl<'a> EventRef<'a> {
    /// An event of kind `error` with everything optional missing.
    #[must_use]
    pub fn new(
        timestamp: Timestamp,
        service: &'a str,
        severity: impl Into<Option<Severity>>,
        error_type: &'a str,
    ) -> Self {
        EventRef {
            timestamp,
            service,
            severity: severity.into(),
            kind: EventKind::Error,
            error_type,
            message: None,
            error_id: None,
            code: None,
            status_code: None,
            endpoint: None,
            user_id: None,
            request_id: None,
            stack_trace: None,
            environment: None,
            release: None,
            response_time_ms: None,
            attributes: None,
        }
    }

    /// Whether it counts into error rates: kind `error` and severity `medium` or above.
    #[must_use]
    pub fn is_error(&self) -> bool {
        // Nothing is smaller than any severity: an event without one is no error.
        self.kind == EventKind::Error && self.severity >= Some(Severity::Medium)
    }
}
