//! Everything counted about one service, or about the whole system.

use std::collections::BTreeSet;

use crate::event::{EventKind, EventRef, Severity};
use crate::fingerprint::Fingerprint;
use crate::time::Timestamp;

use super::capped::{Capped, Place};
use super::cells::Cells;
use super::config::{PLAIN_ARRAYS, RollupConfig};
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
    pub(super) events: Cells,
    pub(super) errors: Cells,
    pub(super) severities: [Cells; Severity::ALL.len()],
    pub(super) requests: Cells,
    pub(super) statuses: Cells,
    pub(super) server_errors: Cells,
    pub(super) deployments: Cells,
    pub(super) types: Capped<Cells>,
    pub(super) other_types: Cells,
    pub(super) groups: Capped<ErrorGroup>,
    pub(super) other_groups: Cells,
    pub(super) latency: Windows<Latency>,
    pub(super) latency_count: Cells,
    pub(super) latency_sum_us: Cells,
    pub(super) traces: Cells,
    pub(super) trace_frames: Cells,
    pub(super) users: Windows<Distinct>,
    pub(super) endpoints: Windows<Distinct>,
    pub(super) releases: BTreeSet<(Timestamp, Box<str>)>,
    pub(super) span: Option<(Timestamp, Timestamp)>,
    pub(super) max_sample_bytes: usize,
}

/// An event with everything that is computed once and used for its service and for the system.
#[derive(Clone, Copy)]
pub(super) struct Observed<'a> {
    pub(super) event: EventRef<'a>,
    pub(super) minute: u32,
    /// 0 for events that are no errors.
    pub(super) fingerprint: Fingerprint,
    /// Frames of the stack trace; 0 without one.
    pub(super) depth: u32,
    pub(super) latency_us: Option<u64>,
    pub(super) user: Option<u64>,
    pub(super) endpoint: Option<u64>,
}

impl<'a> Observed<'a> {
    pub(super) fn new(event: EventRef<'a>, minute: u32, fingerprint: Fingerprint, depth: u32) -> Self {
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
            events: Cells::default(),
            errors: Cells::default(),
            severities: Default::default(),
            requests: Cells::default(),
            statuses: Cells::default(),
            server_errors: Cells::default(),
            deployments: Cells::default(),
            types: Capped::new(config.max_types),
            other_types: Cells::default(),
            groups: Capped::new(config.max_groups),
            other_groups: Cells::default(),
            latency: Windows::default(),
            latency_count: Cells::default(),
            latency_sum_us: Cells::default(),
            traces: Cells::default(),
            trace_frames: Cells::default(),
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
        &self.events
    }

    /// Events of kind error from severity medium up.
    #[must_use]
    pub fn errors(&self) -> &Cells {
        &self.errors
    }

    /// Events of kind error with this severity (`info` and `low` too).
    #[must_use]
    pub fn severity(&self, severity: Severity) -> &Cells {
        &self.severities[severity.index()]
    }

    /// Events of kind request.
    #[must_use]
    pub fn requests(&self) -> &Cells {
        &self.requests
    }

    /// Events of any kind that carry an HTTP status.
    #[must_use]
    pub fn statuses(&self) -> &Cells {
        &self.statuses
    }

    /// Events of any kind with an HTTP status of 500 to 599.
    #[must_use]
    pub fn server_errors(&self) -> &Cells {
        &self.server_errors
    }

    /// Events of kind deployment.
    #[must_use]
    pub fn deployments(&self) -> &Cells {
        &self.deployments
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
        &self.other_types
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
        &self.other_groups
    }

    /// Response times of events of any kind, by windows of 5 minutes.
    #[must_use]
    pub fn latency(&self) -> &Windows<Latency> {
        &self.latency
    }

    /// How many response times there were, by minute.
    #[must_use]
    pub fn latency_count(&self) -> &Cells {
        &self.latency_count
    }

    /// The sum of response times in whole microseconds, by minute.
    #[must_use]
    pub fn latency_sum_us(&self) -> &Cells {
        &self.latency_sum_us
    }

    /// Errors with a stack trace in which frames were found, by minute.
    #[must_use]
    pub fn traces(&self) -> &Cells {
        &self.traces
    }

    /// The sum of the frames of those traces, by minute.
    #[must_use]
    pub fn trace_frames(&self) -> &Cells {
        &self.trace_frames
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

    /// Folds one event. `system_slot` is where the whole system keeps its group; gives back where this one does.
    pub(super) fn observe(&mut self, observed: &Observed<'_>) {
        let Observed { event, minute, .. } = *observed;
        self.events.add(minute);
        self.span = Some(match self.span {
            Some((first, last)) => (first.min(event.timestamp), last.max(event.timestamp)),
            None => (event.timestamp, event.timestamp),
        });
        match event.kind {
            EventKind::Error => self.observe_error(observed),
            EventKind::Request => self.requests.add(minute),
            EventKind::Deployment => {
                self.deployments.add(minute);
                if let Some(release) = event.release {
                    self.releases.insert((event.timestamp, cut(release, self.max_sample_bytes).into()));
                    self.cut_releases();
                }
            }
        }
        if let Some(status) = event.status_code {
            self.statuses.add(minute);
            if (500..600).contains(&status) {
                self.server_errors.add(minute);
            }
        }
        if let Some(us) = observed.latency_us {
            self.latency.window_mut(minute).insert(us);
            self.latency_count.add(minute);
            self.latency_sum_us.add_many(minute, us);
        }
        if let Some(user) = observed.user {
            self.users.window_mut(minute).insert(user);
        }
        if let Some(endpoint) = observed.endpoint {
            self.endpoints.window_mut(minute).insert(endpoint);
        }
    }

    fn observe_error(&mut self, observed: &Observed<'_>) {
        let Observed { event, minute, fingerprint, depth, .. } = *observed;
        self.severities[event.severity.index()].add(minute);
        if !event.is_error() {
            self.add_type(event.error_type, minute);
            return;
        }
        self.errors.add(minute);
        if depth > 0 {
            self.traces.add(minute);
            self.trace_frames.add_many(minute, u64::from(depth));
        }
        let place =
            self.groups.place(fingerprint.0, "", || ErrorGroup::new(event.timestamp, event.error_type));
        let index = match place {
            Place::Kept(index) => index,
            Place::Replaced(index, evicted) => {
                self.other_groups.merge(&evicted.value.cells);
                index
            }
            Place::Other => {
                self.other_groups.add(minute);
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
                self.other_types.merge(&evicted.value);
                index
            }
            Place::Other => {
                self.other_types.add(minute);
                return None;
            }
        };
        self.types.value_mut(index).add(minute);
        Some(Slot { index: index as u32, hash })
    }

    /// Adds everything `other` counted.
    pub(super) fn merge(&mut self, other: &ServiceRollup) {
        for (mine, theirs) in self.plain_cells_mut().into_iter().zip(other.plain_cells()) {
            mine.merge(theirs);
        }
        for entry in other.types.entries() {
            match self.types.place(entry.hash, &entry.name, Cells::default) {
                Place::Kept(index) => self.types.value_mut(index).merge(&entry.value),
                Place::Replaced(index, evicted) => {
                    self.other_types.merge(&evicted.value);
                    self.types.value_mut(index).merge(&entry.value);
                }
                Place::Other => self.other_types.merge(&entry.value),
            }
        }
        for entry in other.groups.entries() {
            let make = || ErrorGroup::new(entry.value.first, &entry.value.error_type);
            match self.groups.place(entry.hash, "", make) {
                Place::Kept(index) => self.groups.value_mut(index).merge(&entry.value),
                Place::Replaced(index, evicted) => {
                    self.other_groups.merge(&evicted.value.cells);
                    self.groups.value_mut(index).merge(&entry.value);
                }
                Place::Other => self.other_groups.merge(&entry.value.cells),
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

    /// Merges late events and makes old buckets as wide as `tiers` says.
    pub(super) fn compact(&mut self, tiers: &Tiers) {
        self.plain_cells_mut().into_iter().for_each(|cells| cells.settle(tiers));
        self.types.values_mut().for_each(|cells| cells.settle(tiers));
        self.groups.values_mut().for_each(|group| group.settle(tiers));
        self.latency.settle(tiers.hours, |end| tiers.latency_window(end));
        for distinct in [&mut self.users, &mut self.endpoints] {
            distinct.settle(tiers.hours, |end| tiers.distinct_window(end));
        }
    }

    /// How many arrays of counts there are.
    pub(super) fn arrays(&self) -> usize {
        PLAIN_ARRAYS + self.types.entries().len() + self.groups.entries().len()
    }

    /// Bytes held on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let plain: usize = self.plain_cells().into_iter().map(Cells::heap_bytes).sum();
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

    /// Every array of counts that stands alone, in a fixed order.
    pub(super) fn plain_cells(&self) -> [&Cells; PLAIN_ARRAYS] {
        let [info, low, medium, high, critical] = &self.severities;
        [
            &self.events,
            &self.errors,
            info,
            low,
            medium,
            high,
            critical,
            &self.requests,
            &self.statuses,
            &self.server_errors,
            &self.deployments,
            &self.other_types,
            &self.other_groups,
            &self.latency_count,
            &self.latency_sum_us,
            &self.traces,
            &self.trace_frames,
        ]
    }

    /// The same as `plain_cells`, to be changed.
    pub(super) fn plain_cells_mut(&mut self) -> [&mut Cells; PLAIN_ARRAYS] {
        let [info, low, medium, high, critical] = &mut self.severities;
        [
            &mut self.events,
            &mut self.errors,
            info,
            low,
            medium,
            high,
            critical,
            &mut self.requests,
            &mut self.statuses,
            &mut self.server_errors,
            &mut self.deployments,
            &mut self.other_types,
            &mut self.other_groups,
            &mut self.latency_count,
            &mut self.latency_sum_us,
            &mut self.traces,
            &mut self.trace_frames,
        ]
    }
}

/// Equal when everything that can be read is equal; both sides settled.
impl PartialEq for ServiceRollup {
    fn eq(&self, other: &Self) -> bool {
        self.plain_cells() == other.plain_cells()
            && self.types().eq(other.types())
            && self.groups().eq(other.groups())
            && self.latency == other.latency
            && self.users == other.users
            && self.endpoints == other.endpoints
            && self.releases == other.releases
            && self.span == other.span
    }
}
