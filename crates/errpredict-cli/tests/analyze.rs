//! `errpredict analyze` as a person runs it: the real program on real files.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn errpredict(arguments: &[&str], input: Option<&[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(arguments)
        .current_dir(root())
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    if let Some(bytes) = input {
        child.stdin.take().unwrap().write_all(bytes).unwrap();
    }
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const SAMPLE: [&str; 4] = ["analyze", "samples/webmon.csv", "--at", "2026-07-02T06:00:00Z"];

/// The README shows what the program prints. `UPDATE=1 cargo test -p errpredict-cli` refreshes it.
#[test]
fn the_readme_shows_real_output() {
    let command =
        "$ cargo run --release --bin errpredict -- analyze samples/webmon.csv --at 2026-07-02T06:00:00Z\n";
    let output = errpredict(&SAMPLE, None);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let begin = readme.find(command).unwrap() + command.len();
    let end = begin + readme[begin..].find("```").unwrap();
    let printed = text(&output.stdout).trim_end().to_owned() + "\n";
    #[expect(clippy::disallowed_methods, reason = "how a person asks for the refresh")]
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&path, format!("{}{printed}{}", &readme[..begin], &readme[end..])).unwrap();
        return;
    }
    assert_eq!(&readme[begin..end], printed, "run `UPDATE=1 cargo test -p errpredict-cli` and commit");
}

#[test]
fn json_from_a_pipe_is_the_wire_message_whatever_the_threads() {
    let log = std::fs::read(root().join("samples/webmon.csv")).unwrap();
    let run = |threads: &str| {
        let output = errpredict(&["analyze", "-", "--json", "-", "--threads", threads], Some(&log));
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(output.stderr.is_empty(), "quiet on a pipe");
        output.stdout
    };
    let one = run("1");
    assert_eq!(one, run("2"));
    let analysis: errpredict::analysis::Analysis = serde_json::from_slice(&one).unwrap();
    assert_eq!((analysis.events, analysis.services.len()), (10_854, 11));
}

#[test]
fn text_from_logs_never_commands_the_terminal() {
    let mut log = String::new();
    for minute in 0..600 {
        log += &format!(
            "{{\"timestamp\":\"2026-11-20T{:02}:{:02}:00Z\",\"service\":\"a\\u001b]0;x\\u0007\",\"severity\":\"error\",\
             \"error_type\":\"E\\u009b2J\\u202e\",\"message\":\"\\u001b[31mred\\r\\nx\"}}\n",
            minute / 60,
            minute % 60
        );
    }
    log += "{\"timestamp\":\"\u{1b}[2Jnever\"}\n";
    let output = errpredict(&["analyze", "-"], Some(log.as_bytes()));
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let refused = errpredict(&["analyze", "-", "--only", "nobody"], Some(log.as_bytes()));
    let json = errpredict(&["analyze", "-", "--json", "-"], Some(log.as_bytes()));
    assert!(text(&refused.stderr).contains("unknown service") && json.status.success());
    for shown in [&shown, &text(&refused.stderr), &text(&json.stdout)] {
        for forbidden in ['\u{1b}', '\u{9b}', '\u{7}', '\r', '\u{202e}'] {
            assert!(!shown.contains(forbidden), "{forbidden:?} in {shown}");
        }
    }
    let analysis: errpredict::analysis::Analysis = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(analysis.services[0].scope.service(), Some("a\u{1b}]0;x\u{7}"), "escaped, not changed");
    assert!(shown.contains("1 bad") && shown.contains("line 601"), "{shown}");
}

#[test]
fn exit_codes_and_messages() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.log");
    std::fs::write(&empty, "").unwrap();
    let empty = empty.to_str().unwrap();
    for (arguments, code, says) in [
        (vec!["analyze"], 2, "required"),
        (vec!["analyze", "--no-such-option", "x"], 2, "unexpected argument"),
        (vec!["analyze", "/no/such/file"], 1, "/no/such/file"),
        (vec!["analyze", empty], 1, "there is no event in"),
        (vec!["analyze", "samples/webmon.csv", "--only", "nobody"], 1, "unknown service `nobody`"),
        (vec!["analyze", "samples/webmon.csv", "--format", "yaml"], 2, "expected one of: auto"),
        (vec!["analyze", "samples/webmon.csv", "--at", "2001-01-01T00:00:00Z"], 1, "nothing happened yet"),
    ] {
        let output = errpredict(&arguments, None);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(text(&output.stderr).contains(says), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn the_page_appears_whole_and_stays_small() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.html");
    let mut arguments = SAMPLE.to_vec();
    arguments.extend(["--html", page.to_str().unwrap()]);
    assert!(errpredict(&arguments, None).status.success());
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n") && html.len() < 3_000_000);
    assert!(html.contains("said before") && html.contains("An alarm is a probability of 70%"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn a_service_too_young_to_judge_is_named_and_a_wrong_clock_is_pointed_at() {
    let mut log = String::from("timestamp,service,severity,error_type\n");
    for hour in 0..336 {
        log += &format!("{},old,INFO,ok\n", 1_790_000_000 + hour * 3_600);
    }
    for second in 0..500 {
        log += &format!("{},new,ERROR,Down\n", 1_790_000_000 + 336 * 3_600 + second);
    }
    let shown = text(&errpredict(&["analyze", "-"], Some(log.as_bytes())).stdout);
    assert!(
        shown.contains("new: 500 errors, all errors of 24 h") && !shown.contains("Nothing stands out"),
        "{shown}"
    );
    // The first critical event of all services is none that has to wait for a past of its own.
    let critical = log.replace("new,ERROR", "new,CRITICAL");
    let shown = text(&errpredict(&["analyze", "-"], Some(critical.as_bytes())).stdout);
    assert!(shown.starts_with("new: critical events, the first ever: Down"), "{shown}");
    log += "1890000000,old,INFO,ok\n";
    let shown = text(&errpredict(&["analyze", "-"], Some(log.as_bytes())).stdout);
    assert!(shown.contains("their clock was wrong, or try --at 2029-11-22"), "{shown}");
    assert!(shown.contains("This is as of 2026-10-05T14:22:00Z"), "{shown}");
}

#[test]
fn an_access_log_says_which_requests_failed_and_from_when_on_they_were_slow() {
    let mut log = String::new();
    for minute in 0..10 * 24 * 60_i64 {
        let is_bad = minute >= 10 * 24 * 60 - 40;
        let at = errpredict::Timestamp::from_ms(1_793_000_000_000 + minute * 60_000).unwrap().to_string();
        let time = format!(
            "{}/{}/{}:{}",
            &at[8..10],
            if &at[5..7] == "10" { "Oct" } else { "Nov" },
            &at[..4],
            &at[11..19]
        );
        let status = if is_bad && minute % 4 > 0 { 502 } else { 200 };
        let seconds = if is_bad { 2.0 } else { 0.1 + 0.001 * (minute * 7919 % 97) as f64 };
        log += &format!(
            "10.0.0.1 - - [{time} +0000] \"GET / HTTP/1.1\" {status} 12 \"-\" \"-\" rt={seconds:.3}\n"
        );
    }
    let shown = text(&errpredict(&["analyze", "-", "--service", "web"], Some(log.as_bytes())).stdout);
    for words in [
        "0 errors, 30 failed requests of 1 service",
        "critical web: more requests slower than 196 ms than usual",
        "also: more failed requests (status 500 to 599) than usual",
        "Tell the team of web about the spike of",
        "burst of failed requests within    of slow requests within",
    ] {
        assert!(shown.contains(words), "`{words}` is not in\n{shown}");
    }
}

#[test]
fn a_part_that_fails_is_shown_and_the_rest_is_not_lost() {
    // `young` began 20 minutes before the end: no predictions and no forecast can be had of it.
    let mut log = String::new();
    let mut line = |service: &str, minute: i64, error_type: &str| {
        let at = errpredict::Timestamp::from_ms(1_793_000_000_000 + minute * 60_000).unwrap();
        log += &format!(
            "{{\"timestamp\":\"{at}\",\"service\":\"{service}\",\"severity\":\"error\",\"error_type\":\"{error_type}\"}}\n"
        );
    };
    let end = 14 * 24 * 60;
    (0..end).step_by(15).for_each(|minute| line("old", minute, "OldError"));
    (end - 20..end).for_each(|minute| line("young", minute, "YoungError"));
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let json = folder.path().join("found.json");
    let arguments = ["analyze", "-", "--html", page.to_str().unwrap(), "--json", json.to_str().unwrap()];
    let output = errpredict(&arguments, Some(log.as_bytes()));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    let found: errpredict::analysis::Analysis =
        serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    let [old, young] = &found.services[..] else { panic!("{} services", found.services.len()) };
    assert!(old.notes.is_empty() && old.forecast.is_some() && !young.notes.is_empty());
    let page = std::fs::read_to_string(&page).unwrap();
    for note in &young.notes {
        // The reason word for word on both, the failed part named.
        let reason = format!("no {}: {}", note.part, note.message);
        assert!(shown.contains(&reason), "{reason} is not in {shown}");
        let escaped = note.message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(page.contains(&format!("{}: {escaped}", note.part)), "{escaped}");
    }
    assert!(shown.contains("WHAT COULD NOT BE TOLD") && page.contains("Not known"));
    for kept in ["young: 20 errors", "HOW LIKELY", "\n  old ", "next 24 h about"] {
        assert!(shown.contains(kept), "{kept} was lost: {shown}");
    }
    for kept in ["OldError", "YoungError", "20 errors in 24 h", "96 errors in 24 h"] {
        assert!(page.contains(kept), "{kept} was lost");
    }
    assert_eq!((young.errors, old.predictions.is_empty()), (20, false));
}

#[test]
fn a_backtest_says_the_same_as_text_and_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tested.json");
    let output = errpredict(&["backtest", SAMPLE[1], "--json", file.to_str().unwrap()], None);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let tested: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let (alarms, wrong) = (&tested["alarms"]["alarms"], &tested["alarms"]["false_alarms"]);
    assert!(alarms.as_u64().unwrap() > 0 && tested["times"].as_u64().unwrap() > 100, "{tested}");
    let said = text(&output.stdout);
    assert!(said.contains(&format!("would have fired {alarms} times")), "{said}");
    assert!(said.contains(&format!("{wrong} falsely")), "{said}");
    let alerts = tested["alerts"].as_array().unwrap();
    let came = |alert: &&serde_json::Value| alert["came"].is_string();
    assert!(alerts.iter().filter(came).count() as u64 >= alarms.as_u64().unwrap() - wrong.as_u64().unwrap());
    let piped = errpredict(&["backtest", SAMPLE[1], "--json", "-"], None);
    assert_eq!(piped.stdout, std::fs::read(&file).unwrap());
}

/// What rose in a log of hours is told by one clock, in the first sentence and below.
#[test]
fn what_rose_in_a_short_log_is_told_by_the_clock_of_the_zone() {
    let mut log = String::new();
    for minute in 0..300 {
        let n = if minute >= 240 { 3 } else { usize::from(minute % 6 == 0) };
        let line =
            format!("2026-03-02 {:02}:{:02}:30 ERROR [shop] no answer\n", 6 + minute / 60, minute % 60);
        log.push_str(&line.repeat(n));
    }
    let output =
        errpredict(&["analyze", "-", "--service", "shop", "--zone", "Europe/Berlin"], Some(log.as_bytes()));
    let told = text(&output.stdout);
    assert!(output.status.success(), "{told}{}", text(&output.stderr));
    assert_eq!(told.matches("since 2026-03-02 10:00 CET").count(), 2, "{told}");
    assert!(!told.contains("UTC"), "{told}");
}
