//! Checks over every registered detector of series.

use super::*;
use crate::damage::damaged;
use crate::stats::Rng;
use crate::time::Timestamp;

fn series(values: Vec<f64>) -> Series {
    Series { first_end: Timestamp::from_ms(1_795_417_200_000).unwrap(), step_ms: 3_600_000, values }
}

fn noise(n: usize, seed: u64) -> Vec<f64> {
    let mut rng = Rng::new(seed);
    (0..n).map(|i| 50.0 + 5.0 * libm::sin(i as f64 / 24.0 * std::f64::consts::TAU) + rng.normal()).collect()
}

fn flat(n: usize, seed: u64) -> Vec<f64> {
    let mut rng = Rng::new(seed);
    (0..n).map(|_| 50.0 + rng.normal()).collect()
}

fn each(check: impl Fn(&str, &SeriesDetector)) {
    for name in SeriesDetector::NAMES {
        check(name, &SeriesDetector::from_name(name).unwrap());
    }
}

fn part(series: &Series, range: std::ops::Range<usize>) -> Series {
    Series {
        first_end: series.end_of(range.start),
        step_ms: series.step_ms,
        values: series.values[range].to_vec(),
    }
}

#[test]
fn a_large_deviation_is_found_and_later_values_change_nothing() {
    let history = series(noise(400, 1));
    let mut values = noise(400, 2);
    values[250] += 60.0;
    let data = series(values);
    each(|name, detector| {
        let fit = || detector.fit(&history, 3).unwrap();
        let scores = fit().as_fitted_mut().score(&data).unwrap();
        let most = (0..350).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap();
        assert!((250..320).contains(&most), "{name}: strongest at {most}");
        let first = fit().as_fitted_mut().score(&part(&data, 0..200)).unwrap();
        assert_eq!(first[..], scores[..200], "{name}: the future changed a score");
    });
}

#[test]
fn in_parts_and_saved_in_between_it_scores_the_same_bits() {
    let (history, data) = (series(noise(300, 1)), series(noise(300, 2)));
    each(|name, detector| {
        let mut model = detector.fit(&history, 3).unwrap();
        let whole = model.clone().as_fitted_mut().score(&data).unwrap();
        let mut parts = model.as_fitted_mut().score(&part(&data, 0..137)).unwrap();
        let mut loaded: FittedSeriesDetector =
            serde_json::from_str(&serde_json::to_string(&model).unwrap()).unwrap();
        parts.extend(loaded.as_fitted_mut().score(&part(&data, 137..300)).unwrap());
        assert_eq!(parts, whole, "{name}");
        let settings: SeriesDetector =
            serde_json::from_str(&serde_json::to_string(detector).unwrap()).unwrap();
        assert_eq!(&settings, detector, "{name}");
    });
}

#[test]
fn what_is_read_is_sound_or_refused() {
    let (history, data) = (series(noise(120, 1)), series(noise(150, 2)));
    each(|name, detector| {
        let model = detector.fit(&history, 3).unwrap();
        for damaged in damaged(&serde_json::to_value(&model).unwrap()) {
            let Ok(mut model) = serde_json::from_str::<FittedSeriesDetector>(&damaged.to_string()) else {
                continue;
            };
            // Other numbers may be a model as well: then it can go on, or says why not.
            match model.as_fitted_mut().score(&data) {
                Ok(scores) => assert_eq!(scores.len(), data.values.len(), "{name}"),
                Err(error) => assert_eq!(error.code(), "invalid_argument", "{name}: {error}"),
            }
            let _ = model.as_fitted_mut().score_fitted(&data);
        }
    });
}

#[test]
fn offline_every_value_has_a_score_and_the_strange_stretch_the_highest() {
    let mut values = flat(500, 5);
    values[330..].iter_mut().for_each(|value| *value += 40.0);
    let data = series(values);
    each(|name, detector| {
        let scores = detector.fit(&data, 3).unwrap().as_fitted_mut().score_fitted(&data).unwrap();
        assert_eq!(scores.len(), 500, "{name}");
        let most = (0..500).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap();
        assert!((295..500).contains(&most), "{name}: strongest at {most}");
    });
}

#[test]
fn hard_input_gives_finite_scores_or_a_clear_error() {
    let gaps = (0..300).map(|i| if i % 7 == 0 { f64::NAN } else { (i % 5) as f64 }).collect();
    let huge = (0..300).map(|i| if i % 2 == 0 { 1e150 } else { -1e150 }).collect();
    for (what, values) in [
        ("gaps", gaps),
        ("constant", vec![4.0; 300]),
        ("huge", huge),
        ("growing", (0..300).map(f64::from).collect()),
        ("tiny", (0..300).map(|i| f64::from(i % 3) * 1e-300).collect()),
        ("only gaps", vec![f64::NAN; 300]),
    ] {
        let data = series(values);
        each(|name, detector| {
            let mut model = detector.fit(&data, 1).unwrap_or_else(|error| panic!("{name}, {what}: {error}"));
            let json = serde_json::to_string(&model).unwrap();
            let loaded: FittedSeriesDetector = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&loaded).unwrap(), json, "{name}, {what}");
            let model = model.as_fitted_mut();
            for scores in [model.score_fitted(&data), model.score(&data)] {
                let scores = scores.unwrap();
                assert_eq!(scores.len(), 300, "{name}, {what}");
                assert!(scores.iter().all(|score| score.is_finite()), "{name}, {what}");
            }
        });
    }
    each(|name, detector| {
        let bad = detector.fit(&series(vec![f64::INFINITY]), 1).unwrap_err();
        assert_eq!(bad.kind(), ErrorKind::InvalidArgument, "{name}");
        let no_step = Series { step_ms: 0, ..series(vec![]) };
        assert_eq!(detector.fit(&no_step, 1).unwrap_err().kind(), ErrorKind::InvalidArgument, "{name}");
        match detector.fit(&series(vec![]), 1) {
            Ok(mut model) => assert!(model.as_fitted_mut().score(&series(vec![])).unwrap().is_empty()),
            Err(error) => assert_eq!(error.kind(), ErrorKind::NotEnoughData, "{name}"),
        }
    });
}
