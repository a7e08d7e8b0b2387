//! Forests, boosting and logistic regression on the rows of the prediction kit.

use errpredict::evaluate::{log_loss, pr_auc};
use errpredict::predict::{
    Fitted, FittedPredictor, GradientBoosting, Logistic, Method, Predictor, RandomForest, Sample, sigmoid,
};
use errpredict_benches::{Measured, measure, table};
use forust_ml::objective::ObjectiveType;
use forust_ml::{GradientBooster, Matrix};
use linfa::prelude::*;
use linfa_ensemble::RandomForestParams;
use linfa_logistic::LogisticRegression;
use linfa_trees::DecisionTree;
use rand::SeedableRng;
use rand::rngs::SmallRng;
use smartcore::ensemble::random_forest_classifier::{
    RandomForestClassifier, RandomForestClassifierParameters,
};
use smartcore::linalg::basic::matrix::DenseMatrix;

use crate::{Rows, accuracy};

/// As many as the peers bear: the whole set takes smartcore minutes.
pub const ROWS: usize = 10_000;
const TREES: usize = 100;
const DEPTH: usize = 5;

fn probabilities(model: &impl Fitted, rows: &Rows) -> Vec<f64> {
    model.log_odds_batch(rows.rows.view(), None).into_iter().map(sigmoid).collect()
}

fn at_half(probabilities: &[f64]) -> Vec<bool> {
    probabilities.iter().map(|probability| *probability >= 0.5).collect()
}

fn line(
    name: &str,
    took: Option<Measured>,
    labels: &[bool],
    said: &[bool],
    scores: Option<&[f64]>,
) -> Vec<String> {
    let number =
        |value: errpredict::Result<f64>| value.map_or_else(|_| String::new(), |value| format!("{value:.3}"));
    let clipped: Option<Vec<f64>> =
        scores.map(|scores| scores.iter().map(|p| p.clamp(1e-7, 1.0 - 1e-7)).collect());
    vec![
        name.to_owned(),
        took.map_or_else(String::new, |took| format!("{:.2} s", took.cpu_s)),
        format!("{:.3}", accuracy(labels, said)),
        format!("{:.3}", said.iter().filter(|said| **said).count() as f64 / said.len() as f64),
        clipped.as_ref().map_or_else(|| "votes only".into(), |scores| number(log_loss(labels, scores))),
        clipped.as_ref().map_or_else(String::new, |scores| number(pr_auc(labels, scores))),
    ]
}

const HEAD: [&str; 6] =
    ["method", "fit and answers, CPU", "accuracy at one half", "share said to come", "log loss", "PR-AUC"];

/// Where the accuracy of forests at one half comes from.
pub fn forests(train: &Rows, test: &Rows) -> String {
    let train = train.newest(ROWS);
    let mut lines = Vec::new();
    let ours = |name: &str, forest: RandomForest, lines: &mut Vec<Vec<String>>| {
        let mut said = Vec::new();
        let took = measure(3, || said = probabilities(&forest.fit(&train.samples(), 0).unwrap(), test));
        lines.push(line(name, Some(took), &test.labels, &at_half(&said), Some(&said)));
    };
    let plain = RandomForest { trees: TREES, depth: DEPTH, ..RandomForest::default() };
    ours("ours, 100 × 5, mean of shares", plain.clone(), &mut lines);
    // The same trees, each with one vote: a forest of one tree a seed.
    let votes: Vec<Vec<bool>> = (0..TREES as u64)
        .map(|seed| {
            let tree = RandomForest { trees: 1, ..plain.clone() }.fit(&train.samples(), seed).unwrap();
            at_half(&probabilities(&tree, test))
        })
        .collect();
    let shares: Vec<f64> = (0..test.labels.len())
        .map(|row| votes.iter().filter(|vote| vote[row]).count() as f64 / TREES as f64)
        .collect();
    lines.push(line(
        "ours, 100 × 5, votes of the trees",
        None,
        &test.labels,
        &at_half(&shares),
        Some(&shares),
    ));
    for seed in 1..4 {
        let said = probabilities(&plain.fit(&train.samples(), seed).unwrap(), test);
        lines.push(line(
            &format!("ours, 100 × 5, seed {seed}"),
            None,
            &test.labels,
            &at_half(&said),
            Some(&said),
        ));
    }
    for features in [4, 8, train.names.len() / 3, train.names.len()] {
        let forest = RandomForest { features_per_node: Some(features), ..plain.clone() };
        ours(
            &format!(
                "ours, 100 × 5, {features} features a node in place of {}",
                (train.names.len() as f64).sqrt() as usize
            ),
            forest,
            &mut lines,
        );
    }
    ours("ours, 100 × 12", RandomForest { depth: 12, ..plain }, &mut lines);

    let (filled, filled_test) = (train.without_gaps(), test.without_gaps());
    let mut said = Vec::new();
    let took = measure(1, || said = smartcore(&filled, &filled_test, None, 0));
    lines.push(line("smartcore, 100 × 5", Some(took), &test.labels, &said, None));

    let dataset = dataset(&filled);
    for share in [0.3, 1.0] {
        let trees = DecisionTree::params().max_depth(Some(DEPTH));
        let forest = RandomForestParams::new_fixed_rng(trees, SmallRng::seed_from_u64(0))
            .ensemble_size(20)
            .bootstrap_proportion(0.7)
            .feature_proportion(share);
        let mut said = Vec::new();
        let took = measure(1, || {
            let rows = peers_rows(&filled_test);
            let found: ndarray::Array1<usize> = forest.clone().fit(&dataset).unwrap().predict(&rows);
            said = found.iter().map(|said| *said == 1).collect();
        });
        let name = format!("linfa-ensemble, 20 × 5, {:.0}% of the features a tree", share * 100.0);
        lines.push(line(&name, Some(took), &test.labels, &said, None));
    }
    table(&HEAD, &lines)
}

/// What a forest of smartcore says of the test rows, and what a node draws of the features when it is not the root of their number.
fn smartcore(train: &Rows, test: &Rows, features: Option<usize>, seed: u64) -> Vec<bool> {
    let matrix = |rows: &Rows| {
        let (n, m) = rows.rows.dim();
        DenseMatrix::new(n, m, rows.rows.iter().copied().collect::<Vec<f64>>(), false).unwrap()
    };
    let labels: Vec<u32> = train.labels.iter().map(|label| u32::from(*label)).collect();
    let mut parameters = RandomForestClassifierParameters::default()
        .with_n_trees(TREES as u16)
        .with_max_depth(DEPTH as u16)
        .with_seed(seed);
    parameters.m = features;
    let model = RandomForestClassifier::fit(&matrix(train), &labels, parameters).unwrap();
    let said: Vec<u32> = model.predict(&matrix(test)).unwrap();
    said.into_iter().map(|said| said == 1).collect()
}

/// Mean, least and most.
fn spread(values: &[f64]) -> String {
    let (least, most) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    format!("{:.3} ({least:.3} to {most:.3})", values.iter().sum::<f64>() / values.len() as f64)
}

/// The accuracy of forests by what a node draws, on several sets and with several seeds: which part is the method, which chance.
pub fn by_features_drawn(sets: &[(&str, &Rows, &Rows)]) -> String {
    let mut head = vec!["accuracy at one half".to_owned()];
    let mut names: Vec<String> = Vec::new();
    let mut columns: Vec<Vec<String>> = Vec::new();
    for (set, train, test) in sets {
        let train = train.newest(ROWS);
        let (filled, filled_test) = (train.without_gaps(), test.without_gaps());
        let root = (train.names.len() as f64).sqrt() as usize;
        head.push(format!("{set}, {:.0}% came, root {root}", 100.0 * test.share()));
        let mut column = Vec::new();
        names.clear();
        let plain = RandomForest { trees: TREES, depth: DEPTH, ..RandomForest::default() };
        let ours = |features: usize, train: &Rows, test: &Rows| {
            let forest = RandomForest { features_per_node: Some(features), ..plain.clone() };
            let one = |seed| {
                let said = probabilities(&forest.fit(&train.samples(), seed).unwrap(), test);
                accuracy(&test.labels, &at_half(&said))
            };
            spread(&(0..5).map(one).collect::<Vec<f64>>())
        };
        for (part, features) in
            [("the root", root), ("half the root", root / 2), ("a quarter of the root", root / 4)]
        {
            names.push(format!("ours, {part} a node, five seeds"));
            column.push(ours(features, &train, test));
        }
        names.push("ours, the root, gaps filled as for the others".into());
        column.push(ours(root, &filled, &filled_test));
        let theirs = |features, train: &Rows, test: &Rows| {
            let one = |seed| accuracy(&test.labels, &smartcore(train, test, features, seed));
            spread(&(0..3).map(one).collect::<Vec<f64>>())
        };
        names.push("smartcore, the root, three seeds".into());
        column.push(theirs(None, &filled, &filled_test));
        names.push("smartcore, three times the root".into());
        column.push(theirs(Some(3 * root), &filled, &filled_test));
        columns.push(column);
    }
    let lines: Vec<Vec<String>> = names
        .into_iter()
        .enumerate()
        .map(|(i, name)| {
            std::iter::once(name).chain(columns.iter().map(|column| column[i].clone())).collect()
        })
        .collect();
    table(&head.iter().map(String::as_str).collect::<Vec<_>>(), &lines)
}

/// The share of the columns of the training rows that tell rows apart hardly at all: one value has this share of them or more.
pub fn nearly_constant(train: &Rows, share: f64) -> usize {
    let rows = train.newest(ROWS).without_gaps().rows;
    let most = |column: &[f64]| {
        let mut sorted = column.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).max().unwrap_or(0) as f64 / column.len() as f64
    };
    rows.columns().into_iter().filter(|column| most(&column.to_vec()) >= share).count()
}

/// Ours and forust on draws of nine tenths of the rows, on several sets: whether one is better beyond chance.
pub fn boosting_on_draws(sets: &[(&str, &Rows, &Rows)]) -> String {
    let draws = 5;
    let ways: [(&str, &dyn Fn(&Rows, &Rows) -> Vec<f64>); 4] = [
        ("ours", &boosted),
        ("ours, 64 bins", &|train, test| boosted_with(train, test, 64)),
        ("forust-ml", &forust),
        ("forust-ml, begun at one half", &|train, test| forust_from(train, test, false)),
    ];
    let mut lines = Vec::new();
    for (set, train, test) in sets {
        let train = train.newest(ROWS);
        let mut first: Vec<f64> = Vec::new();
        for (name, way) in ways {
            let (mut losses, mut accuracies) = (Vec::new(), Vec::new());
            for draw in 0..draws {
                let kept: Vec<usize> = (0..train.labels.len()).filter(|i| i % 10 != 2 * draw).collect();
                let said = way(&train.only(&kept), test);
                accuracies.push(accuracy(&test.labels, &at_half(&said)));
                let clipped: Vec<f64> = said.iter().map(|p| p.clamp(1e-7, 1.0 - 1e-7)).collect();
                losses.push(log_loss(&test.labels, &clipped).unwrap());
            }
            if first.is_empty() {
                first.clone_from(&losses);
            }
            let better = first.iter().zip(&losses).filter(|(ours, other)| ours < other).count();
            let better = if name == "ours" { String::new() } else { format!("{better} of {draws}") };
            lines.push(vec![format!("{set}: {name}"), spread(&losses), better, spread(&accuracies)]);
        }
    }
    table(&["set: method", "log loss", "draws in which ours is less", "accuracy at one half"], &lines)
}

fn peers_rows(rows: &Rows) -> ndarray::Array2<f64> {
    ndarray::Array2::from_shape_fn(rows.rows.dim(), |at| rows.rows[at])
}

fn dataset(rows: &Rows) -> Dataset<f64, usize, ndarray::Ix1> {
    let labels = rows.labels.iter().map(|label| usize::from(*label)).collect::<ndarray::Array1<usize>>();
    Dataset::new(peers_rows(rows), labels)
}

/// The same settings where both have them.
pub fn boosting_and_logistic(train: &Rows, test: &Rows) -> String {
    let train = train.newest(ROWS);
    let mut lines = Vec::new();
    let mut said = Vec::new();
    let mut both = |name: &str, fit: &dyn Fn(&Rows, &Rows) -> Vec<f64>| {
        let took = measure(3, || said = fit(&train, test));
        lines.push(line(name, Some(took), &test.labels, &at_half(&said), Some(&said)));
    };
    both("ours, boosting, 100 × 5, rate 0.1", &boosted);
    both("forust-ml, boosting, 100 × 5, rate 0.1", &forust);

    let logistic = Logistic { l2: vec![0.01], ..Logistic::default() };
    let mut said = Vec::new();
    let took = measure(3, || said = probabilities(&logistic.fit(&train.samples(), 0).unwrap(), test));
    lines.push(line("ours, logistic, L2 0.01", Some(took), &test.labels, &at_half(&said), Some(&said)));

    // Standardised by the training rows: linfa's gradient descent does not come near without.
    let (filled, mut filled_test) = (train.without_gaps(), test.without_gaps());
    let mut rows = filled.rows.clone();
    for (mut column, mut test_column) in rows.columns_mut().into_iter().zip(filled_test.rows.columns_mut()) {
        let mean = column.mean().unwrap();
        let spread = column.std(0.0).max(1e-9);
        column.mapv_inplace(|value| (value - mean) / spread);
        test_column.mapv_inplace(|value| (value - mean) / spread);
    }
    let filled = Rows { rows, ..filled };
    let dataset = dataset(&filled);
    let mut said: Vec<f64> = Vec::new();
    let took = measure(1, || {
        let model = LogisticRegression::default().alpha(0.01 * train.labels.len() as f64).max_iterations(60);
        let model = model.fit(&dataset).unwrap();
        // It takes the first label it meets for the positive one; here that is read from the answer, not assumed.
        let flipped = model.labels().pos.class != 1;
        said = model
            .predict_probabilities(&peers_rows(&filled_test))
            .iter()
            .map(|probability| if flipped { 1.0 - probability } else { *probability })
            .collect();
    });
    lines.push(line("linfa-logistic, 60 steps", Some(took), &test.labels, &at_half(&said), Some(&said)));
    table(&HEAD, &lines)
}

/// What our boosting says of the test rows.
fn boosted(train: &Rows, test: &Rows) -> Vec<f64> {
    boosted_with(train, test, GradientBoosting::default().max_bins)
}

fn boosted_with(train: &Rows, test: &Rows, max_bins: usize) -> Vec<f64> {
    let boosting = GradientBoosting {
        max_bins,
        rounds: TREES,
        depth: DEPTH,
        rate: 0.1,
        patience: None,
        ..GradientBoosting::default()
    };
    probabilities(&boosting.fit(&train.samples(), 0).unwrap(), test)
}

/// What the boosting of forust-ml says of the test rows; its penalty and least weight of a leaf are ours by default.
fn forust(train: &Rows, test: &Rows) -> Vec<f64> {
    forust_from(train, test, true)
}

/// The same, begun at one half or, as it is by default and as ours is, at the share that came.
fn forust_from(train: &Rows, test: &Rows, from_share: bool) -> Vec<f64> {
    let by_column =
        |rows: &Rows| -> Vec<f64> { rows.rows.columns().into_iter().flatten().copied().collect() };
    let (values, test_values) = (by_column(train), by_column(test));
    let labels: Vec<f64> = train.labels.iter().map(|label| f64::from(u8::from(*label))).collect();
    let mut model = GradientBooster::default()
        .set_objective_type(ObjectiveType::LogLoss)
        .set_iterations(TREES)
        .set_learning_rate(0.1)
        .set_max_depth(DEPTH)
        .set_max_leaves(1 << DEPTH)
        .set_initialize_base_score(from_share)
        .set_parallel(false);
    let (n, m) = train.rows.dim();
    model.fit_unweighted(&Matrix::new(&values, n, m), &labels, None).unwrap();
    let said = model.predict(&Matrix::new(&test_values, test.labels.len(), m), false);
    said.into_iter().map(sigmoid).collect()
}

/// For the criterion bench: one fitted forest and a row.
pub fn one_row(train: &Rows) -> (FittedPredictor, Vec<f64>) {
    let forest =
        Predictor::RandomForest(RandomForest { trees: TREES, depth: DEPTH, ..RandomForest::default() });
    let model = forest.fit(&train.newest(2_000).samples(), 0).unwrap();
    let row = train.rows.row(0).to_vec();
    let _ = model.as_fitted().log_odds(&Sample::new(&row));
    (model, row)
}
