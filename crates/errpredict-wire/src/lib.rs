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
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod message;
mod operations;

pub use message::{ErrorMessage, error_message};
pub use operations::{OPERATIONS, Operation};

/// Runs an operation on a JSON request and gives the JSON answer; never panics on any input.
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    message::answer(operations::find(operation).and_then(|found| (found.run)(request)))
}
