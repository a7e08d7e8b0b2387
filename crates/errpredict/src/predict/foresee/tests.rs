//! What must hold of every answer.

use super::*;
use crate::event::{EventRef, Scope, Severity};
use crate::predict::Basis;
use crate::rollup::RollupConfig;
use crate::stats::Rng;

const HORIZONS: [u32; 3] = [30, 120, 1440];
/// A minute in 2025.
const BEGIN: u32 = 29_000_000;
const DAY: u32 = 1440;

fn rollup(events: &[(u32, &str, Severity)]) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (minute, service, severity) in events {
        rollup.observe(EventRef::new(time(*minute), service, *severity, "E"));
    }
    rollup.settle();
    rollup
}

/// Services that log an error an hour; where `warns`, errors come thick for six hours before each critical event.
fn made(days: u32, warns: bool) -> Vec<(u32, &'static str, Severity)> {
    let mut rng = Rng::new(7);
    let mut events = Vec::new();
    for service in ["a", "b", "c", "d"] {
        for minute in (0..days * DAY).step_by(10) {
            if rng.uniform() < 1.0 / 6.0 {
                events.push((BEGIN + minute, service, Severity::High));
            }
        }
        for day in 1..days {
            if rng.uniform() < 0.3 {
                let at = BEGIN + day * DAY + rng.below(600) as u32 + 400;
                events.push((at, service, Severity::Critical));
                for before in (1..360).step_by(4).filter(|_| warns) {
                    events.push((at - before, service, Severity::High));
                }
            }
        }
    }
    events
}

fn told(rollup: &Rollup, minute: u32) -> Vec<ErrorPrediction> {
    Foresight::default().foresee(rollup, &Statics::default(), time(minute), &HORIZONS, None).unwrap().1
}

fn probability(told: &[ErrorPrediction], scope: &Scope, target: Target, horizon: u32) -> f64 {
    let mut all = told.iter();
    let is = |p: &&ErrorPrediction| (&p.scope, p.target, p.horizon_minutes) == (scope, target, horizon);
    all.find(is).unwrap().probability
}

#[test]
fn probabilities_fit_each_other() {
    let rollup = rollup(&made(60, true));
    for minute in [BEGIN + 3 * DAY, BEGIN + 31 * DAY + 700, BEGIN + 60 * DAY] {
        let told = told(&rollup, minute);
        for target in [Target::Critical, Target::Burst] {
            for service in ["a", "b", "c", "d"].map(Scope::service_named).into_iter().chain([Scope::System]) {
                let by_horizon = HORIZONS.map(|horizon| probability(&told, &service, target, horizon));
                assert!(by_horizon.is_sorted(), "{service} {target}: {by_horizon:?}");
                for (horizon, part) in HORIZONS.iter().zip(by_horizon) {
                    let whole = probability(&told, &Scope::System, target, *horizon);
                    assert!(whole >= part && part > 0.0 && part < 1.0, "{service} {part} of {whole}");
                }
            }
            // A burst of all of them can come without one of any.
            for horizon in HORIZONS.into_iter().filter(|_| target == Target::Critical) {
                let parts = ["a", "b", "c", "d"].map(Scope::service_named);
                let added: f64 = parts.iter().map(|part| probability(&told, part, target, horizon)).sum();
                let whole = probability(&told, &Scope::System, target, horizon);
                assert!(whole <= added + 1e-12, "{target}: {whole} of {added} in all");
            }
        }
        assert!(told.iter().all(|p| p.lower <= p.probability && p.probability <= p.upper));
    }
}

#[test]
fn what_warns_is_learnt_and_told_as_a_fact() {
    let events = made(90, true);
    let rollup = rollup(&events);
    let at = time(BEGIN + 90 * DAY);
    let fitted = Foresight::default().fit(&rollup, &Statics::default(), at, &HORIZONS).unwrap();
    assert!(fitted.has_model(Target::Critical, 120));
    // How much each feature counts sums to all of it, the most first, and each is one that it reads.
    let counts = fitted.importance();
    let whole: f64 = counts.iter().map(|(_, share)| share).sum();
    assert!((whole - 1.0).abs() < 1e-9 && counts.is_sorted_by(|a, b| a.1 >= b.1), "{whole}: {counts:?}");
    let names: Vec<&str> = counts.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.iter().take(5).any(|name| name.contains("medium") || name.contains("error")), "{names:?}");
    // An hour before a critical event of the last days, and at a quiet time.
    let (critical, service, _) =
        *events.iter().rfind(|e| e.2 == Severity::Critical && e.0 < BEGIN + 89 * DAY).unwrap();
    let scope = Scope::service_named(service);
    let before = fitted.foresee(&rollup, &Statics::default(), time(critical - 60)).unwrap();
    let warned =
        before.iter().find(|p| p.scope == scope && p.target == Target::Critical && p.horizon_minutes == 120);
    let warned = warned.unwrap();
    assert!(warned.basis == Basis::Model && warned.probability > 5.0 * warned.usual.unwrap(), "{warned:?}");
    assert!(!warned.factors.is_empty() && warned.factors.len() <= 3 && warned.factors[0].contribution > 0.0);
    assert!(warned.worth.is_some_and(|worth| worth.cases > 50), "{:?}", warned.worth);
}

#[test]
fn without_anything_to_learn_the_base_rate_answers() {
    let rollup = rollup(&made(20, false)[..]);
    let told = told(&rollup, BEGIN + 20 * DAY);
    let of_critical = told.iter().filter(|p| p.target == Target::Critical);
    assert!(
        of_critical.clone().count() == 15 && of_critical.clone().all(|p| p.basis == Basis::BaseRate),
        "{told:?}"
    );
}

/// Half a span of its own, with no span beside it, said 17 % of a service that was heard once in a log without any trouble.
#[test]
fn a_service_heard_once_is_as_all_of_them() {
    let mut events: Vec<_> = (0..30 * 24).map(|hour| (BEGIN + hour * 60, "old", Severity::Info)).collect();
    events.push((BEGIN + 30 * DAY - 1, "new", Severity::Info));
    let told = told(&rollup(&events), BEGIN + 30 * DAY);
    for horizon in HORIZONS {
        let [old, new] = ["old", "new"]
            .map(|name| probability(&told, &Scope::service_named(name), Target::Critical, horizon));
        assert!(new < 0.05, "{horizon}: {new} beside {old}");
    }
}

#[test]
fn the_future_changes_nothing() {
    let events = made(60, true);
    let at = BEGIN + 40 * DAY;
    let past: Vec<_> = events.iter().copied().filter(|event| event.0 <= at).collect();
    let (all, past) = (rollup(&events), rollup(&past));
    let fit = |rollup: &Rollup| {
        Foresight::default().foresee(rollup, &Statics::default(), time(at), &HORIZONS, None).unwrap()
    };
    let ((a, of_a), (b, of_b)) = (fit(&all), fit(&past));
    assert_eq!(a, b);
    assert_eq!(of_a, of_b);
    // What was learnt later answers for no earlier time.
    let earlier =
        Foresight::default().foresee(&all, &Statics::default(), time(at - DAY), &HORIZONS, Some(a)).unwrap();
    assert_eq!(earlier.0.fitted_at(), time(at - DAY));
}

#[test]
fn what_is_kept_answers_as_it_did() {
    let rollup = rollup(&made(60, true));
    let at = time(BEGIN + 59 * DAY);
    let fitted = Foresight::default().fit(&rollup, &Statics::default(), at, &HORIZONS).unwrap();
    let read = FittedForesight::from_bytes(&fitted.to_bytes().unwrap()).unwrap();
    assert_eq!(read, fitted);
    let later = at.plus_ms(crate::time::HOUR_MS);
    let (kept, told) =
        Foresight::default().foresee(&rollup, &Statics::default(), later, &HORIZONS, Some(read)).unwrap();
    assert_eq!(kept.fitted_at(), at);
    assert_eq!(told, fitted.foresee(&rollup, &Statics::default(), later).unwrap());
    let (anew, _) = Foresight::default()
        .foresee(&rollup, &Statics::default(), at.plus_ms(2 * crate::time::DAY_MS), &HORIZONS, Some(kept))
        .unwrap();
    assert_ne!(anew.fitted_at(), at, "too old");
    assert!(FittedForesight::from_bytes(b"{}").is_err());
    let bytes = fitted.to_bytes().unwrap();
    assert_eq!(crate::container::kind_of(&bytes), Some(crate::container::Kind::Foresight));
    let refused = |bytes: &[u8]| FittedForesight::from_bytes(bytes).unwrap_err().kind();
    assert_eq!(refused(&bytes[..bytes.len() - 1]), crate::ErrorKind::Corrupt);
    // Of the version that had no frame: learnt anew.
    assert_eq!(refused(b"{\"version\":1,\"settings\":{}}"), crate::ErrorKind::UnsupportedVersion);
    assert_eq!(
        refused(b"{\"version\":1}"),
        crate::ErrorKind::InvalidInput,
        "another file is not written over"
    );
}

#[test]
fn a_first_critical_event_raises_at_once_and_strays_change_nothing() {
    let mut quiet: Vec<(u32, &str, Severity)> =
        (0..14 * DAY).step_by(12).map(|minute| (BEGIN + minute, "pay", Severity::High)).collect();
    let at = BEGIN + 14 * DAY;
    let chance = |events: &[(u32, &str, Severity)], horizon: u32| {
        probability(&told(&rollup(events), at), &Scope::service_named("pay"), Target::Critical, horizon)
    };
    let never = chance(&quiet, 1440);
    assert!(never < 0.06, "{never}");
    let with_stray = [&[(0, "pay", Severity::High)], &quiet[..]].concat();
    assert_eq!(chance(&with_stray, 1440), never, "a line of 1970");
    quiet.push((at - 3, "pay", Severity::Critical));
    let once = chance(&quiet, 1440);
    assert!((0.1..0.9).contains(&once), "{once}");
    quiet.extend((1..10).map(|i| (at - 3 - 2 * i, "pay", Severity::Critical)));
    let ten = chance(&quiet, 1440);
    assert!(ten > once && ten < 0.999, "{ten} after ten, {once} after one");
}

#[test]
fn trouble_that_keeps_coming_is_likely_to_go_on() {
    let mut events = made(21, false);
    let end = BEGIN + 21 * DAY;
    events.extend((0..16).map(|minute| (end + minute, "b", Severity::Critical)));
    events.sort_unstable_by_key(|(minute, ..)| *minute);
    let rollup = rollup(&events);
    let at = |minute| {
        let told = told(&rollup, minute);
        probability(&told, &Scope::service_named("b"), Target::Critical, 30)
    };
    assert!(at(end - 60) < 0.1, "{}", at(end - 60));
    assert!(at(end + 16) > 0.4, "in it {}", at(end + 16));
    assert!(at(end + 16 + 60) < 0.2, "an hour later {}", at(end + 76));
}

#[test]
fn what_comes_every_night_is_known_after_three() {
    for nights in [2, 3, 19] {
        let mut events = made(nights, false);
        events.retain(|(.., severity)| *severity != Severity::Critical);
        let job = |night| (BEGIN + night * DAY + 70, "a", Severity::Critical);
        events.extend((0..nights).map(job));
        events.sort_unstable_by_key(|(minute, ..)| *minute);
        let rollup = rollup(&events);
        let tonight = BEGIN + nights * DAY + 60;
        let at = |minute| {
            let told = told(&rollup, minute);
            let a = Scope::service_named("a");
            let of =
                |p: &&ErrorPrediction| (&p.scope, p.target, p.horizon_minutes) == (&a, Target::Critical, 30);
            told.into_iter().find(|p| of(&p)).map(|p| (p.probability, p.usual.unwrap())).unwrap()
        };
        let (said, usual) = at(tonight);
        assert_eq!(said > 0.5 && usual > 0.5, nights >= 3, "{nights} nights: {said} {usual}");
        let (at_noon, _) = at(tonight - DAY / 2);
        assert!(at_noon < 0.2, "{nights} nights, at noon: {at_noon}");
    }
}

#[test]
fn what_people_said_of_the_past_is_learnt_from() {
    let mut events = made(60, true);
    let criticals: Vec<(u32, &str)> = events
        .iter()
        .filter(|(.., severity)| *severity == Severity::Critical)
        .map(|(minute, service, _)| (*minute, *service))
        .collect();
    let end = BEGIN + 60 * DAY;
    // It warns again.
    events.extend((1..180).step_by(4).map(|before| (end - before, "a", Severity::High)));
    events.sort_unstable_by_key(|(minute, ..)| *minute);
    let rollup = rollup(&events);
    let learnt = |said: &[Said]| {
        let fitted = Foresight::default()
            .fit_taught(&rollup, &Statics::default(), time(end), &HORIZONS, said)
            .unwrap();
        let told = fitted.foresee(&rollup, &Statics::default(), time(end)).unwrap();
        probability(&told, &Scope::service_named("a"), Target::Critical, 1440)
    };
    let nothing = learnt(&[]);
    let plain = Foresight::default().fit(&rollup, &Statics::default(), time(end), &HORIZONS).unwrap();
    let plain = plain.foresee(&rollup, &Statics::default(), time(end)).unwrap();
    assert_eq!(nothing, probability(&plain, &Scope::service_named("a"), Target::Critical, 1440));
    assert!(nothing > 0.4, "errors come thick before it: {nothing}");
    // Nine of ten were no trouble, people say.
    let said = |(minute, service): &(u32, &str)| Said {
        service: (*service).to_owned(),
        about: time(minute - 120),
        target: Some(Target::Critical),
        came: Some(false),
        missed: false,
        weight: 1.0,
    };
    let most: Vec<Said> =
        criticals.iter().enumerate().filter(|(i, _)| i % 10 != 0).map(|(_, one)| said(one)).collect();
    let taught = learnt(&most);
    assert!(taught < 0.7 * nothing, "{taught} for {nothing}");
    // Of another kind of trouble nothing is learnt, nor of a service that nobody knows.
    let others: Vec<Said> = most
        .iter()
        .flat_map(|one| {
            let of_slow = Said { target: Some(Target::SlowRequests), ..one.clone() };
            [of_slow, Said { service: "nobody".to_owned(), ..one.clone() }]
        })
        .collect();
    assert_eq!(learnt(&others), nothing);
}
