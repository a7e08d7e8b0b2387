//! A format made ready for one file, and the reading of a chunk with it.

use std::sync::Arc;

use super::chunk::{Chunk, IsStart};
use super::collect::{Collector, Text};
use super::csv::Header;
use super::json_event::json_event;
use super::lines::Lines;
use super::objects::json_values;
use super::options::Rules;
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

    /// Which lines are records by themselves, where its records mostly are lines.
    pub(crate) fn lines_alone(&self, rules: &Arc<Rules>) -> Option<IsStart> {
        match self {
            Parser::Lines(lines) => lines.alone(rules),
            _ => None,
        }
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
            Parser::Json => json_values(text, first_line, out, true, |_| 0, wrappers::json_value),
            Parser::Otlp => json_values(text, first_line, out, false, |_| 0, otlp::parse),
            Parser::Sentry => {
                json_values(text, first_line, out, false, sentry::payload_to_skip, sentry::parse)
            }
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
