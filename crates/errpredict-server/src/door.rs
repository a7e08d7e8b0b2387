//! What every request goes through: an id, limits, who asks and whether he may, what is kept ready, what was answered before, and a
//! line in the log.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use errpredict_store::{Asked, KeptAnswer};
use sha2::{Digest, Sha256};
use tokio::sync::SemaphorePermit;

use crate::app::{App, Shared};
use crate::caller::{Caller, caller};
use crate::extract::whole;
use crate::pages::{as_page, checked, visitor};
use crate::problem::{Answered, Problem};
use crate::route::{BASE, Kept, Who};
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
    pub(crate) is_endless: bool,
    pub(crate) is_page: bool,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Bytes of an answer that is kept for a request that may come again.
const MOST_KEPT: usize = 1 << 20;
/// Keys of requests stand apart from those of batches of events.
const OF_REQUESTS: &str = "http:";
/// Bytes of a key: 255 with what stands before it.
const MOST_KEY: usize = 250;

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
    let mut who = None;
    // Spans that come in are no reason for one more.
    let traced = if gate.path.ends_with(TRACES) { None } else { app.telemetry.begin(request.headers()) };
    let place = traced.as_ref().map(|begun| begun.place);
    let answer = match app.in_flight.try_acquire() {
        // Whether it lives is asked of one that has too much to do as well.
        Err(_) if gate.who != Who::Anybody => Err(Problem::too_many("too many requests at the same time", 1)),
        _permit => match turn(&app, gate, &method).await {
            Ok(_turn) => inside(&app, gate, &id, place, request, next, &mut who).await,
            Err(problem) => Err(problem),
        },
    };
    let mut response = answer.unwrap_or_else(IntoResponse::into_response);
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

/// How long a question waits for its turn: as long as answers take where there are not too many, so that those that are
/// answered are answered soon (three times as late as without the others, measured by `make bench-service`).
const PATIENCE: Duration = Duration::from_millis(5);

/// The turn of a question of the API among all that are answered now. What comes in, pages and streams need none.
async fn turn<'a>(app: &'a App, gate: Gate, method: &Method) -> Result<Option<SemaphorePermit<'a>>, Problem> {
    if *method != Method::GET || gate.is_endless || gate.is_page || gate.who == Who::Anybody {
        return Ok(None);
    }
    match tokio::time::timeout(PATIENCE, app.reads.acquire()).await {
        Ok(permit) => Ok(permit.ok()),
        Err(_) => Err(Problem::too_many("too many questions at the same time", 1)),
    }
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
    if !trusted.contains(&peer) {
        return peer;
    }
    let all = request.headers().get_all("x-forwarded-for");
    let hops: Vec<IpAddr> = all
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .filter_map(|hop| hop.trim().parse().ok())
        .collect();
    hops.into_iter().rev().find(|hop| !trusted.contains(hop)).unwrap_or(peer)
}

async fn inside(
    app: &Shared,
    gate: Gate,
    id: &str,
    place: Option<Place>,
    mut request: Request,
    next: Next,
    who: &mut Option<Caller>,
) -> Answered<Response> {
    app.limits.address(address(app, &request))?;
    let Who::Having(needed) = gate.who else {
        if gate.is_page {
            request = checked(app, request, None).await?;
        }
        return run(app, gate, request, next).await;
    };
    let mut asking = match gate.is_page {
        true => visitor(app, request.headers(), id).await?,
        false => caller(app, request.headers(), gate.keys, id).await?,
    };
    asking.place = place;
    *who = Some(asking.clone());
    app.limits.principal(asking.tenant_id, &asking.name)?;
    if !asking.may(needed) {
        return Err(Problem::forbidden(format!("this needs the role {}", needed.name())));
    }
    request.extensions_mut().insert(asking.clone());
    if gate.is_page {
        request = checked(app, request, Some(&asking)).await?;
    }
    if request.method() == Method::GET {
        return match gate.kept {
            Some(kept) => ready(app, gate, kept, &asking, request, next).await,
            None => run(app, gate, request, next).await,
        };
    }
    let key =
        request.headers().get(IDEMPOTENCY_KEY).map(|value| value.to_str().unwrap_or_default().to_owned());
    let answer = match key {
        Some(key) if !gate.is_raw => once(app, gate, &asking, key, request, next).await,
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
    let most = Duration::from_secs(app.config.request_timeout_s);
    tokio::time::timeout(most, next.run(request)).await.map_err(|_| {
        let detail = format!("the answer took longer than {} s", most.as_secs());
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
    })
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

/// Does a request with a key once, and answers it the same however often it is sent.
async fn once(
    app: &App,
    gate: Gate,
    asking: &Caller,
    key: String,
    request: Request,
    next: Next,
) -> Answered<Response> {
    if key.is_empty() || key.len() > MOST_KEY {
        let detail = format!("`Idempotency-Key` must be a text of 1 to {MOST_KEY} ASCII characters");
        return Err(Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail));
    }
    let key = format!("{OF_REQUESTS}{key}");
    let (parts, body) = request.into_parts();
    let body = whole(body, app.config.max_body_bytes).await?;
    let mut digest = Sha256::new();
    for part in
        [parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes(), asking.name.as_bytes(), &body]
    {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    match asking.tenant.ask(&key, &digest.finalize().into()).await? {
        Asked::Running => {
            let detail = "a request with this idempotency key is being worked on";
            return Err(Problem::new(StatusCode::CONFLICT, "conflict", detail));
        }
        Asked::Answered(before) => return Ok(again(&before)),
        Asked::First => {}
    }
    let answer = run(app, gate, Request::from_parts(parts, Body::from(body)), next).await;
    let answer = answer.unwrap_or_else(IntoResponse::into_response);
    let status = answer.status();
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        asking.tenant.forget_request(&key).await?;
        return Ok(answer);
    }
    let (parts, body) = answer.into_parts();
    let body = whole(body, MOST_KEPT).await?;
    let value = if body.is_empty() { Ok(serde_json::Value::Null) } else { serde_json::from_slice(&body) };
    match value {
        Ok(body) => asking.tenant.answer(&key, &KeptAnswer { status: status.as_u16(), body }).await?,
        Err(_) => asking.tenant.forget_request(&key).await?,
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn again(before: &KeptAnswer) -> Response {
    let status = StatusCode::from_u16(before.status).unwrap_or(StatusCode::OK);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    let headers = [(header::CONTENT_TYPE, kind), (HeaderName::from_static("idempotent-replayed"), "true")];
    if before.body.is_null() {
        return (status, headers).into_response();
    }
    (status, headers, before.body.to_string()).into_response()
}
