//! Logs inside the files of containers.
//!
//! - Docker: `{"log":"...\n","stream":"stderr","time":"2026-11-23T06:57:22.123456789Z"}`;
//! - Kubernetes (containerd, CRI-O): `2026-11-23T06:57:22.123456789Z stderr F ...`, where `P` for `F` marks a piece of
//!   a line that goes on in the next one.
//!
//! What stands inside is a log of its own, in any of the line formats, which is found from the content and read as if
//! it stood alone (traces over several lines too); line numbers are those of the file. Where the inner line says no
//! time, or one without a zone, the time of the line around it counts. Without inner times a record begins at a line
//! that begins with a level (`ERROR it broke`, `[error] it broke`, `ERROR:root:it broke`), among JSON objects as well.
//! Where nothing of this is found, every line is an event, the text its message and the severity given by option.
//!
//! Sources: Docker's json-file logging driver; Kubernetes, *CRI logging format* (kubelet, 2017).

use errpredict::Timestamp;

use super::chunk::{Chunk, Framing};
use super::collect::{Collector, Outer, Text};
use super::colour;
use super::draft::{Draft, Span, Value, time_error};
use super::fields::{Alias, Field, FieldTree, Reading};
use super::json::{self, JsonMemory};
use super::options::Rules;
use super::recognise::{Parser, json_event};
use super::report::{Bad, Reason};
use super::time::{self, TimeRule};
use super::{line_head, plain, server_error};

/// The two fields of Docker's lines that are read.
const NAMES: [Alias; 2] = [
    Alias { name: "log", field: Field::Message, reading: Reading::OnlyText },
    Alias { name: "time", field: Field::Timestamp, reading: Reading::Plain },
];

/// How the lines of a file are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Docker,
    Cri,
}

/// What is inside the lines of a file.
#[derive(Debug, Clone)]
pub(crate) struct Wrapped {
    wrapping: Wrapping,
    inner: Option<Box<Parser>>,
    tree: FieldTree,
}

/// What one line wraps: a text in the line or in the scratch text, and whether a line ends with it.
struct Line {
    text: Span,
    time: Option<Timestamp>,
    ends: bool,
}

/// The lines of a chunk as the program in the container wrote them.
struct Unwrapped {
    text: String,
    /// For every line of the text.
    outer: Vec<Outer>,
}

impl Wrapping {
    /// The beginning of the inner log, to find its format.
    pub(crate) fn inner_head(self, head: &[u8], rules: &Rules) -> String {
        let tree = FieldTree::of(&NAMES);
        let (mut memory, mut scratch, mut text) = (JsonMemory::default(), String::new(), String::new());
        for line in head.split(|&byte| byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()) {
            let line = line.trim_end_matches('\r');
            if let Ok(found) = self.open(line, &tree, rules, &mut memory, &mut scratch) {
                text.push_str(found.text.of(line, &scratch));
                if found.ends {
                    text.push('\n');
                }
            }
        }
        text
    }

    fn open(
        self,
        line: &str,
        tree: &FieldTree,
        rules: &Rules,
        memory: &mut JsonMemory,
        scratch: &mut String,
    ) -> Result<Line, Box<Bad>> {
        scratch.clear();
        match self {
            Wrapping::Docker => {
                let mut draft = Draft::new();
                json::event_object(line, tree, memory, scratch, &mut draft)?;
                let time = draft.timestamp(line, scratch, rules).ok();
                let Some(Value::Text(text)) = draft.value(Field::Message) else {
                    return Ok(Line { text: Span::default(), time, ends: false });
                };
                // Docker splits long lines too; only the last piece ends with the line end the program wrote.
                let length = text.of(line, scratch).len();
                let ends = text.of(line, scratch).ends_with('\n');
                Ok(Line { text: text.first(length - usize::from(ends)), time, ends })
            }
            Wrapping::Cri => cri(line),
        }
    }

    /// The beginning of the inner line, as far as it has no escapes but for colours in front.
    fn inside(self, line: &[u8]) -> Option<&[u8]> {
        match self {
            Wrapping::Docker => {
                let mut inside = line.strip_prefix(b"{\"log\":\"")?;
                while let Some(rest) = inside.strip_prefix(b"\\u001b") {
                    match colour::after_escape(rest) {
                        0 => break,
                        length => inside = &rest[length..],
                    }
                }
                Some(inside)
            }
            Wrapping::Cri => line.splitn(4, |byte| *byte == b' ').nth(3),
        }
    }
}

/// Whether a line is one of Kubernetes' container logs.
pub(crate) fn looks_like_cri(line: &str) -> bool {
    cri(line).is_ok()
}

/// `TIME stdout|stderr F|P TEXT`; further tags follow the first one after colons.
fn cri(line: &str) -> Result<Line, Box<Bad>> {
    let (time, used) = time::civil_prefix(line.as_bytes(), TimeRule { offset_s: None, year: None })
        .map_err(|error| time_error(error, 1).found(line.get(..32).unwrap_or(line)))?;
    let expected =
        || Bad::new(Reason::Format, used + 1, "` stdout ` or ` stderr `, and F or P, after the time");
    let rest = line[used..].strip_prefix(" stdout ").or_else(|| line[used..].strip_prefix(" stderr "));
    let rest = rest.ok_or_else(expected)?;
    let (tags, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let ends = match tags.split(':').next() {
        Some("F") => true,
        Some("P") => false,
        _ => return Err(expected()),
    };
    Ok(Line { text: Span::line(line.len() - text.len(), line.len()), time: Some(time), ends })
}

impl Wrapped {
    pub(crate) fn new(wrapping: Wrapping, inner: Option<Parser>) -> Wrapped {
        Wrapped { wrapping, inner: inner.map(Box::new), tree: FieldTree::of(&NAMES) }
    }

    pub(crate) fn is_cri(&self) -> bool {
        self.wrapping == Wrapping::Cri
    }

    pub(crate) fn framing(&self) -> Framing {
        /// A function for each of the two, since a framing is no closure.
        macro_rules! starts {
            ($begins:expr) => {
                match self.wrapping {
                    Wrapping::Docker => {
                        Framing::Starts(|line| Wrapping::Docker.inside(line).is_some_and($begins))
                    }
                    Wrapping::Cri => Framing::Starts(|line| Wrapping::Cri.inside(line).is_some_and($begins)),
                }
            };
        }
        match self.inner.as_deref() {
            Some(Parser::Plain) => starts!(line_head::starts),
            Some(Parser::Untimed) => starts!(line_head::level_starts),
            Some(Parser::Ndjson) => starts!(object_or_level),
            Some(Parser::NginxError) => starts!(server_error::nginx_starts),
            Some(Parser::ApacheError) => starts!(server_error::apache_starts),
            _ => Framing::Lines,
        }
    }

    /// Reads the lines of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, chunk: &Chunk, out: &mut Collector<'_>) {
        let mut unwrapped = Unwrapped { text: String::new(), outer: Vec::new() };
        let mut memory = std::mem::take(&mut out.memory.inner);
        let mut begun = false;
        out.lines(text, chunk.first_line, |out, line, number| {
            let scratch = &mut out.memory.scratch;
            let found = self.wrapping.open(line, &self.tree, out.rules, &mut memory, scratch)?;
            if self.inner.is_none() {
                let kept = found.text.of(line, scratch).trim_end().len();
                let mut draft = Draft::new();
                draft.time = found.time;
                draft.text(Field::Message, found.text.first(kept));
                return out.emit(&draft, line, number);
            }
            unwrapped.push(
                found.text.of(line, scratch),
                Outer { line: number, time: found.time },
                &mut begun,
            );
            if found.ends {
                unwrapped.text.push('\n');
                begun = false;
            }
            Ok(())
        });
        out.memory.inner = memory;
        let Some(inner) = &self.inner else { return };
        out.outer = unwrapped.outer;
        let inside = Text::new(unwrapped.text.as_bytes());
        let chunk = Chunk { first_line: 1, continues: chunk.continues, ..Chunk::default() };
        if matches!(**inner, Parser::Ndjson) {
            let parse = plain::parse_untimed;
            out.records(&inside, 1, chunk.continues, object_or_level, parse, object_or_text);
        } else {
            inner.parse(&inside, &chunk, out);
        }
        out.outer = Vec::new();
    }
}

impl Unwrapped {
    /// Adds a piece of text, which may hold line ends, and what stands around each of its lines.
    fn push(&mut self, text: &str, outer: Outer, begun: &mut bool) {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        self.outer.extend(std::iter::repeat_n(outer, breaks + usize::from(!*begun)));
        self.text.push_str(text);
        *begun = true;
    }
}

fn object_or_level(line: &[u8]) -> bool {
    line.starts_with(b"{") || line_head::level_starts(line)
}

/// A JSON object, or what a program wrote beside its log: a panic, a warning of its runtime.
fn object_or_text(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    if !record.starts_with('{') {
        return plain::parse_untimed(out, record, number);
    }
    let (object, rest) = record.split_once('\n').unwrap_or((record, ""));
    let read = json_event(out, object, number);
    if let Err(bad) = read {
        out.bad(&bad, number, object.as_bytes());
    }
    // Lines after an object belong to nothing.
    for (number, line) in (number + 1..).zip(rest.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        if let Err(bad) = plain::parse_untimed(out, line, number) {
            out.bad(&bad, number, line.as_bytes());
        }
    }
    Ok(())
}
