//! `release_health`: sessions of releases, minute by minute.

use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::is_first;
use crate::store::{Plan, Query, Tenant, apart};
use crate::times::sql_time;

/// Sessions that a request tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenSessions {
    /// The release.
    pub release: String,
    /// Its environment, by the name that the client gives; empty where it gives none.
    pub environment: String,
    /// When they began.
    pub at: Timestamp,
    /// How many began.
    pub started: i64,
    /// How many ended with an error that was handled.
    pub errored: i64,
    /// How many ended by a crash.
    pub crashed: i64,
    /// Of how many the end is not known.
    pub abnormal: i64,
}

/// How a release fares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReleaseHealth {
    /// The release.
    pub release: String,
    /// Its environment, by the name that the client gives.
    pub environment: Option<String>,
    /// Sessions that began.
    pub started: i64,
    /// Those that ended with an error that was handled.
    pub errored: i64,
    /// Those that ended by a crash.
    pub crashed: i64,
    /// Those of which the end is not known.
    pub abnormal: i64,
    /// The share of sessions without a crash, 0 to 1; absent where none is known to have begun.
    pub crash_free: Option<f64>,
    /// When the first session began.
    pub first_seen: Timestamp,
    /// When the last did.
    pub last_seen: Timestamp,
}

const ADD: Query = Query {
    name: "add sessions",
    text: "insert into ai_platform.release_health (tenant_id, release, environment, minute, started, errored, crashed, abnormal) \
           select ai_platform.current_tenant(), r.release, r.environment, date_trunc('minute', r.at), sum(r.started), sum(r.errored), \
           sum(r.crashed), sum(r.abnormal) from jsonb_to_recordset($1) as r(release text, environment text, at timestamptz, \
           started bigint, errored bigint, crashed bigint, abnormal bigint) group by 1, 2, 3, 4 order by 2, 3, 4 \
           on conflict (tenant_id, release, environment, minute) do update set started = release_health.started + excluded.started, \
           errored = release_health.errored + excluded.errored, crashed = release_health.crashed + excluded.crashed, \
           abnormal = release_health.abnormal + excluded.abnormal, updated_at = now()",
};
// A crash may be told of a session whose beginning was not.
const HEALTH: Query = Query {
    name: "how releases fare",
    text: "select jsonb_strip_nulls(jsonb_build_object('release', release, 'environment', nullif(environment, ''), \
           'started', sum(started), 'errored', sum(errored), 'crashed', sum(crashed), 'abnormal', sum(abnormal), \
           'crash_free', case when sum(started) > 0 then greatest(0, 1 - sum(crashed)::float8 / sum(started)::float8) end, \
           'first_seen', min(minute), 'last_seen', max(minute))) from ai_platform.release_health where minute > $1 \
           group by release, environment order by max(minute) desc, release, environment limit $2",
};

/// The statements of this module.
pub(super) const QUERIES: &[Query] = &[ADD, HEALTH];

impl Tenant {
    /// Adds sessions to those that were told before; `request` is a digest of what told them, and the same again adds nothing: gives
    /// whether it was new.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn add_sessions(&self, request: [u8; 32], sessions: &[SeenSessions]) -> Result<bool> {
        let rows = serde_json::to_value(sessions).map_err(crate::tables::unwritable)?;
        let tenant = self.clone();
        apart(move || add(tenant.clone(), request, rows.clone())).await
    }

    /// How releases fare by the sessions that began after a time; the ones used last first.
    ///
    /// # Errors
    /// As [`Tenant::add_sessions`].
    pub async fn release_health(&self, after: Timestamp, limit: u16) -> Result<Vec<ReleaseHealth>> {
        self.values(&HEALTH, Plan::Kept, &[&sql_time(after), &i64::from(limit)]).await
    }
}

async fn add(tenant: Tenant, request: [u8; 32], rows: Value) -> Result<bool> {
    let work = tenant.begin().await?;
    let is_new = is_first(&work, "sessions", &request).await?;
    if is_new {
        work.rows(&ADD, &[&rows]).await?;
    }
    work.commit().await?;
    Ok(is_new)
}
