//! Prediction: fits beside XGBoost and scikit-learn on the same rows, one answer, one explanation, a night's training.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::hint::black_box;
use std::io::Write;
use std::process::Command;

use errpredict::evaluate::log_loss;
use errpredict::features::{FeatureQuery, FeatureSource, Statics};
use errpredict::predict::{
    FittedPredictor, GradientBoosting, Key, Plan, Predictor, ProbabilityModel, RandomForest, Sample, Samples,
    Shares, Task, Training, TrainingRows, self_queries, sigmoid, split_by_time,
};
use errpredict::time::HOUR_MS;
use errpredict::{Rollup, Timestamp};
use errpredict_benches::hawkes::{Hawkes, hawkes_rollup};
use errpredict_benches::{Measured, SplitMix, measure, table, write_page};
use ndarray::{Array2, Axis, Slice};
use serde::Deserialize;

const RUNS: usize = 3;
/// The figure's table.
const ROWS: usize = 100_000;
const COLUMNS: usize = 150;
/// Rows of a night's training.
const NIGHTLY: usize = 120_000;
/// Answers and explanations timed together: one alone is below the clock.
const TOGETHER: usize = 2_000;

/// Usage: predict [PYTHON | answers]: with `answers` only what one answer and one explanation cost, on the terminal.
fn main() {
    let python = std::env::args().nth(1);
    if python.as_deref() == Some("answers") {
        return only_answers();
    }
    let made = Made::new(ROWS);
    let peer = python.map(|python| made.peer(&python));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (fits, models) = one_thread.install(|| fits(&made, peer.as_ref()));
    let answers = answers(&made, &models, peer.as_ref());
    drop(made);
    let nights = nights();
    let text = format!(
        "# Prediction speed\n\nOne thread, unless it says otherwise.\n\n\
         ## Fitting\n\n{ROWS} made rows × {COLUMNS} features (counts with a long tail, gaps, numbers), 100 trees of \
         depth 5, rate 0.1; the peers get the same rows in single precision. Log loss: fitted on the first four fifths, \
         on the last.\n\n{fits}\n\
         Must: boosting at most 1.0 of XGBoost's time, forest 0.5 of scikit-learn's; goal: 0.5 and 0.2.\n\n\
         ## One answer, one explanation\n\n{answers}\n\
         Must: 10 µs a row and 1 ms an explanation of the ensemble; goal: 1 µs and 100 µs. An explanation is the exact \
         Shapley values of a row.\n\n\
         ## A night's training\n\n{nights}"
    );
    write_page("predict", "make bench-predict", &text);
}

#[allow(clippy::print_stdout, reason = "benches print what they measured")]
fn only_answers() {
    let made = Made::new(ROWS);
    let models: Vec<FittedPredictor> =
        methods().iter().map(|method| method.fit(&made.samples(ROWS), 0).unwrap()).collect();
    println!("{}", answers(&made, &models, None));
}

/// Rows like those of the features: half counts with a long tail and many zeros, a fifth with gaps, the rest numbers.
struct Made {
    names: Vec<String>,
    rows: Array2<f64>,
    labels: Vec<bool>,
}

impl Made {
    fn new(n: usize) -> Made {
        let mut random = SplitMix(4);
        let mut uniform = move || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut rows = Array2::zeros((n, COLUMNS));
        let mut labels = Vec::with_capacity(n);
        for mut row in rows.rows_mut() {
            for (j, value) in row.iter_mut().enumerate() {
                let normal = (0..6).map(|_| uniform()).sum::<f64>() * 1.414 - 4.243;
                *value = match j % 10 {
                    0..5 => (normal * 1.5 + (j % 5) as f64 - 2.0).max(0.0).powi(2).floor(),
                    5 | 6 if uniform() < 0.3 => f64::NAN,
                    _ => f64::from(normal as f32),
                };
            }
            let know = |j: usize| if row[j].is_nan() { 0.0 } else { row[j] };
            let log_odds = -3.5 + 0.3 * know(4) + 0.8 * know(7) * know(8) + 0.6 * know(5)
                - 0.2 * know(14).min(6.0)
                + if know(24) > 3.0 && know(17) > 0.5 { 1.5 } else { 0.0 };
            labels.push(uniform() < sigmoid(log_odds));
        }
        Made { names: (0..COLUMNS).map(|j| format!("f{j}")).collect(), rows, labels }
    }

    fn samples(&self, n: usize) -> Samples<'_> {
        Samples {
            names: &self.names,
            rows: self.rows.slice_axis(Axis(0), Slice::from(..n)),
            labels: &self.labels[..n],
            weights: None,
            keys: None,
        }
    }

    fn loss(&self, model: &FittedPredictor, from: usize) -> f64 {
        let scores =
            model.as_fitted().log_odds_batch(self.rows.slice_axis(Axis(0), Slice::from(from..)), None);
        let probabilities: Vec<f64> = scores.into_iter().map(sigmoid).collect();
        log_loss(&self.labels[from..], &probabilities).unwrap()
    }

    /// The peers on these rows.
    fn peer(&self, python: &str) -> Peer {
        let folder = tempfile::tempdir().unwrap();
        let (rows, labels) = (folder.path().join("rows"), folder.path().join("labels"));
        let bytes: Vec<u8> = self.rows.iter().flat_map(|value| (*value as f32).to_le_bytes()).collect();
        std::fs::File::create(&rows).unwrap().write_all(&bytes).unwrap();
        std::fs::write(&labels, self.labels.iter().map(|y| u8::from(*y)).collect::<Vec<u8>>()).unwrap();
        let output = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/peers/predict.py"))
            .args([rows.as_os_str(), ROWS.to_string().as_ref(), COLUMNS.to_string().as_ref()])
            .args([labels.as_os_str(), RUNS.to_string().as_ref()])
            .env("OMP_NUM_THREADS", "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// What `benches/peers/predict.py` prints.
#[derive(Deserialize)]
struct Peer {
    xgboost_fit_s: f64,
    xgboost_loss: f64,
    xgboost_one_s: f64,
    sklearn_forest_fit_s: f64,
    sklearn_forest_loss: f64,
    sklearn_forest_one_s: f64,
    xgboost_shap_s: f64,
    sklearn_forest_shap_s: f64,
}

fn methods() -> [Predictor; 2] {
    [
        Predictor::GradientBoosting(GradientBoosting::default()),
        Predictor::RandomForest(RandomForest::default()),
    ]
}

fn ratio(ours: f64, theirs: Option<f64>) -> String {
    theirs.map_or_else(|| "–".into(), |theirs| format!("**{:.2}**", ours / theirs))
}

fn seconds(value: Option<f64>) -> String {
    value.map_or_else(|| "–".into(), |value| format!("{value:.2} s"))
}

fn micros(value: f64) -> String {
    format!("{:.2} µs", value * 1e6)
}

fn fits(made: &Made, peer: Option<&Peer>) -> (String, Vec<FittedPredictor>) {
    let (mut rows, mut models) = (Vec::new(), Vec::new());
    for (i, method) in methods().into_iter().enumerate() {
        let fit = measure(RUNS, || method.fit(&made.samples(ROWS), 0).unwrap());
        let early = method.fit(&made.samples(ROWS / 5 * 4), 0).unwrap();
        let theirs = peer.map(|peer| match i {
            0 => ("XGBoost (hist)", peer.xgboost_fit_s, peer.xgboost_loss),
            _ => ("scikit-learn", peer.sklearn_forest_fit_s, peer.sklearn_forest_loss),
        });
        rows.push(vec![
            format!("`{}`", method.name()),
            theirs.map_or("–", |(name, ..)| name).to_owned(),
            seconds(Some(fit.cpu_s)),
            seconds(theirs.map(|(_, fit, _)| fit)),
            ratio(fit.cpu_s, theirs.map(|(_, fit, _)| fit)),
            format!("{:.4}", made.loss(&early, ROWS / 5 * 4)),
            theirs.map_or_else(|| "–".into(), |(.., loss)| format!("{loss:.4}")),
        ]);
        models.push(method.fit(&made.samples(ROWS), 0).unwrap());
    }
    let head = ["method", "peer", "fit", "peer's", "ratio", "log loss", "peer's"];
    (table(&head, &rows), models)
}

/// Time of one row of many.
fn each(mut work: impl FnMut(usize)) -> f64 {
    measure(RUNS, || (0..TOGETHER).for_each(&mut work)).cpu_s / TOGETHER as f64
}

fn answers(made: &Made, models: &[FittedPredictor], peer: Option<&Peer>) -> String {
    let rows: Vec<Vec<f64>> = (0..TOGETHER).map(|i| made.rows.row(i * 37 % ROWS).to_vec()).collect();
    let mut out = vec![0.0; COLUMNS];
    let mut lines = Vec::new();
    for (i, model) in models.iter().enumerate() {
        let fitted = model.as_fitted();
        let one = each(|i| {
            black_box(fitted.log_odds(&Sample::new(&rows[i])));
        });
        let shap = each(|i| {
            black_box(fitted.contributions(&Sample::new(&rows[i]), 1.0, &mut out));
        });
        let theirs = peer.map(|peer| match i {
            0 => (peer.xgboost_one_s, peer.xgboost_shap_s),
            _ => (peer.sklearn_forest_one_s, peer.sklearn_forest_shap_s),
        });
        let their = |value: Option<f64>| value.map_or_else(|| "–".into(), micros);
        lines.push(vec![
            format!("`{}`, 100 trees", model.name()),
            micros(one),
            their(theirs.map(|(one, _)| one)),
            micros(shap),
            their(theirs.map(|(_, shap)| shap)),
        ]);
    }
    lines.push(ensemble(made, &rows));
    let head = ["model", "one row", "peer's", "Shapley values of a row", "peer's"];
    table(&head, &lines)
}

/// The default: logistic regression and automatic boosting, calibrated.
fn ensemble(made: &Made, rows: &[Vec<f64>]) -> Vec<String> {
    let times: Vec<Timestamp> = (0..ROWS as i64).map(|i| Timestamp::from_ms(i * HOUR_MS).unwrap()).collect();
    let training = TrainingRows {
        samples: made.samples(ROWS),
        times: &times,
        n_fit: ROWS / 5 * 4,
        horizon_ms: 24 * HOUR_MS,
    };
    let model = Training::default().fit(&training, 0).unwrap();
    let outcomes = model.outcomes();
    let one = each(|i| {
        black_box(model.predict(&Sample::new(&rows[i]), &outcomes).unwrap());
    });
    let mut out = vec![0.0; COLUMNS];
    let shap = each(|i| {
        black_box(model.contributions(&Sample { values: &rows[i], key: Key::NONE }, &mut out));
    });
    let name = format!("default `{}`, calibrated", model.predictor().name());
    vec![name, micros(one), "–".into(), micros(shap), "–".into()]
}

/// From a ready rollup to a model file, and what the model then answers.
fn nights() -> String {
    const SERVICES: usize = 100;
    let days = (NIGHTLY / SERVICES / 24) as i64;
    let processes = Hawkes::services(SERVICES, days, &mut SplitMix(9));
    let names: Vec<String> = (0..SERVICES).map(|i| format!("service-{i:03}")).collect();
    let rollup = hawkes_rollup(&processes, &names, 20);
    let statics = Statics::default();
    let queries = self_queries(&rollup, HOUR_MS);
    let splits = split_by_time(&queries, Shares::ALL).unwrap();
    let plan = Plan { task: Task { horizon_ms: 2 * HOUR_MS, ..Task::default() }, ..Plan::default() };
    let train = || plan.fit(&rollup, &statics, &queries, &splits, 0).unwrap();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| measure(1, || train().to_bytes().unwrap()))
    };
    let (one, two) = (on(1), on(2));
    let saved = train();
    let bytes = saved.to_bytes().unwrap();
    let load = measure(7, || ProbabilityModel::from_bytes(&bytes).unwrap());
    let line = |threads: &str, m: Measured| {
        vec![threads.to_owned(), seconds(Some(m.wall_s)), seconds(Some(m.cpu_s))]
    };
    format!(
        "{} queries of {SERVICES} services, {} features, from a ready rollup: features, ensemble of logistic regression \
         and boosting with early stopping, weights, calibration, alert threshold, the final fit.\n\n{}\n\
         Must: 60 s on 2 cores, goal 15 s.\n\n\
         The model file has {:.0} KB and loads in {:.2} ms.\n\
         From the ready rollup, features included, it answers one question in {} (must 300 µs, goal 50 µs), the \
         `FeatureSource` made once.\n",
        queries.len(),
        saved.model.features.len(),
        table(&["threads", "wall clock", "CPU time"], &[line("1", one), line("2", two)]),
        bytes.len() as f64 / 1024.0,
        load.cpu_s * 1e3,
        micros(from_rollup(&saved, &rollup, &statics, &queries)),
    )
}

fn from_rollup(
    saved: &ProbabilityModel,
    rollup: &Rollup,
    statics: &Statics,
    queries: &[FeatureQuery<'_>],
) -> f64 {
    let set = saved.task_state().unwrap().feature_set.clone();
    let source = FeatureSource::new(rollup, statics, set).unwrap();
    let outcomes = saved.model.outcomes();
    each(|i| {
        let query = queries[(i * 7_919) % queries.len()];
        black_box(saved.predict_at(&source, statics, query, &outcomes).unwrap());
    })
}
