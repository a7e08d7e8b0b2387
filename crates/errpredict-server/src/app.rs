//! What every request has at hand.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use errpredict::Result;
use errpredict_store::{FloodConfig, IngestConfig, Store};
use serde_json::Value;
use tokio::sync::{Semaphore, broadcast, watch};
use uuid::Uuid;

use crate::auth::{Keys, Oidc, Sessions};
use crate::cache::Cache;
use crate::config::Config;
use crate::limits::Limits;
use crate::maps::Maps;
use crate::metrics::Metrics;
use crate::routes::topology::Waiting;
use crate::telemetry::Telemetry;

/// The state of the service, shared by all requests.
pub(crate) type Shared = Arc<App>;

/// Everything there is one of.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) config: Config,
    pub(crate) keys: Keys,
    pub(crate) sessions: Sessions,
    pub(crate) oidc: Oidc,
    pub(crate) telemetry: Telemetry,
    pub(crate) limits: Limits,
    pub(crate) metrics: Metrics,
    pub(crate) cache: Cache,
    pub(crate) ingest: IngestConfig,
    /// Source maps of tenants that send something.
    pub(crate) maps: Maps,
    /// Ends of calls whose other end has not come yet.
    pub(crate) waiting: Waiting,
    /// Requests that may be worked on at the same time.
    pub(crate) in_flight: Semaphore,
    /// Questions that may be answered at the same time.
    pub(crate) reads: Semaphore,
    /// Batches of events that may come in at the same time.
    pub(crate) ingesting: Semaphore,
    /// Analyses that may run at the same time.
    pub(crate) analyses: Arc<Semaphore>,
    /// What is new, for those who listen.
    pub(crate) news: broadcast::Sender<News>,
    /// Whether the service ends.
    pub(crate) closing: watch::Sender<bool>,
    /// The description of the API.
    pub(crate) openapi: Bytes,
    /// Names of tenants that were looked up.
    tenants: Mutex<BTreeMap<String, Uuid>>,
}

/// Something new of a tenant.
#[derive(Debug, Clone)]
pub(crate) struct News {
    pub(crate) tenant: Uuid,
    pub(crate) event: &'static str,
    pub(crate) data: Value,
}

/// News that somebody who listens slowly may lag behind.
const NEWS: usize = 256;

impl App {
    pub(crate) fn new(store: Store, config: Config, metrics: Metrics, openapi: Bytes) -> Result<App> {
        Ok(App {
            keys: Keys::new(&config)?,
            sessions: Sessions::default(),
            oidc: Oidc::default(),
            telemetry: Telemetry::new(&config)?,
            limits: Limits::new(&config),
            metrics,
            cache: Cache::default(),
            ingest: IngestConfig {
                retention_days: config.retention_days,
                flood: FloodConfig { all_up_to: config.flood_all_up_to, one_in: config.flood_one_in },
                ..IngestConfig::default()
            },
            maps: Maps::default(),
            waiting: Waiting::default(),
            in_flight: Semaphore::new(config.max_in_flight),
            // What is beyond the connections only waits for one.
            reads: Semaphore::new(config.database_connections),
            // The other half of the connections is for those who read.
            ingesting: Semaphore::new(config.database_connections.div_ceil(2)),
            analyses: Arc::new(Semaphore::new(config.analyses_at_once)),
            news: broadcast::channel(NEWS).0,
            closing: watch::channel(false).0,
            openapi,
            tenants: Mutex::default(),
            store,
            config,
        })
    }

    /// The tenant of a name; tenants are never renamed.
    pub(crate) async fn tenant_named(&self, name: &str) -> Result<Option<Uuid>> {
        let known = |app: &App| app.tenants.lock().unwrap_or_else(PoisonError::into_inner).get(name).copied();
        if let Some(id) = known(self) {
            return Ok(Some(id));
        }
        let all = self.store.tenants().await?.into_iter().map(|(id, name)| (name, id)).collect();
        *self.tenants.lock().unwrap_or_else(PoisonError::into_inner) = all;
        Ok(known(self))
    }

    /// Something of a tenant was changed by this process.
    pub(crate) fn changed(&self, tenant: Uuid) {
        self.cache.changed(tenant);
        self.sessions.changed(tenant);
        self.maps.changed(tenant);
    }

    /// Tells those who listen.
    pub(crate) fn tell(&self, tenant: Uuid, event: &'static str, data: Value) {
        // Nobody listens, perhaps.
        let _ = self.news.send(News { tenant, event, data });
    }
}
