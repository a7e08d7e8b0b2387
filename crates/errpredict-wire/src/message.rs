//! The envelope of every answer.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::shape::Shape;

/// An error as it crosses a border: the code is stable and the same in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ErrorMessage {
    /// The stable code, such as `not_enough_data`.
    pub code: ErrorKind,
    /// What went wrong, with the numbers, for people.
    pub message: String,
    /// Where: file, path in the request, line, column, field and the like.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, String>,
    /// Whether the very same call may succeed when it is made again later; false when absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retryable: bool,
}

impl ErrorMessage {
    /// The message as it stands under `error`.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| {
            r#"{"code":"internal","message":"the error could not be written"}"#.to_owned()
        })
    }
}

/// The message of an error.
#[must_use]
pub fn error_message(error: &Error) -> ErrorMessage {
    ErrorMessage {
        code: error.kind(),
        message: cut(error.message()),
        context: error.context().iter().map(|(key, value)| ((*key).to_owned(), cut(value))).collect(),
        retryable: error.is_retryable(),
    }
}

/// Bytes of a text of an error; what was given may be as long as a request.
const MOST_SAID: usize = 4_096;

/// The beginning of a text.
fn cut(text: &str) -> String {
    if text.len() <= MOST_SAID {
        return text.to_owned();
    }
    format!("{}...", &text[..text.floor_char_boundary(MOST_SAID)])
}

/// `{"ok": ...}` or `{"error": ...}`.
pub(crate) fn answer(result: Result<Box<RawValue>>) -> String {
    match result {
        Ok(body) => format!("{{\"ok\":{}}}", body.get()),
        Err(error) => format!("{{\"error\":{}}}", error_message(&error).to_json()),
    }
}

/// A body as a text of its own.
pub(crate) fn text(body: Box<RawValue>) -> String {
    Box::<str>::from(body).into_string()
}

/// Reads a request; unknown fields, wrong types and shapes that the schema does not have are refused with the place they stand at.
pub(crate) fn request<'de, T: Deserialize<'de>>(text: &'de str, shape: &Shape) -> Result<T> {
    let shaped = || shape.check(text).map_err(|(error, path)| refuse(&error, &path));
    read(text).map_or_else(
        // Of a list in place of an object, serde tells what is wrong with the fields that it took its values for.
        |told| match told.kind() {
            ErrorKind::LimitExceeded => Err(told),
            _ => Err(shaped().err().unwrap_or(told)),
        },
        |read| shaped().map(|()| read),
    )
}

/// Following the path costs time, so it is followed only once it is known that there is something to tell.
#[cfg(not(feature = "small"))]
fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| located::<T>(text).err().unwrap_or_else(|| refuse(&error, "")))
}

/// Following the path needs code of its own for every type, so in a small build it is always followed.
#[cfg(feature = "small")]
fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T> {
    located(text)
}

/// What is read of a request; the error of one that does not fit with the path to it.
fn located<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        refuse(error.inner(), if path == "." { "" } else { &path })
    })?;
    reader.end().map_err(|error| refuse(&error, ""))?;
    Ok(read)
}

fn refuse(error: &serde_json::Error, path: &str) -> Error {
    let said = error.to_string();
    let said = cut(&said);
    let place = format!(" at line {} column {}", error.line(), error.column());
    let said = said.strip_suffix(&place).unwrap_or(&said);
    let kind = if said.starts_with("recursion limit exceeded") || said.starts_with(crate::guard::TOO_LONG) {
        ErrorKind::LimitExceeded
    } else if said.starts_with("unknown variant") || said.starts_with("unknown method") {
        ErrorKind::UnknownName
    } else {
        ErrorKind::InvalidInput
    };
    let mut refused = Error::new(kind, format!("the request does not fit: {said}"));
    if !path.is_empty() {
        refused = refused.with("path", path);
    }
    if error.line() > 0 {
        refused = refused.with("line", error.line()).with("column", error.column());
    }
    refused
}

/// Writes a body.
pub(crate) fn body<T: Serialize>(value: &T) -> Result<Box<RawValue>> {
    serde_json::value::to_raw_value(value)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("the answer could not be written: {error}")))
}
