use super::*;
use crate::forecast::{FittedForecaster, Forecaster};
use crate::stats::Rng;

/// An untrained network, small enough for the many histories of the checks.
pub(in crate::forecast) fn untrained() -> Lstm {
    Lstm { network: Some(Network::new(2, 8, 24, 24, 3)), ..Lstm::default() }
}

#[test]
fn a_cell_by_hand() {
    // One unit, one step, all weights 0 but the offsets: gates (i, f, g, o) = (0.5, 1, 2, -1), output 3·h + 0.25.
    let weights =
        vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 2.0, -1.0, 3.0, 0.25];
    let network = Network { layers: 1, units: 1, sequence: 1, ahead: 1, weights };
    network.validate().unwrap();
    let sigmoid = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    let memory = sigmoid(0.5) * libm::tanh(2.0);
    let expected = 3.0 * sigmoid(-1.0) * libm::tanh(memory) + 0.25;
    assert!((f64::from(network.run(&[[9.0, 9.0]])[0]) - expected).abs() < 1e-6);
    let again = sigmoid(1.0) * memory + sigmoid(0.5) * libm::tanh(2.0);
    let expected = 3.0 * sigmoid(-1.0) * libm::tanh(again) + 0.25;
    assert!((f64::from(network.run(&[[9.0, 9.0], [1.0, 1.0]])[0]) - expected).abs() < 1e-6);
}

#[test]
fn what_is_corrected_is_the_mean_of_day_and_week() {
    let values: Vec<f64> = (0..12).map(f64::from).collect();
    let seasons = Seasons { short: 2, long: 6, back: 6 };
    assert_eq!(seasons.base(&values, 4).collect::<Vec<_>>(), [8.0, 9.0, 9.0, 10.0]);
}

#[test]
fn updating_is_the_same_as_having_seen() {
    let value = |t: usize| 30.0 + (t % 24) as f64 + ((t * 37) % 17) as f64;
    let values: Vec<f64> = (0..900).map(value).collect();
    let method = untrained();
    let mut model = method.fit(&values[..400], &[24, 168], 0).unwrap();
    values[400..].iter().for_each(|value| model.update(*value));
    let fresh = method.fit(&values, &[24, 168], 0).unwrap();
    assert_eq!(model.points(60), fresh.points(60));
}

#[test]
fn bad_settings_are_refused() {
    let mut broken = untrained();
    broken.network.as_mut().unwrap().weights.pop();
    for lstm in [
        Lstm { layers: 0, ..Lstm::default() },
        Lstm { units: 5000, ..Lstm::default() },
        Lstm { rate: 0.0, ..Lstm::default() },
        broken,
    ] {
        assert!(lstm.fit(&[1.0, 2.0], &[], 0).is_err());
    }
}

mod training {
    use super::*;

    /// Each day is the day before turned upside down: what the network corrects is wrong, and can be learnt.
    fn turning(series: usize) -> Vec<f64> {
        let shape = |t: usize| [0.0, 3.0, 8.0, 2.0, -4.0, -9.0][t % 6];
        let level = 100.0 + 10.0 * series as f64;
        (0..240).map(|t| level + if (t / 6) % 2 == 0 { shape(t) } else { -shape(t) }).collect()
    }

    fn small() -> Lstm {
        Lstm {
            layers: 2,
            units: 12,
            sequence: 18,
            ahead: 6,
            steps: 400,
            batch: 16,
            rate: 0.01,
            ..Lstm::default()
        }
    }

    fn error(network: &Lstm, values: &[f64]) -> f64 {
        let model = network.fit(&values[..234], &[6], 0).unwrap();
        model.points(6).iter().zip(&values[234..]).map(|(point, value)| (point - value).abs()).sum()
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_error() {
        let network = Network::new(2, 3, 4, 2, 5);
        let mut random = Rng::new(9);
        let mut number = |_| random.normal() as f32;
        let batch = train::Batch {
            size: 3,
            inputs: ndarray::Array2::from_shape_fn((12, network::INPUTS), &mut number),
            targets: ndarray::Array2::from_shape_fn((3, 2), &mut number),
        };
        let (_, gradient) = train::loss(&network, &batch);
        assert_eq!(gradient.len(), network.weights.len());
        for (i, found) in gradient.iter().enumerate() {
            let at = |by: f32| {
                let mut moved = network.clone();
                moved.weights[i] += by;
                train::loss(&moved, &batch).0
            };
            let slope = (at(0.01) - at(-0.01)) / 0.02;
            assert!((slope - found).abs() < 2e-3, "weight {i}: {slope} {found}");
        }
        // And the forward pass of training is that of forecasting.
        let windows: Vec<Vec<[f32; 2]>> = (0..3)
            .map(|w| (0..4).map(|t| [batch.inputs[[t * 3 + w, 0]], batch.inputs[[t * 3 + w, 1]]]).collect())
            .collect();
        let off = windows.iter().enumerate().flat_map(|(w, window)| {
            let out = network.run(window);
            (0..2).map(|h| (out[h] - batch.targets[[w, h]]).abs()).collect::<Vec<_>>()
        });
        assert!((off.sum::<f32>() / 6.0 - train::loss(&network, &batch).0).abs() < 1e-5);
    }

    #[test]
    fn learns_across_series_what_a_new_one_does() {
        let histories: Vec<Vec<f64>> = (0..5).map(turning).collect();
        let views: Vec<&[f64]> = histories.iter().map(Vec::as_slice).collect();
        let untaught = Lstm { steps: 0, ..small() }.train(&views, &[6], 1).unwrap();
        let taught = small().train(&views, &[6], 1).unwrap();
        let new = turning(40);
        let (before, after) = (error(&untaught, &new), error(&taught, &new));
        assert!(after < 0.5 * before, "{before} {after}");
        // The same seed, the same bits; saved and loaded, the same bits.
        assert_eq!(small().train(&views, &[6], 1).unwrap(), taught);
        assert_ne!(small().train(&views, &[6], 2).unwrap(), taught);
        let json = serde_json::to_string(&taught).unwrap();
        assert_eq!(serde_json::from_str::<Lstm>(&json).unwrap(), taught);
    }

    #[test]
    fn too_little_to_learn_from_gives_about_what_would_be_corrected() {
        for history in [vec![5.0], vec![3.0; 100], vec![f64::NAN, 7.0, f64::NAN]] {
            let points = small().fit(&history, &[6], 0).unwrap().points(9);
            let level = history.iter().copied().filter(|value| !value.is_nan()).sum::<f64>()
                / history.iter().filter(|value| !value.is_nan()).count() as f64;
            assert!(points.iter().all(|point| (point - level).abs() < 1e-6), "{points:?}");
        }
    }

    #[test]
    fn chosen_by_name_in_a_whole_forecast() {
        let method = Forecaster::Lstm(Lstm { steps: 5, ..small() });
        let model = method.fit(&turning(0), &[6], 0).unwrap();
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<FittedForecaster>(&json).unwrap(), model);
    }
}
