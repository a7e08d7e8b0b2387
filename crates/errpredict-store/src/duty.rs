//! Who is told how, when nobody is, and who is on call.

use errpredict::vocabulary::NotificationChannel;
use errpredict::{Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::configuration::PlannedWindow;
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// Who is told how of what is so bad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPolicy {
    /// How bad.
    pub severity: Severity,
    /// On which channels.
    pub channels: Vec<NotificationChannel>,
    /// After how many seconds without an answer somebody else is told.
    pub escalate_after_s: Option<i32>,
    /// After how many seconds it is told again while it goes on and nobody answered.
    #[serde(default)]
    pub repeat_after_s: Option<i32>,
    /// From when on a day nobody is woken, as `22:00:00`.
    pub quiet_from: Option<String>,
    /// Until when.
    pub quiet_to: Option<String>,
    /// By which zone's clock.
    pub time_zone: String,
}

/// A silence of one service, or of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSilence {
    /// The row's id.
    pub id: Uuid,
    /// The service; none for all.
    pub service: Option<String>,
    /// What it is called.
    #[serde(default)]
    pub name: String,
    /// From when.
    pub start_at: Timestamp,
    /// Until when: a silence always ends.
    pub end_at: Timestamp,
    /// Why.
    pub reason: String,
}

const POLICIES: Query = Query {
    name: "policies of alerts",
    text: "select jsonb_strip_nulls(jsonb_build_object('severity', severity, 'channels', channels, \
           'escalate_after_s', escalate_after_s, 'repeat_after_s', repeat_after_s, 'quiet_from', quiet_from, 'quiet_to', quiet_to, 'time_zone', time_zone)) \
           from ai_platform.alert_policies",
};
const SET_POLICY: Query = Query {
    name: "set a policy of alerts",
    text: "insert into ai_platform.alert_policies (tenant_id, severity, channels, escalate_after_s, repeat_after_s, quiet_from, quiet_to, \
           time_zone) select ai_platform.current_tenant(), r.severity, r.channels, r.escalate_after_s, r.repeat_after_s, r.quiet_from, r.quiet_to, r.time_zone \
           from jsonb_to_record($1) as r(severity text, channels text[], escalate_after_s int, repeat_after_s int, quiet_from time, quiet_to time, \
           time_zone text) on conflict (tenant_id, severity) do update set channels = excluded.channels, \
           escalate_after_s = excluded.escalate_after_s, repeat_after_s = excluded.repeat_after_s, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, \
           time_zone = excluded.time_zone, updated_at = now() returning 1",
};
/// Those that come again are held against the clock by whoever reads them.
const SILENCES: Query = Query {
    name: "silences that hold",
    text: "select id, coalesce(body, jsonb_strip_nulls(jsonb_build_object('name', name, 'reason', reason, \
           'services', case when service is not null then jsonb_build_array(service) end, 'start', start_at, 'end', end_at))) \
           from ai_platform.silences where start_at <= $1 and end_at > $1 order by end_at, id",
};
const SILENCE: Query = Query {
    name: "silence a service",
    text: "insert into ai_platform.silences (tenant_id, service, start_at, end_at, reason) \
           values (ai_platform.current_tenant(), $1, $2, $3, $4) returning to_jsonb(id)",
};
const ON_CALL: Query = Query {
    name: "who is on call",
    text: "select c.level, p.name, p.contact from ai_platform.on_call c join ai_platform.principals p on p.id = c.principal_id \
           where c.start_at <= $1 and c.end_at > $1 and p.active order by c.level, p.name",
};
const ROTA: Query = Query {
    name: "put somebody on call",
    text: "insert into ai_platform.on_call (tenant_id, principal_id, level, start_at, end_at) \
           values (ai_platform.current_tenant(), $1, $2, $3, $4) returning 1",
};
const CONTACT: Query = Query {
    name: "keep how somebody is reached",
    text: "update ai_platform.principals set contact = $2, updated_at = now() where id = $1 returning 1",
};
/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[POLICIES, SET_POLICY, SILENCES, SILENCE, ON_CALL, ROTA, CONTACT];

/// The field that contacts are sealed under.
const CONTACT_FIELD: &str = "contact";

impl Tenant {
    /// Who is told how, by severity; what is not there goes by the rules of the program.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn alert_policies(&self) -> Result<Vec<StoredPolicy>> {
        self.values(&POLICIES, Plan::Kept, &[]).await
    }

    /// Says who is told how of what is so bad.
    ///
    /// # Errors
    /// `invalid_input` for a channel or a time of day that is none.
    pub async fn set_alert_policy(&self, policy: &StoredPolicy) -> Result<()> {
        self.change(&SET_POLICY, &[&json!(policy)]).await.map(drop)
    }

    /// Silences that hold at a time, one for each service that is named; of one that comes again the stretch that holds.
    ///
    /// # Errors
    /// As [`Tenant::open_alert`].
    pub async fn silences_at(&self, at: Timestamp) -> Result<Vec<StoredSilence>> {
        let rows = self.rows(&SILENCES, Plan::Fresh, &[&sql_time(at)]).await?;
        let mut planned: Vec<(Uuid, PlannedWindow)> = Vec::with_capacity(rows.len());
        for row in &rows {
            planned.push((row.get(0), serde_json::from_value(row.get(1)).map_err(crate::row::unread)?));
        }
        let needs_groups = planned.iter().any(|(_, one)| !one.groups.is_empty());
        let groups = if needs_groups { self.configuration().await?.groups } else { Vec::new() };
        let mut found = Vec::new();
        for (id, one) in planned {
            let window = one.window(&groups);
            let Some((start_at, end_at)) = window.stretch(at) else { continue };
            let of: Vec<Option<String>> = match window.services.is_empty() {
                true => vec![None],
                false => window.services.into_iter().map(Some).collect(),
            };
            found.extend(of.into_iter().map(|service| {
                let (name, reason) = (one.name.clone(), one.reason.clone());
                StoredSilence { id, service, name, start_at, end_at, reason }
            }));
        }
        Ok(found)
    }

    /// Tells nobody of a service, or of any, from one time to another; gives the id.
    ///
    /// # Errors
    /// `invalid_input` where it would end before it begins.
    pub async fn silence(
        &self,
        service: Option<&str>,
        from: Timestamp,
        to: Timestamp,
        reason: &str,
    ) -> Result<Uuid> {
        let ids: Vec<Uuid> =
            self.values(&SILENCE, Plan::Kept, &[&service, &sql_time(from), &sql_time(to), &reason]).await?;
        Ok(ids.first().copied().unwrap_or_default())
    }

    /// Who is on call at a time: level, name, and how the person is reached, as it was kept.
    ///
    /// # Errors
    /// Those of [`Tenant::reveal`] where it was encrypted.
    pub async fn on_call_at(&self, at: Timestamp) -> Result<Vec<(i32, String, Option<String>)>> {
        let rows = self.rows(&ON_CALL, Plan::Fresh, &[&sql_time(at)]).await?;
        let one = |row: &tokio_postgres::Row| {
            let contact: Option<Vec<u8>> = row.get(2);
            let contact = contact.map(|bytes| self.reveal(CONTACT_FIELD, &bytes)).transpose()?;
            Ok((row.get(0), row.get(1), contact))
        };
        rows.iter().map(one).collect()
    }

    /// Puts a principal on call at a level (1 is told first) from one time to another.
    ///
    /// # Errors
    /// `invalid_input` without such a principal, and for a level that is none.
    pub async fn put_on_call(
        &self,
        principal: Uuid,
        level: i32,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<()> {
        self.change(&ROTA, &[&principal, &level, &sql_time(from), &sql_time(to)]).await.map(drop)
    }

    /// Keeps how a principal is reached: a JSON object with `email`, `sms`, `slack`. False without such a principal.
    ///
    /// # Errors
    /// Those of [`Tenant::conceal`].
    pub async fn keep_contact(&self, principal: Uuid, contact: &str) -> Result<bool> {
        let sealed = self.conceal(CONTACT_FIELD, contact)?;
        Ok(self.change(&CONTACT, &[&principal, &sealed]).await? > 0)
    }
}
