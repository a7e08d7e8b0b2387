//! The operations and handles of errpredict for WebAssembly, over memory. `src/wasm.ts` is the other side.
//!
//! What goes in is written to places that `reserve` gave. What comes out is left at `answer_place()` until `answer_release`; its length is what
//! a function returns, and where that is below zero, an error as JSON has the opposite as its length. No glue is
//! generated: a dozen functions over numbers need none, and the module can be loaded everywhere.
#![warn(missing_docs)]

mod room;

use std::cell::{Cell, RefCell};

use errpredict::{Error, ErrorKind, Result};
use errpredict_wire::{Handle, Part, arrays, error_message};

use room::{numbers, text};
pub use room::{reserve, unreserve};

#[cfg(feature = "whole")]
const PART: Part = Part::WHOLE;
#[cfg(not(feature = "whole"))]
const PART: Part = Part::SMALL;

thread_local! {
    /// Open handles, and the places of those that were closed.
    static HANDLES: RefCell<(Vec<Option<Handle>>, Vec<usize>)> = const { RefCell::new((Vec::new(), Vec::new())) };
    /// What the last call gave.
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static IS_READY: Cell<bool> = const { Cell::new(false) };
}

/// Runs an operation on a JSON request.
///
/// # Safety
/// Both places hold as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn operation_call(operation: *const u8, n: usize, request: *const u8, m: usize) -> i32 {
    answer(|| {
        // SAFETY: by the caller's word.
        let (operation, request) = unsafe { (text(operation, n)?, text(request, m)?) };
        Ok(PART.run(operation, request)?.into_bytes())
    })
}

/// Opens a handle with settings as JSON; the answer is its number.
///
/// # Safety
/// Both places hold as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn handle_open(kind: *const u8, n: usize, settings: *const u8, m: usize) -> i32 {
    answer(|| {
        // SAFETY: by the caller's word.
        let (kind, settings) = unsafe { (text(kind, n)?, text(settings, m)?) };
        Ok(put(PART.open(kind, settings)?))
    })
}

/// Opens a handle with what `handle_save` gave; the answer is its number.
///
/// # Safety
/// Both places hold as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn handle_load(kind: *const u8, n: usize, saved: *const u8, m: usize) -> i32 {
    answer(|| {
        // SAFETY: by the caller's word.
        let (kind, saved) = unsafe { (text(kind, n)?, room::bytes(saved, m)) };
        Ok(put(PART.load(kind, saved)?))
    })
}

/// Calls a method of a handle; `with` is another one, or any number that is none.
///
/// # Safety
/// Both places hold as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn handle_call(
    handle: usize,
    method: *const u8,
    n: usize,
    request: *const u8,
    m: usize,
    with: usize,
) -> i32 {
    answer(|| {
        // SAFETY: by the caller's word.
        let (method, request) = unsafe { (text(method, n)?, text(request, m)?) };
        HANDLES.with_borrow(|(all, _)| {
            let with = all.get(with).and_then(Option::as_ref);
            Ok(opened(all, handle)?.run(method, request, with)?.into_bytes())
        })
    })
}

/// Counts one event, given as JSON; there is no answer.
///
/// # Safety
/// The place holds as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn handle_observe(handle: usize, event: *const u8, n: usize) -> i32 {
    answer(|| {
        // SAFETY: by the caller's word.
        let event = unsafe { text(event, n)? };
        HANDLES.with_borrow(|(all, _)| opened(all, handle)?.observe_json(event))?;
        Ok(Vec::new())
    })
}

/// The state of a handle as bytes.
#[unsafe(no_mangle)]
pub extern "C" fn handle_save(handle: usize) -> i32 {
    answer(|| HANDLES.with_borrow(|(all, _)| opened(all, handle)?.save()))
}

/// Closes a handle; one that is closed stays so.
#[unsafe(no_mangle)]
pub extern "C" fn handle_close(handle: usize) {
    HANDLES.with_borrow_mut(|(all, free)| {
        if all.get_mut(handle).and_then(Option::take).is_some() {
            free.push(handle);
        }
    });
}

/// Scores every value of a series: by `n_history` values before it, or, without them, with the whole series in view. The answer
/// is as many numbers.
///
/// # Safety
/// The places hold as many bytes and numbers as is said, numbers at multiples of eight.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn series_score(
    detector: *const u8,
    n: usize,
    values: *const f64,
    n_values: usize,
    history: *const f64,
    n_history: usize,
    step_ms: f64,
    seed: u32,
) -> i32 {
    answer(|| {
        // SAFETY: by the caller's word.
        let (detector, values, history) =
            unsafe { (text(detector, n)?, numbers(values, n_values), numbers(history, n_history)) };
        let history = (n_history > 0).then_some(history);
        let scores = arrays::score_series(detector, values, history, step_ms as i64, u64::from(seed))?;
        Ok(scores.iter().flat_map(|score| score.to_le_bytes()).collect())
    })
}

/// Where the answer of the last call is.
#[unsafe(no_mangle)]
pub extern "C" fn answer_place() -> *const u8 {
    ANSWER.with_borrow(|bytes| bytes.as_ptr())
}

/// How long it is: after a panic, that of what it said.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    ANSWER.with_borrow(Vec::len)
}

/// Gives the answer's memory back.
#[unsafe(no_mangle)]
pub extern "C" fn answer_release() {
    ANSWER.set(Vec::new());
}

/// Leaves an answer, and tells its length.
fn answer(work: impl FnOnce() -> Result<Vec<u8>>) -> i32 {
    if !IS_READY.replace(true) {
        // A panic, which is a bug of errpredict, ends the module: what it said is left for whoever finds out.
        std::panic::set_hook(Box::new(|panic| ANSWER.set(panic.to_string().into_bytes())));
    }
    let (bytes, sign) = match work() {
        Ok(bytes) => (bytes, 1),
        Err(error) => (error_message(&error).to_json().into_bytes(), -1),
    };
    let length = bytes.len() as i32;
    ANSWER.set(bytes);
    sign * length
}

/// Keeps a handle, and gives its number.
fn put(handle: Handle) -> Vec<u8> {
    let number = HANDLES.with_borrow_mut(|(all, free)| {
        let place = free.pop().unwrap_or(all.len());
        match all.get_mut(place) {
            Some(empty) => *empty = Some(handle),
            None => all.push(Some(handle)),
        }
        place
    });
    number.to_string().into_bytes()
}

fn opened(all: &[Option<Handle>], handle: usize) -> Result<&Handle> {
    let closed = || Error::new(ErrorKind::InvalidArgument, "the handle is closed");
    all.get(handle).and_then(Option::as_ref).ok_or_else(closed)
}
