//! Everything counted about one service, or about the whole system.

use crate::event::Severity;
use crate::fingerprint::Fingerprint;
use crate::time::Timestamp;

use super::capped::Capped;
use super::cells::Cells;
use super::config::RollupConfig;
use super::distinct::Distinct;
use super::group::ErrorGroup;
use super::latency::Latency;
use super::names::bounded;
use super::plain::{Open, Plain, hash};
use super::releases::Releases;
use super::tiers::Tiers;
use super::windows::Windows;

/// Everything counted about one service, or about the whole system.
///
/// Reading follows [`Rollup::settle`](super::Rollup::settle).
#[derive(Debug, Clone)]
pub struct ServiceRollup {
    /// What stands alone, by [`Plain`].
    pub(super) plain: [Cells; Plain::N],
    /// Counts of the newest minute seen that are not in `plain` yet.
    pub(super) open: Open,
    pub(super) types: Capped<Cells>,
    pub(super) groups: Capped<ErrorGroup>,
    /// As `groups`, of events without a level.
    pub(super) ungraded: Capped<ErrorGroup>,
    pub(super) latency: Windows<Latency>,
    pub(super) users: Windows<Distinct>,
    pub(super) endpoints: Windows<Distinct>,
    pub(super) releases: Releases,
    pub(super) span: Option<(Timestamp, Timestamp)>,
    pub(super) max_sample_bytes: usize,
    pub(super) max_name_bytes: usize,
}

impl ServiceRollup {
    pub(super) fn new(config: &RollupConfig) -> Self {
        ServiceRollup {
            plain: Default::default(),
            open: Open::default(),
            types: Capped::new(config.max_types),
            groups: Capped::new(config.max_groups),
            ungraded: Capped::new(config.max_groups),
            latency: Windows::default(),
            users: Windows::default(),
            endpoints: Windows::default(),
            releases: Releases::default(),
            span: None,
            max_sample_bytes: config.max_sample_bytes,
            max_name_bytes: config.max_name_bytes,
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

    /// Events of kind error without a level: counted, never taken for errors.
    #[must_use]
    pub fn ungraded(&self) -> &Cells {
        self.plain(Plain::Ungraded)
    }

    /// Events of kind error up to a time, of any level or none.
    pub(crate) fn of_kind_error(&self, up_to: Timestamp) -> u64 {
        let graded = Severity::ALL.iter().map(|severity| self.severity(*severity));
        graded.chain([self.ungraded()]).map(|cells| cells.between(Timestamp::MIN, up_to)).sum()
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

    /// Deployments: events of that kind, and the first events of another release where none of that kind came before.
    #[must_use]
    pub fn deployments(&self) -> &Cells {
        self.releases.deployments().unwrap_or_else(|| self.plain(Plain::Deployments))
    }

    /// The newest deployments that named a release, at most 32, oldest first.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = (Timestamp, &str)> + '_ {
        self.releases.named()
    }

    /// Events of kind error (any severity) by error type, by name.
    pub fn types(&self) -> impl ExactSizeIterator<Item = (&str, &Cells)> + DoubleEndedIterator + '_ {
        self.types.sorted().map(|entry| (&*entry.name, &entry.value))
    }

    /// The events of one error type.
    #[must_use]
    pub fn error_type(&self, name: &str) -> Option<&Cells> {
        let name = &*bounded(name, self.max_name_bytes);
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

    /// Events without a level by fingerprint, ascending: what the messages of a log without levels are.
    pub fn ungraded_groups(
        &self,
    ) -> impl ExactSizeIterator<Item = (Fingerprint, &ErrorGroup)> + DoubleEndedIterator + '_ {
        self.ungraded.sorted().map(|entry| (Fingerprint(entry.hash), &entry.value))
    }

    /// Events without a level whose group is over the cap.
    #[must_use]
    pub fn other_ungraded_groups(&self) -> &Cells {
        self.plain(Plain::OtherUngraded)
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

    /// Of all services together: what was deployed without a record is the sum of what each deployed.
    pub(super) fn settle_releases<'a>(&mut self, parts: impl Iterator<Item = &'a Releases>, tiers: &Tiers) {
        self.releases.settle_sum(parts, &self.plain[Plain::Deployments as usize], tiers);
    }

    /// Fixes the reading order of types and groups.
    pub(super) fn sort(&mut self) {
        self.types.sort();
        self.groups.sort();
        self.ungraded.sort();
    }

    /// Bytes held on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let plain: usize = self.plain.iter().map(Cells::heap_bytes).sum();
        let types: usize = self.types.entries().iter().map(|entry| entry.value.heap_bytes()).sum();
        let groups = self.groups.entries().iter().chain(self.ungraded.entries());
        let groups: usize = groups.map(|entry| entry.value.heap_bytes()).sum();
        plain
            + types
            + groups
            + self.releases.heap_bytes()
            + self.types.heap_bytes()
            + self.groups.heap_bytes()
            + self.ungraded.heap_bytes()
            + self.latency.heap_bytes(Latency::heap_bytes)
            + self.users.heap_bytes(Distinct::heap_bytes)
            + self.endpoints.heap_bytes(Distinct::heap_bytes)
    }
}

/// Equal when everything that can be read is equal; both sides settled.
impl PartialEq for ServiceRollup {
    fn eq(&self, other: &Self) -> bool {
        self.plain == other.plain
            && self.types().eq(other.types())
            && self.groups().eq(other.groups())
            && self.ungraded_groups().eq(other.ungraded_groups())
            && self.latency == other.latency
            && self.users == other.users
            && self.endpoints == other.endpoints
            && self.releases == other.releases
            && self.span == other.span
    }
}
