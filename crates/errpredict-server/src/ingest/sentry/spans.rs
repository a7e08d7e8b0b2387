//! Spans that newer clients send in place of transactions: the segment is the request, what is inside it is passed over.

use errpredict::{Error, ErrorKind, Event, EventKind, Result, Severity};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::typed::{moment, plain, take_text};
use crate::ingest::Taken;

#[derive(Deserialize)]
struct Spans {
    items: Vec<Value>,
}

#[derive(Deserialize)]
struct Span {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    trace_id: Option<String>,
    #[serde(default)]
    span_id: Option<String>,
    start_timestamp: f64,
    end_timestamp: f64,
    #[serde(default)]
    is_segment: bool,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    attributes: Map<String, Value>,
}

/// The requests of an item, and how many spans are inside of them; `service` is that of spans that name none.
pub(super) fn take(
    payload: &[u8],
    service: Option<&str>,
    max_events: usize,
    at: &str,
) -> Result<(Taken, u64)> {
    let spans: Spans = serde_json::from_slice(payload)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("no spans: {error}")))?;
    if spans.items.len() > max_events {
        let message = format!("at most {max_events} events in one call: send fewer spans");
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    let (mut taken, mut n_inside) = (Taken::default(), 0);
    for (number, span) in spans.items.into_iter().enumerate() {
        let at = || format!("{at}, items[{number}]");
        match serde_json::from_value::<Span>(span).map_err(|error| error.to_string()) {
            Ok(span) if !span.is_segment => n_inside += 1,
            Ok(span) => match request(span, service) {
                Ok(event) => taken.keep(event, at),
                Err(why) => taken.refuse(at(), "invalid_input", why),
            },
            Err(why) => taken.refuse(at(), "invalid_input", why),
        }
    }
    Ok((taken, n_inside))
}

fn request(span: Span, service: Option<&str>) -> std::result::Result<Event, String> {
    let mut attributes = plain(span.attributes);
    let mut text = |name: &str| take_text(&mut attributes, name);
    let named = text("service.name").or_else(|| service.map(str::to_owned));
    let service = named.ok_or("no `service.name` among its attributes, and the project has no service")?;
    let (start, end) = (moment(span.start_timestamp)?, moment(span.end_timestamp)?);
    let mut event = Event::new(end, service, None, "");
    event.kind = EventKind::Request;
    event.release = text("sentry.release").or_else(|| text("service.version"));
    event.environment = text("sentry.environment");
    event.user_id = text("user.id");
    event.endpoint = text("http.route").or_else(|| text("url.path")).or(span.name);
    event.error_id = span.span_id;
    event.request_id = span.trace_id;
    // Not of the rounded moments: a request may take less than a millisecond.
    event.response_time_ms =
        Some((span.end_timestamp - span.start_timestamp).max(0.0) * 1e3).filter(|_| start <= end);
    event.status_code = attributes
        .get("http.response.status_code")
        .and_then(|status| status.as_u64().or_else(|| status.as_str()?.parse().ok()))
        .and_then(|status| u16::try_from(status).ok())
        .filter(|status| (100..=599).contains(status));
    let stated = match span.status.as_deref() {
        Some("ok") | None => Severity::Info,
        Some(_) => Severity::High,
    };
    event.severity =
        Some(event.status_code.map_or(stated, |status| stated.max(Severity::of_http_status(status))));
    event.attributes = (!attributes.is_empty()).then_some(attributes);
    Ok(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_a_request() {
        let payload = r#"{"version":2,"items":[
            {"name":"GET /pay","span_id":"82f6b7d753bf215e","trace_id":"8a","start_timestamp":1795417042.125,"end_timestamp":1795417042.1875,"is_segment":true,"status":"error","attributes":{"http.route":{"value":"/pay/{id}","type":"string"},"http.response.status_code":{"value":404,"type":"integer"}}},
            {"name":"SELECT","start_timestamp":1795417042.125,"end_timestamp":1795417042.1875,"is_segment":false},
            {"name":"x","start_timestamp":1e300,"end_timestamp":2,"is_segment":true},
            {"name":"x"}]}"#;
        let (taken, n_inside) = take(payload.as_bytes(), Some("web"), 10, "item 1").unwrap();
        let [request] = &taken.events[..] else { panic!("{taken:?}") };
        assert_eq!(
            (request.kind, request.endpoint.as_deref(), request.status_code),
            (EventKind::Request, Some("/pay/{id}"), Some(404))
        );
        assert_eq!(
            (request.severity, request.response_time_ms, request.timestamp.ms()),
            (Some(Severity::High), Some(62.5), 1_795_417_042_187)
        );
        assert_eq!((n_inside, taken.n_refused), (1, 2));
        assert_eq!(take(payload.as_bytes(), Some("web"), 3, "").unwrap_err().code(), "limit_exceeded");
        assert_eq!(take(b"{}", Some("web"), 3, "").unwrap_err().code(), "invalid_input");
    }
}
