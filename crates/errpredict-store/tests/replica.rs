//! A real streaming replica, made by `pg_basebackup` and started here: reads go there, writes never, and where it is gone the first
//! server is asked and why is said.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use errpredict::time::DAY_MS;
use errpredict_store::{Cluster, Connection, IngestConfig, Migrator, Store, StoreConfig};

use crate::common::log::{events, now};
use crate::common::{cluster_config, run};

/// Runs a line as the user that owns a folder: root may not run PostgreSQL.
fn as_owner(of: &Path, line: &str, password: &str) {
    let of = of.display();
    let whole = format!(
        "u=$(stat -c %U {of}); if [ \"$u\" = \"$(id -un)\" ]; then {line}; \
         else setpriv --reuid=$u --regid=$(id -g $u) --clear-groups sh -c '{line}'; fi"
    );
    let output = Command::new("sh").args(["-c", &whole]).env("PGPASSWORD", password).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_is_read_comes_from_the_replica_as_long_as_it_answers() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        std::fs::set_permissions(folder.path(), open).unwrap();
        let first = Cluster::start(cluster_config(folder.path().join("store"))).await.unwrap();
        let programs = first.binaries().folder().to_owned();
        if !programs.join("pg_basebackup").is_file() {
            eprintln!("not tested: no pg_basebackup in {}", programs.display());
            return first.stop().unwrap();
        }
        let patience = Duration::from_secs(60);
        Migrator::connect(&first.connection(), patience).await.unwrap().up(None).await.unwrap();
        let password = std::fs::read_to_string(folder.path().join("store/password")).unwrap();
        let (standby, socket) = (folder.path().join("standby"), first.socket().to_owned());
        let copy = format!(
            "{}/pg_basebackup -D {} -h {} -U postgres -R -X stream -c fast",
            programs.display(),
            standby.display(),
            socket.display()
        );
        as_owner(&socket, &copy, &password);
        // A folder of its own for its socket: the path of the first one's stands in the settings that were copied.
        let control = |what: &str| {
            let place = standby.display();
            // Its list of hosts is named from where it is started.
            let line =
                format!("cd {place} && {}/pg_ctl -D {place} -w -l {place}/log {what}", programs.display());
            as_owner(&socket, &line, &password);
        };
        let start = format!("-o \"-k {}\" start", standby.display());
        control(&start);

        let at = |place: &Path, user: &str| {
            let text = format!("host={} user={user} dbname=errpredict password={password}", place.display());
            Connection::parse(&text).unwrap()
        };
        let config = StoreConfig { replica: Some(at(&standby, "errpredict")), ..StoreConfig::default() };
        let store = Store::connect(at(&socket, "errpredict"), &config).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let log = events(2);
        let half = log.len() / 2;
        let ingest = IngestConfig::default();
        tenant.ingest(log[..half].to_vec(), None, now(), &ingest).await.unwrap();
        let seen = async |tenant: &errpredict_store::Tenant| {
            let mut found = 0;
            for service in ["checkout", "payments", "search"] {
                let from = now().plus_ms(-5 * DAY_MS);
                found += tenant.events_of_service(service, from, now(), 10_000).await.unwrap().len();
            }
            found
        };
        let follows = async |wanted: usize| {
            for _ in 0..600 {
                if seen(&tenant).await == wanted {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            panic!("{} of {wanted}: {:?}", seen(&tenant).await, store.replica_fault());
        };
        follows(half).await;
        assert_eq!(store.replica_fault(), None);

        // It stands still: what is read is what it has, what is written goes to the first server.
        let mut of_standby = tokio_postgres::Config::new();
        of_standby.host_path(&standby).user("postgres").password(password.trim()).dbname("errpredict");
        let admin = crate::common::connect(&of_standby).await;
        admin.batch_execute("select pg_wal_replay_pause()").await.unwrap();
        let rest = tenant.ingest(log[half..].to_vec(), None, now(), &ingest).await.unwrap();
        assert_eq!(rest.stored, log.len() - half);
        assert_eq!(seen(&tenant).await, half, "read from the replica");
        assert_eq!(seen(&tenant.on_primary()).await, log.len(), "past it");
        admin.batch_execute("select pg_wal_replay_resume()").await.unwrap();
        follows(log.len()).await;
        assert_eq!(tenant.verify_audit().await.unwrap(), []);

        // It is gone: everything goes on, and why is said. It is back: it is asked again.
        drop(admin);
        control("-m immediate stop");
        assert_eq!(seen(&tenant).await, log.len());
        let fault = store.replica_fault().expect("why the replica was not asked");
        assert!(fault.code() == "unavailable" && fault.message().contains("replica"), "{fault}");
        control(&start);
        tokio::time::sleep(Duration::from_secs(11)).await;
        assert_eq!(seen(&tenant).await, log.len());
        assert_eq!(store.replica_fault(), None);
        // A store whose replica was never there starts and says so.
        control("-m fast stop");
        let store = Store::connect(at(&socket, "errpredict"), &config).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        assert_eq!(seen(&tenant).await, log.len());
        assert_eq!(store.replica_fault().expect("why").code(), "unavailable");
        first.stop().unwrap();
    });
}
