//! Errors of the core on their way to JavaScript.

/// The error that JavaScript makes an `ErrpredictError` of.
#[cold]
pub(crate) fn thrown(error: &errpredict::Error) -> napi::Error {
    napi::Error::from_reason(errpredict_wire::error_message(error).to_json())
}

/// A result of the core for JavaScript.
pub(crate) trait OrThrow<T> {
    /// Throws the error.
    fn or_throw(self) -> napi::Result<T>;
}

impl<T> OrThrow<T> for errpredict::Result<T> {
    fn or_throw(self) -> napi::Result<T> {
        self.map_err(|error| thrown(&error))
    }
}
