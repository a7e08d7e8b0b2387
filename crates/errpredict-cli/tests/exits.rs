//! Exit codes, closed pipes, files that would be overwritten, and what the program says about itself.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn errpredict(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn line(day: u64, minute: u64, service: &str) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    format!(
        "{{\"timestamp\":\"2026-03-{:02}T{hour:02}:{minute:02}:10Z\",\"service\":\"{service}\",\"severity\":\"error\",\"error_type\":\"E\"}}\n",
        day + 2
    )
}

/// Two weeks of a calm service, with an outburst in the last half hour if wanted.
fn log(is_bad: bool) -> String {
    let mut log: String =
        (0..14).flat_map(|day| (0..12).map(move |hour| line(day, hour * 120 + 7, "pay"))).collect();
    if is_bad {
        (0..300).for_each(|i| log += &line(13, 1_400 + i % 30, "pay"));
    }
    log
}

#[test]
fn an_output_that_is_an_input_is_refused_by_whatever_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("app.log"), log(false)).unwrap();
    fs::write(at("table.csv"), "timestamp,a\n2026-03-02T00:00:00Z,1\n").unwrap();
    fs::hard_link(at("app.log"), at("hard.log")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(at("app.log"), at("soft.log")).unwrap();
    fs::create_dir(at("sub")).unwrap();
    let before = fs::read(at("app.log")).unwrap();
    for arguments in [
        &["analyze", "--json", "app.log", "app.log"][..],
        &["analyze", "--html", "./app.log", "app.log"],
        &["analyze", "--markdown", "sub/../app.log", "app.log"],
        &["analyze", "--json", "hard.log", "app.log"],
        #[cfg(unix)]
        &["analyze", "--json", "soft.log", "app.log"],
        &["analyze", "--json", "app.log", "*.log"],
        &["events", "app.log", "-o", "app.log"],
        &["doctor", "app.log", "--output", "app.log"],
        &["features", "app.log", "--at", "2026-03-10T00:00:00Z", "-o", "app.log"],
        &["train", "app.log", "-o", "app.log"],
        &["backtest", "app.log", "-o", "app.log"],
        &["templates", "app.log", "-o", "app.log"],
        &["detect", "table.csv", "-o", "table.csv"],
        &["forecast", "table.csv", "--horizon", "3", "-o", "table.csv"],
        &["similar", "table.csv", "--groups", "table.csv"],
        &["watch", "app.log", "--state", "app.log"],
        &["feedback", "cause", "table.csv", "table.csv"],
    ] {
        let output = errpredict(folder.path(), arguments);
        let said = text(&output.stderr);
        if output.status.code() == Some(2) {
            // Not every command has every option; what is no option overwrites nothing.
            assert!(["doctor"].contains(&arguments[0]) || arguments[1] == "cause", "{arguments:?}: {said}");
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains("would be overwritten"), "{arguments:?}: {said}");
    }
    let both = errpredict(folder.path(), &["analyze", "app.log", "--json", "x", "--html", "./x"]);
    assert!(text(&both.stderr).contains("are one file"), "{}", text(&both.stderr));
    assert_eq!(fs::read(at("app.log")).unwrap(), before);
    assert!(!at("x").exists());
}

#[cfg(unix)]
#[test]
fn standard_output_that_is_the_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    fs::write(&path, log(false)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(["events", "app.log"])
        .current_dir(folder.path())
        .stdout(fs::File::options().append(true).open(&path).unwrap())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(text(&output.stderr).contains("standard output is the same file"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&path).unwrap(), log(false));
}

#[test]
fn a_closed_pipe_is_no_panic_and_no_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.log"), log(true)).unwrap();
    for (arguments, close_stderr, code) in [
        (&["analyze", "app.log"][..], false, 0),
        (&["analyze", "app.log", "--json", "-"], false, 0),
        (&["analyze", "app.log", "--html", "-"], false, 0),
        (&["events", "app.log"], false, 0),
        (&["doctor", "app.log"], false, 0),
        (&["completions", "bash"], false, 0),
        (&["version"], false, 0),
        (&["--help"], false, 0),
        // Nobody hears the error either.
        (&["analyze", "none.log"], true, 1),
        (&["analyze", "--no-such-option"], true, 2),
        (&["doctor", "none.log"], true, 1),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let _stdout = child.stdout.take().filter(|_| close_stderr);
        let stderr = child.stderr.take().unwrap();
        let said = if close_stderr {
            drop(stderr);
            String::new()
        } else {
            std::io::read_to_string(stderr).unwrap()
        };
        // Help is clap's own: it ends well where it could not be read to its end.
        assert_eq!(child.wait().unwrap().code(), Some(code), "{arguments:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{arguments:?}: {said}");
    }
}

#[test]
fn exit_codes_say_what_goes_on_and_what_was_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("calm.log"), log(false)).unwrap();
    fs::write(at("bad.log"), log(true)).unwrap();
    fs::write(at("unread.log"), log(false) + &"{\"service\":\"a\",\"severity\":\"error\"}\n".repeat(400))
        .unwrap();
    let code = |arguments: &[&str]| errpredict(folder.path(), arguments).status.code();
    assert_eq!(code(&["analyze", "calm.log"]), Some(0));
    assert_eq!(code(&["analyze", "bad.log"]), Some(0));
    assert_eq!(code(&["analyze", "calm.log", "--fail-on", "low"]), Some(0));
    assert_eq!(code(&["analyze", "bad.log", "--fail-on", "high"]), Some(4));
    assert_eq!(code(&["analyze", "bad.log", "--fail-on", "high", "--json", "out.json"]), Some(4));
    assert_eq!(code(&["analyze", "bad.log", "--fail-on", "loud"]), Some(2));
    // A calm that rests on little is worth nothing, and a fire that was seen is still there.
    assert_eq!(code(&["analyze", "unread.log"]), Some(3));
    assert_eq!(code(&["analyze", "calm.log", "unread.log"]), Some(3));
    assert_eq!(code(&["forecast", "unread.log", "--metric", "errors", "--horizon", "3"]), Some(3));
    assert_eq!(code(&["analyze", "none.log"]), Some(1));
    let said = text(&errpredict(folder.path(), &["analyze", "unread.log"]).stdout);
    assert!(said.starts_with("Most of unread.log could not be read: 400 of "), "{said}");
    assert!(
        !said.replace("Nothing stands out in what could be read", "").contains("Nothing stands out"),
        "{said}"
    );
    assert!(!said.contains("Nothing: "), "{said}");
    // JSON and the page say it first as well.
    let json = text(&errpredict(folder.path(), &["analyze", "unread.log", "--json", "-"]).stdout);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let headline = json["headline"]["text"].as_str().unwrap();
    assert!(headline.starts_with("Most of unread.log could not be read: 400 of "), "{headline}");
    assert_eq!(json["headline"]["unread"], true);
    let page = text(&errpredict(folder.path(), &["analyze", "unread.log", "--html", "-"]).stdout);
    assert!(page.contains("state trouble\">Most of unread.log could not be read: 400 of "), "{page}");
    assert!(!page.contains("Nothing stands out from chance"), "{page}");
}

#[test]
fn the_report_tells_times_by_the_clock_of_the_zone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.log"), log(true)).unwrap();
    let report = |more: &[&str]| {
        let arguments: Vec<&str> = ["analyze", "bad.log"].iter().chain(more).copied().collect();
        text(&errpredict(folder.path(), &arguments).stdout)
    };
    let (utc, there) = (report(&[]), report(&["--zone", "Asia/Kolkata"]));
    assert!(utc.contains(" UTC") && !utc.contains(" IST"), "{utc}");
    assert!(there.contains(" IST") && !there.contains(" UTC"), "{there}");
    let page = report(&["--zone", "Asia/Kolkata", "--html", "-"]);
    assert!(page.contains("Times are those of Asia/Kolkata."), "{page}");
}

#[test]
fn errors_say_words_first_and_their_code_last() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("empty.log"), "").unwrap();
    fs::write(folder.path().join("plain.log"), "a line without any time\n").unwrap();
    for (log, says) in [
        ("empty.log", "errpredict: there is no event in `empty.log`: nothing is in it [not_enough_data]\n"),
        ("plain.log", "errpredict: the format is not recognised"),
        ("none.log", "errpredict: cannot open `none.log`: no such file [io]\n"),
    ] {
        let said = text(&errpredict(folder.path(), &["analyze", log]).stderr);
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn markdown_says_what_the_terminal_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.log"), log(true)).unwrap();
    let terminal = text(&errpredict(folder.path(), &["analyze", "bad.log"]).stdout);
    let markdown = text(&errpredict(folder.path(), &["analyze", "bad.log", "--markdown", "-"]).stdout);
    for line in terminal.lines().filter(|line| line.starts_with("  ")) {
        assert!(markdown.lines().any(|other| other == line), "{line}");
    }
    assert!(markdown.contains("\n### What is wrong\n\n```text\n"), "{markdown}");
}

#[test]
fn completions_and_manual_pages_cover_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = text(&errpredict(folder.path(), &["completions", shell]).stdout);
        assert!(
            ["analyze", "watch", "fail-on", "backtest"].iter().all(|word| script.contains(word)),
            "{shell}"
        );
    }
    let output = errpredict(folder.path(), &["man", "man1"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = fs::read_to_string(folder.path().join("man1/errpredict-analyze.1")).unwrap();
    assert!(page.contains("\\-\\-fail\\-on") && page.contains("Examples"), "{page}");
    for page in ["errpredict.1", "errpredict-watch.1", "errpredict-feedback-cause.1"] {
        assert!(folder.path().join("man1").join(page).exists(), "{page}");
    }
}
