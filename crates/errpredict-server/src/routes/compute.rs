//! `compute/{operation}/`: the operations of errpredict as they are called from every language, with nothing stored.

use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use errpredict::{Error, ErrorKind, Stop};
use errpredict_wire::{Bounds, Operation, run_within};

use crate::app::Shared;
use crate::caller::Caller;
use crate::extract::whole;
use crate::problem::Answered;

/// Runs an operation on a thread that may work for long.
pub(crate) async fn run(
    app: Shared,
    caller: Caller,
    operation: &'static Operation,
    request: Request,
) -> Answered<Response> {
    let body = whole(request.into_body(), app.config.max_body_bytes).await?;
    let text = String::from_utf8(body.into())
        .map_err(|_| Error::new(ErrorKind::InvalidInput, "the body is not UTF-8"))?;
    let permit = app.computing.line_up(caller.tenant_id, "operations")?.turn().await?;
    let work = tokio::task::spawn_blocking(move || {
        let request = if text.is_empty() { "{}" } else { &text };
        let answer = run_within(operation.name, request, Stop::NEVER, Bounds::default());
        drop(permit);
        answer
    });
    let answer = work
        .await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("an operation ended badly: {error}")))??;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer).into_response())
}
