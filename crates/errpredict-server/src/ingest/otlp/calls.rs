//! Who called whom, from the spans of one request.
//!
//! A server's span whose parent is another service's, in the same request, is a call of that service. A client's span without
//! such a child names what it called by its attributes: a service (`peer.service`), a database, a queue, or an address. Where
//! caller and callee send their spans apart, each end of the call is given ([`SpanEnd`]) to whoever can put them together.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What was called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum Callee {
    /// A service, by its name.
    Service(String),
    /// A database: its system, and its address where that is told (`postgresql db-1`).
    Database(String),
    /// A queue or topic: its system, and its name where that is told.
    Queue(String),
    /// An address of which no more is known.
    Address(String),
}

/// Calls of one service to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Call {
    /// The service that called.
    pub caller: String,
    /// What it called.
    pub callee: Callee,
    /// How often.
    pub calls: u64,
    /// How often that failed.
    pub failed: u64,
    /// How long all of it took, ms; that of the caller where both are known.
    pub total_ms: f64,
    /// When the last one ended.
    pub last: Timestamp,
}

/// One end of a call whose other end is not in the request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpanEnd {
    /// Trace and span of the caller: what both ends know.
    pub call: String,
    /// The service of this end.
    pub service: String,
    /// Whether it is the one that called.
    pub is_caller: bool,
    /// Whether it failed, as this end sees it.
    pub failed: bool,
    /// How long it took, as this end sees it, ms.
    pub ms: f64,
    /// When it ended.
    pub at: Timestamp,
}

#[derive(Deserialize)]
struct Traces<'a> {
    #[serde(borrow, rename = "resourceSpans", alias = "resource_spans", default)]
    resources: Vec<ResourceSpans<'a>>,
}

#[derive(Deserialize)]
struct ResourceSpans<'a> {
    #[serde(borrow, default)]
    resource: Option<Resource<'a>>,
    #[serde(borrow, rename = "scopeSpans", alias = "scope_spans", default)]
    scopes: Vec<ScopeSpans<'a>>,
}

#[derive(Deserialize)]
struct Resource<'a> {
    #[serde(borrow, default)]
    attributes: Vec<Pair<'a>>,
}

#[derive(Deserialize)]
struct ScopeSpans<'a> {
    #[serde(borrow, default)]
    spans: Vec<Span<'a>>,
}

#[derive(Deserialize)]
struct Span<'a> {
    #[serde(borrow, rename = "traceId", alias = "trace_id", default)]
    trace: Cow<'a, str>,
    #[serde(borrow, rename = "spanId", alias = "span_id", default)]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "parentSpanId", alias = "parent_span_id", default)]
    parent: Cow<'a, str>,
    #[serde(default)]
    kind: Value,
    #[serde(rename = "startTimeUnixNano", alias = "start_time_unix_nano", default)]
    start: Value,
    #[serde(rename = "endTimeUnixNano", alias = "end_time_unix_nano", default)]
    end: Value,
    #[serde(borrow, default)]
    attributes: Vec<Pair<'a>>,
    #[serde(default)]
    status: Option<Status>,
}

#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    code: Value,
}

#[derive(Deserialize)]
struct Pair<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow, default)]
    value: Option<Any<'a>>,
}

#[derive(Deserialize)]
struct Any<'a> {
    #[serde(borrow, rename = "stringValue", alias = "string_value", default)]
    text: Option<Cow<'a, str>>,
}

/// One end of a call.
struct End<'a> {
    service: &'a str,
    span: &'a Span<'a>,
}

/// The calls that a request of traces tells, by caller and callee, and ends of others.
pub(super) fn calls(json: &[u8]) -> Result<(Vec<Call>, Vec<SpanEnd>)> {
    let traces: Traces<'_> = serde_json::from_slice(json)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("no traces of OTLP: {error}")))?;
    let mut spans = BTreeMap::new();
    for resource in &traces.resources {
        let named =
            resource.resource.as_ref().and_then(|resource| text(&resource.attributes, &["service.name"]));
        let Some(service) = named else { continue };
        for span in resource.scopes.iter().flat_map(|scope| &scope.spans) {
            spans.insert((&*span.trace, &*span.id), End { service, span });
        }
    }
    let mut found: BTreeMap<(&str, Callee), Call> = BTreeMap::new();
    let mut told = BTreeSet::new();
    let mut ends = Vec::new();
    for End { service, span } in spans.values() {
        if !is(span, &["2", "5"], &["SERVER", "CONSUMER"]) {
            continue;
        }
        let Some(caller) = spans.get(&(&*span.trace, &*span.parent)) else {
            if !span.parent.is_empty() {
                ends.extend(end_of(span, &span.parent, service, false));
            }
            continue;
        };
        if caller.service != *service {
            told.insert((&*span.trace, &*span.parent));
            // The caller's view counts: it waited for what never arrived as well.
            let view = if is_client(caller.span) { caller.span } else { *span };
            add(&mut found, caller.service, Callee::Service((*service).to_owned()), view);
        }
    }
    for (key, End { service, span }) in &spans {
        if is_client(span) && !told.contains(key) {
            ends.extend(end_of(span, &span.id, service, true));
            if let Some(callee) = callee(span) {
                add(&mut found, service, callee, span);
            }
        }
    }
    Ok((found.into_values().collect(), ends))
}

fn end_of(span: &Span<'_>, caller: &str, service: &str, is_caller: bool) -> Option<SpanEnd> {
    let (start, end) = (nanos(&span.start)?, nanos(&span.end)?);
    Some(SpanEnd {
        call: format!("{}-{caller}", span.trace).to_ascii_lowercase(),
        service: service.to_owned(),
        is_caller,
        failed: has_failed(span),
        ms: end.saturating_sub(start) as f64 / 1e6,
        at: Timestamp::from_ms((end / 1_000_000) as i64).ok()?,
    })
}

fn has_failed(span: &Span<'_>) -> bool {
    let code = span.status.as_ref().map(|status| &status.code);
    code.is_some_and(|code| is_value(code, &["2"], &["STATUS_CODE_ERROR"]))
}

fn add<'a>(found: &mut BTreeMap<(&'a str, Callee), Call>, caller: &'a str, callee: Callee, span: &Span<'_>) {
    let (Some(start), Some(end)) = (nanos(&span.start), nanos(&span.end)) else { return };
    let Ok(ended) = Timestamp::from_ms((end / 1_000_000) as i64) else { return };
    let call = found.entry((caller, callee.clone())).or_insert_with(|| Call {
        caller: caller.to_owned(),
        callee,
        calls: 0,
        failed: 0,
        total_ms: 0.0,
        last: ended,
    });
    call.calls += 1;
    call.failed += u64::from(has_failed(span));
    call.total_ms += end.saturating_sub(start) as f64 / 1e6;
    call.last = call.last.max(ended);
}

fn callee(span: &Span<'_>) -> Option<Callee> {
    let named = |names: &[&str]| text(&span.attributes, names);
    let and = |what: &str, where_: Option<&str>| {
        where_.map_or_else(|| what.to_owned(), |at| format!("{what} {at}"))
    };
    let address = named(&["server.address", "net.peer.name", "network.peer.address", "net.peer.ip"]);
    if let Some(service) = named(&["peer.service", "service.peer.name"]) {
        return Some(Callee::Service(service.to_owned()));
    }
    if let Some(system) = named(&["db.system.name", "db.system"]) {
        return Some(Callee::Database(and(system, address)));
    }
    if let Some(system) = named(&["messaging.system"]) {
        return Some(Callee::Queue(and(
            system,
            named(&["messaging.destination.name", "messaging.destination"]),
        )));
    }
    address.map(|address| Callee::Address(address.to_owned()))
}

fn is_client(span: &Span<'_>) -> bool {
    is(span, &["3", "4"], &["CLIENT", "PRODUCER"])
}

fn is(span: &Span<'_>, numbers: &[&str], names: &[&str]) -> bool {
    is_value(&span.kind, numbers, names)
}

fn is_value(value: &Value, numbers: &[&str], names: &[&str]) -> bool {
    match value {
        Value::Number(number) => numbers.contains(&number.to_string().as_str()),
        Value::String(text) => {
            numbers.contains(&text.as_str())
                || names.contains(&text.strip_prefix("SPAN_KIND_").unwrap_or(text))
        }
        _ => false,
    }
}

fn nanos(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
    .filter(|nanos| *nanos > 0)
}

/// The text of the first of these names that is there and not empty.
fn text<'a>(pairs: &'a [Pair<'_>], names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| {
        let pair = pairs.iter().find(|pair| pair.key == *name)?;
        pair.value.as_ref()?.text.as_deref().filter(|text| !text.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_tell_who_called_whom() {
        let span = |id: &str, parent: &str, kind: &str, code: u8, attributes: &str| {
            format!(
                r#"{{"traceId":"0a","spanId":"{id}","parentSpanId":"{parent}","kind":{kind},"startTimeUnixNano":"1795417042125000000","endTimeUnixNano":1795417042127500000,"status":{{"code":{code}}},"attributes":[{attributes}]}}"#
            )
        };
        let text =
            |name: &str, value: &str| format!(r#"{{"key":"{name}","value":{{"stringValue":"{value}"}}}}"#);
        let resource = |service: &str, spans: &[String]| {
            format!(
                r#"{{"resource":{{"attributes":[{}]}},"scopeSpans":[{{"spans":[{}]}}]}}"#,
                text("service.name", service),
                spans.join(",")
            )
        };
        let web = resource(
            "web",
            &[
                span("1", "", "2", 0, ""),
                span("2", "1", "3", 2, &text("server.address", "shop.internal")),
                span("3", "1", "\"SPAN_KIND_CLIENT\"", 0, &text("peer.service", "mail")),
                span("4", "1", "1", 2, &text("server.address", "not.a.call")),
            ],
        );
        let database = [text("db.system", "postgresql"), text("server.address", "db-1")].join(",");
        let queue =
            [text("messaging.system", "kafka"), text("messaging.destination.name", "orders")].join(",");
        let shop = resource(
            "shop",
            &[
                span("5", "2", "2", 0, ""),
                span("6", "5", "3", 0, &database),
                span("7", "5", "3", 0, &database),
                span("8", "5", "4", 0, &queue),
                span("9", "5", "3", 0, &text("server.address", "api.example")),
            ],
        );
        let (found, ends) = calls(format!(r#"{{"resourceSpans":[{web},{shop}]}}"#).as_bytes()).unwrap();
        let said: Vec<_> = found
            .iter()
            .map(|call| (call.caller.as_str(), call.callee.clone(), call.calls, call.failed, call.total_ms))
            .collect();
        assert_eq!(
            said,
            [
                ("shop", Callee::Database("postgresql db-1".into()), 2, 0, 5.0),
                ("shop", Callee::Queue("kafka orders".into()), 1, 0, 2.5),
                ("shop", Callee::Address("api.example".into()), 1, 0, 2.5),
                ("web", Callee::Service("mail".into()), 1, 0, 2.5),
                ("web", Callee::Service("shop".into()), 1, 1, 2.5),
            ]
        );
        let waiting: Vec<_> = ends.iter().map(|end| (end.call.as_str(), end.is_caller)).collect();
        assert_eq!(waiting, [("0a-3", true), ("0a-6", true), ("0a-7", true), ("0a-8", true), ("0a-9", true)]);
        // The ends of a call that come apart name the same.
        let shop = resource("shop", &[span("5", "2", "2", 2, "")]);
        let (none, ends) = calls(format!(r#"{{"resourceSpans":[{shop}]}}"#).as_bytes()).unwrap();
        assert_eq!(
            (none.len(), ends[0].call.as_str(), ends[0].is_caller, ends[0].failed),
            (0, "0a-2", false, true)
        );
        assert_eq!(ends[0].ms, 2.5);
        assert_eq!(calls(b"{}").unwrap(), (vec![], vec![]));
        assert_eq!(calls(b"[").unwrap_err().code(), "invalid_input");
    }
}
