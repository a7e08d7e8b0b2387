//! A pool of connections to one database, and what is done in one transaction of one tenant.
//!
//! Begin, who asks, the query and commit are sent together, so that row security costs no round trip. A caller that goes away in
//! the middle takes nothing back: a single statement is on its way with its commit, and whatever has several runs in a task of its
//! own.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Client, Pool};
use errpredict::{Error, Result};
use serde::de::DeserializeOwned;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::connection::Connection;
use crate::error::database;
use crate::events::Repeats;
use crate::feature_names::KnownNames;
use crate::floods::Floods;
use crate::gathered::Gathered;
use crate::keys::Keys;
use crate::pool::{fits, not_migrated, pool, pool_error};
pub(crate) use crate::query::{Plan, Query, Values};
use crate::query::{only_reads, quoted};
use crate::replica::Replica;
pub(crate) use crate::row::value;
use crate::store_config::StoreConfig;
use crate::weeks::KnownWeeks;
use crate::work::broke;
pub(crate) use crate::work::{Work, apart};

/// A database that is migrated, through a pool of connections. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    /// Connections that are the application role and nothing more, for what a tenant asks.
    pool: Pool,
    /// Connections of the owner, for what no tenant does.
    owners: Pool,
    replica: Option<Replica>,
    statement_ms: u64,
    pub(crate) is_pooled: bool,
    pub(crate) keys: Option<Keys>,
    pub(crate) names: KnownNames,
    pub(crate) weeks: KnownWeeks,
    pub(crate) gathered: Gathered,
    pub(crate) floods: Floods,
    pub(crate) repeats: Repeats,
}

/// Statements that a session keeps prepared; lists with their filters are many in all.
const MOST_STATEMENTS: usize = 500;
/// How often what only reads is asked again where its connection broke: those of a pool break together.
const AGAIN: u32 = 3;
/// Of so many connections one more is the owner's.
pub(crate) const OWNERS: usize = 4;
/// How long a statement of the owner may run: what is tidied up for all tenants, and a view of all of them. By judgement: a view of ten
/// million predictions takes half a minute; what takes longer than this waits for something that does not come. An export, a restore and
/// an erasure say their own.
const OWNERS_STATEMENT: Duration = Duration::from_secs(600);

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
        prepare(&mut connection, config);
        let statement_ms = u64::try_from(config.statement.as_millis()).unwrap_or(0).min(i32::MAX as u64);
        // A setting of a session need not be said in each of its transactions; and a session that is the application role can do no
        // more than that whatever is forgotten. What a tenant asks is answered in less time than compiling it takes (`jit`).
        let session = (!config.pooled).then(|| {
            format!(
                "set timezone = 'UTC'; set jit = off; set statement_timeout = {statement_ms}; set plan_cache_mode = {}; \
                 set role errpredict_app",
                Plan::Once.name()
            )
        });
        let owners = (!config.pooled).then(|| {
            format!("set timezone = 'UTC'; set statement_timeout = {}", OWNERS_STATEMENT.as_millis())
        });
        let replica = config.replica.clone().map(|mut replica| {
            prepare(&mut replica, config);
            // Whatever stands at that place, nothing is written there.
            let session =
                session.as_ref().map(|text| format!("set default_transaction_read_only = on; {text}"));
            pool(&replica, config, config.max_connections, session).map(Replica::new)
        });
        let store = Store {
            owners: pool(&connection, config, config.max_connections.div_ceil(OWNERS), owners)?,
            pool: pool(&connection, config, config.max_connections, session)?,
            replica: replica.transpose()?,
            statement_ms,
            is_pooled: config.pooled,
            keys: config.keys.clone(),
            names: KnownNames::default(),
            weeks: KnownWeeks::default(),
            gathered: Gathered::default(),
            floods: Floods::default(),
            repeats: Repeats::default(),
        };
        let client = store.client().await?;
        let migrated = "select version from ai_platform.migrations";
        let run = client.query(migrated, &[]).await.map_err(not_migrated)?;
        let run: Vec<i32> = run.iter().map(|row| row.get(0)).collect();
        fits(&run)?;
        drop(client);
        Ok(store)
    }

    /// What belongs to a tenant, asked by errpredict itself.
    #[must_use]
    pub fn tenant(&self, id: Uuid) -> Tenant {
        let id = id.to_string().into();
        Tenant { store: self.clone(), id, actor: "".into(), request: "".into(), is_of_primary: false }
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
            let work = Work::of(client, true);
            let limit = OWNERS_STATEMENT.as_millis();
            let begin = format!(
                "begin; set local app.maintenance = 'on'; set local timezone = 'UTC'; set local statement_timeout = {limit}"
            );
            work.client().batch_execute(&begin).await.map_err(database)?;
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

    /// Why the replica was last not asked; none where it answers, or where there is none.
    #[must_use]
    pub fn replica_fault(&self) -> Option<Error> {
        self.replica.as_ref()?.fault()
    }

    /// Connections that are in use and that are open.
    #[must_use]
    pub fn connections(&self) -> (usize, usize) {
        let (mut in_use, mut open) = (0, 0);
        let replica = self.replica.as_ref().map(Replica::status);
        for status in [self.pool.status(), self.owners.status()].into_iter().chain(replica) {
            in_use += status.size - status.available.min(status.size);
            open += status.size;
        }
        (in_use, open)
    }
}

/// What every connection has, wherever it goes.
fn prepare(connection: &mut Connection, config: &StoreConfig) {
    let server = &mut connection.config;
    server.connect_timeout(config.connect).application_name("errpredict");
    // A pool that restarts or a cable that is pulled is noticed.
    server.keepalives_idle(Duration::from_secs(30));
    #[cfg(target_os = "linux")]
    server.tcp_user_timeout(Duration::from_secs(30));
}

/// What belongs to one tenant. Nothing of any other can be seen or changed through it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tenant {
    pub(crate) store: Store,
    pub(crate) id: Arc<str>,
    actor: Arc<str>,
    request: Arc<str>,
    /// Whether the replica is left out: for what was written a moment ago.
    pub(crate) is_of_primary: bool,
}

impl Tenant {
    /// Its id, as `app.tenant` names it in a session.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

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

    /// The same, past the replica: what was written a moment ago is seen.
    #[must_use]
    pub fn on_primary(&self) -> Tenant {
        Tenant { is_of_primary: true, ..self.clone() }
    }

    /// A session of the replica for what is only read.
    async fn of_replica(&self, text: &str) -> Option<(&Replica, Client)> {
        let may_go = !self.is_of_primary && only_reads(text);
        let replica = self.store.replica.as_ref().filter(|_| may_go)?;
        Some((replica, replica.session().await?))
    }

    /// Runs one statement in a transaction of this tenant; begin, tenant, statement and commit are on their way before anything
    /// is waited for. What is only read is asked of the replica, where there is one, and asked again where its connection broke.
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
        if let Some((replica, client)) = self.of_replica(text).await
            && let Some(done) = replica.settled(self.rows_of(client, (name, text), plan, values).await)
        {
            return done;
        }
        let mut again = 0;
        loop {
            let done = match self.store.session().await {
                Ok(client) => self.rows_of(client, (name, text), plan, values).await,
                Err(error) => Err(error),
            };
            match done {
                Err(error) if again < AGAIN && only_reads(text) && broke(&error) => again += 1,
                done => return done,
            }
        }
    }

    async fn rows_of(
        &self,
        client: Client,
        (name, text): (&'static str, &str),
        plan: Plan,
        values: Values<'_>,
    ) -> Result<Vec<Row>> {
        if self.store.is_pooled {
            // A statement is prepared and forgotten within the transaction: a pooler may give the next one another session.
            let work = Work::of(client, true);
            self.say_who(work.client(), plan).await.map_err(database)?;
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

    /// Runs one statement that says itself for which tenant it asks, its first value, before it reads anything: then begin, tenant and
    /// commit need no message and no answer of their own, which cost more than the row. `text` is the statement as it is sent, that of
    /// the query with bounds put in; behind a pooler the query's own is sent.
    pub(crate) async fn ask_alone(&self, query: &Query, text: &str, values: Values<'_>) -> Result<Vec<Row>> {
        let text = if self.store.is_pooled { query.text } else { text };
        self.ask_composed(query.name, text, values).await
    }

    /// The same for a statement that was put together of parts that stand in this crate.
    pub(crate) async fn ask_composed(
        &self,
        name: &'static str,
        text: &str,
        values: Values<'_>,
    ) -> Result<Vec<Row>> {
        if self.store.is_pooled {
            return self.rows_composed(name, text, Plan::Once, values).await;
        }
        if let Some((replica, client)) = self.of_replica(text).await
            && let Some(done) = replica.settled(ask_of(&client, name, text, values).await)
        {
            return done;
        }
        let mut again = 0;
        loop {
            let done = match self.store.session().await {
                Ok(client) => ask_of(&client, name, text, values).await,
                Err(error) => Err(error),
            };
            match done {
                Err(error) if again < AGAIN && broke(&error) => again += 1,
                done => return done,
            }
        }
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
                "; set local timezone = 'UTC'; set local jit = off; set local statement_timeout = {limit}; \
                 set local role errpredict_app"
            );
        }
        if self.store.is_pooled || plan != Plan::Once {
            let _ = write!(text, "; set local plan_cache_mode = {}", plan.name());
        }
        client.batch_execute(&(text + &self.names())).await
    }

    /// Who does it and within which request, as settings.
    fn names(&self) -> String {
        let all = [("actor", &self.actor), ("request", &self.request)].into_iter();
        let said = all.filter(|(_, value)| !value.is_empty());
        said.map(|(setting, value)| format!("; set local app.{setting} = {}", quoted(value))).collect()
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

    /// Begins a transaction of this tenant as the owner, who alone makes tenants.
    pub(crate) async fn begin_as_owner(&self) -> Result<Work> {
        let work = Work { client: Some(self.store.client().await?), is_pooled: self.store.is_pooled };
        let text = format!("begin; set local app.maintenance = 'on'; set local app.tenant = '{}'", self.id);
        work.client().batch_execute(&(text + &self.names())).await.map_err(database)?;
        Ok(work)
    }

    /// Begins a transaction of this tenant; without [`Work::commit`] it is undone. Runs inside a task of its own: see
    /// [`apart`].
    pub(crate) async fn begin(&self) -> Result<Work> {
        let client = self.store.session().await?;
        let work = Work::of(client, self.store.is_pooled);
        self.say_who(work.client(), Plan::Kept).await.map_err(database)?;
        Ok(work)
    }
}

async fn ask_of(client: &Client, name: &'static str, text: &str, values: Values<'_>) -> Result<Vec<Row>> {
    let failed = |error| database(error).with("query", name);
    if client.statement_cache.size() > MOST_STATEMENTS {
        client.statement_cache.clear();
    }
    let statement = client.prepare_cached(text).await.map_err(failed)?;
    client.query(&statement, values).await.map_err(failed)
}

fn of_query(query: &Query, error: tokio_postgres::Error) -> Error {
    database(error).with("query", query.name)
}
