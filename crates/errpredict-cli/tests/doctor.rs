//! `errpredict doctor` on a good log, a bad one and none at all.
#![allow(clippy::unwrap_used, reason = "a panic is the failure message")]

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
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn says_what_cannot_be_used_and_what_would_help() {
    let log = "2026-11-23 06:57:22,125 - pay - ERROR - no \u{1b}[31manswer\nValueError\n";
    let text = doctor(log, &[]);
    for words in [
        "plain (found from the content)",
        "1 x a time without a zone",
        "--utc-offset",
        "app.log:1:1",
        "\\u{1b}",
    ] {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
    let text = doctor(log, &["--utc-offset", "UTC"]);
    assert!(text.contains("1 x no service") && text.contains("--service NAME"), "{text}");
    let text = doctor(log, &["--utc-offset", "UTC", "--service", "pay"]);
    assert!(text.contains("everything could be used") && text.contains("services  1: pay"), "{text}");
    assert!(doctor("what is this", &[]).contains("not recognised"));
}
