//! What to do with a time that names no zone, no year or no order of day and month.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use errpredict::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::time::{self, TimeError};

/// Where a time without a zone is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Nobody said, so UTC, and that is told.
    #[default]
    Assumed,
    /// Seconds east of UTC.
    Offset(i32),
    /// A place, with daylight saving.
    Place(&'static TimeZone),
}

/// What to do with a time that leaves something out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct TimeRule {
    pub(crate) zone: Zone,
    /// The year of times without one: that of the first line of the file.
    pub(crate) year: Option<i32>,
    /// Month and day of that line.
    pub(crate) first: Option<(i64, i64)>,
    /// Whether in `1/2/2026` the day stands first.
    pub(crate) day_first: bool,
    /// Days since 1970 of times without a date.
    pub(crate) date: Option<i64>,
}

/// Any time will do: only whether there is one matters.
#[cfg(test)]
pub(crate) const ANY: TimeRule =
    TimeRule { zone: Zone::Offset(0), year: Some(2000), first: None, day_first: false, date: Some(0) };

/// Days by which a line may lie before the first one and still be of the same year.
const OUT_OF_ORDER_DAYS: i64 = 31;
/// Days of a year in which every month has 31.
const CALENDAR_DAYS: i64 = 12 * 31;

impl TimeRule {
    /// The year of a day without one. A line more than a month before the first line in the calendar is of the year
    /// after; one more than eleven months after it is a late one of the year before.
    pub(crate) fn year_of(&self, month: i64, day: i64) -> Result<i64, TimeError> {
        let year = i64::from(self.year.ok_or(TimeError::NoYear)?);
        // Days of the calendar as if every month had 31 days: only the order and about a month matter.
        let place = |(month, day): (i64, i64)| month * 31 + day;
        let ahead = self.first.map_or(0, |first| place((month, day)) - place(first));
        Ok(if ahead < -OUT_OF_ORDER_DAYS {
            year + 1
        } else if ahead > CALENDAR_DAYS - OUT_OF_ORDER_DAYS {
            year - 1
        } else {
            year
        })
    }
}

impl Zone {
    /// The moment of a civil time in this zone. One that a change of the clock skips or repeats is read with the offset
    /// before the change, as RFC 5545 does; which of the two a repeated one is, [`super::passes`] finds.
    pub(crate) fn moment(self, days: i64, second: i64, millis: i64) -> Result<Timestamp, TimeError> {
        match self {
            Zone::Assumed => time::compose(days, second, millis, 0),
            Zone::Offset(offset_s) => time::compose(days, second, millis, offset_s),
            Zone::Place(place) => in_place(place, days, second, millis),
        }
    }
}

fn in_place(place: &TimeZone, days: i64, second: i64, millis: i64) -> Result<Timestamp, TimeError> {
    let seconds = days * time::DAY_S + second;
    let civil = jiff::Timestamp::from_second(seconds).map_err(|_| TimeError::Range)?;
    let civil: DateTime = TimeZone::UTC.to_datetime(civil);
    let moment = place.to_ambiguous_timestamp(civil).compatible().map_err(|_| TimeError::Range)?;
    Timestamp::from_ms(moment.as_second() * 1000 + millis).map_err(|_| TimeError::Range)
}

/// The zone of an IANA name such as `Europe/Berlin`, each kept once for the life of the process.
pub(crate) fn named(name: &str) -> Option<Zone> {
    static KNOWN: Mutex<BTreeMap<String, &'static TimeZone>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(&zone) = known.get(name) {
        return Some(Zone::Place(zone));
    }
    let zone = TimeZone::get(name).ok()?;
    // There are some six hundred names: what is kept is bounded.
    let zone: &'static TimeZone = Box::leak(Box::new(zone));
    known.insert(name.to_owned(), zone);
    Some(Zone::Place(zone))
}

/// A zone at the start of a text, by offset, abbreviation or the name of a place, with what may follow it:
/// `+0100 CET`, `+01:00[Europe/Berlin]`; and its bytes.
pub(crate) fn zone_or_place(text: &[u8]) -> Option<(Zone, usize)> {
    let Some((offset_s, mut used)) = time::zone(text) else { return place(text) };
    let rest = &text[used..];
    if rest.first() == Some(&b'[') {
        let end = memchr::memchr(b']', &rest[..rest.len().min(MAX_PLACE)]);
        let is_place = |end: &usize| {
            rest[1..*end].iter().all(|byte| byte.is_ascii_alphabetic() || b"/_+-".contains(byte))
        };
        used += end
            .filter(|end| {
                *end > 1
                    && is_place(end)
                    && rest[1].is_ascii_uppercase()
                    && memchr::memchr(b'/', &rest[..*end]).is_some()
            })
            .map_or(0, |end| end + 1);
    } else if rest.first() == Some(&b' ')
        && let Some((_, name)) = time::named_zone(&rest[1..])
    {
        used += name;
    } else if rest.starts_with(b" UTC") && !rest.get(4).is_some_and(u8::is_ascii_alphanumeric) {
        used += 4;
    }
    Some((Zone::Offset(offset_s), used))
}

/// Longest name of a place with a zone; the longest of IANA has 32.
const MAX_PLACE: usize = 40;

/// ` Europe/Berlin`
fn place(text: &[u8]) -> Option<(Zone, usize)> {
    let name = text.strip_prefix(b" ")?;
    // `Europe/Berlin`, `US/Eastern`; a level in capitals is neither.
    let may_be = name.get(1)?.is_ascii_lowercase() || name.get(2) == Some(&b'/');
    if !name.first()?.is_ascii_uppercase() || !may_be {
        return None;
    }
    let length = name
        .iter()
        .take(MAX_PLACE)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(byte))
        .count();
    memchr::memchr(b'/', &name[..length])?;
    let zone = named(std::str::from_utf8(&name[..length]).ok()?)?;
    Some((zone, length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_daylight_saving() {
        let berlin = named("Europe/Berlin").unwrap();
        assert_eq!(named("Europe/Berlin"), Some(berlin));
        assert_eq!(named("Nowhere/Else"), None);
        let at = |month, day| {
            let days = time::days_from_civil(2026, month, day).unwrap();
            berlin.moment(days, 12 * 3600, 5).unwrap().to_string()
        };
        assert_eq!(at(10, 24), "2026-10-24T10:00:00.005Z");
        assert_eq!(at(10, 26), "2026-10-26T11:00:00.005Z");
    }

    #[test]
    fn the_year_turns() {
        let rule = TimeRule { year: Some(2026), first: Some((11, 23)), ..TimeRule::default() };
        for ((month, day), year) in [((11, 3), 2026), ((12, 31), 2026), ((1, 1), 2027), ((11, 23), 2026)] {
            assert_eq!(rule.year_of(month, day), Ok(year));
        }
        let january = TimeRule { first: Some((1, 1)), ..rule };
        assert_eq!(january.year_of(12, 31), Ok(2025));
        assert_eq!(TimeRule::default().year_of(1, 1), Err(TimeError::NoYear));
    }
}
