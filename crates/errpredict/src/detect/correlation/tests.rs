//! Tests of the correlation break.

use super::*;
use crate::stats::Rng;
use ndarray::Array2;

/// Metrics that follow a load with a daily cycle; the load wanders with memory `keep` a row.
fn metrics(n: usize, keep: f64, seed: u64) -> Array2<f64> {
    let mut rng = Rng::new(seed);
    let mut load = 0.0;
    let mut rows = Array2::zeros((n, 5));
    for (i, mut row) in rows.rows_mut().into_iter().enumerate() {
        load = keep * load + rng.normal();
        let day = libm::sin(i as f64 / 1_440.0 * std::f64::consts::TAU);
        for (j, value) in row.iter_mut().enumerate() {
            let sign = if j == 3 { -1.0 } else { 1.0 };
            *value = sign * (1 + j) as f64 * (load + day) + 0.3 * (1 + j) as f64 * rng.normal();
        }
        // The last follows nothing.
        row[4] = rng.normal();
    }
    rows
}

fn names() -> Vec<String> {
    (0..5).map(|j| format!("f{j}")).collect()
}

#[test]
fn the_metric_that_no_longer_follows_is_found_and_named() {
    let model = CorrelationBreak::default().fit(metrics(6_000, 0.5, 1).view()).unwrap();
    assert_eq!(model.n_pairs(), 6, "four metrics move together, the fifth does not");
    for broken in [2, 3] {
        let mut rows = metrics(2_000, 0.5, 2);
        let mut rng = Rng::new(3);
        // Same level, same spread: only the relation is gone.
        let spread = 1.2 * (1 + broken) as f64;
        rows.column_mut(broken).iter_mut().skip(900).take(200).for_each(|x| *x = spread * rng.normal());
        let at = Timestamp::from_ms(0).unwrap();
        let found =
            model.anomalies(&Scope::service_named("shop"), &names(), rows.view(), at, 60_000).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        let anomaly = &found[0];
        assert_eq!(anomaly.anomaly_type, AnomalyType::CorrelationBreak);
        assert_eq!(anomaly.causes[0].name, format!("f{broken}"));
        assert!((anomaly.causes.iter().map(|cause| cause.share).sum::<f64>() - 1.0).abs() < 1e-12);
        let minutes = (anomaly.start.ms() / 60_000, anomaly.end.ms() / 60_000);
        assert!((840..930).contains(&minutes.0) && (1_070..1_160).contains(&minutes.1), "{minutes:?}");
        assert!(anomaly.expected.abs() > 0.8 && anomaly.actual.abs() < 0.5 && !anomaly.ongoing);
        assert!(anomaly.score > 0.5 && anomaly.confidence > 0.95, "{anomaly:?}");
    }
}

#[test]
fn the_budget_of_false_alarms_is_kept_on_noise_cycles_and_slow_metrics() {
    // One alarm in 10,000 rows is allowed; 20 runs of 10,000 rows each, fast and slow metrics.
    for keep in [0.0, 0.5, 0.95] {
        let mut alarms = 0;
        for seed in 0..20 {
            let model = CorrelationBreak::default().fit(metrics(6_000, keep, 100 + seed).view()).unwrap();
            assert!(model.n_pairs() > 0);
            alarms += model.find(metrics(10_000, keep, 200 + seed).view()).unwrap().len();
        }
        assert!(alarms <= 24, "{alarms} alarms for 20 allowed, memory {keep}");
    }
}

#[test]
fn one_test_has_the_p_value_it_says() {
    // Windows of independent rows: p of a watched pair is uniform, so 5 % of the windows lie below 0.05.
    let model = CorrelationBreak::default().fit(metrics(60_000, 0.0, 5).view()).unwrap();
    let rows = metrics(120_000, 0.0, 6);
    let pair = &model.pairs[0];
    let p = |window| {
        let found = directions(window);
        pair.p_value(pair.sign * fisher_z(&found[pair.columns.0], &found[pair.columns.1]).unwrap())
    };
    let p: Vec<f64> = rows.axis_chunks_iter(Axis(0), 60).map(p).collect();
    for (level, from, to) in [(0.05, 0.035, 0.065), (0.5, 0.46, 0.54), (0.01, 0.004, 0.018)] {
        let share = p.iter().filter(|p| **p <= level).count() as f64 / p.len() as f64;
        assert!((from..to).contains(&share), "{share} of the windows below {level}");
    }
}

#[test]
fn later_rows_change_nothing_and_saving_keeps_the_bits() {
    let model = CorrelationBreak::default().fit(metrics(6_000, 0.5, 1).view()).unwrap();
    let mut rows = metrics(1_000, 0.5, 2);
    rows.column_mut(1).iter_mut().skip(300).take(120).for_each(|x| *x = 1.0);
    let json = serde_json::to_string(&model).unwrap();
    let loaded: FittedCorrelationBreak = serde_json::from_str(&json).unwrap();
    let all = loaded.find(rows.view()).unwrap();
    assert!(!all.is_empty(), "a metric that stands still while the others move");
    assert_eq!(model.find(rows.slice_axis(Axis(0), (..600).into())).unwrap(), all);
}

#[test]
fn hard_input() {
    let settings = CorrelationBreak::default();
    let constant = settings.fit(Array2::from_elem((3_000, 3), 2.0).view()).unwrap();
    assert_eq!(constant.n_pairs(), 0);
    assert!(constant.find(Array2::from_elem((300, 3), f64::NAN).view()).unwrap().is_empty());
    assert!(constant.find(Array2::zeros((300, 2)).view()).is_err(), "another number of columns");
    assert_eq!(settings.fit(Array2::zeros((0, 2)).view()).unwrap().n_pairs(), 0);
    assert!(settings.fit(Array2::from_elem((100, 2), f64::INFINITY).view()).is_err());
    // Equal columns: correlation 1 in every window.
    let equal = metrics(3_000, 0.5, 1).select(Axis(1), &[0, 0]);
    let model = settings.fit(equal.view()).unwrap();
    assert_eq!((model.n_pairs(), model.find(equal.view()).unwrap().len()), (1, 0));
    let gaps = Array2::from_shape_fn((300, 2), |(i, j)| if i % 50 == 0 { f64::NAN } else { (i * j) as f64 });
    assert!(model.find(gaps.view()).unwrap().is_empty(), "a window with a gap is not tested");
    for bad in [
        CorrelationBreak { window: 5, ..settings.clone() },
        CorrelationBreak { min_correlation: 1.5, ..settings.clone() },
        CorrelationBreak { false_alarms_per_10_000_rows: 0.0, ..settings },
    ] {
        assert!(bad.fit(equal.view()).is_err(), "{bad:?}");
    }
}
