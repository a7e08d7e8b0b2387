//! When the things that are foreseen came, and from which minutes they lay ahead.
//!
//! An event of severity critical comes in its minute. A burst comes when a window of half an hour holds as many events as
//! the [`BurstRule`] asks for, all of them ahead. Whatever comes within a horizon comes within every longer one, because
//! the rule does not depend on the horizon: no probability here can fall when the horizon grows.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::spans::Spans;
use super::target::{BurstRule, Target};
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

/// Share of the response times before the last day that were no slower than the limit of a slow request, as `analyze`
/// judges them. By judgement: the same as there (`analysis/slow.rs`).
const NOT_SLOW: f64 = 0.99;
/// Fewer response times before the last day tell no such limit, as in `analyze`.
const RESPONSES_FOR_LIMIT: u64 = 1_000;

/// Minutes with trouble that make it one that keeps coming. By judgement: two are a coincidence.
const AGAIN_MINUTES: usize = 3;
/// Minutes within which they lie: the shortest horizon.
pub(super) const AGAIN_WITHIN: u32 = 30;
/// Minutes without any after which it no longer keeps coming. By judgement: a third of that time.
const AGAIN_PAUSE: u32 = 10;

/// When one kind of trouble came to one service, or to any of all services.
///
/// Trouble of place `i` lay ahead of every minute up to `starts[i]` and had come at `ends[i]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Occurrences {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

/// Minutes since 1970 of a time, held at 1970.
pub(super) fn minute(time: Timestamp) -> u32 {
    u32::try_from(time.ms().div_euclid(MINUTE_MS).max(0)).unwrap_or(u32::MAX)
}

pub(super) fn time(minute: u32) -> Timestamp {
    Timestamp::clamped(i64::from(minute) * MINUTE_MS)
}

impl Occurrences {
    /// Every minute at which the last `window_minutes` held at least `at_least`.
    pub(super) fn bursts(
        cells: impl Iterator<Item = (u32, u64)>,
        at_least: u64,
        window_minutes: u32,
    ) -> Self {
        let mut found = Occurrences::default();
        let mut window: VecDeque<(u32, u64)> = VecDeque::new();
        let mut sum = 0;
        for (end, count) in cells {
            window.push_back((end, count));
            sum += count;
            // What is too old leaves, and what is not needed: what is left lay ahead the longest.
            while let Some((first, leaving)) = window.front().copied()
                && (first.saturating_add(window_minutes) <= end || sum - leaving >= at_least)
            {
                window.pop_front();
                sum -= leaving;
            }
            if sum >= at_least
                && let Some((first, _)) = window.front()
            {
                found.starts.push(first.saturating_sub(1));
                found.ends.push(end);
            }
        }
        found
    }

    /// Of any of them.
    pub(super) fn of_any<'a>(parts: impl Iterator<Item = &'a Occurrences>) -> Self {
        let mut all: Vec<(u32, u32)> = parts.flat_map(Occurrences::iter).collect();
        all.sort_unstable();
        all.dedup();
        let (starts, ends) = all.into_iter().unzip();
        Occurrences { starts, ends }
    }

    fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.starts.iter().copied().zip(self.ends.iter().copied())
    }

    /// The minutes within whose next `horizon` minutes it came.
    pub(super) fn ahead(&self, horizon: u32) -> Spans {
        let mut spans: Vec<(u32, u32)> =
            self.iter().map(|(start, end)| (end.saturating_sub(horizon), start + 1)).collect();
        spans.sort_unstable();
        Spans::union(spans)
    }

    /// The minutes at which it had come within the last `minutes`.
    pub(super) fn since(&self, minutes: u32) -> Spans {
        let mut spans: Vec<(u32, u32)> =
            self.ends.iter().map(|end| (*end, end.saturating_add(minutes))).collect();
        spans.sort_unstable();
        Spans::union(spans)
    }

    /// The minutes at which it keeps coming: it came in three minutes of the last half hour, and in one of the last ten.
    pub(super) fn again(&self) -> Spans {
        let mut ends = self.ends.clone();
        ends.sort_unstable();
        ends.dedup();
        let spans = ends.windows(AGAIN_MINUTES).map(|came| {
            let (first, last) = (came[0], came[AGAIN_MINUTES - 1]);
            (last, last.saturating_add(AGAIN_PAUSE).min(first.saturating_add(AGAIN_WITHIN)))
        });
        Spans::union(spans)
    }
}

/// What is counted of a service, and from how many on it is what is foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetLimit {
    /// Events within the window of a burst; 1 where the first event is enough.
    pub at_least: u64,
    /// That window, in minutes.
    pub window_minutes: u32,
    /// Response time from which a request is slow, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub slow_ms: Option<f64>,
}

impl TargetLimit {
    /// The first event.
    pub const FIRST: TargetLimit = TargetLimit { at_least: 1, window_minutes: 1, slow_ms: None };

    /// What counts for a service with that history, (`from`, `at`]; nothing where it cannot come or be told.
    #[must_use]
    pub fn of(
        target: Target,
        rule: &BurstRule,
        service: &ServiceRollup,
        from: Timestamp,
        at: Timestamp,
    ) -> Option<TargetLimit> {
        let has_requests = || service.statuses().between(from, at) > 0;
        match target {
            Target::Critical => Some(TargetLimit::FIRST),
            Target::Burst => Some(TargetLimit::of_mean(rule, rule.mean(service.errors(), from, at))),
            Target::FailedRequests => has_requests()
                .then(|| TargetLimit::of_mean(rule, rule.mean(service.server_errors(), from, at))),
            Target::SlowRequests => {
                let before = at.plus_ms(-DAY_MS).max(from);
                if service.latency_count().between(from, before) < RESPONSES_FOR_LIMIT {
                    return None;
                }
                let slow_ms = service.latency().between(from, before).quantile_ms(NOT_SLOW)?;
                let slow = slow_cells(service, slow_ms, from, at).map(|(_, count)| count).sum::<u64>();
                Some(TargetLimit {
                    slow_ms: Some(slow_ms),
                    ..TargetLimit::of_mean(rule, rule.mean_of(slow, from, at))
                })
            }
        }
    }

    /// A burst where `mean` events come in its window on average.
    pub(super) fn of_mean(rule: &BurstRule, mean: f64) -> TargetLimit {
        TargetLimit { at_least: rule.threshold(mean), window_minutes: rule.window_minutes, slow_ms: None }
    }

    /// What counts in (`from`, `at`], by minute.
    pub(super) fn counted<'a>(
        self,
        target: Target,
        service: &'a ServiceRollup,
        from: Timestamp,
        at: Timestamp,
    ) -> impl Iterator<Item = (Timestamp, u64)> + 'a {
        let slow = self.slow_ms.filter(|_| target == Target::SlowRequests);
        let slow = slow.map(|slow_ms| slow_cells(service, slow_ms, from, at));
        target.cells(service).range(from, at).chain(slow.into_iter().flatten())
    }

    /// When it came in (`from`, `at`].
    pub(super) fn occurrences(
        &self,
        target: Target,
        service: &ServiceRollup,
        from: Timestamp,
        at: Timestamp,
    ) -> Occurrences {
        let counted = self.counted(target, service, from, at).map(|(end, count)| (minute(end), count));
        Occurrences::bursts(counted, self.at_least, self.window_minutes)
    }

    /// When it first came among those events, none of which lies outside the time looked at.
    pub(super) fn first_in(&self, events: impl Iterator<Item = (Timestamp, u64)>) -> Option<Timestamp> {
        self.all_in(events).next()
    }

    /// When it last came among them.
    pub(super) fn last_in(&self, events: impl Iterator<Item = (Timestamp, u64)>) -> Option<Timestamp> {
        self.all_in(events).last()
    }

    /// Every minute at which it had come among those events.
    fn all_in(&self, events: impl Iterator<Item = (Timestamp, u64)>) -> impl Iterator<Item = Timestamp> {
        let TargetLimit { at_least, window_minutes, .. } = *self;
        let window_ms = i64::from(window_minutes) * MINUTE_MS;
        let mut window: VecDeque<(Timestamp, u64)> = VecDeque::new();
        let mut sum = 0;
        events.filter_map(move |(end, count)| {
            window.push_back((end, count));
            sum += count;
            while let Some((first, leaving)) = window.front().copied()
                && first.plus_ms(window_ms) <= end
            {
                window.pop_front();
                sum -= leaving;
            }
            (sum >= at_least).then_some(end)
        })
    }
}

/// Slow requests by window of response times that is over at `at`.
fn slow_cells(
    service: &ServiceRollup,
    slow_ms: f64,
    from: Timestamp,
    at: Timestamp,
) -> impl Iterator<Item = (Timestamp, u64)> + '_ {
    let windows = service.latency().range(from, at);
    windows.map(move |(end, window)| (end, window.count_above_ms(slow_ms))).filter(|(_, count)| *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    const BURST_MINUTES: u32 = 30;

    #[test]
    fn bursts_are_where_counting_says() {
        let mut rng = Rng::new(11);
        for at_least in [1, 2, 5] {
            let cells: Vec<(u32, u64)> = (100..900)
                .filter_map(
                    |end| if rng.uniform() < 0.05 { Some((end, 1 + rng.below(2) as u64)) } else { None },
                )
                .collect();
            let found = Occurrences::bursts(cells.iter().copied(), at_least, BURST_MINUTES);
            let count = |after: u32, up_to: u32| -> u64 {
                cells.iter().filter(|(end, _)| *end > after && *end <= up_to).map(|(_, count)| count).sum()
            };
            for horizon in [30, 120] {
                let ahead = found.ahead(horizon);
                for at in 150..700 {
                    // From the definition: some half hour that begins at or after `at` and ends within the horizon.
                    let came = (at + 1..=at + horizon)
                        .any(|end| count(at.max(end.saturating_sub(BURST_MINUTES)), end) >= at_least);
                    assert_eq!(ahead.contains(at), came, "{at_least} {horizon} {at}");
                }
            }
        }
    }

    #[test]
    fn it_keeps_coming_until_it_pauses() {
        for (minutes, spans) in [
            (&[100, 101][..], &[][..]),
            (&[100, 101, 102], &[(102, 112)]),
            (&[100, 115, 128], &[(128, 130)]),
            (&[100, 115, 130], &[]),
            (&[100, 104, 108, 112, 170], &[(108, 122)]),
        ] {
            let cells = minutes.iter().map(|minute| (*minute, 1));
            let found = Occurrences::bursts(cells, 1, 1).again();
            assert_eq!(found.iter().collect::<Vec<_>>(), spans, "{minutes:?}");
        }
    }

    #[test]
    fn what_comes_within_a_horizon_comes_within_longer_ones() {
        let cells = [(100, 3), (110, 4), (400, 9)];
        let found = Occurrences::bursts(cells.into_iter(), 5, BURST_MINUTES);
        assert!(found.ahead(30).without(&found.ahead(120)).length() == 0);
        assert_eq!(found.since(60).iter().collect::<Vec<_>>(), [(110, 170), (400, 460)]);
    }
}
