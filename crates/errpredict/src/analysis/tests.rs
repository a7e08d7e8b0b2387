//! What an analysis finds, what it leaves alone, and that it does not look ahead.

mod calm;
mod folded;
mod identity;
mod insight;
mod maintenance;
mod parts;
mod request;
mod truth;

use super::*;
use crate::detect::{AnomalyDetection, AnomalyType};
use crate::event::{EventRef, Scope, Severity};
use crate::monitor::Monitor;
use crate::rollup::RollupConfig;
use crate::stats::rng::Rng;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

const START_MS: i64 = 1_790_000_000_000;

pub(super) fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(START_MS + ms).unwrap()
}

/// Errors of one service at a steady rate, drawn by seed.
pub(super) fn steady(service: &str, per_hour: f64, days: i64, seed: u64) -> Vec<(String, i64)> {
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

pub(super) fn rollup(events: &[(String, i64)]) -> Rollup {
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
        let found = analysis.services.iter().find(|found| found.scope.service() == Some(name)).unwrap();
        found.anomalies.iter().filter(|anomaly| anomaly.ongoing).map(|anomaly| anomaly.anomaly_type).collect()
    };
    assert_eq!(
        (types("burst"), types("gone"), types("calm")),
        (vec![AnomalyType::Spike], vec![AnomalyType::Drop], vec![])
    );
    let burst = &analysis.services[0];
    assert!(!burst.actions.is_empty() && burst.predictions.len() == 6 && burst.forecast.is_some());
    assert_eq!(analysis.by_trouble()[2].scope, Scope::service_named("calm"));
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
        analysis.services.retain(|found| found.scope.service() == Some("a"));
        serde_json::to_string(&analysis).unwrap()
    };
    assert_eq!(of(&past), of(&events));
    let only_a = |text: String| text.split("\"services\"").nth(1).unwrap().to_owned();
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let quick = |events: &[(String, i64)]| {
        let mut analysis = analyze(&rollup(events), at(now), &config).unwrap();
        analysis.services.retain(|found| found.scope.service() == Some("a"));
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
    // Three half hours say something of the next one, and nothing of a day.
    let horizons: Vec<u32> = found.predictions.iter().map(|prediction| prediction.horizon_minutes).collect();
    assert_eq!(horizons, [30, 30], "{:?}", found.notes);
    let early = analyze(&rollup, at(20 * 60_000), &AnalysisConfig::default()).unwrap();
    let of_predictions = early.services[0].notes.iter().filter(|note| note.part == "predictions");
    assert_eq!((of_predictions.count(), early.services[0].predictions.len()), (1, 0));
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

/// Errors with messages, deployments and a chain of two services, ending in a burst.
fn chain(end: i64) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (service, seed) in [("shop", 21), ("site", 22)] {
        for (_, ms) in steady(service, 4.0, 14, seed) {
            let mut event = EventRef::new(at(ms), service, Severity::High, "KeyError");
            event.message = Some("no article 17");
            rollup.observe(event);
        }
    }
    let mut deployment = EventRef::new(at(end - 50 * 60_000), "shop", Severity::Info, "deployment");
    deployment.kind = crate::event::EventKind::Deployment;
    deployment.release = Some("v42");
    rollup.observe(deployment);
    for i in 0..600 {
        let mut event = EventRef::new(at(end - 45 * 60_000 + i * 4_000), "shop", Severity::High, "TypeError");
        event.message = Some("x is undefined");
        rollup.observe(event);
        let mut event =
            EventRef::new(at(end - 38 * 60_000 + i * 3_500), "site", Severity::High, "ReadTimeout");
        event.message = Some(["no answer from shop to ann", "no answer from shop to bob"][i as usize % 2]);
        rollup.observe(event);
    }
    rollup.settle();
    rollup
}

#[test]
fn causes_hang_together_and_patterns_are_told() {
    let end = 14 * DAY_MS;
    let analysis = analyze(&chain(end), at(end), &AnalysisConfig::default()).unwrap();
    let site = analysis.services.iter().find(|found| found.scope.service() == Some("site")).unwrap();
    let tree = site.cause_tree.as_ref().unwrap();
    let shop = tree.because.iter().find(|node| node.service == "shop").unwrap();
    let deployment = shop.because.iter().find(|node| node.subject.as_deref() == Some("v42"));
    assert!(deployment.is_some(), "{tree:#?}");
    assert!(site.root_causes.as_ref().unwrap().timeline.iter().any(|m| m.subject.as_deref() == Some("v42")));
    // Two groups, one text that differs by a word: one is found from the other.
    let group = site.groups.iter().find(|group| group.error_type == "ReadTimeout").unwrap();
    assert_eq!(group.similar[0].error_type, "ReadTimeout");
    assert!(site.states.iter().any(|state| state.state == crate::pattern::states::State::New));
    let known = analysis.patterns.iter().find(|pattern| pattern.template == "no article <*>").unwrap();
    assert_eq!((known.n_services, known.services.len(), known.fingerprints.len()), (2, 2, 1));
    let quick = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let quick = analyze(&chain(end), at(end), &quick).unwrap();
    assert!(quick.patterns.is_empty() && quick.services.iter().all(|found| found.cause_tree.is_none()));
    let keys = |found: &Analysis| -> Vec<(String, f64)> {
        found.services[0].anomalies.iter().map(|one| (one.key.clone(), one.score)).collect()
    };
    assert_eq!(keys(&quick), keys(&analysis), "quick is anomalies, the same");
    for anomaly in analysis.services[0].anomalies.iter().filter(|anomaly| anomaly.ongoing) {
        let causes = analysis.services[0].root_causes.as_ref().unwrap();
        assert!(causes.because.contains(&anomaly.key), "the causes are those of what goes on");
        assert_eq!(anomaly.explained_by.first(), causes.causes[0].key.as_ref());
    }
}

#[test]
fn history_changes_what_is_believed_and_only_from_when_it_was_known() {
    use crate::history::{ErrorDecision, InsightMark, PastAction, PastIncident};
    let end = 14 * DAY_MS;
    let (rollup, config) = (chain(end), AnalysisConfig::default());
    let plain = analyze(&rollup, at(end), &config).unwrap();
    let of = |analysis: &Analysis| {
        analysis.services.iter().find(|found| found.scope.service() == Some("shop")).unwrap().clone()
    };
    let before = of(&plain);
    let causes = before.root_causes.clone().unwrap();
    let mut history = History::default();
    for i in 0..4 {
        history.incidents.push(PastIncident {
            id: format!("INC-{i}"),
            at: at(end - DAY_MS),
            service: None,
            signature: causes.lessons.signature.clone(),
            named: Some(causes.causes[0].kind),
            cause: None,
            resolution: None,
            helped: None,
            weight: 1.0,
        });
    }
    history.incidents[0].cause = Some(crate::rca::CauseKind::Resource);
    assert_ne!(causes.causes[0].kind, crate::rca::CauseKind::Resource);
    history.incidents[0].resolution = Some("fixed the import".to_owned());
    for action in &before.actions {
        let action_type = action.action_type;
        let outcome =
            |seen| PastAction { action_type, at: at(0), service: None, forecast: Some(100.0), seen };
        history.actions.extend([outcome(10.0), outcome(12.0), outcome(9.0)]);
    }
    let groups = &before.groups;
    let decision = |same| ErrorDecision {
        at: at(0),
        one: groups[0].fingerprint.clone(),
        other: groups[1].fingerprint.clone(),
        same,
    };
    history.errors.push(decision(true));
    for insight in plain.services.iter().chain([&plain.system]).flat_map(|found| &found.insights) {
        let (key, status) = (insight.key.clone(), crate::insight::InsightStatus::WontFix);
        history.insights.push(InsightMark { at: at(0), key, status, until: None });
    }
    let taught = analyze_with_history(&rollup, at(end), &config, &history).unwrap();
    let after = of(&taught);
    let learnt = after.root_causes.as_ref().unwrap();
    let of_kind = |found: &crate::rca::RootCauseAnalysis| {
        found.causes.iter().find(|cause| cause.kind == causes.causes[0].kind).unwrap().share
    };
    assert!(of_kind(learnt) < of_kind(&causes), "refuted four times, believed less");
    assert_eq!((learnt.lessons.updates.len(), learnt.lessons.similar[0].id.as_str()), (4, "INC-0"));
    assert!(after.actions.iter().any(|action| action.impact.effect.is_some_and(|e| e.reduction > 0.5)));
    assert!(after.groups[0].similar[0].decided && !before.groups[0].similar.iter().any(|s| s.decided));
    assert!(taught.services.iter().all(|found| found.insights.is_empty()), "set aside by a person");
    // Before any of it was known, the same history teaches nothing.
    for past in &mut history.incidents {
        past.at = at(end + 1);
    }
    history.actions.iter_mut().for_each(|past| past.at = at(end + 1));
    history.errors.iter_mut().for_each(|past| past.at = at(end + 1));
    history.insights.iter_mut().for_each(|past| past.at = at(end + 1));
    assert_eq!(analyze_with_history(&rollup, at(end), &config, &history).unwrap(), plain);
}

#[test]
fn one_part_that_fails_is_told_and_loses_no_other() {
    // A service of less than an hour beside an old one: its forecast cannot be had, its probabilities are those of all.
    let end = 14 * DAY_MS;
    let mut events = steady("old", 5.0, 14, 31);
    events.extend((0..40).map(|i| ("young".to_owned(), end - 20 * 60_000 + i * 20_000)));
    let rollup = rollup(&events);
    let analysis = analyze(&rollup, at(end), &AnalysisConfig::default()).unwrap();
    let old = &analysis.services[0];
    assert!(old.notes.is_empty() && old.predictions.len() == 6 && old.forecast.is_some(), "{:?}", old.notes);
    let young = &analysis.services[1];
    assert!(!young.notes.is_empty() && young.predictions.len() == 6 && young.forecast.is_none());
    assert_eq!((young.errors, young.groups.len()), (40, 1), "what can be had is there");
    assert!(young.notes.iter().all(|note| !note.code.is_empty() && !note.message.is_empty()));
}

/// `n` services of `hours` that know nothing of each other, with rates from 1 to 32 an hour, named `name`-0 and so on.
fn many(name: &str, n: u64, (from, to): (i64, i64), seed: u64) -> Vec<(String, i64)> {
    let mut events = Vec::new();
    for index in 0..n {
        let mut rng = Rng::for_item(seed, index);
        let per_hour = libm::exp2(5.0 * rng.uniform());
        let mut ms = from as f64;
        loop {
            ms += -libm::log(1.0 - rng.uniform()) * HOUR_MS as f64 / per_hour;
            if ms >= to as f64 {
                break;
            }
            events.push((format!("{name}-{index}"), ms as i64));
        }
    }
    events
}

#[test]
fn a_service_is_judged_within_its_first_hour_and_says_how_sure() {
    let end = 14 * DAY_MS;
    let mut events = many("old", 8, (0, end), 1);
    let young = (0..13).map(|i| end - 50 * 60_000 + i * 240_000);
    events.extend(young.clone().map(|ms| ("young".to_owned(), ms)));
    events.extend(young.map(|ms| ("burst".to_owned(), ms)));
    events.extend((0..150).map(|i| ("burst".to_owned(), end - 290_000 + i * 1_900)));
    let analysis = analyze(&rollup(&events), at(end), &AnalysisConfig::default()).unwrap();
    let of = |name: &str| analysis.services.iter().find(|found| found.scope.service() == Some(name)).unwrap();
    assert!(of("young").anomalies.is_empty(), "{:?}", of("young").anomalies);
    let judged = of("young").judged.as_ref().unwrap();
    assert_eq!((judged.step_minutes, judged.steps), (5, 10));
    assert!((5..60).contains(&judged.flagged_from.unwrap()), "{judged:?}");
    let spike = of("burst").anomalies.iter().find(|anomaly| anomaly.ongoing).unwrap();
    assert_eq!(spike.anomaly_type, AnomalyType::Spike);
    // 150 in five minutes and the usual one or two.
    let per_hour = spike.actual_level().as_per_hour().unwrap();
    assert!((1_700.0..2_000.0).contains(&per_hour), "{spike:?}");
    assert_eq!(of("old-0").judged.as_ref().unwrap().step_minutes, 60);
}

#[test]
fn young_services_keep_the_budget() {
    let (end, hours, n) = (3 * DAY_MS, 6, 400);
    let mut events = many("old", 20, (0, end), 2);
    events.extend(many("young", n, (end - hours * HOUR_MS, end), 3));
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let analysis = analyze(&rollup(&events), at(end), &config).unwrap();
    let young = analysis.services.iter().filter(|found| found.scope.service().unwrap().starts_with("young"));
    let alarms: usize = young.map(|found| found.anomalies.len()).sum();
    let per_week = alarms as f64 / n as f64 / (hours as f64 / 168.0);
    println!("{per_week:.2} false alarms a young service and week");
    assert!(per_week <= 1.2, "{alarms} in {n} services of {hours} hours: {per_week} a week");
}

#[test]
fn forecasts_of_the_services_and_of_the_system_agree() {
    let mut events = steady("one", 5.0, 14, 1);
    events.extend(steady("two", 20.0, 14, 2));
    // Heard of for three hours: it may have no forecast of its own, but is part of the system's.
    events.extend(steady("new", 30.0, 14, 3).into_iter().filter(|(_, ms)| *ms > 14 * DAY_MS - 3 * HOUR_MS));
    let rollup = rollup(&events);
    let all = analyze(&rollup, at(14 * DAY_MS), &AnalysisConfig::default()).unwrap();
    let of = |analysis: &Analysis, step: usize| -> (f64, f64) {
        let parts = analysis.services.iter().filter_map(|found| found.forecast.as_ref());
        let system = analysis.system.forecast.as_ref().unwrap();
        (parts.map(|forecast| forecast.values[step].value).sum(), system.values[step].value)
    };
    for step in 0..24 {
        let (sum, whole) = of(&all, step);
        assert!((sum - whole).abs() < 1e-9 * whole, "step {step}: {sum} {whole}");
    }
    // Of some services only: the others' errors stay in the system's forecast, as one more part.
    let config = AnalysisConfig { services: vec!["one".to_owned()], ..AnalysisConfig::default() };
    let some = analyze(&rollup, at(14 * DAY_MS), &config).unwrap();
    for step in 0..24 {
        let (sum, whole) = of(&some, step);
        assert!(sum < 0.5 * whole, "step {step}: {sum} {whole}");
    }
}

#[test]
fn the_first_critical_event_of_a_log_leads_however_young_its_service() {
    let mut events = steady("nginx", 6.0, 13, 71);
    let before = rollup(&events);
    let now = 13 * DAY_MS;
    assert!(!analyze(&before, at(now), &AnalysisConfig::default()).unwrap().headline.trouble);
    events.push(("nginx".to_owned(), now - MINUTE_MS));
    let mut rollup = rollup(&events);
    rollup.observe(EventRef::new(at(now - 47 * MINUTE_MS), "kernel", Severity::Critical, "Panic"));
    rollup.settle();
    let analysis = analyze(&rollup, at(now), &AnalysisConfig::default()).unwrap();
    let headline = &analysis.headline;
    assert!(headline.trouble && headline.text.contains("Panic"), "{}", headline.text);
    assert!(headline.text.contains("First: Look at Panic in kernel"), "{}", headline.text);
}

#[test]
fn numbers_that_no_longer_move_together_are_found() {
    use crate::event::EventKind;
    let rollup = |errors_follow: bool| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = Rng::new(21);
        let mut load = 0.0;
        // Twenty days of quarters of an hour; a load that wanders, and errors that follow it until the last half day.
        let n = 20 * 96;
        for quarter in 0..n {
            load = 0.8 * load + 0.6 * rng.normal();
            let factor = libm::exp(0.5 * load);
            let follows = errors_follow || quarter < n - 48;
            let requests = rng.poisson(60.0 * factor);
            let errors = rng.poisson(12.0 * if follows { factor } else { 1.1 });
            let start = quarter * 15 * 60_000;
            for i in 0..requests {
                let mut event = EventRef::new(at(start + i as i64 * 900), "shop", Severity::Low, "");
                event.kind = EventKind::Request;
                rollup.observe(event);
            }
            for i in 0..errors {
                rollup.observe(EventRef::new(at(start + i as i64 * 900 + 7), "shop", Severity::High, "E"));
            }
        }
        rollup.settle();
        rollup
    };
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let breaks = |rollup: &Rollup| {
        let analysis = analyze(rollup, at(20 * DAY_MS), &config).unwrap();
        let is_break = |anomaly: &AnomalyDetection| anomaly.anomaly_type == AnomalyType::CorrelationBreak;
        analysis.services[0].anomalies.iter().filter(|anomaly| is_break(anomaly)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(breaks(&rollup(true)), []);
    let found = breaks(&rollup(false));
    assert_eq!(found.len(), 1, "{found:?}");
    let names: Vec<&str> = found[0].causes.iter().map(|cause| cause.name.as_str()).collect();
    assert_eq!(names, ["requests", "errors"]);
    assert!(found[0].expected > 0.7 && found[0].actual < 0.5 && found[0].ongoing, "{found:?}");
}

#[test]
fn a_burst_in_all_young_services_at_once_is_no_measure_of_what_is_usual() {
    // Some are heard of for a day and tell what a new service does; the burst of the last hour is in all of them.
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for index in 0..20u64 {
        let service = format!("s{index}");
        let late = if index < 4 { 0 } else { 20 * 60_000 };
        for (name, ms) in steady(&service, 5.0, 1, 40 + index) {
            if ms >= late && ms < 23 * HOUR_MS {
                rollup.observe(EventRef::new(at(ms), &name, Severity::High, "E"));
            }
        }
        rollup.observe(EventRef::new(at(late), &service, Severity::High, "E"));
        for i in 0..500 {
            let ms = 23 * HOUR_MS + i * 7_100 + index as i64;
            rollup.observe(EventRef::new(at(ms), &service, Severity::High, "E"));
        }
    }
    rollup.settle();
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let analysis = analyze(&rollup, at(24 * HOUR_MS), &config).unwrap();
    for found in &analysis.services {
        let is_spike = |a: &AnomalyDetection| a.ongoing && a.anomaly_type == AnomalyType::Spike;
        assert!(found.anomalies.iter().any(is_spike), "{}: {:?}", found.scope, found.judged);
    }
}

#[test]
fn a_busy_log_that_begins_within_a_minute_does_not_begin_with_an_anomaly() {
    // Twenty errors a second, evenly: the first minute looked at holds only 40 s of them.
    let events: Vec<_> = (0..72_000).map(|i| ("busy".to_owned(), 20_000 + i * 50)).collect();
    let start = at(20_000);
    assert_eq!(start.ms() - start.floor_to(MINUTE_MS).ms(), 40_000);
    let rollup = rollup(&events);
    for minutes in (12..60).step_by(3) {
        let analysis = analyze(&rollup, at(minutes * MINUTE_MS), &AnalysisConfig::default()).unwrap();
        for service in analysis.services.iter().chain([&analysis.system]) {
            assert_eq!(service.anomalies, [], "{} after {minutes} min", service.scope);
        }
    }
}

/// A store reads rows that a later version wrote: one more field in every object, at any depth.
#[test]
fn what_a_later_version_wrote_is_read() {
    const CHOICES: [&str; 2] = ["service", "system"];
    fn add(value: &mut serde_json::Value, n: &mut usize) {
        match value {
            serde_json::Value::Object(fields) => {
                fields.values_mut().for_each(|value| add(value, n));
                // A choice has one key, which says what was chosen: a later version may choose what this one has no word for.
                if fields.len() == 1 && fields.keys().all(|key| CHOICES.contains(&key.as_str())) {
                    return;
                }
                fields.insert("of_a_later_version".to_owned(), 1.into());
                *n += 1;
            }
            serde_json::Value::Array(values) => values.iter_mut().for_each(|value| add(value, n)),
            _ => {}
        }
    }
    let end = 14 * DAY_MS;
    let analysis = analyze(&chain(end), at(end), &AnalysisConfig::default()).unwrap();
    let mut json = serde_json::to_value(&analysis).unwrap();
    let mut n = 0;
    add(&mut json, &mut n);
    assert!(n > 50, "only {n} objects");
    let read: Analysis =
        serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!((read.headline, read.services.len()), (analysis.headline, analysis.services.len()));
    assert_eq!(read.services[0].anomalies, analysis.services[0].anomalies);
}
