//! What stands between a caller and the core: the size of a request, and panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use errpredict::{Error, ErrorKind, Result};

/// Bytes of a request; a longer one is refused before it is read.
///
/// A quarter of a million events of 256 bytes fit. More go in as lines, through a handle.
pub const MAX_REQUEST_BYTES: usize = 64 << 20;

/// Refuses a request that is too long.
pub(crate) fn size(bytes: usize) -> Result<()> {
    if bytes <= MAX_REQUEST_BYTES {
        return Ok(());
    }
    let message = format!("a request has at most {MAX_REQUEST_BYTES} bytes, got {bytes}");
    Err(Error::new(ErrorKind::LimitExceeded, message))
}

/// Refuses a list that is too long.
pub(crate) fn count(what: &str, most: usize, got: usize) -> Result<()> {
    if got <= most {
        return Ok(());
    }
    Err(Error::new(ErrorKind::LimitExceeded, format!("at most {most} {what} in one call, got {got}")))
}

/// Runs `work`; a panic, which is a bug of errpredict, becomes an `internal` error and goes no further.
pub(crate) fn unwinding<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    // What `work` holds is dropped with the panic and never looked at again, so no half-changed value is seen.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no words");
        Err(Error::new(ErrorKind::Internal, format!("a bug in errpredict, please report it: {said}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_internal_error() {
        let error = unwinding(|| -> Result<()> { panic!("of a kind") }).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.message().ends_with("of a kind"), "{error}");
        assert_eq!(unwinding(|| Ok(3)).unwrap(), 3);
    }

    #[test]
    fn sizes_have_a_limit() {
        assert!(size(MAX_REQUEST_BYTES).is_ok());
        assert_eq!(size(MAX_REQUEST_BYTES + 1).unwrap_err().kind(), ErrorKind::LimitExceeded);
        assert!(count("horizons", 3, 3).is_ok());
        assert_eq!(count("horizons", 3, 4).unwrap_err().message(), "at most 3 horizons in one call, got 4");
    }
}
