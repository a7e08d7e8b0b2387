//! Microsoft Teams, by a Workflow that posts what it is sent: an adaptive card of runs of text, which know no markup.

use serde_json::{Value, json};

use super::{Body, Outgoing};

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let block = |text: &str, weight: &str| json!({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, "weight": weight}]});
    let mut all: Vec<Value> = vec![
        block(&out.message.subject(), "Bolder"),
        block(&format!("{}, {}", out.message.severity, out.message.when()), "Default"),
    ];
    for (name, lines) in out.message.parts() {
        all.push(block(name, "Bolder"));
        all.extend(lines.iter().map(|line| block(line, "Default")));
    }
    let actions: Vec<Value> = out
        .message
        .links
        .iter()
        .map(|link| json!({"type": "Action.OpenUrl", "title": link.label, "url": link.url}))
        .collect();
    Body::json(json!({"type": "message", "attachments": [{
        "contentType": "application/vnd.microsoft.card.adaptive",
        "content": {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
            "body": all, "actions": actions},
    }]}))
}
