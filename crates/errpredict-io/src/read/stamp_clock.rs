//! The clock after a date, and what may stand between the two; and a number with an exponent.

use errpredict::Timestamp;

use super::cursor::Cursor;
use super::time;
use super::tongues;

/// A date, as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Date {
    /// Days since 1970, or nothing for a day that does not exist.
    Days(Option<i64>),
    /// Month and day; the year may follow the clock.
    NoYear(i64, i64),
    /// Two numbers up to 12 before the year: which is the day must be known.
    Either(i64, i64, i64),
    /// Only a clock.
    None,
}

/// `1.795417042125e+09`, as zap writes seconds since 1970, of which the first digit was read.
pub(super) fn exponent(cursor: &mut Cursor<'_>) -> Option<Timestamp> {
    /// Places of a millisecond behind the first digit.
    const PLACES: usize = 12;
    let begin = cursor.at.checked_sub(1)?;
    let digits = cursor.text[cursor.at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = cursor.at + 1 + digits;
    let after = cursor.text[end..].strip_prefix(b"e+09")?;
    let places = cursor.text[cursor.at + 1..end].iter().copied().chain(std::iter::repeat(b'0'));
    let first = cursor.text[begin] - b'0';
    let ms = places.take(PLACES).fold(i64::from(first), |sum, byte| sum * 10 + i64::from(byte - b'0'));
    let time = Timestamp::from_ms(ms).ok().filter(|time| time::is_plausible(*time))?;
    let ends = !after.first().is_some_and(u8::is_ascii_alphanumeric);
    cursor.at = end + 4;
    ends.then_some(time)
}

/// The clock after a date: second of the day, or a negative number for one that does not exist, and milliseconds.
pub(super) fn clock(cursor: &mut Cursor<'_>, date: Date) -> Option<(i64, i64)> {
    let has_date = date != Date::None;
    let after_point = has_date && cursor.peek() == Some(b'.');
    let mut afternoon = if has_date { between(cursor)? } else { None };
    let (first, length) = cursor.digits(9)?;
    // Else an address such as 10.11.12.13:80 would be a time.
    if after_point && afternoon.is_none() && !matches!(length, 6 | 9) && cursor.peek() != Some(b'h') {
        return None;
    }
    let mut has_second = true;
    let (mut hour, minute, second) = match length {
        6 => (first / 10_000, first / 100 % 100, first % 100),
        9 => (first / 10_000_000, first / 100_000 % 100, first / 1000 % 100),
        4 => (first / 100, first % 100, 0),
        1 | 2 => {
            let (minute, second) = minute_and_second(cursor, has_date, length)?;
            has_second = second.is_some();
            (first, minute, second.unwrap_or(0))
        }
        _ => return None,
    };
    let (mut millis, used) = time::fraction(&cursor.text[cursor.at..]);
    cursor.at += used;
    if length == 9 {
        millis = first % 1000;
    } else if used == 0
        && cursor.peek() == Some(b':')
        && cursor.ahead(1).is_some_and(|byte| byte.is_ascii_digit())
    {
        // `06:57:22:606`
        let mut ahead = Cursor { at: cursor.at + 1, ..*cursor };
        if let Some((number, digits @ 1..=3)) = ahead.digits(4)
            && matches!(ahead.peek(), None | Some(b' ' | b'|' | b']' | b'\t' | b','))
        {
            // As Java writes them, without zeros in front.
            millis = if digits == 3 { number } else { number.min(999) };
            cursor.at = ahead.at;
        }
    }
    if afternoon.is_none() {
        afternoon = cursor.half_of_day();
    }
    match afternoon {
        Some(afternoon) if (1..=12).contains(&hour) => hour = hour % 12 + if afternoon { 12 } else { 0 },
        // `6:57` alone is no time of day, `6:57AM` is.
        None if !has_second && !has_date => return None,
        _ => {}
    }
    Some((time::clock(hour, minute, second).unwrap_or(-1), millis))
}

/// What stands between a date and the clock; whether it says that it is the afternoon, as Chinese, Japanese and Korean do
/// before the clock.
fn between(cursor: &mut Cursor<'_>) -> Option<Option<bool>> {
    match cursor.peek()? {
        // Twice in Erlang's `23-Nov-2026::06:57:22`.
        b':' if cursor.ahead(1) == Some(b':') => cursor.at += 2,
        b'T' | b't' | b'_' | b'-' | b':' | b'.' | b'|' => cursor.at += 1,
        b',' => cursor.at += 1,
        b' ' | 0x80.. => {}
        // `2026年11月23日06:57:22`
        b'0'..=b'9' if cursor.at > 0 && cursor.text[cursor.at - 1] >= 0x80 => {}
        _ => return None,
    }
    // `06` written as ` 6`, and words such as Excel's two spaces.
    for _ in 0..2 {
        cursor.at += usize::from(cursor.peek() == Some(b' '));
    }
    if cursor.peek()?.is_ascii_digit() { Some(None) } else { tongues::before_clock(cursor) }
}

/// What follows the hour: the minute, and the second where it is written.
fn minute_and_second(
    cursor: &mut Cursor<'_>,
    has_date: bool,
    hour_digits: usize,
) -> Option<(i64, Option<i64>)> {
    let separator = match cursor.peek()? {
        byte @ (b':' | b'.') => byte,
        b'-' if has_date && hour_digits == 2 => b'-',
        // `06h57m22s`
        b'h' if has_date => {
            cursor.at += 1;
            let (minute, 2) = cursor.digits(2)? else { return None };
            cursor.eat(b'm')?;
            let (second, 2) = cursor.digits(2)? else { return None };
            cursor.eat(b's')?;
            return Some((minute, Some(second)));
        }
        0x80.. if has_date => return tongues::minute_and_second(cursor),
        _ => return None,
    };
    cursor.at += 1;
    let (minute, minute_digits) = cursor.digits(2)?;
    let follows =
        cursor.peek() == Some(separator) && cursor.ahead(1).is_some_and(|byte| byte.is_ascii_digit());
    let second = if follows {
        cursor.at += 1;
        Some(cursor.digits(2)?)
    } else {
        None
    };
    // `0:9:5`, as programs write that put numbers together.
    let is_short = minute_digits == 1 || second.is_some_and(|(_, digits)| digits == 1);
    let is_sure = has_date && separator == b':' && second.is_some();
    // `06-57-22`
    let is_whole = separator != b'-' || second.is_some();
    if (is_short && !is_sure) || !is_whole || (second.is_none() && separator == b'.') {
        return None;
    }
    Some((minute, second.map(|(second, _)| second)))
}
