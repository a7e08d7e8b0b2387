//! The session that begins when somebody signed in, and the cookie that stands for it.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use errpredict::time::HOUR_MS;
use errpredict_store::Tenant;
use uuid::Uuid;

use super::cookie::Cookie;
use crate::app::App;
use crate::clock::now;
use crate::problem::Answered;
use crate::secret::{digest, random, random_id};

/// How long somebody stays signed in: a long day's work.
pub(super) const HOURS: i64 = 12;

/// Sends a browser on, with cookies.
pub(super) fn go(to: &str, cookies: &[String]) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
    for cookie in cookies {
        if let Ok(value) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// A new session of the pages; one that is begun with a key ends with that.
pub(super) async fn begin(
    app: &App,
    headers: &HeaderMap,
    tenant: &Tenant,
    (tenant_id, principal): (Uuid, Uuid),
    key: Option<&str>,
) -> Answered<String> {
    let session = random_id()?;
    let seconds = HOURS * HOUR_MS / 1_000;
    // What a session is known by in the store is a digest; of this one nobody has the text.
    let (token, until) = (digest(&random()?), now().plus_ms(HOURS * HOUR_MS));
    tenant.begin_session(principal, session, &token, until, key.map(digest).as_ref()).await?;
    let value = app.keys.sign_page((tenant_id, principal, session), now(), seconds)?;
    Ok(Cookie::Session.set(app, headers, &value, Some(seconds)))
}

/// Where a sign-in at the provider ends that began on a page; none where it began elsewhere.
pub(crate) async fn ended_at_provider(
    app: &App,
    headers: &HeaderMap,
    tenant: &Tenant,
    of: (Uuid, Uuid),
) -> Option<Answered<Response>> {
    Cookie::Provider.given(app, headers)?;
    let begun = begin(app, headers, tenant, of, None).await;
    Some(begun.map(|cookie| go("/", &[cookie, Cookie::Provider.gone(app, headers)])))
}
