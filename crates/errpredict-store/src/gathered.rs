//! Questions for one row by its id that come while another such question is on its way: they wait for its answer and go together, as one
//! statement. A message and its answer cost about what finding a row costs, so that many who ask at the same time are answered sooner, and
//! whoever asks alone waits for nobody.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use errpredict::{Result, Timestamp};
use tokio::sync::oneshot;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::ids::time_of;
use crate::store::{Query, Tenant, Values};
use crate::times::sql_time;
use crate::weeks::{number, week};

/// A question for one row of a table that is divided by weeks, and the same question for several. Values of the one: the tenant, the time
/// that the id carries, the id; of the other: the tenant, times, ids. The first column is the id, and both name `'-infinity'` and
/// `'infinity'` where the bounds of the week are put in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ById {
    pub(crate) one: Query,
    pub(crate) several: Query,
}

/// Rows that are asked for together, at most.
const MOST: usize = 64;
/// How long somebody waits for an answer that is another's before asking alone. By judgement: ten times what an answer takes; a server
/// that does not answer one of them may answer the next.
const PATIENCE: Duration = Duration::from_millis(20);

/// Who waits for what.
type Waiting = Vec<(Uuid, oneshot::Sender<Row>)>;
/// Questions that belong together: of one tenant, past the replica or not, of one kind and week.
type Key = (Arc<str>, bool, &'static str, i64);

/// Those who wait, by what is on its way. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gathered(Arc<Mutex<BTreeMap<Key, Waiting>>>);

impl Gathered {
    fn all(&self) -> MutexGuard<'_, BTreeMap<Key, Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a question goes first, or else where its answer comes to.
    fn join(&self, key: &Key, id: Uuid) -> Option<oneshot::Receiver<Row>> {
        let mut all = self.all();
        let Some(waiting) = all.get_mut(key) else {
            all.insert(key.clone(), Waiting::new());
            return None;
        };
        let (sender, receiver) = oneshot::channel();
        waiting.push((id, sender));
        Some(receiver)
    }

    /// Those who came meanwhile; nothing is on its way any more where there are none.
    fn next(&self, key: &Key) -> Waiting {
        let mut all = self.all();
        match all.get_mut(key) {
            Some(waiting) if !waiting.is_empty() => {
                let rest = waiting.split_off(waiting.len().min(MOST));
                std::mem::replace(waiting, rest)
            }
            _ => {
                all.remove(key);
                Waiting::new()
            }
        }
    }
}

/// A question that is on its way. Whatever ends it, also a caller who goes away, those who came meanwhile are asked for.
struct Going {
    tenant: Tenant,
    query: ById,
    key: Key,
}

impl Drop for Going {
    fn drop(&mut self) {
        let waiting = self.tenant.store.gathered.next(&self.key);
        if waiting.is_empty() {
            return;
        }
        let next = Going { tenant: self.tenant.clone(), query: self.query, key: self.key.clone() };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(next.answer(waiting))),
            // The runtime ends, and with it those who wait.
            Err(_) => drop(self.tenant.store.gathered.all().remove(&self.key)),
        }
    }
}

impl Going {
    /// Asks for those who wait. Who gets no answer asks alone: there may be no such row, or something broke.
    async fn answer(self, mut waiting: Waiting) {
        let ids: Vec<Uuid> = waiting.iter().map(|(id, _)| *id).collect();
        let times: Vec<_> = ids.iter().map(|id| time_of(*id).map(sql_time)).collect();
        let values: Values<'_> = &[&&*self.tenant.id, &times, &ids];
        if let Ok(rows) = self.tenant.of_week(&self.query.several, self.key.3, values).await {
            for row in rows {
                let place =
                    row.try_get(0).ok().and_then(|id: Uuid| waiting.iter().position(|(one, _)| *one == id));
                if let Some(place) = place {
                    // Gone away meanwhile, perhaps.
                    let _ = waiting.swap_remove(place).1.send(row);
                }
            }
        }
        drop(waiting);
        // Those who were answered ask their next question before the next ones go.
        tokio::task::yield_now().await;
    }
}

impl Tenant {
    /// The rows of a question for an id; none for an id that carries no time.
    pub(crate) async fn by_id(&self, query: &ById, id: Uuid) -> Result<Vec<Row>> {
        let Some(at) = time_of(id) else { return Ok(Vec::new()) };
        let number = number(at);
        let is_known = self.store.weeks.holds(number);
        // A week in which nothing was found yet has no statement of its own: whoever asks for an id of any time makes none with it.
        if !is_known || self.store.is_pooled {
            let rows = self.alone(query, at, id).await?;
            if !rows.is_empty() && !is_known {
                self.store.weeks.add(number);
            }
            return Ok(rows);
        }
        let key = (self.id.clone(), self.is_of_primary, query.one.name, number);
        if let Some(answer) = self.store.gathered.join(&key, id) {
            return match tokio::time::timeout(PATIENCE, answer).await {
                Ok(Ok(row)) => Ok(vec![row]),
                _ => self.alone(query, at, id).await,
            };
        }
        let _going = Going { tenant: self.clone(), query: *query, key };
        self.alone(query, at, id).await
    }

    async fn alone(&self, query: &ById, at: Timestamp, id: Uuid) -> Result<Vec<Row>> {
        self.of_week(&query.one, number(at), &[&&*self.id, &sql_time(at), &id]).await
    }

    /// The rows of a statement that asks for rows of one week. With the bounds of its part in the statement the other parts are neither
    /// planned nor locked.
    async fn of_week(&self, query: &Query, number: i64, values: Values<'_>) -> Result<Vec<Row>> {
        let bounded = || {
            let (from, to) = week(number);
            let text = query.text.replace("'-infinity'", &format!("'{from} 00:00Z'"));
            text.replace("'infinity'", &format!("'{to} 00:00Z'"))
        };
        match self.store.weeks.text(number, query.name, bounded) {
            Some(text) => self.ask_alone(query, &text, values).await,
            None => self.ask_alone(query, query.text, values).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(week: i64) -> Key {
        ("t".into(), false, "q", week)
    }

    #[test]
    fn who_comes_while_another_is_on_its_way_waits_and_goes_with_the_next() {
        let gathered = Gathered::default();
        assert!(gathered.join(&key(1), Uuid::nil()).is_none(), "the first goes at once");
        assert!(gathered.join(&key(2), Uuid::nil()).is_none(), "another week is another question");
        let waiting: Vec<_> =
            (0..MOST as u128 + 3).filter_map(|id| gathered.join(&key(1), Uuid::from_u128(id))).collect();
        assert_eq!(waiting.len(), MOST + 3);
        let first = gathered.next(&key(1));
        assert!(
            first.iter().map(|(id, _)| id.as_u128()).eq(0..MOST as u128),
            "in their order, so many at once"
        );
        assert_eq!(gathered.next(&key(1)).len(), 3);
        assert!(gathered.next(&key(1)).is_empty() && !gathered.all().contains_key(&key(1)));
        assert!(gathered.join(&key(1), Uuid::nil()).is_none(), "nothing is on its way any more");
    }
}
