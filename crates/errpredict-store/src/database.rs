//! The database a program uses: a server that is named, or a private cluster in a folder.

use std::path::{Path, PathBuf};
use std::time::Duration;

use errpredict::{Error, ErrorKind, Result};
use tokio::runtime::Runtime;

use crate::cluster::{Cluster, ClusterConfig};
use crate::connection::{Connection, without_password};
use crate::migrate::Migrator;
use crate::store::{OWNERS, Store};
use crate::store_config::StoreConfig;

/// How long a program waits for another one that migrates.
const PATIENCE: Duration = Duration::from_secs(120);
/// Connections beside those of a store: a worker's own store in the same process, word of changes, a migrator, psql, and those that
/// PostgreSQL keeps for its superuser.
const BESIDE: usize = 60;

/// A server, or a private cluster that this process started.
#[derive(Debug)]
pub enum Database {
    /// A server that somebody runs.
    Server(Box<Connection>),
    /// A private cluster; nobody else uses it.
    Private(Box<Cluster>),
}

impl Database {
    /// The server of `url` (`postgresql://...`), or where there is none the private cluster of a folder, which is started.
    ///
    /// # Errors
    /// `invalid_setting` for a URL that is none, and those of [`Cluster::start`].
    pub async fn open(url: Option<&str>, folder: &Path, programs: Option<PathBuf>) -> Result<Database> {
        Database::open_for(url, folder, programs, StoreConfig::default().max_connections).await
    }

    /// The same for a store of so many connections at most: a private cluster takes as many, and those that others need beside it.
    ///
    /// # Errors
    /// Those of [`Database::open`].
    pub async fn open_for(
        url: Option<&str>,
        folder: &Path,
        programs: Option<PathBuf>,
        connections: usize,
    ) -> Result<Database> {
        let Some(url) = url else {
            let usual = ClusterConfig::new(folder);
            let needed = connections + connections.div_ceil(OWNERS) + BESIDE;
            let max_connections = u32::try_from(needed).unwrap_or(u32::MAX).max(usual.max_connections);
            let config = ClusterConfig { programs, max_connections, ..usual };
            return Ok(Database::Private(Box::new(Cluster::start(config).await?)));
        };
        Ok(Database::Server(Box::new(Connection::parse(url)?)))
    }

    /// How to connect as the owner.
    #[must_use]
    pub fn connection(&self) -> Connection {
        match self {
            Database::Server(connection) => connection.as_ref().clone(),
            Database::Private(cluster) => cluster.connection().into(),
        }
    }

    /// A connection that migrates.
    ///
    /// # Errors
    /// Those of [`Migrator::connect`].
    pub async fn migrator(&self) -> Result<Migrator> {
        Migrator::connect(&self.connection(), PATIENCE).await
    }

    /// The store in it. A private cluster is migrated first; a server is migrated by whoever runs it.
    ///
    /// # Errors
    /// Those of [`Store::connect`] and [`Migrator::up`].
    pub async fn store(&self, config: &StoreConfig) -> Result<Store> {
        if let Database::Private(_) = self {
            self.migrator().await?.up(None).await?;
        }
        Store::connect(self.connection(), config).await
    }

    /// `psql` on this database, as it is found on this machine.
    #[must_use]
    pub fn psql(&self, url: Option<&str>) -> std::process::Command {
        let Database::Private(cluster) = self else {
            let mut command = std::process::Command::new("psql");
            // Arguments are seen by every user of the machine, the environment by this one alone.
            let said = url.map(without_password);
            if let Some((rest, password)) = said {
                command.arg(rest);
                if let Some(password) = password {
                    command.env("PGPASSWORD", password);
                }
            }
            return command;
        };
        let own = cluster.binaries().folder().join("psql");
        let mut command = std::process::Command::new(if own.is_file() { own } else { "psql".into() });
        command.env("PGHOST", cluster.socket()).env("PGUSER", "errpredict").env("PGDATABASE", "errpredict");
        command.env("PGPASSWORD", cluster.password());
        command
    }

    /// Ends a private cluster; a server goes on.
    ///
    /// # Errors
    /// Those of [`Cluster::stop`].
    pub fn close(self) -> Result<()> {
        match self {
            Database::Server(_) => Ok(()),
            Database::Private(cluster) => cluster.stop(),
        }
    }
}

/// What runs the store's work for a program that has no runtime of its own: `runtime()?.block_on(...)`.
///
/// # Errors
/// `io` where the system gives no threads.
pub fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot start threads for the store: {error}")))
}
