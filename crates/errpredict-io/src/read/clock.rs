//! Times that name no day.

use errpredict::time::{DAY_MS, HOUR_MS};

use super::line_head::Head;

/// Whether midnight lies between two times of one clock, in milliseconds: it went back by more than lines out of order do.
pub(crate) fn is_next_day(before: i64, now: i64) -> bool {
    now < before - 6 * HOUR_MS
}

/// Times without a day, of which the day is counted.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    last: i64,
    days: i64,
}

impl Clock {
    /// The head with its day.
    pub(crate) fn placed(&mut self, head: Head) -> Head {
        let Ok(time) = head.time else { return head };
        let of_day = time.ms().rem_euclid(DAY_MS);
        self.days += i64::from(is_next_day(self.last, of_day));
        self.last = of_day;
        Head { time: Ok(time.plus_ms(self.days * DAY_MS)), ..head }
    }
}
