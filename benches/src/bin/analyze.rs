//! From a ready rollup to the analysis: 1,000 services, 30 days, 10 million events.
//!
//! An argument changes the number of events (default 10,000,000).
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]
#![allow(clippy::print_stderr, reason = "the first step takes a while")]

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict_benches::{EventMix, made_rollup, measure, peak_memory_bytes, table, write_page};

fn main() {
    let events = std::env::args().nth(1).map_or(10_000_000, |text| text.parse().unwrap());
    let mix = EventMix { events, services: 1_000, days: 30, requests_of_10: 3, ..EventMix::default() };
    eprintln!("rolling up {events} events");
    let mut rollup = None;
    let folded = measure(1, || rollup = Some(made_rollup(mix, 1)));
    let rollup = rollup.unwrap();
    let at = rollup.last().unwrap();
    let cells: usize = rollup.services().map(|(_, service)| service.events().len()).sum();

    let reads = measure(3, || {
        // What reading costs at the least: every service's errors as an hourly series, and three windows of it.
        rollup
            .services()
            .map(|(_, service)| {
                let month = at.plus_ms(-30 * errpredict::time::DAY_MS);
                let series = service.errors().series(month, at, errpredict::time::HOUR_MS);
                let windows = [1, 24, 168].map(|hours| {
                    service.errors().between(at.plus_ms(-hours * errpredict::time::HOUR_MS), at)
                });
                series.values.len() as u64 + windows.iter().sum::<u64>()
            })
            .sum::<u64>()
    });
    let config = AnalysisConfig::default();
    let analysed = measure(3, || analyze(&rollup, at, &config).unwrap());
    let rows = vec![
        vec![
            "make and fold the events".into(),
            format!("{:.2} s", folded.cpu_s),
            format!("{:.2} s", folded.wall_s),
        ],
        vec![
            "read: an hourly series of 30 days and three windows of every service".into(),
            format!("{:.4} s", reads.cpu_s),
            format!("{:.4} s", reads.wall_s),
        ],
        vec!["`analyze`".into(), format!("{:.2} s", analysed.cpu_s), format!("{:.2} s", analysed.wall_s)],
    ];
    let text = format!(
        "# Analysing a ready rollup\n\n{} services, 30 days, {events} events ({cells} minutes with something in \
         them), {:.0} MB in memory, {:.0} MB at the peak.\n\n{}",
        rollup.services().len(),
        rollup.memory_bytes() as f64 / 1e6,
        peak_memory_bytes() as f64 / 1e6,
        table(&["what", "CPU time, all threads", "wall-clock time"], &rows),
    );
    write_page("analyze", "cargo run --release -p errpredict-benches --bin analyze", &text);
}
