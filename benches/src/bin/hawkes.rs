//! How much of what can be known is learnt: a simulated self-exciting process whose true probability is known.
//!
//! The oracle knows the intensity of the Hawkes process. The figure is the share of its gain in log loss over the base
//! rate that the trained model reaches on the last fifth.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use errpredict::evaluate::{expected_calibration_error, log_loss, pr_auc};
use errpredict::features::{FeatureQuery, Statics};
use errpredict::predict::{Plan, Shares, Split, Task, self_queries, split_by_time};
use errpredict::time::HOUR_MS;
use errpredict_benches::hawkes::{ALPHA, BETA, Hawkes, START_MS, hawkes_rollup};
use errpredict_benches::{SplitMix, table};

const SERVICES: usize = 50;
const DAYS: i64 = 60;
const HORIZON_H: f64 = 2.0;

fn main() {
    let mut rows = Vec::new();
    for seed in [1, 2, 3] {
        rows.push(run(seed));
    }
    let head = [
        "seed",
        "base rate",
        "base rate's log loss",
        "oracle's",
        "model's",
        "share of the gain",
        "PR-AUC model / oracle",
        "ECE15",
    ];
    let text = format!(
        "# A self-exciting process\n\n`cargo run --release -p errpredict-benches --bin hawkes`. Generated: do not edit.\n\n\
         {SERVICES} services × {DAYS} days of a Hawkes process with an exponential kernel (branching ratio {ALPHA}, \
         decay {BETA}/h, background 0.005 to 0.1 events an hour), every event critical, horizon {HORIZON_H} h, a query \
         every hour. Trained with the defaults of `errpredict train` on the first 60 %, chosen and calibrated on the \
         next 20 %, tested on the last 20 %. The oracle knows the intensity. Must: 0.8 of its gain, goal 0.95.\n\n{}",
        table(&head, &rows)
    );
    print(&text);
    std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/evaluation")).unwrap();
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/evaluation/hawkes.md"), text).unwrap();
}

#[allow(clippy::print_stdout, reason = "benches print what they measured")]
fn print(text: &str) {
    println!("{text}");
}

fn run(seed: u64) -> Vec<String> {
    let mut random = SplitMix(seed);
    let processes = Hawkes::services(SERVICES, DAYS, &mut random);
    let names: Vec<String> = (0..SERVICES).map(|i| format!("service-{i:02}")).collect();
    let rollup = hawkes_rollup(&processes, &names, 1);
    let statics = Statics::default();
    let queries = self_queries(&rollup, HOUR_MS);
    let splits = split_by_time(&queries, Shares::BACKTEST).unwrap();
    let plan = Plan {
        task: Task { horizon_ms: (HORIZON_H * HOUR_MS as f64) as i64, ..Task::default() },
        ..Plan::default()
    };
    let saved = plan.fit(&rollup, &statics, &queries, &splits, seed).unwrap();
    let last = rollup.last().unwrap();
    let tested: Vec<FeatureQuery<'_>> = queries
        .iter()
        .zip(&splits)
        .filter(|(query, split)| **split == Split::Rest && query.at.plus_ms(plan.task.horizon_ms) <= last)
        .map(|(query, _)| *query)
        .collect();
    let task = &saved.task_state().unwrap().task;
    let labels: Vec<bool> =
        tested.iter().map(|query| task.outcome(&rollup, query.service, query.at).unwrap()).collect();
    let model: Vec<f64> =
        saved.predict_queries(&rollup, &statics, &tested).unwrap().iter().map(|p| p.probability).collect();
    let oracle: Vec<f64> = tested
        .iter()
        .map(|query| {
            let i = names.iter().position(|name| name == query.service).unwrap();
            processes[i].probability((query.at.ms() - START_MS) as f64 / HOUR_MS as f64, HORIZON_H)
        })
        .collect();
    let rate = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    let base = log_loss(&labels, &vec![rate; labels.len()]).unwrap();
    let (best, reached) = (log_loss(&labels, &oracle).unwrap(), log_loss(&labels, &model).unwrap());
    vec![
        seed.to_string(),
        format!("{rate:.4}"),
        format!("{base:.4}"),
        format!("{best:.4}"),
        format!("{reached:.4}"),
        format!("**{:.3}**", (base - reached) / (base - best)),
        format!("{:.4} / {:.4}", pr_auc(&labels, &model).unwrap(), pr_auc(&labels, &oracle).unwrap()),
        format!("{:.4}", expected_calibration_error(&labels, &model, 15).unwrap()),
    ]
}
