//! Times as logs write them, from bytes to [`Timestamp`], without a zone being guessed.
//!
//! - RFC 3339 and ISO 8601 with `T` or a space, fraction after `.` or `,` (cut to milliseconds), zone `Z`, `+hh:mm`,
//!   `+hhmm`, `+hh`, ` UTC` or ` GMT`. Second 60 (a leap second) counts as 59, so that no time moves forward.
//! - Numbers since 1970, by the digits before the point: up to 11 seconds, 12 to 14 milliseconds, 15 to 17
//!   microseconds, 18 and 19 nanoseconds.
//! - Other numbers are told by what they would mean: `yyyymmddhhmmss`, Windows' FILETIME (100 ns since 1601) and .NET's
//!   ticks (since year 1), microseconds since 1601 (WebKit) count where a number since 1970 would lie outside the years
//!   2000 to 2099 and they do not.
//! - No zone: that of the rule, which is UTC where nobody said anything.

use errpredict::Timestamp;

use super::stamp::{self, Stamp};
use super::zone::{self, TimeRule, Zone};

/// Seconds in a day.
pub(crate) const DAY_S: i64 = 86_400;
/// Largest offset from UTC that is read, in seconds: RFC 3339 allows up to 23:59.
const MAX_OFFSET_S: i32 = 86_399;

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

/// Reads a whole text as a time: whether it says its zone is told too.
pub(crate) fn parse(text: &[u8], rule: TimeRule) -> Result<(Timestamp, bool), TimeError> {
    let text = text.trim_ascii();
    match stamp::stamp(text, rule) {
        Some(found) if found.used == text.len() => found.time.map(|time| (time, found.zoned)),
        // What follows may be a comment on the zone, `(Coordinated Universal Time)`.
        Some(found) if text[found.used..].trim_ascii_start().first() == Some(&b'(') => {
            found.time.map(|time| (time, found.zoned))
        }
        _ => number(text).map(|time| (time, true)),
    }
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

/// A time from days since 1970, second of the day, milliseconds and offset.
pub(crate) fn compose(days: i64, second: i64, millis: i64, offset_s: i32) -> Result<Timestamp, TimeError> {
    let seconds = days * DAY_S + second - i64::from(offset_s);
    Timestamp::from_ms(seconds * 1000 + millis).map_err(|_| TimeError::Range)
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
    let two = |at: usize| pair(head[at], head[at + 1]);
    let (century, year, month, day) = (two(0)?, two(2)?, two(5)?, two(8)?);
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    let (millis, used) = fraction(&text[19..]);
    Some((days_from_civil(century * 100 + year, month, day), clock(hour, minute, second), millis, 19 + used))
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
fn named_zone(text: &[u8]) -> Option<(i32, usize)> {
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
        (Some(&tens), Some(&ones), _) if tens.is_ascii_digit() => (pair(tens, ones)?, 5),
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

/// A zone at the start of a text, by offset, abbreviation or the name of a place, with what may follow it:
/// `+0100 CET`, `+01:00[Europe/Berlin]`; and its bytes.
pub(crate) fn zone_or_place(text: &[u8]) -> Option<(Zone, usize)> {
    let Some((offset_s, mut used)) = zone(text) else { return place(text) };
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
        && let Some((_, name)) = named_zone(&rest[1..])
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
    if !name.first()?.is_ascii_uppercase() {
        return None;
    }
    let length = name
        .iter()
        .take(MAX_PLACE)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(byte))
        .count();
    memchr::memchr(b'/', &name[..length])?;
    let zone = zone::named(std::str::from_utf8(&name[..length]).ok()?)?;
    Some((zone, length + 1))
}

/// A number that is a time.
fn number(text: &[u8]) -> Result<Timestamp, TimeError> {
    let read = epoch(text);
    if read.is_ok_and(is_plausible) {
        return read;
    }
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == text.len() && digits >= 14 {
        let number: i64 =
            std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).ok_or(TimeError::Range)?;
        if let Some((days, second, millis)) =
            Some(digits).filter(|n| matches!(n, 14 | 17)).and_then(|n| stamp::run(number, n))
        {
            return compose(days, second, millis, 0);
        }
        for (per_ms, before_1970_ms) in SCALES {
            let time = Timestamp::from_ms(number / per_ms - before_1970_ms);
            if let Ok(time) = time
                && is_plausible(time)
            {
                return Ok(time);
            }
        }
        // Whatever it counts, it is no time since 1970 that anybody meant.
        return Err(TimeError::Form);
    }
    // Days since 1900 with their fraction, as spreadsheets have them: an hour of 1970 is not meant.
    let is_serial = digits == 5 && text.get(5) == Some(&b'.') && matches!(text[0], b'2'..=b'7');
    if is_serial { Err(TimeError::Form) } else { read }
}

/// Units in a millisecond, and the milliseconds from their beginning to 1970: FILETIME, .NET's ticks, WebKit.
const SCALES: [(i64, i64); 3] =
    [(10_000, 11_644_473_600_000), (10_000, 62_135_596_800_000), (1_000, 11_644_473_600_000)];

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

/// A number since 1970, its unit told by the digits before the point.
pub(crate) fn epoch(text: &[u8]) -> Result<Timestamp, TimeError> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ms(text: &str) -> Result<i64, TimeError> {
        parse(text.as_bytes(), TimeRule::default()).map(|(time, _)| time.ms())
    }

    #[test]
    fn times_and_their_rules() {
        let cases = [
            ("2026-11-23T06:57:22Z", Ok(1_795_417_042_000)),
            ("2026-11-23 06:57:22.1259Z", Ok(1_795_417_042_125)),
            ("2026-11-23T07:57:22,5+01:00", Ok(1_795_417_042_500)),
            ("2026-11-23T07:57:22+0100", Ok(1_795_417_042_000)),
            ("2026-11-23T07:57:22+01", Ok(1_795_417_042_000)),
            ("2026-11-23 06:57:22 UTC", Ok(1_795_417_042_000)),
            ("2026-11-23 07:57:22 CET", Ok(1_795_417_042_000)),
            ("2026-11-23 08:57:22.125 CEST", Ok(1_795_417_042_125)),
            ("2026-11-22 22:57:22 PST", Ok(1_795_417_042_000)),
            // India, Ireland or Israel.
            ("2026-11-23 06:57:22 IST", Err(TimeError::Form)),
            ("20261123065722", Ok(1_795_417_042_000)),
            ("134398906420000000", Ok(1_795_417_042_000)),
            ("639310138420000000", Ok(1_795_417_042_000)),
            ("46349.29", Err(TimeError::Form)),
            ("2026-11-23 06:57:22 +0000", Ok(1_795_417_042_000)),
            ("2016-12-31T23:59:60Z", Ok(1_483_228_799_000)),
            ("0001-01-01T00:00:00Z", Ok(Timestamp::MIN.ms())),
            ("0000-01-01T00:00:00Z", Err(TimeError::Range)),
            ("9999-12-30T22:00:00Z", Ok(Timestamp::MAX.ms())),
            ("9999-12-31T23:59:59Z", Err(TimeError::Range)),
            ("2026-02-29T00:00:00Z", Err(TimeError::Range)),
            ("2024-02-29T00:00:00Z", Ok(1_709_164_800_000)),
            ("2026-11-23T24:00:00Z", Err(TimeError::Range)),
            ("2026-11-23T06:57:22", Ok(1_795_417_042_000)),
            ("2026-11-23", Err(TimeError::Form)),
            ("2026-11-23T06:57:22Zx", Err(TimeError::Form)),
            ("1401602400", Ok(1_401_602_400_000)),
            ("1401602400.9999", Ok(1_401_602_400_999)),
            ("1401602400125", Ok(1_401_602_400_125)),
            ("1401602400125999", Ok(1_401_602_400_125)),
            ("1401602400125999999", Ok(1_401_602_400_125)),
            ("-1", Ok(-1_000)),
            ("-0.0001", Ok(-1)),
            ("0", Ok(0)),
            ("99999999999999999999", Err(TimeError::Range)),
            ("99999999999", Ok(99_999_999_999_000)),
            ("1e9", Err(TimeError::Form)),
            ("NaN", Err(TimeError::Form)),
            ("", Err(TimeError::Form)),
            ("1401602400.", Err(TimeError::Form)),
        ];
        for (text, expected) in cases {
            assert_eq!(ms(text), expected, "{text}");
        }
        let rule = TimeRule { zone: Zone::Offset(3600), ..TimeRule::default() };
        assert_eq!(parse(b"2026-11-23 07:57:22,125", rule).unwrap().0.ms(), 1_795_417_042_125);
    }

    #[test]
    fn offsets() {
        for (text, expected) in [
            ("+01:00", Some(3600)),
            ("-0530", Some(-19_800)),
            ("Z", Some(0)),
            ("UTC", Some(0)),
            ("1h", None),
            ("+1", None),
            ("+24:00", None),
        ] {
            assert_eq!(parse_offset(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_jiff(ms in Timestamp::MIN.ms()..=Timestamp::MAX.ms(), hours in -23i32..=23, minutes in 0i32..60) {
            let time = Timestamp::from_ms(ms).unwrap();
            prop_assert_eq!(super::parse(time.to_string().as_bytes(), TimeRule::default()), Ok((time, true)));
            let sign = if hours < 0 { '-' } else { '+' };
            let text = format!("{}{sign}{:02}:{minutes:02}", time.to_string().trim_end_matches('Z'), hours.abs());
            let ours = super::parse(text.as_bytes(), TimeRule::default()).ok();
            let ours = ours.map(|(time, _)| time);
            prop_assert_eq!(ours, text.parse::<Timestamp>().ok(), "{}", text);
        }

        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = super::parse(&bytes, zone::ANY);
        }
    }
}
