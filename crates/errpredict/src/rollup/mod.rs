//! Events, counted: the one state everything else reads.
//!
//! A [`Rollup`] is folded from events one by one, in any order, and holds only exact state that does not depend on
//! the order: counts, fixed-point sums, histogram counts, registers, maxima and sets. So rolling up two logs and
//! merging them equals rolling up both at once, merging is commutative and associative, and batch and stream agree
//! to the bit. Work and memory grow with events once, then with non-empty cells, never with empty time.
//!
//! ```
//! use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
//!
//! let mut rollup = Rollup::new(RollupConfig::default())?;
//! let at: Timestamp = "2026-11-23T07:00:00Z".parse()?;
//! rollup.observe(EventRef::new(at, "checkout", Severity::High, "TimeoutError"));
//! rollup.settle();
//! let errors = rollup.service("checkout").map(|service| service.errors().total());
//! assert_eq!(errors, Some(1));
//! # Ok::<(), errpredict::Error>(())
//! ```

mod bins;
mod bytes;
mod capped;
mod cells;
mod config;
mod distinct;
mod fold;
mod group;
mod latency;
mod service;
mod state;
mod tiers;
mod windows;

pub use cells::Cells;
pub use config::RollupConfig;
pub use distinct::Distinct;
pub use group::ErrorGroup;
pub use latency::Latency;
pub use service::ServiceRollup;
pub use windows::{Sketch, Windows};

use crate::error::{Error, ErrorKind, Result};
use crate::event::{EventKind, EventRef};
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::time::{MINUTE_MS, Timestamp};

use capped::{Capped, Place};
use cells::minute_end;
use fold::Seen;
use service::hash;
use tiers::Tiers;

/// What [`Rollup::observe`] made of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Observed {
    /// Whether it was counted.
    pub counted: bool,
    /// The group it belongs to, for an error and for an event without a level; [`crate::fingerprint::fingerprint`]
    /// gives that of any other.
    pub fingerprint: Option<Fingerprint>,
    /// Frames found in its stack trace.
    pub n_frames: u32,
}

/// Everything counted about all services: see the [module](self).
///
/// [`Rollup::settle`] brings it into canonical form; reading without it does not see the newest minute of each
/// service and late events yet.
#[derive(Debug, Clone)]
pub struct Rollup {
    config: RollupConfig,
    services: Capped<ServiceRollup>,
    other: Option<Box<ServiceRollup>>,
    system: ServiceRollup,
    observed: u64,
    before_1970: u64,
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
            system: ServiceRollup::new(&config),
            observed: 0,
            before_1970: 0,
            fingerprinter: Fingerprinter::default(),
            config,
        })
    }

    /// Folds one event, and says what it was: a store keeps the fingerprint beside the event.
    ///
    /// An event before 1970 is only counted in [`Rollup::before_1970`]; a response time that is not finite or below
    /// 0 is left out. Values are not checked beyond that: see [`EventRef::validate`].
    pub fn observe(&mut self, event: EventRef<'_>) -> Observed {
        let Some(minute) = minute_end(event.timestamp) else {
            self.before_1970 += 1;
            return Observed { counted: false, fingerprint: None, n_frames: 0 };
        };
        self.observed += 1;
        let has_group = event.is_error() || (event.kind == EventKind::Error && event.severity.is_none());
        let (fingerprint, depth) =
            if has_group { self.fingerprinter.identify(&event) } else { Default::default() };
        let seen = Seen::new(&event, minute, fingerprint, depth);
        self.system.observe(&seen);
        let config = &self.config;
        let place = self.services.place(hash(event.service), event.service, || ServiceRollup::new(config));
        match place {
            Place::Kept(index) => self.services.value_mut(index).observe(&seen),
            Place::Replaced(index, evicted) => {
                self.services.value_mut(index).observe(&seen);
                self.other_mut().merge(&evicted.value);
            }
            Place::Other => self.other_mut().observe(&seen),
        }
        Observed { counted: true, fingerprint: has_group.then_some(fingerprint), n_frames: depth }
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
        if self.observed == 0 && self.before_1970 == 0 {
            *self = other;
            return Ok(());
        }
        self.observed += other.observed;
        self.before_1970 += other.before_1970;
        self.system.merge(&other.system);
        for entry in other.services.into_entries() {
            // A service only the other side has seen moves over as it is.
            if self.services.has_room() && self.services.find(entry.hash, &entry.name).is_none() {
                self.services.restore(entry.hash, &entry.name, entry.value);
                continue;
            }
            let config = &self.config;
            match self.services.place(entry.hash, &entry.name, || ServiceRollup::new(config)) {
                Place::Kept(index) => self.services.value_mut(index).merge(&entry.value),
                Place::Replaced(index, evicted) => {
                    self.services.value_mut(index).merge(&entry.value);
                    self.other_mut().merge(&evicted.value);
                }
                Place::Other => self.other_mut().merge(&entry.value),
            }
        }
        if let Some(others) = other.other {
            self.other_mut().merge(&others);
        }
        Ok(())
    }

    /// Brings the rollup into canonical form: late events merged, retention applied, keys in order.
    pub fn settle(&mut self) {
        self.compact();
        self.each_mut().for_each(ServiceRollup::sort);
        self.services.sort();
    }

    /// Merges late events and forgets what the retention says; no need before [`Rollup::settle`].
    pub(crate) fn compact(&mut self) {
        let newest = self.system.settled_events().newest_with(u64::from(self.config.witnesses));
        let tiers = newest.map_or(Tiers::default(), |newest| Tiers::new(&self.config, newest));
        self.each_mut().for_each(|service| service.compact(&tiers));
    }

    /// After how many more events a monitor should compact.
    pub(crate) fn events_until_compaction(&self) -> u32 {
        let services = self.services.entries().iter().map(|entry| &entry.value);
        let arrays: usize =
            services.chain(self.other.as_deref()).chain([&self.system]).map(ServiceRollup::arrays).sum();
        u32::try_from(config::events_between_compactions(arrays)).unwrap_or(u32::MAX)
    }

    fn each_mut(&mut self) -> impl Iterator<Item = &mut ServiceRollup> {
        let alone = [Some(&mut self.system), self.other.as_deref_mut()];
        alone.into_iter().flatten().chain(self.services.values_mut())
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &RollupConfig {
        &self.config
    }

    /// The first event, to the millisecond.
    #[must_use]
    pub fn first(&self) -> Option<Timestamp> {
        self.system.first()
    }

    /// The newest event, to the millisecond.
    #[must_use]
    pub fn last(&self) -> Option<Timestamp> {
        self.system.last()
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

    /// The services by name.
    pub fn services(
        &self,
    ) -> impl ExactSizeIterator<Item = (&str, &ServiceRollup)> + DoubleEndedIterator + '_ {
        self.services.sorted().map(|entry| (&*entry.name, &entry.value))
    }

    /// One service.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&ServiceRollup> {
        self.services.find(hash(name), name).map(|i| &self.services.at(i).value)
    }

    /// The services over the cap, summed up.
    #[must_use]
    pub fn other(&self) -> Option<&ServiceRollup> {
        self.other.as_deref()
    }

    /// Everything of all services, those over the cap included.
    #[must_use]
    pub fn system(&self) -> &ServiceRollup {
        &self.system
    }

    /// Bytes held in memory, computed from the capacities.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let services: usize = self.services.entries().iter().map(|entry| entry.value.heap_bytes()).sum();
        let other = self.other.as_ref().map_or(0, |other| size_of::<ServiceRollup>() + other.heap_bytes());
        size_of::<Self>() + self.services.heap_bytes() + services + other + self.system.heap_bytes()
    }

    fn other_mut(&mut self) -> &mut ServiceRollup {
        self.other.get_or_insert_with(|| Box::new(ServiceRollup::new(&self.config)))
    }
}

/// Equal when everything that can be read is equal; both sides settled.
impl PartialEq for Rollup {
    fn eq(&self, other: &Self) -> bool {
        self.config == other.config
            && self.observed == other.observed
            && self.before_1970 == other.before_1970
            && self.system == other.system
            && self.other == other.other
            && self.services().eq(other.services())
    }
}

#[cfg(test)]
mod tests;
