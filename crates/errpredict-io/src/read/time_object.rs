//! Times that are no text and no number: what serialisers make of a moment.
//!
//! - `{"$date":"..."}`, `{"$date":{"$numberLong":"..."}}` (MongoDB), `{"#attributes":{"SystemTime":"..."}}` (Windows' events
//!   made JSON): the time stands inside;
//! - `{"seconds":1795417042,"nanos":125000000}` (Protocol Buffers), `{"epochSecond":...,"nanoOfSecond":...}` (Java),
//!   `{"secs_since_epoch":...,"nanos_since_epoch":...}` (Rust): seconds since 1970, and nanoseconds;
//! - `[2026,11,23,6,57,22,125000000]` (Java): year to second, and nanoseconds.

use errpredict::Timestamp;
use serde_json::Value;

use super::moment;
use super::time::{self, TimeError};
use super::zone::TimeRule;

/// Names of whole seconds, and of the nanoseconds beside them.
const SECONDS: [&str; 7] =
    ["seconds", "epochSecond", "epochSeconds", "secs_since_epoch", "_seconds", "sec", "secs"];
const NANOS: [&str; 7] = [
    "nanos",
    "nanoOfSecond",
    "nanosecondsOfSecond",
    "nanos_since_epoch",
    "_nanoseconds",
    "nsec",
    "nanoseconds",
];
/// Names under which the time itself stands.
const INSIDE: [&str; 12] = [
    "$date",
    "$numberLong",
    "SystemTime",
    "@SystemTime",
    "#attributes",
    "epochMillis",
    "timestamp",
    "iso",
    "value",
    "repr",
    "#text",
    "$",
];
/// Objects in objects are no deeper.
const MAX_DEPTH: usize = 4;

/// Reads the text of such a value: the time, and whether it says its zone.
#[cold]
pub(crate) fn parse(text: &str, rule: TimeRule) -> Result<(Timestamp, bool), TimeError> {
    serde_json::from_str(text).map_or(Err(TimeError::Form), |value| read(&value, rule, 0))
}

fn read(value: &Value, rule: TimeRule, depth: usize) -> Result<(Timestamp, bool), TimeError> {
    match value {
        Value::String(text) => moment::parse(text.as_bytes(), rule),
        Value::Number(number) => moment::parse(number.to_string().as_bytes(), rule),
        Value::Array(parts) => civil(parts, rule),
        Value::Object(members) if depth < MAX_DEPTH => {
            let named = |names: &[&str]| names.iter().find_map(|name| members.get(*name));
            if let Some(seconds) = named(&SECONDS).and_then(whole) {
                let nanos = named(&NANOS).and_then(whole).unwrap_or(0);
                let ms = seconds.checked_mul(1000).map(|ms| ms.saturating_add(nanos / NANOS_PER_MS));
                let time = ms.and_then(|ms| Timestamp::from_ms(ms).ok());
                return time.map(|time| (time, true)).ok_or(TimeError::Range);
            }
            named(&INSIDE).map_or(Err(TimeError::Form), |inner| read(inner, rule, depth + 1))
        }
        _ => Err(TimeError::Form),
    }
}

/// Nanoseconds in a millisecond.
const NANOS_PER_MS: i64 = 1_000_000;

/// A whole number, or a text that is one.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// `[2026,11,23,6,57]` and on: the last parts are missing where they are zero.
fn civil(parts: &[Value], rule: TimeRule) -> Result<(Timestamp, bool), TimeError> {
    let numbers: Option<Vec<i64>> = parts.iter().map(Value::as_i64).collect();
    let Some([year, month, day, hour, minute, rest @ ..]) = numbers.as_deref() else {
        return Err(TimeError::Form);
    };
    let (second, nanos) = match rest {
        [] => (0, 0),
        [second] => (*second, 0),
        [second, nanos] => (*second, *nanos),
        _ => return Err(TimeError::Form),
    };
    let days = time::days_from_civil(*year, *month, *day).ok_or(TimeError::Range)?;
    let is_clock = *hour >= 0 && *minute >= 0 && second >= 0 && (0..NANOS_PER_MS * 1000).contains(&nanos);
    let second = time::clock(*hour, *minute, second).filter(|_| is_clock).ok_or(TimeError::Range)?;
    rule.zone.moment(days, second, nanos / NANOS_PER_MS).map(|time| (time, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serialisers_make_of_a_moment() {
        for (text, ms) in [
            (r#"{"$date":"2026-11-23T06:57:22.125Z"}"#, 1_795_417_042_125),
            (r#"{"$date":{"$numberLong":"1795417042125"}}"#, 1_795_417_042_125),
            (r#"{"seconds":1795417042,"nanos":125000000}"#, 1_795_417_042_125),
            (r#"{"seconds":"1795417042"}"#, 1_795_417_042_000),
            (r#"{"epochSecond":1795417042,"nanoOfSecond":125999999}"#, 1_795_417_042_125),
            (r#"{"secs_since_epoch":1795417042,"nanos_since_epoch":125000000}"#, 1_795_417_042_125),
            (r##"{"#attributes":{"SystemTime":"2026-11-23T06:57:22.125Z"}}"##, 1_795_417_042_125),
            ("[2026,11,23,6,57,22,125000000]", 1_795_417_042_125),
            ("[2026,11,23,6,57]", 1_795_417_020_000),
        ] {
            assert_eq!(parse(text, TimeRule::default()).map(|(time, _)| time.ms()), Ok(ms), "{text}");
        }
        for text in [
            "true",
            "{}",
            "[]",
            "[2026,11]",
            "[2026,13,1,1,1]",
            "[2026,1,1,-1,1]",
            r#"{"seconds":"x"}"#,
            r#"{"seconds":9223372036854775807}"#,
            r#"{"value":{"value":{"value":{"value":{"value":1}}}}}"#,
        ] {
            assert!(parse(text, TimeRule::default()).is_err(), "{text}");
        }
    }
}
