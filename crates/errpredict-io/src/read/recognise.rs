//! Which format a log is in, told by its first lines.

use errpredict::{Error, ErrorKind, Result};

use super::chunk::{Chunk, Framing};
use super::collect::{Collector, Text, no_time};
use super::colour;
use super::csv::Header;
use super::draft::Draft;
use super::fields::Field;
use super::json;
use super::options::{Format, Rules};
use super::report::{Bad, Reason};
use super::syslog::Syslog;
use super::wrapped::{Inner, Wrapped, Wrapping};
use super::{access, line_head, logfmt, otlp, plain, sentry, server_error, wrapped};
use crate::text::printable;

/// A format made ready for one file.
#[derive(Debug, Clone)]
pub(crate) enum Parser {
    Ndjson,
    Json,
    Csv(Header),
    Logfmt,
    Syslog(Syslog),
    Plain,
    Access,
    NginxError,
    ApacheError,
    /// Lines that begin with a level, in a log that states their times.
    Untimed,
    Wrapped(Box<Wrapped>),
    Otlp,
    Sentry,
    #[cfg(feature = "parquet")]
    Columns(super::columns::Columns),
}

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
    rules: &Rules,
    name: &str,
) -> Result<Option<Recognised>> {
    let mark = if head.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let head = &head[mark..];
    if let Some(why) = wanted.map_or_else(|| foreign(head), |_| None) {
        let message = format!("the log is {why}");
        return Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
    }
    if head.trim_ascii().is_empty() && (wanted.is_none() || head.is_empty()) {
        return Ok(None);
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let message = "UTF-16 is not read; `iconv -f UTF-16 -t UTF-8` turns it into UTF-8";
        return Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
    }
    let format = match wanted {
        Some(format) => format,
        None => found(head, rules).ok_or_else(|| not_recognised(head, name))?,
    };
    let (parser, framing, skip) = match format {
        Format::Ndjson => (Parser::Ndjson, Framing::Lines, (0, 0)),
        Format::Json => (Parser::Json, Framing::Values, (0, 0)),
        Format::Csv => {
            let header = Header::find(head, &rules.tree).ok_or_else(|| {
                let message = "expected a CSV header with at least two columns, one of them `timestamp` or another of its names (--field timestamp=NAME)";
                Error::new(ErrorKind::InvalidInput, message).with("file", name).with("line", 1).with("found", first_line(head))
            })?;
            let skip = (header.bytes, memchr::memchr_iter(b'\n', &head[..header.bytes]).count() as u64);
            let framing = Framing::Rows { delimiter: header.delimiter };
            (Parser::Csv(header), framing, skip)
        }
        Format::Logfmt => (Parser::Logfmt, Framing::Lines, (0, 0)),
        Format::Syslog => {
            (Parser::Syslog(Syslog::new(&String::from_utf8_lossy(head))), Framing::Lines, (0, 0))
        }
        Format::Plain => (Parser::Plain, Framing::Starts(line_head::starts), (0, 0)),
        Format::Access => (Parser::Access, Framing::Lines, (0, 0)),
        Format::NginxError => (Parser::NginxError, Framing::Starts(server_error::nginx_starts), (0, 0)),
        Format::ApacheError => (Parser::ApacheError, Framing::Starts(server_error::apache_starts), (0, 0)),
        Format::Docker | Format::Cri => {
            let wrapping = if format == Format::Docker { Wrapping::Docker } else { Wrapping::Cri };
            let heads = wrapping.inner_heads(head, rules);
            let inner = |head: &str| match head {
                "" => Ok(Inner::Unheard),
                head => inner(head, rules, name).map(|found| found.map_or(Inner::Lines, Inner::Log)),
            };
            let wrapped = Wrapped::new(wrapping, [inner(&heads[0])?, inner(&heads[1])?]);
            let framing = wrapped.framing();
            (Parser::Wrapped(Box::new(wrapped)), framing, (0, 0))
        }
        // `-o json-pretty` writes an object over many lines.
        Format::Journald if ends_on_its_line(head.trim_ascii_start()) => {
            (Parser::Ndjson, Framing::Lines, (0, 0))
        }
        Format::Journald => (Parser::Json, Framing::Values, (0, 0)),
        Format::Otlp => (Parser::Otlp, Framing::Values, (0, 0)),
        Format::Sentry => (Parser::Sentry, Framing::Values, (0, 0)),
        // Opened before it comes to this: neither is text.
        Format::Parquet | Format::Arrow => return Err(not_recognised(head, name)),
    };
    Ok(Some(Recognised { format, parser, framing, skip: (skip.0 + mark, skip.1) }))
}

/// Files that are often met and are no logs, by their first bytes, and what makes a log of them.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive; `unzip -p FILE | errpredict ... -` reads what is in it"),
    (b"BZh", "packed with bzip2; `bzip2 -dc FILE | errpredict ... -` reads it"),
    (b"\xfd7zXZ\0", "packed with xz; `xz -dc FILE | errpredict ... -` reads it"),
    (b"\x04\x22\x4d\x18", "packed with lz4; `lz4 -dc FILE | errpredict ... -` reads it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; `7z x -so FILE | errpredict ... -` reads what is in it"),
    (
        b"SQLite format 3\0",
        "an SQLite database; `sqlite3 -csv -header FILE 'SELECT ...'` makes a table of it",
    ),
    (b"LPKSHHRH", "a journal of systemd; `journalctl --file FILE -o json` makes a log of it"),
    (b"ElfFile\0", "a Windows event log; export it as CSV or JSON"),
    (b"Obj\x01", "an Avro file, which is not read; written as CSV or JSON it is"),
    (b"\x89PNG", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"\x7fELF", "a program"),
];

/// What a Parquet file begins with.
pub(crate) const PARQUET_MARK: &[u8] = b"PAR1";
/// What an Arrow file begins with.
pub(crate) const ARROW_MARK: &[u8] = b"ARROW1";
/// What the messages of an Arrow stream begin with (since format version 0.15).
const ARROW_MESSAGE: &[u8] = b"\xff\xff\xff\xff";

/// Whether that is an Arrow file or stream.
pub(crate) fn is_arrow(head: &[u8]) -> bool {
    head.starts_with(ARROW_MARK) || head.starts_with(ARROW_MESSAGE)
}

/// The format of a file of columns, found or asked for; nothing if it is one of text.
///
/// # Errors
/// `invalid_input` where it is asked for and is another, or where this program was built without reading it.
pub(crate) fn columnar(head: &[u8], wanted: Option<Format>, name: &str) -> Result<Option<Format>> {
    columnar_as_built(head, wanted, name, cfg!(feature = "parquet"))
}

fn columnar_as_built(
    head: &[u8],
    wanted: Option<Format>,
    name: &str,
    is_built_in: bool,
) -> Result<Option<Format>> {
    let is_parquet = head.starts_with(PARQUET_MARK);
    let (format, what, is_it) = match wanted {
        Some(Format::Parquet) => (Format::Parquet, "a Parquet file", is_parquet),
        Some(Format::Arrow) => (Format::Arrow, "an Arrow file", is_arrow(head)),
        Some(_) => return Ok(None),
        None if is_parquet => (Format::Parquet, "a Parquet file", true),
        None if is_arrow(head) => (Format::Arrow, "an Arrow file", true),
        None => return Ok(None),
    };
    if head.is_empty() {
        return Ok(None);
    }
    let fault = |message: String| Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
    if !is_it {
        return fault(format!("the log is not {what}; it begins with `{}`", first_line(head)));
    }
    if !is_built_in {
        return fault(format!(
            "the log is {what}, which this program was built without; build it with `--features parquet`, or write the log as CSV or JSON"
        ));
    }
    Ok(Some(format))
}

/// What a file is that is no log.
fn foreign(head: &[u8]) -> Option<&'static str> {
    let tar = head.get(257..262) == Some(b"ustar");
    let tar = tar.then_some("a tar archive; `tar -xOf FILE | errpredict ... -` reads what is in it");
    tar.or_else(|| FOREIGN.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what))
}

/// Lines looked at: a log may begin with a few that are cut off or belong to something else.
const LINES_LOOKED_AT: usize = 10;

/// The format of the first line that is of one.
fn found(head: &[u8], rules: &Rules) -> Option<Format> {
    let text = head.trim_ascii_start();
    if text.starts_with(b"[")
        && text[1..].trim_ascii_start().first().is_some_and(|byte| matches!(byte, b'{' | b']'))
    {
        return Some(Format::Json);
    }
    if text.starts_with(b"{") {
        let whole = ends_on_its_line(text);
        return Some(known_object(text).unwrap_or(if whole { Format::Ndjson } else { Format::Json }));
    }
    if Header::find(head, &rules.tree).is_some() {
        return Some(Format::Csv);
    }
    let text = colour::strip(&head[..head.len().min(rules.max_line_bytes)]);
    let text = String::from_utf8_lossy(&text);
    text.lines().filter(|line| !line.trim().is_empty()).take(LINES_LOOKED_AT).find_map(|line| {
        if line.starts_with('{') {
            Some(Format::Ndjson)
        } else if wrapped::looks_like_cri(line) {
            Some(Format::Cri)
        } else if access::looks_like(line) {
            Some(Format::Access)
        } else if server_error::apache_starts(line.as_bytes()) {
            Some(Format::ApacheError)
        } else if server_error::looks_like_nginx(line) {
            Some(Format::NginxError)
        } else if Syslog::looks_like(line) {
            Some(Format::Syslog)
        } else if line_head::looks_like(line) {
            Some(Format::Plain)
        } else if logfmt::looks_like(line, &rules.tree, Field::Timestamp) {
            Some(Format::Logfmt)
        } else {
            None
        }
    })
}

/// Whether the object at the beginning ends on its first line.
fn ends_on_its_line(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    json::value_end(text, 0).is_none_or(|end| end <= line.len())
}

/// How to read the log inside another.
pub(crate) fn inner(inside: &str, rules: &Rules, name: &str) -> Result<Option<Parser>> {
    match found(inside.as_bytes(), rules) {
        // A table or a value over several lines cannot be told from the lines around it.
        Some(Format::Csv | Format::Json | Format::Docker | Format::Cri | Format::Otlp | Format::Sentry) => {
            Ok(None)
        }
        None => Ok(untimed(inside, rules)),
        some => Ok(recognise(inside.as_bytes(), some, rules, name)?.map(|inner| inner.parser)),
    }
}

/// How to read lines that state no times: others state them.
fn untimed(text: &str, rules: &Rules) -> Option<Parser> {
    text.lines().filter(|line| !line.trim().is_empty()).take(LINES_LOOKED_AT).find_map(|line| {
        if line_head::level_starts(line.as_bytes()) {
            Some(Parser::Untimed)
        } else if logfmt::looks_like(line, &rules.tree, Field::Severity) {
            Some(Parser::Logfmt)
        } else {
            None
        }
    })
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
    } else if has("log") && has("time") && (has("stream") || keys.len() == 2) {
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

/// The first line that is not blank.
fn first_text(head: &[u8]) -> String {
    let head = head.trim_ascii_start();
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(&line[..line.len().min(600)]).trim_end().to_owned()
}

fn first_line(head: &[u8]) -> String {
    printable(&first_text(head), 120)
}

fn not_recognised(head: &[u8], name: &str) -> Error {
    let formats: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
    let message = format!(
        "the format is not recognised; --format NAME forces one of {}; the log begins with `{}`",
        formats.join(", "),
        first_line(head)
    );
    Error::new(ErrorKind::InvalidInput, message).with("file", name)
}

impl Parser {
    /// Whether its records may be of several lines.
    pub(crate) fn has_long_records(&self) -> bool {
        // Beside JSON objects stands text of several lines.
        matches!(
            self,
            Parser::Plain | Parser::Untimed | Parser::Ndjson | Parser::NginxError | Parser::ApacheError
        )
    }

    /// Whether programs write it to terminals as well, in colours.
    pub(crate) fn is_shown_on_terminals(&self) -> bool {
        match self {
            Parser::Logfmt | Parser::Syslog(_) | Parser::Plain | Parser::Untimed => true,
            Parser::Wrapped(wrapped) => wrapped.is_cri(),
            _ => false,
        }
    }

    /// Reads the records of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, chunk: &Chunk, out: &mut Collector<'_>) {
        let first_line = chunk.first_line;
        match self {
            Parser::Ndjson => out.lines(text, first_line, json_event),
            Parser::Json => json_values(text, first_line, out, |_| 0, json_event),
            Parser::Otlp => json_values(text, first_line, out, |_| 0, otlp::parse),
            Parser::Sentry => json_values(text, first_line, out, sentry::payload_to_skip, sentry::parse),
            Parser::Wrapped(wrapped) => wrapped.parse(text, chunk, out),
            #[cfg(feature = "parquet")]
            Parser::Columns(columns) => {
                if let Some(batch) = &chunk.batch {
                    columns.parse(batch, first_line, out);
                }
            }
            Parser::Csv(header) => header.parse(text, first_line, out),
            Parser::Logfmt => out.lines(text, first_line, logfmt::parse),
            Parser::Syslog(syslog) => {
                out.lines(text, first_line, |out, line, number| syslog.parse(out, line, number))
            }
            Parser::Plain => {
                out.records(text, first_line, chunk.continues, line_head::starts, no_time, plain::parse);
            }
            Parser::Untimed => {
                let (starts, parse) = (line_head::level_starts, plain::parse_untimed);
                out.records(text, first_line, chunk.continues, starts, parse, parse);
            }
            Parser::Access => out.lines(text, first_line, access::parse),
            Parser::NginxError => {
                let starts = server_error::nginx_starts;
                out.records(text, first_line, chunk.continues, starts, no_time, server_error::parse_nginx);
            }
            Parser::ApacheError => {
                let starts = server_error::apache_starts;
                out.records(text, first_line, chunk.continues, starts, no_time, server_error::parse_apache);
            }
        }
    }
}

/// One object of the known names.
#[inline]
pub(crate) fn json_event(
    out: &mut Collector<'_>,
    text: &str,
    number: u64,
) -> std::result::Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    let memory = &mut *out.memory;
    memory.scratch.clear();
    json::event_object(text, &out.rules.tree, &mut memory.json, &mut memory.scratch, &mut draft)?;
    out.emit(&draft, text, number)
}

/// The objects of an array, or one after the other, over any number of lines. `skip` says how many bytes at the beginning
/// of the line after an object are of something else.
fn json_values(
    text: &Text<'_>,
    first_line: u64,
    out: &mut Collector<'_>,
    skip: fn(&[u8]) -> usize,
    each: fn(&mut Collector<'_>, &str, u64) -> std::result::Result<(), Box<Bad>>,
) {
    let bytes = text.bytes();
    let (mut at, mut number) = (0, first_line);
    while out.stopped.is_none() {
        let (start, end, whole) = match json::next_value(bytes, at) {
            Some((start, end)) => (start, end, true),
            None => {
                let rest = bytes[at..].trim_ascii_end();
                let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']');
                let Some(start) = rest.iter().position(|byte| !blank(byte)) else { break };
                (at + start, at + rest.len(), false)
            }
        };
        number += memchr::memchr_iter(b'\n', &bytes[at..start]).count() as u64;
        let record = bytes[start..end].trim_ascii_end();
        let parsed = if record.len() > out.rules.max_line_bytes {
            Err(super::collect::too_long(out.rules.max_line_bytes))
        } else if !whole && record.starts_with(b"{") {
            Err(Bad::new(Reason::Truncated, 0, "the end of an object, `}`"))
        } else {
            text.record(start, start + record.len()).and_then(|value| each(out, value, number))
        };
        if let Err(bad) = parsed {
            out.bad(&bad, number, record);
        }
        out.note_ignored(number, record);
        let payload = match skip(&bytes[start..]) {
            0 => 0,
            // The line end after the object is no part of it.
            length => length + 1,
        };
        let next = end.saturating_add(payload).min(bytes.len());
        number += memchr::memchr_iter(b'\n', &bytes[start..next]).count() as u64;
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_columns_are_told_by_their_mark_and_need_the_feature() {
        let stream = b"\xff\xff\xff\xff\x10\x00\x00\x00";
        for (head, format) in [
            (&b"PAR1\x15\x04"[..], Some(Format::Parquet)),
            (b"ARROW1\0\0\xff\xff\xff\xff", Some(Format::Arrow)),
            (stream, Some(Format::Arrow)),
            (b"PARTS 1", None),
            (b"", None),
        ] {
            assert_eq!(columnar_as_built(head, None, "log", true).unwrap(), format);
            assert_eq!(columnar_as_built(head, Some(Format::Plain), "log", true).unwrap(), None);
            let without = columnar_as_built(head, None, "log", false);
            match format {
                None => assert_eq!(without.unwrap(), None),
                Some(_) => {
                    let error = without.unwrap_err().to_string();
                    assert!(error.contains("--features parquet") && error.contains("log"), "{error}");
                }
            }
        }
        let error = columnar_as_built(b"{}", Some(Format::Parquet), "log", false).unwrap_err().to_string();
        assert!(error.contains("not a Parquet file; it begins with `{}`"), "{error}");
    }
}
