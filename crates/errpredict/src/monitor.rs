//! The same fold in a running process: one event at a time, from many threads, in bounded memory.
//!
//! One lock around one [`Rollup`]: an event holds it for less than a microsecond, and one state is a fraction of the
//! memory of one for each thread. Because a rollup holds only order-free exact state, a snapshot equals to the bit
//! what a batch over the same events in any order holds.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::analysis::{self, Analysis, AnalysisConfig};
use crate::error::Result;
use crate::event::EventRef;
use crate::history::History;
use crate::rollup::{Rollup, RollupConfig};
use crate::time::Timestamp;

/// After so many events the monitor forgets what its retention says; until then they take extra memory.
const COMPACT_EVERY: u32 = 1 << 14;

/// Folds events one at a time, from any number of threads.
///
/// Memory is bounded by the configuration: see [`RollupConfig::memory_bound_bytes`].
///
/// ```
/// use errpredict::{EventRef, Monitor, RollupConfig, Severity};
///
/// let monitor = Monitor::new(RollupConfig::monitor())?;
/// let at = "2026-11-23T07:00:00Z".parse()?;
/// monitor.observe(EventRef::new(at, "checkout", Severity::High, "TimeoutError"));
/// assert_eq!(monitor.rollup().system().errors().total(), 1);
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug)]
pub struct Monitor {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    rollup: Rollup,
    compact_every: u32,
    until_compact: u32,
}

impl Monitor {
    /// A monitor that has seen nothing.
    ///
    /// # Errors
    /// `invalid_setting` for a configuration out of its range.
    pub fn new(config: RollupConfig) -> Result<Self> {
        Ok(Monitor::resume(Rollup::new(config)?))
    }

    /// A monitor that goes on where a rollup, from a saved state or a log, ends.
    #[must_use]
    pub fn resume(rollup: Rollup) -> Self {
        Monitor::compacting_every(COMPACT_EVERY, rollup)
    }

    fn compacting_every(compact_every: u32, rollup: Rollup) -> Self {
        Monitor { state: Mutex::new(State { rollup, compact_every, until_compact: compact_every }) }
    }

    /// Folds one event; late ones and repeated ones count like any other.
    pub fn observe(&self, event: EventRef<'_>) {
        let mut state = self.lock();
        state.rollup.observe(event);
        state.until_compact -= 1;
        if state.until_compact == 0 {
            state.until_compact = state.compact_every;
            state.rollup.compact();
        }
    }

    /// A copy of everything seen so far, settled and ready to be read.
    #[must_use]
    pub fn rollup(&self) -> Rollup {
        let mut state = self.lock();
        state.rollup.settle();
        state.rollup.clone()
    }

    /// Everything found about every service at a time, from what was seen so far.
    ///
    /// Works on a copy, so that observing goes on meanwhile.
    ///
    /// # Errors
    /// Those of [`analyze`](crate::analysis::analyze).
    pub fn analyze(&self, at: Timestamp, config: &AnalysisConfig) -> Result<Analysis> {
        analysis::analyze(&self.rollup(), at, config)
    }

    /// As [`Monitor::analyze`], with what happened before.
    ///
    /// # Errors
    /// Those of [`analyze_with_history`](crate::analysis::analyze_with_history).
    pub fn analyze_with_history(
        &self,
        at: Timestamp,
        config: &AnalysisConfig,
        history: &History,
    ) -> Result<Analysis> {
        analysis::analyze_with_history(&self.rollup(), at, config, history)
    }

    /// Bytes held in memory now, computed from the capacities.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.lock().rollup.memory_bytes()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic in another thread must not stop the fold: counts are whole after every event.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::event::{Event, EventKind, Severity};
    use crate::time::{DAY_MS, HOUR_MS};

    fn event(i: u64) -> Event {
        // A multiplicative hash spreads service, type and time without order.
        let mixed = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let at = Timestamp::clamped(1_700_000_000_000 + (mixed >> 20) as i64 % (200 * DAY_MS));
        let severity = Severity::ALL[(mixed % 5) as usize];
        let mut event =
            Event::new(at, format!("service-{}", mixed % 11), severity, format!("T{}", mixed % 7));
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
        events.iter().for_each(|event| batch.observe(event.as_event_ref()));
        batch.settle();
        for threads in [1, 4] {
            let monitor = Monitor::new(small()).unwrap();
            std::thread::scope(|scope| {
                for part in events.chunks(events.len() / threads) {
                    let monitor = &monitor;
                    scope.spawn(move || part.iter().for_each(|event| monitor.observe(event.as_event_ref())));
                }
            });
            assert!(monitor.rollup() == batch, "{threads} threads");
        }
    }

    const START_MS: i64 = 1_700_000_000_000;

    /// Events of some weeks, most of them in the last two days, more keys than the small caps keep.
    fn any_event() -> impl Strategy<Value = Event> {
        let time = prop_oneof![0..90 * DAY_MS, 88 * DAY_MS..90 * DAY_MS];
        (time, 0..6_u8, 0..5_usize, 0..5_u8, 0..9_u8, any::<u8>()).prop_map(
            |(ms, service, severity, error_type, kind, extra)| {
                let at = Timestamp::clamped(START_MS + ms);
                let mut event =
                    Event::new(at, format!("s{service}"), Severity::ALL[severity], format!("T{error_type}"));
                event.kind = match kind {
                    0 => EventKind::Request,
                    1 => EventKind::Deployment,
                    _ => EventKind::Error,
                };
                event.message =
                    (extra % 3 > 0).then(|| format!("message {}", "x".repeat((extra % 9).into())));
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
            oldest_first.iter().for_each(|event| batch.observe(event.as_event_ref()));
            batch.settle();

            let mut shuffled = events;
            let mut rng = crate::stats::rng::Rng::new(seed);
            rng.shuffle(&mut shuffled);
            let monitor = Monitor::compacting_every(compact_every, Rollup::new(config).unwrap());
            std::thread::scope(|scope| {
                for part in shuffled.chunks(shuffled.len().div_ceil(threads)) {
                    let monitor = &monitor;
                    scope.spawn(move || part.iter().for_each(|event| monitor.observe(event.as_event_ref())));
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
}
