//! Spans of OTLP.
//!
//! A span of kind server is a request, with its duration, the status of its answer, and its route (or its name, where it has
//! none). An event named `exception` is an error of severity high, with type, message and stack trace. A span that failed
//! (its status says so) and is no server's is an error as well, unless an exception tells it already. What a span only hands
//! on from one below it is counted where it happened. All times are those of the span, or of the exception.
//!
//! Sources: OpenTelemetry, *Semantic conventions for exceptions on spans*, *for HTTP spans* (1.38).

use errpredict::{EventKind, Severity};

use super::logs::in_trace;
use super::propagated::{Propagated, exception, failure, is_failure};
use super::values::{Rest, attributes, id, moment, nanoseconds};
use crate::read::collect::Collector;
use crate::read::draft::{Draft, Span, Value, time_error};
use crate::read::fields::{Field, Meaning, Reading};
use crate::read::json::{Scanned, Scanner};

/// What a span says beside its attributes.
#[derive(Default)]
struct Found<'a> {
    id: Option<&'a str>,
    trace: Option<&'a str>,
    name: Option<Value>,
    is_server: bool,
    start: Option<&'a str>,
    end: Option<&'a str>,
    failed: bool,
    why: Option<Value>,
    /// Where the list of its events begins.
    events: Option<usize>,
}

/// One span: its request, its exceptions, its failure.
pub(super) fn span<'a>(
    scanner: &mut Scanner<'a>,
    out: &mut Collector<'_>,
    resource: (&Draft, &Rest),
    text: &str,
    number: u64,
    (propagated, of): (&Propagated<'_>, usize),
) -> Scanned<()> {
    let mut draft = resource.0.clone();
    let mut rest = resource.1.clone();
    let found = read(scanner, out, &mut draft, &mut rest)?;
    let after = scanner.at;
    let scratch = &mut out.memory.scratch;
    let nanos = |text| nanoseconds(text).map_err(|error| time_error(error, 0));
    let (start, end) = (nanos(found.start)?, nanos(found.end)?);
    // A span that never ended says when it began.
    draft.time = end.or(start).map(moment).transpose().map_err(|error| time_error(error, 0))?;
    in_trace(&mut draft, found.trace, scratch);
    rest.put(&mut draft, scratch);
    let told_below = propagated.is_below(found.id, failure(of));
    if found.is_server {
        let mut request = draft.clone();
        request.kind = Some(EventKind::Request);
        request.severity = Some(if found.failed { Severity::High } else { Severity::Info });
        request.clear(&[Field::ErrorType, Field::Message, Field::StackTrace]);
        if !request.has(Field::Endpoint)
            && let Some(Value::Text(name)) = found.name
        {
            request.text(Field::Endpoint, path_in(name, text, scratch));
        }
        if let (Some(start), Some(end)) = (start, end) {
            let begin = scratch.len();
            let nanos = end.saturating_sub(start);
            scratch.push_str(&format!("{}.{:06}", nanos / 1_000_000, nanos % 1_000_000));
            let meaning = Meaning { field: Field::ResponseTimeMs, reading: Reading::Plain, rank: 0 };
            request.set(meaning, Value::Number(Span::scratch(begin, scratch.len())));
        }
        out.emit(&request, text, number)?;
        out.note_ignored(number, b"");
    }
    let mut n_exceptions = 0;
    if let Some(events) = found.events {
        scanner.at = events;
        scanner.elements(&mut |scanner| {
            let begin = scanner.at;
            let told = exception_event(scanner, out, &draft, text, number, |error_type, message| {
                propagated.is_below(found.id, exception(of, error_type, message))
            });
            match told {
                Ok(is_exception) => {
                    n_exceptions += usize::from(is_exception);
                    Ok(())
                }
                Err(bad) if bad.field.is_some() => {
                    scanner.at = begin;
                    scanner.skip()?;
                    n_exceptions += 1;
                    out.bad(&bad, number, scanner.since(begin).as_bytes());
                    Ok(())
                }
                Err(bad) => Err(bad),
            }
        })?;
        scanner.at = after;
    }
    if found.failed && !found.is_server && n_exceptions == 0 && !told_below {
        draft.kind = Some(EventKind::Error);
        draft.severity = Some(Severity::High);
        if let Some(Value::Text(why)) = found.why.or(found.name) {
            draft.text(Field::Message, why);
        }
        out.emit(&draft, text, number)?;
        out.note_ignored(number, b"");
    }
    Ok(())
}

/// Everything of a span but its events.
fn read<'a>(
    scanner: &mut Scanner<'a>,
    out: &mut Collector<'_>,
    draft: &mut Draft,
    rest: &mut Rest,
) -> Scanned<Found<'a>> {
    let mut found = Found::default();
    let scratch = &mut out.memory.scratch;
    let has_service = draft.has(Field::Service);
    let wanted = |field| match field {
        Field::Timestamp | Field::Severity | Field::Kind | Field::ResponseTimeMs => false,
        Field::Service => !has_service,
        _ => true,
    };
    scanner.members(&mut |scanner, key| {
        match key {
            "traceId" | "trace_id" => {
                found.trace = id(scanner.scalar_text(scratch)?);
                rest.plain("trace_id", found.trace);
            }
            "spanId" | "span_id" => {
                found.id = id(scanner.scalar_text(scratch)?);
                rest.plain("span_id", found.id);
            }
            "parentSpanId" | "parent_span_id" => {
                rest.plain("parent_span_id", id(scanner.scalar_text(scratch)?))
            }
            "name" => {
                let begin = scanner.at;
                found.name = scanner.scalar_value(scratch)?;
                rest.member("span.name", scanner.since(begin));
            }
            "kind" => {
                found.is_server = matches!(scanner.scalar_text(scratch)?, Some("2" | "SPAN_KIND_SERVER"))
            }
            "startTimeUnixNano" | "start_time_unix_nano" => found.start = scanner.scalar_text(scratch)?,
            "endTimeUnixNano" | "end_time_unix_nano" => found.end = scanner.scalar_text(scratch)?,
            "status" => scanner.members(&mut |scanner, key| {
                match key {
                    "code" => found.failed = is_failure(scanner.scalar_text(scratch)?),
                    "message" => {
                        let value = scanner.scalar_value(scratch)?;
                        found.why =
                            value.filter(|value| !matches!(value, Value::Text(text) if text.is_empty()));
                    }
                    _ => scanner.skip()?,
                }
                Ok(())
            })?,
            "attributes" => attributes(scanner, &out.rules.tree, scratch, draft, rest, wanted)?,
            "events" => {
                found.events = Some(scanner.at);
                scanner.skip()?;
            }
            _ => scanner.skip()?,
        }
        Ok(())
    })?;
    Ok(found)
}

/// One event of a span: whether it is an exception. It is an error unless the same stands below the span.
fn exception_event(
    scanner: &mut Scanner<'_>,
    out: &mut Collector<'_>,
    span: &Draft,
    text: &str,
    number: u64,
    is_told: impl Fn(&str, &str) -> bool,
) -> Scanned<bool> {
    let mut draft = span.clone();
    let (mut time, mut is_exception) = (None, false);
    let (mut error_type, mut message) = ("", "");
    let scratch = &mut out.memory.scratch;
    let wanted = |field| matches!(field, Field::ErrorType | Field::Message | Field::StackTrace | Field::Code);
    draft.clear(&[Field::ErrorType, Field::Message, Field::StackTrace]);
    scanner.members(&mut |scanner, key| {
        match key {
            "name" => is_exception = scanner.scalar_text(scratch)? == Some("exception"),
            "timeUnixNano" | "time_unix_nano" => time = scanner.scalar_text(scratch)?,
            "attributes" => {
                let begin = scanner.at;
                (error_type, message) = super::propagated::type_and_message(scanner)?;
                scanner.at = begin;
                let mut rest = Rest::new(false);
                attributes(scanner, &out.rules.tree, scratch, &mut draft, &mut rest, wanted)?;
            }
            _ => scanner.skip()?,
        }
        Ok(())
    })?;
    if !is_exception || is_told(error_type, message) {
        return Ok(is_exception);
    }
    let at = nanoseconds(time).and_then(|nanos| nanos.map(moment).transpose());
    draft.time = at.map_err(|error| time_error(error, 0))?.or(draft.time);
    draft.kind = Some(EventKind::Error);
    draft.severity = Some(Severity::High);
    out.emit(&draft, text, number)?;
    out.note_ignored(number, b"");
    Ok(true)
}

/// `/orders/{id}` in `GET /orders/{id}`; a name of another form as it is.
fn path_in(name: Span, text: &str, scratch: &mut String) -> Span {
    let whole = name.of(text, scratch);
    match whole.split_once(' ') {
        Some((method, path))
            if path.starts_with('/') && method.bytes().all(|byte| byte.is_ascii_uppercase()) =>
        {
            let path = path.to_owned();
            let begin = scratch.len();
            scratch.push_str(&path);
            Span::scratch(begin, scratch.len())
        }
        _ => name,
    }
}
