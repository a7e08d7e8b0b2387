//! Forms of the pages. Each is checked before its route is taken: where it comes from, and a token that only a page of the same session
//! has.

use axum::body::Body;
use axum::extract::{FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

use super::cookie::Cookie;
use super::visit::Visit;
use crate::app::{App, Shared};
use crate::auth::same;
use crate::caller::Caller;
use crate::extract::whole;
use crate::problem::{Answered, Problem};

/// Bytes of a form.
pub(crate) const MOST_FORM: usize = 16 << 10;
/// The field that shows that a form is one of ours.
pub(crate) const TOKEN: &str = "csrf";
/// The field that says where to go on.
pub(crate) const BACK: &str = "back";

/// The fields of a form that was checked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// A field; an empty one is absent.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// A number from one to another.
    pub(crate) fn number(&self, name: &str, least: i64, most: i64) -> Answered<i64> {
        let given = self.text(name).unwrap_or_default();
        let number = given.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            errpredict::Error::setting(name, &format!("a whole number from {least} to {most}"), given).into()
        })
    }
}

impl FromRequestParts<Shared> for Form {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Answered<Form> {
        parts.extensions.get::<Form>().cloned().ok_or_else(|| refused("this is no form"))
    }
}

fn refused(why: &str) -> Problem {
    Problem::forbidden(format!("{why}: open the page again and send its form from there"))
}

/// The token of whoever has this cookie.
pub(crate) fn token(app: &App, cookie: &str) -> String {
    app.keys.sealed("form", cookie)
}

/// A request for a page with its visit, and with the fields of its form where it has one.
pub(crate) async fn checked(app: &App, request: Request, caller: Option<&Caller>) -> Answered<Request> {
    let cookie = if caller.is_some() { Cookie::Session } else { Cookie::Form };
    let token = cookie.given(app, request.headers()).map(|value| token(app, &value));
    let (mut parts, body) = request.into_parts();
    let form = match parts.method {
        Method::POST => Some(fields(&parts.headers, body, token.as_deref()).await?),
        _ => None,
    };
    if let Some(caller) = caller {
        parts.extensions.insert(Visit {
            caller: caller.clone(),
            token: token.unwrap_or_default(),
            here: parts.uri.clone(),
            is_demo: app.config.is_demo,
        });
    }
    if let Some(form) = form {
        parts.extensions.insert(form);
    }
    Ok(Request::from_parts(parts, Body::empty()))
}

async fn fields(headers: &HeaderMap, body: Body, token: Option<&str>) -> Answered<Form> {
    // Browsers say from which site a form comes; programs say nothing.
    let from = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if from.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return Err(refused("this form comes from another site"));
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        let detail = "expected the fields of a form";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail));
    }
    let bytes = whole(body, MOST_FORM).await?;
    let form = parsed(&bytes).ok_or_else(|| {
        Problem::new(StatusCode::BAD_REQUEST, "invalid_input", "the fields are not URL-encoded UTF-8")
    })?;
    let given = form.text(TOKEN).unwrap_or_default();
    match token {
        Some(token) if same(&given, token) => Ok(form),
        _ => Err(refused("this form belongs to another session")),
    }
}

fn parsed(bytes: &[u8]) -> Option<Form> {
    let text = std::str::from_utf8(bytes).ok()?;
    let uri: Uri = format!("/?{text}").parse().ok()?;
    Query::<Vec<(String, String)>>::try_from_uri(&uri).ok().map(|Query(pairs)| Form(pairs))
}

/// A path of this service that a form or a link names; nothing that leads elsewhere.
pub(crate) fn local(path: Option<String>) -> Option<String> {
    path.filter(|path| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_nowhere_else() {
        for (path, is_taken) in [
            ("/", true),
            ("/anomalies/?page=2", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("", false),
            ("/a b", false),
            ("/a\r\nset-cookie: x", false),
        ] {
            assert_eq!(local(Some(path.to_owned())).is_some(), is_taken, "{path:?}");
        }
    }

    #[test]
    fn fields_are_read_as_a_browser_writes_them() {
        let form = parsed(b"a=1+2%26&b=&c=%C3%BC&n=7").unwrap();
        assert_eq!(form.text("a").as_deref(), Some("1 2&"));
        assert_eq!((form.text("b"), form.text("missing")), (None, None));
        assert_eq!(form.text("c").as_deref(), Some("ü"));
        assert_eq!(form.number("n", 1, 9).unwrap(), 7);
        assert!(form.number("n", 1, 6).is_err() && form.number("a", 1, 6).is_err());
        assert!(parsed(b"\xff").is_none(), "no browser writes that");
    }
}
