//! Fitted models saved as JSON: detectors of rows, detectors of a series, forecasters; the first byte chooses.

use errpredict::Timestamp;
use errpredict::detect::FittedDetector;
use errpredict::detect::series::FittedSeriesDetector;
use errpredict::forecast::FittedForecaster;
use errpredict::stats::Series;
use ndarray::Array2;

/// Columns of the seeds.
pub const COLUMNS: usize = 3;

/// See the module.
pub fn check(data: &[u8]) {
    let Some((choice, json)) = super::choice(data) else { return };
    match choice % 3 {
        0 => detector(json),
        1 => series_detector(json),
        _ => forecaster(json),
    }
}

fn detector(json: &[u8]) {
    let Some(model) = super::from_json::<FittedDetector>(json) else { return };
    let values = [0.5, f64::NAN, 1e9, -3.0, 7.0, 0.0];
    let rows = Array2::from_shape_fn((4, model.as_fitted().n_features().min(1_000)), |(i, j)| {
        values[(i * COLUMNS + j) % values.len()]
    });
    for scores in [model.as_fitted().score(rows.view()), model.as_fitted().score_fitted(rows.view())] {
        match scores {
            Ok(scores) => assert_eq!(scores.len(), rows.nrows()),
            Err(error) => super::refused(&error, &["invalid_argument"]),
        }
    }
}

fn series_detector(json: &[u8]) {
    let Some(mut model) = super::from_json::<FittedSeriesDetector>(json) else { return };
    let values = (0..40).map(|i| if i % 9 == 4 { f64::NAN } else { f64::from(i * i % 17) }).collect();
    let series = Series { first_end: Timestamp::clamped(1_700_000_000_000), step_ms: 60_000, values };
    for _ in 0..2 {
        match model.as_fitted_mut().score(&series) {
            Ok(scores) => assert_eq!(scores.len(), series.values.len()),
            Err(error) => super::refused(&error, &["invalid_argument"]),
        }
    }
}

fn forecaster(json: &[u8]) {
    let Some(mut model) = super::from_json::<FittedForecaster>(json) else { return };
    for value in [3.0, f64::NAN, 1e6, -1.0, 0.0] {
        assert_eq!(model.as_fitted().points(50).len(), 50);
        model.as_fitted_mut().update(value);
    }
}
