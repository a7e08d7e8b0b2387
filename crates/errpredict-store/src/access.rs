//! Who may do what: principals and their roles, sessions that begin with a refresh token and end as a whole, and keys.
//!
//! A secret is made by the caller and given here as its SHA-256: what is stored opens nothing.

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::store::{Plan, Query, Tenant, Values, apart};
use crate::times::sql_time;

/// A person or a service that signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Principal {
    /// The row's id.
    pub id: Uuid,
    /// The name, which stands in the audit log.
    pub name: String,
    /// `person` or `service`.
    pub kind: String,
    /// Whether it may sign in.
    pub active: bool,
    /// What it may do: `viewer`, `operator`, `approver`, `admin`, `ingest`, `upload`.
    pub roles: Vec<String>,
}

/// A key, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredKey {
    /// The row's id.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// Who acts by it.
    pub principal_id: Uuid,
    /// The name of that principal.
    pub principal: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A session that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// The session.
    pub session: Uuid,
    /// Whose it is.
    pub principal: Principal,
}

macro_rules! principal {
    () => {
        "jsonb_build_object('id', p.id, 'name', p.name, 'kind', p.kind, 'active', p.active, 'roles', \
         coalesce((select jsonb_agg(r.role order by r.role) from ai_platform.roles r where r.principal_id = p.id), '[]')) "
    };
}
// Nobody of a tenant that was laid aside may sign in.
macro_rules! may_sign_in {
    () => {
        "p.active and exists (select 1 from ai_platform.tenants o where o.id = p.tenant_id and o.active) "
    };
}
macro_rules! key_holds {
    () => {
        "and (t.name = '' or exists (select 1 from ai_platform.tokens k where k.kind = 'api_key' and k.revoked_at is null \
         and (k.expires_at is null or k.expires_at > now()) and k.id = case when t.name ~ '^[0-9a-f]{32}$' then t.name::uuid end))"
    };
}
macro_rules! key {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', t.id, 'name', t.name, 'principal_id', t.principal_id, \
             'principal', p.name, 'created_at', t.created_at, 'expires_at', t.expires_at, 'last_used_at', t.last_used_at, \
             'revoked_at', t.revoked_at)) from ai_platform.tokens t join ai_platform.principals p on p.id = t.principal_id \
             where t.kind = 'api_key' ",
            $rest
        )
    };
}

const ALL: Query = Query {
    name: "principals",
    text: concat!("select ", principal!(), "from ai_platform.principals p order by p.name"),
};
const BY_ID: Query = Query {
    name: "principal",
    text: concat!("select ", principal!(), "from ai_platform.principals p where p.id = $1"),
};
const BY_NAME: Query = Query {
    name: "principal of a name",
    text: concat!("select ", principal!(), "from ai_platform.principals p where p.name = $1"),
};
const CREATE: Query = Query {
    name: "create a principal",
    text: "insert into ai_platform.principals (id, tenant_id, name, kind) values ($3, ai_platform.current_tenant(), $1, $2)",
};
const UNROLE: Query = Query {
    name: "take all roles away",
    text: "delete from ai_platform.roles where principal_id = $1 and role <> all ($2)",
};
const ROLE: Query = Query {
    name: "give roles",
    text: "insert into ai_platform.roles (tenant_id, principal_id, role) \
           select ai_platform.current_tenant(), $1, r from unnest($2::text[]) r on conflict do nothing",
};
const ACTIVE: Query = Query {
    name: "let a principal sign in or not",
    text: "with was as (select id, active from ai_platform.principals where id = $1 for update), \
           done as (update ai_platform.principals p set active = $2, updated_at = now() from was where p.id = was.id returning p.id) \
           select ai_platform.append_audit(case when $2 then 'activate' else 'deactivate' end, 'principals', d.id::text, \
           (select jsonb_build_object('active', was.active) from was), jsonb_build_object('active', $2)) from done d",
};
const AUDIT: Query = Query {
    name: "say in the audit log what was done about access",
    text: "select ai_platform.append_audit($1, $2, $3, null, $4)",
};
const CREATE_KEY: Query = Query {
    name: "create a key",
    text: "with made as (insert into ai_platform.tokens (tenant_id, principal_id, kind, name, digest, expires_at) \
           values (ai_platform.current_tenant(), $1, 'api_key', $2, $3, $4) returning id, principal_id, name) \
           select to_jsonb(m.id), ai_platform.append_audit('create', 'keys', m.id::text, null, \
           jsonb_build_object('principal_id', m.principal_id, 'name', m.name)) from made m",
};
const KEYS: Query = Query { name: "keys", text: key!("order by t.created_at desc, t.id") };
const REVOKE_KEY: Query = Query {
    name: "revoke a key",
    text: "with done as (update ai_platform.tokens set revoked_at = now() where id = $1 and kind = 'api_key' and revoked_at is null \
           returning id) select ai_platform.append_audit('revoke', 'keys', d.id::text, null, null) from done d",
};
const USE_KEY: Query = Query {
    name: "principal of a key",
    text: concat!(
        "with used as (update ai_platform.tokens set last_used_at = now() where digest = $1 and kind = 'api_key' \
         and (last_used_at is null or last_used_at < now() - interval '1 minute')) \
         select ",
        principal!(),
        "from ai_platform.tokens t join ai_platform.principals p on p.id = t.principal_id \
         where t.digest = $1 and t.kind = 'api_key' and t.revoked_at is null \
         and (t.expires_at is null or t.expires_at > now()) and ",
        may_sign_in!()
    ),
};
// A refresh token is named by the key that its session was begun with, where it was: it ends with that, however often it is renewed.
const BEGIN_SESSION: Query = Query {
    name: "begin or go on with a session",
    text: "insert into ai_platform.tokens (tenant_id, principal_id, kind, session, digest, expires_at, name) \
           values (ai_platform.current_tenant(), $1, 'refresh', $2, $3, $4, coalesce((select replace(k.id::text, '-', '') \
           from ai_platform.tokens k where k.digest = $5 and k.kind = 'api_key'), \
           (select min(t.name) from ai_platform.tokens t where t.session = $2 and t.kind = 'refresh'), '')) returning 1",
};
const REFRESH: Query = Query {
    name: "refresh token of a digest",
    text: concat!(
        "select ",
        principal!(),
        ", t.session, t.revoked_at is not null, coalesce(t.expires_at <= now(), false) or not (",
        may_sign_in!(),
        key_holds!(),
        ") from ai_platform.tokens t join ai_platform.principals p on p.id = t.principal_id \
         where t.digest = $1 and t.kind = 'refresh' for update of t"
    ),
};
const SPENT: Query = Query {
    name: "a refresh token was used",
    text: "update ai_platform.tokens set revoked_at = now(), last_used_at = now() where digest = $1",
};
const END_SESSION: Query = Query {
    name: "end a session",
    text: "update ai_platform.tokens set revoked_at = now() where session = $1 and revoked_at is null returning 1",
};
const REVOKE_REFRESH: Query = Query {
    name: "end the session of a refresh token",
    text: "update ai_platform.tokens set revoked_at = now() where revoked_at is null and session = (select t.session \
           from ai_platform.tokens t where t.digest = $1 and t.kind = 'refresh') returning 1",
};
const RENEWED: Query = Query {
    name: "whether a session was renewed with a token",
    text: "select 1 from ai_platform.tokens where session = $1 and digest = $2 and revoked_at is null",
};
const SESSION: Query = Query {
    name: "principal of a session",
    text: concat!(
        "select ",
        principal!(),
        "from ai_platform.principals p where p.id = $2 and ",
        may_sign_in!(),
        "and exists (select 1 from ai_platform.tokens t \
         where t.session = $1 and t.principal_id = p.id and t.revoked_at is null and t.expires_at > now() ",
        key_holds!(),
        ")"
    ),
};
const OF_IDENTITY: Query = Query {
    name: "principal that somebody else signs in",
    text: concat!(
        "select ",
        principal!(),
        "from ai_platform.tokens t join ai_platform.principals p on p.id = t.principal_id \
         where t.digest = $1 and t.kind = 'signing' and t.revoked_at is null"
    ),
};
const CREATE_IDENTITY: Query = Query {
    name: "keep by what somebody else signs a principal in",
    text: "insert into ai_platform.tokens (tenant_id, principal_id, kind, name, digest) \
           values (ai_platform.current_tenant(), $1, 'signing', $2, $3) returning 1",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[
    ALL,
    BY_ID,
    BY_NAME,
    CREATE,
    UNROLE,
    ROLE,
    ACTIVE,
    AUDIT,
    CREATE_KEY,
    KEYS,
    REVOKE_KEY,
    USE_KEY,
    BEGIN_SESSION,
    REFRESH,
    SPENT,
    END_SESSION,
    REVOKE_REFRESH,
    RENEWED,
    SESSION,
    OF_IDENTITY,
    CREATE_IDENTITY,
];

impl Tenant {
    /// Everybody, by name.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn principals(&self) -> Result<Vec<Principal>> {
        self.values(&ALL, Plan::Kept, &[]).await
    }

    /// The principal of an id.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn principal(&self, id: Uuid) -> Result<Option<Principal>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// The principal of a name.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn principal_named(&self, name: &str) -> Result<Option<Principal>> {
        Ok(self.values(&BY_NAME, Plan::Kept, &[&name]).await?.pop())
    }

    /// Makes a principal with its roles; gives its id.
    ///
    /// # Errors
    /// `conflict` for a name that is there, `invalid_input` for an empty one, for another kind than `person` and `service`, and for
    /// a role that is none.
    pub async fn create_principal(&self, name: &str, kind: &str, roles: &[&str]) -> Result<Uuid> {
        let (tenant, name, kind) = (self.clone(), name.to_owned(), kind.to_owned());
        let roles: Vec<String> = roles.iter().map(|&role| role.to_owned()).collect();
        let id = Uuid::from_bytes(crate::random::random_bytes()?);
        apart(move || create(tenant.clone(), id, name.clone(), kind.clone(), roles.clone(), None)).await
    }

    /// Gives a principal these roles and no other; false where there is no such principal.
    ///
    /// # Errors
    /// `invalid_argument` where the tenant would have no admin left, `invalid_input` for a role that is none.
    pub async fn set_roles(&self, id: Uuid, roles: &[&str]) -> Result<bool> {
        let tenant = self.clone();
        let roles: Vec<String> = roles.iter().map(|&role| role.to_owned()).collect();
        apart(move || set_roles(tenant.clone(), id, roles.clone())).await
    }

    /// Lets a principal sign in, or no more; false where there is no such principal.
    ///
    /// # Errors
    /// `invalid_argument` where the tenant would have no admin left.
    pub async fn set_active(&self, id: Uuid, active: bool) -> Result<bool> {
        Ok(self.change(&ACTIVE, &[&id, &active]).await? > 0)
    }

    /// Keeps a key of a principal; gives its id.
    ///
    /// # Errors
    /// `invalid_input` without such a principal.
    pub async fn create_key(
        &self,
        principal: Uuid,
        name: &str,
        digest: &[u8; 32],
        expires_at: Option<Timestamp>,
    ) -> Result<Uuid> {
        if self.principal(principal).await?.is_none() {
            return Err(Error::new(ErrorKind::NotFound, format!("there is no principal {principal}")));
        }
        let expires = expires_at.map(sql_time);
        let rows =
            self.rows(&CREATE_KEY, Plan::Kept, &[&principal, &name, &digest.as_slice(), &expires]).await?;
        rows.first().map_or_else(
            || Err(Error::new(ErrorKind::Internal, "a key was made and has no id")),
            crate::row::json,
        )
    }

    /// Every key, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn keys(&self) -> Result<Vec<StoredKey>> {
        self.values(&KEYS, Plan::Kept, &[]).await
    }

    /// Ends a key; false where there is none that goes on.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn revoke_key(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&REVOKE_KEY, &[&id]).await? > 0)
    }

    /// Who acts by the key of a digest; none for one that is revoked, has ended, or was never made.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn use_key(&self, digest: &[u8; 32]) -> Result<Option<Principal>> {
        Ok(self.values(&USE_KEY, Plan::Kept, &[&digest.as_slice()]).await?.pop())
    }

    /// Begins a session of a principal with its first refresh token; one that is begun with a key (of a digest) ends with that key.
    ///
    /// # Errors
    /// `invalid_input` without such a principal.
    pub async fn begin_session(
        &self,
        principal: Uuid,
        session: Uuid,
        digest: &[u8; 32],
        expires_at: Timestamp,
        key: Option<&[u8; 32]>,
    ) -> Result<()> {
        let key = key.map(<[u8; 32]>::as_slice);
        let until = sql_time(expires_at);
        let values: Values<'_> = &[&principal, &session, &digest.as_slice(), &until, &key];
        self.change(&BEGIN_SESSION, values).await.map(drop)
    }

    /// Takes a refresh token and keeps the next one of its session; none for a token that does not hold. A token that was taken
    /// before is in two hands: the whole session ends.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn renew_session(
        &self,
        digest: &[u8; 32],
        next: &[u8; 32],
        expires_at: Timestamp,
    ) -> Result<Option<Renewed>> {
        let (tenant, digest, next) = (self.clone(), *digest, *next);
        apart(move || renew(tenant.clone(), digest, next, expires_at)).await
    }

    /// Whom another program signs in: the principal of an identity there, by a digest of it.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn principal_of_identity(&self, digest: &[u8; 32]) -> Result<Option<Principal>> {
        Ok(self.values(&OF_IDENTITY, Plan::Kept, &[&digest.as_slice()]).await?.pop())
    }

    /// Makes a person that another program signs in, whose name is `issuer`; gives its id.
    ///
    /// # Errors
    /// As [`Tenant::create_principal`]; `conflict` for an identity that is there too.
    pub async fn create_identity(
        &self,
        name: &str,
        roles: &[&str],
        issuer: &str,
        digest: &[u8; 32],
    ) -> Result<Uuid> {
        let (tenant, name, issuer, digest) = (self.clone(), name.to_owned(), issuer.to_owned(), *digest);
        let roles: Vec<String> = roles.iter().map(|&role| role.to_owned()).collect();
        let (identity, id) = (Some((issuer, digest)), Uuid::from_bytes(crate::random::random_bytes()?));
        apart(move || {
            create(tenant.clone(), id, name.clone(), "person".to_owned(), roles.clone(), identity.clone())
        })
        .await
    }

    /// Ends a session; false where none goes on.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn end_session(&self, session: Uuid) -> Result<bool> {
        Ok(self.change(&END_SESSION, &[&session]).await? > 0)
    }

    /// Ends the session that a refresh token belongs to; false where none goes on.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn revoke_refresh(&self, digest: &[u8; 32]) -> Result<bool> {
        Ok(self.change(&REVOKE_REFRESH, &[&digest.as_slice()]).await? > 0)
    }

    /// Whose a session is; none where it has ended, or its principal may no longer sign in.
    ///
    /// # Errors
    /// As [`Tenant::principals`].
    pub async fn session(&self, session: Uuid, principal: Uuid) -> Result<Option<Principal>> {
        Ok(self.values(&SESSION, Plan::Kept, &[&session, &principal]).await?.pop())
    }
}

/// The id is made before: where the answer of a commit was lost, the principal is found.
async fn create(
    tenant: Tenant,
    id: Uuid,
    name: String,
    kind: String,
    roles: Vec<String>,
    identity: Option<(String, [u8; 32])>,
) -> Result<Uuid> {
    let work = tenant.begin().await?;
    if !work.rows(&BY_ID, &[&id]).await?.is_empty() {
        work.commit().await?;
        return Ok(id);
    }
    work.rows(&CREATE, &[&name, &kind, &id]).await?;
    work.rows(&ROLE, &[&id, &roles]).await?;
    if let Some((issuer, digest)) = &identity {
        work.rows(&CREATE_IDENTITY, &[&id, issuer, &digest.as_slice()]).await?;
    }
    let mut after = json!({"name": name, "kind": kind, "roles": roles});
    if let Some((issuer, _)) = identity {
        after["signed_in_by"] = json!(issuer);
    }
    work.rows(&AUDIT, &[&"create", &"principals", &id.to_string(), &after]).await?;
    work.commit().await?;
    Ok(id)
}

async fn set_roles(tenant: Tenant, id: Uuid, roles: Vec<String>) -> Result<bool> {
    let work = tenant.begin().await?;
    if work.rows(&BY_ID, &[&id]).await?.is_empty() {
        return Ok(false);
    }
    work.rows(&UNROLE, &[&id, &roles]).await?;
    work.rows(&ROLE, &[&id, &roles]).await?;
    let after = json!({"roles": roles});
    work.rows(&AUDIT, &[&"set_roles", &"principals", &id.to_string(), &after]).await?;
    work.commit().await?;
    Ok(true)
}

async fn renew(
    tenant: Tenant,
    digest: [u8; 32],
    next: [u8; 32],
    expires_at: Timestamp,
) -> Result<Option<Renewed>> {
    let work = tenant.begin().await?;
    let rows = work.rows(&REFRESH, &[&digest.as_slice()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let principal: Principal = crate::row::json(row)?;
    let (session, is_spent, has_ended): (Uuid, bool, bool) = (row.get(1), row.get(2), row.get(3));
    if has_ended {
        return Ok(None);
    }
    // Spent for this very token: the answer of the commit was lost, and nobody stole anything.
    if is_spent && !work.rows(&RENEWED, &[&session, &next.as_slice()]).await?.is_empty() {
        work.commit().await?;
        return Ok(Some(Renewed { session, principal }));
    }
    if is_spent {
        work.rows(&END_SESSION, &[&session]).await?;
        work.commit().await?;
        return Ok(None);
    }
    work.rows(&SPENT, &[&digest.as_slice()]).await?;
    let (until, none) = (sql_time(expires_at), None::<&[u8]>);
    work.rows(&BEGIN_SESSION, &[&principal.id, &session, &next.as_slice(), &until, &none]).await?;
    work.commit().await?;
    Ok(Some(Renewed { session, principal }))
}
