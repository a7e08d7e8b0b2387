//! Envelopes and events as clients send them, put together by hand; those of real clients are in `tests/ingest/fixtures`.

use proptest::prelude::*;

use super::*;
use crate::ingest::reader_options;
use errpredict::{EventKind, Severity};

fn reader() -> LogReader {
    LogReader::new(&reader_options(Some(errpredict::redact::RedactConfig::default())))
        .unwrap()
        .with_service("shop")
}

const LIMITS: Limits = Limits { max_bytes: 100_000, max_events: 10 };
const EVENT: &str = r#"{"event_id":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","timestamp":1795417042.125,"platform":"node","level":"error","environment":"prod","exception":{"values":[{"type":"MailError","value":"no mail to anna@example.com"}]},"tags":{"order":"17"}}"#;
const TRANSACTION: &str = r#"{"type":"transaction","transaction":"/pay","start_timestamp":1795417042,"timestamp":1795417042.5,"platform":"node","contexts":{"trace":{"trace_id":"0a","status":"ok"}}}"#;

fn envelope(items: &[(&str, &str)]) -> Vec<u8> {
    let mut body =
        b"{\"event_id\":\"9ec79c33ec9942ab8353589fcb2e04dc\",\"dsn\":\"https://abc@errors.example/1\"}\n"
            .to_vec();
    for (kind, payload) in items {
        body.extend(format!("{{\"type\":\"{kind}\",\"length\":{}}}\n{payload}\n", payload.len()).bytes());
    }
    body
}

#[test]
fn every_kind_of_item() {
    let body = envelope(&[
        ("event", EVENT),
        ("attachment", "\u{0}{\n"),
        ("transaction", TRANSACTION),
        ("log", r#"{"items":[{"timestamp":1795417042,"level":"warn","body":"slow for anna@example.com"}]}"#),
        (
            "sessions",
            r#"{"aggregates":[{"started":"2026-11-23T06:57:00Z","exited":7}],"attrs":{"release":"shop@1.2"}}"#,
        ),
        (
            "session",
            r#"{"init":true,"started":"2026-11-23T06:57:00Z","status":"crashed","attrs":{"release":"shop@1.2"}}"#,
        ),
        (
            "client_report",
            r#"{"discarded_events":[{"reason":"queue_overflow","category":"error","quantity":3}]}"#,
        ),
        ("replay_event", "{}"),
        ("replay_event", "{}"),
    ]);
    let report = take_envelope(&reader(), &body, LIMITS).unwrap();
    let [error, request, log] = &report.taken.events[..] else { panic!("{report:?}") };
    assert_eq!(
        (error.error_type.as_str(), error.message.as_deref()),
        ("MailError", Some("no mail to <mail>"))
    );
    assert_eq!(
        (error.error_id.as_deref(), error.environment.as_deref()),
        (Some("3f2504e04f8911d39a0c0305e82c3301"), Some("production"))
    );
    assert_eq!(error.attributes.as_ref().unwrap()["tags"]["order"], "17");
    assert_eq!(
        (request.kind, request.response_time_ms, request.endpoint.as_deref()),
        (EventKind::Request, Some(500.0), Some("/pay"))
    );
    assert_eq!(request.error_id.as_deref(), Some("9ec79c33ec9942ab8353589fcb2e04dc"));
    assert_eq!((log.severity, log.message.as_deref()), (Some(Severity::Medium), Some("slow for <mail>")));
    assert_eq!(
        report.sessions.iter().map(|one| (one.started, one.crashed)).collect::<Vec<_>>(),
        [(7, 0), (1, 1)]
    );
    assert_eq!(report.discarded[0].quantity, 3);
    assert_eq!(
        report.skipped,
        BTreeMap::from([("attachment".to_owned(), 1), ("replay_event".to_owned(), 2)])
    );
    assert_eq!(report.taken.n_refused, 0);
    assert_eq!(report.answer(), r#"{"id":"9ec79c33ec9942ab8353589fcb2e04dc"}"#);
    assert_eq!(dsn_of_envelope(&body).as_deref(), Some("https://abc@errors.example/1"));
}

#[test]
fn what_cannot_be_read_leaves_the_rest_and_is_named() {
    let mut body = envelope(&[("event", "{"), ("event", "{}"), ("session", "{}"), ("event", EVENT)]);
    body.extend_from_slice(b"{\"type\":\"event\",\"length\":99}\n{}");
    let report = take_envelope(&reader(), &body, LIMITS).unwrap();
    assert_eq!((report.taken.events.len(), report.taken.n_refused), (1, 4), "{report:?}");
    let at: Vec<_> =
        report.taken.refused.iter().map(|refused| refused.at.split(',').next().unwrap()).collect();
    assert_eq!(at, ["item 1", "item 2", "item 3", "item 5"]);
    let few = Limits { max_events: 1, ..LIMITS };
    let two = envelope(&[("event", EVENT), ("transaction", TRANSACTION)]);
    assert_eq!(take_envelope(&reader(), &two, few).unwrap_err().code(), "limit_exceeded");
    assert_eq!(take_envelope(&reader(), b"nonsense", LIMITS).unwrap_err().code(), "invalid_input");
}

#[test]
fn the_old_store_as_json_and_packed() {
    use std::io::Write;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(EVENT.as_bytes()).unwrap();
    let packed = STANDARD.encode(packed.finish().unwrap());
    for body in [EVENT.to_owned(), STANDARD.encode(EVENT), packed] {
        let report = take_store(&reader(), body.as_bytes(), LIMITS).unwrap();
        assert_eq!(
            (report.taken.events.len(), report.id.as_deref()),
            (1, Some("3f2504e04f8911d39a0c0305e82c3301"))
        );
    }
    let without = EVENT.replacen("\"event_id\":\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\",", "", 1);
    let ids: Vec<_> =
        (0..2).map(|_| take_store(&reader(), without.as_bytes(), LIMITS).unwrap().id.unwrap()).collect();
    assert_eq!((ids[0].len(), &ids[0]), (32, &ids[1]));
    for body in ["", "!!", "YWJj"] {
        assert_eq!(
            take_store(&reader(), body.as_bytes(), LIMITS).unwrap_err().code(),
            "invalid_input",
            "{body}"
        );
    }
    // A service is not guessed.
    let nameless = LogReader::new(&reader_options(None)).unwrap();
    let report = take_store(&nameless, EVENT.as_bytes(), LIMITS).unwrap();
    assert_eq!((report.taken.n_refused, report.taken.refused[0].reason.as_str()), (1, "missing_service"));
}

proptest! {
    #[test]
    fn any_bytes_are_taken_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let reader = reader();
        let _ = take_envelope(&reader, &body, LIMITS);
        let _ = take_store(&reader, &body, LIMITS);
        for kind in ["event", "log", "session", "sessions", "client_report"] {
            let head = format!("{{}}\n{{\"type\":\"{kind}\",\"length\":{}}}\n", body.len());
            let report = take_envelope(&reader, &[head.as_bytes(), &body[..]].concat(), LIMITS).unwrap();
            prop_assert!(report.taken.n_refused > 0 || report.taken.events.is_empty());
        }
    }
}
