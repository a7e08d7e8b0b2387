//! How the store itself does: jobs, what comes in, its size, its models and its alerts. What watches errpredict reads this.

use errpredict::vocabulary::{ModelType, NotificationChannel};
use errpredict::{Error, ErrorKind, Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::migrate::STEPS;
use crate::store::{Plan, Query, Store, Tenant};

/// How a job of the schedule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobHealth {
    /// The job.
    pub job: String,
    /// When a slot was last done.
    pub completed_at: Option<Timestamp>,
    /// When a slot last failed for good.
    pub failed_at: Option<Timestamp>,
    /// What last went wrong.
    pub error: Option<String>,
    /// Slots that failed for good since one was done.
    #[serde(default)]
    pub failed: i64,
    /// Since when a slot is due that nobody took.
    pub waits_since: Option<Timestamp>,
    /// Since when one is worked on.
    pub runs_since: Option<Timestamp>,
}

impl JobHealth {
    /// How long a slot waits for whoever takes it or is done with it, in milliseconds; 0 where none waits.
    #[must_use]
    pub fn lag_ms(&self, now: Timestamp) -> i64 {
        self.waits_since.map_or(0, |since| (now.ms() - since.ms()).max(0))
    }

    /// Whether the newest slot that ended failed for good.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.failed_at.is_some_and(|failed| self.completed_at.is_none_or(|done| done < failed))
    }
}

/// How late events of a tenant arrive, by the newest of each service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Arrival {
    /// Services of which something came within a day.
    #[serde(default)]
    pub services: i64,
    /// Milliseconds from when the newest event of a service happened until it was received, in half of the services more.
    pub late_ms: Option<i64>,
    /// When the newest event of any service happened.
    pub newest_at: Option<Timestamp>,
}

/// How a model that answers does, as it was last evaluated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelHealth {
    /// The model.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: i32,
    /// What it does.
    pub model_type: ModelType,
    /// When it was last trained.
    pub trained_at: Option<Timestamp>,
    /// When it was last evaluated.
    pub evaluated_at: Option<Timestamp>,
    /// Brier score of its last evaluation.
    pub brier: Option<f64>,
    /// Expected calibration error of its last evaluation.
    pub ece: Option<f64>,
    /// The population stability index of the feature that has moved furthest since it was learnt.
    pub most_psi: Option<f64>,
    /// Features that have moved further than 0.25.
    #[serde(default)]
    pub drifted: i64,
}

/// What people have to look at: alerts that go on, and messages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AlertLoad {
    /// Alerts that go on, by kind and severity.
    #[serde(default)]
    pub open: Vec<OpenAlerts>,
    /// Alerts that were opened within a day.
    #[serde(default)]
    pub opened_in_a_day: i64,
    /// Messages that wait to be sent and are due.
    #[serde(default)]
    pub waiting: i64,
    /// Messages that could not be sent and are tried no more, within a day.
    #[serde(default)]
    pub undelivered_in_a_day: i64,
}

/// Alerts of a kind and severity that go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAlerts {
    /// `anomaly`, `prediction`, `training`, `degradation` or `platform`.
    pub kind: String,
    /// How bad.
    pub severity: Severity,
    /// How many.
    pub count: i64,
}

/// Somebody whom nothing reaches: messages could not be handed over, and none was since the first of them was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreached {
    /// How messages go there.
    pub channel: NotificationChannel,
    /// Whom: an address, a number, the name of a hook.
    pub recipient: String,
    /// When the first of them was written.
    pub since: Timestamp,
    /// How many there are.
    pub messages: i64,
    /// What was last said of one of them.
    pub error: Option<String>,
}

/// Of each job the slots of the last days, those that are of one tenant left out.
const JOBS: Query = Query {
    name: "how jobs do",
    text: "select jsonb_strip_nulls(jsonb_build_object('job', s.job, 'completed_at', d.at, \
           'failed_at', max(s.ended_at) filter (where s.status = 'failed'), \
           'error', (array_agg(s.error order by s.updated_at desc) filter (where s.error is not null and (d.at is null or s.updated_at > d.at)))[1], \
           'failed', count(*) filter (where s.status = 'failed' and (d.at is null or s.ended_at > d.at)), \
           'waits_since', min(greatest(s.next_try_at, s.created_at)) filter (where s.status = 'pending' and s.next_try_at <= clock_timestamp()), \
           'runs_since', min(s.started_at) filter (where s.status = 'running'))) \
           from ai_platform.job_slots s cross join lateral (select max(o.ended_at) as at from ai_platform.job_slots o \
           where o.job = s.job and o.status = 'completed' and o.of_tenant is null and o.slot > now() - interval '8 days') d \
           where s.of_tenant is null and s.slot > now() - interval '8 days' group by s.job, d.at order by s.job",
};
const ARRIVAL: Query = Query {
    name: "how late events arrive",
    text: "select jsonb_strip_nulls(jsonb_build_object('services', count(e.received_at), 'newest_at', max(s.last_seen), \
           'late_ms', (percentile_disc(0.5) within group (order by greatest(0, extract(epoch from e.received_at - e.timestamp)) * 1000))::bigint)) \
           from ai_platform.services s left join lateral (select x.received_at, x.timestamp from ai_models.error_events x \
           where x.tenant_id = s.tenant_id and x.service = s.name and x.timestamp > $1 order by x.timestamp desc limit 1) e \
           on s.last_seen > $1",
};
const SIZE: Query =
    Query { name: "size of the database", text: "select pg_database_size(current_database())" };
/// 0.25 is the usual mark of a population that is another one (Siddiqi 2006, "Credit Risk Scorecards", chapter 8).
const MODELS: Query = Query {
    name: "how models do that answer",
    text: "select jsonb_strip_nulls(jsonb_build_object('id', m.id, 'name', m.name, 'version', m.version, 'model_type', m.model_type, \
           'trained_at', m.last_trained_at, 'evaluated_at', e.evaluated_at, 'brier', e.brier, 'ece', e.ece, 'most_psi', f.most, \
           'drifted', f.drifted)) from ai_models.ml_models m \
           left join lateral (select x.evaluated_at, x.brier, x.ece from ai_models.model_evaluation_metrics x where x.model_id = m.id \
           order by x.evaluated_at desc limit 1) e on true \
           cross join lateral (select max(x.psi) as most, count(*) filter (where x.psi > 0.25) as drifted \
           from ai_models.model_features x where x.model_id = m.id) f where m.stage = 'active' order by m.name, m.version",
};
const LOAD: Query = Query {
    name: "how much people have to look at",
    text: "select jsonb_build_object('open', coalesce((select jsonb_agg(jsonb_build_object('kind', o.kind, 'severity', o.severity, \
           'count', o.n) order by o.kind, o.severity) from (select a.kind, a.severity, count(*) as n from ai_platform.alerts a \
           where a.resolved_at is null group by a.kind, a.severity) o), '[]'), \
           'opened_in_a_day', (select count(*) from ai_platform.alerts a where a.opened_at > now() - interval '1 day'), \
           'waiting', (select count(*) from ai_models.alert_notifications n where n.status = 'pending' and n.next_try_at <= now()), \
           'undelivered_in_a_day', (select count(*) from ai_models.alert_notifications n where n.status = 'failed' \
           and n.updated_at > now() - interval '1 day'))",
};
/// Three tries are five minutes. By judgement: what fails once or twice is a moment's trouble. While a message is on its way once more it has
/// no error, and the tries before failed. By judgement: what failed more than a week ago says nothing of now. Whoever tests a channel
/// looks at what becomes of it.
const UNREACHED: Query = Query {
    name: "whom nothing reaches",
    text: "select jsonb_strip_nulls(jsonb_build_object('channel', n.channel, 'recipient', n.recipient, \
           'sealed', encode((array_agg(n.recipient_sealed order by n.created_at desc))[1], 'hex'), 'since', min(n.created_at), \
           'messages', count(*), 'error', (array_agg(n.error order by n.created_at desc) filter (where n.error is not null))[1])) \
           from ai_models.alert_notifications n where n.created_at > now() - interval '7 days' and n.recipient <> '[erased]' \
           and n.payload ->> 'kind' is distinct from 'test' \
           and (n.status = 'failed' or n.status = 'pending' and (n.attempts > 3 or n.attempts = 3 and n.error is not null)) \
           and not exists (select 1 from ai_models.alert_notifications o where o.recipient = n.recipient and o.channel = n.channel \
           and o.delivered_at > n.created_at) group by n.channel, n.recipient order by n.channel, n.recipient",
};

const STEP: Query = Query {
    name: "newest step of the schema",
    text: "select coalesce(max(version), 0) from ai_platform.migrations",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[JOBS, ARRIVAL, SIZE, STEP, MODELS, LOAD, UNREACHED];

impl Store {
    /// How each job of the schedule does that was planned within eight days.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn job_health(&self) -> Result<Vec<JobHealth>> {
        self.maintain(&JOBS, &[]).await?.iter().map(crate::store::value).collect()
    }

    /// Whether the schema has every step that this program knows. It may have more: what comes later lets the program before go on.
    ///
    /// # Errors
    /// `not_found` where steps are missing, `unavailable` where the database cannot be reached.
    pub async fn check_schema(&self) -> Result<()> {
        let there: i32 = self.maintain(&STEP, &[]).await?.first().map_or(0, |row| row.get(0));
        let needed = STEPS.last().map_or(0, |step| step.version);
        if there >= needed {
            return Ok(());
        }
        let message = format!(
            "the database is at step {there} of the schema, and this program needs step {needed}: run `errpredict migrate up`"
        );
        Err(Error::new(ErrorKind::NotFound, message))
    }

    /// Bytes that the database takes.
    ///
    /// # Errors
    /// As [`Store::job_health`].
    pub async fn size_bytes(&self) -> Result<i64> {
        Ok(self.maintain(&SIZE, &[]).await?.first().map_or(0, |row| row.get(0)))
    }
}

impl Tenant {
    /// How late events arrive that happened after a time, by the newest of each service.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn arrival(&self, after: Timestamp) -> Result<Arrival> {
        let found = self.values(&ARRIVAL, Plan::Fresh, &[&crate::times::sql_time(after)]).await?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    /// How each model does that answers.
    ///
    /// # Errors
    /// As [`Tenant::arrival`].
    pub async fn model_health(&self) -> Result<Vec<ModelHealth>> {
        self.values(&MODELS, Plan::Kept, &[]).await
    }

    /// What people have to look at.
    ///
    /// # Errors
    /// As [`Tenant::arrival`].
    pub async fn alert_load(&self) -> Result<AlertLoad> {
        Ok(self.values(&LOAD, Plan::Kept, &[]).await?.into_iter().next().unwrap_or_default())
    }

    /// Whom nothing reaches, as far as the last week says.
    ///
    /// # Errors
    /// As [`Tenant::arrival`]; `invalid_setting` where the key is missing that a recipient was sealed with.
    pub async fn unreached(&self) -> Result<Vec<Unreached>> {
        let rows = self.rows(&UNREACHED, Plan::Kept, &[]).await?;
        let one = |row: &Row| serde_json::from_value(self.message_told(row)?).map_err(crate::row::unread);
        rows.iter().map(one).collect()
    }
}
