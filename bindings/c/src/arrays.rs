//! Arrays of numbers, read where they lie.

use std::ffi::c_char;

use errpredict::ndarray::{ArrayView2, ShapeBuilder};
use errpredict::{Error, ErrorKind, Result, Timestamp};
use errpredict_wire::arrays;

use crate::bytes::{text, values, values_mut};
use crate::failure::{ErrpredictError, ErrpredictStatus, status};

/// Rows of numbers where they lie; a gap is NaN.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct ErrpredictRows {
    /// The first number of the first row.
    pub data: *const f64,
    /// How many rows there are.
    pub rows: usize,
    /// How many columns there are.
    pub columns: usize,
    /// Numbers from one row to the next: `columns` for rows one after the other, 1 for columns one after the other.
    pub row_stride: usize,
    /// Numbers from one column to the next: 1 for rows one after the other.
    pub column_stride: usize,
}

impl ErrpredictRows {
    /// # Safety
    /// Every number that the shape and the strides speak of can be read for as long as `'a`.
    pub(crate) unsafe fn view<'a>(&self) -> Result<ArrayView2<'a, f64>> {
        let shape = (self.rows, self.columns);
        if self.rows == 0 || self.columns == 0 {
            return ArrayView2::from_shape(shape, &[]).map_err(|error| wrong(&error.to_string()));
        }
        let last = |n: usize, stride: usize| (n - 1).checked_mul(stride);
        let reach = last(self.rows, self.row_stride)
            .zip(last(self.columns, self.column_stride))
            .and_then(|(rows, columns)| rows.checked_add(columns)?.checked_add(1))
            .ok_or_else(|| wrong("they reach beyond all memory"))?;
        // SAFETY: as the caller promises; looked at for null and alignment.
        let numbers = unsafe { values("rows", self.data, reach) }?;
        ArrayView2::from_shape(shape.strides((self.row_stride, self.column_stride)), numbers)
            .map_err(|error| wrong(&error.to_string()))
    }
}

fn wrong(why: &str) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("`rows` has no such shape: {why}"))
}

/// Copies what was computed to where the caller wants it.
///
/// # Safety
/// `place` is null or good for `n` numbers.
pub(crate) unsafe fn copy(what: &str, found: &[f64], place: *mut f64, n: usize) -> Result<()> {
    if found.len() != n {
        let message = format!("`{what}` has room for {n} numbers, needed are {}", found.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    // SAFETY: as the caller promises.
    unsafe { values_mut(what, place, n) }?.copy_from_slice(found);
    Ok(())
}

/// Scores every value of a series, oldest first, a gap NaN: fitted to `history` and told what follows it, or, without one
/// (`n_history` 0), with the whole series in view. `detector` is its name, or its settings as JSON with `method`.
///
/// # Safety
/// `values`, `history` and `scores` are good for their lengths, `scores` for `n`; `error` is null or points to memory for an
/// error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_score_series(
    detector: *const c_char,
    detector_len: usize,
    values: *const f64,
    n: usize,
    history: *const f64,
    n_history: usize,
    step_ms: i64,
    seed: u64,
    scores: *mut f64,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            let detector = text("detector", detector, detector_len)?;
            let history = self::values("history", history, n_history)?;
            let history = (n_history > 0).then_some(history);
            let found =
                arrays::score_series(detector, self::values("values", values, n)?, history, step_ms, seed)?;
            copy("scores", &found, scores, n)
        })
    }
}

/// Forecasts a series, oldest value first, a gap NaN. `settings` are those of the operation `forecast` as JSON (`{}` are the
/// defaults); `horizon` must be the one they say, 24 if they say none. `lower` and `upper` may be null; an end of an interval
/// that is not known is NaN.
///
/// # Safety
/// `values` is good for `n` numbers, `point`, `lower` and `upper` for `horizon`; `error` is null or points to memory for an
/// error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_forecast(
    settings: *const c_char,
    settings_len: usize,
    values: *const f64,
    n: usize,
    first_end_ms: i64,
    step_ms: i64,
    horizon: usize,
    point: *mut f64,
    lower: *mut f64,
    upper: *mut f64,
    error: *mut ErrpredictError,
) -> ErrpredictStatus {
    // SAFETY: as the caller promises.
    unsafe {
        status(error, || {
            let settings = text("settings", settings, settings_len)?;
            let history = self::values("values", values, n)?;
            let first_end = Timestamp::from_ms(first_end_ms)?;
            let found = arrays::forecast(settings, history, first_end, step_ms)?;
            for (what, found, place) in [("lower", &found.lower, lower), ("upper", &found.upper, upper)] {
                if !place.is_null() {
                    copy(what, found, place, horizon)?;
                }
            }
            copy("point", &found.values, point, horizon)
        })
    }
}
