//! PostgreSQL and the writer are killed (`kill -9`) at random moments. Another process looks at what is there then: what was
//! acknowledged is there once, what was not is there whole or not at all, and counts, audit chain and models fit to it.
//!
//! Five kills of each in `make test`; `ERRPREDICT_KILLS=200` for more.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use errpredict::vocabulary::ModelType;
use errpredict::{Event, Rollup, RollupConfig, Severity};
use errpredict_store::{
    Cluster, Connection, IngestConfig, Migrator, ModelFigures, NewModel, Store, StoreConfig, Tenant,
};

use crate::common::log::{Numbers, now};
use crate::common::{connect, run};

/// What tells the writer where to write.
const CONNECTION: &str = "ERRPREDICT_TEST_CONNECTION";
const EVENTS: i64 = 50;

fn batch(i: i64) -> Vec<Event> {
    let event = |k: i64| Event {
        code: Some(i.to_string()),
        ..Event::new(now().plus_ms(-i * 60_000 - k), "checkout", Severity::High, "E")
    };
    (0..EVENTS).map(event).collect()
}

fn model() -> NewModel {
    NewModel {
        name: "m".to_owned(),
        model_type: ModelType::ErrorClassifier,
        service: None,
        algorithm: "logistic".to_owned(),
        config: serde_json::json!({}),
        sample_count: None,
        feature_count: None,
        figures: ModelFigures::default(),
    }
}

/// The writer: a process of its own, run by the test below. It says what was acknowledged, line by line.
#[test]
#[ignore = "run as a process of its own by the tests of this file"]
fn the_writer() {
    let Some(connection) = std::env::var_os(CONNECTION).and_then(|text| text.into_string().ok()) else {
        return;
    };
    let (connection, from) = connection.split_once('|').unwrap();
    run(async {
        let store =
            Store::connect(Connection::parse(connection).unwrap(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        for i in from.parse::<i64>().unwrap().. {
            tenant
                .ingest(batch(i), Some(&format!("batch {i}")), now(), &IngestConfig::default())
                .await
                .unwrap();
            say(&format!("stored {i}"));
            let id = tenant.register_model(&model(), &[0; 64]).await.unwrap();
            tenant.promote_model(id).await.unwrap();
            say(&format!("promoted {id}"));
        }
    });
}

#[expect(clippy::print_stdout, reason = "read by the process that started this one")]
fn say(line: &str) {
    println!("\n{line}");
    std::io::stdout().flush().unwrap();
}

/// A writer, and what it has acknowledged so far.
struct Writer {
    child: Child,
    lines: std::sync::mpsc::Receiver<String>,
}

impl Writer {
    fn start(connection: &str, from: i64) -> Writer {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kills::the_writer", "--ignored", "--nocapture"])
            .env(CONNECTION, format!("{connection}|{from}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let (sender, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Writer { child, lines }
    }

    fn end(mut self) -> Vec<String> {
        // It may have ended by itself when its server went away.
        let _ = self.child.kill();
        self.child.wait().unwrap();
        self.lines.iter().collect()
    }
}

struct Checker {
    acknowledged: BTreeSet<i64>,
    promoted: Option<String>,
}

impl Checker {
    fn note(&mut self, lines: &[String]) {
        for line in lines {
            if let Some(i) = line.strip_prefix("stored ") {
                self.acknowledged.insert(i.parse().unwrap());
            }
            if let Some(id) = line.strip_prefix("promoted ") {
                self.promoted = Some(id.to_owned());
            }
        }
    }

    /// Looks at everything with a connection of its own, past the code that wrote it.
    async fn check(&self, cluster: &Cluster, tenant: &Tenant) {
        let mut superuser = cluster.superuser();
        superuser.dbname("errpredict");
        let admin = connect(&superuser).await;
        // Whoever was killed may still have a transaction on its way.
        let busy = "select count(*) from pg_stat_activity where datname = 'errpredict' and pid <> pg_backend_pid() and state <> 'idle'";
        while admin.query_one(busy, &[]).await.unwrap().get::<_, i64>(0) > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let rows = admin
            .query(
                "select code::bigint, count(*), count(distinct id) from ai_models.error_events group by 1",
                &[],
            )
            .await
            .unwrap();
        let mut stored = BTreeSet::new();
        for row in &rows {
            let (i, events, ids): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
            assert_eq!((events, ids), (EVENTS, EVENTS), "batch {i} is whole and there once");
            stored.insert(i);
        }
        let lost: Vec<_> = self.acknowledged.difference(&stored).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        let mut counted = Rollup::new(RollupConfig::default()).unwrap();
        for event in stored.iter().flat_map(|i| batch(*i)) {
            counted.observe(event.as_event_ref());
        }
        assert!(tenant.rollup().await.unwrap().save() == counted.save(), "counts are those of the events");
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
        let audited: i64 = admin
            .query_one("select count(*) from ai_models.audit_log where action = 'ingest'", &[])
            .await
            .unwrap()
            .get(0);
        assert_eq!(audited, stored.len() as i64, "one entry a batch");
        let models = "select count(*) filter (where stage = 'active'), count(*) filter (where (stage = 'active') <> (status = 'active')),
            coalesce(max(version) filter (where stage = 'active'), 0), (select version from ai_models.ml_models where id::text = $1)
            from ai_models.ml_models";
        let row = admin.query_one(models, &[&self.promoted.as_deref().unwrap_or_default()]).await.unwrap();
        let (active, half): (i64, i64) = (row.get(0), row.get(1));
        assert!(active <= 1 && half == 0, "{active} models answer, {half} are half promoted");
        if let Some(version) = row.get::<_, Option<i32>>(3) {
            assert_eq!(active, 1);
            assert!(row.get::<_, i32>(2) >= version, "a promotion that was acknowledged was lost");
        }
    }
}

fn kill(pid: u32) {
    Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_whatever_is_killed() {
    let kills = std::env::var_os("ERRPREDICT_KILLS").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    // What the processes did is safe in the system's memory; only a loss of power is left out.
    let config = crate::common::cluster_config(folder.path().join("store"));
    let mut cluster = run(Cluster::start(config.clone())).unwrap();
    run(async {
        Migrator::connect(&cluster.connection(), Duration::from_secs(60))
            .await
            .unwrap()
            .up(None)
            .await
            .unwrap()
    });
    let password = fs::read_to_string(folder.path().join("store/password")).unwrap();
    let connection =
        format!("host={} user=errpredict dbname=errpredict password={password}", cluster.socket().display());
    let mut numbers = Numbers(u64::from(std::process::id()));
    let mut checker = Checker { acknowledged: BTreeSet::new(), promoted: None };
    for round in 0..2 * kills {
        let from = checker.acknowledged.last().map_or(0, |last| last + 1);
        let writer = Writer::start(&connection, from);
        // From the first acknowledgement on, so that the kill meets work and not the start.
        let first = writer.lines.iter().find(|line| line.starts_with("stored")).unwrap();
        checker.note(&[first]);
        std::thread::sleep(Duration::from_millis(numbers.below(400)));
        if round % 2 == 0 {
            kill(cluster.pid().unwrap());
            std::thread::sleep(Duration::from_millis(numbers.below(100)));
        }
        checker.note(&writer.end());
        if round % 2 == 0 {
            drop(cluster);
            cluster = run(Cluster::start(config.clone())).unwrap();
        }
        run(async {
            let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
            checker.check(&cluster, &store.tenant_named("acme").await.unwrap()).await;
        });
    }
    assert!(checker.acknowledged.len() > 2 * kills, "{} batches in all", checker.acknowledged.len());
    cluster.stop().unwrap();
}
