//! What an action achieved: errors seen after it against those that would have come.

use errpredict::action::Outcome;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{ErrorKind, Result, Rollup, Timestamp};
use errpredict_store::{StoredAction, Tenant};
use serde_json::{Value, json};

use crate::context::apart;

/// Hours after an action that are looked at. By judgement: within one most actions do what they do, and after it others are taken.
const HOURS: u32 = 1;
/// Late events are waited for.
const LATE_MS: i64 = HOUR_MS / 6;
/// What could not be measured after so long is not any more.
const GIVE_UP_MS: i64 = DAY_MS;

/// Measures every action that was carried out long enough ago; gives how many could be.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn verify(tenant: &Tenant, at: Timestamp) -> Result<(usize, usize)> {
    let until = at.plus_ms(-i64::from(HOURS) * HOUR_MS - LATE_MS);
    let open = tenant.unmeasured_actions(until.plus_ms(-14 * DAY_MS), until).await?;
    if open.is_empty() {
        return Ok((0, 0));
    }
    let mut rollup = tenant.rollup().await?;
    let (mut measured, mut not) = (0, 0);
    for action in open {
        let mut acted = tenant.acted(action.advised.scope.service()).await?;
        acted.retain(|time| Some(*time) != action.executed_at);
        let id = action.id;
        let (back, found) = apart(move || Ok(of_one(rollup, &action, &acted, at))).await?;
        rollup = back;
        match found {
            Some(effect) => {
                measured += usize::from(effect["forecast"].is_number());
                not += usize::from(!effect["forecast"].is_number());
                tenant.keep_effect(id, &effect).await?;
            }
            None => not += 1,
        }
    }
    Ok((measured, not))
}

/// The effect of an action; none where it may still be known later.
fn of_one(
    mut rollup: Rollup,
    action: &StoredAction,
    acted: &[Timestamp],
    at: Timestamp,
) -> (Rollup, Option<Value>) {
    rollup.settle();
    let Some(executed_at) = action.executed_at else { return (rollup, None) };
    let advised = &action.advised;
    let found = Outcome::measure(&rollup, &advised.scope, advised.action_type, (executed_at, HOURS), acted);
    let service = advised.scope.service().and_then(|name| rollup.service(name));
    let seen = service.map(|service| {
        let end = executed_at.plus_ms(i64::from(HOURS) * HOUR_MS);
        service.errors().between(executed_at, end)
    });
    let effect = match found {
        Ok(outcome) => json!({
            "measured_at": at,
            "hours": HOURS,
            "forecast": outcome.forecast,
            "seen": outcome.seen,
            "errors_prevented": outcome.errors_prevented(),
            "users_spared": service.and_then(|service| outcome.users_spared(service, executed_at)),
        }),
        Err(error) => {
            let is_early =
                error.kind() == ErrorKind::NotEnoughData && at.ms() - executed_at.ms() < GIVE_UP_MS;
            // Of a log that does not reach so far yet more may come.
            if is_early && error.message().contains("hours of the log after") {
                return (rollup, None);
            }
            json!({"measured_at": at, "hours": HOURS, "seen": seen, "nothing_to_compare_with": error.message()})
        }
    };
    (rollup, Some(effect))
}
