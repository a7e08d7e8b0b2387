//! What handlers take out of a request; what does not fit is told where.

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::app::Shared;
use crate::caller::Caller;
use crate::page::parameters;
use crate::problem::{Answered, Problem};

impl FromRequestParts<Shared> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Answered<Caller> {
        // The door puts it there; without it nobody comes in.
        parts.extensions.get::<Caller>().cloned().ok_or_else(|| Problem::unauthorized("sign in"))
    }
}

/// The id in a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Id(pub(crate) Uuid);

impl FromRequestParts<Shared> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Answered<Id> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        let id = text.ok().and_then(|Path(text)| Uuid::try_parse(&text).ok());
        id.map(Id).ok_or_else(|| Problem::not_found("such id: an id is a UUID"))
    }
}

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Shared) -> Answered<Body<T>> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        // A form that another site makes a browser send is never JSON.
        if !kind.is_none_or(is_json) {
            let detail = "expected a body of type application/json";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail));
        }
        let bytes = whole(request.into_body(), state.config.max_body_bytes).await?;
        // No body at all asks for what holds unless something is said.
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        parsed(text).map(Body)
    }
}

/// Whether a content type is JSON.
pub(crate) fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json") || kind.to_ascii_lowercase().ends_with("+json")
}

/// All of a body.
pub(crate) async fn whole(body: axum::body::Body, most: usize) -> Answered<axum::body::Bytes> {
    axum::body::to_bytes(body, most).await.map_err(|error| {
        let is_length = std::error::Error::source(&error)
            .is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>());
        if is_length { too_large(most) } else { broke_off() }
    })
}

/// A body that is more than is taken.
pub(crate) fn too_large(most: usize) -> Problem {
    let detail = format!("a request may have at most {most} bytes");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "limit_exceeded", detail)
}

/// A body that its sender did not end.
pub(crate) fn broke_off() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "invalid_input", "the request ended before its body did")
}

fn parsed<T: DeserializeOwned>(text: &[u8]) -> Answered<T> {
    serde_json::from_slice(text).map_err(|error| {
        let place = (error.line(), error.column());
        let message = error.to_string();
        let said = message.split(" at line ").next().unwrap_or_default();
        let said = &said[..said.floor_char_boundary(500)];
        let error = errpredict::Error::new(
            errpredict::ErrorKind::InvalidInput,
            format!("the body does not fit: {said}"),
        );
        Problem::from(error.with("line", place.0).with("column", place.1))
    })
}

/// Parameters after the question mark, by name; others are refused.
#[derive(Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Answered<Asked<T>> {
        Asked::of(&parts.uri)
    }
}

impl<T: DeserializeOwned> Asked<T> {
    /// Those of an address.
    pub(crate) fn of(uri: &Uri) -> Answered<Asked<T>> {
        let pairs = parameters(uri)?;
        axum::extract::Query::<T>::try_from_uri(uri).map(|query| Asked(query.0)).map_err(|rejection| {
            let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
            let said = rejection.to_string();
            let said = said.rsplit(": ").next().unwrap_or_default();
            let detail = format!("the parameters ({}) do not fit: {said}", names.join(", "));
            Problem::new(
                StatusCode::BAD_REQUEST,
                "invalid_argument",
                &detail[..detail.floor_char_boundary(500)],
            )
        })
    }
}
