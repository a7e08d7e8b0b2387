//! A format made ready for one file, and the reading of a chunk with it.

use super::chunk::Chunk;
use super::collect::{Collector, Text};
use super::csv::Header;
use super::draft::Draft;
use super::json;
use super::lines::{Lines, Mostly};
use super::report::{Bad, Reason};
use super::w3c;
use super::wrapped::Wrapped;
use super::{access, logfmt, otlp, sentry, wrappers};

/// A format made ready for one file.
#[derive(Debug, Clone)]
pub(crate) enum Parser {
    /// One JSON object a line and nothing else, because that was asked for.
    Ndjson,
    /// JSON values over any number of lines.
    Json,
    Csv(Header),
    /// Only pairs, because that was asked for.
    Logfmt,
    /// Only requests, because that was asked for.
    Access,
    /// Lines of text, each read by the form that fits it.
    Lines(Lines),
    W3c(w3c::Header),
    Wrapped(Box<Wrapped>),
    Otlp,
    Sentry,
    #[cfg(feature = "parquet")]
    Columns(super::columns::Columns),
}

impl Parser {
    /// Whether programs write it to terminals as well, in colours.
    pub(crate) fn is_shown_on_terminals(&self) -> bool {
        match self {
            Parser::Lines(_) | Parser::Logfmt => true,
            Parser::Wrapped(wrapped) => wrapped.is_text(),
            _ => false,
        }
    }

    /// Whether its records mostly are lines.
    pub(crate) fn is_of_lines(&self) -> bool {
        matches!(self, Parser::Lines(lines) if lines.mostly != Mostly::Anything)
    }

    /// Whether a NUL byte in it can only be a hole in the file.
    pub(crate) fn is_text(&self) -> bool {
        #[cfg(feature = "parquet")]
        if matches!(self, Parser::Columns(_)) {
            return false;
        }
        !matches!(self, Parser::Csv(_))
    }

    /// Reads the records of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, chunk: &Chunk, out: &mut Collector<'_>) {
        let first_line = chunk.first_line;
        match self {
            Parser::Ndjson => out.lines(text, first_line, json_event),
            Parser::Json => json_values(text, first_line, out, |_| 0, wrappers::json_value),
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
            Parser::W3c(header) => header.parse(text, first_line, out),
            Parser::Logfmt => out.lines(text, first_line, logfmt::parse),
            Parser::Access => out.lines(text, first_line, access::parse),
            Parser::Lines(lines) => lines.parse(text, chunk, out),
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
        // The end of a wrapper around the values.
        if record.iter().all(|byte| b"}], \t\r\n".contains(byte)) {
            at = end;
            number += memchr::memchr_iter(b'\n', &bytes[start..end]).count() as u64;
            continue;
        }
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
