//! Where parsers put what they find: events to the caller, bad lines into the report.

use std::borrow::Cow;

use errpredict::redact::Redacted;
use errpredict::{EventRef, Severity, Timestamp};

use super::colour;
use super::draft::{Around, Draft, Notes};
pub(crate) use super::findings::Findings;
use super::json::JsonMemory;
use super::options::{ReadOptions, Rules};
use super::report::{Bad, BadLine, Reason};
use super::source_maps;
use super::time::TimeError;
use super::zone::Zone;

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

    /// The same of what is text already.
    pub(crate) fn of_text(text: &'a str) -> Text<'a> {
        let bytes = text.as_bytes();
        Text {
            bytes,
            valid: Some(text),
            has_nul: memchr::memchr(0, bytes).is_some(),
            has_escape: memchr::memchr(colour::ESCAPE, bytes).is_some(),
        }
    }

    /// Whether a NUL byte stands in it.
    pub(crate) fn has_nul(&self) -> bool {
        self.has_nul
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

    /// A record without those of its lines that are no text, each of which was counted as bad.
    pub(crate) fn readable(&self, start: usize, end: usize) -> Cow<'a, str> {
        if let Ok(record) = self.record(start, end) {
            return Cow::Borrowed(record);
        }
        let mut at = start;
        let lines = self.bytes[start..end].split(|byte| *byte == b'\n').filter_map(|line| {
            let begin = at;
            at += line.len() + 1;
            self.record(begin, begin + line.len()).ok()
        });
        Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
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
    pub(crate) notes: Notes,
    /// A record put together from lines that are not neighbours.
    pub(crate) joined: String,
    /// The texts of an event that redaction changed.
    redacted: Redacted,
}

/// Takes what a parser finds in one chunk.
pub(crate) struct Collector<'c> {
    pub(crate) rules: &'c Rules,
    pub(crate) memory: &'c mut Memory,
    findings: &'c mut Findings,
    fold: &'c mut dyn FnMut(EventRef<'_>, u64),
    source: usize,
    source_name: &'c str,
    max_samples: usize,
    strict: bool,
    /// The first bad line, where reading is strict; nothing more is wanted then.
    pub(crate) stopped: Option<BadLine>,
    /// Events of this chunk.
    events: u64,
    /// What stands around every line of what is read, where it is a log inside another.
    pub(crate) outer: Vec<Outer>,
    /// The service of that log; empty where nothing names one.
    pub(crate) outer_service: String,
    /// Whether the times around the lines are their own, and not those of lines before.
    pub(crate) is_outer_sure: bool,
    /// Where the next event goes instead: only its time and service are wanted.
    pub(crate) peek: Option<Peeked>,
}

/// When and where the record before something happened.
#[derive(Debug, Clone, Default)]
pub(crate) struct Peeked {
    pub(crate) time: Option<Timestamp>,
    pub(crate) service: String,
}

/// The line of the file around a line of the log inside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outer {
    pub(crate) line: u64,
    /// When it was written, as the file says.
    pub(crate) time: Option<Timestamp>,
    /// How bad it is, as the file says.
    pub(crate) severity: Option<Severity>,
    /// Whether the line is a later one of the same text.
    pub(crate) more: bool,
}

/// Which file a chunk is of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'c> {
    pub(crate) index: usize,
    pub(crate) name: &'c str,
}

impl<'c> Collector<'c> {
    pub(crate) fn new(
        rules: &'c Rules,
        memory: &'c mut Memory,
        findings: &'c mut Findings,
        fold: &'c mut dyn FnMut(EventRef<'_>, u64),
        place: Place<'c>,
        options: &ReadOptions,
    ) -> Collector<'c> {
        memory.json.keeps_rest = options.attributes;
        Collector {
            rules,
            memory,
            findings,
            fold,
            source: place.index,
            source_name: place.name,
            max_samples: options.max_samples,
            strict: options.strict,
            stopped: None,
            events: 0,
            outer: Vec::new(),
            outer_service: String::new(),
            is_outer_sure: true,
            peek: None,
        }
    }
}

impl Collector<'_> {
    /// Adds the events of the chunk to those of its file.
    pub(crate) fn finish(self) -> Option<BadLine> {
        self.findings.count(self.source).0 += self.events;
        self.findings.zoneless += std::mem::take(&mut self.memory.notes.zoneless);
        let epochs = std::mem::take(&mut self.memory.notes.epochs);
        for (mine, found) in self.findings.epochs.iter_mut().zip(epochs) {
            *mine += found;
        }
        self.findings.words += std::mem::take(&mut self.memory.notes.words);
        self.findings.by_file += std::mem::take(&mut self.memory.notes.by_file);
        if let Some(passes) = self.memory.notes.passes.take() {
            passes.end();
        }
        self.stopped
    }

    /// A record that is no event.
    #[cold]
    pub(crate) fn bad(&mut self, bad: &Bad, line: u64, record: &[u8]) {
        // It was read once more for its time only, and counted the first time.
        if self.peek.is_some() {
            return;
        }
        let line = outer_line(&self.outer, line);
        self.findings.count(self.source).1 += 1;
        *self.findings.reasons.entry(bad.reason).or_default() += 1;
        if self.findings.samples.len() < self.max_samples {
            let sample = self.shown(bad, line, record);
            self.findings.samples.push((self.source, sample));
        }
        if self.strict && self.stopped.is_none() {
            self.stopped = Some(self.shown(bad, line, record));
        }
    }

    /// What is shown of a bad line: no more of a person than its events would have.
    fn shown(&self, bad: &Bad, line: u64, record: &[u8]) -> BadLine {
        let shown = BadLine::new(bad, self.source_name, line, record);
        match self.rules.redactor.as_deref() {
            None => shown,
            Some(redactor) => BadLine {
                found: redactor.text(&shown.found).into_owned(),
                sample: redactor.text(&shown.sample).into_owned(),
                ..shown
            },
        }
    }

    /// Counts the values that were left out of an event that was kept.
    #[inline]
    pub(crate) fn note_ignored(&mut self, line: u64, record: &[u8]) {
        if !self.memory.notes.ignored.is_empty() {
            self.note_ignored_values(line, record);
        }
    }

    #[cold]
    fn note_ignored_values(&mut self, line: u64, record: &[u8]) {
        let line = outer_line(&self.outer, line);
        for bad in std::mem::take(&mut self.memory.notes.ignored) {
            *self.findings.ignored.entry(bad.field.unwrap_or("")).or_default() += 1;
            if self.findings.ignored_samples.len() < self.max_samples {
                let sample = self.shown(&bad, line, record);
                self.findings.ignored_samples.push((self.source, sample));
            }
            if self.strict && self.stopped.is_none() {
                self.stopped = Some(self.shown(&bad, line, record));
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
            && draft.lacks_time(record, &memory.scratch, self.rules, self.is_outer_sure)
        {
            timed = draft.at(time);
            draft = &timed;
        }
        let around = Around {
            rules: self.rules,
            service: &self.outer_service,
            severity: if self.outer.is_empty() {
                None
            } else {
                outer_of(&self.outer, line).and_then(|outer| outer.severity)
            },
        };
        let line = if self.outer.is_empty() { line } else { outer_line(&self.outer, line) };
        let (peek, events, fold) = (&mut self.peek, &mut self.events, &mut *self.fold);
        let (maps, n_mapped) = (self.rules.source_maps.as_deref(), &mut self.findings.mapped);
        let (redactor, redacted) = (self.rules.redactor.as_deref(), &mut memory.redacted);
        draft.event(record, &memory.scratch, around, &mut memory.notes, |event| {
            if let Some(peeked) = peek {
                *peeked = Peeked { time: Some(event.timestamp), service: event.service.to_owned() };
                return;
            }
            *events += 1;
            let mapped;
            let mut event = event;
            if let (Some(maps), Some(trace)) = (maps, event.stack_trace)
                && let Some(text) = source_maps::resolved(maps, trace, event.release)
            {
                *n_mapped += 1;
                mapped = text;
                event = EventRef { stack_trace: Some(&mapped), ..event };
            }
            match redactor {
                Some(redactor) => fold(redactor.redacted(event, redacted), line),
                None => fold(event, line),
            }
        })
    }

    /// The moment of a record: the time it states; or where it states none that can be placed, or none with a zone and
    /// nobody said one, that of the line around it, which is sure.
    pub(crate) fn moment(
        &mut self,
        read: Result<Timestamp, TimeError>,
        zoned: bool,
        line: u64,
    ) -> Result<Timestamp, TimeError> {
        let is_sure = zoned || self.rules.time.zone != Zone::Assumed;
        let outer = outer_time(&self.outer, line);
        if let Some(outer) = outer
            && (read == Err(TimeError::NoYear) || (read.is_ok() && !is_sure && self.is_outer_sure))
        {
            return Ok(outer);
        }
        match read {
            Ok(time) if !zoned => Ok(self.memory.notes.local(time, outer.filter(|_| self.is_outer_sure))),
            read => read,
        }
    }

    /// Notes a record that a pattern of the user reads.
    pub(crate) fn note_own(&mut self, pattern: usize) {
        if self.peek.is_none() {
            *self.findings.own.entry(pattern).or_default() += 1;
        }
    }

    /// Notes a record that was longer than the limit and of which only the beginning was read.
    pub(crate) fn note_cut(&mut self) {
        self.findings.cut += 1;
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
    outer_of(outer, line)?.time
}

/// What stands around a line.
pub(crate) fn outer_of(outer: &[Outer], line: u64) -> Option<Outer> {
    outer.get(line.saturating_sub(1) as usize).copied()
}

#[cold]
pub(crate) fn too_long(max: usize) -> Box<Bad> {
    Bad::new(Reason::TooLong, 0, format!("at most {max} bytes"))
}
