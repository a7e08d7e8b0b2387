//! A Slack bot: the address is `https://slack.com/api/chat.postMessage?channel=C024BE91L`, the secret the token of the bot
//! (`chat:write`). What follows answers in the thread of the first message, and what is over is marked there.

use serde_json::{Value, json};

use super::{Body, Outgoing};
use crate::alerts::News;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let mut value = super::slack::blocks(out.message);
    value["channel"] = json!(super::parameter(out.url, "channel"));
    if let Some(thread) = out.thread.and_then(|thread| thread["ts"].as_str()) {
        value["thread_ts"] = json!(thread);
        // Whoever looks at the channel alone sees that it is over.
        value["reply_broadcast"] = json!(out.message.news == News::Over);
    }
    Body {
        headers: vec![("authorization", format!("Bearer {}", out.secret))],
        receipt: Some(receipt),
        ..Body::json(value)
    }
}

/// Slack answers 200 to everything, and says in the body whether it took it.
fn receipt(answer: &Value) -> Result<Value, String> {
    match answer["ok"].as_bool() {
        Some(true) => Ok(json!({"ts": answer["ts"]})),
        _ => Err(format!("Slack says: {}", answer["error"].as_str().unwrap_or("nothing that is understood"))),
    }
}
