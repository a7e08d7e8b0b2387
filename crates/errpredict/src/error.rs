//! The one error type of errpredict.
//!
//! One small opaque type for the whole core, with a stable [`ErrorKind`] whose text code crosses every border
//! (HTTP body, Python, Node, C) unchanged, so no binding needs a table of its own.
//!
//! ```
//! use errpredict::{ErrorKind, Timestamp};
//!
//! let error = "yesterday".parse::<Timestamp>().unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::InvalidArgument);
//! assert_eq!(error.code(), "invalid_argument");
//! assert!(error.message().contains("yesterday"), "the message holds what was given: {error}");
//! ```

use std::fmt;

use serde::{Deserialize, Serialize};

/// Result of everything in errpredict that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, in a form programs can match on.
///
/// The text code ([`ErrorKind::code`]) is stable: codes are added, never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument of a call is out of its range or contradicts another.
    InvalidArgument,
    /// A setting of a method or a configuration key is out of its range.
    InvalidSetting,
    /// Input data could not be read: the message names file, line, field and what was expected.
    InvalidInput,
    /// A method needs more data than it was given.
    NotEnoughData,
    /// A name (method, feature, service, operation) is not known; the message lists the valid ones.
    UnknownName,
    /// A saved model, state or message has a version this build does not know.
    UnsupportedVersion,
    /// A saved model or state is damaged: its checksum or structure does not hold.
    Corrupt,
    /// A stated limit (line length, nesting depth, memory) was reached.
    LimitExceeded,
    /// What a call speaks of (a handle, a row, a file of a model) is not there.
    NotFound,
    /// What a call wants contradicts what is there by now: it exists already, or was changed meanwhile.
    Conflict,
    /// Something that is needed cannot be reached at the moment; the same call may work later.
    Unavailable,
    /// The caller, or the deadline it set, ended the work before it was done; nothing was changed.
    Cancelled,
    /// A file or stream could not be read or written.
    Io,
    /// A bug in errpredict itself.
    Internal,
}

impl ErrorKind {
    /// Every kind, in the order of its code's first appearance.
    pub const ALL: &'static [ErrorKind] = &[
        ErrorKind::InvalidArgument,
        ErrorKind::InvalidSetting,
        ErrorKind::InvalidInput,
        ErrorKind::NotEnoughData,
        ErrorKind::UnknownName,
        ErrorKind::UnsupportedVersion,
        ErrorKind::Corrupt,
        ErrorKind::LimitExceeded,
        ErrorKind::NotFound,
        ErrorKind::Conflict,
        ErrorKind::Unavailable,
        ErrorKind::Cancelled,
        ErrorKind::Io,
        ErrorKind::Internal,
    ];

    /// The stable text code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ErrorKind::InvalidArgument => "invalid_argument",
            ErrorKind::InvalidSetting => "invalid_setting",
            ErrorKind::InvalidInput => "invalid_input",
            ErrorKind::NotEnoughData => "not_enough_data",
            ErrorKind::UnknownName => "unknown_name",
            ErrorKind::UnsupportedVersion => "unsupported_version",
            ErrorKind::Corrupt => "corrupt",
            ErrorKind::LimitExceeded => "limit_exceeded",
            ErrorKind::NotFound => "not_found",
            ErrorKind::Conflict => "conflict",
            ErrorKind::Unavailable => "unavailable",
            ErrorKind::Cancelled => "cancelled",
            ErrorKind::Io => "io",
            ErrorKind::Internal => "internal",
        }
    }

    /// Whether the very same call may succeed when it is made again later.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, ErrorKind::Conflict | ErrorKind::Unavailable | ErrorKind::Cancelled)
    }
}

/// Bytes of a wrong name that are repeated.
const MOST_SAID: usize = 256;

/// An error with a stable kind, a message that carries the numbers, and context pairs.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    context: Vec<(&'static str, String)>,
}

impl Error {
    /// An error of `kind`. The message says what was expected and what was found, with the numbers.
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), context: Vec::new() }
    }

    /// "needs at least `needed` `what`, got `got`"; "needs `what`, got none" where one would do. `what` is a plural.
    #[cold]
    #[must_use]
    pub fn not_enough(what: &str, needed: usize, got: usize) -> Self {
        let message = match (needed, got) {
            (1, 0) => format!("needs {what}, got none"),
            _ => format!("needs at least {needed} {what}, got {got}"),
        };
        Error::new(ErrorKind::NotEnoughData, message)
    }

    /// A setting outside its range: names the setting, the range and the value.
    #[cold]
    #[must_use]
    pub fn setting(name: &str, expected: &str, got: impl fmt::Display) -> Self {
        Error::new(ErrorKind::InvalidSetting, format!("`{name}` must be {expected}, got {got}"))
    }

    /// An unknown name, with the list of valid ones.
    #[cold]
    #[must_use]
    pub fn unknown(what: &str, got: &str, valid: &[&str]) -> Self {
        // Whoever gives a text for a name need not get all of it back.
        let got = &got[..got.floor_char_boundary(MOST_SAID)];
        Error::new(
            ErrorKind::UnknownName,
            format!("unknown {what} `{got}`, expected one of: {}", valid.join(", ")),
        )
    }

    /// The same error with one more context pair, such as `("line", "17")`.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.context.push((key, value.to_string()));
        self
    }

    /// What went wrong, for programs.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable text code of the kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Whether the very same call may succeed when it is made again later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.kind.is_retryable()
    }

    /// What went wrong, for people, without the context.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it went wrong: file, line, field and the like, in the order added.
    #[must_use]
    pub fn context(&self) -> &[(&'static str, String)] {
        &self.context
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for (i, (key, value)) in self.context.iter().enumerate() {
            write!(f, "{}{key} {value}", if i == 0 { " (" } else { ", " })?;
        }
        if self.context.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_stable() {
        let codes: Vec<_> = ErrorKind::ALL.iter().map(|k| k.code()).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), codes.len());
        for kind in ErrorKind::ALL {
            let written = serde_json::to_string(kind).unwrap();
            assert_eq!(written, format!("\"{}\"", kind.code()), "JSON carries the code");
            assert_eq!(serde_json::from_str::<ErrorKind>(&written).unwrap(), *kind);
        }
    }

    #[test]
    fn what_may_be_tried_again() {
        let again: Vec<_> =
            ErrorKind::ALL.iter().filter(|kind| kind.is_retryable()).map(|kind| kind.code()).collect();
        assert_eq!(again, ["conflict", "unavailable", "cancelled"]);
    }

    #[test]
    fn display_carries_message_and_context() {
        let error = Error::not_enough("samples", 20, 7).with("service", "checkout").with("line", 3);
        assert_eq!(error.to_string(), "needs at least 20 samples, got 7 (service checkout, line 3)");
        assert_eq!(Error::not_enough("samples", 1, 0).to_string(), "needs samples, got none");
        assert_eq!(error.code(), "not_enough_data");
    }
}
