//! What is no alarm, what is not over yet, and what is told of a log that states no level.

use super::super::*;
use super::{at, steady};
use crate::event::{EventKind, EventRef, Severity};
use crate::rollup::RollupConfig;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

fn told(rollup: &mut Rollup, ms: i64) -> Analysis {
    rollup.settle();
    analyze(rollup, at(ms), &AnalysisConfig::default()).unwrap()
}

fn errors(rollup: &mut Rollup, name: &str, error_type: &str, times: impl Iterator<Item = i64>) {
    for ms in times {
        rollup.observe(EventRef::new(at(ms), name, Severity::High, error_type));
    }
}

#[test]
fn a_step_that_goes_on_is_not_called_over() {
    let (begin, mut over, mut asked) = (14 * DAY_MS, Vec::new(), 0);
    for seed in 0..12 {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let usual = steady("shop", 4.0, 15, seed).into_iter().map(|(_, ms)| ms);
        errors(&mut rollup, "shop", "TimeoutError", usual);
        let more = steady("shop", 15.0, 1, 100 + seed).into_iter().map(|(_, ms)| begin + ms);
        errors(&mut rollup, "shop", "TimeoutError", more.filter(|ms| *ms < begin + 7 * HOUR_MS));
        for hours in [3, 4, 5, 6] {
            let found = told(&mut rollup, begin + hours * HOUR_MS);
            asked += usize::from(found.headline.trouble);
            if found.headline.text.contains("is over since") {
                over.push(format!("{seed} {hours} h: {}", found.headline.text));
            }
        }
    }
    assert!(asked >= 40 && over.len() <= 1, "{asked} of 48 told, over: {over:#?}");
}

#[test]
fn lines_without_a_level_tell_what_is_new_and_get_no_chances() {
    let end = 8 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let mut line = |ms: i64, message: &str| {
        let event = EventRef { severity: None, ..EventRef::new(at(ms), "lift", Severity::Info, "") };
        rollup.observe(EventRef { message: Some(message), ..event });
    };
    steady("lift", 60.0, 8, 3).into_iter().for_each(|(_, ms)| line(ms, "cabin arrived"));
    let quiet = told(&mut rollup, end);
    let text = &quiet.headline.text;
    assert!(text.contains("events states a level. No message is new"), "{text}");
    assert!(quiet.services[0].predictions.is_empty());
    let mut line = |ms: i64, message: &str| {
        let event = EventRef { severity: None, ..EventRef::new(at(ms), "lift", Severity::Info, "") };
        rollup.observe(EventRef { message: Some(message), ..event });
    };
    (0..200).for_each(|i| line(end - 2 * HOUR_MS + i * 30_000, "door blocked by an object"));
    let found = told(&mut rollup, end);
    let text = &found.headline.text;
    assert!(
        text.contains("New in lift since ") && text.contains("door blocked by an object, 200 times."),
        "{text}"
    );
}

#[test]
fn fewer_errors_beside_the_usual_traffic_are_no_alarm() {
    let end = 9 * DAY_MS;
    for (traffic, most) in [(200.0, Severity::Low), (0.02, Severity::Critical)] {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (_, ms) in steady("sync", 150.0, 9, 1) {
            if ms < end - 5 * HOUR_MS || ms % 30 == 0 {
                rollup.observe(EventRef::new(at(ms), "sync", Severity::High, "Conflict"));
            }
        }
        for (_, ms) in steady("sync", traffic, 9, 2) {
            rollup.observe(EventRef::new(at(ms), "sync", Severity::Info, ""));
        }
        let found = told(&mut rollup, end);
        let worst =
            found.services[0].anomalies.iter().filter(|one| one.ongoing).map(|one| one.severity).max();
        assert_eq!(worst, Some(most), "{}", found.headline.text);
        assert!(most > Severity::Low || found.to_do().is_empty(), "{:?}", found.to_do());
    }
}

#[test]
fn the_third_empty_weekend_is_no_silence() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (_, ms) in steady("desk", 60.0, 21, 4) {
        let (day, hour) = (ms / DAY_MS % 7, ms % DAY_MS / HOUR_MS);
        if day < 5 && (8..18).contains(&hour) {
            rollup.observe(EventRef::new(at(ms), "desk", Severity::Info, ""));
        }
    }
    for (_, ms) in steady("gate", 60.0, 21, 5) {
        rollup.observe(EventRef {
            kind: EventKind::Request,
            ..EventRef::new(at(ms), "gate", Severity::Info, "")
        });
    }
    for hours in [10, 16, 30] {
        let found = told(&mut rollup, 19 * DAY_MS + hours * HOUR_MS);
        assert!(!found.headline.trouble, "{hours}: {}", found.headline.text);
    }
    // A weekday without anything is one.
    let found = told(&mut rollup, 19 * DAY_MS);
    assert!(!found.headline.trouble, "{}", found.headline.text);
}

#[test]
fn a_level_that_counts_as_usual_is_no_emergency_and_leads_where_nothing_else_goes_on() {
    let (begin, end) = (14 * DAY_MS, 21 * DAY_MS);
    let log = |is_burst: bool| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (name, per_hour, seed) in [("pay", 5.0, 1), ("shop", 20.0, 2)] {
            let usual = steady(name, per_hour, 21, seed).into_iter().map(|(_, ms)| ms);
            errors(&mut rollup, name, "TimeoutError", usual);
        }
        let level = steady("pay", 200.0, 7, 3).into_iter().map(|(_, ms)| begin + ms);
        errors(&mut rollup, "pay", "DbError", level);
        let burst = (0..300).map(|i| end - 40 * MINUTE_MS + i * 8_000);
        errors(&mut rollup, "shop", "KeyError", burst.filter(|_| is_burst));
        told(&mut rollup, end)
    };
    let found = log(false);
    let text = &found.headline.text;
    assert!(text.starts_with("pay: ") && text.contains("counts as usual since"), "{text}");
    let rises = found.services[0].anomalies.iter().filter(|one| one.is_rise() == Some(true));
    let adopted: Vec<_> = rises.filter(|one| one.adopted.is_some()).collect();
    assert!(!adopted.is_empty(), "{:#?}", found.services[0].anomalies);
    assert!(adopted.iter().all(|one| one.ongoing && one.severity <= Severity::Medium), "{adopted:#?}");
    let found = log(true);
    assert!(found.headline.text.starts_with("shop: "), "{:?}", found.headline);
}

/// Lines that are no errors.
fn lines(rollup: &mut Rollup, name: &str, times: impl Iterator<Item = i64>) {
    for ms in times {
        rollup.observe(EventRef::new(at(ms), name, Severity::Info, ""));
    }
}

#[test]
fn fewer_errors_beside_the_usual_lines_are_told_as_such_and_no_traffic_lost() {
    let (mended, end) = (14 * DAY_MS - 6 * HOUR_MS, 14 * DAY_MS);
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    lines(&mut rollup, "api", steady("api", 30.0, 14, 1).into_iter().map(|(_, ms)| ms));
    let usual = steady("api", 60.0, 14, 2).into_iter().map(|(_, ms)| ms);
    let left = usual.enumerate().filter(|(i, ms)| *ms < mended || i % 10 == 0).map(|(_, ms)| ms);
    errors(&mut rollup, "api", "TimeoutError", left);
    lines(&mut rollup, "db", steady("db", 60.0, 14, 3).into_iter().map(|(_, ms)| ms));
    let found = told(&mut rollup, end);
    assert!(!found.headline.text.contains("events"), "{}", found.headline.text);
    let api = found.services[0].anomalies.iter().filter(|one| one.is_told());
    let told: Vec<_> = api.map(|one| (one.metric.name(), one.severity)).collect();
    assert_eq!(told, [("errors", Severity::Low)], "{:#?}", found.services[0].anomalies);
}

#[test]
fn what_comes_hardly_any_more_is_no_log_that_stopped_for_a_while() {
    let (fell, end) = (12 * DAY_MS, 12 * DAY_MS + 3 * HOUR_MS);
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let usual = steady("api", 80.0, 13, 1).into_iter().map(|(_, ms)| ms).filter(|ms| *ms < fell);
    let hardly = [6, 73, 95, 150].map(|minutes| fell + minutes * MINUTE_MS);
    lines(&mut rollup, "api", usual.chain(hardly));
    let found = told(&mut rollup, end);
    assert!(found.headline.trouble, "{}", found.headline.text);
    let scopes = found.services.iter().chain([&found.system]);
    let over: Vec<_> = scopes.flat_map(|one| &one.anomalies).filter(|one| !one.ongoing).collect();
    assert!(over.is_empty(), "{over:#?}");
}

#[test]
fn a_hole_of_the_whole_log_is_told_of_no_service_however_its_last_lines_lie() {
    let hole = 14 * DAY_MS - 150 * MINUTE_MS..14 * DAY_MS - 40 * MINUTE_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (name, per_hour, early) in [("api", 90.0, 0), ("db", 40.0, 3 * MINUTE_MS)] {
        let times = steady(name, per_hour, 14, 5).into_iter().map(|(_, ms)| ms);
        let heard = times.filter(|ms| !(hole.start - early..hole.end + early).contains(ms));
        lines(&mut rollup, name, heard);
    }
    let found = told(&mut rollup, 14 * DAY_MS);
    let told = found.services.iter().flat_map(|one| &one.anomalies).find(|one| one.is_told());
    assert!(told.is_none(), "{told:#?}");
    let text = &found.headline.text;
    assert!(text.starts_with("Nothing goes on now. Last the log itself did not arrive, from "), "{text}");
}

#[test]
fn by_the_clock_of_a_zone_the_shorter_day_is_no_new_mix() {
    // In Berlin the clock is put forward on 29 March 2026 at 01:00 UTC; the job runs there at half past four every night.
    let begin: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (_, ms) in steady("pay", 6.0, 28, 3) {
        rollup.observe(EventRef::new(begin.plus_ms(ms), "pay", Severity::High, "TimeoutError"));
    }
    for day in 0..28 {
        let run = begin.plus_ms(day * DAY_MS + if day < 27 { 210 } else { 150 } * MINUTE_MS);
        for i in 0..60 {
            let at = run.plus_ms(i * 15_000);
            rollup.observe(EventRef::new(at, "cron", Severity::High, "JobError"));
        }
    }
    rollup.settle();
    let mut config = AnalysisConfig::default();
    config.detection.zone = Some("Europe/Berlin".to_owned());
    let found = analyze(&rollup, begin.plus_ms(27 * DAY_MS + 3 * HOUR_MS), &config).unwrap();
    let scopes = found.services.iter().chain([&found.system]);
    let told: Vec<_> = scopes.flat_map(|one| &one.anomalies).filter(|one| one.is_told()).collect();
    assert!(told.is_empty(), "{told:#?}");
}
