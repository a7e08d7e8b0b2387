//! What the store costs on a private cluster: starts, migration, events, predictions, a clean-up, an analysis. The first argument is
//! the number of predictions (10,000,000 where absent), the second the only part to be measured, which writes no page.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed")]

mod analysis;
mod events;
mod predictions;

use std::path::Path;
use std::time::Duration;

use errpredict_benches::{table, wall_seconds, write_page};
use errpredict_store::{Cluster, ClusterConfig, Migrator, RetentionConfig, Store, StoreConfig, Tenant};
use tokio_postgres::{Client, NoTls};

/// Rows of the page: what, measured, must.
type Rows = Vec<Vec<String>>;

fn main() {
    let predictions = std::env::args().nth(1).map_or(10_000_000, |n| n.parse().unwrap());
    let folder =
        tempfile::tempdir_in(std::env::var_os("BENCH_FOLDER").unwrap_or_else(|| "/tmp".into())).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), mode).unwrap();
    let runtime = errpredict_store::runtime().unwrap();
    let mut rows = Rows::new();
    let before = load();
    runtime.block_on(measured(folder.path(), predictions, &mut rows));
    let text = format!(
        "# The store\n\nA private cluster with the settings of PostgreSQL and `fsync`, on {cores} cores, all of it in one run. The program \
         that asks runs on the same cores as the server, and so do pgbench and `COPY`, with which it is compared. The load of the machine \
         was {before} at the beginning and {after} at the end, this bench included (means of 1, 5 and 15 minutes; what is above {cores} \
         waited).\n\n{rows}",
        cores = std::thread::available_parallelism().unwrap(),
        after = load(),
        rows = table(&["what", "measured", "must"], &rows)
    );
    if std::env::args().nth(2).is_none() {
        write_page("store", "make bench-store", &text);
    }
}

/// The system's means of waiting and running processes.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(", ")
}

fn say(rows: &mut Rows, what: &str, measured: &str, must: &str) {
    println!("{what}: {measured} (must: {must})");
    rows.push([what, measured, must].map(str::to_owned).to_vec());
}

/// A store with its superuser and the folder it stands in.
struct Bench<'a> {
    folder: &'a Path,
    cluster: Cluster,
    store: Store,
    tenant: Tenant,
    admin: Client,
}

async fn measured(folder: &Path, predictions: i64, rows: &mut Rows) {
    let config = ClusterConfig::new(folder.join("store"));
    let begin = wall_seconds();
    let cluster = Cluster::start(config.clone()).await.unwrap();
    let first = wall_seconds() - begin;
    cluster.stop().unwrap();
    let begin = wall_seconds();
    let cluster = Cluster::start(config).await.unwrap();
    let next = wall_seconds() - begin;
    say(rows, "first start / next start", &format!("{first:.2} s / {next:.2} s"), "15 s / 2 s");
    let begin = wall_seconds();
    let patience = Duration::from_secs(60);
    Migrator::connect(&cluster.connection(), patience).await.unwrap().up(None).await.unwrap();
    say(rows, "migrate from nothing", &format!("{:.2} s", wall_seconds() - begin), "5 s");

    let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap();
    let mut superuser = cluster.superuser();
    superuser.dbname("errpredict");
    let (admin, connection) = superuser.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    let bench = Bench { folder, cluster, store, tenant, admin };
    let only = std::env::args().nth(2);
    let is_wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    if is_wanted("events") {
        events::ingestion(&bench, rows).await;
        clean_up(&bench, rows).await;
    }
    if is_wanted("predictions") {
        predictions::measured(&bench, predictions, rows).await;
    }
    if only.as_deref() == Some("key") {
        predictions::fill(&bench, predictions).await;
    }
    if is_wanted("key") {
        predictions::by_key(&bench, rows).await;
    }
    bench.admin.batch_execute("truncate ai_models.error_predictions").await.unwrap();
    if is_wanted("analysis") {
        analysis::measured(&bench, rows).await;
    }
    bench.cluster.stop().unwrap();
}

/// A day of a million events and a hundred thousand predictions goes.
async fn clean_up(bench: &Bench<'_>, rows: &mut Rows) {
    events::fill_day(bench).await;
    predictions::fill(bench, 100_000).await;
    let config = RetentionConfig { counts_days: 3_000, ..RetentionConfig::default() };
    let now = events::now();
    bench.store.retire(now, &config).await.unwrap();
    bench.admin.batch_execute("checkpoint").await.unwrap();
    let count = "select (select count(*) from ai_models.error_events), (select count(*) from ai_models.error_predictions)";
    let there = bench.admin.query_one(count, &[]).await.unwrap();
    let there: (i64, i64) = (there.get(0), there.get(1));
    let begin = wall_seconds();
    let gone = bench.store.retire(now.plus_ms(98 * 86_400_000), &config).await.unwrap();
    let took = wall_seconds() - begin;
    let left = bench.admin.query_one(count, &[]).await.unwrap();
    assert_eq!((left.get::<_, i64>(0), left.get::<_, i64>(1)), (0, 0), "all of it is gone");
    let measured = format!("{took:.2} s ({} parts)", gone.parts);
    say(
        rows,
        &format!("clean-up of a day of {} events and of {} predictions", there.0, there.1),
        &measured,
        "2 s",
    );
}
