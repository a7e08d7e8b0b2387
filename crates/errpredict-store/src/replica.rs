//! A server that follows the first one: asked for what is only read. Where it cannot be asked the first one is, and why is kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use deadpool_postgres::{Client, Pool, Status};
use errpredict::{Error, ErrorKind, Result};
use tokio::time::Instant;

use crate::pool::pool_error;

/// How long a replica that could not be asked is left alone: nobody waits for it meanwhile.
const REST: Duration = Duration::from_secs(10);

/// The replica of a store.
#[derive(Debug, Clone)]
pub(crate) struct Replica {
    pool: Pool,
    /// Why it was last not asked, and when that was.
    fault: Arc<Mutex<Option<(Error, Instant)>>>,
}

impl Replica {
    pub(crate) fn new(pool: Pool) -> Replica {
        Replica { pool, fault: Arc::default() }
    }

    fn last(&self) -> MutexGuard<'_, Option<(Error, Instant)>> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn fault(&self) -> Option<Error> {
        self.last().as_ref().map(|(error, _)| error.clone())
    }

    pub(crate) fn status(&self) -> Status {
        self.pool.status()
    }

    /// A connection; none while it rests, and where it cannot be reached.
    pub(crate) async fn session(&self) -> Option<Client> {
        if self.last().as_ref().is_some_and(|(_, at)| at.elapsed() < REST) {
            return None;
        }
        self.pool.get().await.map_err(|error| self.note(pool_error(error))).ok()
    }

    fn note(&self, error: Error) {
        let said = format!("the replica could not be asked, the first server was: {}", error.message());
        *self.last() = Some((Error::new(error.kind(), said), Instant::now()));
    }

    /// What it answered; none where the first server is to be asked instead.
    pub(crate) fn settled<T>(&self, done: Result<T>) -> Option<Result<T>> {
        match done {
            Err(error) if is_its_own(&error) => {
                self.note(error);
                None
            }
            done => {
                if done.is_ok() {
                    self.last().take();
                }
                Some(done)
            }
        }
    }
}

/// Whether an error is one of the replica and not of what was asked: it went away, it is behind with the schema, or it cancelled what
/// stood in the way of following (PostgreSQL's documentation, 26.4.2). A statement that took too long would take as long elsewhere.
fn is_its_own(error: &Error) -> bool {
    let state = error.context().iter().find(|(key, _)| *key == "sqlstate").map(|(_, state)| state.as_str());
    match state {
        Some("57014") => false,
        Some("40001" | "40P01" | "42P01" | "42703" | "42883" | "3F000") => true,
        _ => error.kind() == ErrorKind::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_replica_did_is_asked_again() {
        let of_state = |kind, state: &str| Error::new(kind, "x").with("sqlstate", state);
        for (error, is_own) in [
            (Error::new(ErrorKind::Unavailable, "gone"), true),
            (of_state(ErrorKind::Unavailable, "57P01"), true),
            (of_state(ErrorKind::Conflict, "40001"), true),
            (of_state(ErrorKind::NotFound, "42P01"), true),
            (of_state(ErrorKind::Unavailable, "57014"), false),
            (of_state(ErrorKind::InvalidInput, "22P02"), false),
            (of_state(ErrorKind::Internal, "25006"), false),
        ] {
            assert_eq!(is_its_own(&error), is_own, "{error}");
        }
    }
}
