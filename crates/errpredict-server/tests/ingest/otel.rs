//! The OpenTelemetry SDKs for Python and Node.

use errpredict::{Event, EventKind, Severity};
use errpredict_server::ingest::Limits;
use errpredict_server::ingest::otlp::{Callee, Encoding, Signal, Telemetry, answer, take};

use super::{Request, reader, requests};

fn taken(request: &Request) -> Telemetry {
    let signal = if request.path.ends_with("/v1/logs") { Signal::Logs } else { Signal::Traces };
    let encoding = Encoding::of(request.header("content-type")).unwrap();
    let found = take(&reader(), signal, encoding, &request.unpacked(), Limits::default()).unwrap();
    assert_eq!(found.taken.n_refused, 0, "{}: {:?}", request.file.display(), found.taken.refused);
    let told = answer(signal, encoding, &found.taken);
    assert_eq!(told.body, if encoding == Encoding::Json { &b"{}"[..] } else { b"" });
    found
}

/// The events and calls of a folder, in the order of their times.
fn all(folder: &str) -> (Vec<Event>, Telemetry) {
    let mut whole = Telemetry::default();
    for request in requests(folder) {
        let found = taken(&request);
        whole.taken.events.extend(found.taken.events);
        whole.calls.extend(found.calls);
    }
    let mut events = whole.taken.events.clone();
    events.sort_by_key(|event| event.timestamp);
    (events, whole)
}

#[test]
fn python_sends_requests_errors_and_logs() {
    let (events, whole) = all("otel_python");
    let requests: Vec<_> = events.iter().filter(|event| event.kind == EventKind::Request).collect();
    let [request] = &requests[..] else { panic!("{events:#?}") };
    assert_eq!(
        (request.service.as_str(), request.status_code, request.endpoint.as_deref()),
        ("shop", Some(503), Some("/orders/{id}"))
    );
    assert_eq!(
        (request.severity, request.release.as_deref(), request.environment.as_deref()),
        (Some(Severity::High), Some("1.2"), Some("production"))
    );
    assert!(request.response_time_ms.unwrap() > 0.0 && request.request_id.as_ref().unwrap().len() == 32);
    // Recorded by the span in which it was raised and by the one around it; logged as well.
    let exceptions: Vec<_> = events.iter().filter(|event| event.error_type == "ConnectionError").collect();
    let from_spans = exceptions
        .iter()
        .filter(|event| event.attributes.as_ref().unwrap().contains_key("span.name"))
        .count();
    assert_eq!((exceptions.len(), from_spans), (2, 1), "{exceptions:#?}");
    assert!(exceptions.iter().all(|event| event.stack_trace.as_ref().unwrap().contains("in charge")));
    let logged = exceptions.iter().find(|event| event.message.as_deref() == Some("could not pay")).unwrap();
    assert_eq!(logged.attributes.as_ref().unwrap()["order"], 17);
    assert_eq!(logged.request_id, request.request_id);
    assert!(
        events.iter().any(|event| event.message.as_deref() == Some("mailbox is full")
            && event.severity == Some(Severity::High))
    );
    assert!(
        events.iter().any(
            |event| event.message.as_deref() == Some("started") && event.severity == Some(Severity::Info)
        )
    );
    let callees: Vec<_> = whole.calls.iter().map(|call| (&call.callee, call.calls, call.failed)).collect();
    assert_eq!(
        callees,
        [(&Callee::Service("mail".into()), 1, 1), (&Callee::Database("postgresql db-1".into()), 1, 0)]
    );
}

#[test]
fn node_sends_the_same_as_json_and_as_protocol_buffers() {
    let (events, _) = all("otel_node");
    assert_eq!(events.len(), 8, "{events:#?}");
    let mut json = Vec::new();
    let mut protobuf = Vec::new();
    for request in requests("otel_node") {
        let is_json = request.header("content-type") == Some("application/json");
        let found = taken(&request).taken.events;
        let list: &mut Vec<Event> = if is_json { &mut json } else { &mut protobuf };
        list.extend(found);
    }
    // Times and ids differ, and nothing else.
    let plain = |events: &[Event]| -> Vec<String> {
        let mut said: Vec<_> = events
            .iter()
            .map(|event| {
                let mut event = event.clone();
                event.timestamp = Default::default();
                event.request_id = event.request_id.map(|id| id.len().to_string());
                event.response_time_ms = event.response_time_ms.map(|_| 1.0);
                // Whoever calls is another line of the program.
                event.stack_trace =
                    event.stack_trace.and_then(|trace| trace.lines().nth(1).map(str::to_owned));
                if let Some(attributes) = &mut event.attributes {
                    for name in ["trace_id", "span_id"] {
                        attributes.remove(name);
                    }
                }
                serde_json::to_string(&event).unwrap()
            })
            .collect();
        said.sort();
        said
    };
    assert_eq!(plain(&json), plain(&protobuf));
    let error = json.iter().find(|event| event.error_type == "TypeError").unwrap();
    assert_eq!((error.service.as_str(), error.severity), ("web", Some(Severity::High)));
    let request = json.iter().find(|event| event.kind == EventKind::Request).unwrap();
    assert_eq!((request.status_code, request.endpoint.as_deref()), (Some(500), Some("/pay")));
    let attributes = request.attributes.as_ref().unwrap();
    assert_eq!(
        (&attributes["cached"], &attributes["ids"]),
        (&serde_json::json!(false), &serde_json::json!([1, 2]))
    );
    let log = json.iter().find(|event| event.message.as_deref() == Some("no answer")).unwrap();
    assert_eq!((log.user_id.as_deref(), log.severity), (Some("u8"), Some(Severity::High)));
    let fields = json.iter().find(|event| event.message.as_deref() == Some("a body of fields")).unwrap();
    assert_eq!(fields.code.as_deref(), Some("E7"));
}

/// Protobuf's own library for Python says what stands in each body, and the events are those of that.
#[test]
fn protocol_buffers_are_read_as_their_own_library_reads_them() {
    let mut checked = 0;
    for request in requests("otel_python").into_iter().chain(requests("otel_node")) {
        let Ok(json) = std::fs::read(request.file.with_extension("json")) else { continue };
        let signal = if request.path.ends_with("/v1/logs") { Signal::Logs } else { Signal::Traces };
        let theirs = take(&reader(), signal, Encoding::Json, &json, Limits::default()).unwrap();
        assert_eq!(taken(&request), theirs, "{}", request.file.display());
        checked += 1;
    }
    assert!(checked >= 4, "only {checked} bodies of protocol buffers");
}

#[test]
fn broken_bodies_are_refused() {
    let limits = Limits::default();
    for (signal, encoding, body, code) in [
        (Signal::Logs, Encoding::Protobuf, &b"\x0a\xff"[..], "invalid_input"),
        (Signal::Logs, Encoding::Protobuf, b"\x08\x01", "invalid_input"),
        (Signal::Traces, Encoding::Json, b"[", "invalid_input"),
    ] {
        let found = take(&reader(), signal, encoding, body, limits);
        let refused = found.as_ref().is_ok_and(|found| found.taken.n_refused > 0);
        assert!(refused || found.as_ref().is_err_and(|error| error.code() == code), "{body:?}: {found:?}");
    }
    for body in [&b""[..], b"{}", b" {} "] {
        assert_eq!(
            take(&reader(), Signal::Logs, Encoding::Json, body, limits).unwrap(),
            Telemetry::default()
        );
    }
    assert_eq!(take(&reader(), Signal::Logs, Encoding::Protobuf, b"", limits).unwrap(), Telemetry::default());
    assert_eq!(Encoding::of(Some("text/plain")).unwrap_err().code(), "unknown_name");
    // Values inside values, deeper than anybody means it.
    let mut value = Vec::new();
    for _ in 0..1_000 {
        value = nested(5, &nested(1, &value));
    }
    let record = nested(5, &value);
    let body = nested(1, &nested(2, &nested(2, &record)));
    assert_eq!(
        take(&reader(), Signal::Logs, Encoding::Protobuf, &body, limits).unwrap_err().code(),
        "limit_exceeded"
    );
}

/// A message as a field of another.
fn nested(number: u8, inside: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2];
    let mut length = inside.len();
    while length >= 0x80 {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
    out.extend_from_slice(inside);
    out
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_taken_or_refused(
        noise in proptest::collection::vec(proptest::prelude::any::<u8>(), 1..8),
        at in 0usize..4_000,
        which in 0usize..100,
    ) {
        let all = requests("otel_python");
        let request = &all[which % all.len()];
        let mut body = request.unpacked();
        let at = at % body.len();
        for (place, byte) in noise.iter().enumerate() {
            if let Some(old) = body.get_mut(at + place) {
                *old = *byte;
            }
        }
        let signal = if request.path.ends_with("/v1/logs") { Signal::Logs } else { Signal::Traces };
        let _ = take(&reader(), signal, Encoding::Protobuf, &body, Limits::default());
        let _ = take(&reader(), signal, Encoding::Protobuf, &body[..at], Limits::default());
    }
}
