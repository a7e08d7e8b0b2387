//! A body of one's own: JSON in which `{{title}}`, `{{text}}`, `{{severity}}`, `{{service}}`, `{{news}}`, `{{key}}`, `{{since}}` stand
//! inside of strings. What is put there is escaped, so that the JSON stays what it was.

use serde_json::Value;

use super::{Body, Outgoing};

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    Body { text: filled(out.template.unwrap_or("{}"), out), ..Body::json(Value::Null) }
}

fn filled(template: &str, out: &Outgoing<'_>) -> String {
    let message = out.message;
    let values = [
        ("title", message.subject()),
        ("text", message.in_text()),
        ("severity", message.severity.to_string()),
        ("service", message.service.clone().unwrap_or_default()),
        ("news", message.news.name().to_owned()),
        ("key", message.key.clone()),
        ("since", message.since.to_string()),
    ];
    super::filled(template, &values)
}
