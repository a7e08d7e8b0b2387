//! Slack's incoming webhooks, and what is shaped like them: blocks of plain text, in which nothing is markup or calls anybody.

use serde_json::{Value, json};

use super::{Body, Outgoing};
use crate::alerts::Message;

/// Characters that Slack takes of a block.
const MOST: usize = 2_900;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    Body::json(blocks(out.message))
}

/// The parts of a message as blocks.
pub(super) fn blocks(message: &Message) -> Value {
    let plain = |text: &str| {
        let text: String = text.chars().take(MOST).collect();
        json!({"type": "section", "text": {"type": "plain_text", "text": text, "emoji": false}})
    };
    let mut blocks: Vec<Value> =
        vec![plain(&format!("{}\n{}, {}", message.subject(), message.severity, message.when()))];
    for (name, lines) in message.parts() {
        blocks.push(plain(&format!("{name}\n{}", lines.join("\n"))));
    }
    let links: Vec<Value> = message
        .links
        .iter()
        .map(|link| json!({"type": "button", "text": {"type": "plain_text", "text": link.label}, "url": link.url}))
        .collect();
    if !links.is_empty() {
        blocks.push(json!({"type": "actions", "elements": links}));
    }
    // What notifications show; the three signs are all that is special there.
    let text = message.subject().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    json!({"text": text, "mrkdwn": false, "blocks": blocks})
}
