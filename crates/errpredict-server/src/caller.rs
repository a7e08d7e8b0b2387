//! Who asks: from a bearer token or a key to a tenant, a name and roles.

use axum::http::{HeaderMap, header};
use errpredict_store::{Principal, Tenant};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::app::App;
use crate::auth::{Claims, UNREACHABLE, Verified};
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::secret::digest;
use crate::telemetry::Place;

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// What belongs to the tenant, asked by this principal within this request.
    pub(crate) tenant: Tenant,
    pub(crate) tenant_id: Uuid,
    /// None for somebody whom only another program knows.
    pub(crate) principal: Option<Uuid>,
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
    /// Where the request stands in its trace.
    pub(crate) place: Option<Place>,
    /// The session of the token.
    pub(crate) session: Option<Uuid>,
    /// When the token ends, in seconds since 1970.
    pub(crate) ends_at: Option<i64>,
}

impl Caller {
    /// Somebody who is known by name alone, and may do nothing yet.
    pub(crate) fn of(tenant: Tenant, tenant_id: Uuid, name: String) -> Caller {
        Caller {
            tenant,
            tenant_id,
            principal: None,
            name,
            roles: Vec::new(),
            place: None,
            session: None,
            ends_at: None,
        }
    }

    /// The same, whose questions pass the replica by: what was written a moment ago is seen.
    pub(crate) fn on_primary(self) -> Caller {
        Caller { tenant: self.tenant.on_primary(), ..self }
    }

    /// Whether it still holds what was found out when the request came: the token, its session, that whoever asks may sign in, and a
    /// role.
    pub(crate) async fn still_may(&self, app: &App, needed: Role) -> Answered<bool> {
        let now = crate::clock::now().ms() / 1_000;
        if self.ends_at.is_some_and(|ends_at| ends_at <= now) {
            return Ok(false);
        }
        let tenant = app.store.tenant(self.tenant_id).on_primary();
        let found = match (self.session, self.principal) {
            (Some(session), Some(principal)) => tenant.session(session, principal).await?,
            (None, Some(_)) => tenant.principal_named(&self.name).await?.filter(|found| found.active),
            // Whom only another program knows has what his token says until it ends.
            (_, None) => return Ok(self.may(needed)),
        };
        let roles = found.map(|found| found.roles).unwrap_or_default();
        Ok(roles.iter().filter_map(|name| Role::named(name)).any(|role| role.may(needed)))
    }

    pub(crate) fn may(&self, needed: Role) -> bool {
        self.roles.iter().any(|role| role.may(needed))
    }
}

/// What a key begins with; the tenant follows, so that it can be asked for under row security.
const KEY: &str = "epk_";
/// What a refresh token begins with.
const REFRESH: &str = "epr_";

/// A new secret of a tenant: the text for whoever gets it, and the digest that is stored.
pub(crate) fn new_key(tenant: Uuid) -> errpredict::Result<(String, [u8; 32])> {
    sealed(KEY, tenant)
}

/// A new refresh token of a tenant.
pub(crate) fn new_refresh(tenant: Uuid) -> errpredict::Result<(String, [u8; 32])> {
    sealed(REFRESH, tenant)
}

fn sealed(kind: &str, tenant: Uuid) -> errpredict::Result<(String, [u8; 32])> {
    let text = format!("{kind}{}_{}", tenant.simple(), crate::secret::random()?);
    let digest = digest(&text);
    Ok((text, digest))
}

/// The tenant that a secret of ours names.
pub(crate) fn tenant_of_key(text: &str) -> Option<Uuid> {
    tenant_of(KEY, text)
}

/// The same of a refresh token.
pub(crate) fn tenant_of_refresh(text: &str) -> Option<Uuid> {
    tenant_of(REFRESH, text)
}

fn tenant_of(kind: &str, text: &str) -> Option<Uuid> {
    let (tenant, secret) = text.strip_prefix(kind)?.split_once('_')?;
    (tenant.len() == 32 && secret.len() == 64).then(|| Uuid::try_parse(tenant).ok()).flatten()
}

/// Who asks, by the headers of a request. Keys count where `keys` says so.
pub(crate) async fn caller(app: &App, headers: &HeaderMap, keys: bool, request: &str) -> Answered<Caller> {
    let bearer = headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
    let given = match (bearer, headers.get("x-api-key")) {
        (Some(text), _) => text
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(|| Problem::unauthorized("expected `Authorization: Bearer TOKEN`"))?,
        (None, Some(key)) if keys => key.to_str().unwrap_or_default(),
        _ => return Err(Problem::unauthorized("sign in: expected `Authorization: Bearer TOKEN`")),
    };
    if given.starts_with(KEY) {
        if !keys {
            return Err(Problem::unauthorized(
                "a key opens ingestion alone: POST auth/token/ gives an access token for it",
            ));
        }
        return by_key(app, given, request).await;
    }
    match app.keys.verify(given).await.map_err(refused)? {
        Verified::Own(claims) => by_session(app, &claims, request).await,
        Verified::External(claims) => by_claims(app, &claims, request).await,
    }
}

/// Who asks for a page, by what stands in the cookie.
pub(crate) async fn by_page(app: &App, token: &str, request: &str) -> Answered<Caller> {
    match app.keys.verify_page(token).await.map_err(refused)? {
        Verified::Own(claims) => by_session(app, &claims, request).await,
        Verified::External(claims) => by_claims(app, &claims, request).await,
    }
}

/// Whether a text is a key.
pub(crate) fn is_key(text: &str) -> bool {
    text.starts_with(KEY)
}

fn refused(reason: &'static str) -> Problem {
    if reason == UNREACHABLE {
        return Problem::new(axum::http::StatusCode::SERVICE_UNAVAILABLE, "unavailable", reason);
    }
    Problem::unauthorized(reason)
}

fn known(app: &App, tenant_id: Uuid, principal: Principal, request: &str) -> Caller {
    Caller {
        tenant: app.store.tenant(tenant_id).by(&principal.name).in_request(request),
        tenant_id,
        principal: Some(principal.id),
        roles: principal.roles.iter().filter_map(|name| Role::named(name)).collect(),
        name: principal.name,
        place: None,
        session: None,
        ends_at: None,
    }
}

/// Who acts by a key.
pub(crate) async fn by_key(app: &App, key: &str, request: &str) -> Answered<Caller> {
    let refused = || Problem::unauthorized("the key is not known, was revoked or has ended");
    let tenant_id = tenant_of_key(key).ok_or_else(refused)?;
    let principal =
        app.store.tenant(tenant_id).on_primary().use_key(&digest(key)).await?.ok_or_else(refused)?;
    Ok(known(app, tenant_id, principal, request))
}

async fn by_session(app: &App, claims: &Claims, request: &str) -> Answered<Caller> {
    let (tenant_id, session) = (claims.tenant, claims.sid);
    let now = crate::clock::instant();
    let principal = match app.sessions.get(tenant_id, session, now) {
        Some(principal) => principal,
        None => {
            let asked = app.sessions.generation();
            let found = app.store.tenant(tenant_id).on_primary().session(session, claims.sub).await?;
            let found = found.ok_or_else(|| Problem::unauthorized("the session of the token has ended"))?;
            app.sessions.keep(tenant_id, session, found.clone(), asked, now);
            found
        }
    };
    if principal.id != claims.sub {
        return Err(Problem::unauthorized("the session of the token is another one's"));
    }
    let caller = known(app, tenant_id, principal, request);
    Ok(Caller { session: Some(session), ends_at: Some(claims.exp), ..caller })
}

/// The name of whoever another program signed in: `sub`, or as Simple JWT has it `user_id`. It stands in the log and the audit log:
/// nothing that would break a line of theirs is a name.
fn name_of(claims: &Map<String, Value>) -> Option<String> {
    let found = claims.get("sub").or_else(|| claims.get("user_id"))?;
    match found {
        Value::String(text) if !text.is_empty() && text.len() <= 255 && !text.contains(char::is_control) => {
            Some(text.clone())
        }
        Value::Number(number) if number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

async fn by_claims(app: &App, claims: &Map<String, Value>, request: &str) -> Answered<Caller> {
    let name = name_of(claims)
        .ok_or_else(|| Problem::unauthorized("the token names nobody: expected `sub` or `user_id`"))?;
    let config = &app.config;
    let tenant = match claims.get(&config.tenant_claim) {
        Some(Value::String(tenant)) => Some(tenant.as_str()),
        Some(_) => None,
        None => config.external_tenant.as_deref(),
    };
    let tenant = tenant.ok_or_else(|| Problem::unauthorized("the token names no tenant"))?;
    let tenant_id = app.tenant_named(tenant).await?;
    let tenant_id =
        tenant_id.ok_or_else(|| Problem::unauthorized("the tenant of the token is not known here"))?;
    // Whom we know has the roles that were given here, and none where he may no longer sign in.
    let ends_at = claims.get("exp").and_then(Value::as_f64).map(|seconds| seconds as i64);
    if let Some(principal) = app.store.tenant(tenant_id).on_primary().principal_named(&name).await? {
        if !principal.active {
            return Err(Problem::unauthorized("this principal may no longer sign in"));
        }
        return Ok(Caller { ends_at, ..known(app, tenant_id, principal, request) });
    }
    let roles = match claims.get(&config.roles_claim) {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).filter_map(Role::named).collect(),
        Some(Value::String(all)) => all.split([' ', ',']).filter_map(Role::named).collect(),
        _ => config.external_role.into_iter().collect(),
    };
    let tenant = app.store.tenant(tenant_id).by(&name).in_request(request);
    Ok(Caller { roles, ends_at, ..Caller::of(tenant, tenant_id, name) })
}
