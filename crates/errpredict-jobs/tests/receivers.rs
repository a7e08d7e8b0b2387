//! Receivers on this machine that speak real HTTP, well and badly.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// How a receiver behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Takes it.
    Well,
    /// Takes it after so many milliseconds.
    Slow(u64),
    /// Answers with that status and a line.
    Status(u16),
    /// Answers 201 with that JSON, in chunks.
    Json(&'static str),
    /// So many times 503, then well.
    WellAfter(usize),
    /// Never answers.
    Hang,
    /// Leads elsewhere.
    Redirect,
    /// Answers without an end.
    Endless,
    /// Takes it, and says that ten gigabytes follow, which it sends.
    Huge,
    /// Goes away in the middle.
    Away,
    /// Speaks no HTTP.
    Nonsense,
}

/// What came in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Got {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Got {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

/// A receiver that runs until the end of the tests.
#[derive(Debug, Clone)]
pub(crate) struct Receiver {
    pub(crate) port: u16,
    got: Arc<Mutex<Vec<Got>>>,
    /// Bytes of its huge answers that were taken off its hands.
    wrote: Arc<AtomicU64>,
}

/// The certificate for `localhost` that the authority of `tests/certs` has signed, for a hundred years and for tests alone.
pub(crate) fn tls() -> TlsAcceptor {
    tls_of("server")
}

/// One of the certificates of `tests/certs`: `server` for `localhost`; of another authority `expired` for it, in 2024, and `elsewhere` for
/// another name.
fn tls_of(name: &str) -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(certs().join(format!("{name}.pem"))).unwrap();
    let key = PrivateKeyDer::from_pem_file(certs().join(format!("{name}.key"))).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// Where certificates for tests are.
pub(crate) fn certs() -> std::path::PathBuf {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/certs").into()
}

/// The authority of the first of them.
pub(crate) fn authority() -> std::path::PathBuf {
    certs().join("ca.pem")
}

impl Receiver {
    pub(crate) async fn start(manner: Manner) -> Receiver {
        Receiver::listen(manner, None).await
    }

    pub(crate) async fn start_with_tls(manner: Manner) -> Receiver {
        Receiver::listen(manner, Some(tls())).await
    }

    /// With another certificate than that for this machine.
    pub(crate) async fn start_with_certificate(manner: Manner, name: &str) -> Receiver {
        Receiver::listen(manner, Some(tls_of(name))).await
    }

    async fn listen(manner: Manner, tls: Option<TlsAcceptor>) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let receiver = Receiver { port, got: Arc::default(), wrote: Arc::default() };
        let of_task = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (receiver, tls) = (of_task.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                receiver.answer(stream, manner).await;
                            }
                        }
                        None => receiver.answer(stream, manner).await,
                    }
                });
            }
        });
        receiver
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook?a=1", self.port)
    }

    /// Everything that came in.
    pub(crate) fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    /// Bytes of its huge answers that somebody took, those on their way included.
    pub(crate) fn wrote(&self) -> u64 {
        self.wrote.load(Ordering::Relaxed)
    }

    async fn answer(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin, manner: Manner) {
        let mut bytes = Vec::new();
        let (head, body) = loop {
            let mut some = [0; 4_096];
            let n = stream.read(&mut some).await.unwrap_or(0);
            if n == 0 {
                return;
            }
            bytes.extend_from_slice(&some[..n]);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let got = Got { head: head.to_owned(), body: body.to_owned() };
            let length: usize = got.header("content-length").unwrap().parse().unwrap();
            if bytes.len() >= head.len() + 4 + length {
                break (got.head, got.body);
            }
        };
        let before = {
            let mut got = self.got.lock().unwrap();
            got.push(Got { head, body });
            got.len() - 1
        };
        let status = |code: u16, text: &str| {
            format!("HTTP/1.1 {code} x\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}", text.len())
        };
        let answer = match manner {
            Manner::Well => status(200, "ok"),
            Manner::Slow(ms) => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                status(200, "ok")
            }
            Manner::Status(code) => status(code, "no\u{1b}[31m thanks"),
            Manner::Json(text) => format!(
                "HTTP/1.1 201 x\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{text}\r\n0\r\n\r\n",
                text.len()
            ),
            Manner::WellAfter(times) => status(if before < times { 503 } else { 204 }, ""),
            Manner::Hang => {
                tokio::time::sleep(Duration::from_secs(30)).await;
                return;
            }
            Manner::Redirect => "HTTP/1.1 307 x\r\nlocation: http://169.254.169.254/latest/meta-data/\r\ncontent-length: 0\r\n\r\n".to_owned(),
            Manner::Away => return,
            Manner::Nonsense => "220 mail.example ESMTP\r\n".to_owned(),
            Manner::Huge => {
                let bytes: u64 = 10 << 30;
                let head = format!("HTTP/1.1 200 x\r\ncontent-length: {bytes}\r\n\r\n");
                let _ = stream.write_all(head.as_bytes()).await;
                let part = vec![b' '; 0x10000];
                while self.wrote() < bytes && stream.write_all(&part).await.is_ok() {
                    self.wrote.fetch_add(part.len() as u64, Ordering::Relaxed);
                }
                return;
            }
            Manner::Endless => {
                let _ = stream.write_all(b"HTTP/1.1 500 x\r\ntransfer-encoding: chunked\r\n\r\n").await;
                let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
                while stream.write_all(chunk.as_bytes()).await.is_ok() {}
                return;
            }
        };
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}
