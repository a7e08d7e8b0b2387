//! A pool of connections to one database, and what is done in one transaction of one tenant.
//!
//! Begin, who asks, the query and commit are sent together, so that row security costs no round trip. A caller that goes away in
//! the middle takes nothing back: a single statement is on its way with its commit, and whatever has several runs in a task of its
//! own.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{
    Client, Hook, HookError, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, Timeouts,
};
use errpredict::{Error, ErrorKind, Result};
use serde::de::DeserializeOwned;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};
use uuid::Uuid;

use crate::connection::Connection;
use crate::error::database;
pub(crate) use crate::row::value;

/// A statement with a name; a test prepares each against the migrated schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query {
    /// What it answers or does.
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// Parameters of a statement.
pub(crate) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// How a store uses its database.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// Connections at most, 1 to 1,000; the usual range is 20 to 100.
    pub max_connections: usize,
    /// How long a caller waits for a free connection.
    pub wait: Duration,
    /// How long a statement may run.
    pub statement: Duration,
    /// How long a connection may take to be made.
    pub connect: Duration,
    /// Whether a pooler in transaction mode (pgbouncer) stands between: then a session keeps nothing from one transaction to the
    /// next, neither settings nor prepared statements, and everything is said anew.
    pub pooled: bool,
}

impl Default for StoreConfig {
    fn default() -> Self {
        StoreConfig {
            max_connections: 20,
            wait: Duration::from_secs(5),
            statement: Duration::from_secs(30),
            connect: Duration::from_secs(5),
            pooled: false,
        }
    }
}

/// A database that is migrated, through a pool of connections. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    /// Connections that are the application role and nothing more, for what a tenant asks.
    pool: Pool,
    /// Connections of the owner, for what no tenant does.
    owners: Pool,
    statement_ms: u64,
    is_pooled: bool,
}

impl Store {
    /// Connects to a migrated database; one connection is made to see that it is there.
    ///
    /// # Errors
    /// `unavailable` where it cannot be reached, `invalid_setting` for a number of connections out of its range, `not_found`
    /// for a database that is not migrated.
    pub async fn connect(connection: impl Into<Connection>, config: &StoreConfig) -> Result<Store> {
        if !(1..=1_000).contains(&config.max_connections) {
            return Err(Error::setting("max_connections", "from 1 to 1,000", config.max_connections));
        }
        let connection = connection.into();
        Store::pooled(connection, config).await
    }

    async fn pooled(mut connection: Connection, config: &StoreConfig) -> Result<Store> {
        let server = &mut connection.config;
        server.connect_timeout(config.connect).application_name("errpredict");
        // A pool that restarts or a cable that is pulled is noticed.
        server.keepalives_idle(Duration::from_secs(30));
        #[cfg(target_os = "linux")]
        server.tcp_user_timeout(Duration::from_secs(30));
        let statement_ms = u64::try_from(config.statement.as_millis()).unwrap_or(0).min(i32::MAX as u64);
        // A setting of a session need not be said in each of its transactions; and a session that is the application role can do no
        // more than that whatever is forgotten.
        let session = (!config.pooled).then(|| {
            format!(
                "set timezone = 'UTC'; set statement_timeout = {statement_ms}; set plan_cache_mode = {}; set role errpredict_app",
                Plan::Once.name()
            )
        });
        let owners = (!config.pooled).then(|| "set timezone = 'UTC'".to_owned());
        let store = Store {
            owners: pool(&connection, config, config.max_connections.div_ceil(OWNERS), owners)?,
            pool: pool(&connection, config, config.max_connections, session)?,
            statement_ms,
            is_pooled: config.pooled,
        };
        let client = store.client().await?;
        let migrated = "select 1 from ai_platform.migrations limit 1";
        if client.query_opt(migrated, &[]).await.map_err(not_migrated)?.is_none() {
            return Err(Error::new(
                ErrorKind::NotFound,
                "the database is not migrated: run `errpredict migrate up`",
            ));
        }
        drop(client);
        Ok(store)
    }

    /// What belongs to a tenant, asked by errpredict itself.
    #[must_use]
    pub fn tenant(&self, id: Uuid) -> Tenant {
        Tenant { store: self.clone(), id: id.to_string().into(), actor: "".into(), request: "".into() }
    }

    /// A connection as the owner, for what no tenant does.
    pub(crate) async fn client(&self) -> Result<Client> {
        self.owners.get().await.map_err(pool_error)
    }

    /// A connection as the application role.
    async fn session(&self) -> Result<Client> {
        self.pool.get().await.map_err(pool_error)
    }

    /// Runs one statement for all tenants, as the owner who says so.
    pub(crate) async fn maintain(&self, query: &Query, values: Values<'_>) -> Result<Vec<Row>> {
        let client = self.client().await?;
        if self.is_pooled {
            client
                .batch_execute("begin; set local app.maintenance = 'on'; set local timezone = 'UTC'")
                .await
                .map_err(database)?;
            let work = Work { client: Some(client), is_pooled: true };
            let rows = work.rows(query, values).await?;
            work.commit().await?;
            return Ok(rows);
        }
        let statement = client.prepare_cached(query.text).await.map_err(|error| of_query(query, error))?;
        let (begun, rows, committed) = tokio::join!(
            biased;
            client.batch_execute("begin; set local app.maintenance = 'on'"),
            client.query(&statement, values),
            client.batch_execute("commit"),
        );
        begun.map_err(database)?;
        let rows = rows.map_err(|error| of_query(query, error))?;
        committed.map_err(database)?;
        Ok(rows)
    }

    /// Connections that are in use and that are open.
    #[must_use]
    pub fn connections(&self) -> (usize, usize) {
        let (mut in_use, mut open) = (0, 0);
        for status in [self.pool.status(), self.owners.status()] {
            in_use += status.size - status.available.min(status.size);
            open += status.size;
        }
        (in_use, open)
    }
}

/// Statements that a session keeps prepared; lists with their filters are many in all.
const MOST_STATEMENTS: usize = 500;
/// Of so many connections one more is the owner's.
const OWNERS: usize = 4;

fn pool(connection: &Connection, config: &StoreConfig, most: usize, session: Option<String>) -> Result<Pool> {
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(connection.config.clone(), connection.tls.clone(), recycling);
    let times =
        Timeouts { wait: Some(config.wait), create: Some(config.connect), recycle: Some(config.connect) };
    let mut builder = Pool::builder(manager).max_size(most).timeouts(times).runtime(Runtime::Tokio1);
    if let Some(session) = session {
        let session: Arc<str> = session.into();
        builder =
            builder.post_create(Hook::async_fn(move |client: &mut deadpool_postgres::ClientWrapper, _| {
                let session = session.clone();
                Box::pin(async move { client.batch_execute(&session).await.map_err(HookError::Backend) })
            }));
    }
    builder.build().map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
}

fn not_migrated(error: tokio_postgres::Error) -> Error {
    let error = database(error);
    if error.kind() == ErrorKind::NotFound {
        return Error::new(ErrorKind::NotFound, "the database is not migrated: run `errpredict migrate up`");
    }
    error
}

fn pool_error(error: PoolError) -> Error {
    match error {
        PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => database(error),
        PoolError::Timeout(_) => {
            Error::new(ErrorKind::Unavailable, "all connections to the database are in use")
        }
        other => Error::new(ErrorKind::Unavailable, format!("no connection to the database: {other}")),
    }
}

/// What belongs to one tenant. Nothing of any other can be seen or changed through it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tenant {
    pub(crate) store: Store,
    pub(crate) id: Arc<str>,
    actor: Arc<str>,
    request: Arc<str>,
}

/// How statements are planned: as PostgreSQL finds best; once for all values, where planning over many parts costs more than the
/// answer and parts are left out when it runs; or anew for the values given, where these decide which index is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    Kept,
    Once,
    Fresh,
}

impl Plan {
    const fn name(self) -> &'static str {
        match self {
            Plan::Kept => "auto",
            Plan::Once => "force_generic_plan",
            Plan::Fresh => "force_custom_plan",
        }
    }
}

impl Tenant {
    /// The same, asked by a person: what is done stands under that name in the audit log.
    #[must_use]
    pub fn by(&self, person: &str) -> Tenant {
        Tenant { actor: person.into(), ..self.clone() }
    }

    /// The same, within a request: its id stands in the audit log.
    #[must_use]
    pub fn in_request(&self, id: &str) -> Tenant {
        Tenant { request: id.into(), ..self.clone() }
    }

    /// Runs one statement in a transaction of this tenant; begin, tenant, statement and commit are on their way before anything
    /// is waited for.
    pub(crate) async fn rows(&self, query: &Query, plan: Plan, values: Values<'_>) -> Result<Vec<Row>> {
        self.rows_composed(query.name, query.text, plan, values).await
    }

    /// The same for a statement that was put together of parts that stand in this crate.
    pub(crate) async fn rows_composed(
        &self,
        name: &'static str,
        text: &str,
        plan: Plan,
        values: Values<'_>,
    ) -> Result<Vec<Row>> {
        let client = self.store.session().await?;
        if self.store.is_pooled {
            // A statement is prepared and forgotten within the transaction: a pooler may give the next one another session.
            self.say_who(&client, plan).await.map_err(database)?;
            let work = Work { client: Some(client), is_pooled: true };
            let rows = work.rows_composed(name, text, values).await?;
            work.commit().await?;
            return Ok(rows);
        }
        let of_query = |error| database(error).with("query", name);
        if client.statement_cache.size() > MOST_STATEMENTS {
            client.statement_cache.clear();
        }
        let statement = client.prepare_cached(text).await.map_err(of_query)?;
        let (begun, rows, committed) = tokio::join!(
            biased;
            self.say_who(&client, plan),
            client.query(&statement, values),
            client.batch_execute("commit"),
        );
        begun.map_err(database)?;
        let rows = rows.map_err(of_query)?;
        committed.map_err(database)?;
        Ok(rows)
    }

    /// Begins a transaction and says who asks, in one message: what is sent is on its way when this is first polled.
    async fn say_who(&self, client: &Client, plan: Plan) -> std::result::Result<(), tokio_postgres::Error> {
        use std::fmt::Write as _;
        // Neither a tenant's id nor a number of milliseconds holds anything that must be quoted.
        let mut text = format!("begin; set local app.tenant = '{}'", self.id);
        if self.store.is_pooled {
            let limit = self.store.statement_ms;
            let _ = write!(
                text,
                "; set local timezone = 'UTC'; set local statement_timeout = {limit}; set local role errpredict_app"
            );
        }
        if self.store.is_pooled || plan != Plan::Once {
            let _ = write!(text, "; set local plan_cache_mode = {}", plan.name());
        }
        for (setting, value) in [("actor", &self.actor), ("request", &self.request)] {
            if !value.is_empty() {
                let _ = write!(text, "; set local app.{setting} = {}", quoted(value));
            }
        }
        client.batch_execute(&text).await
    }

    /// The rows of a statement as values: see [`crate::row`].
    pub(crate) async fn values<T: DeserializeOwned>(
        &self,
        query: &Query,
        plan: Plan,
        values: Values<'_>,
    ) -> Result<Vec<T>> {
        self.rows(query, plan, values).await?.iter().map(value).collect()
    }

    /// How many rows a statement changed.
    pub(crate) async fn change(&self, query: &Query, values: Values<'_>) -> Result<usize> {
        Ok(self.rows(query, Plan::Kept, values).await?.len())
    }

    /// Begins a transaction of this tenant; without [`Work::commit`] it is undone. Runs inside a task of its own: see
    /// [`apart`].
    pub(crate) async fn begin(&self) -> Result<Work> {
        let client = self.store.session().await?;
        let work = Work { client: Some(client), is_pooled: self.store.is_pooled };
        self.say_who(work.client(), Plan::Kept).await.map_err(database)?;
        Ok(work)
    }
}

/// A text as a literal, whatever stands in it and whatever `standard_conforming_strings` says.
fn quoted(text: &str) -> String {
    let doubled = text.replace('\\', "\\\\").replace('\'', "''");
    format!("E'{doubled}'")
}

fn of_query(query: &Query, error: tokio_postgres::Error) -> Error {
    database(error).with("query", query.name)
}

/// A transaction with several statements.
#[derive(Debug)]
pub(crate) struct Work {
    client: Option<Client>,
    is_pooled: bool,
}

impl Work {
    pub(crate) fn client(&self) -> &Client {
        // Taken by `commit` and `drop` alone, after which nobody can ask.
        match &self.client {
            Some(client) => client,
            None => unreachable!("a transaction is asked after its end"),
        }
    }

    pub(crate) async fn rows(&self, query: &Query, values: Values<'_>) -> Result<Vec<Row>> {
        self.rows_composed(query.name, query.text, values).await
    }

    async fn rows_composed(&self, name: &'static str, text: &str, values: Values<'_>) -> Result<Vec<Row>> {
        let of_query = |error| database(error).with("query", name);
        let statement = self.prepared(text).await.map_err(of_query)?;
        self.client().query(&statement, values).await.map_err(of_query)
    }

    /// A statement of this session; behind a pooler one of this transaction, which goes with its last use.
    pub(crate) async fn prepared(&self, text: &str) -> std::result::Result<Statement, tokio_postgres::Error> {
        if self.is_pooled {
            self.client().prepare(text).await
        } else {
            self.client().prepare_cached(text).await
        }
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        let Some(client) = self.client.take() else { return Ok(()) };
        client.batch_execute("commit").await.map_err(database)
    }
}

impl Drop for Work {
    /// What was not committed is undone before anybody else gets the connection: it is closed, not handed back.
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Client::take(client));
        }
    }
}

/// How often a transaction that lost against another one is done again.
const ATTEMPTS: u32 = 5;

/// Runs work in a task of its own, so that it ends as it should although its caller went away, and does it again where it lost
/// against another transaction or its connection broke. The work must be one that may be done twice.
pub(crate) async fn apart<T, F, W>(work: W) -> Result<T>
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send,
    W: Fn() -> F + Send + Sync + 'static,
{
    let task = tokio::spawn(async move {
        let mut attempt = 0;
        loop {
            attempt += 1;
            match work().await {
                Err(error) if attempt < ATTEMPTS && lost(&error) => {
                    tokio::time::sleep(Duration::from_millis(20 << attempt)).await;
                }
                done => return done,
            }
        }
    });
    task.await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("work of the store ended badly: {error}")))?
}

/// Whether doing the same again may succeed at once: serialization, deadlock, a broken connection.
fn lost(error: &Error) -> bool {
    let state = error.context().iter().find(|(key, _)| *key == "sqlstate").map(|(_, state)| state.as_str());
    match state {
        Some(state) => {
            matches!(state, "40001" | "40P01" | "57P01" | "57P02" | "57P03") || state.starts_with("08")
        }
        None => error.kind() == ErrorKind::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_literal_cannot_be_left() {
        for (text, literal) in [
            ("ada", "E'ada'"),
            ("o'brien", "E'o''brien'"),
            ("\\'; drop table x; --", "E'\\\\''; drop table x; --'"),
        ] {
            assert_eq!(quoted(text), literal);
        }
    }
}
