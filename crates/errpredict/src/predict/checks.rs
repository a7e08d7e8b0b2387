//! What every predictor must hold, run over the whole list.

use ndarray::Array2;

use super::*;
use crate::stats::Rng;

pub(super) struct Data {
    pub(super) names: Vec<String>,
    pub(super) rows: Array2<f64>,
    pub(super) labels: Vec<bool>,
    pub(super) keys: Vec<Key>,
}

impl Data {
    /// Rows whose label depends on two features and their product; a tenth of the values missing.
    pub(super) fn new(n: usize, m: usize, seed: u64) -> Data {
        let mut rng = Rng::new(seed);
        let mut rows = Array2::from_shape_fn((n, m), |_| rng.normal());
        let labels = rows
            .rows()
            .into_iter()
            .map(|row| {
                let log_odds = -1.0 + 1.5 * row[0] - row[1 % m] + row[0] * row[1 % m];
                rng.uniform() < sigmoid(log_odds)
            })
            .collect();
        rows.mapv_inplace(|value| if rng.uniform() < 0.1 { f64::NAN } else { value });
        let keys = (0..n as u32).map(|i| Key { service: i % 7, group: i % 7 / 3 }).collect();
        Data { names: (0..m).map(|j| format!("f{j}")).collect(), rows, labels, keys }
    }

    pub(super) fn samples(&self) -> Samples<'_> {
        Samples {
            names: &self.names,
            rows: self.rows.view(),
            labels: &self.labels,
            weights: None,
            keys: Some(&self.keys),
        }
    }
}

fn for_each(check: impl Fn(&str, &Predictor)) {
    for name in Predictor::NAMES {
        check(name, &Predictor::from_name(name).unwrap());
    }
}

fn scores(model: &FittedPredictor, data: &Data) -> Vec<f64> {
    model.as_fitted().log_odds_batch(data.rows.view(), Some(&data.keys))
}

#[test]
fn same_seed_same_model_and_saved_models_score_bit_equal() {
    let data = Data::new(600, 5, 1);
    for_each(|name, predictor| {
        let model = predictor.fit(&data.samples(), 7).unwrap();
        assert_eq!(model, predictor.fit(&data.samples(), 7).unwrap(), "{name}");
        let json = serde_json::to_string(&model).unwrap();
        let loaded: FittedPredictor = serde_json::from_str(&json).unwrap();
        assert_eq!(scores(&model, &data), scores(&loaded, &data), "{name}");
        assert!(model.as_fitted().n_features() == 5, "{name}");
    });
}

#[test]
fn batch_and_row_agree_and_a_missing_tail_is_missing() {
    let data = Data::new(300, 4, 2);
    for_each(|name, predictor| {
        let model = predictor.fit(&data.samples(), 0).unwrap();
        let transposed = data.rows.t().as_standard_layout().into_owned();
        let batch = model.as_fitted().log_odds_batch(transposed.t(), Some(&data.keys));
        for (i, expected) in batch.iter().enumerate() {
            let row = data.rows.row(i).to_vec();
            let got = model.as_fitted().log_odds(&Sample { values: &row, key: data.keys[i] });
            assert_eq!(got, *expected, "{name}");
        }
        let short = model.as_fitted().log_odds(&Sample::new(&[1.0]));
        let long = model.as_fitted().log_odds(&Sample::new(&[1.0, f64::NAN, f64::NAN, f64::NAN]));
        assert_eq!(short, long, "{name}");
    });
}

#[test]
fn learns_what_is_there() {
    let data = Data::new(4000, 6, 3);
    let test = Data::new(2000, 6, 4);
    let loss = |scores: &[f64]| {
        let terms =
            scores.iter().zip(&test.labels).map(|(s, y)| -libm::log(sigmoid(if *y { *s } else { -s })));
        terms.sum::<f64>() / scores.len() as f64
    };
    let base = loss(&vec![logit(data.samples().base_rate()); 2000]);
    for_each(|name, predictor| {
        let model = predictor.fit(&data.samples(), 0).unwrap();
        let reached = loss(&scores(&model, &test));
        let expected = if name == "base_rate" { 1.02 } else { 0.92 };
        assert!(reached < expected * base, "{name}: {reached} against {base}");
    });
}

#[test]
fn odd_input_gives_finite_output_or_a_kind_error() {
    let all_missing = Data { rows: Array2::from_elem((50, 3), f64::NAN), ..Data::new(50, 3, 5) };
    let constant = Data { rows: Array2::from_elem((50, 3), 2.5), ..Data::new(50, 3, 6) };
    let huge = Data { rows: Data::new(50, 3, 7).rows * 1e300, ..Data::new(50, 3, 7) };
    let tiny = Data::new(1, 3, 8);
    let never = Data { labels: vec![false; 50], ..Data::new(50, 3, 9) };
    let always = Data { labels: vec![true; 50], ..Data::new(50, 3, 10) };
    for (case, data) in [
        ("all missing", all_missing),
        ("constant", constant),
        ("huge", huge),
        ("one row", tiny),
        ("never", never),
        ("always", always),
    ] {
        for_each(|name, predictor| {
            let model = predictor.fit(&data.samples(), 0).unwrap();
            for row in [[0.0; 3], [f64::NAN; 3], [1e308; 3], [-1e308; 3]] {
                let sample = Sample::new(&row);
                let score = model.as_fitted().log_odds(&sample);
                assert!(score.is_finite(), "{name}, {case}: {score}");
                let p = model.as_fitted().probability(&sample);
                assert!((0.0..=1.0).contains(&p), "{name}, {case}: {p}");
            }
        });
    }
    let mut infinite = Data::new(50, 3, 11);
    infinite.rows[[4, 1]] = f64::INFINITY;
    for_each(|name, predictor| {
        let error = predictor.fit(&infinite.samples(), 0).unwrap_err();
        assert_eq!(error.code(), "invalid_argument", "{name}");
        let empty = Data::new(0, 3, 12);
        assert_eq!(predictor.fit(&empty.samples(), 0).unwrap_err().code(), "not_enough_data", "{name}");
    });
}

#[test]
fn contributions_sum_to_the_output() {
    let data = Data::new(500, 6, 13);
    for_each(|name, predictor| {
        let model = predictor.fit(&data.samples(), 0).unwrap();
        for i in 0..50 {
            let row = data.rows.row(i).to_vec();
            let sample = Sample { values: &row, key: data.keys[i] };
            let mut out = vec![0.0; 6];
            let baseline = model.as_fitted().contributions(&sample, 1.0, &mut out).unwrap();
            let output = match baseline.scale {
                Scale::LogOdds => model.as_fitted().log_odds(&sample),
                Scale::Probability => model.as_fitted().probability(&sample),
            };
            let sum = baseline.expected + out.iter().sum::<f64>();
            assert!((sum - output).abs() < 1e-9, "{name}: {sum} {output}");
        }
    });
}

#[test]
fn tree_moves_are_what_the_trees_add() {
    let data = Data::new(500, 6, 15);
    for name in ["gradient_boosting", "random_forest"] {
        let model = Predictor::from_name(name).unwrap().fit(&data.samples(), 0).unwrap();
        for i in 0..20 {
            let row = data.rows.row(i).to_vec();
            let sample = Sample::new(&row);
            let mut moves = Vec::new();
            model.as_fitted().tree_moves(&sample, 1.0, &mut moves);
            assert_eq!(moves.len(), 100, "{name}");
            let baseline = model.as_fitted().contributions(&sample, 1.0, &mut [0.0; 6]).unwrap();
            let output = match baseline.scale {
                Scale::LogOdds => model.as_fitted().log_odds(&sample),
                Scale::Probability => model.as_fitted().probability(&sample),
            };
            let sum = baseline.expected + moves.iter().map(|way| way.moved).sum::<f64>();
            assert!((sum - output).abs() < 1e-9, "{name}: {sum} {output}");
            for way in &moves {
                assert!((1..=5).contains(&way.way(&sample).count()), "{name}");
                assert!(way.way(&sample).all(|(feature, threshold, left)| {
                    row[feature].is_nan() || (row[feature] <= threshold) == left
                }));
            }
        }
    }
}

#[test]
fn weights_count_like_copies() {
    // Few enough rows that every value has a bin of its own, with and without copies.
    let data = Data::new(200, 4, 14);
    let weights: Vec<f64> = (0..200).map(|i| f64::from(i % 3 + 1)).collect();
    let copies: Vec<usize> = (0..200).flat_map(|i| std::iter::repeat_n(i, i % 3 + 1)).collect();
    let copied = Data {
        names: data.names.clone(),
        rows: data.rows.select(ndarray::Axis(0), &copies),
        labels: copies.iter().map(|i| data.labels[*i]).collect(),
        keys: copies.iter().map(|i| data.keys[*i]).collect(),
    };
    // The forest draws rows, logistic regression standardises over rows: not the same by design.
    // Few, shallow trees: gains that nearly tie may round to another order.
    let boosting = GradientBoosting { rounds: 5, depth: 2, ..GradientBoosting::default() };
    for predictor in [Predictor::from_name("base_rate").unwrap(), Predictor::GradientBoosting(boosting)] {
        let name = predictor.name();
        let weighted = Samples { weights: Some(&weights), ..data.samples() };
        let a = scores(&predictor.fit(&weighted, 0).unwrap(), &data);
        let b = scores(&predictor.fit(&copied.samples(), 0).unwrap(), &data);
        let worst = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(worst < 1e-6, "{name}: {worst}");
    }
}
