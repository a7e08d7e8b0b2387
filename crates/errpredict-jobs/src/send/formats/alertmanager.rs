//! Prometheus' Alertmanager, API version 2: the address ends with `/api/v2/alerts`.

use serde_json::json;

use super::{Body, Outgoing};

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let message = out.message;
    let mut alert = json!({
        "labels": {"alertname": format!("errpredict_{}", message.kind), "severity": message.severity, "key": message.key,
            "service": message.service.as_deref().unwrap_or("")},
        "annotations": {"summary": message.subject(), "description": message.in_text()},
        "startsAt": message.since,
    });
    if let Some(until) = message.until {
        alert["endsAt"] = json!(until);
    }
    Body::json(json!([alert]))
}
