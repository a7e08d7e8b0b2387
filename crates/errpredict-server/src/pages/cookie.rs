//! Cookies of the pages: that of a session, and one that a form has before anybody is signed in.
//!
//! With TLS their names keep other hosts of the same domain from planting one (RFC 6265bis, 4.1.3.2). `Lax`, because a browser comes back
//! from a provider of sign-in by a link of another site; no form of another site sends them.

use axum::http::{HeaderMap, header};

use crate::app::App;

/// A cookie of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Who is signed in.
    Session,
    /// What the form of sign-in belongs to.
    Form,
    /// That a sign-in at a provider began on a page, and ends with one.
    Provider,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Cookie::Session => "errpredict-session",
            Cookie::Form => "errpredict-form",
            Cookie::Provider => "errpredict-provider",
        }
    }

    /// What a request brings.
    pub(crate) fn given(self, app: &App, headers: &HeaderMap) -> Option<String> {
        let safe = format!("__Host-{}", self.name());
        let all = headers.get_all(header::COOKIE);
        let pairs: Vec<(&str, &str)> = all
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .collect();
        let of =
            |name: &str| pairs.iter().find(|(found, _)| *found == name).map(|(_, value)| (*value).to_owned());
        let plain = || if is_secure(app, headers) { None } else { of(self.name()) };
        of(&safe).or_else(plain).filter(|value| !value.is_empty())
    }

    /// The header that sets it; until the browser is closed where no age is given.
    pub(crate) fn set(self, app: &App, headers: &HeaderMap, value: &str, max_age_s: Option<i64>) -> String {
        let age = max_age_s.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
        let name = self.name();
        if is_secure(app, headers) {
            return format!("__Host-{name}={value}; Path=/{age}; HttpOnly; SameSite=Lax; Secure");
        }
        format!("{name}={value}; Path=/{age}; HttpOnly; SameSite=Lax")
    }

    /// The header that takes it away.
    pub(crate) fn gone(self, app: &App, headers: &HeaderMap) -> String {
        self.set(app, headers, "", Some(0))
    }
}

/// Whether browsers reach the service by TLS. A proxy says so; whoever else says so gets a cookie that is sent by TLS alone, which harms
/// nobody but himself.
fn is_secure(app: &App, headers: &HeaderMap) -> bool {
    let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let by_proxy = forwarded.is_some_and(|all| {
        all.split(',').next_back().is_some_and(|last| last.trim().eq_ignore_ascii_case("https"))
    });
    by_proxy || app.config.oidc_redirect_url.as_deref().is_some_and(|url| url.starts_with("https:"))
}
