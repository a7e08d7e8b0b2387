//! What a log leaves out of its times, and what is said about it.

use super::*;

fn times(log: &str, options: &ReadOptions) -> (Vec<String>, ReadReport) {
    let mut found = Vec::new();
    let report =
        read_events(&memory(log), options, &mut |event, _| found.push(event.timestamp.to_string())).unwrap();
    (found, report)
}

fn notes(report: &ReadReport) -> String {
    let all = report.sources.iter().flat_map(|source| source.notes.iter()).chain(&report.notes);
    all.cloned().collect::<Vec<_>>().join("\n")
}

fn shop() -> ReadOptions {
    ReadOptions { service: Some("shop".into()), ..ReadOptions::default() }
}

#[test]
fn a_time_without_a_zone_is_utc_and_that_is_said_unless_an_option_says_more() {
    let log =
        "2026-07-23 06:57:22 ERROR a\n2026-11-23 6:57:22 AM ERROR b\n2026-11-23 06:57:22,125 +0200 ERROR c\n";
    let (found, report) = times(log, &shop());
    assert_eq!(found, ["2026-07-23T06:57:22Z", "2026-11-23T06:57:22Z", "2026-11-23T04:57:22.125Z"]);
    assert!(notes(&report).contains("2 times name no zone and are read as UTC; --zone NAME"), "{report:?}");
    for (options, expected) in [
        (
            ReadOptions { zone: Some("Europe/Berlin".into()), ..shop() },
            ["2026-07-23T04:57:22Z", "2026-11-23T05:57:22Z", "2026-11-23T04:57:22.125Z"],
        ),
        (
            ReadOptions { utc_offset: Some("-05:00".into()), ..shop() },
            ["2026-07-23T11:57:22Z", "2026-11-23T11:57:22Z", "2026-11-23T04:57:22.125Z"],
        ),
    ] {
        let (found, report) = times(log, &options);
        assert_eq!(found, expected, "what states its zone keeps it");
        assert!(!notes(&report).contains("zone"), "{report:?}");
    }
}

#[test]
fn the_unit_of_a_number_is_told_by_what_it_can_mean_and_said() {
    let log = [
        r#"{"ts":1795417042,"level":"error","msg":"s"}"#,
        r#"{"ts":1795417042.125,"level":"error","msg":"s"}"#,
        r#"{"ts":1795417042125,"level":"error","msg":"ms"}"#,
        r#"{"ts":"1795417042125999","level":"error","msg":"us"}"#,
        r#"{"ts":1795417042125999999,"level":"error","msg":"ns"}"#,
        r#"{"ts":20261123065722,"level":"error","msg":"a date"}"#,
        r#"{"ts":"2026-11-23T06:57:22Z","level":"error","msg":"a time"}"#,
        "1795417042 no answer",
    ]
    .join("\n");
    let (found, report) = times(&log, &shop());
    assert!(found.iter().all(|time| time.starts_with("2026-11-23T06:57:22")), "{found:?}");
    assert!(
        notes(&report).contains(
            "3 are read as seconds, 1 are read as milliseconds, 1 are read as microseconds, 1 are read as nanoseconds"
        ),
        "{}",
        notes(&report)
    );
    let (_, report) = times("2026-11-23T06:57:22Z ERROR x\n", &shop());
    assert_eq!(notes(&report), "");
}

#[test]
fn stray_times_are_pointed_at() {
    let mut log: String = (0..20).map(|n| format!("2026-11-23T06:57:{n:02}Z ERROR a\n")).collect();
    log.push_str("1970-01-01T00:00:07Z ERROR before the clock was set\n");
    let (found, report) = times(&log, &shop());
    assert_eq!((found.len(), report.reasons.get(&Reason::StrayTime)), (20, Some(&1)));
    assert_eq!((report.samples[0].line, report.samples[0].found.as_str()), (21, "1970-01-01T00:00:07Z"));
}
