//! Source maps: posted as files of a form, or by `sentry-cli` in its own protocol (see `ingest/sourcemaps`).
//!
//! What an answer says is there is in the database: chunks wait there for the others, so that an upload may go through several
//! processes and be gone on with after a restart.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{Uri, header};
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::UploadedMap;
use errpredict_store::{NewSourceMap, StoredSourceMap};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::app::{App, Shared};
use crate::caller::Caller;
use crate::extract::whole;
use crate::ingest::Limits;
use crate::ingest::body::{Kind, kind, unpack};
use crate::ingest::sourcemaps::{
    Assemble, Assembled, assemble, chunk_options, read_bundle, take_chunks, take_form,
};
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};

/// Bytes of a bundle, and of what it unpacks to.
const MOST_BUNDLE_BYTES: usize = 256 << 20;
/// Maps that are listed.
const MOST_LISTED: u16 = 1_000;

/// What became of an upload.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Uploaded {
    /// The release the maps are of.
    release: Option<String>,
    /// The files they are of.
    of: Vec<String>,
}

const BUNDLES: Limits = Limits { max_bytes: MOST_BUNDLE_BYTES, max_events: 0 };

fn limits(app: &App) -> Limits {
    Limits { max_bytes: app.config.max_body_bytes, max_events: 0 }
}

/// The body of a form, without its packing, and its boundary.
async fn form(app: &App, request: Request) -> Answered<(String, Vec<u8>)> {
    let (parts, body) = request.into_parts();
    let body = whole(body, app.config.max_body_bytes).await?;
    let text = |name| parts.headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let body = unpack(text(header::CONTENT_ENCODING), &body, app.config.max_body_bytes)?.into_owned();
    match kind(text(header::CONTENT_TYPE), &body) {
        Kind::Multipart(boundary) => Ok((boundary, body)),
        _ => {
            let detail = "expected a form of type multipart/form-data with its boundary";
            Err(Problem::new(
                axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                detail,
            ))
        }
    }
}

/// On a thread that may work for long.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("reading an upload ended badly: {error}")))?
}

/// Whether names fit into an index.
fn check_names(maps: &[NewSourceMap]) -> Result<()> {
    for map in maps {
        let texts = [
            ("release", map.release.as_deref(), 255),
            ("dist", map.dist.as_deref(), 255),
            ("debug_id", map.debug_id.as_deref(), 64),
            ("file", Some(map.of.as_str()), 1_024),
        ];
        for (what, text, most) in texts {
            if text.is_some_and(|text| text.len() > most) {
                let message = format!("the name `{what}` of a source map has at most {most} bytes");
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
        }
    }
    Ok(())
}

async fn keep(
    app: &App,
    caller: &Caller,
    maps: Vec<UploadedMap>,
    release: Option<&str>,
    dist: Option<&str>,
) -> Result<Vec<String>> {
    let of: Vec<String> = maps.iter().map(|map| map.of.clone()).collect();
    let maps = maps.into_iter().map(|map| NewSourceMap {
        release: map.release.or_else(|| release.map(str::to_owned)),
        dist: dist.map(str::to_owned),
        of: map.of,
        debug_id: map.debug_id,
        bytes: map.bytes.to_vec(),
    });
    let maps: Vec<NewSourceMap> = maps.collect();
    check_names(&maps)?;
    caller.tenant.keep_source_maps(maps).await?;
    app.changed(caller.tenant_id);
    Ok(of)
}

/// Files of a form.
pub(crate) async fn take(
    State(app): State<Shared>,
    caller: Caller,
    request: Request,
) -> Answered<Json<Uploaded>> {
    let (boundary, body) = form(&app, request).await?;
    let most = limits(&app);
    let found = apart(move || take_form(&boundary, &body, most)).await?;
    if found.maps.is_empty() {
        return Err(Error::new(ErrorKind::InvalidInput, "there is no file in the form").into());
    }
    let of = keep(&app, &caller, found.maps, found.release.as_deref(), found.dist.as_deref()).await?;
    Ok(Json(Uploaded { release: found.release, of }))
}

/// What is there, the newest first.
pub(crate) async fn listed(caller: Caller, uri: Uri) -> Answered<Json<PageOf<StoredSourceMap>>> {
    page_of(caller.tenant.source_maps(MOST_LISTED).await?, MOST_LISTED.into(), &uri)
}

/// What `sentry-cli` may send, and where to.
pub(crate) async fn options(
    State(app): State<Shared>,
    _: Caller,
    Path(organization): Path<String>,
) -> Json<Value> {
    // The client reads it below `/api/0/` of wherever it asked: what stands in front of us is not known here.
    let name = percent_encoding::utf8_percent_encode(&organization, percent_encoding::NON_ALPHANUMERIC);
    let url = format!("/organizations/{name}/chunk-upload/");
    let mut told = chunk_options(&url, limits(&app));
    told["maxFileSize"] = MOST_BUNDLE_BYTES.into();
    Json(told)
}

/// Chunks of a bundle.
pub(crate) async fn chunks(
    State(app): State<Shared>,
    caller: Caller,
    request: Request,
) -> Answered<Json<Value>> {
    let (boundary, body) = form(&app, request).await?;
    let most = limits(&app);
    // Packed chunks may unpack to more than they were.
    let most = Limits { max_bytes: most.max_bytes.saturating_mul(4), ..most };
    let chunks = apart(move || {
        let chunks = take_chunks(&boundary, &body, most)?;
        chunks.into_iter().map(|chunk| Ok((hash(&chunk.sha1)?, chunk.bytes))).collect::<Result<Vec<_>>>()
    })
    .await?;
    caller.tenant.keep_chunks(chunks).await?;
    Ok(Json(serde_json::json!({})))
}

/// Puts a bundle together, or says what is missing of it.
pub(crate) async fn put_together(
    State(app): State<Shared>,
    caller: Caller,
    request: Request,
) -> Answered<Json<Value>> {
    let body = whole(request.into_body(), app.config.max_body_bytes).await?;
    let asked = Assemble::read(&body)?;
    let wanted = asked.chunks.iter().map(|text| hash(text)).collect::<Result<Vec<_>>>()?;
    let missing = caller.tenant.missing_chunks(&wanted).await?;
    if !missing.is_empty() {
        let missing = missing.iter().map(|sha1| crate::secret::hex(sha1)).collect();
        return Ok(Json(Assembled::Missing(missing).answer()));
    }
    let read = async {
        // How large it is is asked before any of it is held.
        let found = caller.tenant.chunks(&wanted, MOST_BUNDLE_BYTES as i64).await?;
        let asked = asked.clone();
        apart(move || bundle(&asked, &found)).await
    }
    .await;
    // A bundle that cannot be used is told in the answer: the client says it to whoever waits.
    let (answer, maps) = match read {
        Ok(found) => found,
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::LimitExceeded) => {
            return Ok(Json(Assembled::refused(error.message())));
        }
        Err(error) => return Err(error.into()),
    };
    if !maps.is_empty() {
        keep(&app, &caller, maps, asked.version.as_deref(), asked.dist.as_deref()).await?;
    }
    Ok(Json(answer))
}

fn bundle(asked: &Assemble, chunks: &BTreeMap<Vec<u8>, Vec<u8>>) -> Result<(Value, Vec<UploadedMap>)> {
    let known = |name: &str| hash(name).ok().and_then(|sha1| chunks.get(sha1.as_slice()).cloned());
    let assembled = assemble(asked, known, BUNDLES)?;
    let Assembled::Whole(bytes) = &assembled else { return Ok((assembled.answer(), Vec::new())) };
    Ok((assembled.answer(), read_bundle(bytes, BUNDLES)?.maps()))
}

/// SHA-1 of its hexadecimal digits.
fn hash(text: &str) -> Result<[u8; 20]> {
    let wrong = || Error::new(ErrorKind::InvalidInput, "a SHA-1 has 40 hexadecimal digits");
    let digits = text.as_bytes();
    let mut bytes = [0; 20];
    if digits.len() != 2 * bytes.len() {
        return Err(wrong());
    }
    for (byte, two) in bytes.iter_mut().zip(digits.chunks(2)) {
        let two = std::str::from_utf8(two).map_err(|_| wrong())?;
        *byte = u8::from_str_radix(two, 16).map_err(|_| wrong())?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read() {
        assert_eq!(hash(&"0a".repeat(20)).unwrap(), [10; 20]);
        for text in ["", "0a", &"zz".repeat(20), &"é".repeat(20), &"0a".repeat(21)] {
            assert_eq!(hash(text).unwrap_err().code(), "invalid_input", "{text}");
        }
    }
}
