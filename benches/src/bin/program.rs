//! The real program on a real file: a gigabyte of NDJSON, analysed.
//!
//! Needs `cargo build --release --bin errpredict` first: the program is looked for beside this bench.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::process::Command;

use errpredict_benches::{measure_child, table, write_made_log, write_page};

const BYTES: u64 = 1_000_000_000;
const RUNS: usize = 3;

fn main() {
    let program = std::env::current_exe().unwrap().with_file_name("errpredict");
    assert!(program.exists(), "build it first: cargo build --release --bin errpredict");
    let folder = tempfile::tempdir().unwrap();
    let (log, answer) = (folder.path().join("log.ndjson"), folder.path().join("analysis.json"));
    let (lines, bytes) = write_made_log(&log, BYTES);
    let mut rows = Vec::new();
    for (what, threads, depth) in [
        ("`analyze --json`", "2", "deep"),
        ("the same on one thread", "1", "deep"),
        ("anomalies only (`--depth quick`)", "2", "quick"),
    ] {
        let cost = measure_child(RUNS, || {
            let mut command = Command::new(&program);
            command.arg("analyze").arg(&log).arg("--json").arg(&answer);
            command.args(["--threads", threads, "--depth", depth]).env("RAYON_NUM_THREADS", threads);
            command
        });
        let analysis: serde_json::Value = serde_json::from_slice(&std::fs::read(&answer).unwrap()).unwrap();
        assert_eq!(analysis["events"].as_u64(), Some(lines), "every event was analysed");
        rows.push(vec![
            what.to_owned(),
            threads.to_owned(),
            format!("{:.2}", cost.wall_s),
            format!("{:.2}", cost.cpu_s),
            format!("{:.0}", cost.peak_bytes as f64 / 1e6),
        ]);
    }
    let text = format!(
        "# The program on a gigabyte\n\n{:.2} GB of NDJSON, {lines} lines of 40 services, every 20th with a stack trace, from a \
         warm page cache to the finished analysis.\nMust: 10 s and 300 MB on two cores; goal: 4 s and 100 MB.\n\n{}",
        bytes as f64 / 1e9,
        table(&["what", "threads", "wall clock s", "CPU s", "peak memory MB"], &rows),
    );
    write_page("program", "make bench-program", &text);
}
