//! What comes in as other software already sends it: OpenTelemetry, clients of Sentry, deployments, alerts.

use std::sync::LazyLock;
use std::sync::atomic::Ordering;

use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use errpredict::redact::RedactConfig;
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::LogReader;

use super::ingest::{Decoded, Maps, receive, shown_by, store};
use super::topology;
use crate::app::Shared;
use crate::caller::{Caller, by_key};
use crate::clock::now;
use crate::extract::whole;
use crate::ingest::otlp::{self, Encoding, Signal};
use crate::ingest::{Limits, Taken, body, changes, reader_options, sentry};
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::route::{INGEST, Route};

/// Reads what comes in; what is of a person or a secret is taken out.
static READER: LazyLock<Result<LogReader>> =
    LazyLock::new(|| LogReader::new(&reader_options(Some(RedactConfig::default()))));

pub(super) fn reader() -> Result<&'static LogReader> {
    READER.as_ref().map_err(Clone::clone)
}

pub(super) fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The body as it was before it was packed.
pub(super) fn unpacked<'a>(parts: &Parts, bytes: &'a [u8]) -> Result<std::borrow::Cow<'a, [u8]>> {
    body::unpack(text(&parts.headers, header::CONTENT_ENCODING), bytes, Limits::default().max_bytes)
}

/// Deployments: our own form, and what GitHub and GitLab send.
pub(crate) fn deployments(parts: &Parts, bytes: &[u8], _: Maps) -> Result<Decoded> {
    let body = unpacked(parts, bytes)?;
    changes::take(&body, now(), reader()?.redactor(), Limits::default()).map(Decoded::from)
}

/// OTLP over HTTP, answered in the encoding that it came in.
pub(crate) fn otlp(path: &'static str, about: &'static str, signal: Signal) -> Route {
    let handler = move |State(app): State<Shared>, caller: Caller, request: Request| async move {
        let decode = move |parts: &Parts, bytes: &[u8], maps: Maps| {
            let encoding = Encoding::of(text(&parts.headers, header::CONTENT_TYPE))?;
            let (reader, body) = (shown_by(reader()?, maps), unpacked(parts, bytes)?);
            let found = otlp::take(&reader, signal, encoding, &body, Limits::default())?;
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
    Route { is_raw: true, ..Route::post(path, INGEST, about, handler) }.for_keys()
}

/// The service of events whose sender names none.
pub(super) fn service_of(project: &str) -> String {
    format!("project-{project}")
}

/// An envelope, or an event as clients before envelopes sent it. The public key of the DSN is a key for ingestion.
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
    let id = text(&parts.headers, "x-request-id").unwrap_or_default();
    let caller = by_key(&app, &client.key, id).await?;
    app.limits.principal(caller.tenant_id, &caller.name)?;
    if !caller.may(Role::Ingest) {
        return Err(Problem::forbidden(format!("this needs the role {}", Role::Ingest.name())));
    }
    let maps = app.maps.of(caller.tenant_id, &caller.tenant).await?;
    let reading = tokio::task::spawn_blocking(move || {
        let reader = shown_by(&reader()?.with_service(&service_of(&project)), maps);
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

/// What a page of another origin may do and read.
fn open_to_pages(mut response: Response) -> Response {
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
        open_to_pages(sentry(app, project, request, is_envelope).await.into_response())
    };
    let preflight = || async { open_to_pages(StatusCode::NO_CONTENT.into_response()) };
    [
        Route { is_raw: true, ..Route::post(path, crate::route::Who::Anybody, about, handler) },
        Route::preflight(path, "What a browser asks before it sends.", preflight),
    ]
}
