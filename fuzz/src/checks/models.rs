//! Fitted detectors and forecasters and the state of a stream detector, as JSON; the first byte chooses.

use errpredict::detect::{FittedDetector, StreamDetector};
use errpredict::forecast::FittedForecaster;
use ndarray::Array2;

/// See the module.
pub fn check(data: &[u8]) {
    let Some((choice, json)) = super::choice(data) else { return };
    match choice % 3 {
        0 => {
            let Some(model) = super::from_json::<FittedDetector>(json) else { return };
            let rows = Array2::from_shape_fn((3, 2), |(i, j)| (i * 2 + j) as f64);
            match model.as_fitted().score(rows.view()) {
                Ok(scores) => assert!(scores.iter().all(|score| score.is_finite()), "{scores:?}"),
                Err(error) => super::refused(&error, &["invalid_argument", "corrupt", "not_enough_data"]),
            }
        }
        1 => {
            let Some(mut model) = super::from_json::<FittedForecaster>(json) else { return };
            model.as_fitted_mut().update(3.0);
            let points = model.as_fitted().points(24);
            assert!(points.len() == 24 && points.iter().all(|point| point.is_finite()), "{points:?}");
        }
        _ => {
            let Some(mut stream) = super::from_json::<StreamDetector>(json) else { return };
            let scores = stream.score(&[1.0, f64::NAN, 1e9, -4.0]);
            assert!(scores.iter().all(|score| score.is_finite()), "{scores:?}");
        }
    }
}
