//! When the things that are foreseen came, and from which minutes they lay ahead.
//!
//! An event of severity critical comes in its minute. A burst is at least K events within half an hour, where K is
//! what a steady rate as high as the service's own reaches once in a thousand half hours
//! ([`History::burst_threshold`]); the same rule counts errors, failed requests and slow requests. Whatever comes
//! within a horizon comes within every longer one, because the rule does not depend on the horizon: that is why no
//! probability here can fall when the horizon grows.

use crate::event::Severity;
use crate::predict::occurrence::History;
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

use super::spans::Spans;

/// Share of the response times before the last day that were no slower than the limit of a slow request, as
/// `analyze` judges them.
const NOT_SLOW: f64 = 0.99;
/// Fewer response times before the last day tell no such limit, as in `analyze`.
const RESPONSES_FOR_LIMIT: u64 = 1_000;
/// Minutes within which the events of a burst come: the shortest horizon of the specification (4.5).
pub(super) const BURST_MINUTES: u32 = 30;

/// What is foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// An event of severity critical.
    Critical,
    /// A burst of errors.
    Burst,
    /// A burst of failed requests (status 500 to 599).
    FailedRequests,
    /// A burst of slow requests.
    SlowRequests,
}

impl Trouble {
    /// All of them, in the order in which they are told.
    pub const ALL: [Trouble; 4] =
        [Trouble::Critical, Trouble::Burst, Trouble::FailedRequests, Trouble::SlowRequests];
}

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
    /// Every minute of (`from`, `at`] that holds one.
    pub(super) fn every(cells: &Cells, from: u32, at: u32) -> Self {
        let ends: Vec<u32> = cells.range(time(from), time(at)).map(|(end, _)| minute(end)).collect();
        Occurrences { starts: ends.iter().map(|end| end.saturating_sub(1)).collect(), ends }
    }

    /// Every minute at which the last half hour held at least `at_least`.
    pub(super) fn bursts(cells: impl Iterator<Item = (u32, u64)>, at_least: u64) -> Self {
        let mut found = Occurrences::default();
        let mut window: std::collections::VecDeque<(u32, u64)> = std::collections::VecDeque::new();
        let mut sum = 0;
        for (end, count) in cells {
            window.push_back((end, count));
            sum += count;
            // What is too old leaves, and what is not needed: what is left lay ahead the longest.
            while let Some((first, leaving)) = window.front().copied()
                && (first.saturating_add(BURST_MINUTES) <= end || sum - leaving >= at_least)
            {
                window.pop_front();
                sum -= leaving;
            }
            if sum >= at_least && let Some((first, _)) = window.front() {
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
}

/// What is counted of a service, and from how many in half an hour on it is trouble.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Limit {
    /// Events within half an hour.
    pub(super) at_least: u64,
    /// Response time from which a request is slow, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) slow_ms: Option<f64>,
}

impl Limit {
    /// What is trouble of that kind for a service with that history; nothing where it cannot come or be told.
    pub(super) fn of(trouble: Trouble, service: &ServiceRollup, from: u32, at: u32) -> Option<Limit> {
        let of_cells = |cells: &Cells| {
            let history = History { cells, from: time(from), at: time(at) };
            Limit { at_least: history.burst_threshold(BURST_MINUTES), slow_ms: None }
        };
        let has_requests = service.statuses().between(time(from), time(at)) > 0;
        match trouble {
            Trouble::Critical => Some(Limit { at_least: 1, slow_ms: None }),
            Trouble::Burst => Some(of_cells(service.errors())),
            Trouble::FailedRequests => has_requests.then(|| of_cells(service.server_errors())),
            Trouble::SlowRequests => {
                let before = time(at).plus_ms(-DAY_MS).max(time(from));
                if !has_requests || service.latency_count().between(time(from), before) < RESPONSES_FOR_LIMIT {
                    return None;
                }
                let slow_ms = service.latency().between(time(from), before).quantile_ms(NOT_SLOW)?;
                let mean = slow_cells(service, slow_ms, from, at).map(|(_, count)| count).sum::<u64>() as f64
                    * f64::from(BURST_MINUTES)
                    / f64::from(at.saturating_sub(from).max(1));
                Some(Limit { at_least: crate::predict::occurrence::rare_count(mean), slow_ms: Some(slow_ms) })
            }
        }
    }

    /// When it came in (`from`, `at`].
    pub(super) fn occurrences(&self, trouble: Trouble, service: &ServiceRollup, from: u32, at: u32) -> Occurrences {
        let cells = |cells: &Cells| {
            let range = cells.range(time(from), time(at)).map(|(end, count)| (minute(end), count));
            Occurrences::bursts(range, self.at_least)
        };
        match trouble {
            Trouble::Critical => Occurrences::every(service.severity(Severity::Critical), from, at),
            Trouble::Burst => cells(service.errors()),
            Trouble::FailedRequests => cells(service.server_errors()),
            Trouble::SlowRequests => match self.slow_ms {
                Some(slow_ms) => Occurrences::bursts(slow_cells(service, slow_ms, from, at), self.at_least),
                None => Occurrences::default(),
            },
        }
    }
}

/// Slow requests by window of response times that is over at `at`.
fn slow_cells(
    service: &ServiceRollup,
    slow_ms: f64,
    from: u32,
    at: u32,
) -> impl Iterator<Item = (u32, u64)> + '_ {
    let windows = service.latency().range(time(from), time(at));
    windows.map(move |(end, window)| (minute(end), window.count_above_ms(slow_ms))).filter(|(_, count)| *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    #[test]
    fn bursts_are_where_counting_says() {
        let mut rng = Rng::new(11);
        for at_least in [1, 2, 5] {
            let cells: Vec<(u32, u64)> = (100..900)
                .filter_map(|end| (rng.uniform() < 0.05).then(|| (end, 1 + rng.below(2) as u64)))
                .collect();
            let found = Occurrences::bursts(cells.iter().copied(), at_least);
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
    fn what_comes_within_a_horizon_comes_within_longer_ones() {
        let cells = [(100, 3), (110, 4), (400, 9)];
        let found = Occurrences::bursts(cells.into_iter(), 5);
        assert!(found.ahead(30).without(&found.ahead(120)).length() == 0);
        assert_eq!(found.since(60).iter().collect::<Vec<_>>(), [(110, 170), (400, 460)]);
    }
}
