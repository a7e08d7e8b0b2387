//! Requests that are slower than all but 1 in 100 before the last day, and response times that creep up over days.

use crate::detect::{self, AnomalyDetection, Metric, Subject};
use crate::event::Scope;
use crate::rollup::ServiceRollup;
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;

/// Share of the requests before the last day that were no slower than the limit from which one is slow. By judgement:
/// lower, and what users are used to counts as slow. In a simulation of 40 weeks of requests that vary by chance it
/// told 2 alarms, and found a fourfold response time of one hour (commit 466f4f6).
const NOT_SLOW: f64 = 0.99;
/// Fewer response times before the last day tell no such limit.
const RESPONSES_FOR_LIMIT: u64 = 1_000;
/// Share of the requests of the last 24 hours that must be slower than the limit of the first days for a drift: one in
/// twenty, so that a service that answers a little slower every month is left alone. In the simulation of 40 weeks of
/// requests that vary by chance (see `analysis/tests/request.rs`) there were 3 alarms of all kinds with it, of 40 allowed.
const CREPT: f64 = 0.05;
/// Response times on a day below which their share is no number. By judgement: of fewer, one slow request is a percent.
const RESPONSES_A_DAY: u64 = 100;
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

/// Response times that crept away from where they began, by whole days of UTC: what is slow is held against the first days,
/// since days just before have crept as well, and as a share of the requests, since more of them are no slower.
pub(super) fn drift(
    asked: &Asked<'_>,
    scope: &Scope,
    service: &ServiceRollup,
    budget: f64,
) -> Option<AnomalyDetection> {
    let begin = asked.begin(service);
    let first = begin.plus_ms(DAY_MS - 1).floor_to(DAY_MS);
    let n_days = usize::try_from((asked.at.floor_to(DAY_MS).ms() - first.ms()) / DAY_MS).ok()?;
    let day = |i: usize| (first.plus_ms(i as i64 * DAY_MS), first.plus_ms((i as i64 + 1) * DAY_MS));
    let known = (first, day(detect::first_days(n_days).min(n_days)).0);
    if service.latency_count().between(known.0, known.1) < RESPONSES_FOR_LIMIT {
        return None;
    }
    let limit_ms = service.latency().between(known.0, known.1).quantile_ms(NOT_SLOW)?;
    let share = |(after, up_to): (Timestamp, Timestamp)| {
        let all = service.latency_count().between(after, up_to);
        let slow: f64 = counts(service, limit_ms, (after, up_to), up_to.ms() - after.ms()).iter().sum();
        (all >= RESPONSES_A_DAY).then(|| (slow / all as f64, all as f64))
    };
    let shares: Option<Vec<f64>> = (0..n_days).map(|i| share(day(i)).map(|(share, _)| share)).collect();
    let newest = asked.at.floor_to(WINDOW_MS);
    let (now, requests) = share((newest.plus_ms(-DAY_MS), newest)).filter(|(share, _)| *share >= CREPT)?;
    // As many as there would have been among the requests of today.
    let values = shares?.into_iter().map(|share| share * requests).collect();
    let days = Series { first_end: first.plus_ms(DAY_MS), step_ms: DAY_MS, values };
    let subject = Subject::new(scope.clone(), Metric::SlowRequests { limit_ms });
    Some(detect::drift(&days, now * requests, budget)?.anomaly(&subject, asked.at))
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
