//! The operations of errpredict as messages.
//!
//! One door for every language: [`call`] finds the operation in one table ([`OPERATIONS`]), parses the request,
//! runs the pure function and answers `{"ok": ...}` or `{"error": {"code": ..., "message": ..., "context": ...}}`.
//! The HTTP server uses the same table, so HTTP and the bindings cannot disagree.
//!
//! ```
//! let answer = errpredict_wire::call("severity", r#"{"level": "WARN"}"#);
//! assert_eq!(answer, r#"{"ok":{"severity":"medium"}}"#);
//! ```
//!
//! A request that does not fit is told where:
//!
//! ```
//! let answer = errpredict_wire::call("severity", r#"{"level": 3}"#);
//! assert!(answer.contains(r#""context":{"column":"11","line":"1","path":"level"}"#), "{answer}");
//! ```
//!
//! Requests refuse fields they do not know; answers may gain fields, so read them leniently.
//!
//! What has state is a [`Handle`]: open it with settings or with saved bytes, call its methods, save, close (drop).
//!
//! | I have | I want | I call |
//! |---|---|---|
//! | a request | an answer, and nothing kept | [`call`] |
//! | events that go on coming | counts, alarms, analyses at any time | [`Handle`] `monitor` |
//! | parts of a log | counts put together | [`Handle`] `rollup` |
//! | a trained model | an answer now and then, and learning from what came | [`Handle`] `model` |
//! | messages, texts | templates, the most similar ones | [`Handle`] `templates`, `similar` |
//! | numbers in memory | scores, probabilities, forecasts, without JSON between | [`arrays`] |
//! | a build that must be small | some of it | [`Part`] |
//! | a language to generate types for | every message with shared types | [`bundle`] (`schema/wire/bundle.json`) |
//! | a binding to test | requests with their answers | `tests/cases` |
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

pub mod arrays;
mod base64;
mod borrowed;
mod bounds;
mod guard;
mod handles;
mod message;
mod message_schema;
mod named;
mod operations;
mod part;
#[cfg(feature = "schemas")]
mod schema;
mod shape;

pub use bounds::Bounds;
pub use guard::MAX_REQUEST_BYTES;
pub use handles::{HANDLES, Handle, HandleKind, HandleMethod, analysis_config, events_of, read_options};
pub use message::{ErrorMessage, error_message};
pub use named::{kind_named, severity_named};
pub use operations::{OPERATIONS, Operation};
pub use part::Part;
#[cfg(feature = "schemas")]
pub use schema::bundle;

use errpredict::{Result, Stop};

/// Runs an operation on a JSON request and gives the JSON answer; never panics on any input.
///
/// A request of more than [`MAX_REQUEST_BYTES`], of more than a million values, or nested deeper than 128 values, is refused
/// with `limit_exceeded`, and so is what asks for more than one call may take (`docs/wire.md` has all limits);
/// a panic inside, which would be a bug, is answered with `internal`.
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    message::answer(operations::body(OPERATIONS, operation, request, Stop::NEVER))
}

/// [`call`] without the envelope: what stands under `ok`, or the error.
///
/// # Errors
/// What [`call`] answers under `error`.
pub fn run(operation: &str, request: &str) -> Result<String> {
    run_until(operation, request, Stop::NEVER)
}

/// [`run`] that ends before it is done once it shall: between two services, series or trees of what takes long (`analyze`,
/// `report`, `train`, `backtest`); anything else is done to its end.
///
/// ```
/// use errpredict::Stop;
///
/// let events = r#"{"events": [{"timestamp": "2026-11-20T00:00:10Z", "service": "shop", "severity": "high", "error_type": "E"}]}"#;
/// let error = errpredict_wire::run_until("analyze", events, Stop::when(&|| true)).unwrap_err();
/// assert_eq!(error.code(), "cancelled");
/// ```
///
/// # Errors
/// Those of [`run`]; `cancelled`.
pub fn run_until(operation: &str, request: &str, stop: Stop<'_>) -> Result<String> {
    operations::body(OPERATIONS, operation, request, stop).map(message::text)
}

/// [`run_until`] with bounds of what the call may be estimated to take: for requests of strangers.
///
/// # Errors
/// Those of [`run_until`].
pub fn run_within(operation: &str, request: &str, stop: Stop<'_>, bounds: Bounds) -> Result<String> {
    bounds::within(bounds, || run_until(operation, request, stop))
}
