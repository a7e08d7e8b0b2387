//! How one event, or another rollup, is added to what is counted about a service.

use std::sync::Arc;

use crate::event::{EventKind, EventRef};
use crate::fingerprint::Fingerprint;

use super::capped::{Capped, Place};
use super::cells::Cells;
use super::group::{ErrorGroup, Slot};
use super::latency::microseconds;
use super::plain::{Plain, hash};
use super::service::ServiceRollup;
use super::tiers::Tiers;

/// An event with everything that is computed once and used wherever it is counted.
#[derive(Clone, Copy)]
pub(super) struct Seen<'e, 'a> {
    pub(super) event: &'e EventRef<'a>,
    pub(super) minute: u32,
    /// Of errors, and of what has no level; 0 for others.
    pub(super) fingerprint: Fingerprint,
    /// Frames of the stack trace; 0 without one.
    pub(super) depth: u32,
    pub(super) latency_us: Option<u64>,
    pub(super) user: Option<u64>,
    pub(super) endpoint: Option<u64>,
}

impl<'e, 'a> Seen<'e, 'a> {
    pub(super) fn new(event: &'e EventRef<'a>, minute: u32, fingerprint: Fingerprint, depth: u32) -> Self {
        // Distinct keys are those affected by errors: context events would hide how many users an error met.
        let key = |text: Option<&str>| text.filter(|_| event.is_error()).map(hash);
        Seen {
            event,
            minute,
            fingerprint,
            depth,
            latency_us: event.response_time_ms.and_then(microseconds),
            user: key(event.user_id),
            endpoint: key(event.endpoint),
        }
    }
}

impl ServiceRollup {
    /// Counts in the open minute.
    #[inline]
    fn count(&mut self, which: Plain, count: u64) {
        self.open.counts[which as usize] += count;
    }

    /// The counts of the open minute go to the others.
    fn close_minute(&mut self) {
        for (cells, count) in self.plain.iter_mut().zip(&mut self.open.counts) {
            if *count > 0 {
                cells.add_many(self.open.minute, std::mem::take(count));
            }
        }
    }

    /// Folds one event.
    pub(super) fn observe(&mut self, seen: &Seen<'_, '_>) {
        let Seen { event, minute, .. } = *seen;
        if self.open.minute != minute {
            self.close_minute();
            self.open.minute = minute;
        }
        self.count(Plain::Events, 1);
        self.span = Some(match self.span {
            Some((first, last)) => (first.min(event.timestamp), last.max(event.timestamp)),
            None => (event.timestamp, event.timestamp),
        });
        match event.kind {
            EventKind::Error => self.observe_error(seen),
            EventKind::Request => self.count(Plain::Requests, 1),
            EventKind::Deployment => {
                self.count(Plain::Deployments, 1);
                if let Some(release) = event.release {
                    self.releases.record(event.timestamp, release, self.max_sample_bytes);
                }
            }
        }
        if let Some(status) = event.status_code {
            self.count(Plain::Statuses, 1);
            if (500..600).contains(&status) {
                self.count(Plain::ServerErrors, 1);
            }
        }
        if let Some(us) = seen.latency_us {
            self.latency.window_mut(minute).insert(us);
            self.count(Plain::LatencyCount, 1);
            self.count(Plain::LatencySumUs, us);
        }
        if let Some(user) = seen.user {
            self.users.window_mut(minute).insert(user);
        }
        if let Some(endpoint) = seen.endpoint {
            self.endpoints.window_mut(minute).insert(endpoint);
        }
    }

    fn observe_error(&mut self, seen: &Seen<'_, '_>) {
        let Seen { event, minute, depth, fingerprint, .. } = *seen;
        let severity = event
            .severity
            .map_or(Plain::Ungraded as usize, |severity| Plain::Severities as usize + severity.index());
        self.open.counts[severity] += 1;
        let (groups, other) = if event.is_error() {
            self.count(Plain::Errors, 1);
            if depth > 0 {
                self.count(Plain::Traces, 1);
                self.count(Plain::TraceFrames, u64::from(depth));
            }
            (&mut self.groups, Plain::OtherGroups)
        } else if event.severity.is_none() {
            (&mut self.ungraded, Plain::OtherUngraded)
        } else {
            self.add_type(event.error_type, minute);
            return;
        };
        let make = || ErrorGroup::new(event.timestamp, event.error_type);
        let index = match groups.place(fingerprint.0, "", make) {
            Place::Kept(index) => index,
            Place::Replaced(index, evicted) => {
                self.plain[other as usize].merge(&evicted.value.cells);
                index
            }
            Place::Other => {
                self.count(other, 1);
                self.add_type(event.error_type, minute);
                return;
            }
        };
        let group = groups.value_mut(index);
        group.observe(event.timestamp, minute, event.message, self.max_sample_bytes);
        // The group knows where its type is counted, which saves hashing the type of every event.
        let Slot { index: type_index, hash } = group.type_slot;
        if hash != 0
            && let Some(cells) = self.types.remembered_mut(type_index, hash)
        {
            cells.add(minute);
        } else if let Some(slot) = self.add_type(event.error_type, minute) {
            self.groups_mut(event.severity.is_some()).value_mut(index).type_slot = slot;
        }
    }

    /// The groups of errors, or of what has no level.
    #[inline]
    fn groups_mut(&mut self, is_graded: bool) -> &mut Capped<ErrorGroup> {
        if is_graded { &mut self.groups } else { &mut self.ungraded }
    }

    fn add_type(&mut self, name: &str, minute: u32) -> Option<Slot> {
        let hash = hash(name);
        let index = match self.types.place(hash, name, Cells::default) {
            Place::Kept(index) => index,
            Place::Replaced(index, evicted) => {
                self.plain[Plain::OtherTypes as usize].merge(&evicted.value);
                index
            }
            Place::Other => {
                self.count(Plain::OtherTypes, 1);
                return None;
            }
        };
        self.types.value_mut(index).add(minute);
        Some(Slot { index: index as u32, hash })
    }

    /// Folds one event of the service that this is, and no sum of several.
    #[inline]
    pub(super) fn observe_own(&mut self, seen: &Seen<'_, '_>) {
        if seen.event.kind != EventKind::Deployment {
            self.releases.see(seen.event);
        }
        self.observe(seen);
    }

    /// Adds everything that other events of the same service counted.
    pub(super) fn merge_own(&mut self, other: &ServiceRollup) {
        self.releases.merge_first(&other.releases);
        self.merge(other);
    }

    /// Adds everything `other` counted, but for what only one service has.
    pub(super) fn merge(&mut self, other: &ServiceRollup) {
        for ((mine, theirs), &open) in self.plain.iter_mut().zip(&other.plain).zip(&other.open.counts) {
            mine.merge(theirs);
            if open > 0 {
                mine.add_many(other.open.minute, open);
            }
        }
        for entry in other.types.entries() {
            match self.types.place(entry.hash, &entry.name, Cells::default) {
                Place::Kept(index) => self.types.value_mut(index).merge(&entry.value),
                Place::Replaced(index, evicted) => {
                    self.plain[Plain::OtherTypes as usize].merge(&evicted.value);
                    self.types.value_mut(index).merge(&entry.value);
                }
                Place::Other => self.plain[Plain::OtherTypes as usize].merge(&entry.value),
            }
        }
        self.merge_groups(&other.groups, true, Plain::OtherGroups);
        self.merge_groups(&other.ungraded, false, Plain::OtherUngraded);
        self.merge_beside_counts(other);
    }

    /// Adds everything but the counts.
    pub(super) fn merge_beside_counts(&mut self, other: &ServiceRollup) {
        self.latency.merge(&other.latency);
        self.users.merge(&other.users);
        self.endpoints.merge(&other.endpoints);
        self.releases.merge_recorded(&other.releases);
        self.span = match (self.span, other.span) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    fn merge_groups(&mut self, theirs: &Capped<ErrorGroup>, is_graded: bool, other: Plain) {
        for entry in theirs.entries() {
            let make = || ErrorGroup::new(entry.value.first, Arc::clone(&entry.value.error_type));
            match self.groups_mut(is_graded).place(entry.hash, "", make) {
                Place::Kept(index) => self.groups_mut(is_graded).value_mut(index).merge(&entry.value),
                Place::Replaced(index, evicted) => {
                    self.plain[other as usize].merge(&evicted.value.cells);
                    self.groups_mut(is_graded).value_mut(index).merge(&entry.value);
                }
                Place::Other => self.plain[other as usize].merge(&entry.value.cells),
            }
        }
    }

    /// Its newest minutes with events, at least as many as hold `count` of them where there are so many, in any order.
    pub(super) fn newest_events(&self, count: u64) -> Vec<(u32, u64)> {
        let mut newest = self.plain[Plain::Events as usize].newest(count);
        let open = self.open.counts[Plain::Events as usize];
        if open > 0 {
            newest.push((self.open.minute, open));
        }
        newest
    }

    /// One of the counts as settling would make it.
    pub(super) fn plain_now(&self, which: Plain, tiers: &Tiers) -> Cells {
        let mut cells = self.plain[which as usize].clone();
        let open = self.open.counts[which as usize];
        if open > 0 {
            cells.add_many(self.open.minute, open);
        }
        cells.settle(tiers);
        cells
    }

    /// Merges late events and makes old buckets as wide as `tiers` says.
    pub(super) fn compact(&mut self, tiers: &Tiers) {
        self.close_minute();
        self.plain.iter_mut().for_each(|cells| cells.settle(tiers));
        self.types.values_mut().for_each(|cells| cells.settle(tiers));
        self.groups.values_mut().chain(self.ungraded.values_mut()).for_each(|group| group.settle(tiers));
        self.latency.settle(tiers.hours, |end| tiers.latency_window(end));
        for distinct in [&mut self.users, &mut self.endpoints] {
            distinct.settle(tiers.hours, |end| tiers.distinct_window(end));
        }
        self.releases.settle(
            self.span.map(|(first, _)| first),
            &self.plain[Plain::Deployments as usize],
            tiers,
        );
    }
}
