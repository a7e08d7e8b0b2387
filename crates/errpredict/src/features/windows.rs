//! Where the windows of the features start.

use crate::clock::Clock;
use crate::time::{MINUTE_MS, Timestamp};

/// Windows of the counts, in hours (the mission's list).
pub const WINDOWS_H: [u32; 7] = [1, 3, 6, 24, 72, 168, 720];

/// Half-lives of the decayed counts, in hours: 1 h to 180 days, each two to six times the one before.
pub const HALF_LIVES_H: [u32; 8] = [1, 6, 24, 72, 168, 720, 2_160, 4_320];

pub(super) const HOUR: u32 = 60;
pub(super) const DAY: u32 = 24 * HOUR;

/// A window longer than this starts on a whole hour, so that counts kept by the hour give the same number.
const WHOLE_HOURS_OVER_H: u32 = 48;
/// A window longer than this starts on a whole day.
const WHOLE_DAYS_OVER_H: u32 = 60 * 24;

/// Number of points in time every series of counts is read at.
pub(super) const N_BOUNDARIES: usize = WINDOWS_H.len() + 2;
/// Where among them the time itself stands; window `i` starts at `WINDOW + i`.
pub(super) const AT: usize = 0;
/// Where among them the first window starts.
pub(super) const WINDOW: usize = 1;
/// Where among them the start of the reference week before the last day stands.
pub(super) const WEEK_BEFORE: usize = N_BOUNDARIES - 1;
/// The last day and the week before it.
const WEEK_BEFORE_H: u32 = 192;

/// A time and the starts of its windows, in minutes since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) at: u32,
    /// The minute that the clock of the set's zone shows, counted as if it were UTC.
    pub(super) local: u32,
    pub(super) boundaries: [u32; N_BOUNDARIES],
}

impl Moment {
    /// The moment of the last whole minute at or before `at`; times before 1970 count as 1970.
    pub(super) fn new(at: Timestamp, clock: &Clock) -> Self {
        let minute = |at: Timestamp| at.ms().div_euclid(MINUTE_MS).clamp(0, i64::from(u32::MAX)) as u32;
        let (at, local) = (minute(at), minute(clock.local(at)));
        let mut boundaries = [at; N_BOUNDARIES];
        for (i, hours) in WINDOWS_H.iter().enumerate() {
            boundaries[WINDOW + i] = start(at, *hours);
        }
        boundaries[WEEK_BEFORE] = start(at, WEEK_BEFORE_H);
        Moment { at, local, boundaries }
    }

    /// The start of the window of the last `hours` hours.
    pub(super) fn start(&self, hours: u32) -> u32 {
        start(self.at, hours)
    }
}

/// The start of the window of `hours` hours up to `at`, on a whole hour or day where it is long.
pub(super) fn start(at: u32, hours: u32) -> u32 {
    let start = at.saturating_sub(hours * HOUR);
    start - start % granularity(hours)
}

/// Minutes on whose multiples a window of `hours` hours starts.
pub(super) fn granularity(hours: u32) -> u32 {
    if hours > WHOLE_DAYS_OVER_H {
        DAY
    } else if hours > WHOLE_HOURS_OVER_H {
        HOUR
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_windows_start_on_whole_hours_and_days() {
        let at = 100 * DAY + 5 * HOUR + 17;
        for (hours, expected) in [
            (1, at - 60),
            (48, at - 2 * DAY),
            (72, at - 3 * DAY - 17),
            (720, at - 30 * DAY - 17),
            (1_440, at - 60 * DAY - 17),
            (1_441, at - at % DAY - 60 * DAY),
        ] {
            assert_eq!(start(at, hours), expected, "{hours}");
        }
        assert_eq!(start(30, 1), 0, "held at 1970");
    }
}
