//! `webhook_endpoints`: sources that sign what they send here. The secret is what both sides know, so it is kept as it is, encrypted
//! where the store has keys; it is never listed.

use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::keys::HEAD_BYTES;
use crate::store::{Plan, Query, Tenant, apart};

/// The field that is sealed.
const SECRET: &str = "webhook_secret";

/// A source, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookSource {
    /// The row's id.
    pub id: Uuid,
    /// Its name, which stands in the address it sends to.
    pub source: String,
    /// How it signs: `standard`, `github`, `gitlab`, `sentry`.
    pub form: String,
    /// What it sends: `events`, `changes`, `alerts`, `sentry`.
    pub brings: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: Option<String>,
}

/// A source that is to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewWebhookSource<'a> {
    /// Small letters, digits, `-` and `_`, 63 at most.
    pub source: &'a str,
    /// How it signs.
    pub form: &'a str,
    /// What it sends.
    pub brings: &'a str,
    /// What it signs with.
    pub secret: &'a str,
}

macro_rules! source {
    ($first:literal, $rest:literal) => {
        concat!(
            "select ",
            $first,
            "jsonb_strip_nulls(jsonb_build_object('id', id, 'source', source, 'form', form, 'brings', brings, \
             'created_at', created_at, 'created_by', created_by)) from ai_platform.webhook_endpoints where source is not null ",
            $rest
        )
    };
}

const ALL: Query = Query { name: "sources of webhooks", text: source!("", "order by source") };
const ONE: Query =
    Query { name: "source of webhooks", text: source!("secret, ", "and active and source = $1") };
const CREATE: Query = Query {
    name: "make a source of webhooks",
    text: "insert into ai_platform.webhook_endpoints (tenant_id, source, form, brings, secret) \
           values (ai_platform.current_tenant(), $1, $2, $3, $4) returning id",
};
const REMOVE: Query = Query {
    name: "remove a source of webhooks",
    text: "delete from ai_platform.webhook_endpoints where id = $1 and source is not null returning source",
};
const AUDIT: Query = Query {
    name: "say in the audit log what was done about a source of webhooks",
    text: "select ai_platform.append_audit($1, 'webhook_endpoints', $2, null, $3)",
};

// There are few.
const UNSEALED: Query = Query {
    name: "secrets of webhooks that the newest key did not seal",
    text: "select id, secret from ai_platform.webhook_endpoints where source is not null and substring(secret from 1 for 5) <> $1 \
           for update",
};
const SEAL: Query = Query {
    name: "seal secrets of webhooks",
    text: "update ai_platform.webhook_endpoints w set secret = r.sealed, updated_at = now() \
           from unnest($1::uuid[], $2::bytea[]) as r(id, sealed) where w.id = r.id returning 1",
};

/// The statements of this module.
pub(super) const QUERIES: &[Query] = &[ALL, ONE, CREATE, REMOVE, AUDIT, UNSEALED, SEAL];

impl Tenant {
    /// Every source, by name.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn webhook_sources(&self) -> Result<Vec<WebhookSource>> {
        self.values(&ALL, Plan::Kept, &[]).await
    }

    /// A source and what it signs with.
    ///
    /// # Errors
    /// As [`Tenant::webhook_sources`]; `invalid_setting` where the key of the secret is not among those of the store.
    pub async fn webhook_source(&self, source: &str) -> Result<Option<(WebhookSource, String)>> {
        let rows = self.rows(&ONE, Plan::Kept, &[&source]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let secret = self.reveal(SECRET, row.get(0))?;
        let told = serde_json::from_value(row.get(1)).map_err(crate::row::unread)?;
        Ok(Some((told, secret)))
    }

    /// Makes a source; gives its id.
    ///
    /// # Errors
    /// `conflict` for a name that is there, `invalid_input` for one that cannot be or a form or content that is none.
    pub async fn create_webhook_source(&self, new: NewWebhookSource<'_>) -> Result<Uuid> {
        let sealed = self.conceal(SECRET, new.secret)?;
        let (tenant, texts) = (self.clone(), [new.source, new.form, new.brings].map(str::to_owned));
        apart(move || {
            let (tenant, [source, form, brings], sealed) = (tenant.clone(), texts.clone(), sealed.clone());
            async move {
                let work = tenant.begin().await?;
                let rows = work.rows(&CREATE, &[&source, &form, &brings, &sealed]).await?;
                let id: Uuid = rows.first().map(|row| row.get(0)).unwrap_or_default();
                let said = serde_json::json!({"source": source, "form": form, "brings": brings});
                work.rows(&AUDIT, &[&"create", &id.to_string(), &said]).await?;
                work.commit().await?;
                Ok(id)
            }
        })
        .await
    }

    /// Removes a source; false where there is none of that id.
    ///
    /// # Errors
    /// As [`Tenant::webhook_sources`].
    pub async fn remove_webhook_source(&self, id: Uuid) -> Result<bool> {
        let tenant = self.clone();
        apart(move || {
            let tenant = tenant.clone();
            async move {
                let work = tenant.begin().await?;
                let rows = work.rows(&REMOVE, &[&id]).await?;
                let Some(row) = rows.first() else { return Ok(false) };
                let said = serde_json::json!({"source": row.get::<_, String>(0)});
                work.rows(&AUDIT, &[&"remove", &id.to_string(), &said]).await?;
                work.commit().await?;
                Ok(true)
            }
        })
        .await
    }

    /// Seals with the newest key the secrets that it did not seal.
    pub(crate) async fn reseal_webhook_secrets(&self, head: [u8; HEAD_BYTES]) -> Result<u64> {
        let tenant = self.clone();
        apart(move || {
            let tenant = tenant.clone();
            async move {
                let work = tenant.begin().await?;
                let rows = work.rows(&UNSEALED, &[&head.as_slice()]).await?;
                let (mut ids, mut sealed) = (Vec::<Uuid>::new(), Vec::new());
                for row in &rows {
                    ids.push(row.get(0));
                    sealed.push(tenant.conceal(SECRET, &tenant.reveal(SECRET, row.get(1))?)?);
                }
                let done = work.rows(&SEAL, &[&ids, &sealed]).await?.len() as u64;
                work.commit().await?;
                Ok(done)
            }
        })
        .await
    }
}
