//! The rows that models are trained on and answer from: in time order, a part at a time.
//!
//! Every model, of probabilities or of severities, is asked the same way: queries put in time order, their features swept
//! part by part so that memory does not grow with the queries, outcomes known as far as the log goes, answers put back
//! in the order of the queries. That is written here once.

use std::collections::BTreeSet;

use ndarray::ArrayView2;

use super::Key;
use super::grid::{Split, crosses_border};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, FeatureSource, Statics, effective_at};
use crate::rollup::Rollup;
use crate::time::Timestamp;

/// Rows whose features are held at a time while predicting: 40 MB at 250 features.
const CHUNK: usize = 20_000;

/// Names of services and groups in training, sorted: their places are the keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) services: &'a [String],
    pub(super) groups: &'a [String],
}

impl Names<'_> {
    /// The key of a service.
    pub(super) fn key(&self, service: &str, statics: &Statics) -> Key {
        let place = |names: &[String], name: &str| {
            names.binary_search_by(|known| known.as_str().cmp(name)).map_or(Key::UNKNOWN, |i| i as u32)
        };
        Key { service: place(self.services, service), group: place(self.groups, statics.group(service)) }
    }
}

/// The names of the services and of the groups of those queries, each sorted.
pub(super) fn names_of(queries: &[FeatureQuery<'_>], statics: &Statics) -> (Vec<String>, Vec<String>) {
    let sorted = |names: &mut dyn Iterator<Item = &str>| {
        let unique: BTreeSet<&str> = names.collect();
        unique.into_iter().map(str::to_owned).collect()
    };
    (
        sorted(&mut queries.iter().map(|query| query.service)),
        sorted(&mut queries.iter().map(|query| statics.group(query.service))),
    )
}

/// Rows of one split, oldest first.
fn of_split(queries: &[FeatureQuery<'_>], splits: &[Split], dropped: &[bool], wanted: Split) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..queries.len()).filter(|i| splits[*i] == wanted && !dropped[*i]).collect();
    rows.sort_by_key(|i| (queries[*i].at, *i));
    rows
}

/// Places of the queries to fit on, oldest first, and after them of those that choose and calibrate, oldest first; how
/// many are fitted on.
pub(super) fn learnt_from(
    rollup: &Rollup,
    statics: &Statics,
    queries: &[FeatureQuery<'_>],
    splits: &[Split],
    horizon_ms: i64,
) -> Result<(Vec<usize>, usize)> {
    if queries.len() != splits.len() {
        let message = format!("needs one split a query, got {} for {}", splits.len(), queries.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let last = rollup.last().unwrap_or(Timestamp::MIN);
    let mut dropped = crosses_border(queries, splits, statics, horizon_ms);
    for (query, dropped) in queries.iter().zip(&mut dropped) {
        *dropped |= effective_at(query.at).plus_ms(horizon_ms) > last;
    }
    let mut rows = of_split(queries, splits, &dropped, Split::Train);
    let n_fit = rows.len();
    rows.extend(of_split(queries, splits, &dropped, Split::Validate));
    if n_fit == 0 {
        return Err(Error::not_enough("training rows whose horizon the log covers", 1, 0));
    }
    Ok((rows, n_fit))
}

/// Queries in time order, with what is needed to answer them.
pub(super) struct Asked<'a> {
    /// Places in the caller's order.
    order: Vec<usize>,
    /// The queries, oldest first.
    pub(super) queries: Vec<FeatureQuery<'a>>,
    pub(super) keys: Vec<Key>,
    pub(super) times: Vec<Timestamp>,
    /// Who asks at a time knows the log up to that time: a silent end must not hide outcomes.
    pub(super) known_until: Timestamp,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        rollup: &Rollup,
        statics: &Statics,
        names: Names<'_>,
        queries: &[FeatureQuery<'a>],
    ) -> Self {
        let mut order: Vec<usize> = (0..queries.len()).collect();
        order.sort_by_key(|i| (queries[*i].at, *i));
        let queries: Vec<FeatureQuery<'a>> = order.iter().map(|i| queries[*i]).collect();
        let keys = queries.iter().map(|query| names.key(query.service, statics)).collect();
        let times: Vec<Timestamp> = queries.iter().map(|query| query.at).collect();
        let known_until = times.last().copied().max(rollup.last()).unwrap_or_default();
        Asked { order, queries, keys, times, known_until }
    }

    /// Gives the feature rows of the queries in time order, a part at a time, with their keys.
    pub(super) fn sweep(
        &self,
        source: &FeatureSource<'_>,
        mut each: impl FnMut(ArrayView2<'_, f64>, &[Key]),
    ) {
        for (queries, keys) in self.queries.chunks(CHUNK).zip(self.keys.chunks(CHUNK)) {
            each(source.sweep(queries).view(), keys);
        }
    }

    /// Answers in time order, put in the order of the caller's queries.
    pub(super) fn in_order<T>(self, answers: Vec<T>) -> Vec<T> {
        let mut placed: Vec<(usize, T)> = self.order.into_iter().zip(answers).collect();
        placed.sort_unstable_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, answer)| answer).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollup::RollupConfig;

    #[test]
    fn answers_come_back_in_the_order_of_the_queries() {
        let rollup = Rollup::new(RollupConfig::default()).unwrap();
        let at = |minute: i64| Timestamp::clamped(1_700_000_040_000 + minute * 60_000);
        let queries: Vec<FeatureQuery<'_>> =
            [9, 2, 5, 2].iter().map(|minute| FeatureQuery { service: "b", at: at(*minute) }).collect();
        let (services, groups) = names_of(&queries, &Statics::default());
        let names = Names { services: &services, groups: &groups };
        let asked = Asked::new(&rollup, &Statics::default(), names, &queries);
        assert_eq!(asked.times, [2, 2, 5, 9].map(at));
        assert_eq!(asked.known_until, at(9), "whoever asks knows the log up to then");
        assert_eq!(asked.keys[0].service, 0);
        let answers: Vec<Timestamp> = asked.times.clone();
        assert_eq!(asked.in_order(answers), [9, 2, 5, 2].map(at));
        assert_eq!(names.key("a", &Statics::default()).service, Key::UNKNOWN);
    }
}
