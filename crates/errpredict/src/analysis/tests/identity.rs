//! One incident is one thing, whenever it is asked; and what is said of it is in the right unit.

use std::collections::{BTreeMap, BTreeSet};

use super::super::*;
use super::{at, steady};
use crate::action::ImpactSource;
use crate::detect::{AnomalyDetection, AnomalyType, Metric, Unit};
use crate::event::{EventKind, EventRef, Scope, Severity};
use crate::rollup::RollupConfig;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

/// Fourteen days of three services; then an incident of `shop` from 00:23 to 03:10, of another type than usual, in which
/// requests fail as well.
fn incident() -> (Rollup, i64) {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (service, per_hour, seed) in [("shop", 6.0, 31), ("site", 2.0, 32), ("mail", 20.0, 33)] {
        for (i, (_, ms)) in steady(service, per_hour, 15, seed).into_iter().enumerate() {
            let error_type = if i % 3 == 0 { "KeyError" } else { "TimeoutError" };
            rollup.observe(EventRef::new(at(ms), service, Severity::High, error_type));
        }
    }
    let begun = 14 * DAY_MS + 23 * MINUTE_MS;
    let deployment = EventRef::new(at(begun - 6 * MINUTE_MS), "shop", Severity::Info, "");
    rollup.observe(EventRef { kind: EventKind::Deployment, release: Some("7.1"), ..deployment });
    for second in 0..15 * 24 * 60 {
        let ms = second * MINUTE_MS + 11_000;
        let is_bad = ms > begun && ms < begun + 167 * MINUTE_MS;
        let request = EventRef::new(at(ms), "shop", Severity::Info, "");
        let status = if is_bad && second % 2 == 0 || second % 700 == 0 { 503 } else { 200 };
        rollup.observe(EventRef { kind: EventKind::Request, status_code: Some(status), ..request });
        if is_bad {
            rollup.observe(EventRef::new(at(ms), "shop", Severity::High, "PoolExhausted"));
        }
    }
    rollup.settle();
    (rollup, begun)
}

/// The anomalies by scope and metric, at every one of those minutes after the onset.
fn asked(rollup: &Rollup, begun: i64, every: i64) -> BTreeMap<(Scope, &'static str), Vec<AnomalyDetection>> {
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let mut found: BTreeMap<(Scope, &'static str), Vec<AnomalyDetection>> = BTreeMap::new();
    for minute in (every..=360).step_by(every as usize) {
        let analysis = analyze(rollup, at(begun + minute * MINUTE_MS), &config).unwrap();
        for scope in analysis.services.iter().chain([&analysis.system]) {
            for anomaly in &scope.anomalies {
                let key = (anomaly.scope.clone(), anomaly.metric.name());
                found.entry(key).or_default().push(anomaly.clone());
            }
        }
    }
    found
}

#[test]
fn one_incident_has_one_key_and_one_onset_whenever_it_is_asked() {
    let (rollup, begun) = incident();
    let by_minute = asked(&rollup, begun, 1);
    let keys = |found: &[AnomalyDetection]| -> BTreeSet<(String, Timestamp)> {
        found.iter().map(|anomaly| (anomaly.key.clone(), anomaly.start)).collect()
    };
    let shop = Scope::service_named("shop");
    for scope in [&shop, &Scope::System] {
        for metric in ["errors", "failed_requests", "mix"] {
            // What is told as a rise is no part of the mix, which may then be as ever.
            let found = match by_minute.get(&(scope.clone(), metric)) {
                None if metric == "mix" => continue,
                found => found.unwrap(),
            };
            assert!(metric == "mix" || found.len() > 300, "{scope} {metric}: {}", found.len());
            let of_minutes = keys(found);
            assert_eq!(of_minutes.len(), 1, "{scope} {metric}: {of_minutes:?}");
            let start = found[0].start.ms() - at(0).ms();
            assert!((start - begun).abs() <= 3 * MINUTE_MS, "{scope} {metric}: {}", found[0].start);
        }
    }
    for every in [15, 60] {
        for (key, found) in asked(&rollup, begun, every) {
            assert_eq!(keys(&found), keys(&by_minute[&key]), "{key:?} every {every} minutes");
        }
    }
    // Nothing else was strange, but for what is told as likelier chance than not.
    let others = by_minute.iter().filter(|((scope, _), _)| *scope != shop && !scope.is_system());
    for ((scope, metric), found) in others {
        assert!(
            found.iter().all(|one| one.severity == crate::event::Severity::Low),
            "{scope} {metric}: {:?}",
            found[0]
        );
    }
}

#[test]
fn everything_found_has_a_key_a_time_and_what_it_came_from() {
    let (rollup, begun) = incident();
    let of = |minutes: i64| {
        let mut analysis =
            analyze(&rollup, at(begun + minutes * MINUTE_MS), &AnalysisConfig::default()).unwrap();
        analysis.services.retain(|found| found.scope.service() == Some("shop"));
        analysis.services.remove(0)
    };
    let (early, late) = (of(61), of(95));
    let known: BTreeSet<&String> = early
        .anomalies
        .iter()
        .map(|anomaly| &anomaly.key)
        .chain(
            early.root_causes.iter().flat_map(|found| found.causes.iter().filter_map(|one| one.key.as_ref())),
        )
        .chain(early.predictions.iter().map(|prediction| &prediction.key))
        .collect();
    assert!(!early.actions.is_empty());
    for action in &early.actions {
        assert_eq!((action.key.len(), action.at), (16, at(begun + 61 * MINUTE_MS).floor_to(MINUTE_MS)));
        assert!(action.because.iter().all(|key| known.contains(key)), "{action:#?}");
        let of_states = action.because.is_empty() && action.target.is_some();
        assert!(of_states || !action.because.is_empty(), "{action:#?}");
    }
    let cause = |found: &ServiceAnalysis| found.root_causes.clone().unwrap();
    assert_eq!(cause(&early).key, cause(&late).key);
    assert_eq!(cause(&early).causes[0].key, cause(&late).causes[0].key);
    let ongoing: Vec<&AnomalyDetection> = early.anomalies.iter().filter(|one| one.ongoing).collect();
    assert!(!ongoing.is_empty());
    assert!(ongoing.iter().all(|one| one.explained_by.first() == cause(&early).causes[0].key.as_ref()));
    let under_way: Vec<&String> = ongoing.iter().map(|one| &one.key).collect();
    let forecast = early.forecast.as_ref().unwrap();
    assert!(forecast.because.iter().eq(under_way.iter().copied()), "{forecast:#?}");
    assert!(!early.predictions.is_empty());
    assert!(early.predictions.iter().all(|one| one.because.iter().eq(under_way.iter().copied())));
    let keys = |found: &ServiceAnalysis| -> BTreeSet<String> {
        found.actions.iter().map(|action| action.key.clone()).collect()
    };
    assert!(keys(&early).intersection(&keys(&late)).count() >= 2, "the same actions later");
}

/// A hundred an hour for ten hours where two are usual.
#[test]
fn what_is_at_stake_is_what_comes_too_much_an_hour() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let begun = 14 * DAY_MS + 7 * HOUR_MS;
    for i in 0..14 * 48 {
        rollup.observe(EventRef::new(at(i * HOUR_MS / 2), "shop", Severity::High, "TimeoutError"));
    }
    for i in 0..1_000 {
        let ms = begun + i * 36_000 + 5_000;
        rollup.observe(EventRef::new(at(ms), "shop", Severity::High, "TimeoutError"));
        let request = EventRef::new(at(ms), "shop", Severity::Info, "");
        rollup.observe(EventRef { kind: EventKind::Request, status_code: Some(200), ..request });
    }
    rollup.settle();
    let analysis = analyze(&rollup, at(begun + 10 * HOUR_MS), &AnalysisConfig::default()).unwrap();
    let shop = &analysis.services[0];
    let spike = shop.anomalies.iter().find(|one| one.anomaly_type == AnomalyType::Spike).unwrap();
    assert_eq!((&spike.metric, spike.unit), (&Metric::Errors, Unit::PER_HOUR));
    let at_stake = shop.actions.iter().filter_map(|action| action.impact.at_stake.as_ref());
    let stakes: Vec<f64> = at_stake.map(|stake| stake.level.as_per_hour().unwrap()).collect();
    assert!(!stakes.is_empty() && stakes.iter().all(|stake| (97.0..100.0).contains(stake)), "{stakes:?}");
    assert!(shop.actions.iter().all(|action| action.impact.source != ImpactSource::MeasuredOutcomes));
}

/// The same events under another name, even the one that stands for all services elsewhere.
#[test]
fn a_service_called_system_is_analysed_like_any_other() {
    let told = |name: &str| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (_, ms) in steady(name, 4.0, 14, 41) {
            rollup.observe(EventRef::new(at(ms), name, Severity::High, "KeyError"));
        }
        for i in 0..300 {
            let ms = 14 * DAY_MS + i * 20_000;
            rollup.observe(EventRef::new(at(ms), name, Severity::High, "TypeError"));
        }
        rollup.settle();
        let analysis = analyze(&rollup, at(14 * DAY_MS + 2 * HOUR_MS), &AnalysisConfig::default()).unwrap();
        let keys = |found: &ServiceAnalysis| -> Vec<String> {
            found.anomalies.iter().map(|anomaly| anomaly.key.clone()).collect()
        };
        let (of_all, of_one) = (keys(&analysis.system), keys(&analysis.services[0]));
        assert!(of_all.iter().all(|key| !of_one.contains(key)), "two entries, two keys");
        let service = &analysis.services[0];
        assert_eq!(service.scope.service(), Some(name));
        let types: Vec<_> = service.anomalies.iter().map(|one| (one.anomaly_type, one.start)).collect();
        let actions: Vec<_> = service.actions.iter().map(|one| one.action_type).collect();
        let causes = service.root_causes.as_ref().unwrap().errors.len();
        (types, service.states.len(), causes, actions)
    };
    let shop = told("shop");
    assert!(!shop.0.is_empty() && shop.1 > 0 && shop.2 > 0 && !shop.3.is_empty(), "{shop:?}");
    assert_eq!(shop, told("system"));
}
