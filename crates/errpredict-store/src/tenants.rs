//! Tenants: made and laid aside by the owner alone.

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::store::{Query, Store, Tenant};

/// A tenant, as those who look after tenants see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredTenant {
    /// The row's id.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// Whether anybody of it may sign in, and jobs work for it.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

const NAMED: Query = Query {
    name: "tenant of a name",
    text: "insert into ai_platform.tenants (name) values ($1) on conflict (name) do update set name = excluded.name returning id",
};
const KNOWN: Query = Query {
    name: "tenant of a name that is there",
    text: "select id from ai_platform.tenants where name = $1",
};
const CREATE: Query = Query {
    name: "create a tenant",
    text: "insert into ai_platform.tenants (name) values ($1) returning id",
};
const ALL: Query = Query {
    name: "active tenants",
    text: "select id, name from ai_platform.tenants where active order by name",
};
const EVERY: Query = Query {
    name: "every tenant",
    text: "select jsonb_build_object('id', t.id, 'name', t.name, 'active', t.active, 'created_at', t.created_at) \
           from ai_platform.tenants t order by t.name",
};
const ACTIVE: Query = Query {
    name: "lay a tenant aside or not",
    text: "update ai_platform.tenants set active = $2, updated_at = now() where id = $1 and active <> $2 returning 1",
};
const CREATE_WHOLE: Query = Query {
    name: "create a tenant with its first admin and his key",
    text: "with t as (insert into ai_platform.tenants (id, name) values ($1, $2) returning id), \
           p as (insert into ai_platform.principals (tenant_id, name, kind) select t.id, $3, 'person' from t returning id, tenant_id), \
           r as (insert into ai_platform.roles (tenant_id, principal_id, role) select p.tenant_id, p.id, 'admin' from p), \
           k as (insert into ai_platform.tokens (tenant_id, principal_id, kind, name, digest) \
           select p.tenant_id, p.id, 'api_key', 'first', $4 from p) select p.id from p",
};
const AUDIT: Query = Query {
    name: "say in the audit log what was done about a tenant",
    text: "select ai_platform.append_audit($1, 'tenants', $2, null, $3)",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[NAMED, KNOWN, CREATE, ALL, EVERY, ACTIVE, CREATE_WHOLE, AUDIT];

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

    /// The tenant of a name; none where there is none.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn known_tenant(&self, name: &str) -> Result<Option<Tenant>> {
        Ok(self.maintain(&KNOWN, &[&name]).await?.first().map(|row| self.tenant(row.get(0))))
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

    /// Every tenant, by name; those that were laid aside too.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn every_tenant(&self) -> Result<Vec<StoredTenant>> {
        self.maintain(&EVERY, &[]).await?.iter().map(crate::row::value).collect()
    }

    /// Tenants that were not laid aside: id and name, by name.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn tenants(&self) -> Result<Vec<(Uuid, String)>> {
        Ok(self.maintain(&ALL, &[]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
    }
}

impl Tenant {
    /// Makes this tenant, whose id was chosen by the caller, with its first admin and a key of him, of which the digest is given; all of
    /// it or nothing. Gives the admin's id.
    ///
    /// # Errors
    /// `conflict` for a name that is there, `invalid_input` for an empty one.
    pub async fn create_with_admin(&self, name: &str, admin: &str, digest: &[u8; 32]) -> Result<Uuid> {
        let id = self.uuid()?;
        let work = self.begin_as_owner().await?;
        let rows = work.rows(&CREATE_WHOLE, &[&id, &name, &admin, &digest.as_slice()]).await?;
        let row = rows.first().map(|row| row.get(0));
        let admin_id: Uuid =
            row.ok_or_else(|| Error::new(ErrorKind::Internal, "a tenant was made and has no admin"))?;
        let told = json!({"name": name, "admin_id": admin_id, "admin": admin});
        work.rows(&AUDIT, &[&"create", &self.id(), &told]).await?;
        work.commit().await?;
        Ok(admin_id)
    }

    /// Lets this tenant go on, or lays it aside: nobody of it signs in, nothing is taken in for it and no job works for it, and what it
    /// has stays. False where it is so already, or not there.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn let_tenant(&self, active: bool) -> Result<bool> {
        let id = self.uuid()?;
        let work = self.begin_as_owner().await?;
        let done = !work.rows(&ACTIVE, &[&id, &active]).await?.is_empty();
        if done {
            let action = if active { "activate" } else { "deactivate" };
            work.rows(&AUDIT, &[&action, &self.id(), &json!({"active": active})]).await?;
        }
        work.commit().await?;
        Ok(done)
    }

    fn uuid(&self) -> Result<Uuid> {
        let wrong = |error| Error::new(ErrorKind::Internal, format!("the id of a tenant is none: {error}"));
        Uuid::try_parse(self.id()).map_err(wrong)
    }
}
