//! Where parsers put what they find: events to the caller, bad lines into the report.

use std::collections::BTreeMap;

use errpredict::{EventRef, Timestamp};

use super::colour;
use super::draft::Draft;
use super::json::JsonMemory;
use super::options::Rules;
use super::report::{Bad, BadLine, ReadReport, Reason, SourceReport};
use super::time::TimeError;

/// The bytes of a chunk, checked for UTF-8 once.
pub(crate) struct Text<'a> {
    bytes: &'a [u8],
    valid: Option<&'a str>,
    has_nul: bool,
    has_escape: bool,
}

impl<'a> Text<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Text<'a> {
        let found = memchr::memchr2(0, colour::ESCAPE, bytes);
        let rest = found.map_or(&[][..], |at| &bytes[at..]);
        let holds = |byte: u8| memchr::memchr(byte, rest).is_some();
        Text {
            bytes,
            valid: std::str::from_utf8(bytes).ok(),
            has_nul: holds(0),
            has_escape: holds(colour::ESCAPE),
        }
    }

    /// Whether colours for terminals may stand in it.
    pub(crate) fn has_escape(&self) -> bool {
        self.has_escape
    }

    pub(crate) fn is_valid(&self) -> bool {
        self.valid.is_some()
    }

    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// A record as text, if it is one.
    #[inline]
    pub(crate) fn record(&self, start: usize, end: usize) -> Result<&'a str, Box<Bad>> {
        let text = match self.valid {
            Some(text) => text.get(start..end).unwrap_or(""),
            None => std::str::from_utf8(&self.bytes[start..end])
                .map_err(|error| Bad::new(Reason::InvalidUtf8, error.valid_up_to() + 1, "UTF-8"))?,
        };
        if self.has_nul
            && let Some(at) = memchr::memchr(0, text.as_bytes())
        {
            return Err(Bad::new(Reason::Nul, at + 1, "text without NUL bytes"));
        }
        Ok(text)
    }
}

/// What a thread keeps from record to record.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) json: JsonMemory,
    /// For the lines around a log inside another.
    pub(crate) inner: JsonMemory,
    pub(crate) scratch: String,
    pub(crate) ignored: Vec<Bad>,
}

/// What one thread found, to be put together with what the others found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    /// Events and bad records, by file.
    counts: Vec<(u64, u64)>,
    reasons: BTreeMap<Reason, u64>,
    ignored: BTreeMap<&'static str, u64>,
    samples: Vec<(usize, BadLine)>,
    ignored_samples: Vec<(usize, BadLine)>,
}

impl Findings {
    fn merge(&mut self, other: Findings) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), (0, 0));
        }
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine = (mine.0 + theirs.0, mine.1 + theirs.1);
        }
        for (reason, count) in other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        for (field, count) in other.ignored {
            *self.ignored.entry(field).or_default() += count;
        }
        self.samples.extend(other.samples);
        self.ignored_samples.extend(other.ignored_samples);
    }

    /// The report on `sources`, whose counts of events and bad records are filled in.
    pub(crate) fn report(
        all: Vec<Findings>,
        mut sources: Vec<SourceReport>,
        max_samples: usize,
    ) -> ReadReport {
        let mut found = Findings::default();
        all.into_iter().for_each(|one| found.merge(one));
        for (source, (events, bad)) in sources.iter_mut().zip(found.counts) {
            (source.events, source.bad) = (events, bad);
        }
        let first = |mut samples: Vec<(usize, BadLine)>| {
            samples.sort_by_key(|(source, bad)| (*source, bad.line));
            samples.truncate(max_samples);
            samples.into_iter().map(|(_, bad)| bad).collect::<Vec<_>>()
        };
        ReadReport {
            bytes: sources.iter().map(|source| source.bytes).sum(),
            lines: sources.iter().map(|source| source.lines).sum(),
            events: sources.iter().map(|source| source.events).sum(),
            bad: sources.iter().map(|source| source.bad).sum(),
            ignored_values: found.ignored.values().sum(),
            reasons: found.reasons,
            ignored_fields: found.ignored,
            samples: first(found.samples),
            ignored_samples: first(found.ignored_samples),
            sources,
        }
    }
}

/// Takes what a parser finds in one chunk.
pub(crate) struct Collector<'c> {
    pub(crate) rules: &'c Rules,
    pub(crate) memory: &'c mut Memory,
    pub(crate) findings: &'c mut Findings,
    pub(crate) fold: &'c mut dyn FnMut(EventRef<'_>, u64),
    pub(crate) source: usize,
    pub(crate) source_name: &'c str,
    pub(crate) max_samples: usize,
    pub(crate) strict: bool,
    /// The first bad line, where reading is strict; nothing more is wanted then.
    pub(crate) stopped: Option<BadLine>,
    /// Events of this chunk.
    pub(crate) events: u64,
    /// What stands around every line of what is read, where it is a log inside another.
    pub(crate) outer: Vec<Outer>,
}

/// The line of the file around a line of the log inside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outer {
    pub(crate) line: u64,
    /// When it was written, as the file says.
    pub(crate) time: Option<Timestamp>,
}

impl Collector<'_> {
    /// Adds the events of the chunk to those of its file.
    pub(crate) fn finish(self) -> Option<BadLine> {
        self.findings.count(self.source).0 += self.events;
        self.stopped
    }

    /// A record that is no event.
    #[cold]
    pub(crate) fn bad(&mut self, bad: &Bad, line: u64, record: &[u8]) {
        let line = outer_line(&self.outer, line);
        self.findings.count(self.source).1 += 1;
        *self.findings.reasons.entry(bad.reason).or_default() += 1;
        if self.findings.samples.len() < self.max_samples {
            let sample = BadLine::new(bad, self.source_name, line, record);
            self.findings.samples.push((self.source, sample));
        }
        if self.strict && self.stopped.is_none() {
            self.stopped = Some(BadLine::new(bad, self.source_name, line, record));
        }
    }

    /// Counts the values that were left out of an event that was kept.
    #[inline]
    pub(crate) fn note_ignored(&mut self, line: u64, record: &[u8]) {
        if !self.memory.ignored.is_empty() {
            self.note_ignored_values(line, record);
        }
    }

    #[cold]
    fn note_ignored_values(&mut self, line: u64, record: &[u8]) {
        let line = outer_line(&self.outer, line);
        for bad in std::mem::take(&mut self.memory.ignored) {
            *self.findings.ignored.entry(bad.field.unwrap_or("")).or_default() += 1;
            if self.findings.ignored_samples.len() < self.max_samples {
                let sample = BadLine::new(&bad, self.source_name, line, record);
                self.findings.ignored_samples.push((self.source, sample));
            }
            if self.strict && self.stopped.is_none() {
                self.stopped = Some(BadLine::new(&bad, self.source_name, line, record));
            }
        }
    }

    /// Makes the event of a draft and folds it.
    #[inline]
    pub(crate) fn emit(&mut self, draft: &Draft, record: &str, line: u64) -> Result<(), Box<Bad>> {
        let memory = &mut *self.memory;
        let timed;
        let mut draft = draft;
        if !self.outer.is_empty()
            && draft.time.is_none()
            && let Some(time) = outer_time(&self.outer, line)
            && draft.lacks_time(record, &memory.scratch, self.rules)
        {
            timed = draft.at(time);
            draft = &timed;
        }
        let event = draft.event(record, &memory.scratch, self.rules, &mut memory.ignored)?;
        self.events += 1;
        let line = if self.outer.is_empty() { line } else { outer_line(&self.outer, line) };
        (self.fold)(event, line);
        Ok(())
    }

    /// A time the log itself states, or where it states none that can be placed, that of the line around it.
    pub(crate) fn or_outer_time(
        &self,
        read: Result<Timestamp, TimeError>,
        line: u64,
    ) -> Result<Timestamp, TimeError> {
        read.or_else(|error| match error {
            TimeError::NoZone => outer_time(&self.outer, line).ok_or(error),
            _ => Err(error),
        })
    }

    /// Goes through the records of a chunk that begin at lines `starts` knows and go on until the next such line.
    /// Lines before the first go to `orphan` one by one, unless they `continue` a record that was too long.
    pub(crate) fn records(
        &mut self,
        text: &Text<'_>,
        first_line: u64,
        continues: bool,
        starts: fn(&[u8]) -> bool,
        mut orphan_line: impl FnMut(&mut Self, &str, u64) -> Result<(), Box<Bad>>,
        mut parse: impl FnMut(&mut Self, &str, u64) -> Result<(), Box<Bad>>,
    ) {
        let bytes = text.bytes();
        let (mut start, mut number) = (0, first_line);
        let mut orphan = !bytes.is_empty() && !starts(first_line_of(bytes));
        while start < bytes.len() && self.stopped.is_none() {
            let (mut end, mut n_lines) = (start, 0);
            loop {
                end = memchr::memchr(b'\n', &bytes[end..]).map_or(bytes.len(), |at| end + at + 1);
                n_lines += 1;
                if end == bytes.len() || orphan || starts(first_line_of(&bytes[end..])) {
                    break;
                }
            }
            let record = bytes[start..end].trim_ascii_end();
            let stop = start + record.len();
            if stop > start && !(orphan && continues) {
                let parsed = if record.len() > self.rules.max_line_bytes {
                    Err(too_long(self.rules.max_line_bytes))
                } else {
                    text.record(start, stop).and_then(|record| match orphan {
                        true => orphan_line(self, record, number),
                        false => parse(self, record, number),
                    })
                };
                if let Err(bad) = parsed {
                    self.bad(&bad, number, record);
                }
                self.note_ignored(number, record);
            }
            orphan = orphan && end < bytes.len() && !starts(first_line_of(&bytes[end..]));
            start = end;
            number += n_lines;
        }
    }

    /// Goes through the lines of a chunk: line ends taken off, blank lines passed over, the bad ones sorted out.
    pub(crate) fn lines(
        &mut self,
        text: &Text<'_>,
        first_line: u64,
        mut parse: impl FnMut(&mut Self, &str, u64) -> Result<(), Box<Bad>>,
    ) {
        let bytes = text.bytes();
        let (mut start, mut number) = (0, first_line);
        while start < bytes.len() && self.stopped.is_none() {
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
            let stop = if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
            if stop > start {
                let parsed = if stop - start > self.rules.max_line_bytes {
                    Err(too_long(self.rules.max_line_bytes))
                } else {
                    text.record(start, stop).and_then(|line| parse(self, line, number))
                };
                if let Err(bad) = parsed {
                    let record = &bytes[start..stop];
                    if !record.trim_ascii().is_empty() {
                        self.bad(&bad, number, record);
                    }
                }
                self.note_ignored(number, &bytes[start..stop]);
            }
            start = end + 1;
            number += 1;
        }
    }
}

/// The line of the file a line stands for.
fn outer_line(outer: &[Outer], line: u64) -> u64 {
    outer.get(line.saturating_sub(1) as usize).map_or(line, |outer| outer.line)
}

/// The time of the line of the file a line stands for.
fn outer_time(outer: &[Outer], line: u64) -> Option<Timestamp> {
    outer.get(line.saturating_sub(1) as usize)?.time
}

/// A line before the first that begins a record, where records begin with a time.
pub(crate) fn no_time(_: &mut Collector<'_>, _: &str, _: u64) -> Result<(), Box<Bad>> {
    Err(Bad::new(Reason::MissingTimestamp, 1, "a line that begins with a time"))
}

#[cold]
pub(crate) fn too_long(max: usize) -> Box<Bad> {
    Bad::new(Reason::TooLong, 0, format!("at most {max} bytes"))
}

/// The first line of `bytes`, without its end.
fn first_line_of(bytes: &[u8]) -> &[u8] {
    &bytes[..memchr::memchr(b'\n', bytes).unwrap_or(bytes.len())]
}

impl Findings {
    fn count(&mut self, source: usize) -> &mut (u64, u64) {
        if self.counts.len() <= source {
            self.counts.resize(source + 1, (0, 0));
        }
        &mut self.counts[source]
    }
}
