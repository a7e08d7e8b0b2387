//! Redaction of whole events.

use serde_json::{Map, Value};

use super::scan::Hit;
use super::{Redactor, replace};
use crate::event::{Attributes, Event, EventRef};

/// The texts of one event that were changed, to be used again for the next.
#[derive(Debug, Default)]
pub struct Redacted {
    hits: Vec<Hit>,
    message: Option<String>,
    stack_trace: Option<String>,
    endpoint: Option<String>,
    user_id: Option<String>,
    attributes: Option<String>,
}

impl Redactor {
    /// The event without what the rules take out; `memory` holds the texts that are new.
    #[must_use]
    pub fn redacted<'m, 'a: 'm>(&self, event: EventRef<'a>, memory: &'m mut Redacted) -> EventRef<'m> {
        let hits = &mut memory.hits;
        memory.message = self.changed(event.message, hits);
        memory.stack_trace = self.changed(event.stack_trace, hits);
        memory.endpoint = self.changed(event.endpoint, hits);
        memory.user_id = event.user_id.and_then(|id| self.pseudonym(id, hits));
        memory.attributes = match event.attributes {
            None => None,
            Some(Attributes::Json(text)) => self.json(text, hits),
            Some(Attributes::Map(map)) => {
                let mut map = map.clone();
                (self.map(&mut map, hits) > 0).then(|| Value::Object(map).to_string())
            }
        };
        EventRef {
            message: memory.message.as_deref().or(event.message),
            stack_trace: memory.stack_trace.as_deref().or(event.stack_trace),
            endpoint: memory.endpoint.as_deref().or(event.endpoint),
            user_id: memory.user_id.as_deref().or(event.user_id),
            attributes: memory.attributes.as_deref().map(Attributes::Json).or(event.attributes),
            ..event
        }
    }

    /// Takes out of an event what the rules say; how many texts were changed.
    pub fn redact(&self, event: &mut Event) -> usize {
        let mut hits = Vec::new();
        let mut n = 0;
        let fields = [&mut event.message, &mut event.stack_trace, &mut event.endpoint];
        for field in fields {
            if let Some(text) = self.changed(field.as_deref(), &mut hits) {
                *field = Some(text);
                n += 1;
            }
        }
        if let Some(id) = event.user_id.as_deref().and_then(|id| self.pseudonym(id, &mut hits)) {
            event.user_id = Some(id);
            n += 1;
        }
        n + event.attributes.as_mut().map_or(0, |map| self.map(map, &mut hits))
    }

    fn changed(&self, text: Option<&str>, hits: &mut Vec<Hit>) -> Option<String> {
        let text = text?;
        self.find(text, hits);
        if hits.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        replace(text, hits, &mut out);
        Some(out)
    }

    /// `<mail:8c736521f28d52c0>` for a user's id that is a mail address: equal for equal ids under one seed.
    fn pseudonym(&self, id: &str, hits: &mut Vec<Hit>) -> Option<String> {
        self.find(id, hits);
        let word = hits.first()?.word.text().trim_matches(['<', '>']);
        Some(format!(
            "<{word}:{:016x}>",
            xxhash_rust::xxh3::xxh3_64_with_seed(id.as_bytes(), self.pseudonym_seed)
        ))
    }

    /// The text of an object, where anything in it changes. What is no object stays: whoever reads it says so.
    fn json(&self, text: &str, hits: &mut Vec<Hit>) -> Option<String> {
        self.find(text, hits);
        // An escape may hide anything (`\u0040` is `@`); without one the text shows all there is, keys and values.
        if hits.is_empty() && !text.contains("\\u") {
            return None;
        }
        let mut map: Map<String, Value> = serde_json::from_str(text).ok()?;
        (self.map(&mut map, hits) > 0).then(|| Value::Object(map).to_string())
    }

    fn map(&self, map: &mut Map<String, Value>, hits: &mut Vec<Hit>) -> usize {
        let mut n = 0;
        for (name, value) in map.iter_mut() {
            n += match self.key(name) {
                Some(word) if !is_nothing(value) && value.as_str() != Some(word.text()) => {
                    *value = Value::String(word.text().to_owned());
                    1
                }
                _ => self.value(value, hits),
            };
        }
        n
    }

    /// Recursion is as deep as serde_json reads objects: 128.
    fn value(&self, value: &mut Value, hits: &mut Vec<Hit>) -> usize {
        match value {
            Value::String(text) => match self.changed(Some(text), hits) {
                Some(new) => {
                    *text = new;
                    1
                }
                None => 0,
            },
            Value::Array(values) => values.iter_mut().map(|value| self.value(value, hits)).sum(),
            Value::Object(map) => self.map(map, hits),
            Value::Number(number) => {
                // A card number that was written as a number.
                let text = number.to_string();
                match self.changed(Some(&text), hits) {
                    Some(new) if text.len() >= 13 => {
                        *value = Value::String(new);
                        1
                    }
                    _ => 0,
                }
            }
            Value::Null | Value::Bool(_) => 0,
        }
    }
}

/// Whether there is nothing to hide: no value, or a flag.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}
