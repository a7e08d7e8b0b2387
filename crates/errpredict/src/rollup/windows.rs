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
///
/// Before [`Rollup::settle`](super::Rollup::settle) windows of late events are not visible yet.
#[derive(Debug, Clone, Default)]
pub struct Windows<S> {
    /// By end (minutes since 1970), ascending.
    in_order: Vec<(u32, S)>,
    /// Windows that came later than a younger one and have no place among the others yet.
    late: BTreeMap<u32, S>,
    /// Where the newest event went: the next one mostly goes there too.
    open: usize,
}

/// Late windows gather until there are this many, or as many as others: merging then costs O(1) an event.
const LATE_MERGE_MIN: usize = 64;

impl<S: Sketch> Windows<S> {
    /// Everything in windows with `after` < end <= `up_to`, merged.
    #[must_use]
    pub fn between(&self, after: Timestamp, up_to: Timestamp) -> S {
        let mut sum = S::default();
        self.slice(after, up_to).iter().for_each(|(_, sketch)| sum.absorb(sketch));
        sum
    }

    /// The windows with `after` < end <= `up_to`, oldest first.
    pub fn range(
        &self,
        after: Timestamp,
        up_to: Timestamp,
    ) -> impl DoubleEndedIterator<Item = (Timestamp, &S)> + '_ {
        self.slice(after, up_to).iter().map(|(end, sketch)| (end_time(*end), sketch))
    }

    /// All windows, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Timestamp, &S)> + '_ {
        self.in_order.iter().map(|(end, sketch)| (end_time(*end), sketch))
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    fn slice(&self, after: Timestamp, up_to: Timestamp) -> &[(u32, S)] {
        let minute = |at: Timestamp| at.ms().div_euclid(MINUTE_MS);
        let place = |minute: i64| self.in_order.partition_point(|(end, _)| i64::from(*end) <= minute);
        let (from, to) = (place(minute(after)), place(minute(up_to)));
        &self.in_order[from.min(to)..to]
    }

    /// The sketch of the window that holds the minute with this end.
    #[inline]
    pub(super) fn window_mut(&mut self, minute: u32) -> &mut S {
        let end = minute.div_ceil(S::STEP_MIN) * S::STEP_MIN;
        if self.in_order.get(self.open).is_some_and(|(open, _)| *open == end) {
            return &mut self.in_order[self.open].1;
        }
        self.place(end)
    }

    fn place(&mut self, end: u32) -> &mut S {
        if self.in_order.last().is_none_or(|(newest, _)| *newest < end) {
            self.in_order.push((end, S::default()));
            self.open = self.in_order.len() - 1;
            return &mut self.in_order[self.open].1;
        }
        if self.late.len() >= self.in_order.len().max(LATE_MERGE_MIN) {
            self.merge_late();
        }
        match self.in_order.binary_search_by_key(&end, |(end, _)| *end) {
            Ok(index) => {
                self.open = index;
                &mut self.in_order[index].1
            }
            Err(_) => self.late.entry(end).or_default(),
        }
    }

    fn merge_late(&mut self) {
        if !self.late.is_empty() {
            // Sorted runs one after the other: the standard stable sort merges them.
            self.in_order.extend(std::mem::take(&mut self.late));
            self.in_order.sort_by_key(|(end, _)| *end);
        }
    }

    /// All windows as (end in minutes since 1970, sketch).
    pub(super) fn raw(&self) -> impl Iterator<Item = (u32, &S)> + '_ {
        self.in_order.iter().map(|(end, sketch)| (*end, sketch))
    }

    /// Puts a window back as it was saved.
    pub(super) fn restore(&mut self, end: u32, sketch: S) {
        *self.place(end) = sketch;
    }

    pub(super) fn merge(&mut self, other: &Windows<S>) {
        let late = other.late.iter().map(|(end, sketch)| (*end, sketch));
        for (end, sketch) in other.raw().chain(late) {
            self.place(end).absorb(sketch);
        }
    }

    /// Canonical form: late windows in their place, old ones moved where `coarse` says, or dropped; windows after
    /// `fine_after` stay. `coarse` keeps the order.
    pub(super) fn settle(&mut self, fine_after: u32, coarse: impl Fn(u32) -> Option<u32>) {
        self.merge_late();
        if self.in_order.first().is_none_or(|(end, _)| *end > fine_after) {
            return;
        }
        let n_old = self.in_order.partition_point(|(end, _)| *end <= fine_after);
        let fine = self.in_order.split_off(n_old);
        let mut kept: Vec<(u32, S)> = Vec::with_capacity(n_old + fine.len());
        for (end, sketch) in self.in_order.drain(..) {
            match (coarse(end), kept.last_mut()) {
                (None, _) => {}
                (Some(end), Some((last, all))) if *last == end => all.absorb(&sketch),
                (Some(end), _) => kept.push((end, sketch)),
            }
        }
        kept.extend(fine);
        self.in_order = kept;
    }

    pub(super) fn heap_bytes(&self, of: impl Fn(&S) -> usize) -> usize {
        // A B-tree node holds 11 entries and is on average three quarters full.
        let late: usize = self.late.values().map(|sketch| of(sketch) + (size_of::<S>() + 4) * 4 / 3).sum();
        let in_order: usize = self.in_order.iter().map(|(_, sketch)| of(sketch)).sum();
        late + in_order + self.in_order.capacity() * size_of::<(u32, S)>()
    }
}

/// Equal when everything that can be read is equal; both sides settled.
impl<S: PartialEq> PartialEq for Windows<S> {
    fn eq(&self, other: &Self) -> bool {
        self.in_order == other.in_order && self.late == other.late
    }
}

impl<S: Eq> Eq for Windows<S> {}
