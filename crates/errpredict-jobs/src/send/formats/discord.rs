//! Discord's webhooks: text with its markup taken away, that calls nobody.

use serde_json::json;

use super::{Body, Outgoing, without_markup};

/// Characters that Discord takes.
const MOST: usize = 1_990;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let text: String = without_markup(&out.message.in_text()).chars().take(MOST).collect();
    Body::json(json!({"content": text, "allowed_mentions": {"parse": []}}))
}
