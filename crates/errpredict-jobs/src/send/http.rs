//! One POST over one connection: without redirects, for so long and not longer, and of the answer no more is read than is needed.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::connect::{Connector, Place, Stream};
use super::failure::Failure;

/// Bytes of an answer that are read.
const MOST_ANSWER: usize = 16 << 10;
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
    /// JSON.
    pub(crate) body: String,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Http {
    /// Sends it; gives the status of an answer from 200 to 299.
    pub(crate) async fn post(&self, url: &str, post: &Post) -> Result<u16, Failure> {
        match tokio::time::timeout(self.timeout, self.send(url, post)).await {
            Ok(done) => done,
            Err(_) => Err(Failure::again(format!("no answer within {} s", self.timeout.as_secs_f64()))),
        }
    }

    async fn send(&self, url: &str, post: &Post) -> Result<u16, Failure> {
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
        let failed = |error: std::io::Error| Failure::again(format!("the receiver went away: {error}"));
        // Whoever refuses early answers before everything was read.
        let written = stream.write_all(request(&place, post)?.as_bytes()).await;
        let answer = read(&mut stream).await.map_err(failed)?;
        match judged(&answer) {
            Some(done) => done,
            None => Err(match written {
                Err(error) => failed(error),
                Ok(()) => Failure::again("the receiver went away, or speaks no HTTP"),
            }),
        }
    }
}

fn request(place: &Place, post: &Post) -> Result<String, Failure> {
    let mut text = format!(
        "POST {} HTTP/1.1\r\nhost: {}\r\nuser-agent: errpredict/{}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n",
        place.path,
        place.authority(),
        env!("CARGO_PKG_VERSION"),
        post.body.len()
    );
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
async fn read(stream: &mut Box<dyn Stream>) -> std::io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    let mut some = [0; 4_096];
    while answer.len() < MOST_ANSWER {
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
        // Of a success nothing more is wanted.
        if status(&answer).is_some_and(|status| (200..300).contains(&status)) {
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

/// What an answer means; none for what is no answer.
fn judged(answer: &[u8]) -> Option<Result<u16, Failure>> {
    let status = status(answer)?;
    if (200..300).contains(&status) {
        return Some(Ok(status));
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
    fn no_header_begins_another() {
        let place = Place::parse("http://h.example/a").unwrap();
        let post = Post { headers: vec![("authorization", "a\r\nb: c".to_owned())], ..Post::default() };
        assert!(request(&place, &post).unwrap_err().is_for_good);
        let post = Post { body: "{}".to_owned(), headers: vec![("webhook-id", "1".to_owned())] };
        let text = request(&place, &post).unwrap();
        assert!(
            text.starts_with("POST /a HTTP/1.1\r\nhost: h.example\r\n")
                && text.ends_with("webhook-id: 1\r\n\r\n{}")
        );
    }
}
