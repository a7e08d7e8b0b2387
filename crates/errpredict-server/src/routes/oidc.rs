//! `auth/oidc/`: sign-in at a provider of OpenID Connect. What comes of it is a session like any other: tokens as JSON, or a cookie for
//! a browser that began on a page.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use errpredict::ErrorKind;
use errpredict_store::{Principal, Tenant};

use crate::app::{App, Shared};
use crate::auth::{Back, COOKIE_MAX_AGE_S, Person, identity};
use crate::clock::now;
use crate::extract::Asked;
use crate::pages::ended_at_provider;
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::routes::sign_in::begin_session;

/// The cookie of one sign-in. With TLS its name keeps other hosts of the same domain from planting one (RFC 6265bis, 4.1.3.2).
const COOKIE: &str = "errpredict-sign-in";
const HOST_COOKIE: &str = "__Host-errpredict-sign-in";

/// The header that sets the cookie, or takes it away. It comes back with the navigation from the provider (`Lax`) and to no script.
fn cookie(app: &App, value: &str, max_age_s: i64) -> String {
    if is_secure(app) {
        return format!("{HOST_COOKIE}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Lax; Secure");
    }
    format!("{COOKIE}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Lax")
}

fn is_secure(app: &App) -> bool {
    app.config.oidc_redirect_url.as_deref().is_some_and(|url| url.starts_with("https:"))
}

fn given_cookie(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = if is_secure(app) { HOST_COOKIE } else { COOKIE };
    let all = headers.get_all(header::COOKIE);
    let pairs = all.iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(';'));
    let found = pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(of, _)| *of == name);
    found.map(|(_, value)| value.to_owned())
}

/// Sends a browser to the provider.
pub(crate) async fn login(State(app): State<Shared>) -> Answered<Response> {
    let (location, state) = app.oidc.begin(&app.config, &app.keys, now()).await?;
    let headers =
        [(header::LOCATION, location), (header::SET_COOKIE, cookie(&app, &state, COOKIE_MAX_AGE_S))];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// Takes a browser back, with the tokens of a session. However it ends, the cookie goes.
pub(crate) async fn callback(
    State(app): State<Shared>,
    headers: HeaderMap,
    Asked(back): Asked<Back>,
) -> Response {
    let done = finish(&app, &headers, &back).await;
    let mut response = done.unwrap_or_else(IntoResponse::into_response);
    // The address of this answer holds the code.
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(gone) = cookie(&app, "", 0).parse() {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    response
}

async fn finish(app: &App, headers: &HeaderMap, back: &Back) -> Answered<Response> {
    let given = given_cookie(app, headers);
    let person = app.oidc.finish(&app.config, &app.keys, now(), given.as_deref(), back).await?;
    let tenant_id = app.tenant_named(&app.config.oidc_tenant).await?;
    let tenant_id = tenant_id.ok_or_else(|| Problem::not_found("tenant as `auth.oidc_tenant` names it"))?;
    let tenant = app.store.tenant(tenant_id).by(&person.name);
    let issuer = app.config.oidc_issuer.as_deref().unwrap_or_default();
    let digest = identity(tenant_id, issuer, &person.subject);
    let principal = known(&tenant, issuer, &digest, &person).await?;
    app.changed(tenant_id);
    if let Some(page) = ended_at_provider(app, headers, &tenant, (tenant_id, principal.id)).await {
        return page;
    }
    let tokens = begin_session(app, &tenant, (tenant_id, principal.id), None).await?;
    Ok(Json(tokens).into_response())
}

/// The principal of a person: who signed in before, with the roles that the groups give today, or a new one.
async fn known(tenant: &Tenant, issuer: &str, digest: &[u8; 32], person: &Person) -> Answered<Principal> {
    let roles: Vec<&str> = person.roles.iter().map(|role| role.name()).collect();
    if let Some(found) = tenant.principal_of_identity(digest).await? {
        if !found.active {
            return Err(Problem::unauthorized("this principal may no longer sign in"));
        }
        let had: Vec<Role> = found.roles.iter().filter_map(|name| Role::named(name)).collect();
        if had.len() != person.roles.len() || !had.iter().all(|role| person.roles.contains(role)) {
            tenant.set_roles(found.id, &roles).await?;
        }
        return if person.roles.is_empty() { Err(no_role()) } else { Ok(found) };
    }
    if person.roles.is_empty() {
        return Err(no_role());
    }
    let made = tenant.create_identity(&person.name, &roles, issuer, digest).await;
    if let Err(error) = &made
        && error.kind() == ErrorKind::Conflict
    {
        // Whoever has that name here is another one, for all that is known: nobody gets in by a name alone.
        let detail = "the name of this person is that of a principal that did not come from the provider: choose another claim with \
                      auth.oidc_name_claim, or give that principal another name";
        return Err(Problem::new(StatusCode::CONFLICT, "conflict", detail));
    }
    made?;
    let missing = || {
        Problem::from(errpredict::Error::new(ErrorKind::Internal, "a principal was made and is not there"))
    };
    tenant.principal_of_identity(digest).await?.ok_or_else(missing)
}

fn no_role() -> Problem {
    Problem::forbidden("no group of this person has a role here: auth.oidc_roles says which have")
}
