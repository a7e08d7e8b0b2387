//! Logs of Sentry's clients: an item holds many, each with attributes that say their type.

use errpredict::{Error, ErrorKind, Event, Result, Severity};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::typed::{moment, plain, take_text};
use crate::ingest::Taken;

#[derive(Deserialize)]
struct Logs {
    items: Vec<Value>,
}

#[derive(Deserialize)]
struct Log {
    timestamp: f64,
    #[serde(default)]
    trace_id: Option<String>,
    #[serde(default)]
    level: Option<String>,
    #[serde(default)]
    body: Value,
    #[serde(default)]
    attributes: Map<String, Value>,
}

/// The events of an item; `service` is that of logs that name none.
pub(super) fn take(payload: &[u8], service: Option<&str>, max_events: usize, at: &str) -> Result<Taken> {
    let logs: Logs = serde_json::from_slice(payload)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("no logs: {error}")))?;
    if logs.items.len() > max_events {
        return Err(Error::new(
            ErrorKind::LimitExceeded,
            format!("at most {max_events} events in one call: send fewer logs"),
        ));
    }
    let mut taken = Taken::default();
    for (number, log) in logs.items.into_iter().enumerate() {
        let at = || format!("{at}, items[{number}]");
        match serde_json::from_value(log)
            .map_err(|error| error.to_string())
            .and_then(|log| event(log, service))
        {
            Ok(event) => taken.keep(event, at),
            Err(why) => taken.refuse(at(), "invalid_input", why),
        }
    }
    Ok(taken)
}

fn event(log: Log, service: Option<&str>) -> std::result::Result<Event, String> {
    let mut attributes = plain(log.attributes);
    let mut text = |name: &str| take_text(&mut attributes, name);
    let named = text("service.name").or_else(|| service.map(str::to_owned));
    let service = named.ok_or("no `service.name` among its attributes, and the project has no service")?;
    let timestamp = moment(log.timestamp)?;
    let severity = log.level.as_deref().and_then(Severity::of_level_name);
    let mut event = Event::new(
        timestamp,
        service,
        severity,
        text("exception.type").or_else(|| text("error.type")).unwrap_or_default(),
    );
    event.release = text("sentry.release").or_else(|| text("service.version"));
    event.environment = text("sentry.environment");
    event.user_id = text("user.id");
    event.stack_trace = text("exception.stacktrace");
    event.request_id = log.trace_id;
    event.message = match log.body {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    event.attributes = (!attributes.is_empty()).then_some(attributes);
    if let Some(level) = log.level.filter(|_| severity.is_none()) {
        event.attributes.get_or_insert_default().insert("level".to_owned(), Value::String(level));
    }
    Ok(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_events_and_what_is_none_is_named() {
        let payload = r#"{"items":[
            {"timestamp":1795417042.125,"trace_id":"5b8efff798038103d269b633813fc60c","level":"error","body":"no answer","attributes":{"sentry.release":{"value":"shop@1.2","type":"string"},"sentry.environment":{"value":"production","type":"string"},"order":{"value":7,"type":"integer"}}},
            {"timestamp":1795417042,"level":"loud","body":{"a":1},"attributes":{"service.name":{"value":"cart","type":"string"}}},
            {"timestamp":1e300,"body":"x"},{"body":"x"},7]}"#;
        let taken = take(payload.as_bytes(), Some("shop"), 10, "item 1").unwrap();
        let [shop, cart] = &taken.events[..] else { panic!("{taken:?}") };
        assert_eq!(
            (shop.service.as_str(), shop.severity, shop.message.as_deref()),
            ("shop", Some(Severity::High), Some("no answer"))
        );
        assert_eq!(
            (shop.release.as_deref(), shop.environment.as_deref(), shop.timestamp.ms()),
            (Some("shop@1.2"), Some("production"), 1_795_417_042_125)
        );
        assert_eq!(shop.attributes.as_ref().unwrap()["order"], 7);
        assert_eq!(shop.request_id.as_deref(), Some("5b8efff798038103d269b633813fc60c"));
        assert_eq!(
            (cart.service.as_str(), cart.severity, cart.message.as_deref()),
            ("cart", None, Some("{\"a\":1}"))
        );
        assert_eq!(cart.attributes.as_ref().unwrap()["level"], "loud");
        let at: Vec<_> = taken.refused.iter().map(|refused| refused.at.as_str()).collect();
        assert_eq!(at, ["item 1, items[2]", "item 1, items[3]", "item 1, items[4]"]);
        assert_eq!(take(payload.as_bytes(), None, 10, "item 1").unwrap().events.len(), 1);
        assert_eq!(take(payload.as_bytes(), None, 4, "").unwrap_err().code(), "limit_exceeded");
        assert_eq!(take(b"[]", None, 4, "").unwrap_err().code(), "invalid_input");
    }
}
