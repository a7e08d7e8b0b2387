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

fn berlin() -> ReadOptions {
    ReadOptions { zone: Some("Europe/Berlin".into()), ..shop() }
}

#[test]
fn a_time_that_exists_twice_is_the_pass_that_the_order_of_the_lines_tells() {
    let line = |clock: &str| format!("2026-10-25 {clock} ERROR a\n");
    let log = |clocks: &[&str]| clocks.iter().map(|clock| line(clock)).collect::<String>();
    let clocks_utc = |log: &str| {
        let (found, report) = times(log, &berlin());
        assert_eq!(report.bad, 0);
        found.iter().map(|time| time[11..16].to_owned()).collect::<Vec<_>>()
    };
    // Set back between 02:59 and 02:01; then a line that is a little late.
    let back = log(&["01:59:00", "02:50:00", "02:59:00", "02:01:00", "02:00:30", "02:40:00", "03:01:00"]);
    assert_eq!(clocks_utc(&back), ["23:59", "00:50", "00:59", "01:01", "01:00", "01:40", "02:01"]);
    // Lines out of order tell nothing; nor does a file that begins in that hour.
    assert_eq!(clocks_utc(&log(&["02:30:00", "02:21:00", "02:31:00"])), ["00:30", "00:21", "00:31"]);
    // The newest first, as tables are exported.
    let mut newest_first: Vec<String> = back.lines().map(|line| format!("{line}\n")).collect();
    newest_first.insert(6, line("03:00:00"));
    newest_first.push(line("03:02:00"));
    newest_first.reverse();
    assert_eq!(
        clocks_utc(&newest_first.concat()),
        ["02:02", "02:01", "02:00", "01:40", "01:00", "01:01", "00:59", "00:50", "23:59"]
    );
    // Two files put together.
    let twice = [back.clone(), log(&["00:10:00"]), back].concat();
    assert_eq!(clocks_utc(&twice)[8..], ["23:59", "00:50", "00:59", "01:01", "01:00", "01:40", "02:01"]);
}

#[test]
fn objects_rows_and_logs_inside_others_have_both_passes() {
    let at = |clock: &str| format!("2026-10-25 {clock}");
    let clocks = ["02:58:00", "02:59:00", "02:01:00", "02:02:00"].map(at);
    let expected = ["00:58", "00:59", "01:01", "01:02"];
    let objects =
        clocks.iter().map(|time| format!("{{\"time\":\"{time}\",\"level\":\"error\",\"msg\":\"a\"}}\n"));
    let rows = clocks.iter().map(|time| format!("{time},error,a\n"));
    let shown = |log: &str| {
        let (found, report) = times(log, &berlin());
        assert_eq!(report.bad, 0, "{report:?}");
        found.iter().map(|time| time[11..16].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&objects.collect::<String>()), expected);
    assert_eq!(shown(&format!("time,level,message\n{}", rows.collect::<String>())), expected);
    // One of the two programs is an hour behind the other: each has an order of its own.
    let composed: String = clocks
        .iter()
        .flat_map(|time| {
            [format!("web-1  | {time} ERROR a\n"), "db-1  | 2026-10-25 02:10:00 ERROR b\n".into()]
        })
        .collect();
    assert_eq!(shown(&composed), [&expected[..], &["00:10"; 4]].concat());
    // The container's own clock knows.
    let docker =
        r#"{"log":"2026-10-25 02:10:00 ERROR a\n","stream":"stdout","time":"2026-10-25T01:10:00.5Z"}"#;
    assert_eq!(shown(&format!("{docker}\n{docker}\n")), ["01:10"; 2]);
}

#[test]
fn both_passes_are_told_apart_on_any_number_of_threads_and_as_the_log_grows() {
    // Some seven chunks, three of each pass.
    let pass = |from: u32, until: u32| {
        (from * 3600..until * 3600).map(|second| {
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            format!("2026-10-25 {hour:02}:{minute:02}:{second:02} ERROR no answer {}\n", "x".repeat(380))
        })
    };
    let log: String = pass(2, 3).chain(pass(2, 3)).chain(pass(3, 4)).collect();
    assert!(log.len() > 7 * (512 << 10));
    let expected: Vec<String> = (0..3 * 3600)
        .map(|second| format!("2026-10-25T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60))
        .collect();
    assert!(times(&log, &berlin()).0 == expected);
    let rollup = |threads| {
        let options = ReadOptions { threads, ..berlin() };
        let config = errpredict::RollupConfig::default();
        let (rollup, report) = read_into_rollup(&memory(&log), &options, &config).unwrap();
        assert_eq!((report.events, report.bad), (3 * 3600, 0));
        rollup
    };
    let one = rollup(1);
    for threads in [2, 3, 8] {
        assert!(rollup(threads) == one, "{threads} threads");
    }
    for pieces in [1_000, 100_000, 3 << 20] {
        let mut following = Following::new("log", &berlin()).unwrap();
        let mut found = Vec::new();
        let mut each = |event: EventRef<'_>| found.push(event.timestamp.to_string());
        log.as_bytes().chunks(pieces).for_each(|piece| following.feed(piece, &mut each).unwrap());
        following.flush(true, &mut each).unwrap();
        assert!(found == expected, "{pieces}");
    }
}
