//! Training on a log and answering from it, as one.

use super::super::*;
use crate::evaluate::pr_auc;
use crate::event::{EventRef, Severity};
use crate::features::{FeatureQuery, FeatureSource, Statics};
use crate::rollup::{Rollup, RollupConfig};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

const START_MS: i64 = 1_700_006_400_000;
const DAYS: i64 = 100;

/// Six services; on one day in five a warning comes first and a critical event three hours later.
fn events() -> Vec<(Timestamp, String, Severity)> {
    let mut state = 7_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let mut events = Vec::new();
    for service in 0..6 {
        for day in 0..DAYS {
            let at =
                |hours: f64| Timestamp::clamped(START_MS + day * DAY_MS + (hours * HOUR_MS as f64) as i64);
            events.push((at(1.0), format!("s{service}"), Severity::Info));
            if random() < 0.2 {
                let hour = 2.0 + 18.0 * random();
                events.push((at(hour), format!("s{service}"), Severity::Medium));
                events.push((at(hour + 3.0), format!("s{service}"), Severity::Critical));
            }
        }
    }
    events
}

fn roll(events: &[(Timestamp, String, Severity)]) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (at, service, severity) in events {
        rollup.observe(EventRef::new(*at, service, *severity, severity.name()));
    }
    rollup.settle();
    rollup
}

fn plan() -> Plan {
    let method = Predictor::Logistic(Logistic::default());
    let task = Task { horizon_ms: 4 * HOUR_MS, ..Task::default() };
    Plan { task, training: Training { method, ..Training::default() }, ..Plan::default() }
}

fn train(rollup: &Rollup) -> ProbabilityModel {
    let queries = self_queries(rollup, 2 * HOUR_MS);
    let splits = split_by_time(&queries, Shares::BACKTEST).unwrap();
    plan().fit(rollup, &Statics::default(), &queries, &splits, 1).unwrap()
}

#[test]
fn a_model_from_a_log_foresees_and_survives_saving() {
    let rollup = roll(&events());
    let saved = train(&rollup);
    let again = ProbabilityModel::from_bytes(&saved.to_bytes().unwrap()).unwrap();
    assert_eq!(again, saved);
    let queries = self_queries(&rollup, 2 * HOUR_MS);
    let splits = split_by_time(&queries, Shares::BACKTEST).unwrap();
    let tested: Vec<FeatureQuery<'_>> = queries
        .iter()
        .zip(&splits)
        .filter(|(_, split)| **split == Split::Rest)
        .map(|(query, _)| *query)
        .collect();
    let predictions = again.predict_queries(&rollup, &Statics::default(), &tested).unwrap();
    let rows = foreseen(&again, &rollup, &tested, &predictions).unwrap();
    let labels: Vec<bool> = rows.iter().map(|row| row.came.is_some()).collect();
    let probabilities: Vec<f64> = rows.iter().map(|row| row.probability).collect();
    let base = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    let area = pr_auc(&labels, &probabilities).unwrap();
    assert!(base < 0.06 && area > 0.5, "PR-AUC {area} at a base rate of {base}");
    let alert = saved.task.as_ref().unwrap().alert;
    assert!(alert.threshold.is_some() && alert.expected.false_per_service_week().unwrap() <= 1.0);
    assert!(alert.expected.median_lead_h.unwrap() <= 4.0);
}

#[test]
fn predictions_do_not_know_the_future() {
    let all = events();
    let full = roll(&all);
    let saved = train(&full);
    let now = Timestamp::clamped(START_MS + 90 * DAY_MS + 7 * HOUR_MS + 30 * MINUTE_MS);
    let past: Vec<_> = all.iter().filter(|(at, _, _)| *at <= now).cloned().collect();
    let truncated = roll(&past);
    let names: Vec<String> = (0..6).map(|i| format!("s{i}")).collect();
    let mut queries = Vec::new();
    for service in &names {
        queries.extend((0..40).map(|i| FeatureQuery { service, at: now.plus_ms(-i * 3 * HOUR_MS) }));
    }
    let statics = Statics::default();
    let knowing = saved.predict_queries(&full, &statics, &queries).unwrap();
    let ignorant = saved.predict_queries(&truncated, &statics, &queries).unwrap();
    for ((query, a), b) in queries.iter().zip(knowing).zip(ignorant) {
        assert_eq!(a.probability.to_bits(), b.probability.to_bits(), "{query:?}");
    }
}

#[test]
fn a_new_service_is_served_after_two_days() {
    // Trained without s5, which is first heard of on day 90.
    let newborn = START_MS + 90 * DAY_MS;
    let known: Vec<_> =
        events().into_iter().filter(|(at, service, _)| service != "s5" || at.ms() >= newborn).collect();
    let rollup = roll(&known);
    let queries: Vec<FeatureQuery<'_>> = self_queries(&rollup, 2 * HOUR_MS)
        .into_iter()
        .filter(|query| query.service != "s5" && query.at.ms() < newborn)
        .collect();
    let splits = split_by_time(&queries, Shares::ALL).unwrap();
    let saved = plan().fit(&rollup, &Statics::default(), &queries, &splits, 1).unwrap();
    let asked: Vec<FeatureQuery<'_>> = self_queries(&rollup, HOUR_MS)
        .into_iter()
        .filter(|query| query.service == "s5" && query.at.ms() >= newborn + 2 * DAY_MS)
        .collect();
    let predictions = saved.predict_queries(&rollup, &Statics::default(), &asked).unwrap();
    let rows = foreseen(&saved, &rollup, &asked, &predictions).unwrap();
    let labels: Vec<bool> = rows.iter().map(|row| row.came.is_some()).collect();
    let probabilities: Vec<f64> = rows.iter().map(|row| row.probability).collect();
    let base = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    let area = pr_auc(&labels, &probabilities).unwrap();
    assert!(area > 3.0 * base, "PR-AUC {area} at a base rate of {base}");
    assert!(
        predictions.iter().any(|found| found.alert),
        "no alert for a service whose warnings are those of the others"
    );
}

#[test]
fn what_moved_a_prediction_is_named() {
    let rollup = roll(&events());
    let saved = train(&rollup);
    let statics = Statics::default();
    let set = saved.task_state().unwrap().feature_set.clone();
    let source = FeatureSource::new(&rollup, &statics, set).unwrap();
    let at = Timestamp::clamped(START_MS + 90 * DAY_MS);
    let query = FeatureQuery { service: "s0", at };
    let why = saved.explain(&source, &statics, query).unwrap();
    assert!(why.factors.len() > 3);
    let larger_first = |pair: &[Factor]| pair[0].contribution.abs() >= pair[1].contribution.abs();
    assert!(why.factors.windows(2).all(larger_first));
    let sum: f64 = why.factors.iter().map(|factor| factor.contribution).sum();
    assert!((why.expected + sum - why.output).abs() < 1e-9, "{why:?}");
    // One answer at a time is what many at once give, before outcomes are known.
    let outcomes = saved.model.outcomes();
    let alone = saved.predict_at(&source, &statics, query, &outcomes).unwrap();
    let many = &saved.predict_queries(&rollup, &statics, &[query]).unwrap()[0];
    assert_eq!((alone.probability, alone.lower, alone.upper), (many.probability, many.lower, many.upper));
    assert_eq!((many.key.len(), many.at), (16, at));
    assert_eq!(many.basis, Basis::Model);
    let usual = many.usual.unwrap();
    assert!((0.02..0.06).contains(&usual), "critical within four hours on one day in five: {usual}");
    assert!(many.threshold.is_some() && many.raw_log_odds.is_some() && many.fresh == Some(1.0));
    // Logistic regression has no trees.
    assert!(saved.decision_paths(&source, &statics, query, 3).unwrap().is_empty());
}

#[test]
fn features_that_move_are_told() {
    let rollup = roll(&events());
    let saved = train(&rollup);
    let statics = Statics::default();
    let until = |from: i64, to: i64| -> Vec<FeatureQuery<'_>> {
        let day = |day: i64| START_MS + day * DAY_MS;
        let inside = |query: &FeatureQuery<'_>| (day(from)..day(to)).contains(&query.at.ms());
        self_queries(&rollup, 2 * HOUR_MS).into_iter().filter(inside).collect()
    };
    let reference = saved.feature_statistics(&rollup, &statics, &until(30, 60)).unwrap();
    assert_eq!(reference.len(), saved.model.features.len());
    let same = saved.drift(&reference, &rollup, &statics, &until(60, 90)).unwrap();
    let of = |found: &[crate::features::FeatureDrift], name: &str| {
        found.iter().find(|one| one.name == name).unwrap().psi
    };
    assert!(of(&same, "critical_24h") < 0.1 && of(&same, "hour_of_day") < 0.01);
    // Ten times as much trouble.
    let mut worse = events();
    for hour in 0..24 * DAYS {
        worse.push((Timestamp::clamped(START_MS + hour * HOUR_MS), "s0".to_owned(), Severity::Critical));
    }
    let worse = roll(&worse);
    let moved = saved.drift(&reference, &worse, &statics, &until(60, 90)).unwrap();
    assert!(of(&moved, "critical_24h") > 0.25, "{}", of(&moved, "critical_24h"));
}

#[test]
fn bad_input_is_refused() {
    let rollup = roll(&events());
    let queries = self_queries(&rollup, DAY_MS);
    let error = plan().fit(&rollup, &Statics::default(), &queries, &[], 1).unwrap_err();
    assert_eq!(error.code(), "invalid_argument");
    let none = plan().fit(&rollup, &Statics::default(), &[], &[], 1).unwrap_err();
    assert_eq!(none.code(), "not_enough_data");
}
