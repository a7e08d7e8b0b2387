//! What every request goes through: an id, limits, who asks and whether he may, what is kept ready, what was answered before, and a
//! line in the log.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::SemaphorePermit;

use crate::app::{App, Shared};
use crate::caller::{Caller, caller};
use crate::extract::whole;
use crate::once::{key, not_taken, once};
use crate::pages::{MOST_FORM, as_page, checked, visitor};
use crate::problem::{Answered, Problem};
use crate::route::{ADMIN, Asks, BASE, INGEST, Kept, Repeats, Who};
use crate::routes::{protocols, webhooks};
use crate::secret::random_id;
use crate::telemetry::Place;

/// What the door knows of a route.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gate {
    /// Its place in the table.
    pub(crate) place: usize,
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    pub(crate) keys: bool,
    pub(crate) kept: Option<Kept>,
    pub(crate) is_raw: bool,
    pub(crate) asks: Asks,
    pub(crate) repeats: Repeats,
    pub(crate) is_endless: bool,
    pub(crate) is_page: bool,
}

/// The id of a request, as it stands in the log.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(Arc<str>);

impl RequestId {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Bytes of the body of whoever is nobody yet: a token, a key.
const MOST_OF_ANYBODY: usize = 64 << 10;
/// Whether it lives is asked of one that has too much to do as well, and what it does just then.
const HEALTH: &str = "health/";
const METRICS: &str = "metrics";
/// Where clients of OpenTelemetry send to.
const OTLP: &str = "ingest/otlp/";
/// Where spans of others come in.
const TRACES: &str = "/v1/traces";

/// The way in and out.
pub(crate) async fn door(
    State((app, gate)): State<(Shared, Gate)>,
    request: Request,
    next: Next,
) -> Response {
    let begun = crate::clock::instant();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let asked = gate.is_page.then(|| (request.uri().clone(), method.clone()));
    let otlp = gate.path.starts_with(OTLP).then(|| protocols::encoding_of(request.headers()));
    let mut who = None;
    // Spans that come in are no reason for one more.
    let traced = if gate.path.ends_with(TRACES) { None } else { app.telemetry.begin(request.headers()) };
    let place = traced.as_ref().map(|begun| begun.place);
    let answer = inside(&app, gate, &id, place, request, next, &mut who).await;
    let mut response = answer.unwrap_or_else(IntoResponse::into_response);
    if let Some(encoding) = otlp {
        response = protocols::as_status(response, encoding).await;
    }
    if gate.asks == Asks::AsSentry {
        response = protocols::open_to_pages(response);
    }
    if let Some((uri, method)) = asked {
        response = as_page(response, &uri, &method, who.is_some()).await;
    }
    let took = begun.elapsed();
    let status = response.status();
    app.metrics.observe(gate.place, status.as_u16(), took);
    if let Some(begun) = traced {
        let whole = if gate.path.starts_with('/') { "" } else { BASE };
        let route = format!("{whole}{}", gate.path);
        app.telemetry.end_request(begun, &method, &route, status.as_u16(), &id);
    }
    let (tenant, principal) = who
        .as_ref()
        .map_or((String::new(), ""), |who: &Caller| (who.tenant_id.to_string(), who.name.as_str()));
    tracing::info!(
        request_id = &*id,
        method = method.as_str(),
        route = gate.path,
        status = status.as_u16(),
        ms = took.as_secs_f64() * 1e3,
        tenant,
        principal,
        "request"
    );
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// How long a question that was let into the line waits at most: longer than answers take that are not stuck.
const PATIENCE: Duration = Duration::from_secs(1);

/// The turn of a question of the API among all that are answered now. What comes in, pages and streams need none. The line is bounded by
/// its length: whoever is let into it waits as long as a few answers take, be they fast or slow.
async fn turn<'a>(app: &'a App, gate: Gate, method: &Method) -> Result<Option<SemaphorePermit<'a>>, Problem> {
    if *method != Method::GET || gate.is_endless || gate.is_page || gate.who == Who::Anybody {
        return Ok(None);
    }
    if let Ok(permit) = app.reads.try_acquire() {
        return Ok(Some(permit));
    }
    let too_many = || Problem::too_many("too many questions at the same time", 1);
    let _in_line = app.reads_next.try_acquire().map_err(|_| too_many())?;
    let permit = tokio::time::timeout(PATIENCE, app.reads.acquire()).await.map_err(|_| too_many())?;
    Ok(permit.ok())
}

/// The id that a proxy gave, where it is a harmless one; else a new one.
fn request_id(headers: &HeaderMap) -> Arc<str> {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
    let is_harmless = |text: &&str| {
        (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    match given.filter(is_harmless) {
        Some(text) => text.into(),
        None => random_id().map(|id| id.to_string()).unwrap_or_default().into(),
    }
}

/// From where a request comes: a proxy that is trusted says for whom it asks.
fn address(app: &App, request: &Request) -> IpAddr {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
    let trusted = &app.config.trusted_proxies;
    let is_trusted = |hop: &IpAddr| trusted.iter().any(|network| network.holds(*hop));
    if !is_trusted(&peer) {
        return peer;
    }
    let all = request.headers().get_all("x-forwarded-for");
    let values: Vec<&str> = all.iter().map(|value| value.to_str().unwrap_or_default()).collect();
    asker(peer, &values, is_trusted)
}

/// The nearest hop that is no proxy of ours. What stands before one that cannot be read may have been written by anybody: then it is the
/// proxy itself that is counted.
fn asker(peer: IpAddr, forwarded: &[&str], is_trusted: impl Fn(&IpAddr) -> bool) -> IpAddr {
    let mut nearest = peer;
    for hop in forwarded.iter().rev().flat_map(|text| text.rsplit(',')).map(str::trim) {
        let Some(found) = hop_of(hop) else { break };
        nearest = found;
        if !is_trusted(&found) {
            break;
        }
    }
    nearest
}

/// An address, as some proxies write it with its port too: `203.0.113.9:4711`, `[2001:db8::1]:4711`, `[2001:db8::1]`.
fn hop_of(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|hop| hop.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    text.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// A place among the requests that are worked on: from when it is found out who asks, but for the time that the body takes to come.
fn at_work(app: &App, gate: Gate) -> Answered<Option<SemaphorePermit<'_>>> {
    match app.in_flight.try_acquire() {
        Ok(permit) => Ok(Some(permit)),
        Err(_) if gate.path.starts_with(HEALTH) || gate.path == METRICS => Ok(None),
        Err(_) => Err(Problem::too_many("too many requests at the same time", 1)),
    }
}

/// How long each part of a request may take: finding out who asks, its body, its answer.
fn within(app: &App) -> Duration {
    Duration::from_secs(app.config.request_timeout_s)
}

/// Of a request that was given up.
pub(crate) fn too_long(within: Duration) -> Problem {
    let detail = format!("the answer took longer than {} s", within.as_secs());
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
}

async fn inside(
    app: &Shared,
    gate: Gate,
    id: &Arc<str>,
    place: Option<Place>,
    request: Request,
    next: Next,
    who: &mut Option<Caller>,
) -> Answered<Response> {
    app.limits.address(address(app, &request), gate.path.starts_with(HEALTH))?;
    let mut permit = at_work(app, gate)?;
    let turn = turn(app, gate, request.method()).await?;
    let (mut parts, mut body) = request.into_parts();
    parts.extensions.insert(RequestId(id.clone()));
    let known = who_asks(app, gate, &mut parts, id, place, who);
    tokio::time::timeout(within(app), known).await.map_err(|_| too_long(within(app)))??;
    let asking = who.clone();
    let mut _received = None;
    if !only_looks(&parts.method) {
        // Whoever sends slowly is waited for by nobody else.
        drop(permit);
        let most = match gate.who {
            _ if gate.is_page => MOST_FORM,
            Who::Anybody if gate.asks == Asks::ByHeaders => MOST_OF_ANYBODY,
            _ => app.config.max_body_bytes,
        };
        let received = app.bodies.receive(body, most, asking.is_some(), within(app)).await?;
        body = Body::from(received.bytes.clone());
        _received = Some(received);
        permit = at_work(app, gate)?;
    }
    let mut request = Request::from_parts(parts, body);
    if gate.is_page {
        request = checked(app, request, asking.as_ref()).await?;
    }
    let answer = answered(app, gate, asking.as_ref(), request, next).await;
    drop((permit, turn));
    answer
}

/// Who asks, where that can be known from the head of the request.
async fn who_asks(
    app: &App,
    gate: Gate,
    parts: &mut Parts,
    id: &str,
    place: Option<Place>,
    who: &mut Option<Caller>,
) -> Answered<()> {
    match gate.asks {
        Asks::BySource => {
            let sender = webhooks::sender(app, parts, id).await?;
            parts.extensions.insert(sender);
            return Ok(());
        }
        Asks::AsSentry if parts.method == Method::POST => {
            if let Some(caller) = protocols::sender(app, parts, id).await? {
                parts.extensions.insert(Caller { place, ..caller.clone() });
                *who = Some(caller);
            }
            return Ok(());
        }
        Asks::AsSentry | Asks::ByHeaders => {}
    }
    let Who::Having(needed) = gate.who else { return Ok(()) };
    let mut asking = match gate.is_page {
        true => visitor(app, &parts.headers, id).await?,
        false => caller(app, &parts.headers, gate.keys, id).await?,
    };
    asking.place = place;
    *who = Some(asking.clone());
    app.limits.principal(asking.tenant_id, &asking.name)?;
    if !asking.may(needed) {
        return Err(Problem::forbidden(format!("this needs the role {}", needed.name())));
    }
    // What is changed is read back, what is kept ready is dropped by what the first server tells, and who may do what must be right: a
    // replica is a little behind.
    let writes = !only_looks(&parts.method);
    if writes || gate.kept.is_some() || gate.who == ADMIN || app.wrote.lately(&asking) {
        asking = asking.on_primary();
        *who = Some(asking.clone());
    }
    if writes && gate.who != INGEST && gate.repeats != Repeats::Harmless {
        app.wrote.note(&asking);
    }
    parts.extensions.insert(asking);
    Ok(())
}

fn only_looks(method: &Method) -> bool {
    *method == Method::GET || *method == Method::HEAD
}

async fn answered(
    app: &Shared,
    gate: Gate,
    asking: Option<&Caller>,
    request: Request,
    next: Next,
) -> Answered<Response> {
    let key = key(request.headers());
    if key.is_some() && gate.repeats == Repeats::Refused {
        return Err(not_taken());
    }
    let Some(asking) = asking.filter(|_| gate.who != Who::Anybody) else {
        return run(app, gate, request, next).await;
    };
    if only_looks(request.method()) {
        return match gate.kept.filter(|_| request.method() == Method::GET) {
            Some(kept) => ready(app, gate, kept, asking, request, next).await,
            None => run(app, gate, request, next).await,
        };
    }
    let answer = match key {
        Some(key) if gate.repeats == Repeats::ByDoor => {
            once(app, asking, &key, request, next, within(app)).await
        }
        _ => run(app, gate, request, next).await,
    };
    if !gate.is_raw || gate.is_page {
        app.changed(asking.tenant_id);
    }
    answer
}

async fn run(app: &App, gate: Gate, request: Request, next: Next) -> Answered<Response> {
    if gate.is_endless {
        return Ok(next.run(request).await);
    }
    tokio::time::timeout(within(app), next.run(request)).await.map_err(|_| too_long(within(app)))
}

/// An answer that is kept ready, or one that is from now on.
async fn ready(
    app: &App,
    gate: Gate,
    kept: Kept,
    asking: &Caller,
    request: Request,
    next: Next,
) -> Answered<Response> {
    let now = crate::clock::instant();
    let question = request.uri().to_string();
    if let Some(body) = app.cache.get(asking.tenant_id, &question, now) {
        app.metrics.cache_hits.fetch_add(1, Ordering::Relaxed);
        return Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response());
    }
    app.metrics.cache_misses.fetch_add(1, Ordering::Relaxed);
    let generation = app.cache.generation(asking.tenant_id);
    let response = run(app, gate, request, next).await?;
    if response.status() != StatusCode::OK {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = whole(body, usize::MAX).await?;
    let for_s = match kept {
        Kept::Features => app.config.features_s,
        Kept::Predictions => app.config.predictions_s,
    };
    app.cache.keep(asking.tenant_id, question, body.clone(), generation, now, for_s);
    Ok(Response::from_parts(parts, Body::from(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_is_what_the_nearest_proxy_of_ours_says_and_nothing_that_stands_before_what_cannot_be_read() {
        let proxy = IpAddr::from([10, 0, 0, 1]);
        let is_ours = |hop: &IpAddr| hop.to_string().starts_with("10.");
        for (forwarded, expected) in [
            (&["203.0.113.9"][..], "203.0.113.9"),
            (&["1.2.3.4, 203.0.113.9, 10.0.0.7"], "203.0.113.9"),
            (&["1.2.3.4", "203.0.113.9:4711"], "203.0.113.9"),
            (&["1.2.3.4, [2001:db8::1]:4711"], "2001:db8::1"),
            (&["[2001:db8::1]"], "2001:db8::1"),
            // Whoever asks wrote the first, and the proxy something else.
            (&["1.2.3.4, unknown"], "10.0.0.1"),
            (&["1.2.3.4, _hidden, 10.0.0.7"], "10.0.0.7"),
            (&["10.0.0.8, 10.0.0.7"], "10.0.0.8"),
            (&[""], "10.0.0.1"),
            (&[], "10.0.0.1"),
        ] {
            let found = asker(proxy, forwarded, is_ours);
            assert_eq!(found.to_string(), expected, "{forwarded:?}");
        }
    }
}
