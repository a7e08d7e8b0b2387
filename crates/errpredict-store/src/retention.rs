//! What is old is taken away: parts are detached and dropped, rows of undivided tables are removed a few at a time.

use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Result, Timestamp};

use crate::error::{database, kind_of};
use crate::store::{Query, Store, Work};
use crate::times::{day, sql_time};

/// How long what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionConfig {
    /// Days for events; absent, as the store has it in `ai_platform.partitioned_tables`: what was said last, 90 at first.
    pub events_days: Option<u16>,
    /// Days for results, from when they last changed or, where a table is divided by time, from when they were said; absent, as the store
    /// has it.
    pub results_days: Option<u16>,
    /// Days for counts, which are small and make an analysis of a year possible.
    pub counts_days: u16,
    /// Days for the audit log.
    pub audit_days: u16,
    /// Bytes that divided tables may take: the oldest days of events go first, then the oldest parts of results, and what is younger
    /// than a week stays. No limit where absent.
    pub max_bytes: Option<u64>,
}

impl Default for RetentionConfig {
    fn default() -> Self {
        RetentionConfig {
            events_days: None,
            results_days: None,
            counts_days: 400,
            audit_days: 400,
            max_bytes: None,
        }
    }
}

/// What was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retired {
    /// Parts of divided tables.
    pub parts: usize,
    /// Rows of undivided tables.
    pub rows: u64,
    /// Rows of the audit log.
    pub audit_rows: u64,
    /// Parts that somebody used for too long; they go next time.
    pub busy: usize,
}

/// Longest that a lock is waited for: whoever writes waits behind whoever waits for a lock.
const LOCK_TIMEOUT: &str = "set lock_timeout = '2s'";
/// Rows removed in one transaction.
const ROWS_AT_ONCE: i64 = 10_000;
/// Days for results where the store says nothing.
const RESULTS_DAYS: i32 = 90;
/// Days that an answer to an idempotency key is kept: nobody sends a batch again after that.
const KEYS_DAYS: i64 = 7;
/// Days that parts of an upload wait for the others.
const CHUNKS_DAYS: i64 = 1;

/// Undivided tables with what says how old a row is. What is still open stays.
const BY_AGE: [(&str, &str); 14] = [
    ("ai_models.anomaly_detections", "not ongoing and updated_at < $1"),
    ("ai_models.root_cause_analysis", "updated_at < $1"),
    ("ai_models.preventive_actions", "status not in ('scheduled', 'running') and updated_at < $1"),
    ("ai_models.ai_insights", "updated_at < $1 and expires < $1"),
    ("ai_models.prediction_feedback", "retrained and updated_at < $1"),
    ("ai_models.ml_pipeline_logs", "started_at < $1"),
    ("ai_models.alert_notifications", "status <> 'pending' and updated_at < $1"),
    // That nobody wants to hear of one holds for as long as was said, also where it is not seen meanwhile.
    ("ai_models.error_patterns", "updated_at < $1 and coalesce(ignored_until < $1, true)"),
    ("ai_platform.alerts", "resolved_at < $1 and updated_at < $1"),
    ("ai_platform.tokens", "least(expires_at, revoked_at) < $1"),
    ("ai_platform.change_events", "at < $1"),
    ("ai_platform.thinned_events", "minute < $1"),
    ("ai_platform.release_health", "minute < $1"),
    ("ai_platform.measured_samples", "at < $1"),
];

const KEEP: Query = Query {
    name: "say how long divided tables are kept",
    text: "update ai_platform.partitioned_tables set retention_days = case name when 'error_events' then coalesce($1, retention_days) \
           else coalesce($2, retention_days) end",
};
const KEEP_AT_LEAST: Query = Query {
    name: "say how long events are kept at least",
    text: "update ai_platform.partitioned_tables set retention_days = greatest(retention_days, $1) where name = 'error_events'",
};
const KEPT: Query = Query {
    name: "how long results are kept",
    text: "select retention_days from ai_platform.partitioned_tables where name = 'error_predictions'",
};
/// The row stays, and what it says in the audit log; the bytes are what takes room. Those of the model that would come back stay.
const OLD_ARTIFACTS: Query = Query {
    name: "remove the bytes of models that were laid aside long ago",
    text: "update ai_models.ml_models m set artifact = null, artifact_hash = null where m.stage = 'archived' and m.artifact is not null \
           and m.updated_at < $1 and not exists (select 1 from ai_models.ml_models a where a.tenant_id = m.tenant_id \
           and a.parent_id = m.id and a.stage = 'active') returning 1",
};
// A release that nobody hears of for as long as counts are kept.
const OLD_RELEASES: Query = Query {
    name: "remove releases that were not seen for long",
    text: "delete from ai_platform.service_releases where last_seen < $1 returning 1",
};
const OLD_COUNTS: Query = Query {
    name: "remove old counts",
    text: "with gone as (delete from ai_platform.rollup_days where day < $1 and part <> 'counters' returning tenant_id, part, service), \
           together as (delete from ai_platform.rollup_services m using (select distinct * from gone) g \
           where m.tenant_id = g.tenant_id and m.part = g.part and m.service = g.service returning 1) \
           select count(*) from gone",
};
const OLD_KEYS: Query = Query {
    name: "remove old idempotency keys",
    text: "delete from ai_platform.idempotency_keys where created_at < $1 returning 1",
};
const OLD_CHUNKS: Query = Query {
    name: "remove old parts of uploads",
    text: "delete from ai_platform.upload_chunks where created_at < $1 returning 1",
};
// A release may be in use for long: its maps stay as long as counts do.
const OLD_MAPS: Query = Query {
    name: "remove old source maps",
    text: "delete from ai_platform.source_maps where updated_at < $1 returning 1",
};
const OLD_AUDIT: Query = Query { name: "retire the audit log", text: "select ai_platform.retire_audit($1)" };
const OLD_PARTS: Query = Query {
    name: "parts that are too old",
    text: "select p.of_table, p.part, p.half_detached from ai_platform.parts p join ai_platform.partitioned_tables t on t.name = p.of_table \
           where p.ends <= $1::date - t.retention_days or p.half_detached order by not p.half_detached, p.starts",
};
const PARTS_BY_AGE: Query = Query {
    name: "parts of events, oldest first, and what all parts take",
    text: "select p.of_table, p.part, p.bytes, sum(p.bytes) over ()::bigint, p.ends from ai_platform.parts p order by p.of_table <> 'error_events', p.starts",
};
/// What was detached and not dropped before a crash.
const LEFT_PARTS: Query = Query {
    name: "parts that belong to no table",
    text: "select c.relname::text from pg_class c where c.relnamespace = 'ai_partitions'::regnamespace and c.relkind = 'r' \
           and not exists (select 1 from pg_inherits i where i.inhrelid = c.oid)",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[
    KEEP,
    KEEP_AT_LEAST,
    KEPT,
    OLD_ARTIFACTS,
    OLD_RELEASES,
    OLD_COUNTS,
    OLD_KEYS,
    OLD_CHUNKS,
    OLD_MAPS,
    OLD_AUDIT,
    OLD_PARTS,
    PARTS_BY_AGE,
    LEFT_PARTS,
];

impl Store {
    /// Takes away what is too old at a time, for all tenants. To be called once a day; called again it goes on where it stopped.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached. A part in use is no error: it is counted as busy.
    pub async fn retire(&self, now: Timestamp, config: &RetentionConfig) -> Result<Retired> {
        let mut retired = Retired::default();
        self.keep_divided(config.events_days, config.results_days).await?;
        let results_days = match config.results_days {
            Some(days) => i64::from(days),
            None => {
                let kept = self.maintain(&KEPT, &[]).await?;
                i64::from(kept.first().map_or(RESULTS_DAYS, |row| row.get(0)))
            }
        };
        let before = |days: i64| sql_time(now.plus_ms(-days * DAY_MS));
        let old = self.maintain(&OLD_PARTS, &[&day(now)]).await?;
        // A table can have one part at a time that is detached while somebody still reads it; its others wait for the next round.
        let mut waiting: Vec<&str> = Vec::new();
        for row in &old {
            let table: &str = row.get(0);
            if !waiting.contains(&table)
                && !self.drop_part(table, row.get(1), row.get(2), &mut retired).await?
            {
                waiting.push(table);
            }
        }
        if let Some(most) = config.max_bytes {
            self.drop_beyond(most, now, &mut retired).await?;
        }
        for row in self.maintain(&LEFT_PARTS, &[]).await? {
            let drop = format!("{LOCK_TIMEOUT}; drop table ai_partitions.{}", quoted(row.get(0)));
            self.unless_busy(&drop, &mut retired).await?;
        }
        for (table, condition) in BY_AGE {
            let time = before(results_days);
            let text = format!(
                "with gone as (delete from {table} where ctid = any (array(select ctid from {table} where {condition} \
                 limit {ROWS_AT_ONCE})) returning 1) select count(*) from gone"
            );
            loop {
                let gone = self.maintain_text(&text, &[&time]).await?;
                retired.rows += gone.unsigned_abs();
                if gone < ROWS_AT_ONCE {
                    break;
                }
            }
        }
        let oldest = day(now.plus_ms(-i64::from(config.counts_days) * DAY_MS));
        let counts = self.maintain(&OLD_COUNTS, &[&oldest]).await?;
        retired.rows += counts.first().map_or(0, |row| row.get::<_, i64>(0).unsigned_abs());
        retired.rows += self.maintain(&OLD_KEYS, &[&before(KEYS_DAYS)]).await?.len() as u64;
        retired.rows += self.maintain(&OLD_CHUNKS, &[&before(CHUNKS_DAYS)]).await?.len() as u64;
        retired.rows +=
            self.maintain(&OLD_MAPS, &[&before(i64::from(config.counts_days))]).await?.len() as u64;
        retired.rows += self.maintain(&OLD_ARTIFACTS, &[&before(results_days)]).await?.len() as u64;
        retired.rows +=
            self.maintain(&OLD_RELEASES, &[&before(i64::from(config.counts_days))]).await?.len() as u64;
        let audit = self.maintain(&OLD_AUDIT, &[&before(i64::from(config.audit_days))]).await?;
        retired.audit_rows = audit.first().map_or(0, |row| row.get::<_, i64>(0).unsigned_abs());
        Ok(retired)
    }

    async fn keep_divided(&self, events_days: Option<u16>, results_days: Option<u16>) -> Result<()> {
        if events_days.is_none() && results_days.is_none() {
            return Ok(());
        }
        self.maintain(&KEEP, &[&events_days.map(i32::from), &results_days.map(i32::from)]).await.map(drop)
    }

    /// Says how many days events are kept, whoever takes away what is too old.
    ///
    /// # Errors
    /// `invalid_input` for a number that is not from 1 to 3,660, `unavailable` where the database cannot be reached.
    pub async fn keep_events_for(&self, days: u16) -> Result<()> {
        self.keep_divided(Some(days), None).await
    }

    /// Says how many days events are kept at least: more, where more was said before.
    ///
    /// # Errors
    /// As [`Store::keep_events_for`].
    pub async fn keep_events_at_least_for(&self, days: u16) -> Result<()> {
        self.maintain(&KEEP_AT_LEAST, &[&i32::from(days)]).await.map(drop)
    }

    /// Detaches a part, which nobody has to wait for, and drops it; false where somebody uses it.
    async fn drop_part(
        &self,
        table: &str,
        part: &str,
        half_detached: bool,
        retired: &mut Retired,
    ) -> Result<bool> {
        let (table, part) = (quoted(table), quoted(part));
        let how = if half_detached { "finalize" } else { "concurrently" };
        let detach = format!("alter table ai_models.{table} detach partition ai_partitions.{part} {how}");
        if self.unless_busy(&detach, retired).await?
            && self.unless_busy(&format!("drop table ai_partitions.{part}"), retired).await?
        {
            retired.parts += 1;
            return Ok(true);
        }
        Ok(false)
    }

    /// The oldest parts, those of events first, until all parts take no more than that; what the last week needs stays.
    async fn drop_beyond(&self, most: u64, now: Timestamp, retired: &mut Retired) -> Result<()> {
        let parts = self.maintain(&PARTS_BY_AGE, &[]).await?;
        let mut left = parts.first().map_or(0, |row| row.get::<_, i64>(3).unsigned_abs());
        let week = day(now.plus_ms(-7 * DAY_MS));
        let mut waiting: Vec<&str> = Vec::new();
        for row in &parts {
            let (table, part, bytes): (&str, &str, i64) = (row.get(0), row.get(1), row.get(2));
            if left <= most {
                break;
            }
            if row.get::<_, jiff::civil::Date>(4) > week || waiting.contains(&table) {
                continue;
            }
            if self.drop_part(table, part, false, retired).await? {
                left = left.saturating_sub(bytes.unsigned_abs());
            } else {
                waiting.push(table);
            }
        }
        Ok(())
    }

    /// Runs a statement that needs a strong lock for a moment; false where it did not get it in time.
    async fn unless_busy(&self, statement: &str, retired: &mut Retired) -> Result<bool> {
        // Closed, not handed back, where nobody waits for the end of it: others would wait as shortly.
        let session = Work::of(self.client().await?, true);
        session.client().batch_execute(LOCK_TIMEOUT).await.map_err(database)?;
        let done = session.client().batch_execute(statement).await;
        session.client().batch_execute("reset lock_timeout").await.map_err(database)?;
        session.release();
        match done {
            Ok(()) => Ok(true),
            Err(error) if error.code().is_some_and(|state| kind_of(state) == ErrorKind::Unavailable) => {
                retired.busy += 1;
                Ok(false)
            }
            Err(error) => Err(database(error)),
        }
    }

    async fn maintain_text(&self, text: &str, values: crate::store::Values<'_>) -> Result<i64> {
        let client = self.client().await?;
        let statement = client.prepare_cached(text).await.map_err(database)?;
        let (begun, rows, committed) = tokio::join!(
            biased;
            client.batch_execute("begin; set local app.maintenance = 'on'"),
            client.query_one(&statement, values),
            client.batch_execute("commit"),
        );
        begun.map_err(database)?;
        let row = rows.map_err(database)?;
        committed.map_err(database)?;
        row.try_get(0).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
    }
}

/// A name as part of a statement.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
