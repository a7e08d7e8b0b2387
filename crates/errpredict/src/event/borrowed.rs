//! An event whose text belongs to somebody else.

use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::time::Timestamp;

use super::{Event, EventKind, Severity};

/// An event, borrowed, so that a reader can hand on a line without copying it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventRef<'a> {
    /// When it happened.
    pub timestamp: Timestamp,
    /// The service it happened in.
    pub service: &'a str,
    /// How bad it is; none for a line without a level, which is counted and never taken for an error.
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
    /// Anything else.
    pub attributes: Option<Attributes<'a>>,
}

/// Anything else that an event says, as the source holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Attributes<'a> {
    /// Parsed.
    Map(&'a Map<String, Value>),
    /// The text of a JSON object; parsed only by who asks for it.
    Json(&'a str),
}

impl Attributes<'_> {
    /// The attributes by name.
    ///
    /// # Errors
    /// `invalid_input` for a text that is no JSON object.
    pub fn to_map(self) -> Result<Map<String, Value>> {
        match self {
            Attributes::Map(map) => Ok(map.clone()),
            Attributes::Json(text) => serde_json::from_str(text).map_err(|error| {
                let message = format!("`attributes` must be a JSON object: {error}");
                Error::new(ErrorKind::InvalidInput, message).with("field", "attributes")
            }),
        }
    }
}

impl<'a> EventRef<'a> {
    /// An event of kind `error` with everything optional missing; `severity` may be `None`.
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
        self.kind == EventKind::Error && self.severity.is_some_and(|severity| severity >= Severity::Medium)
    }

    /// A copy that owns its text.
    ///
    /// # Errors
    /// `invalid_input` for attributes that are no JSON object.
    pub fn to_event(&self) -> Result<Event> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(Event {
            timestamp: self.timestamp,
            service: self.service.to_owned(),
            severity: self.severity,
            kind: self.kind,
            error_type: self.error_type.to_owned(),
            message: owned(self.message),
            error_id: owned(self.error_id),
            code: owned(self.code),
            status_code: self.status_code,
            endpoint: owned(self.endpoint),
            user_id: owned(self.user_id),
            request_id: owned(self.request_id),
            stack_trace: owned(self.stack_trace),
            environment: owned(self.environment),
            release: owned(self.release),
            response_time_ms: self.response_time_ms,
            attributes: self.attributes.map(Attributes::to_map).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borrowing_and_owning_lose_nothing() {
        let text = r#"{"timestamp":"2026-11-23T07:00:00Z","service":"shop","severity":"high","kind":"error",
            "error_type":"E","message":"m","error_id":"1","code":"C7","status_code":503,"endpoint":"/pay",
            "user_id":"u","request_id":"r","stack_trace":"t","environment":"production","release":"2.1",
            "response_time_ms":1.5,"attributes":{"pod":"a-1","n":[1,2]}}"#;
        let event: Event = serde_json::from_str(text).unwrap();
        assert_eq!(event.as_event_ref().to_event().unwrap(), event);
        let json = EventRef {
            attributes: Some(Attributes::Json(r#"{"pod":"a-1","n":[1,2]}"#)),
            ..event.as_event_ref()
        };
        assert_eq!(json.to_event().unwrap(), event);
        let error = EventRef { attributes: Some(Attributes::Json("[1]")), ..json }.to_event().unwrap_err();
        assert_eq!((error.code(), error.context()[0].1.as_str()), ("invalid_input", "attributes"));
    }

    #[test]
    fn only_a_stated_severity_makes_an_error() {
        for (severity, is_error) in
            [(None, false), (Some(Severity::Low), false), (Some(Severity::Medium), true)]
        {
            let event = EventRef::new(Timestamp::default(), "shop", severity, "E");
            assert_eq!(event.is_error(), is_error, "{severity:?}");
            assert!(!EventRef { kind: EventKind::Request, ..event }.is_error());
        }
    }
}
