//! The same reading on several threads: chunks go to whichever thread is free, each folds into a state of its own.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use errpredict::{Error, ErrorKind, EventRef, Result, Stop};

use super::ReadReport;
use super::collect::{Findings, Memory};
use super::files::Stream;
use super::options::ReadOptions;
use super::report::BadLine;
use super::source::Source;
use super::task::{Progress, Task, strict_error};

/// More threads than this only cost memory.
const MAX_THREADS: usize = 256;
/// Chunks that wait for a thread, per thread.
const QUEUE_PER_THREAD: usize = 2;

/// Folds the events of all sources into one state per thread. The order of events is that of no file, so the
/// states must be ones that can be put together in any order, as rollups can.
///
/// # Errors
/// Those of [`super::read_events`]; `cancelled`.
pub(crate) fn fold_parallel<S: Send>(
    sources: &[Source],
    options: &ReadOptions,
    empty: &(dyn Fn() -> S + Sync),
    observe: fn(&mut S, EventRef<'_>),
    (progress, stop): (&mut dyn FnMut(Progress<'_>), Stop<'_>),
) -> Result<(Vec<S>, ReadReport)> {
    let n_threads = n_threads(options)?;
    let mut stream = Stream::new(sources, options)?;
    let (sender, receiver) = sync_channel(n_threads * QUEUE_PER_THREAD);
    // Held by the workers only: were they all gone, sending would fail instead of waiting for ever.
    let tasks = Arc::new(Mutex::new(receiver));
    let shared = Shared { spare: Mutex::default(), bad_at: AtomicU64::new(u64::MAX) };
    let outcomes = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..n_threads)
            .map(|_| {
                let (tasks, shared) = (Arc::clone(&tasks), &shared);
                scope.spawn(move || work(&tasks, shared, options, empty(), observe))
            })
            .collect();
        drop(tasks);
        let fed = feed(&mut stream, sender, &shared, (progress, stop));
        let mut outcomes = Vec::new();
        for worker in workers {
            let outcome = worker.join();
            outcomes.push(outcome.map_err(|_| Error::new(ErrorKind::Internal, "a reading thread panicked"))?);
        }
        fed.map(|()| outcomes)
    })?;
    let first_bad =
        outcomes.iter().filter_map(|outcome| outcome.bad.as_ref()).min_by_key(|(number, _)| *number);
    if let Some((_, bad)) = first_bad {
        return Err(strict_error(bad));
    }
    let (mut states, mut findings) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        states.push(outcome.state);
        findings.push(outcome.findings);
    }
    Ok((states, Findings::report(findings, stream.reports, options)))
}

/// The number of threads the options ask for.
pub(crate) fn n_threads(options: &ReadOptions) -> Result<usize> {
    match options.threads {
        0 => Ok(std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MAX_THREADS)),
        n if n <= MAX_THREADS => Ok(n),
        n => Err(Error::setting("threads", &format!("at most {MAX_THREADS}"), n)),
    }
}

struct Shared {
    /// Buffers to use again.
    spare: Mutex<Vec<Vec<u8>>>,
    /// Number of the first chunk with a bad line, where reading is strict.
    bad_at: AtomicU64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked is noticed when it is joined; what it held stays whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn feed(
    stream: &mut Stream<'_>,
    sender: SyncSender<Task>,
    shared: &Shared,
    (progress, stop): (&mut dyn FnMut(Progress<'_>), Stop<'_>),
) -> Result<()> {
    loop {
        stop.check()?;
        let buffer = lock(&shared.spare).pop().unwrap_or_default();
        let Some(task) = stream.next(buffer, progress)? else { return Ok(()) };
        if shared.bad_at.load(Ordering::Relaxed) != u64::MAX || sender.send(task).is_err() {
            return Ok(());
        }
    }
}

struct Outcome<S> {
    state: S,
    findings: Findings,
    bad: Option<(u64, BadLine)>,
}

fn work<S>(
    tasks: &Mutex<Receiver<Task>>,
    shared: &Shared,
    options: &ReadOptions,
    mut state: S,
    observe: fn(&mut S, EventRef<'_>),
) -> Outcome<S> {
    let (mut memory, mut findings, mut bad) = (Memory::default(), Findings::default(), None);
    loop {
        let received = lock(tasks).recv();
        let Ok(task) = received else { return Outcome { state, findings, bad } };
        // Chunks before the first bad line known so far still matter: theirs may be earlier.
        if task.number < shared.bad_at.load(Ordering::Relaxed) {
            let mut fold = |event: EventRef<'_>, _| observe(&mut state, event);
            if let Some(line) = task.parse(options, &mut memory, &mut findings, &mut fold) {
                shared.bad_at.fetch_min(task.number, Ordering::Relaxed);
                bad.get_or_insert((task.number, line));
            }
        }
        lock(&shared.spare).push(task.chunk.bytes);
    }
}
