//! Times that a wrong clock wrote: an oldest event far before all others makes a short history look long, a newest one far
//! beyond them makes everything look old.

use std::borrow::Cow;

use crate::time::{MINUTE_MS, Timestamp, gap_before};

use super::Rollup;
use super::service::ServiceRollup;
use super::strays::usual_span;

impl Rollup {
    /// The end of the minute with which the log begins, if its oldest event of those up to `at`, or a few of very many, lie so far
    /// before all others that their clock was wrong.
    #[must_use]
    pub fn begins_after_wrong_clock(&self, at: Timestamp) -> Option<Timestamp> {
        let events = self.system().events();
        let first = events.first_end()?;
        let of_one = gap_before(events.range(Timestamp::MIN, at).map(|(end, _)| end));
        let of_few = || usual_span(events, at).map(|(oldest, _)| oldest).filter(|oldest| *oldest > first);
        of_one.or_else(of_few)
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
