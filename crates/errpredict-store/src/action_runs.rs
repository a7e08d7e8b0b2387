//! `action_runs`: what is handed to executors. Whoever claims a run works on it; one whose worker is not heard of any more is claimed
//! again by the same id, so that a receiver can tell, and whoever must not do it twice sees the attempt.

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Plan, Query, Store, Tenant, apart};
use crate::tables::StoredAction;
use crate::times::sql_time;

/// What is asked of an executor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// To say what it would do.
    DryRun,
    /// To do it.
    Execute,
    /// To take it back.
    RollBack,
}

impl RunKind {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RunKind::DryRun => "dry_run",
            RunKind::Execute => "execute",
            RunKind::RollBack => "roll_back",
        }
    }
}

/// A run as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredActionRun {
    /// The row's id.
    pub id: Uuid,
    /// The action.
    pub action_id: Uuid,
    /// What was asked.
    pub kind: RunKind,
    /// Of which executor.
    pub executor: String,
    /// `pending`, `running`, `succeeded`, `failed`, or `unknown` where its worker was lost.
    pub status: String,
    /// By whom; none for errpredict itself.
    pub asked_by: Option<String>,
    /// From when on it may be carried out.
    pub due_at: Timestamp,
    /// How often it was begun.
    pub attempts: i32,
    /// When it was last begun.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What the executor said.
    pub answer: Option<Value>,
    /// Why it failed.
    pub error: Option<String>,
}

macro_rules! run {
    () => {
        "jsonb_strip_nulls(jsonb_build_object('id', r.id, 'action_id', r.action_id, 'kind', r.kind, 'executor', r.executor, \
         'status', r.status, 'asked_by', r.created_by, 'due_at', r.due_at, 'attempts', r.attempts, 'started_at', r.started_at, \
         'ended_at', r.ended_at, 'answer', r.answer, 'error', r.error)) "
    };
}

const ASK: Query = Query {
    name: "ask an executor",
    text: "with made as (insert into ai_platform.action_runs (id, tenant_id, action_id, kind, executor, due_at) \
           select $5, ai_platform.current_tenant(), a.id, $2, $3, coalesce($4, clock_timestamp()) from ai_models.preventive_actions a \
           where a.id = $1 on conflict (action_id, kind) where status in ('pending', 'running') do nothing returning id, action_id) \
           select m.id, ai_platform.append_audit('ask_' || $2, 'action_runs', m.id::text, null, \
           jsonb_build_object('action_id', m.action_id, 'executor', $3::text, 'due_at', $4)), \
           pg_notify('errpredict_jobs', 'action')::text from made m",
};
const ASKED: Query = Query {
    name: "whether an executor was asked",
    text: "select 1 from ai_platform.action_runs where id = $1",
};
const START: Query = Query {
    name: "begin an action that an executor carries out",
    text: "update ai_models.preventive_actions set status = 'running' where id = $1 returning 1",
};
const CLAIM: Query = Query {
    name: "claim a run that is due",
    text: concat!(
        "update ai_platform.action_runs r set status = 'running', attempts = r.attempts + 1, started_at = clock_timestamp(), \
         lease_until = clock_timestamp() + $1 * interval '1 millisecond', updated_at = clock_timestamp() where r.id = ( \
         select d.id from ai_platform.action_runs d where d.status = 'pending' and d.due_at <= clock_timestamp() \
         or d.status = 'running' and d.lease_until < clock_timestamp() order by d.due_at limit 1 for update skip locked) returning ",
        run!()
    ),
};
const END: Query = Query {
    name: "end a run",
    text: "with done as (update ai_platform.action_runs set status = $3, answer = $4, error = $5, ended_at = clock_timestamp(), \
           updated_at = clock_timestamp() where id = $1 and status = 'running' and attempts = $2 returning id) \
           select ai_platform.append_audit($3, 'action_runs', d.id::text, null, jsonb_build_object('error', $5::text)) from done d",
};
const AGAIN: Query = Query {
    name: "a run is tried again after a while",
    text: "with done as (update ai_platform.action_runs set status = 'pending', error = $3, lease_until = null, \
           due_at = clock_timestamp() + $4 * interval '1 millisecond', updated_at = clock_timestamp() \
           where id = $1 and status = 'running' and attempts = $2 returning id) \
           select ai_platform.append_audit('try_again', 'action_runs', d.id::text, null, jsonb_build_object('error', $3::text)) from done d",
};
const OUTCOME: Query = Query {
    name: "say what an executor did",
    text: "update ai_models.preventive_actions set status = $2, result = coalesce($3, result) where id = $1 returning 1",
};
const DRY: Query = Query {
    name: "keep what an action would do",
    text: "update ai_models.preventive_actions set dry_run = $2 where id = $1 returning 1",
};
const OF_ACTION: Query = Query {
    name: "runs of an action",
    text: concat!(
        "select ",
        run!(),
        "from ai_platform.action_runs r where r.action_id = $1 order by r.created_at desc limit 100"
    ),
};
const DRY_RUN: Query = Query {
    name: "what an action would do",
    text: "select dry_run, measured_effect from ai_models.preventive_actions where id = $1",
};
const DUE: Query = Query {
    name: "active tenants with runs or planned actions that are due",
    text: "select distinct tenant_id from ( \
           select tenant_id from ai_platform.action_runs where status = 'pending' and due_at <= clock_timestamp() \
           or status = 'running' and lease_until < clock_timestamp() union all \
           select tenant_id from ai_models.preventive_actions where status = 'scheduled' and scheduled_for <= clock_timestamp()) t \
           where exists (select 1 from ai_platform.tenants o where o.id = t.tenant_id and o.active)",
};
const UNMEASURED: Query = Query {
    name: "actions whose effect was not measured",
    text: "select id from ai_models.preventive_actions where status = 'executed' and measured_effect is null and executed_at > $1 \
           and executed_at <= $2 order by executed_at limit 200",
};
const ACTED: Query = Query {
    name: "when actions of a service were over",
    text: "select executed_at from ai_models.preventive_actions where executed_at is not null and service is not distinct from $1 \
           order by executed_at desc limit 1000",
};
const MEASURED: Query = Query {
    name: "keep the measured effect of an action",
    text: "with done as (update ai_models.preventive_actions set measured_effect = $2 where id = $1 returning id) \
           select ai_platform.append_audit('measure', 'preventive_actions', d.id::text, null, $2) from done d",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[
    ASK, ASKED, START, CLAIM, END, AGAIN, OUTCOME, DRY, OF_ACTION, DRY_RUN, DUE, UNMEASURED, ACTED, MEASURED,
];

/// What came of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunEnd {
    /// `succeeded`, `failed` or `unknown`.
    pub status: &'static str,
    /// What the executor said.
    pub answer: Option<Value>,
    /// Why it failed.
    pub error: Option<String>,
    /// The state that the action takes, where it takes one, and its result.
    pub action: Option<(&'static str, Value)>,
    /// Minutes after which what was done is taken back.
    pub back_after_minutes: Option<u32>,
}

fn new_id() -> Result<Uuid> {
    Ok(Uuid::from_bytes(crate::random::random_bytes()?))
}

impl Store {
    /// Tenants that have something to carry out, by the clock of the database.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn tenants_with_actions_due(&self) -> Result<Vec<Uuid>> {
        Ok(self.maintain(&DUE, &[]).await?.iter().map(|row| row.get(0)).collect())
    }
}

impl Tenant {
    /// Asks an executor for something, at a time or at once; gives the run, none where the same is asked for already.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn ask_executor(
        &self,
        action: Uuid,
        kind: RunKind,
        executor: &str,
        due: Option<Timestamp>,
    ) -> Result<Option<Uuid>> {
        let rows = self
            .rows(&ASK, Plan::Kept, &[&action, &kind.name(), &executor, &due.map(sql_time), &new_id()?])
            .await?;
        Ok(rows.first().map(|row| row.get(0)))
    }

    /// Begins an action, as [`Tenant::step_action`] does, and asks an executor to carry it out: both or neither.
    ///
    /// # Errors
    /// `invalid_argument` where it may not begin: without the approval that its type demands, or without a person.
    pub async fn start_action(&self, action: Uuid, executor: &str) -> Result<Uuid> {
        // Named before it is written: where the answer of a commit is lost, the run is found and the action begun once.
        let (tenant, executor, run) = (self.clone(), executor.to_owned(), new_id()?);
        apart(move || {
            let (tenant, executor) = (tenant.clone(), executor.clone());
            async move {
                let work = tenant.begin().await?;
                if !work.rows(&ASKED, &[&run]).await?.is_empty() {
                    work.commit().await?;
                    return Ok(run);
                }
                work.rows(&START, &[&action]).await?;
                let none: Option<jiff::Timestamp> = None;
                let rows =
                    work.rows(&ASK, &[&action, &RunKind::Execute.name(), &executor, &none, &run]).await?;
                if rows.is_empty() {
                    let message = "an executor works on this action already";
                    return Err(Error::new(ErrorKind::Conflict, message));
                }
                work.commit().await?;
                Ok(run)
            }
        })
        .await
    }

    /// Takes a run that is due, for this worker alone and for so long.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn claim_run(&self, lease_ms: u32) -> Result<Option<StoredActionRun>> {
        Ok(self.values(&CLAIM, Plan::Kept, &[&f64::from(lease_ms)]).await?.pop())
    }

    /// Says what came of a run, and of its action: all or nothing. False where another worker has it meanwhile.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn end_run(&self, run: &StoredActionRun, end: &RunEnd) -> Result<bool> {
        let (tenant, run, end) = (self.clone(), run.clone(), end.clone());
        apart(move || {
            let (tenant, run, end) = (tenant.clone(), run.clone(), end.clone());
            async move {
                let work = tenant.begin().await?;
                let values: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
                    [&run.id, &run.attempts, &end.status, &end.answer, &end.error];
                if work.rows(&END, &values).await?.is_empty() {
                    return Ok(false);
                }
                if let Some((status, result)) = &end.action {
                    work.rows(&OUTCOME, &[&run.action_id, status, result]).await?;
                }
                if run.kind == RunKind::DryRun {
                    let said = end.answer.clone().or(end.error.clone().map(Value::String));
                    work.rows(&DRY, &[&run.action_id, &said]).await?;
                }
                if let Some(minutes) = end.back_after_minutes {
                    let due =
                        tenant.store.now().await?.plus_ms(i64::from(minutes) * errpredict::time::MINUTE_MS);
                    let due = Some(sql_time(due));
                    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
                        [&run.action_id, &RunKind::RollBack.name(), &run.executor, &due, &new_id()?];
                    work.rows(&ASK, &values).await?;
                }
                work.commit().await?;
                Ok(true)
            }
        })
        .await
    }

    /// Says that a run has no answer, and is tried again after so many milliseconds under the same id. False where another worker has it.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn try_run_again(&self, run: &StoredActionRun, error: &str, after_ms: u64) -> Result<bool> {
        Ok(self.change(&AGAIN, &[&run.id, &run.attempts, &error, &(after_ms as f64)]).await? > 0)
    }

    /// Runs of an action, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn runs_of_action(&self, action: Uuid) -> Result<Vec<StoredActionRun>> {
        self.on_primary().values(&OF_ACTION, Plan::Kept, &[&action]).await
    }

    /// What an action would do and what it did, as far as either is known.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn dry_run_and_effect(&self, action: Uuid) -> Result<(Option<Value>, Option<Value>)> {
        let rows = self.on_primary().rows(&DRY_RUN, Plan::Kept, &[&action]).await?;
        Ok(rows.first().map_or((None, None), |row| (row.get(0), row.get(1))))
    }

    /// Actions that were carried out in (after, until] and whose effect was not measured.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn unmeasured_actions(&self, after: Timestamp, until: Timestamp) -> Result<Vec<StoredAction>> {
        let rows =
            self.on_primary().rows(&UNMEASURED, Plan::Fresh, &[&sql_time(after), &sql_time(until)]).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            found.extend(self.on_primary().action(row.get(0)).await?);
        }
        Ok(found)
    }

    /// When actions of a service, or of all together, were over.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn acted(&self, service: Option<&str>) -> Result<Vec<Timestamp>> {
        let rows = self.on_primary().rows(&ACTED, Plan::Fresh, &[&service]).await?;
        Ok(rows.iter().map(|row| crate::times::timestamp(row.get(0))).collect())
    }

    /// Keeps what an action achieved against what would have come.
    ///
    /// # Errors
    /// As [`Tenant::ask_executor`].
    pub async fn keep_effect(&self, action: Uuid, effect: &Value) -> Result<bool> {
        Ok(self.change(&MEASURED, &[&action, effect]).await? > 0)
    }
}
