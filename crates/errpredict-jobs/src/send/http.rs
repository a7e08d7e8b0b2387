//! One POST over one connection: without redirects, for so long and not longer, and of the answer no more is read than is needed.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::connect::{Connector, Place, Stream};
use super::failure::Failure;

/// Bytes of an answer that are read.
const MOST_ANSWER: usize = 16 << 10;
/// Bytes of an answer that is wanted.
const MOST_WANTED: usize = 256 << 10;
/// Characters of it that are told.
const MOST_TOLD: usize = 200;

/// What sends. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    pub(crate) connector: Connector,
    pub(crate) timeout: Duration,
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Post {
    pub(crate) body: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// `POST` where empty.
    pub(crate) method: &'static str,
    /// JSON where empty.
    pub(crate) content_type: &'static str,
    /// Whether the answer of a success is read.
    pub(crate) wants_answer: bool,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Its body, where it was wanted.
    pub(crate) body: Vec<u8>,
}

impl Http {
    /// Sends it; gives an answer from 200 to 299.
    pub(crate) async fn post(&self, url: &str, post: &Post) -> Result<Answer, Failure> {
        match tokio::time::timeout(self.timeout, self.send(url, post)).await {
            Ok(done) => done,
            Err(_) => Err(Failure::unanswered(format!("no answer within {} s", self.timeout.as_secs_f64()))),
        }
    }

    async fn send(&self, url: &str, post: &Post) -> Result<Answer, Failure> {
        let place =
            Place::parse(url).ok_or_else(|| Failure::for_good("the address of the receiver is no URL"))?;
        let port = match place.scheme.as_str() {
            "https" => place.port.unwrap_or(443),
            "http" => place.port.unwrap_or(80),
            _ => {
                return Err(Failure::for_good(
                    "the address of the receiver begins with neither http:// nor https://",
                ));
            }
        };
        let stream = self.connector.connect(&place.host, port).await?;
        let mut stream: Box<dyn Stream> = match place.scheme.as_str() {
            "https" => self.connector.encrypt(&place.host, stream).await?,
            _ => Box::new(stream),
        };
        let failed = |error: std::io::Error| Failure::unanswered(format!("the receiver went away: {error}"));
        // Whoever refuses early answers before everything was read.
        let written = stream.write_all(request(&place, post)?.as_bytes()).await;
        let answer = read(&mut stream, post.wants_answer).await.map_err(failed)?;
        match judged(&answer) {
            Some(done) => done,
            None => Err(match written {
                Err(error) => failed(error),
                Ok(()) => Failure::unanswered("the receiver went away, or speaks no HTTP"),
            }),
        }
    }
}

fn request(place: &Place, post: &Post) -> Result<String, Failure> {
    let method = if post.method.is_empty() { "POST" } else { post.method };
    let mut text = format!(
        "{method} {} HTTP/1.1\r\nhost: {}\r\nuser-agent: errpredict/{}\r\ncontent-type: {}\r\n\
         content-length: {}\r\nconnection: close\r\n",
        place.path,
        place.authority(),
        env!("CARGO_PKG_VERSION"),
        if post.content_type.is_empty() { "application/json" } else { post.content_type },
        post.body.len()
    );
    let is_said = post.headers.iter().any(|(name, _)| *name == "authorization");
    if let Some(value) = place.authorization().filter(|_| !is_said) {
        text.push_str(&format!("authorization: {value}\r\n"));
    }
    for (name, value) in &post.headers {
        // A value that ends its line would begin another header.
        if value.chars().any(char::is_control) {
            return Err(Failure::for_good(format!(
                "the value of the header `{name}` has control characters"
            )));
        }
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    text.push_str(&post.body);
    Ok(text)
}

/// Reads until the answer is told by its first lines, its end, or as much as is read at most.
async fn read(stream: &mut Box<dyn Stream>, wants_answer: bool) -> std::io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    let mut some = [0; 4_096];
    let most = if wants_answer { MOST_WANTED } else { MOST_ANSWER };
    while answer.len() < most {
        let n = match stream.read(&mut some).await {
            Ok(n) => n,
            // A connection that is cut off after the answer is no matter.
            Err(_) if status(&answer).is_some() => 0,
            Err(error) => return Err(error),
        };
        if n == 0 {
            break;
        }
        answer.extend_from_slice(&some[..n]);
        // Of a success mostly nothing more is wanted.
        let is_success = status(&answer).is_some_and(|status| (200..300).contains(&status));
        if is_success && (!wants_answer || is_whole(&answer)) {
            break;
        }
    }
    Ok(answer)
}

/// The status of an answer whose first lines are whole; what is said before it (100 to 199) is passed over.
fn status(answer: &[u8]) -> Option<u16> {
    let mut rest = answer;
    loop {
        let end = rest.windows(4).position(|four| four == b"\r\n\r\n")?;
        let line = std::str::from_utf8(rest[..end].split(|byte| *byte == b'\r').next()?).ok()?;
        let status: u16 = line.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
        if !(100..200).contains(&status) {
            return Some(status);
        }
        rest = &rest[end + 4..];
    }
}

/// The headers of the last answer and what follows them.
fn parts(answer: &[u8]) -> (String, &[u8]) {
    let mut rest = answer;
    loop {
        let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") else {
            return (String::new(), &[]);
        };
        let head = String::from_utf8_lossy(&rest[..end]).to_ascii_lowercase();
        rest = &rest[end + 4..];
        if !head.starts_with("http/1.1 1") {
            return (head, rest);
        }
    }
}

fn header(head: &str, name: &str) -> Option<String> {
    let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    lines.into_iter().find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim().to_owned())
}

/// Whether all of a body is there, as far as its headers say.
fn is_whole(answer: &[u8]) -> bool {
    let (head, body) = parts(answer);
    if header(&head, "transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        return body.ends_with(b"0\r\n\r\n");
    }
    let length = header(&head, "content-length").and_then(|length| length.parse::<usize>().ok());
    length.is_some_and(|length| body.len() >= length)
}

/// The body of an answer, its chunks put together.
fn body_of(answer: &[u8]) -> Vec<u8> {
    let (head, body) = parts(answer);
    if !header(&head, "transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        return body.to_vec();
    }
    let (mut whole, mut rest) = (Vec::new(), body);
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size =
            std::str::from_utf8(&rest[..end]).unwrap_or_default().split(';').next().unwrap_or_default();
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else { break };
        let Some(chunk) = rest.get(end + 2..).and_then(|rest| rest.get(..size)) else { break };
        if size == 0 {
            break;
        }
        whole.extend_from_slice(chunk);
        rest = rest.get(end + 2 + size + 2..).unwrap_or_default();
    }
    whole
}

/// What an answer means; none for what is no answer.
fn judged(answer: &[u8]) -> Option<Result<Answer, Failure>> {
    let status = status(answer)?;
    if (200..300).contains(&status) {
        return Some(Ok(Answer { status, body: body_of(answer) }));
    }
    let text = String::from_utf8_lossy(answer);
    let said = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let what = match status {
        300..=399 => "it leads elsewhere, and redirects are not followed".to_owned(),
        _ => crate::alerts::line(said, MOST_TOLD),
    };
    let text = format!("the receiver answered {status}: {what}");
    // It says itself that it is gone for good.
    Some(Err(if status == 410 { Failure::for_good(text) } else { Failure::again(text) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_by_its_first_lines() {
        for (answer, expected) in [
            ("HTTP/1.1 204 No Content\r\n\r\n", Some(204)),
            ("HTTP/1.0 500 x\r\na: b\r\n\r\nno", Some(500)),
            ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nx: y\r\n\r\n", Some(200)),
            ("HTTP/1.1 100 Continue\r\n\r\n", None),
            ("HTTP/1.1 200 OK\r\nx: y\r\n", None),
            ("220 mail.example\r\n\r\n", None),
            ("", None),
        ] {
            assert_eq!(status(answer.as_bytes()), expected, "{answer}");
        }
        let told = judged(b"HTTP/1.1 400 x\r\n\r\nno\x1b[31m").unwrap().unwrap_err();
        assert_eq!(told.said, "the receiver answered 400: no [31m");
    }

    #[test]
    fn the_body_of_an_answer_is_put_together() {
        for (answer, whole, body) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", true, "{}"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", false, "{}"),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 OK\r\ntransfer-encoding: Chunked\r\n\r\n2\r\n{\"\r\n3;x=y\r\na\":\r\n2\r\n1}\r\n0\r\n\r\n",
                true,
                "{\"a\":1}",
            ),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}", false, ""),
            ("HTTP/1.1 200 OK\r\n\r\n{}", false, "{}"),
        ] {
            assert_eq!(is_whole(answer.as_bytes()), whole, "{answer}");
            assert_eq!(String::from_utf8(body_of(answer.as_bytes())).unwrap(), body, "{answer}");
        }
    }

    #[test]
    fn no_header_begins_another() {
        let place = Place::parse("http://h.example/a").unwrap();
        let post = Post { headers: vec![("authorization", "a\r\nb: c".to_owned())], ..Post::default() };
        assert!(request(&place, &post).unwrap_err().is_for_good);
        let post =
            Post { body: "{}".to_owned(), headers: vec![("webhook-id", "1".to_owned())], ..Post::default() };
        let text = request(&place, &post).unwrap();
        assert!(
            text.starts_with("POST /a HTTP/1.1\r\nhost: h.example\r\n")
                && text.ends_with("webhook-id: 1\r\n\r\n{}")
        );
        // What stands in the address is said, unless something else is.
        let place = Place::parse("http://ada:p%40w@h.example/a").unwrap();
        let text = request(&place, &post).unwrap();
        assert!(
            text.contains("host: h.example\r\n") && text.contains("authorization: Basic YWRhOnBAdw==\r\n")
        );
        let post = Post { headers: vec![("authorization", "Bearer x".to_owned())], ..post };
        let text = request(&place, &post).unwrap();
        assert!(text.contains("Bearer x") && !text.contains("Basic"), "{text}");
    }
}
