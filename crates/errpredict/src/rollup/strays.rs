//! Events whose clock was wrong: a line of 1970, a line of 2099.
//!
//! A log speaks where its events are. What lies beyond a gap ten times as long as the span of 98 of 100 events, and is one
//! event of a hundred or fewer, was written by a clock that was not set: it is counted, but neither begins nor ends the log.

use crate::time::{DAY_MS, Timestamp};

use super::{Cells, Rollup};

/// A gap so many times as long as the span of the others sets strays apart.
const GAP: i64 = 10;
/// Share of the events on either side that may be strays. By judgement: higher, and a burst after a long silence is a
/// wrong clock; lower, and two such lines of a hundred end the log.
const SHARE: f64 = 0.01;

/// The ends of the first and of the newest bucket up to `until` that hold more than strays; nothing without events.
pub(crate) fn usual_span(events: &Cells, until: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let all = || events.range(Timestamp::MIN, until);
    let most = SHARE * events.between(Timestamp::MIN, until) as f64;
    let enough = |held: &mut u64, count: u64| {
        *held += count;
        *held as f64 > most
    };
    let (mut before, mut after) = (0, 0);
    let (low, _) = all().find(|(_, count)| enough(&mut before, *count))?;
    let (high, _) = all().rev().find(|(_, count)| enough(&mut after, *count))?;
    let gap = GAP.saturating_mul((high.ms() - low.ms()).max(DAY_MS));
    let mut first = low;
    for (end, _) in events.range(Timestamp::MIN, low).rev() {
        if first.ms().saturating_sub(end.ms()) > gap {
            break;
        }
        first = end;
    }
    let mut newest = high;
    for (end, _) in events.range(high, until) {
        if end.ms().saturating_sub(newest.ms()) > gap {
            break;
        }
        newest = end;
    }
    Some((first, newest))
}

impl Rollup {
    /// The end of the oldest minute (or older bucket) with events that are no strays of a wrong clock: where a log that is
    /// read as a whole begins. [`Rollup::first`] is the oldest of all.
    #[must_use]
    pub fn oldest(&self) -> Option<Timestamp> {
        usual_span(self.system().events(), Timestamp::MAX).map(|(oldest, _)| oldest)
    }

    /// The end of the newest minute (or older bucket) with events that are no strays of a wrong clock: where a log that is
    /// read as a whole ends. [`Rollup::last`] is the newest of all.
    #[must_use]
    pub fn newest(&self) -> Option<Timestamp> {
        usual_span(self.system().events(), Timestamp::MAX).map(|(_, newest)| newest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::time::HOUR_MS;

    #[test]
    fn a_wrong_clock_neither_begins_nor_ends_a_log() {
        let month = || (0..720).map(|hour| 1_767_225_600_000 + hour * HOUR_MS);
        let ends = |times: &mut dyn Iterator<Item = i64>| {
            let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
            times.for_each(|ms| {
                rollup.observe(EventRef::new(Timestamp::clamped(ms), "s", Severity::High, "E"));
            });
            rollup.settle();
            assert_eq!(
                rollup.newest(),
                usual_span(rollup.system().events(), Timestamp::MAX).map(|both| both.1)
            );
            usual_span(rollup.system().events(), Timestamp::MAX).map(|(first, last)| (first.ms(), last.ms()))
        };
        let alone = ends(&mut month());
        assert_eq!(alone, Some((1_767_225_600_000, 1_767_225_600_000 + 719 * HOUR_MS)));
        let (old, far) = (0, 4_102_444_800_000);
        for strays in [&[old][..], &[far], &[old, far], &[old, old + 60_000, far, far + 86_400_000]] {
            assert_eq!(ends(&mut month().chain(strays.iter().copied())), alone, "{strays:?}");
        }
        // A tenth of the events is no stray, nor is a week of silence.
        assert_eq!(
            ends(&mut month().chain((0..80).map(|i| far + i * 60_000))).map(|both| both.1),
            Some(far + 79 * 60_000)
        );
        let later = 1_767_225_600_000 + 900 * HOUR_MS;
        assert_eq!(ends(&mut month().chain([later])).map(|both| both.1), Some(later));
        assert_eq!(ends(&mut [old, far].into_iter()), Some((old, far)));
        assert_eq!(ends(&mut std::iter::empty()), None);
    }
}
