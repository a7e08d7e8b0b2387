//! Events into their table: all of them as if they were new, which they nearly always are, and once more without those that were there
//! where they are not. Asking of every row whether it is there cost a tenth to a half of what writing it does (three pairs of 200,000, in turns).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use errpredict::{Event, Result, Timestamp};
use tokio_postgres::error::SqlState;
use uuid::Uuid;

use super::copy;
use crate::error::database;
use crate::floods::Arriving;
use crate::store::{Tenant, Values, Work};
use crate::times::sql_time;

const STAGE: &str = "create temporary table if not exists arriving_events (id uuid, timestamp timestamptz, service text, severity text, \
     kind text, error_type text, message text, error_id text, code text, status_code smallint, endpoint text, user_id text, \
     request_id text, stack_trace text, environment text, release text, response_time_ms float8, attributes jsonb, \
     fingerprint text, user_sealed bytea, user_hash bytea) on commit delete rows";
macro_rules! arrived {
    ($rest:literal) => {
        concat!(
            "insert into ai_models.error_events (tenant_id, id, timestamp, service, severity, kind, error_type, message, \
             error_id, code, status_code, endpoint, user_id, request_id, stack_trace, environment, release, response_time_ms, attributes, \
             fingerprint, user_sealed, user_hash, received_at) \
             select $1::text::uuid, id, timestamp, service, severity, kind, error_type, message, error_id, code, status_code, endpoint, \
             user_id, request_id, stack_trace, environment, release, response_time_ms, attributes, fingerprint, user_sealed, user_hash, $2 \
             from pg_temp.arriving_events",
            $rest
        )
    };
}
/// Fails where one of them is there.
const ALL_NEW: &str = arrived!("");
/// No id comes back: how many were new is counted anyway, and nearly always that is all of them.
const THOSE_NEW: &str = arrived!(" on conflict do nothing");
/// What this transaction wrote is new. One look by key for each, whatever the planner thinks of a temporary table that nobody analysed.
const NEW_OF_THEM: &str = "select distinct n.id from pg_temp.arriving_events a cross join lateral (select e.id from ai_models.error_events e \
     where e.timestamp = a.timestamp and e.id = a.id and e.xmin = pg_current_xact_id()::xid offset 0) n";
/// With the savepoint goes what it counted as: what follows is written by the transaction itself again.
const UNDO: &str = "rollback to savepoint arriving; release savepoint arriving";

/// Batches of a tenant that are written row by row after one that brought something a second time: whoever sends again what was sent
/// does so more than once, and rows that were undone are left for the server to tidy up. By judgement.
const WARY_FOR: u32 = 32;

/// Batches for which something that comes again is reckoned with, by tenant. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Repeats(Arc<Mutex<BTreeMap<Arc<str>, u32>>>);

impl Repeats {
    /// Whether the next batch of a tenant is reckoned to bring something again.
    fn expects(&self, tenant: &str) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(left) = all.get_mut(tenant) else { return false };
        *left -= 1;
        if *left == 0 {
            all.remove(tenant);
        }
        true
    }

    /// A batch brought something again.
    fn note(&self, tenant: &Arc<str>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone(), WARY_FOR);
    }
}

/// Puts the events into the table and gives those that were not there.
pub(super) async fn arrive<'a>(
    work: &Work,
    tenant: &Tenant,
    events: &[&'a Arriving],
    now: Timestamp,
) -> Result<Vec<&'a Event>> {
    work.client().batch_execute(STAGE).await.map_err(database)?;
    copy::copy(work.client(), tenant, events).await?;
    let values: Values<'_> = &[&&*tenant.id, &sql_time(now)];
    let repeats = &tenant.store.repeats;
    if !repeats.expects(&tenant.id) && !has_twins(events) {
        let statement = work.prepared(ALL_NEW).await.map_err(database)?;
        let (begun, stored) = tokio::join!(
            biased;
            work.client().batch_execute("savepoint arriving"),
            work.client().execute(&statement, values),
        );
        begun.map_err(database)?;
        match stored {
            Ok(_) => return Ok(events.iter().map(|(event, ..)| event).collect()),
            Err(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => {}
            Err(error) => return Err(database(error)),
        }
        repeats.note(&tenant.id);
        work.client().batch_execute(UNDO).await.map_err(database)?;
    }
    let statement = work.prepared(THOSE_NEW).await.map_err(database)?;
    let stored = work.client().execute(&statement, values).await.map_err(database)?;
    if stored == events.len() as u64 {
        return Ok(events.iter().map(|(event, ..)| event).collect());
    }
    repeats.note(&tenant.id);
    let rows = work.client().query(&work.prepared(NEW_OF_THEM).await.map_err(database)?, &[]).await;
    let mut new: Vec<Uuid> = rows.map_err(database)?.iter().map(|row| row.get(0)).collect();
    new.sort_unstable();
    // An id that stands twice in one batch was stored once: the first of its events is the one that was.
    let mut taken = vec![false; new.len()];
    let mut is_new =
        |id: &Uuid| new.binary_search(id).is_ok_and(|place| !std::mem::replace(&mut taken[place], true));
    Ok(events.iter().filter(|(_, id, _)| is_new(id)).map(|(event, ..)| event).collect())
}

/// Whether an id stands twice in a batch: an id carries its time, and so two events that have it are one.
fn has_twins(events: &[&Arriving]) -> bool {
    let mut ids: Vec<Uuid> = events.iter().map(|(_, id, _)| *id).collect();
    ids.sort_unstable();
    ids.windows(2).any(|two| two[0] == two[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_something_came_again_some_batches_are_looked_at_row_by_row() {
        let repeats = Repeats::default();
        let (one, other): (Arc<str>, Arc<str>) = ("a".into(), "b".into());
        assert!(!repeats.expects(&one));
        repeats.note(&one);
        assert!(!repeats.expects(&other));
        assert_eq!((0..100).filter(|_| repeats.expects(&one)).count(), WARY_FOR as usize);
        assert!(!repeats.expects(&one) && repeats.0.lock().unwrap().is_empty());
    }
}
