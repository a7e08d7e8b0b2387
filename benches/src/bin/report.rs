//! The HTML page of an analysis: 50 services, 30 days.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use errpredict::analysis::{AnalysisConfig, analyze, past_worth};
use errpredict_benches::{EventMix, made_rollup, measure, write_page};
use errpredict_io::html::{Contents, report};

const RUNS: usize = 7;

fn main() {
    let rollup =
        made_rollup(EventMix { services: 50, days: 30, events: 1_000_000, ..EventMix::default() }, 1);
    let (at, config) = (rollup.last().unwrap(), AnalysisConfig::default());
    let found = analyze(&rollup, at, &config).unwrap();
    let past = past_worth(&rollup, at, &config).unwrap();
    let page = report(&Contents::new("bench", &found, &rollup).with_past(&past));
    let tried = measure(RUNS, || past_worth(&rollup, at, &config));
    let drawn = measure(RUNS, || {
        let past = past_worth(&rollup, at, &config).unwrap();
        report(&Contents::new("bench", &found, &rollup).with_past(&past))
    });
    write_page(
        "report",
        "cargo run --release -p errpredict-benches --bin report",
        &format!(
            "# The HTML report\n\n50 services, 30 days, 1 M events, from a ready analysis: {:.3} s CPU, {:.2} MB \
             (must: 0.5 s and 3 MB). {:.3} s of it try the probabilities on the past four weeks.\n",
            drawn.cpu_s,
            page.len() as f64 / 1e6,
            tried.cpu_s,
        ),
    );
}
