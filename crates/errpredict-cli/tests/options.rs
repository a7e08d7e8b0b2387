//! The options that every command with a log shares, values that are refused, and what tables look like.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn errpredict(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its options does not read.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_wrong_value_exits_with_2_and_is_told_what_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let reading: &[(&[&str], &str)] = &[
        (&["--format", "yaml"], "ndjson"),
        (&["--severity", "loud"], "critical"),
        (&["--utc-offset", "noon"], "+01:00"),
        (&["--year", "12345"], "9998"),
        (&["--level-numbers", "java"], "pino"),
        (&["--field", "colour=x"], "error_type"),
        (&["--field", "error_type"], "FIELD=NAME"),
        (&["--max-line-bytes", "3"], "1024"),
        (&["--service", ""], "a name"),
        (&["--threads", "many"], "--threads"),
    ];
    let commands: &[&[&str]] = &[
        &["analyze", "x.log"],
        &["doctor", "x.log"],
        &["features", "x.log"],
        &["train", "x.log", "-o", "m"],
        &["predict", "x.log", "--model", "m"],
        &["explain", "x.log", "--model", "m", "--queries", "q.csv"],
        &["backtest", "x.log"],
    ];
    let own: &[(&[&str], &str)] = &[
        (&["analyze", "x.log", "--depth", "shallow"], "quick, full, deep"),
        (&["analyze", "x.log", "--at", "soon"], "2026-11-23T07:00:00Z"),
        (&["features", "x.log", "--every", "1w"], "30m"),
        (&["train", "x.log", "-o", "m", "--method", "magic"], "random_forest"),
        (&["train", "x.log", "-o", "m", "--target", "rain"], "critical, burst"),
        (&["train", "x.log", "-o", "m", "--alert-at", "2"], "from 0 to 1"),
        (&["train", "x.log", "-o", "m", "--fingerprint", "7"], "16 hex digits"),
        (&["detect", "x.csv", "--detector", "magic"], "isolation_forest"),
        (&["forecast", "x.csv", "--horizon", "3", "--method", "magic"], "seasonal_naive"),
        (&["forecast", "x.csv", "--horizon", "3", "--level", "100"], "between 0 and 100"),
        (&["similar", "x.csv", "-o", "y", "--least", "2"], "from 0 to 1"),
    ];
    let shared = commands
        .iter()
        .flat_map(|command| reading.iter().map(|(option, says)| ([*command, *option].concat(), *says)));
    for (arguments, says) in shared.chain(own.iter().map(|(arguments, says)| (arguments.to_vec(), *says))) {
        let output = errpredict(folder.path(), &arguments, b"");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(says), "{arguments:?} does not say `{says}`: {said}");
    }
}

/// A plain log without zone and service, one line of it without a level: only options make it readable.
fn plain_log() -> String {
    let mut log = String::new();
    for hour in 0..30 {
        log += &format!("2026-11-{:02} {:02}:10:00,000 ERROR [pay] no answer\n", 20 + hour / 24, hour % 24);
    }
    log + "2026-11-21 00:00:00,000 [pay] a line that says no level\n"
}

#[test]
fn every_command_reads_as_analyze_does() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("part-1.log"), plain_log()).unwrap();
    let packed = packed(plain_log().replace("2026-11", "2026-10").as_bytes());
    std::fs::write(at.join("part-2.log.gz"), packed).unwrap();
    let read = ["--format", "plain", "--utc-offset", "+01:00", "--service", "pay"];
    let row = |logs: &[&str], input: &[u8]| {
        let arguments = [&["features"], logs, &read, &["--at", "2026-11-21T06:00:00Z"]].concat();
        let output = errpredict(at, &arguments, input);
        assert!(output.status.success(), "{}", text(&output.stderr));
        (text(&output.stdout), text(&output.stderr))
    };
    let (table, said) = row(&["part-1.log"], b"");
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let values: Vec<&str> = lines.next().unwrap().split(',').collect();
    let of = |name: &str| values[names.iter().position(|known| *known == name).unwrap()];
    assert_eq!((of("service"), of("timestamp"), of("high_24h")), ("pay", "2026-11-21T06:00:00Z", "23"));
    assert!(!said.contains("part-1.log"), "a line without a level is read: {said}");
    assert_eq!(row(&["-"], plain_log().as_bytes()).0, table, "standard input");
    let (both, _) = row(&["part-*"], b"");
    assert_eq!(both.lines().count(), 2, "a pattern over a plain and a packed file: {both}");
    assert_ne!(both, table, "the packed month counts in the history");
    // The same from a configuration file, which the command line overrides.
    std::fs::write(
        at.join("c.json"),
        r#"{"read": {"format": "plain", "utc_offset": "UTC", "service": "pay"}}"#,
    )
    .unwrap();
    let configured = ["features", "part-1.log", "--config", "c.json", "--at", "2026-11-21T06:00:00Z"];
    let with_config = |more: &[&str]| {
        let output = errpredict(at, &[&configured[..], more].concat(), b"");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    assert_ne!(with_config(&[]), table, "another zone");
    assert_eq!(with_config(&["--utc-offset", "+01:00"]), table);
    std::fs::write(at.join("bad.json"), r#"{"reading": {}}"#).unwrap();
    let refused = errpredict(at, &["features", "part-1.log", "--config", "bad.json"], b"");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("bad.json") && text(&refused.stderr).contains("`read`"));
    std::fs::write(
        at.join("bad.log"),
        "{\"timestamp\":\"2026-11-20T00:00:00Z\",\"severity\":\"error\"}\n{\"severity\":\"error\"}\n",
    )
    .unwrap();
    let strict = ["features", "bad.log", "--strict"];
    assert_eq!(errpredict(at, &strict, b"").status.code(), Some(1), "--strict stops at the bad line");
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.gz");
    let mut output = errpredict_io::create(&path).unwrap();
    output.write_all(bytes).unwrap();
    output.finish().unwrap();
    std::fs::read(path).unwrap()
}

#[test]
fn tables_guard_what_a_spreadsheet_would_run() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let mut log = String::from("timestamp,service,severity,error_type\n");
    for hour in 0..30 {
        log += &format!("{},=cmd|' /C calc'!A0,ERROR,\"@SUM(1,1)\"\n", 1_790_000_000 + hour * 3_600);
    }
    let features = errpredict(at, &["features", "-"], log.as_bytes());
    assert!(features.status.success(), "{}", text(&features.stderr));
    let table = text(&features.stdout);
    assert!(table.lines().nth(1).unwrap().starts_with(" =cmd|' /C calc'!A0,"), "{table}");
    assert!(table.lines().next().unwrap().contains("\"type(@SUM(1,1))_1h\""), "quoted, and no formula");
    std::fs::write(at.join("t.csv"), "content\n-[SFList notify]\n=1+1\n-3.2\n").unwrap();
    let templates = errpredict(at, &["templates", "t.csv", "-o", "-"], b"");
    assert!(templates.status.success(), "{}", text(&templates.stderr));
    for line in text(&templates.stdout).lines().skip(1) {
        let template = line.splitn(3, ',').nth(2).unwrap();
        assert!(!template.starts_with(['=', '+', '-', '@']), "{line}");
    }
    std::fs::write(at.join("s.csv"), "id,text\n=1,TimeoutError: no answer\n-2,TimeoutError: no answer\n")
        .unwrap();
    let similar = errpredict(at, &["similar", "s.csv", "-o", "-"], b"");
    assert!(text(&similar.stdout).contains("\n =1,1,-2,"), "a number stays one: {}", text(&similar.stdout));
    let history: String = (0..96).map(|t| format!("=x,{t},{}\n", t % 24)).collect();
    std::fs::write(at.join("f.csv"), format!("id,t,y\n{history}")).unwrap();
    let arguments = ["forecast", "f.csv", "--horizon", "1", "--method", "seasonal_naive"];
    let forecast = errpredict(at, &arguments, b"");
    assert!(
        text(&forecast.stdout).contains("\n =x,1,0"),
        "{} {}",
        text(&forecast.stdout),
        text(&forecast.stderr)
    );
}
