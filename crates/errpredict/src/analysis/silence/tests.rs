//! Logs that stop at a minute: what is told of them, and that it does not turn with the minute it is asked.

use crate::analysis::tests::{at, steady};
use crate::analysis::{Analysis, AnalysisConfig, analyze};
use crate::detect::Metric;
use crate::event::{EventKind, EventRef, Severity};
use crate::rollup::{Rollup, RollupConfig};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

const END: i64 = 12 * DAY_MS + 8 * HOUR_MS + 13 * MINUTE_MS;

/// Two services of 12 errors and 60 other lines an hour each; from [`END`] on nothing of those named.
fn log(silent: &[&str]) -> Rollup {
    log_until(silent, i64::MAX)
}

/// The same, with those named back again at some minute.
fn log_until(silent: &[&str], back: i64) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (seed, service) in [(1, "api"), (2, "db")] {
        let is_told = |ms: i64| !(END..back).contains(&ms) || !silent.contains(&service);
        for (_, ms) in steady(service, 12.0, 13, seed).into_iter().filter(|(_, ms)| is_told(*ms)) {
            rollup.observe(EventRef::new(at(ms), service, Severity::High, "KeyError"));
        }
        for (_, ms) in steady(service, 60.0, 13, 10 + seed).into_iter().filter(|(_, ms)| is_told(*ms)) {
            rollup.observe(EventRef::new(at(ms), service, Severity::Info, ""));
        }
    }
    rollup.settle();
    rollup
}

fn asked(rollup: &Rollup, minutes: i64) -> Analysis {
    analyze(rollup, at(END + minutes * MINUTE_MS), &AnalysisConfig::default()).unwrap()
}

#[test]
fn a_log_that_stopped_is_told_by_name_and_the_same_at_every_minute() {
    let rollup = log(&["api", "db"]);
    let mut severities = Vec::new();
    for minutes in [27, 77, 90, 167, 257, 587] {
        let found = asked(&rollup, minutes);
        let text = &found.headline.text;
        assert!(text.contains("the log itself stopped arriving"), "{minutes}: {text}");
        assert!(!text.contains("fewer"), "{minutes}: {text}");
        let since = found.headline.since.unwrap();
        assert!((since.ms() - at(END).ms()).abs() <= 3 * MINUTE_MS, "{minutes}: {since}");
        assert!(found.incidents().iter().all(|one| one.found.scope.is_system()), "{minutes}");
        severities.push(found.incidents()[0].worst.severity);
    }
    assert!(severities.is_sorted(), "{severities:?}");
}

#[test]
fn a_service_that_fell_silent_is_no_log_that_stopped() {
    let rollup = log(&["api"]);
    for minutes in [40, 109, 139, 169, 260] {
        let found = asked(&rollup, minutes);
        let [incident] = &found.incidents()[..] else { panic!("{minutes}: {}", found.headline.text) };
        assert_eq!(incident.found.scope.service(), Some("api"), "{minutes}");
        assert_eq!((&incident.worst.metric, incident.worst.actual), (&Metric::Events, 0.0), "{minutes}");
        assert!((incident.worst.start.ms() - at(END).ms()).abs() <= 3 * MINUTE_MS, "{minutes}");
    }
}

#[test]
fn requests_that_vanish_are_told_of_a_service_that_goes_on_logging() {
    let mut rollup = log(&[]);
    for (service, seed) in [("api", 31), ("db", 32)] {
        for (_, ms) in steady(service, 400.0, 13, seed) {
            if ms >= END && service == "api" {
                continue;
            }
            let mut event = EventRef::new(at(ms), service, Severity::Info, "");
            (event.kind, event.status_code) = (EventKind::Request, Some(200));
            rollup.observe(event);
        }
    }
    rollup.settle();
    for minutes in [10, 32, 45, 52, 90] {
        let found = asked(&rollup, minutes);
        let text = &found.headline.text;
        assert!(text.starts_with("api: no requests at all"), "{minutes}: {text}");
        let since = found.headline.since.unwrap();
        assert!((since.ms() - at(END).ms()).abs() <= 2 * MINUTE_MS, "{minutes}: {since}");
    }
}

#[test]
fn a_silence_that_ended_is_told_by_the_minute_and_does_not_vanish() {
    let back = END + 50 * MINUTE_MS;
    let rollup = log_until(&["api"], back);
    let mut keys = Vec::new();
    for minutes in [52, 60, 65, 75, 90, 109, 130, 200, 700] {
        let found = asked(&rollup, minutes);
        let api = found.services.iter().find(|one| one.scope.service() == Some("api")).unwrap();
        let silences: Vec<_> = api.anomalies.iter().filter(|one| one.metric == Metric::Events).collect();
        let [silence] = &silences[..] else { panic!("{minutes}: {:#?}", api.anomalies) };
        assert!(!silence.ongoing && silence.is_told(), "{minutes}: {silence:?}");
        assert!((silence.start.ms() - at(END).ms()).abs() <= 3 * MINUTE_MS, "{minutes}: {silence:?}");
        assert!((silence.end.ms() - at(back).ms()).abs() <= 3 * MINUTE_MS, "{minutes}: {silence:?}");
        assert!(!found.headline.trouble, "{minutes}: {}", found.headline.text);
        keys.push(silence.key.clone());
    }
    keys.dedup();
    assert_eq!(keys.len(), 1);
    // A hole of the whole log is told of it, and of no service.
    let rollup = log_until(&["api", "db"], back);
    for minutes in [60, 90, 200] {
        let found = asked(&rollup, minutes);
        let of = |one: &crate::analysis::ServiceAnalysis| {
            one.anomalies.iter().filter(|one| one.metric == Metric::Events).count()
        };
        assert_eq!(of(&found.system), 1, "{minutes}: {:#?}", found.system.anomalies);
        assert!(found.services.iter().all(|one| of(one) == 0), "{minutes}: {}", found.headline.text);
    }
}

#[test]
fn where_the_heaviest_paused_and_the_others_had_nothing_to_say_it_is_that_service() {
    let back = END + 40 * MINUTE_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (service, per_hour, seed) in [("api", 200.0, 41), ("cron", 2.0, 42)] {
        for (_, ms) in steady(service, per_hour, 13, seed) {
            if !(END..back).contains(&ms) {
                rollup.observe(EventRef::new(at(ms), service, Severity::Info, ""));
            }
        }
    }
    rollup.settle();
    for minutes in [50, 65, 90, 200] {
        let found = asked(&rollup, minutes);
        assert!(found.system.anomalies.is_empty(), "{minutes}: {:#?}", found.system.anomalies);
        let api = found.services.iter().find(|one| one.scope.service() == Some("api")).unwrap();
        let [silence] = &api.anomalies[..] else { panic!("{minutes}: {:#?}", api.anomalies) };
        assert!(!silence.ongoing && silence.is_told(), "{minutes}: {silence:?}");
        assert!(found.headline.text.contains("Last api fell silent"), "{minutes}: {}", found.headline.text);
    }
}

#[test]
fn after_a_hole_of_the_log_a_service_is_judged_by_what_came_since() {
    // An error every twenty minutes; six hours of nothing at all; then one every thirty-six, which alone is no matter.
    let back = END + 6 * HOUR_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (service, minutes) in [("api", 3), ("db", 7), ("cron", 20)] {
        for minute in (0..14 * 24 * 60).step_by(minutes) {
            if !((END..back).contains(&(minute * MINUTE_MS))
                || service == "cron" && minute * MINUTE_MS >= back)
            {
                let time = at(minute * MINUTE_MS);
                rollup.observe(EventRef::new(time, service, Severity::High, "KeyError"));
            }
        }
    }
    for i in 0..12 {
        let time = at(back + i * 36 * MINUTE_MS);
        rollup.observe(EventRef::new(time, "cron", Severity::High, "KeyError"));
    }
    rollup.settle();
    for hours in [3, 6] {
        let found = analyze(&rollup, at(back + hours * HOUR_MS), &AnalysisConfig::default()).unwrap();
        let incidents = found.incidents();
        assert_eq!(incidents.len(), 1, "{hours} h: {incidents:#?}");
        assert!(incidents[0].found.scope.is_system() && !found.headline.trouble, "{}", found.headline.text);
        // What did not arrive stands with each service, and is told of none.
        for service in &found.services {
            assert!(service.anomalies.iter().all(|one| !one.is_told()), "{:#?}", service.anomalies);
            let missed = service.anomalies.iter().find(|one| one.actual == 0.0).unwrap();
            assert!(!missed.ongoing && missed.is_rise() == Some(false), "{missed:?}");
            assert!((missed.end.ms() - at(back).ms()).abs() <= 10 * MINUTE_MS, "{missed:?}");
        }
    }
}
