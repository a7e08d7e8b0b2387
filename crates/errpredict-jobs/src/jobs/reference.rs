//! What values features took when a model was learnt, and how far they have moved since.

use errpredict::features::{
    FeatureDrift, FeatureQuery, FeatureSet, FeatureSource, FeatureStatistics, Statics, drift,
};
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Result, Rollup, Timestamp};

/// Days before a time that are looked at.
const DAYS: i64 = 7;
/// Rows at most: services times hours, spread evenly.
const MOST_ROWS: usize = 4_000;

fn queries(rollup: &Rollup, at: Timestamp) -> Vec<FeatureQuery<'_>> {
    let services: Vec<&str> = rollup
        .services()
        .filter(|(_, service)| service.last().is_some_and(|last| last > at.plus_ms(-DAYS * DAY_MS)))
        .map(|(name, _)| name)
        .collect();
    let per_service = (MOST_ROWS / services.len().max(1)).clamp(1, (DAYS * 24) as usize) as i64;
    let step = (DAYS * DAY_MS / per_service / HOUR_MS).max(1) * HOUR_MS;
    let times = (0..per_service).map(|n| at.plus_ms(-n * step));
    times
        .flat_map(|at| services.iter().map(move |service| FeatureQuery { service, at }))
        .take(MOST_ROWS)
        .collect()
}

/// The values of a week before a time.
///
/// # Errors
/// `not_enough_data` without a service that was heard from.
pub(crate) fn of(rollup: &Rollup, at: Timestamp) -> Result<Vec<FeatureStatistics>> {
    let statics = Statics::default();
    let source = FeatureSource::new(rollup, &statics, FeatureSet::without_types(&statics))?;
    FeatureStatistics::of(source.names(), source.sweep(&queries(rollup, at)).view())
}

/// How far the values of a week before a time are from those of a reference.
///
/// # Errors
/// `invalid_argument` for a reference of other features.
pub(crate) fn moved(
    reference: &[FeatureStatistics],
    rollup: &Rollup,
    at: Timestamp,
) -> Result<Vec<FeatureDrift>> {
    let statics = Statics::default();
    let source = FeatureSource::new(rollup, &statics, FeatureSet::without_types(&statics))?;
    drift(reference, source.sweep(&queries(rollup, at)).view())
}
