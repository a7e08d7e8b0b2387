//! The question of a model: what is foreseen within how long, and how its labels are read from a log.
//!
//! The question at time *t* is whether the [`Target`] comes in (*t*, *t* + horizon]; it may be narrowed to one error group
//! (a fingerprint). From how many events on it is a burst is learnt from the history up to the end of the training spans
//! and stays: a label must not move. Labels come from the same minutes as the features, so *t* and the horizon are
//! whole minutes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::alarms::fresh_share;
use super::occurrences::{Occurrences, TargetLimit, minute};
use super::prediction::Question;
use super::shares::MIN_SPANS;
use super::target::{BurstRule, Target};
use crate::error::{Error, Result};
use crate::event::Scope;
use crate::features::{FeatureQuery, effective_at};
use crate::fingerprint::Fingerprint;
use crate::rollup::{Cells, Rollup};
use crate::time::{MINUTE_MS, Timestamp};

/// The question a model answers.
///
/// | Name | Default | Meaning |
/// |---|---|---|
/// | `target` | `critical` | what is foreseen |
/// | `horizon_ms` | 24 h | how far ahead, in whole minutes |
/// | `fingerprint` | none | only this error group counts |
/// | `burst` | see [`BurstRule`] | from how many events on it is a burst |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Task {
    /// What is foreseen.
    pub target: Target,
    /// How far ahead, in milliseconds: whole minutes, at least one.
    pub horizon_ms: i64,
    /// Only this error group counts.
    pub fingerprint: Option<Fingerprint>,
    /// From how many events on it is a burst.
    pub burst: BurstRule,
}

impl Default for Task {
    fn default() -> Self {
        Task {
            target: Target::Critical,
            horizon_ms: crate::time::DAY_MS,
            fingerprint: None,
            burst: BurstRule::default(),
        }
    }
}

impl Task {
    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_setting`, with the setting, its range and the value.
    pub fn validate(&self) -> Result<()> {
        if self.horizon_ms < MINUTE_MS || self.horizon_ms % MINUTE_MS != 0 {
            return Err(Error::setting("horizon_ms", "whole minutes, at least one", self.horizon_ms));
        }
        if u32::try_from(self.horizon_ms / MINUTE_MS).is_err() {
            return Err(Error::setting("horizon_ms", "at most 4,294,967,295 minutes", self.horizon_ms));
        }
        self.burst.validate()
    }

    /// Within how many minutes.
    #[must_use]
    pub fn horizon_minutes(&self) -> u32 {
        u32::try_from(self.horizon_ms / MINUTE_MS).unwrap_or(u32::MAX)
    }

    /// Learns what the task needs of history: from how many events on it is a burst, for each service from its history
    /// up to the end of its last span among these queries. A service with a history of less than three horizons, or
    /// none, takes the median of the others.
    ///
    /// # Errors
    /// Those of [`Task::validate`].
    pub fn fit(&self, rollup: &Rollup, queries: &[FeatureQuery<'_>]) -> Result<FittedTask> {
        self.validate()?;
        let task = self.clone();
        if !self.target.is_burst() {
            return Ok(FittedTask { task, limit: TargetLimit::FIRST, limits: BTreeMap::new() });
        }
        let mut last: BTreeMap<&str, Timestamp> = BTreeMap::new();
        for query in queries {
            let until = last.entry(query.service).or_insert(query.at);
            *until = (*until).max(query.at);
        }
        let mut limits = BTreeMap::new();
        for (name, at) in last {
            let Some(service) = rollup.service(name) else { continue };
            let from = service.first().unwrap_or(at).floor_to(MINUTE_MS);
            let until = effective_at(at).plus_ms(self.horizon_ms);
            if ((until.ms() - from.ms()) as f64) < MIN_SPANS * self.horizon_ms as f64 {
                continue;
            }
            let limit = match self.fingerprint.map(|fingerprint| service.group(fingerprint)) {
                None => TargetLimit::of(self.target, &self.burst, service, from, until),
                Some(group) => {
                    let cells = group.map_or(Cells::EMPTY, |group| group.cells());
                    Some(TargetLimit::of_mean(&self.burst, self.burst.mean(cells, from, until)))
                }
            };
            limits.extend(limit.map(|limit| (name.to_owned(), limit)));
        }
        let mut known: Vec<u64> = limits.values().map(|limit| limit.at_least).collect();
        known.sort_unstable();
        let limit = TargetLimit {
            at_least: known.get(known.len() / 2).copied().unwrap_or(self.burst.threshold(0.0)),
            window_minutes: self.burst.window_minutes,
            slow_ms: None,
        };
        Ok(FittedTask { task, limit, limits })
    }
}

/// A task with what it learnt from history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FittedTask {
    /// The question.
    pub task: Task,
    /// From how many events on it has come, for services without a limit of their own.
    pub limit: TargetLimit,
    /// The same by service.
    pub limits: BTreeMap<String, TargetLimit>,
}

impl FittedTask {
    /// The question about a service at a time.
    #[must_use]
    pub fn question(&self, service: &str, at: Timestamp) -> Question {
        Question {
            scope: Scope::Service(service.to_owned()),
            target: self.task.target,
            fingerprint: self.task.fingerprint,
            burst_threshold: self.task.target.is_burst().then(|| self.limit_of(service).at_least),
            horizon_minutes: self.task.horizon_minutes(),
            at,
        }
    }

    /// From how many events on it has come.
    #[must_use]
    pub fn limit_of(&self, service: &str) -> TargetLimit {
        self.limits.get(service).copied().unwrap_or(self.limit)
    }

    /// Whether the target came in (at, at + horizon], as far as the rollup knows; nothing if it ends earlier.
    #[must_use]
    pub fn outcome(&self, rollup: &Rollup, service: &str, at: Timestamp) -> Option<bool> {
        self.outcome_known_at(rollup, service, at, rollup.last()?)
    }

    /// The same where the log is known to be complete up to `known_until`, silent though it may end.
    #[must_use]
    pub fn outcome_known_at(
        &self,
        rollup: &Rollup,
        service: &str,
        at: Timestamp,
        known_until: Timestamp,
    ) -> Option<bool> {
        let known = effective_at(at).plus_ms(self.task.horizon_ms) <= known_until;
        known.then(|| self.first_after(rollup, service, at).is_some())
    }

    /// The first time after `at`, within the horizon, at which the target had come.
    #[must_use]
    pub fn first_after(&self, rollup: &Rollup, service: &str, at: Timestamp) -> Option<Timestamp> {
        let from = effective_at(at);
        let limit = self.limit_of(service);
        limit.first_in(self.counted(rollup, service, from, from.plus_ms(self.task.horizon_ms)))
    }

    /// Share of the horizon after a query in which the target would be new.
    #[must_use]
    pub fn fresh(&self, rollup: &Rollup, query: FeatureQuery<'_>) -> f64 {
        let at = effective_at(query.at);
        fresh_share(at, self.last_before(rollup, query.service, at), self.task.horizon_ms)
    }

    /// When the target last came in the horizon before `at`, `at` included.
    #[must_use]
    pub fn last_before(&self, rollup: &Rollup, service: &str, at: Timestamp) -> Option<Timestamp> {
        let until = effective_at(at);
        let limit = self.limit_of(service);
        limit.last_in(self.counted(rollup, service, until.plus_ms(-self.task.horizon_ms), until))
    }

    /// What counts in (`from`, `until`], by minute.
    fn counted<'a>(
        &self,
        rollup: &'a Rollup,
        service: &str,
        from: Timestamp,
        until: Timestamp,
    ) -> impl Iterator<Item = (Timestamp, u64)> + 'a {
        let limit = self.limit_of(service);
        let service = rollup.service(service);
        let group = self.task.fingerprint.and_then(|fingerprint| service?.group(fingerprint));
        let of_group = group.map(|group| group.cells().range(from, until));
        let of_all = match (self.task.fingerprint, service) {
            (None, Some(service)) => Some(limit.counted(self.task.target, service, from, until)),
            _ => None,
        };
        of_group.into_iter().flatten().chain(of_all.into_iter().flatten())
    }

    /// When the target came in the whole history of the service up to `until`, and where that history begins.
    pub(super) fn came(
        &self,
        rollup: &Rollup,
        service: &str,
        until: Timestamp,
    ) -> Option<(Occurrences, Timestamp)> {
        let from = rollup.service(service)?.first()?.floor_to(MINUTE_MS);
        let counted = self.counted(rollup, service, from, until).map(|(end, count)| (minute(end), count));
        let limit = self.limit_of(service);
        Some((Occurrences::bursts(counted, limit.at_least, limit.window_minutes), from))
    }
}

#[cfg(test)]
mod tests {
    use super::super::shares::Past;
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::time::HOUR_MS;

    fn at(hours: i64) -> Timestamp {
        Timestamp::clamped(1_700_006_400_000 + hours * HOUR_MS)
    }

    /// One error at each hour of `errors`, the last one critical.
    fn log(errors: &[i64]) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (i, hour) in errors.iter().enumerate() {
            let severity = if i + 1 == errors.len() { Severity::Critical } else { Severity::High };
            rollup.observe(EventRef::new(at(*hour), "a", severity, "T"));
        }
        rollup.settle();
        rollup
    }

    #[test]
    fn labels_are_open_on_the_left_and_closed_on_the_right() {
        let rollup = log(&[1, 30, 40]);
        let fitted = Task { horizon_ms: 10 * HOUR_MS, ..Task::default() }.fit(&rollup, &[]).unwrap();
        for (hour, expected) in
            [(29, Some(false)), (30, Some(true)), (31, None), (40, None), (0, Some(false))]
        {
            assert_eq!(fitted.outcome(&rollup, "a", at(hour)), expected, "{hour}");
        }
        assert_eq!(fitted.first_after(&rollup, "a", at(30)), Some(at(40)));
        for (hour, last, fresh) in
            [(39, None, 1.0), (40, Some(40), 0.0), (44, Some(40), 0.4), (50, None, 1.0)]
        {
            assert_eq!(fitted.last_before(&rollup, "a", at(hour)), last.map(at), "{hour}");
            let query = FeatureQuery { service: "a", at: at(hour) };
            assert!((fitted.fresh(&rollup, query) - fresh).abs() < 1e-12, "{hour}");
        }
        assert_eq!(fitted.outcome(&rollup, "nobody", at(0)), Some(false));
    }

    #[test]
    fn a_burst_is_that_of_the_history_up_to_the_last_training_span() {
        // One error an hour for 200 h, 20 more in one hour; after the training spans 50 more.
        let mut hours: Vec<i64> = (1..=200).collect();
        hours.extend(std::iter::repeat_n(50, 20));
        hours.extend(std::iter::repeat_n(150, 50));
        hours.sort_unstable();
        let rollup = log(&hours);
        let queries: Vec<FeatureQuery<'_>> =
            (0..100).map(|hour| FeatureQuery { service: "a", at: at(hour) }).collect();
        let task = Task { target: Target::Burst, horizon_ms: HOUR_MS, ..Task::default() };
        let fitted = task.fit(&rollup, &queries).unwrap();
        // 119 errors in the 99 h after the first: Poisson(0.601) in half an hour: P(Y >= 5) = 0.00035.
        assert_eq!((fitted.limit.at_least, fitted.limit_of("a").at_least), (5, 5));
        assert_eq!(fitted.limit_of("new"), fitted.limit);
        let past =
            Past { service: rollup.service("a").unwrap(), target: Target::Burst, from: at(1), at: at(100) };
        assert_eq!(Some(fitted.limit_of("a")), past.limit(), "the burst of the base rate");
        assert_eq!(fitted.question("a", at(5)).burst_threshold, Some(5));
        assert_eq!(fitted.outcome(&rollup, "a", at(49)), Some(true));
        assert_eq!(fitted.outcome(&rollup, "a", at(51)), Some(false));
        // Steady errors are no burst that goes on; twenty in an hour are.
        assert_eq!(fitted.last_before(&rollup, "a", at(49)), None);
        assert_eq!(fitted.last_before(&rollup, "a", at(50)), Some(at(50)));
        assert_eq!(task.fit(&rollup, &[]).unwrap().limit.at_least, 5, "nothing known: the fewest of a burst");
        assert!(Task { horizon_ms: 1, ..task.clone() }.validate().is_err());
        let never = BurstRule { chance: 0.0, ..BurstRule::default() };
        assert!(Task { burst: never, ..task }.validate().is_err());
    }
}
