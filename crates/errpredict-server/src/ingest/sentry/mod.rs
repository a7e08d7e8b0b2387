//! What clients of Sentry send, so that any of them points here by its DSN alone: envelopes, and events to the old `store`.
//!
//! Of an envelope errors are events, transactions and the outermost spans are requests, logs are events, sessions are release health, client reports tell what
//! clients dropped. Attachments, replays, profiles, check-ins and whatever else there is are passed over and counted.
//!
//! Sources: Sentry, *SDK development: Envelopes, Event payloads, Sessions, Logs, Client reports, Rate limiting,
//! Authentication*.

mod auth;
mod envelope;
mod health;
mod limits;
mod logs;
mod reports;
mod spans;
mod typed;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{Format, LogReader};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::body::unpack;
use super::{Limits, Taken};
use envelope::{Envelope, Item};

pub use auth::{Client, Dsn, client};
pub use health::Sessions;
pub use limits::{ALLOW_HEADERS, EXPOSE_HEADERS, Limited, rate_limits};
pub use reports::Discarded;

/// What one request brought.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// The id of the event, for the answer ([`Report::answer`]).
    pub id: Option<String>,
    /// Events: errors, requests, logs.
    pub taken: Taken,
    /// How releases fare.
    pub sessions: Vec<Sessions>,
    /// What the client dropped itself.
    pub discarded: Vec<Discarded>,
    /// Items that were passed over, by their type.
    pub skipped: BTreeMap<String, u64>,
}

impl Report {
    /// The body of the answer with status 200: `{"id":"..."}`, or `{}` where there was no event.
    #[must_use]
    pub fn answer(&self) -> String {
        match &self.id {
            Some(id) => Value::from_iter([("id", id.as_str())]).to_string(),
            None => "{}".to_owned(),
        }
    }
}

/// The DSN that an envelope names in its header, for clients that send their key nowhere else (`tunnel`).
#[must_use]
pub fn dsn_of_envelope(body: &[u8]) -> Option<String> {
    Envelope::read(body).ok()?.header.dsn
}

/// What an unpacked envelope holds; the reader's service is that of events that name none.
///
/// # Errors
/// `invalid_input` for what is no envelope; `limit_exceeded` for more events than the limits allow. An item that cannot be read
/// is no error: it is among what was refused.
pub fn take_envelope(reader: &LogReader, body: &[u8], limits: Limits) -> Result<Report> {
    let envelope = Envelope::read(body)?;
    let mut report = Report { id: envelope.header.event_id.clone(), ..Report::default() };
    for (number, item) in envelope.items.iter().enumerate() {
        let at = format!("item {}", number + 1);
        let left = limits.max_events.saturating_sub(report.taken.events.len());
        match one_item(reader, &envelope, item, left, &at, &mut report) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::LimitExceeded => return Err(error),
            Err(error) => report.taken.refuse(at, error.code(), error.message()),
        }
    }
    if let Some(why) = envelope.broken {
        report.taken.refuse(format!("item {}", envelope.items.len() + 1), "truncated", why);
    }
    Ok(report)
}

fn one_item(
    reader: &LogReader,
    envelope: &Envelope<'_>,
    item: &Item<'_>,
    max_events: usize,
    at: &str,
    report: &mut Report,
) -> Result<()> {
    match item.kind.as_str() {
        "event" | "transaction" | "error" | "default" | "security" => {
            let event = one_event(
                reader,
                item.payload,
                envelope.header.event_id.as_deref(),
                max_events,
                at,
                &mut report.taken,
            )?;
            report.id = report.id.take().or(event);
        }
        "log" => {
            let service = reader.service();
            let logs = logs::take(item.payload, service, max_events, at)?;
            report.taken.append(logs.redacted(reader.redactor()));
        }
        "span" => {
            let (requests, n_inside) = spans::take(item.payload, reader.service(), max_events, at)?;
            report.taken.append(requests.redacted(reader.redactor()));
            if n_inside > 0 {
                *report.skipped.entry("span inside a request".to_owned()).or_default() += n_inside;
            }
        }
        "session" => report.sessions.push(health::session(item.payload)?),
        "sessions" => report.sessions.extend(health::aggregates(item.payload)?),
        "client_report" => report.discarded.extend(reports::take(item.payload)?),
        other => *report.skipped.entry(other.to_owned()).or_default() += 1,
    }
    Ok(())
}

/// An event as clients before envelopes send it: JSON, or that packed by zlib and written in base 64.
///
/// # Errors
/// `invalid_input` for what is neither.
pub fn take_store(reader: &LogReader, body: &[u8], limits: Limits) -> Result<Report> {
    let body = body.trim_ascii();
    let unpacked;
    let json = if body.starts_with(b"{") {
        body
    } else {
        let not =
            || Error::new(ErrorKind::InvalidInput, "expected an event as JSON, or that as zlib in base 64");
        let packed = STANDARD.decode(body).map_err(|_| not())?;
        unpacked = if packed.starts_with(b"{") {
            packed
        } else {
            unpack(Some("deflate"), &packed, limits.max_bytes)?.into_owned()
        };
        &unpacked
    };
    let mut report = Report::default();
    report.id = one_event(reader, json, None, limits.max_events, "the event", &mut report.taken)?;
    Ok(report)
}

/// One event or transaction: the id it has or is given.
fn one_event(
    reader: &LogReader,
    payload: &[u8],
    id: Option<&str>,
    max_events: usize,
    at: &str,
    taken: &mut Taken,
) -> Result<Option<String>> {
    let (mut events, report) = reader.read(at, payload, Some(Format::Sentry), max_events)?;
    if events.is_empty() && report.bad == 0 {
        let message = "it is no event: no exception, no message with a level, no transaction";
        taken.refuse(at, "invalid_input", message);
        return Ok(None);
    }
    // An event that is sent again is the same event: its id is made of what it says.
    let of_content = || {
        let digest = Sha256::digest(payload);
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let mut given = None;
    for event in &mut events {
        let known = event.error_id.take().or_else(|| id.map(str::to_owned)).unwrap_or_else(of_content);
        event.error_id = Some(plain_id(&known));
        given = event.error_id.clone();
    }
    taken.add(events, &report, |_| at.to_owned());
    Ok(given)
}

/// Ids have no hyphens, whoever writes them with some.
fn plain_id(id: &str) -> String {
    let is_uuid = id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_uuid { id.replace('-', "") } else { id.to_owned() }
}

#[cfg(test)]
mod tests;
