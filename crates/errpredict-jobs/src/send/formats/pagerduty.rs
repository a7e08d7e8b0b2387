//! PagerDuty's Events API, version 2: the address is `https://events.pagerduty.com/v2/enqueue`, the secret the routing key. An alert is
//! one incident there, from trigger to resolve.

use errpredict::Severity;
use serde_json::json;

use super::{Body, Outgoing};
use crate::alerts::News;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let message = out.message;
    let severity = match message.severity {
        Severity::Critical => "critical",
        Severity::High => "error",
        Severity::Medium => "warning",
        _ => "info",
    };
    let summary: String = message.subject().chars().take(1_000).collect();
    let action = if message.news == News::Over { "resolve" } else { "trigger" };
    let links: Vec<_> =
        message.links.iter().map(|link| json!({"href": link.url, "text": link.label})).collect();
    Body::json(json!({
        "routing_key": out.secret, "event_action": action, "dedup_key": out.alert, "client": "errpredict", "links": links,
        "payload": {"summary": summary, "source": message.service.as_deref().unwrap_or("all services"), "severity": severity,
            "timestamp": message.since, "custom_details": {"text": message.in_text()}},
    }))
}
