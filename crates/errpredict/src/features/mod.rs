//! What a rollup says about a service at a time, as named numbers.
//!
//! One registered, versioned list ([`FEATURE_SET_VERSION`], `docs/features.md`): how the errors move, what they are
//! made of, how the system does beside them, and the history of the service and of its group in windows of 1 h to
//! 720 h and as decayed counts with half-lives of 1 h to 180 days. Missing is NaN. Nothing after the time is used,
//! events at the time itself are: the time is floored to a whole minute ([`effective_at`]), windows are open on the
//! left and closed on the right, windows over 48 h start on a whole hour and windows over 60 days on a whole day.
//!
//! Design choice: there is one code path. [`FeatureSource::extract`] fills a row from a fresh state,
//! [`FeatureSource::sweep`] carries the state (places in the sorted counts) from one time to the next; the state only
//! saves searching, so both give the same bits.
//!
//! ```
//! use errpredict::features::{FeatureSet, FeatureSource, Statics};
//! use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
//!
//! let mut rollup = Rollup::new(RollupConfig::default())?;
//! let at: Timestamp = "2026-11-23T07:00:00Z".parse()?;
//! rollup.observe(EventRef::new(at, "checkout", Severity::Critical, "TimeoutError"));
//! rollup.settle();
//! let statics = Statics::default();
//! let set = FeatureSet::fit(&rollup, &statics, at);
//! let source = FeatureSource::new(&rollup, &statics, set)?;
//! let features = source.extract("checkout", at);
//! assert_eq!(features.get("critical_1h"), Some(1.0));
//! # Ok::<(), errpredict::Error>(())
//! ```

mod counts;
mod factors;
mod group;
mod missing_as_null;
mod own;
mod registry;
mod row;
mod set;
mod source;
mod statics;
mod statistics;
mod temporal;
mod totals;
mod windows;
mod words;

#[cfg(test)]
mod tests;

pub use crate::class::{TypeClass, type_class};
pub use factors::factor_of;
pub use registry::Feature;
pub use set::{FEATURE_SET_VERSION, FeatureSet, N_COMMON_TYPES};
pub use statics::{AttributeEncoding, Statics};
pub use statistics::{FeatureDrift, FeatureStatistics, MOVED, drift};
pub use windows::{HALF_LIVES_H, WINDOWS_H};
pub use words::in_words;

use std::sync::Arc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::rollup::Rollup;
use crate::time::{MINUTE_MS, Timestamp};

use group::{GroupNow, GroupState};
use own::ServiceState;
use row::Row;
use source::{Ready, ServiceSource, Sources};
use windows::Moment;

/// The time a feature row really speaks of: the last whole minute at or before `at`.
#[must_use]
pub fn effective_at(at: Timestamp) -> Timestamp {
    at.floor_to(MINUTE_MS)
}

/// A question: the features of this service at this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeatureQuery<'a> {
    /// The service.
    pub service: &'a str,
    /// The time; events after its whole minute do not count.
    pub at: Timestamp,
}

/// One feature row with its names (table `feature_snapshots`). In JSON a missing value is `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeatureVector {
    /// The time it speaks of.
    pub effective_at: Timestamp,
    /// Names of the features.
    pub names: Vec<String>,
    /// Their values, NaN where missing.
    #[serde(with = "missing_as_null")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Option<f64>>"))]
    pub values: Vec<f64>,
}

impl FeatureVector {
    /// The value of a feature: nothing if there is no such feature, NaN if it is missing.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        let i = self.names.iter().position(|known| known == name)?;
        Some(self.values[i])
    }
}

/// A settled rollup made ready for features of a set.
///
/// Building it costs one pass over the non-empty cells; a row then costs a few microseconds.
#[derive(Debug)]
pub struct FeatureSource<'a> {
    sources: Sources<'a>,
}

/// The same with the rollup it was made of, so that it can be kept: in a handle, in a server, between threads.
#[derive(Debug, Clone)]
pub struct ReadyFeatures {
    rollup: Arc<Rollup>,
    ready: Arc<Ready>,
}

impl ReadyFeatures {
    /// Adds up the groups and stores what makes single rows cheap.
    ///
    /// # Errors
    /// Those of [`FeatureSource::new`].
    pub fn new(rollup: Arc<Rollup>, statics: &Statics, set: FeatureSet) -> Result<Self> {
        let ready = Arc::clone(&FeatureSource::new(&rollup, statics, set)?.sources.ready);
        Ok(ReadyFeatures { rollup, ready })
    }

    /// The rollup.
    #[must_use]
    pub fn rollup(&self) -> &Rollup {
        &self.rollup
    }

    /// What answers. Made anew at the cost of a pointer for every service and error type.
    #[must_use]
    pub fn source(&self) -> FeatureSource<'_> {
        FeatureSource { sources: Sources::new(&self.rollup, &self.ready) }
    }
}

impl<'a> FeatureSource<'a> {
    /// Adds up the groups and stores what makes single rows cheap.
    ///
    /// # Errors
    /// `unsupported_version` for a feature set of another version, `invalid_argument` for a rollup that was not settled,
    /// `invalid_setting` for a zone that is not known.
    pub fn new(rollup: &'a Rollup, statics: &Statics, set: FeatureSet) -> Result<Self> {
        set.check_version()?;
        if !rollup.is_settled() {
            let message = "the rollup is not settled: late events and the newest minute would be missing";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let ready = Arc::new(Ready::new(rollup, statics, set)?);
        Ok(FeatureSource { sources: Sources::new(rollup, &ready) })
    }

    /// The feature set.
    #[must_use]
    pub fn set(&self) -> &FeatureSet {
        &self.sources.ready.set
    }

    /// The names of the columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.sources.ready.names
    }

    /// The features of one service at one time. A service without events has zero counts and missing values.
    #[must_use]
    pub fn extract(&self, service: &str, at: Timestamp) -> FeatureVector {
        let mut values = vec![0.0; self.names().len()];
        self.write(service, at, &mut values);
        FeatureVector { effective_at: effective_at(at), names: self.names().to_vec(), values }
    }

    /// The same into `values`, which has one place for each of [`names`](Self::names).
    ///
    /// # Errors
    /// `invalid_argument` where `values` has another length.
    pub fn extract_into(&self, service: &str, at: Timestamp, values: &mut [f64]) -> Result<()> {
        if values.len() != self.names().len() {
            let message =
                format!("needs room for {} features, got room for {}", self.names().len(), values.len());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        self.write(service, at, values);
        Ok(())
    }

    fn write(&self, service: &str, at: Timestamp, values: &mut [f64]) {
        let moment = Moment::new(at, &self.sources.ready.clock);
        let found = self.sources.ready.index.get(service);
        let source = found.map_or(&self.sources.unknown, |i| &self.sources.services[*i]);
        let mut group = GroupNow::default();
        self.read_group(source.stored.group, &mut group, &mut GroupState::default(), &moment);
        self.fill(values, source, &mut ServiceState::default(), &group, &moment);
    }

    /// The features of many services at many times, one row per query in their order.
    ///
    /// Queries may come in any order; inside, each group is swept once, oldest first, and what is the same for all
    /// of its services at a time is computed once.
    #[must_use]
    pub fn sweep(&self, queries: &[FeatureQuery<'_>]) -> Array2<f64> {
        let width = self.names().len();
        let mut rows = Array2::zeros((queries.len(), width));
        let Sources { ready, unknown, .. } = &self.sources;
        let n_services = self.sources.services.len();
        // (group, minute, service, row); a service nobody heard of has the last index.
        let mut order: Vec<(usize, Moment, usize, usize)> = Vec::with_capacity(queries.len());
        for (row, query) in queries.iter().enumerate() {
            let service = ready.index.get(query.service).copied().unwrap_or(n_services);
            let group = self.sources.services.get(service).unwrap_or(unknown).stored.group;
            order.push((group, Moment::new(query.at, &ready.clock), service, row));
        }
        order.sort_unstable_by_key(|(group, moment, service, row)| (*group, moment.at, *service, *row));
        let mut states: Vec<ServiceState> = Vec::new();
        states.resize_with(n_services + 1, ServiceState::default);
        let (mut group_state, mut group_now) = (GroupState::default(), GroupNow::default());
        let mut current = None;
        let flat = rows.as_slice_mut().unwrap_or_default();
        for (group, moment, service, row) in order {
            if current != Some((group, moment.at)) {
                if current.is_none_or(|(before, _)| before != group) {
                    group_state = GroupState::default();
                }
                self.read_group(group, &mut group_now, &mut group_state, &moment);
                current = Some((group, moment.at));
            }
            let source = self.sources.services.get(service).unwrap_or(unknown);
            let values = &mut flat[row * width..(row + 1) * width];
            self.fill(values, source, &mut states[service], &group_now, &moment);
        }
        rows
    }

    fn read_group(&self, group: usize, now: &mut GroupNow, state: &mut GroupState, moment: &Moment) {
        let Ready { groups, set, .. } = &*self.sources.ready;
        now.read(&self.sources, groups.get(group), state, set.types().len(), moment);
    }

    fn fill(
        &self,
        values: &mut [f64],
        service: &ServiceSource<'_>,
        state: &mut ServiceState,
        group: &GroupNow,
        moment: &Moment,
    ) {
        let mut row = Row::new(values, self.names());
        own::fill(&mut row, &self.sources, service, state, group, self.set().types().len(), moment);
        group.fill(&mut row);
        row.extend(&service.stored.statics);
        row.finish();
    }
}
