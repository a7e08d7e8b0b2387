//! `errpredict templates` on logs of several kinds.

use std::path::Path;
use std::process::Command;

/// What the program wrote, and whether it succeeded.
fn templates(folder: &Path, arguments: &[&str]) -> (String, String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errpredict"));
    let output = command.current_dir(folder).arg("templates").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.success())
}

#[test]
fn the_same_messages_give_the_same_templates_in_whatever_they_are_wrapped() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ndjson, mut table, mut plain) = (String::new(), "line_id,content\n".to_owned(), String::new());
    for i in 0..60 {
        let message = match i % 3 {
            0 => "cache is cold".to_owned(),
            _ => format!("job {i} of user-{} took {} ms", i * 7, i * 31),
        };
        let at = format!("2026-11-23T07:{i:02}:00Z");
        ndjson += &format!(
            "{{\"timestamp\":\"{at}\",\"service\":\"s\",\"level\":\"error\",\"message\":\"{message}\"}}\n"
        );
        table += &format!("L{i},{message}\n");
        plain += &format!("{message}\n");
    }
    for (name, content) in [("a.ndjson", &ndjson), ("a.csv", &table), ("a.txt", &plain)] {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    for arguments in [&["a.ndjson"][..], &["a.csv"], &["a.txt", "--lines"]] {
        let (shown, said, succeeded) = templates(folder.path(), arguments);
        assert!(succeeded, "{arguments:?}: {said}");
        let lines: Vec<&str> = shown.lines().map(str::trim).collect();
        assert_eq!(lines[0], "2 templates in 60 messages", "{arguments:?}");
        assert!(
            lines[1].starts_with("40    67%  job <*> of ") && lines[1].ends_with("took <*> ms"),
            "{shown}"
        );
        assert!(lines[2].starts_with("such as 1 | ") && lines[2].contains("31"), "{shown}");
        assert_eq!(lines[3], "20    33%  cache is cold", "{shown}");
    }
    let (rows, ..) = templates(folder.path(), &["a.csv", "-o", "-"]);
    assert_eq!(rows.lines().next(), Some("line_id,group,template"));
    assert!(rows.lines().nth(1).unwrap().starts_with("L0,0,cache is cold"), "{rows}");
    let (shown, ..) = templates(folder.path(), &["a.csv", "--top", "1"]);
    assert!(shown.contains("20    33%  in 1 more template (--top)"), "{shown}");
    let (shown, ..) = templates(folder.path(), &["a.csv", "a.ndjson", "--separate"]);
    assert_eq!(shown.matches("2 templates in 60 messages").count(), 2, "{shown}");
}

#[test]
fn a_log_without_messages_is_refused_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let line = "{\"timestamp\":\"2026-11-23T07:00:00Z\",\"service\":\"s\",\"level\":\"error\"}\n";
    std::fs::write(folder.path().join("a.ndjson"), line).unwrap();
    let (_, said, succeeded) = templates(folder.path(), &["a.ndjson"]);
    assert!(!succeeded && said.contains("a.ndjson") && said.contains("--lines"), "{said}");
    std::fs::write(folder.path().join("a.csv"), "line_id,content\n1,x\n").unwrap();
    let (_, said, succeeded) = templates(folder.path(), &["a.csv", "--column", "text"]);
    assert!(!succeeded && said.contains("text"), "{said}");
}
