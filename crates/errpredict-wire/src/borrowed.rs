//! An event read from JSON without copying its texts: what a handle counts one by one.

use std::borrow::Cow;
use std::fmt;

use errpredict::Attributes;
use errpredict::{EventKind, EventRef, Severity, Timestamp};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// As `errpredict::Event`, field by field; a test holds the two together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BorrowedEvent<'a> {
    timestamp: Timestamp,
    #[serde(borrow)]
    service: Text<'a>,
    #[serde(default)]
    severity: Option<Severity>,
    #[serde(default)]
    kind: EventKind,
    #[serde(default, borrow)]
    error_type: Text<'a>,
    #[serde(default, borrow)]
    message: Option<Text<'a>>,
    #[serde(default, borrow)]
    error_id: Option<Text<'a>>,
    #[serde(default, borrow)]
    code: Option<Text<'a>>,
    #[serde(default)]
    status_code: Option<u16>,
    #[serde(default, borrow)]
    endpoint: Option<Text<'a>>,
    #[serde(default, borrow)]
    user_id: Option<Text<'a>>,
    #[serde(default, borrow)]
    request_id: Option<Text<'a>>,
    #[serde(default, borrow)]
    stack_trace: Option<Text<'a>>,
    #[serde(default, borrow)]
    environment: Option<Text<'a>>,
    #[serde(default, borrow)]
    release: Option<Text<'a>>,
    #[serde(default)]
    response_time_ms: Option<f64>,
    #[serde(default)]
    attributes: Option<serde_json::Map<String, serde_json::Value>>,
}

impl BorrowedEvent<'_> {
    pub(crate) fn as_event_ref(&self) -> EventRef<'_> {
        let text = Option::<Text<'_>>::as_deref;
        EventRef {
            timestamp: self.timestamp,
            service: &self.service,
            severity: self.severity,
            kind: self.kind,
            error_type: &self.error_type,
            message: text(&self.message),
            error_id: text(&self.error_id),
            code: text(&self.code),
            status_code: self.status_code,
            endpoint: text(&self.endpoint),
            user_id: text(&self.user_id),
            request_id: text(&self.request_id),
            stack_trace: text(&self.stack_trace),
            environment: text(&self.environment),
            release: text(&self.release),
            response_time_ms: self.response_time_ms,
            attributes: self.attributes.as_ref().map(Attributes::Map),
        }
    }
}

/// A text of the request where it holds no escape, else a copy. (`Option<Cow<str>>` always copies.)
#[derive(Default)]
struct Text<'a>(Cow<'a, str>);

impl std::ops::Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use errpredict::Event;

    use super::*;

    /// Every field, by the schema of `Event`: one that is new there must be read here.
    #[test]
    fn it_reads_what_an_event_is() {
        let text = r#"{"timestamp":"2026-11-23T07:00:00Z","service":"sh\u006fp","severity":"high","kind":"request",
            "error_type":"E","message":"a \"b\"","error_id":"1","code":"C7","status_code":503,"endpoint":"/pay",
            "user_id":"u","request_id":"r","stack_trace":"t","environment":"production","release":"2.1",
            "response_time_ms":1.5,"attributes":{"pod":"a-1","n":[1,2]}}"#;
        let owned: Event = serde_json::from_str(text).unwrap();
        let borrowed: BorrowedEvent<'_> = serde_json::from_str(text).unwrap();
        assert_eq!(borrowed.as_event_ref(), owned.as_event_ref());
        let schema = schemars::schema_for!(Event);
        let given: serde_json::Value = serde_json::from_str(text).unwrap();
        for field in schema.get("properties").unwrap().as_object().unwrap().keys() {
            assert!(given.get(field).is_some(), "`{field}` is not tried");
        }
        let least = r#"{"timestamp":"2026-11-23T07:00:00Z","service":"shop"}"#;
        let owned: Event = serde_json::from_str(least).unwrap();
        let borrowed: BorrowedEvent<'_> = serde_json::from_str(least).unwrap();
        assert_eq!(borrowed.as_event_ref(), owned.as_event_ref());
        for wrong in
            [r#"{"service":"a"}"#, r#"{"timestamp":"2026-11-23T07:00:00Z","service":"a","x":1}"#, "[]"]
        {
            assert!(serde_json::from_str::<BorrowedEvent<'_>>(wrong).is_err(), "{wrong}");
        }
    }
}
