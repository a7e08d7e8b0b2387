//! The parts of times as logs write them: clocks, fractions, offsets, days, numbers since 1970.
//!
//! - A fraction after `.` or `,`, cut to milliseconds; second 60 (a leap second) counts as 59, so that no time moves
//!   forward; offsets `Z`, `+hh:mm`, `+hhmm`, `+hh`, ` UTC`, ` GMT+2` and names with one meaning.
//! - Numbers since 1970, by the digits before the point: up to 11 seconds, 12 to 14 milliseconds, 15 to 17
//!   microseconds, 18 and 19 nanoseconds.

use errpredict::Timestamp;

/// Seconds in a day.
pub(crate) const DAY_S: i64 = 86_400;
/// Largest offset from UTC that is read, in seconds: RFC 3339 allows up to 23:59.
const MAX_OFFSET_S: i32 = 86_399;

/// A time that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) time: Result<Timestamp, TimeError>,
    /// Bytes of it.
    pub(crate) used: usize,
    /// Whether it says its zone.
    pub(crate) zoned: bool,
}

/// Why a text is not a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeError {
    /// Not in a form that is read.
    Form,
    /// Without a year, and none is known.
    NoYear,
    /// Before 0001-01-01, after 9999-12-30 22:00 UTC, or a day or hour that does not exist.
    Range,
}

/// A time from days since 1970, second of the day, milliseconds and offset.
pub(crate) fn compose(days: i64, second: i64, millis: i64, offset_s: i32) -> Result<Timestamp, TimeError> {
    let seconds = days * DAY_S + second - i64::from(offset_s);
    Timestamp::from_ms(seconds * 1000 + millis).map_err(|_| TimeError::Range)
}

/// The years in which a number is likely to be meant as a time.
pub(crate) const YEARS: std::ops::Range<i64> = 2000..2100;

/// Whether a time lies in the years in which logs are written.
pub(crate) fn is_plausible(time: Timestamp) -> bool {
    /// 2000-01-01 and 2100-01-01.
    const RANGE: std::ops::Range<i64> = 946_684_800_000..4_102_444_800_000;
    RANGE.contains(&time.ms())
}

/// Two decimal digits.
pub(crate) fn pair(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i64::from(tens) * 10 + i64::from(ones))
}

/// A number of parts of a millisecond since 1970.
pub(crate) fn scaled_epoch(text: &str, per_ms: i64) -> Result<Timestamp, TimeError> {
    let number: i64 = text.parse().map_err(|_| TimeError::Form)?;
    Timestamp::from_ms(number.div_euclid(per_ms)).map_err(|_| TimeError::Range)
}

/// Second of the day; a leap second counts as the one before it.
pub(crate) fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    (hour < 24 && minute < 60 && second <= 60).then(|| hour * 3600 + minute * 60 + second.min(59))
}

/// `.125`, `,125`: milliseconds (finer digits cut) and bytes used.
pub(crate) fn fraction(text: &[u8]) -> (i64, usize) {
    if !matches!(text.first(), Some(b'.' | b',')) || !text.get(1).is_some_and(u8::is_ascii_digit) {
        return (0, 0);
    }
    let mut millis = 0;
    let mut at = 1;
    while let Some(digit) = text.get(at).filter(|byte| byte.is_ascii_digit()) {
        if at <= 3 {
            millis = millis * 10 + i64::from(digit - b'0');
        }
        at += 1;
    }
    for _ in at..4 {
        millis *= 10;
    }
    (millis, at)
}

/// Names of zones with one meaning in hours east of UTC: those of North America as RFC 2822 (2001) has them, and others as
/// PostgreSQL's default set of abbreviations.
const NAMED_ZONES: [(&[u8], i32); 22] = [
    (b"CET", 1),
    (b"CEST", 2),
    (b"WET", 0),
    (b"WEST", 1),
    (b"EET", 2),
    (b"EEST", 3),
    (b"BST", 1),
    (b"MSK", 3),
    (b"EST", -5),
    (b"EDT", -4),
    (b"CST", -6),
    (b"CDT", -5),
    (b"MST", -7),
    (b"MDT", -6),
    (b"PST", -8),
    (b"PDT", -7),
    (b"JST", 9),
    (b"KST", 9),
    (b"AEST", 10),
    (b"AEDT", 11),
    (b"NZST", 12),
    (b"NZDT", 13),
];

/// ` CET`: seconds east of UTC, and bytes with the space before it.
pub(crate) fn named_zone(text: &[u8]) -> Option<(i32, usize)> {
    let letters = text.iter().take(5).take_while(|byte| byte.is_ascii_uppercase()).count();
    // `INFO` and `WARN` are as long.
    let last = letters.checked_sub(1).and_then(|last| text.get(last));
    if !matches!((letters, last), (3 | 4, Some(b'T' | b'K'))) {
        return None;
    }
    if text.get(letters).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let (_, hours) = NAMED_ZONES.iter().find(|(name, _)| *name == &text[..letters])?;
    Some((hours * 3600, letters + 1))
}

/// A zone at the start of `text`: seconds east of UTC and bytes used.
pub(crate) fn zone(text: &[u8]) -> Option<(i32, usize)> {
    match text.first()? {
        b'Z' | b'z' => return Some((0, 1)),
        b' ' => {
            if text.starts_with(b" UTC") || text.starts_with(b" GMT") {
                return match text.get(4) {
                    Some(b'+' | b'-') => after_name(&text[4..]).map(|(offset, used)| (offset, used + 4)),
                    Some(byte) if byte.is_ascii_alphanumeric() => None,
                    _ => Some((0, 4)),
                };
            }
            if let Some(found) = named_zone(&text[1..]) {
                return Some(found);
            }
            if text.starts_with(b" Z") && !text.get(2).is_some_and(u8::is_ascii_alphanumeric) {
                return Some((0, 2));
            }
            if !matches!(text.get(1), Some(b'+' | b'-')) {
                return None;
            }
            // ` - ` is a separator of log lines, ` -0500` a zone: zone() below asks for digits.
            return zone(&text[1..]).map(|(offset, used)| (offset, used + 1));
        }
        b'+' | b'-' => {}
        _ => return None,
    }
    let sign = if text[0] == b'-' { -1 } else { 1 };
    let hours = pair(*text.get(1)?, *text.get(2)?)?;
    let (minutes, used) = match (text.get(3), text.get(4), text.get(5)) {
        (Some(b':'), Some(&tens), Some(&ones)) => (pair(tens, ones)?, 6),
        (Some(&tens), Some(&ones), _) if tens.is_ascii_digit() && ones.is_ascii_digit() => {
            (pair(tens, ones)?, 5)
        }
        // `+060`: DB2 writes minutes.
        (Some(&ones), _, _) if ones.is_ascii_digit() => {
            let minutes = hours * 10 + i64::from(ones - b'0');
            return Some((sign * i32::try_from(minutes * 60).ok()?, 4));
        }
        _ => (0, 3),
    };
    let offset = sign * i32::try_from(hours * 3600 + minutes * 60).ok()?;
    (minutes < 60 && offset.abs() <= MAX_OFFSET_S).then_some((offset, used))
}

/// `+2`, `+02`, `-05:00` after `UTC` or `GMT`.
fn after_name(text: &[u8]) -> Option<(i32, usize)> {
    if let Some(found) = zone(text) {
        return Some(found);
    }
    let sign = if text.first() == Some(&b'-') { -1 } else { 1 };
    let hours = text.get(1).filter(|byte| byte.is_ascii_digit())?;
    (!text.get(2).is_some_and(u8::is_ascii_digit)).then_some((sign * i32::from(hours - b'0') * 3600, 2))
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar, or nothing where there is no such day.
///
/// Howard Hinnant, "chrono-compatible low-level date algorithms".
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    const DAYS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if day > DAYS[month as usize - 1] + i64::from(leap && month == 2) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// What a number since 1970 counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

impl Unit {
    /// From the coarsest to the finest.
    pub(crate) const NAMES: [&str; 4] = ["seconds", "milliseconds", "microseconds", "nanoseconds"];

    /// The unit in which the number at the beginning of a text means a time of these years; nothing if none stands there.
    #[inline]
    pub(crate) fn of(text: &[u8]) -> Option<Unit> {
        // `2026-11-23` and `20261123` are told apart by this alone.
        if !text.first_chunk::<10>().is_some_and(|head| head.iter().all(u8::is_ascii_digit)) {
            return None;
        }
        match text.iter().take_while(|byte| byte.is_ascii_digit()).count() {
            10 => Some(Unit::Seconds),
            13 => Some(Unit::Milliseconds),
            16 => Some(Unit::Microseconds),
            19 => Some(Unit::Nanoseconds),
            _ => None,
        }
    }
}

/// A number since 1970, its unit told by the digits before the point.
pub(crate) fn epoch(text: &[u8]) -> Result<Timestamp, TimeError> {
    // Whole seconds and milliseconds, as most are.
    if let (10 | 13, Some(b'1'..=b'9')) = (text.len(), text.first())
        && text.iter().all(u8::is_ascii_digit)
    {
        let number = text.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        let ms = if text.len() == 10 { number * 1_000 } else { number };
        return Timestamp::from_ms(ms).map_err(|_| TimeError::Range);
    }
    let (negative, digits) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        _ => (false, text),
    };
    let point = digits.iter().position(|&byte| byte == b'.').unwrap_or(digits.len());
    let (whole, rest) = digits.split_at(point);
    let rest = rest.get(1..).unwrap_or(b"");
    let numeric = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    if whole.is_empty() || !numeric(whole) || !numeric(rest) || (point < digits.len() && rest.is_empty()) {
        return Err(TimeError::Form);
    }
    let significant = whole.iter().position(|&byte| byte != b'0').map_or(1, |zeros| whole.len() - zeros);
    if significant > 19 {
        return Err(TimeError::Range);
    }
    let number =
        whole[whole.len() - significant..].iter().fold(0i128, |sum, byte| sum * 10 + i128::from(byte - b'0'));
    // Nanoseconds, exactly: at most nine digits of the fraction matter even for seconds.
    let unit_ns: i128 = match significant {
        0..=11 => 1_000_000_000,
        12..=14 => 1_000_000,
        15..=17 => 1_000,
        _ => 1,
    };
    let mut nanos = number * unit_ns;
    let mut place = unit_ns;
    for byte in rest {
        place /= 10;
        nanos += i128::from(byte - b'0') * place;
    }
    let nanos = if negative { -nanos } else { nanos };
    let ms = i64::try_from(nanos.div_euclid(1_000_000)).map_err(|_| TimeError::Range)?;
    Timestamp::from_ms(ms).map_err(|_| TimeError::Range)
}

/// Reads an offset such as `+01:00`, `-0530`, `Z` or `UTC`, as an option gives it.
pub(crate) fn parse_offset(text: &str) -> Option<i32> {
    if text == "UTC" {
        return Some(0);
    }
    zone(text.as_bytes())
        .filter(|&(_, used)| used == text.len() && !text.starts_with(' '))
        .map(|(offset, _)| offset)
}
