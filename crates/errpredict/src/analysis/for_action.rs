//! What actions are recommended from: what is strange, likely, forecast and caused now, in one place.

use crate::action::{CapacityForecast, Change, Situation};
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

use super::service::ServiceAnalysis;

/// Days a level of the last hours is compared with.
pub(super) const USUAL_DAYS: i64 = 7;
/// Hours that are "now" for response times and requests.
const NOW_HOURS: i64 = 1;
/// Quantile of the response time that is looked at.
pub(super) const RESPONSE_QUANTILE: f64 = 0.95;

/// The findings of a scope as the rules of `action` read them.
pub(super) fn situation(
    found: &ServiceAnalysis,
    capacity: Vec<CapacityForecast>,
    service: &ServiceRollup,
    at: Timestamp,
) -> Situation {
    let mut situation = Situation::new(found.scope.clone(), at);
    situation.anomalies = found.anomalies.iter().filter(|anomaly| anomaly.ongoing).cloned().collect();
    situation.predictions = found.predictions.clone();
    situation.capacity = capacity;
    situation.states = found.states.clone();
    situation.causes = found.root_causes.iter().flat_map(|found| found.causes.clone()).collect();
    situation.response_time = response_time(service, at);
    situation.requests = requests(service, at);
    situation
}

fn response_time(service: &ServiceRollup, at: Timestamp) -> Option<Change> {
    let now_from = at.plus_ms(-NOW_HOURS * HOUR_MS);
    let quantile = |after, up_to| service.latency().between(after, up_to).quantile_ms(RESPONSE_QUANTILE);
    Some(Change {
        before: quantile(now_from.plus_ms(-USUAL_DAYS * DAY_MS), now_from)?,
        now: quantile(now_from, at)?,
    })
}

/// Requests of the last hour against those of the same hour of earlier days: the mean of a whole week would call every
/// noon a surge.
fn requests(service: &ServiceRollup, at: Timestamp) -> Option<Change> {
    let now_from = at.plus_ms(-NOW_HOURS * HOUR_MS);
    let heard = service.first()?;
    let earlier: Vec<u64> = (1..=USUAL_DAYS)
        .map(|ago| (now_from.plus_ms(-ago * DAY_MS), at.plus_ms(-ago * DAY_MS)))
        .filter(|(after, _)| *after >= heard)
        .map(|(after, up_to)| service.requests().between(after, up_to))
        .collect();
    let before = earlier.iter().sum::<u64>() as f64 / (earlier.len().max(1) as f64 * NOW_HOURS as f64);
    let now = service.requests().between(now_from, at);
    (before > 0.0).then(|| Change { before, now: now as f64 / NOW_HOURS as f64 })
}
