//! A request inside the text of a line, with its status: what web servers and proxies write in forms of their own.
//!
//! - `"GET /a HTTP/1.1" 503 12` (nginx, Apache, Django, gunicorn, Envoy);
//! - `web~ app/app1 0/0/1/657/658 503 212 - - ---- "GET /a HTTP/1.1"` (HAProxy), `0.000 0.001 0.000 503 503 34 "GET
//!   http://x/a HTTP/1.1"` (AWS load balancers): the status stands before the request, after times;
//! - `GET /a => generated 12 bytes in 3 msecs (HTTP/1.1 503)` (uWSGI);
//! - `| 503 | 1.2ms | 10.0.0.1 | GET "/a"` (gin, fiber), `GET /a 503 1.2 ms` (morgan), `"GET /a" 503` (php-fpm).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::draft::{Draft, Span, Value};
use super::fields::{Field, Meaning, Reading};
use super::paths::request_path;

static HTTP: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("HTTP/"));

/// A request and its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Request {
    status: Span,
    path: Option<Span>,
    /// How long it took, and the unit.
    took: Option<(Span, Reading)>,
}

impl Request {
    /// Notes it in a draft.
    pub(crate) fn note(self, draft: &mut Draft) {
        let plain = |field| Meaning { field, reading: Reading::Plain, rank: 0 };
        draft.set(plain(Field::StatusCode), Value::Number(self.status));
        if let Some((span, reading)) = self.took {
            draft.set(Meaning { field: Field::ResponseTimeMs, reading, rank: 0 }, Value::Number(span));
        }
        if let Some(path) = self.path {
            draft.text(Field::Endpoint, path);
            // There was a method, or it would be no path.
            draft.set(plain(Field::Method), Value::Text(path));
        }
    }
}

/// The request in `line[at..end]`, if there is one with a status.
pub(crate) fn find(line: &str, at: usize, end: usize) -> Option<Request> {
    let text = line.get(at..end)?;
    let Some(http) = HTTP.find(text.as_bytes()) else { return without_version(line, at, end) };
    let http = at + http;
    let open = line[at..http].rfind('"').map(|quote| at + quote);
    let close = line[http..end].find('"').map(|quote| http + quote);
    if let (Some(open), Some(close)) = (open, close) {
        let path = request_path(line, (open + 1, close))?;
        let after = close + 1;
        let status = status_at(line, after, end)
            .or_else(|| status_before(line, at, open))
            .or_else(|| status_after_client(line, after, end))?;
        return Some(Request { status, path: Some(path), took: None });
    }
    // `(HTTP/1.1 503)`
    let status = status_at(line, http + line[http..end].find(' ')?, end)?;
    let words: Vec<&str> = line[at..http].split(' ').collect();
    let method = words.windows(2).find(|pair| is_method(pair[0]) && pair[1].starts_with('/'));
    let path = method.map(|pair| {
        let begin = pair[1].as_ptr() as usize - line.as_ptr() as usize;
        Span::line(begin, begin + pair[1].len())
    });
    Some(Request { status, path: Some(path?), took: took(line, at, http) })
}

/// A request that names no version of HTTP, which most do.
fn without_version(line: &str, at: usize, end: usize) -> Option<Request> {
    let text = line.get(at..end)?;
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'0'..=b'9' => {
            if let Some(found) = squid(line, at, end) {
                return Some(found);
            }
        }
        // `GET /pay 500 12.345 ms - 12` (morgan)
        b'G' | b'P' | b'D' | b'H' | b'O' => {
            if let Some(found) = spaced(line, at, end) {
                return Some(found);
            }
        }
        _ => {}
    }
    match bytes[memchr::memchr2(b'|', b'"', bytes)?] {
        b'|' => barred(line, at, end),
        _ => quoted(line, at, end),
    }
}

fn span_of(line: &str, word: &str) -> Span {
    let begin = word.as_ptr() as usize - line.as_ptr() as usize;
    Span::line(begin, begin + word.len())
}

/// `GET /pay 500 12.345 ms`
fn spaced(line: &str, at: usize, end: usize) -> Option<Request> {
    let mut words = line[at..end].split(' ');
    let (method, path, status) = (words.next()?, words.next()?, words.next()?);
    let took = words.next().zip(words.next());
    let is_it = is_method(method) && path.starts_with('/') && is_status(status.as_bytes());
    is_it.then(|| Request {
        status: span_of(line, status),
        path: Some(span_of(line, path)),
        took: took
            .filter(|(number, unit)| *unit == "ms" && is_number(number))
            .map(|(number, _)| (span_of(line, number), Reading::Plain)),
    })
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// `"GET /index.php" 500` (php-fpm)
fn quoted(line: &str, at: usize, end: usize) -> Option<Request> {
    let open = at + memchr::memchr(b'"', &line.as_bytes()[at..end])? + 1;
    let close = open + memchr::memchr(b'"', &line.as_bytes()[open..end])?;
    let (method, path) = line[open..close].split_once(' ')?;
    if !is_method(method) || !path.starts_with('/') {
        return None;
    }
    let status = status_at(line, close + 1, end)?;
    Some(Request { status, path: Some(span_of(line, path)), took: None })
}

/// `| 500 |   1.234ms |  10.0.0.1 | GET      "/pay"` (gin), `| 500 |  1.2ms | 10.0.0.1 | GET | /pay | -` (fiber).
fn barred(line: &str, at: usize, end: usize) -> Option<Request> {
    let mut parts = line[at..end].split('|').map(str::trim);
    let status = parts.find(|part| is_status(part.as_bytes()))?;
    let (mut took, mut path) = (None, None);
    while let Some(part) = parts.next() {
        if took.is_none() {
            took = duration(line, part);
        }
        let method = part.split_once(' ').map_or(part, |(method, _)| method);
        if is_method(method) {
            let rest = part[method.len()..].trim();
            path = if rest.is_empty() { parts.next() } else { Some(rest) };
            break;
        }
    }
    let path = path?.trim_matches('"');
    path.starts_with('/').then(|| Request {
        status: span_of(line, status),
        path: Some(span_of(line, path)),
        took,
    })
}

/// `1.234ms`, `250µs`, `2.5s`
fn duration(line: &str, text: &str) -> Option<(Span, Reading)> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let reading = match &text[digits..] {
        "s" => Reading::Seconds,
        "ms" => Reading::Plain,
        "µs" | "us" => Reading::Microseconds,
        "ns" => Reading::Nanoseconds,
        _ => return None,
    };
    (digits > 0).then(|| (span_of(line, &text[..digits]), reading))
}

/// `generated 12 bytes in 3 msecs`, as uWSGI writes it, or `in 3120 micros`.
fn took(line: &str, at: usize, end: usize) -> Option<(Span, Reading)> {
    let words: Vec<&str> = line[at..end].split(' ').collect();
    let [_, number, unit] = words.windows(3).find(|three| three[0] == "in")? else { return None };
    let reading = match *unit {
        "msecs" => Reading::Plain,
        "micros" | "usecs" => Reading::Microseconds,
        _ => return None,
    };
    let begin = number.as_ptr() as usize - line.as_ptr() as usize;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| (Span::line(begin, begin + number.len()), reading))
}

/// `120 10.0.0.1 TCP_MISS/503 1234 GET http://x/a - ...`, as Squid writes after the time: milliseconds, client, what it did
/// and the status, bytes, method, address.
fn squid(line: &str, at: usize, end: usize) -> Option<Request> {
    let text = line.get(at..end)?;
    let mut words = text.split_ascii_whitespace();
    let (took, _, did) = (words.next()?, words.next()?, words.next()?);
    let (_, method, address) = (words.next()?, words.next()?, words.next()?);
    let (what, status) = did.rsplit_once('/')?;
    let is_done = what.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'/'));
    let span = |word: &str| {
        let begin = word.as_ptr() as usize - line.as_ptr() as usize;
        Span::line(begin, begin + word.len())
    };
    let is_it = is_done && is_status(status.as_bytes()) && (is_method(method) || method == "CONNECT");
    is_it.then(|| Request {
        status: span(status),
        path: Some(span(address)),
        took: took.bytes().all(|byte| byte.is_ascii_digit()).then(|| (span(took), Reading::Plain)),
    })
}

fn is_method(word: &str) -> bool {
    ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"].contains(&word)
}

fn is_status(word: &[u8]) -> bool {
    matches!(word, [b'1'..=b'5', ones @ ..] if ones.len() == 2 && ones.iter().all(u8::is_ascii_digit))
}

/// A status that is the next word after `at`, perhaps behind `status:`.
fn status_at(line: &str, at: usize, end: usize) -> Option<Span> {
    let rest = &line[at..end];
    let word = rest.trim_start_matches([' ', ',', '-', '>', ':', '"']);
    let word = word.strip_prefix("status").map_or(word, |after| after.trim_start_matches([':', '=', ' ']));
    let begin = at + rest.len() - word.len();
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    let ends =
        word.as_bytes().get(length).is_none_or(|byte| matches!(byte, b' ' | b',' | b')' | b';' | b'"'));
    (ends && is_status(&word.as_bytes()[..length])).then(|| Span::line(begin, begin + length))
}

/// `" from 10.0.0.1:5 - 503 12B in 1.2ms` (chi, gorilla)
fn status_after_client(line: &str, at: usize, end: usize) -> Option<Span> {
    let rest = line[at..end].strip_prefix(" from ")?;
    let (_, rest) = rest.split_once(" - ")?;
    status_at(line, end - rest.len(), end)
}

/// The first status after times, before the request.
fn status_before(line: &str, at: usize, end: usize) -> Option<Span> {
    let mut times = false;
    for word in line[at..end].split(' ') {
        if times && is_status(word.as_bytes()) {
            let begin = word.as_ptr() as usize - line.as_ptr() as usize;
            return Some(Span::line(begin, begin + word.len()));
        }
        let numeric =
            word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'/' | b'-' | b'+'));
        times = numeric && (word.matches('/').count() >= 3 || word.contains('.') || word == "-1");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_of_servers() {
        for (line, status, path) in [
            ("\"GET /a HTTP/1.1\" 503 12", "503", "/a"),
            ("127.0.0.1 - - \"GET /a.js HTTP/1.1\" 404 65508 4.386", "404", "/a.js"),
            ("10.11.10.1 \"GET /v2/x HTTP/1.1\" status: 200 len: 1893", "200", "/v2/x"),
            (
                "10.0.0.7:2 [18/Nov/2026:16:55:37.482] web~ app/app1 0/0/1/657/658 200 4243 - - ---- 1/1/0/0/0 0/0 \"GET /a HTTP/1.1\"",
                "200",
                "/a",
            ),
            (
                "app/lb 10.0.0.1:5 10.0.0.2:80 0.000 0.001 0.000 503 502 34 366 \"GET http://x:80/a HTTP/1.1\" \"curl\"",
                "503",
                "http://x:80/a",
            ),
            ("app[7]: POST /pay HTTP/1.1 -> 500", "500", "/pay"),
            ("500 |   1.234ms |  10.0.0.1 | GET      \"/pay\"", "500", "/pay"),
            ("[GIN] | 500 |  1.2µs | 10.0.0.1 | GET | /pay | -", "500", "/pay"),
            ("GET /pay 500 12.345 ms - 12", "500", "/pay"),
            ("\"GET /pay HTTP/1.1\" from 10.0.0.1:5 - 500 12B in 1.2ms", "500", "/pay"),
            ("10.0.0.1 - \"GET /index.php\" 500", "500", "/index.php"),
            (
                "10.0.0.1 () {40 vars in 500 bytes} GET /a => generated 12 bytes in 3 msecs (HTTP/1.1 500) 2 headers",
                "500",
                "/a",
            ),
        ] {
            let found = find(line, 0, line.len()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (found.status.of(line, ""), found.path.map(|path| path.of(line, ""))),
                (status, Some(path))
            );
        }
        for line in [
            "a | 500 | b",
            "GET a 500",
            "\"GET\" 500",
            "\"a b\" 500",
            "POST /a of 500",
            "",
            "upstream HTTP 503",
            "\"HTTP/1.1\" 200",
            "HTTP/",
            "\"GET /a HTTP/1.1\" x",
        ] {
            assert_eq!(find(line, 0, line.len()), None, "{line}");
        }
    }
}
