//! What every request has at hand.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use errpredict::Result;
use errpredict_io::LogReader;
use errpredict_store::{FloodConfig, IngestConfig, Store};
use serde_json::Value;
use tokio::sync::{Semaphore, broadcast, watch};
use uuid::Uuid;

use crate::auth::{Keys, Oidc, Sessions};
use crate::bodies::Bodies;
use crate::cache::Cache;
use crate::config::Config;
use crate::ingest::reader_options;
use crate::limits::Limits;
use crate::maps::Maps;
use crate::metrics::Metrics;
use crate::places::{Places, Queue};
use crate::routes::topology::Waiting;
use crate::telemetry::Telemetry;
use crate::wrote::Wrote;

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
    /// Reads what comes in; what is of a person or a secret is taken out.
    pub(crate) reader: LogReader,
    /// Source maps of tenants that send something.
    pub(crate) maps: Maps,
    /// Ends of calls whose other end has not come yet.
    pub(crate) waiting: Waiting,
    /// Bodies that are being read, and those that were.
    pub(crate) bodies: Bodies,
    /// Who changed something a moment ago.
    pub(crate) wrote: Wrote,
    /// Requests that may be worked on at the same time.
    pub(crate) in_flight: Semaphore,
    /// Questions that may be answered at the same time.
    pub(crate) reads: Semaphore,
    /// Questions that may wait for one of those to end.
    pub(crate) reads_next: Semaphore,
    /// Batches of events that may come in at the same time.
    pub(crate) ingesting: Semaphore,
    /// Analyses and trainings.
    pub(crate) analyses: Queue,
    /// Operations that store nothing.
    pub(crate) computing: Queue,
    /// Those who listen for what is new.
    pub(crate) listeners: Places,
    /// What is new, for those who listen.
    pub(crate) news: broadcast::Sender<News>,
    /// Whether the service ends.
    pub(crate) closing: watch::Sender<bool>,
    /// The description of the API.
    pub(crate) openapi: Bytes,
    /// Names of tenants, and when they were looked up.
    tenants: Mutex<(Option<Instant>, BTreeMap<String, Uuid>)>,
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
/// Those of one tenant who may listen at the same time, and those of all: each is a connection that stays open.
const LISTENERS_OF_ONE: usize = 256;
const LISTENERS: usize = 2_048;
/// What may wait for its turn of one tenant, and of all.
const WAITING_OF_ONE: usize = 16;
const WAITING: usize = 64;

/// Questions of one core that are answered at the same time. With eighty connections on two cores the p99 was 26 ms where twenty questions
/// were let in and is 11 ms with eight, with 5,038 and 4,914 answers a second (2026-12-01, `make bench-service`).
const READS_OF_A_CORE: usize = 4;

/// Questions of one core that wait for them: with eighty connections the p99 of what is answered is 9.6 ms, 2.4 times that of eight, and
/// half of what is asked is refused (2026-12-01, `make bench-service`).
const READS_NEXT_OF_A_CORE: usize = 6;

/// For how long the names of tenants hold that were looked up.
const TENANTS: Duration = Duration::from_secs(30);

/// What can be worked on at the same time without one thing slowing the other.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Waits until the service ends.
pub(crate) async fn told_to_end(closing: &mut watch::Receiver<bool>) {
    // Told, or gone: either way it ends.
    let _ = closing.wait_for(|is_closing| *is_closing).await;
}

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
            reader: LogReader::new(&reader_options(Some(config.redact.clone())))?,
            maps: Maps::default(),
            waiting: Waiting::default(),
            bodies: Bodies::new(config.max_body_bytes),
            wrote: Wrote::default(),
            in_flight: Semaphore::new(config.max_in_flight),
            // What is beyond the connections only waits for one, and what is beyond a few a core for the processor.
            reads: Semaphore::new(config.database_connections.min(READS_OF_A_CORE * cores())),
            reads_next: Semaphore::new(READS_NEXT_OF_A_CORE * cores()),
            // The other half of the connections is for those who read.
            ingesting: Semaphore::new(config.database_connections.div_ceil(2)),
            analyses: Queue::new(config.analyses_at_once, WAITING_OF_ONE, WAITING),
            computing: Queue::new(cores(), WAITING_OF_ONE, WAITING),
            listeners: Places::new(LISTENERS_OF_ONE, LISTENERS),
            news: broadcast::channel(NEWS).0,
            closing: watch::channel(false).0,
            openapi,
            tenants: Mutex::default(),
            store,
            config,
        })
    }

    /// The tenant of a name, unless it was laid aside; what was looked up holds for half a minute.
    pub(crate) async fn tenant_named(&self, name: &str) -> Result<Option<Uuid>> {
        let now = crate::clock::instant();
        let known = |app: &App| {
            let tenants = app.tenants.lock().unwrap_or_else(PoisonError::into_inner);
            let is_young = tenants.0.is_some_and(|at| now.duration_since(at) < TENANTS);
            tenants.1.get(name).copied().filter(|_| is_young)
        };
        if let Some(id) = known(self) {
            return Ok(Some(id));
        }
        let all = self.store.tenants().await?.into_iter().map(|(id, name)| (name, id)).collect();
        *self.tenants.lock().unwrap_or_else(PoisonError::into_inner) = (Some(now), all);
        Ok(known(self))
    }

    /// Tenants were made or laid aside by this process.
    pub(crate) fn tenants_changed(&self) {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner).0 = None;
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
