//! Log records of OTLP.

use errpredict::Severity;

use super::values::{Rest, any_member, attributes, id, moment, nanoseconds};
use crate::read::collect::Collector;
use crate::read::draft::{Draft, Value, time_error};
use crate::read::fields::Field;
use crate::read::json::{Scanned, Scanner};
use crate::read::level;
use crate::read::report::{Bad, Reason};

/// One record.
pub(super) fn log_record(
    scanner: &mut Scanner<'_>,
    out: &mut Collector<'_>,
    resource: &Draft,
    of_resource: &Rest,
) -> Scanned<Draft> {
    let mut draft = resource.clone();
    let mut rest = of_resource.clone();
    let (mut time, mut observed, mut level, mut text_level) = (None, None, None, None);
    let (mut trace, mut span) = (None, None);
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
            "traceId" | "trace_id" => {
                trace = id(scanner.scalar_text(scratch)?);
                rest.plain("trace_id", trace);
            }
            "spanId" | "span_id" => {
                span = id(scanner.scalar_text(scratch)?);
                rest.plain("span_id", span);
            }
            "eventName" | "event_name" => {
                let begin = scanner.at;
                scanner.skip()?;
                rest.member("event.name", scanner.since(begin));
            }
            "body" => scanner.members(&mut |scanner, key| match key {
                // A body of fields: what its names mean, they mean here.
                "kvlistValue" | "kvlist_value" => scanner.members(&mut |scanner, key| match key {
                    "values" => attributes(scanner, &out.rules.tree, scratch, &mut draft, &mut rest, wanted),
                    _ => scanner.skip(),
                }),
                _ => {
                    if let Some(Value::Text(span) | Value::Number(span)) =
                        any_member(scanner, key, scratch, None)?
                    {
                        draft.text(Field::Message, span);
                    }
                    Ok(())
                }
            })?,
            "attributes" => attributes(scanner, &out.rules.tree, scratch, &mut draft, &mut rest, wanted)?,
            _ => scanner.skip()?,
        }
        Ok(())
    })?;
    let at = match (nanoseconds(time), nanoseconds(observed)) {
        (Ok(Some(time)), _) | (Ok(None), Ok(Some(time))) => Ok(Some(time)),
        (Ok(None), Ok(None)) => Ok(None),
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let at = at.and_then(|nanos| nanos.map(moment).transpose());
    draft.time = at.map_err(|error| time_error(error, 0))?;
    // 0 is "not specified".
    let number = level.filter(|number| *number != "0");
    draft.severity = match (number, text_level.filter(|text| !text.is_empty())) {
        (Some(number), text) => {
            Some(level_number(number).or_else(|bad| text.and_then(level::named).ok_or(bad))?)
        }
        (None, Some(text)) => level::named(text),
        (None, None) => None,
    };
    in_trace(&mut draft, trace, scratch);
    rest.put(&mut draft, scratch);
    Ok(draft)
}

/// The trace is the request, where nothing else names one.
pub(super) fn in_trace(draft: &mut Draft, trace: Option<&str>, scratch: &mut String) {
    if let Some(trace) = trace.filter(|_| !draft.has(Field::RequestId)) {
        let begin = scratch.len();
        scratch.push_str(trace);
        draft.text(Field::RequestId, crate::read::draft::Span::scratch(begin, scratch.len()));
    }
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
