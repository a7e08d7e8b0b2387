//! The table of operations: one file each, one line to register it.

mod action;
mod analyze;
pub(crate) mod backtest;
mod detect_counts;
mod detect_report;
mod detect_rows;
mod detect_series;
mod evaluate;
pub(crate) mod events;
pub(crate) mod explain;
mod features;
mod feedback;
mod fingerprint;
mod forecast;
pub(crate) mod forecast_all;
mod measured;
mod methods;
mod outcome;
mod predict;
mod rca;
pub(crate) mod read;
mod recommend;
pub(crate) mod report;
mod severity;
mod similar;
mod templates;
pub(crate) mod train;
mod train_severity;
pub(crate) mod version;

use errpredict::{Error, Result, Stop};
use serde_json::value::RawValue;

use crate::guard;
use crate::message_schema::MessageSchema;

/// One named call on the wire.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// The name it is called by.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Runs it on a JSON request, until it shall end; what is soon done is done to its end.
    pub run: fn(&str, Stop<'_>) -> Result<Box<RawValue>>,
    /// Whether it may take long, and ends before it is done once it shall.
    pub ends_early: bool,
    /// JSON Schema of the request.
    pub request: MessageSchema,
    /// JSON Schema of what stands under `ok`.
    pub response: MessageSchema,
}

/// Writes the table: each module has `Request`, `Response` and `run(Request) -> Result<Response>`; what may take long is
/// registered as `name(stop)` and has `run(Request, Stop) -> Result<Response>`.
macro_rules! operations {
    ($( #[doc = $about:literal] $module:ident $(($stop:ident))? ),+ $(,)?) => {
        /// Every operation, in alphabetical order.
        pub const OPERATIONS: &[Operation] = &[
            $( Operation {
                name: stringify!($module),
                about: $about,
                run: |text, _until| {
                    $( let $stop = _until; )?
                    let shape = crate::shape::shape_of!($module::Request);
                    crate::message::body(&$module::run(crate::message::request::<$module::Request>(text, shape)? $(, $stop)?)?)
                },
                ends_early: !{ const STOP: &[&str] = &[ $( stringify!($stop) )? ]; STOP }.is_empty(),
                request: MessageSchema::of::<$module::Request>(),
                response: MessageSchema::of::<$module::Response>(),
            } ),+
        ];
    };
}

operations! {
    /// Takes steps in the life of an action; a step that is not open is refused.
    action,
    /// Analyses events: what is wrong, how sure, since when, where it is going, what to do.
    analyze(stop),
    /// Tries a method on the past: what would have fired, and how often rightly.
    backtest(stop),
    /// Finds anomalies in a series of counts, within a false-alarm budget.
    detect_counts,
    /// Scores series or rows and gives what stands out as one self-contained HTML page.
    detect_report,
    /// Scores rows that have no order: how strange is each.
    detect_rows,
    /// Scores one or many series: how strange is each step.
    detect_series,
    /// Measures what probabilities, numbers or classes were worth beside what came.
    evaluate,
    /// Explains predictions by the factors that moved them, or a model by what it relies on.
    explain,
    /// Computes the feature row of a service at a time.
    features,
    /// Adds to the history of incidents, actions, errors and insights what turned out to be true.
    feedback,
    /// Gives the stable id of "the same error" for an event.
    fingerprint,
    /// Forecasts a series with an interval checked by backtest.
    forecast,
    /// Forecasts many series of one metric, and their sum, so that they add up.
    forecast_all(stop),
    /// Lists the methods of every family with their default settings.
    methods,
    /// Measures what came of an action: errors seen after it beside those that came after earlier hours as bad.
    outcome,
    /// Predicts with a trained model.
    predict,
    /// Ranks the services, metrics and changes behind one incident.
    rca,
    /// Reads a log: its events, and what was left out and why.
    read,
    /// Recommends actions for what is known about a service.
    recommend,
    /// Analyses events and gives the report as one self-contained HTML page.
    report(stop),
    /// Maps a level name of another system onto the severity scale.
    severity,
    /// Finds the texts most similar to others, and the groups they form.
    similar,
    /// Finds the templates of messages.
    templates,
    /// Trains a model that foresees critical events, bursts, failed or slow requests.
    train(stop),
    /// Trains a model of how severe the worst event to come will be.
    train_severity(stop),
    /// Tells the versions of the library and of its messages.
    version,
}

/// What stands under `ok`.
pub(crate) fn body(
    table: &'static [Operation],
    name: &str,
    request: &str,
    stop: Stop<'_>,
) -> Result<Box<RawValue>> {
    let found = find(table, name)?;
    guard::size(request)?;
    guard::unwinding(|| (found.run)(request, stop))
}

/// The operation of that name.
fn find(table: &'static [Operation], name: &str) -> Result<&'static Operation> {
    table.iter().find(|operation| operation.name == name).ok_or_else(|| {
        let names: Vec<_> = table.iter().map(|operation| operation.name).collect();
        Error::unknown("operation", name, &names)
    })
}
