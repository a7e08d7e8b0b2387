//! The door for everything: an operation by its name.

use std::ffi::c_char;

use crate::bytes::{ErrpredictBytes, put, text};
use crate::failure::{ErrpredictError, ErrpredictStatus, status};

/// Runs an operation on a JSON request and gives the JSON answer, what messages have under `ok`; `docs/wire.md` lists the
/// operations. The answer is the caller's: free it with `errpredict_bytes_free`.
///
/// # Safety
/// `operation` and `request` are good for their lengths, `answer` points to memory for bytes, and `error` is null or points to
/// memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_call(
    operation: *const c_char,
    operation_len: usize,
    request: *const c_char,
    request_len: usize,
    answer: *mut ErrpredictBytes,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("answer", answer, ErrpredictBytes::NONE)?;
            let operation = text("operation", operation, operation_len)?;
            let told = errpredict_wire::run(operation, text("request", request, request_len)?)?;
            put("answer", answer, ErrpredictBytes::given(told.into_bytes()))
        })
    }
}
