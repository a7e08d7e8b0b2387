//! What is foreseen: the target, its labels, and the times at which to learn it from a log.
//!
//! The question at time *t* is whether the target comes in (*t*, *t* + horizon]. `critical` is any event of severity
//! critical. `burst` is more errors (medium and above) in that span than the service's own history makes common:
//! over a threshold learnt from the spans of the training queries alone. Either may be narrowed to one error group
//! (a fingerprint). Labels come from the same minutes as the features, so *t* and the horizon are whole minutes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::alarms::fresh_share;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Severity;
use crate::features::{FeatureQuery, Statics, effective_at};
use crate::fingerprint::Fingerprint;
use crate::rollup::{Cells, Rollup};
use crate::time::{MINUTE_MS, Timestamp};

/// Share of a service's training spans that may hold a burst: the threshold is that quantile.
const BURST_SHARE: f64 = 0.05;
/// Fewer errors than this are no burst, however quiet the service.
const BURST_AT_LEAST: u64 = 3;
/// Spans a service needs for a threshold of its own; below it takes the one of all services.
const BURST_SPANS_MIN: usize = 50;

/// What is foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An event of severity critical.
    #[default]
    Critical,
    /// More errors than the service's history makes common.
    Burst,
}

impl Target {
    /// The names, as in `--target`.
    pub const NAMES: [&'static str; 2] = ["critical", "burst"];

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Target::Critical => "critical",
            Target::Burst => "burst",
        }
    }

    /// The target of that name.
    ///
    /// # Errors
    /// `unknown_name`, with the list of names.
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "critical" => Ok(Target::Critical),
            "burst" => Ok(Target::Burst),
            _ => Err(Error::unknown("target", name, &Self::NAMES)),
        }
    }
}

/// The question a model answers.
///
/// | Name | Default | Meaning |
/// |---|---|---|
/// | `target` | `critical` | what is foreseen |
/// | `horizon_ms` | 24 h | how far ahead, in whole minutes |
/// | `fingerprint` | none | only this error group counts |
/// | `burst_share` | 0.05 | share of training spans that a burst threshold leaves above it, in (0, 0.5] |
/// | `burst_at_least` | 3 | fewest errors of a burst |
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
    /// Share of training spans that a burst threshold leaves above it.
    pub burst_share: f64,
    /// Fewest errors of a burst.
    pub burst_at_least: u64,
}

impl Default for Task {
    fn default() -> Self {
        Task {
            target: Target::Critical,
            horizon_ms: crate::time::DAY_MS,
            fingerprint: None,
            burst_share: BURST_SHARE,
            burst_at_least: BURST_AT_LEAST,
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
        if !(self.burst_share > 0.0 && self.burst_share <= 0.5) {
            return Err(Error::setting("burst_share", "above 0 and at most 0.5", self.burst_share));
        }
        if self.burst_at_least == 0 {
            return Err(Error::setting("burst_at_least", "at least 1", self.burst_at_least));
        }
        Ok(())
    }

    /// Learns what the task needs of history: the burst thresholds, from the spans after these queries.
    ///
    /// # Errors
    /// Those of [`Task::validate`].
    pub fn fit(&self, rollup: &Rollup, queries: &[FeatureQuery<'_>]) -> Result<FittedTask> {
        self.validate()?;
        let mut fitted =
            FittedTask { task: self.clone(), threshold: self.burst_at_least, thresholds: BTreeMap::new() };
        if self.target == Target::Critical {
            fitted.threshold = 1;
            return Ok(fitted);
        }
        let mut by_service: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        for query in queries {
            by_service.entry(query.service).or_default().push(fitted.count(rollup, query.service, query.at));
        }
        let mut all: Vec<u64> = by_service.values().flatten().copied().collect();
        fitted.threshold = self.threshold(&mut all);
        for (service, mut counts) in by_service {
            if counts.len() >= BURST_SPANS_MIN {
                fitted.thresholds.insert(service.to_owned(), self.threshold(&mut counts));
            }
        }
        Ok(fitted)
    }

    /// The smallest count that at most the burst share of the spans reaches.
    fn threshold(&self, counts: &mut [u64]) -> u64 {
        counts.sort_unstable();
        let above = (self.burst_share * counts.len() as f64).floor() as usize;
        let quantile =
            counts.len().checked_sub(above + 1).and_then(|i| counts.get(i)).map_or(0, |count| count + 1);
        quantile.max(self.burst_at_least)
    }
}

/// A task with what it learnt from history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FittedTask {
    /// The question.
    pub task: Task,
    /// Count in the horizon from which on the target has come, for services without one of their own.
    pub threshold: u64,
    /// The same by service.
    pub thresholds: BTreeMap<String, u64>,
}

impl FittedTask {
    /// Count in the horizon from which on the target has come.
    #[must_use]
    pub fn threshold_of(&self, service: &str) -> u64 {
        self.thresholds.get(service).copied().unwrap_or(self.threshold)
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
        known.then(|| self.count(rollup, service, at) >= self.threshold_of(service))
    }

    /// The first time after `at`, within the horizon, at which the target had come.
    #[must_use]
    pub fn first_after(&self, rollup: &Rollup, service: &str, at: Timestamp) -> Option<Timestamp> {
        let from = effective_at(at);
        let mut left = self.threshold_of(service);
        for (end, count) in self.cells(rollup, service).range(from, from.plus_ms(self.task.horizon_ms)) {
            left = left.saturating_sub(count);
            if left == 0 {
                return Some(end);
            }
        }
        None
    }

    /// Share of the horizon after a query in which the target would be new; see [`super::alert`].
    #[must_use]
    pub fn fresh(&self, rollup: &Rollup, query: FeatureQuery<'_>) -> f64 {
        let at = effective_at(query.at);
        fresh_share(at, self.last_before(rollup, query.service, at), self.task.horizon_ms)
    }

    /// When the target last came in the horizon before `at`, `at` included: the last event of as many as it takes.
    #[must_use]
    pub fn last_before(&self, rollup: &Rollup, service: &str, at: Timestamp) -> Option<Timestamp> {
        let until = effective_at(at);
        let before = self.cells(rollup, service).range(until.plus_ms(-self.task.horizon_ms), until);
        let (mut count, mut last) = (0, None);
        for (end, n) in before {
            count += n;
            last = Some(end);
        }
        last.filter(|_| count >= self.threshold_of(service))
    }

    fn count(&self, rollup: &Rollup, service: &str, at: Timestamp) -> u64 {
        let from = effective_at(at);
        self.cells(rollup, service).between(from, from.plus_ms(self.task.horizon_ms))
    }

    fn cells<'a>(&self, rollup: &'a Rollup, service: &str) -> &'a Cells {
        let Some(service) = rollup.service(service) else { return Cells::EMPTY };
        match (self.task.fingerprint, self.task.target) {
            (Some(fingerprint), _) => service.group(fingerprint).map_or(Cells::EMPTY, |group| group.cells()),
            (None, Target::Critical) => service.severity(Severity::Critical),
            (None, Target::Burst) => service.errors(),
        }
    }
}

/// What a query is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Split {
    /// Fitted on.
    Train,
    /// Chooses and calibrates.
    Validate,
    /// Ignored by training.
    Rest,
}

impl Split {
    /// The split a QUERIES file means: `train`, `val` (or `validation`), anything else is the rest.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "train" => Split::Train,
            "val" | "validation" => Split::Validate,
            _ => Split::Rest,
        }
    }
}

/// Shares of the time that train and validate where the log labels itself; what is left is the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Share of the span that trains.
    pub train: f64,
    /// Share of the span that validates.
    pub validate: f64,
}

impl Shares {
    /// Everything is used: three quarters train.
    pub const ALL: Shares = Shares { train: 0.75, validate: 0.25 };
    /// A fifth is left to test, as in the evaluation kit.
    pub const BACKTEST: Shares = Shares { train: 0.6, validate: 0.2 };
}

/// The splits of queries by time: the first share of the span trains, the next validates.
///
/// # Errors
/// `invalid_argument` for shares outside 0 to 1.
pub fn split_by_time(queries: &[FeatureQuery<'_>], shares: Shares) -> Result<Vec<Split>> {
    let valid = |share: f64| (0.0..=1.0).contains(&share);
    if !valid(shares.train) || !valid(shares.validate) || shares.train + shares.validate > 1.0 + 1e-9 {
        let message = format!("shares must be within 0 and 1, got {} and {}", shares.train, shares.validate);
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let first = queries.iter().map(|query| query.at).min().unwrap_or_default();
    let last = queries.iter().map(|query| query.at).max().unwrap_or_default();
    let border = |share: f64| first.plus_ms(((last.ms() - first.ms()) as f64 * share).ceil() as i64);
    let validate_from = border(shares.train);
    let rest_from = border((shares.train + shares.validate).min(1.0));
    let whole = shares.train + shares.validate >= 1.0 - 1e-9;
    Ok(queries
        .iter()
        .map(|query| match query.at {
            at if at < validate_from => Split::Train,
            at if whole || at < rest_from => Split::Validate,
            _ => Split::Rest,
        })
        .collect())
}

/// For every query whether its label reaches into a later split of its group: such rows must not train or validate.
///
/// The border of a split is the first query of the next one in the same group of services.
#[must_use]
pub fn crosses_border(
    queries: &[FeatureQuery<'_>],
    splits: &[Split],
    statics: &Statics,
    horizon_ms: i64,
) -> Vec<bool> {
    let mut first: BTreeMap<(&str, Split), Timestamp> = BTreeMap::new();
    for (query, split) in queries.iter().zip(splits) {
        let at = first.entry((statics.group(query.service), *split)).or_insert(query.at);
        *at = (*at).min(query.at);
    }
    let crosses = |query: &FeatureQuery<'_>, split: Split| {
        let later: &[Split] = match split {
            Split::Train => &[Split::Validate, Split::Rest],
            Split::Validate => &[Split::Rest],
            Split::Rest => &[],
        };
        let until = query.at.plus_ms(horizon_ms);
        later.iter().any(|next| {
            first.get(&(statics.group(query.service), *next)).is_some_and(|border| until > *border)
        })
    };
    queries.iter().zip(splits).map(|(query, split)| crosses(query, *split)).collect()
}

/// Times at which a log can label itself: every whole step after a service's first event, up to the log's end.
#[must_use]
pub fn self_queries(rollup: &Rollup, step_ms: i64) -> Vec<FeatureQuery<'_>> {
    let Some(last) = rollup.last() else { return Vec::new() };
    let step_ms = step_ms.max(MINUTE_MS);
    let mut queries = Vec::new();
    for (service, counts) in rollup.services() {
        let Some(first) = counts.first() else { continue };
        let mut at = first.bucket_end(step_ms);
        while at <= last {
            queries.push(FeatureQuery { service, at });
            at = at.plus_ms(step_ms);
        }
    }
    queries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::EventRef;
    use crate::rollup::RollupConfig;
    use crate::time::{DAY_MS, HOUR_MS};

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
    fn burst_thresholds_are_learnt_from_the_training_spans() {
        // One error an hour, 20 in one hour of a hundred.
        let mut hours: Vec<i64> = (1..=200).collect();
        hours.extend(std::iter::repeat_n(50, 20));
        hours.sort_unstable();
        let rollup = log(&hours);
        let queries: Vec<FeatureQuery<'_>> =
            (0..100).map(|hour| FeatureQuery { service: "a", at: at(hour) }).collect();
        let task = Task { target: Target::Burst, horizon_ms: HOUR_MS, ..Task::default() };
        let fitted = task.fit(&rollup, &queries).unwrap();
        assert_eq!((fitted.threshold, fitted.threshold_of("a")), (3, 3));
        assert_eq!(fitted.outcome(&rollup, "a", at(49)), Some(true));
        assert_eq!(fitted.outcome(&rollup, "a", at(51)), Some(false));
        // Steady errors are no burst that goes on; twenty in an hour are.
        assert_eq!(fitted.last_before(&rollup, "a", at(49)), None);
        assert_eq!(fitted.last_before(&rollup, "a", at(50)), Some(at(50)));
        let wide = Task { horizon_ms: 10 * HOUR_MS, ..task.clone() }.fit(&rollup, &queries).unwrap();
        assert_eq!(wide.threshold, 31, "10 % of the spans hold the burst, so only more than it is one");
        assert!(Task { horizon_ms: 1, ..task.clone() }.validate().is_err());
        assert!(Task { burst_share: 0.0, ..task }.validate().is_err());
    }

    #[test]
    fn labels_that_cross_a_border_are_found() {
        let statics = Statics::default();
        let queries: Vec<FeatureQuery<'_>> =
            (0..100).map(|day| FeatureQuery { service: "a", at: at(24 * day) }).collect();
        let splits = split_by_time(&queries, Shares::BACKTEST).unwrap();
        let n = |split| splits.iter().filter(|known| **known == split).count();
        assert_eq!((n(Split::Train), n(Split::Validate), n(Split::Rest)), (60, 20, 20));
        let crossing = crosses_border(&queries, &splits, &statics, 2 * DAY_MS);
        let crossed: Vec<usize> = (0..100).filter(|i| crossing[*i]).collect();
        assert_eq!(crossed, [59, 79], "the label of day 58 ends at the border itself");
        assert_eq!(
            split_by_time(&queries, Shares::ALL)
                .unwrap()
                .iter()
                .filter(|split| **split == Split::Rest)
                .count(),
            0
        );
        assert!(split_by_time(&queries, Shares { train: 0.9, validate: 0.2 }).is_err());
    }

    #[test]
    fn a_log_asks_itself_at_whole_steps() {
        let rollup = log(&[1, 5, 9]);
        let hours: Vec<Timestamp> = self_queries(&rollup, 4 * HOUR_MS).iter().map(|query| query.at).collect();
        assert_eq!(hours, [at(4), at(8)]);
    }
}
