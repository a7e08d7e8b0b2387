//! Checks that every method of the list must pass.

use super::*;
use crate::damage::damaged;

/// Histories that have broken forecasters: name and values.
fn histories() -> Vec<(&'static str, Vec<f64>)> {
    let wave = |t: usize| libm::sin(t as f64 * 0.2618) * 10.0 + 50.0 + ((t * 7919) % 13) as f64;
    let gaps = |t: usize| if t % 7 == 3 || (40..60).contains(&t) { f64::NAN } else { wave(t) };
    vec![
        ("wave", (0..200).map(wave).collect()),
        ("gaps", (0..200).map(gaps).collect()),
        ("leading gaps", (0..200).map(|t| if t < 150 { f64::NAN } else { wave(t) }).collect()),
        ("constant", vec![3.0; 100]),
        ("zeros", vec![0.0; 100]),
        ("sparse counts", (0..200).map(|t| if t % 17 == 0 { 3.0 } else { 0.0 }).collect()),
        ("one value", vec![5.0]),
        ("two values", vec![5.0, 7.0]),
        ("nine values", (0..9).map(wave).collect()),
        ("huge", (0..100).map(|t| wave(t) * 1e120).collect()),
        ("tiny", (0..100).map(|t| wave(t) * 1e-120).collect()),
        ("negative", (0..100).map(|t| -wave(t)).collect()),
        ("level shift", (0..200).map(|t| if t < 120 { wave(t) } else { wave(t) + 500.0 }).collect()),
        ("one spike", (0..200).map(|t| if t == 190 { 1e6 } else { wave(t) }).collect()),
        ("counter reset", (0..200).map(|t| (t % 90) as f64 * 10.0).collect()),
    ]
}

/// Every method as it comes; the recurrent network untrained, since training takes a feature, and long.
fn methods() -> impl Iterator<Item = Forecaster> {
    Forecaster::NAMES.iter().map(|name| match *name {
        #[cfg(feature = "lstm")]
        "lstm" => Forecaster::Lstm(lstm::tests::untrained()),
        name => Forecaster::from_name(name).unwrap(),
    })
}

#[test]
fn every_method_gives_finite_points_for_every_history() {
    for method in methods() {
        for (name, history) in histories() {
            for seasons in [&[][..], &[24], &[24, 48], &[1000]] {
                let mut model = method.fit(&history, seasons, 1).unwrap_or_else(|error| {
                    panic!("{} on {name} with {seasons:?}: {error}", method.name());
                });
                for value in [f64::NAN, 4.0, 1e6, 0.0, -3.0] {
                    let points = model.as_fitted().points(50);
                    assert_eq!(points.len(), 50);
                    let finite = points.iter().all(|point| point.is_finite());
                    assert!(finite, "{} on {name} with {seasons:?}: {points:?}", method.name());
                    model.as_fitted_mut().update(value);
                }
            }
        }
    }
}

#[test]
fn every_method_is_pure_and_saves_bit_equal() {
    for method in methods() {
        for (name, history) in histories() {
            let model = method.fit(&history, &[24, 48], 7).unwrap();
            assert_eq!(model, method.fit(&history, &[24, 48], 7).unwrap(), "{} on {name}", method.name());
            let json = serde_json::to_string(&model).unwrap();
            let loaded: FittedForecaster = serde_json::from_str(&json)
                .unwrap_or_else(|error| panic!("{} on {name}: {error}", method.name()));
            let bits = |model: &FittedForecaster| -> Vec<u64> {
                model.as_fitted().points(60).iter().map(|point| point.to_bits()).collect()
            };
            assert_eq!(bits(&loaded), bits(&model), "{} on {name}", method.name());
        }
        let json = serde_json::to_string(&method).unwrap();
        assert_eq!(serde_json::from_str::<Forecaster>(&json).unwrap(), method);
    }
}

#[test]
fn what_is_read_is_sound_or_refused() {
    for method in methods() {
        for (_, history) in histories().into_iter().take(2) {
            let model = method.fit(&history, &[24], 7).unwrap();
            for damaged in damaged(&serde_json::to_value(&model).unwrap()) {
                let Ok(mut model) = serde_json::from_str::<FittedForecaster>(&damaged.to_string()) else {
                    continue;
                };
                // Other numbers may be a model as well: then it can go on.
                for value in [4.0, f64::NAN, 1e6] {
                    model.as_fitted_mut().update(value);
                    assert_eq!(model.as_fitted().points(30).len(), 30, "{}", method.name());
                }
            }
        }
    }
}

#[test]
fn every_method_keeps_a_constant() {
    for method in methods() {
        let points = method.fit(&[3.0; 100], &[24], 1).unwrap().as_fitted().points(30);
        assert!(points.iter().all(|point| (point - 3.0).abs() < 1e-6), "{}: {points:?}", method.name());
    }
}

#[test]
fn every_method_scales_with_its_input() {
    // A change of unit changes the forecast by the same factor (a power of two is exact in floating point).
    let history: Vec<f64> = histories().swap_remove(0).1;
    let larger: Vec<f64> = history.iter().map(|value| value * 1024.0).collect();
    for method in methods() {
        let points = method.fit(&history, &[24], 1).unwrap().as_fitted().points(30);
        let scaled = method.fit(&larger, &[24], 1).unwrap().as_fitted().points(30);
        for (point, scaled) in points.iter().zip(&scaled) {
            assert!(
                (point * 1024.0 - scaled).abs() < 1e-3 * scaled.abs(),
                "{}: {point} {scaled}",
                method.name()
            );
        }
    }
}

#[test]
fn every_method_refuses_infinite_values() {
    for method in methods() {
        assert!(method.fit(&[1.0, f64::INFINITY, 2.0], &[], 1).is_err(), "{}", method.name());
        assert!(method.fit(&[f64::NAN], &[], 1).is_err(), "{}", method.name());
    }
}

#[test]
fn unknown_names_and_settings_are_refused() {
    assert!(Forecaster::from_name("oracle").unwrap_err().message().contains("seasonal_naive"));
    let error = serde_json::from_str::<Forecaster>(r#"{"method":"ses","alhpa":0.2}"#).unwrap_err();
    assert!(error.to_string().contains("alpha"), "{error}");
}
