//! Prometheus' Alertmanager, API version 2: the address ends with `/api/v2/alerts`. What it is not told the end of, it ends by itself after
//! five minutes; so an end is told that is far off, and the true one when it is over. How bad it is is a label, by which people route: what
//! is worse is another alert there, which ends the one before.

use errpredict::time::DAY_MS;
use errpredict::{Severity, Timestamp};
use serde_json::{Value, json};

use super::{Body, Outgoing};
use crate::alerts::News;

/// After so long it is over there, where no word of its end comes. By judgement: what nobody ended within a week nobody will.
const LONGEST_MS: i64 = 7 * DAY_MS;

pub(super) fn body(out: &Outgoing<'_>) -> Body {
    let message = out.message;
    let one = |severity: Severity, end: Timestamp| {
        json!({
            "labels": {"alertname": format!("errpredict_{}", message.kind), "severity": severity, "key": out.alert,
                "service": message.service.as_deref().unwrap_or("")},
            "annotations": {"summary": message.subject(), "description": message.in_text()},
            "startsAt": message.since,
            "endsAt": end,
        })
    };
    let end = message.until.unwrap_or_else(|| message.at.plus_ms(LONGEST_MS));
    let over = message.until.unwrap_or(message.at);
    let mut all = vec![one(message.severity, end)];
    if matches!(message.news, News::Worse | News::Over) {
        let others = Severity::ALL.into_iter().filter(|other| *other != message.severity);
        all.extend(others.map(|other| one(other, over)));
    }
    Body::json(Value::Array(all))
}
