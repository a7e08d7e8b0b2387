//! What comes in. Each way in is a function from a request's bytes to events; what it gives is stored in one place, and answered
//! after the commit, also where whoever sent it has gone away.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use errpredict::redact::RedactConfig;
use errpredict::{Error, ErrorKind, Event};
use errpredict_io::{Format, LogReader, ReadOptions, SourceMaps, unpacks_within};
use errpredict_store::{Ingested, MOST_IN_A_BATCH};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::{App, Shared};
use crate::caller::Caller;
use crate::clock::now;
use crate::extract::whole;
use crate::ingest::{self as taken, Limits, body, reader_options};
use crate::page::parameters;
use crate::problem::{Answered, Problem};
use crate::route::{INGEST, Repeats, Route};

/// What a way in makes of a request.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) events: Vec<Event>,
    /// What could not be read, by line or by part.
    pub(crate) unread: Vec<Unread>,
    /// How many there are of these in all.
    pub(crate) n_unread: u64,
    /// What was assumed, in sentences.
    pub(crate) notes: Vec<String>,
}

/// How what comes in is read.
#[derive(Debug, Clone)]
pub(crate) struct With {
    /// Takes out what is of a person or a secret, and shows traces by the source maps of whoever sends before they are grouped.
    pub(super) reader: LogReader,
    /// The rules of it.
    redact: RedactConfig,
    maps: Option<Arc<SourceMaps>>,
}

impl With {
    /// What holds for everybody, and the maps of a tenant.
    pub(super) async fn of(app: &App, caller: &Caller) -> errpredict::Result<With> {
        let maps = app.maps.of(caller.tenant_id, &caller.tenant).await?;
        let reader = shown_by(&app.reader, maps.as_ref());
        Ok(With { reader, redact: app.config.redact.clone(), maps })
    }
}

/// A way in.
pub(crate) type Decoder = fn(&Parts, &[u8], &With) -> errpredict::Result<Decoded>;

/// A line or part that could not be read.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Unread {
    /// Which, from 1.
    pub(crate) line: u64,
    /// Why.
    pub(crate) reason: String,
}

impl From<taken::Taken> for Decoded {
    fn from(taken: taken::Taken) -> Decoded {
        // A line is named by its number, any other part by its place among those that were refused.
        let line = |at: &str| at.strip_prefix("line ")?.split(',').next()?.parse().ok();
        let unread = taken.refused.iter().zip(1..).map(|(refused, place)| Unread {
            line: line(&refused.at).unwrap_or(place),
            reason: format!("{}: {}", refused.at, refused.message),
        });
        Decoded {
            unread: unread.collect(),
            events: taken.events,
            n_unread: taken.n_refused,
            notes: taken.notes,
        }
    }
}

/// What became of a request.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Taken {
    /// Events that are stored, those that were there already, and those that cannot be kept, by their place among the events that
    /// were read.
    #[serde(flatten)]
    pub(super) ingested: Ingested,
    /// Lines that could not be read: how many.
    unread: u64,
    /// The first thousand of them.
    unread_lines: Vec<Unread>,
    /// What was assumed of the events, in sentences.
    notes: Vec<String>,
}

/// How a log is to be read.
#[derive(Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Reading {
    /// The format; found from the content where absent.
    format: Option<String>,
    /// The service of lines that name none.
    service: Option<String>,
    /// The zone of times without one, such as `Europe/Berlin`; UTC where absent.
    zone: Option<String>,
    /// The year of the first line of a format without years.
    year: Option<i32>,
}

/// Bytes of an idempotency key of a batch.
const MOST_KEY: usize = 200;

/// A way in at a path.
pub(crate) fn way_in(path: &'static str, about: &'static str, decode: Decoder) -> Route {
    let handler =
        move |State(app): State<Shared>, caller: Caller, request: Request| take(app, caller, request, decode);
    Route::post(path, INGEST, about, handler).raw(Repeats::ByEvents).for_keys().answers::<Taken>()
}

async fn take(app: Shared, caller: Caller, request: Request, decode: Decoder) -> Answered<Response> {
    let (taken, ()) =
        receive(&app, &caller, request, move |parts, body, with| Ok((decode(parts, body, with)?, ())))
            .await?;
    Ok(answered(taken).into_response())
}

/// What became of a request, with the status that says so.
pub(super) fn answered(taken: Taken) -> (StatusCode, Json<Taken>) {
    // Nothing of it could be used: that is no success.
    let is_lost = taken.ingested.stored + taken.ingested.thinned + taken.ingested.duplicates == 0
        && taken.unread + taken.ingested.refused.len() as u64 > 0;
    let status = if is_lost { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, Json(taken))
}

/// Reads a request, makes events of it off the threads that answer others, and stores them; gives what became of them, and what else
/// the decoder found.
pub(super) async fn receive<D: Send + 'static>(
    app: &Shared,
    caller: &Caller,
    request: Request,
    decode: impl FnOnce(&Parts, &[u8], &With) -> errpredict::Result<(Decoded, D)> + Send + 'static,
) -> Answered<(Taken, D)> {
    let Ok(_permit) = app.ingesting.try_acquire() else {
        return Err(Problem::too_many("too many batches at the same time", 1));
    };
    let (parts, body) = request.into_parts();
    let body = whole(body, app.config.max_body_bytes).await?;
    let key = match parts.headers.get("idempotency-key").map(|key| key.to_str()) {
        None => None,
        Some(Ok(key)) if (1..=MOST_KEY).contains(&key.len()) => Some(key.to_owned()),
        Some(_) => {
            let detail = format!("`Idempotency-Key` must be a text of 1 to {MOST_KEY} ASCII characters");
            return Err(Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail));
        }
    };
    let most = app.config.max_body_bytes;
    let with = With::of(app, caller).await?;
    let decoded = tokio::task::spawn_blocking(move || {
        unpacks_within(&body, most)?;
        decode(&parts, &body, &with)
    });
    let (decoded, found) = decoded.await.map_err(|error| {
        Error::new(ErrorKind::Internal, format!("reading a batch ended badly: {error}"))
    })??;
    Ok((store(app, caller, decoded, key.as_deref()).await?, found))
}

pub(super) async fn store(
    app: &App,
    caller: &Caller,
    decoded: Decoded,
    key: Option<&str>,
) -> Answered<Taken> {
    let at = now();
    let newest = decoded.events.iter().map(|event| event.timestamp).max();
    let ingested = caller.tenant.ingest(decoded.events, key, at, &app.ingest).await?;
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    app.metrics.events_stored.fetch_add(count(ingested.stored), Ordering::Relaxed);
    app.metrics.events_thinned.fetch_add(count(ingested.thinned), Ordering::Relaxed);
    app.metrics.events_duplicate.fetch_add(count(ingested.duplicates), Ordering::Relaxed);
    app.metrics.events_refused.fetch_add(count(ingested.refused.len()) + decoded.n_unread, Ordering::Relaxed);
    if let Some(newest) = newest {
        app.metrics.ingestion_lag_ms.store(now().ms() - newest.ms(), Ordering::Relaxed);
    }
    Ok(Taken { ingested, unread: decoded.n_unread, unread_lines: decoded.unread, notes: decoded.notes })
}

/// A log: JSON, NDJSON, or any form of lines that the readers know; packed or not.
pub(crate) fn log(parts: &Parts, bytes: &[u8], with: &With) -> errpredict::Result<Decoded> {
    let options = options(parts)?;
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let limits = Limits { max_events: MOST_IN_A_BATCH, ..Limits::default() };
    let body = body::unpack(header(header::CONTENT_ENCODING), bytes, limits.max_bytes)?;
    // What its parameters name wins over what its content type says.
    let kind = match options {
        Some(ReadOptions { format: Some(_), .. }) => body::Kind::Text,
        _ => body::kind(header(header::CONTENT_TYPE), &body),
    };
    let own = options.map(|options| {
        let options = ReadOptions { redact: Some(with.redact.clone()), ..options };
        LogReader::new(&options).map(|reader| shown_by(&reader, with.maps.as_ref()))
    });
    let own = own.transpose()?;
    taken::log::take(own.as_ref().unwrap_or(&with.reader), &kind, &body, limits).map(Decoded::from)
}

/// A reader that shows traces by those maps.
fn shown_by(reader: &LogReader, maps: Option<&Arc<SourceMaps>>) -> LogReader {
    match maps {
        Some(maps) => reader.with_source_maps(maps.clone()),
        None => reader.clone(),
    }
}

/// What the parameters of a request say; none where they say nothing.
fn options(parts: &Parts) -> errpredict::Result<Option<ReadOptions>> {
    let wrong = |message: String| Error::new(ErrorKind::InvalidArgument, message);
    parameters(&parts.uri)
        .map_err(|_| wrong("the parameters of the address are not URL-encoded UTF-8".to_owned()))?;
    let query = axum::extract::Query::<Reading>::try_from_uri(&parts.uri);
    let reading = query
        .map_err(|error| wrong(format!("expected the parameters format, service, zone, year: {error}")))?
        .0;
    if reading == Reading::default() {
        return Ok(None);
    }
    let Reading { format, service, zone, year } = reading;
    let format = format.as_deref().map(Format::from_name).transpose()?.flatten();
    Ok(Some(ReadOptions { format, service, zone, year, ..reader_options(None) }))
}
