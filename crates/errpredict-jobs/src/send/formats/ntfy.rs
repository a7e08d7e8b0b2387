//! ntfy: the address is that of the server, the secret the topic.

use errpredict::Severity;
use serde_json::json;

use super::{Body, Outgoing};

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let priority = match out.message.severity {
        Severity::Critical => 5,
        Severity::High => 4,
        Severity::Medium => 3,
        _ => 2,
    };
    let text: String = out.message.in_text().chars().take(3_900).collect();
    Body::json(
        json!({"topic": out.secret, "title": out.message.subject(), "message": text, "priority": priority, "markdown": false}),
    )
}
