//! Errors of the core as exceptions of `errpredict.errors`.

use errpredict::Error;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The function of Python that makes the exception of a code.
static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// The exception for an error.
#[cold]
pub(crate) fn raised(py: Python<'_>, error: &Error) -> PyErr {
    let told = errpredict_wire::error_message(error);
    let made = MAKE
        .get_or_try_init(py, || Ok(py.import("errpredict.errors")?.getattr("_made")?.unbind()))
        .and_then(|make| make.bind(py).call1((told.to_json(),)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(failed) => failed,
    }
}

/// A result of the core for Python.
pub(crate) trait OrRaise<T> {
    /// Raises the error.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for errpredict::Result<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| raised(py, &error))
    }
}
