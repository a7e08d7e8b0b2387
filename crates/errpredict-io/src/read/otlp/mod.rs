//! OpenTelemetry logs and traces as JSON, as the collector's file exporter and OTLP over HTTP write them:
//! `{"resourceLogs":[{"resource":{"attributes":[...]},"scopeLogs":[{"logRecords":[{...}]}]}]}`.
//!
//! The service and its version are those of the resource, the time is `timeUnixNano` or, where that is missing or 0,
//! `observedTimeUnixNano`; the severity is `severityNumber`, or `severityText` where there is none. Attributes are
//! read by the table of names (`exception.type`, `http.route`, ...), and so are the fields of a body that is no text.
//! What is no field is kept as the event's attributes where that is asked for.
//!
//! Of a trace, spans of servers are requests; exceptions that spans recorded, and failed spans without one, are errors
//! ([`spans`]).

mod logs;
mod propagated;
mod spans;
mod values;

use super::collect::Collector;
use super::draft::Draft;
use super::fields::Field;
use super::json::{Scanned, Scanner};
use super::report::{Bad, Reason};
use logs::log_record;
use propagated::Propagated;
use values::Rest;

/// Reads one object that holds any number of log records or spans.
pub(crate) fn parse(out: &mut Collector<'_>, text: &str, number: u64) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    let mut scanner = Scanner::new(text);
    let (mut found, mut n_resources) = (false, 0);
    scanner.members(&mut |scanner, key| match key {
        "resourceLogs" | "resource_logs" => {
            found = true;
            scanner.elements(&mut |scanner| resource_logs(scanner, out, text, number))
        }
        "resourceSpans" | "resource_spans" => {
            found = true;
            let propagated = Propagated::of(scanner)?;
            scanner.elements(&mut |scanner| {
                n_resources += 1;
                resource_spans(scanner, out, text, number, (&propagated, n_resources - 1))
            })
        }
        // The collector writes metrics into the same file.
        "resourceMetrics" | "resource_metrics" => {
            found = true;
            scanner.skip()
        }
        _ => scanner.skip(),
    })?;
    let expected = "an object with `resourceLogs` or `resourceSpans`";
    if found { Ok(()) } else { Err(Bad::new(Reason::Format, 1, expected)) }
}

/// The resource of an element, which may stand after its records: the element is gone through twice. The scanner stands
/// at its beginning again, and where it ends is given back.
fn resource(scanner: &mut Scanner<'_>, out: &mut Collector<'_>) -> Scanned<(Draft, Rest, usize)> {
    let start = scanner.at;
    let mut resource = Draft::new();
    let mut rest = Rest::new(out.memory.json.keeps_rest);
    out.memory.scratch.clear();
    scanner.members(&mut |scanner, key| match key {
        "resource" => scanner.members(&mut |scanner, key| match key {
            "attributes" => values::attributes(
                scanner,
                &out.rules.tree,
                &mut out.memory.scratch,
                &mut resource,
                &mut rest,
                |field| matches!(field, Field::Service | Field::Release | Field::Environment),
            ),
            _ => scanner.skip(),
        }),
        _ => scanner.skip(),
    })?;
    let end = scanner.at;
    scanner.at = start;
    Ok((resource, rest, end))
}

fn resource_logs(scanner: &mut Scanner<'_>, out: &mut Collector<'_>, text: &str, number: u64) -> Scanned<()> {
    let (resource, rest, end) = resource(scanner, out)?;
    let kept = out.memory.scratch.len();
    scanner.members(&mut |scanner, key| match key {
        "scopeLogs" | "scope_logs" => scanner.elements(&mut |scanner| {
            scanner.members(&mut |scanner, key| match key {
                "logRecords" | "log_records" => scanner.elements(&mut |scanner| {
                    let begin = scanner.at;
                    // What the resource wrote stays for the next record, what this one writes need not.
                    out.memory.scratch.truncate(kept);
                    let record = log_record(scanner, out, &resource, &rest);
                    let read = record.and_then(|draft| out.emit(&draft, text, number));
                    one_by_one(read, scanner, out, begin, text, number)
                }),
                _ => scanner.skip(),
            })
        }),
        _ => scanner.skip(),
    })?;
    scanner.at = end;
    Ok(())
}

fn resource_spans(
    scanner: &mut Scanner<'_>,
    out: &mut Collector<'_>,
    text: &str,
    number: u64,
    place: (&Propagated<'_>, usize),
) -> Scanned<()> {
    let (resource, rest, end) = resource(scanner, out)?;
    let kept = out.memory.scratch.len();
    scanner.members(&mut |scanner, key| match key {
        "scopeSpans" | "scope_spans" => scanner.elements(&mut |scanner| {
            scanner.members(&mut |scanner, key| match key {
                "spans" => scanner.elements(&mut |scanner| {
                    let begin = scanner.at;
                    out.memory.scratch.truncate(kept);
                    let read = spans::span(scanner, out, (&resource, &rest), text, number, place);
                    one_by_one(read, scanner, out, begin, text, number)
                }),
                _ => scanner.skip(),
            })
        }),
        _ => scanner.skip(),
    })?;
    scanner.at = end;
    Ok(())
}

/// A record that is no event leaves the others; broken JSON does not.
fn one_by_one(
    read: Result<(), Box<Bad>>,
    scanner: &mut Scanner<'_>,
    out: &mut Collector<'_>,
    begin: usize,
    text: &str,
    number: u64,
) -> Scanned<()> {
    match read {
        Err(bad) if bad.field.is_some() => {
            scanner.at = begin;
            scanner.skip()?;
            let record = &text.as_bytes()[begin..scanner.at];
            out.bad(&bad, number, record);
            Ok(())
        }
        other => other,
    }
}
