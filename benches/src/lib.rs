//! What every bench needs: CPU time, medians, made-up events, pages.
//!
//! A new bench is one file in `src/bin/`. It prints what it measured and writes `docs/benchmarks/<topic>.md` with
//! [`write_page`]. Times are CPU time of the process, all threads, so that a busy machine does not show; ratios
//! are taken in one run.
#![allow(clippy::print_stdout, reason = "benches print what they measured")]

mod child;
mod events;
pub mod families;
pub mod foretold;
pub mod hawkes;
mod logs;
#[cfg(feature = "columns")]
mod more_logs;
pub mod placebo;
pub mod shapes;
pub mod trials;

pub use child::{ChildCost, measure_child};
pub use events::{EventMix, SplitMix, made_events, made_rollup};
pub use logs::{made_record, write_made_log};
#[cfg(feature = "columns")]
pub use more_logs::{MadeLog, more_logs};

use std::fmt::Write as _;
use std::path::PathBuf;

use rustix::time::{ClockId, clock_gettime};

/// CPU seconds this process used so far, all threads.
#[must_use]
pub fn cpu_seconds() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// Wall-clock seconds since some fixed moment.
#[must_use]
pub fn wall_seconds() -> f64 {
    let now = clock_gettime(ClockId::Monotonic);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// Largest memory this process has held, in bytes; 0 where the system does not tell.
#[must_use]
pub fn peak_memory_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}

/// What several runs took.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Median CPU seconds of a run.
    pub cpu_s: f64,
    /// Median wall-clock seconds of a run.
    pub wall_s: f64,
    /// Fastest run, CPU seconds.
    pub best_cpu_s: f64,
    /// How many runs.
    pub runs: usize,
}

/// Runs `work` `runs` times; what it gives is kept from being optimised away.
pub fn measure<T>(runs: usize, mut work: impl FnMut() -> T) -> Measured {
    let mut cpu = Vec::with_capacity(runs);
    let mut wall = Vec::with_capacity(runs);
    for _ in 0..runs {
        let (cpu_start, wall_start) = (cpu_seconds(), wall_seconds());
        let result = std::hint::black_box(work());
        cpu.push(cpu_seconds() - cpu_start);
        wall.push(wall_seconds() - wall_start);
        drop(result);
    }
    Measured {
        best_cpu_s: cpu.iter().copied().fold(f64::INFINITY, f64::min),
        cpu_s: median(&mut cpu),
        wall_s: median(&mut wall),
        runs,
    }
}

/// CPU seconds of several works, run after each other in turns: what slows the machine for a while slows all of them.
pub fn in_turns<const N: usize>(rounds: usize, mut works: [&mut dyn FnMut(); N]) -> [Vec<f64>; N] {
    let mut seconds: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(rounds));
    for _ in 0..rounds {
        for (work, seconds) in works.iter_mut().zip(&mut seconds) {
            let start = cpu_seconds();
            work();
            seconds.push(cpu_seconds() - start);
        }
    }
    seconds
}

/// The middle of some numbers, which it sorts; NaN of none.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 {
        f64::NAN
    } else if n % 2 == 1 {
        values[n / 2]
    } else {
        (values[n / 2 - 1] + values[n / 2]) / 2.0
    }
}

/// A Markdown table.
#[must_use]
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    let mut line = |cells: &[&str]| {
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    };
    line(header);
    line(&vec!["---"; header.len()]);
    for row in rows {
        line(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    text
}

/// Writes `docs/benchmarks/<topic>.md` with a note on how it was measured, and prints it.
///
/// # Panics
/// When the page cannot be written.
#[allow(clippy::expect_used, reason = "a bench that cannot write its page has failed")]
pub fn write_page(topic: &str, command: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/benchmarks/{topic}.md"));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let page = format!(
        "<!-- Written by `{command}`; do not edit. -->\n{text}\nMeasured by `{command}` on {} ({cores} cores), CPU \
         time of the process, median of several runs.\n",
        cpu_model()
    );
    std::fs::create_dir_all(path.parent().unwrap_or(&path)).expect("docs/benchmarks");
    std::fs::write(&path, &page).expect("the page");
    println!("{page}");
}

fn cpu_model() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, model)| model.trim().to_owned())
}
