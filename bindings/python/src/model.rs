//! Fitted methods for rows of numbers.

use errpredict_wire::arrays;
use numpy::{IntoPyArray, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::door::Numbers;
use crate::errors::OrRaise;

/// A fitted detector.
#[pyclass(frozen, module = "errpredict._native")]
pub(crate) struct FittedRows(arrays::FittedRows);

#[pymethods]
impl FittedRows {
    /// Fits a detector, by name or by settings as JSON.
    #[staticmethod]
    fn fit(py: Python<'_>, settings: &str, rows: PyReadonlyArray2<'_, f64>, seed: u64) -> PyResult<Self> {
        let rows = rows.as_array();
        py.detach(|| arrays::FittedRows::fit(settings, rows, seed)).or_raise(py).map(FittedRows)
    }

    /// One score a row; higher is stranger.
    fn score<'py>(&self, py: Python<'py>, rows: PyReadonlyArray2<'py, f64>) -> PyResult<Numbers<'py>> {
        let rows = rows.as_array();
        Ok(py.detach(|| self.0.score(rows)).or_raise(py)?.into_pyarray(py))
    }

    /// Scores of the very rows it was fitted to.
    fn score_fitted<'py>(&self, py: Python<'py>, rows: PyReadonlyArray2<'py, f64>) -> PyResult<Numbers<'py>> {
        let rows = rows.as_array();
        Ok(py.detach(|| self.0.score_fitted(rows)).or_raise(py)?.into_pyarray(py))
    }

    /// Number of columns it was fitted to.
    #[getter]
    fn n_features(&self) -> usize {
        self.0.n_features()
    }

    /// The state as bytes.
    fn save<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.0.save()).or_raise(py)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `save` gave.
    #[staticmethod]
    fn load(py: Python<'_>, saved: &[u8]) -> PyResult<Self> {
        arrays::FittedRows::load(saved).or_raise(py).map(FittedRows)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("load")?, (slf.get().save(slf.py())?,)))
    }
}

/// A fitted predictor.
#[pyclass(frozen, module = "errpredict._native")]
pub(crate) struct FittedLabels(arrays::FittedLabels);

#[pymethods]
impl FittedLabels {
    /// Fits a predictor, by name or by settings as JSON, to rows with labels, oldest first.
    #[staticmethod]
    fn fit(
        py: Python<'_>,
        settings: &str,
        rows: PyReadonlyArray2<'_, f64>,
        labels: PyReadonlyArray1<'_, bool>,
        weights: Option<PyReadonlyArray1<'_, f64>>,
        names: Vec<String>,
        seed: u64,
    ) -> PyResult<Self> {
        let (rows, labels) = (rows.as_array(), labels.as_slice()?);
        let weights = weights.as_ref().map(PyReadonlyArray1::as_slice).transpose()?;
        let given = arrays::Labels { names: &names, labels, weights };
        py.detach(|| arrays::FittedLabels::fit(settings, rows, given, seed)).or_raise(py).map(FittedLabels)
    }

    /// Log-odds, one a row.
    fn log_odds<'py>(&self, py: Python<'py>, rows: PyReadonlyArray2<'py, f64>) -> PyResult<Numbers<'py>> {
        let rows = rows.as_array();
        Ok(py.detach(|| self.0.log_odds(rows)).or_raise(py)?.into_pyarray(py))
    }

    /// Probabilities, one a row, before calibration.
    fn probability<'py>(&self, py: Python<'py>, rows: PyReadonlyArray2<'py, f64>) -> PyResult<Numbers<'py>> {
        let rows = rows.as_array();
        Ok(py.detach(|| self.0.probability(rows)).or_raise(py)?.into_pyarray(py))
    }

    /// Number of columns it was fitted to.
    #[getter]
    fn n_features(&self) -> usize {
        self.0.n_features()
    }

    /// The state as bytes.
    fn save<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.0.save()).or_raise(py)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `save` gave.
    #[staticmethod]
    fn load(py: Python<'_>, saved: &[u8]) -> PyResult<Self> {
        arrays::FittedLabels::load(saved).or_raise(py).map(FittedLabels)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("load")?, (slf.get().save(slf.py())?,)))
    }
}
