//! Lines and tables of text.

use super::*;

#[test]
fn json_arrays_and_objects_over_several_lines() {
    let log = "[\n  {\"timestamp\": 0,\n   \"service\": \"a\", \"level\": \"info\"},\n  {\"timestamp\": 1, \"service\": \"b\", \"level\": \"x\"},\n  {\"timestamp\": 2, \"service\": \"c\", \"level\": \"error\"},\n {\"timestamp\": 3";
    let (events, report) = read(log, &ReadOptions::default());
    assert_eq!((events.len(), report.bad, report.sources[0].format, report.lines), (3, 1, "json", 6));
    assert!(events[0].ends_with("@2") && events[1].contains(" b - ") && events[2].ends_with("@5"));
    let reasons: Vec<_> = report.samples.iter().map(|bad| (bad.line, bad.reason)).collect();
    assert_eq!(reasons, [(6, Reason::Truncated)]);
    let one_after_the_other = "{\n\"timestamp\":0,\"service\":\"a\",\"level\":\"info\"}\n{\n\"timestamp\":0,\"service\":\"a\",\"level\":\"info\"}\n";
    assert_eq!(read(one_after_the_other, &ReadOptions::default()).1.events, 2);
    let many =
        format!("[{}]", vec!["{\"timestamp\":0,\"service\":\"a\",\"level\":\"info\"}"; 40_000].join(","));
    let (events, report) = read(many, &ReadOptions::default());
    assert_eq!((events.len(), report.bad, report.lines), (40_000, 0, 1));
}

#[test]
fn logfmt_events() {
    let log = "ts=2026-11-23T06:57:22Z level=error service=pay msg=\"it \\\"broke\\\"\" status=500 duration_ms=12.5\n\
        ts=1795417042 level=info service=pay\nts=1 level=info service=\"x\n";
    let (events, report) = read(log, &ReadOptions::default());
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22Z pay high Error  Some(\"it \\\"broke\\\"\") Some(500) None None None None Some(12.5) @1",
            "2026-11-23T06:57:22Z pay info Error  None None None None None None None @2",
            // Broken, and kept as the words it is.
            "2026-11-23T06:57:22Z pay info Error  Some(\"ts=1 level=info service=\\\"x\") None None None None None None @3",
        ]
    );
    assert_eq!((report.sources[0].format, report.bad), ("logfmt", 0));
    let only = ReadOptions { format: Some(Format::Logfmt), ..ReadOptions::default() };
    assert_eq!(read(log, &only).1.bad, 1);
}

#[test]
fn syslog_events() {
    let log = "<34>1 2026-11-23T06:57:22.003Z host app 123 ID47 [a b=\"]\\\"\"][c] \u{feff}it broke\n\
        <165>1 2026-11-23T06:57:22Z host app - - -\n\
        <11>Nov 23 06:57:22 host cron[99]: failed: 3\n<200>1 x\n";
    let (events, report) = read(log, &ReadOptions::default());
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22.003Z app critical Error  Some(\"it broke\") None None None None None None @1",
            "2026-11-23T06:57:22Z app low Error  None None None None None None None @2",
        ]
    );
    let reasons: Vec<_> = report.samples.iter().map(|bad| (bad.line, bad.reason)).collect();
    assert_eq!(reasons, [(3, Reason::NoYear)]);
    let given = ReadOptions {
        year: Some(2026),
        utc_offset: Some("+01:00".into()),
        severity: Some(Severity::Medium),
        ..ReadOptions::default()
    };
    let log = "Nov 23 07:57:22 host cron[99]: failed: 3\nJan  2 01:00:00 host kernel: up\n";
    let (events, report) = read(log, &given);
    assert!(
        events[0].starts_with("2026-11-23T06:57:22Z cron medium Error  Some(\"failed: 3\")"),
        "{events:?}"
    );
    assert!(events[1].starts_with("2027-01-02T00:00:00Z kernel medium"), "{events:?}");
    assert_eq!(report.sources[0].format, "syslog");
    let rsyslog = "2026-11-23T06:57:22.125999+00:00 host app[1]: up\n";
    let (events, _) = read(rsyslog, &given);
    assert!(events[0].starts_with("2026-11-23T06:57:22.125Z app medium Error  Some(\"up\")"), "{events:?}");
}

#[test]
fn plain_events_with_traces() {
    let log = "cut off\n2026-11-23 06:57:22,125 - app - ERROR - it broke\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: bad\n\n\
        2026-11-23 06:57:23 INFO up\n2026-11-23 06:57:24 nothing said\n";
    let options = ReadOptions { utc_offset: Some("UTC".into()), ..with_service() };
    let (events, report) = read(log, &options);
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22.125Z web high Error ValueError Some(\"it broke\") None None None Some(\"Traceback (most recent call last):\\n  File \\\"a.py\\\", line 1, in f\\nValueError: bad\") None None @2",
            "2026-11-23T06:57:23Z web info Error  Some(\"up\") None None None None None None @7",
            "2026-11-23T06:57:24Z web - Error  Some(\"nothing said\") None None None None None None @8",
        ]
    );
    let reasons: Vec<_> = report.samples.iter().map(|bad| (bad.line, bad.reason)).collect();
    assert_eq!(reasons, [(1, Reason::MissingTimestamp)]);
    assert_eq!(report.sources[0].format, "plain");
    let (_, report) = read(log, &with_service());
    assert!(report.notes[0].starts_with("3 times name no zone"), "{report:?}");
}

#[test]
fn records_of_many_lines_are_whole_across_chunks() {
    let mut log = String::new();
    for n in 0..20_000 {
        log.push_str(&format!(
            "2026-11-23T06:57:22Z ERROR number {n}\njava.lang.Error: x\n\tat a.b(C.java:{n})\n"
        ));
    }
    let (events, report) = read(&log, &with_service());
    assert_eq!((events.len(), report.bad, report.lines), (20_000, 0, 60_000));
    assert!(
        events.iter().all(|event| event.contains(" java.lang.Error ") && event.contains("at a.b(C.java:"))
    );
    // One record of two megabytes: cut, and the rest of its lines passed over.
    let long = format!(
        "2026-11-23T06:57:22Z INFO up\n2026-11-23T06:57:22Z ERROR long\n{}2026-11-23T06:57:22Z INFO down\n",
        "\tat x\n".repeat(300_000)
    );
    let (events, report) = read(&long, &with_service());
    assert_eq!((events.len(), report.bad), (3, 0));
    assert!(events[1].contains("high Error  Some(\"long\")"), "{}", &events[1][..200]);
    assert!(events[2].ends_with("@300003") && report.notes[0].contains("1 records are longer"), "{report:?}");
}

#[test]
fn access_and_error_logs() {
    let access = "127.0.0.1 - frank [23/Nov/2026:07:57:22 +0100] \"GET /a?b=c HTTP/1.1\" 503 2326 \"-\" \"x \\\" y\"\n\
        127.0.0.1 - - [23/Nov/2026:06:57:22 +0000] \"\\x16\\x03\" 400 0 \"-\" \"-\"\n\
        shop.example:443 ::1 - - [23/Nov/2026:06:57:22 +0000] \"POST /pay HTTP/2.0\" 200 1\nnonsense\n";
    let (events, report) = read(access, &with_service());
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22Z web high Request  None Some(503) Some(\"/a\") Some(\"frank\") None None None @1",
            "2026-11-23T06:57:22Z web low Request  None Some(400) None None None None None @2",
            "2026-11-23T06:57:22Z shop.example info Request  None Some(200) Some(\"/pay\") None None None None @3",
            "2026-11-23T06:57:22Z shop.example - Error  Some(\"nonsense\") None None None None None None @4",
        ]
    );
    assert_eq!((report.sources[0].format, report.bad), ("access", 0));
    let zone = ReadOptions { utc_offset: Some("UTC".into()), ..with_service() };
    let nginx = "2026/11/23 06:57:22 [error] 12#12: *5 open() \"/x\" failed (2: No such file or directory), client: 127.0.0.1, server: localhost, request: \"GET /x?y HTTP/1.1\", host: \"h\"\n2026/11/23 06:57:23 [notice] 12#12: start\n";
    let (events, report) = read(nginx, &zone);
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22Z web high Error  Some(\"open() \\\"/x\\\" failed (2: No such file or directory)\") None Some(\"/x\") None None None None @1",
            "2026-11-23T06:57:23Z web low Error  Some(\"start\") None None None None None None @2",
        ]
    );
    assert_eq!(report.sources[0].format, "nginx_error");
    let apache = "[Mon Nov 23 06:57:22.123456 2026] [core:error] [pid 12:tid 34] (13)Permission denied: [client 127.0.0.1:5] AH00035: access to / denied\n[Mon Nov 23 06:57:22 2026] [mpm_event:notice] [pid 1] AH00489: up\n";
    let (events, report) = read(apache, &zone);
    assert!(
        events[0].starts_with("2026-11-23T06:57:22.123Z web high Error AH00035 Some(\"(13)Permission denied"),
        "{events:?}"
    );
    assert!(
        events[1].starts_with("2026-11-23T06:57:22Z web low Error AH00489 Some(\"AH00489: up\")"),
        "{events:?}"
    );
    assert_eq!(report.sources[0].format, "apache_error");
    // Found by fuzzing: no space before the message, and a character of more bytes in its place.
    let (events, _) = read("[Mon Nov 23 06:57:22 2026] [core:error]\u{e9}teint\n", &zone);
    assert!(events[0].contains("Some(\"\u{e9}teint\")"), "{events:?}");
}

#[test]
fn what_servers_add_to_a_message_is_no_part_of_it() {
    let apache = "[Fri Oct 09 13:55:38.000001 2026] [php:error] [pid 99] [client 1.2.3.4:44] PHP Fatal error:  Uncaught RuntimeException: no in /var/www/a.php:7\\nStack trace:\\n#0 /var/www/b.php(3): f()\\n#1 {main}\\n  thrown in /var/www/a.php on line 7, referer: http://x/\n[Fri Oct 09 13:55:39 2026] [error] [client 10.0.0.1] File does not exist: /var/www/x, referer: http://x/\n";
    let utc = ReadOptions { utc_offset: Some("UTC".into()), ..with_service() };
    let (events, _) = read(apache, &utc);
    let [php, missing] = &events[..] else { panic!("{events:?}") };
    assert!(
        php.contains("Error RuntimeException Some(\"PHP Fatal error:  Uncaught RuntimeException: no in /var/www/a.php:7\")")
            && php.contains("Some(\"Stack trace:\\n#0 /var/www/b.php(3): f()\\n#1 {main}\\n  thrown"),
        "{php}"
    );
    assert!(missing.contains("Some(\"File does not exist: /var/www/x\")"), "{missing}");

    let nginx = "2026/10/10 13:55:40 [error] 7#7: *9 FastCGI sent in stderr: \"PHP message: PHP Fatal error:  Uncaught RuntimeException: no in /x.php:3\nStack trace:\n#0 {main}\n  thrown in /x.php on line 3\" while reading response header from upstream, client: 10.0.0.1, server: _, request: \"GET /z HTTP/1.1\", host: \"h\"\n";
    let (events, _) = read(nginx, &utc);
    assert!(
        events[0].contains("Error RuntimeException Some") && events[0].contains("Some(\"/z\")"),
        "{events:?}"
    );
    assert!(!events[0].contains("client: 10.0.0.1"), "{events:?}");
}

#[test]
fn one_exception_is_one_event_whatever_stands_before_its_lines() {
    let lines = [
        "mod_wsgi (pid=12): Exception occurred processing WSGI script '/srv/a.wsgi'.",
        "Traceback (most recent call last):",
        "  File \"/srv/a.py\", line 3, in f",
        "    g()",
        "ValueError: bad",
    ];
    let utc = ReadOptions { utc_offset: Some("UTC".into()), year: Some(2026), ..with_service() };
    for head in [
        "[Mon Nov 23 06:57:22.12500# 2026] [wsgi:error] [pid 12] [client 10.0.0.1:5] ",
        "<11>Nov 23 06:57:22 host web[12]: ",
        "2026-11-23 06:57:22.125 25746 ERROR nova.compute ",
        "11-23 06:57:22.125  1702  2395 E Runtime: ",
    ] {
        let log: String = lines
            .iter()
            .enumerate()
            .map(|(n, line)| format!("{}{line}\n", head.replace('#', &n.to_string())))
            .collect();
        let (events, report) = read(&log, &utc);
        assert!(events.len() == 1 && report.bad == 0, "{head}: {events:?}");
        assert!(
            events[0].contains("high Error ValueError Some(") && events[0].contains("line 3, in f"),
            "{events:?}"
        );
    }
}

#[test]
fn the_format_of_one_line_is_found() {
    for (line, format) in [
        ("2026-11-23T06:57:22Z ERROR pay: it broke", "plain"),
        ("2026-11-23T06:57:22Z pay ERROR: it broke", "plain"),
        ("2026-11-23T06:57:22.125+01:00 web-1 sshd[99]: Failed password", "syslog"),
        ("2026-11-23T06:57:22.125+01:00 web-1 kernel: oops", "syslog"),
        ("Nov 23 06:57:22 web-1 kernel: oops", "syslog"),
        ("2026-11-23T06:57:22.125+01:00 log sshd[99]: Failed password", "syslog"),
        ("2026-11-23T06:57:22.125+01:00 web-1 alert: x", "syslog"),
        ("<11>1 2026-11-23T06:57:22Z host pay 123 - - no answer", "syslog"),
        ("2026-11-23T06:57:22.125Z  INFO app::pay: up", "plain"),
        ("2026-11-23T06:57:22.125Z\tERROR\tpay\tno answer", "plain"),
        ("2026-11-23T06:57:22.125Z stderr F ERROR x", "cri"),
        ("2026-11-23 06:57:22.125 UTC [99] ERROR:  relation \"x\" does not exist", "plain"),
        ("ts=2026-11-23T06:57:22Z level=error msg=x", "logfmt"),
        ("E1123 06:57:22.125000      99 pay.go:7] no answer", "plain"),
        ("2026/11/23 06:57:22 [error] 12#12: *5 connect() failed, client: 10.0.0.1", "nginx_error"),
        ("2026/11/23 06:57:22 ERROR no answer", "plain"),
        ("{\"time\":\"2026-11-23T06:57:22Z\",\"level\":\"error\"}", "ndjson"),
    ] {
        let mut found = "unknown";
        if let Ok(report) = read_events(&memory(line), &with_service(), &mut |_, _| {}) {
            found = report.sources[0].format;
        }
        assert_eq!(found, format, "{line}");
    }
}

#[test]
fn a_local_syslog_line_has_no_host() {
    let options = ReadOptions { utc_offset: Some("UTC".into()), year: Some(2026), ..ReadOptions::default() };
    for (line, expected) in [
        ("<11>Nov 23 06:57:22 root: error: x", "2026-11-23T06:57:22Z root high Error  Some(\"x\")"),
        ("<11>Nov 23 06:57:22 app[12]: x", "2026-11-23T06:57:22Z app high Error  Some(\"x\")"),
        ("<11>Nov 23 06:57:22 web-1 app[12]: x", "2026-11-23T06:57:22Z app high Error  Some(\"x\")"),
    ] {
        let (events, report) = read(line, &options);
        assert!(events.len() == 1 && events[0].starts_with(expected), "{line}: {events:?} {report:?}");
    }
}

#[test]
fn a_type_inside_json_is_spelled_as_its_language_does() {
    let log = r#"[2026-11-23T06:57:22+00:00] production.ERROR: no {"exception":"[object] (App\\Boom(code: 0): no at /a.php:3)
[stacktrace]
#0 {main}
"}"#;
    let (events, _) = read(log, &with_service());
    assert!(events[0].contains(r"high Error App\Boom Some"), "{events:?}");
}

/// A line that is no text stands in a record: it is bad, and the lines around it are kept.
#[test]
fn a_record_outlives_a_line_that_is_no_text() {
    for start in ["[Mon Nov 23 06:57:22 2026] [a:error] it broke", "2026-11-23 06:57:22 ERROR it broke"] {
        // NUL bytes alone are a hole in the file, which is no line.
        for (unreadable, n_bad) in [(&b"\x80"[..], 1), (b"\0", 0)] {
            let log = [start.as_bytes(), b"\n", unreadable, b"\n    at a.b(C.java:1)\n"].concat();
            let (events, report) =
                read(&log, &ReadOptions { service: Some("s".into()), ..ReadOptions::default() });
            assert_eq!((events.len(), report.bad), (1, n_bad), "{start} {unreadable:?}: {events:?}");
            assert!(
                events[0].contains("it broke") && events[0].contains("at a.b(C.java:1)"),
                "{}",
                events[0]
            );
        }
    }
}
