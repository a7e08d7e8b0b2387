//! Error logs of nginx and Apache.
//!
//! - nginx: `2026/11/23 06:57:22 [error] 12#12: *5 open() "/x" failed (2: No such file or directory), client:
//!   127.0.0.1, server: localhost, request: "GET /x HTTP/1.1", host: "localhost"`; lines that do not begin with a
//!   time belong to the one before.
//! - Apache: `[Mon Nov 23 06:57:22.123456 2026] [core:error] [pid 12:tid 34] (13)Permission denied:
//!   [client 127.0.0.1:5] AH00035: access to / denied`.
//!
//! Neither says a zone. Apache's error number (`AH00035`) is the error type, or else the type of
//! an exception in the message; nginx has none but that of an exception.

use std::sync::LazyLock;

use errpredict::Severity;
use memchr::memmem::{Finder, FinderRev};

use super::collect::Collector;
use super::draft::{Draft, Span, time_error};
use super::fields::Field;
use super::line_head::Head;
use super::paths::request_path;
use super::plain;
use super::report::{Bad, Reason};
use super::traceback;

/// Making ready to search costs more than the search in a line.
static COLON: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(": "));
static CLIENT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(", client: "));
static REQUEST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(", request: \""));
static QUOTE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\", "));
static REFERER: LazyLock<FinderRev<'static>> = LazyLock::new(|| FinderRev::new(", referer: "));
static LINE_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\\n"));

/// Whether a line is one of nginx's error log: a time with `/`, a level, process and thread.
pub(crate) fn is_nginx(line: &str) -> bool {
    line.as_bytes().get(4) == Some(&b'/')
        && nginx_level(line).is_some_and(|(_, at)| {
            let ids = line.as_bytes()[at..].trim_ascii_start();
            let digits = ids.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let after = ids.get(digits + 1..).unwrap_or_default();
            let more = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            ids.get(digits) == Some(&b'#') && matches!(after.get(more), None | Some(b':'))
        })
}

/// Severity of ` [error] ` after the time, and the byte after it.
fn nginx_level(line: &str) -> Option<(Severity, usize)> {
    /// `2026/11/23 06:57:22`
    const TIME_BYTES: usize = 19;
    const MAX_LEVEL: usize = 16;
    let rest = line.get(TIME_BYTES..)?.strip_prefix(" [")?;
    let end = memchr::memchr(b']', &rest.as_bytes()[..rest.len().min(MAX_LEVEL)])?;
    Some((Severity::of_level_name(&rest[..end])?, TIME_BYTES + 2 + end + 1))
}

/// Reads a record of nginx's error log.
pub(crate) fn parse_nginx(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    head: Head,
) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    let time = out.moment(head.time, head.zoned, number);
    draft.time = Some(time.map_err(|error| time_error(error, 1).found(record.get(..19).unwrap_or("")))?);
    let (severity, at) = nginx_level(record)
        .ok_or_else(|| Bad::new(Reason::BadSeverity, 20, "a level in brackets").field("severity"))?;
    draft.severity = Some(severity);
    // `12#12: *5 message`: process, thread and connection are of no use here.
    let rest = &record[at..];
    let begin = COLON.find(rest.as_bytes()).map_or(at, |colon| at + colon + 2);
    let begin = match record[begin..].strip_prefix('*') {
        Some(connection) => {
            let space = memchr::memchr(b' ', connection.as_bytes());
            record.len() - connection.len() + space.map_or(0, |space| space + 1)
        }
        None => begin,
    };
    let message = &record.as_bytes()[begin..];
    let end = CLIENT
        .find(message)
        .or_else(|| memchr::memchr(b'\n', message))
        .map_or(record.len(), |end| begin + end);
    draft.text(Field::Message, Span::line(begin, end));
    if let Some(request) = REQUEST.find(&record.as_bytes()[end..]) {
        let from = end + request + REQUEST.needle().len();
        // nginx does not escape quotes here: the request ends at the quote before the next word of the line.
        let to = QUOTE.find(&record.as_bytes()[from..]).or_else(|| record[from..].rfind('"'));
        let to = to.map_or(record.len(), |quote| from + quote);
        if let Some(path) = request_path(record, (from, to)) {
            draft.text(Field::Endpoint, path);
        }
    }
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    // What nginx knows of the client ends the text, on its line or on the last of a text of many lines.
    let text_end = if end > first_end { end } else { record.len() };
    plain::trace(&record[..text_end], first_end, &mut draft);
    out.memory.scratch.clear();
    out.emit(&draft, record, number)
}

/// Whether a line with that head is one of Apache's error log: a day of the week in the time, then a level in brackets.
pub(crate) fn is_apache(line: &str, head: Head) -> bool {
    let bytes = line.as_bytes();
    bytes.first() == Some(&b'[')
        && bytes.get(1).is_some_and(u8::is_ascii_alphabetic)
        && apache_level(line, head.used).is_some()
}

/// The level among the brackets after the time.
fn apache_level(line: &str, at: usize) -> Option<Severity> {
    let mut rest = &line[at..];
    while let Some(inside) = rest.strip_prefix(" [").or_else(|| rest.strip_prefix('[')) {
        let end = memchr::memchr(b']', inside.as_bytes())?;
        let word = &inside[..end];
        let level = &word[word.bytes().rposition(|byte| byte == b':').map_or(0, |colon| colon + 1)..];
        // Apache numbers its trace levels.
        let found =
            if level.starts_with("trace") { Some(Severity::Info) } else { Severity::of_level_name(level) };
        if !word.starts_with("pid ") && !word.starts_with("client ") && found.is_some() {
            return found;
        }
        rest = &inside[end + 1..];
    }
    None
}

/// Where the text begins after the brackets of a line of Apache's error log.
pub(crate) fn apache_text(line: &str, at: usize) -> usize {
    let mut at = at;
    while let Some(inside) = line[at..].strip_prefix(" [").or_else(|| line[at..].strip_prefix('[')) {
        let Some(end) = memchr::memchr(b']', inside.as_bytes()) else { break };
        at = line.len() - inside.len() + end + 1;
    }
    at + usize::from(line[at..].starts_with(' '))
}

/// Reads a record of Apache's error log.
pub(crate) fn parse_apache(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    head: Head,
) -> Result<(), Box<Bad>> {
    let mut at = head.used;
    let mut draft = Draft::new();
    let time = out.moment(head.time, head.zoned, number);
    draft.time = Some(time.map_err(|error| time_error(error, 2).found(&record[..at]))?);
    draft.severity = apache_level(record, at);
    // `[module:level] [pid 12:tid 34] [client 127.0.0.1:5]`, among which `(13)Permission denied: ` may stand.
    while let Some(inside) = record[at..].strip_prefix(" [").or_else(|| record[at..].strip_prefix('[')) {
        let Some(end) = memchr::memchr(b']', inside.as_bytes()) else { break };
        at = record.len() - inside.len() + end + 1;
    }
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    // One space parts the brackets from the message, if there is one.
    let at = at.min(first_end);
    let at = at + usize::from(record[at..first_end].starts_with(' '));
    // Where the visitor came from is added by Apache, and is no part of what went wrong.
    let end = REFERER.rfind(&record.as_bytes()[at..first_end]).map_or(first_end, |referer| at + referer);
    let message = &record[at..end];
    draft.text(Field::Message, Span::line(at, end));
    out.memory.scratch.clear();
    if LINE_END.find(message.as_bytes()).is_some() {
        unescaped_trace(message, &mut out.memory.scratch, &mut draft);
    } else {
        plain::trace(record, first_end, &mut draft);
    }
    if !draft.has(Field::ErrorType)
        && let Some(code) =
            memchr::memchr_iter(b'A', message.as_bytes()).find(|&index| is_code(&message[index..]))
    {
        draft.text(Field::ErrorType, Span::line(at + code, at + code + CODE_BYTES));
    }
    out.emit(&draft, record, number)
}

/// A message of several lines, which Apache writes in one: what is a trace with its lines ended is one.
fn unescaped_trace(message: &str, scratch: &mut String, draft: &mut Draft) {
    scratch.push_str(&message.replace("\\n", "\n").replace("\\t", "\t"));
    let Some(found) = traceback::find(scratch) else { return };
    let first_end = scratch.find('\n').unwrap_or(scratch.len());
    draft.text(Field::Message, Span::scratch(0, first_end));
    draft.text(Field::ErrorType, Span::scratch(found.error_type.start, found.error_type.end));
    draft.text(Field::StackTrace, Span::scratch(found.stack.start, found.stack.end));
}

/// `AH00035`
const CODE_BYTES: usize = 7;

fn is_code(text: &str) -> bool {
    text.starts_with("AH")
        && text.as_bytes().get(2..CODE_BYTES).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
        && text.as_bytes().get(CODE_BYTES) == Some(&b':')
}
