//! Features: rows for the queries of the evaluation sets in one sweep, and one row from a ready rollup.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use errpredict::features::{FeatureQuery, FeatureSet, FeatureSource};
use errpredict::{Rollup, RollupConfig};
use errpredict_benches::{EventMix, made_rollup, measure, table, write_page};
use errpredict_io::{Queries, ReadOptions, read_into_rollup, read_statics, sources};

const RUNS: usize = 7;
/// The figure's number of queries.
const QUERIES: usize = 50_000;
/// Single rows that are timed together.
const SINGLES: usize = 2_000;

fn main() {
    let kit: PathBuf = std::env::args().nth(1).unwrap_or_else(|| "../shared/eval/prediction".into()).into();
    let mut rows = Vec::new();
    for set in ["grid5000", "webmon", "lanl", "bgl", "azure_pdm"] {
        let folder = kit.join(set);
        if folder.is_dir() {
            rows.push(of_set(set, &folder));
        }
    }
    let mix = EventMix { services: 100, days: 30, ..EventMix::default() };
    rows.push(of_made(&made_rollup(mix, 1)));
    let head = [
        "log",
        "queries",
        "features",
        "reading made ready",
        "50,000 rows, one sweep",
        "one row of a sweep",
        "one row alone",
    ];
    let text = format!(
        "One thread. \"Reading made ready\" is what a `FeatureSource` costs once for a rollup: groups added up, \
         decayed sums stored. Rows are those of the set's own queries (all splits), 50,000 of them taken evenly; \
         the sweep gets them in the file's order. \"One row alone\" is `FeatureSource::extract_into`, services and \
         times at random.\n\n{}\n\
         Must: 2 s and 200 µs; goal: 0.5 s and 30 µs.\n",
        table(&head, &rows)
    );
    write_page(
        "features",
        "cargo run --release -p errpredict-benches --bin features",
        &format!("# Features\n\n{text}"),
    );
}

fn of_set(set: &str, folder: &Path) -> Vec<String> {
    let logs = sources(&[folder.join("events.csv.gz")]).unwrap();
    let (rollup, _) = read_into_rollup(&logs, &ReadOptions::default(), &RollupConfig::default()).unwrap();
    let statics = read_statics(Some(&folder.join("services.csv.gz"))).unwrap();
    let queries = Queries::read(&folder.join("queries.csv.gz")).unwrap();
    let asked = queries.feature_queries();
    measured(set, &rollup, &statics, &asked)
}

/// 100 services, a million events in 30 days, asked every hour.
fn of_made(rollup: &Rollup) -> Vec<String> {
    let (first, last) = (rollup.first().unwrap(), rollup.last().unwrap());
    let mut asked = Vec::new();
    for (service, _) in rollup.services() {
        let mut at = first;
        while at < last {
            asked.push(FeatureQuery { service, at });
            at = at.plus_ms(3_600_000);
        }
    }
    measured("made, 100 services, 1 M events", rollup, &Default::default(), &asked)
}

fn measured(
    set: &str,
    rollup: &Rollup,
    statics: &errpredict::features::Statics,
    all: &[FeatureQuery<'_>],
) -> Vec<String> {
    let asked: Vec<FeatureQuery<'_>> =
        (0..QUERIES).map(|i| all[(i as u64 * all.len() as u64 / QUERIES as u64) as usize]).collect();
    let features = FeatureSet::fit(rollup, statics, rollup.last().unwrap());
    let ready =
        measure(RUNS, || FeatureSource::new(rollup, statics, features.clone()).unwrap().names().len());
    let source = FeatureSource::new(rollup, statics, features).unwrap();
    let sweep = measure(RUNS, || source.sweep(&asked)[[QUERIES - 1, 0]]);
    let mut values = vec![0.0; source.names().len()];
    let single = measure(RUNS, || {
        for i in 0..SINGLES {
            // A stride that meets every service and time.
            let query = all[(i * 7_919) % all.len()];
            source.extract_into(query.service, query.at, black_box(&mut values)).unwrap();
        }
    });
    vec![
        set.to_owned(),
        all.len().to_string(),
        source.names().len().to_string(),
        format!("{:.1} ms", ready.cpu_s * 1e3),
        format!("{:.3} s", sweep.cpu_s),
        format!("{:.1} µs", sweep.cpu_s / QUERIES as f64 * 1e6),
        format!("{:.1} µs", single.cpu_s / SINGLES as f64 * 1e6),
    ]
}
