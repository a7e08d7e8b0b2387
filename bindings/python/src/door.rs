//! Functions: operations by name, arrays, the program.

use std::ffi::OsString;

use errpredict::Timestamp;
use errpredict_wire::arrays;
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use crate::errors::OrRaise;
use crate::interrupt::until_interrupted;

/// One array of numbers for Python.
pub(crate) type Numbers<'py> = Bound<'py, PyArray1<f64>>;

/// Runs an operation on a JSON request and gives the JSON answer.
#[pyfunction]
pub(crate) fn call(py: Python<'_>, operation: &str, request: &str) -> PyResult<String> {
    if errpredict_wire::OPERATIONS.iter().any(|known| known.name == operation && known.ends_early) {
        return until_interrupted(py, |stop| errpredict_wire::run_until(operation, request, stop));
    }
    py.detach(|| errpredict_wire::run(operation, request)).or_raise(py)
}

/// Scores every value of a series: by its history, or, without one, with the whole series in view.
#[pyfunction]
#[pyo3(signature = (detector, values, history, step_ms, seed))]
pub(crate) fn score_series<'py>(
    py: Python<'py>,
    detector: &str,
    values: PyReadonlyArray1<'py, f64>,
    history: Option<PyReadonlyArray1<'py, f64>>,
    step_ms: i64,
    seed: u64,
) -> PyResult<Numbers<'py>> {
    let values = values.as_slice()?;
    let history = history.as_ref().map(PyReadonlyArray1::as_slice).transpose()?;
    let scores = py.detach(|| arrays::score_series(detector, values, history, step_ms, seed)).or_raise(py)?;
    Ok(scores.into_pyarray(py))
}

/// Points, lower and upper ends of a forecast.
#[pyfunction]
pub(crate) fn forecast<'py>(
    py: Python<'py>,
    settings: &str,
    values: PyReadonlyArray1<'py, f64>,
    first_end_ms: i64,
    step_ms: i64,
) -> PyResult<(Numbers<'py>, Numbers<'py>, Numbers<'py>)> {
    let values = values.as_slice()?;
    let first_end = Timestamp::from_ms(first_end_ms).or_raise(py)?;
    let found = py.detach(|| arrays::forecast(settings, values, first_end, step_ms)).or_raise(py)?;
    Ok((found.values.into_pyarray(py), found.lower.into_pyarray(py), found.upper.into_pyarray(py)))
}

/// The score above which a row is an anomaly.
#[pyfunction]
pub(crate) fn threshold(py: Python<'_>, settings: &str, scores: PyReadonlyArray1<'_, f64>) -> PyResult<f64> {
    arrays::threshold(settings, scores.as_slice()?).or_raise(py)
}

/// Runs the program `errpredict` with its arguments, the name it was called by first, and gives the code it ends with.
#[pyfunction]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| errpredict_cli::run(arguments))
}
