//! Error logs of nginx and Apache.
//!
//! - nginx: `2026/11/23 06:57:22 [error] 12#12: *5 open() "/x" failed (2: No such file or directory), client:
//!   127.0.0.1, server: localhost, request: "GET /x HTTP/1.1", host: "localhost"`; lines that do not begin with a
//!   time belong to the one before.
//! - Apache: `[Mon Nov 23 06:57:22.123456 2026] [core:error] [pid 12:tid 34] (13)Permission denied:
//!   [client 127.0.0.1:5] AH00035: access to / denied`.
//!
//! Neither says a zone: one must be given. Apache's error number (`AH00035`) is the error type, or else the type of
//! an exception in the message; nginx has none but that of an exception.

use errpredict::Severity;

use super::access;
use super::civil;
use super::collect::Collector;
use super::draft::{Draft, Span, quick_level, time_error};
use super::fields::Field;
use super::plain;
use super::report::{Bad, Reason};
use super::time::{self, TimeError, TimeRule};
use super::traceback;

/// Whether a line begins a record of nginx's error log.
pub(crate) fn nginx_starts(line: &[u8]) -> bool {
    let any = TimeRule { offset_s: Some(0), year: None };
    line.get(4) == Some(&b'/') && !matches!(time::civil_prefix(line, any), Err(TimeError::Form))
}

/// Whether a line is one of nginx's error log: a time, a level, process and thread.
pub(crate) fn looks_like_nginx(line: &str) -> bool {
    nginx_starts(line.as_bytes())
        && nginx_level(line).is_some_and(|(_, at)| {
            let ids = line[at..].trim_start().split(':').next().unwrap_or("");
            ids.contains('#') && ids.bytes().all(|byte| byte.is_ascii_digit() || byte == b'#')
        })
}

/// Severity of ` [error] ` after the time, and the byte after it.
fn nginx_level(line: &str) -> Option<(Severity, usize)> {
    /// `2026/11/23 06:57:22`
    const TIME_BYTES: usize = 19;
    let rest = line.get(TIME_BYTES..)?.strip_prefix(" [")?;
    let end = rest.find(']')?;
    Some((quick_level(&rest[..end])?, TIME_BYTES + 2 + end + 1))
}

/// Reads a record of nginx's error log.
pub(crate) fn parse_nginx(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    let time = time::civil_prefix(record.as_bytes(), out.rules.time).map(|(time, _)| time);
    let time = out.or_outer_time(time, number);
    draft.time = Some(time.map_err(|error| time_error(error, 1).found(record.get(..19).unwrap_or("")))?);
    let (severity, at) = nginx_level(record)
        .ok_or_else(|| Bad::new(Reason::BadSeverity, 20, "a level in brackets").field("severity"))?;
    draft.severity = Some(severity);
    // `12#12: *5 message`: process, thread and connection are of no use here.
    let rest = &record[at..];
    let begin = rest.find(": ").map_or(at, |colon| at + colon + 2);
    let begin = match record[begin..].strip_prefix('*') {
        Some(connection) => {
            record.len() - connection.len() + connection.find(' ').map_or(0, |space| space + 1)
        }
        None => begin,
    };
    let end = record[begin..]
        .find(", client: ")
        .or_else(|| record[begin..].find('\n'))
        .map_or(record.len(), |end| begin + end);
    draft.text(Field::Message, Span::line(begin, end));
    if let Some(request) = record[end..].find(", request: \"") {
        let from = end + request + ", request: \"".len();
        // nginx does not escape quotes here: the request ends at the quote before the next word of the line.
        let to = record[from..].find("\", ").or_else(|| record[from..].rfind('"'));
        let to = to.map_or(record.len(), |quote| from + quote);
        if let Some(path) = access::path(record, (from, to)) {
            draft.text(Field::Endpoint, path);
        }
    }
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    plain::trace(&record[..end.max(first_end)], first_end, &mut draft);
    out.memory.scratch.clear();
    out.emit(&draft, record, number)
}

/// Whether a line begins a record of Apache's error log.
pub(crate) fn apache_starts(line: &[u8]) -> bool {
    apache_time(line, TimeRule { offset_s: Some(0), year: None }).is_some()
}

fn apache_time(line: &[u8], rule: TimeRule) -> Option<(Result<errpredict::Timestamp, TimeError>, usize)> {
    /// `[Mon Nov 23 06:57:22.123456 2026]`
    const MAX_LENGTH: usize = 40;
    if line.first() != Some(&b'[') {
        return None;
    }
    let end = memchr::memchr(b']', &line[..line.len().min(MAX_LENGTH)])?;
    let read = civil::apache_error(&line[1..end], rule);
    (read != Err(TimeError::Form)).then_some((read, end + 1))
}

/// Reads a record of Apache's error log.
pub(crate) fn parse_apache(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let (time, mut at) = apache_time(record.as_bytes(), out.rules.time).ok_or_else(|| {
        Bad::new(Reason::Format, 1, "a time in brackets such as [Mon Nov 23 06:57:22 2026]")
    })?;
    let mut draft = Draft::new();
    let time = out.or_outer_time(time, number);
    draft.time = Some(time.map_err(|error| time_error(error, 2).found(&record[..at]))?);
    // `[module:level] [pid 12:tid 34] [client 127.0.0.1:5]`, among which `(13)Permission denied: ` may stand.
    while let Some(inside) = record[at..].strip_prefix(" [").or_else(|| record[at..].strip_prefix('[')) {
        let Some(end) = inside.find(']') else { break };
        let word = &inside[..end];
        let level = word.rsplit(':').next().unwrap_or(word);
        if draft.severity.is_none() && !word.starts_with("pid ") && !word.starts_with("client ") {
            // Apache numbers its trace levels.
            draft.severity =
                if level.starts_with("trace") { Some(Severity::Info) } else { quick_level(level) };
        }
        at = record.len() - inside.len() + end + 1;
    }
    if draft.severity.is_none() {
        return Err(Bad::new(Reason::BadSeverity, at, "a level such as [core:error]").field("severity"));
    }
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    // One space parts the brackets from the message, if there is one.
    let at = at.min(first_end);
    let at = at + usize::from(record[at..first_end].starts_with(' '));
    // Where the visitor came from is added by Apache, and is no part of what went wrong.
    let end = record[at..first_end].rfind(", referer: ").map_or(first_end, |referer| at + referer);
    let message = &record[at..end];
    draft.text(Field::Message, Span::line(at, end));
    out.memory.scratch.clear();
    if message.contains("\\n") {
        unescaped_trace(message, &mut out.memory.scratch, &mut draft);
    } else {
        plain::trace(record, first_end, &mut draft);
    }
    if !draft.has(Field::ErrorType)
        && let Some(code) =
            message.match_indices("AH").map(|(index, _)| index).find(|&index| is_code(&message[index..]))
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
    text.as_bytes().get(2..CODE_BYTES).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
        && text.as_bytes().get(CODE_BYTES) == Some(&b':')
}
