//! A child that was forked off after its parent used threads gives the same bytes: it used to wait for ever for the threads of
//! its parent. Here because forking needs libc, and in a program of its own because a test binary has other threads.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::time::{Duration, Instant};

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::{Rollup, threads};
use errpredict_benches::{EventMix, made_rollup};
use fork::{Fork, fork, waitpid_nohang};

/// Far more than an analysis takes.
const PATIENCE: Duration = Duration::from_secs(60);

#[expect(clippy::disallowed_methods, reason = "a child that hangs must not hang the test")]
fn main() {
    let rollup = made_rollup(EventMix { events: 20_000, services: 20, days: 20, ..EventMix::default() }, 1);
    for n in [0, 4, 1] {
        threads::set(n);
        let of_parent = analysed(&rollup);
        let answer = tempfile::NamedTempFile::new().unwrap();
        match fork().unwrap() {
            Fork::Child => {
                std::fs::write(answer.path(), analysed(&rollup)).unwrap();
                // Not the destructors: the file is the parent's.
                std::process::exit(0);
            }
            Fork::Parent(child) => {
                let begin = Instant::now();
                let status = loop {
                    if let Some(status) = waitpid_nohang(child).unwrap() {
                        break status;
                    }
                    if begin.elapsed() > PATIENCE {
                        let _ = std::process::Command::new("kill").args(["-9", &child.to_string()]).status();
                        panic!("the child of a parent with {n} threads did not answer");
                    }
                    std::thread::sleep(Duration::from_millis(10));
                };
                assert_eq!(status, 0, "the child failed");
                assert_eq!(std::fs::read_to_string(answer.path()).unwrap(), of_parent, "{n} threads");
            }
        }
    }
}

fn analysed(rollup: &Rollup) -> String {
    let analysis = analyze(rollup, rollup.now().unwrap(), &AnalysisConfig::default()).unwrap();
    serde_json::to_string(&analysis).unwrap()
}
