//! Sketches by window of time.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::time::{MINUTE_MS, Timestamp};

use super::minutes::end_time;

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// Something that merges: registers or a histogram.
pub trait Sketch: Default + Clone {
    /// Minutes of the finest window.
    const STEP_MIN: u32;

    /// Adds everything `other` holds.
    fn absorb(&mut self, other: &Self);
}

/// One sketch for each window of time that has something in it: 5 minutes for response times, an hour for distinct
/// keys, wider under a retention. Windows are closed on the right and named by their end.
///
/// Before [`Rollup::settle`](super::Rollup::settle) windows of late events and what a monitor has closed are not
/// visible yet.
#[derive(Debug, Clone)]
pub struct Windows<S> {
    /// The windows of each day before those of `in_order`, shared with the snapshots of a monitor: a copy does not copy
    /// them. Empty once settled.
    closed: Vec<Arc<Day<S>>>,
    /// By end (minutes since 1970), ascending.
    in_order: Vec<(u32, S)>,
    /// Windows that came later than a younger one and have no place among the others yet.
    late: BTreeMap<u32, S>,
    /// Where the newest event went: the next one mostly goes there too.
    open: usize,
}

/// Windows of one day by end, ascending.
type Day<S> = Vec<(u32, S)>;

impl<S> Default for Windows<S> {
    fn default() -> Self {
        Windows { closed: Vec::new(), in_order: Vec::new(), late: BTreeMap::new(), open: 0 }
    }
}

/// The day that a window with this end belongs to; it stays there when it becomes an hour or a day.
fn day_of(end: u32) -> u32 {
    end.div_ceil(DAY)
}

/// The day of a chunk; no chunk is empty.
fn day_of_all<S>(day: &Day<S>) -> u32 {
    day.first().map_or(0, |(end, _)| day_of(*end))
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
        let newest = self.in_order.last().or_else(|| self.closed.last().and_then(|day| day.last()));
        if newest.is_none_or(|(newest, _)| *newest < end) {
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
        if self.late.is_empty() {
            return;
        }
        let mut late = std::mem::take(&mut self.late);
        if let Some(&(closed, _)) = self.closed.last().and_then(|day| day.last()) {
            let newer = late.split_off(&(closed + 1));
            late.into_iter().for_each(|(end, sketch)| self.add_closed(end, &sketch));
            late = newer;
        }
        // Sorted runs one after the other: the standard stable sort merges them.
        self.in_order.extend(late);
        self.in_order.sort_by_key(|(end, _)| *end);
    }

    /// Adds to a day that is closed.
    fn add_closed(&mut self, end: u32, sketch: &S) {
        let place = self.closed.binary_search_by_key(&day_of(end), |day| day_of_all(day));
        let place = place.unwrap_or_else(|at| {
            self.closed.insert(at, Arc::default());
            at
        });
        let day = Arc::make_mut(&mut self.closed[place]);
        match day.binary_search_by_key(&end, |(end, _)| *end) {
            Ok(at) => day[at].1.absorb(sketch),
            Err(at) => day.insert(at, (end, sketch.clone())),
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
        let closed = other.closed.iter().flat_map(|day| day.iter()).map(|(end, sketch)| (*end, sketch));
        let late = other.late.iter().map(|(end, sketch)| (*end, sketch));
        for (end, sketch) in closed.chain(other.raw()).chain(late) {
            self.place(end).absorb(sketch);
        }
    }

    /// The windows with `after` < end <= `up_to` (minutes since 1970), alone; without `after` all up to then.
    pub(super) fn part(&self, after: Option<u32>, up_to: u32) -> Windows<S> {
        let from = after.map_or(0, |after| self.in_order.partition_point(|(end, _)| *end <= after));
        let to = self.in_order.partition_point(|(end, _)| *end <= up_to);
        Windows { in_order: self.in_order[from..to].to_vec(), ..Windows::default() }
    }

    /// Canonical form: late windows in their place, old ones moved where `coarse` says, or dropped; windows after
    /// `fine_after` stay. `coarse` keeps the order, and a window in its day.
    pub(super) fn settle(&mut self, fine_after: u32, coarse: impl Fn(u32) -> Option<u32>) {
        self.merge_late();
        if !self.closed.is_empty() {
            let days = std::mem::take(&mut self.closed);
            let rest = std::mem::take(&mut self.in_order);
            self.in_order = days.into_iter().flat_map(Arc::unwrap_or_clone).chain(rest).collect();
        }
        coarsen(&mut self.in_order, fine_after, coarse);
    }

    /// As `settle`, and closes the days before the newest: a copy then shares them.
    pub(super) fn close(&mut self, fine_after: u32, coarse: impl Fn(u32) -> Option<u32>) {
        self.merge_late();
        for day in &mut self.closed {
            let is_old = day.first().is_some_and(|(end, _)| *end <= fine_after);
            if is_old && day.iter().any(|(end, _)| coarse(*end) != Some(*end)) {
                coarsen(Arc::make_mut(day), fine_after, &coarse);
            }
        }
        self.closed.retain(|day| !day.is_empty());
        coarsen(&mut self.in_order, fine_after, coarse);
        let newest = self.in_order.last().map_or(0, |(end, _)| day_of(*end));
        let rest = self.in_order.split_off(self.in_order.partition_point(|(end, _)| day_of(*end) < newest));
        let before = self.closed.len();
        for (end, sketch) in std::mem::replace(&mut self.in_order, rest) {
            match self.closed.last_mut().filter(|day| day_of_all(day) == day_of(end)) {
                Some(day) => Arc::make_mut(day).push((end, sketch)),
                None => self.closed.push(Arc::new(vec![(end, sketch)])),
            }
        }
        self.closed[before..].iter_mut().for_each(|day| Arc::make_mut(day).shrink_to_fit());
    }

    pub(super) fn heap_bytes(&self, of: impl Fn(&S) -> usize) -> usize {
        // A B-tree node holds 11 entries and is on average three quarters full.
        let late: usize = self.late.values().map(|sketch| of(sketch) + (size_of::<S>() + 4) * 4 / 3).sum();
        let days = self.closed.iter().map(|day| &**day).chain([&self.in_order]);
        let in_order: usize = days
            .map(|day| {
                let sketches: usize = day.iter().map(|(_, sketch)| of(sketch)).sum();
                sketches + day.capacity() * size_of::<(u32, S)>()
            })
            .sum();
        late + in_order
    }
}

/// Equal when everything that can be read is equal; both sides settled.
impl<S: PartialEq> PartialEq for Windows<S> {
    fn eq(&self, other: &Self) -> bool {
        self.in_order == other.in_order && self.late == other.late
    }
}

impl<S: Eq> Eq for Windows<S> {}

/// Moves windows where `coarse` says, or drops them; those after `fine_after` stay.
fn coarsen<S: Sketch>(windows: &mut Day<S>, fine_after: u32, coarse: impl Fn(u32) -> Option<u32>) {
    if windows.first().is_none_or(|(end, _)| *end > fine_after) {
        return;
    }
    let n_old = windows.partition_point(|(end, _)| *end <= fine_after);
    let fine = windows.split_off(n_old);
    let mut kept: Day<S> = Vec::with_capacity(n_old + fine.len());
    for (end, sketch) in windows.drain(..) {
        match (coarse(end), kept.last_mut()) {
            (None, _) => {}
            (Some(end), Some((last, all))) if *last == end => all.absorb(&sketch),
            (Some(end), _) => kept.push((end, sketch)),
        }
    }
    kept.extend(fine);
    // A day of hours would otherwise hold room for all its minutes.
    kept.shrink_to_fit();
    *windows = kept;
}
