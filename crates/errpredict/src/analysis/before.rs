//! How sure it was minutes before: hours that end at the minute asked lie otherwise with every minute, and what was once as
//! good as sure must not become doubtful while it goes on.

use crate::detect::AnomalyDetection;
use crate::event::Scope;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;

/// Minutes between the looks back, on a clock that stands still; an hour before, the hours lie as they do now.
const STEP_MS: i64 = 5 * MINUTE_MS;

/// What goes on, as sure as it was at any of the looks of the last hour. That moves no alarm: only what is told now is told more
/// surely.
pub(super) fn as_sure(
    asked: &Asked<'_>,
    scope: &Scope,
    mut found: Vec<AnomalyDetection>,
    judged_then: &dyn Fn(&Asked<'_>) -> Vec<AnomalyDetection>,
) -> Vec<AnomalyDetection> {
    let is_told = |anomaly: &&mut AnomalyDetection| {
        anomaly.ongoing
            && anomaly.is_rise() == Some(true)
            && anomaly.chance.among(asked.side_by_side(scope)).is_likelier_than_not()
    };
    let mut told: Vec<&mut AnomalyDetection> = found.iter_mut().filter(is_told).collect();
    let Some(first) = told.iter().map(|anomaly| anomaly.start).min() else { return found };
    let looks = (0..HOUR_MS / STEP_MS).map(|back| asked.at.floor_to(STEP_MS).plus_ms(-back * STEP_MS));
    for at in looks.filter(|at: &Timestamp| *at < asked.at && *at > first) {
        for then in judged_then(&Asked { at, ..*asked }).into_iter().filter(|then| then.ongoing) {
            let is_same =
                |now: &&mut &mut AnomalyDetection| now.is_rise() == then.is_rise() && now.start < then.end;
            if let Some(now) = told.iter_mut().find(is_same) {
                now.chance = now.chance.rarer(then.chance);
                now.confidence = now.chance.sure();
                now.p_value = now.p_value.min(then.p_value);
                if then.score > now.score {
                    (now.score, now.severity) = (then.score, now.severity.max(then.severity));
                }
            }
        }
    }
    found
}
