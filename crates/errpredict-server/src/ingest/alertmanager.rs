//! The webhook of Prometheus' Alertmanager (version 4 of its message) as events: each alert that fires is an error, each that
//! is over a note of severity info.
//!
//! The type of the error is the alert's name, the time when it began (or ended), the severity that of the label `severity`.
//! The service is that of the first of the labels that are asked for; an alert that has none is refused.

use std::collections::BTreeMap;

use errpredict::redact::Redactor;
use errpredict::{Error, ErrorKind, Event, Result, Severity, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Limits, Taken};

/// Labels that mostly name the service, the surest first.
pub const SERVICE_LABELS: [&str; 4] = ["service", "app", "application", "job"];

#[derive(Deserialize)]
struct Message {
    alerts: Vec<Value>,
    #[serde(default)]
    version: Option<String>,
}

#[derive(Deserialize)]
struct Alert {
    status: String,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
    #[serde(rename = "startsAt")]
    starts_at: String,
    #[serde(rename = "endsAt", default)]
    ends_at: Option<String>,
    #[serde(rename = "generatorURL", default)]
    generator_url: Option<String>,
    #[serde(default)]
    fingerprint: Option<String>,
}

/// The events of one message.
///
/// # Errors
/// `invalid_input` for what is no such message; `limit_exceeded` for more alerts than the limits allow. An alert that is no
/// event is no error: it is among what was refused.
pub fn take(
    body: &[u8],
    service_labels: &[&str],
    redactor: Option<&Redactor>,
    limits: Limits,
) -> Result<Taken> {
    let message: Message = serde_json::from_slice(body).map_err(|error| {
        Error::new(ErrorKind::InvalidInput, format!("no message of Alertmanager: {error}"))
    })?;
    if message.alerts.len() > limits.max_events {
        let message =
            format!("at most {} alerts in one message, got {}", limits.max_events, message.alerts.len());
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    let mut taken = Taken::default();
    if let Some(version) = message.version.filter(|version| version != "4") {
        taken.notes.push(format!("the message is of version {version}; version 4 is what is known"));
    }
    for (number, alert) in message.alerts.into_iter().enumerate() {
        let at = || format!("alerts[{number}]");
        match serde_json::from_value(alert)
            .map_err(|error| error.to_string())
            .and_then(|alert| event(alert, service_labels))
        {
            Ok(event) => taken.keep(event, at),
            Err(why) => taken.refuse(at(), "invalid_input", why),
        }
    }
    Ok(taken.redacted(redactor))
}

fn event(alert: Alert, service_labels: &[&str]) -> std::result::Result<Event, String> {
    let service =
        service_labels.iter().find_map(|label| alert.labels.get(*label)).filter(|name| !name.is_empty());
    let service = service.ok_or_else(|| {
        format!("none of the labels {} is there to name the service", service_labels.join(", "))
    })?;
    let is_firing = match alert.status.as_str() {
        "firing" => true,
        "resolved" => false,
        other => return Err(format!("`status` must be firing or resolved, got `{other}`")),
    };
    let moment = |text: &str| text.parse().map_err(|error: Error| error.message().to_owned());
    let timestamp: Timestamp = if is_firing {
        moment(&alert.starts_at)?
    } else {
        moment(alert.ends_at.as_deref().ok_or("a resolved alert must have `endsAt`")?)?
    };
    let severity = if is_firing {
        alert.labels.get("severity").and_then(|name| Severity::of_level_name(name))
    } else {
        Some(Severity::Info)
    };
    let name = alert.labels.get("alertname").map_or("", String::as_str);
    let said = ["summary", "description", "message"].iter().find_map(|name| alert.annotations.get(*name));
    let mut event = Event::new(timestamp, service.as_str(), severity, if is_firing { name } else { "" });
    event.message = Some(match (is_firing, said) {
        (true, Some(said)) => said.clone(),
        (true, None) => name.to_owned(),
        (false, Some(said)) => format!("{name} is over: {said}"),
        (false, None) => format!("{name} is over"),
    });
    event.error_id = alert.fingerprint;
    event.environment = ["environment", "env"].iter().find_map(|name| alert.labels.get(*name)).cloned();
    let texts = |map: BTreeMap<String, String>| -> Value {
        Value::Object(map.into_iter().map(|(name, value)| (name, Value::String(value))).collect())
    };
    let mut attributes = Map::new();
    attributes.insert("labels".to_owned(), texts(alert.labels));
    attributes.insert("annotations".to_owned(), texts(alert.annotations));
    if let Some(url) = alert.generator_url.filter(|url| !url.is_empty()) {
        attributes.insert("generator_url".to_owned(), Value::String(url));
    }
    event.attributes = Some(attributes);
    Ok(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message that Alertmanager's documentation shows, with values.
    const BODY: &str = r#"{"version":"4","groupKey":"{}:{alertname=\"HighErrorRate\"}","truncatedAlerts":0,"status":"firing","receiver":"errpredict","groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://alertmanager:9093","alerts":[
        {"status":"firing","labels":{"alertname":"HighErrorRate","service":"shop","severity":"critical","env":"prod"},"annotations":{"summary":"5 % of requests fail"},"startsAt":"2026-11-23T06:57:22.125Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus:9090/graph","fingerprint":"8c736521f28d52c0"},
        {"status":"resolved","labels":{"alertname":"DiskFull","job":"db"},"annotations":{},"startsAt":"2026-11-23T06:00:00Z","endsAt":"2026-11-23T06:57:22+01:00","fingerprint":"1"},
        {"status":"firing","labels":{"alertname":"Lonely"},"startsAt":"2026-11-23T06:00:00Z"},
        {"status":"firing","labels":{"service":"shop"},"startsAt":"noon"},
        {"status":"lost","labels":{"service":"shop"},"startsAt":"2026-11-23T06:00:00Z"},
        7]}"#;

    #[test]
    fn alerts_that_fire_are_errors_and_those_that_are_over_are_notes() {
        let taken = take(BODY.as_bytes(), &SERVICE_LABELS, None, Limits::default()).unwrap();
        let [firing, over] = &taken.events[..] else { panic!("{taken:?}") };
        assert_eq!(
            (firing.service.as_str(), firing.severity, firing.error_type.as_str()),
            ("shop", Some(Severity::Critical), "HighErrorRate")
        );
        assert_eq!(firing.timestamp.to_string(), "2026-11-23T06:57:22.125Z");
        assert_eq!(
            (firing.message.as_deref(), firing.environment.as_deref()),
            (Some("5 % of requests fail"), Some("production"))
        );
        assert_eq!(
            (over.service.as_str(), over.severity, over.timestamp.to_string().as_str()),
            ("db", Some(Severity::Info), "2026-11-23T05:57:22Z")
        );
        assert_eq!(over.message.as_deref(), Some("DiskFull is over"));
        let at: Vec<_> = taken.refused.iter().map(|refused| refused.at.as_str()).collect();
        assert_eq!(at, ["alerts[2]", "alerts[3]", "alerts[4]", "alerts[5]"]);
    }

    #[test]
    fn other_bodies_are_refused() {
        for body in ["", "{}", "[]", "{\"alerts\":1}"] {
            assert_eq!(
                take(body.as_bytes(), &SERVICE_LABELS, None, Limits::default()).unwrap_err().code(),
                "invalid_input"
            );
        }
        let few = Limits { max_events: 2, ..Limits::default() };
        assert_eq!(take(BODY.as_bytes(), &SERVICE_LABELS, None, few).unwrap_err().code(), "limit_exceeded");
    }
}
