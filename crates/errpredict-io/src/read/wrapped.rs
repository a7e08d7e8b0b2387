//! Logs inside the files of containers, journals and composed output.
//!
//! - Docker: `{"log":"...\n","stream":"stderr","time":"2026-11-23T06:57:22.123456789Z"}`;
//! - Kubernetes (containerd, CRI-O): `2026-11-23T06:57:22.123456789Z stderr F ...`, where `P` for `F` marks a piece of
//!   a line that goes on in the next one;
//! - `journalctl -o json`: an object an entry, with the unit, the container or the program, a priority and the text;
//! - `docker compose logs`: `web-1  | ...`; `kubectl logs --prefix`: `[pod/web-1/app] ...`: names without times.
//!
//! What each container, unit or stream holds is a log of its own, read as if it stood alone (traces over several entries
//! too); line numbers are those of the file. Where the inner line says no time, or one that cannot be placed, the time of
//! the line around it counts; where that says none either, that of the line before in the file. Its severity counts where
//! the text states none, and its service where the text names none.
//!
//! Sources: Docker's json-file logging driver; Kubernetes, *CRI logging format* (kubelet, 2017); systemd, *Journal Export
//! Formats*; Docker Compose and kubectl.

use std::sync::{Arc, LazyLock};

use errpredict::Timestamp;
use memchr::memmem::Finder;

use super::chunk::{Chunk, Framing};
use super::collect::{Collector, Outer, Text};
use super::colour;
use super::counted;
use super::docker;
use super::draft::{Draft, Notes, Span, Value, time_error};
use super::fields::{Field, FieldTree};
use super::journal::{self, Held};
use super::json::{self, JsonMemory};
use super::json_event::json_event;
use super::level;
use super::lines::Lines;
use super::look::{self, Look};
use super::options::{Format, Rules};
use super::prefixes::{self, prefix, workload};
use super::report::{Bad, Reason};
use super::stamp;
use super::traceback;
use super::wrapped_line::{BARE, Line};
use super::zone::TimeRule;

/// How the lines of a file are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Docker,
    Cri,
    Journald,
    Compose,
}

/// What is inside the lines of a file.
#[derive(Debug, Clone)]
pub(crate) struct Wrapped {
    wrapping: Wrapping,
    /// Whether the lines of Docker are whole without a line end.
    are_whole: bool,
    tree: FieldTree,
}

/// The lines of one log in a chunk as its program wrote them.
#[derive(Default)]
struct Unwrapped {
    name: String,
    service: String,
    text: String,
    /// For every line of the text.
    outer: Vec<Outer>,
    /// Whether the last line goes on.
    begun: bool,
    /// Whether its last piece said that it goes on, and when it was written.
    last: Option<(bool, Option<Timestamp>)>,
    /// The entry of a journal that waits for the next one.
    held: Option<Held>,
    /// Whether the last entry is more than words.
    is_stirred: bool,
}

/// The logs in a chunk, by what tells them apart.
#[derive(Default)]
struct Streams {
    all: Vec<Unwrapped>,
    places: hashbrown::HashMap<String, usize, rustc_hash::FxBuildHasher>,
    last: usize,
}

impl Streams {
    /// That of an entry of the journal.
    fn of_entry(&mut self, draft: &Draft, line: &str, scratch: &str) -> &mut Unwrapped {
        let service = draft.service(line, scratch).unwrap_or("");
        self.of(service, service)
    }

    fn of(&mut self, name: &str, service: &str) -> &mut Unwrapped {
        if self.all.get(self.last).is_none_or(|stream| stream.name != name) {
            self.last = match self.places.get(name) {
                Some(place) => *place,
                None => {
                    self.places.insert(name.to_owned(), self.all.len());
                    self.all.push(Unwrapped {
                        name: name.to_owned(),
                        service: service.to_owned(),
                        ..Unwrapped::default()
                    });
                    self.all.len() - 1
                }
            };
        }
        &mut self.all[self.last]
    }
}

impl Wrapping {
    /// The wrapping of the first lines of a file: most of them must have it.
    pub(crate) fn of_lines(lines: &[&str]) -> Option<Format> {
        let share =
            |is_it: fn(&str) -> bool| lines.iter().filter(|line| is_it(line)).count() * 3 > lines.len() * 2;
        if share(looks_like_cri) {
            Some(Format::Cri)
        } else if share(|line| prefix(line).is_some()) {
            Some(Format::Compose)
        } else {
            None
        }
    }

    /// The beginning of the inner line, as far as it has no escapes but for colours in front.
    fn inside(self, line: &[u8]) -> Option<&[u8]> {
        let quoted = |start: &[u8], key: &Finder<'_>| {
            let mut inside = match line.strip_prefix(start) {
                Some(inside) => inside,
                // The key may stand anywhere and have spaces after it.
                None => {
                    let key = key.find(line)? + key.needle().len();
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
        };
        match self {
            Wrapping::Docker => quoted(b"{\"log\":\"", &LOG_KEY),
            Wrapping::Journald => quoted(b"{\"MESSAGE\":\"", &MESSAGE_KEY),
            Wrapping::Cri => line.splitn(4, |byte| *byte == b' ').nth(3),
            Wrapping::Compose => {
                let text = std::str::from_utf8(line).ok()?;
                Some(prefix(text).map_or(line, |(_, at)| &line[at..]))
            }
        }
    }
}

/// Whether an entry of the journal states a text that is empty.
fn is_blank(line: &str) -> bool {
    Wrapping::Journald.inside(line.as_bytes()).is_some_and(|inside| inside.starts_with(b"\""))
}

/// An entry of the journal: its unit, container or program is the log it belongs to.
fn entry(
    out: &mut Collector<'_>,
    (text, line, number): (&Text<'_>, &str, u64),
    streams: &mut Streams,
    memory: &mut JsonMemory,
    scratch: &mut String,
) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    scratch.clear();
    json::event_object(line, &out.rules.tree, memory, scratch, &mut draft)?;
    let message = match draft.value(Field::Message) {
        Some(Value::Text(text) | Value::Number(text)) if !text.is_empty() => text,
        // A blank line inside a text of many entries.
        _ if is_blank(line) && streams.of_entry(&draft, line, scratch).is_stirred => return Ok(()),
        // An entry without a text is an event all the same.
        _ => return json_event(out, line, number),
    };
    let stream = streams.of_entry(&draft, line, scratch);
    let inside = message.of(line, scratch).trim_end_matches(['\n', '\r']);
    let is_calm = matches!(draft.value(Field::Message), Some(Value::Text(_)))
        && journal::is_calm(inside, out.rules.time);
    if is_calm && !stream.is_stirred {
        if let Some(before) = stream.held.replace(Held::new(draft, text, line, number, scratch)) {
            before.emit(out, text);
        }
        return Ok(());
    }
    stream.is_stirred = !is_calm;
    if let Some(held) = stream.held.take() {
        let (before, outer) = held.line(out, text);
        stream.push(&before, outer, true);
    }
    let mut notes = Notes::default();
    let time = draft.timestamp(line, scratch, out.rules, &mut notes)?;
    let severity = draft.stated_severity(line, scratch, out.rules, &mut notes);
    stream.push(inside, Outer { line: number, time: Some(time), severity, more: false }, true);
    Ok(())
}

fn compose(line: &str) -> Line<'_> {
    let (name, at) = prefix(line).unwrap_or(("", 0));
    Line { stream: name, service: workload(name), ..Line::of(Span::line(at, line.len())) }
}

static LOG_KEY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"log\""));
static MESSAGE_KEY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"MESSAGE\""));

/// Whether a line is one of Kubernetes' container logs.
pub(crate) fn looks_like_cri(line: &str) -> bool {
    cri(line).is_ok()
}

/// `TIME stdout|stderr F|P TEXT`; further tags follow the first one after colons.
fn cri(line: &str) -> Result<Line<'_>, Box<Bad>> {
    let expected = |used: usize| {
        Bad::new(Reason::Format, used + 1, "` stdout ` or ` stderr `, and F or P, after the time")
    };
    let found = stamp::iso(line.as_bytes(), TimeRule::default())
        .filter(|found| found.zoned)
        .ok_or_else(|| expected(0))?;
    let time = found.time.map_err(|error| time_error(error, 1).found(line.get(..32).unwrap_or(line)))?;
    let streams = [(" stdout ", "stdout"), (" stderr ", "stderr")];
    let stream =
        streams.iter().find_map(|(word, name)| Some((*name, line[found.used..].strip_prefix(word)?)));
    let (stream, rest) = stream.ok_or_else(|| expected(found.used))?;
    let (tags, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let ends = match tags.split(':').next() {
        Some("F") => true,
        Some("P") => false,
        _ => return Err(expected(found.used)),
    };
    let text = Span::line(line.len() - text.len(), line.len());
    Ok(Line { time: Some(time), ends, stream, ..Line::of(text) })
}

/// Whether a line that is none of Kubernetes' is broken and no other: it begins with a time and a stream.
fn names_stream(line: &str) -> bool {
    let rest = stamp::iso(line.as_bytes(), TimeRule::default()).map_or("", |found| &line[found.used..]);
    rest.starts_with(" stdout ") || rest.starts_with(" stderr ")
}

impl Wrapped {
    pub(crate) fn new(wrapping: Wrapping, are_whole: bool) -> Wrapped {
        Wrapped { wrapping, are_whole, tree: docker::names() }
    }

    /// What a line wraps. One that wraps nothing is read as what it is: a file may hold others.
    fn open<'a>(
        &self,
        line: &'a str,
        rules: &Rules,
        memory: &mut JsonMemory,
        scratch: &'a mut String,
    ) -> Result<Line<'a>, Box<Bad>> {
        scratch.clear();
        match self.wrapping {
            Wrapping::Docker if line.trim_start().starts_with('{') => {
                let found = docker::open(line, self.are_whole, &self.tree, rules, memory, scratch)?;
                Ok(found.unwrap_or_else(|| Line::bare(line)))
            }
            Wrapping::Cri => match cri(line) {
                Err(bad) if names_stream(line) => Err(bad),
                found => Ok(found.unwrap_or_else(|_| Line::bare(line))),
            },
            Wrapping::Compose => Ok(compose(line)),
            // Those of the journal are read as they are met.
            Wrapping::Docker | Wrapping::Journald => Ok(Line::bare(line)),
        }
    }

    /// Whether the lines of the file are text, and not JSON.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.wrapping, Wrapping::Cri | Wrapping::Compose)
    }

    /// Records of several lines in any of the logs: a cut must not go through one.
    pub(crate) fn framing(&self, rules: &Arc<Rules>) -> Framing {
        let (wrapping, rules) = (self.wrapping, Arc::clone(rules));
        Framing::Starts(Arc::new(move |line: &[u8]| {
            wrapping.inside(line).is_some_and(|inside| begins(inside, &rules))
        }))
    }

    /// Reads the lines of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, chunk: &Chunk, out: &mut Collector<'_>) {
        let mut streams = Streams::default();
        let mut memory = std::mem::take(&mut out.memory.inner);
        let mut scratch = String::new();
        let mut last_time = None;
        out.lines(text, chunk.first_line, |out, line, number| {
            if chunk.again && number == chunk.first_line {
                return Ok(());
            }
            if self.wrapping == Wrapping::Journald && line.trim_start().starts_with('{') {
                return entry(out, (text, line, number), &mut streams, &mut memory, &mut scratch);
            }
            let found = self.open(line, out.rules, &mut memory, &mut scratch)?;
            let stream = streams.of(found.stream, found.service);
            let mut outer = Outer { line: number, time: found.time, severity: None, more: false };
            let (text, ends, is_sure) = (found.text, found.ends, found.is_sure);
            let inside = text.of(line, &scratch);
            if outer.time.is_none() {
                // The line before in the file tells when this one was written at the earliest.
                last_time = counted::time_of(inside, out.rules)
                    .or_else(|| prefixes::time(line, out.rules))
                    .or(last_time);
                outer.time = last_time;
            } else {
                last_time = outer.time;
            }
            stream.push_piece(inside.trim_end_matches(['\n', '\r']), outer, ends, is_sure);
            Ok(())
        });
        out.memory.inner = memory;
        let chunk = Chunk { first_line: 1, continues: chunk.continues, ..Chunk::default() };
        // What a program prints comes before its complaints.
        let mut streams = streams.all;
        streams.sort_by_key(|stream| self.wrapping != Wrapping::Journald && stream.name.ends_with("stderr"));
        for mut stream in streams {
            if let Some(held) = stream.held.take() {
                held.emit(out, text);
            }
            out.is_outer_sure = self.wrapping != Wrapping::Compose && stream.name != BARE;
            let inside = counted::inside(&stream.text, out.rules);
            if let Some(passes) = &mut out.memory.notes.passes {
                passes.enter(&stream.name);
            }
            out.outer = stream.outer;
            out.outer_service = stream.service;
            inside.parse(&Text::of_text(&stream.text), &chunk, out);
        }
        out.outer = Vec::new();
        out.outer_service.clear();
        out.is_outer_sure = true;
    }
}

impl Unwrapped {
    /// Adds a piece of a line. It goes on with the one before if that says so, or was written just before it: Docker writes
    /// the pieces of a line as it reads them, and a program that died left its last line open.
    fn push_piece(&mut self, text: &str, outer: Outer, ends: bool, is_sure: bool) {
        const PIECES_MS: i64 = 1_000;
        if self.begun
            && let Some((false, Some(before))) = self.last
            && outer.time.is_some_and(|now| now.ms() - before.ms() >= PIECES_MS)
        {
            self.text.push('\n');
            self.begun = false;
        }
        self.last = Some((is_sure, outer.time));
        self.push(text, outer, ends);
    }

    /// Adds a piece of text, which may hold line ends, and what stands around each of its lines.
    fn push(&mut self, text: &str, outer: Outer, ends: bool) {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        if !self.begun {
            self.outer.push(outer);
        }
        self.outer.extend(std::iter::repeat_n(Outer { more: true, ..outer }, breaks));
        self.text.push_str(text);
        if ends {
            self.text.push('\n');
        }
        self.begun = !ends;
    }
}

/// Whether a record of any form begins there, words that others give their times among them.
fn begins(line: &[u8], rules: &Rules) -> bool {
    if line.starts_with(b"{") || level::starts(line) || Lines::default().starts(line, rules) {
        return true;
    }
    // An escaped end of a line is one.
    let end = line.iter().position(|byte| matches!(byte, b'\\' | b'\n')).unwrap_or(line.len());
    let text = std::str::from_utf8(&line[..end]).unwrap_or("");
    matches!(look::look(text), Look::Words | Look::Crash) && !traceback::may_end_python(text)
}
