//! OpenTelemetry logs as JSON, as the collector's file exporter and OTLP over HTTP write them:
//! `{"resourceLogs":[{"resource":{"attributes":[...]},"scopeLogs":[{"logRecords":[{...}]}]}]}`.
//!
//! The service and its version are those of the resource, the time is `timeUnixNano` or, where that is missing or 0,
//! `observedTimeUnixNano`; the severity is `severityNumber`, or `severityText` where there is none. Attributes are
//! read by the table of names (`exception.type`, `http.route`, ...), and so are the fields of a body that is no text.

use errpredict::{Severity, Timestamp};

use super::collect::Collector;
use super::draft::{Draft, Value, time_error};
use super::fields::{Field, FieldTree};
use super::json::{Scanned, Scanner};
use super::level;
use super::report::{Bad, Reason};
use super::time::TimeError;

/// Reads one object that holds any number of log records.
pub(crate) fn parse(out: &mut Collector<'_>, text: &str, number: u64) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    let mut scanner = Scanner::new(text);
    let mut found = false;
    scanner.members(&mut |scanner, key| match key {
        "resourceLogs" | "resource_logs" => {
            found = true;
            scanner.elements(&mut |scanner| resource_logs(scanner, out, text, number))
        }
        // The collector writes traces and metrics into the same file.
        "resourceSpans" | "resourceMetrics" => {
            found = true;
            scanner.skip()
        }
        _ => scanner.skip(),
    })?;
    if found { Ok(()) } else { Err(Bad::new(Reason::Format, 1, "an object with `resourceLogs`")) }
}

fn resource_logs(scanner: &mut Scanner<'_>, out: &mut Collector<'_>, text: &str, number: u64) -> Scanned<()> {
    // The resource may stand after its records, so the element is gone through twice.
    let start = scanner.at;
    let mut resource = Draft::new();
    out.memory.scratch.clear();
    scanner.members(&mut |scanner, key| match key {
        "resource" => scanner.members(&mut |scanner, key| match key {
            "attributes" => {
                attributes(scanner, &out.rules.tree, &mut out.memory.scratch, &mut resource, |field| {
                    matches!(field, Field::Service | Field::Release | Field::Environment)
                })
            }
            _ => scanner.skip(),
        }),
        _ => scanner.skip(),
    })?;
    let end = scanner.at;
    scanner.at = start;
    scanner.members(&mut |scanner, key| match key {
        "scopeLogs" | "scope_logs" => scanner.elements(&mut |scanner| {
            scanner.members(&mut |scanner, key| match key {
                "logRecords" | "log_records" => scanner.elements(&mut |scanner| {
                    let begin = scanner.at;
                    let record = log_record(scanner, out, &resource);
                    match record.and_then(|draft| out.emit(&draft, text, number)) {
                        Ok(()) => Ok(()),
                        // A record that is no event leaves the others; broken JSON does not.
                        Err(bad) if bad.field.is_some() => {
                            scanner.at = begin;
                            scanner.skip()?;
                            let record = &text.as_bytes()[begin..scanner.at];
                            out.bad(&bad, number, record);
                            Ok(())
                        }
                        Err(bad) => Err(bad),
                    }
                }),
                _ => scanner.skip(),
            })
        }),
        _ => scanner.skip(),
    })?;
    scanner.at = end;
    Ok(())
}

fn log_record(scanner: &mut Scanner<'_>, out: &mut Collector<'_>, resource: &Draft) -> Scanned<Draft> {
    let mut draft = resource.clone();
    let (mut time, mut observed, mut level, mut text_level) = (None, None, None, None);
    let scratch = &mut out.memory.scratch;
    // An attribute named `service` may be another one, which was called.
    let has_service = resource.has(Field::Service);
    let wanted = |field| match field {
        Field::Timestamp | Field::Severity | Field::Kind => false,
        Field::Service => !has_service,
        _ => true,
    };
    scanner.members(&mut |scanner, key| {
        match key {
            "timeUnixNano" | "time_unix_nano" => time = scanner.scalar_text(scratch)?,
            "observedTimeUnixNano" | "observed_time_unix_nano" => observed = scanner.scalar_text(scratch)?,
            "severityNumber" | "severity_number" => level = scanner.scalar_text(scratch)?,
            "severityText" | "severity_text" => text_level = scanner.scalar_text(scratch)?,
            "body" => scanner.members(&mut |scanner, key| match key {
                // A body of fields: what its names mean, they mean here.
                "kvlistValue" | "kvlist_value" => scanner.members(&mut |scanner, key| match key {
                    "values" => attributes(scanner, &out.rules.tree, scratch, &mut draft, wanted),
                    _ => scanner.skip(),
                }),
                _ => {
                    if let Some(Value::Text(span) | Value::Number(span)) = any_member(scanner, key, scratch)?
                    {
                        draft.text(Field::Message, span);
                    }
                    Ok(())
                }
            })?,
            "attributes" => attributes(scanner, &out.rules.tree, scratch, &mut draft, wanted)?,
            _ => scanner.skip()?,
        }
        Ok(())
    })?;
    draft.time = match (nanoseconds(time), nanoseconds(observed)) {
        (Ok(Some(time)), _) | (Ok(None), Ok(Some(time))) => Some(time),
        (Ok(None), Ok(None)) => None,
        (Err(error), _) | (_, Err(error)) => return Err(time_error(error, 0)),
    };
    // 0 is "not specified".
    let number = level.filter(|number| *number != "0");
    draft.severity = match (number, text_level.filter(|text| !text.is_empty())) {
        (Some(number), text) => {
            Some(level_number(number).or_else(|bad| text.and_then(level::named).ok_or(bad))?)
        }
        (None, Some(text)) => level::named(text),
        (None, None) => None,
    };
    Ok(draft)
}

fn level_number(text: &str) -> Scanned<Severity> {
    // Enum names are allowed in protobuf's JSON: SEVERITY_NUMBER_ERROR2.
    let name =
        text.strip_prefix("SEVERITY_NUMBER_").map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()));
    let found = match name {
        Some(name) => Severity::of_level_name(name),
        None => text.parse().ok().and_then(Severity::from_open_telemetry),
    };
    found.ok_or_else(|| {
        Bad::new(Reason::BadSeverity, 0, "a severity number, 1 to 24").field("severity").found(text)
    })
}

fn nanoseconds(text: Option<&str>) -> Result<Option<Timestamp>, TimeError> {
    let Some(text) = text else { return Ok(None) };
    let nanos: u64 = text.parse().map_err(|_| TimeError::Form)?;
    if nanos == 0 {
        return Ok(None);
    }
    Timestamp::from_ms((nanos / 1_000_000) as i64).map(Some).map_err(|_| TimeError::Range)
}

/// `[{"key":"service.name","value":{"stringValue":"x"}}]` into the fields that are wanted; a list inside the value of `key`
/// has the names `key.name`.
fn attributes(
    scanner: &mut Scanner<'_>,
    tree: &FieldTree,
    scratch: &mut String,
    draft: &mut Draft,
    wanted: impl Fn(Field) -> bool + Copy,
) -> Scanned<()> {
    named_values(scanner, "", scratch, &mut |name, value| {
        if let Some(meaning) = tree.flat(name.as_bytes()).filter(|meaning| wanted(meaning.field)) {
            draft.set(meaning, value);
        }
    })
}

/// Recursion is as deep as the scanner allows nesting.
fn named_values(
    scanner: &mut Scanner<'_>,
    prefix: &str,
    scratch: &mut String,
    each: &mut dyn FnMut(&str, Value),
) -> Scanned<()> {
    scanner.elements(&mut |scanner| {
        let (mut name, mut value) = (None, None);
        scanner.members(&mut |scanner, key| {
            match key {
                "key" => name = scanner.scalar_text(scratch)?,
                "value" => scanner.members(&mut |scanner, key| match (key, name) {
                    ("kvlistValue" | "kvlist_value", Some(name)) => {
                        let inside = format!("{prefix}{name}.");
                        scanner.members(&mut |scanner, key| match key {
                            "values" => named_values(scanner, &inside, scratch, each),
                            _ => scanner.skip(),
                        })
                    }
                    _ => {
                        value = any_member(scanner, key, scratch)?.or(value);
                        Ok(())
                    }
                })?,
                _ => scanner.skip()?,
            }
            Ok(())
        })?;
        match (name, value) {
            (Some(name), Some(value)) if prefix.is_empty() => each(name, value),
            (Some(name), Some(value)) => each(&format!("{prefix}{name}"), value),
            _ => {}
        }
        Ok(())
    })
}

/// The member of `{"stringValue":"x"}`, `{"intValue":"12"}`, `{"doubleValue":1.5}`; nothing for lists and the like.
fn any_member(scanner: &mut Scanner<'_>, key: &str, scratch: &mut String) -> Scanned<Option<Value>> {
    match key {
        "stringValue" | "string_value" => scanner.scalar_value(scratch),
        "intValue" | "int_value" | "doubleValue" | "double_value" => {
            Ok(match scanner.scalar_value(scratch)? {
                Some(Value::Text(span)) => Some(Value::Number(span)),
                other => other,
            })
        }
        _ => scanner.skip().map(|()| None),
    }
}
