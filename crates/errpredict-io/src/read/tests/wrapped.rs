//! Logs inside logs, and those of collectors.

use super::*;

#[test]
fn docker_files_with_a_log_inside() {
    let wrap = |text: &str| {
        let line =
            serde_json::json!({"log": text, "stream": "stderr", "time": "2026-11-23T06:57:30.123456789Z"});
        format!("{line}\n")
    };
    let lines = [
        "2026-11-23T06:57:22Z ERROR it broke\n",
        "Traceback (most recent call last):\n",
        "  File \"a.py\", line 1\n",
        "ValueError: x\n",
        "2026-11-23T06:57:23Z INFO up\n",
        "2026-11-23T06:57:24Z what\n",
    ];
    let log: String = lines.iter().map(|line| wrap(line)).collect();
    let (events, report) = read(&log, &with_service());
    assert!(
        events[0].starts_with("2026-11-23T06:57:22Z web high Error ValueError Some(\"it broke\")"),
        "{events:?}"
    );
    assert!(events[0].ends_with("@1") && events[1].ends_with("@5"), "{events:?}");
    assert_eq!((report.sources[0].format, report.bad, report.samples[0].line), ("docker", 1, 6));
    let json = wrap(&format!("{GOOD}\n"));
    assert!(read(&json, &ReadOptions::default()).0[0].starts_with("2026-11-23T06:57:22Z a high"));
    let bare = wrap("something happened\n");
    assert_eq!(bad(&bare, &with_service()).reason, Reason::MissingSeverity);
    let given = ReadOptions { severity: Some(Severity::Medium), ..with_service() };
    assert!(
        read(&bare, &given).0[0]
            .starts_with("2026-11-23T06:57:30.123Z web medium Error  Some(\"something happened\")")
    );
}

#[test]
fn journald_otlp_and_sentry() {
    let journald = r#"{"__REALTIME_TIMESTAMP":"1795417042125999","PRIORITY":"3","SYSLOG_IDENTIFIER":"cron","_SYSTEMD_UNIT":"cron.service","MESSAGE":"it broke"}"#;
    let (events, report) = read(journald, &ReadOptions::default());
    assert!(
        events[0].starts_with("2026-11-23T06:57:22.125Z cron high Error  Some(\"it broke\")"),
        "{events:?}"
    );
    assert_eq!(report.sources[0].format, "journald");

    let record = |extra: &str| {
        format!(
            r#"{{"timeUnixNano":"1795417042125999999","severityNumber":17,"body":{{"stringValue":"it \"broke\""}},"attributes":[{{"key":"exception.type","value":{{"stringValue":"E"}}}},{{"value":{{"intValue":"503"}},"key":"http.response.status_code"}}]{extra}}}"#
        )
    };
    let otlp = format!(
        r#"{{"resourceLogs":[{{"scopeLogs":[{{"logRecords":[{},{{"observedTimeUnixNano":"1795417042000000000","severityText":"WARN"}},{{"timeUnixNano":"1795417042000000000"}}]}}],"resource":{{"attributes":[{{"key":"service.name","value":{{"stringValue":"pay"}}}},{{"key":"service.version","value":{{"stringValue":"1.2"}}}}]}}}}]}}"#,
        record("")
    );
    let (events, report) = read(&otlp, &ReadOptions::default());
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22.125Z pay high Error E Some(\"it \\\"broke\\\"\") Some(503) None None None Some(\"1.2\") None @1",
            "2026-11-23T06:57:22Z pay medium Error  None None None None None Some(\"1.2\") None @1",
        ]
    );
    assert_eq!(
        (report.sources[0].format, report.bad, report.samples[0].reason),
        ("otlp", 1, Reason::MissingSeverity)
    );

    let event = r#"{"event_id":"x","timestamp":"2026-11-23T06:57:22","platform":"python","release":"1.2","transaction":"/pay","user":{"id":7},"tags":{"app":"pay"},"exception":{"values":[{"type":"Inner"},{"type":"ValueError","value":"bad","stacktrace":{"frames":[{"filename":"a.py","lineno":3,"function":"f"}]}}]}}"#;
    let own = ReadOptions {
        fields: [("service".to_owned(), vec!["tags.app".to_owned()])].into(),
        ..ReadOptions::default()
    };
    let (events, report) = read(event, &own);
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22Z pay high Error ValueError Some(\"bad\") None Some(\"/pay\") Some(\"7\") Some(\"Traceback (most recent call last):\\n  File \\\"a.py\\\", line 3, in f\") Some(\"1.2\") None @1"
        ]
    );
    assert_eq!(report.sources[0].format, "sentry");
    let envelope = format!(
        "{{\"event_id\":\"x\",\"dsn\":\"https://k@h/1\",\"sent_at\":\"2026-11-23T06:57:22Z\"}}\n{{\"type\":\"event\",\"length\":{}}}\n{event}\n{{\"type\":\"attachment\",\"length\":3}}\nabc\n{{\"type\":\"transaction\"}}\n{{\"type\":\"transaction\",\"platform\":\"node\",\"timestamp\":1795417042.5,\"start_timestamp\":1795417042.25,\"transaction\":\"/x\",\"contexts\":{{\"trace\":{{\"status\":\"internal_error\"}}}}}}\n",
        event.len()
    );
    let (events, report) = read(&envelope, &with_service());
    assert_eq!(
        (events.len(), report.bad, report.sources[0].format),
        (2, 0, "sentry"),
        "{:?}",
        report.samples
    );
    assert_eq!(
        events[1],
        "2026-11-23T06:57:22.5Z web high Request  None None Some(\"/x\") None None None Some(250.0) @7"
    );
}

#[test]
fn a_trace_says_the_error_type() {
    let log = r#"{"time":0,"app":"a","level":"error","exc_info":"Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'x'"}"#;
    assert!(read(log, &ReadOptions::default()).0[0].contains(" KeyError "));
}

#[test]
fn journald_writes_text_with_control_characters_as_its_bytes() {
    let line = |message: &str| {
        format!(
            r#"{{"__REALTIME_TIMESTAMP":"1795417042125999","PRIORITY":"3","SYSLOG_IDENTIFIER":"cron","MESSAGE":{message}}}"#
        )
    };
    for (message, expected) in [
        ("[98, 111,111,109]", "Some(\"boom\")"),
        ("[27,91,51,49,109,98]", "Some(\"\\u{1b}[31mb\")"),
        ("[98,255,99]", "Some(\"b\u{fffd}c\")"),
        ("[98,256]", "None"),
        ("[\"a\",\"b\"]", "None"),
        ("[]", "None"),
    ] {
        let (events, report) = read(line(message), &ReadOptions::default());
        let start = format!("2026-11-23T06:57:22.125Z cron high Error  {expected} None");
        assert!(events[0].starts_with(&start) && report.bad == 0, "{message}: {events:?}");
    }
}

#[test]
fn a_body_of_fields_is_read_by_their_names() {
    let otlp = r#"{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"pay"}}]},"scopeLogs":[{"logRecords":[
        {"timeUnixNano":"1795417042125999999","severityNumber":17,"body":{"kvlistValue":{"values":[
            {"key":"msg","value":{"stringValue":"it broke"}},{"key":"level","value":{"stringValue":"info"}},
            {"key":"error.type","value":{"stringValue":"E"}},{"key":"status_code","value":{"intValue":"503"}}]}}},
        {"timeUnixNano":"1795417042125999999","severityNumber":17,"body":{"arrayValue":{"values":[]}}}
    ]}]}]}"#;
    let (events, _) = read(otlp, &ReadOptions { format: Some(Format::Otlp), ..ReadOptions::default() });
    assert!(
        events[0].starts_with("2026-11-23T06:57:22.125Z pay high Error E Some(\"it broke\") Some(503)"),
        "{events:?}"
    );
    assert!(events[1].starts_with("2026-11-23T06:57:22.125Z pay high Error  None"), "{events:?}");
}
