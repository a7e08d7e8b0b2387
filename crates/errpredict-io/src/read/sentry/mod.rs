//! Events of Sentry's clients as JSON, one or more in a file, and its envelopes.
//!
//! By Sentry's own rules: a time without a zone is UTC, an event without a level is an error. Of several chained
//! exceptions the last one counts, with the frames of the first, which it followed from. They become a stack trace in Python's form, whatever the language, so that
//! errors group by them. A transaction is a request with its response time, and its severity is that of its HTTP status
//! or of its trace's. Headers, sessions, attachments and other items of an envelope are passed over, whatever stands in
//! them. With source maps, frames of minified JavaScript are those of their source. An event names no service: one must be given, or a field or tag named that holds it
//! (`--field service=tags.app`).

mod exception;
mod walk;

use errpredict::{EventKind, Severity};

use super::collect::Collector;
use super::draft::{Draft, Span, Value, time_error};
use super::fields::{Field, FieldTree, Meaning, ROOT, Reading};
use super::json::{Scanned, Scanner};
use super::level;
use super::moment;
use super::report::Bad;
use super::zone::{TimeRule, Zone};
use exception::{Exception, Symbols, exceptions};
use walk::{inside, span};

/// What was found on the way through one object.
struct Found<'a> {
    draft: Draft,
    time: Option<&'a str>,
    start: Option<&'a str>,
    level: Option<&'a str>,
    is_transaction: bool,
    /// Something only an event has.
    is_event: bool,
    transaction: Option<Span>,
    message: Option<Span>,
    status: Option<&'a str>,
    /// The trace it belongs to.
    trace: Option<&'a str>,
    /// What is no field, as members of an object: keys and values as they stand.
    rest: Vec<(&'a str, &'a str)>,
    exception: Exception,
}

/// Bytes after the line of an item's header that are its payload, where it is neither an event nor a transaction.
///
/// `text` begins with the object. Source: Sentry, *Envelopes* (items: `length`, or the rest of the line without it).
pub(crate) fn payload_to_skip(text: &[u8]) -> usize {
    /// The header of an item is short; an event is not worth another look.
    const MAX_BYTES: usize = 1024;
    let Some(line_end) = memchr::memchr(b'\n', &text[..text.len().min(MAX_BYTES)]) else { return 0 };
    let Ok(line) = std::str::from_utf8(&text[..line_end]) else { return 0 };
    let (mut kind, mut length, mut is_header) = (None, None, true);
    let mut scratch = String::new();
    let scanned = Scanner::new(line).members(&mut |scanner, key| {
        match key {
            "type" => kind = scanner.scalar_text(&mut scratch)?,
            "length" => {
                length = scanner.scalar_text(&mut scratch)?.and_then(|text| text.parse::<usize>().ok())
            }
            "timestamp" | "platform" | "exception" | "level" | "message" => {
                is_header = false;
                scanner.skip()?;
            }
            _ => scanner.skip()?,
        }
        Ok(())
    });
    let is_other = kind.is_some_and(|kind| !matches!(kind, "event" | "transaction" | "error" | "default"));
    if scanned.is_err() || !is_header || !is_other {
        return 0;
    }
    let payload = text.get(line_end + 1..).unwrap_or_default();
    length.unwrap_or_else(|| memchr::memchr(b'\n', payload).unwrap_or(payload.len()))
}

/// Reads one object: an event, or a part of an envelope that is none.
pub(crate) fn parse(out: &mut Collector<'_>, text: &str, number: u64) -> Result<(), Box<Bad>> {
    if !text.starts_with('{') {
        return Ok(());
    }
    let scratch = &mut out.memory.scratch;
    scratch.clear();
    let mut found = Found {
        draft: Draft::new(),
        time: None,
        start: None,
        level: None,
        is_transaction: false,
        is_event: false,
        transaction: None,
        message: None,
        status: None,
        trace: None,
        rest: Vec::new(),
        exception: Exception::default(),
    };
    let keeps_rest = out.memory.json.keeps_rest;
    let symbols = Symbols::of(text, out.rules.source_maps.as_deref());
    let mut scanner = Scanner::new(text);
    scanner.members(&mut |scanner, key| {
        let begin = scanner.at;
        member(scanner, key, &symbols, &out.rules.tree, scratch, &mut found)?;
        if keeps_rest && KEPT.contains(&key) {
            found.rest.push((key, scanner.since(begin)));
        }
        Ok(())
    })?;
    if !found.is_event || (found.time.is_none() && !found.is_transaction && found.level.is_none()) {
        return Ok(());
    }
    let mut draft = found.draft;
    let utc = TimeRule { zone: Zone::Offset(0), ..TimeRule::default() };
    let read = |text: &str| {
        let read = moment::parse(text.as_bytes(), utc).map_err(|error| time_error(error, 0).found(text));
        read.map(|(time, _)| time)
    };
    draft.time = found.time.map(read).transpose()?;
    if found.is_transaction {
        draft.kind = Some(EventKind::Request);
        if let (Some(start), Some(end)) = (found.start.map(read).transpose()?, draft.time) {
            let begin = scratch.len();
            scratch.push_str(&end.ms().saturating_sub(start.ms()).max(0).to_string());
            let meaning = Meaning { field: Field::ResponseTimeMs, reading: Reading::Plain, rank: 0 };
            draft.set(meaning, Value::Number(Span::scratch(begin, scratch.len())));
        }
        let status = match draft.value(Field::StatusCode) {
            Some(Value::Text(span) | Value::Number(span)) => span.of(text, scratch).parse().ok(),
            _ => None,
        };
        draft.severity =
            Some(status.map_or_else(|| trace_severity(found.status.unwrap_or("")), Severity::of_http_status));
    } else {
        draft.severity = Some(match found.level {
            None => Severity::High,
            // What is no level of Sentry's is an error all the same: it was sent as an event.
            Some(level) => level::named(level).unwrap_or(Severity::High),
        });
    }
    let texts = [
        (Field::Endpoint, found.transaction),
        (Field::ErrorType, found.exception.kind),
        (Field::Message, found.message.filter(|text| !text.is_empty()).or(found.exception.value)),
        (Field::StackTrace, found.exception.stack),
    ];
    for (field, span) in texts {
        if let Some(span) = span {
            draft.text(field, span);
        }
    }
    // The trace is the request.
    if let Some(trace) = found.trace.filter(|trace| !trace.is_empty() && !draft.has(Field::RequestId)) {
        let begin = scratch.len();
        scratch.push_str(trace);
        draft.text(Field::RequestId, Span::scratch(begin, scratch.len()));
    }
    if !found.rest.is_empty() {
        let begin = scratch.len();
        scratch.push('{');
        for (number, (key, value)) in found.rest.iter().enumerate() {
            scratch.extend([if number > 0 { "," } else { "" }, "\"", key, "\":", value]);
        }
        scratch.push('}');
        draft.attributes = Some(Span::scratch(begin, scratch.len()));
    }
    out.emit(&draft, text, number)
}

/// What of an event is kept as its attributes where that is asked for. Not its breadcrumbs, which are as long as a log, nor
/// its modules, nor its user, of whom the id is a field.
const KEPT: [&str; 6] = ["tags", "extra", "contexts", "server_name", "logger", "dist"];

/// The severity of `ok`, or of a gRPC name of what went wrong: as of the HTTP status that it stands for.
fn trace_severity(status: &str) -> Severity {
    match status {
        "ok" | "unknown" | "cancelled" | "" => Severity::Info,
        "not_found"
        | "invalid_argument"
        | "unauthenticated"
        | "permission_denied"
        | "already_exists"
        | "failed_precondition"
        | "out_of_range"
        | "resource_exhausted"
        | "aborted" => Severity::Low,
        _ => Severity::High,
    }
}

/// What is found under the keys of an event; the others are passed over.
fn member<'a>(
    scanner: &mut Scanner<'a>,
    key: &str,
    symbols: &Symbols<'a>,
    tree: &FieldTree,
    scratch: &mut String,
    found: &mut Found<'a>,
) -> Scanned<()> {
    match key {
        "timestamp" => found.time = scanner.scalar_text(scratch)?.or(found.time),
        // Older clients, and exports of the server.
        "datetime" => found.time = found.time.or(scanner.scalar_text(scratch)?),
        "start_timestamp" => found.start = scanner.scalar_text(scratch)?,
        "level" => {
            found.level = scanner.scalar_text(scratch)?;
            found.is_event |= found.level.is_some();
        }
        "platform" => {
            found.is_event = true;
            scanner.skip()?;
        }
        "type" => found.is_transaction = scanner.scalar_text(scratch)? == Some("transaction"),
        "transaction" => found.transaction = span(scanner.scalar_value(scratch)?),
        "message" | "logentry" => message(scanner, scratch, found)?,
        "exception" => {
            found.is_event = true;
            found.exception = exceptions(scanner, symbols, scratch)?;
        }
        "user" => user(scanner, scratch, found)?,
        "tags" => tags(scanner, tree, scratch, found)?,
        "contexts" => contexts(scanner, scratch, found)?,
        _ => {
            let plain = PLAIN.iter().find(|(name, _)| *name == key).map(|(_, field)| *field);
            let own = || tree.flat(key.as_bytes()).filter(|meaning| meaning.field == Field::Service);
            match (plain, own()) {
                (Some(field), _) => {
                    if let Some(span) = span(scanner.scalar_value(scratch)?) {
                        found.draft.text(field, span);
                    }
                }
                (None, Some(meaning)) => {
                    if let Some(value) = scanner.scalar_value(scratch)? {
                        found.draft.set(meaning, value);
                    }
                }
                (None, None) => scanner.skip()?,
            }
        }
    }
    Ok(())
}

/// Keys whose text is a field as it stands.
const PLAIN: [(&str, Field); 3] =
    [("release", Field::Release), ("environment", Field::Environment), ("event_id", Field::ErrorId)];

/// A text, or `{"formatted":"...","message":"..."}`.
fn message(scanner: &mut Scanner<'_>, scratch: &mut String, found: &mut Found<'_>) -> Scanned<()> {
    if scanner.peek() != Some(b'{') {
        found.message = span(scanner.scalar_value(scratch)?).or(found.message);
        return Ok(());
    }
    found.is_event = true;
    let (mut formatted, mut raw) = (None, None);
    scanner.members(&mut |scanner, key| {
        match key {
            "formatted" => formatted = span(scanner.scalar_value(scratch)?),
            "message" => raw = span(scanner.scalar_value(scratch)?),
            _ => scanner.skip()?,
        }
        Ok(())
    })?;
    found.message = formatted.or(raw).or(found.message);
    Ok(())
}

fn user(scanner: &mut Scanner<'_>, scratch: &mut String, found: &mut Found<'_>) -> Scanned<()> {
    inside(scanner, &mut |scanner, key| {
        if key == "id" {
            if let Some(id) = span(scanner.scalar_value(scratch)?) {
                found.draft.text(Field::UserId, id);
            }
            return Ok(());
        }
        scanner.skip()
    })
}

/// `{"app":"pay"}`, or `[["app","pay"]]`, as older clients write them.
fn tags(
    scanner: &mut Scanner<'_>,
    tree: &FieldTree,
    scratch: &mut String,
    found: &mut Found<'_>,
) -> Scanned<()> {
    let tags = tree.child(ROOT, b"tags");
    let mut tag = |name: &str, value: Option<Value>| {
        let meaning = tree.meaning(tree.child(tags, name.as_bytes()));
        if let (Some(meaning), Some(value)) = (meaning, value) {
            found.draft.set(meaning, value);
        }
    };
    if scanner.peek() != Some(b'[') {
        return inside(scanner, &mut |scanner, key| {
            tag(key, scanner.scalar_value(scratch)?);
            Ok(())
        });
    }
    scanner.elements(&mut |scanner| {
        if scanner.peek() != Some(b'[') {
            return scanner.skip();
        }
        let mut name = None;
        scanner.elements(&mut |scanner| {
            match name {
                None => name = Some(scanner.scalar_text(scratch)?.unwrap_or("")),
                Some(name) => tag(name, scanner.scalar_value(scratch)?),
            }
            Ok(())
        })
    })
}

/// The state of the trace, and the status of the answer.
fn contexts<'a>(scanner: &mut Scanner<'a>, scratch: &mut String, found: &mut Found<'a>) -> Scanned<()> {
    inside(scanner, &mut |scanner, context| {
        inside(scanner, &mut |scanner, key| {
            match (context, key) {
                ("trace", "status") => found.status = scanner.scalar_text(scratch)?,
                ("trace", "trace_id") => found.trace = scanner.scalar_text(scratch)?,
                ("response", "status_code") => {
                    if let Some(value) = scanner.scalar_value(scratch)? {
                        let meaning = Meaning { field: Field::StatusCode, reading: Reading::Plain, rank: 0 };
                        found.draft.set(meaning, value);
                    }
                }
                _ => scanner.skip()?,
            }
            Ok(())
        })
    })
}
