//! Severity: how severe the worst event of the horizon will be, on the public sets of the prediction kit, beside the
//! commonest class and the severity of the horizon just passed.
//!
//! Usage: severity [KIT]. Fitted on the queries of `train`, the method chosen on `val`, fitted again on both, scored
//! once on `test`.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use errpredict::evaluate::Confusion;
use errpredict::features::{FeatureQuery, FeatureSet, FeatureSource, effective_at};
use errpredict::predict::{
    CLASSES, FittedSeverityPredictor, Predictor, Sample, Samples, SeverityPredictor, candidates, worst_class,
};
use errpredict::{Rollup, RollupConfig};
use errpredict_benches::table;
use errpredict_io::{Queries, ReadOptions, read_into_rollup, read_statics, sources};
use ndarray::Array2;

/// Sets with their horizons, as in the kit's README.
const SETS: [(&str, i64); 5] =
    [("grid5000", 24), ("webmon", 24), ("lanl", 24), ("bgl", 6), ("azure_pdm", 24)];
const HOUR_MS: i64 = 3_600_000;
const N: usize = CLASSES.len();
const SEED: u64 = 0;

fn main() {
    let kit: PathBuf = std::env::args().nth(1).unwrap_or_else(|| "../shared/eval/prediction".into()).into();
    let (mut summary, mut matrices) = (Vec::new(), String::new());
    for (name, hours) in SETS {
        let set = Set::read(&kit.join(name), hours * HOUR_MS);
        let found = set.evaluate();
        for (i, (who, confusion, loss)) in found.answers.iter().enumerate() {
            summary.push(vec![
                if i == 0 { name.to_owned() } else { String::new() },
                who.clone(),
                format!("{:.4}", confusion.accuracy()),
                format!("{:.4}", confusion.balanced_accuracy()),
                format!("{:.4}", confusion.macro_f1()),
                loss.map_or("–".into(), |loss| format!("{loss:.4}")),
            ]);
        }
        let _ = writeln!(matrices, "### {name}\n\nOn `val`: {}.\n", found.chosen);
        for (who, confusion, _) in found.answers.iter().skip(2) {
            let _ =
                writeln!(matrices, "{who}, rows what came, columns what was said:\n\n{}", matrix(confusion));
        }
    }
    let head = ["set", "answer", "accuracy", "balanced accuracy", "mean F1", "log loss"];
    let page = format!(
        "# Severity\n\n`make eval-severity`. Generated: do not edit.\n\n\
         The class of the worst event of the horizon after each query of the prediction kit (public test half): {}. \
         \"Commonest class\" is that of `train` and `val`, \
         its log loss that of their frequencies; \"last severity\" the worst of the horizon just passed. \"Likeliest\" is \
         made for accuracy, \"balanced\" for balanced accuracy (mean recall of the classes that come), from the same probabilities. Fitted on `train`, the method \
         chosen by log loss on `val`, fitted again on both, scored once on `test`.\n\n{}\n\
         Where trouble is rare, always saying the commonest class is hard to beat by accuracy and worth nothing: it \
         finds no trouble at all (balanced accuracy 1 / number of classes).\n\n## Confusion matrices\n\n{matrices}",
        CLASSES.map(|class| format!("`{class}`")).join(", "),
        table(&head, &summary),
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

/// Rows of one or more splits, oldest first, with the class that came and the last one.
struct Part {
    rows: Array2<f64>,
    classes: Vec<usize>,
    last: Vec<usize>,
}

struct Set {
    names: Vec<String>,
    train: Part,
    val: Part,
    both: Part,
    test: Part,
}

/// Answers on the test rows: who, confusion, log loss.
struct Found {
    chosen: String,
    answers: Vec<(String, Confusion, Option<f64>)>,
}

impl Set {
    fn read(folder: &Path, horizon_ms: i64) -> Set {
        let logs = sources(&[folder.join("events.csv.gz")]).unwrap();
        let (rollup, _) = read_into_rollup(&logs, &ReadOptions::default(), &RollupConfig::default()).unwrap();
        let statics = read_statics(Some(&folder.join("services.csv.gz"))).unwrap();
        let queries = Queries::read(&folder.join("queries.csv.gz")).unwrap();
        let splits = queries.splits.clone().unwrap();
        let asked = queries.feature_queries();
        let of = |wanted: &[&str]| {
            let mut rows: Vec<FeatureQuery<'_>> = asked
                .iter()
                .zip(&splits)
                .filter(|(_, split)| wanted.contains(&split.as_str()))
                .map(|(query, _)| *query)
                .collect();
            rows.sort_by_key(|query| query.at);
            rows
        };
        let until = of(&["train"]).last().unwrap().at;
        let features = FeatureSet::fit(&rollup, &statics, until);
        let source = FeatureSource::new(&rollup, &statics, features).unwrap();
        let part = |wanted: &[&str]| Part::new(&source, &rollup, &of(wanted), horizon_ms);
        Set {
            names: source.names().to_vec(),
            train: part(&["train"]),
            val: part(&["val"]),
            both: part(&["train", "val"]),
            test: part(&["test"]),
        }
    }

    fn fit(&self, method: &Predictor, part: &Part) -> FittedSeverityPredictor {
        let samples = Samples {
            names: &self.names,
            rows: part.rows.view(),
            labels: &vec![false; part.classes.len()],
            weights: None,
            keys: None,
        };
        SeverityPredictor { method: method.clone() }.fit(&samples, &part.classes, N, SEED).unwrap()
    }

    fn evaluate(&self) -> Found {
        let tried: Vec<(&str, Predictor, f64)> = candidates()
            .into_iter()
            .map(|method| {
                let loss = self.val.loss(&self.fit(&method, &self.train));
                (method.name(), method, loss)
            })
            .collect();
        let (name, method, _) = tried.iter().min_by(|a, b| a.2.total_cmp(&b.2)).unwrap();
        let said: Vec<String> = tried.iter().map(|(name, _, loss)| format!("`{name}` {loss:.4}")).collect();
        let model = self.fit(method, &self.both);
        let test = &self.test;
        let share = |class: usize| {
            let n = self.both.classes.iter().filter(|c| **c == class).count() as f64;
            // A class that has not come yet is not impossible.
            (n + 0.5) / (self.both.classes.len() as f64 + 0.5 * N as f64)
        };
        let commonest = (0..N).max_by(|a, b| share(*a).total_cmp(&share(*b))).unwrap();
        let n = test.classes.len();
        let base: f64 = test.classes.iter().map(|class| -ln(share(*class))).sum::<f64>() / n as f64;
        let confusion = |said: &[usize]| Confusion::new(&test.classes, said, N).unwrap();
        let answer = |of: &dyn Fn(&Sample<'_>) -> usize| {
            let said: Vec<usize> =
                test.rows.rows().into_iter().map(|row| of(&Sample::new(row.as_slice().unwrap()))).collect();
            confusion(&said)
        };
        let loss = test.loss(&model);
        Found {
            chosen: format!("log loss {}; chosen `{name}`", said.join(", ")),
            answers: vec![
                ("commonest class".into(), confusion(&vec![commonest; n]), Some(base)),
                ("last severity".into(), confusion(&test.last), None),
                (format!("`{name}`, likeliest"), answer(&|sample| model.class(sample)), Some(loss)),
                (format!("`{name}`, balanced"), answer(&|sample| model.balanced_class(sample)), Some(loss)),
            ],
        }
    }
}

impl Part {
    fn new(
        source: &FeatureSource<'_>,
        rollup: &Rollup,
        queries: &[FeatureQuery<'_>],
        horizon_ms: i64,
    ) -> Part {
        let class = |query: &FeatureQuery<'_>, from: i64, to: i64| {
            let at = effective_at(query.at);
            worst_class(rollup, query.service, at.plus_ms(from), at.plus_ms(to))
        };
        Part {
            rows: source.sweep(queries),
            classes: queries.iter().map(|query| class(query, 0, horizon_ms)).collect(),
            last: queries.iter().map(|query| class(query, -horizon_ms, 0)).collect(),
        }
    }

    /// Mean of −ln of the probability of what came, kept from 0 as the commonest class's is.
    fn loss(&self, model: &FittedSeverityPredictor) -> f64 {
        let loss = self.rows.rows().into_iter().zip(&self.classes).map(|(row, class)| {
            let p = model.probabilities(&Sample::new(row.as_slice().unwrap()))[*class];
            -ln(p.max(1e-6))
        });
        loss.sum::<f64>() / self.classes.len() as f64
    }
}

#[allow(clippy::disallowed_methods, reason = "a metric of a bench")]
fn ln(x: f64) -> f64 {
    x.ln()
}
