//! A message posted to a web hook: HTTP/1.1 over a plain connection, which needs no crate.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::str::FromStr;
use std::time::Duration;

use errpredict::{Error, ErrorKind};

/// A hook that does not take a message within this is tried again later.
const TIMEOUT: Duration = Duration::from_secs(2);
/// Bytes of the answer that are looked at: its first line is short.
const ANSWER_BYTES: u64 = 1 << 10;

/// Where messages go: `http://HOST[:PORT]/PATH`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hook {
    /// As it stands in the address, in brackets where it is one of IPv6.
    host: String,
    port: u16,
    path: String,
}

impl FromStr for Hook {
    type Err = Error;

    fn from_str(url: &str) -> Result<Hook, Error> {
        let bad = |why: &str| Error::new(ErrorKind::InvalidArgument, format!("{why}, got `{url}`"));
        if url.starts_with("https://") {
            return Err(bad(
                "https is not built in; a proxy on this machine (http://127.0.0.1:...) or `watch --json | ...` can pass it on",
            ));
        }
        let rest = url.strip_prefix("http://").ok_or_else(|| bad("expected http://HOST[:PORT]/PATH"))?;
        // Nothing that ends a header may stand in one.
        if rest.contains(|c: char| !c.is_ascii_graphic()) || rest.contains('@') {
            return Err(bad("expected an address without blanks, names and passwords"));
        }
        let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let in_brackets = authority.rfind(']').map_or(0, |at| at + 1);
        let (host, port) = match authority[in_brackets..].rfind(':') {
            Some(at) => {
                let (host, port) = authority.split_at(in_brackets + at);
                (host, port[1..].parse().map_err(|_| bad("expected a port from 1 to 65535"))?)
            }
            None => (authority, 80),
        };
        if host.is_empty() {
            return Err(bad("expected http://HOST[:PORT]/PATH"));
        }
        Ok(Hook { host: host.to_owned(), port, path: path.to_owned() })
    }
}

impl Hook {
    /// Posts one JSON object.
    ///
    /// # Errors
    /// Those of the connection; any answer but one of success (200 to 299).
    pub(super) fn post(&self, json: &str) -> io::Result<()> {
        let name = self.host.trim_start_matches('[').trim_end_matches(']');
        let mut last = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
        for address in (name, self.port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, TIMEOUT) {
                Ok(stream) => return self.exchange(stream, json),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn exchange(&self, mut stream: TcpStream, json: &str) -> io::Result<()> {
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}:{}\r\nUser-Agent: errpredict/{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.path,
            self.host,
            self.port,
            env!("CARGO_PKG_VERSION"),
            json.len(),
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(json.as_bytes())?;
        stream.flush()?;
        // The first line says all; a server may keep the connection open behind it.
        let mut answer = Vec::new();
        let mut block = [0; 256];
        while !answer.contains(&b'\n') && (answer.len() as u64) < ANSWER_BYTES {
            match stream.read(&mut block)? {
                0 => break,
                n => answer.extend_from_slice(&block[..n]),
            }
        }
        let answer = String::from_utf8_lossy(&answer);
        let line = answer.lines().next().unwrap_or("");
        let status = line.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1));
        match status {
            Some(status) if status.len() == 3 && status.starts_with('2') => Ok(()),
            _ => Err(io::Error::other(format!("the hook answered `{}`", errpredict_io::printable(line, 80)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_odd_ones_refused() {
        for (url, host, port, path) in [
            ("http://127.0.0.1:8080/hook?x=1", "127.0.0.1", 8080, "/hook?x=1"),
            ("http://hooks.internal", "hooks.internal", 80, "/"),
            ("http://[::1]:9/a", "[::1]", 9, "/a"),
        ] {
            let hook = Hook { host: host.into(), port, path: path.into() };
            assert_eq!(url.parse::<Hook>().unwrap(), hook);
        }
        for url in [
            "https://a/b",
            "ftp://a",
            "http://",
            "http://a:99999/",
            "http://a/b c",
            "http://a/\r\nX: y",
            "http://u:p@a/",
            "http:///x",
        ] {
            assert!(url.parse::<Hook>().is_err(), "{url}");
        }
    }
}
