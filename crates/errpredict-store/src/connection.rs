//! How a server is reached: where it is, as whom, and how the way there is kept private.
//!
//! `sslmode`, `sslrootcert`, `sslcert` and `sslkey` mean what they mean to PostgreSQL's own programs. `require` keeps others from
//! listening and believes any server; `verify-ca` believes those of a known authority, and `verify-full` only the one that was named.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use errpredict::{Error, ErrorKind, Result};
use rustls::ClientConfig;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_postgres::config::SslMode;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::database;
use crate::verifiers::{Anybody, OfAuthority};

/// The setting that is named in errors.
const NAME: &str = "DATABASE_URL";

/// A server and how it is reached.
#[derive(Clone)]
pub struct Connection {
    pub(crate) config: tokio_postgres::Config,
    pub(crate) tls: MakeRustlsConnect,
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the password, which the configuration leaves out by itself.
        formatter.debug_tuple("Connection").field(&self.config).finish()
    }
}

/// How much of the server is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Checked {
    Nothing,
    Authority,
    Name,
}

/// What is said of TLS in the text of a connection.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    mode: Option<String>,
    root: Option<PathBuf>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
}

impl Said {
    /// Takes a setting of TLS; false for any other.
    fn take(&mut self, name: &str, value: &str) -> bool {
        match name {
            "sslmode" => self.mode = Some(value.to_owned()),
            "sslrootcert" => self.root = Some(value.into()),
            "sslcert" => self.certificate = Some(value.into()),
            "sslkey" => self.key = Some(value.into()),
            _ => return false,
        }
        true
    }

    /// The text without what is said of TLS, and that.
    fn split(text: &str) -> (String, Said) {
        let mut said = Said::default();
        let mut keep = |pair: &&str, decode: fn(&str) -> String| {
            !pair.split_once('=').is_some_and(|(name, value)| said.take(name.trim(), &decode(value)))
        };
        let rest = match text.split_once('?') {
            Some((place, parameters)) if place.contains("://") => {
                let rest: Vec<&str> = parameters.split('&').filter(|pair| keep(pair, decoded)).collect();
                if rest.is_empty() { place.to_owned() } else { format!("{place}?{}", rest.join("&")) }
            }
            _ if text.contains("://") => text.to_owned(),
            _ => text.split(' ').filter(|pair| keep(pair, unquoted)).collect::<Vec<_>>().join(" "),
        };
        (rest, said)
    }
}

/// `%2F` and the like of a URL.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hexadecimal =
            tail.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        match (first, hexadecimal) {
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

fn unquoted(text: &str) -> String {
    text.trim_matches('\'').to_owned()
}

impl Connection {
    /// The server of a text: `postgresql://user@host/database?sslmode=verify-full`, or `host=... user=...`.
    ///
    /// # Errors
    /// `invalid_setting` for a text that is none, and for certificates that are not there or none.
    pub fn parse(text: &str) -> Result<Connection> {
        let (rest, said) = Said::split(text);
        // The error of the parser repeats nothing of the text, which holds a password.
        let mut config: tokio_postgres::Config = rest.parse().map_err(|error| {
            let got = format!("one that is not read: {error}");
            Error::setting(NAME, "such as postgresql://user@host/database", got)
        })?;
        let (mode, checked) = match said.mode.as_deref() {
            None | Some("prefer" | "allow") => (SslMode::Prefer, Checked::Nothing),
            Some("disable") => (SslMode::Disable, Checked::Nothing),
            // As PostgreSQL has it: whoever names an authority wants it looked at.
            Some("require") if said.root.is_some() => (SslMode::Require, Checked::Authority),
            Some("require") => (SslMode::Require, Checked::Nothing),
            Some("verify-ca") => (SslMode::Require, Checked::Authority),
            Some("verify-full") => (SslMode::Require, Checked::Name),
            Some(other) => {
                let expected = "with sslmode disable, prefer, require, verify-ca or verify-full";
                return Err(Error::setting(NAME, expected, other));
            }
        };
        config.ssl_mode(mode);
        Ok(Connection { config, tls: MakeRustlsConnect::new(said.client(checked)?) })
    }
}

/// A connection as it is made, to be looked after by whoever has it.
pub(crate) type Made = (
    tokio_postgres::Client,
    tokio_postgres::Connection<
        tokio_postgres::Socket,
        <MakeRustlsConnect as MakeTlsConnect<tokio_postgres::Socket>>::Stream,
    >,
);

/// How long a connection outside the pool may take to be made: a server that takes it and says nothing is none.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);
/// How long a server that went away is waited for, once something was sent to it.
#[cfg(target_os = "linux")]
const UNANSWERED: Duration = Duration::from_secs(30);

impl Connection {
    /// Connects; no longer than [`CONNECT`], and a server that goes away afterwards is noticed.
    pub(crate) async fn made(&self) -> Result<Made> {
        let mut config = self.config.clone();
        config.keepalives_idle(Duration::from_secs(30));
        #[cfg(target_os = "linux")]
        config.tcp_user_timeout(UNANSWERED);
        match tokio::time::timeout(CONNECT, config.connect(self.tls.clone())).await {
            Ok(made) => made.map_err(database),
            Err(_) => {
                let message =
                    format!("the database did not answer within {} s to a new connection", CONNECT.as_secs());
                Err(Error::new(ErrorKind::Unavailable, message))
            }
        }
    }

    /// The same, looked after beside everything else.
    pub(crate) async fn client(&self) -> Result<tokio_postgres::Client> {
        let (client, connection) = self.made().await?;
        tokio::spawn(connection);
        Ok(client)
    }
}

impl From<tokio_postgres::Config> for Connection {
    /// As it stands; where a server offers TLS it is taken, and any server believed, as PostgreSQL's own programs do.
    fn from(config: tokio_postgres::Config) -> Connection {
        Connection { config, tls: MakeRustlsConnect::new(anybody()) }
    }
}

impl From<&tokio_postgres::Config> for Connection {
    fn from(config: &tokio_postgres::Config) -> Connection {
        config.clone().into()
    }
}

impl From<&Connection> for Connection {
    fn from(connection: &Connection) -> Connection {
        connection.clone()
    }
}

fn builder() -> rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier> {
    // The provider has both versions that are asked for; the other arm is for the compiler.
    match ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
    {
        Ok(builder) => builder,
        Err(_) => ClientConfig::builder(),
    }
}

fn anybody() -> ClientConfig {
    let verifier = Arc::new(Anybody(default_provider().signature_verification_algorithms));
    builder().dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
}

impl Said {
    fn client(&self, checked: Checked) -> Result<ClientConfig> {
        let verifier: Arc<dyn ServerCertVerifier> = match checked {
            Checked::Nothing => Arc::new(Anybody(default_provider().signature_verification_algorithms)),
            Checked::Authority => Arc::new(OfAuthority(self.authorities()?)),
            Checked::Name => self.authorities()?,
        };
        let builder = builder().dangerous().with_custom_certificate_verifier(verifier);
        match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => {
                let chain = certificates(certificate, "sslcert")?;
                let key =
                    PrivateKeyDer::from_pem_file(key).map_err(|error| unusable("sslkey", key, &error))?;
                builder
                    .with_client_auth_cert(chain, key)
                    .map_err(|error| unusable("sslcert", certificate, &error))
            }
            (None, None) => Ok(builder.with_no_client_auth()),
            _ => Err(Error::setting(NAME, "with both sslcert and sslkey, or neither", "one of them")),
        }
    }

    /// Who is believed: the authorities of `sslrootcert`, else those of this machine.
    fn authorities(&self) -> Result<Arc<WebPkiServerVerifier>> {
        let mut roots = rustls::RootCertStore::empty();
        match &self.root {
            Some(path) if path.as_os_str() != "system" => {
                for certificate in certificates(path, "sslrootcert")? {
                    roots.add(certificate).map_err(|error| unusable("sslrootcert", path, &error))?;
                }
            }
            _ => {
                let found = rustls_native_certs::load_native_certs();
                roots.add_parsable_certificates(found.certs);
            }
        }
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::new(default_provider())).build().map_err(|error| {
            Error::new(ErrorKind::InvalidSetting, format!("no authority is known that a server could be checked by ({error}): name one with sslrootcert"))
        })
    }
}

fn certificates(path: &Path, name: &str) -> Result<Vec<CertificateDer<'static>>> {
    let read =
        CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>);
    let found = read.map_err(|error| unusable(name, path, &error))?;
    if found.is_empty() {
        return Err(unusable(name, path, &"it holds no certificate"));
    }
    Ok(found)
}

fn unusable(name: &str, path: &Path, why: &dyn fmt::Display) -> Error {
    let text = format!("`{name}` cannot be used: {}: {why}", path.display());
    Error::new(ErrorKind::InvalidSetting, text).with("setting", NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_tls_is_taken_out_of_the_text() {
        for (text, rest, mode, root) in [
            ("postgresql://u@h/d", "postgresql://u@h/d", None, None),
            ("postgresql://u@h/d?sslmode=require", "postgresql://u@h/d", Some("require"), None),
            (
                "postgresql://u@h/d?connect_timeout=5&sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem",
                "postgresql://u@h/d?connect_timeout=5",
                Some("verify-full"),
                Some("/etc/ca.pem"),
            ),
            (
                "host=h sslmode=verify-ca sslrootcert='/a' user=u",
                "host=h user=u",
                Some("verify-ca"),
                Some("/a"),
            ),
        ] {
            let (left, said) = Said::split(text);
            assert_eq!((left.as_str(), said.mode.as_deref()), (rest, mode), "{text}");
            assert_eq!(said.root.as_deref(), root.map(Path::new), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_what_was_expected() {
        for (text, word) in [
            ("postgresql://h/d?sslmode=sometimes", "verify-full"),
            ("postgresql://h/d?sslmode=verify-full&sslrootcert=/nowhere.pem", "/nowhere.pem"),
            ("postgresql://h/d?sslmode=require&sslcert=/a.pem", "sslkey"),
            ("postgresql://h:x/d", "postgresql://user@host/database"),
        ] {
            let error = Connection::parse(text).unwrap_err();
            assert_eq!(error.code(), "invalid_setting", "{text}");
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}
