//! Who changed something a moment ago: he is answered by the first server for a while, so that he sees what he did. A replica follows
//! it a little behind.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::caller::Caller;

/// How long a replica is given to have what was written: one that follows is milliseconds behind, and seconds at the worst.
const FOR: Duration = Duration::from_secs(10);

/// When each principal last changed something.
#[derive(Debug, Default)]
pub(crate) struct Wrote(Mutex<BTreeMap<(Uuid, String), Instant>>);

impl Wrote {
    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<(Uuid, String), Instant>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Somebody changes something.
    pub(crate) fn note(&self, who: &Caller) {
        let now = crate::clock::instant();
        self.with(|all| all.insert((who.tenant_id, who.name.clone()), now));
    }

    /// Whether somebody did a moment ago.
    pub(crate) fn lately(&self, who: &Caller) -> bool {
        let now = crate::clock::instant();
        let at = self.with(|all| all.get(&(who.tenant_id, who.name.clone())).copied());
        at.is_some_and(|at| now.duration_since(at) < FOR)
    }

    /// Forgets what was long ago; to be called now and then.
    pub(crate) fn forget(&self) {
        let now = crate::clock::instant();
        self.with(|all| all.retain(|_, at| now.duration_since(*at) < FOR));
    }
}
