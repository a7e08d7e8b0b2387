//! Traces of OpenTelemetry, and what of logs and events is kept as attributes.

use super::*;

/// A span in a batch of its service.
struct Span<'a> {
    id: &'a str,
    parent: &'a str,
    kind: u8,
    code: u8,
    name: &'a str,
    attributes: String,
    events: String,
}

const SPAN: Span<'_> = Span {
    id: "",
    parent: "",
    kind: 1,
    code: 0,
    name: "work",
    attributes: String::new(),
    events: String::new(),
};

fn text(key: &str, value: &str) -> String {
    format!(r#"{{"key":"{key}","value":{{"stringValue":"{value}"}}}}"#)
}

fn exception(error_type: &str, message: &str) -> String {
    let attributes = [
        text("exception.type", error_type),
        text("exception.message", message),
        text(
            "exception.stacktrace",
            "Traceback (most recent call last):\\n  File \\\"a.py\\\", line 1, in f\\n",
        ),
    ];
    format!(
        r#"{{"timeUnixNano":"1795417042500000000","name":"exception","attributes":[{}]}}"#,
        attributes.join(",")
    )
}

fn batch(service: &str, spans: &[Span<'_>]) -> String {
    let spans: Vec<String> = spans
        .iter()
        .map(|span| {
            format!(
                r#"{{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"{}","parentSpanId":"{}","name":"{}","kind":{},"startTimeUnixNano":"1795417042125000000","endTimeUnixNano":"1795417042187500000","attributes":[{}],"events":[{}],"status":{{"code":{},"message":"it failed"}}}}"#,
                span.id, span.parent, span.name, span.kind, span.attributes, span.events, span.code
            )
        })
        .collect();
    format!(
        r#"{{"resource":{{"attributes":[{},{}]}},"scopeSpans":[{{"spans":[{}]}}]}}"#,
        text("service.name", service),
        text("service.version", "1.2"),
        spans.join(",")
    )
}

fn of(batches: &[String]) -> (Vec<String>, ReadReport) {
    read(format!(r#"{{"resourceSpans":[{}]}}"#, batches.join(",")), &ReadOptions::default())
}

#[test]
fn a_server_s_span_is_a_request() {
    let http = [text("http.route", "/orders/{id}"), text("url.path", "/orders/17")].join(",")
        + r#",{"key":"http.response.status_code","value":{"intValue":"503"}}"#;
    let (events, report) = of(&[batch(
        "shop",
        &[
            Span { id: "a1", kind: 2, attributes: http, ..SPAN },
            Span { id: "a2", kind: 2, name: "GET /cart", ..SPAN },
            Span { id: "a3", kind: 2, name: "shop.Cart/Add", code: 2, ..SPAN },
            Span { id: "a4", kind: 3, ..SPAN },
        ],
    )]);
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22.187Z shop high Request  None Some(503) Some(\"/orders/{id}\") None None Some(\"1.2\") Some(62.5) @1",
            "2026-11-23T06:57:22.187Z shop info Request  None None Some(\"/cart\") None None Some(\"1.2\") Some(62.5) @1",
            "2026-11-23T06:57:22.187Z shop high Request  None None Some(\"shop.Cart/Add\") None None Some(\"1.2\") Some(62.5) @1",
        ]
    );
    assert_eq!((report.bad, report.sources[0].format), (0, "otlp"));
}

#[test]
fn an_exception_that_passes_through_spans_is_one_error() {
    let told = |id, parent, events: String| Span { id, parent, code: 2, events, ..SPAN };
    let spans = [
        told("a1", "", exception("IoError", "no answer")),
        told("a2", "a1", exception("IoError", "no answer")),
        told("a3", "a2", exception("IoError", "no answer")),
        // Another attempt beside it, and another exception above.
        told("a4", "a2", exception("IoError", "no answer")),
        told("a5", "", exception("PayError", "gave up")),
        told("a6", "a5", exception("IoError", "no answer")),
    ];
    let (events, _) = of(&[batch("shop", &spans)]);
    let types: Vec<_> = events.iter().map(|event| event.split(' ').nth(4).unwrap()).collect();
    assert_eq!(types, ["IoError", "IoError", "PayError", "IoError"], "{events:#?}");
    assert!(
        events[0].starts_with("2026-11-23T06:57:22.5Z shop high Error IoError Some(\"no answer\") None None None Some(\"Traceback"),
        "{events:?}"
    );
    // Another service's is another error.
    let (events, _) = of(&[batch("web", &spans[..1]), batch("shop", &spans[1..3])]);
    assert_eq!(events.len(), 2, "{events:#?}");
}

#[test]
fn a_failed_span_is_an_error_where_nothing_below_it_failed() {
    let failed = |id, parent, kind| Span { id, parent, kind, code: 2, ..SPAN };
    let (events, _) = of(&[batch(
        "shop",
        &[failed("a1", "", 2), failed("a2", "a1", 1), failed("a3", "a2", 3), Span { id: "a4", ..SPAN }],
    )]);
    let [request, error] = &events[..] else { panic!("{events:#?}") };
    assert!(request.contains(" high Request "), "{request}");
    assert!(error.contains(" high Error  Some(\"it failed\") None"), "{error}");
}

#[test]
fn a_span_without_a_time_or_a_service_leaves_the_others() {
    let broken = batch("shop", &[Span { id: "a1", kind: 2, ..SPAN }, Span { id: "a2", kind: 2, ..SPAN }])
        .replacen("1795417042187500000", "soon", 1);
    let (events, report) = of(&[broken, batch("", &[Span { id: "a3", kind: 2, ..SPAN }])]);
    assert_eq!((events.len(), report.bad), (1, 2), "{events:?}");
    let reasons: Vec<_> = report.reasons.keys().copied().collect();
    assert_eq!(reasons, [Reason::MissingService, Reason::BadTimestamp]);
}

#[test]
fn what_is_no_field_is_kept_where_that_is_asked_for() {
    let all = ReadOptions { attributes: true, format: Some(Format::Otlp), ..ReadOptions::default() };
    let kept = |log: &str, options: &ReadOptions| {
        let mut found = Vec::new();
        read_events(&memory(log), options, &mut |event, _| {
            let event = event.to_event().unwrap();
            found.push((event.request_id, serde_json::to_string(&event.attributes).unwrap()));
        })
        .unwrap();
        found
    };
    let values = r#"{"key":"order","value":{"intValue":"17"}},{"key":"ok","value":{"boolValue":true}},{"key":"of","value":{"kvlistValue":{"values":[{"key":"a\"b","value":{"doubleValue":1.5}}]}}},{"key":"list","value":{"arrayValue":{"values":[{"stringValue":"x\n"},{"intValue":2},{},{"arrayValue":{"values":[]}}]}}}"#.replace("x\n", "x\\n");
    let record = format!(
        r#"{{"timeUnixNano":"1795417042000000000","severityNumber":17,"body":{{"stringValue":"x"}},"traceId":"5b8efff798038103d269b633813fc60c","spanId":"00","attributes":[{values}]}}"#
    );
    let logs = format!(
        r#"{{"resourceLogs":[{{"resource":{{"attributes":[{},{}]}},"scopeLogs":[{{"logRecords":[{record},{record}]}}]}}]}}"#,
        text("service.name", "shop"),
        text("host.name", "web-1")
    );
    let trace = Some("5b8efff798038103d269b633813fc60c".to_owned());
    let expected = r#"{"host.name":"web-1","list":["x\n",2,null,[]],"of.a\"b":1.5,"ok":true,"order":17,"trace_id":"5b8efff798038103d269b633813fc60c"}"#;
    assert_eq!(
        kept(&logs, &all),
        [(trace.clone(), expected.to_owned()), (trace.clone(), expected.to_owned())]
    );
    let without = ReadOptions { attributes: false, ..all.clone() };
    assert_eq!(kept(&logs, &without)[0], (trace.clone(), "null".to_owned()));
    let spans = format!(
        r#"{{"resourceSpans":[{}]}}"#,
        batch("shop", &[Span { id: "a1", parent: "b2", kind: 2, name: "GET /a", ..SPAN }])
    );
    let expected = r#"{"parent_span_id":"b2","span.name":"GET /a","span_id":"a1","trace_id":"5b8efff798038103d269b633813fc60c"}"#;
    assert_eq!(kept(&spans, &all), [(trace, expected.to_owned())]);
    let event = r#"{"event_id":"x","timestamp":"2026-11-23T06:57:22","platform":"python","message":"m","level":"error","contexts":{"trace":{"trace_id":"0a"}},"tags":{"a":"b"},"extra":{"n":[1]},"user":{"email":"anna@example.com"}}"#;
    let sentry = ReadOptions { format: Some(Format::Sentry), service: Some("shop".into()), ..all };
    let expected = r#"{"contexts":{"trace":{"trace_id":"0a"}},"extra":{"n":[1]},"tags":{"a":"b"}}"#;
    assert_eq!(kept(event, &sentry), [(Some("0a".to_owned()), expected.to_owned())]);
}

#[test]
fn redaction_is_for_every_event_and_for_what_is_shown_of_bad_lines() {
    let log = "{\"timestamp\":\"2026-11-23T06:57:22Z\",\"service\":\"a\",\"severity\":\"error\",\"message\":\"no mail to anna@example.com\"}\n{\"timestamp\":\"anna@example.com\",\"service\":\"a\",\"password\":\"hunter2\"}\n";
    let redact = Some(errpredict::redact::RedactConfig::default());
    let (events, report) = read(log, &ReadOptions { redact, ..ndjson() });
    assert!(events[0].contains("no mail to <mail>"), "{events:?}");
    let bad = format!("{:?}", report.samples);
    assert!(
        bad.contains("<mail>")
            && bad.contains("<secret>")
            && !bad.contains("anna")
            && !bad.contains("hunter"),
        "{bad}"
    );
}
