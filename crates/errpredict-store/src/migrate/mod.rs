//! The schema of a database, step by step.
//!
//! Each step runs in a transaction of its own together with the row that says so in `ai_platform.migrations`; an advisory lock
//! lets one migrator work at a time. So it may be run twice, from two places, and be interrupted anywhere: what is not done is
//! done by the next run.

mod steps;

use std::time::Duration;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use tokio_postgres::Client;

pub use steps::{STEPS, Step};

use crate::connection::Connection;
use crate::error::database;
use crate::times::timestamp;

/// Whoever migrates any database of this cluster's owner holds this lock: the letters of `errpred` as a number.
const LOCK: i64 = 0x0065_7272_7072_6564;

/// The list of steps that were run. Two migrators may make it at once, before either holds the lock.
const LIST: &str = "create schema if not exists ai_platform; \
    create table if not exists ai_platform.migrations ( \
        version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())";

/// A step and when it was run in a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepStatus {
    /// The step.
    pub step: Step,
    /// When; none for one that is still to be run.
    pub applied_at: Option<Timestamp>,
}

/// A connection that migrates; it must be one to a server itself, not to a pooler, because a lock is held between transactions.
#[derive(Debug)]
pub struct Migrator {
    client: Client,
}

impl Migrator {
    /// Connects as the owner of the database, and waits until no other migrator works, for as long as `patience`.
    ///
    /// # Errors
    /// `unavailable` where the server cannot be reached or another migrator works for too long.
    pub async fn connect(connection: impl Into<Connection>, patience: Duration) -> Result<Migrator> {
        let client = connection.into().client().await?;
        let patience_ms = patience.as_millis().min(i32::MAX as u128);
        // No time-out on a step itself: an index of a large table takes as long as it takes.
        let begin = format!(
            "set statement_timeout = 0; set lock_timeout = {patience_ms}; select pg_advisory_lock({LOCK}); set lock_timeout = '10s'"
        );
        client.batch_execute(&begin).await.map_err(database)?;
        client.batch_execute(LIST).await.map_err(database)?;
        Ok(Migrator { client })
    }

    /// Every step, with when it was run.
    ///
    /// # Errors
    /// `unsupported_version` for a database that a newer program migrated, `conflict` for a step that was changed after it was
    /// run.
    pub async fn status(&self) -> Result<Vec<StepStatus>> {
        let rows = self
            .client
            .query(
                "select version, name, checksum, applied_at from ai_platform.migrations order by version",
                &[],
            )
            .await
            .map_err(database)?;
        let mut all: Vec<StepStatus> =
            STEPS.iter().map(|step| StepStatus { step: *step, applied_at: None }).collect();
        for row in rows {
            let (version, name, checksum): (i32, &str, &str) = (row.get(0), row.get(1), row.get(2));
            let Some(found) = all.iter_mut().find(|status| status.step.version == version) else {
                let message = format!(
                    "the database has step {version} (`{name}`), and this program knows {} steps: use a newer one",
                    STEPS.len()
                );
                return Err(Error::new(ErrorKind::UnsupportedVersion, message));
            };
            if found.step.name != name || found.step.checksum() != checksum {
                let message = format!(
                    "step {version} was run as another one (`{name}`): a step that was run is never changed"
                );
                return Err(Error::new(ErrorKind::Conflict, message));
            }
            found.applied_at = Some(timestamp(row.get(3)));
        }
        Ok(all)
    }

    /// Runs every step that was not, up to `version` (all where absent); gives those it ran.
    ///
    /// # Errors
    /// Those of [`Migrator::status`], and what the database says of a step, which is then undone as a whole.
    pub async fn up(&mut self, version: Option<i32>) -> Result<Vec<Step>> {
        let last = version.unwrap_or(i32::MAX);
        let status = self.status().await?;
        let open = status.iter().filter(|status| status.applied_at.is_none() && status.step.version <= last);
        let steps: Vec<Step> = open.map(|status| status.step).collect();
        for step in &steps {
            let record = "insert into ai_platform.migrations (version, name, checksum) values ($1, $2, $3)";
            self.run(step, step.up, record, &[&step.version, &step.name, &step.checksum()]).await?;
        }
        Ok(steps)
    }

    /// Takes back every step after `version` (0 takes back all), newest first; gives those it took back. **Their data is gone.**
    ///
    /// # Errors
    /// Those of [`Migrator::up`].
    pub async fn down(&mut self, version: i32) -> Result<Vec<Step>> {
        let status = self.status().await?;
        let run =
            status.iter().rev().filter(|status| status.applied_at.is_some() && status.step.version > version);
        let steps: Vec<Step> = run.map(|status| status.step).collect();
        for step in &steps {
            let record = "delete from ai_platform.migrations where version = $1";
            self.run(step, step.down, record, &[&step.version]).await?;
        }
        Ok(steps)
    }

    async fn run(
        &mut self,
        step: &Step,
        statements: &str,
        record: &str,
        values: &[&(dyn tokio_postgres::types::ToSql + Sync)],
    ) -> Result<()> {
        let of_step = |error| database(error).with("step", format!("{} {}", step.version, step.name));
        let transaction = self.client.transaction().await.map_err(of_step)?;
        transaction.batch_execute(statements).await.map_err(of_step)?;
        transaction.execute(record, values).await.map_err(of_step)?;
        transaction.commit().await.map_err(of_step)
    }
}
