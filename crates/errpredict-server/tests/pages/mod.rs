//! The dashboard over HTTP: who sees which page, what its forms refuse, what hostile texts become, and what a browser is told.

mod figures;
mod forms;
mod groups;
mod roles;
mod signing;
mod texts;

use crate::client::{Answer, Api};

/// Somebody at a browser, signed in.
pub(crate) struct Visitor<'a> {
    api: &'a Api,
    /// The cookie of the session, name and value.
    pub(crate) cookie: String,
    /// What the forms of this session carry.
    pub(crate) token: String,
}

/// The time, whenever a test runs: pages are about now.
#[expect(clippy::disallowed_methods, reason = "pages are about now, and the service reads the same clock")]
pub(crate) fn now() -> errpredict::Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    errpredict::Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap()).unwrap()
}

/// The value of a field of a page.
pub(crate) fn field(page: &str, name: &str) -> String {
    let place = format!("name=\"{name}\" value=\"");
    let rest = page.split(&place).nth(1).unwrap_or_else(|| panic!("no field {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

pub(crate) fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

/// A cookie that an answer sets, name and value.
pub(crate) fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.headers.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    all.map(|line| line.split(';').next().unwrap().to_owned())
        .find(|pair| pair.starts_with(&format!("{name}=")))
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Sends the form of sign-in with a key or a token.
pub(crate) async fn try_sign_in(api: &Api, given: &str, next: &str, headers: &[(&str, &str)]) -> Answer {
    let asked = api.send("GET", &format!("/sign-in?next={}", encoded(next)), None, headers, b"").await;
    assert_eq!(asked.status, 200, "{asked:?}");
    let name = if headers.is_empty() { "errpredict-form" } else { "__Host-errpredict-form" };
    let before = cookie(&asked, name).unwrap();
    let body = format!(
        "csrf={}&token={}&next={}",
        encoded(&field(&text(&asked), "csrf")),
        encoded(given),
        encoded(&field(&text(&asked), "next"))
    );
    let all = [headers, &[("cookie", before.as_str()), FORM]].concat();
    api.send("POST", "/sign-in", None, &all, body.as_bytes()).await
}

impl<'a> Visitor<'a> {
    pub(crate) async fn sign_in(api: &'a Api, key: &str) -> Visitor<'a> {
        let done = try_sign_in(api, key, "/alerts", &[]).await;
        assert_eq!((done.status, done.header("location").as_deref()), (303, Some("/alerts")), "{done:?}");
        let cookie = cookie(&done, "errpredict-session").unwrap();
        let mut visitor = Visitor { api, cookie, token: String::new() };
        // Whoever may see nothing has no form either.
        let page = visitor.get("/").await;
        if page.status == 200 {
            visitor.token = field(&text(&page), "csrf");
        }
        visitor
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.api.send("GET", path, None, &[("cookie", &self.cookie)], b"").await
    }

    /// A page that must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
        text(&answer)
    }

    /// Sends a form with the token of the session.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("csrf={}", encoded(&self.token));
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", encoded(value)));
        }
        self.api.send("POST", path, None, &[("cookie", &self.cookie), FORM], body.as_bytes()).await
    }
}
