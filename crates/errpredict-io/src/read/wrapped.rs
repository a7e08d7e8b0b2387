//! Logs inside the files of containers.
//!
//! - Docker: `{"log":"...\n","stream":"stderr","time":"2026-11-23T06:57:22.123456789Z"}`;
//! - Kubernetes (containerd, CRI-O): `2026-11-23T06:57:22.123456789Z stderr F ...`, where `P` for `F` marks a piece of
//!   a line that goes on in the next one.
//!
//! What each of the two streams holds is a log of its own, in any of the line formats, which is found from the content and read as if
//! it stood alone (traces over several lines too); line numbers are those of the file. Where the inner line says no
//! time, or one without a zone, the time of the line around it counts. Without inner times a record begins at a line
//! that begins with a level (`ERROR it broke`, `[error] it broke`, `ERROR:root:it broke`), among JSON objects as well.
//! Where nothing of this is found, every line is an event, the text its message and the severity given by option.
//!
//! Sources: Docker's json-file logging driver; Kubernetes, *CRI logging format* (kubelet, 2017).

use std::sync::LazyLock;

use errpredict::Timestamp;
use memchr::memmem::Finder;

use super::chunk::{Chunk, Framing};
use super::collect::{Collector, Outer, Text};
use super::colour;
use super::draft::{Draft, Span, Value, time_error};
use super::fields::{Alias, Field, FieldTree, Reading};
use super::json::{self, JsonMemory};
use super::options::Rules;
use super::recognise::{self, Parser, json_event};
use super::report::{Bad, Reason};
use super::time::{self, TimeRule};
use super::{access, line_head, plain, server_error};

/// The fields of Docker's lines that are read; `kind` stands in for the stream.
const NAMES: [Alias; 3] = [
    Alias { name: "log", field: Field::Message, reading: Reading::OnlyText },
    Alias { name: "time", field: Field::Timestamp, reading: Reading::Plain },
    Alias { name: "stream", field: Field::Kind, reading: Reading::OnlyText },
];

/// How the lines of a file are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Docker,
    Cri,
}

/// Standard output and standard error are two logs: lines of one may stand between those of the other, and programs such
/// as nginx write them in two formats.
const STREAMS: usize = 2;

/// What stands in one stream.
#[derive(Debug, Clone)]
pub(crate) enum Inner {
    /// A log in a format of its own.
    Log(Parser),
    /// Lines in no known format: each is an event.
    Lines,
    /// Nothing at the beginning of the file: what comes is looked at when it comes.
    Unheard,
}

/// What is inside the lines of a file.
#[derive(Debug, Clone)]
pub(crate) struct Wrapped {
    wrapping: Wrapping,
    /// By stream.
    inner: [Inner; STREAMS],
    tree: FieldTree,
}

/// What one line wraps: a text in the line or in the scratch text, and whether a line ends with it.
struct Line {
    text: Span,
    time: Option<Timestamp>,
    ends: bool,
    stream: usize,
}

/// The lines of one stream in a chunk as the program in the container wrote them.
#[derive(Default)]
struct Unwrapped {
    text: String,
    /// For every line of the text.
    outer: Vec<Outer>,
    /// Whether the last line goes on.
    begun: bool,
}

impl Wrapping {
    /// The beginning of the inner logs, to find their formats.
    pub(crate) fn inner_heads(self, head: &[u8], rules: &Rules) -> [String; STREAMS] {
        let tree = FieldTree::of(&NAMES);
        let (mut memory, mut scratch) = (JsonMemory::default(), String::new());
        let mut texts = [String::new(), String::new()];
        for line in head.split(|&byte| byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()) {
            let line = line.trim_end_matches('\r');
            if let Ok(found) = self.open(line, &tree, rules, &mut memory, &mut scratch) {
                let text = &mut texts[found.stream];
                text.push_str(found.text.of(line, &scratch));
                if found.ends {
                    text.push('\n');
                }
            }
        }
        texts
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
                let is_error = |stream: Span| stream.of(line, scratch) == "stderr";
                let stream = match draft.value(Field::Kind) {
                    Some(Value::Text(stream)) => usize::from(is_error(stream)),
                    _ => 0,
                };
                let Some(Value::Text(text)) = draft.value(Field::Message) else {
                    return Ok(Line { text: Span::default(), time, ends: false, stream });
                };
                // Docker splits long lines too; only the last piece ends with the line end the program wrote.
                let length = text.of(line, scratch).len();
                let ends = text.of(line, scratch).ends_with('\n');
                Ok(Line { text: text.first(length - usize::from(ends)), time, ends, stream })
            }
            Wrapping::Cri => cri(line),
        }
    }

    /// The beginning of the inner line, as far as it has no escapes but for colours in front.
    fn inside(self, line: &[u8]) -> Option<&[u8]> {
        match self {
            Wrapping::Docker => {
                let mut inside = match line.strip_prefix(b"{\"log\":\"") {
                    Some(inside) => inside,
                    // Docker writes it first and without spaces; others need not.
                    None => {
                        let key = LOG_KEY.find(line)? + LOG_KEY.needle().len();
                        let value = line[key..].trim_ascii_start().strip_prefix(b":")?;
                        value.trim_ascii_start().strip_prefix(b"\"")?
                    }
                };
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

static LOG_KEY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"log\""));

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
    let streams = [" stdout ", " stderr "];
    let found = (0..).zip(streams).find_map(|(i, stream)| Some((i, line[used..].strip_prefix(stream)?)));
    let (stream, rest) = found.ok_or_else(expected)?;
    let (tags, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let ends = match tags.split(':').next() {
        Some("F") => true,
        Some("P") => false,
        _ => return Err(expected()),
    };
    Ok(Line { text: Span::line(line.len() - text.len(), line.len()), time: Some(time), ends, stream })
}

impl Wrapped {
    pub(crate) fn new(wrapping: Wrapping, inner: [Inner; STREAMS]) -> Wrapped {
        Wrapped { wrapping, inner, tree: FieldTree::of(&NAMES) }
    }

    pub(crate) fn is_cri(&self) -> bool {
        self.wrapping == Wrapping::Cri
    }

    pub(crate) fn framing(&self) -> Framing {
        // Records of several lines in either stream: a cut must not go through one.
        let is_long = |inner: &Inner| matches!(inner, Inner::Log(parser) if parser.has_long_records());
        match self.wrapping {
            _ if !self.inner.iter().any(is_long) => Framing::Lines,
            Wrapping::Docker => Framing::Starts(|line| Wrapping::Docker.inside(line).is_some_and(begins)),
            Wrapping::Cri => Framing::Starts(|line| Wrapping::Cri.inside(line).is_some_and(begins)),
        }
    }

    /// Reads the lines of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, chunk: &Chunk, out: &mut Collector<'_>) {
        let mut streams: [Unwrapped; STREAMS] = Default::default();
        let mut memory = std::mem::take(&mut out.memory.inner);
        out.lines(text, chunk.first_line, |out, line, number| {
            let scratch = &mut out.memory.scratch;
            let found = self.wrapping.open(line, &self.tree, out.rules, &mut memory, scratch)?;
            if matches!(self.inner[found.stream], Inner::Lines) {
                let kept = found.text.of(line, scratch).trim_end().len();
                let mut draft = Draft::new();
                draft.time = found.time;
                draft.text(Field::Message, found.text.first(kept));
                return out.emit(&draft, line, number);
            }
            let outer = Outer { line: number, time: found.time };
            streams[found.stream].push(found.text.of(line, scratch), outer, found.ends);
            Ok(())
        });
        out.memory.inner = memory;
        let chunk = Chunk { first_line: 1, continues: chunk.continues, ..Chunk::default() };
        for (stream, inner) in streams.into_iter().zip(&self.inner) {
            let found;
            let parser = match inner {
                Inner::Log(parser) => parser,
                _ if stream.text.is_empty() => continue,
                _ => {
                    let known = recognise::inner(&stream.text, out.rules, out.source_name);
                    found = known.ok().flatten().unwrap_or(Parser::Untimed);
                    &found
                }
            };
            out.outer = stream.outer;
            let inside = Text::new(stream.text.as_bytes());
            if matches!(parser, Parser::Ndjson) {
                let parse = plain::parse_untimed;
                out.records(&inside, 1, chunk.continues, object_or_level, parse, object_or_text);
            } else {
                parser.parse(&inside, &chunk, out);
            }
        }
        out.outer = Vec::new();
    }
}

impl Unwrapped {
    /// Adds a piece of text, which may hold line ends, and what stands around each of its lines.
    fn push(&mut self, text: &str, outer: Outer, ends: bool) {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        self.outer.extend(std::iter::repeat_n(outer, breaks + usize::from(!self.begun)));
        self.text.push_str(text);
        if ends {
            self.text.push('\n');
        }
        self.begun = !ends;
    }
}

/// Whether a record of any format begins there.
fn begins(line: &[u8]) -> bool {
    object_or_level(line)
        || line_head::starts(line)
        || server_error::apache_starts(line)
        || std::str::from_utf8(line).is_ok_and(access::looks_like)
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
