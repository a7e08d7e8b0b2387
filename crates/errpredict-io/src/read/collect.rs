//! Where parsers put what they find: events to the caller, bad lines into the report.

use std::collections::BTreeMap;

use errpredict::{EventRef, Severity, Timestamp};

use super::colour;
use super::draft::{Around, Draft, Notes};
use super::json::JsonMemory;
use super::options::{ReadOptions, Rules};
use super::report::{Bad, BadLine, ReadReport, Reason, SourceReport};
use super::source_maps;
use super::time::{TimeError, Unit};
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
}

/// What one thread found, to be put together with what the others found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    /// Events and bad records, by file.
    counts: Vec<(u64, u64)>,
    reasons: BTreeMap<Reason, u64>,
    ignored: BTreeMap<&'static str, u64>,
    /// Times without a zone, numbers that are times by their unit, levels taken from words.
    zoneless: u64,
    epochs: [u64; 4],
    words: u64,
    by_file: u64,
    /// Records of which only the beginning was read.
    cut: u64,
    /// Traces shown by their source.
    mapped: u64,
    /// Records read by each pattern of the user.
    own: BTreeMap<usize, u64>,
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
        self.zoneless += other.zoneless;
        for (mine, theirs) in self.epochs.iter_mut().zip(other.epochs) {
            *mine += theirs;
        }
        self.words += other.words;
        self.by_file += other.by_file;
        self.cut += other.cut;
        self.mapped += other.mapped;
        for (pattern, n) in other.own {
            *self.own.entry(pattern).or_default() += n;
        }
        self.samples.extend(other.samples);
        self.ignored_samples.extend(other.ignored_samples);
    }

    /// The report on `sources`, whose counts of events and bad records are filled in.
    pub(crate) fn report(
        all: Vec<Findings>,
        mut sources: Vec<SourceReport>,
        options: &ReadOptions,
    ) -> ReadReport {
        let max_samples = options.max_samples;
        let mut found = Findings::default();
        all.into_iter().for_each(|one| found.merge(one));
        for (source, (events, bad)) in sources.iter_mut().zip(std::mem::take(&mut found.counts)) {
            (source.events, source.bad) = (events, bad);
        }
        let first = |mut samples: Vec<(usize, BadLine)>| {
            samples.sort_by_key(|(source, bad)| (*source, bad.line));
            samples.truncate(max_samples);
            samples.into_iter().map(|(_, bad)| bad).collect::<Vec<_>>()
        };
        let notes = found.notes(options);
        ReadReport {
            bytes: sources.iter().map(|source| source.bytes).sum(),
            lines: sources.iter().map(|source| source.lines).sum(),
            events: sources.iter().map(|source| source.events).sum(),
            bad: sources.iter().map(|source| source.bad).sum(),
            ignored_values: found.ignored.values().sum(),
            notes,
            reasons: found.reasons,
            ignored_fields: found.ignored,
            samples: first(found.samples),
            ignored_samples: first(found.ignored_samples),
            sources,
        }
    }
}

impl Findings {
    /// What was assumed, in sentences.
    fn notes(&self, options: &ReadOptions) -> Vec<String> {
        let mut notes = Vec::new();
        if self.zoneless > 0 && options.zone.is_none() && options.utc_offset.is_none() {
            notes.push(format!(
                "{} times name no zone and are read as UTC; --zone NAME (such as Europe/Berlin) or --utc-offset +hh:mm says otherwise",
                self.zoneless
            ));
        }
        let units: Vec<String> = Unit::NAMES
            .iter()
            .zip(self.epochs)
            .filter(|(_, n)| *n > 0)
            .map(|(unit, n)| format!("{n} are read as {unit}"))
            .collect();
        if !units.is_empty() {
            notes.push(format!(
                "of the times that are numbers since 1970, {}, for so they mean a time of the years 2000 to 2099",
                units.join(", ")
            ));
        }
        if self.cut > 0 {
            notes.push(format!(
                "{} records are longer than the limit and were cut; --max-line-bytes N raises it",
                self.cut
            ));
        }
        for (number, pattern) in options.patterns.iter().enumerate() {
            let n = self.own.get(&number).copied().unwrap_or(0);
            notes.push(format!("the pattern `{pattern}` (--pattern) reads {n} records"));
        }
        if options.source_maps.is_some() {
            notes.push(format!("{} stack traces are shown by their source (--source-maps)", self.mapped));
        }
        if self.by_file > 0 {
            notes.push(format!(
                "{} events name no service and are called after their file; --service NAME, or --service NAME=FILES for each, says otherwise",
                self.by_file
            ));
        }
        if self.words > 0 {
            notes.push(format!(
                "{} events have a severity only by a word of their message (--level-words)",
                self.words
            ));
        }
        notes
    }
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
        draft.event(record, &memory.scratch, around, &mut memory.notes, |event| {
            if let Some(peeked) = peek {
                *peeked = Peeked { time: Some(event.timestamp), service: event.service.to_owned() };
                return;
            }
            *events += 1;
            let mapped;
            if let (Some(maps), Some(trace)) = (maps, event.stack_trace)
                && let Some(text) = source_maps::resolved(maps, trace)
            {
                *n_mapped += 1;
                mapped = text;
                // Shorter than the record it is of, which it does not outlive.
                return fold(EventRef { stack_trace: Some(&mapped), ..event }, line);
            }
            fold(event, line);
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
        if let Some(outer) = outer_time(&self.outer, line)
            && (read == Err(TimeError::NoYear) || (read.is_ok() && !is_sure && self.is_outer_sure))
        {
            return Ok(outer);
        }
        self.memory.notes.zoneless += u64::from(!zoned && read.is_ok());
        read
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

impl Findings {
    fn count(&mut self, source: usize) -> &mut (u64, u64) {
        if self.counts.len() <= source {
            self.counts.resize(source + 1, (0, 0));
        }
        &mut self.counts[source]
    }
}
