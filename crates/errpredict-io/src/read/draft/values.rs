//! The values of a draft that are more than text: times, levels, statuses, durations.

use errpredict::{Severity, Timestamp};

use super::{Draft, Notes, Value, time_error};
use crate::read::decimal::decimal;
use crate::read::duration;
use crate::read::fields::{Field, Reading};
use crate::read::options::{LevelNumbers, Rules};
use crate::read::report::{Bad, Reason};
use crate::read::time::{self, TimeError, Unit};
use crate::read::zone::{TimeRule, Zone};
use crate::read::{level, level_words, moment, time_object};

impl Draft {
    pub(crate) fn timestamp(
        &self,
        line: &str,
        scratch: &str,
        rules: &Rules,
        notes: &mut Notes,
    ) -> Result<Timestamp, Box<Bad>> {
        let slot = self.slots[Field::Timestamp as usize];
        let Some(value) = slot.value() else {
            let expected = "a field `timestamp` or one of its other names";
            return Err(Bad::new(Reason::MissingTimestamp, 0, expected).field("timestamp"));
        };
        let (Value::Text(span) | Value::Number(span) | Value::Other(span)) = value;
        let text = span.of(line, scratch);
        let read = match (value, slot.reading) {
            (Value::Other(_), _) => time_object::parse(text, rules.time).map(|read| notes.placed(read)),
            (_, Reading::UnixNanoseconds) => time::scaled_epoch(text, 1_000_000),
            (_, Reading::UnixMicroseconds) => time::scaled_epoch(text, 1_000),
            (_, Reading::UnixSeconds) => time::epoch(text.as_bytes()).map(|time| {
                let nanos = self.nanos.and_then(|span| span.of(line, scratch).parse::<i64>().ok());
                let within = nanos.map_or(0, |nanos| nanos.clamp(0, 999_999_999) / 1_000_000);
                Timestamp::from_ms(time.ms() + within).unwrap_or(time)
            }),
            (_, Reading::Utc) => {
                let rule = TimeRule { zone: Zone::Offset(0), ..rules.time };
                moment::parse(text.as_bytes(), rule).map(|(time, _)| time)
            }
            (Value::Number(_) | Value::Text(_), _) => {
                moment::parse(text.as_bytes(), rules.time).map(|read| {
                    if let Some(unit) = Unit::of(text.as_bytes()) {
                        notes.epochs[unit as usize] += 1;
                    }
                    notes.placed(read)
                })
            }
        };
        match (read, self.day) {
            (Err(TimeError::Form), Some(day)) if slot.reading != Reading::Day => {
                let whole = format!("{} {text}", day.of(line, scratch));
                moment::parse(whole.as_bytes(), rules.time).map(|read| notes.placed(read))
            }
            (read, _) => read,
        }
        .map_err(|error| time_error(error, span.column()).found(text))
    }

    /// The severity a field states. What is no level gives none, and is told.
    pub(super) fn read_severity(
        &self,
        line: &str,
        scratch: &str,
        rules: &Rules,
        notes: &mut Notes,
    ) -> Option<Severity> {
        let slot = self.slots[Field::Severity as usize];
        let (span, text, is_number) = match slot.value() {
            None => return self.level_under_status(line, scratch),
            Some(Value::Text(span)) => (span, span.of(line, scratch).trim(), false),
            Some(Value::Number(span)) => (span, span.of(line, scratch), true),
            Some(Value::Other(span)) => (span, span.of(line, scratch), false),
        };
        let mut bad = |reason, expected: &str| {
            notes.ignored.push(*Bad::new(reason, span.column(), expected).field("severity").found(text));
            None
        };
        let scale = match slot.reading {
            Reading::OpenTelemetryNumber => Some(LevelNumbers::Otel),
            Reading::PythonNumber => Some(LevelNumbers::Python),
            Reading::SyslogNumber => Some(LevelNumbers::Syslog),
            _ if self.slots[Field::Message as usize].reading == Reading::Gelf => Some(LevelNumbers::Syslog),
            // pino and bunyan write the host and the process beside the level, and nobody else does both.
            _ => rules.level_numbers.or_else(|| {
                (is_number && self.has(Field::Host) && self.has(Field::Process)).then_some(LevelNumbers::Pino)
            }),
        };
        let numeric = is_number || text.as_bytes().first().is_some_and(u8::is_ascii_digit);
        if !numeric {
            let letter = match text.as_bytes() {
                [letter] => Severity::of_level_letter(letter.to_ascii_uppercase()),
                [b'D', b'1'..=b'5'] => Severity::of_level_letter(b'D'),
                _ => None,
            };
            if slot.reading == Reading::Outcome {
                return level::of_outcome(text);
            }
            if matches!(slot.reading, Reading::IfLevel | Reading::Tags) {
                return level::surely(text).or_else(|| self.level_under_status(line, scratch));
            }
            return match letter.or_else(|| level::named(text)).or_else(|| level_words::of_column(text)) {
                Some(severity) => Some(severity),
                None if slot.reading == Reading::Letter => self.level_under_status(line, scratch),
                None => bad(Reason::BadSeverity, "a level name such as info, warning, error, critical"),
            };
        }
        match scale {
            None => bad(Reason::LevelNumber, "a level name, or a stated scale of numbers"),
            Some(scale) => match text.parse().ok().and_then(|number| scale.severity(number)) {
                Some(severity) => Some(severity),
                None => bad(Reason::BadSeverity, &format!("a level number of the scale {scale:?}")),
            },
        }
    }

    /// A level name where others have the status, as Datadog writes it.
    fn level_under_status(&self, line: &str, scratch: &str) -> Option<Severity> {
        let slot = self.slots[Field::StatusCode as usize];
        match slot.value() {
            Some(Value::Text(span)) if slot.reading == Reading::StatusOrLevel => {
                level::named(span.of(line, scratch))
            }
            _ => None,
        }
    }

    pub(super) fn status(&self, line: &str, scratch: &str, notes: &mut Notes) -> Option<u16> {
        let slot = self.slots[Field::StatusCode as usize];
        let (Value::Text(span) | Value::Number(span) | Value::Other(span)) = slot.value()?;
        let text = span.of(line, scratch);
        // `503 Service Unavailable`
        let digits = text.split_once(' ').map_or(text, |(digits, _)| digits);
        match digits.parse::<u16>() {
            Ok(status @ 100..=599) => Some(status),
            // Many things have a status.
            _ if slot.reading == Reading::StatusOrLevel && matches!(slot.value(), Some(Value::Text(_))) => {
                None
            }
            _ if slot.reading == Reading::IfStatus => None,
            _ => {
                let bad = Bad::new(Reason::BadValue, span.column(), "an HTTP status, 100 to 599");
                notes.ignored.push(*bad.field("status_code").found(text));
                None
            }
        }
    }

    pub(super) fn response_time(&self, line: &str, scratch: &str, notes: &mut Notes) -> Option<f64> {
        let slot = self.slots[Field::ResponseTimeMs as usize];
        let (Value::Text(span) | Value::Number(span) | Value::Other(span)) = slot.value()?;
        let text = span.of(line, scratch);
        let unit_ms = match slot.reading {
            Reading::Seconds => 1e3,
            // IIS counts whole milliseconds, CloudFront and the format's own draft seconds with a fraction.
            Reading::TimeTaken if text.contains('.') => 1e3,
            Reading::Microseconds => 1e-3,
            Reading::Nanoseconds => 1e-6,
            _ => 1.0,
        };
        let read = decimal(text.as_bytes()).or_else(|| duration::with_comma(text));
        match read.map(|value| value * unit_ms).or_else(|| duration::milliseconds(text)) {
            Some(value) if value.is_finite() && value >= 0.0 => Some(value),
            _ => {
                let bad = Bad::new(
                    Reason::BadValue,
                    span.column(),
                    "a finite number, at least 0, or one with its unit",
                );
                notes.ignored.push(*bad.field("response_time_ms").found(text));
                None
            }
        }
    }
}
