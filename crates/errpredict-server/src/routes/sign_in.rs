//! `auth/`: a key for tokens, a refresh token for the next ones, and the end of a session.

use axum::Json;
use axum::extract::State;
use errpredict::time::DAY_MS;
use errpredict_store::Tenant;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::{App, Shared};
use crate::caller::{by_key, new_refresh, tenant_of_refresh};
use crate::clock::now;
use crate::extract::Body;
use crate::problem::{Answered, Problem};
use crate::secret::{digest, random_id};

/// Who signs in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithKey {
    /// A key of a principal, as `keys/` gives it once.
    key: String,
}

/// Whose session goes on, or ends.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithRefresh {
    /// The refresh token; it is taken once.
    refresh: String,
}

/// Tokens of a session.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Tokens {
    /// For `Authorization: Bearer`.
    access: String,
    /// For the next tokens, once.
    refresh: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds that the access token holds.
    expires_in: i64,
}

/// That a session has ended.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Ended {
    /// Whether it went on until now.
    ended: bool,
}

fn refused() -> Problem {
    Problem::unauthorized("the refresh token is not known, was used before, or has ended")
}

fn tokens(app: &App, tenant: Uuid, principal: Uuid, session: Uuid, refresh: String) -> Answered<Tokens> {
    let (access, expires_in) = app.keys.sign(tenant, principal, session, now())?;
    Ok(Tokens { access, refresh, token_type: "Bearer", expires_in })
}

fn until(app: &App) -> errpredict::Timestamp {
    now().plus_ms(i64::from(app.config.refresh_days) * DAY_MS)
}

pub(crate) async fn token(State(app): State<Shared>, Body(with): Body<WithKey>) -> Answered<Json<Tokens>> {
    let caller = by_key(&app, &with.key, "").await?;
    let principal = caller.principal.ok_or_else(refused)?;
    let of = (caller.tenant_id, principal);
    begin_session(&app, &caller.tenant, of, Some(with.key.as_str())).await.map(Json)
}

/// The first tokens of a new session; of one that is begun with a key it ends with that.
pub(crate) async fn begin_session(
    app: &App,
    tenant: &Tenant,
    (tenant_id, principal): (Uuid, Uuid),
    key: Option<&str>,
) -> Answered<Tokens> {
    let session = random_id()?;
    let (refresh, token) = new_refresh(tenant_id)?;
    tenant.begin_session(principal, session, &token, until(app), key.map(digest).as_ref()).await?;
    tokens(app, tenant_id, principal, session, refresh)
}

pub(crate) async fn refresh(
    State(app): State<Shared>,
    Body(with): Body<WithRefresh>,
) -> Answered<Json<Tokens>> {
    let tenant_id = tenant_of_refresh(&with.refresh).ok_or_else(refused)?;
    let (next, next_digest) = new_refresh(tenant_id)?;
    let tenant = app.store.tenant(tenant_id);
    let renewed = tenant.renew_session(&digest(&with.refresh), &next_digest, until(&app)).await?;
    let Some(renewed) = renewed else {
        // It may have been taken twice, and its session ended with that.
        app.sessions.changed(tenant_id);
        return Err(refused());
    };
    tokens(&app, tenant_id, renewed.principal.id, renewed.session, next).map(Json)
}

pub(crate) async fn revoke(
    State(app): State<Shared>,
    Body(with): Body<WithRefresh>,
) -> Answered<Json<Ended>> {
    let tenant_id = tenant_of_refresh(&with.refresh).ok_or_else(refused)?;
    let ended = app.store.tenant(tenant_id).revoke_refresh(&digest(&with.refresh)).await?;
    app.sessions.changed(tenant_id);
    Ok(Json(Ended { ended }))
}
