//! The two commonest times in words, read at the speed of their logs: `23/Nov/2026:06:57:22 +0000` of access logs and
//! `Nov 23 06:57:22` of syslog. The others are those of `stamp`.

use errpredict::Timestamp;

use super::time::{Stamp, TimeError, YEARS, clock, days_from_civil, fraction, pair, zone};
use super::zone::{TimeRule, Zone};

/// The month of an English three-letter name.
fn month(name: &[u8]) -> Option<i64> {
    const NAMES: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    NAMES.iter().position(|known| *known == name).map(|index| index as i64 + 1)
}

/// `06:57:22`: hour, minute and second.
fn clock_at(text: &[u8]) -> Option<(i64, i64, i64)> {
    let text = text.first_chunk::<8>()?;
    if (text[2], text[5]) != (b':', b':') {
        return None;
    }
    Some((pair(text[0], text[1])?, pair(text[3], text[4])?, pair(text[6], text[7])?))
}

/// ` 7` or `23`: a day of the month.
fn day_at(tens: u8, ones: u8) -> Option<i64> {
    pair(if tens == b' ' { b'0' } else { tens }, ones)
}

/// The whole of `23/Nov/2026:06:57:22 +0000`, and whether it says its zone; nothing if it is of another form.
pub(crate) fn access(text: &[u8], rule: TimeRule) -> Option<Result<(Timestamp, bool), TimeError>> {
    let (days, second, offset) = access_time(text)?;
    let zone = offset.map_or(rule.zone, Zone::Offset);
    let time = days.zip(second).ok_or(TimeError::Range);
    Some(time.and_then(|(days, second)| Ok((zone.moment(days, second, 0)?, offset.is_some()))))
}

/// Days since 1970 and second of the day, nothing for what does not exist, and the offset.
fn access_time(text: &[u8]) -> Option<(Option<i64>, Option<i64>, Option<i32>)> {
    let head = text.first_chunk::<20>()?;
    if (head[2], head[6], head[11]) != (b'/', b'/', b':') {
        return None;
    }
    let year = pair(head[7], head[8])? * 100 + pair(head[9], head[10])?;
    let days = days_from_civil(year, month(&head[3..6])?, day_at(head[0], head[1])?);
    let (hour, minute, second) = clock_at(&head[12..])?;
    let offset = match zone(&text[20..]) {
        Some((offset_s, used)) if used == text.len() - 20 => Some(offset_s),
        None if text.len() == 20 => None,
        _ => return None,
    };
    Some((days, clock(hour, minute, second), offset))
}

/// `Nov 23 06:57:22` before a host, at the beginning of a text; nothing where more of a time may follow, which
/// `stamp` reads.
#[inline]
pub(crate) fn bsd(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    let head = text.first_chunk::<17>()?;
    if (head[3], head[6], head[9], head[12], head[15]) != (b' ', b' ', b':', b':', b' ') {
        return None;
    }
    // A year, AM or a zone.
    let capitals = text[16..].iter().take(6).take_while(|byte| byte.is_ascii_uppercase()).count();
    if !head[16].is_ascii_alphabetic() || (2..6).contains(&capitals) {
        return None;
    }
    let (month, day) = (month(&head[..3])?, day_at(head[4], head[5])?);
    let (hour, minute, second) = clock_at(&head[7..])?;
    let time = rule.year_of(month, day).and_then(|year| {
        let days = days_from_civil(year, month, day).ok_or(TimeError::Range)?;
        rule.zone.moment(days, clock(hour, minute, second).ok_or(TimeError::Range)?, 0)
    });
    Some(Stamp { time, used: 15, zoned: false })
}

/// `Mon Nov 23 06:57:22.125 2026` before a bracket, as Apache and dmesg write it; nothing where another form or a zone may
/// follow, which `stamp` reads.
#[inline]
pub(crate) fn with_weekday(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    let head = text.first_chunk::<19>()?;
    if (head[3], head[7], head[10], head[13], head[16]) != (b' ', b' ', b' ', b':', b':') {
        return None;
    }
    let (month, day) = (month(&head[4..7])?, day_at(head[8], head[9])?);
    let (hour, minute, second) = clock_at(&head[11..])?;
    let (millis, fraction) = fraction(&text[19..]);
    let year = text[19 + fraction..].first_chunk::<6>()?;
    if (year[0], year[5]) != (b' ', b']') {
        return None;
    }
    let year = pair(year[1], year[2])? * 100 + pair(year[3], year[4])?;
    let time = match (days_from_civil(year, month, day), clock(hour, minute, second)) {
        (Some(days), Some(second)) => rule.zone.moment(days, second, millis),
        _ => Err(TimeError::Range),
    };
    YEARS.contains(&year).then_some(Stamp { time, used: 19 + fraction + 5, zoned: false })
}

/// Whether a text is a space and what could be the name of a zone: ` Europe/Berlin`.
pub(crate) fn is_zone_name(text: &[u8]) -> bool {
    let Some(name) = text.strip_prefix(b" ") else { return false };
    memchr::memchr(b'/', name).is_some()
        && name.first().is_some_and(u8::is_ascii_uppercase)
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::stamp;

    const AT: i64 = 1_795_417_042_000;

    #[test]
    fn dates_in_words() {
        let rule = TimeRule { year: Some(2026), ..TimeRule::default() };
        let ms = |text: &[u8]| {
            access(text, rule)
                .map_or(Err(TimeError::Form), |time| time.map(|(time, zoned)| (time.ms(), zoned)))
        };
        assert_eq!(ms(b"23/Nov/2026:07:57:22 +0100"), Ok((AT, true)));
        assert_eq!(ms(b"23/Nov/2026:06:57:22"), Ok((AT, false)));
        // Of another form: a fraction, which `stamp` reads.
        assert_eq!(ms(b"23/Nov/2026:06:57:22.125 +0000"), Err(TimeError::Form));
        assert_eq!(ms(b"23/Nov/2026:07:57:22 +01000"), Err(TimeError::Form));
        assert_eq!(ms(b"31/Feb/2026:07:57:22 +0100"), Err(TimeError::Range));
        let host = bsd(b"Nov 23 06:57:22 host", rule);
        assert_eq!(host, stamp::stamp(b"Nov 23 06:57:22 host", rule));
        assert_eq!(host.map(|found| found.time.map(Timestamp::ms)), Some(Ok(AT)));
        assert_eq!(bsd(b"Nov 23 06:57:22 2025", rule), None);
        assert_eq!(bsd(b"Nov 23 06:57:22 PM x", rule), None);
        assert!(is_zone_name(b" Europe/Berlin") && !is_zone_name(b" #12") && !is_zone_name(b""));
    }
}
