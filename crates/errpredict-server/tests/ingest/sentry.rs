//! The Sentry clients for Python and Node.

use errpredict::{Event, EventKind, Severity};
use errpredict_server::ingest::Limits;
use errpredict_server::ingest::sentry::{Report, client, dsn_of_envelope, take_envelope};

use super::{reader, requests};

/// Everything a folder holds, each envelope by the key of the DSN that the client was given.
fn all(folder: &str) -> (Vec<Event>, Vec<Report>) {
    let mut reports = Vec::new();
    for request in requests(folder) {
        assert_eq!(request.path, "/api/7/envelope/");
        let body = request.unpacked();
        let dsn = dsn_of_envelope(&body);
        let sender =
            client(request.header("x-sentry-auth"), request.query.as_deref(), dsn.as_deref()).unwrap();
        assert_eq!(sender.key, "abcdef0123456789");
        assert!(sender.name.unwrap().starts_with("sentry."));
        let report = take_envelope(&reader().with_service("shop"), &body, Limits::default()).unwrap();
        assert_eq!(report.taken.n_refused, 0, "{}: {:?}", request.file.display(), report.taken.refused);
        reports.push(report);
    }
    let mut events: Vec<Event> =
        reports.iter().flat_map(|report| report.taken.events.iter().cloned()).collect();
    events.sort_by_key(|event| event.timestamp);
    (events, reports)
}

fn the<'a>(events: &'a [Event], what: &str, is_it: impl Fn(&Event) -> bool) -> &'a Event {
    events.iter().find(|event| is_it(event)).unwrap_or_else(|| panic!("no {what} among {events:#?}"))
}

#[test]
fn python_is_understood() {
    let (events, reports) = all("sentry_python");
    let error = the(&events, "exception", |event| event.error_type == "ValueError");
    assert_eq!(
        (error.severity, error.message.as_deref()),
        (Some(Severity::High), Some("no mail to <mail> for order 17"))
    );
    assert!(error.stack_trace.as_ref().unwrap().contains("in pay"));
    assert_eq!(
        (error.release.as_deref(), error.environment.as_deref(), error.user_id.as_deref()),
        (Some("shop@1.2"), Some("production"), Some("u7"))
    );
    assert_eq!(error.attributes.as_ref().unwrap()["tags"]["order"], "17");
    let request = the(&events, "transaction", |event| event.kind == EventKind::Request);
    assert_eq!((request.endpoint.as_deref(), request.severity), (Some("/orders"), Some(Severity::Info)));
    assert_eq!(request.request_id, error.request_id);
    let warning = the(&events, "message", |event| event.message.as_deref() == Some("stock is low"));
    assert_eq!(warning.severity, Some(Severity::Medium));
    let log = the(&events, "log", |event| event.message.as_deref() == Some("no answer from db-1"));
    assert_eq!((log.severity, log.release.as_deref()), (Some(Severity::High), Some("shop@1.2")));
    assert!(reports.iter().any(|report| report.skipped.get("attachment") == Some(&1)), "{reports:#?}");
    assert!(reports.iter().filter(|report| report.id.is_some()).count() >= 4);
}

#[test]
fn node_is_understood() {
    let (events, reports) = all("sentry_node");
    let error = the(&events, "exception", |event| event.message.as_deref() == Some("payment failed"));
    assert_eq!((error.error_type.as_str(), error.severity), ("Error", Some(Severity::High)));
    assert!(error.stack_trace.as_ref().unwrap().contains("charge"), "{error:#?}");
    assert_eq!(error.release.as_deref(), Some("web@3.4"));
    let request = the(&events, "transaction", |event| event.kind == EventKind::Request);
    assert!(request.response_time_ms.unwrap() >= 0.0);
    the(&events, "message", |event| event.message.as_deref() == Some("stock is low"));
    let log = the(&events, "log", |event| event.message.as_deref() == Some("no answer"));
    assert_eq!(log.attributes.as_ref().unwrap()["host"], "db-1");
    assert!(!reports.is_empty());
}

proptest::proptest! {
    #[test]
    fn any_change_of_a_real_envelope_is_taken_or_refused(at in 0usize..20_000, byte in proptest::prelude::any::<u8>(), which in 0usize..100) {
        let all = requests("sentry_node");
        let request = &all[which % all.len()];
        let mut body = request.unpacked();
        let at = at % body.len();
        body[at] = byte;
        let reader = reader().with_service("shop");
        let _ = take_envelope(&reader, &body, Limits::default());
        let _ = take_envelope(&reader, &body[..at], Limits::default());
    }
}
