//! Pools of connections, and what is said where none is to be had.

use std::sync::Arc;

use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType, Timeouts,
};
use errpredict::{Error, ErrorKind, Result};

use crate::connection::Connection;
use crate::error::database;
use crate::migrate::STEPS;
use crate::store_config::StoreConfig;

/// The context of an error of a pool that is in use to its last connection.
pub(crate) const IN_USE: &str = "in_use";

/// A pool of connections that are each set up by some statements.
pub(crate) fn pool(
    connection: &Connection,
    config: &StoreConfig,
    most: usize,
    session: Option<String>,
) -> Result<Pool> {
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

pub(crate) fn not_migrated(error: tokio_postgres::Error) -> Error {
    let error = database(error);
    if error.kind() == ErrorKind::NotFound {
        return Error::new(ErrorKind::NotFound, "the database is not migrated: run `errpredict migrate up`");
    }
    error
}

/// The last step without which statements of this program fail; without later ones it does its work, so that programs may be replaced
/// before them as well. Whether it is ready is told by all of them.
const NEEDED: i32 = 80;

/// Whether the steps were run that this program needs. One that is newer than the program is no fault: programs are replaced one by one.
pub(crate) fn fits(run: &[i32]) -> Result<()> {
    let needed = STEPS.iter().filter(|step| step.version <= NEEDED);
    let open: Vec<_> = needed.filter(|step| !run.contains(&step.version)).collect();
    let Some(first) = open.first() else { return Ok(()) };
    if run.is_empty() {
        let message = "the database is not migrated: run `errpredict migrate up`";
        return Err(Error::new(ErrorKind::NotFound, message));
    }
    let message = format!(
        "the database is {} behind this program, from step {} (`{}`) on: run `errpredict migrate up`",
        errpredict::numbers::plural(open.len() as u64, "step"),
        first.version,
        first.name
    );
    Err(Error::new(ErrorKind::UnsupportedVersion, message))
}

pub(crate) fn pool_error(error: PoolError) -> Error {
    match error {
        PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => database(error),
        PoolError::Timeout(TimeoutType::Wait) => {
            Error::new(ErrorKind::Unavailable, "all connections to the database are in use")
                .with(IN_USE, "all")
        }
        PoolError::Timeout(_) => {
            Error::new(ErrorKind::Unavailable, "the database did not answer in time to a new connection")
        }
        other => Error::new(ErrorKind::Unavailable, format!("no connection to the database: {other}")),
    }
}
