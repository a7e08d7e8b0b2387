//! Fewer errors while all else comes as usual: somebody mended something, which is no alarm.
//!
//! What has gone on for days and counts as usual by now is no emergency either.
//!
//! Where a service logs nothing but errors, fewer of them may be the end of its log, and stay as severe as they are rare.

use crate::detect::{AnomalyDetection, Metric};
use crate::event::Severity;
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, Timestamp};

use super::asked::Asked;

/// Days before whose same hours tell what else is usual.
const DAYS: i64 = 7;
/// Other events a day before from which they tell anything, and the part of them that must still come. By definition: half of
/// what is usual is what the detector of falls calls lost.
const LEAST_OTHERS: f64 = 10.0;
const PART: f64 = 0.5;

/// The anomaly, at most `medium` where fewer errors come and some do: its log goes on, and nothing is to be done. At most `low` where it is such a relief, at most `medium` where not a single error came: what came every night
/// and did not may be a job that did not run. At most `medium` where its level counts as usual: nobody need get up at night for what
/// is as it was the nights before, and what began tonight must not stand below it.
pub(super) fn weighed(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    mut anomaly: AnomalyDetection,
) -> AnomalyDetection {
    if anomaly.ongoing && anomaly.adopted.is_some() {
        anomaly.severity = anomaly.severity.min(Severity::Medium);
    }
    let is_fall = anomaly.metric == Metric::Errors && anomaly.is_rise() == Some(false);
    if is_fall && anomaly.actual > 0.0 {
        anomaly.severity = anomaly.severity.min(Severity::Medium);
    }
    if is_fall && goes_on(asked, service, (anomaly.start, anomaly.end)) {
        let most = if anomaly.actual > 0.0 { Severity::Low } else { Severity::Medium };
        anomaly.severity = anomaly.severity.min(most);
    }
    anomaly
}

/// Whether what is no error comes as on the days before.
fn goes_on(asked: &Asked<'_>, service: &ServiceRollup, (start, end): (Timestamp, Timestamp)) -> bool {
    let start = start.max(end.plus_ms(-DAY_MS));
    let others = |days: i64| {
        let (after, up_to) = (start.plus_ms(-days * DAY_MS), end.plus_ms(-days * DAY_MS));
        let all = service.events().between(after, up_to);
        (after >= asked.begin(service))
            .then(|| all.saturating_sub(service.errors().between(after, up_to)) as f64)
    };
    let before: Vec<f64> = (1..=DAYS).filter_map(others).collect();
    let usual = before.iter().sum::<f64>() / before.len().max(1) as f64;
    usual >= LEAST_OTHERS && others(0).is_some_and(|now| now >= PART * usual)
}
