//! Fitted methods for rows of numbers, which lie one after the other in a `Float64Array`.

use std::sync::Arc;

use errpredict::ndarray::ArrayView2;
use errpredict::{Error, ErrorKind};
use errpredict_wire::arrays;
use napi::bindgen_prelude::{AbortSignal, AsyncTask, Float64Array, Uint8Array};
use napi_derive::napi;

use crate::failure::OrThrow;
use crate::task::{Given, Off};

/// Numbers as rows of so many columns.
fn rows(numbers: &[f64], columns: u32) -> errpredict::Result<ArrayView2<'_, f64>> {
    let columns = columns as usize;
    if columns == 0 || !numbers.len().is_multiple_of(columns) {
        let message = format!("{} numbers are no whole rows of {columns} columns", numbers.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    ArrayView2::from_shape((numbers.len() / columns, columns), numbers)
        .map_err(|error| Error::new(ErrorKind::InvalidArgument, error.to_string()))
}

/// Fits a predictor to rows with labels, 0 where no error came.
fn fit_labels(
    settings: &str,
    numbers: &[f64],
    columns: u32,
    labels: &[u8],
    seed: i64,
) -> errpredict::Result<arrays::FittedLabels> {
    let names: Vec<String> = (0..columns).map(|column| format!("x{column}")).collect();
    let labels: Vec<bool> = labels.iter().map(|label| *label != 0).collect();
    let given = arrays::Labels { names: &names, labels: &labels, weights: None };
    arrays::FittedLabels::fit(settings, rows(numbers, columns)?, given, seed as u64)
}

/// What was fitted off the event loop.
pub struct FittedOff<T>(T);

impl Given for FittedOff<arrays::FittedRows> {
    type Value = FittedRows;

    fn value(self) -> FittedRows {
        FittedRows(Arc::new(self.0))
    }
}

impl Given for FittedOff<arrays::FittedLabels> {
    type Value = FittedLabels;

    fn value(self) -> FittedLabels {
        FittedLabels(Arc::new(self.0))
    }
}

/// A fitted detector.
#[napi]
pub struct FittedRows(Arc<arrays::FittedRows>);

#[napi]
impl FittedRows {
    /// Fits a detector, by name or by settings as JSON.
    #[napi(factory)]
    pub fn fit(settings: String, numbers: &[f64], columns: u32, seed: i64) -> napi::Result<Self> {
        let fitted =
            rows(numbers, columns).and_then(|rows| arrays::FittedRows::fit(&settings, rows, seed as u64));
        fitted.or_throw().map(|fitted| FittedRows(Arc::new(fitted)))
    }

    /// The same off the event loop; the numbers must not be written to meanwhile.
    #[napi(ts_return_type = "Promise<FittedRows>")]
    pub fn fit_async(
        settings: String,
        numbers: Float64Array,
        columns: u32,
        seed: i64,
        signal: Option<AbortSignal>,
    ) -> AsyncTask<Off<FittedOff<arrays::FittedRows>>> {
        Off::promise(signal, None, move |_| {
            arrays::FittedRows::fit(&settings, rows(&numbers, columns)?, seed as u64).map(FittedOff)
        })
    }

    /// What `save` gave.
    #[napi(factory)]
    pub fn load(saved: &[u8]) -> napi::Result<Self> {
        arrays::FittedRows::load(saved).or_throw().map(|fitted| FittedRows(Arc::new(fitted)))
    }

    /// One score a row; higher is stranger.
    #[napi]
    pub fn score(&self, numbers: &[f64]) -> napi::Result<Float64Array> {
        let scores = rows(numbers, self.n_features()).and_then(|rows| self.0.score(rows));
        scores.or_throw().map(Float64Array::new)
    }

    /// The same off the event loop; the numbers must not be written to meanwhile.
    #[napi(ts_return_type = "Promise<Float64Array>")]
    pub fn score_async(
        &self,
        numbers: Float64Array,
        signal: Option<AbortSignal>,
    ) -> AsyncTask<Off<Vec<f64>>> {
        let (fitted, columns) = (Arc::clone(&self.0), self.n_features());
        Off::promise(signal, None, move |_| fitted.score(rows(&numbers, columns)?))
    }

    /// Number of columns it was fitted to.
    #[napi(getter)]
    pub fn n_features(&self) -> u32 {
        u32::try_from(self.0.n_features()).unwrap_or(u32::MAX)
    }

    /// The state as bytes.
    #[napi]
    pub fn save(&self) -> napi::Result<Uint8Array> {
        self.0.save().or_throw().map(Uint8Array::new)
    }
}

/// A fitted predictor.
#[napi]
pub struct FittedLabels(Arc<arrays::FittedLabels>);

#[napi]
impl FittedLabels {
    /// Fits a predictor, by name or by settings as JSON, to rows with labels (0: no error came), oldest first.
    #[napi(factory)]
    pub fn fit(
        settings: String,
        numbers: &[f64],
        columns: u32,
        labels: &[u8],
        seed: i64,
    ) -> napi::Result<Self> {
        let fitted = fit_labels(&settings, numbers, columns, labels, seed);
        fitted.or_throw().map(|fitted| FittedLabels(Arc::new(fitted)))
    }

    /// The same off the event loop; numbers and labels must not be written to meanwhile.
    #[napi(ts_return_type = "Promise<FittedLabels>")]
    pub fn fit_async(
        settings: String,
        numbers: Float64Array,
        columns: u32,
        labels: Uint8Array,
        seed: i64,
        signal: Option<AbortSignal>,
    ) -> AsyncTask<Off<FittedOff<arrays::FittedLabels>>> {
        Off::promise(signal, None, move |_| {
            fit_labels(&settings, &numbers, columns, &labels, seed).map(FittedOff)
        })
    }

    /// What `save` gave.
    #[napi(factory)]
    pub fn load(saved: &[u8]) -> napi::Result<Self> {
        arrays::FittedLabels::load(saved).or_throw().map(|fitted| FittedLabels(Arc::new(fitted)))
    }

    /// Probabilities, one a row, before calibration.
    #[napi]
    pub fn probability(&self, numbers: &[f64]) -> napi::Result<Float64Array> {
        let found = rows(numbers, self.n_features()).and_then(|rows| self.0.probability(rows));
        found.or_throw().map(Float64Array::new)
    }

    /// The same off the event loop; the numbers must not be written to meanwhile.
    #[napi(ts_return_type = "Promise<Float64Array>")]
    pub fn probability_async(
        &self,
        numbers: Float64Array,
        signal: Option<AbortSignal>,
    ) -> AsyncTask<Off<Vec<f64>>> {
        let (fitted, columns) = (Arc::clone(&self.0), self.n_features());
        Off::promise(signal, None, move |_| fitted.probability(rows(&numbers, columns)?))
    }

    /// Number of columns it was fitted to.
    #[napi(getter)]
    pub fn n_features(&self) -> u32 {
        u32::try_from(self.0.n_features()).unwrap_or(u32::MAX)
    }

    /// The state as bytes.
    #[napi]
    pub fn save(&self) -> napi::Result<Uint8Array> {
        self.0.save().or_throw().map(Uint8Array::new)
    }
}
