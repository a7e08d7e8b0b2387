//! Whole logs through the whole pipeline.

use std::io::Write;
use std::sync::Arc;

use errpredict::{EventKind, Severity};

use super::*;

mod crashes;
mod exports;
mod forms;
mod objects;
mod text;
mod times;
mod traces;
mod wrapped;

fn memory(bytes: impl AsRef<[u8]>) -> Vec<Source> {
    vec![Source::Memory { name: "test.log".into(), bytes: Arc::from(bytes.as_ref()) }]
}

/// The events as one line of text each, and the report.
fn read(bytes: impl AsRef<[u8]>, options: &ReadOptions) -> (Vec<String>, ReadReport) {
    let mut events = Vec::new();
    let report = read_events(&memory(bytes), options, &mut |event, at| {
        events.push(format!(
            "{} {} {} {:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} @{}",
            event.timestamp,
            event.service,
            event.severity.map_or("-", Severity::name),
            event.kind,
            event.error_type,
            event.message,
            event.status_code,
            event.endpoint,
            event.user_id,
            event.stack_trace,
            event.release,
            event.response_time_ms,
            at.line
        ));
    })
    .unwrap();
    assert_eq!(report.events, events.len() as u64);
    (events, report)
}

/// Reads one line and returns why it was bad.
fn bad(line: impl AsRef<[u8]>, options: &ReadOptions) -> BadLine {
    let (events, report) = read(line, options);
    assert_eq!((events.len(), report.bad, report.samples.len()), (0, 1, 1), "{events:?}");
    report.samples[0].clone()
}

fn ndjson() -> ReadOptions {
    ReadOptions { format: Some(Format::Ndjson), ..ReadOptions::default() }
}

const GOOD: &str = r#"{"timestamp":"2026-11-23T06:57:22Z","service":"a","severity":"error"}"#;

#[test]
fn ndjson_events() {
    let log = concat!(
        r#"{"timestamp":"2026-11-23T06:57:22.125Z","service":"checkout","severity":"error","error_type":"TimeoutError","message":"after 3 s\n\"x\"","status_code":504,"endpoint":"/pay?x=1","user_id":42,"response_time_ms":3000.5,"attributes":{"a":[1,{"b":null}]}}"#,
        "\r\n\n",
        r#" { "ts" : 1795417042.125 , "level" : "WARN" , "service" : { "name" : "pay", "version": "1.2" } , "msg" : "é" , "exception" : { "type" : "E", "stacktrace": "at x" } } "#,
        "\n",
        r#"{"time":"2026-11-23T06:57:22Z","app":"web","kind":"request","status":503}"#,
    );
    let (events, report) = read(log, &ReadOptions::default());
    assert_eq!(
        events,
        [
            "2026-11-23T06:57:22.125Z checkout high Error TimeoutError Some(\"after 3 s\\n\\\"x\\\"\") Some(504) Some(\"/pay\") Some(\"42\") None None Some(3000.5) @1",
            "2026-11-23T06:57:22.125Z pay medium Error E Some(\"é\") None None None Some(\"at x\") Some(\"1.2\") None @3",
            "2026-11-23T06:57:22Z web high Request  None Some(503) None None None None None @4",
        ]
    );
    assert_eq!((report.lines, report.bad, report.sources[0].format), (4, 0, "ndjson"));
    assert_eq!(report.bytes, log.len() as u64);
}

#[test]
fn what_is_no_field_is_kept_as_attributes_where_that_is_asked_for() {
    let log = r#"{"timestamp":"2026-11-23T06:57:22Z","service":"a","error_id":"x1","code":"E7","request_id":"r","env":"production","pod":"a-1","n":[1, {"b":"}"}],"attributes":{"user.id":"7","x":null}}"#;
    let options = ReadOptions { attributes: true, ..ReadOptions::default() };
    let (events, report) = read_bytes("log", log.as_bytes(), &options, 10).unwrap();
    let [event] = &events[..] else { panic!("{events:?} {report:?}") };
    let fields = (&event.error_id, &event.code, &event.request_id, &event.environment, &event.user_id);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(fields, (&text("x1"), &text("E7"), &text("r"), &text("production"), &text("7")));
    let expected = serde_json::json!({"pod": "a-1", "n": [1, {"b": "}"}], "user.id": "7", "x": null});
    assert_eq!(event.attributes.clone().map(serde_json::Value::Object), Some(expected));
    let (events, _) = read_bytes("log", log.as_bytes(), &ReadOptions::default(), 10).unwrap();
    assert_eq!(events[0].attributes, None);
}

#[test]
fn of_two_names_the_better_one_of_two_equal_ones_the_last() {
    let log = r#"{"msg":"second","message":"first","app":"x","timestamp":0,"level":"info","level":"error"}"#;
    let (events, _) = read(log, &ReadOptions::default());
    assert!(events[0].starts_with("1970-01-01T00:00:00Z x high Error  Some(\"first\")"), "{events:?}");
}

#[test]
fn csv_events_of_the_evaluation_sets() {
    let log = "timestamp,service,severity,error_type,message,response_time_ms\n\
        1621168179,g11-web178,INFO,up:200,,64.0\n\
        1117815460,R26-M0,ERROR,\"APP:ciod: invalid\",\"a \"\"b\"\",\nc\",\n\
        1,short,INFO\n\
        1401602400,m1,CRITICAL,x,,\n";
    let (events, report) = read(log, &ReadOptions::default());
    assert_eq!(
        events,
        [
            "2021-05-16T12:29:39Z g11-web178 info Error up:200 None None None None None None Some(64.0) @2",
            "2005-06-03T16:17:40Z R26-M0 high Error APP:ciod: invalid Some(\"a \\\"b\\\",\\nc\") None None None None None None @3",
            "2014-06-01T06:00:00Z m1 critical Error x None None None None None None None @6",
        ]
    );
    assert_eq!((report.lines, report.bad, report.sources[0].format), (6, 1, "csv"));
    let bad = &report.samples[0];
    assert_eq!((bad.line, bad.reason, bad.found.as_str()), (5, Reason::Columns, "3"));
    let tabs = "Time;Level;Service\n2026-11-23T06:57:22Z;warn;x\n";
    assert_eq!(read(tabs, &ReadOptions::default()).1.events, 1);
}

#[test]
fn what_is_missing_is_never_guessed() {
    let line = |fields: &str| format!("{{{fields}}}");
    let time = r#""timestamp":"2026-11-23T06:57:22Z""#;
    for (fields, reason, field) in [
        (r#""service":"a","severity":"error""#.to_owned(), Reason::MissingTimestamp, "timestamp"),
        (format!(r#"{time},"severity":"error""#), Reason::MissingService, "service"),
        (format!(r#"{time},"service":"","severity":"error""#), Reason::MissingService, "service"),
        (
            r#""timestamp":"0000-01-01T00:00:00Z","service":"a","severity":"error""#.into(),
            Reason::TimeRange,
            "timestamp",
        ),
        (
            r#""timestamp":"9999-12-31T23:59:59Z","service":"a","severity":"error""#.into(),
            Reason::TimeRange,
            "timestamp",
        ),
        (r#""timestamp":1e400,"service":"a","severity":"error""#.into(), Reason::BadTimestamp, "timestamp"),
        (r#""timestamp":true,"service":"a","severity":"error""#.into(), Reason::BadTimestamp, "timestamp"),
    ] {
        let bad = bad(line(&fields), &ReadOptions::default());
        assert_eq!((bad.reason, bad.field), (reason, Some(field)), "{fields}");
    }
    // What is no level gives none, and is told; a time without a zone is read as UTC, and that is told.
    for (fields, ignored) in [
        (r#""service":"a""#, 0),
        (r#""service":"a","severity":"loud""#, 1),
        (r#""service":"a","level":30"#, 1),
        (r#""service":"a","severity":{}"#, 1),
    ] {
        let (events, report) = read(line(&format!("{time},{fields}")), &ReadOptions::default());
        assert!(events[0].starts_with("2026-11-23T06:57:22Z a - Error"), "{events:?}");
        assert_eq!((report.bad, report.ignored_values, report.notes.len()), (0, ignored, 0), "{fields}");
    }
    let zoneless = line(r#""timestamp":"2026-11-23T06:57:22","service":"a""#);
    let (events, report) = read(zoneless, &ReadOptions::default());
    assert!(events[0].starts_with("2026-11-23T06:57:22Z"), "{events:?}");
    assert!(report.notes[0].contains("1 times name no zone and are read as UTC; --zone NAME"), "{report:?}");
    let help = ReadOptions {
        service: Some("given".into()),
        severity: Some(Severity::Medium),
        utc_offset: Some("+01:00".into()),
        level_numbers: Some(LevelNumbers::Pino),
        fields: [("message".to_owned(), vec!["what.happened".to_owned()])].into(),
        ..ReadOptions::default()
    };
    let (events, _) = read(r#"{"time":"2026-11-23 07:57:22","what":{"happened":"x"},"message":"y"}"#, &help);
    assert!(events[0].starts_with("2026-11-23T06:57:22Z given medium Error  Some(\"x\")"), "{events:?}");
    let (events, _) = read(r#"{"time":0,"level":50}"#, &help);
    assert!(events[0].starts_with("1970-01-01T00:00:00Z given high"), "{events:?}");
}

#[test]
fn values_that_cannot_be_used_are_left_out_and_counted() {
    let with = |extra: &str| GOOD.replace('}', &format!(",{extra}}}"));
    for extra in [
        r#""response_time_ms":1e400"#,
        r#""response_time_ms":-1"#,
        r#""response_time_ms":"NaN""#,
        r#""response_time_ms":"fast""#,
        r#""status_code":0"#,
        r#""status_code":"abc""#,
    ] {
        let (events, report) = read(with(extra), &ReadOptions::default());
        assert_eq!((events.len(), report.bad, report.ignored_values), (1, 0, 1), "{extra}");
        assert!(events[0].ends_with("None @1") && report.ignored_samples[0].column.is_some());
    }
    let strict = ReadOptions { strict: true, ..ReadOptions::default() };
    assert!(read_events(&memory(with(r#""status_code":0"#)), &strict, &mut |_, _| {}).is_err());
}

#[test]
fn hostile_lines_are_located() {
    let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let nan = r#"{"timestamp":NaN}"#;
    for (line, reason) in [
        (deep.as_bytes(), Reason::TooDeep),
        (nan.as_bytes(), Reason::Format),
        (b"{\"timestamp\":\"\xff\"}".as_slice(), Reason::InvalidUtf8),
        // A hole is passed over, and what is left is no object.
        (b"{\"a\":\0}".as_slice(), Reason::Format),
        (b"{\"a\":1".as_slice(), Reason::Truncated),
        (b"{\"a\":\"x\ty\"}".as_slice(), Reason::Format),
        (b"[1]".as_slice(), Reason::Format),
    ] {
        let mut log = GOOD.as_bytes().to_vec();
        log.push(b'\n');
        log.extend_from_slice(line);
        log.extend_from_slice(b"\r\n");
        log.extend_from_slice(GOOD.as_bytes());
        let (events, report) = read(&log, &ndjson());
        assert_eq!((events.len(), report.bad), (2, 1), "{reason:?}");
        let bad = &report.samples[0];
        assert_eq!((bad.line, bad.reason, bad.column.is_some()), (2, reason, true));
        assert!(bad.sample.chars().count() <= 161 && !bad.sample.contains(char::is_control));
        let error = read_events(&memory(&log), &ReadOptions { strict: true, ..ndjson() }, &mut |_, _| {});
        assert!(error.unwrap_err().to_string().contains("line 2"));
    }
    let replace = ReadOptions { replace_invalid_utf8: true, ..ndjson() };
    let (events, _) = read(b"{\"timestamp\":0,\"service\":\"\xff\",\"level\":\"info\"}", &replace);
    assert!(events[0].contains(" \u{fffd} info"));
}

#[test]
fn a_line_over_the_limit_is_left_out_and_the_next_one_read() {
    let options = ReadOptions { max_line_bytes: 1 << 10, ..ndjson() };
    for length in [1 << 11, 3 << 20] {
        let log = format!("{GOOD}\n{{\"a\":\"{}\"}}\n{GOOD}\n", "x".repeat(length));
        let (events, report) = read(&log, &options);
        assert_eq!((events.len(), report.bad, report.lines), (2, 1, 3));
        assert_eq!((report.samples[0].reason, report.samples[0].line), (Reason::TooLong, 2));
        assert!(events[1].ends_with("@3") && report.bytes == log.len() as u64);
    }
}

#[test]
fn a_lost_quote_costs_one_row() {
    let mut log = "timestamp,service,severity,message\n1,a,error,\"lost\n".to_owned();
    for n in 2..200_000 {
        log.push_str(&format!("{n},a,error,row {n}\n"));
    }
    let (events, report) = read(&log, &ReadOptions::default());
    assert_eq!((events.len(), report.bad, report.samples[0].line), (199_998, 1, 2));
}

#[test]
fn byte_order_mark_empty_and_unknown() {
    let (events, _) = read(format!("\u{feff}{GOOD}"), &ReadOptions::default());
    assert_eq!(events.len(), 1);
    let (events, report) = read(" \n\n", &ReadOptions::default());
    assert_eq!((events.len(), report.sources[0].format), (0, "empty"));
    let error = read_events(&memory("what is this"), &ReadOptions::default(), &mut |_, _| {}).unwrap_err();
    assert!(error.message().contains("--format") && error.message().contains("what is this"));
    let utf16: Vec<u8> = format!("\u{feff}{GOOD}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(utf16, &ReadOptions::default()).0.len(), 1);
}

fn big_log(n: usize) -> String {
    let mut log = String::new();
    for i in 0..n {
        if i % 1000 == 7 {
            log.push_str("{broken\n");
        }
        log.push_str(&format!(
            "{{\"timestamp\":{},\"service\":\"s{}\",\"level\":\"{}\",\"error_type\":\"E{}\",\"msg\":\"failed after {i} ms\",\"user_id\":\"u{}\"}}\n",
            1_700_000_000 + i * 3,
            i % 7,
            ["info", "warn", "error"][i % 3],
            i % 5,
            i % 100,
        ));
    }
    log
}

#[test]
fn packed_files_and_several_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let log = big_log(500);
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.log"), &log).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(log.as_bytes()).unwrap();
    std::fs::write(path("b.log.gz"), gzip.finish().unwrap()).unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(log.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    std::fs::write(path("c.log.zst"), zstd).unwrap();
    let found = sources(&[path("*.log*")]).unwrap();
    let (mut seen, mut at) = (0, 0);
    let report =
        read_events_with_progress(&found, &ReadOptions::default(), &mut |_, _| seen += 1, &mut |progress| {
            at = progress.bytes_done;
            assert!(progress.bytes_total.is_some_and(|total| at <= total));
        })
        .unwrap();
    assert_eq!((seen, report.sources.len(), report.bad), (1500, 3, 3));
    assert!(at > 0 && report.sources.iter().all(|source| source.events == 500));
    let cut = &std::fs::read(path("b.log.gz")).unwrap()[..400];
    let (events, report) = read(cut, &ReadOptions::default());
    assert!(!events.is_empty() && report.sources[0].notes[0].contains("cut off or damaged"), "{report:?}");
}

#[test]
fn severity_of_requests_by_status() {
    for (status, severity) in [(200, "info"), (404, "low"), (500, "high")] {
        let log = format!(r#"{{"time":0,"app":"web","kind":"request","status_code":{status}}}"#);
        assert!(read(&log, &ReadOptions::default()).0[0].contains(severity));
    }
    assert_eq!(EventKind::default(), EventKind::Error);
}

#[test]
fn any_number_of_threads_gives_the_same_rollup_and_report() {
    let log = memory(big_log(20_000));
    let config = errpredict::RollupConfig::default();
    let with = |threads| {
        let options = ReadOptions { threads, max_samples: 5, ..ReadOptions::default() };
        let (rollup, report) = read_into_rollup(&log, &options, &config).unwrap();
        (rollup, report)
    };
    let (one, report) = with(1);
    assert_eq!((report.events, report.bad, report.samples.len()), (20_000, 20, 5));
    assert!(report.bytes > 4 * chunk::CHUNK_BYTES as u64, "several chunks are needed to try it");
    for threads in [2, 3, 8] {
        let (other, same) = with(threads);
        assert!(other == one && same == report, "{threads} threads");
    }
}

#[test]
fn strict_reading_stops_at_the_first_bad_line_on_any_number_of_threads() {
    let log = memory(big_log(20_000));
    let config = errpredict::RollupConfig::default();
    for threads in [1, 2, 5] {
        let options = ReadOptions { threads, strict: true, ..ReadOptions::default() };
        let error = read_into_rollup(&log, &options, &config).unwrap_err();
        assert!(error.to_string().contains("file test.log, line 8, column 2"), "{error}");
    }
}

fn with_service() -> ReadOptions {
    ReadOptions { service: Some("web".into()), ..ReadOptions::default() }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// No reader panics, and every line is either read, blank or counted as bad, on bytes made of pieces of all formats.
    #[test]
    fn no_reader_panics(pieces in proptest::collection::vec(piece(), 0..20), format in 0..Format::ALL.len()) {
        let bytes: Vec<u8> = pieces.concat();
        for (utc_offset, year) in [(None, None), (Some("+01:00".to_owned()), Some(2026))] {
            let options = ReadOptions { format: Some(Format::ALL[format]), service: Some("s".into()), utc_offset, year, ..ReadOptions::default() };
            if let Ok(report) = read_events(&memory(&bytes), &options, &mut |_, _| {}) {
                proptest::prop_assert_eq!(report.bytes, bytes.len() as u64);
            }
        }
    }
}

fn piece() -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    use proptest::prelude::*;
    let words = [
        "{\"timestamp\":",
        "\"2026-11-23T06:57:22Z\"",
        ",\"level\":\"error\"",
        "}",
        "[",
        "]",
        "\n",
        "\r\n",
        "timestamp,level,x\n",
        "1,error,\"",
        "<34>1 ",
        "2026-11-23T06:57:22Z",
        " ERROR ",
        "Nov 23 06:57:22 h a[1]: ",
        "127.0.0.1 - - [23/Nov/2026:06:57:22 +0000] \"GET / HTTP/1.1\" 200 1",
        "2026/11/23 06:57:22 [error] 1#1: *1 ",
        ", client: x, request: \"GET /",
        "[Mon Nov 23 06:57:22 2026] [a:error] ",
        "AH00001:",
        "Traceback (most recent call last):\n",
        "ValueError: x",
        "  at a",
        "level=",
        "ts=1 ",
        "\"",
        "\\",
        "é",
        " ",
        "\u{feff}",
        "-",
        "<999>",
        "[a=\"",
    ];
    prop_oneof![
        8 => proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
    ]
}
