//! Anomaly detection: forest, neighbours and streams beside scikit-learn and river on the same rows in the same run.
//!
//! `detect PYTHON` runs the peers too; `make bench-detect` holds both sides to one thread.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use errpredict::detect::{Detector, Fitted, HalfSpaceTrees, IsolationForest, Method};
use errpredict::stats::Rng;
use errpredict_benches::{measure, table, write_page};
use ndarray::{Array2, ArrayView2, Axis};

const RUNS: usize = 5;
/// Share of rows that are strange.
const STRANGE: f64 = 0.02;

/// Made rows, and which of them are strange.
struct Rows {
    name: &'static str,
    rows: Array2<f64>,
    labels: Vec<bool>,
}

impl Rows {
    /// Rows from a few common causes and noise, as metrics of one service are (`together`), or all on their own;
    /// strange ones are moved away.
    fn made(name: &'static str, (n, n_columns): (usize, usize), together: bool, seed: u64) -> Self {
        const CAUSES: usize = 4;
        let mut rng = Rng::new(seed);
        let weights = Array2::from_shape_fn((CAUSES, n_columns), |_| rng.normal());
        let mut rows = Array2::zeros((n, n_columns));
        let mut labels = Vec::with_capacity(n);
        for mut row in rows.rows_mut() {
            let causes: Vec<f64> = (0..CAUSES).map(|_| rng.normal()).collect();
            let is_strange = rng.uniform() < STRANGE;
            for (j, value) in row.iter_mut().enumerate() {
                let common: f64 = causes.iter().enumerate().map(|(i, cause)| cause * weights[[i, j]]).sum();
                *value = if together { common + 0.3 * rng.normal() } else { rng.normal() };
                if is_strange {
                    *value += 1.5 * rng.normal();
                }
            }
            labels.push(is_strange);
        }
        Rows { name, rows, labels }
    }
}

fn write(folder: &Path, name: &str, rows: ArrayView2<'_, f64>) {
    let bytes: Vec<u8> = rows.iter().flat_map(|value| value.to_le_bytes()).collect();
    let path = folder.join(format!("{name}-{}x{}.f64", rows.nrows(), rows.ncols()));
    std::fs::write(path, bytes).unwrap();
}

/// Scores that a peer left, empty where it did not run.
fn read(folder: &Path, name: &str) -> Vec<f64> {
    let bytes = std::fs::read(folder.join(format!("{name}.score.f64"))).unwrap_or_default();
    bytes.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect()
}

/// Area under the ROC curve, from ranks.
fn auc(scores: &[f64], labels: &[bool]) -> Option<f64> {
    if scores.len() != labels.len() {
        return None;
    }
    errpredict::evaluate::roc_auc(labels, scores).ok()
}

fn main() {
    let python = std::env::args().nth(1);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let tables: Vec<Rows> = [
        ("forest-apart", 100_000, 20, false),
        ("forest-together", 100_000, 20, true),
        ("lof-apart-10k", 10_000, 20, false),
        ("lof-together-10k", 10_000, 20, true),
        ("lof-apart-100k", 100_000, 20, false),
        ("lof-together-100k", 100_000, 20, true),
        ("stream-together", 20_000, 10, true),
    ]
    .into_iter()
    .enumerate()
    .map(|(i, (name, n, columns, together))| Rows::made(name, (n, columns), together, i as u64))
    .collect();
    for Rows { name, rows, .. } in &tables {
        write(folder, name, rows.view());
    }
    let peers = python.map(|python| peer_seconds(&python, folder)).unwrap_or_default();
    let mut lines = Vec::new();
    for Rows { name, rows, labels } in &tables {
        let n = rows.nrows() as f64;
        let peer = |part: &str, n: f64| peers.get(&format!("{name}.{part}")).map(|seconds| seconds / n);
        let (part, own, scores) = if name.starts_with("forest") {
            let model = IsolationForest::default().fit(rows.view(), 0).unwrap();
            let fit = measure(RUNS, || IsolationForest::default().fit(rows.view(), 0).unwrap()).cpu_s;
            lines.push(line(&format!("{name}: fit, 100 trees"), fit, peer("fit", 1.0), None, None));
            let some: Vec<Vec<f64>> = rows.rows().into_iter().take(10_000).map(|row| row.to_vec()).collect();
            let one = measure(RUNS, || {
                some.iter().map(|row| model.score_row(black_box(row)).unwrap()).sum::<f64>()
            });
            lines.push(line(&format!("{name}: one row"), one.cpu_s / 1e4, peer("row", 20.0), None, None));
            let seconds = measure(RUNS, || model.score(rows.view()).unwrap()).cpu_s;
            ("score, a row of 100,000", seconds, model.score(rows.view()).unwrap())
        } else if name.starts_with("lof") {
            let lof: Detector = serde_json::from_str(r#"{"method":"lof","scale":false}"#).unwrap();
            let runs = if rows.nrows() > 10_000 { 1 } else { RUNS };
            let work = || {
                let model = lof.fit(rows.view(), 0).unwrap();
                model.as_fitted().score_fitted(rows.view()).unwrap()
            };
            ("LOF, fit and score, a row", measure(runs, work).cpu_s, work())
        } else {
            let settings = HalfSpaceTrees { n_trees: 10, height: 8, window: 250 };
            // The ranges of the columns are told to the peer; here they come from the first rows.
            let work = || {
                let mut trees = settings.fit(rows.slice_axis(Axis(0), (..250).into()), 0).unwrap();
                rows.rows().into_iter().map(|row| trees.update(&row.to_vec()).unwrap()).collect::<Vec<_>>()
            };
            ("half-space trees, 10 columns, score and learn, a row", measure(RUNS, work).cpu_s, work())
        };
        let aucs = (auc(&scores, labels), auc(&read(folder, name), labels));
        lines.push(line(&format!("{name}: {part}"), own / n, peer("score", n), aucs.0, aucs.1));
    }
    let header = ["what", "errpredict", "peer", "ratio", "ROC-AUC", "peer's"];
    let text = format!(
        "# Speed of anomaly detection\n\n{}\nOne thread on both sides, same rows, same run. Peers: scikit-learn \
         IsolationForest (100 trees, `score_samples`) and LocalOutlierFactor (k = 20), river HalfSpaceTrees (10 trees, \
         height 8, window 250). `apart`: independent normal columns, where no neighbour search can leave anything out; \
         `together`: four common causes and noise, as metrics of one service. 2 % of the rows are strange.\n\n\
         State of one watched series, weekly season included: {} bytes (`detect::WATCH_BYTES`, held to 2,048 by a test).\n",
        table(&header, &lines),
        errpredict::detect::WATCH_BYTES,
    );
    write_page("detect", "make bench-detect", &text);
}

fn line(what: &str, own: f64, peer: Option<f64>, auc: Option<f64>, peer_auc: Option<f64>) -> Vec<String> {
    let time = |seconds: f64| {
        if seconds < 1e-3 { format!("{:.3} µs", seconds * 1e6) } else { format!("{:.2} ms", seconds * 1e3) }
    };
    let optional = |value: Option<String>| value.unwrap_or_else(|| "–".into());
    vec![
        what.to_owned(),
        time(own),
        optional(peer.map(time)),
        optional(peer.map(|peer| format!("{:.1}×", peer / own))),
        optional(auc.map(|auc| format!("{auc:.4}"))),
        optional(peer_auc.map(|auc| format!("{auc:.4}"))),
    ]
}

/// CPU seconds of the peers, by name.
fn peer_seconds(python: &str, folder: &Path) -> BTreeMap<String, f64> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/detect_speed.py");
    let output = Command::new(python).arg(script).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}
