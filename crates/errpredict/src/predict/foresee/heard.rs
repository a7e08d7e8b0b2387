//! From when on a log speaks, and of which minutes of a service.

use crate::rollup::{Rollup, ServiceRollup, usual_span};

use crate::predict::occurrences::{minute, time};
use crate::predict::spans::Spans;

/// Share of a service's time that lies in gaps shorter than a silence of which nothing is known: a service silent for
/// longer may be gone, and nothing is learnt from its silence.
const USUAL_GAPS: f64 = 0.9;
/// Fewer gaps than this tell no such share: the longest counts.
const MIN_GAPS: usize = 10;
/// No silence shorter than a day means anything.
const LEAST_SILENCE: u32 = 1440;

/// The minute before the first event of a log that is no stray, up to `at`.
pub(super) fn log_begin(rollup: &Rollup, at: u32) -> u32 {
    let span = usual_span(rollup.system().events(), time(at));
    span.map_or(at, |(first, _)| minute(first).saturating_sub(1))
}

/// Where the history of a service begins.
pub(super) fn service_begin(service: &ServiceRollup, log_begin: u32, at: u32) -> u32 {
    let first = service.events().range(time(log_begin), time(at)).next();
    first.map_or(at, |(end, _)| minute(end).saturating_sub(1)).max(log_begin)
}

/// The minutes from `begin` to `at` in which a service was still heard from: all up to its last event, and after it as
/// long as it is usual for it to be silent.
pub(super) fn heard(service: &ServiceRollup, begin: u32, at: u32) -> Spans {
    let mut last = begin;
    let mut gaps = Vec::new();
    for (end, _) in service.events().range(time(begin), time(at)) {
        let end = minute(end);
        gaps.push(end - last);
        last = end;
    }
    if gaps.is_empty() {
        return Spans::default();
    }
    let silence = usual_silence(&mut gaps).max(LEAST_SILENCE);
    Spans::union(vec![(begin, last.saturating_add(silence).min(at))])
}

/// The gap up to which so much of the time lies in shorter ones.
fn usual_silence(gaps: &mut [u32]) -> u32 {
    gaps.sort_unstable();
    let total: f64 = gaps.iter().map(|gap| f64::from(*gap)).sum();
    let longest = gaps.last().copied().unwrap_or_default();
    if gaps.len() < MIN_GAPS {
        return longest;
    }
    let mut sum = 0.0;
    let upto = gaps.iter().find(|gap| {
        sum += f64::from(**gap);
        sum >= USUAL_GAPS * total
    });
    upto.copied().unwrap_or(longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;

    fn rollup(minutes: impl Iterator<Item = u32>) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        minutes.for_each(|at| {
            rollup.observe(EventRef::new(time(at), "s", Severity::High, "E"));
        });
        rollup.settle();
        rollup
    }

    #[test]
    fn strays_do_not_begin_a_log() {
        let month = || (29_000_000..29_043_200).step_by(60);
        assert_eq!(log_begin(&rollup(month()), 29_043_200), 28_999_999);
        assert_eq!(log_begin(&rollup(std::iter::once(0).chain(month())), 29_043_200), 28_999_999, "1970");
        let quiet = [29_000_000, 29_040_000].into_iter();
        assert_eq!(log_begin(&rollup(quiet), 29_043_200), 28_999_999, "half of the events are no strays");
    }

    #[test]
    fn a_service_that_fell_silent_for_longer_than_usual_is_not_heard() {
        let rollup = rollup((1_000..2_000).step_by(100).chain([90_000]));
        let heard_of = |at: u32| heard(rollup.service("s").unwrap(), 999, at).iter().collect::<Vec<_>>();
        // Nine gaps, no quantile: the longest so far.
        assert_eq!(heard_of(80_000), [(999, 1_900 + LEAST_SILENCE)]);
        assert_eq!(heard_of(90_500), [(999, 90_500)], "a gap that ended was no end");
        assert_eq!(heard_of(1_000_000), [(999, 90_000 + 88_100)]);
    }
}
