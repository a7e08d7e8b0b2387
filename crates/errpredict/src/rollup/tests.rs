//! The order of events, and how they are cut into parts, never shows.

use proptest::prelude::*;

use super::*;
use crate::event::{Event, EventKind, Severity};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

/// Events over some months in a few services, more keys than the small caps keep.
pub(super) fn any_event() -> impl Strategy<Value = Event> {
    let span = 0_i64..120 * DAY_MS;
    let time = prop_oneof![span.clone(), span.prop_map(|ms| ms / HOUR_MS * HOUR_MS)];
    // The sixth severity is none.
    (time, 0..6_u8, 0..6_usize, 0..6_u8, 0..5_u8, 0..8_u8, any::<u8>()).prop_map(
        |(ms, service, severity, error_type, kind, message, extra)| {
            let at = Timestamp::clamped(1_700_000_000_000 + ms);
            let mut event = Event::new(
                at,
                format!("service-{service}"),
                Severity::ALL.get(severity).copied(),
                format!("Type{error_type}"),
            );
            event.kind = match kind {
                0 => EventKind::Request,
                1 => EventKind::Deployment,
                _ => EventKind::Error,
            };
            event.message = (message > 0).then(|| format!("message {}", "x".repeat(message.into())));
            event.status_code = (extra % 3 == 0).then_some(400 + u16::from(extra));
            event.response_time_ms = (extra % 2 == 0).then_some(f64::from(extra) * 7.3);
            event.user_id = (extra % 5 > 0).then(|| extra.to_string());
            event.endpoint = (extra % 7 > 0).then(|| (extra % 16).to_string());
            event.release = (extra % 4 == 0).then(|| extra.to_string());
            event
        },
    )
}

pub(super) fn configs() -> [RollupConfig; 2] {
    let small = RollupConfig {
        minutes_kept_for_h: Some(48),
        hours_kept_for_h: Some(1_440),
        days_kept_for_h: Some(2_160),
        witnesses: 3,
        max_services: 3,
        max_types: 2,
        max_groups: 4,
        max_sample_bytes: 10,
        max_name_bytes: 32,
        max_ahead_minutes: None,
    };
    [RollupConfig::default(), small]
}

pub(super) fn roll(config: &RollupConfig, events: &[Event], settle_every: usize) -> Rollup {
    let mut rollup = Rollup::new(config.clone()).unwrap();
    for (i, event) in events.iter().enumerate() {
        rollup.observe(event.as_event_ref());
        if i % settle_every == settle_every - 1 {
            rollup.settle();
        }
    }
    rollup.settle();
    rollup
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn order_and_settling_never_show(
        events in prop::collection::vec(any_event(), 0..400),
        shuffled_by in any::<u64>(),
        settle_every in 1_usize..100,
    ) {
        for config in configs() {
            let once = roll(&config, &events, usize::MAX);
            let mut shuffled = events.clone();
            shuffled.sort_by_key(|event| hash(&format!("{shuffled_by} {event:?}")));
            prop_assert!(roll(&config, &shuffled, settle_every) == once);
            let mut newest_first = events.clone();
            newest_first.sort_by_key(|event| std::cmp::Reverse(event.timestamp));
            prop_assert!(roll(&config, &newest_first, settle_every) == once);
        }
    }

    #[test]
    fn merging_parts_equals_rolling_up_the_whole(
        events in prop::collection::vec(any_event(), 0..400),
        parts in 1_usize..7,
        settle_every in 1_usize..100,
    ) {
        for config in configs() {
            let whole = roll(&config, &events, usize::MAX);
            let part = |i: usize| {
                let events: Vec<_> = events.iter().skip(i).step_by(parts).cloned().collect();
                roll(&config, &events, settle_every)
            };
            let merged = |order: &mut dyn Iterator<Item = usize>| {
                let mut all = Rollup::new(config.clone()).unwrap();
                order.for_each(|i| all.merge(part(i)).unwrap());
                all.settle();
                all
            };
            prop_assert!(merged(&mut (0..parts)) == whole);
            prop_assert!(merged(&mut (0..parts).rev()) == whole);
            // Associative: the second half merged on its own first.
            let mut left = merged(&mut (0..parts / 2));
            left.merge(merged(&mut (parts / 2..parts))).unwrap();
            left.settle();
            prop_assert!(left == whole);
        }
    }
}

/// Invariant 5: five years of 190 mostly silent services are their events, not 526 million minutes.
#[test]
fn empty_time_costs_nothing() {
    let fold = |days_between: i64| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for service in 0..190 {
            for i in 0..20_i64 {
                let at =
                    Timestamp::clamped(1_600_000_000_000 + (i * days_between * 1_440 + service) * MINUTE_MS);
                rollup.observe(EventRef::new(at, &format!("s{service}"), Severity::High, "T"));
            }
        }
        rollup.settle();
        let cells: usize = rollup.services().map(|(_, service)| service.events().len()).sum();
        (cells, rollup.memory_bytes())
    };
    let (spread, dense) = (fold(90), fold(1));
    assert_eq!(spread.0, 190 * 20);
    // The users' and endpoints' windows and the cells are by what is in them; spread over 90 times the time they
    // take what they took.
    assert_eq!(spread, dense);
}

#[test]
fn counts_and_windows_of_a_small_log() {
    let at = |minutes: i64| Timestamp::clamped(1_700_000_040_000 + minutes * MINUTE_MS);
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for (minute, severity) in
        [(5, Severity::High), (0, Severity::Info), (5, Severity::Critical), (3, Severity::Medium)]
    {
        rollup.observe(EventRef::new(at(minute), "a", severity, "T"));
    }
    rollup.settle();
    let service = rollup.service("a").unwrap();
    assert_eq!(service.events().iter().collect::<Vec<_>>(), [(at(0), 1), (at(3), 1), (at(5), 2)]);
    assert_eq!(service.errors().total(), 3);
    assert_eq!(service.errors().between(at(3), at(5)), 2, "closed on the right, open on the left");
    assert_eq!(service.errors().last_at(at(4)), Some(at(3)));
    assert_eq!(service.events().series(at(-1), at(5), 2 * MINUTE_MS).values, [1.0, 1.0, 2.0]);
    assert_eq!(service.types().map(|(name, cells)| (name, cells.total())).collect::<Vec<_>>(), [("T", 4)]);
    assert_eq!(rollup.service("b").map(|_| ()), None);
    assert_eq!(rollup.system().events(), service.events());
}

/// Counts up to a time are what they would be had nothing happened after it.
#[test]
fn the_past_does_not_depend_on_the_future() {
    let at = Timestamp::clamped(1_700_000_040_000 + 10 * DAY_MS);
    let past = |i: i64| Timestamp::clamped(at.ms() - i * 1_234_567);
    let event = |at, i: i64| {
        let mut event = Event::new(at, "a", Severity::ALL[i as usize % 5], format!("T{}", i % 3));
        event.message = Some(format!("broken {}", "y".repeat(i as usize % 3)));
        event.response_time_ms = Some(i as f64);
        event.user_id = Some(i.to_string());
        event
    };
    let views = [0, 1, 2].map(|future| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        (0..600).for_each(|i| {
            rollup.observe(event(past(i), i).as_event_ref());
        });
        // The future differs in place, amount and kind; it begins in the first millisecond after `at`.
        (0..300 * future).for_each(|i| {
            rollup.observe(event(at.plus_ms(1 + i * (97_531 + future)), i + future).as_event_ref());
        });
        rollup.settle();
        let service = rollup.service("a").unwrap();
        let window = |hours: i64| at.plus_ms(-hours * HOUR_MS);
        let counts: Vec<Vec<u64>> = [1, 3, 24, 168]
            .map(|hours| service.plain.each_ref().map(|cells| cells.between(window(hours), at)).to_vec())
            .to_vec();
        let types: Vec<_> =
            service.types().map(|(name, cells)| (name.to_owned(), cells.between(window(24), at))).collect();
        let groups: Vec<_> =
            service.groups().map(|(id, group)| (id, group.cells().between(window(24), at))).collect();
        let latency = service.latency().between(window(24), at);
        let users = service.users().between(window(24), at).estimate().to_bits();
        (counts, types, groups, latency, users, service.events().last_at(at))
    });
    assert_eq!(views[1], views[0]);
    assert_eq!(views[2], views[0]);
    assert_eq!(views[0].5, Some(at), "events at the time itself count");
}

/// Five years of 190 mostly silent services: as many cells as events at most, and memory to match.
#[test]
fn silence_costs_nothing() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let (events, span) = (67_000_i64, 5 * 365 * DAY_MS);
    for i in 0..events {
        let at = Timestamp::clamped(1_600_000_000_000 + span / events * i);
        let service = format!("web-{}", i * 7_919 % 190);
        let mut event = Event::new(at, service, Severity::Critical, "down");
        event.response_time_ms = Some(100.0);
        rollup.observe(event.as_event_ref());
    }
    rollup.settle();
    let cells: usize = rollup.services().map(|(_, service)| service.events().len()).sum();
    assert_eq!(cells as i64, events, "one an event: they lie further apart than a minute");
    assert_eq!(rollup.system().events().len() as i64, events);
    let dense = 190 * 5 * 365 * 24 * 60 * size_of::<u64>();
    let bytes = rollup.memory_bytes();
    assert!(bytes < 1_200 * events as usize && bytes < dense / 8, "{bytes} bytes");
}

#[test]
fn events_before_1970_are_counted_apart() {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    rollup.observe(EventRef::new(Timestamp::MIN, "a", Severity::High, "T"));
    rollup.observe(EventRef::new(Timestamp::MAX, "a", Severity::High, "T"));
    rollup.observe(EventRef::new(Timestamp::default(), "a", Severity::High, "T"));
    rollup.settle();
    assert_eq!((rollup.before_1970(), rollup.observed()), (1, 2));
    let ends: Vec<_> = rollup.system().errors().iter().map(|(end, _)| end).collect();
    assert_eq!(ends, [Timestamp::default(), Timestamp::MAX]);
}

/// A few events with a clock in the year 2106 make nobody forget the present.
#[test]
fn fewer_events_than_witnesses_forget_nothing() {
    let config = RollupConfig { witnesses: 3, ..RollupConfig::monitor() };
    let mut rollup = Rollup::new(config).unwrap();
    let now = Timestamp::clamped(1_700_000_040_000);
    let future = now.plus_ms(80 * 365 * DAY_MS);
    for i in 0..100 {
        rollup.observe(EventRef::new(now.plus_ms(-i * MINUTE_MS), "a", Severity::High, "T"));
    }
    (0..2).for_each(|i| {
        rollup.observe(EventRef::new(future.plus_ms(i), "a", Severity::High, "T"));
    });
    rollup.settle();
    assert_eq!(rollup.system().events().len(), 102);
    rollup.observe(EventRef::new(future.plus_ms(3), "a", Severity::High, "T"));
    rollup.settle();
    assert_eq!(rollup.system().events().total(), 3);
    assert_eq!(rollup.observed(), 103);
}

#[test]
fn a_minute_in_which_nothing_adds_up_to_anything_has_no_bucket() {
    let at = Timestamp::clamped(1_700_000_000_000);
    let mut event = Event::new(at, "shop", Severity::High, "T");
    event.response_time_ms = Some(0.0);
    let rollup = roll(&RollupConfig::default(), &[event], usize::MAX);
    let service = rollup.service("shop").unwrap();
    assert_eq!((service.latency_count().total(), service.latency_sum_us().len()), (1, 0));
}

#[test]
fn a_line_without_a_level_is_counted_and_grouped_and_never_an_error() {
    let at = Timestamp::clamped(1_700_000_000_000);
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    let line = EventRef { message: Some("disk 7 is full"), ..EventRef::new(at, "shop", None, "") };
    let seen = rollup.observe(line);
    assert_eq!(seen.fingerprint, Some(crate::fingerprint::fingerprint(&line)));
    rollup.observe(EventRef { severity: Some(Severity::High), ..line });
    assert_eq!(rollup.observe(EventRef { severity: Some(Severity::Info), ..line }).fingerprint, None);
    assert!(!rollup.observe(EventRef { timestamp: Timestamp::clamped(-1), ..line }).is_counted());
    rollup.settle();
    let service = rollup.service("shop").unwrap();
    let totals = [service.events(), service.errors(), service.ungraded()].map(Cells::total);
    assert_eq!(totals, [3, 1, 1]);
    let groups: Vec<_> = service.ungraded_groups().map(|(id, group)| (id, group.sample())).collect();
    assert_eq!(groups, [(seen.fingerprint.unwrap(), "disk 7 is full")]);
    assert_eq!(service.groups().next().unwrap().1.cells().total(), 1, "the error alone");
    assert_eq!(rollup.now(), Some(Timestamp::clamped(1_700_000_040_000)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Snapshots taken at any moment, while arrays are closed at any moment: each is a batch over the events before it.
    #[test]
    fn snapshots_are_batches(
        events in prop::collection::vec(any_event(), 1..300),
        snapshot_every in 1_usize..80,
        close_every in 1_u32..40,
        resumed_after in 0_usize..150,
    ) {
        for config in configs() {
            let mut live = roll(&config, &events[..resumed_after.min(events.len())], usize::MAX);
            live.close();
            let mut sweep = Sweep::every(close_every);
            let mut snapshots = Vec::new();
            for (i, event) in events.iter().enumerate().skip(resumed_after) {
                live.observe(event.as_event_ref());
                live.sweep(&mut sweep);
                if i % snapshot_every == 0 {
                    snapshots.push((i + 1, live.snapshot()));
                }
            }
            let n = events.len().max(resumed_after.min(events.len()));
            snapshots.push((n, live.snapshot()));
            // One is kept while another, taken later, is settled.
            for (n, mut snapshot) in snapshots.into_iter().rev() {
                let batch = roll(&config, &events[..n], usize::MAX);
                let errors: Vec<Cells> = snapshot.errors_now().map(|now| now.errors()).collect();
                snapshot.settle();
                prop_assert!(snapshot == batch);
                let services = batch.services().map(|(_, service)| service);
                let settled: Vec<&Cells> =
                    std::iter::once(batch.system()).chain(services).map(ServiceRollup::errors).collect();
                prop_assert!(errors.iter().eq(settled));
            }
        }
    }
}
