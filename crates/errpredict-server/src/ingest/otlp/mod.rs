//! OTLP over HTTP: logs and traces, as protocol buffers and as JSON.
//!
//! Protocol buffers are written as the JSON that OTLP defines for them, and that is read by the reader of `errpredict-io`: one
//! reader, one meaning, for a body of either form and for a file of the collector.
//!
//! Source: *OpenTelemetry Protocol Specification* 1.8, "OTLP/HTTP".

mod answer;
mod calls;
mod schema;
mod transcode;

use std::borrow::Cow;

use errpredict::{Error, Result};
use errpredict_io::{Format, LogReader};

use super::{Limits, Taken};

pub use answer::{Answer, answer, problem};
pub use calls::{Call, Callee, SpanEnd};

/// What is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// `v1/logs`
    Logs,
    /// `v1/traces`
    Traces,
}

/// How it is written; the answer is written likewise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `application/x-protobuf`
    Protobuf,
    /// `application/json`
    Json,
}

impl Encoding {
    /// The encoding that a content type names.
    ///
    /// # Errors
    /// `unknown_name` for any other.
    pub fn of(content_type: Option<&str>) -> Result<Encoding> {
        let name = content_type.unwrap_or("").split(';').next().unwrap_or("").trim();
        match name {
            "application/x-protobuf" => Ok(Encoding::Protobuf),
            "application/json" => Ok(Encoding::Json),
            _ => Err(Error::unknown("content type", name, &["application/x-protobuf", "application/json"])),
        }
    }

    /// Its content type.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Encoding::Protobuf => "application/x-protobuf",
            Encoding::Json => "application/json",
        }
    }
}

/// What one request brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Telemetry {
    /// The events.
    pub taken: Taken,
    /// Who called whom, as far as the spans of the request say it.
    pub calls: Vec<Call>,
    /// Ends of calls whose other end another request tells.
    pub ends: Vec<SpanEnd>,
}

/// JSON that protocol buffers grow to, for each byte that is allowed.
const GROWTH: usize = 8;

/// The events of an unpacked body, and of traces who called whom.
///
/// The reader must be one by [`reader_options`](super::reader_options): a body is one record.
///
/// # Errors
/// `invalid_input` for what is no such message; `limit_exceeded` for more events than the limits allow, or values that are
/// nested too deeply. A record that is no event is no error: it is among what was refused.
pub fn take(
    reader: &LogReader,
    signal: Signal,
    encoding: Encoding,
    body: &[u8],
    limits: Limits,
) -> Result<Telemetry> {
    let json = match (encoding, signal) {
        (Encoding::Json, _) => Cow::Borrowed(body),
        (Encoding::Protobuf, Signal::Logs) => Cow::Owned(of_protobuf(body, &schema::LOGS, limits)?),
        (Encoding::Protobuf, Signal::Traces) => Cow::Owned(of_protobuf(body, &schema::TRACES, limits)?),
    };
    let mut telemetry = Telemetry::default();
    // A request without a single resource is allowed, and of protocol buffers it is no byte.
    if matches!(json.trim_ascii(), b"{}" | b"") {
        return Ok(telemetry);
    }
    let (events, report) = reader.read("body", &json, Some(Format::Otlp), limits.max_events)?;
    telemetry.taken.add(events, &report, |_| "a record".to_owned());
    if signal == Signal::Traces {
        (telemetry.calls, telemetry.ends) = calls::calls(&json)?;
    }
    Ok(telemetry)
}

fn of_protobuf(body: &[u8], message: &'static schema::Message, limits: Limits) -> Result<Vec<u8>> {
    transcode::to_json(body, message, limits.max_bytes.saturating_mul(GROWTH))
}
