//! An issue of GitHub: the address is `https://api.github.com/repos/OWNER/REPOSITORY/issues`, the secret a token that may write issues.
//! What follows is a comment; what is over closes the issue. The text stands in a block of code, in which nothing is markup and nobody
//! is called.

use serde_json::{Value, json};

use super::{Body, Outgoing};
use crate::alerts::News;

/// Characters of a text; GitHub takes 65,536.
const MOST: usize = 60_000;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let headers = vec![
        ("authorization", format!("Bearer {}", out.secret)),
        ("accept", "application/vnd.github+json".to_owned()),
        ("x-github-api-version", "2022-11-28".to_owned()),
    ];
    let text = fenced(&out.message.in_text());
    let known = out.thread.and_then(|thread| thread["number"].as_u64());
    let Some(number) = known else {
        let value = json!({"title": out.message.subject(), "body": text});
        return Body { headers, receipt: Some(receipt), ..Body::json(value) };
    };
    let issue = format!("{}/{number}", out.url.trim_end_matches('/'));
    let close = Body {
        headers: headers.clone(),
        method: "PATCH",
        url: Some(issue.clone()),
        ..Body::json(json!({"state": "closed", "state_reason": "completed"}))
    };
    let then = if out.message.news == News::Over { vec![close] } else { Vec::new() };
    Body { headers, url: Some(format!("{issue}/comments")), then, ..Body::json(json!({"body": text})) }
}

/// A block of code that nothing in the text ends.
fn fenced(text: &str) -> String {
    let text: String = text.chars().take(MOST).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}\n{fence}")
}

fn receipt(answer: &Value) -> Result<Value, String> {
    match answer["number"].as_u64() {
        Some(number) => Ok(json!({"number": number})),
        None => Err("the answer names no issue".to_owned()),
    }
}
