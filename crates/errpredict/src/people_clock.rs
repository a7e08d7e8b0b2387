//! The clock that times are told by: UTC, or that of a zone.

use crate::clock::named_zone;
use crate::error::Result;
use crate::numbers::short_time;
use crate::time::Timestamp;

/// The clock that times are told by: UTC, or that of a zone.
#[derive(Debug, Clone, Default)]
pub struct PeopleClock {
    zone: Option<jiff::tz::TimeZone>,
}

/// What a time of UTC ends with in a sentence.
const UTC: &str = " UTC";
/// Length of `2026-07-23 02:57`.
const SHORT: usize = 16;

impl PeopleClock {
    /// The clock of a zone, such as `Europe/Berlin`; that of UTC without one.
    ///
    /// # Errors
    /// `invalid_setting` for a zone that is not known.
    pub fn new(zone: Option<&str>) -> Result<Self> {
        Ok(PeopleClock { zone: zone.map(named_zone).transpose()? })
    }

    /// Date and minute: `2026-07-23 02:57`.
    #[must_use]
    pub fn short(&self, time: Timestamp) -> String {
        match self.local(time) {
            Some(local) => local.strftime("%Y-%m-%d %H:%M").to_string(),
            None => short_time(time),
        }
    }

    /// The same with the name of the clock at that time: `2026-07-23 04:57 CEST`.
    #[must_use]
    pub fn told(&self, time: Timestamp) -> String {
        format!("{} {}", self.short(time), self.name(time))
    }

    /// The name of the clock at that time: `UTC`, `CEST`.
    #[must_use]
    pub fn name(&self, time: Timestamp) -> String {
        self.local(time).map_or_else(|| "UTC".to_owned(), |local| local.strftime("%Z").to_string())
    }

    /// Milliseconds since 1970 as the clock shows them.
    #[must_use]
    pub fn local_ms(&self, time: Timestamp) -> i64 {
        self.local(time).map_or(0, |local| i64::from(local.offset().seconds()) * 1_000) + time.ms()
    }

    /// A sentence in which every time of UTC (`2026-07-23 02:57 UTC`) is told by this clock.
    #[must_use]
    pub fn sentence(&self, text: &str) -> String {
        if self.zone.is_none() || !text.contains(UTC) {
            return text.to_owned();
        }
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(place) = rest.find(UTC) {
            let (before, after) = rest.split_at(place);
            let start = before.len().checked_sub(SHORT).filter(|start| before.is_char_boundary(*start));
            let time = start.and_then(|start| {
                let (date, hour) = before[start..].split_once(' ')?;
                let time: Timestamp = format!("{date}T{hour}:00Z").parse().ok()?;
                Some((start, time))
            });
            match time {
                Some((start, time)) => told.push_str(&(before[..start].to_owned() + &self.told(time))),
                None => told.push_str(&(before.to_owned() + UTC)),
            }
            rest = &after[UTC.len()..];
        }
        told + rest
    }

    fn local(&self, time: Timestamp) -> Option<jiff::Zoned> {
        let zone = self.zone.clone()?;
        Some(jiff::Timestamp::from_millisecond(time.ms()).ok()?.to_zoned(zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_by_the_clock_of_the_zone_and_its_summer() {
        let clock = PeopleClock::new(Some("Europe/Berlin")).unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(clock.told(at("2026-07-23T02:57:31Z")), "2026-07-23 04:57 CEST");
        assert_eq!(clock.short(at("2026-01-23T23:57:00Z")), "2026-01-24 00:57");
        let text = "rose 2026-07-23 02:57 UTC, over since 2026-11-23 23:00 UTC; between 02:00 and 03:00 UTC";
        let told = "rose 2026-07-23 04:57 CEST, over since 2026-11-24 00:00 CET; between 02:00 and 03:00 UTC";
        assert_eq!(clock.sentence(text), told);
        assert_eq!(clock.sentence("ä UTC"), "ä UTC");
        assert_eq!(PeopleClock::default().sentence(text), text);
        assert_eq!(PeopleClock::default().told(at("2026-07-23T02:57:31Z")), "2026-07-23 02:57 UTC");
        assert_eq!(PeopleClock::new(Some("Mars/Base")).unwrap_err().code(), "invalid_setting");
    }
}
