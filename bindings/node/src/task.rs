//! Work off the event loop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use errpredict::Stop;
use napi::bindgen_prelude::{AbortSignal, AsyncTask, Float64Array, ToNapiValue, TypeName, Uint8Array};
use napi::{Env, Task};
use napi_derive::napi;

use crate::failure::OrThrow;

/// What work gives.
pub trait Given: Send + 'static {
    /// What JavaScript gets of it.
    type Value: ToNapiValue + TypeName;

    /// Without a copy, where it is an array.
    fn value(self) -> Self::Value;
}

impl Given for String {
    type Value = String;

    fn value(self) -> String {
        self
    }
}

impl Given for Vec<f64> {
    type Value = Float64Array;

    fn value(self) -> Float64Array {
        Float64Array::new(self)
    }
}

impl Given for Vec<u8> {
    type Value = Uint8Array;

    fn value(self) -> Uint8Array {
        Uint8Array::new(self)
    }
}

/// What ends work that has begun: between two services, series or trees of it.
#[napi]
#[derive(Default)]
pub struct Stopper {
    stopped: Arc<AtomicBool>,
}

#[napi]
impl Stopper {
    /// One for any number of calls.
    #[napi(constructor)]
    pub fn new() -> Self {
        Stopper::default()
    }

    /// Ends the calls it was given to.
    #[napi]
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Work of the core, that ends once it shall.
type Work<T> = Box<dyn FnOnce(Stop<'_>) -> errpredict::Result<T> + Send>;

/// Work that is done by a thread of Node's pool.
pub struct Off<T> {
    work: Option<Work<T>>,
    stopped: Arc<AtomicBool>,
}

impl<T: Given> Off<T> {
    /// The promise of some work; a signal that is aborted before a thread takes it up takes it out of the queue, a stopper ends
    /// what has begun.
    pub(crate) fn promise(
        signal: Option<AbortSignal>,
        stopper: Option<&Stopper>,
        work: impl FnOnce(Stop<'_>) -> errpredict::Result<T> + Send + 'static,
    ) -> AsyncTask<Off<T>> {
        let stopped = stopper.map(|stopper| Arc::clone(&stopper.stopped)).unwrap_or_default();
        AsyncTask::with_optional_signal(Off { work: Some(Box::new(work)), stopped }, signal)
    }
}

impl<T: Given> Task for Off<T> {
    type Output = T;
    type JsValue = T::Value;

    fn compute(&mut self) -> napi::Result<T> {
        let work = self.work.take().ok_or_else(|| napi::Error::from_reason("a task was run twice"))?;
        let asked = || self.stopped.load(Ordering::Relaxed);
        work(Stop::when(&asked)).or_throw()
    }

    fn resolve(&mut self, _: Env, output: T) -> napi::Result<T::Value> {
        Ok(output.value())
    }
}
