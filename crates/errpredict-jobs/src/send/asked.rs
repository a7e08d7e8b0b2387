//! One GET over one connection, of a server that whoever configures it runs himself: the answer is read to its end, and no further than
//! is allowed.

use std::time::Duration;

use rustls::RootCertStore;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::connect::{Connector, Place, Stream};
use super::failure::Failure;
use super::http::Http;

impl Http {
    /// One for servers that may be anywhere.
    ///
    /// # Errors
    /// `invalid_setting` where TLS cannot be set up.
    pub(crate) fn anywhere(timeout: Duration) -> errpredict::Result<Http> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let connector = Connector::new(roots, true)
            .map_err(|failure| errpredict::Error::new(errpredict::ErrorKind::InvalidSetting, failure.said))?;
        Ok(Http { connector, timeout })
    }

    /// Asks for something; gives the status and the body, which has so many bytes at most.
    pub(crate) async fn get(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        most: usize,
    ) -> Result<(u16, Vec<u8>), Failure> {
        match tokio::time::timeout(self.timeout, self.ask(url, headers, most)).await {
            Ok(done) => done,
            Err(_) => Err(Failure::again(format!("no answer within {} s", self.timeout.as_secs_f64()))),
        }
    }

    async fn ask(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        most: usize,
    ) -> Result<(u16, Vec<u8>), Failure> {
        let place = Place::parse(url).ok_or_else(|| Failure::for_good("the address is no URL"))?;
        let request = request(&place, headers)?;
        let failed = |error: std::io::Error| Failure::again(format!("the other side went away: {error}"));
        let mut stream = self.stream(&place).await?;
        stream.write_all(request.as_bytes()).await.map_err(failed)?;
        let mut answer = Vec::new();
        // One more than is allowed tells that it is too much.
        match (&mut stream).take(most as u64 + 1).read_to_end(&mut answer).await {
            // Who ends TLS without saying so: its length tells whether all of it came.
            Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => return Err(failed(error)),
            _ => {}
        }
        if answer.len() > most {
            return Err(Failure::for_good(format!("the answer has more than {most} bytes: ask for less")));
        }
        taken_apart(answer)
    }

    /// A connection to whom an address names.
    async fn stream(&self, place: &Place) -> Result<Box<dyn Stream>, Failure> {
        match place.scheme.as_str() {
            "https" => {
                let stream = self.connector.connect(&place.host, place.port.unwrap_or(443)).await?;
                self.connector.encrypt(&place.host, stream).await
            }
            "http" => Ok(Box::new(self.connector.connect(&place.host, place.port.unwrap_or(80)).await?)),
            _ => Err(Failure::for_good("the address begins with neither http:// nor https://")),
        }
    }
}

/// Version 1.0 has no parts in an answer: it ends with the connection.
fn request(place: &Place, headers: &[(&'static str, String)]) -> Result<String, Failure> {
    let mut text = format!(
        "GET {} HTTP/1.0\r\nhost: {}\r\nuser-agent: errpredict/{}\r\naccept: application/json\r\n",
        place.path,
        place.authority(),
        env!("CARGO_PKG_VERSION")
    );
    let is_said = headers.iter().any(|(name, _)| *name == "authorization");
    if let Some(value) = place.authorization().filter(|_| !is_said) {
        text.push_str(&format!("authorization: {value}\r\n"));
    }
    for (name, value) in headers {
        // A value that ends its line would begin another header.
        if value.chars().any(char::is_control) {
            return Err(Failure::for_good(format!(
                "the value of the header `{name}` has control characters"
            )));
        }
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    Ok(text)
}

/// Status and body of a whole answer.
fn taken_apart(mut answer: Vec<u8>) -> Result<(u16, Vec<u8>), Failure> {
    let none = || Failure::again("the other side speaks no HTTP");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(none)?;
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let first = head.strip_prefix("http/1.").and_then(|rest| rest.split(' ').nth(1));
    let status = first.and_then(|status| status.split("\r\n").next()?.parse().ok()).ok_or_else(none)?;
    let named = |name: &str| {
        head.split("\r\n").skip(1).filter_map(|line| line.split_once(':')).find(|(known, _)| *known == name)
    };
    if named("transfer-encoding").is_some() {
        return Err(Failure::for_good("the answer comes in parts although none were asked for"));
    }
    let body = answer.split_off(end + 4);
    let length = named("content-length").and_then(|(_, length)| length.trim().parse::<usize>().ok());
    if length.is_some_and(|length| length > body.len()) {
        return Err(Failure::again("the answer ended before it was whole"));
    }
    Ok((status, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_answer_is_taken_apart_and_half_of_one_is_none() {
        let of = |text: &str| taken_apart(text.as_bytes().to_vec());
        assert_eq!(of("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}").unwrap(), (200, b"{}".to_vec()));
        assert_eq!(of("HTTP/1.1 503 x\r\n\r\nno").unwrap(), (503, b"no".to_vec()));
        for (text, said) in [
            ("HTTP/1.0 200 OK\r\ncontent-length: 9\r\n\r\n{}", "before it was whole"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", "in parts"),
            ("220 mail.example\r\n\r\n", "no HTTP"),
            ("", "no HTTP"),
        ] {
            let failure = of(text).unwrap_err();
            assert!(failure.said.contains(said), "{text}: {}", failure.said);
        }
    }

    #[test]
    fn no_header_begins_another() {
        let place = Place::parse("http://h.example/a?b=c").unwrap();
        assert!(request(&place, &[("authorization", "a\r\nb: c".to_owned())]).unwrap_err().is_for_good);
        let text = request(&place, &[("authorization", "Bearer x".to_owned())]).unwrap();
        assert!(text.starts_with("GET /a?b=c HTTP/1.0\r\nhost: h.example\r\n"), "{text}");
        assert!(text.ends_with("authorization: Bearer x\r\n\r\n"), "{text}");
    }
}
