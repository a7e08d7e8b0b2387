//! The service: the table of routes behind the door, and what goes on beside the requests.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::handler::Handler as _;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use errpredict::{Error, ErrorKind, Result};
use errpredict_store::{Changes, Connection, Store};
use serde_json::json;
use tokio::net::TcpListener;

use crate::app::{App, Shared};
use crate::config::Config;
use crate::connections;
use crate::door::{Gate, door};
use crate::metrics::Metrics;
use crate::openapi;
use crate::problem::Problem;
use crate::role::Role;
use crate::route::{Asks, Repeats, Route, Who};
use crate::table::routes;

/// How often what nobody asks for any more is forgotten.
const TIDY: Duration = Duration::from_secs(60);
/// How long the end of the service waits for its last traces to be sent.
const LAST_SPANS: Duration = Duration::from_secs(5);
/// How long to wait before listening for changes again.
const AGAIN: Duration = Duration::from_secs(2);

/// A service that is ready to answer.
#[derive(Debug)]
pub struct Service {
    router: Router,
    app: Shared,
    changes: Option<Connection>,
}

impl Service {
    /// A service on a store. Answers are kept ready only with `changes`: a connection over which the database tells what other
    /// processes changed (not through a pooler).
    ///
    /// # Errors
    /// `invalid_setting` for a configuration that is not safe, and those of its keys.
    pub fn new(store: Store, config: Config, changes: Option<Connection>) -> Result<Service> {
        config.check()?;
        let routes = routes();
        let document = openapi::document(&routes).to_string();
        let listed = routes.iter().map(|route| (method_of(&route.method), route.path));
        let metrics = Metrics::new(listed.chain([(ANY, NO_PATH), (ANY, NO_METHOD)]));
        let n_routes = routes.len();
        let app = Arc::new(App::new(store, config, metrics, Bytes::from(document))?);
        let mut router = Router::new();
        for (place, route) in routes.into_iter().enumerate() {
            let path = route.whole();
            let gate = Gate {
                place,
                path: route.path,
                who: route.who,
                keys: route.keys,
                kept: route.kept,
                is_raw: route.is_raw,
                asks: route.asks,
                repeats: route.repeats,
                is_endless: route.is_endless,
                is_page: route.is_page,
            };
            let handler = route.handler.route_layer(from_fn_with_state((app.clone(), gate), door));
            // With its slash and without it.
            let other = match path.strip_suffix('/') {
                Some("") => "/index.html".to_owned(),
                Some(without) => without.to_owned(),
                None => format!("{path}/"),
            };
            router = router.route(&path, handler.clone()).route(&other, handler);
        }
        // What is nowhere goes through the door as well: it is counted, limited and stands in the log.
        let nowhere = |place, path| from_fn_with_state((app.clone(), no_route(place, path)), door);
        let router = router
            .fallback((|uri: Uri| async move { no_path(uri.path()) }).layer(nowhere(n_routes, NO_PATH)))
            .method_not_allowed_fallback((|| async { no_method() }).layer(nowhere(n_routes + 1, NO_METHOD)))
            .with_state(app.clone());
        Ok(Service { router, app, changes })
    }

    /// Answers requests until `end`, then lets those that are being worked on come to their end.
    ///
    /// # Errors
    /// None: a connection that cannot be taken is told in the log.
    pub async fn serve(
        self,
        listener: TcpListener,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> Result<()> {
        let Service { router, app, changes } = self;
        let tidy = tokio::spawn(tidy(app.clone()));
        let exporting = {
            let app = app.clone();
            tokio::spawn(async move { app.telemetry.export(&app.config).await })
        };
        let listening = changes.map(|connection| tokio::spawn(hear(app.clone(), connection)));
        let patience = Duration::from_secs(app.config.shutdown_s);
        let head = Duration::from_secs(app.config.idle_timeout_s);
        // Those who listen for news are let go by it too; everybody else ends by himself.
        let of_end = app.clone();
        let ending = tokio::spawn(async move {
            end.await;
            of_end.closing.send_replace(true);
        });
        let mut closing = app.closing.subscribe();
        let deadline = async move {
            // Without word of the end there is no deadline either.
            if closing.wait_for(|is_closing| *is_closing).await.is_err() {
                std::future::pending::<()>().await;
            }
            tokio::time::sleep(patience).await;
        };
        tokio::select! {
            () = connections::answer(listener, router, head, app.closing.subscribe()) => {}
            () = deadline => {
                tracing::warn!("requests were still being worked on after {} s and were cut off", patience.as_secs());
            }
        }
        ending.abort();
        tidy.abort();
        // The last spans are of the requests that just ended.
        let _ = tokio::time::timeout(LAST_SPANS, async {
            app.telemetry.close().await;
            let _ = exporting.await;
        })
        .await;
        if let Some(listening) = listening {
            listening.abort();
        }
        Ok(())
    }
}

/// What requests are counted by that no route is for.
const ANY: &str = "ANY";
const NO_PATH: &str = "(no such path)";
const NO_METHOD: &str = "(no such method)";

fn method_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => ANY,
    }
}

/// What the door knows of where nothing is.
const fn no_route(place: usize, path: &'static str) -> Gate {
    Gate {
        place,
        path,
        who: Who::Anybody,
        keys: false,
        kept: None,
        is_raw: false,
        asks: Asks::ByHeaders,
        repeats: Repeats::Harmless,
        is_endless: false,
        is_page: false,
    }
}

fn no_method() -> Response {
    let detail = "this path takes another method";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail).into_response()
}

async fn tidy(app: Shared) {
    let mut ticks = tokio::time::interval(TIDY);
    loop {
        ticks.tick().await;
        app.limits.forget();
        app.wrote.forget();
    }
}

/// Hears what other processes change. While nobody tells, nothing is kept ready.
async fn hear(app: Shared, connection: Connection) {
    loop {
        match Changes::listen(&connection).await {
            Ok(mut changes) => {
                app.cache.tell(true);
                let error = loop {
                    match changes.next().await {
                        Ok(tenant) => {
                            app.changed(tenant);
                            app.tell(tenant, "changed", json!({}));
                        }
                        Err(error) => break error,
                    }
                };
                app.cache.tell(false);
                tracing::warn!(error = %error, "changes of other processes are not told: nothing is kept ready");
            }
            Err(error) => {
                tracing::warn!(error = %error, "changes of other processes are not told: nothing is kept ready")
            }
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Takes the address.
///
/// # Errors
/// `io` where another program has it.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot listen on {address}: {error}")))
}

/// The end that a person or the system asks for: Ctrl-C or SIGTERM.
pub async fn asked_to_end() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// The description of the API as it is committed: `schema/openapi.json`.
///
/// # Errors
/// `internal` where it could not be written.
pub fn openapi_json() -> Result<String> {
    serde_json::to_string_pretty(&openapi::document(&routes()))
        .map(|text| text + "\n")
        .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
}

/// A page of the dashboard, as its documentation lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The role it needs; none for what anybody may ask.
    pub role: Option<Role>,
    /// What it shows or does.
    pub about: &'static str,
}

/// Every page of the dashboard.
#[must_use]
pub fn pages() -> Vec<PageRow> {
    let row = |route: &Route| PageRow {
        method: route.method.to_string(),
        path: route.whole(),
        role: match route.who {
            Who::Anybody => None,
            Who::Having(role) => Some(role),
        },
        about: route.about,
    };
    routes().iter().filter(|route| route.is_page).map(row).collect()
}

/// Where nothing is. Clients of Sentry's own API are told what of it there is, as they read it: of 404 their program makes "organization
/// not found" whatever is said, and `detail` is shown of plain JSON alone.
fn no_path(path: &str) -> Response {
    if path.starts_with("/api/0/") {
        let detail = "errpredict takes source maps of sentry-cli (`sourcemaps inject`, `sourcemaps upload`) and no other of its commands: \
                      releases are made by the first event that names one, and deployments come in at POST /api/ml/ingest/changes/";
        let body = json!({"detail": detail, "code": "not_implemented", "status": 501});
        return (StatusCode::NOT_IMPLEMENTED, Json(body)).into_response();
    }
    Problem::not_found("such path: GET /api/ml/docs/ lists all").into_response()
}
