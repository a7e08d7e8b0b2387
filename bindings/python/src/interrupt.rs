//! Ctrl-C during work of the core.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use errpredict::Stop;
use pyo3::prelude::*;

use crate::errors::OrRaise;

/// How often the interpreter is asked for a signal. By judgement: nobody sees a tenth of a second, and asking takes microseconds.
const ASKED_EVERY: Duration = Duration::from_millis(50);

/// Does work that may take long without holding the interpreter, and ends it where a signal has arrived.
///
/// Python runs the handlers of signals in its main thread only, and only where that asks: so a thread of its own does the work,
/// and this one asks.
pub(crate) fn until_interrupted<T: Send>(
    py: Python<'_>,
    work: impl FnOnce(Stop<'_>) -> errpredict::Result<T> + Send,
) -> PyResult<T> {
    let stopped = AtomicBool::new(false);
    let asked = &|| stopped.load(Ordering::Relaxed);
    let (done, signalled) = py.detach(|| {
        std::thread::scope(|scope| {
            let (tell, told) = channel();
            scope.spawn(move || {
                // Whoever waits is there until this was received.
                let _ = tell.send(work(Stop::when(asked)));
            });
            let mut signalled = None;
            loop {
                match told.recv_timeout(ASKED_EVERY) {
                    Ok(done) => break (Some(done), signalled),
                    Err(RecvTimeoutError::Disconnected) => break (None, signalled),
                    Err(RecvTimeoutError::Timeout) if signalled.is_none() => {
                        signalled = Python::attach(|py| py.check_signals()).err();
                        stopped.store(signalled.is_some(), Ordering::Relaxed);
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                }
            }
        })
    });
    match (signalled, done) {
        (Some(raised), _) => Err(raised),
        (None, Some(done)) => done.or_raise(py),
        (None, None) => {
            Err(pyo3::exceptions::PySystemError::new_err("the thread of this work ended without an answer"))
        }
    }
}
