//! Durations that say their unit: `123ms`, `1.2 s`, `1m30.5s`, `PT0.5S`, `00:00:01.2500000`.

use super::decimal::decimal;

/// Units in milliseconds, in lower case.
const UNITS: [(&str, f64); 27] = [
    ("ns", 1e-6),
    ("nanos", 1e-6),
    ("nanoseconds", 1e-6),
    ("us", 1e-3),
    // The sign for micro, and the Greek letter.
    ("\u{b5}s", 1e-3),
    ("\u{3bc}s", 1e-3),
    ("micros", 1e-3),
    ("microseconds", 1e-3),
    ("ms", 1.0),
    ("msec", 1.0),
    ("msecs", 1.0),
    ("millis", 1.0),
    ("milliseconds", 1.0),
    ("millisecond", 1.0),
    ("s", 1e3),
    ("sec", 1e3),
    ("secs", 1e3),
    ("second", 1e3),
    ("seconds", 1e3),
    ("m", 60e3),
    ("min", 60e3),
    ("mins", 60e3),
    ("minute", 60e3),
    ("minutes", 60e3),
    ("h", 3_600e3),
    ("hour", 3_600e3),
    ("hours", 3_600e3),
];

/// Milliseconds of a unit, in any case.
pub(crate) fn unit_ms(name: &str) -> Option<f64> {
    UNITS.iter().find(|(unit, _)| unit.eq_ignore_ascii_case(name)).map(|&(_, ms)| ms)
}

/// The milliseconds of a duration that says its unit; nothing for a number alone.
#[cold]
pub(crate) fn milliseconds(text: &str) -> Option<f64> {
    /// What is longer is no duration.
    const MAX_BYTES: usize = 40;
    let text = text.trim();
    if text.len() > MAX_BYTES {
        return None;
    }
    match text.as_bytes() {
        [b'P', rest @ ..] if !rest.is_empty() => iso(&text[1..]),
        [b'0'..=b'9' | b'.', ..] if text.contains(':') => clock(text),
        [b'0'..=b'9' | b'.', ..] => numbers_and_units(text),
        _ => None,
    }
}

/// `0,5`: a number with a comma for its point, where it cannot part thousands.
#[cold]
pub(crate) fn with_comma(text: &str) -> Option<f64> {
    let (whole, places) = text.split_once(',')?;
    let is_sure = whole == "0" || places.len() != 3;
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_sure || !are_digits(whole) || !are_digits(places) {
        return None;
    }
    decimal(format!("{whole}.{places}").as_bytes())
}

/// The number at the beginning of a text, and what follows it.
fn number(text: &str) -> Option<(f64, &str)> {
    let end =
        text.bytes().position(|byte| !byte.is_ascii_digit() && !matches!(byte, b'.')).unwrap_or(text.len());
    let value = decimal(&text.as_bytes()[..end]).filter(|value| value.is_finite())?;
    Some((value, &text[end..]))
}

/// `1m30.5s`, as Go writes; `1.2 s`, `250 milliseconds`.
fn numbers_and_units(text: &str) -> Option<f64> {
    let (mut rest, mut sum) = (text, 0.0);
    while !rest.is_empty() {
        let (value, after) = number(rest)?;
        let after = after.trim_start();
        let end = after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len());
        sum += value * unit_ms(&after[..end])?;
        rest = after[end..].trim_start();
    }
    Some(sum)
}

/// ISO 8601, behind the `P`: days and what follows `T`. Months and years have no length.
fn iso(text: &str) -> Option<f64> {
    if text.ends_with('T') {
        return None;
    }
    let (days, clock) = text.split_once('T').unwrap_or((text, ""));
    let mut sum = 0.0;
    if !days.is_empty() {
        let (value, rest) = number(days)?;
        sum += if rest == "D" { value * 86_400e3 } else { return None };
    }
    let mut rest = clock;
    while !rest.is_empty() {
        let (value, after) = number(rest)?;
        sum += value
            * match after.as_bytes().first()? {
                b'H' => 3_600e3,
                b'M' => 60e3,
                b'S' => 1e3,
                _ => return None,
            };
        rest = &after[1..];
    }
    Some(sum)
}

/// `[days.]hours:minutes:seconds[.fraction]`, as .NET and Python write.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    let is_pair = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !is_pair(minutes) || !is_pair(seconds.get(..2)?) {
        return None;
    }
    let (days, hours) = hours.split_once('.').unwrap_or(("0", hours));
    let whole = |part: &str| part.parse::<u32>().ok().map(f64::from);
    let (seconds, rest) = number(seconds)?;
    let hours = whole(days)? * 24.0 + whole(hours)?;
    rest.is_empty().then_some(hours * 3_600e3 + whole(minutes)? * 60e3 + seconds * 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_point_where_it_parts_no_thousands() {
        for (text, value) in [
            ("0,5", Some(0.5)),
            ("12,25", Some(12.25)),
            ("0,125", Some(0.125)),
            ("1,234", None),
            ("1,2,3", None),
            (",5", None),
            ("1,", None),
        ] {
            assert_eq!(with_comma(text), value, "{text}");
        }
    }

    #[test]
    fn durations_say_their_unit() {
        for (text, ms) in [
            ("123ms", 123.0),
            ("0.123s", 123.0),
            ("1.2 s", 1200.0),
            ("1.5S", 1500.0),
            ("250 milliseconds", 250.0),
            ("12\u{b5}s", 0.012),
            ("12\u{3bc}s", 0.012),
            ("500us", 0.5),
            ("1m30.5s", 90_500.0),
            ("1h0m0s", 3_600_000.0),
            ("2 min", 120_000.0),
            ("PT0.5S", 500.0),
            ("PT1M2S", 62_000.0),
            ("P1DT1H", 90_000_000.0),
            ("00:00:01.2500000", 1250.0),
            ("0:01:30", 90_000.0),
            ("1.00:00:00", 86_400_000.0),
        ] {
            let found = milliseconds(text).unwrap_or_else(|| panic!("{text}"));
            assert!((found - ms).abs() < 1e-9 * ms.max(1.0), "{text}: {found}");
        }
        for text in [
            "",
            "12",
            "1.5",
            "ms",
            "12 apples",
            "P",
            "P1M",
            "PT",
            "PT5",
            "12:30",
            "a:b:c",
            "-5ms",
            "1..2s",
            "-",
            "1:2:3",
            "12:00:61x",
            "infs",
            "1e999s",
        ] {
            assert_eq!(milliseconds(text), None, "{text}");
        }
    }
}
