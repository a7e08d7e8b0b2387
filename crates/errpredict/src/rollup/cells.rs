//! Counts by minute: the one sparse array everything is made of.

use std::fmt;
use std::sync::Arc;

use crate::stats::Series;
use crate::time::{MINUTE_MS, Timestamp};

use super::minutes::end_time;
use super::tiers::Tiers;

/// Late events gather until there are so many, or as many as cells: merging then costs O(1) an event.
const LATE_MERGE_MIN: usize = 64;

/// How many of the newest cells are searched before an event counts as late: logs of several hosts are often
/// out of order by a minute or two, and that should cost nothing.
const NEAR_CELLS: usize = 4;

/// Buckets that make a tail worth closing. A copy of fewer takes less than the memory that closing them asks for; with so many,
/// closing costs each event that filled them next to nothing.
#[cfg(not(test))]
const CLOSED_FROM: usize = 256;
/// So few that random tests of some hundred events close most arrays.
#[cfg(test)]
const CLOSED_FROM: usize = 3;

/// Arrays are summed up minute by minute while there are not more minutes than so many times their cells, which holds the
/// memory of the sum to 128 bytes a cell; beyond that the cells are sorted.
const MINUTES_A_CELL: usize = 16;

/// Counts in sparse buckets, closed on the right, oldest first; only buckets with something in them are held.
///
/// A bucket is a minute wide and named by its end. Under a retention (see
/// [`RollupConfig`](super::RollupConfig)) older buckets are an hour and then a day wide, named by their end as
/// well, so that a window that starts and ends on whole hours (or days) there is still counted exactly.
///
/// Counts are kept cumulated: a window is two binary searches and one subtraction.
/// Before [`Rollup::settle`](super::Rollup::settle) late events, the newest minute and what a monitor has closed may
/// not be visible yet.
#[derive(Clone, Default)]
pub struct Cells {
    /// Bucket ends in minutes since 1970, ascending.
    ends: Vec<u32>,
    /// Count of everything up to and including the bucket.
    totals: Vec<u64>,
    /// What is not in `ends`. Apart, so that what every event needs fits one line of the cache; none once settled.
    apart: Option<Box<Apart>>,
    /// The last of all ends, or 0: most events fall there, and looking into the vector would be a cache miss for each.
    newest: u32,
    /// The border between minutes and hours when old buckets were last looked for: until it moves on there are none, and a
    /// round need not look beyond these fields. Once it has, no bucket up to here is a minute still.
    looked: u32,
}

/// Counts that are not among the others yet, or no longer.
#[derive(Debug, Clone, Default)]
struct Apart {
    /// What came before `ends`, shared with the snapshots of a monitor: a copy of the cells does not copy it.
    closed: Option<Arc<Closed>>,
    /// Events older than the newest cells, not merged yet.
    late: Vec<(u32, u64)>,
}

/// Buckets to which nothing is added in place.
#[derive(Debug, Clone)]
struct Closed {
    ends: Vec<u32>,
    totals: Vec<u64>,
}

impl Cells {
    /// An empty array, for things that never happened.
    pub const EMPTY: &'static Cells =
        &Cells { ends: Vec::new(), totals: Vec::new(), apart: None, newest: 0, looked: 0 };

    /// Number of non-empty buckets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The sum over all buckets.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.totals.last().copied().unwrap_or(0)
    }

    /// The count in buckets with `after` < end <= `up_to`.
    #[must_use]
    pub fn between(&self, after: Timestamp, up_to: Timestamp) -> u64 {
        let (from, to) = (self.index_after(after), self.index_after(up_to));
        if from >= to { 0 } else { self.total_before(to) - self.total_before(from) }
    }

    /// The newest bucket end at or before `at` that holds something.
    #[must_use]
    pub fn last_at(&self, at: Timestamp) -> Option<Timestamp> {
        self.index_after(at).checked_sub(1).map(|i| end_time(self.ends[i]))
    }

    /// The oldest bucket end.
    #[must_use]
    pub fn first_end(&self) -> Option<Timestamp> {
        self.ends.first().map(|&end| end_time(end))
    }

    /// The newest bucket end.
    #[must_use]
    pub fn last_end(&self) -> Option<Timestamp> {
        self.ends.last().map(|&end| end_time(end))
    }

    /// All non-empty buckets as (end, count), oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Timestamp, u64)> + ExactSizeIterator + '_ {
        self.slice(0, self.ends.len())
    }

    /// The non-empty buckets with `after` < end <= `up_to`, oldest first.
    pub fn range(
        &self,
        after: Timestamp,
        up_to: Timestamp,
    ) -> impl DoubleEndedIterator<Item = (Timestamp, u64)> + ExactSizeIterator + '_ {
        let (from, to) = (self.index_after(after), self.index_after(up_to));
        self.slice(from.min(to), to)
    }

    /// Dense counts of (`after`, `up_to`] at an even step of whole minutes, oldest first, zeros included.
    ///
    /// Buckets end at `after` + k × `step_ms`; an incomplete last bucket is left out. `step_ms` below a minute
    /// counts as a minute.
    #[must_use]
    pub fn series(&self, after: Timestamp, up_to: Timestamp, step_ms: i64) -> Series {
        let step_ms = step_ms.max(MINUTE_MS);
        let steps = (up_to.ms() - after.ms()).max(0) / step_ms;
        let mut values = vec![0.0; steps as usize];
        for (end, count) in self.range(after, after.plus_ms(steps * step_ms)) {
            let i = (end.ms() - after.ms() - 1) / step_ms;
            values[i as usize] += count as f64;
        }
        Series { first_end: after.plus_ms(step_ms), step_ms, values }
    }

    /// Bucket ends in minutes since 1970, ascending: the features search them without converting times.
    pub(crate) fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// Count of everything up to and including each bucket.
    pub(crate) fn totals(&self) -> &[u64] {
        &self.totals
    }

    /// The sum of several arrays, all settled.
    pub(super) fn sum<'a>(all: impl IntoIterator<Item = &'a Cells>) -> Cells {
        let parts: Vec<&Cells> = all.into_iter().filter(|cells| !cells.is_empty()).collect();
        let first = parts.iter().filter_map(|cells| cells.ends.first()).min();
        let last = parts.iter().filter_map(|cells| cells.ends.last()).max();
        let (&[_, _, ..], Some(&first), Some(&last)) = (&parts[..], first, last) else {
            return parts.first().map_or(Cells::default(), |cells| Cells::clone(cells));
        };
        let n: usize = parts.iter().map(|cells| cells.len()).sum();
        let minutes = (last - first) as usize + 1;
        let mut sum = Cells::default();
        if minutes > n.saturating_mul(MINUTES_A_CELL) {
            sum.apart_mut().late.extend(parts.iter().flat_map(|cells| cells.raw()));
            sum.merge_late();
            return sum;
        }
        let mut counts = vec![0_u64; minutes];
        for (end, count) in parts.iter().flat_map(|cells| cells.raw()) {
            let place = &mut counts[(end - first) as usize];
            *place = place.saturating_add(count);
        }
        let n = counts.iter().filter(|count| **count > 0).count();
        (sum.ends, sum.totals) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for (end, count) in (first..).zip(counts).filter(|(_, count)| *count > 0) {
            sum.add_many(end, count);
        }
        sum
    }

    /// The count in buckets with `after` < end <= `up_to`, in minutes since 1970.
    pub(super) fn total_between(&self, after: u32, up_to: u32) -> u64 {
        let place = |minute: u32| self.ends.partition_point(|&end| end <= minute);
        self.total_before(place(up_to)) - self.total_before(place(after.min(up_to)))
    }

    /// These counts without those of `part`; none when they are not all in it. Both settled.
    pub(super) fn without(&self, part: &Cells) -> Option<Cells> {
        let mut rest = Cells::default();
        let mut taken = part.raw().peekable();
        for (end, count) in self.raw() {
            let take = taken.next_if(|(of, _)| *of == end).map_or(0, |(_, take)| take);
            let left = count.checked_sub(take)?;
            if left > 0 {
                rest.add_many(end, left);
            }
        }
        taken.next().is_none().then_some(rest)
    }

    /// The buckets with `after` < end <= `up_to` (minutes since 1970), alone; without `after` all up to then.
    pub(super) fn part(&self, after: Option<u32>, up_to: u32) -> Cells {
        let from = after.map_or(0, |after| self.ends.partition_point(|&end| end <= after));
        let to = self.ends.partition_point(|&end| end <= up_to);
        let base = self.total_before(from);
        Cells {
            ends: self.ends[from..to].to_vec(),
            totals: self.totals[from..to].iter().map(|total| total - base).collect(),
            newest: to.checked_sub(1).filter(|_| to > from).map_or(0, |last| self.ends[last]),
            ..Cells::default()
        }
    }

    /// All non-empty buckets as (end in minutes since 1970, count).
    pub(super) fn raw(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        (0..self.ends.len()).map(|i| (self.ends[i], self.totals[i] - self.total_before(i)))
    }

    /// Counts one event in the bucket that ends at `end`.
    #[inline]
    pub(super) fn add(&mut self, end: u32) {
        self.add_many(end, 1);
    }

    /// Counts `count` in the bucket that ends at `end`.
    #[inline(always)]
    pub(super) fn add_many(&mut self, end: u32, count: u64) {
        if end > self.newest {
            self.push(end, count);
        } else if end == self.newest
            && let Some(total) = self.totals.last_mut()
        {
            *total = total.saturating_add(count);
        } else {
            self.add_elsewhere(end, count);
        }
    }

    #[inline]
    fn push(&mut self, end: u32, count: u64) {
        self.totals.push(self.total().saturating_add(count));
        self.ends.push(end);
        self.newest = end;
        if end <= self.looked {
            self.looked = 0;
        }
    }

    /// In an older bucket, the newest closed one, or the first of all if it ends at 0.
    #[inline(never)]
    fn add_elsewhere(&mut self, end: u32, count: u64) {
        if self.ends.is_empty() && self.closed().is_none() {
            self.push(end, count);
        } else if end < self.newest {
            self.add_late(end, count);
        } else {
            self.apart_mut().late.push((end, count));
        }
    }

    fn add_late(&mut self, end: u32, count: u64) {
        let n = self.ends.len();
        for i in (n.saturating_sub(NEAR_CELLS)..n).rev() {
            if self.ends[i] == end {
                self.totals[i..].iter_mut().for_each(|total| *total = total.saturating_add(count));
                return;
            }
        }
        let Apart { closed, late } = self.apart_mut();
        late.push((end, count));
        let n_closed = closed.as_ref().map_or(0, |closed| closed.ends.len());
        if late.len() >= (n + n_closed).max(LATE_MERGE_MIN) {
            self.merge_late();
        }
    }

    fn closed(&self) -> Option<&Closed> {
        self.apart.as_ref()?.closed.as_deref()
    }

    /// What is closed, then the tail: ends and counts, cumulated anew in each.
    pub(super) fn stretches(&self) -> [(&[u32], &[u64]); 2] {
        let closed =
            self.closed().map_or((&[][..], &[][..]), |closed| (&closed.ends[..], &closed.totals[..]));
        [closed, (&self.ends, &self.totals)]
    }

    pub(super) fn late(&self) -> &[(u32, u64)] {
        self.apart.as_ref().map_or(&[], |apart| &apart.late)
    }

    fn apart_mut(&mut self) -> &mut Apart {
        self.apart.get_or_insert_default()
    }

    /// Adds all counts of `other`.
    pub(super) fn merge(&mut self, other: &Cells) {
        self.looked = 0;
        self.unite();
        if other.closed().is_some() {
            let mut whole = other.clone();
            whole.unite();
            return self.merge(&whole);
        }
        if other.ends.first() > self.ends.last() {
            let base = self.total();
            self.ends.extend_from_slice(&other.ends);
            self.totals.extend(other.totals.iter().map(|total| base.saturating_add(*total)));
            self.newest = other.newest;
        } else if !other.is_empty() {
            self.merge_sorted(&other.ends, |i| other.total_before(i + 1) - other.total_before(i));
        }
        if !other.late().is_empty() {
            self.apart_mut().late.extend_from_slice(other.late());
        }
    }

    /// What was closed comes back to the rest.
    fn unite(&mut self) {
        let Some(closed) = self.apart.as_mut().and_then(|apart| apart.closed.take()) else { return };
        let Closed { mut ends, mut totals } = Arc::unwrap_or_clone(closed);
        let base = totals.last().copied().unwrap_or(0);
        ends.extend_from_slice(&self.ends);
        totals.extend(self.totals.iter().map(|total| base.saturating_add(*total)));
        (self.ends, self.totals) = (ends, totals);
    }

    /// Settles, and closes the buckets once there are enough: a copy then shares them, and the next events begin a short
    /// tail. A tail that is short and recent stays, for closing asks for memory anew.
    pub(super) fn close(&mut self, tiers: &Tiers) {
        if self.looked == tiers.hours && self.ends.len() < CLOSED_FROM {
            return;
        }
        let looked = std::mem::replace(&mut self.looked, tiers.hours);
        let is_recent = self.ends.first().is_none_or(|&first| tiers.is_fine(first));
        if self.ends.len() < CLOSED_FROM && is_recent && self.late().is_empty() && self.closed().is_some() {
            self.coarsen_closed(tiers, looked);
            return;
        }
        // Late events may lie anywhere.
        self.settle_after(if self.late().is_empty() { looked } else { 0 }, tiers);
        if self.ends.len() >= CLOSED_FROM {
            let (ends, totals) = (std::mem::take(&mut self.ends), std::mem::take(&mut self.totals));
            self.apart_mut().closed = Some(Arc::new(Closed { ends, totals }));
        }
    }

    /// Old buckets of what is closed as wide as `tiers` says; nothing is copied where nothing changes.
    fn coarsen_closed(&mut self, tiers: &Tiers, looked: u32) {
        let Some(closed) = self.apart.as_mut().and_then(|apart| apart.closed.as_mut()) else { return };
        let mut before = None;
        let changes = |&end: &u32| {
            let coarse = tiers.coarse(end);
            let same = coarse == Some(end) && before != coarse;
            before = coarse;
            !same
        };
        let n_old = closed.ends.partition_point(|&end| !tiers.is_fine(end));
        let first = tiers.first_after(looked, &closed.ends);
        if closed.ends[first.min(n_old)..n_old].iter().any(changes) {
            let Closed { ends, totals } = Arc::make_mut(closed);
            tiers.coarsen(first, ends, totals);
            let last = ends.last().copied();
            if self.ends.is_empty() {
                self.newest = last.unwrap_or(0);
            }
            if last.is_none()
                && let Some(apart) = &mut self.apart
            {
                apart.closed = None;
            }
        }
    }

    /// Canonical form: late events merged, old buckets as wide as `tiers` says.
    pub(super) fn settle(&mut self, tiers: &Tiers) {
        self.settle_after(0, tiers);
    }

    /// The same, where no bucket up to `looked` is a minute still.
    fn settle_after(&mut self, looked: u32, tiers: &Tiers) {
        self.unite();
        self.merge_late();
        self.apart = None;
        if self.ends.first().is_none_or(|&first| tiers.is_fine(first)) {
            return;
        }
        tiers.coarsen(tiers.first_after(looked, &self.ends), &mut self.ends, &mut self.totals);
        self.newest = self.ends.last().copied().unwrap_or(0);
    }

    /// Bytes held on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let closed = self.closed().map_or(0, |closed| {
            size_of::<Closed>()
                + closed.ends.capacity() * size_of::<u32>()
                + closed.totals.capacity() * size_of::<u64>()
        });
        let apart = self
            .apart
            .as_ref()
            .map_or(0, |apart| size_of::<Apart>() + apart.late.capacity() * size_of::<(u32, u64)>());
        closed + apart + self.ends.capacity() * size_of::<u32>() + self.totals.capacity() * size_of::<u64>()
    }

    fn merge_late(&mut self) {
        if self.late().is_empty() {
            return;
        }
        self.unite();
        self.looked = 0;
        let mut late = std::mem::take(&mut self.apart_mut().late);
        late.sort_unstable_by_key(|&(end, _)| end);
        late.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.saturating_add(next.1);
            }
            same
        });
        let ends: Vec<u32> = late.iter().map(|&(end, _)| end).collect();
        self.merge_sorted(&ends, |i| late[i].1);
        late.clear();
        self.apart_mut().late = late;
    }

    /// Merges ascending `ends` with `count(i)` each.
    fn merge_sorted(&mut self, ends: &[u32], count: impl Fn(usize) -> u64) {
        // Chunks of a log overlap by a minute: what lies before stays where it is.
        let keep = ends.first().map_or(self.ends.len(), |first| self.ends.partition_point(|end| end < first));
        let mine = self.ends.split_off(keep);
        let totals = self.totals.split_off(keep);
        self.ends.reserve(mine.len() + ends.len());
        self.totals.reserve(mine.len() + ends.len());
        let mut sum = self.total();
        let (mut i, mut j, mut before) = (0, 0, sum);
        while i < mine.len() || j < ends.len() {
            let take_mine = j == ends.len() || (i < mine.len() && mine[i] <= ends[j]);
            let take_theirs = i == mine.len() || (j < ends.len() && ends[j] <= mine[i]);
            let end = if take_mine { mine[i] } else { ends[j] };
            if take_mine {
                sum = sum.saturating_add(totals[i] - before);
                before = totals[i];
                i += 1;
            }
            if take_theirs {
                sum = sum.saturating_add(count(j));
                j += 1;
            }
            self.ends.push(end);
            self.totals.push(sum);
        }
        self.newest = self.ends.last().copied().unwrap_or(0);
    }

    fn slice(
        &self,
        from: usize,
        to: usize,
    ) -> impl DoubleEndedIterator<Item = (Timestamp, u64)> + ExactSizeIterator + '_ {
        (from..to).map(|i| (end_time(self.ends[i]), self.totals[i] - self.total_before(i)))
    }

    /// Sum of the first `i` buckets.
    fn total_before(&self, i: usize) -> u64 {
        if i == 0 { 0 } else { self.totals[i - 1] }
    }

    /// Index of the first bucket with an end after `at`.
    fn index_after(&self, at: Timestamp) -> usize {
        let minute = at.ms().div_euclid(MINUTE_MS);
        match u32::try_from(minute) {
            Ok(minute) => self.ends.partition_point(|&end| end <= minute),
            Err(_) if minute < 0 => 0,
            Err(_) => self.ends.len(),
        }
    }
}

/// Equal when the counts are; both settled.
impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        (&self.ends, &self.totals, self.late()) == (&other.ends, &other.totals, other.late())
    }
}
impl Eq for Cells {}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(end, count)| (end.to_string(), count))).finish()
    }
}
