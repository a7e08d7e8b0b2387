//! The clock that hours of day and week follow: that of a zone, so that daylight saving is no incident.

use crate::error::{Error, Result};
use crate::time::{DAY_MS, Timestamp};

/// The week of the clock begins on a Thursday (1 January 1970): Sunday is its fourth day.
const SUNDAY: i64 = 3;

/// A zone, and days that are like Sundays there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    /// Absent for UTC.
    zone: Option<jiff::tz::TimeZone>,
    /// By local time, as the times of days are read.
    holidays: Vec<Timestamp>,
}

impl Clock {
    /// # Errors
    /// `invalid_setting` for a zone that is not known.
    pub(crate) fn new(zone: Option<&str>, holidays: &[Timestamp]) -> Result<Self> {
        let mut clock = Clock { zone: zone.map(named_zone).transpose()?, holidays: Vec::new() };
        clock.holidays = holidays.iter().map(|day| clock.local(*day)).collect();
        Ok(clock)
    }

    /// The time that the clock shows, as if it were UTC.
    pub(crate) fn local(&self, at: Timestamp) -> Timestamp {
        let Some(zone) = &self.zone else { return at };
        jiff::Timestamp::from_millisecond(at.ms())
            .map_or(at, |known| at.plus_ms(i64::from(zone.to_offset(known).seconds()) * 1_000))
    }

    /// Milliseconds since the begin of the clock's week; a holiday is a Sunday.
    pub(crate) fn ms_of_week(&self, at: Timestamp) -> i64 {
        ms_of_week(self.local(at).ms(), &self.holidays)
    }
}

/// The zone of that name, by the bundled table, not the machine's: the same input gives the same bytes everywhere.
///
/// # Errors
/// `invalid_setting` for a name that is not in it.
pub(crate) fn named_zone(name: &str) -> Result<jiff::tz::TimeZone> {
    jiff::tz::TimeZoneDatabase::bundled().get(name).map_err(|_| {
        Error::setting("zone", zone_expected("the IANA name of a zone, such as Europe/Berlin"), name)
    })
}

/// What the name of a zone must be; a build without the feature `zones` knows none, and says so.
pub(crate) const fn zone_expected(usual: &'static str) -> &'static str {
    if cfg!(feature = "zones") { usual } else { "UTC or absent: this build has no time zones" }
}

/// Milliseconds since the begin of the clock's week (a Thursday); a holiday is a Sunday.
fn ms_of_week(ms: i64, holidays: &[Timestamp]) -> i64 {
    let day = ms.div_euclid(DAY_MS);
    let is_holiday = holidays.iter().any(|holiday| holiday.ms().div_euclid(DAY_MS) == day);
    let weekday = if is_holiday { SUNDAY } else { day.rem_euclid(7) };
    weekday * DAY_MS + ms.rem_euclid(DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;

    #[test]
    fn an_hour_keeps_its_name_when_the_clock_changes() {
        let clock = Clock::new(Some("Europe/Berlin"), &[]).unwrap();
        let hour = |at: &str| clock.ms_of_week(at.parse().unwrap()) % (24 * HOUR_MS) / HOUR_MS;
        // 02:30 in Berlin before and after 29 March 2026.
        assert_eq!((hour("2026-03-27T01:30:00Z"), hour("2026-03-30T00:30:00Z")), (2, 2));
        let utc = Clock::new(None, &[]).unwrap();
        assert_eq!(utc.ms_of_week("2026-03-27T01:30:00Z".parse().unwrap()) % (24 * HOUR_MS) / HOUR_MS, 1);
        assert!(Clock::new(Some("Europe/Nowhere"), &[]).is_err());
    }
}
