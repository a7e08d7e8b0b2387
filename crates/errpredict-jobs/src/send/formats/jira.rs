//! An issue of Jira: the address is `https://SITE/rest/api/2/issue?project=OPS&type=Bug`, the secret `e-mail:token` (Cloud) or a
//! personal token (Data Center). What follows is a comment; which step closes an issue is a matter of its workflow, so that it is left
//! to people. The text stands between `{noformat}`, so that nothing in it is markup.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Body, Outgoing};

/// Characters of a text; Jira takes 32,767.
const MOST: usize = 30_000;
/// Characters of a summary.
const MOST_SUMMARY: usize = 250;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let authorization = match out.secret.contains(':') {
        true => format!("Basic {}", STANDARD.encode(out.secret)),
        false => format!("Bearer {}", out.secret),
    };
    let headers = vec![("authorization", authorization)];
    let text = unformatted(&out.message.in_text());
    let place = out.url.split('?').next().unwrap_or_default().trim_end_matches('/');
    // What the receiver called it becomes part of an address.
    let is_key = |key: &&str| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    if let Some(key) = out.thread.and_then(|thread| thread["key"].as_str()).filter(is_key) {
        let url = Some(format!("{place}/{key}/comment"));
        return Body { headers, url, ..Body::json(json!({"body": text})) };
    }
    let summary: String = out.message.subject().chars().take(MOST_SUMMARY).collect();
    let kind = super::parameter(out.url, "type");
    let fields = json!({
        "project": {"key": super::parameter(out.url, "project")},
        "issuetype": {"name": if kind.is_empty() { "Bug".to_owned() } else { kind }},
        "summary": summary,
        "description": text,
        "labels": ["errpredict"],
    });
    Body {
        headers,
        url: Some(place.to_owned()),
        receipt: Some(receipt),
        ..Body::json(json!({"fields": fields}))
    }
}

fn unformatted(text: &str) -> String {
    let text: String = text.chars().take(MOST).collect();
    format!("{{noformat}}\n{}\n{{noformat}}", text.replace("{noformat}", "{ noformat }"))
}

fn receipt(answer: &Value) -> Result<Value, String> {
    match answer["key"].as_str() {
        Some(key) => Ok(json!({"key": key})),
        None => Err("the answer names no issue".to_owned()),
    }
}
