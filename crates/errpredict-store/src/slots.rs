//! `job_slots` and `job_runs`: when a job is due, who works on it, and how that went. The clock is that of the database, so that
//! machines whose clocks differ agree.
//!
//! A slot is claimed by one worker at a time and for a while only. Attempts are raised at the claim: a job that kills its process has
//! been tried, and ends after so many. Whoever lost a slot can no longer end it.

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::ids::timed_id;
use crate::store::{Query, Store};
use crate::times::{sql_time, timestamp};

/// A slot that this worker works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedSlot {
    /// The row's id.
    pub id: Uuid,
    /// The job.
    pub job: String,
    /// When it was due: the time the job works as of.
    pub slot: Timestamp,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// Attempts it has in all.
    pub max_attempts: i32,
    /// The one tenant it is for; none for all.
    pub of_tenant: Option<Uuid>,
    /// Who claimed it.
    pub worker: String,
}

impl ClaimedSlot {
    /// The id of this attempt's run for a tenant, in `ml_pipeline_logs`.
    #[must_use]
    pub fn run_id(&self, tenant: &str) -> Uuid {
        timed_id(self.slot, &[self.id.as_bytes(), &self.attempt.to_be_bytes(), tenant.as_bytes()])
    }
}

/// A slot as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredSlot {
    /// The row's id.
    pub id: Uuid,
    /// The job.
    pub job: String,
    /// When it is or was due.
    pub slot: Timestamp,
    /// `pending`, `running`, `completed`, `failed` or `skipped`.
    pub status: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Who asked for it; absent for one of the schedule.
    pub asked_by: Option<String>,
    /// When its last attempt began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What last went wrong.
    pub error: Option<String>,
}

/// A slot that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSlot {
    /// The row's id.
    pub id: Uuid,
    /// The job.
    pub job: String,
    /// Whether somebody works on it.
    pub running: bool,
    /// How often it was tried.
    pub attempts: i32,
    /// When its lease ends, where somebody works on it; else when it may be tried.
    pub until: Timestamp,
    /// What last went wrong.
    pub error: Option<String>,
}

/// A time of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedSlot {
    /// When it is due.
    pub slot: Timestamp,
    /// Whether it was missed and a later one stands for it.
    pub skipped: bool,
}

const NOW: Query = Query { name: "time of the database", text: "select clock_timestamp()" };
const NEWEST: Query = Query {
    name: "newest slot of a job",
    text: "select slot from ai_platform.job_slots where job = $1 and of_tenant is null and asked_by is null order by slot desc limit 1",
};
const PLAN: Query = Query {
    name: "plan slots",
    text: "insert into ai_platform.job_slots (job, slot, status, next_try_at, max_attempts, ended_at) select $1, s.slot, \
           case when s.skipped then 'skipped' else 'pending' end, s.slot, $4, case when s.skipped then clock_timestamp() end \
           from unnest($2::timestamptz[], $3::boolean[]) as s(slot, skipped) on conflict do nothing returning 1",
};
const ASK: Query = Query {
    name: "ask for a job",
    text: "with made as (insert into ai_platform.job_slots (job, slot, next_try_at, of_tenant, asked_by, max_attempts) \
           values ($1, $2, clock_timestamp(), $3, $4, $5) on conflict do nothing returning id) \
           select m.id, pg_notify('errpredict_jobs', 'slot')::text from made m",
};
/// What was claimed so often that it may not be again, by somebody who has not been heard of since.
const LOST: Query = Query {
    name: "give up slots whose last worker was lost",
    text: "with lost as (update ai_platform.job_slots set status = 'failed', ended_at = clock_timestamp(), lease_until = null, \
           error = 'the process that worked on it ended without a word, in attempt ' || attempts || ' of ' || max_attempts, \
           updated_at = clock_timestamp() where status = 'running' and lease_until < clock_timestamp() and attempts >= max_attempts \
           returning id, job, attempts, error), \
           told as (update ai_platform.job_runs r set ended_at = clock_timestamp(), error = l.error from lost l \
           where r.slot_id = l.id and r.ended_at is null) select job, error from lost order by job",
};
/// A slot whose worker was lost comes before those that wait: of a job one runs at a time. What is due longest comes first.
const CLAIM: Query = Query {
    name: "claim a slot",
    text: "with due as (select s.id from ai_platform.job_slots s where s.job = any ($1) \
           and (s.status = 'pending' and s.next_try_at <= clock_timestamp() and not exists (select 1 from ai_platform.job_slots o \
           where o.job = s.job and o.status = 'running') or s.status = 'running' and s.lease_until < clock_timestamp() \
           and s.attempts < s.max_attempts) \
           order by s.status = 'running' desc, s.next_try_at, array_position($1, s.job), s.slot limit 1 for update skip locked), \
           claimed as (update ai_platform.job_slots s set status = 'running', attempts = s.attempts + 1, claimed_by = $2, \
           lease_until = clock_timestamp() + $3 * interval '1 millisecond', started_at = clock_timestamp(), ended_at = null, \
           updated_at = clock_timestamp() from due where s.id = due.id \
           returning s.id, s.job, s.slot, s.attempts, s.max_attempts, s.of_tenant), \
           lost as (update ai_platform.job_runs r set ended_at = clock_timestamp(), \
           error = 'the process that worked on it ended without a word' from claimed c where r.slot_id = c.id and r.ended_at is null), \
           run as (insert into ai_platform.job_runs (slot_id, attempt, started_at) select id, attempts, clock_timestamp() from claimed) \
           select * from claimed",
};
const KEEP: Query = Query {
    name: "keep a slot",
    text: "update ai_platform.job_slots set lease_until = clock_timestamp() + $4 * interval '1 millisecond' \
           where id = $1 and attempts = $2 and claimed_by = $3 and status = 'running' returning 1",
};
const END: Query = Query {
    name: "end a slot",
    text: "with done as (update ai_platform.job_slots set status = case when $4::text is null then 'completed' \
           when $5::float8 is null then 'failed' else 'pending' end, error = $4, lease_until = null, claimed_by = null, \
           ended_at = clock_timestamp(), next_try_at = clock_timestamp() + coalesce($5, 0) * interval '1 millisecond', \
           updated_at = clock_timestamp() where id = $1 and attempts = $2 and claimed_by = $3 and status = 'running' \
           returning id, attempts), \
           told as (update ai_platform.job_runs r set ended_at = clock_timestamp(), error = $4 from done d \
           where r.slot_id = d.id and r.attempt = d.attempts) select 1 from done",
};
const DUE_NEXT: Query = Query {
    name: "when a slot is due next",
    text: "select min(case status when 'pending' then next_try_at else lease_until end) from ai_platform.job_slots \
           where status in ('pending', 'running') and job = any ($1)",
};
const OPEN: Query = Query {
    name: "slots of jobs that have not ended",
    text: "select id, job, status = 'running', attempts, case status when 'running' then lease_until else next_try_at end, error \
           from ai_platform.job_slots where status in ('pending', 'running') and job = any ($1) order by status = 'running' desc, slot",
};
const WITHDRAW: Query = Query {
    name: "withdraw a slot that nobody has begun",
    text: "delete from ai_platform.job_slots where id = $1 and status = 'pending' and attempts = 0 returning 1",
};
const LIST: Query = Query {
    name: "slots of jobs",
    text: "select jsonb_strip_nulls(jsonb_build_object('id', id, 'job', job, 'slot', slot, 'status', status, 'attempts', attempts, \
           'asked_by', asked_by, 'started_at', started_at, 'ended_at', ended_at, 'error', error)) from ai_platform.job_slots \
           where ($1::text is null or job = $1) and (of_tenant is null or of_tenant = $2) order by slot desc, job limit $3",
};
const RETIRE: Query = Query {
    name: "retire slots",
    text: "delete from ai_platform.job_slots where slot < $1 and status in ('completed', 'failed', 'skipped') returning 1",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] =
    &[NOW, NEWEST, PLAN, ASK, LOST, CLAIM, KEEP, END, DUE_NEXT, OPEN, WITHDRAW, LIST, RETIRE];

fn claimed(row: &Row, worker: &str) -> ClaimedSlot {
    ClaimedSlot {
        id: row.get(0),
        job: row.get(1),
        slot: timestamp(row.get(2)),
        attempt: row.get(3),
        max_attempts: row.get(4),
        of_tenant: row.get(5),
        worker: worker.to_owned(),
    }
}

impl Store {
    /// The time by the clock of the database, which all workers share.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn now(&self) -> Result<Timestamp> {
        let rows = self.maintain(&NOW, &[]).await?;
        rows.first()
            .map(|row| timestamp(row.get(0)))
            .ok_or_else(|| Error::new(ErrorKind::Internal, "the database does not say what time it is"))
    }

    /// The newest slot of a job's schedule that was planned.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn newest_slot(&self, job: &str) -> Result<Option<Timestamp>> {
        Ok(self.maintain(&NEWEST, &[&job]).await?.first().map(|row| timestamp(row.get(0))))
    }

    /// Writes slots of a job's schedule; those that are there stay. Gives how many are new.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn plan_slots(&self, job: &str, planned: &[PlannedSlot], max_attempts: i32) -> Result<usize> {
        let slots: Vec<jiff::Timestamp> = planned.iter().map(|planned| sql_time(planned.slot)).collect();
        let skipped: Vec<bool> = planned.iter().map(|planned| planned.skipped).collect();
        Ok(self.maintain(&PLAN, &[&job, &slots, &skipped, &max_attempts]).await?.len())
    }

    /// Asks for a job out of its turn, for one tenant or for all; a worker is told at once. None where it was asked for that very
    /// time before.
    ///
    /// # Errors
    /// `invalid_input` without such a tenant.
    pub async fn ask_for_job(
        &self,
        job: &str,
        slot: Timestamp,
        of_tenant: Option<Uuid>,
        asked_by: &str,
        max_attempts: i32,
    ) -> Result<Option<Uuid>> {
        let rows =
            self.maintain(&ASK, &[&job, &sql_time(slot), &of_tenant, &asked_by, &max_attempts]).await?;
        Ok(rows.first().map(|row| row.get(0)))
    }

    /// Ends slots that were tried as often as they may be and whose worker was lost: job and what is said of each.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn give_up_lost_slots(&self) -> Result<Vec<(String, String)>> {
        Ok(self.maintain(&LOST, &[]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Takes a slot that is due, of one of these jobs, for this worker alone and for so long; of a job one runs at a time.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn claim_slot(
        &self,
        jobs: &[&str],
        worker: &str,
        lease_ms: u32,
    ) -> Result<Option<ClaimedSlot>> {
        match self.maintain(&CLAIM, &[&jobs, &worker, &f64::from(lease_ms)]).await {
            Ok(rows) => Ok(rows.first().map(|row| claimed(row, worker))),
            // Two workers took two slots of one job at the same moment: the index let one of them.
            Err(error) if error.kind() == ErrorKind::Conflict => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Says that a slot is still worked on; false where it is another's meanwhile.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn keep_slot(&self, slot: &ClaimedSlot, lease_ms: u32) -> Result<bool> {
        let rows =
            self.maintain(&KEEP, &[&slot.id, &slot.attempt, &slot.worker, &f64::from(lease_ms)]).await?;
        Ok(!rows.is_empty())
    }

    /// Ends a slot: done, or failed and to be tried again after so many milliseconds, or failed for good. False where it is another's
    /// meanwhile.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn end_slot(
        &self,
        slot: &ClaimedSlot,
        error: Option<&str>,
        again_after_ms: Option<u64>,
    ) -> Result<bool> {
        let again = again_after_ms.map(|ms| ms as f64);
        let rows = self.maintain(&END, &[&slot.id, &slot.attempt, &slot.worker, &error, &again]).await?;
        Ok(!rows.is_empty())
    }

    /// When a slot of these jobs may be claimed next, as far as they are planned.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn next_slot_due(&self, jobs: &[&str]) -> Result<Option<Timestamp>> {
        let rows = self.maintain(&DUE_NEXT, &[&jobs]).await?;
        Ok(rows.first().and_then(|row| row.get::<_, Option<jiff::Timestamp>>(0)).map(timestamp))
    }

    /// Slots of these jobs that have not ended; those that somebody works on first.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn open_slots(&self, jobs: &[&str]) -> Result<Vec<OpenSlot>> {
        let rows = self.maintain(&OPEN, &[&jobs]).await?;
        let one = |row: &Row| OpenSlot {
            id: row.get(0),
            job: row.get(1),
            running: row.get(2),
            attempts: row.get(3),
            until: timestamp(row.get(4)),
            error: row.get(5),
        };
        Ok(rows.iter().map(one).collect())
    }

    /// Takes back a slot that nobody has begun; false where somebody has, or there is none.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn withdraw_slot(&self, id: Uuid) -> Result<bool> {
        Ok(!self.maintain(&WITHDRAW, &[&id]).await?.is_empty())
    }

    /// Slots of a job or of all, those of all tenants and of one, the newest first.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn slots(&self, job: Option<&str>, tenant: Uuid, limit: u16) -> Result<Vec<StoredSlot>> {
        let rows = self.maintain(&LIST, &[&job, &tenant, &i64::from(limit)]).await?;
        rows.iter().map(crate::store::value).collect()
    }

    /// Removes slots that ended before a time, with their runs; gives how many.
    ///
    /// # Errors
    /// As [`Store::now`].
    pub async fn retire_slots(&self, before: Timestamp) -> Result<usize> {
        Ok(self.maintain(&RETIRE, &[&sql_time(before)]).await?.len())
    }
}
