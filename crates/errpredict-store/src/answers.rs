//! `idempotency_keys`: a request that is sent again is answered as it was the first time, and done once.

use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::store::{Plan, Query, Tenant, apart};

/// What was answered to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// The status of HTTP.
    pub status: u16,
    /// The body.
    pub body: Value,
}

/// What is known of a request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Nothing: it is to be done now, and [`Tenant::answer`] or [`Tenant::forget_request`] follows.
    First,
    /// It is being done at this moment.
    Running,
    /// It was done.
    Answered(KeptAnswer),
}

// One that has not been heard of for so long has no process any more, and is begun anew.
const ASK: Query = Query {
    name: "begin a request with an idempotency key",
    text: "insert into ai_platform.idempotency_keys (tenant_id, key, request_digest, answer) \
           values (ai_platform.current_tenant(), $1, $2, '{\"running\": true}') on conflict (tenant_id, key) do update \
           set created_at = now() where idempotency_keys.answer ? 'running' \
           and idempotency_keys.created_at < now() - interval '5 minutes' \
           and idempotency_keys.request_digest = excluded.request_digest returning 1",
};
const GOES_ON: Query = Query {
    name: "say that a request with an idempotency key goes on",
    text: "update ai_platform.idempotency_keys set created_at = now() where key = $1 and answer ? 'running' returning 1",
};
const BEFORE: Query = Query {
    name: "request with an idempotency key",
    text: "select answer, request_digest from ai_platform.idempotency_keys where key = $1",
};
const ANSWER: Query = Query {
    name: "answer a request with an idempotency key",
    text: "update ai_platform.idempotency_keys set answer = $2 where key = $1 and answer ? 'running'",
};
const FORGET: Query = Query {
    name: "forget a request with an idempotency key",
    text: "delete from ai_platform.idempotency_keys where key = $1 and answer ? 'running'",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[ASK, GOES_ON, BEFORE, ANSWER, FORGET];

impl Tenant {
    /// Begins a request with a key, or says what became of the first one; `digest` is of all that was asked.
    ///
    /// # Errors
    /// `conflict` where the key was used for something else, `unavailable` where the database cannot be reached.
    pub async fn ask(&self, key: &str, digest: &[u8; 32]) -> Result<Asked> {
        let (tenant, key, digest) = (self.clone(), key.to_owned(), *digest);
        apart(move || ask(tenant.clone(), key.clone(), digest)).await
    }

    /// Says that a request goes on, at least every five minutes of one that takes so long: else it is taken for one whose process died.
    /// False where none is begun.
    ///
    /// # Errors
    /// As [`Tenant::ask`].
    pub async fn request_goes_on(&self, key: &str) -> Result<bool> {
        Ok(self.change(&GOES_ON, &[&key]).await? > 0)
    }

    /// Keeps what was answered.
    ///
    /// # Errors
    /// As [`Tenant::ask`].
    pub async fn answer(&self, key: &str, answer: &KeptAnswer) -> Result<()> {
        let value = serde_json::to_value(answer).map_err(crate::tables::unwritable)?;
        self.rows(&ANSWER, Plan::Kept, &[&key, &value]).await.map(drop)
    }

    /// Forgets a request that failed in a way that may pass: it is done anew when it is sent again.
    ///
    /// # Errors
    /// As [`Tenant::ask`].
    pub async fn forget_request(&self, key: &str) -> Result<()> {
        self.rows(&FORGET, Plan::Kept, &[&key]).await.map(drop)
    }
}

async fn ask(tenant: Tenant, key: String, digest: [u8; 32]) -> Result<Asked> {
    let work = tenant.begin().await?;
    if !work.rows(&ASK, &[&key, &digest.as_slice()]).await?.is_empty() {
        work.commit().await?;
        return Ok(Asked::First);
    }
    let rows = work.rows(&BEFORE, &[&key]).await?;
    work.commit().await?;
    // Forgotten at this moment: whoever asks again begins.
    let Some(row) = rows.first() else { return Ok(Asked::Running) };
    if row.get::<_, &[u8]>(1) != digest {
        let message = format!("the idempotency key `{key}` was used for another request");
        return Err(Error::new(ErrorKind::Conflict, message));
    }
    let before: Value = crate::row::json(row)?;
    if before.get("running").is_some() {
        return Ok(Asked::Running);
    }
    serde_json::from_value(before).map(Asked::Answered).map_err(|_| {
        Error::new(ErrorKind::Conflict, format!("the idempotency key `{key}` was used by another route"))
    })
}
