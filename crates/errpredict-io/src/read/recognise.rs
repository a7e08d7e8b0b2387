//! Which format a log is in, told by its first lines.

use std::sync::Arc;

use errpredict::{Error, ErrorKind, Result};

use super::chunk::Framing;
use super::colour;
use super::counted::Counted;
use super::csv::Header;
use super::docker;
use super::json;
use super::lines::Lines;
use super::marks::{first_line, foreign};
use super::mostly::Mostly;
use super::options::{Format, Rules};
use super::parser::Parser;
use super::w3c;
use super::wrapped::{Wrapped, Wrapping};
use super::wrappers;

/// What is known about a file after a look at its beginning.
pub(crate) struct Recognised {
    pub(crate) format: Format,
    pub(crate) parser: Parser,
    pub(crate) framing: Framing,
    /// Bytes and lines at the beginning that are no records.
    pub(crate) skip: (usize, u64),
}

/// The mark some programs put before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The format of the file that begins with `head`, or the one asked for; nothing if there is nothing but space.
pub(crate) fn recognise(
    head: &[u8],
    wanted: Option<Format>,
    rules: &Arc<Rules>,
    name: &str,
) -> Result<Option<Recognised>> {
    let mark = if head.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let head = &head[mark..];
    if let Some(why) = wanted.map_or_else(|| foreign(head), |_| None) {
        let message = format!("the log is {why}");
        return Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
    }
    let is_blank = head.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0);
    if is_blank && (wanted.is_none() || head.is_empty()) {
        return Ok(None);
    }
    let (format, lines) = match wanted {
        Some(format) => {
            (format, lines_of(head, rules).map(|(_, lines)| Lines { mostly: Mostly::Anything, ..lines }))
        }
        None => found(head, rules).ok_or_else(|| not_recognised(head, name))?,
    };
    let (parser, framing, skip) = made(format, lines, head, wanted.is_some(), rules, name)?;
    Ok(Some(Recognised { format, parser, framing, skip: (skip.0 + mark, skip.1) }))
}

fn made(
    format: Format,
    lines: Option<Lines>,
    head: &[u8],
    is_wanted: bool,
    rules: &Arc<Rules>,
    name: &str,
) -> Result<(Parser, Framing, (usize, u64))> {
    let text = |lines: Lines| (Parser::Lines(lines), lines.framing(rules), (0, 0));
    Ok(match format {
        // Asked for by name, a format of one line is that and nothing else.
        Format::Ndjson if is_wanted => (Parser::Ndjson, Framing::Lines, (0, 0)),
        Format::Logfmt if is_wanted => (Parser::Logfmt, Framing::Lines, (0, 0)),
        Format::Access if is_wanted => (Parser::Access, Framing::Lines, (0, 0)),
        Format::Json => {
            let skip = wrappers::skip(head);
            (Parser::Json, Framing::Values, (skip, memchr::memchr_iter(b'\n', &head[..skip]).count() as u64))
        }
        Format::Csv => {
            let header = Header::find(head, &rules.tree).or_else(|| Header::find_below(head, &rules.tree)).ok_or_else(|| {
                let message = "expected a CSV header with at least two columns, one of them `timestamp` or another of its names (--field timestamp=NAME)";
                Error::new(ErrorKind::InvalidInput, message).with("file", name).with("line", 1).with("found", first_line(head))
            })?;
            let skip = (header.bytes, memchr::memchr_iter(b'\n', &head[..header.bytes]).count() as u64);
            let framing = Framing::Rows { delimiter: header.delimiter };
            (Parser::Csv(header), framing, skip)
        }
        Format::W3c => {
            let header = w3c::Header::find(head, &rules.tree).ok_or_else(|| {
                let message = "expected a line `#Fields:` with a time among its columns";
                Error::new(ErrorKind::InvalidInput, message).with("file", name).with("line", 1)
            })?;
            (Parser::W3c(header), Framing::Lines, (0, 0))
        }
        Format::Docker | Format::Cri | Format::Compose => {
            let wrapping = match format {
                Format::Docker => Wrapping::Docker,
                Format::Cri => Wrapping::Cri,
                _ => Wrapping::Compose,
            };
            wrapped(wrapping, wrapping == Wrapping::Docker && docker::are_whole(head), rules)
        }
        // `-o json-pretty` writes an object over many lines.
        Format::Journald if ends_on_its_line(head.trim_ascii_start()) => {
            wrapped(Wrapping::Journald, false, rules)
        }
        Format::Journald => (Parser::Json, Framing::Values, (0, 0)),
        Format::Otlp => (Parser::Otlp, Framing::Values, (0, 0)),
        Format::Sentry => (Parser::Sentry, Framing::Values, (0, 0)),
        // Opened before it comes to this: neither is text.
        Format::Parquet | Format::Arrow => return Err(not_recognised(head, name)),
        Format::Own if rules.patterns.is_empty() => {
            let message = "the format `own` needs a pattern (--pattern)";
            return Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
        }
        Format::Ndjson
        | Format::Logfmt
        | Format::Access
        | Format::Syslog
        | Format::Plain
        | Format::NginxError
        | Format::ApacheError
        | Format::Own => text(lines.unwrap_or_default()),
    })
}

fn wrapped(wrapping: Wrapping, are_whole: bool, rules: &Arc<Rules>) -> (Parser, Framing, (usize, u64)) {
    let wrapped = Wrapped::new(wrapping, are_whole);
    let framing = wrapped.framing(rules);
    (Parser::Wrapped(Box::new(wrapped)), framing, (0, 0))
}

/// Lines looked at: a log may begin with a banner, or with the end of a trace.
const LINES_LOOKED_AT: usize = 400;
/// Bytes in which that many lines mostly stand, and lines that suffice where they do not.
const HEAD_BYTES: usize = 64 << 10;
const FEW_LINES: usize = 50;
/// Words looked at for the time where no line begins with one.
const PLACES: usize = 13;

/// The format of a file, and how its lines are told apart where it is one of lines.
fn found(head: &[u8], rules: &Rules) -> Option<(Format, Option<Lines>)> {
    let text = head.trim_ascii_start();
    if text.starts_with(b"[")
        && text[1..].trim_ascii_start().first().is_some_and(|byte| matches!(byte, b'{' | b']'))
    {
        return Some((Format::Json, None));
    }
    if text.starts_with(b"{") && !text.get(1).is_some_and(u8::is_ascii_digit) {
        if let Some(known) = known_object(text) {
            return Some((known, None));
        }
        if !ends_on_its_line(text) || wrappers::skip(text) > 0 || wrappers::is_wrapper(text) {
            return Some((Format::Json, None));
        }
    }
    if w3c::looks_like(text, rules) {
        return Some((Format::W3c, None));
    }
    if Header::find(head, &rules.tree).is_some() {
        return Some((Format::Csv, None));
    }
    if let Some(wrapping) = Wrapping::of_lines(&first_lines(&looked_at(head, rules))) {
        return Some((wrapping, None));
    }
    match lines_of(head, rules) {
        Some((format, lines)) => Some((format, Some(lines))),
        // No line begins a record: a table may follow some text.
        None => Header::find_below(head, &rules.tree).map(|_| (Format::Csv, None)),
    }
}

/// The text of the lines that are looked at.
fn looked_at(head: &[u8], rules: &Rules) -> String {
    // Enough for the lines that are looked at, unless the first ones are very long.
    let near = &head[..head.len().min(HEAD_BYTES)];
    let is_enough = memchr::memchr_iter(b'\n', near).nth(FEW_LINES).is_some();
    let looked_at = if is_enough { near } else { &head[..head.len().min(rules.max_line_bytes)] };
    let mut text = colour::strip(looked_at);
    if memchr::memchr(0, &text).is_some() {
        text = text.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>().into();
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// Those that are not blank.
fn first_lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).take(LINES_LOOKED_AT).collect()
}

/// The form of most lines, and how they are told apart.
fn lines_of(head: &[u8], rules: &Rules) -> Option<(Format, Lines)> {
    let text = looked_at(head, rules);
    let lines = first_lines(&text);
    let begun = Counted::of(&lines, 0, rules);
    // Lines of words before the first record are many where the file begins with a trace.
    let is_clear = begun.total() * 3 > begun.voters;
    let best = (1..PLACES)
        .filter(|_| !is_clear)
        .map(|place| (place, Counted::of(&lines, place, rules)))
        .filter(|(_, counted)| counted.total() * 3 > counted.voters * 2)
        .max_by_key(|(place, counted)| (counted.total(), std::cmp::Reverse(*place)));
    let (place, counted) = best.unwrap_or((0, begun));
    let format = counted.commonest()?;
    Some((format, Lines { mostly: Mostly::of(format), place }))
}

/// Whether the object at the beginning ends on its first line.
fn ends_on_its_line(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    json::value_end(text, 0).is_none_or(|end| end <= line.len())
}

/// The format whose objects have the keys of the first one.
fn known_object(text: &[u8]) -> Option<Format> {
    let end = json::value_end(text, 0).unwrap_or(text.len());
    let text = String::from_utf8_lossy(&text[..end]);
    let keys = json::keys(&text);
    let has = |key: &str| keys.contains(&key);
    if ["resourceLogs", "resource_logs", "resourceSpans", "resourceMetrics"].iter().any(|key| has(key)) {
        Some(Format::Otlp)
    } else if has("__REALTIME_TIMESTAMP") {
        Some(Format::Journald)
    } else if has("log") && docker::looks_like(&text) {
        Some(Format::Docker)
    } else if (has("dsn") && has("sent_at"))
        || (has("event_id")
            && ["exception", "dsn", "sent_at", "sdk", "contexts", "logentry"].iter().any(|key| has(key)))
    {
        Some(Format::Sentry)
    } else {
        None
    }
}

fn not_recognised(head: &[u8], name: &str) -> Error {
    let formats: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
    let message = format!(
        "the format is not recognised; --format NAME forces one of {}, --pattern describes lines of your own; the log begins with `{}`",
        formats.join(", "),
        first_line(head)
    );
    Error::new(ErrorKind::InvalidInput, message).with("file", name)
}
