//! Everything counted about one service, or about the whole system.

use std::collections::BTreeSet;

use crate::event::{EventKind, EventRef, Severity};
use crate::fingerprint::Fingerprint;
use crate::time::Timestamp;

use super::capped::{Capped, Place};
use super::cells::Cells;
use super::config::RollupConfig;
use super::distinct::Distinct;
use super::group::{ErrorGroup, Slot, cut};
use super::latency::{Latency, microseconds};
use super::tiers::Tiers;
use super::windows::Windows;

/// How many of the newest deployments are remembered with their release.
const RELEASES_KEPT: usize = 32;

/// Everything counted about one service, or about the whole system.
///
/// Reading follows [`Rollup::settle`](super::Rollup::settle).
#[derive(Debug, Clone)]
pub struct ServiceRollup {
    /// What stands alone, by [`Plain`].
    pub(super) plain: [Cells; Plain::N],
    /// Counts of the newest minute seen that are not in `plain` yet.
    open: Open,
    pub(super) types: Capped<Cells>,
    pub(super) groups: Capped<ErrorGroup>,
    pub(super) latency: Windows<Latency>,
    pub(super) users: Windows<Distinct>,
    pub(super) endpoints: Windows<Distinct>,
    pub(super) releases: BTreeSet<(Timestamp, Box<str>)>,
    pub(super) span: Option<(Timestamp, Timestamp)>,
    pub(super) max_sample_bytes: usize,
}

/// The counts that stand alone, in the order in which they are saved.
#[derive(Debug, Clone, Copy)]
pub(super) enum Plain {
    Events,
    Errors,
    /// The first of the severities, from info to critical.
    Severities,
    Requests = Plain::Severities as isize + Severity::ALL.len() as isize,
    Statuses,
    ServerErrors,
    Deployments,
    OtherTypes,
    OtherGroups,
    LatencyCount,
    LatencySumUs,
    Traces,
    TraceFrames,
}

impl Plain {
    /// How many there are.
    pub(super) const N: usize = Plain::TraceFrames as usize + 1;
}

/// Most events fall into the minute of the one before: their counts stand together here, where they share a few
/// cache lines, until another minute comes.
#[derive(Debug, Clone, Default)]
struct Open {
    minute: u32,
    counts: [u64; Plain::N],
}

/// An event with everything that is computed once and used for its service and for the system.
#[derive(Clone, Copy)]
pub(super) struct Observed<'e, 'a> {
    pub(super) event: &'e EventRef<'a>,
    pub(super) minute: u32,
    /// 0 for events that are no errors.
    pub(super) fingerprint: Fingerprint,
    /// Frames of the stack trace; 0 without one.
    pub(super) depth: u32,
    pub(super) latency_us: Option<u64>,
    pub(super) user: Option<u64>,
    pub(super) endpoint: Option<u64>,
}

impl<'e, 'a> Observed<'e, 'a> {
    pub(super) fn new(event: &'e EventRef<'a>, minute: u32, fingerprint: Fingerprint, depth: u32) -> Self {
        // Distinct keys are those affected by errors: context events would hide how many users an error met.
        let key = |text: Option<&str>| text.filter(|_| event.is_error()).map(hash);
        Observed {
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

/// The hash by which names are kept over a cap and distinct keys are counted.
pub(super) fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

impl ServiceRollup {
    pub(super) fn new(config: &RollupConfig) -> Self {
        ServiceRollup {
            plain: Default::default(),
            open: Open::default(),
            types: Capped::new(config.max_types),
            groups: Capped::new(config.max_groups),
            latency: Windows::default(),
            users: Windows::default(),
            endpoints: Windows::default(),
            releases: BTreeSet::new(),
            span: None,
            max_sample_bytes: config.max_sample_bytes,
        }
    }

    /// The first event ever seen, to the millisecond.
    #[must_use]
    pub fn first(&self) -> Option<Timestamp> {
        self.span.map(|(first, _)| first)
    }

    /// The newest event, to the millisecond.
    #[must_use]
    pub fn last(&self) -> Option<Timestamp> {
        self.span.map(|(_, last)| last)
    }

    /// All events of any kind.
    #[must_use]
    pub fn events(&self) -> &Cells {
        self.plain(Plain::Events)
    }

    /// Events of kind error from severity medium up.
    #[must_use]
    pub fn errors(&self) -> &Cells {
        self.plain(Plain::Errors)
    }

    /// Events of kind error with this severity (`info` and `low` too).
    #[must_use]
    pub fn severity(&self, severity: Severity) -> &Cells {
        &self.plain[Plain::Severities as usize + severity.index()]
    }

    /// Events of kind request.
    #[must_use]
    pub fn requests(&self) -> &Cells {
        self.plain(Plain::Requests)
    }

    /// Events of any kind that carry an HTTP status.
    #[must_use]
    pub fn statuses(&self) -> &Cells {
        self.plain(Plain::Statuses)
    }

    /// Events of any kind with an HTTP status of 500 to 599.
    #[must_use]
    pub fn server_errors(&self) -> &Cells {
        self.plain(Plain::ServerErrors)
    }

    /// Events of kind deployment.
    #[must_use]
    pub fn deployments(&self) -> &Cells {
        self.plain(Plain::Deployments)
    }

    /// The newest deployments that named a release, at most 32, oldest first.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = (Timestamp, &str)> + '_ {
        self.releases.iter().map(|(at, release)| (*at, &**release))
    }

    /// Events of kind error (any severity) by error type, by name.
    pub fn types(&self) -> impl ExactSizeIterator<Item = (&str, &Cells)> + DoubleEndedIterator + '_ {
        self.types.sorted().map(|entry| (&*entry.name, &entry.value))
    }

    /// The events of one error type.
    #[must_use]
    pub fn error_type(&self, name: &str) -> Option<&Cells> {
        self.types.find(hash(name), name).map(|i| &self.types.at(i).value)
    }

    /// Events whose error type is over the cap.
    #[must_use]
    pub fn other_types(&self) -> &Cells {
        self.plain(Plain::OtherTypes)
    }

    /// Errors (medium and above) by fingerprint, ascending.
    pub fn groups(
        &self,
    ) -> impl ExactSizeIterator<Item = (Fingerprint, &ErrorGroup)> + DoubleEndedIterator + '_ {
        self.groups.sorted().map(|entry| (Fingerprint(entry.hash), &entry.value))
    }

    /// The errors with one fingerprint.
    #[must_use]
    pub fn group(&self, fingerprint: Fingerprint) -> Option<&ErrorGroup> {
        self.groups.find(fingerprint.0, "").map(|i| &self.groups.at(i).value)
    }

    /// Errors whose group is over the cap.
    #[must_use]
    pub fn other_groups(&self) -> &Cells {
        self.plain(Plain::OtherGroups)
    }

    /// Response times of events of any kind, by windows of 5 minutes.
    #[must_use]
    pub fn latency(&self) -> &Windows<Latency> {
        &self.latency
    }

    /// How many response times there were, by minute.
    #[must_use]
    pub fn latency_count(&self) -> &Cells {
        self.plain(Plain::LatencyCount)
    }

    /// The sum of response times in whole microseconds, by minute.
    #[must_use]
    pub fn latency_sum_us(&self) -> &Cells {
        self.plain(Plain::LatencySumUs)
    }

    /// Errors with a stack trace in which frames were found, by minute.
    #[must_use]
    pub fn traces(&self) -> &Cells {
        self.plain(Plain::Traces)
    }

    /// The sum of the frames of those traces, by minute.
    #[must_use]
    pub fn trace_frames(&self) -> &Cells {
        self.plain(Plain::TraceFrames)
    }

    /// Users met by errors, by windows of an hour.
    #[must_use]
    pub fn users(&self) -> &Windows<Distinct> {
        &self.users
    }

    /// Endpoints met by errors, by windows of an hour.
    #[must_use]
    pub fn endpoints(&self) -> &Windows<Distinct> {
        &self.endpoints
    }

    fn plain(&self, which: Plain) -> &Cells {
        &self.plain[which as usize]
    }

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
    pub(super) fn observe(&mut self, observed: &Observed<'_, '_>) {
        let Observed { event, minute, .. } = *observed;
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
            EventKind::Error => self.observe_error(observed),
            EventKind::Request => self.count(Plain::Requests, 1),
            EventKind::Deployment => {
                self.count(Plain::Deployments, 1);
                if let Some(release) = event.release {
                    self.releases.insert((event.timestamp, cut(release, self.max_sample_bytes).into()));
                    self.cut_releases();
                }
            }
        }
        if let Some(status) = event.status_code {
            self.count(Plain::Statuses, 1);
            if (500..600).contains(&status) {
                self.count(Plain::ServerErrors, 1);
            }
        }
        if let Some(us) = observed.latency_us {
            self.latency.window_mut(minute).insert(us);
            self.count(Plain::LatencyCount, 1);
            self.count(Plain::LatencySumUs, us);
        }
        if let Some(user) = observed.user {
            self.users.window_mut(minute).insert(user);
        }
        if let Some(endpoint) = observed.endpoint {
            self.endpoints.window_mut(minute).insert(endpoint);
        }
    }

    fn observe_error(&mut self, observed: &Observed<'_, '_>) {
        let Observed { event, minute, fingerprint, depth, .. } = *observed;
        self.open.counts[Plain::Severities as usize + event.severity.index()] += 1;
        if !event.is_error() {
            self.add_type(event.error_type, minute);
            return;
        }
        self.count(Plain::Errors, 1);
        if depth > 0 {
            self.count(Plain::Traces, 1);
            self.count(Plain::TraceFrames, u64::from(depth));
        }
        let place =
            self.groups.place(fingerprint.0, "", || ErrorGroup::new(event.timestamp, event.error_type));
        let index = match place {
            Place::Kept(index) => index,
            Place::Replaced(index, evicted) => {
                self.plain[Plain::OtherGroups as usize].merge(&evicted.value.cells);
                index
            }
            Place::Other => {
                self.count(Plain::OtherGroups, 1);
                self.add_type(event.error_type, minute);
                return;
            }
        };
        let group = self.groups.value_mut(index);
        group.observe(event.timestamp, minute, event.message, self.max_sample_bytes);
        let Slot { index: type_index, hash } = group.type_slot;
        // The group knows where its type is counted, which saves hashing the type of every event.
        if hash != 0
            && let Some(cells) = self.types.remembered_mut(type_index, hash)
        {
            cells.add(minute);
        } else if let Some(slot) = self.add_type(event.error_type, minute) {
            self.groups.value_mut(index).type_slot = slot;
        }
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

    /// Adds everything `other` counted.
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
        for entry in other.groups.entries() {
            let make = || ErrorGroup::new(entry.value.first, &entry.value.error_type);
            match self.groups.place(entry.hash, "", make) {
                Place::Kept(index) => self.groups.value_mut(index).merge(&entry.value),
                Place::Replaced(index, evicted) => {
                    self.plain[Plain::OtherGroups as usize].merge(&evicted.value.cells);
                    self.groups.value_mut(index).merge(&entry.value);
                }
                Place::Other => self.plain[Plain::OtherGroups as usize].merge(&entry.value.cells),
            }
        }
        self.latency.merge(&other.latency);
        self.users.merge(&other.users);
        self.endpoints.merge(&other.endpoints);
        self.releases.extend(other.releases.iter().cloned());
        self.cut_releases();
        self.span = match (self.span, other.span) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    /// Fixes the reading order of types and groups.
    pub(super) fn sort(&mut self) {
        self.types.sort();
        self.groups.sort();
    }

    /// The counts of all events, each in its minute.
    pub(super) fn settled_events(&mut self) -> &Cells {
        self.close_minute();
        let events = &mut self.plain[Plain::Events as usize];
        events.settle(&Tiers::default());
        events
    }

    /// Merges late events and makes old buckets as wide as `tiers` says.
    pub(super) fn compact(&mut self, tiers: &Tiers) {
        self.close_minute();
        self.plain.iter_mut().for_each(|cells| cells.settle(tiers));
        self.types.values_mut().for_each(|cells| cells.settle(tiers));
        self.groups.values_mut().for_each(|group| group.settle(tiers));
        self.latency.settle(tiers.hours, |end| tiers.latency_window(end));
        for distinct in [&mut self.users, &mut self.endpoints] {
            distinct.settle(tiers.hours, |end| tiers.distinct_window(end));
        }
    }

    /// How many arrays of counts there are.
    pub(super) fn arrays(&self) -> usize {
        Plain::N + self.types.entries().len() + self.groups.entries().len()
    }

    /// Bytes held on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let plain: usize = self.plain.iter().map(Cells::heap_bytes).sum();
        let types: usize = self.types.entries().iter().map(|entry| entry.value.heap_bytes()).sum();
        let groups: usize = self.groups.entries().iter().map(|entry| entry.value.heap_bytes()).sum();
        let releases: usize = self.releases.iter().map(|(_, release)| release.len() + 48).sum();
        plain
            + types
            + groups
            + releases
            + self.types.heap_bytes()
            + self.groups.heap_bytes()
            + self.latency.heap_bytes(Latency::heap_bytes)
            + self.users.heap_bytes(Distinct::heap_bytes)
            + self.endpoints.heap_bytes(Distinct::heap_bytes)
    }

    fn cut_releases(&mut self) {
        while self.releases.len() > RELEASES_KEPT {
            self.releases.pop_first();
        }
    }
}

/// Equal when everything that can be read is equal; both sides settled.
impl PartialEq for ServiceRollup {
    fn eq(&self, other: &Self) -> bool {
        self.plain == other.plain
            && self.types().eq(other.types())
            && self.groups().eq(other.groups())
            && self.latency == other.latency
            && self.users == other.users
            && self.endpoints == other.endpoints
            && self.releases == other.releases
            && self.span == other.span
    }
}
