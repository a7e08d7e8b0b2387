//! One POST over one connection: to an address that was looked at, without redirects, for so long and not longer, and of the answer no
//! more is read than is needed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::Uri;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

use super::Failure;
use super::address::is_public;

/// Bytes of an answer that are read.
const MOST_ANSWER: usize = 16 << 10;
/// Characters of it that are told.
const MOST_TOLD: usize = 200;

/// What sends.
#[derive(Clone)]
pub(crate) struct Http {
    tls: TlsConnector,
    allow_private: bool,
    timeout: Duration,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Http")
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Post {
    pub(crate) body: String,
    /// `application/json` where empty.
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Http {
    /// With authorities of its own beside those of the system.
    pub(crate) fn new(roots: RootCertStore, allow_private: bool, timeout: Duration) -> Result<Http, Failure> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Failure::for_good(format!("TLS cannot be set up: {error}")))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Http { tls: TlsConnector::from(Arc::new(config)), allow_private, timeout })
    }

    /// Sends it; gives the status of an answer from 200 to 299.
    pub(crate) async fn post(&self, url: &str, post: Post) -> Result<u16, Failure> {
        match tokio::time::timeout(self.timeout, self.send(url, post)).await {
            Ok(done) => done,
            Err(_) => Err(Failure::again(format!("no answer within {} s", self.timeout.as_secs_f64()))),
        }
    }

    async fn send(&self, url: &str, post: Post) -> Result<u16, Failure> {
        let uri: Uri = url.parse().map_err(|_| Failure::for_good("the address of the receiver is no URL"))?;
        let is_tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => {
                return Err(Failure::for_good(
                    "the address of the receiver begins with neither http:// nor https://",
                ));
            }
        };
        let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let stream = self.connect(&host, port).await?;
        if !is_tls {
            return exchange(stream, &uri, post).await;
        }
        let name = ServerName::try_from(host.clone())
            .map_err(|_| Failure::for_good(format!("`{host}` is no name that a certificate could be for")))?;
        let stream = self
            .tls
            .connect(name, stream)
            .await
            .map_err(|error| Failure::again(format!("no TLS with {host}: {error}")))?;
        exchange(stream, &uri, post).await
    }

    /// Resolves the name once, looks at every address it leads to, and connects to one of those that were looked at: a name that leads
    /// elsewhere a moment later is not asked again.
    async fn connect(&self, host: &str, port: u16) -> Result<TcpStream, Failure> {
        let found: Vec<SocketAddr> = lookup_host((host, port))
            .await
            .map_err(|error| Failure::again(format!("`{host}` leads nowhere: {error}")))?
            .collect();
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
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    uri: &Uri,
    post: Post,
) -> Result<u16, Failure> {
    let failed = |error: hyper::Error| Failure::again(format!("the receiver went away: {error}"));
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    // Ends with the answer: dropped, the connection is closed.
    let connection = tokio::spawn(connection);
    let guard = Ending(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let body = Bytes::from(post.body);
    let kind = if post.content_type.is_empty() { "application/json" } else { post.content_type };
    let mut request = hyper::Request::post(path)
        .header(
            HOST,
            uri.authority().map_or("", |authority| authority.as_str().rsplit('@').next().unwrap_or("")),
        )
        .header(USER_AGENT, concat!("errpredict/", env!("CARGO_PKG_VERSION")))
        .header(CONTENT_TYPE, kind)
        .header(CONTENT_LENGTH, body.len());
    for (name, value) in post.headers {
        request = request.header(name, value);
    }
    let request = request
        .body(Full::new(body))
        .map_err(|error| Failure::for_good(format!("the message cannot be sent: {error}")))?;
    let answer = sender.send_request(request).await.map_err(failed)?;
    let status = answer.status();
    if status.is_success() {
        return Ok(status.as_u16());
    }
    let said = Limited::new(answer.into_body(), MOST_ANSWER).collect().await;
    let said = said.map(|body| String::from_utf8_lossy(&body.to_bytes()).into_owned()).unwrap_or_default();
    drop(guard);
    let said = crate::alerts::line(&said, MOST_TOLD);
    let what = match status.as_u16() {
        300..=399 => "it leads elsewhere, and redirects are not followed".to_owned(),
        _ => said,
    };
    let text = format!("the receiver answered {status}: {what}");
    // It says itself that it is gone for good.
    Err(if status.as_u16() == 410 { Failure::for_good(text) } else { Failure::again(text) })
}

/// Ends a task with what holds it.
struct Ending(tokio::task::JoinHandle<Result<(), hyper::Error>>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}
