//! Which format a log is in, told by its first lines.

use errpredict::{Error, ErrorKind, Result};

use crate::text::printable;

use super::chunk::Framing;
use super::collect::{Collector, Text};
use super::csv::Header;
use super::draft::Draft;
use super::json;
use super::options::{Format, Rules};

/// A format made ready for one file.
#[derive(Debug, Clone)]
pub(crate) enum Parser {
    Ndjson,
    Csv(Header),
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
    if head.trim_ascii().is_empty() {
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
        Format::Csv => {
            let header = Header::find(head, &rules.tree).ok_or_else(|| {
                let message = "expected a CSV header with at least two columns, one of them `timestamp` or another of its names (--map timestamp=NAME)";
                Error::new(ErrorKind::InvalidInput, message).with("file", name).with("line", 1).with("found", first_line(head))
            })?;
            let skip = (header.bytes, memchr::memchr_iter(b'\n', &head[..header.bytes]).count() as u64);
            let framing = Framing::Rows { delimiter: header.delimiter };
            (Parser::Csv(header), framing, skip)
        }
    };
    Ok(Some(Recognised { format, parser, framing, skip: (skip.0 + mark, skip.1) }))
}

fn found(head: &[u8], rules: &Rules) -> Option<Format> {
    if head.trim_ascii_start().starts_with(b"{") {
        return Some(Format::Ndjson);
    }
    Header::find(head, &rules.tree).map(|_| Format::Csv)
}

fn first_line(head: &[u8]) -> String {
    let head = head.trim_ascii_start();
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    printable(&String::from_utf8_lossy(&line[..line.len().min(600)]), 120)
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
    /// Reads the records of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, first_line: u64, out: &mut Collector<'_>) {
        match self {
            Parser::Ndjson => out.lines(text, first_line, |out, line, number| {
                let mut draft = Draft::new();
                let memory = &mut *out.memory;
                memory.scratch.clear();
                json::event_object(line, &out.rules.tree, &mut memory.json, &mut memory.scratch, &mut draft)?;
                let event = draft.event(line, &memory.scratch, out.rules, &mut memory.ignored)?;
                out.events += 1;
                (out.fold)(event, number);
                Ok(())
            }),
            Parser::Csv(header) => header.parse(text, first_line, out),
        }
    }
}
