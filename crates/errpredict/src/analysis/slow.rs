//! Requests that are slower than all but 1 in 100 before the last day.

use crate::rollup::ServiceRollup;
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// Share of the requests before the last day that were no slower than the limit from which one is slow. By judgement:
/// lower, and what users are used to counts as slow. In a simulation of 40 weeks of requests that vary by chance it
/// told 2 alarms, and found a fourfold response time of one hour (commit 466f4f6).
const NOT_SLOW: f64 = 0.99;
/// Fewer response times before the last day tell no such limit.
const RESPONSES_FOR_LIMIT: u64 = 1_000;
/// Response times are kept in windows of so long.
pub(super) const WINDOW_MS: i64 = 5 * MINUTE_MS;

/// Requests that were slower than all but 1 in 100 before the last day.
pub(super) struct Slow {
    pub(super) limit_ms: f64,
    /// Per hour.
    pub(super) series: Series,
}

impl Slow {
    /// Those of a service heard of since `begin`; nothing where too few response times are known from before the last day.
    pub(super) fn of(service: &ServiceRollup, begin: Timestamp, at: Timestamp) -> Option<Slow> {
        // A window that is not over yet may hold what comes after `at`.
        let at = at.floor_to(WINDOW_MS);
        let before = at.plus_ms(-DAY_MS);
        if service.latency_count().between(begin, before) < RESPONSES_FOR_LIMIT {
            return None;
        }
        let limit_ms = service.latency().between(begin, before).quantile_ms(NOT_SLOW)?;
        let hours = (at.ms() - begin.ms()) / HOUR_MS;
        let after = at.plus_ms(-hours * HOUR_MS);
        let values = counts(service, limit_ms, (after, at), HOUR_MS);
        let series = Series { first_end: after.plus_ms(HOUR_MS), step_ms: HOUR_MS, values };
        Some(Slow { limit_ms, series })
    }
}

/// Requests slower than `limit_ms` in (`after`, `up_to`] at a step of whole windows; an incomplete last one is left out.
pub(super) fn counts(
    service: &ServiceRollup,
    limit_ms: f64,
    (after, up_to): (Timestamp, Timestamp),
    step_ms: i64,
) -> Vec<f64> {
    let steps = (up_to.ms() - after.ms()).max(0) / step_ms;
    let mut values = vec![0.0; steps as usize];
    for (end, window) in service.latency().range(after, after.plus_ms(steps * step_ms)) {
        let step = (end.ms() - after.ms() - 1) / step_ms;
        values[step as usize] += window.count_above_ms(limit_ms) as f64;
    }
    values
}
