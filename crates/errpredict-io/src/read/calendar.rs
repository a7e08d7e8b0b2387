//! What numbers of a date mean: short years, weeks, and which of two is the month.

use super::cursor::Cursor;
use super::time;

/// A year of two digits, as POSIX reads it.
pub(super) fn century(year: i64) -> i64 {
    if year < 69 { 2000 + year } else { 1900 + year }
}

/// ISO 8601: week 1 is the one with January 4 in it, day 1 is Monday.
pub(super) fn iso_week(year: i64, week: i64, weekday: i64) -> Option<i64> {
    let january_4 = time::days_from_civil(year, 1, 4)?;
    // 1970-01-01 was a Thursday.
    let monday = january_4 - (january_4 + 3).rem_euclid(7);
    let valid = (1..=53).contains(&week) && (1..=7).contains(&weekday);
    valid.then_some(monday + (week - 1) * 7 + weekday - 1)
}

/// Whether the numbers before the year are those of a day before a month, where a text begins with such a date and says.
pub(super) fn day_before_month(text: &[u8]) -> Option<bool> {
    let mut cursor = Cursor::new(text);
    let (first, 1 | 2) = cursor.digits(4)? else { return None };
    let separator = cursor.peek().filter(|byte| matches!(byte, b'/' | b'-'))?;
    cursor.at += 1;
    let (second, 1 | 2) = cursor.digits(4)? else { return None };
    cursor.eat(separator)?;
    let (_, 4) = cursor.digits(4)? else { return None };
    match (first > 12, second > 12) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}
