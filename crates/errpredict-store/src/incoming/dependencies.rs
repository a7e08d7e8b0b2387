//! `dependencies`: which service uses which other, database or queue, how often, how well and how long it took.

use std::collections::BTreeMap;

use errpredict::features::Statics;
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::is_first;
use crate::store::{Plan, Query, Tenant, apart};

/// Calls that a request tells of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenCall {
    /// The service that called.
    pub service: String,
    /// What it called, by name.
    pub uses: String,
    /// `service`, `database`, `queue`, `address`.
    pub kind: &'static str,
    /// How often.
    pub calls: i64,
    /// How often that failed.
    pub failed: i64,
    /// How long all of it took.
    pub total_ms: f64,
    /// When the last one ended.
    pub last_seen: Timestamp,
}

/// What a service uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dependency {
    /// The service that calls.
    pub service: String,
    /// What it calls, by name.
    pub uses: String,
    /// `service`, `database`, `queue`, `address`.
    pub kind: String,
    /// How often it was seen.
    pub calls: i64,
    /// How often that failed.
    pub failed: i64,
    /// How long a call took on average; absent before the first.
    pub mean_ms: Option<f64>,
    /// When the last one ended.
    pub last_seen: Option<Timestamp>,
}

// In one order, so that two requests wait for each other and not in a circle.
const ADD: Query = Query {
    name: "add calls",
    text: "insert into ai_platform.dependencies (tenant_id, service, uses, kind, calls, failed, total_ms, last_seen) \
           select ai_platform.current_tenant(), r.service, r.uses, r.kind, r.calls, r.failed, r.total_ms, r.last_seen \
           from jsonb_to_recordset($1) as r(service text, uses text, kind text, calls bigint, failed bigint, total_ms float8, \
           last_seen timestamptz) where r.service <> r.uses order by r.service, r.uses \
           on conflict (tenant_id, service, uses) do update set kind = excluded.kind, \
           calls = dependencies.calls + excluded.calls, failed = dependencies.failed + excluded.failed, \
           total_ms = dependencies.total_ms + excluded.total_ms, last_seen = greatest(dependencies.last_seen, excluded.last_seen), \
           updated_at = now()",
};
const ALL: Query = Query {
    name: "dependencies",
    text: "select jsonb_strip_nulls(jsonb_build_object('service', service, 'uses', uses, 'kind', kind, 'calls', calls, \
           'failed', failed, 'mean_ms', total_ms / nullif(calls, 0), 'last_seen', last_seen)) \
           from ai_platform.dependencies order by service, uses limit $1",
};

/// The statements of this module.
pub(super) const QUERIES: &[Query] = &[ADD, ALL];

impl Tenant {
    /// Adds calls to those that were seen before; `request` is a digest of what told them, and the same again adds nothing: gives
    /// whether it was new. Two calls of one service to the same thing must stand in one [`SeenCall`].
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn add_calls(&self, request: [u8; 32], calls: &[SeenCall]) -> Result<bool> {
        let rows = serde_json::to_value(calls).map_err(crate::tables::unwritable)?;
        let tenant = self.clone();
        apart(move || add(tenant.clone(), request, rows.clone())).await
    }

    /// What services use, by name.
    ///
    /// # Errors
    /// As [`Tenant::add_calls`].
    pub async fn dependencies(&self, limit: u32) -> Result<Vec<Dependency>> {
        self.values(&ALL, Plan::Kept, &[&i64::from(limit)]).await
    }

    /// Which services call which, for [`AnalysisConfig::statics`](errpredict::analysis::AnalysisConfig::statics): what is foreseen of a
    /// service asks for the errors of those that it calls.
    ///
    /// # Errors
    /// As [`Tenant::add_calls`].
    pub async fn statics(&self) -> Result<Statics> {
        let mut upstream: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for found in self.dependencies(MOST_ASKED).await? {
            if found.kind == "service" {
                upstream.entry(found.service).or_default().push(found.uses);
            }
        }
        let mut statics = Statics::default();
        for (service, uses) in upstream {
            statics.insert(&service, "", Vec::new())?;
            statics.set_depends_on(&service, uses)?;
        }
        Ok(statics)
    }
}

/// Dependencies that an analysis asks for.
const MOST_ASKED: u32 = 10_000;

async fn add(tenant: Tenant, request: [u8; 32], rows: Value) -> Result<bool> {
    let work = tenant.begin().await?;
    let is_new = is_first(&work, "calls", &request).await?;
    if is_new {
        work.rows(&ADD, &[&rows]).await?;
    }
    work.commit().await?;
    Ok(is_new)
}
