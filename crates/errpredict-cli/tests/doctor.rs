//! `errpredict doctor` on a good log, a bad one and none at all.

use std::process::Command;

fn doctor(log: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    std::fs::write(&path, log).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .arg("doctor")
        .arg(&path)
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        output.status.success(),
        !text.contains("cannot be used\n") && !text.contains("cannot be used: "),
        "{text}"
    );
    text
}

#[test]
fn says_what_cannot_be_used_and_what_would_help() {
    let log = "2026-11-23 06:57:22,125 - pay - ERROR - no \u{1b}]0;answer\u{7}\nValueError\n";
    let text = doctor(log, &[]);
    for words in [
        "plain (found from the content)",
        "1 times name no zone and are read as UTC",
        "--zone NAME",
        "called after their file",
        "--service NAME",
        "services  1: app",
        "everything could be used",
    ] {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
    let text = doctor(log, &["--zone", "Europe/Berlin", "--service", "pay"]);
    assert!(text.contains("2026-11-23T05:57:22.125Z") && text.contains("services  1: pay"), "{text}");
    assert!(!text.contains("no zone") && !text.contains("after their file"), "{text}");
    let text = doctor("no time \u{1b}]0;answer\u{7}\n2026-11-23T06:57:22Z it is up\n", &["--service", "pay"]);
    for words in ["1 x no timestamp", "app.log:1:1", "\\u{1b}", "1 events state no severity", "--level-words"]
    {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
    assert!(doctor("what is this", &[]).contains("not recognised"));
    assert!(doctor("", &[]).contains("nothing in it could be used"));
}

#[test]
fn every_option_that_would_help_is_said_in_one_run_and_in_the_order_to_try_them() {
    let log = "{\"time\":\"Nov 23 06:57:22\",\"level\":50,\"msg\":\"x\"}\n{\"time\":\"Nov 23 06:57:23\",\"level\":30,\"msg\":\"y\"}\n{\"msg\":\"z\"}\n";
    let text = doctor(log, &[]);
    let (_, tried) = text.split_once("  try       in this order:\n").unwrap_or_else(|| panic!("{text}"));
    let expected = [
        "--field timestamp=NAME",
        "--year YYYY",
        "--zone NAME",
        "--service NAME",
        "--level-numbers",
        "--severity LEVEL",
    ];
    for (index, (line, option)) in tried.lines().zip(expected).enumerate() {
        assert!(line.trim_start().starts_with(&format!("{}. {option}", index + 1)), "{line}: {text}");
    }
    assert!(tried.contains("with all of them 2 of 3 records would be read"), "{text}");
    let text = doctor("2026-11-23T06:57:22Z ERROR x\n", &["--service", "pay"]);
    assert!(!text.contains("try "), "{text}");
}

#[test]
fn a_time_under_an_unknown_name_is_named() {
    let line = |second: u64| {
        format!(
            "{{\"finishTime\":\"2026-11-23T06:57:{second}Z\",\"kind\":\"Pod\",\"level\":\"error\",\"service\":\"a\"}}\n"
        )
    };
    let text = doctor(&(line(22) + &line(23)), &[]);
    for words in ["1. --field timestamp=finishTime:", "with all of them 2 of 2 records would be read"] {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
    let text = doctor("who;finishTime\na;2026-11-23 06:57:22\n", &[]);
    assert!(text.contains("cannot be used") && text.contains("--field timestamp=finishTime"), "{text}");
}

#[test]
fn names_that_mean_nothing_and_short_logs_are_said() {
    let log =
        "{\"ts\":1795417042,\"level\":\"info\",\"service\":\"a\",\"shop\":\"b\",\"k8s\":{\"pod\":\"c\"}}\n";
    let text = doctor(log, &[]);
    for words in ["unused    shop", "--field FIELD=NAME", "the log spans 0 min", "no event is an error"] {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
}

#[test]
fn a_newest_event_far_beyond_all_others_is_pointed_at() {
    let line = |time: u64| format!("{{\"ts\":{time},\"level\":\"error\",\"service\":\"a\"}}\n");
    let sound: String = (0..100).map(|hour| line(1_790_000_000 + hour * 3_600)).collect();
    assert!(!doctor(&sound, &[]).contains("clock"));
    let text = doctor(&(line(1_890_000_000) + &sound), &[]);
    assert!(text.contains("if its clock was wrong, analyse with --at 2026-09-25T"), "{text}");
}

#[test]
fn a_log_of_requests_is_said_to_be_one() {
    let line = "10.0.0.1 - - [23/Nov/2026:06:57:22 +0000] \"GET / HTTP/1.1\" 200 12\n";
    let text = doctor(line, &["--service", "web"]);
    assert!(text.contains("it holds requests only") && !text.contains("no event is an error"), "{text}");
}

#[test]
fn files_that_are_no_logs_are_named_with_what_makes_logs_of_them() {
    for (head, words) in [
        ("PK\u{3}\u{4}rest", "`unzip -p FILE"),
        ("SQLite format 3\u{0}rest", "an SQLite database"),
        ("LPKSHHRH rest", "`journalctl --file FILE -o json`"),
        ("%PDF-1.7", "a PDF document"),
    ] {
        let text = doctor(head, &[]);
        assert!(text.contains("cannot be used") && text.contains(words), "{text}");
    }
}
