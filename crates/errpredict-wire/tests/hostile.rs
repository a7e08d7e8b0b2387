//! Hostile requests are refused, or bounded to 64 MB more memory and a second: `hostile_requests.rs` has them.
//!
//! Each runs in a process of its own, so that its peak is its own.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::hostile_requests::{MOST_BYTES, MOST_CPU_S, requests, row, told};

/// A build for tests is slower than what users run by so much; the page `docs/benchmarks/wire.md` is of a release build.
/// `lof` took up to 6.4 s beside a build, and on a machine of CI more than 8: what has no bound takes minutes.
const SLOWER: f64 = if cfg!(debug_assertions) { 24.0 } else { 1.0 };
const TEST: &str = "hostile::hostile_requests_are_refused_or_bounded";
const CHILD: &str = "ERRPREDICT_HOSTILE";
/// Asks a build for tests for the largest requests that are let in as well, as `make test-long` does: minutes of the processor, of which
/// only a release build (`make bench-wire`) says whether the estimates that let them in are right.
const LARGEST: &str = "ERRPREDICT_LARGEST";

/// Bytes of memory that a process holds.
fn resident(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[test]
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "how the parent tells its child what to run, and for how long")]
fn hostile_requests_are_refused_or_bounded() {
    if let Ok(wanted) = std::env::var(CHILD) {
        println!("TOLD {}", told(&wanted));
        return;
    }
    let mut wrong = Vec::new();
    let largest = !cfg!(debug_assertions) || std::env::var_os(LARGEST).is_some();
    for (name, operation, _) in
        requests().into_iter().filter(|(name, ..)| largest || !name.contains("are allowed"))
    {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([TEST, "--exact", "--nocapture"])
            .env(CHILD, name)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // What has no bound is found wanting, not waited for.
        let given_up = Instant::now() + Duration::from_secs(120);
        while child.try_wait().unwrap().is_none() {
            if Instant::now() > given_up || resident(child.id()) > 16 * MOST_BYTES {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = String::from_utf8_lossy(&child.wait_with_output().unwrap().stdout).into_owned();
        let told = output.lines().find_map(|line| line.split_once("TOLD ")).map(|(_, told)| told);
        let Some(told) = told else {
            wrong.push(format!("{name}: stopped by a panic, by its memory or after two minutes: {output}"));
            continue;
        };
        let told: Value = serde_json::from_str(told).unwrap();
        let row = row(name, operation, told["request"].as_u64().unwrap() as usize, &told).join(" | ");
        println!("{row}");
        let fits = told["bytes"].as_u64().unwrap() <= MOST_BYTES
            && told["cpu_s"].as_f64().unwrap() <= MOST_CPU_S * SLOWER;
        if !fits || told["end"] == "internal" {
            wrong.push(row);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
