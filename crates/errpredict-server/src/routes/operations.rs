//! Whether the service lives, what it has done, and what it can be asked for.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

use crate::app::{App, Shared};
use crate::caller::Caller;
use crate::gauges::of_store;
use crate::problem::{Answered, Problem};
use crate::route::BASE;

/// How the service is.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Health {
    /// `ok`.
    status: &'static str,
    /// The version of the program.
    version: &'static str,
    /// True where everything that it shows is made up; absent elsewhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    demo: bool,
}

fn well(app: &App) -> Health {
    Health { status: "ok", version: errpredict::VERSION, demo: app.config.is_demo }
}

/// The process answers.
pub(crate) async fn live(State(app): State<Shared>) -> Json<Health> {
    Json(well(&app))
}

/// The database answers too, has the schema that this program needs, and the process is not about to end.
pub(crate) async fn ready(State(app): State<Shared>) -> Answered<Json<Health>> {
    let not_ready = |detail: &str| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail);
    if *app.closing.borrow() {
        return Err(not_ready("this process ends"));
    }
    app.store.ping().await?;
    app.store.check_schema().await.map_err(|error| not_ready(&error.to_string()))?;
    Ok(Json(well(&app)))
}

/// Counters and gauges.
pub(crate) async fn metrics(State(app): State<Shared>, caller: Caller) -> Response {
    let (in_use, open) = app.store.connections();
    let in_flight = app.config.max_in_flight.saturating_sub(app.in_flight.available_permits());
    let dropped = app.telemetry.dropped.load(std::sync::atomic::Ordering::Relaxed);
    let gauges = [
        ("errpredict_pool_connections_in_use", "Connections to the database in use.", in_use as f64),
        ("errpredict_pool_connections_open", "Connections to the database that are open.", open as f64),
        ("errpredict_requests_in_flight", "Requests being worked on.", in_flight as f64),
        (
            "errpredict_spans_dropped",
            "Spans of the service itself that were left out since its start.",
            dropped as f64,
        ),
    ];
    let text = app.metrics.text(&gauges) + &of_store(&app.store, &caller.tenant).await;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// The description of the API.
pub(crate) async fn openapi(State(app): State<Shared>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], app.openapi.clone()).into_response()
}

/// The page that shows it; everything it needs is inside the program.
pub(crate) async fn docs(uri: Uri, file: Option<Path<String>>) -> Answered<Response> {
    // Its parts are named relative to it.
    if file.is_none() && !uri.path().ends_with('/') {
        return Ok(Redirect::permanent(&format!("{BASE}docs/")).into_response());
    }
    let name = file.map(|Path(name)| name).unwrap_or_default();
    let config = utoipa_swagger_ui::Config::from("/api/ml/openapi.json");
    let found = utoipa_swagger_ui::serve(name.trim_end_matches('/'), Arc::new(config)).map_err(|error| {
        errpredict::Error::new(errpredict::ErrorKind::Internal, format!("the page of the API: {error}"))
    })?;
    let found = found.ok_or_else(|| Problem::not_found("such page"))?;
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, found.content_type)], found.bytes.to_vec()).into_response())
}
