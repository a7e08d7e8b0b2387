//! What actions are recommended from: what is strange, likely, forecast and caused now, in one place.

use crate::action::{CapacityForecast, Change, Situation, is_called_for};
use crate::detect::AnomalyDetection;
use crate::predict::Past;
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

use super::service::ServiceAnalysis;

/// Days a level of the last hours is compared with.
pub(super) const USUAL_DAYS: i64 = 7;
/// Hours that are "now" for response times and requests.
const NOW_HOURS: i64 = 1;
/// Quantile of the response time that is looked at. One of those of specification 4.3. By judgement: the median hides
/// that some wait, and of a few hundred requests an hour the 99 % quantile is chance.
pub(super) const RESPONSE_QUANTILE: f64 = 0.95;

/// The findings of a scope as the rules of `action` read them.
pub(super) fn situation(
    found: &ServiceAnalysis,
    capacity: Vec<CapacityForecast>,
    service: &ServiceRollup,
    at: Timestamp,
) -> Situation {
    let mut situation = Situation::new(found.scope.clone(), at);
    // What chance brings more often than not within a week calls for nothing.
    let calls = |anomaly: &&AnomalyDetection| anomaly.ongoing && anomaly.is_told();
    situation.anomalies = found.anomalies.iter().filter(calls).cloned().collect();
    situation.predictions = found.predictions.clone();
    for one in situation.predictions.iter_mut().filter(|one| is_called_for(one)) {
        // What comes at this hour of every day is usual at this hour.
        let days = USUAL_DAYS as u32;
        let now = Past::new(service, one.target, at).share_at_this_time(one.horizon_minutes, days);
        one.usual = one.usual.map(|usual| usual.max(now.unwrap_or_default()));
    }
    situation.capacity = capacity;
    // Of messages that state no level nobody knows that they are errors: that they changed is told, and asks for no alert.
    if found.errors > 0 {
        situation.states.clone_from(&found.states);
    }
    let causes = found.root_causes.iter().filter(|_| !situation.anomalies.is_empty());
    for causes in causes {
        situation.errors.clone_from(&causes.errors);
        situation.causes.clone_from(&causes.causes);
    }
    situation.failures = failures(service, at);
    situation.response_time = response_time(service, at);
    situation.requests = requests(service, at);
    situation
}

/// The last hour, and the same hour of the days before in which the service was heard.
fn hours(service: &ServiceRollup, at: Timestamp) -> Option<[Vec<(Timestamp, Timestamp)>; 2]> {
    let heard = service.first()?;
    let hour = |ago: i64| {
        let up_to = at.plus_ms(-ago * DAY_MS);
        (up_to.plus_ms(-NOW_HOURS * HOUR_MS), up_to)
    };
    let earlier = (1..=USUAL_DAYS).map(hour).filter(|(after, _)| *after >= heard).collect();
    Some([vec![hour(0)], earlier])
}

/// The slowest requests of the last hour against those of the same hour of earlier days: nights are quick.
fn response_time(service: &ServiceRollup, at: Timestamp) -> Option<Change> {
    let [now, earlier] = hours(service, at)?;
    let quantile = |&(after, up_to): &(Timestamp, Timestamp)| {
        service.latency().between(after, up_to).quantile_ms(RESPONSE_QUANTILE)
    };
    let mut before: Vec<f64> = earlier.iter().filter_map(quantile).collect();
    before.sort_by(f64::total_cmp);
    Some(Change { before: *before.get(before.len() / 2)?, now: now.first().and_then(quantile)? })
}

/// Requests of the last hour against those of the same hour of earlier days: the mean of a whole week would call every
/// noon a surge.
fn requests(service: &ServiceRollup, at: Timestamp) -> Option<Change> {
    let [now, earlier] = hours(service, at)?;
    let count = |&(after, up_to): &(Timestamp, Timestamp)| service.requests().between(after, up_to);
    let before = earlier.iter().map(count).sum::<u64>() as f64 / earlier.len().max(1) as f64;
    (before > 0.0).then(|| Change { before, now: now.iter().map(count).sum::<u64>() as f64 })
}

/// Errors and failed requests of the last hour against the most in the same hour of earlier days.
fn failures(service: &ServiceRollup, at: Timestamp) -> Option<Change> {
    let [now, earlier] = hours(service, at)?;
    let count = |&(after, up_to): &(Timestamp, Timestamp)| {
        service.errors().between(after, up_to) + service.server_errors().between(after, up_to)
    };
    let before = earlier.iter().map(count).max()?;
    Some(Change { before: before as f64, now: now.iter().map(count).sum::<u64>() as f64 })
}
