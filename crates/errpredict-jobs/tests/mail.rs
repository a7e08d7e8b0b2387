//! A mail server on this machine that speaks SMTP over TCP (RFC 5321) with STARTTLS (RFC 3207), as far as one that takes mail must.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::receivers::tls;

/// A mail that was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) data: String,
    pub(crate) encrypted: bool,
}

impl Mail {
    /// The head, and the parts as they were written.
    pub(crate) fn text(&self) -> String {
        use base64::Engine as _;
        let mut text = String::new();
        for part in self.data.split("\r\n\r\n") {
            let (body, next) = part.split_once("--errpredict").unwrap_or((part, ""));
            let packed: String = body.split_whitespace().collect();
            match base64::engine::general_purpose::STANDARD.decode(&packed) {
                Ok(bytes) if !packed.is_empty() => text.push_str(&String::from_utf8(bytes).unwrap()),
                _ => text.push_str(body),
            }
            text.push_str(next);
        }
        text
    }
}

/// A mail server that runs until the end of the tests.
#[derive(Debug, Clone)]
pub(crate) struct MailServer {
    pub(crate) port: u16,
    taken: Arc<Mutex<Vec<Mail>>>,
    offers_tls: bool,
}

/// Recipients of this name are refused for good, and of that name for now.
pub(crate) const NOBODY: &str = "nobody@";
pub(crate) const LATER: &str = "later@";

impl MailServer {
    pub(crate) async fn start(offers_tls: bool) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server =
            MailServer { port: listener.local_addr().unwrap().port(), taken: Arc::default(), offers_tls };
        let of_task = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = of_task.clone();
                tokio::spawn(async move { server.talk(stream).await });
            }
        });
        server
    }

    pub(crate) fn taken(&self) -> Vec<Mail> {
        self.taken.lock().unwrap().clone()
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 localhost ESMTP\r\n").await.ok()?;
        if !self.session(&mut stream, false).await? {
            return Some(());
        }
        let acceptor: TlsAcceptor = tls();
        let mut stream = BufReader::new(acceptor.accept(stream.into_inner()).await.ok()?);
        self.session(&mut stream, true).await.map(drop)
    }

    /// Talks until the end, or until TLS begins: true then.
    async fn session<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: &mut BufReader<S>,
        encrypted: bool,
    ) -> Option<bool> {
        let mut mail = Mail { encrypted, ..Mail::default() };
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let command = line.trim_end().to_ascii_uppercase();
            let address = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            let answer = match command.split([' ', ':']).next()? {
                "EHLO" if self.offers_tls && !encrypted => {
                    "250-localhost\r\n250-8BITMIME\r\n250 STARTTLS\r\n"
                }
                "EHLO" => "250-localhost\r\n250 8BITMIME\r\n",
                "STARTTLS" if self.offers_tls && !encrypted => {
                    stream.write_all(b"220 go ahead\r\n").await.ok()?;
                    return Some(true);
                }
                "MAIL" => {
                    mail.from = address();
                    "250 ok\r\n"
                }
                "RCPT" if address().starts_with(NOBODY) => "550 5.1.1 no such mailbox\r\n",
                "RCPT" if address().starts_with(LATER) => "451 4.3.0 come again\r\n",
                "RCPT" => {
                    mail.to.push(address());
                    "250 ok\r\n"
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await.ok()?;
                    while !mail.data.ends_with("\r\n.\r\n") {
                        let mut byte = [0];
                        stream.read_exact(&mut byte).await.ok()?;
                        mail.data.push(char::from(byte[0]));
                    }
                    self.taken.lock().unwrap().push(std::mem::take(&mut mail));
                    mail.encrypted = encrypted;
                    "250 taken\r\n"
                }
                "NOOP" | "RSET" => "250 ok\r\n",
                "QUIT" => {
                    let _ = stream.write_all(b"221 bye\r\n").await;
                    return Some(false);
                }
                _ => "502 unknown\r\n",
            };
            stream.write_all(answer.as_bytes()).await.ok()?;
        }
    }
}
