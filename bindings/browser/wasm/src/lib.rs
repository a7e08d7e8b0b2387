//! The operations and handles of errpredict for WebAssembly, over memory: texts go in as a place and a length, and answers come
//! out as both in one number, the length in the lower half. `src/wasm.ts` is the other side.
//!
//! No glue is generated: seven functions over numbers need none, and the module stays loadable everywhere.
#![warn(missing_docs)]

use std::cell::RefCell;

use errpredict_wire::{Handle, error_message};

thread_local! {
    /// Open handles; a closed one leaves its place empty for the next.
    static HANDLES: RefCell<Vec<Option<Handle>>> = const { RefCell::new(Vec::new()) };
    /// The bytes of the last `save`.
    static SAVED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Room for so many bytes, which `release` gives back.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Gives room back.
///
/// # Safety
/// The place must come from `reserve`, or from an answer, with just that length, and once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(place: *mut u8, length: usize) {
    // SAFETY: by the caller's word it is a box of that many bytes.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(place, length)) });
}

/// Runs an operation on a JSON request: `{"ok": ...}` or `{"error": ...}`.
///
/// # Safety
/// Both places hold as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(operation: *const u8, n: usize, request: *const u8, m: usize) -> u64 {
    // SAFETY: by the caller's word.
    let (operation, request) = unsafe { (text(operation, n), text(request, m)) };
    answer(errpredict_wire::call(&operation, &request))
}

/// Opens a handle with settings as JSON, or with saved bytes: `{"ok": NUMBER}`.
///
/// # Safety
/// Both places hold as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(kind: *const u8, n: usize, given: *const u8, m: usize, is_saved: bool) -> u64 {
    // SAFETY: by the caller's word.
    let (kind, given) = unsafe { (text(kind, n), std::slice::from_raw_parts(given, m)) };
    let opened = if is_saved {
        Handle::load(&kind, given)
    } else {
        Handle::open(&kind, &String::from_utf8_lossy(given))
    };
    answer(match opened {
        Ok(handle) => format!("{{\"ok\":{}}}", put(handle)),
        Err(error) => refused(&error),
    })
}

/// Calls a method of a handle; `with` is another one, or any number that is none.
///
/// # Safety
/// Both places hold as many bytes as is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call_handle(
    handle: usize,
    method: *const u8,
    n: usize,
    request: *const u8,
    m: usize,
    with: usize,
) -> u64 {
    // SAFETY: by the caller's word.
    let (method, request) = unsafe { (text(method, n), text(request, m)) };
    answer(HANDLES.with_borrow(|all| match all.get(handle) {
        Some(Some(found)) => found.call(&method, &request, all.get(with).and_then(Option::as_ref)),
        _ => closed(),
    }))
}

/// The state of a handle as bytes: `{"ok": LENGTH}`, and `saved` says where they are until the next `save`.
#[unsafe(no_mangle)]
pub extern "C" fn save(handle: usize) -> u64 {
    let found = HANDLES.with_borrow(|all| all.get(handle).and_then(Option::as_ref).map(Handle::save));
    answer(match found {
        None => closed(),
        Some(Err(error)) => refused(&error),
        Some(Ok(bytes)) => {
            let told = format!("{{\"ok\":{}}}", bytes.len());
            SAVED.set(bytes);
            told
        }
    })
}

/// Where the bytes of the last `save` are.
#[unsafe(no_mangle)]
pub extern "C" fn saved() -> *const u8 {
    SAVED.with_borrow(|bytes| bytes.as_ptr())
}

/// Closes a handle; one that is closed stays so.
#[unsafe(no_mangle)]
pub extern "C" fn close(handle: usize) {
    HANDLES.with_borrow_mut(|all| {
        if let Some(place) = all.get_mut(handle) {
            *place = None;
        }
    });
}

/// # Safety
/// The place holds that many bytes.
unsafe fn text(place: *const u8, length: usize) -> String {
    // SAFETY: by the caller's word.
    String::from_utf8_lossy(unsafe { std::slice::from_raw_parts(place, length) }).into_owned()
}

fn put(handle: Handle) -> usize {
    HANDLES.with_borrow_mut(|all| {
        let free = all.iter().position(Option::is_none);
        let place = free.unwrap_or(all.len());
        match all.get_mut(place) {
            Some(empty) => *empty = Some(handle),
            None => all.push(Some(handle)),
        }
        place
    })
}

fn refused(error: &errpredict::Error) -> String {
    format!("{{\"error\":{}}}", error_message(error).to_json())
}

fn closed() -> String {
    r#"{"error":{"code":"invalid_argument","message":"the handle is closed"}}"#.to_owned()
}

/// Length and place of a text that the other side releases.
fn answer(text: String) -> u64 {
    let bytes = text.into_bytes().into_boxed_slice();
    let length = bytes.len() as u64;
    let place = Box::into_raw(bytes).cast::<u8>() as usize as u64;
    place << 32 | length
}
