//! Times as Python has them.

use errpredict::Timestamp;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString};

use crate::errors::OrRaise;

/// A time: milliseconds since 1970 UTC, a text as messages have it, or a `datetime`, which is UTC where it names no zone.
pub(crate) fn timestamp(at: &Bound<'_, PyAny>) -> PyResult<Timestamp> {
    let py = at.py();
    if let Ok(ms) = at.cast::<PyInt>() {
        return Timestamp::from_ms(ms.extract()?).or_raise(py);
    }
    if let Ok(text) = at.cast::<PyString>() {
        return text.to_cow()?.parse::<Timestamp>().or_raise(py);
    }
    let mut text: String = at.call_method0("isoformat")?.extract()?;
    if at.getattr("tzinfo").is_ok_and(|zone| zone.is_none()) {
        text.push('Z');
    }
    text.parse::<Timestamp>().or_raise(py)
}
