//! The functions of the header as a caller without Rust's types calls them, for the other tests.

use std::mem::MaybeUninit;

use errpredict_c::{
    ErrpredictBytes, ErrpredictError, ErrpredictHandle, ErrpredictStatus, errpredict_bytes_free,
    errpredict_call, errpredict_error_free, errpredict_handle_call, errpredict_handle_free,
    errpredict_handle_load, errpredict_handle_open, errpredict_handle_save, errpredict_observe_json,
};
use serde_json::{Value, json};

/// What is under `ok` or `error` of the answer.
pub(crate) type Told = Result<Vec<u8>, Value>;

/// What a function wrote, freed as the header says.
fn told(
    status: ErrpredictStatus,
    bytes: Option<MaybeUninit<ErrpredictBytes>>,
    error: MaybeUninit<ErrpredictError>,
) -> Told {
    // SAFETY: every function writes both, whatever it returns.
    let (bytes, mut error) = unsafe { (bytes.map(|bytes| bytes.assume_init()), error.assume_init()) };
    let copied = |bytes: &ErrpredictBytes| match bytes.data.is_null() {
        true => Vec::new(),
        // SAFETY: good for its length until it is freed.
        false => unsafe { std::slice::from_raw_parts(bytes.data, bytes.len) }.to_vec(),
    };
    let result = if status == ErrpredictStatus::Ok {
        assert!(error.code.is_null() && error.message.data.is_null() && error.json.data.is_null());
        Ok(bytes.as_ref().map(copied).unwrap_or_default())
    } else {
        let json: Value = serde_json::from_slice(&copied(&error.json)).unwrap();
        // SAFETY: a static text with a zero behind it.
        let code = unsafe { std::ffi::CStr::from_ptr(error.code) };
        assert_eq!(
            (code.to_str().unwrap(), copied(&error.message)),
            (json["code"].as_str().unwrap(), json["message"].as_str().unwrap().into())
        );
        Err(json)
    };
    if let Some(mut bytes) = bytes {
        // SAFETY: the library's own; freeing twice is freeing once.
        unsafe { (errpredict_bytes_free(&raw mut bytes), errpredict_bytes_free(&raw mut bytes)) };
    }
    // SAFETY: as above.
    unsafe { (errpredict_error_free(&raw mut error), errpredict_error_free(&raw mut error)) };
    result
}

/// The answer as messages have it.
pub(crate) fn envelope(told: Told) -> Value {
    match told {
        Ok(bytes) if bytes.is_empty() => json!({"ok": null}),
        Ok(bytes) => json!({"ok": serde_json::from_slice::<Value>(&bytes).unwrap()}),
        Err(error) => json!({"error": error}),
    }
}

pub(crate) fn call(operation: &str, request: &str) -> Told {
    let (mut answer, mut error) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    // SAFETY: texts with their lengths, memory for what is written.
    let status = unsafe {
        errpredict_call(
            operation.as_ptr().cast(),
            operation.len(),
            request.as_ptr().cast(),
            request.len(),
            answer.as_mut_ptr(),
            error.as_mut_ptr(),
        )
    };
    told(status, Some(answer), error)
}

/// A handle that closes itself.
pub(crate) struct Opened(*mut ErrpredictHandle);

impl Drop for Opened {
    fn drop(&mut self) {
        // SAFETY: freed once.
        unsafe { errpredict_handle_free(self.0) };
    }
}

impl Opened {
    pub(crate) fn open(kind: &str, settings: &str) -> Result<Opened, Value> {
        let (mut handle, mut error) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        // SAFETY: texts with their lengths, memory for what is written.
        let status = unsafe {
            errpredict_handle_open(
                kind.as_ptr().cast(),
                kind.len(),
                settings.as_ptr().cast(),
                settings.len(),
                handle.as_mut_ptr(),
                error.as_mut_ptr(),
            )
        };
        // SAFETY: written, whatever is returned.
        let handle = Opened(unsafe { handle.assume_init() });
        told(status, None, error).map(|_| handle)
    }

    pub(crate) fn load(kind: &str, bytes: &[u8]) -> Result<Opened, Value> {
        let (mut handle, mut error) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        // SAFETY: bytes with their lengths, memory for what is written.
        let status = unsafe {
            errpredict_handle_load(
                kind.as_ptr().cast(),
                kind.len(),
                bytes.as_ptr(),
                bytes.len(),
                handle.as_mut_ptr(),
                error.as_mut_ptr(),
            )
        };
        // SAFETY: written, whatever is returned.
        let handle = Opened(unsafe { handle.assume_init() });
        told(status, None, error).map(|_| handle)
    }

    pub(crate) fn call(&self, method: &str, request: &str, with: Option<&Opened>) -> Told {
        let (mut answer, mut error) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        // SAFETY: open handles, texts with their lengths, memory for what is written.
        let status = unsafe {
            errpredict_handle_call(
                self.0,
                method.as_ptr().cast(),
                method.len(),
                request.as_ptr().cast(),
                request.len(),
                with.map_or(std::ptr::null(), |with| with.0),
                answer.as_mut_ptr(),
                error.as_mut_ptr(),
            )
        };
        told(status, Some(answer), error)
    }

    pub(crate) fn observe(&self, event: &str) -> Told {
        let mut error = MaybeUninit::uninit();
        // SAFETY: an open handle, a text with its length, memory for what is written.
        let status = unsafe {
            errpredict_observe_json(self.0, event.as_ptr().cast(), event.len(), error.as_mut_ptr())
        };
        told(status, None, error)
    }

    pub(crate) fn save(&self) -> Vec<u8> {
        let (mut bytes, mut error) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        // SAFETY: an open handle, memory for what is written.
        let status = unsafe { errpredict_handle_save(self.0, bytes.as_mut_ptr(), error.as_mut_ptr()) };
        told(status, Some(bytes), error).unwrap()
    }
}
