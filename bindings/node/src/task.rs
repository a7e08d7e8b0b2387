//! Work off the event loop.

use napi::bindgen_prelude::{AbortSignal, AsyncTask, Float64Array, ToNapiValue, TypeName, Uint8Array};
use napi::{Env, Task};

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

/// Work of the core.
type Work<T> = Box<dyn FnOnce() -> errpredict::Result<T> + Send>;

/// Work that is done by a thread of Node's pool.
pub struct Off<T>(Option<Work<T>>);

impl<T: Given> Off<T> {
    /// The promise of some work; a signal that is aborted before a thread takes it up takes it out of the queue.
    pub(crate) fn promise(
        signal: Option<AbortSignal>,
        work: impl FnOnce() -> errpredict::Result<T> + Send + 'static,
    ) -> AsyncTask<Off<T>> {
        AsyncTask::with_optional_signal(Off(Some(Box::new(work))), signal)
    }
}

impl<T: Given> Task for Off<T> {
    type Output = T;
    type JsValue = T::Value;

    fn compute(&mut self) -> napi::Result<T> {
        let work = self.0.take().ok_or_else(|| napi::Error::from_reason("a task was run twice"))?;
        work().or_throw()
    }

    fn resolve(&mut self, _: Env, output: T) -> napi::Result<T::Value> {
        Ok(output.value())
    }
}
