//! Messages on their way, for whoever looks after channels: what a receiver said of them, and how one is sent once more.

use errpredict::vocabulary::NotificationChannel;
use errpredict::{Result, Severity};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Plan, Query, Tenant};
use crate::tables::ClaimedMessage;

const RECEIPT: Query = Query {
    name: "keep what the receiver said of a message",
    text: "update ai_models.alert_notifications set receipt = $2 where id = $1 returning 1",
};
const THREAD: Query = Query {
    name: "what the receiver called the messages of an alert before",
    text: "select receipt from ai_models.alert_notifications where alert_id = $1 and receipt is not null and channel = $2 \
           and recipient = any ($3) order by created_at desc limit 1",
};
/// What was sent stays as it was; what is sent again is another message.
const AGAIN: Query = Query {
    name: "send a message once more",
    text: "with made as (insert into ai_models.alert_notifications (tenant_id, subject, severity, channel, recipient, recipient_sealed, \
           message, payload, alert_id, dedupe_key, escalation_level) select n.tenant_id, n.subject, n.severity, n.channel, n.recipient, \
           n.recipient_sealed, n.message, n.payload, n.alert_id, n.dedupe_key || ' again ' || clock_timestamp(), n.escalation_level \
           from ai_models.alert_notifications n where n.id = $1 returning id) \
           select m.id, ai_platform.append_audit('send_again', 'alert_notifications', $1::text, null, \
           jsonb_build_object('as', m.id)), pg_notify('errpredict_jobs', 'message')::text from made m",
};
const TEST: Query = Query {
    name: "send a message that tests a channel",
    text: "with made as (insert into ai_models.alert_notifications (tenant_id, subject, severity, channel, recipient, recipient_sealed, \
           message, payload, dedupe_key) values (ai_platform.current_tenant(), $1, $2, $3, $4, $5, $6, $7, $1) returning id) \
           select m.id, ai_platform.append_audit('test', 'channels', m.id::text, null, jsonb_build_object('channel', $3::text)), \
           pg_notify('errpredict_jobs', 'message')::text from made m",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[RECEIPT, THREAD, AGAIN, TEST];

/// A message that tests a channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestMessage {
    /// What tells it from others.
    pub subject: String,
    /// How bad it says it is.
    pub severity: Severity,
    /// The channel.
    pub channel: NotificationChannel,
    /// To whom.
    pub recipient: String,
    /// All of it as text.
    pub message: String,
    /// Part by part.
    pub payload: Value,
}

impl Tenant {
    /// Keeps what the receiver said of a message; false where there is none.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn keep_receipt(&self, id: Uuid, receipt: &Value) -> Result<bool> {
        Ok(self.change(&RECEIPT, &[&id, receipt]).await? > 0)
    }

    /// What the receiver of a message said of an earlier one of the same alert; none for the first.
    ///
    /// # Errors
    /// As [`Tenant::keep_receipt`].
    pub async fn receipt_before(&self, message: &ClaimedMessage) -> Result<Option<Value>> {
        let Some(alert) = message.alert else { return Ok(None) };
        let told = &message.notification.message;
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
            [&alert, &told.channel.name(), &self.recipients(&told.recipient)];
        let rows = self.on_primary().rows(&THREAD, Plan::Kept, &values).await?;
        Ok(rows.first().map(|row| row.get(0)))
    }

    /// Puts a message into the queue once more, as another one; gives its id, none where there is no such message.
    ///
    /// # Errors
    /// As [`Tenant::keep_receipt`].
    pub async fn send_again(&self, id: Uuid) -> Result<Option<Uuid>> {
        Ok(self.rows(&AGAIN, Plan::Kept, &[&id]).await?.first().map(|row| row.get(0)))
    }

    /// Puts a message into the queue that tests a channel; gives its id.
    ///
    /// # Errors
    /// As [`Tenant::keep_receipt`].
    pub async fn test_channel(&self, test: &TestMessage) -> Result<Uuid> {
        let (recipient, sealed) = self.recipient(&test.recipient)?;
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 7] = [
            &test.subject,
            &test.severity.name(),
            &test.channel.name(),
            &recipient,
            &sealed,
            &test.message,
            &test.payload,
        ];
        let rows = self.rows(&TEST, Plan::Kept, &values).await?;
        Ok(rows.first().map(|row| row.get(0)).unwrap_or_default())
    }
}
