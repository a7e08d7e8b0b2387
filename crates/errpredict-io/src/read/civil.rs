//! Dates as logs write them in words: `23/Nov/2026:06:57:22 +0000`, `Mon Nov 23 06:57:22 2026`, `Nov 23 06:57:22`.

use errpredict::Timestamp;

use super::time::{TimeError, TimeRule, clock, compose, days_from_civil, fraction, pair, zone};

/// The month of an English three-letter name.
pub(crate) fn month(name: &[u8]) -> Option<i64> {
    const NAMES: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    NAMES.iter().position(|known| *known == name).map(|index| index as i64 + 1)
}

/// `06:57:22`: second of the day.
fn clock_at(text: &[u8]) -> Result<i64, TimeError> {
    let text = text.first_chunk::<8>().ok_or(TimeError::Form)?;
    if (text[2], text[5]) != (b':', b':') {
        return Err(TimeError::Form);
    }
    let part = |at: usize| pair(text[at], text[at + 1]).ok_or(TimeError::Form);
    clock(part(0)?, part(3)?, part(6)?).ok_or(TimeError::Range)
}

/// ` 7` or `23`: a day of the month, and the bytes it took.
fn day_at(text: &[u8]) -> Result<i64, TimeError> {
    match text {
        [b' ', ones, ..] => pair(b'0', *ones).ok_or(TimeError::Form),
        [tens, ones, ..] => pair(*tens, *ones).ok_or(TimeError::Form),
        _ => Err(TimeError::Form),
    }
}

/// Four digits.
fn year_at(text: &[u8]) -> Result<i64, TimeError> {
    let text = text.first_chunk::<4>().ok_or(TimeError::Form)?;
    let (century, year) = (pair(text[0], text[1]), pair(text[2], text[3]));
    century.zip(year).map(|(century, year)| century * 100 + year).ok_or(TimeError::Form)
}

/// The whole of `23/Nov/2026:06:57:22 +0000` (access logs).
pub(crate) fn access(text: &[u8], rule: TimeRule) -> Result<Timestamp, TimeError> {
    let head = text.first_chunk::<20>().ok_or(TimeError::Form)?;
    if (head[2], head[6], head[11]) != (b'/', b'/', b':') {
        return Err(TimeError::Form);
    }
    let month = month(&head[3..6]).ok_or(TimeError::Form)?;
    let days = days_from_civil(year_at(&head[7..])?, month, day_at(head)?).ok_or(TimeError::Range)?;
    let second = clock_at(&head[12..])?;
    let offset_s = match zone(&text[20..]) {
        Some((offset_s, used)) if used == text.len() - 20 => offset_s,
        Some(_) => return Err(TimeError::Form),
        None => rule.offset_s.ok_or(TimeError::NoZone)?,
    };
    compose(days, second, 0, offset_s)
}

/// The whole of `Mon Nov 23 06:57:22.123456 2026` (Apache's error log), which names no zone.
pub(crate) fn apache_error(text: &[u8], rule: TimeRule) -> Result<Timestamp, TimeError> {
    if text.len() < 24 || (text[3], text[7], text[10]) != (b' ', b' ', b' ') {
        return Err(TimeError::Form);
    }
    let month = month(&text[4..7]).ok_or(TimeError::Form)?;
    let second = clock_at(&text[11..])?;
    let (millis, used) = fraction(&text[19..]);
    let [b' ', year @ ..] = &text[19 + used..] else { return Err(TimeError::Form) };
    if year.len() != 4 {
        return Err(TimeError::Form);
    }
    let days = days_from_civil(year_at(year)?, month, day_at(&text[8..])?).ok_or(TimeError::Range)?;
    compose(days, second, millis, rule.offset_s.ok_or(TimeError::NoZone)?)
}

/// The whole of `23-Nov-2026 06:57:22 UTC` (PHP's error log). Names of zones other than UTC are not known here: the
/// offset that was given counts for them.
pub(crate) fn php(text: &[u8], rule: TimeRule) -> Result<Timestamp, TimeError> {
    let head = text.first_chunk::<20>().ok_or(TimeError::Form)?;
    if (head[2], head[6], head[11]) != (b'-', b'-', b' ') {
        return Err(TimeError::Form);
    }
    let month = month(&head[3..6]).ok_or(TimeError::Form)?;
    let days = days_from_civil(year_at(&head[7..])?, month, day_at(head)?).ok_or(TimeError::Range)?;
    let second = clock_at(&head[12..])?;
    let (millis, used) = fraction(&text[20..]);
    let offset_s = match &text[20 + used..] {
        b" UTC" | b" GMT" => 0,
        rest => zone(rest).map(|(offset_s, _)| offset_s).or(rule.offset_s).ok_or(TimeError::NoZone)?,
    };
    compose(days, second, millis, offset_s)
}

/// `23-Nov-2026 06:57:22.125`, with `/` or spaces for `-` and a zone or none, at the beginning of a text; and its
/// bytes.
pub(crate) fn day_first(text: &[u8], rule: TimeRule) -> Result<(Timestamp, usize), TimeError> {
    let head = text.first_chunk::<20>().ok_or(TimeError::Form)?;
    if head[2] != head[6] || !matches!(head[2], b'-' | b'/' | b' ') || !matches!(head[11], b' ' | b':') {
        return Err(TimeError::Form);
    }
    let month = month(&head[3..6]).ok_or(TimeError::Form)?;
    let days = days_from_civil(year_at(&head[7..])?, month, day_at(head)?).ok_or(TimeError::Range)?;
    let second = clock_at(&head[12..])?;
    let (millis, used) = fraction(&text[20..]);
    let at = 20 + used;
    let (offset_s, used) = match zone(&text[at..]) {
        Some((offset_s, used)) => (offset_s, at + used),
        None => (rule.offset_s.ok_or(TimeError::NoZone)?, at),
    };
    Ok((compose(days, second, millis, offset_s)?, used))
}

/// Days by which a line may lie before the first one and still be of the same year.
const OUT_OF_ORDER_DAYS: i64 = 31;

/// Days of a year in which every month has 31.
const CALENDAR_DAYS: i64 = 12 * 31;

/// `Nov 23 06:57:22` (RFC 3164): month and day. Says nothing about year and zone.
pub(crate) fn month_and_day(text: &[u8]) -> Result<(i64, i64), TimeError> {
    let head = text.first_chunk::<15>().ok_or(TimeError::Form)?;
    if (head[3], head[6]) != (b' ', b' ') {
        return Err(TimeError::Form);
    }
    Ok((month(&head[..3]).ok_or(TimeError::Form)?, day_at(&head[4..])?))
}

/// Why a time of RFC 3164 could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BsdError {
    Time(TimeError),
    NoYear,
}

impl From<TimeError> for BsdError {
    fn from(error: TimeError) -> Self {
        BsdError::Time(error)
    }
}

/// The first 15 bytes of an RFC 3164 line. `first` is month and day of the first line of the file, which is in the
/// year of the rule; a line more than a month before it in the calendar is in the year after.
pub(crate) fn bsd(text: &[u8], first: Option<(i64, i64)>, rule: TimeRule) -> Result<Timestamp, BsdError> {
    let (month, day) = month_and_day(text)?;
    let second = clock_at(&text[7..])?;
    let year = i64::from(rule.year.ok_or(BsdError::NoYear)?);
    let offset_s = rule.offset_s.ok_or(TimeError::NoZone)?;
    // Days of the calendar as if every month had 31 days: only the order and about a month matter.
    let place = |(month, day): (i64, i64)| month * 31 + day;
    let ahead = first.map_or(0, |first| place((month, day)) - place(first));
    let year = if ahead < -OUT_OF_ORDER_DAYS {
        year + 1
    } else if ahead > CALENDAR_DAYS - OUT_OF_ORDER_DAYS {
        // Late, of the last days of the year before.
        year - 1
    } else {
        year
    };
    let days = days_from_civil(year, month, day).ok_or(TimeError::Range)?;
    Ok(compose(days, second, 0, offset_s)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UTC: TimeRule = TimeRule { offset_s: Some(0), year: Some(2026) };
    const NONE: TimeRule = TimeRule { offset_s: None, year: None };
    const AT: i64 = 1_795_417_042_000;

    #[test]
    fn dates_in_words() {
        assert_eq!(access(b"23/Nov/2026:07:57:22 +0100", NONE).unwrap().ms(), AT);
        assert_eq!(access(b"23/Nov/2026:07:57:22", NONE), Err(TimeError::NoZone));
        assert_eq!(access(b"23/Nov/2026:07:57:22 +01000", NONE), Err(TimeError::Form));
        assert_eq!(access(b"31/Feb/2026:07:57:22 +0100", NONE), Err(TimeError::Range));
        assert_eq!(apache_error(b"Mon Nov 23 06:57:22.125999 2026", UTC).unwrap().ms(), AT + 125);
        assert_eq!(apache_error(b"Mon Nov 23 06:57:22 2026", UTC).unwrap().ms(), AT);
        assert_eq!(apache_error(b"Mon Nov 23 06:57:22 2026", NONE), Err(TimeError::NoZone));
        assert_eq!(php(b"23-Nov-2026 06:57:22 UTC", NONE).unwrap().ms(), AT);
        assert_eq!(php(b"23-Nov-2026 06:57:22 Europe/Berlin", NONE), Err(TimeError::NoZone));
        let ms = |text: &[u8], rule| day_first(text, rule).map(|(time, used)| (time.ms(), used));
        assert_eq!(ms(b"23-Nov-2026 06:57:22.125 SEVERE", UTC), Ok((AT + 125, 24)));
        assert_eq!(ms(b"23/Nov/2026 06:57:22] x", UTC), Ok((AT, 20)));
        assert_eq!(ms(b"23 Nov 2026 07:57:22,5 +0100 x", NONE), Ok((AT + 500, 28)));
        assert_eq!(ms(b"23 Nov 2026 07:57:22 x", NONE), Err(TimeError::NoZone));
        assert_eq!(ms(b"23 Nov/2026 07:57:22 x", UTC), Err(TimeError::Form));
        assert_eq!(ms(b"31 Nov 2026 07:57:22 x", UTC), Err(TimeError::Range));
    }

    #[test]
    fn the_year_of_rfc_3164() {
        let ms = |text: &[u8], first| bsd(text, first, UTC).map(Timestamp::ms);
        assert_eq!(ms(b"Nov 23 06:57:22 h", Some((11, 23))), Ok(AT));
        assert_eq!(
            ms(b"Nov  3 06:57:22 h", Some((11, 23))),
            Ok(AT - 20 * 86_400_000),
            "a little out of order"
        );
        assert_eq!(ms(b"Jan  1 00:00:00 h", Some((11, 23))), Ok(1_798_761_600_000), "the year after");
        assert_eq!(ms(b"Dec 31 00:00:00 h", Some((1, 1))), Ok(1_767_139_200_000), "the year before");
        assert_eq!(ms(b"Nov 23 06:57:22 h", Some((1, 1))), Ok(AT), "the same year");
        assert_eq!(bsd(b"Nov 23 06:57:22", None, NONE), Err(BsdError::NoYear));
        let year = TimeRule { offset_s: None, year: Some(2026) };
        assert_eq!(bsd(b"Nov 23 06:57:22", None, year), Err(BsdError::Time(TimeError::NoZone)));
        assert_eq!(bsd(b"Nov 31 06:57:22", None, UTC), Err(BsdError::Time(TimeError::Range)));
    }
}
