//! Traces of the service itself: a span for every request that is sampled and for the parts of an analysis, sent to a collector (OTLP
//! over HTTP, JSON) by one task. Nobody waits for it: where the collector does not keep up, spans are left out and counted.
//!
//! A request that comes with a `traceparent` (W3C Trace Context) goes on with that trace, and is traced where its beginning was.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use errpredict::Result;
use serde_json::{Value, json};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::config::{Config, otel_headers};
use crate::outward::{address, ask};
use crate::secret::{hex, random_id};

/// Spans that may wait; beyond them new ones are left out.
const WAITING: usize = 4_096;
/// Spans in one message.
const BATCH: usize = 512;
/// How long a span may wait for others.
const EVERY: Duration = Duration::from_secs(2);
/// What tells of a trace that goes on.
const TRACEPARENT: &str = "traceparent";
/// Bytes of the value of an attribute.
const MOST_TEXT: usize = 1_024;

/// Where a span stands: what comes of it is its child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    trace: [u8; 16],
    span: [u8; 8],
}

/// A span that has begun.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) place: Place,
    parent: Option<[u8; 8]>,
    start: SystemTime,
}

/// One that has ended.
#[derive(Debug)]
struct Span {
    begun: Begun,
    end: SystemTime,
    name: String,
    is_request: bool,
    attributes: Vec<(&'static str, Value)>,
    failure: Option<String>,
}

/// Where spans go.
#[derive(Debug, Default)]
pub(crate) struct Telemetry {
    /// None where nothing is traced.
    to: Option<Sender<Option<Span>>>,
    from: Mutex<Option<Receiver<Option<Span>>>>,
    sample: f64,
    /// Spans that were left out.
    pub(crate) dropped: AtomicU64,
}

#[expect(clippy::disallowed_methods, reason = "a trace tells when something happened")]
fn now() -> SystemTime {
    SystemTime::now()
}

impl Telemetry {
    /// # Errors
    /// Those of the settings.
    pub(crate) fn new(config: &Config) -> Result<Telemetry> {
        if config.otel_endpoint.is_none() {
            return Ok(Telemetry::default());
        }
        otel_headers(config)?;
        let (to, from) = channel(WAITING);
        Ok(Telemetry {
            to: Some(to),
            from: Mutex::new(Some(from)),
            sample: config.otel_sample,
            dropped: AtomicU64::new(0),
        })
    }

    /// Begins the span of a request, where it is to be traced.
    pub(crate) fn begin(&self, headers: &HeaderMap) -> Option<Begun> {
        self.to.as_ref()?;
        let given = headers.get(TRACEPARENT).and_then(|value| value.to_str().ok()).and_then(traceparent);
        let id = random_id().ok()?.into_bytes();
        let (trace, parent) = match given {
            Some((_, _, false)) => return None,
            Some((trace, parent, true)) => (trace, Some(parent)),
            None => {
                let trace = random_id().ok()?.into_bytes();
                // Of the random half of an id, so that every process that sees it says the same.
                let share = u64::from_be_bytes(last_eight(&trace)) >> 11;
                if share as f64 / (1_u64 << 53) as f64 >= self.sample {
                    return None;
                }
                (trace, None)
            }
        };
        Some(Begun { place: Place { trace, span: last_eight(&id) }, parent, start: now() })
    }

    /// Begins a part of something that is traced.
    pub(crate) fn part_of(&self, place: Option<Place>) -> Option<Begun> {
        let above = place?;
        let id = random_id().ok()?.into_bytes();
        let place = Place { trace: above.trace, span: last_eight(&id) };
        Some(Begun { place, parent: Some(above.span), start: now() })
    }

    /// Ends the span of a request.
    pub(crate) fn end_request(&self, begun: Begun, method: &Method, path: &str, status: u16, request: &str) {
        let attributes = vec![
            ("http.request.method", json!(method.as_str())),
            ("http.route", json!(path)),
            ("http.response.status_code", json!(status)),
            ("errpredict.request_id", json!(request)),
        ];
        let failure = (status >= 500).then(String::new);
        let name = format!("{method} {path}");
        self.give(Span { begun, end: now(), name, is_request: true, attributes, failure });
    }

    /// Ends a part.
    pub(crate) fn end<T>(&self, begun: Option<Begun>, name: &str, done: &Result<T>) {
        let Some(begun) = begun else { return };
        let failure = done.as_ref().err().map(ToString::to_string);
        let attributes = Vec::new();
        self.give(Span { begun, end: now(), name: name.to_owned(), is_request: false, attributes, failure });
    }

    fn give(&self, span: Span) {
        if self.to.as_ref().is_some_and(|to| to.try_send(Some(span)).is_err()) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Sends what is given until [`Telemetry::close`].
    pub(crate) async fn export(&self, config: &Config) {
        let from = self.from.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (Some(mut from), Ok(uri), Ok(headers)) = (from, traces_of(config), otel_headers(config)) else {
            return;
        };
        let mut headers = headers;
        headers.push((header::CONTENT_TYPE, "application/json".to_owned()));
        let mut ticks = tokio::time::interval(EVERY);
        let mut held: Vec<Option<Span>> = Vec::new();
        let mut was_told = false;
        loop {
            let is_due = tokio::select! {
                n = from.recv_many(&mut held, BATCH) => n == 0,
                _ = ticks.tick() => true,
            };
            let is_over = held.iter().any(Option::is_none) || from.is_closed();
            if !is_due && held.len() < BATCH && !is_over {
                continue;
            }
            let spans: Vec<Span> = held.drain(..).flatten().collect();
            if !spans.is_empty() {
                let sent = send(&uri, &headers, config, &spans).await;
                if let Err(why) = &sent {
                    self.dropped.fetch_add(spans.len() as u64, Ordering::Relaxed);
                    // Once, until it goes again.
                    if !was_told {
                        tracing::warn!(error = %why, "traces cannot be sent");
                    }
                }
                was_told = sent.is_err();
            }
            if is_over {
                return;
            }
        }
    }

    /// Lets [`Telemetry::export`] send what it has, and end.
    pub(crate) async fn close(&self) {
        if let Some(to) = &self.to {
            // Nobody listens where it has ended already.
            let _ = to.send(None).await;
        }
    }
}

fn last_eight(id: &[u8; 16]) -> [u8; 8] {
    let mut eight = [0; 8];
    eight.copy_from_slice(&id[8..]);
    eight
}

/// Trace, parent and whether it is sampled, of `00-<32 digits>-<16 digits>-<2 digits>`.
fn traceparent(text: &str) -> Option<([u8; 16], [u8; 8], bool)> {
    let mut parts = text.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    // Later versions may have more behind it.
    if version.len() != 2 || version == "ff" || version == "00" && parts.next().is_some() {
        return None;
    }
    let (trace, parent) = (bytes::<16>(trace)?, bytes::<8>(parent)?);
    let flags = bytes::<1>(flags)?[0];
    (trace != [0; 16] && parent != [0; 8]).then_some((trace, parent, flags & 1 == 1))
}

/// So many bytes of hexadecimal digits in lower case.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut out = [0; N];
    for (place, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(out)
}

/// Where traces are sent: the endpoint is that of all signals, or of traces alone.
fn traces_of(config: &Config) -> Result<Uri> {
    let endpoint = config.otel_endpoint.as_deref().unwrap_or_default().trim_end_matches('/');
    let whole =
        if endpoint.ends_with("/v1/traces") { endpoint.to_owned() } else { format!("{endpoint}/v1/traces") };
    address("otel.endpoint", &whole)
}

async fn send(
    uri: &Uri,
    headers: &[(HeaderName, String)],
    config: &Config,
    spans: &[Span],
) -> std::result::Result<(), String> {
    let body = message(&config.otel_service_name, spans).to_string();
    let answer =
        ask(Method::POST, uri, headers, body.into_bytes()).await.map_err(|error| error.to_string())?;
    if (200..300).contains(&answer.status) {
        Ok(())
    } else {
        Err(format!("the collector answered with {}", answer.status))
    }
}

/// As OTLP has it in JSON: ids in hexadecimal digits, whole numbers of 64 bits as texts.
fn message(service: &str, spans: &[Span]) -> Value {
    let resource = [("service.name", json!(service)), ("service.version", json!(errpredict::VERSION))];
    json!({"resourceSpans": [{
        "resource": {"attributes": attributes(&resource)},
        "scopeSpans": [{
            "scope": {"name": "errpredict", "version": errpredict::VERSION},
            "spans": spans.iter().map(one).collect::<Vec<_>>(),
        }],
    }]})
}

fn nanoseconds(time: SystemTime) -> String {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos().to_string()
}

fn one(span: &Span) -> Value {
    let mut found = json!({
        "traceId": hex(&span.begun.place.trace),
        "spanId": hex(&span.begun.place.span),
        "name": span.name,
        // A server's, or one inside.
        "kind": if span.is_request { 2 } else { 1 },
        "startTimeUnixNano": nanoseconds(span.begun.start),
        "endTimeUnixNano": nanoseconds(span.end.max(span.begun.start)),
        "attributes": attributes(&span.attributes),
    });
    if let Some(parent) = &span.begun.parent {
        found["parentSpanId"] = json!(hex(parent));
    }
    if let Some(why) = &span.failure {
        found["status"] = json!({"code": 2, "message": &why[..why.floor_char_boundary(MOST_TEXT)]});
    }
    found
}

fn attributes(all: &[(&'static str, Value)]) -> Vec<Value> {
    let one = |(name, value): &(&'static str, Value)| match value {
        Value::Number(number) => json!({"key": name, "value": {"intValue": number.to_string()}}),
        other => json!({"key": name, "value": {"stringValue": other.as_str().unwrap_or_default()}}),
    };
    all.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_goes_on_or_begins() {
        let config = Config { otel_endpoint: Some("http://collector:4318/".to_owned()), ..Config::default() };
        let telemetry = Telemetry::new(&config).unwrap();
        let begin = |text: &str| {
            let headers =
                HeaderMap::from_iter([(HeaderName::from_static(TRACEPARENT), text.parse().unwrap())]);
            telemetry.begin(&headers)
        };
        let given = begin("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").unwrap();
        assert_eq!(hex(&given.place.trace), "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(given.parent.map(|parent| hex(&parent)).as_deref(), Some("b7ad6b7169203331"));
        assert!(begin("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00").is_none(), "not sampled");
        for odd in [
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
            "x",
        ] {
            assert_eq!(begin(odd).unwrap().parent, None, "{odd}: a trace of its own");
        }
        let none = Telemetry::new(&Config { otel_sample: 0.0, ..config.clone() }).unwrap();
        assert!(none.begin(&HeaderMap::new()).is_none());
        assert!(Telemetry::default().begin(&HeaderMap::new()).is_none(), "nothing is traced");
        assert_eq!(traces_of(&config).unwrap(), "http://collector:4318/v1/traces");
    }

    #[test]
    fn what_is_not_taken_is_counted() {
        let config = Config { otel_endpoint: Some("http://collector:4318".to_owned()), ..Config::default() };
        let telemetry = Telemetry::new(&config).unwrap();
        for _ in 0..WAITING + 3 {
            let begun = telemetry.begin(&HeaderMap::new()).unwrap();
            telemetry.end_request(begun, &Method::GET, "/a/", 200, "r");
        }
        assert_eq!(telemetry.dropped.load(Ordering::Relaxed), 3);
    }
}
