//! Errors as answers: problem details (RFC 9457) that carry the stable code of the core.
//!
//! What went wrong inside is logged and not sent; whoever asks gets the id of the request to speak of it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use errpredict::{Error, ErrorKind};
use serde::Serialize;
use std::collections::BTreeMap;

/// The body of an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ProblemDetails {
    /// A URI that stands for the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The status of HTTP.
    pub status: u16,
    /// What was expected and what was found.
    pub detail: String,
    /// The stable code: one of the core's, or `unauthorized`, `forbidden`, `rate_limited`, `request_timeout`, `method_not_allowed`,
    /// `unsupported_media_type`.
    pub code: String,
    /// Where it went wrong: line, column, path and the like.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, String>,
}

/// An error on its way to whoever asked.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    context: BTreeMap<String, String>,
    retry_after_s: Option<u64>,
}

/// What handlers give.
pub(crate) type Answered<T> = std::result::Result<T, Problem>;

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Problem {
        Problem { status, code, detail: detail.into(), context: BTreeMap::new(), retry_after_s: None }
    }

    /// Nobody is signed in, or with a token that does not hold; which of the two reasons is said, but never the token.
    pub(crate) fn unauthorized(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    pub(crate) fn forbidden(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    pub(crate) fn not_found(what: impl std::fmt::Display) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, ErrorKind::NotFound.code(), format!("there is no {what}"))
    }

    pub(crate) const fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    pub(crate) fn too_many(detail: impl Into<String>, retry_after_s: u64) -> Problem {
        let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail);
        problem.retry_after_s = Some(retry_after_s.max(1));
        problem
    }
}

/// The state of PostgreSQL for a step that is not open.
const REFUSED_STEP: &str = "ER001";

fn status_of(error: &Error) -> StatusCode {
    let is_refused = error.context().iter().any(|(key, value)| *key == "sqlstate" && value == REFUSED_STEP);
    match error.kind() {
        ErrorKind::InvalidArgument if is_refused => StatusCode::CONFLICT,
        ErrorKind::InvalidArgument
        | ErrorKind::InvalidSetting
        | ErrorKind::InvalidInput
        | ErrorKind::UnknownName
        | ErrorKind::UnsupportedVersion => StatusCode::BAD_REQUEST,
        ErrorKind::NotEnoughData => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::LimitExceeded => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::Unavailable | ErrorKind::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What of an error's context concerns whoever asked; names of tables and statements do not.
const SAID: [&str; 6] = ["line", "column", "path", "field", "file", "setting"];

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let status = status_of(&error);
        let mut problem = Problem::new(status, error.code(), error.message());
        if status.is_server_error() {
            tracing::error!(code = error.code(), error = %error, "a request failed");
            problem.detail = match error.kind() {
                ErrorKind::Unavailable | ErrorKind::Cancelled => {
                    problem.retry_after_s = Some(1);
                    "the database cannot be reached, or has too much to do, at the moment".to_owned()
                }
                _ => "something went wrong inside; the log of the service has the details".to_owned(),
            };
            return problem;
        }
        let said = error.context().iter().filter(|(key, _)| SAID.contains(key));
        problem.context = said.map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemDetails {
            kind: format!("urn:errpredict:error:{}", self.code),
            title: self.status.canonical_reason().unwrap_or_default().to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            code: self.code.to_owned(),
            context: self.context,
        };
        // Texts and numbers alone: there is nothing that could not be written.
        let text = serde_json::to_vec(&body).unwrap_or_default();
        let mut response =
            (self.status, [(header::CONTENT_TYPE, "application/problem+json")], text).into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_status_and_what_is_inside_stays_inside() {
        for kind in ErrorKind::ALL {
            let problem = Problem::from(Error::new(*kind, "the password is hunter2").with("table", "tokens"));
            assert_eq!(problem.code, kind.code());
            assert!(problem.context.is_empty());
            assert_eq!(problem.status.is_server_error(), !problem.detail.contains("hunter2"), "{kind:?}");
        }
        let refused =
            Error::new(ErrorKind::InvalidArgument, "that step is not open").with("sqlstate", "ER001");
        assert_eq!(Problem::from(refused).status, StatusCode::CONFLICT);
    }
}
