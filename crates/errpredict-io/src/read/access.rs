//! Access logs of nginx and Apache: common and combined form, with or without the virtual host in front.
//!
//! `127.0.0.1 - frank [23/Nov/2026:06:57:22 +0000] "GET /a?b=c HTTP/1.1" 200 2326 "referrer" "agent"`
//!
//! Every line is a request. Severity by status: 100 to 399 info, 400 to 499 low, 500 to 599 high. The path without
//! its query is the endpoint, the authenticated user the user. The virtual host, where it stands in front
//! (`example.org:443 127.0.0.1 - ...`), is the service. `rt=` or `request_time=` somewhere after the status, as nginx's
//! documentation names `$request_time`, is the response time in seconds; a number without a name means nothing.

use errpredict::{EventKind, Severity, Timestamp};

use super::civil;
use super::collect::Collector;
use super::draft::{Draft, Span, Value, time_error};
use super::fields::{Field, Meaning, Reading};
use super::paths::request_path;
use super::report::{Bad, Reason};
use super::stamp;
use super::time::TimeError;
use super::zone::TimeRule;

/// Whether a line looks like one of an access log.
pub(crate) fn looks_like(line: &str) -> bool {
    // Most lines are told apart by this alone.
    memchr::memchr(b'[', &line.as_bytes()[..line.len().min(MAX_BEFORE)]).is_some()
        && Parts::find(line).is_ok_and(|parts| line.as_bytes()[parts.time.0].is_ascii_digit())
}

/// Nobody's host, addresses and name are longer.
const MAX_BEFORE: usize = 512;

/// What a line lacks to be one of an access log, cheap to find: many a line of another form is asked.
#[derive(Debug, Clone, Copy)]
struct Missing {
    reason: Reason,
    column: usize,
    expected: &'static str,
}

/// Where the parts of a line stand.
struct Parts {
    host: Option<Span>,
    user: Option<Span>,
    time: (usize, usize),
    request: (usize, usize),
    status: (usize, usize),
}

impl Parts {
    fn find(line: &str) -> Result<Parts, Missing> {
        let missing = |column, expected| Missing { reason: Reason::Format, column, expected };
        let bytes = line.as_bytes();
        let open = memchr::memchr(b'[', bytes).ok_or(missing(1, "a time in brackets"))?;
        let close = open
            + memchr::memchr(b']', &bytes[open..]).ok_or(missing(open + 1, "the end of the time, `]`"))?;
        let before = &line[..open];
        let mut words = before.split_ascii_whitespace();
        let (Some(first), Some(second), Some(third)) = (words.next(), words.next(), words.next()) else {
            return Err(missing(1, "address, identity and user before the time"));
        };
        // `host address - user`, or `address - user`; the name of a user may hold spaces.
        let (host, user) = match words.next() {
            None => (None, third),
            Some(_) if second == "-" => (None, from(before, third)),
            Some(fourth) if is_host(first) => (Some(first), from(before, fourth)),
            // Addresses that a proxy passed on stand in front: they are clients, no services.
            Some(fourth) => (None, words.next_back().unwrap_or(fourth)),
        };
        let span = |word: &str| {
            let at = word.as_ptr() as usize - line.as_ptr() as usize;
            Span::line(at, at + word.len())
        };
        let rest = close + 1;
        if !line[rest..].starts_with(" \"") {
            return Err(missing(rest + 1, "the request in quotes"));
        }
        let begin = rest + 2;
        let mut end = begin;
        loop {
            let expected = "the end of the request, a quote";
            let cut = Missing { reason: Reason::Truncated, column: line.len(), expected };
            end += memchr::memchr2(b'"', b'\\', &bytes[end..]).ok_or(cut)?;
            if bytes[end] == b'"' {
                break;
            }
            end = (end + 2).min(bytes.len());
        }
        let status = end + 2;
        let status_end = status + 3;
        let is_status = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
        if bytes.get(end + 1) != Some(&b' ') || !bytes.get(status..status_end).is_some_and(is_status) {
            return Err(missing(status.min(line.len()) + 1, "a status of three digits"));
        }
        Ok(Parts {
            host: host.map(|host| {
                let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
                span(host).first(name.len())
            }),
            user: Some(user).filter(|&user| user != "-" && user != "\"\"").map(span),
            time: (open + 1, close),
            request: (begin, end),
            status: (status, status_end),
        })
    }
}

/// Whether the first word is a virtual host: a name, or anything with a port.
fn is_host(word: &str) -> bool {
    let (name, port) = word.rsplit_once(':').unwrap_or((word, ""));
    let is_name = name.bytes().any(|byte| byte.is_ascii_alphabetic()) && !name.contains(':');
    !word.ends_with(',') && (is_name || (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())))
}

/// The text from the beginning of a word of it.
fn from<'a>(text: &'a str, word: &str) -> &'a str {
    text[word.as_ptr() as usize - text.as_ptr() as usize..].trim_ascii_end()
}

/// The names nginx's documentation writes before `$request_time`, which is in seconds.
const SECONDS: [&str; 2] = ["rt", "request_time"];

/// The value of `rt=0.123` or `request_time="0.123"` after `at`, outside quotes.
fn request_time(line: &str, at: usize) -> Option<Span> {
    let rest = &line[at..];
    // One way through, whatever a client wrote into its user agent.
    let (mut quoted, mut escaped_at) = (false, None);
    for i in memchr::memchr3_iter(b'=', b'"', b'\\', rest.as_bytes()) {
        let is_escaped = escaped_at == Some(i);
        match rest.as_bytes()[i] {
            b'"' => quoted ^= !is_escaped,
            b'\\' if !is_escaped => escaped_at = Some(i + 1),
            b'=' if !quoted => {
                let name = SECONDS.iter().find_map(|name| rest[..i].strip_suffix(name));
                if name.is_some_and(|before| before.ends_with(' ')) {
                    let value = &rest[i + 1..];
                    let value = value.strip_prefix('"').unwrap_or(value);
                    let begin = line.len() - value.len();
                    let length = value.find([' ', '"', ',', ';']).unwrap_or(value.len());
                    return Some(Span::line(begin, begin + length));
                }
            }
            _ => {}
        }
    }
    None
}

/// Reads a line.
pub(crate) fn parse(out: &mut Collector<'_>, line: &str, number: u64) -> Result<(), Box<Bad>> {
    match Parts::find(line) {
        Ok(parts) => request(out, line, number, &parts),
        Err(Missing { reason, column, expected }) => Err(Bad::new(reason, column, expected)),
    }
}

/// Reads a line if it is one of an access log.
pub(crate) fn read(out: &mut Collector<'_>, line: &str, number: u64) -> Option<Result<(), Box<Bad>>> {
    Parts::find(line).ok().map(|parts| request(out, line, number, &parts))
}

/// The time of a request, and whether it says its zone.
fn time_of(text: &[u8], rule: TimeRule) -> Result<(Timestamp, bool), TimeError> {
    civil::access(text, rule).unwrap_or_else(|| match stamp::stamp(text, rule) {
        // With a space or a fraction.
        Some(found) if found.used == text.len() => found.time.map(|time| (time, found.zoned)),
        _ => Err(TimeError::Form),
    })
}

fn request(out: &mut Collector<'_>, line: &str, number: u64, parts: &Parts) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    draft.kind = Some(EventKind::Request);
    let stamp = &line[parts.time.0..parts.time.1];
    let time = time_of(stamp.as_bytes(), out.rules.time);
    let (time, zoned) = time.map_err(|error| time_error(error, parts.time.0 + 1).found(stamp))?;
    draft.time = out.moment(Ok(time), zoned, number).ok();
    if let Some(host) = parts.host {
        draft.text(Field::Service, host);
    }
    if let Some(user) = parts.user {
        draft.text(Field::UserId, user);
    }
    let status = &line[parts.status.0..parts.status.1];
    draft.severity = Some(Severity::of_http_status(status.parse().unwrap_or(0)));
    let meaning = Meaning { field: Field::StatusCode, reading: Reading::Plain, rank: 0 };
    draft.set(meaning, Value::Number(Span::line(parts.status.0, parts.status.1)));
    if let Some(path) = request_path(line, parts.request) {
        draft.text(Field::Endpoint, path);
    }
    // `-` where nginx has no time to tell.
    if let Some(time) = request_time(line, parts.status.1).filter(|time| time.of(line, "") != "-") {
        let meaning = Meaning { field: Field::ResponseTimeMs, reading: Reading::Seconds, rank: 0 };
        draft.set(meaning, Value::Number(time));
    }
    out.memory.scratch.clear();
    out.emit(&draft, line, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asked_whom() {
        for (before, host, user) in [
            ("10.0.0.1 - -", None, None),
            ("10.0.0.1 - frank", None, Some("frank")),
            ("10.0.0.1 - john doe", None, Some("john doe")),
            ("10.0.0.1 - dr john doe", None, Some("dr john doe")),
            ("shop.example:443 10.0.0.1 - -", Some("shop.example"), None),
            ("shop.example 10.0.0.1 - frank", Some("shop.example"), Some("frank")),
            ("shop.example 10.0.0.1 - john doe", Some("shop.example"), Some("john doe")),
            ("10.0.0.1:8080 10.0.0.2 - -", Some("10.0.0.1"), None),
            ("10.0.0.1, 10.0.0.2 - -", None, None),
            ("10.0.0.1 10.0.0.2 - frank", None, Some("frank")),
            ("10.0.0.1, 10.0.0.2, 10.0.0.3 - -", None, None),
            ("shop.example 10.0.0.1 ident frank", Some("shop.example"), Some("frank")),
        ] {
            let line = format!("{before} [23/Nov/2026:06:57:22 +0000] \"GET / HTTP/1.1\" 200 1");
            let parts = Parts::find(&line).unwrap_or_else(|bad| panic!("{line}: {bad:?}"));
            let text = |span: Option<Span>| span.map(|span| span.of(&line, ""));
            assert_eq!((text(parts.host), text(parts.user)), (host, user), "{line}");
        }
        assert!(!looks_like("10.0.0.1 - [23/Nov/2026:06:57:22 +0000] \"GET / HTTP/1.1\" 200 1"));
    }

    #[test]
    fn a_response_time_has_a_name() {
        for (rest, time) in [
            ("12 \"-\" \"Mozilla\" rt=0.5 uct=\"0.001\" urt=\"0.4\"", Some("0.5")),
            ("12 \"-\" \"a \\\" rt=9\" request_time=\"0.012\"", Some("0.012")),
            ("12 \"-\" \"rt=1 is no time\"", None),
            ("12 \"-\" \"Mozilla\" 0.5", None),
            ("12 \"-\" \"Mozilla\" start=1", None),
            ("12 \"-\" \"Mozilla \\\\\" rt=2", Some("2")),
        ] {
            assert_eq!(request_time(rest, 0).map(|span| span.of(rest, "")), time, "{rest}");
        }
    }
}
