//! Attributes and values of OTLP, and what is no field of an event among them.

use errpredict::Timestamp;

use crate::read::draft::{Draft, Span, Value};
use crate::read::fields::{Field, FieldTree};
use crate::read::json::{Scanned, Scanner};
use crate::read::time::TimeError;

/// What is no field, as the members of an object; of equal names the last counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Rest {
    is_kept: bool,
    members: String,
    /// The value being read.
    value: String,
}

impl Rest {
    pub(super) fn new(is_kept: bool) -> Rest {
        Rest { is_kept, ..Rest::default() }
    }

    /// Adds a member; `name` is as JSON writes it between quotes, `value` is JSON.
    pub(super) fn member(&mut self, name: &str, value: &str) {
        if self.is_kept && !value.is_empty() {
            let comma = if self.members.is_empty() { "" } else { "," };
            self.members.extend([comma, "\"", name, "\":", value]);
        }
    }

    /// Adds a text that has no escapes and needs none, such as an id in hexadecimal digits.
    pub(super) fn plain(&mut self, name: &str, text: Option<&str>) {
        let is_plain =
            |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if let Some(text) = text.filter(is_plain) {
            self.member(name, &format!("\"{text}\""));
        }
    }

    /// Puts the object into the scratch text.
    pub(super) fn put(&self, draft: &mut Draft, scratch: &mut String) {
        if !self.members.is_empty() {
            let begin = scratch.len();
            scratch.extend(["{", &self.members, "}"]);
            draft.attributes = Some(Span::scratch(begin, scratch.len()));
        }
    }
}

/// `[{"key":"service.name","value":{"stringValue":"x"}}]` into the fields that are wanted; a list inside the value of `key`
/// has the names `key.name`.
pub(super) fn attributes(
    scanner: &mut Scanner<'_>,
    tree: &FieldTree,
    scratch: &mut String,
    draft: &mut Draft,
    rest: &mut Rest,
    wanted: impl Fn(Field) -> bool + Copy,
) -> Scanned<()> {
    named_values(scanner, "", scratch, rest, &mut |name, value| {
        match tree.flat(name.as_bytes()).filter(|meaning| wanted(meaning.field)) {
            Some(meaning) => {
                draft.set(meaning, value);
                // What is a field only if its value fits is kept as it came.
                !meaning.reading.is_weak()
            }
            None => false,
        }
    })
}

/// Recursion is as deep as the scanner allows nesting. `each` says whether it took the value.
fn named_values(
    scanner: &mut Scanner<'_>,
    prefix: &str,
    scratch: &mut String,
    rest: &mut Rest,
    each: &mut dyn FnMut(&str, Value) -> bool,
) -> Scanned<()> {
    scanner.elements(&mut |scanner| {
        let (mut name, mut value) = (None, None);
        let mut json = String::new();
        scanner.members(&mut |scanner, key| {
            match key {
                "key" => {
                    let begin = scanner.at;
                    scanner.scalar_value(scratch)?;
                    name = scanner.since(begin).strip_prefix('"').and_then(|name| name.strip_suffix('"'));
                }
                "value" => scanner.members(&mut |scanner, key| match (key, name) {
                    ("kvlistValue" | "kvlist_value", Some(name)) => {
                        let inside = format!("{prefix}{name}.");
                        scanner.members(&mut |scanner, key| match key {
                            "values" => named_values(scanner, &inside, scratch, rest, each),
                            _ => scanner.skip(),
                        })
                    }
                    _ => {
                        rest.value.clear();
                        value = any_member(scanner, key, scratch, rest.is_kept.then_some(&mut rest.value))?
                            .or(value);
                        if rest.is_kept {
                            json.clear();
                            json.push_str(&rest.value);
                        }
                        Ok(())
                    }
                })?,
                _ => scanner.skip()?,
            }
            Ok(())
        })?;
        let Some(name) = name else { return Ok(()) };
        let long;
        let name = if prefix.is_empty() {
            name
        } else {
            long = format!("{prefix}{name}");
            &long
        };
        if !value.is_some_and(|value| each(name, value)) {
            rest.member(name, &json);
        }
        Ok(())
    })
}

/// The member of `{"stringValue":"x"}`, `{"intValue":"12"}`, `{"doubleValue":1.5}`, `{"boolValue":true}`; nothing for lists and
/// the like. `json` gets any of them as plain JSON.
pub(super) fn any_member(
    scanner: &mut Scanner<'_>,
    key: &str,
    scratch: &mut String,
    json: Option<&mut String>,
) -> Scanned<Option<Value>> {
    let begin = scanner.at;
    match key {
        "stringValue" | "string_value" => {
            let value = scanner.scalar_value(scratch)?;
            keep(json, scanner.since(begin));
            Ok(value)
        }
        "intValue" | "int_value" | "doubleValue" | "double_value" => {
            let value = scanner.scalar_value(scratch)?;
            let written = scanner.since(begin);
            let number = written.trim_matches('"');
            let is_number = serde_json::from_str::<serde_json::Number>(number).is_ok();
            keep(json, if is_number { number } else { written });
            Ok(match value {
                Some(Value::Text(span)) => Some(Value::Number(span)),
                other => other,
            })
        }
        "boolValue" | "bool_value" | "bytesValue" | "bytes_value" => {
            scanner.skip()?;
            keep(json, scanner.since(begin));
            Ok(None)
        }
        "arrayValue" | "array_value" => {
            let Some(json) = json else { return scanner.skip().map(|()| None) };
            json.push('[');
            scanner.members(&mut |scanner, key| match key {
                "values" => scanner.elements(&mut |scanner| {
                    if !json.ends_with('[') {
                        json.push(',');
                    }
                    let before = json.len();
                    scanner.members(&mut |scanner, key| {
                        any_member(scanner, key, scratch, Some(&mut *json)).map(|_| ())
                    })?;
                    if json.len() == before {
                        json.push_str("null");
                    }
                    Ok(())
                }),
                _ => scanner.skip(),
            })?;
            json.push(']');
            Ok(None)
        }
        _ => scanner.skip().map(|()| None),
    }
}

fn keep(json: Option<&mut String>, text: &str) {
    if let Some(json) = json {
        json.push_str(text);
    }
}

/// Nanoseconds since 1970; nothing for 0, which is "not known".
pub(super) fn nanoseconds(text: Option<&str>) -> Result<Option<u64>, TimeError> {
    let Some(text) = text else { return Ok(None) };
    let nanos: u64 = text.parse().map_err(|_| TimeError::Form)?;
    Ok(Some(nanos).filter(|nanos| *nanos > 0))
}

/// The moment of so many nanoseconds since 1970.
pub(super) fn moment(nanos: u64) -> Result<Timestamp, TimeError> {
    Timestamp::from_ms((nanos / 1_000_000) as i64).map_err(|_| TimeError::Range)
}

/// An id that says something: those of nothing are empty or all zero.
pub(super) fn id(text: Option<&str>) -> Option<&str> {
    text.filter(|text| text.bytes().any(|byte| byte != b'0'))
}
