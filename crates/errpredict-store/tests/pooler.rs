//! pgbouncer in transaction mode between the store and its server: `make test-long`, which installs it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use errpredict::Event;
use errpredict_store::{Connection, IngestConfig, Page, PredictionFilter, Store, StoreConfig, Tenant};

use crate::common::log::{analysis, events, now, rollup};
use crate::common::{cluster, connect, migrated, run};

#[test]
#[ignore = "needs pgbouncer: make test-long"]
fn two_sessions_of_a_server_are_enough_for_twenty_of_ours() {
    run(async {
        let owner = migrated().await;
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let password = String::from_utf8(owner.get_password().unwrap().to_vec()).unwrap();
        let (place, socket) = (folder.path().display(), cluster().socket().display());
        let ini = format!(
            "[databases]\n* = host={socket} port=5432\n[pgbouncer]\nlisten_port = 6543\nunix_socket_dir = {place}\nauth_type = plain\n\
             auth_file = {place}/users\npool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 100\nlogfile = {place}/log\n\
             pidfile = {place}/pid\nignore_startup_parameters = extra_float_digits\nmax_prepared_statements = 0\n"
        );
        // 1.18 does not know the last line, and newer ones keep prepared statements where it is not there.
        let version = Command::new("pgbouncer").arg("--version").output().unwrap();
        let version = String::from_utf8(version.stdout).unwrap();
        let is_old = version.contains(" 1.18") || version.contains(" 1.1") && !version.contains(" 1.2");
        let ini = if is_old { ini.replace("max_prepared_statements = 0\n", "") } else { ini };
        fs::write(folder.path().join("ini"), ini).unwrap();
        fs::write(folder.path().join("users"), format!("\"errpredict\" \"{password}\"\n")).unwrap();
        // Root may not run it either; whoever owns the socket of the server may enter there.
        let line = format!(
            "u=$(stat -c %U {socket}); if [ \"$u\" = \"$(id -un)\" ]; then exec pgbouncer {place}/ini; \
             else exec setpriv --reuid=$u --regid=$(id -g $u) --clear-groups pgbouncer {place}/ini; fi"
        );
        let mut pooler = Command::new("sh")
            .arg("-c")
            .arg(line)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let through = format!(
            "host={place} port=6543 user=errpredict password={password} dbname={}",
            owner.get_dbname().unwrap()
        );
        let config = StoreConfig { pooled: true, ..StoreConfig::default() };
        let mut looks = 0;
        let store = loop {
            match Store::connect(Connection::parse(&through).unwrap(), &config).await {
                Ok(store) => break store,
                Err(error) if looks == 100 => panic!("{error}"),
                Err(_) => looks += 1,
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let (a, b) = (store.tenant_named("a").await.unwrap(), store.tenant_named("b").await.unwrap());
        // Ten writers of two tenants through two sessions.
        let log = events(8);
        let config = IngestConfig::default();
        let write = |tenant: &Tenant, batch: &[Event]| {
            let (tenant, batch, config) = (tenant.clone(), batch.to_vec(), config.clone());
            tokio::spawn(async move { tenant.ingest(batch, None, now(), &config).await })
        };
        let half = &log[..log.len() / 2];
        let mut tasks: Vec<_> = log.chunks(log.len() / 6).map(|batch| write(&a, batch)).collect();
        tasks.extend(half.chunks(half.len() / 4).map(|batch| write(&b, batch)));
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert!(a.rollup().await.unwrap().save() == rollup(&log).save());
        assert!(b.rollup().await.unwrap().save() == rollup(half).save());
        // What a tenant found is nobody else's, whichever session answers.
        let written = a.write_analysis(&analysis()).await.unwrap();
        let page = Page { after: None, limit: 1_000 };
        for _ in 0..50 {
            let (of_a, of_b) = tokio::join!(
                async { a.predictions(&PredictionFilter::default(), &page).await.unwrap() },
                async { b.predictions(&PredictionFilter::default(), &page).await.unwrap() }
            );
            assert_eq!((of_a.len(), of_b.len()), (written.predictions, 0));
        }
        assert_eq!(a.verify_audit().await.unwrap(), []);
        let sessions = "select count(*)::int8 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        let sessions: i64 = connect(&owner).await.query_one(sessions, &[]).await.unwrap().get(0);
        assert!((1..=2).contains(&sessions), "{sessions} sessions");
        pooler.kill().unwrap();
        pooler.wait().unwrap();
    });
}
