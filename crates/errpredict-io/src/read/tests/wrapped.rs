//! Logs inside logs, and those of collectors.

use super::*;

/// Lines as Docker and Kubernetes write them, one second after the other from 06:57:30 on.
fn wrapped(lines: &[&str]) -> [String; 2] {
    let at = |i: usize| format!("2026-11-23T06:57:{}.123456789Z", 30 + i);
    let docker = lines.iter().enumerate().map(|(i, line)| {
        let line = serde_json::json!({"log": format!("{line}\n"), "stream": "stderr", "time": at(i)});
        format!("{line}\n")
    });
    let cri = lines.iter().enumerate().map(|(i, line)| format!("{} stderr F {line}\n", at(i)));
    [docker.collect(), cri.collect()]
}

/// Reads both; they must say the same but for the name of the format.
fn read_wrapped(lines: &[&str], options: &ReadOptions) -> (Vec<String>, ReadReport) {
    let [docker, cri] = wrapped(lines).map(|log| read(log, options));
    assert_eq!(docker.0, cri.0);
    assert_eq!((docker.1.bad, &docker.1.reasons), (cri.1.bad, &cri.1.reasons));
    assert_eq!([docker.1.sources[0].format, cri.1.sources[0].format], ["docker", "cri"]);
    docker
}

#[test]
fn a_log_inside_is_read_as_if_it_stood_alone() {
    let lines = [
        "2026-11-23T06:57:22Z ERROR it broke",
        "Traceback (most recent call last):",
        "  File \"a.py\", line 1",
        "ValueError: x",
        "2026-11-23T06:57:23Z INFO up",
        "2026-11-23T06:57:24Z what",
    ];
    let (events, report) = read_wrapped(&lines, &with_service());
    assert!(
        events[0].starts_with("2026-11-23T06:57:22Z web high Error ValueError Some(\"it broke\")"),
        "{events:?}"
    );
    assert!(events[0].ends_with("@1") && events[1].ends_with("@5"), "{events:?}");
    assert_eq!((events.len(), report.bad), (3, 0));
    assert!(events[2].starts_with("2026-11-23T06:57:24Z web - Error  Some(\"what\")"), "{events:?}");
    let (events, _) = read_wrapped(&[GOOD], &ReadOptions::default());
    assert!(events[0].starts_with("2026-11-23T06:57:22Z a high"));
}

#[test]
fn the_time_around_a_line_counts_where_the_line_has_none() {
    for (line, expected) in [
        (
            "2026-11-23 06:57:22,125 ERROR no zone",
            "2026-11-23T06:57:30.123Z web high Error  Some(\"no zone\")",
        ),
        ("ERROR no time", "2026-11-23T06:57:30.123Z web high Error  Some(\"no time\")"),
        ("WARNING:root:no time", "2026-11-23T06:57:30.123Z web medium Error  Some(\"root:no time\")"),
        (
            r#"{"level":"error","msg":"no time"}"#,
            "2026-11-23T06:57:30.123Z web high Error  Some(\"no time\")",
        ),
        (
            r#"{"level":"error","msg":"no zone","time":"2026-11-23 06:57:22"}"#,
            "2026-11-23T06:57:30.123Z web high Error  Some(\"no zone\")",
        ),
        (
            "level=error msg=\"no time\" service=web",
            "2026-11-23T06:57:30.123Z web high Error  Some(\"no time\")",
        ),
        (
            "2026/11/23 06:57:22 [crit] 12#12: no zone",
            "2026-11-23T06:57:30.123Z web critical Error  Some(\"no zone\")",
        ),
        (
            "[Mon Nov 23 06:57:22 2026] [core:error] [pid 12] no zone",
            "2026-11-23T06:57:30.123Z web high Error  Some(\"no zone\")",
        ),
    ] {
        let (events, report) = read_wrapped(&[line], &with_service());
        assert!(events.len() == 1 && events[0].starts_with(expected), "{line}: {events:?} {report:?}");
    }
    // A zone that is given places the inner time.
    let utc = ReadOptions { utc_offset: Some("UTC".into()), ..with_service() };
    let (events, _) = read_wrapped(&["2026-11-23 06:57:22,125 ERROR x"], &utc);
    assert!(events[0].starts_with("2026-11-23T06:57:22.125Z"), "{events:?}");
    // A time that is wrong is not mended.
    for line in ["2026-11-31 06:57:22 ERROR x", r#"{"time":"x","level":"error"}"#] {
        let (events, report) = read_wrapped(&[line], &with_service());
        assert_eq!((events.len(), report.bad), (0, 1), "{line}");
    }
}

#[test]
fn without_inner_times_a_record_begins_with_a_level() {
    let lines = [
        "starting",
        "ERROR it broke",
        "Traceback (most recent call last):",
        "  File \"a.py\", line 1",
        "E: x",
        "info: up",
    ];
    let (events, report) = read_wrapped(&lines, &with_service());
    assert!(events[0].starts_with("2026-11-23T06:57:30.123Z web - Error  Some(\"starting\")"), "{events:?}");
    assert!(events[1].starts_with("2026-11-23T06:57:31.123Z web high Error"), "{events:?}");
    assert!(events[1].ends_with("@2") && events[2].ends_with("@6") && events.len() == 3, "{events:?}");
    assert_eq!(report.bad, 0);
    let bare = ["something happened"];
    let given = ReadOptions { severity: Some(Severity::Medium), ..with_service() };
    let (events, _) = read_wrapped(&bare, &given);
    assert!(
        events[0].starts_with("2026-11-23T06:57:30.123Z web medium Error  Some(\"something happened\")"),
        "{events:?}"
    );
    assert_eq!(read_wrapped(&lines, &given).0.len(), 3);
}

#[test]
fn what_is_written_beside_json_is_read_as_text() {
    let lines = [
        r#"{"level":"info","msg":"up"}"#,
        "panic: runtime error: index out of range",
        "",
        "goroutine 1 [running]:",
        r#"{"level":"error","msg":"down"}"#,
        "loose text",
        r#"{"level":"error"#,
    ];
    let (events, report) = read_wrapped(&lines, &with_service());
    // What stands below the lines of JSON is told once the lines after it are known.
    let at = |line: &str| events.iter().find(|event| event.ends_with(line)).cloned().unwrap_or_default();
    assert!(events.len() == 4 && at("@5").contains("high"), "{events:?}");
    assert!(at("@2").contains("critical Error panic") && at("@2").contains("goroutine 1"), "{events:?}");
    assert!(at("@6").contains("web - Error  Some(\"loose text\")"), "{events:?}");
    let lines: Vec<_> = report.samples.iter().map(|bad| (bad.line, bad.reason)).collect();
    assert_eq!(lines, [(7, Reason::Truncated)]);
}

#[test]
fn lines_in_pieces_are_put_together() {
    let cri = "2026-11-23T06:57:30Z stdout P {\"level\":\"error\",\n2026-11-23T06:57:31+01:00 stdout F:x \"msg\":\"whole\"}\n2026-11-23T06:57:32Z stdout F\n2026-11-23T06:57:33Z stdout X x\n";
    let (events, report) = read(cri, &with_service());
    assert!(
        events[0].starts_with("2026-11-23T06:57:30Z web high Error  Some(\"whole\")")
            && events[0].ends_with("@1"),
        "{events:?}"
    );
    assert_eq!((events.len(), report.bad, report.samples[0].line), (1, 1, 4));
    let piece = |text: &str| {
        format!("{}\n", serde_json::json!({"log": text, "stream": "stderr", "time": "2026-11-23T06:57:30Z"}))
    };
    let docker = piece("ERROR wh") + &piece("ole\n") + &piece("ERROR next\n");
    let (events, _) = read(docker, &with_service());
    assert!(events[0].contains("Some(\"whole\")") && events[1].ends_with("@3"), "{events:?}");
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
            "2026-11-23T06:57:22Z pay - Error  None None None None None Some(\"1.2\") None @1",
        ]
    );
    assert_eq!((report.sources[0].format, report.bad), ("otlp", 0));

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
        ("[27,91,51,49,109,98]", "Some(\"b\")"),
        ("[98,255,99]", "Some(\"b\u{fffd}c\")"),
        ("[98,256]", "None"),
        ("[\"a\",\"b\"]", "Some(\"a\")"),
        ("[]", "None"),
    ] {
        let (events, report) = read(line(message), &ReadOptions::default());
        let start = format!("2026-11-23T06:57:22.125Z cron high Error  {expected} None");
        assert!(events[0].starts_with(&start) && report.bad == 0, "{message}: {events:?}");
    }
}

#[test]
fn of_a_field_that_journald_has_several_times_the_first_counts() {
    for (fields, expected) in [
        (r#""PRIORITY":["3","6"],"SYSLOG_IDENTIFIER":["pay","other"]"#, "pay high Error"),
        (r#""PRIORITY":"6","_COMM":"java""#, "java info Error"),
        (r#""PRIORITY":["6"],"_SYSTEMD_UNIT":"a.service","_COMM":"java""#, "a info Error"),
    ] {
        let line = format!(r#"{{"__REALTIME_TIMESTAMP":"1795417042125999",{fields}}}"#);
        let (events, _) = read(&line, &ReadOptions::default());
        assert!(events.len() == 1 && events[0].contains(expected), "{fields}: {events:?}");
    }
}

#[test]
fn a_body_of_fields_is_read_by_their_names() {
    let otlp = r#"{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"pay"}}]},"scopeLogs":[{"logRecords":[
        {"timeUnixNano":"1795417042125999999","severityNumber":17,"body":{"kvlistValue":{"values":[
            {"key":"msg","value":{"stringValue":"it broke"}},{"key":"level","value":{"stringValue":"info"}},
            {"key":"error","value":{"kvlistValue":{"values":[{"key":"type","value":{"stringValue":"E"}}]}}},{"key":"status_code","value":{"intValue":"503"}}]}}},
        {"timeUnixNano":"1795417042125999999","severityNumber":17,"body":{"arrayValue":{"values":[]}}}
    ]}]}]}"#;
    let (events, _) = read(otlp, &ReadOptions { format: Some(Format::Otlp), ..ReadOptions::default() });
    assert!(
        events[0].starts_with("2026-11-23T06:57:22.125Z pay high Error E Some(\"it broke\") Some(503)"),
        "{events:?}"
    );
    assert!(events[1].starts_with("2026-11-23T06:57:22.125Z pay high Error  None"), "{events:?}");
}

#[test]
fn colours_for_terminals_are_passed_over() {
    let lines = [
        "\u{1b}[2m2026-11-23T06:57:22Z\u{1b}[0m \u{1b}[31mERROR\u{1b}[0m \u{1b}[2mpay\u{1b}[0m: it \u{1b}[1mbroke\u{1b}[0m",
        "\u{1b}[31mTraceback (most recent call last):",
        "  File \"a.py\", line 1",
        "ValueError: x\u{1b}[0m",
        "\u{1b}[2m2026-11-23T06:57:23Z\u{1b}[0m \u{1b}[32mINFO\u{1b}[0m up",
    ];
    let (alone, report) = read(lines.join("\n"), &with_service());
    let expected = "2026-11-23T06:57:22Z web high Error ValueError Some(\"pay: it broke\")";
    assert!(alone[0].starts_with(expected) && alone.len() == 2 && report.bad == 0, "{alone:?}");
    assert!(alone[0].contains("ValueError: x\")"), "{alone:?}");
    assert_eq!(read_wrapped(&lines, &with_service()).0, alone);
    let (events, _) = read_wrapped(&["\u{1b}[31mERROR\u{1b}[0m x"], &with_service());
    assert!(events[0].contains("high Error  Some(\"x\")"), "{events:?}");
    let json = r#"{"time":"2026-11-23T06:57:22Z","level":"\u001b[31merror\u001b[39m","message":"a \u001b[1mb\u001b[22m\u001b[2Jc"}"#;
    let (events, _) = read(json, &with_service());
    assert!(
        events[0].starts_with("2026-11-23T06:57:22Z web high Error  Some(\"a b\\u{1b}[2Jc\")"),
        "{events:?}"
    );
}

#[test]
fn standard_output_and_standard_error_are_two_logs() {
    let line = |stream: &str, text: &str| {
        format!("{}\n", serde_json::json!({"stream": stream, "log": text, "time": "2026-11-23T06:57:30Z"}))
    };
    // nginx writes its requests to the one and its errors to the other.
    let access = "10.0.0.1 - - [23/Nov/2026:06:57:22 +0000] \"GET / HTTP/1.1\" 502 1\n";
    let error = "2026/11/23 06:57:22 [error] 12#12: *5 it broke\n";
    for log in [[access, error, access], [error, access, error]] {
        let log: String =
            log.iter().map(|text| line(if *text == access { "stdout" } else { "stderr" }, text)).collect();
        let (events, report) = read(log, &with_service());
        assert!(events.len() == 3 && report.bad == 0, "{events:?} {report:?}");
        assert!(events.iter().any(|event| event.contains("high Request")), "{events:?}");
        assert!(events.iter().any(|event| event.contains("Some(\"it broke\")")), "{events:?}");
    }
    // Neither a trace nor a piece of a line is broken by what stands between.
    let log = line("stderr", "2026-11-23T06:57:22Z ERROR it broke\n")
        + &line("stderr", "Traceback (most recent call last):\n")
        + &line("stdout", "2026-11-23T06:57:23Z INFO fi")
        + &line("stderr", "  File \"a.py\", line 1, in f\n")
        + &line("stdout", "ne\n")
        + &line("stderr", "ValueError: x\n");
    let (events, report) = read(log, &with_service());
    assert!(events[0].contains("info") && events[0].contains("Some(\"fine\")"), "{events:?}");
    assert!(events[1].contains("high Error ValueError Some(\"it broke\")"), "{events:?}");
    assert_eq!((events.len(), report.bad), (2, 0));
    // Whatever comes first in an object, a long file is cut where records begin.
    let log: String = (0..30_000).map(|_| line("stderr", "ERROR it broke\n")).collect();
    assert!(log.starts_with("{\"log\""), "{}", &log[..60]);
    let log = log.replace("{\"log\":\"ERROR it broke\\n\",", "{ \"x\":1, \"log\" : \"ERROR it broke\\n\",");
    let (events, report) = read(log, &with_service());
    assert_eq!((events.len(), report.bad), (30_000, 0));
}

#[test]
fn items_of_an_envelope_that_are_no_events_are_passed_over_whatever_stands_in_them() {
    let header = r#"{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","dsn":"https://e@x/1","sent_at":"2026-11-23T06:57:23Z"}"#;
    let event = r#"{"event_id":"a","timestamp":"2026-11-23T06:57:22Z","level":"error","platform":"python","exception":{"values":[{"type":"AError"}]}}"#;
    let attached =
        "{\"timestamp\":\"2026-11-23T06:00:00Z\",\"level\":\"fatal\",\"message\":\"x\"}\n\u{1}{{{\n";
    let log = [
        header.to_owned(),
        format!("{{\"type\":\"attachment\",\"length\":{}}}\n{attached}", attached.len()),
        r#"{"type":"profile"}"#.to_owned(),
        r#"{"platform":"python","timestamp":"2026-11-23T06:57:22Z","profile":{}}"#.to_owned(),
        format!("{{\"type\":\"event\",\"length\":{}}}", event.len()),
        event.to_owned(),
    ]
    .join("\n");
    let (events, report) = read(&log, &with_service());
    assert!(events.len() == 1 && events[0].contains("AError") && report.bad == 0, "{events:?} {report:?}");
    assert!(events[0].ends_with("@9"), "{events:?}");
    for (contexts, severity) in [
        (r#""trace":{"status":"not_found"},"response":{"status_code":404}"#, "low"),
        (r#""response":{"status_code":502}"#, "high"),
        (r#""trace":{"status":"permission_denied"}"#, "low"),
        (r#""trace":{"status":"internal_error"}"#, "high"),
        (r#""trace":{"status":"ok"}"#, "info"),
    ] {
        let log = format!(
            r#"{{"event_id":"a","type":"transaction","platform":"python","timestamp":1795417042,"transaction":"/x","contexts":{{{contexts}}}}}"#
        );
        let (events, _) = read(&log, &with_service());
        assert!(events[0].contains(&format!("web {severity} Request")), "{contexts}: {events:?}");
    }
}

#[test]
fn what_is_null_or_of_another_signal_leaves_the_rest_of_otlp() {
    let record =
        |rest: &str| format!(r#"{{"timeUnixNano":"1795417042125999999","severityNumber":17{rest}}}"#);
    let records = [record(r#","body":null"#), record(r#","attributes":null"#), record("")].join(",");
    let log = format!(
        r#"{{"resourceSpans":[{{}}]}}
{{"resourceLogs":[{{"resource":{{"attributes":[{{"key":"service.name","value":{{"stringValue":"pay"}}}}]}},"scopeLogs":[{{"logRecords":[{records}]}},null]}},{{"resource":null,"scopeLogs":null}}]}}
"#
    );
    let (events, report) = read(&log, &ReadOptions::default());
    assert!(
        events.len() == 3 && report.bad == 0 && report.sources[0].format == "otlp",
        "{events:?} {report:?}"
    );
    let own = r#","attributes":[{"key":"service","value":{"stringValue":"called"}}]"#;
    let log = log.replace(&records, &record(own));
    assert!(read(&log, &ReadOptions::default()).0[0].contains("Z pay high"));
}

#[test]
fn a_trace_inside_a_message_is_found_and_pretty_journals_are_read() {
    let entry = serde_json::json!({
        "__REALTIME_TIMESTAMP": "1795417042125999", "PRIORITY": "3", "SYSLOG_IDENTIFIER": "cron",
        "MESSAGE": "it broke\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nzlib.error: x",
    });
    for log in [entry.to_string(), format!("{entry:#}\n{entry:#}\n")] {
        let (events, report) = read(&log, &ReadOptions::default());
        assert!(events[0].contains("cron high Error zlib.error Some(\"it broke"), "{events:?}");
        assert_eq!((report.sources[0].format, report.bad), ("journald", 0));
    }
}

#[test]
fn tags_name_the_service_as_an_object_and_as_pairs() {
    let own = ReadOptions {
        fields: [("service".to_owned(), vec!["tags.app".to_owned()])].into(),
        ..ReadOptions::default()
    };
    for tags in [r#"{"app":"pay"}"#, r#"[["x","y"],["app","pay"],null,[]]"#] {
        let log = format!(
            r#"{{"event_id":"a","timestamp":1795417042,"level":"error","exception":{{"values":[]}},"tags":{tags}}}"#
        );
        let (events, report) = read(&log, &own);
        assert!(events[0].contains("Z pay high") && report.bad == 0, "{tags}: {events:?}");
    }
}

#[test]
fn containers_by_other_hands_than_dockers() {
    // Without line ends each is whole.
    let docker = |text: &str, stream: &str, second: u64| {
        format!(
            "{}\n",
            serde_json::json!({"log": text, "stream": stream, "time": format!("2026-11-23T06:57:{second}Z")})
        )
    };
    let log = docker("ERROR no answer", "stderr", 22)
        + &docker("INFO ok", "stdout", 23)
        + &docker("ERROR again", "stderr", 24);
    let (events, report) = read(log, &with_service());
    assert_eq!((events.len(), report.bad, report.sources[0].format), (3, 0, "docker"), "{events:?}");
    // A program that dies leaves its last line open.
    let log = docker("ERROR dead", "stderr", 22) + &docker("INFO up\n", "stderr", 42);
    assert_eq!(read(log, &with_service()).0.len(), 2);
    let fluent = |pod: &str, mark: &str, text: &str| {
        format!(
            "{}\n",
            serde_json::json!({"time": "2026-11-23T06:57:22.125Z", "stream": "stdout", "_p": mark, "log": text,
                "kubernetes": {"pod_name": pod, "container_name": "c", "labels": {"app": "pay"}}})
        )
    };
    let log = fluent("a", "F", "ERROR no answer")
        + &fluent("b", "F", "ok")
        + &fluent("a", "F", r#"{"level":"error","msg":"x"}"#)
        + &fluent("b", "P", "ERROR who")
        + &fluent("b", "F", "le");
    let (mut events, report) = read(log, &ReadOptions::default());
    events.sort_by_key(|event| event.rsplit('@').next().map(str::to_owned));
    let starts = [
        "pay high Error  Some(\"no answer\")",
        "pay - Error  Some(\"ok\")",
        "pay high Error  Some(\"x\")",
        "pay high Error  Some(\"whole\")",
    ];
    let all = events.len() == 4 && events.iter().zip(starts).all(|(event, start)| event.contains(start));
    assert!(all && report.bad == 0, "{events:#?}");
}

#[test]
fn lines_among_those_of_containers_are_read_as_what_they_are() {
    let others = "{\"level\":\"error\",\"msg\":\"x\",\"time\":\"2026-11-23T06:57:23.125Z\"}\n2026-11-23 06:57:24 ERROR plain\nERROR without a time\n";
    for inside in wrapped(&["ERROR no answer"; 9]) {
        let (mut events, report) = read(format!("{inside}{others}"), &with_service());
        events.retain(|event| !event.contains("no answer"));
        events.sort();
        let starts = [
            "2026-11-23T06:57:23.125Z web high Error  Some(\"x\")",
            "2026-11-23T06:57:24Z web high Error  Some(\"plain\")",
            "2026-11-23T06:57:24Z web high Error  Some(\"without a time\")",
        ];
        let all =
            events.len() == 3 && events.iter().zip(starts).all(|(event, start)| event.starts_with(start));
        assert!(all && (report.bad, report.events) == (0, 12), "{events:#?} {:?}", report.samples);
    }
}
