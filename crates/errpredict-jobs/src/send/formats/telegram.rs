//! A Telegram bot: the address is `https://api.telegram.org/bot<token>/sendMessage`, the secret the chat's id. Without a mode of parsing
//! the text is text.

use serde_json::json;

use super::{Body, Outgoing};

/// Characters that Telegram takes.
const MOST: usize = 4_000;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let text: String = out.message.in_text().chars().take(MOST).collect();
    Body::json(json!({"chat_id": out.secret, "text": text, "link_preview_options": {"is_disabled": true}}))
}
