//! Mattermost's incoming webhooks: text with its markup taken away, in which no name is called.

use serde_json::json;

use super::{Body, Outgoing, without_markup};

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    // `@all` calls everybody wherever it stands; with a mark of no width in it, nobody.
    let text = without_markup(&out.message.in_text()).replace('@', "@\u{200B}");
    Body::json(json!({"text": text}))
}
