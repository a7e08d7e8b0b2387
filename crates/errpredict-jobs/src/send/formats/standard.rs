//! All parts as JSON, signed as Standard Webhooks has it: for programs.

use serde_json::json;

use super::{Body, Outgoing};

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let value = json!({
        "type": format!("alert.{}", out.message.news.name()),
        "timestamp": out.message.at,
        "data": out.message,
    });
    Body::signed(value)
}
