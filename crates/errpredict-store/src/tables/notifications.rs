//! `alert_notifications`: messages to people, written with what they tell of and sent by a worker.

use errpredict::vocabulary::{NotificationChannel, NotificationStatus};
use errpredict::{Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_postgres::Row;
use uuid::Uuid;

use super::predictions::unwritable;
use crate::people::RECIPIENT;
use crate::store::{Plan, Query, Store, Tenant, Values};
use crate::times::sql_time;

/// A message to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewNotification {
    /// Key of what it tells of.
    pub subject: String,
    /// How bad that is.
    pub severity: Severity,
    /// How it reaches the person.
    pub channel: NotificationChannel,
    /// Whom: an address, a number, a name.
    pub recipient: String,
    /// What it says.
    pub message: String,
    /// The same message is sent once: by this, channel, recipient and level.
    pub dedupe_key: String,
    /// 0 at first; higher when nobody answered.
    pub escalation_level: i32,
}

/// A message as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredNotification {
    /// The row's id.
    pub id: Uuid,
    /// What is sent.
    #[serde(flatten)]
    pub message: NewNotification,
    /// Where it stands.
    pub status: NotificationStatus,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_try_at: Timestamp,
    /// When it was handed over.
    pub delivered_at: Option<Timestamp>,
    /// When it was seen.
    pub read_at: Option<Timestamp>,
    /// Why it could not be handed over.
    pub error: Option<String>,
}

macro_rules! notification {
    () => {
        "jsonb_strip_nulls(jsonb_build_object('id', n.id, 'subject', n.subject, 'severity', n.severity, 'channel', n.channel, \
         'recipient', n.recipient, 'sealed', encode(n.recipient_sealed, 'hex'), 'message', n.message, 'dedupe_key', n.dedupe_key, 'escalation_level', n.escalation_level, \
         'status', n.status, 'attempts', n.attempts, 'next_try_at', n.next_try_at, 'delivered_at', n.delivered_at, \
         'read_at', n.read_at, 'error', n.error)) "
    };
}

/// What is newer of an alert waits until what is older has reached the same receiver, or never will.
macro_rules! in_turn {
    () => {
        "and not exists (select 1 from ai_models.alert_notifications o where o.subject = d.subject and o.alert_id = d.alert_id \
         and o.channel = d.channel and o.recipient = d.recipient and o.status = 'pending' and o.created_at < d.created_at) "
    };
}

const WRITE: Query = Query {
    name: "write notifications",
    text: "insert into ai_models.alert_notifications (tenant_id, subject, severity, channel, recipient, recipient_sealed, \
           message, dedupe_key, escalation_level) select ai_platform.current_tenant(), r.subject, r.severity, r.channel, r.recipient, \
           decode(r.sealed, 'hex'), r.message, r.dedupe_key, r.escalation_level from jsonb_to_recordset($1) as r(subject text, \
           severity text, channel text, recipient text, sealed text, names text[], message text, dedupe_key text, escalation_level int) \
           where not exists (select 1 from ai_models.alert_notifications o where o.dedupe_key = r.dedupe_key \
           and o.channel = r.channel and o.recipient = any (r.names) and o.escalation_level = r.escalation_level) \
           on conflict do nothing returning pg_notify('errpredict_jobs', 'message')::text",
};
/// Two workers never take the same one; whoever takes one and dies leaves it to be tried again after a while.
const CLAIM: Query = Query {
    name: "claim notifications that are due",
    text: concat!(
        "update ai_models.alert_notifications n set attempts = n.attempts + 1, next_try_at = $1 + $3 * interval '1 millisecond' \
         where n.id in (select d.id from ai_models.alert_notifications d where d.status = 'pending' and d.next_try_at <= $1 ",
        in_turn!(),
        "order by d.next_try_at limit $2 for update skip locked) returning ",
        notification!()
    ),
};
/// The worst first, a few of each receiver: one that hangs holds nobody else's up. Those that wait because they failed have an error,
/// those that are on their way have none.
const CLAIM_WHOLE: Query = Query {
    name: "claim notifications that are due, part by part",
    text: concat!(
        "with due as (select d.id, array_position(array['info', 'low', 'medium', 'high', 'critical'], d.severity) as bad, \
         row_number() over (partition by d.channel, d.recipient order by array_position(array['info', 'low', 'medium', 'high', \
         'critical'], d.severity) desc, d.next_try_at) as place from ai_models.alert_notifications d where d.status = 'pending' \
         and d.next_try_at <= clock_timestamp() and not (d.channel || ' ' || d.recipient = any ($3)) \
         and ($5::text[] is null or d.channel = any ($5) or d.recipient = any ($6)) ",
        in_turn!(),
        ") update ai_models.alert_notifications n set attempts = n.attempts + 1, error = null, \
         next_try_at = clock_timestamp() + $2 * interval '1 millisecond' \
         where n.id in (select d.id from ai_models.alert_notifications d join due on due.id = d.id where due.place <= $4 \
         and d.status = 'pending' and d.next_try_at <= clock_timestamp() order by due.bad desc, d.next_try_at limit $1 \
         for update of d skip locked) returning ",
        notification!(),
        ", n.payload, n.alert_id, n.created_at"
    ),
};
/// What is newer of an alert waits for what is older: while something does, that is tried again within half an hour, and not after the ten
/// hours that the last tries of a message are apart. By judgement: whoever is back hears within half an hour that it is worse, and what is
/// older still has hours before it is given up.
const AGAIN: Query = Query {
    name: "a notification could not be sent, and is tried again after a while",
    text: "update ai_models.alert_notifications n set status = case when $3::float8 is null then 'failed' else n.status end, error = $2, \
           next_try_at = clock_timestamp() + coalesce(least($3, case when exists (select 1 from ai_models.alert_notifications d \
           where d.subject = n.subject and d.alert_id = n.alert_id and d.channel = n.channel and d.recipient = n.recipient \
           and d.status = 'pending' and d.created_at > n.created_at and d.next_try_at <= clock_timestamp()) then 1800000 end), 0) \
           * interval '1 millisecond' where n.id = $1 and n.status = 'pending' returning 1",
};
const DUE: Query = Query {
    name: "when a notification is due next",
    text: concat!(
        "select d.tenant_id, min(d.next_try_at) from ai_models.alert_notifications d where d.status = 'pending' ",
        in_turn!(),
        "group by d.tenant_id"
    ),
};
const SENT: Query = Query {
    name: "a notification was sent",
    text: "update ai_models.alert_notifications set status = 'sent', error = null where id = $1 returning 1",
};
const FAILED: Query = Query {
    name: "a notification could not be sent",
    text: "update ai_models.alert_notifications set status = case when $3::timestamptz is null then 'failed' else status end, \
           error = $2, next_try_at = coalesce($3, next_try_at) where id = $1 and status = 'pending' returning 1",
};
const READ: Query = Query {
    name: "a notification was read",
    text: "update ai_models.alert_notifications set status = 'read' where id = $1 returning 1",
};
const BY_ID: Query = Query {
    name: "notification",
    text: concat!("select ", notification!(), "from ai_models.alert_notifications n where n.id = $1"),
};
const INBOX: Query = Query {
    name: "notifications of a recipient",
    text: concat!(
        "select ",
        notification!(),
        "from ai_models.alert_notifications n where n.recipient = any ($1) order by n.created_at desc limit $2"
    ),
};
const ABOUT: Query = Query {
    name: "notifications about a subject",
    text: concat!(
        "select ",
        notification!(),
        "from ai_models.alert_notifications n where n.subject = $1 order by n.created_at"
    ),
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = concat!("select ", notification!());

pub(super) const QUERIES: &[Query] =
    &[WRITE, CLAIM, CLAIM_WHOLE, AGAIN, DUE, SENT, FAILED, READ, BY_ID, INBOX, ABOUT];

/// Messages of one receiver that are claimed together.
const OF_EACH: i64 = 4;
/// What a worker has settings for, where it leaves the rest to others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Channels that it reaches whoever is on.
    pub channels: Vec<NotificationChannel>,
    /// Recipients that it reaches on whatever channel: hooks by their names.
    pub names: Vec<String>,
}

/// A message that this worker sends, part by part.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedMessage {
    /// The message.
    pub notification: StoredNotification,
    /// What it says, part by part; an empty object where there is only the text.
    pub payload: Value,
    /// The alert it tells of.
    pub alert: Option<Uuid>,
    /// When it was put into the queue.
    pub created_at: Timestamp,
}

impl Store {
    /// When a message of each tenant is due next, by the clock of the database.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn messages_due(&self) -> Result<Vec<(Uuid, Timestamp)>> {
        let rows = self.maintain(&DUE, &[]).await?;
        Ok(rows.iter().map(|row| (row.get(0), crate::times::timestamp(row.get(1)))).collect())
    }
}

impl Tenant {
    async fn messages(&self, query: &Query, values: Values<'_>) -> Result<Vec<StoredNotification>> {
        let rows = self.rows(query, Plan::Kept, values).await?;
        let one = |row: &Row| serde_json::from_value(self.message_told(row)?).map_err(crate::row::unread);
        rows.iter().map(one).collect()
    }

    /// The message of a row, its recipient opened.
    pub(crate) fn message_told(&self, row: &Row) -> Result<Value> {
        let mut told: Value = crate::row::json(row)?;
        if let Some(sealed) = told["sealed"].as_str() {
            told["recipient"] = self.opened(RECIPIENT, &crate::digest::bytes(sealed)?)?.into();
        }
        if let Some(fields) = told.as_object_mut() {
            fields.remove("sealed");
        }
        Ok(told)
    }

    /// Puts messages into the queue; gives how many were not there before.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn notify(&self, messages: &[NewNotification]) -> Result<usize> {
        let row = |message: &NewNotification| {
            let mut row = serde_json::to_value(message).map_err(unwritable)?;
            let (recipient, sealed) = self.recipient(&message.recipient)?;
            row["recipient"] = recipient.into();
            row["sealed"] = sealed.map(|bytes| crate::digest::digits(&bytes)).into();
            // Written before under whatever key, it is the same message.
            row["names"] = self.recipients(&message.recipient).into();
            Ok(row)
        };
        let rows: Vec<Value> = messages.iter().map(row).collect::<Result<_>>()?;
        self.change(&WRITE, &[&Value::Array(rows)]).await
    }

    /// Takes messages that are due at a time, for this worker alone; those whose fate nobody tells are due again after `lease_ms`.
    ///
    /// # Errors
    /// As [`Tenant::notify`].
    pub async fn claim_notifications(
        &self,
        at: Timestamp,
        limit: u16,
        lease_ms: u32,
    ) -> Result<Vec<StoredNotification>> {
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
            [&sql_time(at), &i64::from(limit), &f64::from(lease_ms)];
        self.messages(&CLAIM, &values).await
    }

    /// As [`Tenant::claim_notifications`], by the clock of the database, with what each says part by part; the worst first, a few of
    /// each receiver, and none of those that are `busy`. With `reach` those alone that it covers.
    ///
    /// # Errors
    /// As [`Tenant::notify`].
    pub async fn claim_messages(
        &self,
        limit: u16,
        lease_ms: u32,
        busy: &[(NotificationChannel, String)],
        reach: Option<&Reach>,
    ) -> Result<Vec<ClaimedMessage>> {
        let under = |(channel, name): &(NotificationChannel, String)| {
            self.recipients(name)
                .into_iter()
                .map(|name| format!("{} {name}", channel.name()))
                .collect::<Vec<_>>()
        };
        let busy: Vec<String> = busy.iter().flat_map(under).collect();
        let channels: Option<Vec<&str>> =
            reach.map(|reach| reach.channels.iter().map(|channel| channel.name()).collect());
        let names: Vec<String> =
            reach.into_iter().flat_map(|reach| &reach.names).flat_map(|name| self.recipients(name)).collect();
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
            [&i64::from(limit), &f64::from(lease_ms), &busy, &OF_EACH, &channels, &names];
        let rows = self.rows(&CLAIM_WHOLE, Plan::Kept, &values).await?;
        let one = |row: &Row| {
            let notification = serde_json::from_value(self.message_told(row)?).map_err(crate::row::unread)?;
            let (payload, alert) = (row.get(1), row.get(2));
            let created_at = crate::times::timestamp(row.get(3));
            Ok(ClaimedMessage { notification, payload, alert, created_at })
        };
        rows.iter().map(one).collect()
    }

    /// Says why a message could not be handed over, and after how many milliseconds it is tried again: never where absent. False
    /// where none is pending.
    ///
    /// # Errors
    /// As [`Tenant::notify`].
    pub async fn message_failed(&self, id: Uuid, error: &str, again_after_ms: Option<u64>) -> Result<bool> {
        let again = again_after_ms.map(|ms| ms as f64);
        Ok(self.change(&AGAIN, &[&id, &error, &again]).await? > 0)
    }

    /// Says that a message was handed over; false where there is none.
    ///
    /// # Errors
    /// `invalid_argument` for one that is not pending.
    pub async fn notification_was_sent(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&SENT, &[&id]).await? > 0)
    }

    /// Says why a message could not be handed over, and when it is tried again: never where absent. False where none is pending.
    ///
    /// # Errors
    /// As [`Tenant::notify`].
    pub async fn notification_failed(&self, id: Uuid, error: &str, again: Option<Timestamp>) -> Result<bool> {
        Ok(self.change(&FAILED, &[&id, &error, &again.map(sql_time)]).await? > 0)
    }

    /// Says that a message was seen; false where there is none.
    ///
    /// # Errors
    /// `invalid_argument` for one that was not sent.
    pub async fn notification_was_read(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&READ, &[&id]).await? > 0)
    }

    /// The message of an id.
    ///
    /// # Errors
    /// As [`Tenant::notify`].
    pub async fn notification(&self, id: Uuid) -> Result<Option<StoredNotification>> {
        Ok(self.messages(&BY_ID, &[&id]).await?.pop())
    }

    /// Messages to somebody, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::notify`].
    pub async fn notifications_to(&self, recipient: &str, limit: u16) -> Result<Vec<StoredNotification>> {
        self.messages(&INBOX, &[&self.recipients(recipient), &i64::from(limit)]).await
    }

    /// Messages about what has that key, in the order they were written.
    ///
    /// # Errors
    /// As [`Tenant::notify`].
    pub async fn notifications_about(&self, subject: &str) -> Result<Vec<StoredNotification>> {
        self.messages(&ABOUT, &[&subject]).await
    }
}
