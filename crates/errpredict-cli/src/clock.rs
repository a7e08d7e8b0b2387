//! Times that a wrong clock wrote: a newest event far beyond the others makes everything look old.

use std::collections::BTreeMap;

use errpredict::Timestamp;
use errpredict::time::{DAY_MS, gap, gap_before};

/// Days remembered; a log that has more spans centuries.
const DAYS_KEPT: usize = 100_000;

/// What is said where the log is taken to end at `at`, though a few events lie far beyond it.
pub(crate) fn beyond(at: Timestamp, last: Timestamp) -> String {
    format!(
        "A few events lie far beyond the others, the newest at {last}: their clock was wrong, or try --at {}. This is as of {at}.",
        last.bucket_end(errpredict::time::MINUTE_MS)
    )
}

/// Where a log seems to begin too early and to end too late.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Gaps {
    /// The oldest event but one, if the oldest lies far before all others.
    pub(crate) after_oldest: Option<Timestamp>,
    /// The newest event but one, if the newest lies far beyond all others.
    pub(crate) before_newest: Option<Timestamp>,
}

/// The newest time of each day, of events in any order.
#[derive(Debug, Default)]
pub(crate) struct Days(BTreeMap<i64, Timestamp>);

impl Days {
    pub(crate) fn note(&mut self, time: Timestamp) {
        let day = time.ms().div_euclid(DAY_MS);
        if let Some(newest) = self.0.get_mut(&day) {
            *newest = time.max(*newest);
        } else if self.0.len() < DAYS_KEPT {
            self.0.insert(day, time);
        }
    }

    /// As [`gap`] and [`gap_before`].
    pub(crate) fn gaps(&self) -> Gaps {
        let times = || self.0.values().copied();
        Gaps { after_oldest: gap_before(times()), before_newest: gap(times()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before_gap(days: &[f64]) -> Option<i64> {
        let mut seen = Days::default();
        // In any order.
        for day in days.iter().rev() {
            seen.note(Timestamp::clamped((day * DAY_MS as f64) as i64));
        }
        seen.gaps().before_newest.map(|time| time.ms() / DAY_MS)
    }

    #[test]
    fn only_a_newest_event_far_beyond_all_others_is_pointed_at() {
        for (days, expected) in [
            (&[][..], None),
            (&[1.0], None),
            (&[1.0, 9.0], Some(1)),
            (&[1.0, 7.9], None),
            (&[1.0, 2.0, 2.5, 400.0], Some(2)),
            // A log of one event every few weeks.
            (&[0.0, 21.0, 35.0, 65.0, 90.0], None),
            // Two of a wrong clock look like a log that was silent for long.
            (&[1.0, 2.0, 400.0, 400.1, 401.2], None),
        ] {
            assert_eq!(before_gap(days), expected, "{days:?}");
        }
    }
}
