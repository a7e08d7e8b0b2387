//! The clock that hours of day and week follow: that of a zone, so that daylight saving is no incident.

use super::online_season::ms_of_week;
use crate::error::{Error, Result};
use crate::time::Timestamp;

/// A zone, and days that are like Sundays there.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    /// Absent for UTC.
    zone: Option<jiff::tz::TimeZone>,
    /// By local time, as the times of days are read.
    holidays: Vec<Timestamp>,
}

impl Clock {
    /// # Errors
    /// `invalid_setting` for a zone that is not known.
    pub(super) fn new(zone: Option<&str>, holidays: &[Timestamp]) -> Result<Self> {
        let zone = zone.map(|name| {
            // The bundled table, not the machine's: the same input gives the same bytes everywhere.
            jiff::tz::TimeZoneDatabase::bundled()
                .get(name)
                .map_err(|_| Error::setting("zone", "the IANA name of a zone, such as Europe/Berlin", name))
        });
        let mut clock = Clock { zone: zone.transpose()?, holidays: Vec::new() };
        clock.holidays = holidays.iter().map(|day| clock.local(*day)).collect();
        Ok(clock)
    }

    /// The time that the clock shows, as if it were UTC.
    pub(super) fn local(&self, at: Timestamp) -> Timestamp {
        let Some(zone) = &self.zone else { return at };
        jiff::Timestamp::from_millisecond(at.ms())
            .map_or(at, |known| at.plus_ms(i64::from(zone.to_offset(known).seconds()) * 1_000))
    }

    /// Milliseconds since the begin of the clock's week; a holiday is a Sunday.
    pub(super) fn ms_of_week(&self, at: Timestamp) -> i64 {
        ms_of_week(self.local(at).ms(), &self.holidays)
    }
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
