//! Handles: what keeps state between calls. One file a kind, one line to register it.
//!
//! A binding needs five functions for all of them: open (settings or saved bytes), call (a method by name, JSON in and
//! out), observe (an event), save, close (drop). All take `&self`; a handle may be shared between threads.
//!
//! ```
//! use errpredict_wire::Handle;
//!
//! let monitor = Handle::open("monitor", "{}")?;
//! monitor.observe_json(r#"{"timestamp": "2026-11-20T00:00:10Z", "service": "shop", "severity": "high", "error_type": "E"}"#)?;
//! let saved = monitor.save()?;
//! let again = Handle::load("monitor", &saved)?;
//! assert!(again.call("analyze", r#"{"at": "2026-11-20T01:00:00Z"}"#, None).starts_with(r#"{"ok":"#));
//! # Ok::<(), errpredict::Error>(())
//! ```

mod counted;
mod files;
mod lines;
mod model;
mod monitor;
mod parts;
mod rollup;
mod similar;
mod templates;

pub use files::{analysis_config, events_of, read_options};

use std::any::Any;
use std::fmt;

use errpredict::container::{self, Kind};
use errpredict::{Error, ErrorKind, Event, EventRef, Result, Stop};
use serde_json::value::RawValue;

use crate::borrowed::BorrowedEvent;
use crate::message_schema::MessageSchema;
use crate::operations::backtest::Response as BacktestResponse;
use crate::operations::explain::Response as ExplainResponse;
use crate::operations::forecast_all::Response as ForecastAllResponse;
use crate::operations::read::Request as ReadRequest;
use crate::operations::report::Response as ReportResponse;
use crate::operations::train::Response as TrainResponse;
use crate::shape::shape_of;
use crate::{guard, message};

/// What a handle of some kind holds.
pub(crate) type State = Box<dyn Any + Send + Sync>;

/// A method on a JSON request, with another handle, until it shall end.
type Run = fn(&State, &str, Option<&Handle>, Stop<'_>) -> Result<Box<RawValue>>;

/// One method of a kind of handle.
#[derive(Clone, Copy)]
pub struct HandleMethod {
    /// The name it is called by.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// JSON Schema of the request.
    pub request: MessageSchema,
    /// JSON Schema of what stands under `ok`.
    pub response: MessageSchema,
    /// Whether it may take long, and ends before it is done once it shall.
    pub ends_early: bool,
    run: Run,
}

/// One kind of handle.
#[derive(Clone, Copy)]
pub struct HandleKind {
    /// The name it is opened by.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// JSON Schema of the settings.
    pub settings: MessageSchema,
    /// What can be called.
    pub methods: &'static [HandleMethod],
    pub(crate) open: fn(&str) -> Result<State>,
    pub(crate) load: fn(&[u8]) -> Result<State>,
    pub(crate) save: fn(&State) -> Result<Vec<u8>>,
    pub(crate) observe: fn(&State, EventRef<'_>) -> Result<()>,
}

impl fmt::Debug for HandleMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandleMethod").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Debug for HandleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandleKind")
            .field("name", &self.name)
            .field("methods", &self.methods)
            .finish_non_exhaustive()
    }
}

/// What a kind of handle can do beside its methods.
pub(crate) trait Kept: Sized + Send + Sync + 'static {
    /// What it is opened with.
    type Settings: serde::de::DeserializeOwned + schemars::JsonSchema;

    fn open(settings: Self::Settings) -> Result<Self>;
    fn load(bytes: &[u8]) -> Result<Self>;
    fn save(&self) -> Result<Vec<u8>>;

    fn observe(&self, _event: EventRef<'_>) -> Result<()> {
        let message = "this kind of handle takes no events";
        Err(Error::new(ErrorKind::InvalidArgument, message))
    }
}

fn kept<T: Kept>(state: &State) -> Result<&T> {
    // A handle is made with the functions of its own kind, so this cannot fail.
    state.downcast_ref().ok_or_else(|| Error::new(ErrorKind::Internal, "a handle of another kind"))
}

/// Writes the table: each module has a type that is [`Kept`] and one function a method,
/// `fn(&Type, Request, Option<&Handle>) -> Result<Response>`; what may take long is registered as `name(Request; stop)` and takes
/// a `Stop` behind these.
macro_rules! handles {
    ($( #[doc = $about:literal] $module:ident: $type:ty {
        $( #[doc = $what:literal] $method:ident($request:ty $(; $stop:ident)?) -> $response:ty, )+
    } )+) => {
        /// Every kind of handle, in alphabetical order.
        pub const HANDLES: &[HandleKind] = &[ $( HandleKind {
            name: stringify!($module),
            about: $about,
            settings: MessageSchema::of::<<$type as Kept>::Settings>(),
            methods: &[ $( HandleMethod {
                name: stringify!($method),
                about: $what,
                ends_early: !{ const STOP: &[&str] = &[ $( stringify!($stop) )? ]; STOP }.is_empty(),
                request: MessageSchema::of::<$request>(),
                response: MessageSchema::of::<$response>(),
                run: |state, text, with, _until| {
                    $( let $stop = _until; )?
                    let request = message::request::<$request>(text, shape_of!($request))?;
                    message::body(&$module::$method(kept::<$type>(state)?, request, with $(, $stop)?)?)
                },
            } ),+ ],
            open: |settings| {
                let settings = message::request(settings, shape_of!(<$type as Kept>::Settings))?;
                Ok(Box::new(<$type>::open(settings)?))
            },
            load: |bytes| Ok(Box::new(<$type>::load(bytes)?)),
            save: |state| kept::<$type>(state)?.save(),
            observe: |state, event| kept::<$type>(state)?.observe(event),
        } ),+ ];
    };
}

handles! {
    /// A trained model that answers one question at a time and learns from outcomes.
    model: model::Served {
        /// Tells what the model is, how good it was and what alerts it.
        describe(model::DescribeRequest) -> model::DescribeResponse,
        /// Explains what it says of services at a time, or what it relies on, from the counts of the monitor or rollup given along.
        explain(model::ExplainRequest) -> ExplainResponse,
        /// Predicts for services at a time, from the counts of the monitor or rollup given along.
        predict(model::PredictRequest) -> model::PredictResponse,
        /// Tells what came of a prediction.
        outcome(model::OutcomeRequest) -> model::OutcomeResponse,
    }
    /// The fold of a running process: events one by one, everything found at any time, numbers that are watched.
    monitor: monitor::Watched {
        /// Finds everything about every service at a time.
        analyze(monitor::AnalyzeRequest; stop) -> errpredict::analysis::Analysis,
        /// Judges every step of every service that is over and was not judged yet.
        advance(monitor::AdvanceRequest) -> monitor::AdvanceResponse,
        /// Judges the next value of a number that the process measures itself.
        measure(monitor::MeasureRequest) -> errpredict::detect::WatchPoint,
        /// Tells how many bytes of memory it holds.
        memory(monitor::MemoryRequest) -> monitor::MemoryResponse,
        /// Counts events.
        observe(monitor::ObserveRequest) -> monitor::ObserveResponse,
        /// Counts the events of a block of log lines.
        observe_log(ReadRequest) -> errpredict_io::ReadReport,
    }
    /// Counts of a log, exact and without order, from which everything is found.
    rollup: rollup::Counts {
        /// Finds everything about every service at a time.
        analyze(monitor::AnalyzeRequest; stop) -> errpredict::analysis::Analysis,
        /// Tries a method on the past of the counts: what would have fired, and how often rightly.
        backtest(counted::BacktestRequest; stop) -> BacktestResponse,
        /// Tells services, first and last time and how much was counted.
        describe(rollup::DescribeRequest) -> rollup::DescribeResponse,
        /// Forecasts metrics of the services and of all of them together, so that they add up where the metric does.
        forecast(counted::ForecastRequest; stop) -> ForecastAllResponse,
        /// Adds the counts of another rollup given along.
        merge(rollup::MergeRequest) -> rollup::DescribeResponse,
        /// Counts events.
        observe(monitor::ObserveRequest) -> monitor::ObserveResponse,
        /// Counts the events of a block of log lines.
        observe_log(ReadRequest) -> errpredict_io::ReadReport,
        /// Analyses the counts and gives the report as one self-contained HTML page.
        report(counted::ReportRequest; stop) -> ReportResponse,
        /// Trains a model on the counts.
        train(counted::TrainRequest; stop) -> TrainResponse,
    }
    /// Texts that are searched for those like a new one.
    similar: similar::Texts {
        /// Adds texts.
        add(similar::AddRequest) -> similar::AddResponse,
        /// Finds the texts most like another.
        nearest(similar::NearestRequest) -> similar::NearestResponse,
    }
    /// Templates of messages, learnt as they come.
    templates: templates::Learnt {
        /// Lists the templates.
        list(templates::ListRequest) -> templates::ListResponse,
        /// Learns from messages and gives the template of each.
        observe(templates::ObserveRequest) -> templates::ObserveResponse,
    }
}

/// Something that keeps state between calls. Dropping it closes it.
pub struct Handle {
    kind: &'static HandleKind,
    state: State,
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("kind", &self.kind.name).finish_non_exhaustive()
    }
}

pub(crate) fn find(table: &'static [HandleKind], name: &str) -> Result<&'static HandleKind> {
    table.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let names: Vec<_> = table.iter().map(|kind| kind.name).collect();
        Error::unknown("kind of handle", name, &names)
    })
}

impl Handle {
    /// Opens a handle with settings as JSON; `{}` are the defaults.
    ///
    /// # Errors
    /// `unknown_name` for another kind, `invalid_input` for settings that do not fit, and those of the kind.
    pub fn open(kind_name: &str, settings: &str) -> Result<Handle> {
        Handle::open_as(find(HANDLES, kind_name)?, settings)
    }

    pub(crate) fn open_as(kind: &'static HandleKind, settings: &str) -> Result<Handle> {
        guard::size(settings)?;
        guard::unwinding(|| Ok(Handle { kind, state: (kind.open)(settings)? }))
    }

    /// Goes on where [`Handle::save`] was called.
    ///
    /// # Errors
    /// `unknown_name` for another kind; `invalid_input`, `unsupported_version` or `corrupt` for bytes that are not the
    /// state of one.
    pub fn load(kind_name: &str, bytes: &[u8]) -> Result<Handle> {
        Handle::load_as(find(HANDLES, kind_name)?, bytes)
    }

    pub(crate) fn load_as(kind: &'static HandleKind, bytes: &[u8]) -> Result<Handle> {
        guard::unwinding(|| Ok(Handle { kind, state: (kind.load)(bytes)? }))
    }

    /// The kind of handle that was saved as these bytes, by what they say they are.
    ///
    /// # Errors
    /// `invalid_input` for bytes that are no saved handle, or of a form older than the one that says what it is.
    pub fn kind_of(bytes: &[u8]) -> Result<&'static str> {
        match container::kind_of(bytes) {
            Some(Kind::Monitor) => Ok("monitor"),
            Some(Kind::Rollup) => Ok("rollup"),
            Some(Kind::Model | Kind::ServedModel) => Ok("model"),
            Some(Kind::Templates) => Ok("templates"),
            Some(Kind::NamedTexts) => Ok("similar"),
            Some(other) => {
                let message = format!("these bytes are {}, which is no handle", other.name());
                Err(Error::new(ErrorKind::InvalidInput, message))
            }
            None => Err(Error::new(
                ErrorKind::InvalidInput,
                "these bytes do not say which handle was saved: load them as its kind",
            )),
        }
    }

    /// The kind it was opened as.
    #[must_use]
    pub fn kind(&self) -> &'static HandleKind {
        self.kind
    }

    /// Calls a method with a JSON request and gives the JSON answer, as [`call`](crate::call) does. `with` is another
    /// handle that the method reads or takes from, where it says so.
    #[must_use]
    pub fn call(&self, method: &str, request: &str, with: Option<&Handle>) -> String {
        message::answer(self.body(method, request, with, Stop::NEVER))
    }

    /// [`Handle::call`] without the envelope: what stands under `ok`, or the error.
    ///
    /// # Errors
    /// What [`Handle::call`] answers under `error`.
    pub fn run(&self, method: &str, request: &str, with: Option<&Handle>) -> Result<String> {
        self.run_until(method, request, with, Stop::NEVER)
    }

    /// [`Handle::run`] that ends before it is done once it shall.
    ///
    /// # Errors
    /// Those of [`Handle::run`]; `cancelled`.
    pub fn run_until(
        &self,
        method: &str,
        request: &str,
        with: Option<&Handle>,
        stop: Stop<'_>,
    ) -> Result<String> {
        self.body(method, request, with, stop).map(message::text)
    }

    fn body(
        &self,
        method: &str,
        request: &str,
        with: Option<&Handle>,
        stop: Stop<'_>,
    ) -> Result<Box<RawValue>> {
        let found = self.method(method)?;
        guard::size(request)?;
        guard::unwinding(|| (found.run)(&self.state, request, with, stop))
    }

    fn method(&self, name: &str) -> Result<&'static HandleMethod> {
        self.kind.methods.iter().find(|method| method.name == name).ok_or_else(|| {
            let names: Vec<_> = self.kind.methods.iter().map(|method| method.name).collect();
            Error::unknown(&format!("method of a {}", self.kind.name), name, &names)
        })
    }

    /// Counts one event.
    ///
    /// # Errors
    /// `invalid_argument` for a kind that takes no events, `invalid_input` for an event out of its ranges.
    pub fn observe(&self, event: EventRef<'_>) -> Result<()> {
        guard::unwinding(|| (self.kind.observe)(&self.state, event))
    }

    /// Counts one event, given as JSON.
    ///
    /// # Errors
    /// `invalid_input` for what is no event, and those of [`Handle::observe`].
    pub fn observe_json(&self, event: &str) -> Result<()> {
        guard::size(event)?;
        let event: BorrowedEvent<'_> = message::request(event, shape_of!(Event))?;
        self.observe(event.as_event_ref())
    }

    /// The state as bytes.
    ///
    /// # Errors
    /// `internal` where it cannot be written.
    pub fn save(&self) -> Result<Vec<u8>> {
        guard::unwinding(|| (self.kind.save)(&self.state))
    }

    /// The counts a method reads through another handle: those of a monitor or of a rollup.
    fn counts(&self) -> Result<errpredict::Rollup> {
        if let Some(monitor) = self.state.downcast_ref::<monitor::Watched>() {
            return Ok(monitor.counts());
        }
        if let Some(rollup) = self.state.downcast_ref::<rollup::Counts>() {
            return Ok(rollup.counts());
        }
        let message = format!("expected a monitor or a rollup given along, got a {}", self.kind.name);
        Err(Error::new(ErrorKind::InvalidArgument, message))
    }
}

/// The counts of the handle given along.
pub(crate) fn counts_of(with: Option<&Handle>) -> Result<errpredict::Rollup> {
    let missing =
        || Error::new(ErrorKind::InvalidArgument, "expected a monitor or a rollup given along, got none");
    with.ok_or_else(missing)?.counts()
}
