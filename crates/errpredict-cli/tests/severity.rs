//! Severity from a log to an answer, as a person runs it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

fn errpredict(at: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_errpredict")).args(arguments).current_dir(at).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Two services for 60 days; every tenth hour a warning, two hours later a high event after one warning and a
/// critical one after three.
fn log() -> String {
    let mut log = "timestamp,service,severity,error_type\n".to_owned();
    for hour in 0..24 * 60_i64 {
        for service in ["cart", "site"] {
            let mut line = |minute: i64, severity: &str| {
                let at = 1_790_006_400 + hour * 3600 + minute * 60;
                writeln!(log, "{at},{service},{severity},E").unwrap();
            };
            line(1, "INFO");
            let critical = hour / 10 % 2 == 0;
            match hour % 10 {
                3 => (0..if critical { 3 } else { 1 }).for_each(|i| line(10 + i, "LOW")),
                5 => line(10, if critical { "CRITICAL" } else { "HIGH" }),
                _ => {}
            }
        }
    }
    log
}

#[test]
fn severity_is_trained_saved_and_answered() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("log.csv"), log()).unwrap();
    let train = ["train", "log.csv", "--target", "severity", "--horizon", "2h", "--every", "1h", "-o", "m"];
    let trained = errpredict(at, &train);
    assert!(trained.status.success(), "{}", text(&trained.stderr));
    assert!(trained.stderr.is_empty(), "no bar on a pipe: {}", text(&trained.stderr));
    let said = text(&trained.stdout);
    for wanted in [
        "for the worst severity within 2 h",
        "random_forest 0.",
        "likeliest class: accuracy",
        "balanced class:",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    // Hours 1204, 1214 and 1208 of the log: after three warnings, after one, after neither.
    let queries: String = [1204, 1214, 1208]
        .iter()
        .map(|hour| format!("q{hour},site,{}\n", 1_790_006_400_i64 + hour * 3600))
        .collect();
    std::fs::write(at.join("q.csv"), format!("query_id,service,timestamp\n{queries}")).unwrap();
    let asked = errpredict(at, &["predict", "log.csv", "--model", "m", "--queries", "q.csv"]);
    assert!(asked.status.success(), "{}", text(&asked.stderr));
    let table = text(&asked.stdout);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["query_id", "severity", "balanced", "calm", "low", "medium", "high", "critical"]);
    let found: Vec<[&str; 2]> = rows[1..].iter().map(|row| [row[0], row[1]]).collect();
    assert_eq!(found, [["q1204", "critical"], ["q1214", "high"], ["q1208", "calm"]]);
    for row in &rows[1..] {
        let sum: f64 = row[3..].iter().map(|p| p.parse::<f64>().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{row:?}");
    }
    // The same data and seed give the same file.
    let first = std::fs::read(at.join("m")).unwrap();
    assert!(errpredict(at, &train).status.success());
    assert_eq!(std::fs::read(at.join("m")).unwrap(), first);
}

#[test]
fn what_does_not_go_with_severity_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("log.csv"), log()).unwrap();
    let severity = ["--target", "severity"];
    for (arguments, says) in [
        (
            [&["train", "log.csv", "-o", "m", "--html", "p.html"][..], &severity].concat(),
            "--html does not go with",
        ),
        (
            [&["train", "log.csv", "-o", "m", "--alert-at", "0.7"][..], &severity].concat(),
            "--alert-at does not go",
        ),
        ([&["backtest", "log.csv"][..], &severity].concat(), "train --target severity"),
        (
            vec!["train", "log.csv", "-o", "m", "--target", "doom"],
            "critical, burst, failed_requests, slow_requests, severity",
        ),
    ] {
        let output = errpredict(at, &arguments);
        assert!(
            !output.status.success() && text(&output.stderr).contains(says),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
    }
    // A command that needs probabilities says what it got.
    let train = ["train", "log.csv", "--target", "severity", "--every", "12h", "-o", "m"];
    assert!(errpredict(at, &train).status.success());
    let output = errpredict(at, &["explain", "log.csv", "--model", "m"]);
    assert!(text(&output.stderr).contains("a model of severities"), "{}", text(&output.stderr));
}
