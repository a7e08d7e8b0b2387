//! What keeps state between calls.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use errpredict::{EventRef, Timestamp};
use napi::bindgen_prelude::{AbortSignal, AsyncTask, Either, Uint8Array};
use napi_derive::napi;

use crate::failure::OrThrow;
use crate::task::{Given, Off, Stopper};

/// A handle of a kind: `monitor`, `rollup`, `model`, `templates`, `similar`.
#[napi]
pub struct Handle {
    handle: Arc<errpredict_wire::Handle>,
    report: String,
    /// Texts that come again and again, by their numbers.
    names: Mutex<Vec<Box<str>>>,
}

/// What an event has beside its time, service, severity, type and message.
#[napi(object)]
#[derive(Default)]
pub struct Fields {
    pub kind: Option<String>,
    pub error_id: Option<String>,
    pub code: Option<String>,
    pub status_code: Option<u16>,
    pub endpoint: Option<String>,
    pub user_id: Option<String>,
    pub request_id: Option<String>,
    pub stack_trace: Option<String>,
    pub environment: Option<String>,
    pub release: Option<String>,
    pub response_time_ms: Option<f64>,
    /// The text of a JSON object.
    pub attributes: Option<String>,
}

/// A time: milliseconds since 1970, a part of one rounded, or a text as messages have it.
fn time(at: &Either<f64, String>) -> errpredict::Result<Timestamp> {
    match at {
        Either::B(text) => text.parse(),
        // What is no number, or none that an integer holds, saturates and is refused as out of all times.
        Either::A(ms) => Timestamp::from_ms(if ms.is_nan() { i64::MAX } else { ms.round_ties_even() as i64 }),
    }
}

/// The kind of handle that was saved as these bytes.
#[napi]
pub fn kind_of(saved: &[u8]) -> napi::Result<&'static str> {
    errpredict_wire::Handle::kind_of(saved).or_throw()
}

/// Files that were read: the counts, and the report of the reader.
pub struct Read(errpredict_wire::Handle, String);

impl Given for Read {
    type Value = Handle;

    fn value(self) -> Handle {
        Handle::of(self.0, self.1)
    }
}

impl Handle {
    fn of(handle: errpredict_wire::Handle, report: String) -> Handle {
        Handle { handle: Arc::new(handle), report, names: Mutex::default() }
    }

    fn count(
        &self,
        timestamp: &Either<f64, String>,
        service: &str,
        severity: Option<&str>,
        error_type: Option<&str>,
        message: Option<String>,
        fields: Option<Fields>,
    ) -> napi::Result<()> {
        let fields = fields.unwrap_or_default();
        let text = Option::<String>::as_deref;
        let observed = || {
            let event = EventRef {
                timestamp: time(timestamp)?,
                service,
                severity: severity.map(errpredict_wire::severity_named).transpose()?,
                kind: text(&fields.kind).map(errpredict_wire::kind_named).transpose()?.unwrap_or_default(),
                error_type: error_type.unwrap_or_default(),
                message: text(&message),
                error_id: text(&fields.error_id),
                code: text(&fields.code),
                status_code: fields.status_code,
                endpoint: text(&fields.endpoint),
                user_id: text(&fields.user_id),
                request_id: text(&fields.request_id),
                stack_trace: text(&fields.stack_trace),
                environment: text(&fields.environment),
                release: text(&fields.release),
                response_time_ms: fields.response_time_ms,
                attributes: text(&fields.attributes).map(errpredict::Attributes::Json),
            };
            self.handle.observe(event)
        };
        observed().or_throw()
    }
}

#[napi]
impl Handle {
    /// Opens one with settings as JSON; with `saved`, goes on where `save` was called.
    #[napi(constructor)]
    pub fn new(kind: String, settings: String, saved: Option<&[u8]>) -> napi::Result<Self> {
        let opened = match saved {
            None => errpredict_wire::Handle::open(&kind, &settings),
            Some(bytes) => errpredict_wire::Handle::load(&kind, bytes),
        };
        Ok(Handle::of(opened.or_throw()?, String::new()))
    }

    /// Reads log files, in parallel, and opens a rollup of their events.
    #[napi(factory)]
    pub fn read_files(paths: Vec<String>, options: String, settings: String) -> napi::Result<Self> {
        let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
        let (handle, report) = errpredict_wire::Handle::read_files(&paths, &options, &settings).or_throw()?;
        Ok(Handle::of(handle, report))
    }

    /// The same off the event loop; a stopper ends it between two half megabytes.
    #[napi(ts_return_type = "Promise<Handle>")]
    pub fn read_files_async(
        paths: Vec<String>,
        options: String,
        settings: String,
        signal: Option<AbortSignal>,
        stopper: Option<&Stopper>,
    ) -> AsyncTask<Off<Read>> {
        let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
        Off::promise(signal, stopper, move |stop| {
            let read =
                errpredict_wire::Handle::read_files_until(&paths, &options, &settings, &mut |_| {}, stop)?;
            Ok(Read(read.0, read.1))
        })
    }

    /// What was read of files, as JSON; empty where none were read.
    #[napi(getter)]
    pub fn read_report(&self) -> &str {
        &self.report
    }

    /// The kind it was opened as.
    #[napi(getter)]
    pub fn kind(&self) -> &'static str {
        self.handle.kind().name
    }

    /// Calls a method with a JSON request and gives the JSON answer.
    #[napi]
    pub fn call(&self, method: String, request: String, other: Option<&Handle>) -> napi::Result<String> {
        self.handle.run(&method, &request, other.map(|other| &*other.handle)).or_throw()
    }

    /// The same off the event loop.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn call_async(
        &self,
        method: String,
        request: String,
        other: Option<&Handle>,
        signal: Option<AbortSignal>,
        stopper: Option<&Stopper>,
    ) -> AsyncTask<Off<String>> {
        let (handle, other) = (Arc::clone(&self.handle), other.map(|other| Arc::clone(&other.handle)));
        Off::promise(signal, stopper, move |stop| handle.run_until(&method, &request, other.as_deref(), stop))
    }

    /// Counts one event.
    #[napi]
    pub fn observe(
        &self,
        timestamp: Either<f64, String>,
        service: String,
        severity: Option<String>,
        error_type: Option<String>,
        message: Option<String>,
        fields: Option<Fields>,
    ) -> napi::Result<()> {
        let (severity, error_type) = (severity.as_deref(), error_type.as_deref());
        self.count(&timestamp, &service, severity, error_type, message, fields)
    }

    /// The number that stands for a text in `observe_named`, from 1 on.
    #[napi]
    pub fn name(&self, text: String) -> u32 {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.push(text.into_boxed_str());
        names.len() as u32
    }

    /// Counts one event whose service, severity and type are numbers that `name` gave; 0 for none: to bring a text over
    /// takes several calls of Node and an allocation, to bring a number over one.
    #[napi]
    pub fn observe_named(
        &self,
        timestamp: f64,
        service: u32,
        severity: u32,
        error_type: u32,
        message: Option<String>,
        fields: Option<Fields>,
    ) -> napi::Result<()> {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let name = |number: u32| names.get((number as usize).checked_sub(1)?).map(|name| &**name);
        let service = name(service).unwrap_or_default();
        self.count(&Either::A(timestamp), service, name(severity), name(error_type), message, fields)
    }

    /// Counts one event given as a JSON object.
    #[napi]
    pub fn observe_json(&self, event: String) -> napi::Result<()> {
        self.handle.observe_json(&event).or_throw()
    }

    /// Counts the events of a block of log lines and gives the report of the reader as JSON.
    #[napi]
    pub fn observe_lines(&self, lines: &[u8], options: String) -> napi::Result<String> {
        self.handle.observe_lines(lines, &options).or_throw()
    }

    /// The same off the event loop; the lines must not be written to meanwhile.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn observe_lines_async(
        &self,
        lines: Uint8Array,
        options: String,
        signal: Option<AbortSignal>,
    ) -> AsyncTask<Off<String>> {
        let handle = Arc::clone(&self.handle);
        Off::promise(signal, None, move |_| handle.observe_lines(&lines, &options))
    }

    /// The state as bytes, off the event loop.
    #[napi(ts_return_type = "Promise<Uint8Array>")]
    pub fn save_async(&self, signal: Option<AbortSignal>) -> AsyncTask<Off<Vec<u8>>> {
        let handle = Arc::clone(&self.handle);
        Off::promise(signal, None, move |_| handle.save())
    }

    /// The state as bytes.
    #[napi]
    pub fn save(&self) -> napi::Result<Uint8Array> {
        self.handle.save().or_throw().map(Uint8Array::new)
    }
}
