//! What the service costs on a private cluster with a million predictions: lists and details beside pgbench, the same from what is
//! kept ready, ingestion beside the store's own, one event to its prediction, idle memory, overload.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed")]

mod load;

use std::io::BufRead as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use errpredict::Timestamp;
use errpredict_benches::{table, wall_seconds, write_page};
use errpredict_server::{Config, Service, first_admin, listen};
use errpredict_store::{Cluster, ClusterConfig, Connection, IngestConfig, Migrator, Store, StoreConfig};
use load::{Asked, Load, load, request};

/// Seconds of each load.
const SECONDS: f64 = 5.0;
/// Rows in the table.
const PREDICTIONS: i64 = 1_000_000;
const CONNECTIONS: usize = 8;
/// Events of a batch that comes in.
const BATCH: usize = 1_000;

fn main() {
    let runtime = errpredict_store::runtime().unwrap();
    if std::env::args().nth(1).as_deref() == Some("serve") {
        runtime.block_on(serve());
        return;
    }
    let folder =
        tempfile::tempdir_in(std::env::var_os("BENCH_FOLDER").unwrap_or_else(|| "/tmp".into())).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), mode).unwrap();
    let rows = runtime.block_on(measured(folder.path()));
    let text = format!(
        "# The service\n\nA release build on a private cluster with the settings of PostgreSQL and `fsync`, on {} cores, all of it in one run: \
         the service, PostgreSQL and whoever asks share the cores. Lists are 20 rows of {PREDICTIONS} predictions over 90 days.\n\n{}",
        std::thread::available_parallelism().unwrap(),
        table(&["what", "measured", "must", "goal"], &rows)
    );
    write_page("service", "make bench-service", &text);
}

/// The service as a process of its own: database and settings come by the environment.
async fn serve() {
    let url = std::env::args().nth(2).unwrap();
    let connection = Connection::parse(&url).unwrap();
    let store = Store::connect(connection.clone(), &StoreConfig::default()).await.unwrap();
    let config = Config::read(None, std::env::vars()).unwrap();
    let listener = listen(config.address).await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    Service::new(store, config, Some(connection))
        .unwrap()
        .serve(listener, std::future::pending())
        .await
        .unwrap();
}

struct Served {
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn start(url: &str, settings: &[(&str, &str)]) -> Served {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["serve", url])
        .env("ERRPREDICT_SERVER_ADDRESS", "127.0.0.1:0")
        .env("ERRPREDICT_AUTH_SECRET", SECRET)
        .envs(
            ["PRINCIPAL", "TENANT", "ADDRESS"]
                .map(|whose| (format!("ERRPREDICT_LIMITS_{whose}_PER_MINUTE"), "0")),
        )
        .envs(settings.iter().copied())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    std::io::BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    Served { child, address: address.trim().to_owned() }
}

fn resident_mb(child: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().split(' ').next().unwrap().parse::<f64>().unwrap() / 1e3
}

type Rows = Vec<Vec<String>>;

fn say(rows: &mut Rows, what: &str, measured: String, must: &str, goal: &str) {
    println!("{what}: {measured} (must {must}, goal {goal})");
    rows.push(vec![what.to_owned(), measured, must.to_owned(), goal.to_owned()]);
}

fn same(method: &str, path: &str, token: &str) -> Asked {
    let text = request(method, path, token, b"");
    Arc::new(move |_, _| text.clone())
}

async fn measured(folder: &Path) -> Rows {
    let mut rows = Rows::new();
    let cluster = Cluster::start(ClusterConfig::new(folder.join("store"))).await.unwrap();
    Migrator::connect(&cluster.connection(), Duration::from_secs(60)).await.unwrap().up(None).await.unwrap();
    let password = std::fs::read_to_string(folder.join("store/password")).unwrap();
    let host = cluster.socket().to_str().unwrap().to_owned();
    let url = format!("host={host} user=errpredict password={} dbname=errpredict", password.trim());
    let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
    let key = first_admin(&store, "default").await.unwrap().unwrap();
    fill(&cluster).await;

    let plain = start(&url, &[("ERRPREDICT_CACHE_PREDICTIONS_S", "0")]);
    let token = token(&plain.address, &key);
    std::thread::sleep(Duration::from_secs(2));
    say(&mut rows, "idle memory", format!("{:.1} MB", resident_mb(&plain.child)), "60 MB", "25 MB");
    let list = "predictions/?hours=87840";
    let id = first_id(&plain.address, list, &token);
    let detail = format!("predictions/{id}/");
    let tenant = store.tenants().await.unwrap().remove(0).0;
    let script = script(folder, &tenant.to_string(), &id);
    for (what, path) in
        [("GET list of 20, nothing kept ready", list), ("GET detail, nothing kept ready", &detail)]
    {
        let theirs = pgbench(&cluster, &script, password.trim());
        let ours = blocking(&plain.address, &same("GET", path, &token)).await;
        say(
            &mut rows,
            &format!("{what}, 8 connections, against pgbench's prepared select of a row by key"),
            format!(
                "{:.2} times ({:.0} a second, pgbench {theirs:.0}), p99 {:.1} ms; whoever asks takes {:.0} % of the cores",
                ours.rate / theirs,
                ours.rate,
                ours.p99_ms,
                ours.share * 100.0
            ),
            "0.12 times, 20 ms",
            "0.4 times, 5 ms",
        );
    }
    let kept = start(&url, &[]);
    std::thread::sleep(Duration::from_secs(1));
    let ours = blocking(&kept.address, &same("GET", list, &token)).await;
    let measured = format!(
        "{:.0} a second, p99 {:.1} ms; whoever asks takes {:.0} %",
        ours.rate,
        ours.p99_ms,
        ours.share * 100.0
    );
    say(&mut rows, "the list of 20 that is kept ready", measured, "8,000 a second", "20,000 a second");
    drop(kept);

    let own = stored(&store).await;
    let key_of_bench = key.clone();
    let batch: Asked = Arc::new(move |connection, place| {
        request("POST", "ingest/events/", &key_of_bench, lines(connection, place).as_bytes())
    });
    let address = plain.address.clone();
    let ours = tokio::task::spawn_blocking(move || load(&address, 2, SECONDS, &batch)).await.unwrap();
    let rate = ours.rate * BATCH as f64;
    say(
        &mut rows,
        &format!(
            "NDJSON in batches of {BATCH}, 2 connections, durable when answered, against the store's own rate with the same batches"
        ),
        format!("{:.2} times ({rate:.0} events a second, the store {own:.0})", rate / own),
        "0.5 times",
        "0.8 times",
    );
    drop(plain);

    let small =
        start(&url, &[("ERRPREDICT_CACHE_PREDICTIONS_S", "0"), ("ERRPREDICT_SERVER_MAX_IN_FLIGHT", "8")]);
    let calm = blocking(&small.address, &same("GET", list, &token)).await;
    let address = small.address.clone();
    let asked = same("GET", list, &token);
    let pressed =
        tokio::task::spawn_blocking(move || load(&address, CONNECTIONS * 10, SECONDS, &asked)).await.unwrap();
    say(
        &mut rows,
        "ten times as many connections as requests that are worked on at the same time: p99 of those that were answered",
        format!(
            "{:.1} times ({:.1} ms, {:.1} ms without); {} answered, {} told to come again",
            pressed.p99_ms / calm.p99_ms,
            pressed.p99_ms,
            calm.p99_ms,
            pressed.ok,
            pressed.too_many
        ),
        "429, 3 times",
        "2 times",
    );
    drop(small);
    cluster.stop().unwrap();
    rows
}

async fn blocking(address: &str, asked: &Asked) -> Load {
    let (address, asked) = (address.to_owned(), asked.clone());
    tokio::task::spawn_blocking(move || load(&address, CONNECTIONS, SECONDS, &asked)).await.unwrap()
}

fn ask(address: &str, request: &[u8]) -> serde_json::Value {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let body = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    serde_json::from_slice(&all[body..]).unwrap()
}

fn token(address: &str, key: &str) -> String {
    let body = serde_json::json!({"key": key}).to_string();
    let answer = ask(address, &request("POST", "auth/token/", "", body.as_bytes()));
    answer["access"].as_str().unwrap().to_owned()
}

fn first_id(address: &str, list: &str, token: &str) -> String {
    ask(address, &request("GET", list, token, b""))["results"][0]["id"].as_str().unwrap().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "events of now, so that they are kept")]
fn wall_clock() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::clamped(i64::try_from(since.as_millis()).unwrap())
}

/// Events that come in: their times are now, so that they are kept.
fn lines(connection: usize, place: usize) -> String {
    let now = wall_clock();
    let mut text = String::new();
    for i in 0..BATCH {
        let at = now.plus_ms(-(i as i64));
        text.push_str(&format!(
            "{{\"timestamp\":\"{at}\",\"service\":\"service-{}\",\"severity\":\"error\",\"error_type\":\"TimeoutError\",\
             \"message\":\"no answer from 10.0.{connection}.{i} after {place} ms\"}}\n",
            i % 20
        ));
    }
    text
}

/// Events a second that the store takes by itself, in the same batches, two at the same time.
async fn stored(store: &Store) -> f64 {
    let tenant = store.tenant_named("own").await.unwrap();
    let begin = wall_seconds();
    let asking = (0..2).map(|connection| {
        let tenant = tenant.clone();
        tokio::spawn(async move {
            let mut n = 0;
            while wall_seconds() - begin < SECONDS {
                let text = lines(connection + 10, n);
                let read = errpredict_io::read_bytes(
                    "b",
                    text.as_bytes(),
                    &errpredict_io::ReadOptions::default(),
                    BATCH,
                )
                .unwrap();
                let now = wall_clock();
                let answer = tenant.ingest(read.0, None, now, &IngestConfig::default()).await.unwrap();
                assert_eq!(answer.stored, BATCH);
                n += 1;
            }
            n * BATCH
        })
    });
    let asking: Vec<_> = asking.collect();
    let mut all = 0;
    for one in asking {
        all += one.await.unwrap();
    }
    all as f64 / (wall_seconds() - begin)
}

/// Predictions of a hundred services over 90 days, as `bench-store` has them.
async fn fill(cluster: &Cluster) {
    let mut superuser = cluster.superuser();
    superuser.dbname("errpredict");
    let (admin, connection) = superuser.connect(tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let fill = format!(
        "select ai_platform.make_part('error_predictions', d::date) from generate_series('2026-08-20'::timestamp, '2026-11-24', '1 day') d;
        set session_replication_role = replica;
        insert into ai_models.error_predictions (tenant_id, id, key, at, due_at, service, target, horizon_minutes, basis, probability, lower,
            upper, level, usual, band, threshold, alert, severity, factors, raw_log_odds, n_spans, actually_occurred, resolved_at)
        select (select id from ai_platform.tenants where name = 'default'),
            (lpad(to_hex((extract(epoch from a) * 1000)::bigint), 12, '0') || '8' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid,
            substr(md5((x.n % 1200)::text), 1, 16), a, a + interval '2 hours', 'service-' || x.n % 100, 'burst', 120, 'model', p, p * 0.8,
            p + (1 - p) * 0.2, 0.9, 0.02, 'low', 0.7, p > 0.7, 'high',
            '[[\"errors lately\", 0.31, \"\", []], [\"hour of day\", -0.12, \"\", []]]'::jsonb, ln(p / (1 - p)), 2520.6,
            case when a < '2026-11-23 10:00Z' then false end, case when a < '2026-11-23 10:00Z' then a end
        from (select n, md5(n::text) as h, timestamptz '2026-11-23 12:00Z' - (n / 100) * interval '90 days' * 100 / {PREDICTIONS} as a,
            0.0001 + 0.75 * ((n::bigint * 7919) % 10007) / 10007.0 as p from generate_series({PREDICTIONS} - 1, 0, -1) n) x order by a, h;
        set session_replication_role = origin"
    );
    admin.batch_execute(&fill).await.unwrap();
    admin.batch_execute("vacuum analyze ai_models.error_predictions").await.unwrap();
    admin.batch_execute("checkpoint").await.unwrap();
}

/// pgbench's statement: the same row by its key.
fn script(folder: &Path, tenant: &str, id: &str) -> std::path::PathBuf {
    let path = folder.join("one.sql");
    let ms = i64::from_str_radix(&id.replace('-', "")[..12], 16).unwrap();
    let at = Timestamp::clamped(ms);
    let text = format!(
        "select * from ai_models.error_predictions where tenant_id = '{tenant}' and at = '{at}' and id = '{id}';\n"
    );
    std::fs::write(&path, text).unwrap();
    path
}

fn pgbench(cluster: &Cluster, script: &Path, password: &str) -> f64 {
    let output = Command::new(cluster.binaries().folder().join("pgbench"))
        .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", &format!("{SECONDS:.0}"), "-f"])
        .arg(script)
        .args(["-h", cluster.socket().to_str().unwrap(), "-U", "postgres", "errpredict"])
        .env("PGPASSWORD", password)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let tps = told.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.unwrap_or_else(|| panic!("{told}{}", String::from_utf8_lossy(&output.stderr)))
}
