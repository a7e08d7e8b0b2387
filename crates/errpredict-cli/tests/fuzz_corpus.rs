//! The corpus of every fuzz target (`fuzz/corpus`), what fuzzing found and what it begins with, goes through the
//! target's own checks. `UPDATE=1 cargo test -p errpredict-cli --test all fuzz_corpus` writes the seeds of saved states
//! anew, after their form has changed.

use std::path::{Path, PathBuf};

use errpredict::detect::Detector;
use errpredict::detect::series::SeriesDetector;
use errpredict::features::Statics;
use errpredict::forecast::Forecaster;
use errpredict::pattern::similar::Similar;
use errpredict::pattern::templates::{Templates, TemplatesConfig};
use errpredict::predict::{
    Plan, Predictor, ProbabilityModel, Progress, Samples, SeverityPlan, Shares, Task, Training, TrainingRows,
    self_queries, split_by_time,
};
use errpredict::stats::Series;
use errpredict::time::HOUR_MS;
use errpredict::{Event, Monitor, Rollup, RollupConfig, Severity, Timestamp, WatchConfig, Watches};
use ndarray::Array2;
use serde_json::{Value, json};

#[allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::type_complexity,
    missing_docs,
    unreachable_pub,
    reason = "shared with fuzz/, which builds it alone"
)]
#[path = "../../../fuzz/src/checks/mod.rs"]
mod checks;

fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target)
}

#[test]
fn every_corpus_passes_the_checks_of_its_target() {
    for (target, check) in checks::TARGETS {
        let mut n_files = 0;
        for file in std::fs::read_dir(corpus(target)).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            if let Err(panic) = std::panic::catch_unwind(|| check(&bytes)) {
                let said = panic.downcast_ref::<String>().map_or("", String::as_str);
                panic!("{}: {said}", path.display());
            }
            n_files += 1;
        }
        assert!(n_files > 1, "{n_files} files for {target}");
    }
}

/// The seeds of saved states are what this build saves, so that fuzzing begins with what is accepted.
#[test]
fn the_seeds_are_what_is_saved_today() {
    for (target, name, bytes) in seeds() {
        let path = corpus(target).join(name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(corpus(target)).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        let found = std::fs::read(&path).unwrap_or_default();
        assert!(
            found == bytes,
            "{} is old: UPDATE=1 cargo test -p errpredict-cli --test all fuzz_corpus",
            path.display()
        );
    }
}

type Seed = (&'static str, String, Vec<u8>);

fn seeds() -> Vec<Seed> {
    let mut all = Vec::new();
    rollups(&mut all);
    models(&mut all);
    monitors(&mut all);
    fitted(&mut all);
    texts(&mut all);
    settings(&mut all);
    requests(&mut all);
    columns(&mut all);
    all
}

/// The seed of a target: the byte that chooses, then what was saved.
fn seed(all: &mut Vec<Seed>, target: &'static str, name: &str, choice: u8, saved: &[u8]) {
    all.push((target, name.to_owned(), [&[choice], saved].concat()));
}

/// Everything a rollup can hold, with caps so small that all of it is short.
fn full_rollup(config: RollupConfig) -> Rollup {
    let mut rollup = Rollup::new(config).unwrap();
    for i in 0..40_i64 {
        let at = Timestamp::clamped(1_700_000_000_000 + i * 7_777_777);
        let mut event =
            Event::new(at, format!("s{}", i % 3), Severity::ALL[i as usize % 5], format!("T{}", i % 4));
        event.message = (i % 3 > 0).then(|| format!("order {i} failed"));
        event.user_id = Some((i % 7).to_string());
        event.endpoint = Some((i % 3).to_string());
        event.response_time_ms = Some((i % 9) as f64);
        event.status_code = Some(500);
        event.release = (i % 20 == 0).then(|| format!("v{i}"));
        rollup.observe(event.as_event_ref());
    }
    rollup
}

fn rollups(all: &mut Vec<Seed>) {
    let capped = RollupConfig { max_services: 2, max_types: 2, max_groups: 2, ..RollupConfig::monitor() };
    for (name, config) in [("capped", capped), ("batch", RollupConfig::default())] {
        seed(all, "rollup", name, 1, &full_rollup(config.clone()).save());
        let rows = full_rollup(config.clone()).rows_by_day();
        seed(all, "rollup", &format!("{name}_row"), 3, &rows[0].bytes);
        seed(all, "rollup", &format!("{name}_empty"), 0, &Rollup::new(config).unwrap().save());
    }
}

fn models(all: &mut Vec<Seed>) {
    for (name, settings) in [
        ("logistic", json!({"method": "logistic", "max_steps": 5})),
        ("gradient_boosting", json!({"method": "gradient_boosting", "rounds": 2, "depth": 2})),
        ("random_forest", json!({"method": "random_forest", "trees": 2, "depth": 2})),
        ("base_rate", json!({"method": "base_rate"})),
    ] {
        let method: Predictor = serde_json::from_value(settings).unwrap();
        seed(all, "model", name, 1, &on_numbers(method).to_bytes().unwrap());
    }
    let rollup = checks::small_rollup(RollupConfig::default()).unwrap();
    let queries = self_queries(&rollup, HOUR_MS);
    let statics = Statics::default();
    let splits = split_by_time(&queries, Shares::ALL).unwrap();
    let plan = Plan { task: Task { horizon_ms: HOUR_MS, ..Task::default() }, ..Plan::default() };
    let saved = plan.fit(&rollup, &statics, &queries, &splits, 1).unwrap();
    seed(all, "model", "task", 1, &saved.to_bytes().unwrap());
    let plan = SeverityPlan { horizon_ms: HOUR_MS, method: None };
    let saved = plan.fit(&rollup, &statics, &queries, &splits, 1, Progress::NONE).unwrap();
    seed(all, "model", "severity", 3, &saved.to_bytes().unwrap());
}

/// A model of two numbers, the first of which says what comes three times in four.
fn on_numbers(method: Predictor) -> ProbabilityModel {
    const N: usize = 1_000;
    let names = ["x".to_owned(), "y".to_owned()];
    let rows = Array2::from_shape_fn((N, 2), |(i, j)| (i * (j + 7) % 13) as f64);
    let labels: Vec<bool> = (0..N).map(|i| (i * 7 % 13 > 6) ^ (i % 4 == 0)).collect();
    let times: Vec<Timestamp> = (0..N).map(|i| Timestamp::clamped(i as i64 * HOUR_MS)).collect();
    let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
    let rows = TrainingRows { samples, times: &times, n_fit: 700, horizon_ms: HOUR_MS };
    let model = Training { method, ..Training::default() }.fit(&rows, 7).unwrap();
    let services = vec!["a".to_owned()];
    let (feature_set_version, data_hash) = (0, 1);
    let target = "critical".to_owned();
    ProbabilityModel {
        feature_set_version,
        target,
        data_hash,
        services,
        groups: Vec::new(),
        model,
        task: None,
    }
}

fn monitors(all: &mut Vec<Seed>) {
    let save = |watches: &Watches| serde_json::to_vec(watches).unwrap();
    let fresh = Watches::new(WatchConfig::default()).unwrap();
    all.push(("monitor", "fresh".into(), save(&fresh)));
    let rollup = checks::small_rollup(RollupConfig::monitor()).unwrap();
    let (first, last) = (rollup.first().unwrap(), rollup.last().unwrap());
    let monitor = Monitor::resume(rollup).with_watches(fresh);
    monitor.advance(first).unwrap();
    all.push(("monitor", "one_step".into(), save(&monitor.watches())));
    monitor.advance(last).unwrap();
    all.push(("monitor", "errors".into(), save(&monitor.watches())));
    for minute in 0..200 {
        let end = Timestamp::clamped(last.ms() / 60_000 * 60_000 + minute * 60_000);
        let value = if minute == 150 { 900.0 } else { (minute % 7) as f64 };
        monitor.measure("queue", end, value).unwrap();
    }
    all.push(("monitor", "values".into(), save(&monitor.watches())));
}

/// Every method of detectors and forecasters, fitted to little.
fn fitted(all: &mut Vec<Seed>) {
    // Where the defaults make large models.
    let small = [
        json!({"method": "isolation_forest", "n_trees": 2}),
        json!({"method": "half_space_trees", "n_trees": 2, "height": 3}),
        json!({"method": "ensemble", "members": [{"detector": {"method": "knn"}, "weight": 1.0}]}),
        json!({"method": "lag_trees", "trees": {"n_trees": 2, "height": 3}}),
    ];
    let settings = |name: &str| {
        small.iter().find(|settings| settings["method"] == name).cloned().unwrap_or(json!({"method": name}))
    };
    let rows = Array2::from_shape_fn((12, checks::fitted::COLUMNS), |(i, j)| ((i * 7 + j * 5) % 11) as f64);
    for name in Detector::NAMES {
        let detector: Detector = serde_json::from_value(settings(name)).unwrap();
        let model = serde_json::to_vec(&detector.fit(rows.view(), 1).unwrap()).unwrap();
        seed(all, "fitted", &format!("detector_{name}"), 0, &model);
    }
    let values = |n: usize| (0..n).map(|i| (i % 12 + i * i % 5) as f64).collect::<Vec<_>>();
    let series = Series { first_end: Timestamp::default(), step_ms: HOUR_MS, values: values(150) };
    for name in SeriesDetector::NAMES {
        let detector: SeriesDetector = serde_json::from_value(settings(name)).unwrap();
        let model = serde_json::to_vec(&detector.fit(&series, 1).unwrap()).unwrap();
        seed(all, "fitted", &format!("series_{name}"), 1, &model);
    }
    for name in Forecaster::NAMES.iter().filter(|name| **name != "lstm") {
        let model = Forecaster::from_name(name).unwrap().fit(&values(40), &[12], 1).unwrap();
        seed(all, "fitted", &format!("forecaster_{name}"), 2, &serde_json::to_vec(&model).unwrap());
    }
}

fn texts(all: &mut Vec<Seed>) {
    let mut templates = Templates::new(TemplatesConfig::default()).unwrap();
    let mut similar = Similar::new();
    seed(all, "templates", "no_templates", 0, &serde_json::to_vec(&templates).unwrap());
    for i in 0..12_u32 {
        let message = ["order # of c failed", "disk /dev/sd# is full", "user # not found"][i as usize % 3];
        let message = message.replace('#', &i.to_string());
        templates.observe(&message);
        similar.add(u64::from(i), i % 2, &message);
    }
    similar.settle();
    seed(all, "templates", "templates", 0, &serde_json::to_vec(&templates).unwrap());
    seed(all, "templates", "similar", 1, &serde_json::to_vec(&similar).unwrap());
    seed(all, "templates", "none_similar", 1, &serde_json::to_vec(&Similar::new()).unwrap());
}

fn settings(all: &mut Vec<Seed>) {
    for (name, config) in [
        ("empty", json!({})),
        (
            "read",
            json!({"read": {"format": "plain", "utc_offset": "+01:00", "year": 2026, "strict": true,
            "fields": {"error_type": ["kind"]}, "level_numbers": "pino", "max_line_bytes": 2048}}),
        ),
        (
            "rollup",
            json!({"rollup": {"minutes_kept_for_h": 48, "hours_kept_for_h": 1440,
            "days_kept_for_h": 8760, "witnesses": 2, "max_services": 3, "max_sample_bytes": 0}}),
        ),
        (
            "analysis",
            json!({"analysis": {"depth": "deep", "services": ["a"], "history_hours": 48,
            "horizons_minutes": [30], "limits": {"a": {"errors_per_hour": 3.5}}}}),
        ),
        ("training", json!({"training": {"method": {"method": "logistic"}, "calibration": "beta"}})),
    ] {
        all.push(("config", name.into(), serde_json::to_vec(&config).unwrap()));
    }
}

/// The first two cases of every operation.
fn requests(all: &mut Vec<Seed>) {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    for (choice, operation) in (0..).zip(errpredict_wire::OPERATIONS) {
        let text = std::fs::read_to_string(cases.join(format!("{}.json", operation.name))).unwrap();
        let page: Value = serde_json::from_str(&text).unwrap();
        for (n, case) in page["cases"].as_array().unwrap().iter().take(2).enumerate() {
            let request = serde_json::to_vec(&case["request"]).unwrap();
            seed(all, "wire", &format!("{}_{n}", operation.name), choice, &request);
        }
    }
}

/// Parquet and Arrow as pyarrow writes them: the samples that the readers' own tests use.
fn columns(all: &mut Vec<Seed>) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../errpredict-io/tests/columns");
    for name in ["events.parquet", "events.arrow"] {
        let bytes = std::fs::read(samples.join(name)).unwrap();
        all.push(("readers", name.into(), [b"\xff\0", bytes.as_slice()].concat()));
    }
}
