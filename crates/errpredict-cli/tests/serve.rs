//! The real program `errpredict serve`: started with nothing, asked, and asked to end.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// A program that serves.
struct Served {
    child: Child,
    address: String,
    /// What it said before it was ready, and the first key.
    said: String,
    key: Option<String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        // Only where a test failed: PostgreSQL ends with its parent's request alone, so it is asked and not killed.
        if matches!(self.child.try_wait(), Ok(None)) {
            terminate(&self.child);
            let _ = self.child.wait();
        }
    }
}

fn terminate(child: &Child) {
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
}

impl Served {
    /// Starts it, and waits until it has said what `until` is in.
    fn start(arguments: &[&str], environment: &[(&str, &str)], until: &str) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .args(["serve", "--address", "127.0.0.1:0"])
            .args(arguments)
            .env_remove("DATABASE_URL")
            .env("ERRPREDICT_LOG_LEVEL", "warn")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains(until) {
            assert!(lines.read_line(&mut said).unwrap() > 0, "it ended: {said}");
        }
        let address = said.split("listens on http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let key = said.lines().map(str::trim).find(|line| line.starts_with("epk_")).map(str::to_owned);
        Served { child, address, said, key }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request(method, path, headers, body).as_bytes()).unwrap();
        answer(&mut stream)
    }

    fn token(&self) -> String {
        let body = json!({"key": self.key.as_ref().unwrap()}).to_string();
        let (status, tokens) =
            self.ask("POST", "auth/token/", &[("content-type", "application/json")], &body);
        assert_eq!(status, 200, "{tokens}");
        format!("Bearer {}", tokens["access"].as_str().unwrap())
    }

    fn end(mut self) -> ExitStatus {
        terminate(&self.child);
        self.child.wait().unwrap()
    }
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut text = format!(
        "{method} /api/ml/{path} HTTP/1.1\r\nhost: t\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{text}\r\n{body}")
}

fn answer(stream: &mut TcpStream) -> (u16, Value) {
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut all = String::new();
    stream.read_to_string(&mut all).unwrap();
    let (head, body) = all.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or(Value::Null))
}

fn open(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn it_starts_with_nothing_and_ends_when_it_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path());
    let store = folder.path().join("store");
    let place = ["--data-dir", store.to_str().unwrap()];
    let served = Served::start(&place, &[], "curl ");
    let token = served.token();
    let bearer = ("authorization", token.as_str());
    assert_eq!(served.ask("GET", "models/", &[bearer], "").0, 200);
    let (status, health) = served.ask("GET", "health/ready", &[], "");
    assert_eq!((status, &health["status"], health.get("demo")), (200, &json!("ok"), None));

    // A request whose body is still coming when the end is asked for comes to its end, and what it brought is there.
    let line = r#"{"timestamp":"2026-11-23T11:00:00Z","service":"a","severity":"error","error_type":"E"}"#;
    let key = served.key.clone().unwrap();
    let whole = request("POST", "ingest/events/", &[("x-api-key", key.as_str())], line);
    let (first, rest) = whole.split_at(whole.len() - 20);
    let mut stream = TcpStream::connect(&served.address).unwrap();
    stream.write_all(first.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    terminate(&served.child);
    std::thread::sleep(Duration::from_millis(300));
    assert!(TcpStream::connect(&served.address).is_err(), "nobody new is taken");
    stream.write_all(rest.as_bytes()).unwrap();
    let (status, taken) = answer(&mut stream);
    assert!(status == 200 || status == 422, "{status} {taken}");
    assert!(served.end().success());
    assert!(!store.join("data/postmaster.pid").exists(), "PostgreSQL has ended too");

    // Started again it is the same store: the token still holds, and no second first key is given.
    let again = Served::start(&place, &[], "listens on");
    assert!(!again.said.contains("epk_"), "{}", again.said);
    assert_eq!(again.ask("GET", "models/", &[bearer], "").0, 200);
    let (_, stored) = again.ask("GET", "errors/?hours=87840", &[bearer], "");
    assert_eq!(stored["count"], taken["stored"], "{stored} {taken}");
    assert!(again.end().success());
}

#[test]
fn for_other_machines_a_secret_is_chosen_by_a_person() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path());
    let store = folder.path().join("store");
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(["serve", "--address", "0.0.0.0:0", "--data-dir", store.to_str().unwrap()])
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("auth.secret"), "{told}");
    assert!(!store.exists(), "nothing was begun");
    // A setting that is mistyped is not passed over.
    let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(["serve", "--address", "127.0.0.1:0", "--data-dir", store.to_str().unwrap()])
        .env("ERRPREDICT_AUTH_SECERT", "0123456789abcdef0123456789abcdef")
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("ERRPREDICT_AUTH_SECERT"), "{told}");
    assert!(!told.contains("0123456789abcdef"), "{told}");
}

#[test]
fn a_demonstration_shows_a_made_month_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path());
    let temporary = folder.path().to_str().unwrap();
    // Whatever the environment names stays untouched.
    let nowhere = [("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"), ("TMPDIR", temporary)];
    let served = Served::start(&["--demo"], &nowhere, "curl ");
    assert!(
        served.said.contains("DEMONSTRATION") && served.said.contains("DATABASE_URL is not used"),
        "{}",
        served.said
    );
    let token = served.token();
    let bearer = ("authorization", token.as_str());
    assert_eq!(served.ask("GET", "health/live", &[], "").1["demo"], true);
    let get = |path: &str| {
        let (status, found) = served.ask("GET", path, &[bearer], "");
        assert_eq!(status, 200, "{path}: {found}");
        found
    };
    let anomalies = get("anomalies/?service=checkout");
    assert!(
        anomalies.to_string().contains("TimeoutError") || anomalies["count"].as_u64().unwrap() > 0,
        "{anomalies}"
    );
    assert!(get("predictions/?hours=120")["count"].as_u64().unwrap() > 20);
    assert!(get("forecasts/")["count"].as_u64().unwrap() > 0);
    let insights = get("insights/?service=letters");
    assert!(insights.to_string().contains("trend_detection"), "{insights}");
    let board = get("dashboard/summary/");
    assert!(board["last_24h"]["events"].as_u64().is_none_or(|events| events > 100), "{board}");
    // What was foreseen days ago is known by now, so that a policy can be tried.
    let policy = json!({"probability": 0.3, "days": 7}).to_string();
    let headers = [bearer, ("content-type", "application/json")];
    let (status, preview) = served.ask("POST", "alerts/preview/", &headers, &policy);
    assert_eq!(status, 200, "{preview}");
    assert!(preview["stored_predictions"].as_u64().unwrap() > 20, "{preview}");
    let judged = &preview["predictions"];
    assert!(judged["right"].as_u64().unwrap() + judged["wrong"].as_u64().unwrap() > 0, "{preview}");
    assert!(served.end().success());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}
