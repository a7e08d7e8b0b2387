//! From a ready rollup to the analysis: 1,000 services, 30 days, 10 million events.
//!
//! An argument changes the number of events (default 10,000,000).
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]
#![allow(clippy::print_stderr, reason = "the first step takes a while")]

use errpredict::analysis::{AnalysisConfig, analyze};
use errpredict_benches::{EventMix, made_rollup, measure, peak_memory_bytes, table, write_page};

fn main() {
<<<<<<< HEAD
    let events = std::env::args().nth(1).map_or(10_000_000, |text| text.parse().unwrap());
    let mix = EventMix { events, services: 1_000, days: 30, requests_of_10: 3, ..EventMix::default() };
    eprintln!("rolling up {events} events");
    let mut rollup = None;
    let folded = measure(1, || rollup = Some(made_rollup(mix, 1)));
    let rollup = rollup.unwrap();
    let at = rollup.last().unwrap();
    let cells: usize = rollup.services().map(|(_, service)| service.events().len()).sum();
=======
    let mut rows = Vec::new();
    let small = made_rollup(EventMix { services: 50, days: 30, events: 1_000_000, ..EventMix::default() }, 1);
    let large =
        made_rollup(EventMix { services: 1_000, days: 30, events: 10_000_000, ..EventMix::default() }, 2);
    for (name, rollup) in [("50 services, 1 M events", &small), ("1,000 services, 10 M events", &large)] {
        for (depth, label) in
            [(Depth::Quick, "anomalies"), (Depth::Full, "all but causes"), (Depth::Deep, "all")]
        {
            let measured = measure(RUNS, || analysis(rollup, depth));
            rows.push(vec![
                name.to_owned(),
                label.to_owned(),
                format!("{:.2} s", measured.cpu_s),
                format!("{:.2} s", measured.wall_s),
            ]);
        }
    }
    let found = analysis(&small, Depth::Deep);
    let page = errpredict_io::html::report(&found, &small, "bench");
    let drawn = measure(RUNS, || errpredict_io::html::report(&found, &small, "bench"));
    write_page(
        "analyze",
        "cargo run --release -p errpredict-benches --bin analyze",
        &format!(
            "# Analysing\n\nFrom a ready rollup, 30 days of history, all cores.\n\n{}\nThe HTML page of 50 services and 30 days: \
             {:.3} s CPU, {:.2} MB.\nPeak memory of this bench, both rollups included: {} MB.\n",
            table(&["what", "depth", "CPU time", "wall time"], &rows),
            drawn.cpu_s,
            page.len() as f64 / 1e6,
            peak_memory_bytes() / 1_000_000,
        ),
    );
}
>>>>>>> 11d2d54 (Format)

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
