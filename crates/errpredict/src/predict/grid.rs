//! The times at which a log labels itself, and which of them train, choose and test.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, Statics};
use crate::rollup::Rollup;
use crate::time::{MINUTE_MS, Timestamp};

/// Steps of the grid in a horizon: four rows know of the same event, and a query is never further than a quarter of the
/// horizon from the time it would have been asked at.
const STEPS_IN_HORIZON: i64 = 4;
/// The finest step of the grid that trains: ten minutes, below which rows of one incident only repeat each other.
const STEP_MIN_MS: i64 = 10 * MINUTE_MS;

/// Time between the queries that a log asks itself to train: a quarter of the horizon, at least ten minutes.
#[must_use]
pub fn training_step_ms(horizon_ms: i64) -> i64 {
    (horizon_ms / STEPS_IN_HORIZON).max(STEP_MIN_MS)
}

/// The queries a log asks itself every `step_ms` (a step that suits the horizon where absent), with their splits.
///
/// # Errors
/// Those of [`split_by_time`].
pub fn self_labelled(
    rollup: &Rollup,
    horizon_ms: i64,
    step_ms: Option<i64>,
    shares: Shares,
) -> Result<(Vec<FeatureQuery<'_>>, Vec<Split>)> {
    let queries = self_queries(rollup, step_ms.unwrap_or_else(|| training_step_ms(horizon_ms)));
    let splits = split_by_time(&queries, shares)?;
    Ok((queries, splits))
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
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::time::{DAY_MS, HOUR_MS};

    fn at(hours: i64) -> Timestamp {
        Timestamp::clamped(1_700_006_400_000 + hours * HOUR_MS)
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
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for hour in [1, 5, 9] {
            rollup.observe(EventRef::new(at(hour), "a", Severity::High, "T"));
        }
        rollup.settle();
        let hours: Vec<Timestamp> = self_queries(&rollup, 4 * HOUR_MS).iter().map(|query| query.at).collect();
        assert_eq!(hours, [at(4), at(8)]);
        assert_eq!(
            (training_step_ms(DAY_MS), training_step_ms(30 * MINUTE_MS)),
            (6 * HOUR_MS, 10 * MINUTE_MS)
        );
        let (queries, splits) = self_labelled(&rollup, 16 * HOUR_MS, None, Shares::ALL).unwrap();
        assert_eq!(queries, self_queries(&rollup, 4 * HOUR_MS));
        assert_eq!(splits.len(), queries.len());
    }
}
