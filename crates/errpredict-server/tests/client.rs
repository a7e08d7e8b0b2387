//! A service of a test, and whoever asks it: HTTP/1.1 over a socket, nothing between.

use std::net::SocketAddr;

use errpredict_server::{Config, Role, Secret, Service, first_admin, give_key, listen};
use errpredict_store::{Connection, Store, StoreConfig, Tenant};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::common::log::analysis;
use crate::common::migrated;

pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";
/// Hours back to the time of the log that tests analyse, whenever they run.
pub(crate) const HOURS: &str = "hours=87840";

/// A configuration without limits.
pub(crate) fn config() -> Config {
    Config {
        secret: Some(Secret::new(SECRET)),
        principal_per_minute: 0,
        tenant_per_minute: 0,
        address_per_minute: 0,
        retention_days: 3_660,
        ..Config::default()
    }
}

/// A service with a store of its own.
pub(crate) struct Api {
    pub(crate) address: SocketAddr,
    pub(crate) store: Store,
    pub(crate) database: tokio_postgres::Config,
}

/// What was answered.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()).next()
    }

    /// The JSON of a success.
    pub(crate) fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, String::from_utf8_lossy(&self.body));
        self.json()
    }

    /// The code of an error.
    pub(crate) fn refused(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        assert_eq!(self.header("content-type").as_deref(), Some("application/problem+json"));
        let body = self.json();
        assert_eq!(body["status"], status);
        body["code"].as_str().unwrap().to_owned()
    }
}

impl Api {
    pub(crate) async fn start(config: Config) -> Api {
        let database = migrated().await;
        let store = Store::connect(database.clone(), &StoreConfig::default()).await.unwrap();
        let address = serve(store.clone(), config, Some((&database).into())).await;
        Api { address, store, database }
    }

    /// A service with a tenant that holds an analysis, and the admin's token.
    pub(crate) async fn filled() -> (Api, Tenant, String) {
        let api = Api::start(config()).await;
        let tenant = api.store.tenant_named("default").await.unwrap();
        tenant.write_analysis(&analysis()).await.unwrap();
        let key = first_admin(&api.store, "default").await.unwrap().unwrap();
        let token = api.token(&key).await;
        (api, tenant, token)
    }

    /// An access token for a key.
    pub(crate) async fn token(&self, key: &str) -> String {
        let answer =
            self.send("POST", "auth/token/", None, &[], json!({"key": key}).to_string().as_bytes()).await;
        answer.ok()["access"].as_str().unwrap().to_owned()
    }

    /// A key of a principal with one role.
    pub(crate) async fn key(&self, tenant: &str, name: &str, role: Role) -> String {
        give_key(&self.store, tenant, name, "person", &[role], None).await.unwrap().1
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        self.send("GET", path, Some(token), &[], b"").await
    }

    pub(crate) async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.send("POST", path, Some(token), &[], body.to_string().as_bytes()).await
    }

    /// Sends a request; a path without a slash in front is below the base.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/api/ml/{path}") };
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\ncontent-length: {}\r\n",
            body.len()
        );
        if let Some(token) = token {
            text.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        if !headers.iter().any(|(name, _)| *name == "content-type") && !body.is_empty() {
            text.push_str("content-type: application/json\r\n");
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // Whoever is refused early has not read all of it.
        let _ = stream.write_all(&[text.as_bytes(), body].concat()).await;
        let mut all = Vec::new();
        let read = stream.read_to_end(&mut all).await;
        assert!(read.is_ok() || !all.is_empty(), "{method} {path}: {read:?}");
        answer(&all)
    }
}

fn answer(all: &[u8]) -> Answer {
    let end =
        all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or_else(|| panic!("no answer: {all:?}"));
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, headers: head, body: all[end + 4..].to_vec() }
}

/// Serves a store; the socket is open when this returns.
pub(crate) async fn serve(store: Store, config: Config, changes: Option<Connection>) -> SocketAddr {
    let config = Config { address: SocketAddr::from(([127, 0, 0, 1], 0)), ..config };
    let listener = listen(config.address).await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = Service::new(store, config, changes).unwrap();
    tokio::spawn(service.serve(listener, std::future::pending()));
    address
}

/// Whether a connection ends within a time, whatever comes until then.
pub(crate) async fn end_of(mut stream: TcpStream, within: std::time::Duration) -> bool {
    let mut all = Vec::new();
    tokio::time::timeout(within, stream.read_to_end(&mut all)).await.is_ok()
}
