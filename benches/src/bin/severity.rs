//! Severity: how severe the worst event of the horizon will be, on the public sets of the prediction kit, beside the
//! commonest class and the severity of the horizon just passed.
//!
//! Usage: `severity [KIT]`. What `errpredict train --target severity` and `errpredict predict` do: fitted on the queries
//! of `train`, method, calibration and what follows outcomes chosen on `val`, fitted again on both, scored once on `test`.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use errpredict::evaluate::{Confusion, expected_calibration_error};
use errpredict::features::{FeatureQuery, effective_at};
use errpredict::predict::{CLASSES, Progress, SeverityMetrics, SeverityPlan, Split, worst_class};
use errpredict::{Rollup, RollupConfig};
use errpredict_benches::{measure, table};
use errpredict_io::{Queries, ReadOptions, read_into_rollup, read_statics, sources};

/// Sets with their horizons, as in the kit's README.
const SETS: [(&str, i64); 5] =
    [("grid5000", 24), ("webmon", 24), ("lanl", 24), ("bgl", 6), ("azure_pdm", 24)];
const HOUR_MS: i64 = 3_600_000;
const N: usize = CLASSES.len();
const SEED: u64 = 0;
/// Bins of the calibration error, as everywhere in the kit.
const ECE_BINS: usize = 15;

fn main() {
    let kit: PathBuf = std::env::args().nth(1).unwrap_or_else(|| "../shared/eval/prediction".into()).into();
    let (mut summary, mut calibration, mut text) = (Vec::new(), Vec::new(), String::new());
    for (name, hours) in SETS {
        let found = evaluate(&kit.join(name), hours * HOUR_MS);
        for (i, (who, confusion)) in found.answers.iter().enumerate() {
            summary.push(vec![
                if i == 0 { name.to_owned() } else { String::new() },
                who.clone(),
                format!("{:.4}", confusion.accuracy()),
                format!("{:.4}", confusion.balanced_accuracy()),
                format!("{:.4}", confusion.macro_f1()),
            ]);
        }
        calibration.push(found.calibration(name));
        let tried: Vec<String> =
            found.metrics.tried.iter().map(|(name, loss)| format!("`{name}` {loss:.4}")).collect();
        let maps: Vec<String> =
            found.metrics.calibrations.iter().map(|(class, map)| format!("{class}: {map}")).collect();
        let _ = writeln!(
            text,
            "### {name}\n\nChosen `{}` by log loss on a sample: {}. Maps of the steps: {}. Training took {:.0} s of CPU time.\n",
            found.method,
            tried.join(", "),
            maps.join(", "),
            found.cpu_s,
        );
        for (who, confusion) in found.answers.iter().skip(1) {
            let _ = writeln!(text, "{who}, rows what came, columns what was said:\n\n{}", matrix(confusion));
        }
    }
    let page = format!(
        "# Severity\n\n`make eval-severity`. Generated: do not edit.\n\n\
         The class of the worst event of the horizon after each query of the prediction kit (public test half): {}. \
         \"Commonest class\" is that of `train` and `val`, \"last severity\" the worst of the horizon just passed. \
         \"Likeliest\" is made for accuracy, \"balanced\" for balanced accuracy (mean recall of the classes that come), \
         from the same probabilities. Fitted on `train`, the method chosen by log loss on a sample of `val`, fitted again \
         on both, scored once on `test`.\n\n{}\n\
         Where trouble is rare, always saying the commonest class is hard to beat by accuracy and worth nothing: it \
         finds no trouble at all (balanced accuracy 1 / number of classes). A log with two classes only has one step: \
         its severity is the prediction of critical events, by a quicker method.\n\n\
         ## Calibration\n\n{}\n\
         Log loss of the class that came; ECE with {ECE_BINS} bins, the mean over the classes that come. \"Frequencies\": \
         how often each class came in `train` and `val`. \"Method\": probabilities as fitted. \"Served\": every step \
         follows the outcomes known at the time, then goes through the map that `val` asks for, which is `none` unless \
         another one wins there forward in time. On `val` the methods had not seen the rows, outcomes are followed \
         as they become known, and a map other than `none` is the one fitted on those rows.\n\n\
         ## Choices and confusion matrices\n\n{text}",
        CLASSES.map(|class| format!("`{class}`")).join(", "),
        table(&["set", "answer", "accuracy", "balanced accuracy", "mean F1"], &summary),
        table(
            &[
                "set",
                "`val`: frequencies",
                "method",
                "served",
                "`test`: frequencies",
                "method",
                "served",
                "ECE of the method",
                "served",
            ],
            &calibration
        ),
    );
    print(&page);
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/evaluation/severity.md"), page).unwrap();
}

#[allow(clippy::print_stdout, reason = "benches print what they measured")]
fn print(text: &str) {
    println!("{text}");
}

fn matrix(confusion: &Confusion) -> String {
    let head: Vec<&str> = std::iter::once("").chain(CLASSES).collect();
    let rows: Vec<Vec<String>> = confusion
        .counts
        .iter()
        .zip(CLASSES)
        .filter(|(counts, _)| counts.iter().any(|n| *n > 0))
        .map(|(counts, class)| {
            std::iter::once(class.to_owned()).chain(counts.iter().map(u64::to_string)).collect()
        })
        .collect();
    table(&head, &rows)
}

/// Answers on the test rows: who, confusion; and probabilities with what came.
struct Found {
    method: String,
    metrics: SeverityMetrics,
    cpu_s: f64,
    answers: Vec<(String, Confusion)>,
    /// Of the classes in `train` and `val`.
    frequencies: Vec<f64>,
    came: Vec<usize>,
    raw: Vec<Vec<f64>>,
    served: Vec<Vec<f64>>,
}

impl Found {
    fn calibration(&self, name: &str) -> Vec<String> {
        let frequencies = vec![self.frequencies.clone(); self.came.len()];
        let said = [&frequencies, &self.raw, &self.served];
        let metrics = &self.metrics;
        std::iter::once(name.to_owned())
            .chain([metrics.base_log_loss, metrics.raw_log_loss, metrics.log_loss].map(number))
            .chain(said.map(|said| number(Some(log_loss(said, &self.came)))))
            .chain([&self.raw, &self.served].map(|said| number(Some(ece(said, &self.came)))))
            .collect()
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
}

fn evaluate(folder: &Path, horizon_ms: i64) -> Found {
    let logs = sources(&[folder.join("events.csv.gz")]).unwrap();
    let (rollup, _) = read_into_rollup(&logs, &ReadOptions::default(), &RollupConfig::default()).unwrap();
    let statics = read_statics(Some(&folder.join("services.csv.gz"))).unwrap();
    let file = Queries::read(&folder.join("queries.csv.gz")).unwrap();
    let splits: Vec<Split> =
        file.splits.as_ref().unwrap().iter().map(|name| Split::from_name(name)).collect();
    let asked = file.feature_queries();
    let of = |wanted: &[Split]| -> Vec<FeatureQuery<'_>> {
        asked
            .iter()
            .zip(&splits)
            .filter(|(_, split)| wanted.contains(split))
            .map(|(query, _)| *query)
            .collect()
    };
    let (known, test) = (of(&[Split::Train, Split::Validate]), of(&[Split::Rest]));
    let plan = SeverityPlan { horizon_ms, method: None };
    let mut saved = None;
    let cost = measure(1, || {
        saved = Some(plan.fit(&rollup, &statics, &asked, &splits, SEED, Progress::NONE).unwrap());
    });
    let saved = saved.unwrap();
    let said = saved.predict_queries(&rollup, &statics, &test).unwrap();
    let (came, last) = (classes(&rollup, &test, 0, horizon_ms), classes(&rollup, &test, -horizon_ms, 0));
    let before = classes(&rollup, &known, 0, horizon_ms);
    let share = |class: usize| {
        // A class that has not come yet is not impossible.
        (before.iter().filter(|c| **c == class).count() as f64 + 0.5) / (before.len() as f64 + 0.5 * N as f64)
    };
    let frequencies: Vec<f64> = (0..N).map(share).collect();
    let commonest = (0..N).max_by(|a, b| frequencies[*a].total_cmp(&frequencies[*b])).unwrap();
    let confusion = |said: Vec<usize>| Confusion::new(&came, &said, N).unwrap();
    let name = &saved.method;
    Found {
        answers: vec![
            ("commonest class".into(), confusion(vec![commonest; test.len()])),
            ("last severity".into(), confusion(last)),
            (format!("`{name}`, likeliest"), confusion(said.iter().map(|answer| answer.likeliest).collect())),
            (format!("`{name}`, balanced"), confusion(said.iter().map(|answer| answer.balanced).collect())),
        ],
        method: name.clone(),
        cpu_s: cost.cpu_s,
        raw: said.iter().map(|answer| answer.raw.clone()).collect(),
        served: said.iter().map(|answer| answer.probabilities.clone()).collect(),
        metrics: saved.metrics,
        frequencies,
        came,
    }
}

/// The worst class of each query's service between those distances from its time.
fn classes(rollup: &Rollup, queries: &[FeatureQuery<'_>], from: i64, to: i64) -> Vec<usize> {
    let class = |query: &FeatureQuery<'_>| {
        let at = effective_at(query.at);
        worst_class(rollup, query.service, at.plus_ms(from), at.plus_ms(to))
    };
    queries.iter().map(class).collect()
}

/// Mean of −ln of the probability of what came, kept from 0.
#[allow(clippy::disallowed_methods, reason = "a metric of a bench")]
fn log_loss(said: &[Vec<f64>], came: &[usize]) -> f64 {
    let losses = said.iter().zip(came).map(|(probabilities, class)| -probabilities[*class].max(1e-7).ln());
    losses.sum::<f64>() / came.len() as f64
}

/// Mean over the classes that come of the calibration error of "it will be this one".
fn ece(said: &[Vec<f64>], came: &[usize]) -> f64 {
    let of_class = |class: usize| {
        let labels: Vec<bool> = came.iter().map(|c| *c == class).collect();
        let probabilities: Vec<f64> = said.iter().map(|probabilities| probabilities[class]).collect();
        expected_calibration_error(&labels, &probabilities, ECE_BINS).unwrap()
    };
    let come: Vec<usize> = (0..N).filter(|class| came.contains(class)).collect();
    come.iter().map(|class| of_class(*class)).sum::<f64>() / come.len() as f64
}
