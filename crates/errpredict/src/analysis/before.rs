//! How sure it was minutes before: hours that end at the minute asked lie otherwise with every minute, and what was once as
//! good as sure must not become doubtful while it goes on, nor once it is over.

use crate::detect::AnomalyDetection;
use crate::event::Scope;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;

/// Minutes between the looks back, on a clock that stands still; an hour before, the hours lie as they do now.
const STEP_MS: i64 = 5 * MINUTE_MS;
/// Times as rare as it is now that it may have been just before: what is so near to even odds is looked at by the minute; as
/// measured on the release of `errpredict demo`, whose chance is six times as large at 14:31 as at 14:29.
const NEAR: f64 = 6.0;

/// What goes on, as sure as it was at any of the looks of the last hour. Of what is near to even odds each minute is looked
/// at: where it was told at one of them it is told while it goes on, and not now and then. What is told of the recent hours and is
/// over is as sure as it was in its last hour. That makes no alarm that was none: only what was told is told again, or more surely.
pub(super) fn as_sure(
    asked: &Asked<'_>,
    scope: &Scope,
    mut found: Vec<AnomalyDetection>,
    judged_then: &dyn Fn(&Asked<'_>) -> Vec<AnomalyDetection>,
) -> Vec<AnomalyDetection> {
    let side_by_side = asked.side_by_side(scope);
    let goes_on = |anomaly: &AnomalyDetection| anomaly.ongoing && anomaly.is_rise() == Some(true);
    let is_told = |anomaly: &AnomalyDetection| anomaly.chance.among(side_by_side).is_likelier_than_not();
    let is_near =
        |anomaly: &AnomalyDetection| anomaly.chance.among(side_by_side / NEAR).is_likelier_than_not();
    let recent = asked.at.plus_ms(-i64::from(asked.config.recent_hours) * HOUR_MS);
    let is_over = |anomaly: &AnomalyDetection| {
        !anomaly.ongoing && anomaly.is_rise() == Some(true) && anomaly.end > recent && is_told(anomaly)
    };
    for now in found.iter_mut().filter(|now| goes_on(now) && is_near(now) || is_over(now)) {
        let (was_told, step_ms) = (is_told(now), if is_told(now) { STEP_MS } else { MINUTE_MS });
        let (first, last, up) = (now.start, now.end.min(asked.at), now.is_rise());
        let looks = (0..=HOUR_MS / step_ms).map(|back| last.floor_to(step_ms).plus_ms(-back * step_ms));
        for at in
            looks.filter(|at: &Timestamp| *at < asked.at && *at > first && last.ms() - at.ms() < HOUR_MS)
        {
            let then = judged_then(&Asked { at, ..*asked });
            let is_same = |then: &&AnomalyDetection| then.ongoing && then.is_rise() == up && first < then.end;
            for then in then.iter().filter(is_same).filter(|then| was_told || is_told(then)) {
                now.chance = now.chance.rarer(then.chance);
                now.confidence = now.chance.sure();
                now.p_value = now.p_value.min(then.p_value);
                if then.score > now.score {
                    (now.score, now.severity) = (then.score, now.severity.max(then.severity));
                }
            }
            if !was_told && is_told(now) {
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, rollup, steady};
    use super::super::{AnalysisConfig, analyze};
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    #[test]
    fn what_is_over_is_as_sure_as_it_was() {
        // Ten an hour; six times as many for nine hours, which teach how far such counts may spread.
        let begin = 11 * DAY_MS + 6 * HOUR_MS;
        let mut events = steady("queue", 10.0, 13, 5);
        events.extend((0..540).map(|minute| ("queue".to_owned(), begin + minute * MINUTE_MS)));
        let rollup = rollup(&events);
        let told = |hours: i64| {
            let found = analyze(&rollup, at(begin + hours * HOUR_MS), &AnalysisConfig::default()).unwrap();
            let rises = found.services[0].anomalies.iter().filter(|one| one.is_rise() == Some(true));
            rises
                .filter(|one| one.is_told())
                .map(|one| (one.severity, one.chance))
                .max_by_key(|one| one.0)
                .unwrap()
        };
        let during = told(9);
        for hours in [11, 14, 18] {
            let after = told(hours);
            assert!(
                after.0 >= during.0 && after.1.once_in_weeks >= 0.2 * during.1.once_in_weeks,
                "{after:?} {during:?}"
            );
        }
    }
}
