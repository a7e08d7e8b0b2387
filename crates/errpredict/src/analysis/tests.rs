//! What an analysis finds, what it leaves alone, and that it does not look ahead.

use super::*;
use crate::detect::AnomalyType;
use crate::event::{EventRef, Severity};
use crate::monitor::Monitor;
use crate::rollup::RollupConfig;
use crate::stats::rng::Rng;
use crate::time::{DAY_MS, HOUR_MS};

const START_MS: i64 = 1_790_000_000_000;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(START_MS + ms).unwrap()
}

/// Errors of one service at a steady rate, drawn by seed.
fn steady(service: &str, per_hour: f64, days: i64, seed: u64) -> Vec<(String, i64)> {
    let mut rng = Rng::new(seed);
    let mut events = Vec::new();
    let mut ms = 0.0;
    loop {
        ms += -libm::log(1.0 - rng.uniform()) * HOUR_MS as f64 / per_hour;
        if ms >= (days * DAY_MS) as f64 {
            return events;
        }
        events.push((service.to_owned(), ms as i64));
    }
}

fn rollup(events: &[(String, i64)]) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (service, ms) in events {
        rollup.observe(EventRef::new(at(*ms), service, Severity::High, "TimeoutError"));
    }
    rollup.settle();
    rollup
}

#[test]
fn a_hundredfold_burst_of_the_last_hour_and_a_drop_to_zero_are_found() {
    let end = 14 * DAY_MS;
    let mut events = steady("calm", 5.0, 14, 1);
    events.extend(steady("burst", 5.0, 14, 2));
    events.extend((0..500).map(|i| ("burst".to_owned(), end - HOUR_MS + i * 7_000)));
    events.extend(steady("gone", 20.0, 14, 3).into_iter().filter(|(_, ms)| *ms < end - 6 * HOUR_MS));
    let analysis = analyze(&rollup(&events), at(end), &AnalysisConfig::default()).unwrap();
    let types = |name: &str| -> Vec<AnomalyType> {
        let found = analysis.services.iter().find(|found| found.service == name).unwrap();
        found.anomalies.iter().filter(|anomaly| anomaly.ongoing).map(|anomaly| anomaly.anomaly_type).collect()
    };
    assert_eq!(
        (types("burst"), types("gone"), types("calm")),
        (vec![AnomalyType::Spike], vec![AnomalyType::Drop], vec![])
    );
    let burst = &analysis.services[0];
    assert!(!burst.actions.is_empty() && burst.predictions.len() == 6 && burst.forecast.is_some());
    assert_eq!(analysis.by_trouble()[2].service, "calm");
}

#[test]
fn the_future_changes_nothing() {
    let events = steady("a", 3.0, 12, 4);
    let now = 8 * DAY_MS;
    let past: Vec<_> = events.iter().filter(|(_, ms)| *ms <= now).cloned().collect();
    let mut shifted = past.clone();
    shifted.extend(steady("b", 50.0, 12, 5).into_iter().filter(|(_, ms)| *ms > now));
    shifted.extend(events.iter().filter(|(_, ms)| *ms > now).map(|(s, ms)| (s.clone(), ms + 777_777)));
    let of = |events: &[(String, i64)]| {
        let mut analysis = analyze(&rollup(events), at(now), &AnalysisConfig::default()).unwrap();
        // What the log holds beyond the time asked about is said, and is not used.
        analysis.last_event = at(0);
        analysis.services.retain(|found| found.service == "a");
        serde_json::to_string(&analysis).unwrap()
    };
    assert_eq!(of(&past), of(&events));
    let only_a = |text: String| text.split("\"services\"").nth(1).unwrap().to_owned();
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let quick = |events: &[(String, i64)]| {
        let mut analysis = analyze(&rollup(events), at(now), &config).unwrap();
        analysis.services.retain(|found| found.service == "a");
        only_a(serde_json::to_string(&analysis).unwrap())
    };
    assert_eq!(quick(&past), quick(&shifted));
}

#[test]
fn a_monitor_says_what_the_batch_says() {
    let mut events = steady("a", 6.0, 5, 6);
    events.extend(steady("b", 2.0, 5, 7));
    let config = AnalysisConfig::default();
    let batch = {
        let mut rollup = Rollup::new(RollupConfig::monitor()).unwrap();
        for (service, ms) in &events {
            rollup.observe(EventRef::new(at(*ms), service, Severity::Critical, "E"));
        }
        rollup.settle();
        analyze(&rollup, at(5 * DAY_MS), &config).unwrap()
    };
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    for (service, ms) in events.iter().rev() {
        monitor.observe(EventRef::new(at(*ms), service, Severity::Critical, "E"));
    }
    let streamed = monitor.analyze(at(5 * DAY_MS), &config).unwrap();
    assert_eq!(serde_json::to_string(&streamed).unwrap(), serde_json::to_string(&batch).unwrap());
}

#[test]
fn too_little_is_said_and_nothing_else_is_lost() {
    let empty = Rollup::new(RollupConfig::default()).unwrap();
    assert_eq!(analyze(&empty, at(0), &AnalysisConfig::default()).unwrap_err().code(), "not_enough_data");
    let rollup = rollup(&[("a".to_owned(), 0), ("a".to_owned(), 90 * 60_000)]);
    assert_eq!(
        analyze(&rollup, at(-DAY_MS), &AnalysisConfig::default()).unwrap_err().code(),
        "not_enough_data"
    );
    let analysis = analyze(&rollup, at(100 * 60_000), &AnalysisConfig::default()).unwrap();
    let found = &analysis.services[0];
    assert_eq!(found.notes.iter().filter(|note| note.part == "predictions").count(), 1, "{:?}", found.notes);
    assert_eq!(found.errors, 2);
}

#[test]
fn every_number_is_finite() {
    // serde_json writes a NaN as null; a field that may be absent is an Option, so null stands only there.
    let analysis =
        analyze(&rollup(&steady("a", 1.0, 3, 8)), at(3 * DAY_MS), &AnalysisConfig::default()).unwrap();
    let text = serde_json::to_string(&analysis).unwrap();
    let read: Analysis = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}
