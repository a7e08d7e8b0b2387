//! Features beside a plain recount of the events, sweeps beside single rows, the past beside a changed future.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::*;
use crate::event::{Event, EventKind, Severity};
use crate::rollup::RollupConfig;
use crate::time::{DAY_MS, HOUR_MS};

const START_MS: i64 = 1_700_000_000_000;

fn any_event(days: i64) -> impl Strategy<Value = Event> {
    (0..days * DAY_MS, 0..5_u8, 0..5_usize, 0..6_u8, 0..12_u8).prop_map(
        |(ms, service, severity, error_type, extra)| {
            let at = Timestamp::clamped(START_MS + ms);
            let mut event =
                Event::new(at, format!("s{service}"), Severity::ALL[severity], format!("Type{error_type}"));
            event.kind = match extra {
                0 => EventKind::Request,
                1 => EventKind::Deployment,
                _ => EventKind::Error,
            };
            event.message = Some(format!("message {}", "x".repeat(usize::from(extra % 4))));
            event.status_code = (extra % 3 == 0).then_some(400 + 20 * u16::from(extra));
            event.response_time_ms = (extra % 2 == 0).then_some(f64::from(extra) * 7.3);
            event.user_id = (extra % 5 > 0).then(|| extra.to_string());
            let trace = |frames| "\tat shop.Cart.add(Cart.java:1)\n".repeat(usize::from(frames));
            event.stack_trace = (extra % 3 == 2).then(|| trace(extra));
            event.endpoint = (extra % 7 > 0).then(|| extra.to_string());
            event
        },
    )
}

fn roll(events: &[Event]) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    events.iter().for_each(|event| {
        rollup.observe(event.as_event_ref());
    });
    rollup.settle();
    rollup
}

fn statics() -> Statics {
    let mut statics = Statics::new(vec!["age".into()]);
    for (service, group) in [("s0", "a"), ("s1", "a"), ("s2", "b"), ("silent", "a")] {
        statics.insert(service, group, vec![service.len().to_string()]).unwrap();
    }
    statics.set_depends_on("s0", vec!["s2".into(), "s3".into(), "never heard of".into()]).unwrap();
    statics
}

fn bits(values: impl IntoIterator<Item = f64>) -> Vec<u64> {
    values.into_iter().map(f64::to_bits).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_sweep_equals_single_rows_to_the_bit(
        events in prop::collection::vec(any_event(80), 0..300),
        times in prop::collection::vec((0..7_usize, -DAY_MS..90 * DAY_MS), 1..40),
    ) {
        let (rollup, statics) = (roll(&events), statics());
        let set = FeatureSet::fit(&rollup, &statics, Timestamp::clamped(START_MS + 40 * DAY_MS));
        let source = FeatureSource::new(&rollup, &statics, set).unwrap();
        let names = ["s0", "s1", "s2", "s3", "s4", "silent", "nobody"];
        let queries: Vec<FeatureQuery<'_>> = times
            .iter()
            .map(|(i, ms)| FeatureQuery { service: names[*i], at: Timestamp::clamped(START_MS + ms) })
            .collect();
        let rows = source.sweep(&queries);
        for (query, row) in queries.iter().zip(rows.rows()) {
            let single = source.extract(query.service, query.at);
            prop_assert_eq!(bits(row.iter().copied()), bits(single.values), "{:?}", query);
            prop_assert!(row.iter().all(|value| !value.is_infinite()));
        }
    }

    #[test]
    fn nothing_after_the_time_is_used(
        events in prop::collection::vec(any_event(60), 1..300),
        at in 0..60 * DAY_MS,
    ) {
        let at = Timestamp::clamped(START_MS + at);
        let statics = statics();
        let past: Vec<Event> = events.iter().filter(|event| event.timestamp <= effective_at(at)).cloned().collect();
        let (with_future, without) = (roll(&events), roll(&past));
        let set = FeatureSet::fit(&without, &statics, effective_at(at));
        prop_assert_eq!(&set, &FeatureSet::fit(&with_future, &statics, effective_at(at)));
        let knowing = FeatureSource::new(&with_future, &statics, set.clone()).unwrap();
        let ignorant = FeatureSource::new(&without, &statics, set).unwrap();
        for service in ["s0", "s1", "s3", "nobody"] {
            let (a, b) = (knowing.extract(service, at), ignorant.extract(service, at));
            for ((name, a), b) in a.names.iter().zip(&a.values).zip(&b.values) {
                prop_assert_eq!(a.to_bits(), b.to_bits(), "{} of {}: {} and {}", name, service, a, b);
            }
        }
    }
}

/// Counts straight from events, as slow and plain as can be.
fn recount(events: &[Event], after: i64, up_to: i64, keep: impl Fn(&Event) -> bool) -> f64 {
    let minute = |event: &Event| event.timestamp.bucket_end(MINUTE_MS).ms();
    events.iter().filter(|event| minute(event) > after && minute(event) <= up_to && keep(event)).count()
        as f64
}

#[test]
fn counts_equal_a_plain_recount() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..10 {
        let strategy = prop::collection::vec(any_event(70), 400);
        let events = strategy.new_tree(&mut runner).map(|tree| tree.current()).unwrap();
        let (rollup, statics) = (roll(&events), statics());
        let at = Timestamp::clamped(START_MS + 65 * DAY_MS + 12_345_678);
        let now = effective_at(at).ms();
        let source = FeatureSource::new(&rollup, &statics, FeatureSet::fit(&rollup, &statics, at)).unwrap();
        let features = source.extract("s0", at);
        let error = |event: &Event| event.kind == EventKind::Error;
        let month = now - 720 * HOUR_MS;
        let month = month - month.rem_euclid(HOUR_MS);
        for hours in WINDOWS_H {
            let mut after = now - i64::from(hours) * HOUR_MS;
            if hours > 48 {
                after -= after.rem_euclid(HOUR_MS);
            }
            let critical = |event: &Event| error(event) && event.severity == Some(Severity::Critical);
            let own = recount(&events, after, now, |event| critical(event) && event.service == "s0");
            assert_eq!(features.get(&format!("critical_{hours}h")), Some(own));
            let type1 = |event: &Event| error(event) && event.error_type == "Type1" && event.service == "s0";
            assert_eq!(
                features.get(&format!("type(Type1)_{hours}h")),
                Some(recount(&events, after, now, type1))
            );
            let in_group = |event: &Event| event.service == "s0" || event.service == "s1";
            let heard: BTreeMap<&str, f64> = ["s0", "s1"]
                .into_iter()
                .map(|name| (name, recount(&events, month, now, |event| event.service == name)))
                .filter(|(_, count)| *count > 0.0)
                .collect();
            let group = recount(&events, after, now, |event| critical(event) && in_group(event));
            assert_eq!(features.get(&format!("group_critical_{hours}h")), Some(group / heard.len() as f64));
        }
        let last = events
            .iter()
            .filter(|event| error(event) && event.severity == Some(Severity::Low) && event.service == "s0")
            .map(|event| event.timestamp.bucket_end(MINUTE_MS).ms())
            .filter(|end| *end <= now)
            .max();
        let since = last.map_or(f64::NAN, |end| (now - end) as f64 / HOUR_MS as f64);
        let traced = |event: &&Event| {
            event.as_event_ref().is_error() && event.stack_trace.is_some() && event.service == "s0"
        };
        let in_day = |event: &&Event| {
            let end = event.timestamp.bucket_end(MINUTE_MS).ms();
            end > now - DAY_MS && end <= now
        };
        let depths: Vec<f64> = events
            .iter()
            .filter(traced)
            .filter(in_day)
            .filter_map(|event| event.stack_trace.as_ref().map(|trace| trace.lines().count() as f64))
            .collect();
        let depth = features.get("stack_depth").unwrap();
        assert_eq!(depth.is_nan(), depths.is_empty());
        assert!(depths.is_empty() || depth == depths.iter().sum::<f64>() / depths.len() as f64);
        let (mut upstream, mut upstream_heard) = (0.0, 0.0);
        for name in ["s2", "s3"] {
            upstream += recount(&events, now - HOUR_MS, now, |event| {
                event.as_event_ref().is_error() && event.service == name
            });
            upstream_heard += f64::from(recount(&events, month, now, |event| event.service == name) > 0.0);
        }
        assert_eq!(features.get("upstream_error_rate"), Some(upstream / upstream_heard));
        let without = source.extract("s1", at).get("upstream_error_rate");
        assert_eq!(without.map(f64::is_nan), Some(true), "no dependency given");
        assert_eq!(features.get("hours_since_low").map(f64::to_bits), Some(since.to_bits()));
        assert_eq!(features.get("attribute(age)").map(f64::is_nan), Some(false), "silent has another age");
    }
}

#[test]
fn hours_and_days_are_those_of_the_zone_in_summer_and_in_winter() {
    let events = [Event::new("2026-01-01T00:00:00Z".parse().unwrap(), "a", Severity::High, "T")];
    let rollup = roll(&events);
    let of = |zone: Option<&str>, at: &str| {
        let statics = Statics::default().in_zone(zone);
        let at: Timestamp = at.parse().unwrap();
        let source = FeatureSource::new(&rollup, &statics, FeatureSet::fit(&rollup, &statics, at)).unwrap();
        let (row, swept) = (source.extract("a", at), source.sweep(&[FeatureQuery { service: "a", at }]));
        assert_eq!(row.values[0].to_bits(), swept[[0, 0]].to_bits());
        ["hour_of_day", "day_of_week", "is_peak_hours", "zero_run_length"].map(|name| row.get(name).unwrap())
    };
    // 8:30 on a Monday in Berlin, before and after the clock was put forward; midnight of a Monday is a Sunday's evening in
    // New York.
    for (zone, at, expected) in [
        (None, "2026-03-23T07:30:00Z", [7.0, 0.0, 0.0]),
        (Some("Europe/Berlin"), "2026-03-23T07:30:00Z", [8.0, 0.0, 0.0]),
        (Some("Europe/Berlin"), "2026-03-30T07:30:00Z", [9.0, 0.0, 1.0]),
        (Some("America/New_York"), "2026-03-30T00:00:00Z", [20.0, 6.0, 0.0]),
    ] {
        let [hour, day, peak, quiet] = of(zone, at);
        assert_eq!([hour, day, peak], expected, "{zone:?} {at}");
        assert_eq!(quiet, of(None, at)[3], "what is no matter of the clock stays");
    }
    let unknown = Statics::default().in_zone(Some("Mars/Base"));
    let set = FeatureSet::fit(&rollup, &unknown, Timestamp::default());
    assert_eq!(FeatureSource::new(&rollup, &unknown, set).unwrap_err().code(), "invalid_setting");
}

#[test]
fn temporal_features_of_a_small_log() {
    let midnight = 1_700_006_400_000;
    let at = |hours: f64| Timestamp::clamped(midnight + (hours * HOUR_MS as f64) as i64);
    let mut events: Vec<Event> = (0..24)
        .flat_map(|hour| (0..hour).map(move |_| hour))
        .map(|hour| Event::new(at(f64::from(hour) + 0.5), "a", Severity::High, "T"))
        .collect();
    events.push(Event::new(at(23.5), "a", Severity::Critical, "DownError"));
    events.push(Event::new(at(23.75), "a", Severity::Info, "Up"));
    let rollup = roll(&events);
    let statics = Statics::default();
    let source = FeatureSource::new(&rollup, &statics, FeatureSet::fit(&rollup, &statics, at(24.0))).unwrap();
    let features = source.extract("a", at(24.0));
    for (name, expected) in [
        ("hour_of_day", 0.0),
        // 2023-11-16 was a Thursday.
        ("day_of_week", 3.0),
        ("is_peak_hours", 0.0),
        ("current_error_rate", 24.0),
        ("error_count_mean", (276.0 + 1.0) / 24.0),
        ("acceleration", (65.0 + 2.0) / 3.0 - 2.0 * (57.0 / 3.0) + 48.0 / 3.0),
        ("zero_run_length", 0.0),
        ("last_event_is_critical", 0.0),
        ("last_recovery_hours", 0.25),
        ("critical_days_7", 1.0 / 7.0),
        ("critical_days_30", 1.0 / 30.0),
        ("critical_days_180", 1.0 / 180.0),
        ("severity_critical_ratio", 1.0 / 278.0),
        ("n_types", 3.0),
        ("critical_error_count", 1.0),
        ("inter_arrival_cv", 0.0),
        ("burstiness", -1.0),
        ("group_share_failing", 0.0),
        ("group_share_critical_1h", 1.0),
    ] {
        let got = features.get(name).unwrap();
        assert!((got - expected).abs() < 1e-12, "{name}: {got} for {expected}");
    }
    assert!((features.get("error_trend_slope").unwrap() - 1.0).abs() < 0.02);
    for name in [
        "response_time_mean",
        "throughput",
        "minutes_since_deployment",
        "peer_error_rate",
        "upstream_error_rate",
        "stack_depth",
    ] {
        assert!(features.get(name).unwrap().is_nan(), "{name} is missing");
    }
    let failing = source.extract("a", at(23.6));
    assert_eq!(failing.get("last_event_is_critical"), Some(1.0));
    assert_eq!(failing.get("group_share_failing"), Some(1.0));
    assert!(failing.get("last_recovery_hours").unwrap().is_nan());
}

#[test]
fn names_are_unique_and_a_set_survives_saving() {
    let rollup = roll(&[Event::new(Timestamp::clamped(START_MS), "a", Severity::High, "T")]);
    let set = FeatureSet::fit(&rollup, &statics(), Timestamp::clamped(START_MS));
    let names = set.names();
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
    assert!(names.len() >= 48);
    let json = serde_json::to_string(&set).unwrap();
    assert_eq!(serde_json::from_str::<FeatureSet>(&json).unwrap(), set);
    let other = json.replace("\"version\":2", "\"version\":1");
    let other: FeatureSet = serde_json::from_str(&other).unwrap();
    assert_eq!(other.check_version().unwrap_err().code(), "unsupported_version");
}

/// The specification's own list (4.3), for a service with one error type.
#[test]
fn every_feature_of_the_specification_is_there() {
    let rollup = roll(&[Event::new(Timestamp::clamped(START_MS), "a", Severity::High, "T")]);
    let names = FeatureSet::fit(&rollup, &statics(), Timestamp::clamped(START_MS + HOUR_MS)).names();
    let mut wanted: Vec<String> = "hour_of_day day_of_week is_peak_hours error_trend_slope error_trend_intercept \
        current_error_rate error_count_mean error_count_std error_count_cv fast_slow_ratio acceleration burstiness \
        inter_arrival_cv zero_run_length seasonal_residual self_excitation critical_error_count group_entropy \
        new_group_count top_group_share mix_distance distinct_endpoints distinct_users response_time_mean \
        response_time_p50 response_time_p95 response_time_p99 response_time_max throughput status_5xx_share \
        latency_error_correlation minutes_since_deployment deployments_24h upstream_error_rate stack_depth \
        attribute(age) missing_share"
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    for class in ["timeout", "connection", "auth", "database", "api", "memory"] {
        wanted.push(format!("class_{class}_ratio"));
    }
    let severities = ["info", "low", "medium", "high", "critical"];
    wanted.extend(severities.map(|severity| format!("severity_{severity}_ratio")));
    for whose in ["", "group_"] {
        for key in severities.into_iter().chain(["type(T)"]) {
            wanted.extend(WINDOWS_H.map(|hours| format!("{whose}{key}_{hours}h")));
            wanted.push(format!("{whose}hours_since_{key}"));
        }
        wanted.extend(HALF_LIVES_H.map(|hours| format!("{whose}critical_halflife_{hours}h")));
    }
    let missing: Vec<&String> = wanted.iter().filter(|name| !names.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(WINDOWS_H, [1, 3, 6, 24, 72, 168, 720]);
    assert_eq!((HALF_LIVES_H[0], HALF_LIVES_H[HALF_LIVES_H.len() - 1]), (1, 180 * 24));
}

#[test]
fn what_is_kept_answers_as_what_borrows_and_an_unsettled_rollup_is_refused() {
    let strategy = prop::collection::vec(any_event(20), 200);
    let events =
        strategy.new_tree(&mut proptest::test_runner::TestRunner::deterministic()).unwrap().current();
    let rollup = roll(&events);
    let mut statics = Statics::default();
    statics.insert("s1", "g", Vec::new()).unwrap();
    let set = FeatureSet::fit(&rollup, &statics, rollup.last().unwrap());
    let borrowed = FeatureSource::new(&rollup, &statics, set.clone()).unwrap();
    let kept = ReadyFeatures::new(Arc::new(rollup.clone()), &statics, set.clone()).unwrap();
    let kept = std::thread::spawn(move || kept).join().unwrap();
    let at = rollup.last().unwrap();
    for service in ["s0", "s1", "s4", "nobody"] {
        let values = |source: &FeatureSource<'_>| -> Vec<u64> {
            source.extract(service, at).values.iter().map(|value| value.to_bits()).collect()
        };
        assert_eq!(values(&kept.source()), values(&borrowed), "{service}");
    }
    let mut open = rollup.clone();
    open.observe(events[0].as_event_ref());
    let refused = FeatureSource::new(&open, &statics, set.clone()).unwrap_err();
    assert_eq!(refused.code(), "invalid_argument");
    open.settle();
    assert!(FeatureSource::new(&open, &statics, set).is_ok());
}
