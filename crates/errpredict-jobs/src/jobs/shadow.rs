//! The model that answers and the one in its shadow, on data that came after both were learnt.

use std::collections::BTreeMap;

use errpredict::features::Statics;
use errpredict::predict::{ErrorPrediction, FittedForesight};
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Result, Rollup, Timestamp};

use super::outcome::{first_came, question_of};
use super::paired::{Difference, Row, compare};

/// Both are asked every so often. By judgement: four times a day sees every hour of the day's course within a few days.
const EVERY_MS: i64 = 6 * HOUR_MS;
/// Times asked at most, the newest.
const MOST_TIMES: i64 = 60;

/// Holds the shadow against the model that answers, on questions asked after both were learnt whose answers are known by `until`. None
/// where there are none.
pub(crate) fn against(
    rollup: &Rollup,
    active: &FittedForesight,
    shadow: &FittedForesight,
    statics: &Statics,
    until: Timestamp,
) -> Result<Option<Difference>> {
    let after = active.fitted_at().max(shadow.fitted_at());
    let first = until.plus_ms(-MOST_TIMES * EVERY_MS).max(after.plus_ms(MINUTE_MS));
    let mut at = first.bucket_end(EVERY_MS);
    let mut rows = Vec::new();
    while at < until {
        let by_key = |told: Vec<ErrorPrediction>| -> BTreeMap<String, ErrorPrediction> {
            told.into_iter().filter(|one| !one.scope.is_system()).map(|one| (one.key.clone(), one)).collect()
        };
        let one = by_key(active.foresee(rollup, statics, at)?);
        let other = by_key(shadow.foresee(rollup, statics, at)?);
        for (key, of_active) in &one {
            let Some(of_shadow) = other.get(key) else { continue };
            let horizon_ms = i64::from(of_active.horizon_minutes) * MINUTE_MS;
            if at.plus_ms(horizon_ms) > until {
                continue;
            }
            // Both are held to what the model that answers calls trouble.
            let Some(came) = first_came(rollup, &question_of(of_active)) else { continue };
            let said = (of_active.probability, of_shadow.probability);
            rows.push(Row { at, horizon_ms, came: came.is_some(), said });
        }
        at = at.plus_ms(EVERY_MS);
    }
    Ok(compare(&rows))
}
