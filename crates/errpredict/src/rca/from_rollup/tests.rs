use super::*;
use crate::event::{EventKind, EventRef, Severity};
use crate::rca::ErrorClass;
use crate::rollup::RollupConfig;
use crate::time::HOUR_MS;

fn start() -> Timestamp {
    "2026-11-01T00:00:00Z".parse().unwrap()
}

fn error<'a>(rollup: &mut Rollup, at: Timestamp, service: &'a str, error_type: &'a str, message: &'a str) {
    let mut event = EventRef::new(at, service, Severity::High, error_type);
    event.message = Some(message);
    rollup.observe(event);
}

/// Ten quiet days: two errors an hour in `shop`, one in `billing`.
fn quiet() -> (Rollup, Timestamp) {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for half_hour in 0..480_i64 {
        let at = start().plus_ms(half_hour * HOUR_MS / 2 + half_hour % 7 * MINUTE_MS);
        error(&mut rollup, at, "shop", "KeyError", "no such article");
        if half_hour % 2 == 0 {
            error(&mut rollup, at, "billing", "ValueError", "odd sum");
        }
    }
    (rollup, start().plus_ms(240 * HOUR_MS))
}

fn analyze(mut rollup: Rollup, since: Timestamp) -> RootCauseAnalysis {
    rollup.settle();
    from_rollup(&rollup, "shop", since, since.plus_ms(HOUR_MS)).unwrap()
}

#[test]
fn no_rise_no_cause() {
    let (rollup, now) = quiet();
    let analysis = analyze(rollup, now.plus_ms(-HOUR_MS));
    assert!(analysis.causes.is_empty() && analysis.onset.is_none(), "{analysis:?}");
    assert_eq!(analysis.none_of_these, 1.0);
}

#[test]
fn how_long_before_a_deployment_came_is_said_by_whole_minutes_and_less_than_one_in_words() {
    for (seconds_after, words) in [
        (5, "release v42 came in the same minute as errors rose, "),
        (-20, "release v42 came less than a minute before errors rose at "),
        (-200, "release v42 came 3 min before errors rose at "),
    ] {
        let (mut rollup, now) = quiet();
        let onset = now.plus_ms(13 * MINUTE_MS);
        let deployment = EventRef::new(onset.plus_ms(seconds_after * 1_000), "shop", Severity::Info, "");
        rollup.observe(EventRef { kind: EventKind::Deployment, release: Some("v42"), ..deployment });
        for second in 0..300 {
            error(&mut rollup, onset.plus_ms(7_000 + second * 2_000), "shop", "TypeError", "x is undefined");
        }
        let analysis = analyze(rollup, now);
        let deployed = analysis.causes.iter().find(|cause| cause.kind == CauseKind::Deployment).unwrap();
        let said = &deployed.evidence[0].statement;
        assert!(said.starts_with(words), "{seconds_after}: {said}");
    }
}

#[test]
fn of_a_warning_and_its_error_the_error_is_told_first() {
    let (mut rollup, now) = quiet();
    for second in 0..300 {
        let time = now.plus_ms(13 * MINUTE_MS + second * 2_000);
        error(&mut rollup, time, "shop", "", "slow query on a cart");
        error(&mut rollup, time, "shop", "TimeoutError", "no connection from the pool");
    }
    let errors = analyze(rollup, now).errors;
    let labels: Vec<&str> = errors.iter().map(|group| group.label.as_str()).collect();
    assert_eq!(labels, ["TimeoutError", "slow query on a cart"]);
}

#[test]
fn a_deployment_with_new_errors() {
    let (mut rollup, now) = quiet();
    let mut deployment = EventRef::new(now.plus_ms(10 * MINUTE_MS), "shop", Severity::Info, "deployment");
    deployment.kind = EventKind::Deployment;
    deployment.release = Some("v42");
    rollup.observe(deployment);
    for second in 0..300 {
        error(
            &mut rollup,
            now.plus_ms(13 * MINUTE_MS + second * 2000),
            "shop",
            "TypeError",
            "x is undefined",
        );
    }
    let analysis = analyze(rollup, now);
    let first = &analysis.causes[0];
    assert_eq!((first.kind, first.subject.as_deref()), (CauseKind::Deployment, Some("v42")), "{analysis:#?}");
    assert!(first.share > 0.5, "{}", first.share);
    assert_eq!(first.evidence[1].numbers["errors_of_new_groups"], 300.0);
    // What it looks like is told beside it and takes nothing from it.
    assert!(analysis.causes.iter().all(|cause| cause.kind != CauseKind::ErrorGroup));
    let group = &analysis.errors[0];
    assert_eq!((group.class, group.label.as_str(), group.errors), (ErrorClass::Code, "TypeError", 300));
    assert!(group.share_of_excess > 0.95 && group.is_unusual_for_the_hour(), "{group:?}");
    let sum: f64 = analysis.causes.iter().map(|cause| cause.share).sum();
    assert!((sum + analysis.none_of_these - 1.0).abs() < 1e-12);
}

#[test]
fn a_deployment_long_before_is_not_blamed() {
    let (mut rollup, now) = quiet();
    let mut deployment = EventRef::new(now.plus_ms(-6 * HOUR_MS), "shop", Severity::Info, "deployment");
    deployment.kind = EventKind::Deployment;
    rollup.observe(deployment);
    for second in 0..300 {
        error(
            &mut rollup,
            now.plus_ms(13 * MINUTE_MS + second * 2000),
            "shop",
            "TypeError",
            "x is undefined",
        );
    }
    let analysis = analyze(rollup, now);
    assert!(analysis.causes.iter().all(|cause| cause.kind != CauseKind::Deployment));
}

#[test]
fn a_service_that_moved_first_and_is_named() {
    let (mut rollup, now) = quiet();
    for second in 0..300 {
        error(&mut rollup, now.plus_ms(5 * MINUTE_MS + second * 2000), "billing", "OutOfMemoryError", "heap");
        let at = now.plus_ms(12 * MINUTE_MS + second * 2000);
        error(&mut rollup, at, "shop", "ReadTimeout", "no answer from billing after 5 s");
    }
    let analysis = analyze(rollup, now);
    let dependency = analysis.causes.iter().find(|cause| cause.kind == CauseKind::Dependency).unwrap();
    assert_eq!(dependency.subject.as_deref(), Some("billing"));
    assert!(dependency.evidence.iter().any(|line| line.numbers.get("minutes_earlier") == Some(&7.0)));
    assert!(dependency.evidence.iter().any(|line| line.statement.contains("name billing")));
    assert_eq!(analysis.causes[0].kind, CauseKind::Dependency, "{analysis:#?}");
    // The other way round nothing is blamed on the one that followed.
    let (mut rollup, now) = quiet();
    for second in 0..300 {
        error(
            &mut rollup,
            now.plus_ms(12 * MINUTE_MS + second * 2000),
            "billing",
            "OutOfMemoryError",
            "heap",
        );
        error(&mut rollup, now.plus_ms(5 * MINUTE_MS + second * 2000), "shop", "ReadTimeout", "no answer");
    }
    let analysis = analyze(rollup, now);
    assert!(analysis.causes.iter().all(|cause| cause.kind != CauseKind::Dependency), "{analysis:#?}");
}

#[test]
fn of_two_troubles_one_is_first() {
    // When `billing` fails, by minutes after the begin of the window, and the share of blame that this is worth.
    let dependency = |failing: std::ops::Range<i64>| {
        let (mut rollup, now) = quiet();
        for half_minute in failing.start * 2..failing.end * 2 {
            let at = now.plus_ms(half_minute * 30_000);
            error(&mut rollup, at, "billing", "OutOfMemoryError", "heap");
        }
        for second in 0..300 {
            let at = now.plus_ms(12 * MINUTE_MS + second * 2000);
            error(&mut rollup, at, "shop", "ReadTimeout", "no answer");
        }
        let analysis = analyze(rollup, now);
        analysis.causes.into_iter().find(|cause| cause.kind == CauseKind::Dependency)
    };
    let cause = dependency(5..40).unwrap();
    assert!(cause.rests_on_order_alone() && cause.share < 0.3, "{cause:?}");
    // What was over before this began is no cause at all, nor what began an hour before and nothing else joins to it.
    for apart in [-80..-40, -30..-5, -60..40] {
        assert_eq!(dependency(apart.clone()), None, "{apart:?}");
    }
}

#[test]
fn what_comes_at_this_time_every_day_says_nothing_about_a_release() {
    let blamed = |nightly: i64| {
        let (mut rollup, now) = quiet();
        for night in 1..=7 {
            for second in 0..nightly {
                let at = now.plus_ms(-night * 24 * HOUR_MS + 12 * MINUTE_MS + second * 20_000);
                error(&mut rollup, at, "shop", "KeyError", "no such article");
            }
        }
        let mut deployment = EventRef::new(now.plus_ms(2 * MINUTE_MS), "shop", Severity::Info, "deployment");
        deployment.kind = EventKind::Deployment;
        rollup.observe(deployment);
        for second in 0..300 {
            let at = now.plus_ms(12 * MINUTE_MS + second * 2000);
            error(&mut rollup, at, "shop", "KeyError", "no such article");
        }
        let causes = analyze(rollup, now).causes;
        causes.iter().find(|cause| cause.kind == CauseKind::Deployment).map(|cause| cause.share).unwrap()
    };
    // However many more it is tonight.
    assert!(blamed(40) < 0.1, "{}", blamed(40));
    assert!(blamed(0) > 0.5, "{}", blamed(0));
}

#[test]
fn more_requests_more_errors() {
    let (mut rollup, now) = quiet();
    let mut request = EventRef::new(now, "shop", Severity::Info, "");
    request.kind = EventKind::Request;
    for minute in 0..14_400 {
        request.timestamp = now.plus_ms(-minute * MINUTE_MS);
        rollup.observe(request);
    }
    for second in 0..3600 {
        request.timestamp = now.plus_ms(second * 1000 + 1);
        rollup.observe(request);
        if second % 30 == 0 {
            error(&mut rollup, now.plus_ms(second * 1000 + 1), "shop", "KeyError", "no such article");
        }
    }
    let analysis = analyze(rollup, now);
    assert_eq!(analysis.causes[0].kind, CauseKind::Traffic, "{analysis:#?}");
}

#[test]
fn what_comes_later_changes_nothing() {
    let (mut rollup, now) = quiet();
    for second in 0..300 {
        let at = now.plus_ms(50 * MINUTE_MS + second * 2000);
        error(&mut rollup, at, "shop", "ReadTimeout", "no answer from billing or from newcomer");
    }
    let before = analyze(rollup.clone(), now);
    assert!(before.onset.is_some());
    for second in 0..500 {
        let at = now.plus_ms(HOUR_MS + 1 + second * 2000);
        error(&mut rollup, at, "shop", "ReadTimeout", "no answer");
        error(&mut rollup, at, "newcomer", "KeyError", "no");
        let mut deployment = EventRef::new(at, "shop", Severity::Info, "deployment");
        deployment.kind = EventKind::Deployment;
        rollup.observe(deployment);
    }
    assert_eq!(analyze(rollup, now), before);
}

#[test]
fn bad_arguments() {
    let (mut rollup, now) = quiet();
    rollup.settle();
    assert_eq!(from_rollup(&rollup, "nobody", now, now.plus_ms(1)).unwrap_err().code(), "unknown_name");
    assert_eq!(from_rollup(&rollup, "shop", now, now).unwrap_err().code(), "invalid_argument");
}

#[test]
fn what_happened_is_told_in_order() {
    let (mut rollup, now) = quiet();
    let mut deployment = EventRef::new(now.plus_ms(4 * MINUTE_MS), "billing", Severity::Info, "deployment");
    deployment.kind = EventKind::Deployment;
    deployment.release = Some("v7");
    rollup.observe(deployment);
    for second in 0..300 {
        error(&mut rollup, now.plus_ms(6 * MINUTE_MS + second * 2000), "billing", "OutOfMemoryError", "heap");
        let at = now.plus_ms(12 * MINUTE_MS + 500 + second * 2000);
        error(&mut rollup, at, "shop", "ReadTimeout", "no answer");
    }
    let analysis = analyze(rollup, now);
    let told: Vec<(MomentKind, &str, Option<&str>)> = analysis
        .timeline
        .iter()
        .map(|moment| (moment.kind, moment.service.as_str(), moment.subject.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (MomentKind::Deployment, "billing", Some("v7")),
            (MomentKind::OtherRise, "billing", None),
            (MomentKind::NewGroup, "shop", Some("ReadTimeout")),
            (MomentKind::Rise, "shop", None),
        ]
    );
    assert!(analysis.timeline.is_sorted_by_key(|moment| moment.at.floor_to(MINUTE_MS)));
    assert_eq!(analysis.onset, Some(now.plus_ms(12 * MINUTE_MS)));
}

#[test]
fn deployments_that_used_to_break_weigh_more() {
    let history = |broke: bool| {
        let (mut rollup, now) = quiet();
        for day in 1..=6 {
            let deployed = now.plus_ms(-day * 24 * HOUR_MS + 30 * MINUTE_MS);
            let mut event = EventRef::new(deployed, "shop", Severity::Info, "deployment");
            event.kind = EventKind::Deployment;
            rollup.observe(event);
            for second in 0..if broke { 20 } else { 0 } {
                error(
                    &mut rollup,
                    deployed.plus_ms(MINUTE_MS + second * 1000),
                    "shop",
                    "KeyError",
                    "no such article",
                );
            }
        }
        let mut event = EventRef::new(now.plus_ms(10 * MINUTE_MS), "shop", Severity::Info, "deployment");
        event.kind = EventKind::Deployment;
        rollup.observe(event);
        for second in 0..300 {
            error(
                &mut rollup,
                now.plus_ms(13 * MINUTE_MS + second * 2000),
                "shop",
                "KeyError",
                "no such article",
            );
        }
        let analysis = analyze(rollup, now);
        analysis.causes.into_iter().find(|cause| cause.kind == CauseKind::Deployment).unwrap()
    };
    let (calm, broke) = (history(false), history(true));
    let followed = |cause: &Cause| {
        let line = cause.evidence.iter().find(|line| line.numbers.contains_key("followed")).unwrap();
        (line.numbers["followed"], line.numbers["deployments"])
    };
    assert_eq!((followed(&calm), followed(&broke)), ((0.0, 6.0), (6.0, 6.0)), "{broke:#?}");
    assert!(broke.share > calm.share);
}

#[test]
fn deployments_that_did_no_harm_count_against_the_next() {
    // One every hour for ten days, none followed by anything; then errors rise, as they would after any of them.
    let share = |every_hour: bool| {
        let (mut rollup, now) = quiet();
        let hours = if every_hour { 240 } else { 0 };
        for hour in (1..=hours).map(|hour| -hour).chain([0]) {
            let mut event = EventRef::new(
                now.plus_ms(hour * HOUR_MS + 5 * MINUTE_MS),
                "shop",
                Severity::Info,
                "deployment",
            );
            event.kind = EventKind::Deployment;
            rollup.observe(event);
        }
        for second in 0..300 {
            let at = now.plus_ms(20 * MINUTE_MS + second * 2000);
            error(&mut rollup, at, "shop", "KeyError", "no such article");
        }
        let analysis = analyze(rollup, now);
        let found = analysis.causes.iter().find(|cause| cause.kind == CauseKind::Deployment);
        found.map_or(0.0, |cause| cause.share)
    };
    assert!(share(false) > 0.8, "{}", share(false));
    assert!(share(true) < 0.3, "{}", share(true));
}

#[test]
fn usual_errors_right_before_a_burst_are_no_onset() {
    let (mut rollup, now) = quiet();
    // One of the usual errors three minutes before the release, the burst four minutes after it.
    error(&mut rollup, now.plus_ms(17 * MINUTE_MS), "shop", "KeyError", "no such article");
    let mut deployment = EventRef::new(now.plus_ms(20 * MINUTE_MS), "shop", Severity::Info, "deployment");
    deployment.kind = EventKind::Deployment;
    rollup.observe(deployment);
    for second in 0..600 {
        error(
            &mut rollup,
            now.plus_ms(24 * MINUTE_MS + 1 + second * 1000),
            "shop",
            "TypeError",
            "x is undefined",
        );
    }
    let analysis = analyze(rollup, now);
    assert_eq!(analysis.onset, Some(now.plus_ms(24 * MINUTE_MS)));
    assert_eq!(analysis.causes[0].kind, CauseKind::Deployment, "{analysis:#?}");
}
