//! Errors as pages: whoever is not signed in is sent to sign in and comes back; everybody else is told what was wrong, and what to do.

use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use errpredict_io::html::draw::escape;
use serde_json::Value;

use super::frame::{plain, protect};
use super::visit::address;
use crate::extract::whole;

/// Bytes of a problem.
const MOST_BYTES: usize = 64 << 10;
/// Where people sign in.
pub(super) const SIGN_IN: &str = "/sign-in";

/// The answer of a page's route as a page, with what the browser is told about it.
pub(crate) async fn as_page(response: Response, uri: &Uri, method: &Method, is_known: bool) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_problem = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/problem+json"));
    let mut page = match is_problem {
        true if response.status() == StatusCode::UNAUTHORIZED && uri.path() != SIGN_IN => {
            to_sign_in(uri, method)
        }
        true => told(response, is_known).await,
        false => response,
    };
    protect(page.headers_mut());
    page
}

fn to_sign_in(uri: &Uri, method: &Method) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    // What a form did not do is not done by coming back.
    let to = if method == Method::GET { address(SIGN_IN, &[("next", path)]) } else { SIGN_IN.to_owned() };
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn told(response: Response, is_known: bool) -> Response {
    let (parts, body) = response.into_parts();
    let bytes = whole(body, MOST_BYTES).await.unwrap_or_default();
    let said: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let detail = said["detail"].as_str().unwrap_or("something went wrong");
    let title = match parts.status {
        StatusCode::FORBIDDEN => "You may not do that",
        StatusCode::NOT_FOUND => "There is no such page",
        StatusCode::TOO_MANY_REQUESTS => "Too many requests",
        StatusCode::CONFLICT => "That is not possible any more",
        status if status.is_server_error() => "It did not work",
        _ => "That could not be done",
    };
    let way = match is_known {
        true => "<p><a href=\"/\">To the summary</a></p>",
        false => "<p><a href=\"/sign-in\">Sign in</a></p>",
    };
    let body = format!("<p>{}</p>\n{way}\n", escape(detail));
    let mut page = plain(parts.status, title, &body);
    if let Some(after) = parts.headers.get(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, after.clone());
    }
    page
}
