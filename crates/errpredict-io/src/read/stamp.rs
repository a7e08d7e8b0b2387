//! A time at the beginning of a text, in any of the ways logs write one.
//!
//! - `2026-11-23T06:57:22.125Z`, with `/` or `.` for `-`, a space, `_`, `-` or `:` for `T`, one digit for two, `,` or `:`
//!   before the fraction, `06.57.22` for the clock, `6:57:22 PM`;
//! - `2026-W48-1T06:57:22` (ISO week), `2026-327T06:57:22` (day of the year);
//! - `20261123T065722Z`, `20261123-06:57:22:606`, `20261123065722`, `261123 065722`, `26/11/23 06:57:22`;
//! - `23/Nov/2026:06:57:22 +0000`, `23-Nov-26`, `23 Nov 2026`, `23.11.2026`, `11/23/2026 6:57:22 PM`;
//! - `Mon Nov 23 06:57:22 2026`, `Mon, 23 Nov 2026 06:57:22 GMT`, `Nov 23, 2026 6:57:22 AM`, `Nov 23 06:57:22`;
//! - `11-23 06:57:22.125`, `11.23 06:57:22` (no year);
//! - `1795417042`, `1795417042.125`, `1.795417042125e+09`, `1795417042125` and finer, since 1970.

use errpredict::Timestamp;

use super::calendar::{century, iso_week};
use super::civil;
use super::cursor::Cursor;
use super::stamp_clock::{Date, clock, exponent};
use super::time::{self, TimeError};
use super::tongues;
use super::zone::{TimeRule, Zone, zone_or_place};

/// The time at the beginning of a text; nothing if there is none.
#[inline]
pub(crate) fn stamp(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    match text.first()? {
        b'0'..=b'9' => iso(text, rule).or_else(|| other(text, rule)),
        b'A'..=b'Z' | b'a'..=b'z' if begins_like_a_date(text) => {
            civil::with_weekday(text, rule).or_else(|| other(text, rule))
        }
        b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xef if tongues::begins_like_a_date(text) => other(text, rule),
        _ => None,
    }
}

/// Whether a text begins with the first letters of a month or of a day of the week, as most words do not.
pub(super) fn begins_like_a_date(text: &[u8]) -> bool {
    let Some(head) = text.first_chunk::<3>() else { return false };
    matches!(
        &head.map(|letter| letter | 0x20),
        b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"may"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"oct"
            | b"nov"
            | b"dec"
            | b"mon"
            | b"tue"
            | b"wed"
            | b"thu"
            | b"fri"
            | b"sat"
            | b"sun"
    )
}

/// `2026-11-23T06:57:22`, with `/` for `-` and a space or `_` for `T`, at the start of a text: the commonest form, the
/// fastest way.
#[inline]
pub(crate) fn iso(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    let (days, second, millis, at) = date_and_clock(text)?;
    let (place, used) = match text.get(at) {
        Some(b'Z') if !text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => (Some(Zone::Offset(0)), 1),
        None | Some(b'\t' | b']' | b'|') => (None, 0),
        Some(b' ') if matches!(text.get(at + 1), Some(b'[' | b'a'..=b'z' | b'0'..=b'9' | b'(' | b'|')) => {
            // `am` and `pm` are told apart from words, `Europe/Berlin` begins with a capital.
            if matches!(text.get(at + 2), Some(b'm')) {
                return None;
            }
            (None, 0)
        }
        Some(b' ')
            if matches!(text.get(at + 1), Some(b'A' | b'P'))
                && matches!(text.get(at + 2), Some(b'M' | b'.')) =>
        {
            return None;
        }
        Some(b'A' | b'P' | b'a' | b'p') => return None,
        // `22:15:29:606`
        Some(b':') if text.get(at + 1).is_some_and(u8::is_ascii_digit) => return None,
        _ => zone_or_place(&text[at..]).map_or((None, 0), |(zone, used)| (Some(zone), used)),
    };
    let zone = place.unwrap_or(rule.zone);
    let time = match (days, second) {
        (Some(days), Some(second)) => zone.moment(days, second, millis),
        _ => Err(TimeError::Range),
    };
    Some(Stamp { time, used: at + used, zoned: place.is_some() })
}

/// `2026-11-23T06:57:22[.fraction]`: days since 1970, second of the day, milliseconds, bytes used; no days or second
/// where there is no such day or hour.
#[inline]
fn date_and_clock(text: &[u8]) -> Option<(Option<i64>, Option<i64>, i64, usize)> {
    let head = text.first_chunk::<19>()?;
    let separators = (head[4], head[7], head[13], head[16]) == (b'-', b'-', b':', b':')
        || (head[4], head[7], head[13], head[16]) == (b'/', b'/', b':', b':');
    if !separators || !matches!(head[10], b'T' | b't' | b' ' | b'_') {
        return None;
    }
    let two = |at: usize| time::pair(head[at], head[at + 1]);
    let (century, year, month, day) = (two(0)?, two(2)?, two(5)?, two(8)?);
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    let (millis, used) = time::fraction(&text[19..]);
    Some((
        time::days_from_civil(century * 100 + year, month, day),
        time::clock(hour, minute, second),
        millis,
        19 + used,
    ))
}

fn other(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    let mut cursor = Cursor::new(text);
    let first = *text.first()?;
    let date = if first.is_ascii_digit() {
        match numbers(&mut cursor)? {
            Numbers::Date(date) => date,
            Numbers::Whole(time) => return Some(Stamp { time, used: cursor.at, zoned: true }),
            Numbers::Civil(days, second, millis) => {
                return finish(&mut cursor, Date::Days(days), second, millis, rule);
            }
        }
    } else {
        words(&mut cursor)?
    };
    let (second, millis) = clock(&mut cursor, date)?;
    finish(&mut cursor, date, second, millis, rule)
}

/// Digits of the shortest second since 1970 that is written with an exponent, `1.8e+09`.
const MANTISSA: usize = 6;

/// What a text that begins with digits holds.
pub(super) enum Numbers {
    Date(Date),
    /// A number since 1970.
    Whole(Result<Timestamp, TimeError>),
    /// Date and clock in one run of digits.
    Civil(Option<i64>, i64, i64),
}

pub(super) fn numbers(cursor: &mut Cursor<'_>) -> Option<Numbers> {
    let begin = cursor.at;
    let (number, length) = cursor.digits(19)?;
    match length {
        1 if cursor.peek() == Some(b'.') && cursor.text.len() > MANTISSA => match exponent(cursor) {
            Some(time) => Some(Numbers::Whole(Ok(time))),
            None => day_or_month(cursor, number, length).map(Numbers::Date),
        },
        4 => year_first(cursor, number).map(Numbers::Date),
        // `2026327 06:57:22`: the day of the year.
        7 => {
            let days = day_of_year(number / 1000, number % 1000)?;
            let follows =
                matches!(cursor.peek(), Some(b'T' | b' ')) && time::YEARS.contains(&(number / 1000));
            follows.then_some(Numbers::Date(Date::Days(Some(days))))
        }
        8 => {
            let days = time::days_from_civil(number / 10_000, number / 100 % 100, number % 100)?;
            let follows = matches!(cursor.peek(), Some(b'T' | b'-' | b' ' | b'_' | b'.' | b':'));
            follows.then_some(Numbers::Date(Date::Days(Some(days))))
        }
        14 | 17 => {
            run(number, length).map(|(days, second, millis)| Numbers::Civil(Some(days), second, millis))
        }
        6 => {
            // `261123 065722` (Hadoop), `261123  6:57:22` (MySQL).
            let days = time::days_from_civil(century(number / 10_000), number / 100 % 100, number % 100)?;
            (cursor.peek() == Some(b' ')).then_some(Numbers::Date(Date::Days(Some(days))))
        }
        1 | 2 => day_or_month(cursor, number, length).map(Numbers::Date),
        10 | 13 | 16 | 19 => {
            if cursor.peek() == Some(b'.') && cursor.ahead(1).is_some_and(|byte| byte.is_ascii_digit()) {
                cursor.at += 1;
                cursor.skip_digits();
            }
            let ends = matches!(
                cursor.peek(),
                None | Some(b' ' | b'\t' | b']' | b':' | b',' | b'|' | b'"' | b')' | b';')
            );
            let time = time::epoch(&cursor.text[begin..cursor.at]).ok()?;
            (ends && time::is_plausible(time)).then_some(Numbers::Whole(Ok(time)))
        }
        _ => None,
    }
}

/// `20261123065722` and with milliseconds: days since 1970, second of the day, milliseconds; a day and hour that exist.
pub(crate) fn run(number: i64, length: usize) -> Option<(i64, i64, i64)> {
    let (seconds, millis) = if length == 17 { (number / 1000, number % 1000) } else { (number, 0) };
    let (date, clock) = (seconds / 1_000_000, seconds % 1_000_000);
    let year = date / 10_000;
    let days = time::days_from_civil(year, date / 100 % 100, date % 100)?;
    let second = time::clock(clock / 10_000, clock / 100 % 100, clock % 100)?;
    time::YEARS.contains(&year).then_some((days, second, millis))
}

/// After `2026`.
fn year_first(cursor: &mut Cursor<'_>, year: i64) -> Option<Date> {
    let separator = cursor.peek().filter(|byte| matches!(byte, b'-' | b'/' | b'.' | b' ' | 0x80..))?;
    if separator >= 0x80 {
        let (month, day) = tongues::month_and_day(cursor)?;
        return Some(Date::Days(time::days_from_civil(year, month, day)));
    }
    cursor.at += 1;
    // `2026. 11. 23.` (Korean), `2026. nov. 23.` (Hungarian)
    let spaced = usize::from(separator == b'.' && cursor.peek() == Some(b' '));
    cursor.at += spaced;
    if let Some(month) = cursor.month() {
        cursor.at += spaced;
        cursor.at += usize::from(cursor.peek() == Some(separator));
        let (day, _) = cursor.digits(2)?;
        return Some(Date::Days(time::days_from_civil(year, month, day)));
    }
    if separator == b' ' {
        return None;
    }
    if separator == b'-' && cursor.peek() == Some(b'W') {
        cursor.at += 1;
        let (week, _) = cursor.digits(2)?;
        cursor.eat(b'-')?;
        let (weekday, _) = cursor.digits(1)?;
        return Some(Date::Days(iso_week(year, week, weekday)));
    }
    let (month, length) = cursor.digits(3)?;
    if length == 3 {
        return Some(Date::Days(day_of_year(year, month)));
    }
    cursor.eat(separator)?;
    cursor.at += spaced;
    let (day, _) = cursor.digits(2)?;
    Some(Date::Days(time::days_from_civil(year, month, day)))
}

/// Days since 1970 of a day of a year.
fn day_of_year(year: i64, day: i64) -> Option<i64> {
    let last = time::days_from_civil(year, 12, 31)?;
    let first = time::days_from_civil(year, 1, 1)?;
    Some(first + day - 1).filter(|found| day > 0 && *found <= last)
}

/// After one or two digits.
fn day_or_month(cursor: &mut Cursor<'_>, first: i64, length: usize) -> Option<Date> {
    cursor.ordinal();
    let separator = cursor.peek()?;
    match separator {
        b':' => {
            cursor.at -= length;
            return Some(Date::None);
        }
        b'-' | b'/' | b'.' | b' ' => cursor.at += 1,
        // `23Nov2026`
        b'A'..=b'Z' => {
            let mut month = Cursor { text: cursor.text.get(..cursor.at + 3)?, at: cursor.at };
            let month = month.month()?;
            cursor.at += 3;
            let (year, 4) = cursor.digits(4)? else { return None };
            return Some(Date::Days(time::days_from_civil(year, month, first)));
        }
        0x80.. => {
            let (day, year) = tongues::day_and_year(cursor)?;
            return Some(Date::Days(time::days_from_civil(year, first, day)));
        }
        _ => return None,
    }
    let is_worded = matches!(separator, b'.' | b' ');
    let spaced = usize::from(separator == b'.' && cursor.peek() == Some(b' '));
    if is_worded {
        // `23. November`, `23 de noviembre de 2026`
        cursor.at += spaced;
        cursor.skip(b"de ");
    }
    if let Some(month) = cursor.month() {
        if !matches!(cursor.peek(), Some(b'-' | b'/' | b'.' | b' ')) {
            return None;
        }
        cursor.at += 1;
        if is_worded {
            cursor.at += usize::from(cursor.peek() == Some(b' '));
            cursor.skip(b"de ");
        }
        let (year, digits) = cursor.digits(4)?;
        let year = match digits {
            4 => year,
            2 => century(year),
            _ => return None,
        };
        // `23 Nov 06:57:22`: what looks like a year is the hour.
        if digits == 2 && cursor.peek() == Some(b':') {
            cursor.at -= 3;
            return Some(Date::NoYear(month, first));
        }
        return Some(Date::Days(time::days_from_civil(year, month, first)));
    }
    if separator == b' ' {
        return None;
    }
    let (second, _) = cursor.digits(2)?;
    if cursor.peek() != Some(separator) {
        // `11-23 06:57:22.125` (Android), `11.23 06:57:22`.
        // `11/23-06:57:22.125` (Snort)
        let dashed = separator == b'/' && cursor.peek() == Some(b'-');
        let is_clock = (matches!(cursor.peek(), Some(b' ' | b'|')) || dashed) && length == 2;
        return (is_clock && (1..=12).contains(&first)).then_some(Date::NoYear(first, second));
    }
    cursor.at += 1;
    cursor.at += usize::from(spaced == 1 && cursor.peek() == Some(b' '));
    let (third, digits) = cursor.digits(4)?;
    match digits {
        4 if separator == b'.' => Some(Date::Days(time::days_from_civil(third, second, first))),
        4 if first > 12 => Some(Date::Days(time::days_from_civil(third, second, first))),
        4 if second > 12 => Some(Date::Days(time::days_from_civil(third, first, second))),
        4 => Some(Date::Either(first, second, third)),
        2 if separator == b'.' => Some(Date::Days(time::days_from_civil(century(third), second, first))),
        // `11/23/26`: no month is the 23rd.
        2 if second > 12 => Some(Date::Days(time::days_from_civil(century(third), first, second))),
        // `26/11/23`, as log4j and Spark write it.
        2 => Some(Date::Days(time::days_from_civil(century(first), second, third))),
        _ => None,
    }
}

/// A date that begins with the name of a day or a month.
pub(super) fn words(cursor: &mut Cursor<'_>) -> Option<Date> {
    if cursor.weekday() || (!cursor.is_at_month() && tongues::weekday(cursor)) {
        cursor.at += usize::from(cursor.peek() == Some(b','));
        cursor.eat(b' ')?;
    }
    if cursor.peek()?.is_ascii_digit() {
        return match numbers(cursor)? {
            Numbers::Date(date) => Some(date),
            _ => None,
        };
    }
    let month = cursor.month()?;
    // `Nov-23-2026` too.
    if !matches!(cursor.peek(), Some(b' ' | b'-' | b'/' | b'.')) {
        return None;
    }
    cursor.at += 1;
    cursor.at += usize::from(cursor.peek() == Some(b' '));
    let (day, digits) = cursor.digits(2)?;
    if digits > 2 {
        return None;
    }
    cursor.ordinal();
    let comma = cursor.peek() == Some(b',');
    let mut ahead = Cursor { at: cursor.at + usize::from(comma), ..*cursor };
    if matches!(ahead.peek(), Some(b' ' | b'-' | b'/')) {
        ahead.at += 1;
        if let Some((year, 4)) = ahead.digits(4)
            && ahead.peek() != Some(b':')
        {
            cursor.at = ahead.at;
            return Some(Date::Days(time::days_from_civil(year, month, day)));
        }
    }
    cursor.at += usize::from(comma);
    Some(Date::NoYear(month, day))
}

/// Zone, and the year where it follows the clock.
pub(super) fn finish(
    cursor: &mut Cursor<'_>,
    date: Date,
    second: i64,
    millis: i64,
    rule: TimeRule,
) -> Option<Stamp> {
    let mut date = date;
    let mut zone = zone_or_place(&cursor.text[cursor.at..]);
    if let Date::NoYear(month, day) = date {
        // `Mon Nov 23 06:57:22 UTC 2026`, `Mon Nov 23 06:57:22 2026`, with the zone before or after the year.
        let mut ahead = Cursor { at: cursor.at + zone.map_or(0, |(_, used)| used), ..*cursor };
        if ahead.eat(b' ').is_some()
            && let Some((year, 4)) = ahead.digits(5)
            && time::YEARS.contains(&year)
            && !matches!(ahead.peek(), Some(b':' | b'.' | b'-' | b'/' | b'[' | b'#'))
        {
            date = Date::Days(time::days_from_civil(year, month, day));
            cursor.at = ahead.at;
            let (found, used) = zone.map_or((None, 0), |(zone, _)| (Some(zone), 0));
            zone = match found {
                Some(found) => Some((found, used)),
                None => zone_or_place(&cursor.text[cursor.at..]),
            };
        }
    }
    if let Some((_, used)) = zone {
        cursor.at += used;
    }
    let days = match date {
        Date::Days(days) => days.ok_or(TimeError::Range),
        Date::NoYear(month, day) => rule
            .year_of(month, day)
            .and_then(|year| time::days_from_civil(year, month, day).ok_or(TimeError::Range)),
        Date::Either(first, second, year) => {
            let (month, day) = if rule.day_first { (second, first) } else { (first, second) };
            time::days_from_civil(year, month, day).ok_or(TimeError::Range)
        }
        Date::None => match date_after_clock(cursor, rule) {
            Some(days) => Ok(days),
            None => Ok(rule.date?),
        },
    };
    let place = zone.map_or(rule.zone, |(zone, _)| zone);
    let time = days.and_then(|days| match second {
        0.. => place.moment(days, second, millis),
        _ => Err(TimeError::Range),
    });
    Some(Stamp { time, used: cursor.at, zoned: zone.is_some() })
}

/// `06:57:22 23.11.2026`: a date after the clock, with its year.
fn date_after_clock(cursor: &mut Cursor<'_>, rule: TimeRule) -> Option<i64> {
    let mut ahead = *cursor;
    ahead.skip(b",");
    ahead.eat(b' ')?;
    if !ahead.peek()?.is_ascii_digit() {
        return None;
    }
    let days = match numbers(&mut ahead)? {
        Numbers::Date(Date::Days(days)) => days?,
        Numbers::Date(Date::Either(first, second, year)) => {
            let (month, day) = if rule.day_first { (second, first) } else { (first, second) };
            time::days_from_civil(year, month, day)?
        }
        _ => return None,
    };
    // Another clock behind it would make it a time of its own, of which the text tells.
    let follows = ahead.ahead(1).is_some_and(|byte| byte.is_ascii_digit()) && ahead.peek() != Some(b',');
    if follows {
        return None;
    }
    cursor.at = ahead.at;
    Some(days)
}

pub(crate) use super::stamp_parts::{day_of_year_and_clock, glog, month_and_day};
pub(crate) use super::time::Stamp;

#[cfg(test)]
mod tests;
