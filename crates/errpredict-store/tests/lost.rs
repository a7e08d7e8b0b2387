//! What is lost on the way: the answer of a commit, a race against another transaction, a connection that nobody hands back.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, Instant};

use errpredict::Severity;
use errpredict::vocabulary::ModelType;
use errpredict_store::{Migrator, ModelFigures, NewAlert, NewModel, STEPS, Store, StoreConfig, Tenant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio_postgres::Config;

use crate::common::log::{analysis, now};
use crate::common::{cluster, connect, database, migrated, run, superuser_of};

/// Stands between a store and its server, and loses the answer of the next commit once it is told to: what was committed is, and whoever
/// asked for it hears of a broken connection.
struct Between {
    folder: tempfile::TempDir,
    /// Commits until the one of which the answer is lost; 0 for none.
    armed: Arc<AtomicI32>,
}

impl Between {
    fn new() -> Between {
        let folder = tempfile::tempdir().unwrap();
        let armed = Arc::new(AtomicI32::new(0));
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let (server, arm) = (cluster().socket().join(".s.PGSQL.5432"), armed.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, arm) = (server.clone(), arm.clone());
                tokio::spawn(
                    async move { pass(client, UnixStream::connect(server).await.unwrap(), &arm).await },
                );
            }
        });
        Between { folder, armed }
    }

    /// The same database by this way.
    fn to(&self, owner: &Config) -> Config {
        let mut config = Config::new();
        config.host_path(self.folder.path()).user("errpredict").dbname(owner.get_dbname().unwrap());
        config.password(owner.get_password().unwrap());
        config
    }
}

async fn pass(mut client: UnixStream, mut server: UnixStream, armed: &AtomicI32) {
    let (mut asked, mut said) = ([0; 65_536], [0; 65_536]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Ok(n @ 1..) = read else { return };
                let is_commit = asked[..n].windows(7).any(|part| part == b"commit\0");
                if server.write_all(&asked[..n]).await.is_err() {
                    return;
                }
                if is_commit && armed.load(Ordering::SeqCst) > 0 && armed.fetch_sub(1, Ordering::SeqCst) == 1 {
                    // Until the server says that it is done; then both are left alone.
                    let mut all = Vec::new();
                    while !all.windows(7).any(|part| part == b"COMMIT\0") {
                        let Ok(n @ 1..) = server.read(&mut said).await else { return };
                        all.extend_from_slice(&said[..n]);
                    }
                    return;
                }
            }
            read = server.read(&mut said) => {
                let Ok(n @ 1..) = read else { return };
                if client.write_all(&said[..n]).await.is_err() {
                    return;
                }
            }
        }
    }
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

async fn tenant(owner: &Config) -> (Store, Tenant) {
    let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap().by("ada");
    (store, tenant)
}

#[test]
fn what_was_committed_and_not_heard_of_is_done_once_and_answered() {
    run(async {
        let owner = migrated().await;
        let between = Between::new();
        let (store, tenant) = tenant(&between.to(&owner)).await;
        let admin = superuser_of(&owner).await;
        let count = async |table: &str| {
            admin.query_one(&format!("select count(*) from {table}"), &[]).await.unwrap().get::<_, i64>(0)
        };
        let arm = || between.armed.store(1, Ordering::SeqCst);
        let is_spent = || between.armed.load(Ordering::SeqCst) == 0;

        arm();
        let id = tenant.register_model(&model(), b"m").await.unwrap();
        assert!(is_spent() && tenant.model(id).await.unwrap().is_some());
        assert_eq!(count("ai_models.ml_models").await, 1);

        let found = analysis();
        store.make_parts_ahead(now()).await.unwrap();
        let mut done = 0;
        // Whichever of its commits it is: parts that are made, what was found, what came back.
        for place in 1..=8 {
            let runs = count("ai_models.ml_pipeline_logs").await;
            between.armed.store(place, Ordering::SeqCst);
            let written = tenant.write_analysis(&found).await;
            if is_spent() {
                done += 1;
            }
            between.armed.store(0, Ordering::SeqCst);
            assert!(written.is_ok(), "{place}: {written:?}");
            assert_eq!(count("ai_models.ml_pipeline_logs").await, runs + 1, "{place}");
        }
        assert!(done >= 2, "{done}");

        let alert = NewAlert {
            kind: "anomaly".to_owned(),
            about: "checkout".to_owned(),
            key: "k".to_owned(),
            severity: Severity::High,
            opened_at: now(),
            escalate_at: None,
            silenced: false,
            fired: serde_json::json!({}),
        };
        arm();
        let opened = tenant.open_alert(&alert, &[]).await.unwrap();
        assert!(is_spent() && opened.is_some(), "it is this one's own");
        assert_eq!(tenant.open_alert(&alert, &[]).await.unwrap(), None, "one goes on");

        arm();
        let ada = tenant.create_principal("ada", "person", &["admin"]).await.unwrap();
        assert!(is_spent() && tenant.principal(ada).await.unwrap().is_some());
        let session = uuid::Uuid::from_u128(5);
        let later = errpredict::Timestamp::clamped(jiff::Timestamp::now().as_millisecond() + 86_400_000);
        tenant.begin_session(ada, session, &[2; 32], later, None).await.unwrap();
        arm();
        let renewed = tenant.renew_session(&[2; 32], &[3; 32], later).await.unwrap();
        assert!(is_spent() && renewed.is_some(), "nobody stole it");
        assert!(tenant.session(session, ada).await.unwrap().is_some());
        assert!(
            tenant.renew_session(&[2; 32], &[4; 32], later).await.unwrap().is_none(),
            "this one was stolen"
        );
        assert!(tenant.session(session, ada).await.unwrap().is_none());
    });
}

/// Two transactions that wait for each other: the one that PostgreSQL ends is done again, and nobody hears of it.
#[test]
fn a_deadlock_is_done_again() {
    run(async {
        let owner = migrated().await;
        let (_, tenant) = tenant(&owner).await;
        let id = tenant.register_model(&model(), b"m").await.unwrap();
        let mut admin = superuser_of(&owner).await;
        // The other side does not look for a deadlock while this test lasts.
        admin.batch_execute("set deadlock_timeout = '60s'").await.unwrap();
        let other = admin.transaction().await.unwrap();
        other.batch_execute("select 1 from ai_models.ml_models for update").await.unwrap();
        let promote = tokio::spawn({
            let tenant = tenant.clone();
            async move { tenant.promote_model(id).await }
        });
        // It has its own lock by name, and waits for the row.
        let watch = superuser_of(&owner).await;
        let waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while watch.query_one(waiting, &[]).await.unwrap().get::<_, i64>(0) == 0 {}
        let lock = format!(
            "select pg_advisory_xact_lock(hashtextextended('errpredict model ' || '{}'::uuid || 'm', 0))",
            tenant.id()
        );
        other.batch_execute(&lock).await.unwrap();
        let ended: i64 = watch
            .query_one("select deadlocks from pg_stat_database where datname = current_database()", &[])
            .await
            .unwrap()
            .get(0);
        other.commit().await.unwrap();
        promote.await.unwrap().unwrap();
        assert_eq!(tenant.active_model("m").await.unwrap().unwrap().id, id, "{ended} deadlocks");
    });
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test of how long it waits")]
fn a_pool_that_is_in_use_says_so_after_one_wait() {
    run(async {
        let owner = migrated().await;
        let wait = Duration::from_millis(300);
        let config = StoreConfig { max_connections: 1, wait, ..StoreConfig::default() };
        let store = Store::connect(owner.clone(), &config).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let mut admin = superuser_of(&owner).await;
        let held = admin.transaction().await.unwrap();
        held.batch_execute("lock table ai_models.ml_models in access exclusive mode").await.unwrap();
        let busy = tokio::spawn({
            let tenant = tenant.clone();
            async move { tenant.models_of_name("m").await }
        });
        while store.connections().0 == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let begin = Instant::now();
        let read = tenant.audit_entries(None, 1).await.unwrap_err();
        let written = tenant.register_model(&model(), b"m").await.unwrap_err();
        assert!(begin.elapsed() < 4 * wait, "{:?}: it waited again and again", begin.elapsed());
        for refused in [read, written] {
            assert_eq!(refused.code(), "unavailable", "{refused}");
            assert!(refused.to_string().contains("all connections to the database are in use"), "{refused}");
        }
        held.commit().await.unwrap();
        busy.await.unwrap().unwrap();
        tenant.audit_entries(None, 1).await.unwrap();
    });
}

#[test]
fn a_statement_that_takes_too_long_is_ended_and_the_connection_goes_on() {
    run(async {
        let owner = migrated().await;
        for pooled in [false, true] {
            let statement = Duration::from_millis(300);
            let config = StoreConfig { statement, pooled, ..StoreConfig::default() };
            let store = Store::connect(owner.clone(), &config).await.unwrap();
            let tenant = store.tenant_named("acme").await.unwrap();
            let mut admin = superuser_of(&owner).await;
            let held = admin.transaction().await.unwrap();
            held.batch_execute("lock table ai_models.ml_models in access exclusive mode").await.unwrap();
            for refused in [
                tenant.models_of_name("m").await.unwrap_err(),
                tenant.register_model(&model(), b"m").await.unwrap_err(),
            ] {
                assert_eq!(refused.code(), "unavailable", "{refused}");
                assert!(refused.to_string().contains("statement timeout"), "{refused}");
            }
            held.commit().await.unwrap();
            assert!(tenant.models_of_name("m").await.unwrap().is_empty());
            assert_eq!(store.connections().0, 0, "none is held");
        }
    });
}

#[test]
fn a_database_that_is_some_steps_behind_is_told_clearly() {
    run(async {
        let owner = database("template1").await;
        let none = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap_err();
        assert!(none.code() == "not_found" && none.message().contains("not migrated"), "{none}");
        // The last two steps are ones that it gets along without.
        let last = STEPS[STEPS.len() - 5];
        let mut migrator = Migrator::connect(&owner, Duration::from_secs(60)).await.unwrap();
        migrator.up(Some(last.version)).await.unwrap();
        let behind = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap_err();
        assert_eq!(behind.code(), "unsupported_version", "{behind}");
        let next = STEPS[STEPS.len() - 4];
        let said = format!("2 steps behind this program, from step {} (`{}`) on", next.version, next.name);
        assert!(behind.message().contains(&said), "{behind}");
        assert!(behind.message().contains("errpredict migrate up"), "{behind}");
        migrator.up(Some(STEPS[STEPS.len() - 3].version)).await.unwrap();
        Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        migrator.up(None).await.unwrap();
        // A newer program was here: this one goes on until it is replaced.
        let newer = "insert into ai_platform.migrations (version, name, checksum) values (4711, 'x', 'x')";
        connect(&owner).await.batch_execute(newer).await.unwrap();
        Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
    });
}

#[test]
fn a_server_that_does_not_answer_is_not_waited_for() {
    run(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut config = Config::new();
        config.host("127.0.0.1").port(port).user("u").dbname("d");
        // It takes every connection and says nothing.
        let migrator = Migrator::connect(&config, Duration::from_secs(1)).await.unwrap_err();
        assert_eq!(migrator.code(), "unavailable", "{migrator}");
        assert!(migrator.message().contains("did not answer within 10 s"), "{migrator}");
        drop(listener);
    });
}
