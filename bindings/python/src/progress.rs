//! How far reading has come, told to a function of Python.

use errpredict_io::Progress;
use pyo3::prelude::*;

/// A function that is called with the bytes taken and the bytes there are, or nothing; what it raises first is kept.
pub(crate) struct Told {
    function: Option<Py<PyAny>>,
    raised: Option<PyErr>,
}

impl Told {
    pub(crate) fn new(function: Option<Py<PyAny>>) -> Self {
        Told { function, raised: None }
    }

    /// Tells it, unless it raised before.
    pub(crate) fn tell(&mut self, progress: Progress<'_>) {
        if let (Some(function), None) = (&self.function, &self.raised) {
            let told = (progress.bytes_done, progress.bytes_total);
            self.raised = Python::attach(|py| function.bind(py).call1(told).err());
        }
    }

    /// Raises what the function raised.
    pub(crate) fn or_raise(self) -> PyResult<()> {
        self.raised.map_or(Ok(()), Err)
    }
}
