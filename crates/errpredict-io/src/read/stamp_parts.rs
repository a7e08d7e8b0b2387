//! Times of which a part is written apart or left out: glog's, and what the first lines of a file say of its dates.

use super::calendar::century;
use super::cursor::Cursor;
use super::stamp::{Numbers, Stamp, begins_like_a_date, finish, numbers, words};
use super::stamp_clock::Date;
use super::stamp_clock::clock;
use super::time::{self, TimeError};
use super::tongues;
use super::zone::TimeRule;

/// `1123 06:57:22.125` and `20261123 06:57:22.125`, as glog writes them after the letter of the level.
pub(crate) fn glog(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    let mut cursor = Cursor::new(text);
    let (number, length) = cursor.digits(8)?;
    let date = match length {
        4 => Date::NoYear(number / 100, number % 100),
        6 => Date::Days(time::days_from_civil(century(number / 10_000), number / 100 % 100, number % 100)),
        8 => Date::Days(time::days_from_civil(number / 10_000, number / 100 % 100, number % 100)),
        _ => return None,
    };
    let (second, millis) = clock(&mut cursor, date)?;
    finish(&mut cursor, date, second, millis, rule)
}

/// `326/065722 `, as HAProxy writes on its standard error: the day of the year, from 0, and the clock.
pub(crate) fn day_of_year_and_clock(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    let mut cursor = Cursor::new(text);
    let (day, 3) = cursor.digits(3)? else { return None };
    cursor.eat(b'/')?;
    let (number, 6) = cursor.digits(6)? else { return None };
    if cursor.peek() != Some(b' ') {
        return None;
    }
    let time = rule.year.ok_or(TimeError::NoYear).and_then(|year| {
        let first = time::days_from_civil(i64::from(year), 1, 1).ok_or(TimeError::Range)?;
        let second = time::clock(number / 10_000, number / 100 % 100, number % 100);
        rule.zone.moment(first + day, second.ok_or(TimeError::Range)?, 0)
    });
    Some(Stamp { time, used: cursor.at, zoned: false })
}

/// Month and day of a time without a year at the beginning of a text.
pub(crate) fn month_and_day(text: &[u8]) -> Option<(i64, i64)> {
    let text = text.strip_prefix(b"[").unwrap_or(text);
    let mut cursor = Cursor::new(text);
    let (first, second) = (*text.first()?, *text.get(1)?);
    let date = if first.is_ascii_alphabetic() && second.is_ascii_digit() {
        // glog
        let (number, 4) = Cursor::new(&text[1..]).digits(8)? else { return None };
        cursor.at = 5;
        Date::NoYear(number / 100, number % 100)
    } else if first.is_ascii_digit() {
        match numbers(&mut cursor)? {
            Numbers::Date(date) => date,
            _ => return None,
        }
    } else if begins_like_a_date(text) || tongues::begins_like_a_date(text) {
        words(&mut cursor)?
    } else {
        return None;
    };
    if !matches!(date, Date::NoYear(..)) {
        return None;
    }
    let (second, millis) = clock(&mut cursor, date)?;
    // The year may follow the clock.
    let known = TimeRule { year: Some(2000), ..TimeRule::default() };
    let found = finish(&mut cursor, date, second, millis, known)?;
    if found.time.is_ok_and(|time| !time.to_string().starts_with("2000")) && !found.zoned {
        return None;
    }
    match date {
        Date::NoYear(month, day) => Some((month, day)),
        _ => None,
    }
}
