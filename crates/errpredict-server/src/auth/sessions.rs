//! Sessions that were looked up a moment ago: a token is checked against its session in the database, at most every five seconds.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use errpredict_store::Principal;
use uuid::Uuid;

/// How long a session that another process ended may go on here.
const KEPT: Duration = Duration::from_secs(5);
/// Sessions that are remembered.
const MOST: usize = 10_000;

#[derive(Debug, Default)]
struct Held {
    generation: u64,
    known: BTreeMap<(Uuid, Uuid), (Instant, Principal)>,
}

/// Sessions by tenant and id.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<Held>);

impl Sessions {
    fn with<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn get(&self, tenant: Uuid, session: Uuid, now: Instant) -> Option<Principal> {
        self.with(|held| {
            let (until, principal) = held.known.get(&(tenant, session))?;
            (*until > now).then(|| principal.clone())
        })
    }

    /// To be asked before a session is looked up.
    pub(crate) fn generation(&self) -> u64 {
        self.with(|held| held.generation)
    }

    /// Remembers a session, unless one was ended or changed since it was looked up.
    pub(crate) fn keep(
        &self,
        tenant: Uuid,
        session: Uuid,
        principal: Principal,
        generation: u64,
        now: Instant,
    ) {
        self.with(|held| {
            if held.generation != generation {
                return;
            }
            if held.known.len() >= MOST {
                held.known.retain(|_, (until, _)| *until > now);
            }
            if held.known.len() < MOST {
                held.known.insert((tenant, session), (now + KEPT, principal));
            }
        });
    }

    /// Forgets all of a tenant: a session ended there, or somebody's roles changed.
    pub(crate) fn changed(&self, tenant: Uuid) {
        self.with(|held| {
            held.generation += 1;
            held.known.retain(|(of, _), _| *of != tenant);
        });
    }
}
