//! What the page and the criterion bench share: the rows, the series, the lines.

use std::path::{Path, PathBuf};

use errpredict::RollupConfig;
use errpredict::features::{FeatureQuery, FeatureSet, FeatureSource};
use errpredict::ndarray::{Array2, Axis, Slice};
use errpredict_io::{Queries, ReadOptions, Source, Table, read_into_rollup, read_statics};

pub mod forecasts;
pub mod forests;
pub mod others;
pub mod templates;
pub mod words;

/// The tables of the page, in their order, by the names that the words call them by.
pub const TABLES: [&str; 8] =
    ["forests", "drawn", "linear", "draws", "forecasts", "changepoints", "tails", "templates"];
/// The words about them.
pub const WORDS: [&str; 5] = [
    include_str!("forests.md"),
    include_str!("boosting.md"),
    include_str!("forecasts.md"),
    include_str!("tails.md"),
    include_str!("templates.md"),
];

/// The folder of the evaluation kits: `EVAL`, the first argument that is a folder (any other is the filter of criterion), or
/// where the repository has it.
pub fn eval() -> PathBuf {
    let named = std::env::var_os("EVAL").map(PathBuf::from);
    let given = || std::env::args().skip(1).map(PathBuf::from).find(|argument| argument.is_dir());
    named.or_else(given).unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval"))
}

/// Feature rows with labels, oldest first.
pub struct Rows {
    pub names: Vec<String>,
    pub rows: Array2<f64>,
    pub labels: Vec<bool>,
}

impl Rows {
    /// The newest `n`.
    pub fn newest(&self, n: usize) -> Rows {
        let from = self.labels.len().saturating_sub(n);
        Rows {
            names: self.names.clone(),
            rows: self.rows.slice_axis(Axis(0), Slice::from(from..)).to_owned(),
            labels: self.labels[from..].to_vec(),
        }
    }

    /// Those at these places.
    pub fn only(&self, places: &[usize]) -> Rows {
        Rows {
            names: self.names.clone(),
            rows: self.rows.select(Axis(0), places),
            labels: places.iter().map(|place| self.labels[*place]).collect(),
        }
    }

    /// Gaps filled and long tails made short, as linfa and smartcore want: their methods know no gaps.
    pub fn without_gaps(&self) -> Rows {
        let rows =
            self.rows.mapv(|value| if value.is_nan() { -1.0 } else { value.signum() * value.abs().ln_1p() });
        Rows { names: self.names.clone(), rows, labels: self.labels.clone() }
    }

    pub fn samples(&self) -> errpredict::predict::Samples<'_> {
        errpredict::predict::Samples {
            names: &self.names,
            rows: self.rows.view(),
            labels: &self.labels,
            weights: None,
            keys: None,
        }
    }

    pub fn share(&self) -> f64 {
        self.labels.iter().filter(|label| **label).count() as f64 / self.labels.len() as f64
    }
}

/// The rows of `errpredict features` on a set of the prediction kit: those that train, those that validate.
pub fn prediction_rows(set: &str) -> (Rows, Rows) {
    let folder = eval().join("prediction").join(set);
    let source = Source::File(folder.join("events.csv.gz"));
    let (rollup, _) = read_into_rollup(&[source], &ReadOptions::default(), &RollupConfig::default()).unwrap();
    let statics = read_statics(Some(&folder.join("services.csv.gz"))).unwrap();
    let queries = Queries::read(&folder.join("queries.csv.gz")).unwrap();
    let labels = Table::read(&folder.join("labels.csv.gz")).unwrap();
    let label_of: std::collections::BTreeMap<&str, bool> = labels
        .column("query_id")
        .unwrap()
        .text()
        .zip(labels.column("label").unwrap().text().map(|label| label == "1"))
        .collect();
    let splits = queries.splits.clone().unwrap();
    let trained_until =
        (0..splits.len()).filter(|i| splits[*i] == "train").map(|i| queries.times[i]).max().unwrap();
    let set = FeatureSet::fit(&rollup, &statics, trained_until);
    let source = FeatureSource::new(&rollup, &statics, set).unwrap();
    let of = |split: &str| {
        let mut chosen: Vec<usize> = (0..splits.len())
            .filter(|i| splits[*i] == split && label_of.contains_key(queries.ids[*i].as_str()))
            .collect();
        chosen.sort_by_key(|i| queries.times[*i]);
        let asked: Vec<FeatureQuery<'_>> = chosen
            .iter()
            .map(|i| FeatureQuery { service: &queries.services[*i], at: queries.times[*i] })
            .collect();
        Rows {
            names: source.names().to_vec(),
            rows: source.sweep(&asked),
            labels: chosen.iter().map(|i| label_of[queries.ids[*i].as_str()]).collect(),
        }
    };
    (of("train"), of("val"))
}

/// Share of labels that a cut at one half gets right.
pub fn accuracy(labels: &[bool], said: &[bool]) -> f64 {
    labels.iter().zip(said).filter(|(label, said)| label == said).count() as f64 / labels.len() as f64
}
