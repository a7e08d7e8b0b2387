//! Fitted methods for rows of numbers.

use std::ffi::c_char;

use errpredict::Result;
use errpredict_wire::arrays::{FittedLabels, FittedRows, Labels};

use crate::arrays::{ErrpredictRows, copy};
use crate::bytes::{ErrpredictBytes, put, text, there, values};
use crate::failure::{ErrpredictError, ErrpredictStatus, status};

/// A fitted detector of rows. Free it with `errpredict_detector_free`.
#[derive(Debug)]
pub struct ErrpredictDetector(FittedRows);

/// A fitted predictor of rows. Free it with `errpredict_predictor_free`.
#[derive(Debug)]
pub struct ErrpredictPredictor(FittedLabels);

/// Fits a detector to rows, most of them normal. `settings` is its name, or JSON with `method`; free it with
/// `errpredict_detector_free`.
///
/// # Safety
/// `settings` is good for its length, `rows` points to rows that can be read, `detector` to memory for a pointer; `error` is
/// null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_detector_fit(
    settings: *const c_char,
    settings_len: usize,
    rows: *const ErrpredictRows,
    seed: u64,
    detector: *mut *mut ErrpredictDetector,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("detector", detector, std::ptr::null_mut())?;
            let rows = there("rows", rows)?.view()?;
            let fitted = FittedRows::fit(text("settings", settings, settings_len)?, rows, seed)?;
            put("detector", detector, Box::into_raw(Box::new(ErrpredictDetector(fitted))))
        })
    }
}

/// Fits a predictor to rows with labels (0: no error came, anything else: it came), oldest first. `weights` may be null.
/// `settings` is its name, or JSON with `method`; free it with `errpredict_predictor_free`. Columns are called x0, x1 and so on.
///
/// # Safety
/// As of `errpredict_detector_fit`; `labels` is good for as many bytes as there are rows, `weights` is null or good for as many
/// numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_predictor_fit(
    settings: *const c_char,
    settings_len: usize,
    rows: *const ErrpredictRows,
    labels: *const u8,
    weights: *const f64,
    seed: u64,
    predictor: *mut *mut ErrpredictPredictor,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("predictor", predictor, std::ptr::null_mut())?;
            let rows = there("rows", rows)?.view()?;
            let labels: Vec<bool> =
                values("labels", labels, rows.nrows())?.iter().map(|label| *label != 0).collect();
            let weights =
                if weights.is_null() { None } else { Some(values("weights", weights, rows.nrows())?) };
            let names: Vec<String> = (0..rows.ncols()).map(|column| format!("x{column}")).collect();
            let given = Labels { names: &names, labels: &labels, weights };
            let fitted = FittedLabels::fit(text("settings", settings, settings_len)?, rows, given, seed)?;
            put("predictor", predictor, Box::into_raw(Box::new(ErrpredictPredictor(fitted))))
        })
    }
}

/// Scores rows: one finite number a row, higher is stranger. `n` is the number of rows.
///
/// # Safety
/// `detector` is a detector that was not freed, `rows` points to rows that can be read, `scores` is good for `n` numbers; `error` is null
/// or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_detector_score(
    detector: *const ErrpredictDetector,
    rows: *const ErrpredictRows,
    scores: *mut f64,
    n: usize,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            let rows = there("rows", rows)?.view()?;
            copy("scores", &there("detector", detector)?.0.score(rows)?, scores, n)
        })
    }
}

/// Scores the very rows that the detector was fitted to: a row is not its own neighbour. `n` is the number of rows.
///
/// # Safety
/// `detector` is a detector that was not freed, `rows` points to rows that can be read, `scores` is good for `n` numbers; `error` is null
/// or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_detector_score_fitted(
    detector: *const ErrpredictDetector,
    rows: *const ErrpredictRows,
    scores: *mut f64,
    n: usize,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            let rows = there("rows", rows)?.view()?;
            copy("scores", &there("detector", detector)?.0.score_fitted(rows)?, scores, n)
        })
    }
}

/// How many columns a detector was fitted to; 0 for null.
///
/// # Safety
/// `detector` is null or a detector that was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_detector_n_features(detector: *const ErrpredictDetector) -> usize {
    // SAFETY: as the caller promises.
    unsafe { detector.as_ref() }.map_or(0, |fitted| fitted.0.n_features())
}

/// Gives the state of a detector as bytes, for `errpredict_detector_load`; free them with `errpredict_bytes_free`.
///
/// # Safety
/// `detector` is a detector that was not freed, `bytes` points to memory for bytes, `error` is null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_detector_save(
    detector: *const ErrpredictDetector,
    bytes: *mut ErrpredictBytes,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("bytes", bytes, ErrpredictBytes::NONE)?;
            put("bytes", bytes, ErrpredictBytes::given(there("detector", detector)?.0.save()?))
        })
    }
}

/// Reads a detector that was saved; free it with `errpredict_detector_free`.
///
/// # Safety
/// `bytes` is good for `bytes_len`, `detector` points to memory for a pointer, `error` is null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_detector_load(
    bytes: *const u8,
    bytes_len: usize,
    detector: *mut *mut ErrpredictDetector,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("detector", detector, std::ptr::null_mut())?;
            let loaded: Result<FittedRows> = FittedRows::load(values("bytes", bytes, bytes_len)?);
            put("detector", detector, Box::into_raw(Box::new(ErrpredictDetector(loaded?))))
        })
    }
}

/// Frees a detector; null is left as it is.
///
/// # Safety
/// `detector` is null or a detector that was not freed, and no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_detector_free(detector: *mut ErrpredictDetector) {
    if !detector.is_null() {
        // SAFETY: made by `Box::into_raw`, and freed once.
        drop(unsafe { Box::from_raw(detector) });
    }
}

/// Probability of the error, one a row, before calibration. `n` is the number of rows.
///
/// # Safety
/// `predictor` is a predictor that was not freed, `rows` points to rows that can be read, `probabilities` is good for `n` numbers; `error` is null
/// or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_predictor_probability(
    predictor: *const ErrpredictPredictor,
    rows: *const ErrpredictRows,
    probabilities: *mut f64,
    n: usize,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            let rows = there("rows", rows)?.view()?;
            copy("probabilities", &there("predictor", predictor)?.0.probability(rows)?, probabilities, n)
        })
    }
}

/// How many columns a predictor was fitted to; 0 for null.
///
/// # Safety
/// `predictor` is null or a predictor that was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_predictor_n_features(predictor: *const ErrpredictPredictor) -> usize {
    // SAFETY: as the caller promises.
    unsafe { predictor.as_ref() }.map_or(0, |fitted| fitted.0.n_features())
}

/// Gives the state of a predictor as bytes, for `errpredict_predictor_load`; free them with `errpredict_bytes_free`.
///
/// # Safety
/// `predictor` is a predictor that was not freed, `bytes` points to memory for bytes, `error` is null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_predictor_save(
    predictor: *const ErrpredictPredictor,
    bytes: *mut ErrpredictBytes,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("bytes", bytes, ErrpredictBytes::NONE)?;
            put("bytes", bytes, ErrpredictBytes::given(there("predictor", predictor)?.0.save()?))
        })
    }
}

/// Reads a predictor that was saved; free it with `errpredict_predictor_free`.
///
/// # Safety
/// `bytes` is good for `bytes_len`, `predictor` points to memory for a pointer, `error` is null or points to memory for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_predictor_load(
    bytes: *const u8,
    bytes_len: usize,
    predictor: *mut *mut ErrpredictPredictor,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            put("predictor", predictor, std::ptr::null_mut())?;
            let loaded: Result<FittedLabels> = FittedLabels::load(values("bytes", bytes, bytes_len)?);
            put("predictor", predictor, Box::into_raw(Box::new(ErrpredictPredictor(loaded?))))
        })
    }
}

/// Frees a predictor; null is left as it is.
///
/// # Safety
/// `predictor` is null or a predictor that was not freed, and no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_predictor_free(predictor: *mut ErrpredictPredictor) {
    if !predictor.is_null() {
        // SAFETY: made by `Box::into_raw`, and freed once.
        drop(unsafe { Box::from_raw(predictor) });
    }
}
