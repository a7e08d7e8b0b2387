//! What was taken from one request, and what not.

use errpredict::ENVIRONMENTS;
use errpredict::redact::Redactor;
use errpredict::{Event, Result};
use errpredict_io::ReadReport;
use serde::Serialize;
use serde_json::Value;

/// How much one request may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a body once it is unpacked.
    pub max_bytes: usize,
    /// Events of one request.
    pub max_events: usize,
}

impl Default for Limits {
    /// By judgement: what the largest batches of the OpenTelemetry collector and of log shippers stay below.
    fn default() -> Self {
        Limits { max_bytes: 32 << 20, max_events: 200_000 }
    }
}

/// A part that was refused: where it stands and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Its place: `line 7`, `item 2`, `alerts[0]`.
    pub at: String,
    /// A stable word for the reason, that of the reader or the code of the error.
    pub reason: String,
    /// What was expected and what was found.
    pub message: String,
}

/// What one request brought. `events` and `n_refused` together are all of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Taken {
    /// The events, each of which may be stored.
    #[serde(skip)]
    pub events: Vec<Event>,
    /// The first parts that were refused, at most [`Taken::LISTED`].
    pub refused: Vec<Refused>,
    /// All parts that were refused.
    pub n_refused: u64,
    /// What was assumed or left out of events that were kept, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Taken {
    /// Refused parts that are listed one by one; the others are counted.
    pub const LISTED: usize = 1_000;

    /// Notes a part that is refused.
    pub(super) fn refuse(&mut self, at: impl Into<String>, reason: &str, message: impl Into<String>) {
        self.n_refused += 1;
        if self.refused.len() < Self::LISTED {
            self.refused.push(Refused { at: at.into(), reason: reason.to_owned(), message: message.into() });
        }
    }

    /// Keeps an event that can be stored, or refuses it.
    pub(super) fn keep(&mut self, event: Event, at: impl FnOnce() -> String) {
        match storable(event) {
            Ok(event) => self.events.push(event),
            Err(error) => self.refuse(at(), error.code(), error.message()),
        }
    }

    /// Takes over what a reader found; `place` names a line.
    pub(super) fn add(&mut self, events: Vec<Event>, report: &ReadReport, place: impl Fn(u64) -> String) {
        for event in events {
            let (service, time) = (event.service.clone(), event.timestamp);
            self.keep(event, || format!("the event of `{service}` at {time}"));
        }
        for bad in &report.samples {
            let reason = serde_json::to_value(bad.reason);
            let reason =
                reason.ok().and_then(|reason| reason.as_str().map(str::to_owned)).unwrap_or_default();
            let field = bad.field.map_or(String::new(), |field| format!(" in `{field}`"));
            let found = if bad.found.is_empty() { String::new() } else { format!(", found `{}`", bad.found) };
            let column = bad.column.map_or(String::new(), |column| format!(", byte {column}"));
            let message = format!("{}{field}: expected {}{found}", bad.reason.about(), bad.expected);
            self.refuse(format!("{}{column}", place(bad.line)), &reason, message);
        }
        self.n_refused += report.bad.saturating_sub(report.samples.len() as u64);
        self.notes.extend(report.notes.iter().cloned());
        self.notes.extend(report.sources.iter().flat_map(|source| source.notes.iter().cloned()));
        for (field, n) in &report.ignored_fields {
            self.notes.push(format!("{n} values of `{field}` could not be used and were left out"));
        }
    }

    /// Takes out of events, and of what is said of refused parts, what is of a person or a secret.
    pub(super) fn redacted(mut self, redactor: Option<&Redactor>) -> Taken {
        if let Some(redactor) = redactor {
            self.events.iter_mut().for_each(|event| {
                redactor.redact(event);
            });
            self.refused
                .iter_mut()
                .for_each(|refused| refused.message = redactor.text(&refused.message).into_owned());
        }
        self
    }

    /// Adds what another part brought.
    pub(super) fn append(&mut self, other: Taken) {
        self.events.extend(other.events);
        let free = Self::LISTED.saturating_sub(self.refused.len());
        self.refused.extend(other.refused.into_iter().take(free));
        self.n_refused += other.n_refused;
        self.notes.extend(other.notes);
    }
}

/// Other names of the three environments, as deployments are mostly called.
const ENVIRONMENT_NAMES: [(&str, &str); 6] = [
    ("prod", "production"),
    ("live", "production"),
    ("dev", "development"),
    ("local", "development"),
    ("stage", "staging"),
    ("stg", "staging"),
];

/// The event as a store takes it: an environment of another name is one of the attributes, for it is not guessed what it is;
/// zero characters, which PostgreSQL has none of, are U+FFFD.
fn storable(mut event: Event) -> Result<Event> {
    if let Some(name) = event.environment.take() {
        let lower = name.to_ascii_lowercase();
        let known = ENVIRONMENTS.into_iter().find(|known| *known == lower);
        let other = || ENVIRONMENT_NAMES.iter().find(|(other, _)| *other == lower).map(|(_, known)| *known);
        match known.or_else(other) {
            Some(known) => event.environment = Some(known.to_owned()),
            None if name.is_empty() => {}
            None => {
                let attributes = event.attributes.get_or_insert_default();
                attributes.entry("environment").or_insert(Value::String(name));
            }
        }
    }
    let texts = [&mut event.service, &mut event.error_type].into_iter().chain(
        [
            &mut event.message,
            &mut event.error_id,
            &mut event.code,
            &mut event.endpoint,
            &mut event.user_id,
            &mut event.request_id,
            &mut event.stack_trace,
            &mut event.release,
        ]
        .into_iter()
        .flatten(),
    );
    texts.for_each(without_zeros);
    if let Some(attributes) = &mut event.attributes {
        let names: Vec<String> = attributes.keys().filter(|name| name.contains('\0')).cloned().collect();
        for name in names {
            if let Some(value) = attributes.remove(&name) {
                attributes.insert(name.replace('\0', "\u{fffd}"), value);
            }
        }
        attributes.values_mut().for_each(value_without_zeros);
    }
    event.validate()?;
    Ok(event)
}

fn without_zeros(text: &mut String) {
    if text.contains('\0') {
        *text = text.replace('\0', "\u{fffd}");
    }
}

/// Recursion is as deep as serde_json reads: 128.
fn value_without_zeros(value: &mut Value) {
    match value {
        Value::String(text) => without_zeros(text),
        Value::Array(values) => values.iter_mut().for_each(value_without_zeros),
        Value::Object(map) => {
            let has_zero = map.keys().any(|name| name.contains('\0'));
            if has_zero {
                *map = std::mem::take(map)
                    .into_iter()
                    .map(|(name, value)| (name.replace('\0', "\u{fffd}"), value))
                    .collect();
            }
            map.values_mut().for_each(value_without_zeros);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use errpredict::{Severity, Timestamp};

    fn event() -> Event {
        Event::new(Timestamp::default(), "shop", Severity::High, "E")
    }

    #[test]
    fn what_a_store_would_refuse_is_put_right_or_refused_by_name() {
        for (name, environment, attribute) in [
            ("Production", Some("production"), None),
            ("prod", Some("production"), None),
            ("dev", Some("development"), None),
            ("qa-7", None, Some("qa-7")),
            ("", None, None),
        ] {
            let mut event = event();
            event.environment = Some(name.to_owned());
            let kept = storable(event).unwrap();
            assert_eq!(kept.environment.as_deref(), environment, "{name}");
            let kept = kept.attributes.as_ref().and_then(|map| map["environment"].as_str());
            assert_eq!(kept, attribute, "{name}");
        }
        let mut zeros = event();
        zeros.message = Some("a\0b".into());
        zeros.attributes = serde_json::from_str(r#"{"a\u0000":{"b\u0000":["\u0000"]}}"#).unwrap();
        let kept = storable(zeros).unwrap();
        assert_eq!(kept.message.as_deref(), Some("a\u{fffd}b"));
        assert!(!serde_json::to_string(&kept).unwrap().contains("\\u0000"));
        let mut taken = Taken::default();
        taken.keep(Event { status_code: Some(9), ..event() }, || "item 3".to_owned());
        taken.keep(event(), || "item 4".to_owned());
        assert_eq!((taken.events.len(), taken.n_refused), (1, 1));
        assert_eq!(
            (taken.refused[0].at.as_str(), taken.refused[0].reason.as_str()),
            ("item 3", "invalid_input")
        );
        assert!(taken.refused[0].message.contains("`status_code`"), "{:?}", taken.refused[0]);
    }

    #[test]
    fn more_than_are_listed_are_counted() {
        let mut taken = Taken::default();
        (0..Taken::LISTED + 5).for_each(|n| taken.refuse(format!("line {n}"), "format", "no"));
        assert_eq!((taken.refused.len(), taken.n_refused), (Taken::LISTED, Taken::LISTED as u64 + 5));
    }
}
