//! Times that name no day.

use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Severity, Timestamp};

use super::line_head::Head;
use super::stamp;
use super::zone::{TimeRule, Zone};

/// Whether midnight lies between two times of one clock, in milliseconds: it went back by more than lines out of order do.
pub(crate) fn is_next_day(before: i64, now: i64) -> bool {
    now < before - 6 * HOUR_MS
}

/// The head of what MySQL's server writes when it dies, `06:57:25 UTC - mysqld got signal 11 ;`, below a record of that time:
/// a clock in UTC whose day is the other's.
pub(crate) fn of_crash(line: &str, before: Timestamp) -> Option<Head> {
    const CLOCK: usize = "06:57:25".len();
    // Most lines are told apart by this byte.
    if line.as_bytes().get(2) != Some(&b':') {
        return None;
    }
    let rest = line.get(CLOCK..)?.strip_prefix(" UTC - ")?;
    let days = before.ms().div_euclid(DAY_MS);
    let rule = TimeRule { zone: Zone::Offset(0), date: Some(days), ..TimeRule::default() };
    let found = stamp::stamp(&line.as_bytes()[..CLOCK], rule).filter(|found| found.used == CLOCK)?;
    let turns = found.time.is_ok_and(|time| is_next_day(before.ms(), time.ms()));
    let time = found.time.map(|time| time.plus_ms(i64::from(turns) * DAY_MS));
    let severity = rest.contains(" got signal ").then_some(Severity::Critical);
    Some(Head { severity, time, used: line.len() - rest.len(), zoned: true })
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
