//! A monitor is a batch, whatever the order, the threads, the snapshots and the moments of forgetting.

use proptest::prelude::*;

use super::*;
use crate::detect::Metric;
use crate::event::{Event, EventKind, Severity};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

fn event(i: u64) -> Event {
    // A multiplicative hash spreads service, type and time without order.
    let mixed = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let at = Timestamp::clamped(1_700_000_000_000 + (mixed >> 20) as i64 % (200 * DAY_MS));
    let severity = Severity::ALL[(mixed % 5) as usize];
    let mut event = Event::new(at, format!("service-{}", mixed % 11), severity, format!("T{}", mixed % 7));
    event.message = Some(format!("order {i} of {} failed", ["a", "b", "c"][(mixed % 3) as usize]));
    event.user_id = Some((mixed % 1_000).to_string());
    event.response_time_ms = Some((mixed % 5_000) as f64);
    event
}

fn small() -> RollupConfig {
    RollupConfig { max_services: 4, max_types: 3, max_groups: 5, ..RollupConfig::monitor() }
}

#[test]
fn threads_give_what_a_batch_gives() {
    // More events than are folded between two compactions, each twice, late ones among them.
    let events: Vec<Event> = (0..25_000).chain(0..25_000).map(event).collect();
    let mut batch = Rollup::new(small()).unwrap();
    events.iter().for_each(|event| {
        batch.observe(event.as_event_ref());
    });
    batch.settle();
    for threads in [1, 4] {
        let monitor = Monitor::new(small()).unwrap();
        std::thread::scope(|scope| {
            for part in events.chunks(events.len() / threads) {
                let monitor = &monitor;
                scope.spawn(move || {
                    part.iter().for_each(|event| {
                        monitor.observe(event.as_event_ref());
                    })
                });
            }
        });
        assert!(monitor.rollup() == batch, "{threads} threads");
    }
}

const START_MS: i64 = 1_700_000_000_000;

/// Events of some weeks, most of them in the last two days, more keys than the small caps keep.
fn any_event() -> impl Strategy<Value = Event> {
    let time = prop_oneof![0..90 * DAY_MS, 88 * DAY_MS..90 * DAY_MS];
    (time, 0..6_u8, 0..6_usize, 0..5_u8, 0..9_u8, any::<u8>()).prop_map(
        |(ms, service, severity, error_type, kind, extra)| {
            let at = Timestamp::clamped(START_MS + ms);
            let mut event = Event::new(
                at,
                format!("s{service}"),
                Severity::ALL.get(severity).copied(),
                format!("T{error_type}"),
            );
            event.kind = match kind {
                0 => EventKind::Request,
                1 => EventKind::Deployment,
                _ => EventKind::Error,
            };
            event.message = (extra % 3 > 0).then(|| format!("message {}", "x".repeat((extra % 9).into())));
            event.stack_trace =
                (extra % 4 == 0).then(|| "\tat a.B.c(B.java:1)\n".repeat((extra % 11).into()));
            event.status_code = (extra % 3 == 0).then_some(400 + u16::from(extra));
            event.response_time_ms = (extra % 2 == 0).then_some(f64::from(extra) * 7.3);
            event.user_id = (extra % 5 > 0).then(|| extra.to_string());
            event.release = (extra % 4 == 1).then(|| extra.to_string());
            event
        },
    )
}

proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        /// Invariant 4: shuffled, repeated and late events, from any number of threads, forgotten at any moments.
        #[test]
        fn a_monitor_equals_a_batch_to_the_bit(
            events in prop::collection::vec((any_event(), 1..4_usize), 1..250),
            seed in any::<u64>(),
            threads in 1..6_usize,
            compact_every in 1..80_u32,
            caps_are_small in any::<bool>(),
        ) {
            let config = if caps_are_small { small() } else { RollupConfig::monitor() };
            let events: Vec<&Event> =
                events.iter().flat_map(|(event, times)| std::iter::repeat_n(event, *times)).collect();
            let mut batch = Rollup::new(config.clone()).unwrap();
            let mut oldest_first = events.clone();
            oldest_first.sort_by_key(|event| event.timestamp);
            oldest_first.iter().for_each(|event| {
batch.observe(event.as_event_ref());
});
            batch.settle();

            let mut shuffled = events;
            let mut rng = crate::stats::rng::Rng::new(seed);
            rng.shuffle(&mut shuffled);
            let monitor = Monitor::with_sweep(Rollup::new(config).unwrap(), Sweep::every(compact_every));
            std::thread::scope(|scope| {
                for part in shuffled.chunks(shuffled.len().div_ceil(threads)) {
                    let monitor = &monitor;
                    scope.spawn(move || part.iter().for_each(|event| {
monitor.observe(event.as_event_ref());
}));
                }
            });
            prop_assert!(monitor.rollup() == batch);
            prop_assert_eq!(monitor.rollup().save(), batch.clone().save());
            for at in [90 * DAY_MS, 89 * DAY_MS + 7 * HOUR_MS + 1] {
                let at = Timestamp::clamped(START_MS + at);
                let text = |analysis: Result<Analysis>| {
                    analysis.map_err(|error| error.to_string()).map(|analysis| serde_json::to_string(&analysis).unwrap())
                };
                let config = AnalysisConfig::default();
                prop_assert_eq!(text(monitor.analyze(at, &config)), text(analysis::analyze(&batch, at, &config)));
            }
        }
    }

#[test]
fn watching_as_time_goes_on_gives_what_a_batch_over_the_same_steps_gives() {
    let mut rng = crate::stats::Rng::new(3);
    let begin = 1_800_000_000_000_i64 / HOUR_MS * HOUR_MS;
    let mut errors: Vec<Event> = Vec::new();
    for hour in 0..400 {
        for service in ["cart", "checkout"] {
            let rate = if service == "cart" && (300..306).contains(&hour) { 90.0 } else { 8.0 };
            for _ in 0..rng.poisson(rate) {
                let at = begin + hour * HOUR_MS + rng.below(HOUR_MS as usize) as i64;
                errors.push(Event::new(
                    Timestamp::clamped(at),
                    service.to_owned(),
                    Severity::High,
                    "T".to_owned(),
                ));
            }
        }
    }
    errors.sort_by_key(|event| event.timestamp);
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    let mut monitor_again = None;
    let mut found = std::collections::BTreeMap::new();
    let mut next = 0;
    for hour in 1..=400 {
        let at = Timestamp::clamped(begin + hour * HOUR_MS);
        let monitor = monitor_again.as_ref().unwrap_or(&monitor);
        while next < errors.len() && errors[next].timestamp <= at {
            monitor.observe(errors[next].as_event_ref());
            next += 1;
        }
        for anomaly in monitor.advance(at).unwrap() {
            found.insert(anomaly.key.clone(), anomaly);
        }
        if hour == 302 {
            // Saved and restored in the middle of the incident.
            monitor_again = Some(Monitor::load(&monitor.save().unwrap()).unwrap());
        }
    }
    let last = monitor_again.unwrap();
    let mut batch = Watches::new(WatchConfig::default()).unwrap();
    let end = Timestamp::clamped(begin + 400 * HOUR_MS);
    // With all minutes: a monitor forgets those of an incident of four days ago, and with them when it began.
    let mut all = Rollup::new(RollupConfig::default()).unwrap();
    errors.iter().for_each(|event| {
        all.observe(event.as_event_ref());
    });
    let at_once = batch.advance(&all, end).unwrap();
    assert_eq!(serde_json::to_string(&batch).unwrap(), serde_json::to_string(&last.watches()).unwrap());
    let incident = found.values().find(|a| a.scope.service() == Some("cart") && a.actual > 50.0).unwrap();
    assert!(at_once.iter().any(|anomaly| anomaly.key == incident.key), "{at_once:?}");
    let hours = (incident.end.ms() - incident.start.ms()) / HOUR_MS;
    assert!((5..=8).contains(&hours), "{incident:?}");
    assert!(last.advance(end).unwrap().is_empty(), "each step once");
    let per_series = batch.memory_bytes() / batch.len();
    assert!(per_series <= 4_096, "{per_series} bytes a watched series with its name");
}

/// An incident from 23 past the hour on, watched by the clock and asked at any minute, in a monitor that forgets minutes.
#[test]
fn what_is_watched_and_what_is_asked_are_one_incident() {
    for (seed, usual, during) in [(4, 8.0, 90.0), (5, 0.5, 30.0), (6, 60.0, 0.0)] {
        let mut rng = crate::stats::Rng::new(seed);
        let begin = 1_800_000_000_000_i64 / HOUR_MS * HOUR_MS;
        let begun = begin + 15 * 24 * HOUR_MS + 23 * MINUTE_MS;
        let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
        let config = AnalysisConfig { depth: crate::analysis::Depth::Quick, ..AnalysisConfig::default() };
        let (mut watched, mut asked) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        let is_it = |anomaly: &AnomalyDetection| {
            let is_up = anomaly.is_rise() == Some(during > usual);
            anomaly.metric == Metric::Errors && is_up && anomaly.end.ms() > begun + HOUR_MS
        };
        let key = |anomaly: AnomalyDetection| (anomaly.key, anomaly.start);
        // Where nothing comes of anything the log stopped arriving, for an analysis: it sees more than errors.
        let log_stopped = |anomaly: &AnomalyDetection| {
            anomaly.metric == Metric::Events && anomaly.scope.is_system() && anomaly.actual == 0.0
        };
        let mut stopped = std::collections::BTreeSet::new();
        for minute in 0..(15 * 24 + 30) * 60 {
            let from = begin + minute * MINUTE_MS;
            let is_on = (begun..begun + 4 * HOUR_MS).contains(&from);
            for _ in 0..rng.poisson(if is_on { during } else { usual } / 60.0) {
                let at = Timestamp::clamped(from + rng.below(MINUTE_MS as usize) as i64);
                monitor.observe(EventRef::new(at, "cart", Severity::High, "T"));
            }
            let now = Timestamp::clamped(from + MINUTE_MS);
            if minute % 60 == 59 {
                watched.extend(monitor.advance(now).unwrap().into_iter().filter(is_it).map(key));
            }
            if from > begun + HOUR_MS && minute % 97 == 0 {
                let analysis = monitor.analyze(now, &config).unwrap();
                let scopes = analysis.services.into_iter().chain([analysis.system]);
                let told: Vec<AnomalyDetection> = scopes.flat_map(|scope| scope.anomalies).collect();
                stopped.extend(told.iter().filter(|one| log_stopped(one)).cloned().map(key));
                asked.extend(told.into_iter().filter(is_it).map(key));
            }
        }
        assert_eq!(watched.len(), 2, "the service and all together: {watched:?}");
        if during == 0.0 {
            // One, whether it goes on or is over, that began with the fall of all errors: and that is told once.
            let [(_, since)] = stopped.iter().collect::<Vec<_>>()[..] else { panic!("{stopped:?}") };
            assert!(watched.iter().all(|(_, start)| start == since), "{watched:?} {stopped:?}");
            let is_of_system = |(key, _): &&(String, Timestamp)| !asked.iter().any(|one| one.0 == *key);
            assert_eq!(watched.iter().filter(is_of_system).count(), 1, "{watched:?} {asked:?}");
            assert!(asked.is_subset(&watched), "{watched:?} {asked:?}");
        } else {
            assert!(stopped.is_empty(), "{stopped:?}");
            assert_eq!(watched, asked, "{usual} {during}");
        }
        for (_, start) in watched {
            assert!((start.ms() - begun).abs() <= 30 * MINUTE_MS, "{usual} {during}: {start}");
        }
    }
}

#[test]
fn named_numbers_are_watched_up_to_the_limit() {
    let config = WatchConfig { max_series: 2, ..WatchConfig::default() };
    let watches = Watches::new(config).unwrap();
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap().with_watches(watches);
    let at = |i: i64| Timestamp::clamped(1_800_000_000_000 + i * 60_000);
    for i in 0..200 {
        let value = 20.0 + (i % 5) as f64;
        assert!(monitor.measure("queue", at(i), value).unwrap().anomalies.is_empty(), "{i}");
    }
    let point = monitor.measure("queue", at(200), 500.0).unwrap();
    assert!(
        point.anomalies[0].ongoing && point.anomalies[0].metric == Metric::Measured("queue".to_owned()),
        "{point:?}"
    );
    assert!(point.upper.unwrap() < 100.0);
    monitor.measure("heap", at(0), 1.0).unwrap();
    let error = monitor.measure("other", at(0), 1.0).unwrap_err().to_string();
    assert!(error.contains("2 series are watched already"), "{error}");
    assert!(monitor.measure("queue", at(200), 1.0).is_err(), "the same step twice");
}

#[test]
fn memory_stays_below_the_stated_bound_however_long_it_runs() {
    let config = RollupConfig { max_services: 2, max_types: 2, max_groups: 2, ..RollupConfig::monitor() };
    let bound = config.memory_bound_bytes().unwrap();
    let monitor = Monitor::new(config).unwrap();
    let mut largest_in_first_half = 0;
    let mut largest = 0;
    // An event every 20 minutes for 12 years, new services, types and messages all the time.
    for i in 0..(12 * 365 * 72_u64) {
        let at = Timestamp::clamped(1_000_000_000_000 + i as i64 * 1_200_000);
        let mut event = event(i);
        event.timestamp = at;
        event.service = format!("service-{}", i % 5_000);
        event.error_type = format!("T{}", i % 3_000);
        event.message = Some(["a", "b"][(i % 2) as usize].repeat((i % 4_000) as usize / 2));
        monitor.observe(event.as_event_ref());
        if i % 1_024 == 0 {
            largest = largest.max(monitor.memory_bytes());
            if i < 6 * 365 * 72 {
                largest_in_first_half = largest;
            }
        }
    }
    assert!(largest < bound, "{largest} bytes, bound {bound}");
    assert!(largest < largest_in_first_half * 11 / 10, "{largest_in_first_half} grew to {largest}");
}

#[test]
fn a_saved_monitor_goes_on_and_damage_is_refused() {
    let monitor = Monitor::new(small()).unwrap();
    (0..2_000).for_each(|i| {
        monitor.observe(event(i).as_event_ref());
    });
    let end = monitor.rollup().last().unwrap();
    monitor.advance(end).unwrap();
    let bytes = monitor.save().unwrap();
    let loaded = Monitor::load(&bytes).unwrap();
    assert!(loaded.rollup() == monitor.rollup());
    assert_eq!(loaded.save().unwrap(), bytes);
    for at in (0..bytes.len()).step_by(bytes.len() / 50) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x20;
        assert!(Monitor::load(&broken).is_err(), "byte {at}");
        assert!(Monitor::load(&bytes[..at]).is_err(), "cut at {at}");
    }
    assert_eq!(Watches::load(&bytes).unwrap_err().code(), "invalid_input", "it holds a monitor");
}

/// Eight events of the year 9999 made everything else forgotten.
#[test]
fn events_ahead_of_their_arrival_forget_nothing() {
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    let now = Timestamp::clamped(1_800_000_000_000);
    let at = |ms: i64| EventRef::new(now.plus_ms(ms), "shop", Severity::High, "T");
    for i in 0..1_440 {
        assert!(monitor.observe_received(at(-i * 60_000), now).is_counted());
    }
    for i in 0..100 {
        let ahead = EventRef { timestamp: Timestamp::MAX.plus_ms(-i), ..at(0) };
        assert_eq!(monitor.observe_received(ahead, now).outcome, crate::rollup::Outcome::Ahead);
    }
    assert!(monitor.observe_received(at(10 * 60_000), now).is_counted(), "ten minutes are a wrong clock");
    let rollup = monitor.rollup();
    assert_eq!((rollup.system().events().total(), rollup.ahead()), (1_441, 100));
}

#[test]
fn a_service_called_system_is_watched_as_one() {
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    let begin = 1_800_000_000_000_i64 / HOUR_MS * HOUR_MS;
    for service in ["system", "shop"] {
        monitor.observe(EventRef::new(Timestamp::clamped(begin + 1), service, Severity::High, "T"));
    }
    monitor.advance(Timestamp::clamped(begin + 3 * HOUR_MS)).unwrap();
    let watches = monitor.watches();
    assert_eq!(watches.len(), 3, "two services, and both together");
    let json = serde_json::to_string(&watches).unwrap();
    let again: Watches = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), json);
    let later = json.replace("\"version\":1", "\"version\":2");
    assert!(serde_json::from_str::<Watches>(&later).unwrap_err().to_string().contains("version 2"));
}

/// A round that was planned for the few arrays of its beginning never came to an end, and nothing was forgotten.
#[test]
fn minutes_become_hours_while_services_come() {
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    for i in 0..300_000_u64 {
        // A hundred services, one after the other, each with an event about every quarter of an hour from then on.
        let at = Timestamp::clamped(START_MS + i as i64 * 8_640);
        let service = format!("s{}", i * 7_919 % (1 + i / 1_000).min(100));
        monitor.observe(EventRef::new(at, &service, Severity::High, ["A", "B", "C"][i as usize % 3]));
    }
    let (held, settled) = (monitor.memory_bytes(), monitor.rollup().memory_bytes());
    assert!(held < 2 * settled, "{held} bytes held, {settled} needed");
}

#[test]
fn long_names_hold_the_memory_bound() {
    let config = RollupConfig { max_services: 4, max_types: 4, max_groups: 4, ..RollupConfig::monitor() };
    let monitor = Monitor::new(config).unwrap();
    let at = Timestamp::clamped(1_800_000_000_000);
    let name = "x".repeat(1_000_000);
    for i in 0..16 {
        let (service, error_type) = (format!("{}{name}", i % 4), format!("{}{name}", i / 4));
        monitor.observe(EventRef::new(at, &service, Severity::High, &error_type));
    }
    assert!(monitor.memory_bytes() < name.len(), "{} bytes", monitor.memory_bytes());
    let rollup = monitor.rollup();
    assert_eq!(rollup.services().map(|(_, service)| service.types().len()).collect::<Vec<_>>(), [4; 4]);
    assert!(rollup.service(&format!("0{name}")).is_some(), "found by its whole name");
}

/// One incident is one key to whoever asks a running monitor every minute, and to what judges step by step.
#[test]
fn one_incident_has_one_key_asked_every_minute_for_six_hours() {
    use crate::analysis::Depth;
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    let begun = 14 * 24 * 60 + 23;
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let at = |minute: i64| Timestamp::clamped(1_699_920_000_000 + minute * crate::time::MINUTE_MS);
    let (mut told, mut judged) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    let (mut n_told, mut rng) = (0, crate::stats::rng::Rng::new(3));
    for minute in 0..begun + 360 {
        let is_bad = (begun..begun + 167).contains(&minute);
        let n = u64::from(rng.uniform() < 0.1) + if is_bad { 2 } else { 0 };
        for _ in 0..n {
            let time = at(minute).plus_ms(17_000);
            monitor.observe(EventRef::new(time, "shop", Severity::High, "PoolExhausted"));
        }
        if minute > begun {
            let now = at(minute + 1);
            let found = monitor.analyze(now, &config).unwrap();
            for anomaly in found.services.iter().flat_map(|service| &service.anomalies) {
                told.insert((anomaly.metric.name(), anomaly.key.clone()));
                n_told += 1;
            }
            let of_shop = monitor.advance(now).unwrap().into_iter();
            let of_shop =
                of_shop.filter(|one| one.scope.service() == Some("shop") && one.is_rise() == Some(true));
            judged.extend(of_shop.map(|one| (one.metric.name(), one.key.clone(), one.start, one.is_rise())));
        }
    }
    assert!(n_told > 300, "{n_told}");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(judged.len(), 1, "{judged:?}");
}

#[test]
fn what_is_learnt_is_renewed_apart_from_analyses() {
    let monitor = Monitor::new(RollupConfig::monitor()).unwrap();
    let at = Timestamp::clamped(START_MS);
    (0..240).for_each(|hour| {
        let event = EventRef::new(at.plus_ms(hour * HOUR_MS), "s", Severity::High, "T");
        monitor.observe(event);
    });
    let now = at.plus_ms(10 * DAY_MS);
    let config = AnalysisConfig::default();
    assert!(monitor.learnt().is_none());
    assert!(monitor.refit(now, &config).unwrap());
    let half_a_day = 12 * HOUR_MS;
    for (later, learns) in [(0, false), (half_a_day, false), (half_a_day + 60_000, true)] {
        assert_eq!(monitor.refit(now.plus_ms(later), &config).unwrap(), learns, "{later}");
    }
    let fitted_at = || monitor.learnt().map(|learnt| learnt.fitted_at());
    let renewed = fitted_at();
    // Learnt as of the whole minute before.
    let asked = now.plus_ms(half_a_day + 60_000);
    assert_eq!(renewed, Some(Timestamp::clamped(asked.ms() - asked.ms().rem_euclid(60_000))));
    // An analysis uses it for a day, whoever learnt it; other settings are learnt anew.
    monitor.analyze(now.plus_ms(DAY_MS), &config).unwrap();
    assert_eq!(fitted_at(), renewed);
    let other = AnalysisConfig { horizons_minutes: vec![60], ..config.clone() };
    assert!(monitor.refit(now.plus_ms(DAY_MS), &other).unwrap());
    let kept = monitor.learnt().unwrap();
    let resumed = Monitor::resume(monitor.rollup()).with_learnt(kept.clone());
    assert_eq!(resumed.learnt(), Some(kept));
    assert!(!resumed.refit(now.plus_ms(DAY_MS), &other).unwrap());
}
