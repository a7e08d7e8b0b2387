//! What the service costs over HTTP: the release program `errpredict serve` on a private cluster with a million predictions, asked by this
//! program on the same cores. The first argument is the number of predictions (1,000,000 where absent).
//!
//! Needs the program beside it: `make bench-service` builds both.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed")]

mod ingest;
mod load;
mod reads;
mod served;

use std::path::Path;
use std::time::Duration;

use errpredict_benches::{table, write_page};
use errpredict_store::{Cluster, ClusterConfig, Migrator, Store, StoreConfig, Tenant};
use tokio_postgres::{Client, NoTls};

use crate::served::Served;

/// Rows of the page: what, measured, must, goal.
type Rows = Vec<Vec<String>>;

/// A private cluster, what stands in it, and the key of its first admin.
struct Bench<'a> {
    folder: &'a Path,
    cluster: Cluster,
    tenant: Tenant,
    admin: Client,
    url: String,
    token: String,
}

fn main() {
    let predictions = std::env::args().nth(1).map_or(1_000_000, |n| n.parse().unwrap());
    let folder =
        tempfile::tempdir_in(std::env::var_os("BENCH_FOLDER").unwrap_or_else(|| "/tmp".into())).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), mode).unwrap();
    let before = loadavg();
    let mut rows = Rows::new();
    errpredict_store::runtime().unwrap().block_on(measured(folder.path(), predictions, &mut rows));
    let text = format!(
        "# The service\n\nThe release program `errpredict serve` on a private PostgreSQL with its own settings and `fsync`, {predictions} \
         predictions stored over 90 days, on {cores} cores. What asks runs on the same cores: HTTP/1.1 with connections that stay open, a \
         thread each. CPU is time of the processor of the asking program, of the service and of all of PostgreSQL, in that order, as shares \
         of what the cores had. The load of the machine was {before} at the beginning and {after} at the end, this bench included (means of \
         1, 5 and 15 minutes; what is above {cores} waited).\n\n{rows}",
        cores = std::thread::available_parallelism().unwrap(),
        after = loadavg(),
        rows = table(&["what", "measured", "must", "goal"], &rows)
    );
    write_page("service", "make bench-service", &text);
}

fn loadavg() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(", ")
}

fn say(rows: &mut Rows, what: &str, measured: &str, must: &str, goal: &str) {
    println!("{what}: {measured} (must: {must}; goal: {goal})");
    rows.push([what, measured, must, goal].map(str::to_owned).to_vec());
}

async fn measured(folder: &Path, predictions: i64, rows: &mut Rows) {
    let cluster = Cluster::start(ClusterConfig::new(folder.join("store"))).await.unwrap();
    let patience = Duration::from_secs(60);
    Migrator::connect(&cluster.connection(), patience).await.unwrap().up(None).await.unwrap();
    let password = std::fs::read_to_string(folder.join("store/password")).unwrap();
    let socket = cluster.socket().display().to_string().replace('/', "%2F");
    let url = format!("postgresql://errpredict:{password}@/errpredict?host={socket}");
    let mut superuser = cluster.superuser();
    superuser.dbname("errpredict");
    let (admin, connection) = superuser.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    // Its first start makes the tenant and its admin.
    let first = Served::start(&url, &[]);
    std::thread::sleep(Duration::from_secs(5));
    let idle = format!("{:.1} MB (unique to it {:.1} MB)", first.resident_mb(), first.unique_mb());
    say(rows, "idle memory of the program, five seconds after its start", &idle, "60 MB", "25 MB");
    let token = first.token();
    first.end();
    let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("default").await.unwrap();
    let bench = Bench { folder, cluster, tenant, admin, url, token };
    reads::fill(&bench, predictions).await;
    reads::measured(&bench, rows).await;
    ingest::measured(&bench, rows).await;
    bench.cluster.stop().unwrap();
}
