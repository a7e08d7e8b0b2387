//! As much of a browser as a sign-in needs: it keeps cookies by host and path, and follows where it is told to.

use std::collections::BTreeMap;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A page, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn location(&self) -> &str {
        self.headers("location").next().unwrap_or_else(|| panic!("leads nowhere: {self:?}"))
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Asks over HTTP/1.0, whose answers end with the connection.
pub(crate) async fn ask(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Page {
    let rest = url.strip_prefix("http://").unwrap_or_else(|| panic!("{url}"));
    let (place, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    let mut text = format!("{method} {path} HTTP/1.0\r\nhost: {place}\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = TcpStream::connect(place).await.unwrap();
    stream.write_all(format!("{text}\r\n{body}").as_bytes()).await.unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).await.unwrap();
    let all = String::from_utf8_lossy(&all).into_owned();
    let (head, body) = all.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {all}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Page { status, head: head.to_owned(), body: body.to_owned() }
}

/// Cookies by host, path and name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Browser {
    cookies: BTreeMap<(String, String, String), String>,
}

fn parts(url: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap_or_else(|| panic!("{url}"));
    let (host, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    (host.to_owned(), path.split('?').next().unwrap().to_owned())
}

impl Browser {
    /// Asks with the cookies that belong there, and keeps those that come.
    pub(crate) async fn go(&mut self, method: &str, url: &str, body: &str) -> Page {
        let (host, path) = parts(url);
        let mine =
            self.cookies.iter().filter(|((of, below, _), _)| *of == host && path.starts_with(below.as_str()));
        let cookie =
            mine.map(|((_, _, name), value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let form = ("content-type", "application/x-www-form-urlencoded");
        let page = ask(method, url, &[("cookie", &cookie), form], body).await;
        for set in page.headers("set-cookie") {
            let mut pieces = set.split(';').map(str::trim);
            let (name, value) = pieces.next().unwrap().split_once('=').unwrap();
            let all: Vec<String> = pieces.map(str::to_ascii_lowercase).collect();
            let path = all.iter().find_map(|piece| piece.strip_prefix("path=")).unwrap_or("/");
            // Paths of the provider are ids, whose case counts.
            let path = set.split(';').find_map(|piece| piece.trim().strip_prefix("path=")).unwrap_or(path);
            let key = (host.clone(), path.to_owned(), name.to_owned());
            let is_gone = value.is_empty() || all.iter().any(|piece| piece == "max-age=0");
            if is_gone {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.to_owned());
            }
        }
        page
    }

    /// The same, and goes where it is told to until `until` begins the address; gives that address.
    pub(crate) async fn follow(&mut self, mut page: Page, mut at: String, until: &str) -> (Page, String) {
        for _ in 0..20 {
            if !(300..400).contains(&page.status) {
                return (page, at);
            }
            let to = page.location().to_owned();
            let (host, _) = parts(&at);
            at = if to.starts_with('/') { format!("http://{host}{to}") } else { to };
            if at.starts_with(until) {
                return (page, at);
            }
            page = self.go("GET", &at, "").await;
        }
        panic!("leads on and on: {at}");
    }
}
