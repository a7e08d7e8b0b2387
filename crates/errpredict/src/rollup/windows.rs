//! Sketches by window of time.

use std::collections::BTreeMap;

use crate::time::{MINUTE_MS, Timestamp};

use super::cells::end_time;
use super::distinct::Distinct;
use super::latency::Latency;

/// Something that merges: registers or a histogram.
pub trait Sketch: Default + Clone {
    /// Minutes of the finest window.
    const STEP_MIN: u32;

    /// Adds everything `other` holds.
    fn absorb(&mut self, other: &Self);
}

impl Sketch for Distinct {
    const STEP_MIN: u32 = 60;

    fn absorb(&mut self, other: &Self) {
        self.merge(other);
    }
}

impl Sketch for Latency {
    const STEP_MIN: u32 = 5;

    fn absorb(&mut self, other: &Self) {
        self.merge(other);
    }
}

/// One sketch for each window of time that has something in it: 5 minutes for response times, an hour for distinct
/// keys, wider under a retention. Windows are closed on the right and named by their end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Windows<S> {
    by_end: BTreeMap<u32, S>,
    /// The window events fall into now, held out of the tree until they fall into another.
    open: Option<(u32, S)>,
}

impl<S: Sketch> Windows<S> {
    /// Everything in windows with `after` < end <= `up_to`, merged.
    #[must_use]
    pub fn between(&self, after: Timestamp, up_to: Timestamp) -> S {
        let mut all = S::default();
        self.range(after, up_to).for_each(|(_, sketch)| all.absorb(sketch));
        all
    }

    /// The windows with `after` < end <= `up_to`, oldest first.
    pub fn range(
        &self,
        after: Timestamp,
        up_to: Timestamp,
    ) -> impl DoubleEndedIterator<Item = (Timestamp, &S)> + '_ {
        let minute = |at: Timestamp| at.ms().div_euclid(MINUTE_MS).clamp(-1, i64::from(u32::MAX) - 1);
        let from = (minute(after) + 1) as u32;
        let to = ((minute(up_to) + 1) as u32).max(from);
        self.by_end.range(from..to).map(|(&end, sketch)| (end_time(end), sketch))
    }

    /// All windows, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Timestamp, &S)> + '_ {
        self.by_end.iter().map(|(&end, sketch)| (end_time(end), sketch))
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_end.is_empty()
    }

    /// The sketch of the window that holds the minute with this end.
    #[inline]
    pub(super) fn window_mut(&mut self, minute: u32) -> &mut S {
        let end = minute.div_ceil(S::STEP_MIN) * S::STEP_MIN;
        if self.open.as_ref().is_none_or(|(open, _)| *open != end) {
            self.close();
        }
        let by_end = &mut self.by_end;
        &mut self.open.get_or_insert_with(|| (end, by_end.remove(&end).unwrap_or_default())).1
    }

    /// Puts the open window into the tree.
    fn close(&mut self) {
        if let Some((end, sketch)) = self.open.take() {
            self.by_end.insert(end, sketch);
        }
    }

    /// All windows as (end in minutes since 1970, sketch).
    pub(super) fn raw(&self) -> impl Iterator<Item = (u32, &S)> + '_ {
        self.by_end.iter().map(|(&end, sketch)| (end, sketch))
    }

    /// Puts a window back as it was saved.
    pub(super) fn restore(&mut self, end: u32, sketch: S) {
        self.by_end.insert(end, sketch);
    }

    pub(super) fn merge(&mut self, other: &Windows<S>) {
        self.close();
        let open = other.open.as_ref().map(|(end, sketch)| (end, sketch));
        for (&end, sketch) in other.by_end.iter().chain(open) {
            self.by_end.entry(end).or_default().absorb(sketch);
        }
    }

    /// Moves old windows where `coarse` says, or drops them; windows after `fine_after` stay.
    pub(super) fn settle(&mut self, fine_after: u32, coarse: impl Fn(u32) -> Option<u32>) {
        self.close();
        if self.by_end.first_key_value().is_none_or(|(&end, _)| end > fine_after) {
            return;
        }
        let fine = self.by_end.split_off(&(fine_after + 1));
        for (end, sketch) in std::mem::replace(&mut self.by_end, fine) {
            if let Some(end) = coarse(end) {
                self.by_end.entry(end).or_default().absorb(&sketch);
            }
        }
    }

    pub(super) fn heap_bytes(&self, of: impl Fn(&S) -> usize) -> usize {
        // A B-tree node holds 11 entries and is on average three quarters full.
        let open = self.open.as_ref().map(|(_, sketch)| sketch);
        self.by_end.values().chain(open).map(|sketch| of(sketch) + (size_of::<S>() + 4) * 4 / 3).sum()
    }
}
