//! What another program costs, run as a child of the bench.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{median, wall_seconds};

/// What several runs of a program took.
#[derive(Debug, Clone, Copy)]
pub struct ChildCost {
    /// Median wall-clock seconds of a run.
    pub wall_s: f64,
    /// Median CPU seconds of a run, all threads, in steps of 1/100 s.
    pub cpu_s: f64,
    /// Largest memory held in any run, in bytes.
    pub peak_bytes: u64,
}

/// Between two looks at a child's memory; its peak only grows, so at most the growth of the last moments is missed.
const LOOK: Duration = Duration::from_millis(2);
/// Linux counts CPU time in 1/100 s on every machine in use.
const TICKS_PER_S: f64 = 100.0;

/// Runs a program several times, without output.
///
/// # Panics
/// When it cannot be started or fails.
#[allow(clippy::expect_used, reason = "a bench whose program fails has failed")]
pub fn measure_child(runs: usize, make: impl Fn() -> Command) -> ChildCost {
    let (mut walls, mut cpus, mut peak_bytes) = (Vec::new(), Vec::new(), 0);
    for _ in 0..runs {
        let (wall, cpu) = (wall_seconds(), children_cpu_s());
        let mut child = make().stdout(Stdio::null()).spawn().expect("the program starts");
        let status = loop {
            peak_bytes = peak_bytes.max(peak_of(child.id()));
            if let Some(status) = child.try_wait().expect("a child to wait for") {
                break status;
            }
            std::thread::sleep(LOOK);
        };
        assert!(status.success(), "the program failed: {status}");
        walls.push(wall_seconds() - wall);
        cpus.push(children_cpu_s() - cpu);
    }
    ChildCost { wall_s: median(&mut walls), cpu_s: median(&mut cpus), peak_bytes }
}

/// CPU time of all children that were waited for, and of theirs.
fn children_cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold spaces; user and system time of children are fields 16 and 17.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    fields.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>()
        / TICKS_PER_S
}

fn peak_of(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}
