//! Which store: a server that is named, or a private cluster in a folder.

use std::io::Write as _;
use std::path::PathBuf;

use errpredict::{Error, Result};
use errpredict_store::{Connection, Database, Keys, Store, StoreConfig, Tenant, runtime};

/// Where the store is.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Store")]
pub(crate) struct Place {
    /// A PostgreSQL server, as postgresql://user@host/database, with sslmode where it is asked for [default: DATABASE_URL, else a private cluster]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// A pooler in transaction mode (pgbouncer) stands before the server: nothing is kept in a session
    #[arg(long)]
    pooler: bool,
    /// A server that follows that one: what is only read is read there [default: DATABASE_REPLICA_URL]
    #[arg(long, value_name = "URL")]
    replica_url: Option<String>,
    /// A file of keys (64 hexadecimal digits a line, the newest first) that what names people is encrypted with [default: ERRPREDICT_KEYS]
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Folder of the private cluster [default: $XDG_DATA_HOME/errpredict, for root /var/lib/errpredict]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Folder with the programs of PostgreSQL (initdb, pg_ctl, postgres); looked for when absent
    #[arg(long, value_name = "DIR")]
    postgres: Option<PathBuf>,
    /// A private cluster, whatever the environment names.
    #[arg(skip)]
    is_private: bool,
}

/// Whose data.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Whose {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The tenant; made where there is none
    #[arg(long, default_value = "default", value_name = "NAME")]
    tenant: String,
}

/// Whose data, of a tenant that is there.
#[cfg(feature = "server")]
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Known {
    #[command(flatten)]
    place: Place,
    /// The tenant
    #[arg(long, default_value = "default", value_name = "NAME")]
    tenant: String,
}

#[cfg(feature = "server")]
impl Known {
    /// Opens the store of the tenant, does some work, and ends what it started. A name that is mistyped makes no tenant.
    pub(crate) fn with_tenant<T>(&self, work: impl AsyncFnOnce(&Tenant) -> Result<T>) -> Result<T> {
        self.place.with_database(async |database| {
            let store = database.store(&self.place.config()?).await?;
            let missing = || {
                let message = format!("there is no tenant `{}`: `token tenants` lists all", self.tenant);
                Error::new(errpredict::ErrorKind::NotFound, message)
            };
            let tenant = store.known_tenant(&self.tenant).await?.ok_or_else(missing)?;
            work(&tenant.on_primary()).await
        })
    }
}

impl Place {
    /// The server that is named, by the command line or by the environment.
    pub(crate) fn url(&self) -> Option<String> {
        if self.is_private {
            return None;
        }
        self.database_url.clone().or_else(|| of_environment("DATABASE_URL"))
    }

    /// How the store is used.
    pub(crate) fn config(&self) -> Result<StoreConfig> {
        if self.is_private {
            return Ok(StoreConfig::default());
        }
        let replica = self.replica_url.clone().or_else(|| of_environment("DATABASE_REPLICA_URL"));
        let keys = self.keys.clone().or_else(|| of_environment("ERRPREDICT_KEYS").map(PathBuf::from));
        Ok(StoreConfig {
            pooled: self.pooler,
            replica: replica.as_deref().map(Connection::parse).transpose().map_err(of_replica)?,
            keys: keys.as_deref().map(Keys::read).transpose()?,
            ..StoreConfig::default()
        })
    }

    /// The folder of the private cluster.
    pub(crate) fn folder(&self) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(default_folder)
    }

    /// The same with a private cluster in this folder, whatever the environment names.
    #[cfg(feature = "server")]
    pub(crate) fn private_in(&self, folder: &std::path::Path) -> Place {
        Place { is_private: true, data_dir: Some(folder.to_owned()), ..self.clone() }
    }

    /// Whether nothing is kept in a session.
    #[cfg(feature = "server")]
    pub(crate) const fn is_pooled(&self) -> bool {
        self.pooler
    }

    /// Opens the database, does some work, and ends what it started, whatever the work came to.
    pub(crate) fn with_database<T>(&self, work: impl AsyncFnOnce(&Database) -> Result<T>) -> Result<T> {
        self.with_database_for(StoreConfig::default().max_connections, work)
    }

    /// The same for a store of so many connections.
    pub(crate) fn with_database_for<T>(
        &self,
        connections: usize,
        work: impl AsyncFnOnce(&Database) -> Result<T>,
    ) -> Result<T> {
        let url = self.url();
        let folder = self.folder();
        runtime()?.block_on(async {
            let programs = self.postgres.clone();
            let database = Database::open_for(url.as_deref(), &folder, programs, connections).await?;
            let result = work(&database).await;
            // The first thing that went wrong is what is said.
            let closed = database.close();
            let value = result?;
            closed?;
            Ok(value)
        })
    }
}

impl Whose {
    /// The tenant in a database.
    pub(crate) async fn tenant_of(&self, database: &Database) -> Result<Tenant> {
        database.store(&self.place.config()?).await?.tenant_named(&self.tenant).await
    }

    /// The name of the tenant.
    #[cfg(feature = "server")]
    pub(crate) fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Opens the store of the tenant, does some work, and ends what it started.
    pub(crate) fn with_tenant<T>(&self, work: impl AsyncFnOnce(&Store, &Tenant) -> Result<T>) -> Result<T> {
        self.place.with_database(async |database| {
            let store = database.store(&self.place.config()?).await?;
            let tenant = store.tenant_named(&self.tenant).await?;
            let done = work(&store, &tenant).await;
            if let Some(fault) = store.replica_fault() {
                let _ = writeln!(std::io::stderr(), "errpredict: {fault} [{}]", fault.code());
            }
            done
        })
    }
}

/// An error in the text of the replica, which is read as that of the first server is.
fn of_replica(error: Error) -> Error {
    error.with("setting", "--replica-url or DATABASE_REPLICA_URL")
}

/// A setting of the environment; an empty one is none.
pub(super) fn of_environment(name: &str) -> Option<String> {
    let text = std::env::var_os(name)?.to_string_lossy().into_owned();
    (!text.is_empty()).then_some(text)
}

/// Where programs keep their data. Root's own folder is closed to the user that runs PostgreSQL for it.
fn default_folder() -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    if home.as_deref() == Some("/root".as_ref()) {
        return PathBuf::from("/var/lib/errpredict");
    }
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    data.or_else(|| Some(home?.join(".local/share"))).unwrap_or_default().join("errpredict")
}
