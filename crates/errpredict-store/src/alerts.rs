//! `alerts`: what people are told of, from its begin to its end, written in one transaction with the messages that tell of it.

use errpredict::vocabulary::NotificationChannel;
use errpredict::{Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::{Plan, Query, Tenant, Work, apart};
use crate::tables::unwritable;
use crate::times::sql_time;

/// What somebody is to be told of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewAlert {
    /// `anomaly`, `prediction`, `training`, `degradation`, `platform` or `condition`.
    pub kind: String,
    /// What is in trouble; of a kind there is one alert of it at a time.
    pub about: String,
    /// Key of what fired it.
    pub key: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it was first told of.
    pub opened_at: Timestamp,
    /// When somebody else is told, if nobody answers.
    pub escalate_at: Option<Timestamp>,
    /// Whether a silence holds back what is to be told: it is told once the silence ends, where it still goes on then.
    pub silenced: bool,
    /// What is said of it, with the numbers as they are.
    pub fired: Value,
}

/// An alert as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredAlert {
    /// The row's id.
    pub id: Uuid,
    /// What fired.
    #[serde(flatten)]
    pub alert: NewAlert,
    /// When it was last seen to go on.
    pub seen_at: Timestamp,
    /// Since when nothing was heard of it.
    pub calm_since: Option<Timestamp>,
    /// When it was over.
    pub resolved_at: Option<Timestamp>,
    /// How often it came back.
    pub flaps: i32,
    /// How many were told that nobody answered.
    pub escalation_level: i32,
    /// When a person took it.
    pub acknowledged_at: Option<Timestamp>,
    /// When it was last told again, where it was.
    #[serde(default)]
    pub told_at: Option<Timestamp>,
}

/// A message of an alert, part by part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutMessage {
    /// How bad it is.
    pub severity: Severity,
    /// How it reaches the person.
    pub channel: NotificationChannel,
    /// Whom: an address, a number, the name of a hook.
    pub recipient: String,
    /// All of it as text.
    pub message: String,
    /// Part by part.
    pub payload: Value,
    /// What tells it from other messages of the alert: `fired`, `worse high`, `again`, `over`.
    pub news: String,
    /// 0 at first; higher when nobody answered.
    pub escalation_level: i32,
    /// Before this nobody is told; at once where absent.
    pub not_before: Option<Timestamp>,
}

/// What becomes of an alert that is there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AlertStep {
    /// It goes on: when it was last seen.
    pub seen_at: Option<Timestamp>,
    /// It is calm since then; set back where it goes on.
    pub calm_since: Option<Timestamp>,
    /// It is over since then.
    pub resolved_at: Option<Timestamp>,
    /// It came back after it was over.
    pub again: bool,
    /// It is worse than was said.
    pub severity: Option<Severity>,
    /// Nobody answered: the level that is told now.
    pub escalated_to: Option<i32>,
    /// When the next level is told.
    pub escalate_at: Option<Timestamp>,
    /// A person took it.
    pub acknowledged_at: Option<Timestamp>,
    /// What is said of it now.
    pub fired: Option<Value>,
    /// It is told again now.
    pub told_at: Option<Timestamp>,
    /// Whether a silence holds back what is to be told of it.
    pub silenced: Option<bool>,
}

#[derive(Deserialize)]
struct Told {
    channel: NotificationChannel,
    recipient: String,
}

macro_rules! alert {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', a.id, 'kind', a.kind, 'about', a.about, 'key', a.key, \
             'severity', a.severity, 'opened_at', a.opened_at, 'seen_at', a.seen_at, 'calm_since', a.calm_since, \
             'resolved_at', a.resolved_at, 'flaps', a.flaps, 'escalation_level', a.escalation_level, 'escalate_at', a.escalate_at, \
             'acknowledged_at', a.acknowledged_at, 'silenced', a.silenced, 'told_at', a.told_at, 'fired', a.fired)) from ai_platform.alerts a ",
            $rest
        )
    };
}

const OPEN: Query = Query {
    name: "open an alert",
    text: "insert into ai_platform.alerts (id, tenant_id, kind, about, key, severity, opened_at, seen_at, escalate_at, silenced, fired) \
           select $2, ai_platform.current_tenant(), r.kind, r.about, r.key, r.severity, r.opened_at, r.opened_at, r.escalate_at, \
           r.silenced, r.fired from jsonb_to_record($1) as r(kind text, about text, key text, severity text, opened_at timestamptz, \
           escalate_at timestamptz, silenced boolean, fired jsonb) on conflict do nothing returning id",
};
/// A step is one of the row as it was read: of two workers that read it, one takes it. What came back begins anew: nobody answered it yet.
const STEP: Query = Query {
    name: "move an alert",
    text: "update ai_platform.alerts a set seen_at = coalesce($3, a.seen_at), calm_since = $4, resolved_at = $5, \
           flaps = a.flaps + $6, severity = coalesce($7, a.severity), \
           escalation_level = case when $6 > 0 then 0 else coalesce($8, a.escalation_level) end, \
           escalate_at = case when $5::timestamptz is not null then null when $6 > 0 then $9 else coalesce($9, a.escalate_at) end, \
           acknowledged_at = case when $6 > 0 then null else coalesce($10, a.acknowledged_at) end, \
           acknowledged_by = case when $6 > 0 then null else a.acknowledged_by end, fired = coalesce($11, a.fired), \
           told_at = case when $6 > 0 then $14 else coalesce($14, a.told_at) end, silenced = coalesce($15, a.silenced), \
           updated_at = clock_timestamp() \
           where a.id = $1 and (a.resolved_at is null) = $2 and a.flaps = $12 and a.escalation_level = $13 and a.severity = $16 \
           and date_trunc('milliseconds', a.told_at) is not distinct from $17 and a.silenced = $18 \
           and (a.acknowledged_at is null) = $19 returning 1",
};
const MESSAGES: Query = Query {
    name: "write messages of an alert",
    text: "insert into ai_models.alert_notifications (tenant_id, subject, severity, channel, recipient, recipient_sealed, message, \
           payload, alert_id, dedupe_key, escalation_level, next_try_at) select ai_platform.current_tenant(), r.subject, r.severity, \
           r.channel, r.recipient, decode(r.sealed, 'hex'), r.message, r.payload, $2, r.dedupe_key, r.escalation_level, \
           coalesce(r.not_before, clock_timestamp()) from jsonb_to_recordset($1) as r(subject text, severity text, channel text, \
           recipient text, sealed text, names text[], message text, payload jsonb, dedupe_key text, escalation_level int, \
           not_before timestamptz) where not exists (select 1 from ai_models.alert_notifications o where o.dedupe_key = r.dedupe_key \
           and o.channel = r.channel and o.recipient = any (r.names) and o.escalation_level = r.escalation_level) \
           on conflict do nothing returning pg_notify('errpredict_jobs', 'message')::text",
};
const GOING: Query =
    Query { name: "alerts that go on", text: alert!("where a.resolved_at is null order by a.opened_at") };
const RECENT: Query = Query {
    name: "newest alert of a kind about something",
    text: alert!("where a.kind = $1 and a.about = $2 and a.opened_at > $3 order by a.opened_at desc limit 1"),
};
const LIST: Query = Query { name: "alerts", text: alert!("order by a.opened_at desc limit $1") };
const BY_ID: Query = Query { name: "alert", text: alert!("where a.id = $1") };
const IS_THERE: Query =
    Query { name: "whether an alert is there", text: "select 1 from ai_platform.alerts where id = $1" };
/// What was said of it before it came back is no answer; what everybody sees is nobody's.
const TAKEN: Query = Query {
    name: "whether somebody took one of these",
    text: "with round as (select a.key, a.flaps, (select min(n.created_at) from ai_models.alert_notifications n where n.subject = a.key \
           and n.alert_id = a.id and n.dedupe_key like a.id || ' ' || a.flaps || ' %') as since from ai_platform.alerts a where a.id = $2) \
           select exists (select 1 from round r, ai_models.anomaly_detections d where d.key = any ($1) \
           and (d.acknowledged and (r.flaps = 0 or r.since is null or d.acknowledged_at >= r.since) \
           or d.false_positive and (r.flaps = 0 or r.since is null or d.false_positive_at >= r.since))) \
           or exists (select 1 from round r, ai_models.alert_notifications n where n.subject = r.key and n.alert_id = $2 \
           and n.status = 'read' and n.channel <> 'dashboard' and n.dedupe_key like $2 || ' ' || r.flaps || ' %')",
};
const TOLD: Query = Query {
    name: "who was told of an alert since it came back",
    text: "select jsonb_strip_nulls(jsonb_build_object('channel', n.channel, 'recipient', n.recipient, \
           'sealed', encode(n.recipient_sealed, 'hex'))) from ai_models.alert_notifications n join ai_platform.alerts a on a.id = n.alert_id \
           and a.key = n.subject where a.id = $1 and n.dedupe_key like a.id || ' ' || a.flaps || ' %' and n.recipient <> '[erased]' \
           order by n.created_at, n.id",
};
/// Whoever could not be reached is tried at once where there is more to tell: what is newer waits for what is older. So is what quiet hours
/// hold back, which nobody tried yet, where what is newer is not held back: what became critical in the night is told in the night.
const HURRY: Query = Query {
    name: "try older messages of an alert now",
    text: "update ai_models.alert_notifications n set next_try_at = clock_timestamp() from jsonb_to_recordset($1) as r(channel text, \
           names text[], not_before timestamptz) where n.alert_id = $2 and n.status = 'pending' \
           and (n.error is not null or n.attempts = 0) and n.next_try_at > clock_timestamp() and r.not_before is null \
           and n.channel = r.channel and n.recipient = any (r.names) returning 1",
};
const ACKNOWLEDGE: Query = Query {
    name: "take an alert",
    text: "with done as (update ai_platform.alerts set acknowledged_at = coalesce(acknowledged_at, clock_timestamp()), \
           acknowledged_by = coalesce(acknowledged_by, ai_platform.current_actor()), escalate_at = null where id = $1 \
           returning id, acknowledged_by) select ai_platform.append_audit('acknowledge', 'alerts', d.id::text, null, \
           jsonb_build_object('acknowledged_by', d.acknowledged_by)) from done d",
};
const ANALYSED: Query = Query {
    name: "time of the newest analysis",
    text: "select started_at from ai_models.ml_pipeline_logs where pipeline = 'analyze' and started_at <= $1 \
           order by started_at desc limit 1",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] =
    &[OPEN, STEP, MESSAGES, HURRY, GOING, RECENT, LIST, BY_ID, IS_THERE, TAKEN, TOLD, ACKNOWLEDGE, ANALYSED];

impl Tenant {
    /// Opens an alert and puts its messages into the queue: both or neither. None where one of that kind about the same goes on.
    ///
    /// # Errors
    /// `invalid_input` for another kind, `unavailable` where the database cannot be reached.
    pub async fn open_alert(&self, alert: &NewAlert, messages: &[OutMessage]) -> Result<Option<Uuid>> {
        let (tenant, key) = (self.clone(), alert.key.clone());
        let (alert, messages) = (serde_json::to_value(alert).map_err(unwritable)?, messages.to_vec());
        // Named before it is written: where the answer of a commit is lost, it is found again and is nobody else's.
        let id = Uuid::from_bytes(crate::random::random_bytes()?);
        let open = move || {
            let (tenant, alert, messages, key) =
                (tenant.clone(), alert.clone(), messages.clone(), key.clone());
            async move {
                let work = tenant.begin().await?;
                if work.rows(&OPEN, &[&alert, &id]).await?.is_empty() {
                    let is_own = !work.rows(&IS_THERE, &[&id]).await?.is_empty();
                    work.commit().await?;
                    return Ok(is_own.then_some(id));
                }
                write_messages(&tenant, &work, id, (&key, 0), &messages).await?;
                work.commit().await?;
                Ok(Some(id))
            }
        };
        apart(open).await
    }

    /// Moves an alert on and puts messages into the queue: both or neither. False where somebody else moved it meanwhile.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn step_alert(
        &self,
        was: &StoredAlert,
        step: &AlertStep,
        messages: &[OutMessage],
    ) -> Result<bool> {
        let tenant = self.clone();
        let (was, step, messages) = (was.clone(), step.clone(), messages.to_vec());
        let go = move || {
            let (tenant, was, step, messages) = (tenant.clone(), was.clone(), step.clone(), messages.clone());
            async move {
                let work = tenant.begin().await?;
                let (again, time) = (i32::from(step.again), |at: Option<Timestamp>| at.map(sql_time));
                let values: [&(dyn tokio_postgres::types::ToSql + Sync); 19] = [
                    &was.id,
                    &was.resolved_at.is_none(),
                    &time(step.seen_at),
                    &time(step.calm_since),
                    &time(step.resolved_at),
                    &again,
                    &step.severity.map(Severity::name),
                    &step.escalated_to,
                    &time(step.escalate_at),
                    &time(step.acknowledged_at),
                    &step.fired,
                    &was.flaps,
                    &was.escalation_level,
                    &time(step.told_at),
                    &step.silenced,
                    &was.alert.severity.name(),
                    &time(was.told_at),
                    &was.alert.silenced,
                    &was.acknowledged_at.is_none(),
                ];
                if work.rows(&STEP, &values).await?.is_empty() {
                    return Ok(false);
                }
                write_messages(&tenant, &work, was.id, (&was.alert.key, was.flaps + again), &messages)
                    .await?;
                work.commit().await?;
                Ok(true)
            }
        };
        apart(go).await
    }

    /// Alerts that go on, the oldest first.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn alerts_going_on(&self) -> Result<Vec<StoredAlert>> {
        self.on_primary().values(&GOING, Plan::Kept, &[]).await
    }

    /// The newest alert of a kind about something that was opened after a time.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn newest_alert(
        &self,
        kind: &str,
        about: &str,
        after: Timestamp,
    ) -> Result<Option<StoredAlert>> {
        Ok(self.on_primary().values(&RECENT, Plan::Kept, &[&kind, &about, &sql_time(after)]).await?.pop())
    }

    /// Alerts, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn alerts(&self, limit: u16) -> Result<Vec<StoredAlert>> {
        self.values(&LIST, Plan::Kept, &[&i64::from(limit)]).await
    }

    /// The alert of an id.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn alert(&self, id: Uuid) -> Result<Option<StoredAlert>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// Whether a person took the alert since it came back: acknowledged or contradicted one of the anomalies of these keys, or read a
    /// message of it that was not to everybody.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn is_alert_taken(&self, alert: Uuid, keys: &[String]) -> Result<bool> {
        let rows = self.on_primary().rows(&TAKEN, Plan::Kept, &[&keys, &alert]).await?;
        Ok(rows.first().is_some_and(|row| row.get(0)))
    }

    /// Who was told of an alert since it came back, and how, each once.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`], and where a recipient cannot be opened.
    pub async fn told_of_alert(&self, alert: Uuid) -> Result<Vec<(NotificationChannel, String)>> {
        let mut told = Vec::new();
        for row in &self.on_primary().rows(&TOLD, Plan::Kept, &[&alert]).await? {
            let one: Told = serde_json::from_value(self.message_told(row)?).map_err(crate::row::unread)?;
            let one = (one.channel, one.recipient);
            if !told.contains(&one) {
                told.push(one);
            }
        }
        Ok(told)
    }

    /// Says that a person takes an alert: nobody else is told of it. False where there is none.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn acknowledge_alert(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&ACKNOWLEDGE, &[&id]).await? > 0)
    }

    /// As of when everything was last analysed, up to a time.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn newest_analysis(&self, up_to: Timestamp) -> Result<Option<Timestamp>> {
        let rows = self.on_primary().rows(&ANALYSED, Plan::Fresh, &[&sql_time(up_to)]).await?;
        Ok(rows.first().map(|row| crate::times::timestamp(row.get(0))))
    }
}

/// Writes messages of an alert; `key` and the number of times it came back tell them from those of before.
async fn write_messages(
    tenant: &Tenant,
    work: &Work,
    alert: Uuid,
    (key, round): (&str, i32),
    messages: &[OutMessage],
) -> Result<()> {
    let row = |message: &OutMessage| {
        let (recipient, sealed) = tenant.recipient(&message.recipient)?;
        Ok(json!({
            "subject": key,
            "severity": message.severity,
            "channel": message.channel,
            "recipient": recipient,
            "sealed": sealed.map(|bytes| crate::digest::digits(&bytes)),
            "names": tenant.recipients(&message.recipient),
            "message": message.message,
            "payload": message.payload,
            "dedupe_key": format!("{alert} {round} {}", message.news),
            "escalation_level": message.escalation_level,
            "not_before": message.not_before,
        }))
    };
    let rows: Vec<Value> = messages.iter().map(row).collect::<Result<_>>()?;
    if !rows.is_empty() {
        let rows = Value::Array(rows);
        work.rows(&HURRY, &[&rows, &alert]).await?;
        work.rows(&MESSAGES, &[&rows, &alert]).await?;
    }
    Ok(())
}
