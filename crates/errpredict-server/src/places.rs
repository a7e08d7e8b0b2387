//! Places that are counted by tenant: so many for one, so many for all. And queues of work: whoever finds no place in one is told to come
//! again, instead of waiting for ever.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use crate::problem::{Answered, Problem};

/// Places, and who has how many.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    taken: Arc<Mutex<BTreeMap<Uuid, usize>>>,
    of_one: usize,
    of_all: usize,
}

/// A place; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    of: Places,
    tenant: Uuid,
}

impl Places {
    pub(crate) fn new(of_one: usize, of_all: usize) -> Places {
        Places { taken: Arc::default(), of_one, of_all }
    }

    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<Uuid, usize>) -> T) -> T {
        work(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A place for a tenant; none where it has its share, or all are taken.
    pub(crate) fn take(&self, tenant: Uuid) -> Option<Place> {
        self.with(|taken| {
            if taken.values().sum::<usize>() >= self.of_all {
                return None;
            }
            let own = taken.entry(tenant).or_default();
            *own += 1;
            if *own > self.of_one {
                *own -= 1;
                return None;
            }
            Some(())
        })?;
        Some(Place { of: self.clone(), tenant })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.of.with(|taken| {
            if let Some(own) = taken.get_mut(&self.tenant) {
                *own -= 1;
                if *own == 0 {
                    taken.remove(&self.tenant);
                }
            }
        });
    }
}

/// Work that is done a little at a time, and those who wait for it.
#[derive(Debug)]
pub(crate) struct Queue {
    working: Arc<Semaphore>,
    waiting: Places,
}

/// A place in a queue.
#[derive(Debug)]
pub(crate) struct InLine {
    working: Arc<Semaphore>,
    place: Place,
}

impl Queue {
    /// A queue of which `at_once` are worked on.
    pub(crate) fn new(at_once: usize, of_one: usize, of_all: usize) -> Queue {
        Queue { working: Arc::new(Semaphore::new(at_once)), waiting: Places::new(of_one, of_all) }
    }

    /// A place in it, for `what`.
    pub(crate) fn line_up(&self, tenant: Uuid, what: &str) -> Answered<InLine> {
        let place = self.waiting.take(tenant);
        let place =
            place.ok_or_else(|| Problem::too_many(format!("too many {what} wait for their turn"), 10))?;
        Ok(InLine { working: self.working.clone(), place })
    }
}

impl InLine {
    /// The turn of whoever waited. It goes with the work, to where that is done: a request that is given up does not end the work.
    pub(crate) async fn turn(self) -> errpredict::Result<OwnedSemaphorePermit> {
        let permit = self.working.acquire_owned().await;
        drop(self.place);
        permit.map_err(|_| errpredict::Error::new(errpredict::ErrorKind::Cancelled, "the service ends"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tenant_takes_its_share_and_gives_it_back() {
        let (places, one, other) = (Places::new(2, 3), Uuid::from_u128(1), Uuid::from_u128(2));
        let held: Vec<_> = [one, one, one, other, other].map(|of| places.take(of)).into_iter().collect();
        assert_eq!(held.iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, false, true, false]);
        drop(held);
        assert!(places.with(|taken| taken.is_empty()));
        assert!(places.take(one).is_some());
    }
}
