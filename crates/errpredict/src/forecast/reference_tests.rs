//! Beside statsforecast, statsmodels and prophet on one series; `tests/reference/forecast.py` made their numbers.

use super::*;

const HORIZON: usize = 24;

fn reference(name: &str) -> Vec<f64> {
    let all: std::collections::BTreeMap<String, Vec<f64>> =
        serde_json::from_str(include_str!("../../../../tests/reference/forecast.json")).unwrap();
    all[name].clone()
}

/// Largest distance from the reference, as a share of the history's range.
fn distance(ours: &[f64], theirs: &[f64]) -> f64 {
    let history = reference("history");
    let range =
        history.iter().fold(f64::MIN, |a, b| a.max(*b)) - history.iter().fold(f64::MAX, |a, b| a.min(*b));
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).map(|(a, b)| (a - b).abs() / range).fold(0.0, f64::max)
}

fn points(name: &str, seasons: &[usize]) -> Vec<f64> {
    let method = Forecaster::from_name(name).unwrap();
    method.fit(&reference("history"), seasons, 0).unwrap().as_fitted().points(HORIZON)
}

#[test]
fn simple_methods_work_like_statsforecast() {
    for name in ["ses", "seasonal_naive"] {
        let found = distance(&points(name, &[24]), &reference(name));
        assert!(found < 1e-9, "{name}: {found}");
    }
}

#[test]
fn decomposition_works_like_statsmodels() {
    // Their five inner passes against our two, and lines at the ends joined over a tenth of the window.
    let parts = crate::stats::stl::mstl(&reference("history"), &[24]);
    let found = distance(&parts.seasonal[0], &reference("stl_seasonal"));
    assert!(found < 0.005, "seasonal: {found}");
    let found = distance(&parts.trend, &reference("stl_trend"));
    assert!(found < 0.01, "trend: {found}");
}

#[test]
fn searched_methods_work_like_their_references() {
    // Different searches end in slightly different optima: points agree to a share of the history's range.
    for (name, seasons, share) in [
        ("theta", &[24][..], 0.02),
        ("ets", &[24], 0.08),
        ("mstl", &[24, 168], 0.05),
        ("prophet", &[24, 168], 0.02),
    ] {
        let found = distance(&points(name, seasons), &reference(name));
        assert!(found < share, "{name}: {found}");
    }
}
