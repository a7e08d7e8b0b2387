//! Events, counted: the one state everything else reads.

mod bins;
mod bytes;
mod capped;
mod cells;
mod code;
mod code_windows;
mod config;
mod distinct;
mod erase;
mod fold;
mod group;
mod latency;
mod minutes;
mod names;
mod now;
mod odd_times;
mod plain;
mod recap;
mod releases;
mod rows;
mod save;
mod save_v3;
mod service;
mod shared;
mod strays;
mod sum;
mod sweep;
mod tiers;
mod windows;

pub(crate) use strays::usual_span;

pub use cells::Cells;
pub use config::RollupConfig;
pub use distinct::Distinct;
pub use group::ErrorGroup;
pub use latency::Latency;
pub(crate) use now::ErrorsNow;
pub use rows::{RollupRow, RowPart};
pub use service::ServiceRollup;
pub(crate) use sweep::Sweep;
pub use windows::{Sketch, Windows};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::event::{EventKind, EventRef};
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::time::{MINUTE_MS, Timestamp};

use capped::{Capped, Place};
use fold::Seen;
use minutes::minute_end;
use names::bounded;
use plain::hash;
use shared::Shared;

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// It was counted.
    Counted,
    /// It lies before 1970 and was left out.
    Before1970,
    /// It lies further ahead of when it was received than is allowed, and was left out.
    Ahead,
}

/// What [`Rollup::observe`] made of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Observed {
    /// What became of it.
    pub outcome: Outcome,
    /// The group it belongs to, for an error and for an event without a level; [`crate::fingerprint::fingerprint`]
    /// gives that of any other.
    pub fingerprint: Option<Fingerprint>,
    /// Frames found in its stack trace.
    pub n_frames: u32,
}

impl Observed {
    fn refused(outcome: Outcome) -> Self {
        Observed { outcome, fingerprint: None, n_frames: 0 }
    }

    /// Whether it was counted.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.outcome == Outcome::Counted
    }
}

/// Everything counted about all services: the one state that everything else reads.
///
/// It is folded from events one by one, in any order, and holds only exact state that does not depend on
/// the order: counts, fixed-point sums, histogram counts, registers, maxima and sets. So rolling up two logs and
/// merging them equals rolling up both at once, merging is commutative and associative, and batch and stream agree
/// to the bit. Work and memory grow with events once, then with non-empty cells, never with empty time.
///
/// ```
/// use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
///
/// let mut rollup = Rollup::new(RollupConfig::default())?;
/// let at: Timestamp = "2026-11-23T07:00:00Z".parse()?;
/// rollup.observe(EventRef::new(at, "checkout", Severity::High, "TimeoutError"));
/// rollup.settle();
/// let errors = rollup.service("checkout").map(|service| service.errors().total());
/// assert_eq!(errors, Some(1));
/// # Ok::<(), errpredict::Error>(())
/// ```
///
/// [`Rollup::settle`] brings it into canonical form; reading without it does not see the newest minute of each
/// service and late events yet.
#[derive(Debug, Clone)]
pub struct Rollup {
    config: RollupConfig,
    services: Capped<Shared<ServiceRollup>>,
    other: Option<Shared<ServiceRollup>>,
    system: Shared<ServiceRollup>,
    observed: u64,
    before_1970: u64,
    ahead: u64,
    /// Whether nothing came since it was settled.
    settled: bool,
    fingerprinter: Fingerprinter,
}

impl Rollup {
    /// An empty rollup.
    ///
    /// # Errors
    /// `invalid_setting` for a configuration out of its range.
    pub fn new(config: RollupConfig) -> Result<Self> {
        config.validate()?;
        Ok(Rollup {
            services: Capped::new(config.max_services),
            other: None,
            system: Shared::new(ServiceRollup::new(&config)),
            observed: 0,
            before_1970: 0,
            ahead: 0,
            settled: true,
            fingerprinter: Fingerprinter::default(),
            config,
        })
    }

    /// Folds one event, and says what it was: a store keeps the fingerprint beside the event.
    ///
    /// An event before 1970 is only counted in [`Rollup::before_1970`]; a response time that is not finite or below
    /// 0 is left out. Values are not checked beyond that: see [`EventRef::validate`]. Where the time of arrival is known,
    /// [`Rollup::observe_received`] is the safer door.
    pub fn observe(&mut self, event: EventRef<'_>) -> Observed {
        self.observe_ref(&event)
    }

    /// As [`Rollup::observe`], without another copy of the event.
    pub(crate) fn observe_ref(&mut self, event: &EventRef<'_>) -> Observed {
        let Some(minute) = minute_end(event.timestamp) else {
            self.before_1970 += 1;
            return Observed::refused(Outcome::Before1970);
        };
        self.observed += 1;
        self.settled = false;
        let has_group = event.is_error() || (event.kind == EventKind::Error && event.severity.is_none());
        let (fingerprint, depth) =
            if has_group { self.fingerprinter.identify(event) } else { Default::default() };
        let longest = event.service.len().max(event.error_type.len());
        if longest <= self.config.max_name_bytes {
            self.fold(&Seen::new(event, minute, fingerprint, depth));
        } else {
            let shorter = |name| bounded(name, self.config.max_name_bytes).into_owned();
            let (service, error_type) = (shorter(event.service), shorter(event.error_type));
            let event = EventRef { service: &service, error_type: &error_type, ..*event };
            self.fold(&Seen::new(&event, minute, fingerprint, depth));
        }
        Observed { outcome: Outcome::Counted, fingerprint: has_group.then_some(fingerprint), n_frames: depth }
    }

    /// Counts an event for its service.
    #[inline]
    fn fold(&mut self, seen: &Seen<'_, '_>) {
        let hash = hash(seen.event.service);
        match self.services.find(hash, seen.event.service) {
            Some(index) => self.services.value_mut(index).write().observe_own(seen),
            None => self.fold_new(hash, seen),
        }
    }

    /// Counts an event for a service that is not there yet.
    #[cold]
    fn fold_new(&mut self, hash: u64, seen: &Seen<'_, '_>) {
        let config = &self.config;
        let make = || Shared::new(ServiceRollup::new(config));
        match self.services.place(hash, seen.event.service, make) {
            Place::Kept(index) => self.services.value_mut(index).write().observe_own(seen),
            Place::Replaced(index, evicted) => {
                self.services.value_mut(index).write().observe_own(seen);
                self.other_mut().merge(evicted.value.get());
            }
            Place::Other => self.other_mut().observe(seen),
        }
    }

    /// As [`Rollup::observe`], but an event that lies further ahead of when it was received than
    /// [`RollupConfig::max_ahead_minutes`] is only counted in [`Rollup::ahead`]: a wrong clock would otherwise move the
    /// retention on, and a handful of such events make everything else forgotten.
    pub fn observe_received(&mut self, event: EventRef<'_>, received_at: Timestamp) -> Observed {
        let latest =
            self.config.max_ahead_minutes.map(|minutes| received_at.plus_ms(i64::from(minutes) * MINUTE_MS));
        if latest.is_some_and(|latest| event.timestamp > latest) {
            self.ahead += 1;
            return Observed::refused(Outcome::Ahead);
        }
        self.observe(event)
    }

    /// Adds everything `other` counted; the configurations must be the same.
    ///
    /// # Errors
    /// `invalid_argument` when the configurations differ.
    pub fn merge(&mut self, other: Rollup) -> Result<()> {
        if self.config != other.config {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                format!(
                    "rollups to merge must have one configuration, got {:?} and {:?}",
                    self.config, other.config
                ),
            ));
        }
        if self.observed == 0 && self.before_1970 == 0 && self.ahead == 0 {
            *self = other;
            return Ok(());
        }
        self.add_counters(&other);
        self.settled = false;
        self.merge_services(other.services);
        if let Some(others) = other.other {
            self.other_mut().merge(others.get());
        }
        Ok(())
    }

    fn add_counters(&mut self, other: &Rollup) {
        self.observed = self.observed.saturating_add(other.observed);
        self.before_1970 = self.before_1970.saturating_add(other.before_1970);
        self.ahead = self.ahead.saturating_add(other.ahead);
    }

    /// Adds services.
    fn merge_services(&mut self, services: Capped<Shared<ServiceRollup>>) {
        for entry in services.into_entries() {
            // A service only the other side has seen moves over as it is.
            if self.services.has_room() && self.services.find(entry.hash, &entry.name).is_none() {
                self.services.restore(entry.hash, &entry.name, entry.value);
                continue;
            }
            let config = &self.config;
            match self.services.place(entry.hash, &entry.name, || Shared::new(ServiceRollup::new(config))) {
                Place::Kept(index) => self.services.value_mut(index).write().merge_own(entry.value.get()),
                Place::Replaced(index, evicted) => {
                    self.services.value_mut(index).write().merge_own(entry.value.get());
                    self.other_mut().merge(evicted.value.get());
                }
                Place::Other => self.other_mut().merge(entry.value.get()),
            }
        }
    }

    /// Brings the rollup into canonical form: late events merged, retention applied, keys in order, all services added up.
    ///
    /// Nothing is done where nothing came since the last time.
    pub fn settle(&mut self) {
        if self.settled {
            return;
        }
        let tiers = self.tiers_now();
        self.each_mut().for_each(|service| {
            service.compact(&tiers);
            service.sort();
        });
        self.services.sort();
        let mut system = ServiceRollup::sum(&self.config, &self.parts().collect::<Vec<_>>());
        system.compact(&tiers);
        system.sort();
        let releases = self.services.entries().iter().map(|entry| &entry.value.get().releases);
        system.settle_releases(releases, &tiers);
        self.system = Shared::new(system);
        self.settled = true;
    }

    /// Every part of the sum: the services and what is over the cap.
    fn parts(&self) -> impl Iterator<Item = &ServiceRollup> {
        self.services.entries().iter().map(|entry| &entry.value).chain(&self.other).map(Shared::get)
    }

    /// Whether nothing came since the last [`Rollup::settle`], so that everything can be read.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// This rollup if it is settled, else a settled copy: for whoever reads what others folded.
    #[must_use]
    pub fn settled(&self) -> Cow<'_, Rollup> {
        if self.settled {
            return Cow::Borrowed(self);
        }
        let mut copy = self.clone();
        copy.settle();
        Cow::Owned(copy)
    }

    /// A copy that shares what it holds with this one, at the cost of a pointer a service. Each copies a service when it
    /// next writes to it, and of that only what was not closed: see [`Rollup::close`].
    pub(crate) fn snapshot(&mut self) -> Rollup {
        let services = Capped::new(self.config.max_services);
        self.other = self.other.take().map(Shared::shared);
        self.services = std::mem::replace(&mut self.services, services).map(Shared::shared);
        self.clone()
    }

    fn each_mut(&mut self) -> impl Iterator<Item = &mut ServiceRollup> {
        self.other.as_mut().into_iter().chain(self.services.values_mut()).map(Shared::write)
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &RollupConfig {
        &self.config
    }

    /// The first event, to the millisecond.
    #[must_use]
    pub fn first(&self) -> Option<Timestamp> {
        self.span().map(|(first, _)| first)
    }

    /// The newest event, to the millisecond.
    #[must_use]
    pub fn last(&self) -> Option<Timestamp> {
        self.span().map(|(_, last)| last)
    }

    fn span(&self) -> Option<(Timestamp, Timestamp)> {
        if self.settled {
            return self.system.get().span;
        }
        let spans = self.parts().filter_map(|part| part.span);
        spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// How many events were folded, those forgotten since included.
    #[must_use]
    pub fn observed(&self) -> u64 {
        self.observed
    }

    /// When a reader stands if nobody says otherwise: the end of the newest event's minute.
    #[must_use]
    pub fn now(&self) -> Option<Timestamp> {
        self.last().map(|last| last.bucket_end(MINUTE_MS))
    }

    /// How many events were left out because they lie before 1970, where no error log begins.
    #[must_use]
    pub fn before_1970(&self) -> u64 {
        self.before_1970
    }

    /// How many events were left out because they lay too far ahead of when they were received.
    #[must_use]
    pub fn ahead(&self) -> u64 {
        self.ahead
    }

    /// The services by name.
    pub fn services(
        &self,
    ) -> impl ExactSizeIterator<Item = (&str, &ServiceRollup)> + DoubleEndedIterator + '_ {
        self.services.sorted().map(|entry| (&*entry.name, entry.value.get()))
    }

    /// One service.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&ServiceRollup> {
        let name = &*bounded(name, self.config.max_name_bytes);
        self.services.find(hash(name), name).map(|i| self.services.at(i).value.get())
    }

    /// The services over the cap, summed up.
    #[must_use]
    pub fn other(&self) -> Option<&ServiceRollup> {
        self.other.as_ref().map(Shared::get)
    }

    /// Everything of all services, those over the cap included, as of the last [`Rollup::settle`]: it is their sum, and no
    /// event is counted twice for it.
    #[must_use]
    pub fn system(&self) -> &ServiceRollup {
        self.system.get()
    }

    /// Bytes held in memory, computed from the capacities.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let services = self.parts().chain([self.system.get()]);
        let services: usize = services.map(|service| size_of::<ServiceRollup>() + service.heap_bytes()).sum();
        size_of::<Self>() + self.services.heap_bytes() + services
    }

    fn other_mut(&mut self) -> &mut ServiceRollup {
        self.other.get_or_insert_with(|| Shared::new(ServiceRollup::new(&self.config))).write()
    }
}

/// Equal when everything that can be read is equal; both sides settled.
impl PartialEq for Rollup {
    fn eq(&self, other: &Self) -> bool {
        self.config == other.config
            && self.observed == other.observed
            && self.before_1970 == other.before_1970
            && self.ahead == other.ahead
            && self.system == other.system
            && self.other == other.other
            && self.services().eq(other.services())
    }
}

#[cfg(test)]
mod tests;
