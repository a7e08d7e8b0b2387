//! Signing in and out: with a key or an access token that is pasted, or at the provider of the configuration. What comes of it is a cookie
//! that no script sees; the session behind it ends when it is signed out of, wherever that is.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use errpredict_io::html::draw::escape;

use super::cookie::Cookie;
use super::fault::SIGN_IN;
use super::form::{Form, TOKEN, local, token};
use super::frame::plain;
use super::markup::value;
use super::signed::{HOURS, begin, go};
use super::visit::Visit;
use crate::app::{App, Shared};
use crate::auth::{COOKIE_MAX_AGE_S, Verified};
use crate::caller::{Caller, by_key, by_page, is_key};
use crate::page::parameters;
use crate::problem::{Answered, Problem};
use crate::route::Who::Anybody;
use crate::route::{Route, VIEWER};
use crate::routes::{oidc, stream};
use crate::secret::random;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(SIGN_IN, Anybody, "Where people sign in.", ask),
        Route::form(SIGN_IN, Anybody, "Signs somebody in.", sign_in),
        Route::page("/sign-in/provider", Anybody, "Sends a browser to the provider of sign-in.", at_provider),
        Route::form("/sign-out", VIEWER, "Ends the session.", sign_out),
        Route {
            content: "text/event-stream",
            is_endless: true,
            ..Route::page("/live", VIEWER, "What is new, as it happens (server-sent events).", stream::listen)
        },
    ]
}

/// Who asks for a page.
pub(crate) async fn visitor(app: &App, headers: &HeaderMap, request: &str) -> Answered<Caller> {
    let cookie = Cookie::Session.given(app, headers).ok_or_else(|| Problem::unauthorized("sign in"))?;
    by_page(app, &cookie, request).await
}

async fn ask(State(app): State<Shared>, headers: HeaderMap, uri: Uri) -> Answered<Response> {
    let asked = parameters(&uri)?;
    let next = local(asked.into_iter().find(|(name, _)| name == "next").map(|(_, value)| value));
    form(&app, &headers, next.as_deref().unwrap_or("/"), None)
}

/// The page with the form, and why the last one did not do.
fn form(app: &App, headers: &HeaderMap, next: &str, why: Option<&str>) -> Answered<Response> {
    // Several tabs have one cookie, so that the form of each holds.
    let kept = Cookie::Form.given(app, headers);
    let cookie = kept.map_or_else(random, Ok)?;
    let why = why.map_or_else(String::new, |why| {
        format!("<p class=\"state trouble\" id=\"why\" role=\"alert\">{}</p>\n", escape(why))
    });
    let provider = match &app.config.oidc_issuer {
        Some(issuer) => {
            let host = issuer.split("://").nth(1).unwrap_or(issuer).split('/').next().unwrap_or_default();
            format!(
                "<p><a href=\"/sign-in/provider\">Sign in at {}</a></p>\n<p>Or with a key or a token:</p>\n",
                escape(host)
            )
        }
        None => String::new(),
    };
    let described = if why.is_empty() { "how" } else { "why how" };
    let body = format!(
        "{why}{provider}<form method=\"post\" action=\"{SIGN_IN}\"><input type=\"hidden\" name=\"{TOKEN}\" value=\"{}\">\
         <input type=\"hidden\" name=\"next\" value=\"{}\">\
         <label for=\"token\">Key or access token</label>\
         <input id=\"token\" name=\"token\" type=\"password\" autocomplete=\"off\" required aria-describedby=\"{described}\">\
         <button>Sign in</button></form>\n\
         <p id=\"how\" class=\"quiet\">A key is what the service shows at its first start and what <code>errpredict token create</code> gives; \
         you stay signed in for {HOURS} hours.</p>\n",
        escape(&token(app, &cookie)),
        value(next),
    );
    let status = if why.is_empty() { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    let mut response = plain(status, "Sign in", &body);
    if let Ok(value) = Cookie::Form.set(app, headers, &cookie, None).parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

async fn sign_in(State(app): State<Shared>, headers: HeaderMap, form_of: Form) -> Answered<Response> {
    let next = local(form_of.text("next")).unwrap_or_else(|| "/".to_owned());
    let given = form_of.text("token").unwrap_or_default();
    match session_for(&app, &headers, &given).await {
        Ok(cookie) => Ok(go(&next, &[cookie, Cookie::Form.gone(&app, &headers)])),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {
            form(&app, &headers, &next, Some(problem.detail()))
        }
        Err(problem) => Err(problem),
    }
}

/// The cookie for a key, or for an access token: this one ends when the token does.
async fn session_for(app: &App, headers: &HeaderMap, given: &str) -> Answered<String> {
    if is_key(given) {
        let caller = by_key(app, given, "").await?;
        let principal = caller.principal.ok_or_else(|| Problem::unauthorized("that key is nobody's"))?;
        return begin(app, headers, &caller.tenant, (caller.tenant_id, principal), Some(given)).await;
    }
    if !given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return Err(Problem::unauthorized("that is neither a key nor a token"));
    }
    by_page(app, given, "").await?;
    Ok(Cookie::Session.set(app, headers, given, None))
}

async fn at_provider(State(app): State<Shared>, headers: HeaderMap) -> Answered<Response> {
    let mut response = oidc::login(State(app.clone())).await?;
    if let Ok(value) = Cookie::Provider.set(&app, &headers, "1", Some(COOKIE_MAX_AGE_S)).parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

async fn sign_out(State(app): State<Shared>, headers: HeaderMap, visit: Visit) -> Answered<Response> {
    let cookie = Cookie::Session.given(&app, &headers).unwrap_or_default();
    // A token that was pasted is not ours to end.
    if let Ok(Verified::Own(claims)) = app.keys.verify_page(&cookie).await
        && claims.token_type == "page"
    {
        visit.caller.tenant.end_session(claims.sid).await?;
    }
    Ok(go(SIGN_IN, &[Cookie::Session.gone(&app, &headers)]))
}
