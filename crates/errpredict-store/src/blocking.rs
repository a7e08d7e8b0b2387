//! The store for programs without a runtime of their own: every call waits for its answer.
//!
//! A language that embeds the core enters here. What a process opened belongs to that process: after a fork a server is connected
//! to anew, and a private cluster stays the parent's.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use errpredict::analysis::{Analysis, AnalysisConfig, analyze};
use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Event, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::analysis::Written;
use crate::database::{Database, runtime};
use crate::events::{IngestConfig, Ingested};
use crate::listing::Listed;
use crate::store::{Store, Tenant};
use crate::store_config::StoreConfig;
use crate::tables::lists;

/// Days behind now whose counts are put together: later events still find their place.
const OPEN_DAYS: i64 = 2;

/// A store of one tenant.
#[derive(Debug)]
pub struct BlockingStore {
    url: Option<String>,
    folder: PathBuf,
    tenant: String,
    opened: Mutex<Option<Arc<Opened>>>,
}

#[derive(Debug)]
struct Opened {
    /// The process it belongs to.
    process: u32,
    runtime: Runtime,
    database: Database,
    store: Store,
    tenant: Tenant,
}

/// What an analysis found, and how much of it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found {
    /// Everything that was found.
    pub analysis: Analysis,
    /// Rows that were written or changed.
    pub written: Written,
}

impl BlockingStore {
    /// The store of `url` (`postgresql://...`), or where there is none that of the private cluster in a folder, which is started and
    /// migrated; the tenant is made where there is none.
    ///
    /// # Errors
    /// Those of [`Database::open`] and [`Database::store`]; `not_found` for a server that is not migrated.
    pub fn open(url: Option<&str>, folder: PathBuf, tenant: &str) -> Result<BlockingStore> {
        BlockingStore::opened(url, folder, tenant, false)
    }

    /// The same, once a server was migrated to the newest step.
    ///
    /// # Errors
    /// Those of [`BlockingStore::open`] and [`Migrator::up`](crate::Migrator::up).
    pub fn open_migrated(url: Option<&str>, folder: PathBuf, tenant: &str) -> Result<BlockingStore> {
        BlockingStore::opened(url, folder, tenant, true)
    }

    fn opened(url: Option<&str>, folder: PathBuf, tenant: &str, migrate: bool) -> Result<BlockingStore> {
        let opened = Mutex::new(Some(Arc::new(Opened::new(url, &folder, tenant, migrate)?)));
        Ok(BlockingStore { url: url.map(str::to_owned), folder, tenant: tenant.to_owned(), opened })
    }

    /// Stores events with their counts: see [`Tenant::ingest`].
    ///
    /// # Errors
    /// Those of [`Tenant::ingest`].
    pub fn ingest(
        &self,
        events: Vec<Event>,
        key: Option<&str>,
        now: Timestamp,
        config: &IngestConfig,
    ) -> Result<Ingested> {
        self.with(|opened| opened.runtime.block_on(opened.tenant.ingest(events, key, now, config)))
    }

    /// After a log was taken in: makes the parts of the days ahead, and puts together the counts of days that are over.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub fn close_days(&self, now: Timestamp) -> Result<()> {
        self.with(|opened| {
            opened.runtime.block_on(async {
                opened.store.make_parts_ahead(now).await?;
                opened.tenant.close_days(now.plus_ms(-OPEN_DAYS * DAY_MS)).await?;
                Ok(())
            })
        })
    }

    /// Analyses what is stored at a time, the newest event's where none is given, and keeps the results.
    ///
    /// # Errors
    /// `not_enough_data` for a store without events, and those of [`analyze`].
    pub fn analyze(&self, at: Option<Timestamp>, config: &AnalysisConfig) -> Result<Found> {
        self.with(|opened| {
            opened.runtime.block_on(async {
                let rollup = opened.tenant.rollup().await?;
                let newest = rollup.now();
                let at = at.or(newest).ok_or_else(|| {
                    Error::new(ErrorKind::NotEnoughData, "the store holds no event of this tenant")
                })?;
                let analysis = analyze(&rollup, at, config)?;
                let written = opened.tenant.write_analysis(&analysis).await?;
                opened.store.refresh_views().await?;
                Ok(Found { analysis, written })
            })
        })
    }

    /// A page of a list (`predictions`, `anomalies`, `events` and so on), with the parameters that the HTTP API takes.
    ///
    /// # Errors
    /// `unknown_name` for a list, a parameter or an order that is none, `invalid_argument` for a value that cannot be.
    pub fn list(&self, name: &str, parameters: &[(String, String)], now: Timestamp) -> Result<Listed<Value>> {
        let listing = lists::named(name)?;
        let asked = listing.selection(parameters, now)?;
        self.with(|opened| opened.runtime.block_on(opened.tenant.list(listing, &asked)))
    }

    /// Ends it; a private cluster is stopped. Closing twice does nothing.
    ///
    /// # Errors
    /// `conflict` while another thread's call is running, and those of [`Database::close`].
    pub fn close(&self) -> Result<()> {
        let mut held = self.lock();
        let Some(opened) = held.take() else { return Ok(()) };
        if opened.process != std::process::id() {
            forget(opened);
            return Ok(());
        }
        match Arc::try_unwrap(opened) {
            Ok(opened) => opened.database.close(),
            Err(in_use) => {
                *held = Some(in_use);
                Err(Error::new(
                    ErrorKind::Conflict,
                    "the store is in use by another thread: close it afterwards",
                ))
            }
        }
    }

    /// Does something with what is open. The lock is not held meanwhile: several threads may ask at once.
    fn with<T>(&self, work: impl FnOnce(&Opened) -> Result<T>) -> Result<T> {
        let opened = self.of_this_process()?;
        work(&opened)
    }

    /// What is open, opened anew in a process that was forked.
    fn of_this_process(&self) -> Result<Arc<Opened>> {
        let mut held = self.lock();
        if let Some(of_parent) = held.take_if(|opened| opened.process != std::process::id()) {
            forget(of_parent);
            if self.url.is_none() {
                let message = "a private cluster belongs to the process that opened it, and this one was forked from it: \
                               give the store the URL of a server";
                return Err(Error::new(ErrorKind::Unavailable, message));
            }
            *held = Some(Arc::new(Opened::new(self.url.as_deref(), &self.folder, &self.tenant, false)?));
        }
        held.clone().ok_or_else(|| Error::new(ErrorKind::InvalidArgument, "the store was closed"))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Opened>>> {
        // A panic during one call leaves the connection pool whole: the next call goes on with it.
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Opened {
    fn new(url: Option<&str>, folder: &std::path::Path, tenant: &str, migrate: bool) -> Result<Opened> {
        let runtime = runtime()?;
        let (database, store, tenant) = runtime.block_on(async {
            let database = Database::open(url, folder, None).await?;
            let connected = async {
                if migrate {
                    database.migrator().await?.up(None).await?;
                }
                let store = database.store(&StoreConfig::default()).await?;
                let tenant = store.tenant_named(tenant).await?;
                Ok((store, tenant))
            };
            match connected.await {
                Ok((store, tenant)) => Ok((database, store, tenant)),
                Err(error) => {
                    // What went wrong first is what is said.
                    let _ = database.close();
                    Err(error)
                }
            }
        })?;
        Ok(Opened { process: std::process::id(), runtime, database, store, tenant })
    }
}

/// Leaves what a parent opened alone: its threads are not here, its connections are still the parent's.
fn forget(of_parent: Arc<Opened>) {
    std::mem::forget(of_parent);
}
