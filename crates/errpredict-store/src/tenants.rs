//! Tenants: made by the owner alone.

use errpredict::{Error, ErrorKind, Result};
use uuid::Uuid;

use crate::store::{Query, Store, Tenant};

const NAMED: Query = Query {
    name: "tenant of a name",
    text: "insert into ai_platform.tenants (name) values ($1) on conflict (name) do update set name = excluded.name returning id",
};
const CREATE: Query = Query {
    name: "create a tenant",
    text: "insert into ai_platform.tenants (name) values ($1) returning id",
};
const ALL: Query =
    Query { name: "all tenants", text: "select id, name from ai_platform.tenants order by name" };

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[NAMED, CREATE, ALL];

impl Store {
    /// The tenant of a name, made where there is none.
    ///
    /// # Errors
    /// `invalid_input` for an empty name, `unavailable` where the database cannot be reached.
    pub async fn tenant_named(&self, name: &str) -> Result<Tenant> {
        let rows = self.maintain(&NAMED, &[&name]).await?;
        let row =
            rows.first().ok_or_else(|| Error::new(ErrorKind::Internal, "a tenant was made and has no id"))?;
        Ok(self.tenant(row.get(0)))
    }

    /// Makes a tenant; gives its id.
    ///
    /// # Errors
    /// `conflict` for a name that is there, `invalid_input` for an empty one.
    pub async fn create_tenant(&self, name: &str) -> Result<Uuid> {
        let rows = self.maintain(&CREATE, &[&name]).await?;
        let row = rows.first().map(|row| row.get(0));
        row.ok_or_else(|| Error::new(ErrorKind::Internal, "a tenant was made and has no id"))
    }

    /// Every tenant: id and name, by name.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn tenants(&self) -> Result<Vec<(Uuid, String)>> {
        Ok(self.maintain(&ALL, &[]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
    }
}
