//! Too much at the same time: who sends slowly keeps nobody out, and everybody else is told when to come again.

use std::time::Duration;

use errpredict_server::{Config, Role};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::{Api, config, end_of};
use crate::common::{connect, run};

/// A connection on which a part of a request stands.
async fn part(api: &Api, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(api.address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// The same, once it waits for the rest: finding out who asks takes a place for a moment, and whoever finds none is told to come again.
async fn slowly(api: &Api, text: &str) -> TcpStream {
    for _ in 0..20 {
        let mut stream = part(api, text).await;
        if tokio::time::timeout(Duration::from_millis(40), stream.readable()).await.is_err() {
            return stream;
        }
        let mut told = vec![0; 12];
        stream.read_exact(&mut told).await.unwrap();
        assert_eq!(told, b"HTTP/1.1 429", "{text}");
    }
    panic!("{text} finds no place: who sends slowly keeps it");
}

/// What comes until the connection ends.
async fn rest(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut all)).await;
    assert!(read.is_ok(), "a connection that says nothing is let go");
    String::from_utf8_lossy(&all).into_owned()
}

fn line(service: &str) -> String {
    format!(
        r#"{{"timestamp":"2026-11-23T11:00:00Z","service":"{service}","severity":"error","error_type":"E"}}"#
    )
}

#[test]
fn whoever_sends_slowly_keeps_nobody_out() {
    run(async {
        let few = Config {
            max_in_flight: 3,
            database_connections: 4,
            request_timeout_s: 4,
            idle_timeout_s: 4,
            ..config()
        };
        let api = Api::start(few).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let admin = api.key("own", "ada", Role::Admin).await;
        let token = api.token(&admin).await;
        let source = json!({"source": "git", "form": "gitlab", "brings": "changes"});
        let url = api.post("sources/", &token, source).await.ok()["url"].as_str().unwrap().to_owned();
        let head = |path: &str, headers: &str| {
            format!("POST {path} HTTP/1.1\r\nhost: t\r\ncontent-length: 1000\r\n{headers}\r\n{{")
        };
        let form = "content-type: application/x-www-form-urlencoded\r\n";
        let heads = [
            // One whose head does not end.
            "GET /api/ml/models/ HTTP/1.1\r\nhost:".to_owned(),
            head("/api/ml/auth/token/", ""),
            head("/sign-in", form),
            head("/api/ml/ingest/events/", &format!("authorization: Bearer {key}\r\n")),
            head("/api/ml/ingest/prometheus/write", &format!("authorization: Bearer {key}\r\n")),
            head(&format!("/api/7/envelope/?sentry_key={key}"), ""),
            head("/api/7/envelope/", ""),
            head(&url, ""),
            head("/api/ml/users/", &format!("authorization: Bearer {token}\r\n")),
            head("/api/ml/feedback/", &format!("authorization: Bearer {token}\r\nidempotency-key: a\r\n")),
            head("/api/ml/compute/severity/", &format!("authorization: Bearer {token}\r\n")),
        ];
        let mut slow = Vec::new();
        for _ in 0..4 {
            for head in &heads {
                slow.push((head, slowly(&api, head).await));
            }
        }
        let asked = api.get("models/", &token).await;
        assert_eq!(asked.status, 200, "{asked:?}");
        let taken = api.send("POST", "ingest/events/", Some(&key), &[], line("a").as_bytes()).await.ok();
        assert_eq!(taken["stored"], 1, "{taken}");
        // Each is told that it took too long, or let go where it said nothing.
        for (head, stream) in slow {
            let told = rest(stream).await;
            let is_head = head.starts_with("GET");
            assert!(
                told.is_empty() == is_head && (is_head || told.starts_with("HTTP/1.1 408")),
                "{head}: {told}"
            );
        }
    });
}

#[test]
fn who_is_nobody_is_told_before_he_has_sent_anything() {
    run(async {
        let api = Api::start(config()).await;
        for path in [
            "/api/ml/ingest/events/",
            "/api/ml/ingest/otlp/v1/logs",
            "/api/ml/ingest/prometheus/write",
            "/api/ml/webhooks/nothing/",
            "/api/7/store/?sentry_key=nobody",
            "/api/7/envelope/?sentry_key=nobody",
            "/api/ml/users/",
        ] {
            let head = format!("POST {path} HTTP/1.1\r\nhost: t\r\ncontent-length: 1000\r\n\r\n");
            let mut stream = part(&api, &head).await;
            let mut told = vec![0; 12];
            let read = tokio::time::timeout(Duration::from_secs(5), stream.read_exact(&mut told)).await;
            read.unwrap_or_else(|_| panic!("{path} waits for the body")).unwrap();
            assert_eq!(told, b"HTTP/1.1 401", "{path}");
        }
        // A body that says it is too large is not waited for either.
        let head = "POST /api/ml/auth/token/ HTTP/1.1\r\nhost: t\r\ncontent-length: 100000000\r\n\r\n";
        let mut stream = part(&api, head).await;
        let mut told = vec![0; 12];
        stream.read_exact(&mut told).await.unwrap();
        assert_eq!(told, b"HTTP/1.1 413");
    });
}

#[test]
fn more_than_can_be_worked_on_is_told_to_come_again() {
    run(async {
        let few = Config { max_in_flight: 2, database_connections: 1, ..config() };
        let api = Api::start(few).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let token = api.token(&api.key("own", "ada", Role::Admin).await).await;
        // So that every request knows who asks.
        api.get("models/", &token).await.ok();
        let mut blocking = connect(&api.database).await;
        let blocked = blocking.transaction().await.unwrap();
        blocked.batch_execute("lock table ai_models.ml_models in access exclusive mode").await.unwrap();
        let asked = format!(
            "GET /api/ml/models/ HTTP/1.1\r\nhost: t\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\r\n"
        );
        let first = part(&api, &asked).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        // One question is answered at a time here: the next waits for a second and is told to come again.
        let refused = api.get("anomalies/", &token).await;
        assert_eq!(refused.refused(429), "rate_limited");
        assert!(refused.json()["detail"].as_str().unwrap().contains("questions"), "{}", refused.json());
        assert_eq!(refused.header("retry-after").as_deref(), Some("1"));
        // What is no question goes on, until two are worked on.
        assert_eq!(api.send("GET", "/sign-in", None, &[], b"").await.status, 200);
        let second = json!({"seed": 1}).to_string();
        let id = "00000000-0000-0000-0000-000000000001";
        let second = format!(
            "POST /api/ml/models/{id}/train/ HTTP/1.1\r\nhost: t\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
             content-length: {}\r\ncontent-type: application/json\r\n\r\n{second}",
            second.len()
        );
        let second = part(&api, &second).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        for (method, path) in
            [("GET", "/sign-in"), ("POST", "auth/token/"), ("GET", "/nowhere"), ("GET", "models/")]
        {
            let refused = api.send(method, path, Some(&token), &[], b"").await;
            assert_eq!(refused.status, 429, "{method} {path}");
        }
        let of_sentry =
            api.send("POST", &format!("/api/7/envelope/?sentry_key={key}"), None, &[], b"{}").await;
        assert_eq!(of_sentry.status, 429);
        assert_eq!(of_sentry.header("access-control-allow-origin").as_deref(), Some("*"));
        assert_eq!(of_sentry.header("x-sentry-rate-limits").as_deref(), Some("1::key:rate_limit"));
        assert_eq!(api.send("GET", "health/live", None, &[], b"").await.status, 200, "it lives");
        blocked.rollback().await.unwrap();
        assert!(rest(first).await.starts_with("HTTP/1.1 200"));
        assert!(rest(second).await.starts_with("HTTP/1.1 404"));
        assert_eq!(api.get("models/", &token).await.status, 200);
    });
}

#[test]
fn batches_wait_for_nobody() {
    run(async {
        let few = Config { database_connections: 1, ..config() };
        let api = Api::start(few).await;
        let key = api.key("own", "shop", Role::Ingest).await;
        let mut blocking = connect(&api.database).await;
        let blocked = blocking.transaction().await.unwrap();
        blocked.batch_execute("lock table ai_models.error_events in access exclusive mode").await.unwrap();
        let body = line("a");
        let first = format!(
            "POST /api/ml/ingest/events/ HTTP/1.1\r\nhost: t\r\nconnection: close\r\nauthorization: Bearer {key}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let first = part(&api, &first).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let refused = api.send("POST", "ingest/events/", Some(&key), &[], line("b").as_bytes()).await;
        assert_eq!(refused.refused(429), "rate_limited");
        assert!(refused.json()["detail"].as_str().unwrap().contains("batches"), "{}", refused.json());
        let otlp = [("content-type", "application/x-protobuf")];
        let refused = api.send("POST", "ingest/otlp/v1/logs", Some(&key), &otlp, b"").await;
        assert_eq!((refused.status, refused.header("retry-after").as_deref()), (429, Some("1")));
        assert_eq!(refused.header("content-type").as_deref(), Some("application/x-protobuf"));
        assert_eq!(refused.body[..2], [8, 8], "google.rpc.Status: RESOURCE_EXHAUSTED");
        blocked.rollback().await.unwrap();
        assert!(rest(first).await.starts_with("HTTP/1.1 200"));
    });
}

#[test]
fn a_request_with_a_key_is_done_to_its_end_although_its_sender_goes_away() {
    run(async {
        let api = Api::start(Config { request_timeout_s: 1, ..config() }).await;
        let token = api.token(&api.key("own", "ada", Role::Admin).await).await;
        let mut blocking = connect(&api.database).await;
        let body = json!({"name": "bob", "roles": ["viewer"]}).to_string();
        let sent = |key: &str| {
            format!(
                "POST /api/ml/users/ HTTP/1.1\r\nhost: t\r\nconnection: close\r\nauthorization: Bearer {token}\r\nidempotency-key: {key}\r\n\
                 content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
        };
        // He goes away; and another time he is told that it takes too long.
        for goes_away in [true, false] {
            let (key, name) = if goes_away { ("one", "bob") } else { ("two", "eve") };
            // So that it is known who asks, and what is begun is the work.
            api.get("users/", &token).await.ok();
            let blocked = blocking.transaction().await.unwrap();
            blocked.batch_execute("lock table ai_platform.roles in access exclusive mode").await.unwrap();
            let text = sent(key).replace("bob", name);
            let stream = part(&api, &text).await;
            if goes_away {
                tokio::time::sleep(Duration::from_millis(300)).await;
                drop(stream);
            } else {
                assert!(rest(stream).await.starts_with("HTTP/1.1 503"));
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            blocked.rollback().await.unwrap();
            let mut again = String::new();
            for _ in 0..50 {
                again = rest(part(&api, &text).await).await;
                if !again.starts_with("HTTP/1.1 409") {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            assert!(
                again.starts_with("HTTP/1.1 201") && again.contains("idempotent-replayed: true"),
                "{again}"
            );
        }
        // Whose answer is a secret is not kept, and says so instead of being made twice.
        let keyed = [("idempotency-key", "a")];
        for (method, path) in [
            ("POST", "keys/"),
            ("POST", "tenants/"),
            ("POST", "sources/"),
            ("POST", "ingest/sourcemaps/"),
            ("POST", "ingest/prometheus/write"),
            ("POST", "auth/token/"),
        ] {
            let refused = api.send(method, path, Some(&token), &keyed, b"{}").await;
            assert_eq!(refused.refused(400), "invalid_argument", "{path}");
            assert!(refused.json()["detail"].as_str().unwrap().contains("Idempotency-Key"), "{path}");
        }
        let answer =
            api.send("POST", "compute/severity/", Some(&token), &keyed, br#"{"level":"WARN"}"#).await;
        assert_eq!(answer.status, 200, "nothing is done, and so not twice");
    });
}

#[test]
fn whoever_listens_is_let_go_with_his_session() {
    run(async {
        let api = Api::start(Config { listeners_checked_s: 1, ..config() }).await;
        let admin = api.token(&api.key("own", "ada", Role::Admin).await).await;
        let key = api.key("own", "vera", Role::Viewer).await;
        let vera = api.token(&key).await;
        let head = |token: &str| {
            format!(
                "GET /api/ml/stream/ HTTP/1.1\r\nhost: t\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\r\n"
            )
        };
        let (mut hers, mut others) = (part(&api, &head(&vera)).await, part(&api, &head(&admin)).await);
        let mut heard = vec![0; 4_096];
        for stream in [&mut hers, &mut others] {
            let n = stream.read(&mut heard).await.unwrap();
            assert!(heard[..n].starts_with(b"HTTP/1.1 200"));
        }
        let users = api.get("users/", &admin).await.ok()["results"].clone();
        let id = users.as_array().unwrap().iter().find(|one| one["name"] == "vera").unwrap()["id"].clone();
        let path = format!("users/{}/deactivate/", id.as_str().unwrap());
        api.post(&path, &admin, json!({})).await.ok();
        assert!(end_of(hers, Duration::from_secs(5)).await, "she hears on");
        assert!(!end_of(others, Duration::from_secs(2)).await, "whoever still may hears on");
    });
}
