//! How many threads the work is spread over, and whose they are.
//!
//! Whatever the number, the results are the same bytes. Work called from a thread of a rayon pool is spread over that pool.
//! Else it is spread over a pool of errpredict's own, which belongs to one process: a child that was forked off has no threads
//! but the one that forked, and waiting for those of its parent would last for ever, so it gets a pool of its own when it first
//! needs one. Where no thread can be started, everything runs in the calling one.
//!
//! ```
//! use errpredict::threads;
//!
//! threads::set(1); // nothing but the calling thread, in a worker that was forked, say
//! assert_eq!(threads::get(), 1);
//! threads::set(0); // as many as the machine has
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};

/// As many threads as the machine has.
const AS_MANY_AS_THERE_ARE: usize = 0;

static LIMIT: AtomicUsize = AtomicUsize::new(AS_MANY_AS_THERE_ARE);

/// Sets how many threads work is spread over from now on, in the whole process: 0 as many as the machine has, 1 none but the
/// calling one.
pub fn set(threads: usize) {
    LIMIT.store(threads, Ordering::Relaxed);
}

/// What was [`set`]; 0, as many as the machine has, if nothing was.
#[must_use]
pub fn get() -> usize {
    LIMIT.load(Ordering::Relaxed)
}

/// How many threads [`map`] spreads work over if it is called here.
pub(crate) fn count() -> usize {
    #[cfg(feature = "parallel")]
    if get() != 1 {
        return match rayon::current_thread_index() {
            Some(_) => rayon::current_num_threads(),
            None => pool::current().map_or(1, |pool| pool.current_num_threads()),
        };
    }
    1
}

/// `work` of every number below `n`, in their order.
#[cfg(feature = "parallel")]
pub(crate) fn map<R: Send>(n: usize, work: impl Fn(usize) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    if n < 2 || get() == 1 {
        return (0..n).map(work).collect();
    }
    if rayon::current_thread_index().is_some() {
        return (0..n).into_par_iter().map(work).collect();
    }
    match pool::current() {
        Some(pool) => pool.install(|| (0..n).into_par_iter().map(work).collect()),
        None => (0..n).map(work).collect(),
    }
}

/// `work` of every number below `n`, in their order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<R>(n: usize, work: impl Fn(usize) -> R) -> Vec<R> {
    (0..n).map(work).collect()
}

/// `work` of every piece of `length` of `values`, with its number.
#[cfg(feature = "parallel")]
pub(crate) fn each_piece<T: Send>(
    values: &mut [T],
    length: usize,
    work: impl Fn((usize, &mut [T])) + Sync + Send,
) {
    use rayon::prelude::*;
    let inside = rayon::current_thread_index().is_some();
    let pool = if inside || get() == 1 { None } else { pool::current() };
    match pool {
        Some(pool) => pool.install(|| values.par_chunks_mut(length).enumerate().for_each(work)),
        None if inside && get() != 1 => values.par_chunks_mut(length).enumerate().for_each(work),
        None => values.chunks_mut(length).enumerate().for_each(work),
    }
}

/// `work` of every piece of `length` of `values`, with its number.
#[cfg(not(feature = "parallel"))]
pub(crate) fn each_piece<T>(values: &mut [T], length: usize, work: impl Fn((usize, &mut [T]))) {
    values.chunks_mut(length).enumerate().for_each(work);
}

#[cfg(feature = "parallel")]
mod pool {
    use std::sync::{Arc, Mutex};

    use rayon::{ThreadPool, ThreadPoolBuilder};

    /// The threads of one process.
    struct Pool {
        process: u32,
        limit: usize,
        threads: Arc<ThreadPool>,
    }

    static POOL: Mutex<Option<Pool>> = Mutex::new(None);
    /// Tries for the lock. It is held while a pool is looked up or started, which takes less than so many turns; after them it
    /// was held by another thread when this process was forked off, and will never be free.
    const TRIES: usize = 10_000;

    /// The pool of this process; none where none can be had.
    pub(super) fn current() -> Option<Arc<ThreadPool>> {
        let mut kept = (0..TRIES).find_map(|i| {
            if i > 0 {
                std::thread::yield_now();
            }
            POOL.try_lock().ok()
        })?;
        let (process, limit) = (process(), super::get());
        if let Some(pool) = kept.as_ref().filter(|pool| pool.process == process && pool.limit == limit) {
            return Some(Arc::clone(&pool.threads));
        }
        let named = ThreadPoolBuilder::new().thread_name(|i| format!("errpredict {i}"));
        let threads = Arc::new(named.num_threads(limit).build().ok()?);
        let new = Pool { process, limit, threads: Arc::clone(&threads) };
        if let Some(old) = kept.replace(new).filter(|old| old.process != process) {
            // Its threads stayed in the parent: telling them to end could wait for a lock that one of them held.
            std::mem::forget(old.threads);
        }
        Some(threads)
    }

    #[cfg(not(target_family = "wasm"))]
    fn process() -> u32 {
        std::process::id()
    }

    /// There is only one process.
    #[cfg(target_family = "wasm")]
    fn process() -> u32 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_threads_gives_the_same() {
        let expected: Vec<usize> = (0..1_000).map(|i| i * i).collect();
        for threads in [1, 2, 3, 0, 1] {
            set(threads);
            assert_eq!(map(1_000, |i| i * i), expected);
            let mut values = vec![0; 1_000];
            each_piece(&mut values, 7, |(piece, values)| {
                values
                    .iter_mut()
                    .enumerate()
                    .for_each(|(i, value)| *value = (piece * 7 + i) * (piece * 7 + i));
            });
            assert_eq!(values, expected);
            assert!(count() >= 1 && (threads != 1 || count() == 1));
        }
        set(0);
    }
}
