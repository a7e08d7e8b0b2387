//! What went wrong, as it crosses the border.

use std::ffi::c_char;
use std::panic::{AssertUnwindSafe, catch_unwind};

use errpredict::{Error, ErrorKind, Result};

use crate::bytes::{ErrpredictBytes, errpredict_bytes_free};

/// What a function returns; the numbers never change, and new ones may come.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrpredictStatus {
    /// It worked.
    Ok = 0,
    /// An argument of a call is out of its range or contradicts another.
    InvalidArgument = 1,
    /// A setting is out of its range.
    InvalidSetting = 2,
    /// Input data could not be read.
    InvalidInput = 3,
    /// A method needs more data than it was given.
    NotEnoughData = 4,
    /// A name is not known; the message lists the valid ones.
    UnknownName = 5,
    /// Something saved has a version that this build does not know.
    UnsupportedVersion = 6,
    /// Something saved is damaged.
    Corrupt = 7,
    /// A stated limit was reached.
    LimitExceeded = 8,
    /// What a call speaks of is not there.
    NotFound = 9,
    /// What a call wants contradicts what is there by now.
    Conflict = 10,
    /// Something that is needed cannot be reached at the moment.
    Unavailable = 11,
    /// The work was ended before it was done.
    Cancelled = 12,
    /// A file or stream could not be read or written.
    Io = 13,
    /// A bug in errpredict itself.
    Internal = 14,
}

impl ErrpredictStatus {
    /// The number of a kind of error.
    #[must_use]
    pub fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidArgument => ErrpredictStatus::InvalidArgument,
            ErrorKind::InvalidSetting => ErrpredictStatus::InvalidSetting,
            ErrorKind::InvalidInput => ErrpredictStatus::InvalidInput,
            ErrorKind::NotEnoughData => ErrpredictStatus::NotEnoughData,
            ErrorKind::UnknownName => ErrpredictStatus::UnknownName,
            ErrorKind::UnsupportedVersion => ErrpredictStatus::UnsupportedVersion,
            ErrorKind::Corrupt => ErrpredictStatus::Corrupt,
            ErrorKind::LimitExceeded => ErrpredictStatus::LimitExceeded,
            ErrorKind::NotFound => ErrpredictStatus::NotFound,
            ErrorKind::Conflict => ErrpredictStatus::Conflict,
            ErrorKind::Unavailable => ErrpredictStatus::Unavailable,
            ErrorKind::Cancelled => ErrpredictStatus::Cancelled,
            ErrorKind::Io => ErrpredictStatus::Io,
            // A kind without a number is a gap in this table; a test looks for one.
            _ => ErrpredictStatus::Internal,
        }
    }
}

/// An error. Whoever got it frees it with `errpredict_error_free`; `{0}` is none.
#[repr(C)]
#[derive(Debug)]
pub struct ErrpredictError {
    /// The stable code, such as `not_enough_data`, zero-terminated, for as long as the library is loaded; null without an error.
    pub code: *const c_char,
    /// What went wrong, for people: UTF-8.
    pub message: ErrpredictBytes,
    /// The whole error as JSON, as it stands under `error` in messages: code, message, context, retryable.
    pub json: ErrpredictBytes,
    /// Whether the very same call may succeed when it is made again later.
    pub retryable: bool,
}

/// Frees an error and leaves none; null and an error that holds none are left as they are.
///
/// # Safety
/// `error` is null or points to an error that the library wrote, or to one that is all zero.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_error_free(error: *mut ErrpredictError) {
    // SAFETY: as the caller promises.
    if let Some(error) = unsafe { error.as_mut() } {
        error.code = std::ptr::null();
        error.retryable = false;
        // SAFETY: as the caller promises.
        unsafe { errpredict_bytes_free(&raw mut error.message) };
        // SAFETY: as the caller promises.
        unsafe { errpredict_bytes_free(&raw mut error.json) };
    }
}

/// The code with a zero behind it.
fn terminated(kind: ErrorKind) -> *const c_char {
    macro_rules! codes {
        ($($kind:ident => $code:literal),+ $(,)?) => {
            match kind { $( ErrorKind::$kind => concat!($code, "\0"), )+ _ => "internal\0" }
        };
    }
    let code: &'static str = codes! {
        InvalidArgument => "invalid_argument", InvalidSetting => "invalid_setting", InvalidInput => "invalid_input",
        NotEnoughData => "not_enough_data", UnknownName => "unknown_name",
        UnsupportedVersion => "unsupported_version", Corrupt => "corrupt", LimitExceeded => "limit_exceeded",
        NotFound => "not_found", Conflict => "conflict", Unavailable => "unavailable", Cancelled => "cancelled",
        Io => "io",
    };
    code.as_ptr().cast()
}

/// Runs the work of one function: no panic leaves it, and its error goes into `error` where that is wanted.
///
/// # Safety
/// `error` is null or points to memory for an error, initialised or not.
pub(crate) unsafe fn status(
    error: *mut ErrpredictError,
    work: impl FnOnce() -> Result<()>,
) -> ErrpredictStatus {
    let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Internal, "a bug in errpredict, please report it: a panic at its C border"))
    });
    let (status, told) = match result {
        Ok(()) => (
            ErrpredictStatus::Ok,
            ErrpredictError {
                code: std::ptr::null(),
                message: ErrpredictBytes::NONE,
                json: ErrpredictBytes::NONE,
                retryable: false,
            },
        ),
        Err(failed) if error.is_null() => return ErrpredictStatus::of(failed.kind()),
        Err(failed) => {
            let message = errpredict_wire::error_message(&failed);
            let told = ErrpredictError {
                code: terminated(failed.kind()),
                json: ErrpredictBytes::given(message.to_json().into_bytes()),
                message: ErrpredictBytes::given(message.message.into_bytes()),
                retryable: message.retryable,
            };
            (ErrpredictStatus::of(failed.kind()), told)
        }
    };
    if !error.is_null() {
        // SAFETY: not null, and as the caller promises; what was there is not dropped.
        unsafe { error.write(told) };
    }
    status
}

#[cfg(test)]
mod tests {
    use std::ffi::CStr;

    use super::*;

    #[test]
    fn every_kind_has_a_number_and_its_code() {
        let mut numbers: Vec<i32> =
            ErrorKind::ALL.iter().map(|kind| ErrpredictStatus::of(*kind) as i32).collect();
        for kind in ErrorKind::ALL {
            // SAFETY: a static text with a zero behind it.
            let code = unsafe { CStr::from_ptr(terminated(*kind)) };
            assert_eq!(code.to_str().unwrap(), kind.code());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=ErrorKind::ALL.len() as i32).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_does_not_leave() {
        let mut error = std::mem::MaybeUninit::uninit();
        // SAFETY: memory for an error.
        let status = unsafe { status(error.as_mut_ptr(), || panic!("inside")) };
        assert_eq!(status, ErrpredictStatus::Internal);
        // SAFETY: it was written.
        let mut error = unsafe { error.assume_init() };
        assert!(!error.code.is_null() && error.message.len > 10);
        // SAFETY: the library's own.
        unsafe { errpredict_error_free(&raw mut error) };
        assert!(error.code.is_null() && error.message.data.is_null());
    }
}
