//! A whole text as a time: one of the forms of [`super::stamp`], or a number.
//!
//! Other numbers than those since 1970 are told by what they would mean: `yyyymmddhhmmss`, Windows' FILETIME (100 ns since
//! 1601) and .NET's ticks (since year 1), microseconds since 1601 (WebKit) count where a number since 1970 would lie
//! outside the years 2000 to 2099 and they do not.

use errpredict::Timestamp;

use super::stamp;
use super::time::{self, TimeError, epoch, is_plausible};
use super::zone::TimeRule;

/// Reads a whole text as a time: whether it says its zone is told too.
pub(crate) fn parse(text: &[u8], rule: TimeRule) -> Result<(Timestamp, bool), TimeError> {
    let text = text.trim_ascii();
    // SharePoint marks the later parts of a text that it cut.
    let text = text.strip_suffix(b"*").unwrap_or(text);
    if matches!(text.len(), 10 | 13) && text.iter().all(u8::is_ascii_digit) {
        return number(text).map(|time| (time, true));
    }
    match stamp::stamp(text, rule) {
        Some(found) if found.used == text.len() => found.time.map(|time| (time, found.zoned)),
        // What follows may be a comment on the zone, `(Coordinated Universal Time)`.
        Some(found) if text[found.used..].trim_ascii_start().first() == Some(&b'(') => {
            found.time.map(|time| (time, found.zoned))
        }
        _ if text.first() == Some(&b'/') => serialised(text).map(|time| (time, true)),
        _ => number(text).map(|time| (time, true)),
    }
}

/// `/Date(1795417042125)/`, with an offset before the bracket or not: milliseconds since 1970, as Microsoft's serialisers
/// write a time.
#[cold]
fn serialised(text: &[u8]) -> Result<Timestamp, TimeError> {
    let inside =
        text.strip_prefix(b"/Date(").and_then(|text| text.strip_suffix(b")/")).ok_or(TimeError::Form)?;
    let sign = usize::from(inside.first() == Some(&b'-'));
    let digits = inside[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&inside[..sign + digits]).ok().and_then(|text| text.parse().ok());
    let is_offset = matches!(inside[sign + digits..], [] | [b'+' | b'-', _, _, _, _]);
    Timestamp::from_ms(number.filter(|_| is_offset).ok_or(TimeError::Form)?).map_err(|_| TimeError::Range)
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
            return time::compose(days, second, millis, 0);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::time::parse_offset;
    use crate::read::zone::{ANY, Zone};
    use proptest::prelude::*;

    fn ms(text: &str) -> Result<i64, TimeError> {
        parse(text.as_bytes(), TimeRule::default()).map(|(time, _)| time.ms())
    }

    #[test]
    fn times_and_their_rules() {
        let cases = [
            ("2026-11-23T06:57:22Z", Ok(1_795_417_042_000)),
            ("11/23/2026 06:57:22.00*", Ok(1_795_417_042_000)),
            ("1.795417042125e+09", Ok(1_795_417_042_125)),
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
            ("/Date(1795417042125)/", Ok(1_795_417_042_125)),
            ("/Date(1795417042125+0100)/", Ok(1_795_417_042_125)),
            ("/Date(x)/", Err(TimeError::Form)),
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
            let _ = super::parse(&bytes, ANY);
        }
    }
}
