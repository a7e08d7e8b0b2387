//! A request with a key: it is done once, and answered the same however often it is sent.
//!
//! What is begun is done to its end and its answer kept, also where whoever sent it has gone away or was told that it takes too long:
//! else what was committed would be done again by the next try.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use errpredict::{Error, ErrorKind};
use errpredict_store::{Asked, KeptAnswer};
use sha2::{Digest, Sha256};

use crate::app::Shared;
use crate::caller::Caller;
use crate::door::too_long;
use crate::extract::whole;
use crate::problem::{Answered, Problem};

/// The header with the key.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Bytes of an answer that is kept for a request that may come again.
const MOST_KEPT: usize = 1 << 20;
/// How often it is said that a request goes on: several times within the five minutes after which it is begun anew.
const HEARD_OF: Duration = Duration::from_secs(60);
/// Keys of requests stand apart from those of batches of events.
const OF_REQUESTS: &str = "http:";
/// Bytes of a key: 255 with what stands before it.
const MOST_KEY: usize = 250;

/// The key of a request, whatever it is.
pub(crate) fn key(headers: &HeaderMap) -> Option<String> {
    headers.get(IDEMPOTENCY_KEY).map(|value| value.to_str().unwrap_or_default().to_owned())
}

/// Of a request that is not kept for one that comes again.
pub(crate) fn not_taken() -> Problem {
    let detail = "this request takes no `Idempotency-Key`: sent again, it would be done again";
    Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail)
}

/// Does a request with a key once.
pub(crate) async fn once(
    app: &Shared,
    asking: &Caller,
    key: &str,
    request: Request,
    next: Next,
    within: Duration,
) -> Answered<Response> {
    if key.is_empty() || key.len() > MOST_KEY {
        let detail = format!("`Idempotency-Key` must be a text of 1 to {MOST_KEY} ASCII characters");
        return Err(Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail));
    }
    let key = format!("{OF_REQUESTS}{key}");
    let work = tokio::spawn(to_its_end(app.clone(), asking.clone(), key, request, next));
    match tokio::time::timeout(within, work).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(ended)) => {
            Err(Error::new(ErrorKind::Internal, format!("a request with a key ended badly: {ended}")).into())
        }
        Err(_) => Err(too_long(within)),
    }
}

async fn to_its_end(
    app: Shared,
    asking: Caller,
    key: String,
    request: Request,
    next: Next,
) -> Answered<Response> {
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
    let answer = kept(&asking, &key, next.run(Request::from_parts(parts, Body::from(body)))).await;
    app.changed(asking.tenant_id);
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

/// Waits for an answer, and says meanwhile that it is worked on: a request may take longer than one whose process died is waited for. The
/// work goes on while that is said: it may hold the session of the database that saying it waits for.
async fn kept(asking: &Caller, key: &str, answer: impl Future<Output = Response>) -> Response {
    let mut answer = std::pin::pin!(answer);
    loop {
        let goes_on = async {
            tokio::time::sleep(HEARD_OF).await;
            if let Err(error) = asking.tenant.request_goes_on(key).await {
                tracing::warn!(error = %error, "it could not be said that a request with a key goes on");
            }
        };
        tokio::select! {
            answer = &mut answer => return answer,
            () = goes_on => {}
        }
    }
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
