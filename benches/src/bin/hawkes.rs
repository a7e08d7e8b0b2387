//! How much of what can be known is learnt: a simulated self-exciting process whose true probability is known.
//!
//! Hawkes process with an exponential kernel, λ(t) = μ + Σ α β e^(−β (t − tᵢ)). Until the next event λ is known, so
//! P(no event in H) = exp(−μ H − (λ(t) − μ) (1 − e^(−β H)) / β) exactly: the oracle. The figure is the share of the
//! oracle's gain in log loss over the base rate that the trained model reaches on the last fifth.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use errpredict::evaluate::{expected_calibration_error, log_loss, pr_auc};
use errpredict::features::{FeatureQuery, Statics};
use errpredict::predict::{Plan, Shares, Split, Task, self_queries, split_by_time};
use errpredict::time::HOUR_MS;
use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
use errpredict_benches::{SplitMix, table};

const SERVICES: usize = 50;
const DAYS: i64 = 60;
const START_MS: i64 = 1_700_006_400_000;
/// Branching ratio: expected children of an event.
const ALPHA: f64 = 0.6;
/// Decay of the excitement, 1/h.
const BETA: f64 = 0.5;
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

/// One service: event times in hours.
struct Process {
    mu: f64,
    events: Vec<f64>,
}

impl Process {
    /// Ogata's thinning (1981).
    fn simulate(mu: f64, until_h: f64, random: &mut SplitMix) -> Self {
        let (mut t, mut excited, mut events) = (0.0, 0.0, Vec::new());
        let mut uniform = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        loop {
            let bound = mu + excited;
            let wait = -libm_ln(1.0 - uniform()) / bound;
            t += wait;
            if t > until_h {
                return Process { mu, events };
            }
            excited *= libm_exp(-BETA * wait);
            if uniform() * bound < mu + excited {
                events.push(t);
                excited += ALPHA * BETA;
            }
        }
    }

    /// The true probability of an event in (t, t + H].
    fn probability(&self, t: f64) -> f64 {
        let excited: f64 = self
            .events
            .iter()
            .take_while(|event| **event <= t)
            .map(|event| ALPHA * BETA * libm_exp(-BETA * (t - event)))
            .sum();
        let expected = self.mu * HORIZON_H + excited * (1.0 - libm_exp(-BETA * HORIZON_H)) / BETA;
        1.0 - libm_exp(-expected)
    }
}

#[allow(clippy::disallowed_methods, reason = "a simulation, not a result of the library")]
fn libm_exp(x: f64) -> f64 {
    x.exp()
}

#[allow(clippy::disallowed_methods, reason = "a simulation, not a result of the library")]
fn libm_ln(x: f64) -> f64 {
    x.ln()
}

fn run(seed: u64) -> Vec<String> {
    let mut random = SplitMix(seed);
    let until_h = (DAYS * 24) as f64;
    let processes: Vec<Process> = (0..SERVICES)
        .map(|i| {
            // Background rates from 0.005 to 0.1 an hour, evenly on the log scale.
            let mu = 0.005 * libm_exp(libm_ln(20.0) * i as f64 / (SERVICES - 1) as f64);
            Process::simulate(mu, until_h, &mut random)
        })
        .collect();
    let names: Vec<String> = (0..SERVICES).map(|i| format!("service-{i:02}")).collect();
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (process, name) in processes.iter().zip(&names) {
        for hours in &process.events {
            let at = Timestamp::clamped(START_MS + (hours * HOUR_MS as f64) as i64);
            rollup.observe(EventRef::new(at, name, Severity::Critical, "Down"));
        }
    }
    rollup.settle();
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
            processes[i].probability((query.at.ms() - START_MS) as f64 / HOUR_MS as f64)
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
