//! Lines that begin with a time, then say a level, then what happened; lines without a time belong to the one before.
//!
//! - `2026-11-23T06:57:22Z ERROR pay: it broke`, with `/` for `-`, a space for `T`, a fraction after `.` or `,`;
//! - `[2026-11-23 06:57:22,125] ERROR in app: it broke` (the time in brackets);
//! - `2026-11-23 06:57:22,125 - app.views - ERROR - it broke` (Python);
//! - `2026-11-23 06:57:22.125 ERROR [main] com.x.Y : it broke` (Java);
//! - `[2026-11-23 06:57:22] production.ERROR: it broke` (Laravel);
//! - `[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  Uncaught ...` (PHP).
//!
//! The level is the first word after the time, in any case, or one of the next words if it is in capitals or in
//! brackets. The lines that follow without a time are the stack trace; a traceback in them gives the error type.

use super::civil;
use super::collect::Collector;
use super::colour;
use super::draft::{Draft, Span, quick_level, time_error};
use super::fields::Field;
use super::report::Bad;
use super::time::{self, TimeError, TimeRule};
use super::traceback;

/// Words after the time that may be the level: thread, logger and process names can stand before it.
const MAX_WORDS: usize = 6;

/// Whether a line begins with a time.
pub(crate) fn starts(line: &[u8]) -> bool {
    let line = &line[colour::leading(line)..];
    let any = TimeRule { offset_s: Some(0), year: None };
    match line.first() {
        Some(b'0'..=b'9') => !matches!(time::civil_prefix(line, any), Err(TimeError::Form)),
        Some(b'[') => bracketed(line, any).is_some(),
        _ => false,
    }
}

/// Whether a line begins with a time and says a level.
pub(crate) fn looks_like(line: &str) -> bool {
    starts(line.as_bytes()) && {
        let any = TimeRule { offset_s: Some(0), year: None };
        leading_time(line, any).is_some_and(|(_, used)| level(line, used).is_some())
    }
}

/// A time in brackets: what it is, and the byte after the bracket.
fn bracketed(line: &[u8], rule: TimeRule) -> Option<(Result<errpredict::Timestamp, TimeError>, usize)> {
    /// No time is longer than this.
    const MAX_LENGTH: usize = 64;
    let end = memchr::memchr(b']', &line[..line.len().min(MAX_LENGTH)])?;
    let inside = &line[1..end];
    let read = if inside.get(4).is_some_and(|byte| matches!(byte, b'-' | b'/')) {
        match time::civil_prefix(inside, rule) {
            Ok((time, used)) if used == inside.len() => Ok(time),
            Ok(_) => Err(TimeError::Form),
            Err(error) => Err(error),
        }
    } else {
        civil::php(inside, rule)
    };
    (read != Err(TimeError::Form)).then_some((read, end + 1))
}

fn leading_time(line: &str, rule: TimeRule) -> Option<(Result<errpredict::Timestamp, TimeError>, usize)> {
    let bytes = line.as_bytes();
    if bytes.first() == Some(&b'[') {
        return bracketed(bytes, rule);
    }
    match time::civil_prefix(bytes, rule) {
        Ok((time, used)) => Some((Ok(time), used)),
        Err(TimeError::Form) => None,
        Err(error) => Some((Err(error), 0)),
    }
}

/// The level that stands after `at`: its severity and where the message begins.
fn level(line: &str, at: usize) -> Option<(errpredict::Severity, usize)> {
    let first_line = &line[..line.find('\n').unwrap_or(line.len())];
    let rest = first_line.get(at..)?;
    // `PHP Fatal error:  ` has a level of two words.
    if let Some(php) = rest.trim_start().strip_prefix("PHP ")
        && let Some(colon) = php.find(':')
        && let Some(severity) = quick_level(&php[..colon])
    {
        let message = php[colon + 1..].trim_start();
        return Some((severity, first_line.len() - message.len()));
    }
    let mut place = at;
    for (index, word) in rest
        .split([' ', '\t'])
        .filter_map(|word| {
            let begin = place;
            place += word.len() + 1;
            (!word.is_empty()).then_some((begin, word))
        })
        .take(MAX_WORDS)
        .enumerate()
    {
        let (begin, word) = word;
        // `ERROR:root:it broke`, as Python writes without settings.
        let head = word.find(':').map_or(word, |colon| &word[..colon]);
        let word = if !head.is_empty() && is_capitals(head) { head } else { word };
        let bare = word.trim_matches(AROUND);
        let bare = bare.rsplit('.').next().unwrap_or(bare);
        let bracketed = word.starts_with(['[', '<', '(']);
        if (index == 0 || bracketed || is_capitals(bare))
            && let Some(severity) = quick_level(bare)
        {
            let after = (begin + word.len()).min(first_line.len());
            let message = first_line[after..].trim_start_matches([' ', ':', '-', '|', '\t']);
            return Some((severity, first_line.len() - message.len()));
        }
    }
    None
}

/// What may stand around a level.
const AROUND: [char; 10] = ['[', ']', '(', ')', '|', ':', ',', '<', '>', '-'];

fn is_capitals(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a line without a time begins with a level: in capitals, in brackets or before a colon.
///
/// Only a log that others give its times (Docker, Kubernetes) can do without; elsewhere such a line is no record.
pub(crate) fn level_starts(line: &[u8]) -> bool {
    let line = &line[colour::leading(line)..];
    let end =
        line.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'"' | b'\\' | &colour::ESCAPE));
    let Some(word) = std::str::from_utf8(&line[..end.unwrap_or(line.len())]).ok() else { return false };
    let head = word.find(':').map_or(word, |colon| &word[..colon]);
    let bare = head.trim_matches(AROUND);
    (is_capitals(bare) || head.starts_with(['[', '<']) || head.len() < word.len())
        && quick_level(bare).is_some()
}

/// Reads a record that states no time.
pub(crate) fn parse_untimed(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    message_and_trace(record, 0, &mut draft);
    out.memory.scratch.clear();
    out.emit(&draft, record, number)
}

/// Reads a record.
pub(crate) fn parse(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    let mut message_at = 0;
    if let Some((time, used)) = leading_time(record, out.rules.time) {
        let lacks_zone = time == Err(TimeError::NoZone);
        draft.time = Some(out.or_outer_time(time, number).map_err(|error| {
            let shown: String = record.chars().take(32).collect();
            time_error(error, 1).found(&shown)
        })?);
        let any = TimeRule { offset_s: Some(0), ..out.rules.time };
        message_at = if lacks_zone { leading_time(record, any).map_or(used, |(_, used)| used) } else { used };
    }
    message_and_trace(record, message_at, &mut draft);
    out.memory.scratch.clear();
    out.emit(&draft, record, number)
}

/// Level, message, stack trace and error type of a record whose time ends at `at`.
pub(crate) fn message_and_trace(record: &str, at: usize, draft: &mut Draft) {
    let mut message_at = at;
    if let Some((severity, begin)) = level(record, at) {
        draft.severity.get_or_insert(severity);
        message_at = begin;
    }
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
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

#[cfg(test)]
mod tests {
    use super::*;
    use errpredict::Severity;

    #[test]
    fn levels_and_messages() {
        for (line, severity, message) in [
            ("2026-11-23T06:57:22Z ERROR pay: it broke", Severity::High, "pay: it broke"),
            ("2026-11-23 06:57:22,125 - app.views - WARNING - it broke", Severity::Medium, "it broke"),
            (
                "2026-11-23 06:57:22.125Z  INFO 123 --- [main] c.x.Y : up",
                Severity::Info,
                "123 --- [main] c.x.Y : up",
            ),
            ("[2026-11-23 06:57:22] production.CRITICAL: it broke {}", Severity::Critical, "it broke {}"),
            ("[2026-11-23 06:57:22 +0000] [12] [error] Worker died", Severity::High, "Worker died"),
            ("2026/11/23 06:57:22 error: it broke", Severity::High, "it broke"),
            ("2026-11-23 06:57:22Z ERROR:root:it broke", Severity::High, "root:it broke"),
            ("[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  Uncaught X", Severity::Critical, "Uncaught X"),
        ] {
            assert!(looks_like(line), "{line}");
            let any = TimeRule { offset_s: Some(0), year: None };
            let (_, used) = leading_time(line, any).unwrap();
            let (found, at) = level(line, used).unwrap();
            assert_eq!((found, &line[at..]), (severity, message), "{line}");
        }
        for (line, starts) in [
            ("ERROR it broke", true),
            ("[error] it broke", true),
            ("ERROR:root:it broke", true),
            ("INFO:     127.0.0.1:1 - \"GET /\"", true),
            ("panic: runtime error", true),
            ("warning", false),
            ("error it broke", false),
            ("ValueError: x", false),
            ("  ERROR indented", false),
            ("", false),
        ] {
            assert_eq!(level_starts(line.as_bytes()), starts, "{line}");
        }
        for line in
            ["2026-11-23T06:57:22Z an error occurred", "ERROR x", "", "[x] ERROR", "2026-11-23T06:57:22Z"]
        {
            assert!(!looks_like(line), "{line}");
        }
    }
}
