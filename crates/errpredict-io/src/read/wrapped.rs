//! Docker's JSON files: `{"log":"...\n","stream":"stderr","time":"2026-11-23T06:57:22.123456789Z"}`.
//!
//! What stands under `log` is a log of its own, in any of the line formats, which is found from the content and read
//! as if it stood alone (traces over several lines too); line numbers are those of the file. Where it is in no known
//! format, every line is an event with Docker's time, the text as its message and the severity given by option.

use super::chunk::{Chunk, Framing};
use super::collect::{Collector, Text};
use super::draft::{Draft, Value};
use super::fields::{Alias, Field, FieldTree, Reading};
use super::json::{self, JsonMemory};
use super::recognise::Parser;
use super::report::Bad;
use super::{plain, server_error};

/// The two fields of a line that are read.
const NAMES: [Alias; 2] = [
    Alias { name: "log", field: Field::Message, reading: Reading::OnlyText },
    Alias { name: "time", field: Field::Timestamp, reading: Reading::Plain },
];

/// What is inside the lines of a file.
#[derive(Debug, Clone)]
pub(crate) struct Docker {
    inner: Option<Box<Parser>>,
    tree: FieldTree,
}

/// The lines of a chunk as the program in the container wrote them.
struct Unwrapped {
    text: String,
    /// The line of the file for every line of the text.
    lines: Vec<u64>,
}

impl Docker {
    pub(crate) fn tree() -> FieldTree {
        FieldTree::of(&NAMES)
    }

    pub(crate) fn new(inner: Option<Parser>) -> Docker {
        Docker { inner: inner.map(Box::new), tree: Docker::tree() }
    }

    /// The beginning of the inner log, to find its format.
    pub(crate) fn inner_head(head: &[u8]) -> String {
        let tree = Docker::tree();
        let (mut memory, mut text) = (JsonMemory::default(), String::new());
        for line in head.split(|&byte| byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()) {
            let _ = unwrap_line(line, &tree, &mut memory, &mut String::new(), &mut text);
        }
        text
    }

    pub(crate) fn framing(&self) -> Framing {
        match self.inner.as_deref() {
            Some(Parser::Plain) => Framing::Starts(|line| inside(line).is_some_and(plain::starts)),
            Some(Parser::NginxError) => {
                Framing::Starts(|line| inside(line).is_some_and(server_error::nginx_starts))
            }
            Some(Parser::ApacheError) => {
                Framing::Starts(|line| inside(line).is_some_and(server_error::apache_starts))
            }
            _ => Framing::Lines,
        }
    }

    /// Reads the lines of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, chunk: &Chunk, out: &mut Collector<'_>) {
        let mut unwrapped = Unwrapped { text: String::new(), lines: Vec::new() };
        let mut memory = std::mem::take(&mut out.memory.inner);
        out.lines(text, chunk.first_line, |out, line, number| {
            let before = unwrapped.text.len();
            let at_line_start = unwrapped.text.is_empty() || unwrapped.text.ends_with('\n');
            let draft =
                unwrap_line(line, &self.tree, &mut memory, &mut out.memory.scratch, &mut unwrapped.text)?;
            if self.inner.is_none() {
                unwrapped.text.truncate(before);
                return bare_event(out, &draft, line, number);
            }
            let n_lines = memchr::memchr_iter(b'\n', &unwrapped.text.as_bytes()[before..]).count();
            let begins = usize::from(at_line_start && unwrapped.text.len() > before && n_lines == 0);
            unwrapped.lines.extend(std::iter::repeat_n(number, n_lines + begins));
            Ok(())
        });
        out.memory.inner = memory;
        if let Some(inner) = &self.inner {
            let chunk = Chunk { first_line: 1, continues: chunk.continues, ..Chunk::default() };
            out.line_map = unwrapped.lines;
            inner.parse(&Text::new(unwrapped.text.as_bytes()), &chunk, out);
            out.line_map = Vec::new();
        }
    }
}

/// The beginning of the inner line, as far as it has no escapes.
fn inside(line: &[u8]) -> Option<&[u8]> {
    line.strip_prefix(b"{\"log\":\"")
}

/// Adds what a line wraps to `text`.
fn unwrap_line(
    line: &str,
    tree: &FieldTree,
    memory: &mut JsonMemory,
    scratch: &mut String,
    text: &mut String,
) -> Result<Draft, Box<Bad>> {
    let mut draft = Draft::new();
    scratch.clear();
    json::event_object(line, tree, memory, scratch, &mut draft)?;
    if let Some(Value::Text(span)) = draft.value(Field::Message) {
        text.push_str(span.of(line, scratch));
    }
    Ok(draft)
}

fn bare_event(out: &mut Collector<'_>, wrapped: &Draft, line: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = wrapped.clone();
    if let Some(Value::Text(span)) = wrapped.value(Field::Message) {
        let kept = span.of(line, &out.memory.scratch).trim_end().len();
        draft.text(Field::Message, span.first(kept));
    }
    out.emit(&draft, line, number)
}
