//! The envelope of every answer.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// An error as it crosses a border: the code is stable and the same in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ErrorMessage {
    /// The stable text code, such as `not_enough_data`.
    pub code: String,
    /// What went wrong, with the numbers, for people.
    pub message: String,
    /// Where: file, line, field and the like.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, String>,
}

/// The message of an error.
#[must_use]
pub fn error_message(error: &Error) -> ErrorMessage {
    ErrorMessage {
        code: error.code().to_owned(),
        message: error.message().to_owned(),
        context: error.context().iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
    }
}

/// `{"ok": ...}` or `{"error": ...}`.
pub(crate) fn answer(result: Result<Box<RawValue>>) -> String {
    match result {
        Ok(body) => format!("{{\"ok\":{}}}", body.get()),
        Err(error) => match serde_json::to_string(&error_message(&error)) {
            Ok(body) => format!("{{\"error\":{body}}}"),
            Err(_) => {
                r#"{"error":{"code":"internal","message":"the error could not be written"}}"#.to_owned()
            }
        },
    }
}

/// Reads a request; unknown fields and wrong types are refused with the place they stand at.
pub(crate) fn request<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("the request does not fit: {error}")))
}

/// Writes a body.
pub(crate) fn body<T: Serialize>(value: &T) -> Result<Box<RawValue>> {
    serde_json::value::to_raw_value(value)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("the answer could not be written: {error}")))
}
