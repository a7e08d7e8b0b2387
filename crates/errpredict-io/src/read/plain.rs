//! Lines that begin with a time, then say a level, then what happened; lines without a time belong to the one before.
//!
//! - `2026-11-23T06:57:22Z ERROR pay: it broke`, with `/` for `-`, a space for `T`, a fraction after `.` or `,`;
//! - `[2026-11-23 06:57:22,125] ERROR in app: it broke` (the time in brackets);
//! - `2026-11-23 06:57:22,125 - app.views - ERROR - it broke` (Python);
//! - `2026-11-23 06:57:22.125 ERROR [main] com.x.Y : it broke` (Java);
//! - `[2026-11-23 06:57:22] production.ERROR: it broke` (Laravel);
//! - `[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  Uncaught ...` (PHP);
//! - `23-Nov-2026 06:57:22.125 SEVERE [main] ...` (Tomcat), with `/` or spaces for `-`;
//! - `[2026-11-23 06:57:22,125: ERROR/MainProcess] ...` (Celery);
//! - `ERROR 2026-11-23 06:57:22,125 views 12 34 it broke` (Django's documentation), `[ERROR]\t2026-11-23T...` (AWS).
//!
//! The level stands before the time, or is the first word after it, in any case, or one of the next words if it is in
//! capitals or in brackets. The lines that follow without a time are the stack trace; a traceback in them gives the error
//! type.

use super::collect::Collector;
use super::draft::{Draft, Span, Value, time_error};
use super::fields::Field;
use super::line_head::{head, level};
use super::report::Bad;
use super::traceback;

/// Reads a record that states no time.
pub(crate) fn parse_untimed(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    message_and_trace(record, 0, &mut draft);
    emit(out, draft, record, number)
}

fn emit(out: &mut Collector<'_>, mut draft: Draft, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let scratch = &mut out.memory.scratch;
    scratch.clear();
    // Monolog writes an exception inside JSON, where `App\Exceptions\Boom` has two backslashes for one.
    if let Some(Value::Text(span)) = draft.value(Field::ErrorType)
        && span.of(record, "").contains("\\\\")
    {
        scratch.push_str(&span.of(record, "").replace("\\\\", "\\"));
        draft.text(Field::ErrorType, Span::scratch(0, scratch.len()));
    }
    out.emit(&draft, record, number)
}

/// Reads a record.
pub(crate) fn parse(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    let mut message_at = 0;
    if let Some(head) = head(record.as_bytes(), out.rules.time) {
        draft.time = Some(out.or_outer_time(head.time, number).map_err(|error| {
            let shown: String = record.chars().take(32).collect();
            time_error(error, 1).found(&shown)
        })?);
        draft.severity = head.severity;
        message_at = head.used;
    }
    message_and_trace(record, message_at, &mut draft);
    emit(out, draft, record, number)
}

/// Level, message, stack trace and error type of a record whose time ends at `at`.
pub(crate) fn message_and_trace(record: &str, at: usize, draft: &mut Draft) {
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    let mut message_at = at;
    if draft.severity.is_some() {
        let after = record[at..first_end].trim_start_matches([' ', '\t', ':', '-']);
        message_at = first_end - after.len();
    } else if let Some((severity, begin)) = level(record, at) {
        draft.severity = Some(severity);
        message_at = begin;
    }
    let message = record[message_at.min(first_end)..first_end].trim();
    let begin = message_at.min(first_end) + {
        let text = &record[message_at.min(first_end)..first_end];
        text.len() - text.trim_start().len()
    };
    draft.text(Field::Message, Span::line(begin, begin + message.len()));
    trace(record, first_end, draft);
}

/// Stack trace and error type of a record whose first line ends at `first_end`.
pub(crate) fn trace(record: &str, first_end: usize, draft: &mut Draft) {
    if let Some(found) = traceback::find(record) {
        draft.text(Field::ErrorType, Span::line(found.error_type.start, found.error_type.end));
        draft.text(Field::StackTrace, Span::line(found.stack.start, found.stack.end));
    } else if first_end + 1 < record.len() {
        draft.text(Field::StackTrace, Span::line(first_end + 1, record.len()));
    }
}
