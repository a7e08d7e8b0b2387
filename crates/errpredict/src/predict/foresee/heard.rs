//! From when on a log speaks, and of which minutes of a service.

use crate::rollup::{Rollup, ServiceRollup, usual_span};

use crate::predict::occurrences::{minute, time};
use crate::predict::spans::Spans;

/// A service silent for longer than this, and than ever before, may be gone: nothing is learnt from its silence.
/// As long as a service counts as heard from in the features.
const HEARD_MINUTES: u32 = 720 * 60;

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

/// The minutes from `begin` to `at` in which a service was still heard from.
pub(super) fn heard(service: &ServiceRollup, begin: u32, at: u32) -> Spans {
    let mut longest = HEARD_MINUTES;
    let mut last: Option<u32> = None;
    let mut spans = Vec::new();
    for (end, _) in service.events().range(time(begin), time(at)) {
        let end = minute(end);
        if let Some(last) = last {
            longest = longest.max(end - last);
        }
        spans.push((last.map_or(begin, |last| last), end));
        last = Some(end);
    }
    if let Some(last) = last {
        spans.push((last, last.saturating_add(longest).min(at)));
    }
    Spans::union(spans)
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
    fn a_service_that_fell_silent_for_longer_than_ever_is_not_heard() {
        let rollup = rollup((1_000..2_000).step_by(100));
        let service = rollup.service("s").unwrap();
        let heard = heard(service, 999, 1_000_000);
        assert_eq!(heard.iter().collect::<Vec<_>>(), [(999, 1_900 + HEARD_MINUTES)]);
    }
}
