//! Events as NDJSON, with the documented names: what `errpredict events` writes, and what every reader reads back.

use std::io::Write;

use errpredict::Attributes;
use errpredict::{EventKind, EventRef, Severity, Timestamp};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// One line of the output. What is missing is absent, never `null`.
#[derive(Serialize)]
struct Line<'a> {
    timestamp: Timestamp,
    service: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<Severity>,
    kind: EventKind,
    #[serde(skip_serializing_if = "str::is_empty")]
    error_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stack_trace: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_time_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_they_came")]
    attributes: Option<Attributes<'a>>,
}

/// Writes attributes without parsing those that are text already.
fn as_they_came<S: Serializer>(attributes: &Option<Attributes<'_>>, to: S) -> Result<S::Ok, S::Error> {
    match attributes {
        None => to.serialize_none(),
        Some(Attributes::Map(map)) => map.serialize(to),
        Some(Attributes::Json(text)) => {
            serde_json::from_str::<&RawValue>(text).map_err(serde::ser::Error::custom)?.serialize(to)
        }
    }
}

/// Writes one event as a line of JSON.
///
/// # Errors
/// Those of the writer.
pub fn write_event(event: &EventRef<'_>, to: &mut dyn Write) -> std::io::Result<()> {
    let line = Line {
        timestamp: event.timestamp,
        service: event.service,
        severity: event.severity,
        kind: event.kind,
        error_type: event.error_type,
        message: event.message,
        error_id: event.error_id,
        code: event.code,
        status_code: event.status_code,
        endpoint: event.endpoint,
        user_id: event.user_id,
        request_id: event.request_id,
        stack_trace: event.stack_trace,
        environment: event.environment,
        release: event.release,
        response_time_ms: event.response_time_ms,
        attributes: event.attributes,
    };
    serde_json::to_writer(&mut *to, &line)?;
    to.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_absent() {
        let event = EventRef {
            message: Some("no \"answer\"\n"),
            attributes: Some(Attributes::Json(r#"{"a":[1, 2]}"#)),
            ..EventRef::new(Timestamp::from_ms(1_795_417_042_125).unwrap(), "pay", None, "")
        };
        let mut text = Vec::new();
        write_event(&event, &mut text).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "{\"timestamp\":\"2026-11-23T06:57:22.125Z\",\"service\":\"pay\",\"kind\":\"error\",\"message\":\"no \\\"answer\\\"\\n\",\"attributes\":{\"a\":[1, 2]}}\n"
        );
    }
}
