//! What keeps state between calls.

use std::ffi::c_char;
use std::path::PathBuf;

use errpredict::Result;
use errpredict_wire::Handle;

use crate::bytes::{ErrpredictBytes, put, text, there, values};
use crate::event::{ErrpredictEvent, ErrpredictText};
use crate::failure::{ErrpredictError, ErrpredictStatus, status};

/// Something that keeps state: a monitor, a rollup, a model, templates, similar texts. Free it with `errpredict_handle_free`.
#[derive(Debug)]
pub struct ErrpredictHandle(Handle);

/// Hands a handle over.
///
/// # Safety
/// `place` is null or points to memory for a pointer.
unsafe fn give(place: *mut *mut ErrpredictHandle, handle: Handle) -> Result<()> {
    // SAFETY: as the caller promises; nothing is made where there is no place for it.
    unsafe {
        put("handle", place, std::ptr::null_mut())?;
        put("handle", place, Box::into_raw(Box::new(ErrpredictHandle(handle))))
    }
}

/// Opens a handle of a kind with settings as JSON (`{}` are the defaults); free it with `errpredict_handle_free`.
///
/// # Safety
/// `kind` and `settings` are good for their lengths, `handle` points to memory for a pointer, `error` is null or points to
/// memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_handle_open(
    kind: *const c_char,
    kind_len: usize,
    settings: *const c_char,
    settings_len: usize,
    handle: *mut *mut ErrpredictHandle,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("handle", handle, std::ptr::null_mut())?;
            let kind = text("kind", kind, kind_len)?;
            give(handle, Handle::open(kind, text("settings", settings, settings_len)?)?)
        })
    }
}

/// Goes on where `errpredict_handle_save` was called; free the handle with `errpredict_handle_free`.
///
/// # Safety
/// As of `errpredict_handle_open`; `bytes` is good for `bytes_len`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_handle_load(
    kind: *const c_char,
    kind_len: usize,
    bytes: *const u8,
    bytes_len: usize,
    handle: *mut *mut ErrpredictHandle,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("handle", handle, std::ptr::null_mut())?;
            let kind = text("kind", kind, kind_len)?;
            give(handle, Handle::load(kind, values("bytes", bytes, bytes_len)?)?)
        })
    }
}

/// Reads log files in parallel and opens a `rollup` of their events. `report`, if not null, gets what was read and what was
/// left out, as JSON; free it with `errpredict_bytes_free`, the handle with `errpredict_handle_free`. `options` are those of
/// the operation `read`, `settings` those of the handle `rollup`, both JSON objects.
///
/// # Safety
/// As of `errpredict_handle_open`; `paths` is good for `n_paths` texts, each of them for its length, and `report` is null or
/// points to memory for bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_handle_read_files(
    paths: *const ErrpredictText,
    n_paths: usize,
    options: *const c_char,
    options_len: usize,
    settings: *const c_char,
    settings_len: usize,
    handle: *mut *mut ErrpredictHandle,
    report: *mut ErrpredictBytes,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("handle", handle, std::ptr::null_mut())?;
            if !report.is_null() {
                put("report", report, ErrpredictBytes::NONE)?;
            }
            let paths: Vec<PathBuf> = values("paths", paths, n_paths)?
                .iter()
                .map(|path| text("paths", path.data, path.len).map(PathBuf::from))
                .collect::<Result<_>>()?;
            let options = text("options", options, options_len)?;
            let settings = text("settings", settings, settings_len)?;
            let (read, told) = Handle::read_files(&paths, options, settings)?;
            if !report.is_null() {
                put("report", report, ErrpredictBytes::given(told.into_bytes()))?;
            }
            give(handle, read)
        })
    }
}

/// Calls a method with a JSON request and gives the JSON answer, what messages have under `ok`. `with` is another handle that
/// the method reads, or null. The answer is the caller's: free it with `errpredict_bytes_free`.
///
/// # Safety
/// `handle` and `with` are handles that were not freed, `with` may be null; the rest as of `errpredict_call`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_handle_call(
    handle: *const ErrpredictHandle,
    method: *const c_char,
    method_len: usize,
    request: *const c_char,
    request_len: usize,
    with: *const ErrpredictHandle,
    answer: *mut ErrpredictBytes,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("answer", answer, ErrpredictBytes::NONE)?;
            let method = text("method", method, method_len)?;
            let request = text("request", request, request_len)?;
            let with = with.as_ref().map(|with| &with.0);
            let told = there("handle", handle)?.0.run(method, request, with)?;
            put("answer", answer, ErrpredictBytes::given(told.into_bytes()))
        })
    }
}

/// Counts one event given as fields.
///
/// # Safety
/// `handle` is a handle that was not freed, `event` points to an event whose texts are good for their lengths, `error` is
/// null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_observe(
    handle: *const ErrpredictHandle,
    event: *const ErrpredictEvent,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            let event = there("event", event)?.read()?;
            there("handle", handle)?.0.observe(event)
        })
    }
}

/// Counts one event given as a JSON object.
///
/// # Safety
/// `handle` is a handle that was not freed, `event` is good for its length, `error` is null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_observe_json(
    handle: *const ErrpredictHandle,
    event: *const c_char,
    event_len: usize,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            let event = text("event", event, event_len)?;
            there("handle", handle)?.0.observe_json(event)
        })
    }
}

/// Counts the events of a block of log lines, packed or not. `options` are those of the operation `read` (`{}` are the
/// defaults). `report`, if not null, gets what was read and what was left out, as JSON; free it with `errpredict_bytes_free`.
///
/// # Safety
/// `handle` is a handle that was not freed, `lines` and `options` are good for their lengths, `report` is null or points to
/// memory for bytes, `error` is null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_observe_lines(
    handle: *const ErrpredictHandle,
    lines: *const u8,
    lines_len: usize,
    options: *const c_char,
    options_len: usize,
    report: *mut ErrpredictBytes,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            if !report.is_null() {
                put("report", report, ErrpredictBytes::NONE)?;
            }
            let lines = values("lines", lines, lines_len)?;
            let options = text("options", options, options_len)?;
            let told = there("handle", handle)?.0.observe_lines(lines, options)?;
            if report.is_null() {
                return Ok(());
            }
            put("report", report, ErrpredictBytes::given(told.into_bytes()))
        })
    }
}

/// Gives the state as bytes, for `errpredict_handle_load`; free them with `errpredict_bytes_free`.
///
/// # Safety
/// `handle` is a handle that was not freed, `bytes` points to memory for bytes, `error` is null or points to memory for an
/// error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_handle_save(
    handle: *const ErrpredictHandle,
    bytes: *mut ErrpredictBytes,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("bytes", bytes, ErrpredictBytes::NONE)?;
            let saved = there("handle", handle)?.0.save()?;
            put("bytes", bytes, ErrpredictBytes::given(saved))
        })
    }
}

/// Closes a handle; null is left as it is.
///
/// # Safety
/// `handle` is null or a handle that was not freed, and no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_handle_free(handle: *mut ErrpredictHandle) {
    if !handle.is_null() {
        // SAFETY: made by `Box::into_raw`, and freed once.
        drop(unsafe { Box::from_raw(handle) });
    }
}
