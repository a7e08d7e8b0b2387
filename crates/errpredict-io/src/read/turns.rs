//! What the chunks of a file say of their order, put together in the order of the file by whichever threads read them.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::order::{Orders, add};

/// The chunks of a file that are read.
#[derive(Debug, Default)]
pub(super) struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Chunks that were begun.
    n_begun: u64,
    /// Chunks that are read, and all before them.
    n_whole: u64,
    whole: Orders,
    /// Chunks that are read while one before them is not; whether they hold what those before say.
    ahead: BTreeMap<u64, (Orders, bool)>,
}

/// One chunk, from 0, that is being read or waits for it. Chunks are taken up in their order, so that what waits for those
/// before it never waits for ever; one that is dropped says nothing.
#[derive(Debug)]
pub(super) struct Turn {
    turns: Arc<Turns>,
    number: u64,
}

impl Turn {
    /// The next chunk of a file.
    pub(super) fn next(turns: &Arc<Turns>) -> Turn {
        let mut state = turns.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.n_begun += 1;
        Turn { turns: Arc::clone(turns), number: state.n_begun - 1 }
    }

    /// What all chunks before this one say, once they are read.
    pub(super) fn before(&self) -> Orders {
        let state = self.turns.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.turns.changed.wait_while(state, |state| state.n_whole < self.number);
        waited.unwrap_or_else(PoisonError::into_inner).whole.clone()
    }

    /// The chunk is read: what it says, by itself or `with_before`.
    pub(super) fn end(&self, orders: Orders, with_before: bool) {
        let mut state = self.turns.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.number < state.n_whole {
            return;
        }
        state.ahead.entry(self.number).or_insert((orders, with_before));
        let State { n_whole, whole, ahead, .. } = &mut *state;
        while let Some((orders, with_before)) = ahead.remove(n_whole) {
            if with_before {
                *whole = orders;
            } else {
                add(whole, orders);
            }
            *n_whole += 1;
        }
        self.turns.changed.notify_all();
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.end(Orders::new(), false);
    }
}
