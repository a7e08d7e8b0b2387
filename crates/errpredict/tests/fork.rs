//! A child that was forked off after its parent used threads gives the same bytes: it used to wait for ever for the threads of
//! its parent. A program of its own, because a test binary has other threads.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict::{Event, Rollup, RollupConfig, Severity, Timestamp, threads};
use fork::{Fork, fork, waitpid_nohang};

/// Far more than an analysis takes.
const PATIENCE: Duration = Duration::from_secs(60);

#[expect(clippy::disallowed_methods, reason = "a child that hangs must not hang the test")]
fn main() {
    let rollup = twenty_services();
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

/// Twenty days of twenty services, each with its own rate, so that threads have something to share.
fn twenty_services() -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let start = "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap();
    for minute in 0..20 * 24 * 60_i64 {
        for service in (0..20_i64).filter(|service| minute % (10 + service) == 0) {
            let severity = if minute % 7 == 0 { Severity::Critical } else { Severity::High };
            let at = start.plus_ms(60_000 * minute + 100 * service);
            let event = Event::new(at, format!("service-{service}"), severity, "TimeoutError");
            rollup.observe(event.as_event_ref());
        }
    }
    rollup.settle();
    rollup
}

fn analysed(rollup: &Rollup) -> String {
    let analysis = analyze(rollup, rollup.now().unwrap(), &AnalysisConfig::default()).unwrap();
    serde_json::to_string(&analysis).unwrap()
}
