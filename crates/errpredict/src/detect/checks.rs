//! Checks over every registered detector of feature rows.

use ndarray::Array2;

use super::{Detector, FittedDetector};
use crate::damage::damaged;
use crate::error::ErrorKind;
use crate::stats::Rng;

fn rows(n: usize, columns: usize) -> Array2<f64> {
    let mut rng = Rng::new(21);
    let mut rows = Array2::from_shape_fn((n, columns), |(_, j)| rng.normal() * (1 + j) as f64);
    rows.row_mut(n - 1).fill(25.0);
    rows
}

fn each(check: impl Fn(&str, &Detector)) {
    for name in Detector::NAMES {
        check(name, &Detector::from_name(name).unwrap());
    }
}

#[test]
fn the_far_row_is_strangest_and_seeds_repeat() {
    let rows = rows(300, 4);
    each(|name, detector| {
        // Fitted without the far row: for PCA a single row far out is a main direction of its own.
        let history = rows.select(ndarray::Axis(0), &(0..299).collect::<Vec<_>>());
        let model = detector.fit(history.view(), 5).unwrap();
        let scores = model.as_fitted().score(rows.view()).unwrap();
        let most = (0..300).max_by(|i, j| scores[*i].total_cmp(&scores[*j])).unwrap();
        assert_eq!(most, 299, "{name}");
        assert_eq!(detector.fit(history.view(), 5).unwrap(), model, "{name}: same seed, same model");
        assert_eq!(model.as_fitted().n_features(), 4, "{name}");
    });
}

#[test]
fn saved_and_loaded_scores_the_same_bits() {
    let rows = rows(120, 3);
    each(|name, detector| {
        let model = detector.fit(rows.view(), 5).unwrap();
        let json = serde_json::to_string(&model).unwrap();
        let loaded: FittedDetector = serde_json::from_str(&json).unwrap();
        assert_eq!(loaded, model, "{name}");
        let (a, b) = (model.as_fitted().score(rows.view()), loaded.as_fitted().score(rows.view()));
        assert_eq!(a.unwrap(), b.unwrap(), "{name}");
        let settings: Detector = serde_json::from_str(&serde_json::to_string(detector).unwrap()).unwrap();
        assert_eq!(&settings, detector, "{name}");
    });
}

#[test]
fn what_is_read_is_sound_or_refused() {
    let (rows, few) = (rows(40, 3), rows(5, 3));
    each(|name, detector| {
        let model = detector.fit(rows.view(), 5).unwrap();
        for damaged in damaged(&serde_json::to_value(&model).unwrap()) {
            let text = damaged.to_string();
            let Ok(model) = serde_json::from_str::<FittedDetector>(&text) else { continue };
            // Other numbers may be a model as well: then it can be used.
            match model.as_fitted().score(few.view()) {
                Ok(scores) => assert_eq!(scores.len(), 5, "{name}"),
                Err(error) => assert_eq!(error.code(), "invalid_argument", "{name}: {error}"),
            }
            let _ = model.as_fitted().score_fitted(few.view());
        }
        let mut cut = serde_json::to_value(&model).unwrap();
        let columns = cut.pointer_mut("/columns/fill").and_then(|fill| fill.as_array_mut());
        if let Some(columns) = columns {
            columns.pop();
            let error = serde_json::from_value::<FittedDetector>(cut).unwrap_err().to_string();
            assert!(
                error.contains("do not fit each other") || error.contains("not whole"),
                "{name}: {error}"
            );
        }
    });
}

#[test]
fn hard_input_gives_finite_scores_or_a_clear_error() {
    let with_gaps =
        Array2::from_shape_fn((50, 3), |(i, j)| if (i + j) % 4 == 0 { f64::NAN } else { i as f64 });
    let constant = Array2::from_elem((40, 2), 7.0);
    let huge = Array2::from_shape_fn((30, 2), |(i, j)| if i == 7 { 1e150 } else { (i * j) as f64 });
    let tiny = Array2::from_shape_fn((30, 2), |(i, _)| i as f64 * 1e-200);
    let empty_column = Array2::from_shape_fn((30, 2), |(i, j)| if j == 0 { f64::NAN } else { i as f64 });
    let two = Array2::from_shape_fn((2, 2), |(i, j)| (i + j) as f64);
    for (what, rows) in [
        ("gaps", with_gaps),
        ("constant", constant),
        ("huge", huge),
        ("tiny", tiny),
        ("empty column", empty_column),
        ("two rows", two),
    ] {
        each(|name, detector| {
            let model =
                detector.fit(rows.view(), 1).unwrap_or_else(|error| panic!("{name}, {what}: {error}"));
            let json = serde_json::to_string(&model).unwrap();
            assert_eq!(serde_json::from_str::<FittedDetector>(&json).unwrap(), model, "{name}, {what}");
            for scores in [model.as_fitted().score(rows.view()), model.as_fitted().score_fitted(rows.view())]
            {
                assert!(scores.unwrap().iter().all(|score| score.is_finite()), "{name}, {what}");
            }
        });
    }
    each(|name, detector| {
        let kind = |rows: Array2<f64>| detector.fit(rows.view(), 1).unwrap_err().kind();
        assert_eq!(kind(Array2::zeros((1, 2))), ErrorKind::NotEnoughData, "{name}");
        assert_eq!(kind(Array2::zeros((5, 0))), ErrorKind::NotEnoughData, "{name}");
        assert_eq!(kind(Array2::from_elem((5, 1), f64::INFINITY)), ErrorKind::InvalidArgument, "{name}");
        let model = detector.fit(Array2::from_shape_fn((9, 2), |(i, j)| (i * j) as f64).view(), 1).unwrap();
        assert!(model.as_fitted().score(Array2::zeros((2, 3)).view()).is_err(), "{name}: columns");
    });
}

#[test]
fn unknown_names_and_settings_are_refused() {
    let error = Detector::from_name("lofi").unwrap_err().to_string();
    assert!(error.contains("isolation_forest, knn, lof"), "{error}");
    assert!(serde_json::from_str::<Detector>(r#"{"method":"lof","kk":3}"#).is_err());
}
