//! How a line of a plain log begins: a time, a level before or after it.

use errpredict::{Severity, Timestamp};

use super::civil;
use super::colour;
use super::draft::quick_level;
use super::time::{self, TimeError, TimeRule};

/// Words after the time that may be the level: thread, logger and process names can stand before it.
const MAX_WORDS: usize = 6;
/// No time is longer than this.
const MAX_TIME_BYTES: usize = 64;
/// What stands between a level and the time after it.
const SEPARATORS: [u8; 5] = [b' ', b'\t', b':', b'-', b','];
/// Levels that are words of a message more often, unless they stand in capitals, in brackets or before a colon.
const WORDS_TOO: [&str; 11] =
    ["alert", "config", "deprecated", "failure", "fine", "high", "http", "log", "low", "medium", "success"];
/// And this one before a colon too: Go's web server logs `http: ...`.
const HTTP: &str = "http";

/// A time read, or why not.
type Read = Result<Timestamp, TimeError>;

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// The level, where it stands before the time.
    pub(crate) severity: Option<Severity>,
    pub(crate) time: Read,
    /// Bytes of both.
    pub(crate) used: usize,
}

/// Whether a line begins with a time, or with a level and a time.
pub(crate) fn starts(line: &[u8]) -> bool {
    head(&line[colour::leading(line)..], TimeRule { offset_s: Some(0), year: None }).is_some()
}

/// Whether a line begins with a time and says a level.
pub(crate) fn looks_like(line: &str) -> bool {
    let any = TimeRule { offset_s: Some(0), year: None };
    head(line.as_bytes(), any).is_some_and(|head| head.severity.is_some() || level(line, head.used).is_some())
}

/// The time a line begins with, and the level before it if there is one.
pub(crate) fn head(line: &[u8], rule: TimeRule) -> Option<Head> {
    if let Some((time, used)) = time_at(line, rule) {
        return Some(Head { severity: None, time, used });
    }
    let (severity, word) = level_word(line)?;
    let mut at = word;
    loop {
        at += colour::leading(&line[at..]);
        match line.get(at) {
            Some(byte) if SEPARATORS.contains(byte) => at += 1,
            _ => break,
        }
    }
    let (time, used) = time_at(&line[at..], rule).filter(|_| at > word)?;
    Some(Head { severity: Some(severity), time, used: at + used })
}

/// A time at the beginning of a text, in brackets or not, and its bytes.
fn time_at(text: &[u8], rule: TimeRule) -> Option<(Read, usize)> {
    match text.first()? {
        b'0'..=b'9' => bare_time(text, rule),
        b'[' => bracketed_time(text, rule),
        _ => None,
    }
}

fn bare_time(text: &[u8], rule: TimeRule) -> Option<(Read, usize)> {
    let is_day_first = text.get(2).is_some_and(|byte| !byte.is_ascii_digit());
    let read = |rule| {
        if is_day_first { civil::day_first(text, rule) } else { time::civil_prefix(text, rule) }
    };
    match read(rule) {
        Ok((time, used)) => Some((Ok(time), used)),
        // How long it is it says all the same.
        Err(TimeError::NoZone) => {
            let any = TimeRule { offset_s: Some(0), ..rule };
            read(any).ok().map(|(_, used)| (Err(TimeError::NoZone), used))
        }
        Err(TimeError::Range) => Some((Err(TimeError::Range), 0)),
        Err(TimeError::Form) => None,
    }
}

/// `[TIME]`, or `[TIME: LEVEL/...]`, of which only the time is used.
fn bracketed_time(line: &[u8], rule: TimeRule) -> Option<(Read, usize)> {
    let end = memchr::memchr(b']', &line[..line.len().min(MAX_TIME_BYTES)])?;
    let inside = &line[1..end];
    // PHP names its zone.
    let php = civil::php(inside, rule);
    if php != Err(TimeError::Form) {
        return Some((php, end + 1));
    }
    let (time, used) = bare_time(inside, rule)?;
    match inside.get(used) {
        None => Some((time, end + 1)),
        Some(b':' | b' ' | b',') => Some((time, 1 + used)),
        Some(_) => time.is_err().then_some((time, end + 1)),
    }
}

/// The level that stands after `at`: its severity and where the message begins.
pub(crate) fn level(line: &str, at: usize) -> Option<(Severity, usize)> {
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
    let mut begin = at;
    for index in 0..MAX_WORDS {
        let blank = rest_of(first_line, begin).iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        begin += blank;
        let rest = rest_of(first_line, begin);
        let length = rest.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
        let word = &first_line[begin..begin + length];
        if let Some((severity, used)) = level_of(word, index == 0) {
            let message = first_line[begin + used..].trim_start_matches([' ', ':', '-', '|', '\t']);
            return Some((severity, first_line.len() - message.len()));
        }
        begin += length;
    }
    None
}

fn rest_of(line: &str, at: usize) -> &[u8] {
    &line.as_bytes()[at..]
}

/// The level that a word says, and how many of its bytes: in capitals or brackets, or in any case where it is the
/// first.
fn level_of(word: &str, is_first: bool) -> Option<(Severity, usize)> {
    // Most words are told apart by this alone; `production.ERROR` is Laravel's.
    if !is_first && word.as_bytes().first().is_none_or(u8::is_ascii_lowercase) && !word.contains('.') {
        return None;
    }
    // `ERROR:root:it broke`, as Python writes without settings.
    let head = word.find(':').map_or(word, |colon| &word[..colon]);
    let word = if is_capitals(head) { head } else { word };
    // `ERROR/MainProcess`, as Celery writes.
    let bare = word.find('/').map_or(word, |slash| &word[..slash]).trim_matches(AROUND);
    let bare = bare.rsplit('.').next().unwrap_or(bare);
    let stands_out = word.starts_with(['[', '<', '(']) || is_capitals(bare);
    if !is_first && !stands_out {
        return None;
    }
    let severity = quick_level(bare)?;
    let is_word = || WORDS_TOO.iter().any(|level| level.eq_ignore_ascii_case(bare));
    let counts = stands_out || (word.ends_with(':') && bare != HTTP) || !is_word();
    counts.then_some((severity, word.len()))
}

/// Whether a word is a level wherever it stands first.
pub(crate) fn is_level(word: &str) -> bool {
    level_of(word, true).is_some()
}

/// What may stand around a level.
const AROUND: [char; 10] = ['[', ']', '(', ')', '|', ':', ',', '<', '>', '-'];

fn is_capitals(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The level that is the first word of a line, in capitals, in brackets or before a colon; and the bytes of the word.
fn level_word(line: &[u8]) -> Option<(Severity, usize)> {
    /// Brackets, a level, a colon.
    const MAX_BYTES: usize = 16;
    // Most lines of a trace are indented.
    if !line.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'[' | b'<')) {
        return None;
    }
    let line = &line[..line.len().min(MAX_BYTES)];
    let ends = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'"' | b'\\' | &colour::ESCAPE);
    let end = line.iter().position(ends).unwrap_or(line.len());
    let word = std::str::from_utf8(&line[..end]).ok()?;
    let head = word.find(':').map_or(word, |colon| &word[..colon]);
    let bare = head.trim_matches(AROUND);
    let before_colon = head.len() < word.len() && bare != HTTP;
    if !is_capitals(bare) && !head.starts_with(['[', '<']) && !before_colon {
        return None;
    }
    Some((quick_level(bare)?, head.len()))
}

/// Whether a line without a time begins with a level.
///
/// Only a log that others give its times (Docker, Kubernetes) can do without; elsewhere such a line is no record.
pub(crate) fn level_starts(line: &[u8]) -> bool {
    level_word(&line[colour::leading(line)..]).is_some()
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
            ("[2026-11-23 06:57:22,125: ERROR/MainProcess] it broke", Severity::High, "it broke"),
            (
                "[23/Nov/2026 06:57:22] ERROR [django.request:12] it broke",
                Severity::High,
                "[django.request:12] it broke",
            ),
            ("23-Nov-2026 06:57:22.125 SEVERE [main] it broke", Severity::High, "[main] it broke"),
            ("23 Nov 2026 06:57:22,125 +0100 ERROR it broke", Severity::High, "it broke"),
            ("ERROR 2026-11-23 06:57:22,125 views 99 it broke", Severity::High, "views 99 it broke"),
            ("[ERROR]\t2026-11-23T06:57:22Z\tit broke", Severity::High, "it broke"),
            ("[error] 2026-11-23 06:57:22: it broke", Severity::High, " it broke"),
            ("[2026-11-23 06:57:22] 99 production.ERROR: it broke", Severity::High, "it broke"),
            ("2026-11-23T06:57:22Z alert: it broke", Severity::Critical, "it broke"),
            ("2026-11-23 06:57:22.125 +01:00 [WRN] it broke", Severity::Medium, "it broke"),
            ("WARNING: [2026-11-23 06:57:22] it broke", Severity::Medium, "it broke"),
            ("2026-11-23 06:57:22Z ERROR:root:it broke", Severity::High, "root:it broke"),
            ("[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  Uncaught X", Severity::Critical, "Uncaught X"),
        ] {
            assert!(looks_like(line), "{line}");
            let any = TimeRule { offset_s: Some(0), year: None };
            let head = head(line.as_bytes(), any).unwrap();
            let (found, at) = match head.severity {
                Some(severity) => (severity, head.used + 1),
                None => level(line, head.used).unwrap(),
            };
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
            ("http: TLS handshake error", false),
            ("ValueError: x", false),
            ("  ERROR indented", false),
            ("", false),
        ] {
            assert_eq!(level_starts(line.as_bytes()), starts, "{line}");
        }
        for line in [
            "2026-11-23T06:57:22Z an error occurred",
            "ERROR x",
            "",
            "[x] ERROR",
            "2026-11-23T06:57:22Z",
            "Error 2026-11-23T06:57:22Z",
            "ERROR2026-11-23T06:57:22Z",
            "2026/11/23 06:57:22 http: TLS handshake error",
            "2026-11-23T06:57:22Z High memory usage",
            "2026-11-23T06:57:22Z log rotated",
        ] {
            assert!(!looks_like(line), "{line}");
        }
    }
}
