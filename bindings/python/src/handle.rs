//! What keeps state between calls.

use std::path::PathBuf;

use errpredict::{Attributes, EventRef};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use crate::errors::OrRaise;
use crate::event::timestamp;
use crate::interrupt::until_interrupted;
use crate::progress::Told;

/// The kind of handle that was saved as these bytes.
#[pyfunction]
pub(crate) fn kind_of(py: Python<'_>, saved: &[u8]) -> PyResult<&'static str> {
    errpredict_wire::Handle::kind_of(saved).or_raise(py)
}

/// A handle of a kind: `monitor`, `rollup`, `model`, `templates`, `similar`.
#[pyclass(frozen, subclass, module = "errpredict._native")]
pub(crate) struct Handle {
    handle: errpredict_wire::Handle,
    /// What a reader of files told, as JSON; empty without files.
    report: String,
}

#[pymethods]
impl Handle {
    /// Opens one with settings as JSON; with `saved`, goes on where `save` was called; with `files` (paths, and options of the
    /// reader as JSON), counts them, telling `progress` how many bytes of how many were taken.
    #[new]
    #[pyo3(signature = (kind, settings, saved=None, files=None, progress=None))]
    fn new(
        py: Python<'_>,
        kind: &str,
        settings: &str,
        saved: Option<&[u8]>,
        files: Option<(Vec<PathBuf>, String)>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        use errpredict_wire::Handle as Wire;
        let mut told = Told::new(progress);
        let opened = py.detach(|| match (saved, files) {
            (Some(bytes), _) => Ok((Wire::load(kind, bytes)?, String::new())),
            (None, Some((paths, options))) => {
                Wire::read_files_with_progress(&paths, &options, settings, &mut |progress| {
                    told.tell(progress)
                })
            }
            (None, None) => Ok((Wire::open(kind, settings)?, String::new())),
        });
        told.or_raise()?;
        opened.or_raise(py).map(|(handle, report)| Handle { handle, report })
    }

    /// What was read of files and what was left out, as JSON; empty where none were read.
    #[getter]
    fn read_report(&self) -> &str {
        &self.report
    }

    /// The kind it was opened as.
    #[getter]
    fn kind(&self) -> &'static str {
        self.handle.kind().name
    }

    /// Calls a method with a JSON request and gives the JSON answer.
    #[pyo3(signature = (method, request, other=None))]
    fn call(&self, py: Python<'_>, method: &str, request: &str, other: Option<&Handle>) -> PyResult<String> {
        let other = other.map(|other| &other.handle);
        if self.handle.kind().methods.iter().any(|known| known.name == method && known.ends_early) {
            return until_interrupted(py, |stop| self.handle.run_until(method, request, other, stop));
        }
        py.detach(|| self.handle.run(method, request, other)).or_raise(py)
    }

    /// One step of an analysis that is spread over processes: takes what the steps before gave, and gives what the next ones take.
    fn analysis_part<'py>(
        &self,
        py: Python<'py>,
        request: &str,
        given: Vec<PyBackedBytes>,
    ) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let given: Vec<&[u8]> = given.iter().map(|part| &part[..]).collect();
        let parts = until_interrupted(py, |stop| self.handle.analysis_part(request, &given, stop))?;
        Ok(parts.iter().map(|part| PyBytes::new(py, part)).collect())
    }

    /// Counts one event.
    #[pyo3(signature = (
        timestamp, service, severity=None, error_type="", message=None, *, kind="error", error_id=None, code=None,
        status_code=None, endpoint=None, user_id=None, request_id=None, stack_trace=None, environment=None,
        release=None, response_time_ms=None, attributes=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "an event has so many fields")]
    fn observe(
        &self,
        py: Python<'_>,
        timestamp: &Bound<'_, PyAny>,
        service: &str,
        severity: Option<&str>,
        error_type: &str,
        message: Option<&str>,
        kind: &str,
        error_id: Option<&str>,
        code: Option<&str>,
        status_code: Option<u16>,
        endpoint: Option<&str>,
        user_id: Option<&str>,
        request_id: Option<&str>,
        stack_trace: Option<&str>,
        environment: Option<&str>,
        release: Option<&str>,
        response_time_ms: Option<f64>,
        attributes: Option<&str>,
    ) -> PyResult<()> {
        let event = EventRef {
            timestamp: self::timestamp(timestamp)?,
            service,
            severity: severity.map(errpredict_wire::severity_named).transpose().or_raise(py)?,
            kind: errpredict_wire::kind_named(kind).or_raise(py)?,
            error_type,
            message,
            error_id,
            code,
            status_code,
            endpoint,
            user_id,
            request_id,
            stack_trace,
            environment,
            release,
            response_time_ms,
            attributes: attributes.map(Attributes::Json),
        };
        // Another thread may hold the counts (an analysis copies them): the interpreter goes on meanwhile.
        py.detach(|| self.handle.observe(event)).or_raise(py)
    }

    /// Counts one event given as a JSON object.
    fn observe_json(&self, py: Python<'_>, event: &str) -> PyResult<()> {
        py.detach(|| self.handle.observe_json(event)).or_raise(py)
    }

    /// Counts the events of a block of log lines and gives the report of the reader as JSON.
    fn observe_lines(&self, py: Python<'_>, lines: &[u8], options: &str) -> PyResult<String> {
        py.detach(|| self.handle.observe_lines(lines, options)).or_raise(py)
    }

    /// The state as bytes.
    fn save<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.handle.save()).or_raise(py)?;
        Ok(PyBytes::new(py, &bytes))
    }
}
