//! What comes in as other software already sends it: OpenTelemetry, clients of Sentry, deployments, alerts.

use std::sync::atomic::Ordering;

use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use errpredict::{Error, ErrorKind, Result};

use super::ingest::{Decoded, With, receive, store};
use super::topology;
use crate::app::{App, Shared};
use crate::caller::{Caller, by_key};
use crate::clock::now;
use crate::door::RequestId;
use crate::extract::whole;
use crate::ingest::otlp::{self, Encoding, Signal};
use crate::ingest::{Limits, Taken, body, changes, sentry};
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::route::{Asks, INGEST, Repeats, Route, Who};

pub(super) fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The body as it was before it was packed.
pub(super) fn unpacked<'a>(parts: &Parts, bytes: &'a [u8]) -> Result<std::borrow::Cow<'a, [u8]>> {
    body::unpack(text(&parts.headers, header::CONTENT_ENCODING), bytes, Limits::default().max_bytes)
}

/// Deployments: our own form, and what GitHub and GitLab send.
pub(crate) fn deployments(parts: &Parts, bytes: &[u8], with: &With) -> Result<Decoded> {
    let body = unpacked(parts, bytes)?;
    changes::take(&body, now(), with.reader.redactor(), Limits::default()).map(Decoded::from)
}

/// OTLP over HTTP, answered in the encoding that it came in.
pub(crate) fn otlp(path: &'static str, about: &'static str, signal: Signal) -> Route {
    let handler = move |State(app): State<Shared>, caller: Caller, request: Request| async move {
        let decode = move |parts: &Parts, bytes: &[u8], with: &With| {
            let encoding = Encoding::of(text(&parts.headers, header::CONTENT_TYPE))?;
            let (reader, body) = (&with.reader, unpacked(parts, bytes)?);
            let found = otlp::take(reader, signal, encoding, &body, Limits::default())?;
            let told = Taken { events: Vec::new(), ..found.taken.clone() };
            let calls = topology::Seen::of(found.calls, found.ends, &body, reader.redactor());
            Ok((Decoded::from(found.taken), (encoding, told, calls)))
        };
        let (taken, (encoding, mut told, calls)) = receive(&app, &caller, request, decode).await?;
        // After the events: where this fails nothing is acknowledged, and what is sent again adds the calls and no event.
        calls.keep(&app, &caller).await?;
        // What the store cannot keep was not taken either.
        told.n_refused += taken.ingested.refused.len() as u64;
        let answer = otlp::answer(signal, encoding, &told);
        let answered: Answered<Response> =
            Ok(([(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response());
        answered
    };
    Route::post(path, INGEST, about, handler).raw(Repeats::ByEvents).for_keys()
}

/// The encoding in which a client of OTLP reads what went wrong: that of its request.
pub(crate) fn encoding_of(headers: &HeaderMap) -> Encoding {
    // JSON where it is neither: it says that, and anybody can read it.
    Encoding::of(text(headers, header::CONTENT_TYPE)).unwrap_or(Encoding::Json)
}

/// A problem as clients of OTLP read it: `google.rpc.Status` in the encoding of the request. What it says of coming again stays.
pub(crate) async fn as_status(response: Response, encoding: Encoding) -> Response {
    /// Bytes of a problem.
    const MOST: usize = 64 << 10;
    let status = response.status();
    if status.is_success() {
        return response;
    }
    // The codes of gRPC.
    let code = match status {
        StatusCode::UNAUTHORIZED => 16,
        StatusCode::FORBIDDEN => 7,
        StatusCode::NOT_FOUND => 5,
        StatusCode::CONFLICT => 10,
        StatusCode::REQUEST_TIMEOUT => 4,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::TOO_MANY_REQUESTS => 8,
        StatusCode::SERVICE_UNAVAILABLE => 14,
        status if status.is_server_error() => 13,
        _ => 3,
    };
    let (mut parts, body) = response.into_parts();
    let told: serde_json::Value = match whole(body, MOST).await {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
        Err(_) => serde_json::Value::Null,
    };
    let reason = status.canonical_reason().unwrap_or_default();
    let answer = otlp::problem(encoding, code, told["detail"].as_str().unwrap_or(reason));
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    Response::from_parts(parts, answer.body.into())
}

/// The service of events whose sender names none.
pub(super) fn service_of(project: &str) -> String {
    format!("project-{project}")
}

/// Who sends, by what stands outside the body; none where only the envelope may say it. The public key of the DSN is a key for
/// ingestion.
pub(crate) async fn sender(app: &App, parts: &Parts, request: &str) -> Answered<Option<Caller>> {
    let header =
        text(&parts.headers, "x-sentry-auth").or_else(|| text(&parts.headers, header::AUTHORIZATION));
    match sentry::client(header, parts.uri.query(), None) {
        Ok(client) => of_client(app, &client, request).await.map(Some),
        // The door asks before the body is there; an envelope may bring the key itself.
        Err(_) if parts.uri.path().trim_end_matches('/').ends_with("/envelope") => Ok(None),
        Err(error) => Err(Problem::unauthorized(error.message().to_owned())),
    }
}

async fn of_client(app: &App, client: &sentry::Client, request: &str) -> Answered<Caller> {
    let caller = by_key(app, &client.key, request).await?;
    app.limits.principal(caller.tenant_id, &caller.name)?;
    if !caller.may(Role::Ingest) {
        return Err(Problem::forbidden(format!("this needs the role {}", Role::Ingest.name())));
    }
    Ok(caller)
}

/// An envelope, or an event as clients before envelopes sent it.
async fn sentry(app: Shared, project: String, request: Request, is_envelope: bool) -> Answered<Response> {
    let Ok(_permit) = app.ingesting.try_acquire() else {
        return Err(Problem::too_many("too many batches at the same time", 1));
    };
    let (parts, bytes) = request.into_parts();
    let bytes = whole(bytes, app.config.max_body_bytes).await?;
    let packed = parts.clone();
    let unpacking =
        tokio::task::spawn_blocking(move || unpacked(&packed, &bytes).map(|body| body.into_owned()));
    let body = unpacking.await.map_err(ended)??;
    let header =
        text(&parts.headers, "x-sentry-auth").or_else(|| text(&parts.headers, header::AUTHORIZATION));
    let dsn = is_envelope.then(|| sentry::dsn_of_envelope(&body)).flatten();
    let client = sentry::client(header, parts.uri.query(), dsn.as_deref())
        .map_err(|error| Problem::unauthorized(error.message().to_owned()))?;
    let caller = match parts.extensions.get::<Caller>() {
        Some(caller) => caller.clone(),
        None => {
            let id = parts.extensions.get::<RequestId>().map_or("", RequestId::as_str);
            of_client(&app, &client, id).await?
        }
    };
    let with = With::of(&app, &caller).await?;
    let reading = tokio::task::spawn_blocking(move || {
        let reader = with.reader.with_service(&service_of(&project));
        let report = match is_envelope {
            true => sentry::take_envelope(&reader, &body, Limits::default()),
            false => sentry::take_store(&reader, &body, Limits::default()),
        }?;
        let sessions = topology::Sessions::of(&report.sessions, &body);
        Ok::<_, Error>((report, sessions))
    });
    let (report, sessions) = reading.await.map_err(ended)??;
    let answer = report.answer();
    let discarded = report.discarded.iter().map(|one| one.quantity).fold(0, u64::saturating_add);
    app.metrics.client_discarded.fetch_add(discarded, Ordering::Relaxed);
    store(&app, &caller, Decoded::from(report.taken), None).await?;
    sessions.keep(&caller.tenant).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer).into_response())
}

fn ended(error: tokio::task::JoinError) -> Error {
    Error::new(ErrorKind::Internal, format!("reading a request ended badly: {error}"))
}

/// What a page of another origin may do and read, whatever was answered and by whom.
pub(crate) fn open_to_pages(mut response: Response) -> Response {
    let open = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, sentry::ALLOW_HEADERS),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, sentry::EXPOSE_HEADERS),
    ];
    for (name, value) in open {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    // How long a client shall keep what it has.
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        let seconds =
            text(response.headers(), header::RETRY_AFTER).and_then(|text| text.parse().ok()).unwrap_or(1);
        let limited =
            sentry::Limited { seconds, categories: Vec::new(), reason: Some("rate_limit".to_owned()) };
        if let Ok(value) = HeaderValue::from_str(&sentry::rate_limits(&[limited])) {
            response.headers_mut().insert(HeaderName::from_static("x-sentry-rate-limits"), value);
        }
    }
    response
}

/// The two ways in of clients of Sentry, where they look for them, and what a browser asks before.
pub(crate) fn of_sentry(path: &'static str, about: &'static str, is_envelope: bool) -> [Route; 2] {
    let handler = move |State(app): State<Shared>, Path(project): Path<String>, request: Request| async move {
        sentry(app, project, request, is_envelope).await
    };
    let preflight = || async { StatusCode::NO_CONTENT };
    [
        Route { asks: Asks::AsSentry, ..Route::post(path, Who::Anybody, about, handler) }
            .raw(Repeats::Refused),
        Route {
            asks: Asks::AsSentry,
            ..Route::preflight(path, "What a browser asks before it sends.", preflight)
        },
    ]
}
