//! Functions: operations by name, arrays, the program.

use errpredict::Timestamp;
use errpredict_wire::arrays;
use napi::bindgen_prelude::{AbortSignal, AsyncTask, Float64Array};
use napi_derive::napi;

use crate::failure::OrThrow;
use crate::task::{Off, Stopper};

/// Runs an operation on a JSON request and gives the JSON answer.
#[napi]
pub fn call(operation: String, request: String) -> napi::Result<String> {
    errpredict_wire::run(&operation, &request).or_throw()
}

/// The same off the event loop.
#[napi(ts_return_type = "Promise<string>")]
pub fn call_async(
    operation: String,
    request: String,
    signal: Option<AbortSignal>,
    stopper: Option<&Stopper>,
) -> AsyncTask<Off<String>> {
    Off::promise(signal, stopper, move |stop| errpredict_wire::run_until(&operation, &request, stop))
}

/// Scores every value of a series: by its history, or, without one, with the whole series in view.
#[napi]
pub fn score_series(
    detector: String,
    values: &[f64],
    history: Option<&[f64]>,
    step_ms: i64,
    seed: i64,
) -> napi::Result<Float64Array> {
    let scores = arrays::score_series(&detector, values, history, step_ms, seed as u64).or_throw()?;
    Ok(Float64Array::new(scores))
}

/// The same off the event loop; the arrays must not be written to meanwhile.
#[napi(ts_return_type = "Promise<Float64Array>")]
pub fn score_series_async(
    detector: String,
    values: Float64Array,
    history: Option<Float64Array>,
    step_ms: i64,
    seed: i64,
    signal: Option<AbortSignal>,
) -> AsyncTask<Off<Vec<f64>>> {
    Off::promise(signal, None, move |_| {
        arrays::score_series(&detector, &values, history.as_deref(), step_ms, seed as u64)
    })
}

/// Points, lower and upper ends of a forecast, one behind the other in one array.
#[napi(ts_return_type = "Promise<Float64Array>")]
pub fn forecast_async(
    settings: String,
    values: Float64Array,
    first_end_ms: i64,
    step_ms: i64,
    signal: Option<AbortSignal>,
) -> AsyncTask<Off<Vec<f64>>> {
    Off::promise(signal, None, move |_| {
        let found = arrays::forecast(&settings, &values, Timestamp::from_ms(first_end_ms)?, step_ms)?;
        Ok([found.values, found.lower, found.upper].concat())
    })
}

/// The score above which a row is an anomaly.
#[napi]
pub fn threshold(settings: String, scores: &[f64]) -> napi::Result<f64> {
    arrays::threshold(&settings, scores).or_throw()
}

/// Runs the program `errpredict` with its arguments, the name it was called by first, and gives the code it ends with.
#[napi]
pub fn main(arguments: Vec<String>) -> u8 {
    errpredict_cli::run(arguments)
}

/// The version of errpredict.
#[napi]
pub fn version() -> &'static str {
    errpredict::VERSION
}
