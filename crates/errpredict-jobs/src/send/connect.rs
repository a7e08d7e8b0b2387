//! Connections: to an address that was looked at, with TLS where it is asked for.

use std::net::SocketAddr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

use super::address::is_public;
use super::failure::Failure;

/// A connection, encrypted or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// What connects. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Connector {
    tls: TlsConnector,
    allow_private: bool,
    resolver: Resolver,
}

/// What says where a name leads.
#[derive(Clone)]
enum Resolver {
    System,
    /// Another answer each time it is asked.
    #[cfg(test)]
    Given(Arc<std::sync::Mutex<Vec<Vec<SocketAddr>>>>),
}

impl Resolver {
    async fn ask(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        match self {
            Resolver::System => Ok(lookup_host((host, port)).await?.collect()),
            #[cfg(test)]
            Resolver::Given(answers) => Ok(answers.lock().unwrap().remove(0)),
        }
    }
}

impl std::fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Connector")
    }
}

impl Connector {
    /// Believes those authorities.
    pub(crate) fn new(roots: RootCertStore, allow_private: bool) -> Result<Connector, Failure> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Failure::for_good(format!("TLS cannot be set up: {error}")))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Connector { tls: TlsConnector::from(Arc::new(config)), allow_private, resolver: Resolver::System })
    }

    /// The same for servers that whoever configures them runs himself, as mail servers are: they may be anywhere.
    pub(crate) fn anywhere(&self) -> Connector {
        self.allowing_private(true)
    }

    /// The same for servers that may lie at private addresses, or must not.
    pub(crate) fn allowing_private(&self, allow_private: bool) -> Connector {
        Connector { allow_private, ..self.clone() }
    }

    /// Resolves the name once, looks at every address it leads to, and connects to one of those that were looked at: a name that leads
    /// elsewhere a moment later is not asked again.
    pub(crate) async fn connect(&self, host: &str, port: u16) -> Result<TcpStream, Failure> {
        let found = self
            .resolver
            .ask(host, port)
            .await
            .map_err(|error| Failure::again(format!("`{host}` leads nowhere: {error}")))?;
        if !self.allow_private && found.iter().any(|address| !is_public(address.ip())) {
            return Err(Failure::for_good(format!(
                "`{host}` leads to a private address: `alerts.allow_private` lets messages go there"
            )));
        }
        let mut last = Failure::again(format!("`{host}` leads to no address"));
        for address in found {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = Failure::again(format!("no connection to {host}: {error}")),
            }
        }
        Err(last)
    }

    /// Begins TLS; the certificate must be one for that name.
    pub(crate) async fn encrypt(
        &self,
        host: &str,
        stream: impl Stream + 'static,
    ) -> Result<Box<dyn Stream>, Failure> {
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| Failure::for_good(format!("`{host}` is no name that a certificate could be for")))?;
        let stream = self
            .tls
            .connect(name, stream)
            .await
            .map_err(|error| Failure::again(format!("no TLS with {host}: {error}")))?;
        Ok(Box::new(stream))
    }
}

/// The parts of an address such as `https://user:password@host:port/path`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) scheme: String,
    pub(crate) user: Option<(String, String)>,
    pub(crate) host: String,
    pub(crate) port: Option<u16>,
    /// With the query; `/` where there is none.
    pub(crate) path: String,
}

impl Place {
    /// Takes an address apart; none for what is no address.
    pub(crate) fn parse(text: &str) -> Option<Place> {
        let (scheme, rest) = text.split_once("://")?;
        // What is sent in a line must not end it.
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let path = path.split('#').next().unwrap_or_default();
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) => {
                let (name, password) = user.split_once(':').unwrap_or((user, ""));
                (Some((decoded(name), decoded(password))), place)
            }
            None => (None, authority),
        };
        let (host, port) = match place.strip_prefix('[') {
            Some(inside) => {
                let (host, rest) = inside.split_once(']')?;
                (host, rest.strip_prefix(':'))
            }
            None => place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))),
        };
        let port = port.map(str::parse).transpose().ok()?;
        (!host.is_empty()).then(|| Place {
            scheme: scheme.to_ascii_lowercase(),
            user,
            host: host.to_owned(),
            port,
            path,
        })
    }

    /// The header for a name and a password that stand in the address (RFC 7617).
    pub(crate) fn authorization(&self) -> Option<String> {
        let (name, password) = self.user.as_ref()?;
        Some(format!("Basic {}", STANDARD.encode(format!("{name}:{password}"))))
    }

    /// Host and port as a header has them.
    pub(crate) fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        self.port.map_or(host.clone(), |port| format!("{host}:{port}"))
    }
}

/// `%40` and the like.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let two = tail.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        match (first, two) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_elsewhere_a_moment_later_is_asked_once() {
        let of = |listener: &tokio::net::TcpListener| listener.local_addr().unwrap();
        let first = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let second = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let public: SocketAddr = "1.1.1.1:80".parse().unwrap();
        let connector = |allow_private, answers: Vec<Vec<SocketAddr>>| {
            let connector = Connector::new(RootCertStore::empty(), allow_private).unwrap();
            let left = Arc::new(std::sync::Mutex::new(answers));
            (Connector { resolver: Resolver::Given(left.clone()), ..connector }, left)
        };
        // One private address among others: none of them is connected to.
        let (strict, left) = connector(false, vec![vec![public, of(&first)], vec![public]]);
        let refused = strict.connect("h.example", 80).await.unwrap_err();
        assert!(refused.is_for_good && refused.said.contains("private address"), "{}", refused.said);
        assert_eq!(left.lock().unwrap().len(), 1, "it was asked once");
        // What was looked at is what is connected to, whatever the name says afterwards.
        let (loose, left) = connector(true, vec![vec![of(&first)], vec![of(&second)]]);
        let stream = loose.connect("h.example", 80).await.unwrap();
        assert_eq!((stream.peer_addr().unwrap(), left.lock().unwrap().len()), (of(&first), 1));
        let too_late = std::time::Duration::from_millis(100);
        assert!(tokio::time::timeout(too_late, second.accept()).await.is_err(), "nobody came to the second");
    }

    #[test]
    fn addresses_are_taken_apart() {
        let place = Place::parse("smtp://ada%40m.example:p%3Aw@mail.example:587?tls=none").unwrap();
        assert_eq!(place.user, Some(("ada@m.example".to_owned(), "p:w".to_owned())));
        assert_eq!(
            (place.host.as_str(), place.port, place.path.as_str()),
            ("mail.example", Some(587), "/?tls=none")
        );
        let place = Place::parse("HTTP://[::1]:80/a?b#c").unwrap();
        assert_eq!((place.scheme.as_str(), place.path.as_str()), ("http", "/a?b"));
        assert_eq!(place.authority(), "[::1]:80");
        for text in ["", "x", "http://", "http://a b/", "http://a\r\nb: c/", "http://a:x/", "http://[::1/"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }
}
