//! Requests to the few other programs that the configuration names: the provider that people sign in with, whoever has its keys, the
//! collector of traces. One connection a request, no proxy, no redirects: an answer that leads elsewhere is an answer like any other.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderName, Method, Request, Uri, header};
use errpredict::{Error, ErrorKind, Result};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1::handshake;
use hyper::rt::{Read, Write};
use hyper_util::rt::TokioIo;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// How long a request may take from its beginning to the last byte of the answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of an answer: documents about providers and sets of keys have a hundredth of it.
const MOST_BYTES: usize = 1 << 20;

/// What was answered.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
}

/// The address of a setting, where nobody on the way can read along: `https`, or `http` on this machine.
///
/// # Errors
/// `invalid_setting` for any other.
pub(crate) fn private_address(setting: &str, text: &str) -> Result<Uri> {
    let uri = address(setting, text)?;
    if uri.scheme_str() == Some("https") || uri.host().is_some_and(is_here) {
        return Ok(uri);
    }
    Err(Error::setting(setting, "an address with https (http on this machine alone)", text))
}

/// The address of a setting.
///
/// # Errors
/// `invalid_setting` for what is no address of HTTP.
pub(crate) fn address(setting: &str, text: &str) -> Result<Uri> {
    let parsed = text.parse::<Uri>().ok().filter(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
            && !uri.authority().is_some_and(|place| place.as_str().contains('@'))
    });
    parsed.ok_or_else(|| Error::setting(setting, "an address such as https://example.com", text))
}

fn is_here(host: &str) -> bool {
    let bare = bare(host);
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A host without the brackets of IPv6.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Asks, and gives what was answered, whatever its status.
///
/// # Errors
/// `unavailable` where nobody answers in five seconds, or with too much.
pub(crate) async fn ask(
    method: Method,
    uri: &Uri,
    headers: &[(HeaderName, String)],
    body: Vec<u8>,
) -> Result<Received> {
    let host = uri.host().unwrap_or_default();
    let failed = |why: &dyn std::fmt::Display| {
        Error::new(ErrorKind::Unavailable, format!("`{host}` did not answer: {why}"))
    };
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let place = uri.authority().map_or("", |place| place.as_str());
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, place);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(|error| failed(&error))?;
    let asked = tokio::time::timeout(PATIENCE, exchange(uri, bare(host), request)).await;
    asked
        .map_err(|_| failed(&format!("nothing came in {} s", PATIENCE.as_secs())))?
        .map_err(|error| failed(&error))
}

type Failed = Box<dyn std::error::Error + Send + Sync>;

async fn exchange(
    uri: &Uri,
    host: &str,
    request: Request<Full<Bytes>>,
) -> std::result::Result<Received, Failed> {
    let is_secure = uri.scheme_str() == Some("https");
    let port = uri.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
    let stream = TcpStream::connect((host, port)).await?;
    if !is_secure {
        return over(TokioIo::new(stream), request).await;
    }
    let name = ServerName::try_from(host.to_owned())?;
    over(TokioIo::new(TlsConnector::from(tls()).connect(name, stream).await?), request).await
}

async fn over<T: Read + Write + Unpin + Send + 'static>(
    stream: T,
    request: Request<Full<Bytes>>,
) -> std::result::Result<Received, Failed> {
    let (mut sender, connection) = handshake(stream).await?;
    let driving = tokio::spawn(connection);
    let received = async {
        let response = sender.send_request(request).await?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), MOST_BYTES).collect().await?.to_bytes();
        Ok::<_, Failed>(Received { status, body })
    };
    let received = received.await;
    driving.abort();
    received
}

/// Who is believed: the authorities of this machine (`SSL_CERT_FILE` names others). Read when the first is asked.
fn tls() -> Arc<ClientConfig> {
    static TLS: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    let made = || {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        // The provider has both versions that are asked for; the other arm is for the compiler.
        let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap_or_else(|_| ClientConfig::builder());
        Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
    };
    TLS.get_or_init(made).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_private_or_refused() {
        for (text, is_taken) in [
            ("https://example.com/a", true),
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:1/x", true),
            ("http://localhost", true),
            ("http://example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("https://ada:secret@example.com", false),
            ("ftp://example.com", false),
            ("/path", false),
            ("", false),
        ] {
            assert_eq!(private_address("auth.oidc_issuer", text).is_ok(), is_taken, "{text}");
        }
        assert!(address("otel.endpoint", "http://collector:4318").is_ok());
    }
}
