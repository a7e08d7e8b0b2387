//! What was found in chunks, and the report made of it.

use std::collections::BTreeMap;

use super::options::ReadOptions;
use super::report::{BadLine, ReadReport, Reason, SourceReport};
use super::time::Unit;

/// What one thread found, to be put together with what the others found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    /// Events and bad records, by file.
    pub(super) counts: Vec<(u64, u64)>,
    pub(super) reasons: BTreeMap<Reason, u64>,
    pub(super) ignored: BTreeMap<&'static str, u64>,
    /// Times without a zone, numbers that are times by their unit, levels taken from words.
    pub(super) zoneless: u64,
    pub(super) epochs: [u64; 4],
    pub(super) words: u64,
    pub(super) by_file: u64,
    /// Records of which only the beginning was read.
    pub(super) cut: u64,
    /// Traces shown by their source.
    pub(super) mapped: u64,
    /// Records read by each pattern of the user.
    pub(super) own: BTreeMap<usize, u64>,
    pub(super) samples: Vec<(usize, BadLine)>,
    pub(super) ignored_samples: Vec<(usize, BadLine)>,
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

impl Findings {
    pub(super) fn count(&mut self, source: usize) -> &mut (u64, u64) {
        if self.counts.len() <= source {
            self.counts.resize(source + 1, (0, 0));
        }
        &mut self.counts[source]
    }
}
