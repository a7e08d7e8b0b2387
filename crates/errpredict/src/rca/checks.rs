//! Checks of the whole ranking on made-up incidents, one per witness.

use super::*;
use crate::event::Severity;
use crate::stats::Rng;
use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};

const BEFORE: i64 = 40;
const AFTER: i64 = 5;

fn start() -> Timestamp {
    "2026-11-01T00:00:00Z".parse().unwrap()
}

/// An incident of minutes: `value(service, metric, row, noise)` for every metric of every service.
fn incident(services: &[&str], metrics: &[&str], value: impl Fn(&str, &str, i64, f64) -> f64) -> Incident {
    let names = services.iter().map(|&name| name.to_owned()).collect();
    let mut incident = Incident::new("made-up", start().plus_ms(BEFORE * MINUTE_MS), names);
    incident.times = (0..BEFORE + AFTER).map(|row| start().plus_ms(row * MINUTE_MS)).collect();
    let mut rng = Rng::new(11);
    for (service, name) in services.iter().enumerate() {
        for &metric in metrics {
            let values = (0..BEFORE + AFTER).map(|row| value(name, metric, row, rng.normal())).collect();
            let column = format!("{name}_{metric}");
            incident.metrics.push(MetricColumn { name: column, service, metric: metric.to_owned(), values });
        }
    }
    incident
}

fn hit(row: i64) -> f64 {
    if row >= BEFORE { 1.0 } else { 0.0 }
}

/// The first service and its first cause.
fn first(ranking: &Ranking) -> (&str, CauseKind) {
    let service = &ranking.services[0];
    (&service.service, service.causes[0].kind)
}

#[test]
fn silence_without_evidence() {
    let quiet = Incident::new("nothing", start(), vec!["a".to_owned(), "b".to_owned()]);
    let ranking = rank(&quiet).unwrap();
    assert!(ranking.services.is_empty() && ranking.none_of_these == 1.0);
    assert_eq!(ranking.lacked.len(), 6, "{:?}", ranking.lacked);
}

#[test]
fn noise_alone_is_probably_none_of_these() {
    let ranking =
        rank(&incident(&["a", "b", "c"], &["cpu", "mem"], |_, _, _, noise| 100.0 + 5.0 * noise)).unwrap();
    assert!(ranking.services.iter().all(|service| service.share < 0.4), "{ranking:#?}");
    assert!(ranking.services.iter().all(|service| service.share < ranking.none_of_these + 0.1));
}

#[test]
fn a_resource_far_above_its_usual() {
    let incident = incident(&["a", "b", "c"], &["cpu", "mem"], |service, metric, row, noise| {
        10.0 + noise + if (service, metric) == ("b", "cpu") { 40.0 * hit(row) } else { 0.0 }
    });
    let ranking = rank(&incident).unwrap();
    assert_eq!(first(&ranking), ("b", CauseKind::Resource));
    assert_eq!(ranking.services[0].metrics[0].column, "b_cpu");
    let line = &ranking.services[0].causes[0].evidence[0];
    assert!(
        line.numbers["after"] > 45.0 && line.numbers["before"] < 11.0 && line.numbers["first_moved_s"] == 0.0
    );
}

/// `site` calls `shop` and `jobs`; `shop` calls `store`. Seconds per request and requests per minute.
fn slow_store(symptom: &str) -> Incident {
    let services = ["site", "shop", "jobs", "store"];
    let mut incident = incident(
        &services,
        &["latency-avg", "requests-sum", "availability-avg"],
        |service, metric, row, noise| {
            // The same little wave in store, shop and site, since each waits for the next.
            let wave = 0.01 * ((row * 7) % 5) as f64;
            let extra = wave + 0.5 * hit(row);
            match (service, metric) {
                (_, "requests-sum") => 100.0,
                (_, "availability-avg") => 100.0,
                ("store", _) => 0.10 + extra,
                ("shop", _) => 0.20 + extra,
                ("site", _) => 0.40 + extra,
                // Called in the background: slower by far more than everything else, on its own account.
                _ => 5.0 + 0.5 * noise + 3.0 * hit(row),
            }
        },
    );
    incident.graph = vec![(0, 1), (0, 2), (1, 3)];
    incident.symptom = Some(Symptom { service: 0, metric: symptom.to_owned() });
    incident
}

#[test]
fn the_symptom_is_accounted_for_by_the_deepest_that_explains_it() {
    let ranking = rank(&slow_store("latency-avg")).unwrap();
    assert_eq!(first(&ranking), ("store", CauseKind::OwnTime), "{ranking:#?}");
    let share = ranking.services[0].causes[0].evidence[0].numbers["share"];
    assert!(share > 0.8, "{share}");
}

#[test]
fn failures_are_charged_to_the_one_that_adds_them() {
    let mut incident = slow_store("availability-avg");
    for (column, failed) in [("shop_availability-avg", 8.0), ("site_availability-avg", 7.0)] {
        let column = incident.metrics.iter_mut().find(|known| known.name == column).unwrap();
        column.values.iter_mut().skip(BEFORE as usize).for_each(|value| *value -= failed);
    }
    assert_eq!(first(&rank(&incident).unwrap()), ("shop", CauseKind::OwnFailures));
}

#[test]
fn a_slow_way_is_the_callees() {
    let mut incident = incident(&["front", "pay"], &["cpu"], |_, _, _, noise| 10.0 + noise);
    for (service, metric, extra) in [(0, "lat50-to-pay", 200.0), (1, "lat50-from-front", 0.0)] {
        let values = (0..BEFORE + AFTER).map(|row| 20.0 + (row % 3) as f64 + extra * hit(row)).collect();
        let name = format!("{}_{metric}", incident.services[service]);
        incident.metrics.push(MetricColumn { name, service, metric: metric.to_owned(), values });
    }
    assert_eq!(first(&rank(&incident).unwrap()), ("pay", CauseKind::Network));
}

#[test]
fn calls_that_are_no_longer_made() {
    let mut incident = incident(&["front", "mail", "pay"], &["workload"], |service, _, row, noise| {
        200.0 + 3.0 * noise - if service == "front" { 0.0 } else { 150.0 * hit(row) }
    });
    incident.graph = vec![(0, 1), (0, 2)];
    assert_eq!(first(&rank(&incident).unwrap()), ("front", CauseKind::LostCalls));
    // With less traffic coming in, less goes out: nobody is blamed for that.
    let mut less = incident.clone();
    less.metrics[0].values.iter_mut().skip(BEFORE as usize).for_each(|value| *value -= 150.0);
    assert!(
        rank(&less).unwrap().services.iter().all(|service| service.causes.is_empty()),
        "{:#?}",
        rank(&less).unwrap()
    );
}

/// Every 10 s each service logs "in" and "out"; after the onset `b` no longer logs "out", and `a` logs errors.
fn logs() -> Incident {
    let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    let mut incident = Incident::new("logs", start().plus_ms(BEFORE * MINUTE_MS), names);
    let mut logs = Logs::default();
    for service in 0..3 {
        for (text, severity) in [("in", Severity::Info), ("out", Severity::Info), ("failed", Severity::High)]
        {
            logs.statements.push(Statement { service, severity, text: text.to_owned() });
        }
    }
    for tick in 0..(BEFORE + AFTER) * 6 {
        let at = start().plus_ms(tick * 10 * SECOND_MS);
        let hit = at >= incident.onset;
        for service in 0..3_u32 {
            logs.lines.push((at, service * 3));
            if !(hit && service == 1) {
                logs.lines.push((at, service * 3 + 1));
            }
            if hit && service == 0 && tick % 3 == 0 {
                logs.lines.push((at, 2));
            }
        }
    }
    incident.logs = Some(logs);
    incident
}

#[test]
fn a_step_that_fell_silent_outweighs_errors_elsewhere() {
    let ranking = rank(&logs()).unwrap();
    assert_eq!(first(&ranking), ("b", CauseKind::LostStep), "{ranking:#?}");
    assert_eq!(ranking.services[0].causes[0].subject.as_deref(), Some("out"));
    let second = &ranking.services[1];
    assert_eq!((second.service.as_str(), second.causes[0].kind), ("a", CauseKind::ErrorGroup));
}

#[test]
fn spans_tell_own_time_from_waiting() {
    let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    let mut slow_way = Incident::new("traces", start().plus_ms(BEFORE * MINUTE_MS), names);
    let mut traces = Traces { bucket_ms: 10_000, ..Traces::default() };
    for tick in 0..(BEFORE + AFTER) * 6 {
        let bucket = start().plus_ms(tick * 10 * SECOND_MS);
        let extra = if bucket >= slow_way.onset { 500.0 } else { 0.0 };
        // a calls b; the way to b is slow, and the tracer counts that wait as a's own time.
        for (service, self_ms) in [(0, 10.0 + extra), (1, 20.0), (2, 15.0)] {
            traces.spans.push(SpanRow { bucket, service, spans: 4.0, self_ms: self_ms + (tick % 3) as f64 });
        }
        traces.calls.push(CallRow { bucket, caller: 0, callee: 1, calls: 4.0, net_ms: 3.0 + extra });
    }
    slow_way.traces = Some(traces);
    assert_eq!(
        first(&rank(&slow_way).unwrap()),
        ("b", CauseKind::Network),
        "{:#?}",
        rank(&slow_way).unwrap()
    );
    let mut own = slow_way.clone();
    own.traces.as_mut().unwrap().calls.iter_mut().for_each(|call| call.net_ms = 3.0);
    assert_eq!(first(&rank(&own).unwrap()), ("a", CauseKind::OwnTime));
}

#[test]
fn a_change_shortly_before() {
    let mut incident = Incident::new("change", start(), vec!["a".to_owned(), "b".to_owned()]);
    let at = |minutes: i64| start().plus_ms(-minutes * MINUTE_MS);
    let change =
        |service, minutes| ChangeEvent { at: at(minutes), service, deployment: true, what: "v2".to_owned() };
    incident.changes = vec![change(0, 90), change(1, 5), change(0, -1)];
    let ranking = rank(&incident).unwrap();
    assert_eq!(first(&ranking), ("b", CauseKind::Deployment));
    let sum: f64 = ranking.services.iter().map(|service| service.share).sum();
    assert!((sum + ranking.none_of_these - 1.0).abs() < 1e-12);
}

#[test]
fn names_decide_nothing_and_numbers_stay_finite() {
    for incident in [slow_store("latency-avg"), slow_store("availability-avg"), logs()] {
        let ranking = rank(&incident).unwrap();
        let mut renamed = incident.clone();
        let new_name = |name: &str| format!("{}x", name.chars().rev().collect::<String>());
        for column in &mut renamed.metrics {
            column.name = format!("{}_{}", new_name(&incident.services[column.service]), column.metric);
        }
        renamed.services.iter_mut().for_each(|name| *name = new_name(name));
        let again = rank(&renamed).unwrap();
        let scores =
            |ranking: &Ranking| ranking.services.iter().map(|s| s.score.to_bits()).collect::<Vec<_>>();
        assert_eq!(scores(&ranking), scores(&again));
        let names: Vec<String> = ranking.services.iter().map(|service| new_name(&service.service)).collect();
        assert_eq!(names, again.services.iter().map(|service| service.service.clone()).collect::<Vec<_>>());
        let json = serde_json::to_string(&ranking).unwrap();
        assert!(!json.contains("null"), "{json}");
        assert_eq!(serde_json::from_str::<Ranking>(&json).unwrap(), ranking);
    }
}

#[test]
fn gaps_everywhere_give_silence() {
    let incident = incident(&["a", "b"], &["cpu", "latency-avg", "requests-sum"], |_, _, _, _| f64::NAN);
    assert!(rank(&incident).unwrap().services.is_empty());
}
