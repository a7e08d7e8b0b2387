//! What stands in a store, for people.

use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};

use crate::error::database;
use crate::store::{Plan, Query, Store, Tenant};

/// A table and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TableSize {
    /// Schema and name.
    pub table: String,
    /// With indexes and all parts.
    pub bytes: i64,
    /// Parts, for a table that is divided by time.
    pub parts: i64,
}

/// A service and what was stored of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceStatus {
    /// Its name.
    pub service: String,
    /// Events that are stored.
    pub events: i64,
    /// The first event ever stored.
    pub first_seen: Timestamp,
    /// The last.
    pub last_seen: Timestamp,
}

const SIZES: Query = Query {
    name: "sizes of tables",
    text: "select jsonb_build_object('table', n.nspname || '.' || c.relname, \
           'bytes', (pg_total_relation_size(c.oid) + coalesce((select sum(pg_total_relation_size(i.inhrelid)) from pg_inherits i \
           where i.inhparent = c.oid), 0))::bigint, \
           'parts', (select count(*) from pg_inherits i where i.inhparent = c.oid)) \
           from pg_class c join pg_namespace n on n.oid = c.relnamespace \
           where n.nspname in ('ai_models', 'ai_platform') and c.relkind in ('r', 'p', 'm') order by 1",
};
const SERVICES: Query = Query {
    name: "services with their events",
    text: "select jsonb_build_object('service', s.name, 'first_seen', s.first_seen, 'last_seen', s.last_seen, \
           'events', (select count(*) from ai_models.error_events e where e.tenant_id = s.tenant_id and e.service = s.name)) \
           from ai_platform.services s order by s.name",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[SIZES, SERVICES];

impl Store {
    /// Whether the database answers.
    ///
    /// # Errors
    /// `unavailable` where it does not.
    pub async fn ping(&self) -> Result<()> {
        self.client().await?.simple_query("select 1").await.map(drop).map_err(database)
    }

    /// Every table with what it takes.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn sizes(&self) -> Result<Vec<TableSize>> {
        let client = self.client().await?;
        client.query(SIZES.text, &[]).await.map_err(database)?.iter().map(crate::store::value).collect()
    }
}

impl Tenant {
    /// Every service with the number of its events.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn service_status(&self) -> Result<Vec<ServiceStatus>> {
        self.values(&SERVICES, Plan::Kept, &[]).await
    }
}
