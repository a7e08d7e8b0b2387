//! The service and its PostgreSQL are killed (`kill -9`) at random moments while clients send, some of which go away in the middle.
//! Somebody else looks at what is there then: what was acknowledged is there once, what was not is there whole or not at all, and the
//! counts are those of the events. Where PostgreSQL is killed the service lives on, and takes events again by itself.
//!
//! Five kills of each in `make test`; `ERRPREDICT_KILLS=200` for more.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use errpredict::{Event, Rollup, RollupConfig, Severity};
use errpredict_server::{Config, Role, Service, give_key, listen};
use errpredict_store::{Cluster, ClusterConfig, Connection, Migrator, Store, StoreConfig};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::config;
use crate::common::log::{Numbers, now};
use crate::common::{connect, run};

/// What tells the service where its store is.
const CONNECTION: &str = "ERRPREDICT_TEST_CONNECTION";
/// Events of a batch.
const EVENTS: i64 = 20;
/// Clients that send at the same time.
const CLIENTS: u64 = 4;

/// The service: a process of its own, run by the test below. It says where it listens.
#[test]
#[ignore = "run as a process of its own by the tests of this file"]
fn the_service() {
    let Some(connection) = std::env::var_os(CONNECTION).and_then(|text| text.into_string().ok()) else {
        return;
    };
    run(async {
        let connection = Connection::parse(&connection).unwrap();
        let store = Store::connect(connection, &StoreConfig::default()).await.unwrap();
        let config = Config { address: SocketAddr::from(([127, 0, 0, 1], 0)), ..config() };
        let listener = listen(config.address).await.unwrap();
        println!("\nlistens {}", listener.local_addr().unwrap());
        std::io::stdout().flush().unwrap();
        let service = Service::new(store, config, None).unwrap();
        service.serve(listener, std::future::pending()).await.unwrap();
    });
}

struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    fn start(connection: &str) -> Process {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kills::the_service", "--ignored", "--nocapture"])
            .env(CONNECTION, connection)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.strip_prefix("listens ")?.parse().ok()).unwrap();
        // Nobody reads the rest, and a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Process { child, address }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn batch(i: i64) -> Vec<Event> {
    let event = |k: i64| Event {
        code: Some(i.to_string()),
        ..Event::new(now().plus_ms(-i * 60_000 - k), "checkout", Severity::High, "E")
    };
    (0..EVENTS).map(event).collect()
}

/// What clients and the checker share.
struct Shared {
    address: Mutex<SocketAddr>,
    key: String,
    /// The next batch.
    next: Mutex<i64>,
    acknowledged: Mutex<BTreeSet<i64>>,
    /// Requests whose sender went away before the answer.
    left: Mutex<u64>,
}

/// What a client does with a request.
#[derive(Clone, Copy, PartialEq)]
enum Patience {
    /// Waits for the answer.
    Waits,
    /// Sends a part of the body and goes.
    GoesEarly,
    /// Sends all of it and goes after so many milliseconds.
    Goes(u64),
}

/// Sends a batch; whether it was acknowledged as a whole.
async fn send(shared: &Shared, i: i64, with_key: bool, patience: Patience) -> Option<bool> {
    let body: String = batch(i)
        .iter()
        .map(|event| {
            let (at, code) = (event.timestamp.to_string(), &event.code);
            json!({"timestamp": at, "service": "checkout", "severity": "high", "error_type": "E", "code": code})
                .to_string()
                + "\n"
        })
        .collect();
    let key = if with_key { format!("idempotency-key: batch-{i}\r\n") } else { String::new() };
    let head = format!(
        "POST /api/ml/ingest/events/ HTTP/1.1\r\nhost: t\r\nconnection: close\r\nauthorization: Bearer {}\r\n{key}\
         content-type: application/x-ndjson\r\ncontent-length: {}\r\n\r\n",
        shared.key,
        body.len()
    );
    let address = *shared.address.lock().unwrap();
    let mut stream = TcpStream::connect(address).await.ok()?;
    let text = match patience {
        Patience::GoesEarly => format!("{head}{}", &body[..body.len() / 2]),
        _ => format!("{head}{body}"),
    };
    stream.write_all(text.as_bytes()).await.ok()?;
    match patience {
        Patience::Waits => {}
        Patience::GoesEarly => return None,
        Patience::Goes(ms) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            return None;
        }
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let text = String::from_utf8(answer).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    if !head.starts_with("HTTP/1.1 200") {
        return Some(false);
    }
    let taken: serde_json::Value = serde_json::from_str(body).ok()?;
    let all = taken["stored"].as_i64()? + taken["duplicates"].as_i64()?;
    assert_eq!(all, EVENTS, "half a batch was acknowledged: {text}");
    Some(true)
}

/// A client that sends one batch after the other. One that got no answer sends the same again, or gives it up.
async fn client(shared: Arc<Shared>, seed: u64) {
    let mut numbers = Numbers(seed);
    loop {
        let i = {
            let mut next = shared.next.lock().unwrap();
            *next += 1;
            *next
        };
        let with_key = numbers.below(2) == 0;
        for _ in 0..50 {
            let patience = match numbers.below(6) {
                0 => Patience::GoesEarly,
                1 => Patience::Goes(numbers.below(30)),
                _ => Patience::Waits,
            };
            if patience != Patience::Waits {
                *shared.left.lock().unwrap() += 1;
            }
            if send(&shared, i, with_key, patience).await == Some(true) {
                shared.acknowledged.lock().unwrap().insert(i);
                break;
            }
            if numbers.below(8) == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(numbers.below(60))).await;
        }
    }
}

/// Looks at everything with a connection of its own, past the code that wrote it.
async fn check(cluster: &Cluster, shared: &Shared) {
    let mut superuser = cluster.superuser();
    superuser.dbname("errpredict");
    let admin = connect(&superuser).await;
    let acknowledged = shared.acknowledged.lock().unwrap().clone();
    let query = "select code::bigint, count(*), count(distinct id) from ai_models.error_events group by 1";
    let mut stored = BTreeSet::new();
    for row in &admin.query(query, &[]).await.unwrap() {
        let (i, events, ids): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
        assert_eq!((events, ids), (EVENTS, EVENTS), "batch {i} is whole and there once");
        stored.insert(i);
    }
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
}

/// Nobody sends any more, and nothing is on its way: counts and audit log fit to the events.
async fn check_counts(cluster: &Cluster) {
    let mut superuser = cluster.superuser();
    superuser.dbname("errpredict");
    let admin = connect(&superuser).await;
    let busy = "select count(*) from pg_stat_activity where datname = 'errpredict' and pid <> pg_backend_pid() and state <> 'idle'";
    while admin.query_one(busy, &[]).await.unwrap().get::<_, i64>(0) > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let query = "select distinct code::bigint from ai_models.error_events";
    let mut counted = Rollup::new(RollupConfig::default()).unwrap();
    for row in &admin.query(query, &[]).await.unwrap() {
        batch(row.get(0)).iter().for_each(|event| {
            counted.observe(event.as_event_ref());
        });
    }
    let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("own").await.unwrap();
    assert!(tenant.rollup().await.unwrap().save() == counted.save(), "counts are those of the events");
    assert_eq!(tenant.verify_audit().await.unwrap(), []);
}

/// Waits until clients get acknowledgements, so that a kill meets work and not the start.
async fn until_taken(shared: &Shared, what: &str) {
    let before = shared.acknowledged.lock().unwrap().len();
    for _ in 0..3_000 {
        if shared.acknowledged.lock().unwrap().len() > before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nothing was acknowledged within 30 s: {what}");
}

/// The server started again, as whoever runs it tries until it stands: what is left of the old one ends in its own time.
fn again(of_cluster: &ClusterConfig) -> Cluster {
    let mut tries = 0;
    loop {
        match run(Cluster::start(of_cluster.clone())) {
            Ok(cluster) => return cluster,
            Err(error) => assert!(tries < 40, "{error}"),
        }
        tries += 1;
        std::thread::sleep(Duration::from_millis(250));
    }
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_whoever_is_killed_or_goes_away() {
    let kills = std::env::var_os("ERRPREDICT_KILLS").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    // What the processes did is safe in the system's memory; only a loss of power is left out.
    let of_cluster = crate::common::cluster_config(folder.path().join("store"));
    let mut cluster = run(Cluster::start(of_cluster.clone())).unwrap();
    let key = run(async {
        let mut migrator = Migrator::connect(&cluster.connection(), Duration::from_secs(60)).await.unwrap();
        migrator.up(None).await.unwrap();
        let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
        give_key(&store, "own", "shop", "service", &[Role::Ingest], None).await.unwrap().1
    });
    let password = std::fs::read_to_string(folder.path().join("store/password")).unwrap();
    let connection =
        format!("host={} user=errpredict dbname=errpredict password={password}", cluster.socket().display());
    let mut service = Process::start(&connection);
    let shared = Arc::new(Shared {
        address: Mutex::new(service.address),
        key,
        next: Mutex::new(0),
        acknowledged: Mutex::default(),
        left: Mutex::new(0),
    });
    let mut numbers = Numbers(u64::from(std::process::id()));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|n| crate::common::runtime().spawn(client(shared.clone(), numbers.below(1 << 30) + n)))
        .collect();
    for round in 0..2 * kills {
        run(until_taken(&shared, &format!("round {round}")));
        std::thread::sleep(Duration::from_millis(numbers.below(400)));
        if round % 2 == 0 {
            service.kill();
            std::thread::sleep(Duration::from_millis(numbers.below(100)));
            service = Process::start(&connection);
            *shared.address.lock().unwrap() = service.address;
        } else {
            // The service is not told: it finds its database gone, and there again.
            let pid = cluster.pid().unwrap().to_string();
            Command::new("kill").args(["-9", &pid]).status().unwrap();
            std::thread::sleep(Duration::from_millis(numbers.below(300)));
            drop(cluster);
            cluster = again(&of_cluster);
        }
        run(check(&cluster, &shared));
    }
    run(until_taken(&shared, "after the last kill"));
    clients.iter().for_each(tokio::task::JoinHandle::abort);
    run(async {
        for client in clients {
            // One that found half a batch acknowledged has panicked.
            assert!(client.await.is_err_and(|error| error.is_cancelled()), "a client failed");
        }
    });
    service.kill();
    run(async {
        check(&cluster, &shared).await;
        check_counts(&cluster).await;
    });
    let (taken, left) = (shared.acknowledged.lock().unwrap().len(), *shared.left.lock().unwrap());
    assert!(taken > 4 * kills && left > kills as u64, "{taken} batches, {left} senders that went away");
    cluster.stop().unwrap();
}
