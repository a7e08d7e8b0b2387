//! One fault of many services is told once, and beside a calm first sentence.

use super::super::*;
use super::{at, steady};
use crate::event::{EventRef, Severity};
use crate::rollup::RollupConfig;
use crate::time::{DAY_MS, HOUR_MS};

#[test]
fn a_fault_that_comes_back_in_many_services_is_told_once() {
    let end = 30 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for machine in 0..4 {
        let name = format!("m{machine:02}");
        for (_, ms) in steady(&name, 3.0, 30, machine) {
            rollup.observe(EventRef::new(at(ms), &name, Severity::High, "TimeoutError"));
        }
        for ms in [2 * DAY_MS, end - 2 * HOUR_MS].map(|ms| ms - machine as i64 * 5 * HOUR_MS) {
            rollup.observe(EventRef::new(at(ms), &name, Severity::High, "MountError"));
        }
    }
    rollup.settle();
    let found = analyze(&rollup, at(end), &AnalysisConfig::default()).unwrap();
    let said = "No number stands out from chance, but MountError came back in 4 services: see what changed.";
    assert!(found.headline.text.starts_with(said), "{}", found.headline.text);
    let changes = found.changes();
    let [mount] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!((mount.numbers().0, mount.whom("m00").as_str()), (4, "m00 and 3 more services"));
    assert!(mount.silent_since().is_some_and(|since| (since.ms() - at(2 * DAY_MS).ms()).abs() <= HOUR_MS));

    let once = found.to_do_once();
    let told = once.iter().map(|todo| 1 + todo.also.len()).sum::<usize>();
    assert_eq!(told, found.to_do().len(), "nothing is left out");
    let [one] = &once[..] else { panic!("{once:?}") };
    assert_eq!(one.also.len(), 3);
    assert!(
        one.title().contains("MountError in each") && one.whom("m00") == "m00 and 3 more services",
        "{}",
        one.title()
    );
}

#[test]
fn what_states_no_level_changes_and_asks_for_no_alert() {
    let end = 30 * DAY_MS;
    let lines = |severity: Option<Severity>| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for hour in 0..30 * 24 {
            rollup.observe(EventRef::new(at(hour * HOUR_MS), "tool", severity, "unpacked"));
        }
        for ms in [2 * DAY_MS, end - 2 * HOUR_MS, end - HOUR_MS] {
            rollup.observe(EventRef::new(at(ms), "tool", severity, "upgraded"));
        }
        rollup.settle();
        analyze(&rollup, at(end), &AnalysisConfig::default()).unwrap()
    };
    for (severity, asks) in [(None, false), (Some(Severity::High), true)] {
        let found = lines(severity);
        assert!(found.changes().iter().any(|change| change.state.label == "upgraded"), "{severity:?}");
        let told = found.to_do();
        assert_eq!(
            told.iter().any(|action| action.title.contains("upgraded")),
            asks,
            "{severity:?} {told:?}"
        );
    }
}

#[test]
fn two_groups_of_one_service_that_are_called_the_same_are_one_thing_to_do_there() {
    let end = 30 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (_, ms) in steady("tool", 3.0, 30, 1) {
        rollup.observe(EventRef::new(at(ms), "tool", Severity::High, "TimeoutError"));
    }
    // One type of error in two words: two groups that have one name.
    for message in ["no room on the first disk", "cannot mount what is asked for"] {
        for ms in [2 * DAY_MS, end - 2 * HOUR_MS] {
            let event = EventRef::new(at(ms), "tool", Severity::High, "MountError");
            rollup.observe(EventRef { message: Some(message), ..event });
        }
    }
    rollup.settle();
    let found = analyze(&rollup, at(end), &AnalysisConfig::default()).unwrap();
    let once = found.to_do_once();
    assert!(once.iter().all(|todo| todo.also.is_empty() && todo.whom("tool") == "tool"), "{once:?}");
    assert!(found.changes().iter().all(|change| change.whom("tool") == "tool"), "{:?}", found.changes());
}

#[test]
fn a_message_is_told_of_the_services_that_had_it_of_late() {
    let end = 20 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (service, ms) in [("a", end - 5 * DAY_MS), ("b", end - 5 * DAY_MS), ("b", end - HOUR_MS)] {
        let event = EventRef::new(at(ms), service, Severity::High, "DiskError");
        rollup.observe(EventRef { message: Some("the disk is full"), ..event });
    }
    rollup.settle();
    let found = analyze(&rollup, at(end), &AnalysisConfig::default()).unwrap();
    let [full] = &found.patterns[..] else { panic!("{:?}", found.patterns) };
    assert_eq!((full.errors_last_day, full.n_services, full.services.join(" ")), (1, 1, "b".to_owned()));
}

/// Three errors an hour of each service; then one breaks by its deployment, and another, which is in trouble a few minutes
/// earlier, has none.
fn broken(names: [&str; 2]) -> Rollup {
    use crate::event::EventKind;
    let now = 20 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (seed, name) in (0..).zip(names) {
        for (_, ms) in steady(name, 3.0, 20, seed) {
            rollup.observe(EventRef::new(at(ms), name, Severity::High, "TimeoutError"));
        }
    }
    let release = |ms: i64, version: &'static str| EventRef {
        kind: EventKind::Deployment,
        release: Some(version),
        ..EventRef::new(at(ms), names[1], Severity::Info, "")
    };
    rollup.observe(release(DAY_MS, "5.7.0"));
    rollup.observe(release(now - 40 * 60_000, "5.8.0"));
    for i in 0..200 {
        let (front, behind) = (now - 34 * 60_000 + i * 9_000, now - 32 * 60_000 + i * 9_500);
        rollup.observe(EventRef::new(at(front), names[0], Severity::High, "BadGateway"));
        rollup.observe(EventRef::new(at(behind), names[1], Severity::High, "DeadlockError"));
    }
    rollup.settle();
    rollup
}

#[test]
fn a_service_broken_by_its_deployment_leads_whatever_services_are_called() {
    for names in [["gateway", "ward"], ["web", "alpha"], ["alpha", "web"]] {
        let rollup = broken(names);
        let now = analyze(&rollup, at(20 * DAY_MS), &AnalysisConfig::default()).unwrap();
        assert!(now.headline.text.starts_with(&format!("{}: ", names[1])), "{}", now.headline.text);
        assert_eq!(now.headline.release.as_deref(), Some("5.8.0"), "{}", now.headline.text);
    }
}

#[test]
fn a_first_critical_event_is_told_however_short_the_log() {
    for days in [2, 3, 6, 12] {
        let end = days * DAY_MS;
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (_, ms) in steady("disk", 12.0, days, 5) {
            rollup.observe(EventRef::new(at(ms), "disk", Severity::High, "TimeoutError"));
        }
        rollup.observe(EventRef::new(at(end - 30 * 60_000), "disk", Severity::Critical, "RaidError"));
        rollup.settle();
        let found = analyze(&rollup, at(end), &AnalysisConfig::default()).unwrap();
        let text = &found.headline.text;
        assert!(
            found.headline.trouble && text.contains("a critical event, the first ever: RaidError"),
            "{days}: {text}"
        );
        assert!(!found.to_do().is_empty(), "{days}: {text}");
    }
}

#[test]
fn a_mix_that_came_to_an_end_is_over() {
    let end = 20 * DAY_MS;
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (_, ms) in steady("pay", 30.0, 20, 6) {
        rollup.observe(EventRef::new(at(ms), "pay", Severity::High, "TimeoutError"));
    }
    // An hour of something new that ends two minutes past the hour, two hours ago.
    for i in 0..200 {
        rollup.observe(EventRef::new(
            at(end - 3 * HOUR_MS + 2 * 60_000 + i * 18_000),
            "pay",
            Severity::High,
            "DbError",
        ));
    }
    rollup.settle();
    for later in [0, HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS] {
        for (_, ms) in steady("pay", 30.0, 1, 7).into_iter().filter(|(_, ms)| *ms <= later) {
            rollup.observe(EventRef::new(at(end + ms), "pay", Severity::High, "TimeoutError"));
        }
        rollup.settle();
        let found = analyze(&rollup, at(end + later), &AnalysisConfig::default()).unwrap();
        assert!(!found.headline.trouble, "{later}: {}", found.headline.text);
    }
}
