//! One thing that happened at one time: an error, a request or a deployment.
//!
//! ```
//! use errpredict::{Event, EventKind, EventRef, Severity};
//!
//! let event = EventRef {
//!     message: Some("payment gateway did not answer"),
//!     status_code: Some(504),
//!     ..EventRef::new("2026-11-23T06:57:22Z".parse()?, "checkout", Severity::High, "TimeoutError")
//! };
//! event.validate()?;
//! assert!(event.is_error());
//! let kept: Event = event.to_event()?;
//! assert_eq!((kept.kind, kept.as_event_ref()), (EventKind::Error, event));
//! assert_eq!(Severity::from_level_name("WARN")?, Severity::Medium);
//! # Ok::<(), errpredict::Error>(())
//! ```

mod borrowed;
mod check;
mod scope;
mod severity;

pub use borrowed::{Attributes, EventRef};
pub use check::ENVIRONMENTS;
pub use scope::Scope;
pub use severity::{LEVEL_NAMES, Severity};

use serde::{Deserialize, Serialize};

use crate::error::Result;
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

crate::named::named!(EventKind, "kind": Error "error", Request "request", Deployment "deployment");

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
    /// How bad it is; absent for a line without a level, which is counted and never taken for an error.
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
    /// An event of kind `error` with everything optional missing; `severity` may be `None`.
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

    /// A borrowed view.
    #[inline]
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
            attributes: self.attributes.as_ref().map(Attributes::Map),
        }
    }

    /// Checks every value: see [`EventRef::validate`].
    ///
    /// # Errors
    /// `invalid_input` names the field, what was expected and what was found.
    pub fn validate(&self) -> Result<()> {
        self.as_event_ref().validate()
    }
}
