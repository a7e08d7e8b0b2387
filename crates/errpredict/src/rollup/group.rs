//! One error group: everything with the same fingerprint.

use std::sync::Arc;

use crate::time::Timestamp;

use super::cells::Cells;
use super::names::cut;
use super::tiers::Tiers;

/// All errors with the same fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorGroup {
    pub(super) cells: Cells,
    pub(super) first: Timestamp,
    pub(super) last: Timestamp,
    pub(super) error_type: Arc<str>,
    pub(super) sample: Sample,
    /// Where the error type's cells were, and the hash that says whether they still are.
    pub(super) type_slot: Slot,
}

/// A remembered place in a capped map.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slot {
    pub(super) index: u32,
    pub(super) hash: u64,
}

/// Places are no part of what a group is.
impl PartialEq for Slot {
    fn eq(&self, _: &Slot) -> bool {
        true
    }
}

impl Eq for Slot {}

/// The earliest message; of several at the same time the smallest text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) found: Option<(Timestamp, Arc<str>)>,
}

impl ErrorGroup {
    pub(super) fn new(at: Timestamp, error_type: impl Into<Arc<str>>) -> Self {
        ErrorGroup {
            cells: Cells::default(),
            first: at,
            last: at,
            error_type: error_type.into(),
            sample: Sample::default(),
            type_slot: Slot::default(),
        }
    }

    /// Its events by minute.
    #[must_use]
    pub fn cells(&self) -> &Cells {
        &self.cells
    }

    /// The first event, to the millisecond, however long ago.
    #[must_use]
    pub fn first(&self) -> Timestamp {
        self.first
    }

    /// The newest event, to the millisecond.
    #[must_use]
    pub fn last(&self) -> Timestamp {
        self.last
    }

    /// The type of error.
    #[must_use]
    pub fn error_type(&self) -> &str {
        &self.error_type
    }

    /// The message of the earliest event that had one, cut at the configured length; of several at the same
    /// millisecond the smallest text. Empty when none had one.
    #[must_use]
    pub fn sample(&self) -> &str {
        self.sample.found.as_ref().map_or("", |(_, text)| text)
    }

    /// As [`ErrorGroup::sample`], as it was known at a time: empty if the first message came later.
    #[must_use]
    pub fn sample_at(&self, at: Timestamp) -> &str {
        self.sample.found.as_ref().filter(|(found_at, _)| *found_at <= at).map_or("", |(_, text)| text)
    }

    #[inline]
    pub(super) fn observe(&mut self, at: Timestamp, minute: u32, message: Option<&str>, max_bytes: usize) {
        self.cells.add(minute);
        self.first = self.first.min(at);
        self.last = self.last.max(at);
        if let Some(text) = message {
            self.sample.offer(at, text, max_bytes);
        }
    }

    pub(super) fn merge(&mut self, other: &ErrorGroup) {
        self.cells.merge(&other.cells);
        self.merge_beside_counts(other);
    }

    /// Adds everything but the counts.
    pub(super) fn merge_beside_counts(&mut self, other: &ErrorGroup) {
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        if let Some((at, text)) = &other.sample.found {
            self.sample.offer(*at, text, usize::MAX);
        }
    }

    pub(super) fn settle(&mut self, tiers: &Tiers) {
        self.cells.settle(tiers);
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let sample = self.sample.found.as_ref().map_or(0, |(_, text)| text.len());
        self.cells.heap_bytes() + self.error_type.len() + sample
    }
}

impl Sample {
    #[inline]
    fn offer(&mut self, at: Timestamp, text: &str, max_bytes: usize) {
        if self.found.as_ref().is_some_and(|(found_at, _)| *found_at < at) {
            return;
        }
        let text = cut(text, max_bytes);
        if self.found.as_ref().is_none_or(|(found_at, found)| (at, text) < (*found_at, &**found)) {
            self.found = Some((at, text.into()));
        }
    }
}
