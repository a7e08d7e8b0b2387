//! Times that a wrong clock wrote: an oldest event far before all others makes a short history look long, a newest one far
//! beyond them makes everything look old.

use std::borrow::Cow;

use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

use super::Rollup;
use super::service::ServiceRollup;

/// An event so far from all others is looked at.
pub const GAP_MS: i64 = 7 * DAY_MS;
/// And is one of a wrong clock where it lies this many times as far as any two of the others.
const TIMES_LARGEST: i64 = 3;

/// The newest time but one, if the newest of these (oldest first) lies so far after it as none before.
pub fn gap(times: impl IntoIterator<Item = Timestamp>) -> Option<Timestamp> {
    let mut times = times.into_iter();
    let mut last = times.next()?;
    let (mut before, mut gap_ms, mut largest_ms) = (None, 0, 0);
    for time in times {
        largest_ms = largest_ms.max(gap_ms);
        gap_ms = time.ms() - last.ms();
        before = Some(std::mem::replace(&mut last, time));
    }
    before.filter(|_| gap_ms > GAP_MS && gap_ms > TIMES_LARGEST * largest_ms)
}

/// The oldest time but one, if the oldest of these (oldest first) lies so far before it as no others lie apart.
pub fn gap_before(times: impl IntoIterator<Item = Timestamp>) -> Option<Timestamp> {
    let mut times = times.into_iter();
    let (first, second) = (times.next()?, times.next()?);
    let gap_ms = second.ms() - first.ms();
    // Mostly that is all that need be looked at.
    if gap_ms <= GAP_MS {
        return None;
    }
    let (mut last, mut largest_ms) = (times.next()?, 0);
    largest_ms = largest_ms.max(last.ms() - second.ms());
    for time in times {
        largest_ms = largest_ms.max(time.ms() - last.ms());
        last = time;
    }
    (gap_ms > TIMES_LARGEST * largest_ms).then_some(second)
}

impl Rollup {
    /// The end of the minute with which the log begins, if its oldest event of those up to `at` lies so far before all others
    /// that its clock was wrong.
    #[must_use]
    pub fn begins_after_wrong_clock(&self, at: Timestamp) -> Option<Timestamp> {
        gap_before(self.system().events().range(Timestamp::MIN, at).map(|(end, _)| end))
    }

    /// The rollup, of a log whose oldest event has a wrong clock a copy that begins with the next one: the event is counted, but
    /// no service was heard since then. The rollup must be settled.
    pub(crate) fn without_wrong_clock(&self, at: Timestamp) -> Cow<'_, Rollup> {
        let Some(second) = self.begins_after_wrong_clock(at) else { return Cow::Borrowed(self) };
        let mut copy = self.clone();
        copy.each_mut().for_each(|service| service.begin_with(second));
        copy.system.write().begin_with(second);
        Cow::Owned(copy)
    }
}

impl ServiceRollup {
    /// Takes the first minute up to `end` or later for its first; where there is none, nothing is changed.
    fn begin_with(&mut self, end: Timestamp) {
        let before = end.plus_ms(-MINUTE_MS);
        let next = self.events().range(before, Timestamp::MAX).next().map(|(end, _)| end.plus_ms(-MINUTE_MS));
        if let (Some((first, _)), Some(next)) = (&mut self.span, next)
            && *first < before
        {
            *first = next;
        }
        for group in self.groups.values_mut().chain(self.ungraded.values_mut()) {
            let next = group.cells().range(before, Timestamp::MAX).next();
            if let Some((end, _)) = next.filter(|_| group.first < before) {
                group.first = end.plus_ms(-MINUTE_MS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oldest_event_far_before_all_others_is_pointed_at() {
        for (days, expected) in [
            (&[][..], None),
            (&[1, 400], None),
            (&[0, 400, 401, 402], Some(400)),
            (&[0, 21, 35, 65, 90], None),
            // Two of a wrong clock look like a log that was silent for long.
            (&[0, 1, 400, 401], None),
        ] {
            let times = days.iter().map(|day| Timestamp::clamped(day * DAY_MS));
            assert_eq!(
                gap_before(times),
                expected.map(|day: i64| Timestamp::clamped(day * DAY_MS)),
                "{days:?}"
            );
        }
    }
}
