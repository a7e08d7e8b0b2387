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
    ["method", "fit, CPU", "accuracy at one half", "share said to come", "log loss", "PR-AUC"];

/// Where the accuracy of forests at one half comes from.
pub fn forests(train: &Rows, test: &Rows) -> String {
    let train = train.newest(ROWS);
    let mut lines = Vec::new();
    let ours = |name: &str, forest: RandomForest, lines: &mut Vec<Vec<String>>| {
        let took = measure(3, || forest.fit(&train.samples(), 0).unwrap());
        let said = probabilities(&forest.fit(&train.samples(), 0).unwrap(), test);
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
    let matrix = |rows: &Rows| {
        let (n, m) = rows.rows.dim();
        DenseMatrix::new(n, m, rows.rows.iter().copied().collect::<Vec<f64>>(), false).unwrap()
    };
    let (x, y) = (matrix(&filled), filled.labels.iter().map(|label| u32::from(*label)).collect::<Vec<u32>>());
    let parameters =
        RandomForestClassifierParameters::default().with_n_trees(TREES as u16).with_max_depth(DEPTH as u16);
    let mut kept = None;
    let took = measure(1, || kept = Some(RandomForestClassifier::fit(&x, &y, parameters.clone()).unwrap()));
    let said: Vec<u32> = kept.unwrap().predict(&matrix(&filled_test)).unwrap();
    let said: Vec<bool> = said.iter().map(|said| *said == 1).collect();
    lines.push(line("smartcore, 100 × 5", Some(took), &test.labels, &said, None));

    let dataset = dataset(&filled);
    for share in [0.3, 1.0] {
        let trees = DecisionTree::params().max_depth(Some(DEPTH));
        let forest = RandomForestParams::new_fixed_rng(trees, SmallRng::seed_from_u64(0))
            .ensemble_size(20)
            .bootstrap_proportion(0.7)
            .feature_proportion(share);
        let mut kept = None;
        let took = measure(1, || kept = Some(forest.clone().fit(&dataset).unwrap()));
        let rows = peers_rows(&filled_test);
        let said: ndarray::Array1<usize> = kept.unwrap().predict(&rows);
        let said: Vec<bool> = said.iter().map(|said| *said == 1).collect();
        let name = format!("linfa-ensemble, 20 × 5, {:.0}% of the features a tree", share * 100.0);
        lines.push(line(&name, Some(took), &test.labels, &said, None));
    }
    table(&HEAD, &lines)
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
    let boosting = GradientBoosting {
        rounds: TREES,
        depth: DEPTH,
        rate: 0.1,
        patience: None,
        ..GradientBoosting::default()
    };
    let took = measure(3, || boosting.fit(&train.samples(), 0).unwrap());
    let said = probabilities(&boosting.fit(&train.samples(), 0).unwrap(), test);
    lines.push(line(
        "ours, boosting, 100 × 5, rate 0.1",
        Some(took),
        &test.labels,
        &at_half(&said),
        Some(&said),
    ));

    let (n, m) = train.rows.dim();
    let by_column: Vec<f64> = train.rows.columns().into_iter().flatten().copied().collect();
    let labels: Vec<f64> = train.labels.iter().map(|label| f64::from(u8::from(*label))).collect();
    let matrix = Matrix::new(&by_column, n, m);
    let mut kept = None;
    let took = measure(3, || {
        let mut model = GradientBooster::default()
            .set_objective_type(ObjectiveType::LogLoss)
            .set_iterations(TREES)
            .set_learning_rate(0.1)
            .set_max_depth(DEPTH)
            .set_max_leaves(1 << DEPTH)
            .set_parallel(false);
        model.fit_unweighted(&matrix, &labels, None).unwrap();
        kept = Some(model);
    });
    let test_columns: Vec<f64> = test.rows.columns().into_iter().flatten().copied().collect();
    let test_matrix = Matrix::new(&test_columns, test.labels.len(), m);
    let said: Vec<f64> = kept.unwrap().predict(&test_matrix, false).into_iter().map(sigmoid).collect();
    lines.push(line(
        "forust-ml, boosting, 100 × 5, rate 0.1",
        Some(took),
        &test.labels,
        &at_half(&said),
        Some(&said),
    ));

    let logistic = Logistic { l2: vec![0.01], ..Logistic::default() };
    let took = measure(3, || logistic.fit(&train.samples(), 0).unwrap());
    let said = probabilities(&logistic.fit(&train.samples(), 0).unwrap(), test);
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
    let mut kept = None;
    let took = measure(1, || {
        let model = LogisticRegression::default().alpha(0.01 * n as f64).max_iterations(60).fit(&dataset);
        kept = Some(model.unwrap());
    });
    let model = kept.unwrap();
    // It takes the first label it meets for the positive one; here that is read from the answer, not assumed.
    let flipped = model.labels().pos.class != 1;
    let said: Vec<f64> = model
        .predict_probabilities(&peers_rows(&filled_test))
        .iter()
        .map(|probability| if flipped { 1.0 - probability } else { *probability })
        .collect();
    lines.push(line("linfa-logistic, 60 steps", Some(took), &test.labels, &at_half(&said), Some(&said)));
    table(&HEAD, &lines)
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
