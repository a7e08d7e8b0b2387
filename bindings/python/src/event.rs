//! Times as Python has them.

use errpredict::Timestamp;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString};

use crate::errors::OrRaise;

/// A time: milliseconds since 1970 UTC, a text as messages have it, or a `datetime`, which is UTC where it names no zone.
pub(crate) fn timestamp(at: &Bound<'_, PyAny>) -> PyResult<Timestamp> {
    let py = at.py();
    if let Ok(ms) = at.cast::<PyInt>() {
        return Timestamp::from_ms(ms.extract()?).or_raise(py);
    }
    // Whole numbers and fractions of numpy, and `time.time() * 1000`; a part of a millisecond is rounded.
    if let Ok(ms) = at.extract::<f64>() {
        // A number beyond all times saturates, and is refused as one; one that is no number has no time.
        let ms = if ms.is_nan() { i64::MAX } else { ms.round_ties_even() as i64 };
        return Timestamp::from_ms(ms).or_raise(py);
    }
    if let Ok(text) = at.cast::<PyString>() {
        return text.to_cow()?.parse::<Timestamp>().or_raise(py);
    }
    let Ok(isoformat) = at.getattr("isoformat") else {
        let kind = at.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "a time is milliseconds, a text or a datetime, got {kind}"
        )));
    };
    let mut text: String = isoformat.call0()?.extract()?;
    if at.getattr("tzinfo").is_ok_and(|zone| zone.is_none()) {
        text.push('Z');
    }
    text.parse::<Timestamp>().or_raise(py)
}
