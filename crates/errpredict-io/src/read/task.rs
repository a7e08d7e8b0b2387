//! One chunk of a file on its way through a parser, and what is said of the way.

use std::sync::Arc;

use errpredict::{Error, ErrorKind, EventRef};

use super::chunk::{Chunk, Framing};
use super::collect::{Collector, Findings, Memory, Place, Text, too_long};
use super::colour;
use super::options::{ReadOptions, Rules};
use super::parser::Parser;
use super::passes::Passes;
use super::report::{Bad, BadLine, Reason};
use super::turns::{Turn, Turns};
use super::zone::Zone;

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file being read.
    pub source: &'a str,
    /// Bytes taken from all files, before unpacking.
    pub bytes_done: u64,
    /// Bytes of all files before unpacking, if every size is known.
    pub bytes_total: Option<u64>,
}

/// One chunk on its way to a parser.
pub(super) struct Task {
    pub(super) number: u64,
    pub(super) file: Arc<OpenFile>,
    pub(super) chunk: Chunk,
    /// Its place among the chunks of the file, where their order matters.
    pub(super) turn: Option<Arc<Turn>>,
}

pub(super) struct OpenFile {
    pub(super) name: String,
    pub(super) format: &'static str,
    pub(super) index: usize,
    /// Those of the options, with what is known of this file.
    pub(super) rules: Arc<Rules>,
    pub(super) parser: Parser,
    pub(super) framing: Framing,
    /// What its chunks say of their order, where that tells something.
    pub(super) turns: Option<Arc<Turns>>,
}

impl OpenFile {
    /// For times of that zone: only where clocks are set back, the order of lines tells which of two moments is meant.
    pub(super) fn turns(zone: Zone) -> Option<Arc<Turns>> {
        matches!(zone, Zone::Place(_)).then(Arc::default)
    }
}

impl Task {
    /// The next chunk of a file; `number` counts those of all files.
    pub(super) fn new(number: u64, file: &Arc<OpenFile>, chunk: Chunk) -> Task {
        let turn = file.turns.as_ref().map(|turns| Arc::new(Turn::next(turns)));
        Task { number, file: Arc::clone(file), chunk, turn }
    }

    /// Parses the chunk; returns the first bad line where reading is strict.
    pub(super) fn parse(
        &self,
        options: &ReadOptions,
        memory: &mut Memory,
        findings: &mut Findings,
        fold: &mut dyn FnMut(EventRef<'_>, u64),
    ) -> Option<BadLine> {
        let rules = &*self.file.rules;
        memory.notes.passes = Passes::new(rules.time.zone, self.turn.as_ref()).map(Box::new);
        let source = Place { index: self.file.index, name: &self.file.name };
        let mut out = Collector::new(rules, memory, findings, fold, source, options);
        let bytes = &self.chunk.bytes;
        if self.chunk.too_long && matches!(self.file.parser, Parser::Lines(_)) && !bytes.starts_with(b"{") {
            // A text is worth something without its end; the rest of it was thrown away.
            out.note_cut();
            let head = String::from_utf8_lossy(bytes);
            self.file.parser.parse(&Text::new(head.as_bytes()), &self.chunk, &mut out);
            return out.finish();
        }
        if self.chunk.too_long {
            let bad = match &self.file.framing {
                Framing::Rows { .. } => Bad::new(
                    Reason::TooLong,
                    0,
                    format!("a row of at most {} bytes (is a closing quote missing?)", rules.max_line_bytes),
                ),
                _ => too_long(rules.max_line_bytes),
            };
            out.bad(&bad, self.chunk.first_line, bytes);
            return out.finish();
        }
        let plain;
        let mut text = Text::new(bytes);
        let strips = (
            text.has_escape() && self.file.parser.is_shown_on_terminals(),
            text.has_nul() && self.file.parser.is_text(),
        );
        if strips != (false, false) {
            let coloured =
                if strips.0 { colour::strip(bytes) } else { std::borrow::Cow::Borrowed(&bytes[..]) };
            // Holes that a file has where it was cut at its beginning while a program went on writing.
            plain = if strips.1 {
                std::borrow::Cow::Owned(coloured.iter().copied().filter(|byte| *byte != 0).collect())
            } else {
                coloured
            };
            text = Text::new(&plain);
        }
        if rules.replace_invalid_utf8 && !text.is_valid() {
            let replaced = String::from_utf8_lossy(text.bytes());
            self.file.parser.parse(&Text::new(replaced.as_bytes()), &self.chunk, &mut out);
        } else {
            self.file.parser.parse(&text, &self.chunk, &mut out);
        }
        out.finish()
    }
}

pub(super) fn strict_error(bad: &BadLine) -> Error {
    let mut message = format!("{}: expected {}", bad.reason.about(), bad.expected);
    if !bad.found.is_empty() {
        message = format!("{message}, found `{}`", bad.found);
    }
    if let Some(help) = bad.reason.help() {
        message = format!("{message}; {help}");
    }
    let mut error =
        Error::new(ErrorKind::InvalidInput, message).with("file", &bad.source).with("line", bad.line);
    if let Some(column) = bad.column {
        error = error.with("column", column);
    }
    if let Some(field) = bad.field {
        error = error.with("field", field);
    }
    error
}
