//! One private cluster for all tests of this run, and a database for each, made from one that is migrated.

pub(crate) mod log;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use errpredict::{Event, Timestamp};
use errpredict_store::{Cluster, ClusterConfig, IngestConfig, Migrator, Store, StoreConfig, Tenant};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, Config, NoTls};

/// One runtime for all tests: the threads of one that ended would take the connections with them.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
    })
}

/// Runs a test.
pub(crate) fn run<T>(test: impl Future<Output = T>) -> T {
    runtime().block_on(test)
}

/// A cluster in a folder, not safe against a loss of power, of the PostgreSQL that `ERRPREDICT_TEST_POSTGRES` names (the folder of its
/// programs), else of this machine's own.
pub(crate) fn cluster_config(folder: impl Into<PathBuf>) -> ClusterConfig {
    let programs = std::env::var_os("ERRPREDICT_TEST_POSTGRES").map(PathBuf::from);
    // Services that tests began go on to the end of the process, each with its connections.
    ClusterConfig { durable: false, programs, max_connections: 400, ..ClusterConfig::new(folder) }
}

/// The cluster of this run. Whatever ends the run, it is stopped and its folder removed: a shell waits for the end of a pipe
/// that this process holds.
pub(crate) fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let folder = tempfile::Builder::new().prefix("errpredict-jobs-").tempdir().unwrap().keep();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&folder, mode).unwrap();
        let config = cluster_config(folder.join("c"));
        // A thread of its own: the first test may be inside the runtime already.
        let cluster = std::thread::spawn(|| run(Cluster::start(config)).unwrap()).join().unwrap();
        let end = "read x; kill -QUIT $0 2>/dev/null; while kill -0 $0 2>/dev/null; do sleep 0.05; done; rm -rf \"$1\"";
        let pid = cluster.pid().unwrap().to_string();
        let watcher = Command::new("sh")
            .args(["-c", end, &pid, folder.to_str().unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::mem::forget(watcher);
        run_apart(migrated_template(cluster.superuser(), cluster.connection()));
        cluster
    })
}

/// Runs a future on the runtime from wherever this is called.
fn run_apart<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    std::thread::spawn(|| run(future)).join().unwrap()
}

async fn migrated_template(superuser: Config, mut owner: Config) {
    let admin = connect(&superuser).await;
    admin.batch_execute("create database migrated owner errpredict").await.unwrap();
    owner.dbname("migrated");
    Migrator::connect(&owner, Duration::from_secs(60)).await.unwrap().up(None).await.unwrap();
}

/// A connection that ends with its client.
pub(crate) async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// A migrated database of its own; how its owner connects.
pub(crate) async fn migrated() -> Config {
    let template = "migrated";
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let cluster = cluster();
    let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let admin = connect(&cluster.superuser()).await;
    // Another test may copy the template at this moment.
    let make = format!("create database {name} owner errpredict template {template}");
    for attempt in 0.. {
        match admin.batch_execute(&make).await {
            Ok(()) => break,
            Err(error) if attempt < 1_200 && error.to_string().contains("being accessed") => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(error) => panic!("{error}: {:?}", error.as_db_error()),
        }
    }
    let mut config = cluster.connection();
    config.dbname(&name);
    config
}

/// The superuser in the database of a test.
pub(crate) async fn superuser_of(owner: &Config) -> Client {
    let mut config = cluster().superuser();
    config.dbname(owner.get_dbname().unwrap());
    connect(&config).await
}

/// A store on a database of its own, with one tenant.
pub(crate) async fn store() -> (Config, Store, Tenant) {
    let owner = migrated().await;
    let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap();
    (owner, store, tenant)
}

/// Puts a log into a store, with its counts.
pub(crate) async fn put(tenant: &Tenant, events: Vec<Event>, now: Timestamp) {
    let config = IngestConfig::default();
    for (i, batch) in events.chunks(5_000).enumerate() {
        let key = format!("batch {i} {}", batch.len());
        let done = tenant.ingest(batch.to_vec(), Some(&key), now, &config).await.unwrap();
        assert_eq!(done.refused.len(), 0, "{:?}", done.refused.first());
    }
}

/// What a query of one number says.
pub(crate) async fn number(client: &Client, text: &str) -> i64 {
    client.query_one(&format!("select ({text})::bigint"), &[]).await.unwrap().get(0)
}

/// How another process connects.
pub(crate) fn as_text(owner: &Config) -> String {
    let host = match &owner.get_hosts()[0] {
        tokio_postgres::config::Host::Tcp(name) => name.clone(),
        tokio_postgres::config::Host::Unix(folder) => folder.display().to_string(),
    };
    let password = String::from_utf8(owner.get_password().unwrap().to_vec()).unwrap();
    format!(
        "host={host} port={} user={} dbname={} password={password}",
        owner.get_ports().first().copied().unwrap_or(5432),
        owner.get_user().unwrap(),
        owner.get_dbname().unwrap(),
    )
}
