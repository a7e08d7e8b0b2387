//! Events of Sentry's clients as JSON, one or more in a file, and its envelopes.
//!
//! By Sentry's own rules: a time without a zone is UTC, an event without a level is an error. Of several chained
//! exceptions the last one counts, with the frames of the first, which it followed from. They become a stack trace in Python's form, whatever the language, so that
//! errors group by them. A transaction is a request with its response time, and its severity is that of its HTTP status
//! or of its trace's. Headers, sessions, attachments and other items of an envelope are passed over, whatever stands in
//! them. With source maps, frames of minified JavaScript are those of their source. An event names no service: one must be given, or a field or tag named that holds it
//! (`--field service=tags.app`).

use std::collections::BTreeMap;

use errpredict::{EventKind, Severity};
use serde::Deserialize;

use super::collect::Collector;
use super::draft::{Draft, Span, Value, time_error};
use super::fields::{Field, FieldTree, Meaning, ROOT, Reading};
use super::json::{Scanned, Scanner};
use super::level;
use super::moment;
use super::report::Bad;
use super::source_maps::{self, Place, SourceMaps};
use super::zone::{TimeRule, Zone};

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
    exception: Exception,
}

#[derive(Default, Clone, Copy)]
struct Exception {
    kind: Option<Span>,
    value: Option<Span>,
    stack: Option<Span>,
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
        exception: Exception::default(),
    };
    let symbols = Symbols::of(text, out.rules.source_maps.as_deref());
    let mut scanner = Scanner::new(text);
    scanner
        .members(&mut |scanner, key| member(scanner, key, &symbols, &out.rules.tree, scratch, &mut found))?;
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
    out.emit(&draft, text, number)
}

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

fn span(value: Option<Value>) -> Option<Span> {
    match value {
        Some(Value::Text(span) | Value::Number(span)) => Some(span),
        _ => None,
    }
}

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

type Each<'f, 'a> = &'f mut dyn FnMut(&mut Scanner<'a>, &'a str) -> Scanned<()>;

/// The members of an object; anything else is passed over.
fn inside<'a>(scanner: &mut Scanner<'a>, each: Each<'_, 'a>) -> Scanned<()> {
    if scanner.peek() == Some(b'{') { scanner.members(each) } else { scanner.skip() }
}

/// What the frames of one event stand for in their source.
struct Symbols<'a> {
    text: &'a str,
    maps: Option<&'a SourceMaps>,
    /// Files and their debug ids.
    ids: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Image {
    code_file: Option<String>,
    debug_id: Option<String>,
}

impl<'a> Symbols<'a> {
    fn of(text: &'a str, maps: Option<&'a SourceMaps>) -> Symbols<'a> {
        let ids = maps.and_then(|_| Symbols::ids(text)).unwrap_or_default();
        Symbols { text, maps, ids }
    }

    /// `"debug_meta":{"images":[{"code_file":"...","debug_id":"..."}]}`, wherever it stands among the members.
    fn ids(text: &str) -> Option<Vec<(String, String)>> {
        let begin = text.find("\"debug_meta\"")? + "\"debug_meta\"".len();
        let value = text[begin..].trim_start().strip_prefix(':')?;
        let mut read = serde_json::Deserializer::from_str(value);
        let mut meta = BTreeMap::<String, serde_json::Value>::deserialize(&mut read).ok()?;
        let images: Vec<Image> = serde_json::from_value(meta.remove("images")?).ok()?;
        Some(images.into_iter().filter_map(|image| Some((image.code_file?, image.debug_id?))).collect())
    }

    /// The frame of the source, if a map tells it.
    fn find(&self, frame: &RawFrame) -> Option<Place<'a>> {
        let file = frame.path.as_deref().or(frame.file.as_deref())?;
        let is_it = |(of, _): &&(String, String)| of == file || Some(of) == frame.file.as_ref();
        let id = self.ids.iter().find(is_it).map(|(_, id)| id.as_str());
        self.maps?.find(
            file,
            id,
            frame.line.as_deref()?.parse().ok()?,
            frame.column.as_deref()?.parse().ok()?,
        )
    }
}

/// The last exception of `{"values":[...]}`, of a list, or of one alone, with the frames of the first: that is the one which
/// the others followed from.
fn exceptions(scanner: &mut Scanner<'_>, symbols: &Symbols<'_>, scratch: &mut String) -> Scanned<Exception> {
    let mut last = Exception::default();
    let follow =
        |before: Exception, next: Exception| Exception { stack: before.stack.or(next.stack), ..next };
    match scanner.peek() {
        Some(b'[') => scanner.elements(&mut |scanner| {
            last = follow(last, exceptions(scanner, symbols, scratch)?);
            Ok(())
        })?,
        Some(b'{') => {
            let mut values = None;
            inside(scanner, &mut |scanner, key| {
                match key {
                    "values" if scanner.peek() == Some(b'[') => {
                        scanner.elements(&mut |scanner| {
                            let next = exception(scanner, symbols, scratch)?;
                            values = Some(follow(values.unwrap_or_default(), next));
                            Ok(())
                        })?;
                    }
                    _ => exception_member(scanner, key, symbols, scratch, &mut last)?,
                }
                Ok(())
            })?;
            last = values.unwrap_or(last);
        }
        _ => scanner.skip()?,
    }
    Ok(last)
}

fn exception(scanner: &mut Scanner<'_>, symbols: &Symbols<'_>, scratch: &mut String) -> Scanned<Exception> {
    let mut found = Exception::default();
    inside(scanner, &mut |scanner, key| exception_member(scanner, key, symbols, scratch, &mut found))?;
    Ok(found)
}

fn exception_member(
    scanner: &mut Scanner<'_>,
    key: &str,
    symbols: &Symbols<'_>,
    scratch: &mut String,
    found: &mut Exception,
) -> Scanned<()> {
    match key {
        "type" => found.kind = span(scanner.scalar_value(scratch)?),
        "value" => found.value = span(scanner.scalar_value(scratch)?),
        "stacktrace" => inside(scanner, &mut |scanner, key| {
            if key == "frames" && scanner.peek() == Some(b'[') {
                found.stack = frames(scanner, symbols, scratch)?;
                return Ok(());
            }
            scanner.skip()
        })?,
        _ => scanner.skip()?,
    }
    Ok(())
}

/// A frame as an event has it.
#[derive(Default)]
struct RawFrame {
    file: Option<String>,
    path: Option<String>,
    module: Option<String>,
    line: Option<String>,
    column: Option<String>,
    function: Option<String>,
}

/// Frames, the oldest first, as Python prints them.
fn frames(scanner: &mut Scanner<'_>, symbols: &Symbols<'_>, scratch: &mut String) -> Scanned<Option<Span>> {
    let mut frames: Vec<RawFrame> = Vec::new();
    scanner.elements(&mut |scanner| {
        let mut frame = RawFrame::default();
        inside(scanner, &mut |scanner, key| {
            let slot = match key {
                "filename" => &mut frame.file,
                "abs_path" if symbols.maps.is_some() => &mut frame.path,
                "module" => &mut frame.module,
                "lineno" => &mut frame.line,
                "colno" if symbols.maps.is_some() => &mut frame.column,
                "function" => &mut frame.function,
                _ => return scanner.skip(),
            };
            *slot = match scanner.scalar_value(scratch)? {
                Some(Value::Text(span) | Value::Number(span)) => {
                    Some(span.of(symbols.text, scratch).to_owned())
                }
                _ => None,
            };
            Ok(())
        })?;
        frames.push(frame);
        Ok(())
    })?;
    if frames.is_empty() {
        return Ok(None);
    }
    let begin = scratch.len();
    scratch.push_str("Traceback (most recent call last):");
    let mut called_as = None;
    for frame in &frames {
        let function = frame.function.as_deref().unwrap_or_default();
        let place = symbols.find(frame);
        match place {
            Some(Place { source, line, .. }) => {
                let function = source_maps::Frame { function, ..Default::default() }.name(called_as);
                scratch.push_str(&format!("\n  File \"{source}\", line {line}, in {function}"));
            }
            None => {
                let file = frame.file.as_deref().or(frame.module.as_deref()).unwrap_or_default();
                let line = frame.line.as_deref().unwrap_or_default();
                scratch.push_str(&format!("\n  File \"{file}\", line {line}, in {function}"));
            }
        }
        called_as = place.and_then(|place| place.name);
    }
    Ok(Some(Span::scratch(begin, scratch.len())))
}
