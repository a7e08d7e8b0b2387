//! The disk is full: what was acknowledged is there, nothing is half there, and with room it goes on.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use errpredict::{Event, Severity};
use errpredict_store::{Cluster, IngestConfig, Migrator, Store, StoreConfig};
use tokio_postgres::Client;

use crate::common::log::{now, rollup};
use crate::common::{cluster_config, connect, run};

fn sh(line: &str) -> bool {
    Command::new("sh").args(["-c", line]).status().unwrap().success()
}

/// A small disk in memory, gone at the end of the test.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// None where this user may not mount one.
    fn mount(at: &Path, megabytes: u32) -> Option<SmallDisk> {
        std::fs::create_dir(at).unwrap();
        let line = format!("mount -t tmpfs -o size={megabytes}m tmpfs {} 2>/dev/null", at.display());
        sh(&line).then(|| SmallDisk(at.to_owned()))
    }

    fn grow(&self, megabytes: u32) {
        assert!(sh(&format!("mount -o remount,size={megabytes}m {}", self.0.display())));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        sh(&format!("umount -l {}", self.0.display()));
    }
}

fn batch(i: i64) -> Vec<Event> {
    let event = |k: i64| Event {
        message: Some(format!("row {i} {k} {}", "of a message that takes room ".repeat(20))),
        // Of a type of its own: one group that floods would be thinned.
        ..Event::new(now().plus_ms(-i * 60_000 - k), "checkout", Severity::High, format!("E{i}"))
    };
    (0..500).map(event).collect()
}

/// What must hold where there is no room: a batch is refused as a whole, what was acknowledged is there once, its counts are those of what
/// is there, and with room it goes on.
async fn nothing_is_lost(
    cluster: &Cluster,
    admin: &Client,
    is_full: impl Fn(&errpredict::Error) -> bool,
    grow: impl AsyncFnOnce(),
) {
    let store = Store::connect(cluster.connection(), &StoreConfig::default()).await.unwrap();
    let tenant = store.tenant_named("acme").await.unwrap();
    let config = IngestConfig::default();
    let mut acknowledged = Vec::new();
    let refused = loop {
        let next = batch(acknowledged.len() as i64 / 500);
        match tenant.ingest(next.clone(), None, now(), &config).await {
            Ok(answer) => assert_eq!(answer.stored, next.len()),
            Err(error) => break error,
        }
        acknowledged.extend(next);
        assert!(acknowledged.len() < 100_000, "the disk is never full");
    };
    assert!(acknowledged.len() >= 500 && is_full(&refused), "{refused}");
    let stored = "select count(*), count(distinct id) from ai_models.error_events";
    for _ in 0..3 {
        // It stays full, and stays whole.
        let next = batch(acknowledged.len() as i64 / 500);
        let again = tenant.ingest(next, None, now(), &config).await.unwrap_err();
        assert!(is_full(&again), "{again}");
        let row = admin.query_one(stored, &[]).await.unwrap();
        let wanted = acknowledged.len() as i64;
        assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (wanted, wanted));
        assert!(tenant.rollup().await.unwrap().save() == rollup(&acknowledged).save());
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
    }
    grow().await;
    let next = batch(acknowledged.len() as i64 / 500);
    assert_eq!(tenant.ingest(next.clone(), None, now(), &config).await.unwrap().stored, next.len());
    acknowledged.extend(next);
    assert!(tenant.rollup().await.unwrap().save() == rollup(&acknowledged).save());
}

/// Bytes that a file may have: more than a segment of the log of PostgreSQL (16 MB), and a little of a page beyond the last whole one, so
/// that a write ends short, as it does on a full disk.
const MOST_BYTES: u64 = 17 * 1_024 * 1_024 + 100;

/// Sets how large a file of a process may grow; its owner may lower and raise it again. Done as that owner: in a container root may not
/// do it to others.
fn limit_file(pid: i64, most: &str) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(owner) = std::fs::metadata(format!("/proc/{pid}")) else { return false };
    let own = std::fs::metadata("/proc/self").unwrap().uid();
    let like = match owner.uid() == own {
        true => String::new(),
        false => format!("setpriv --reuid={} --regid={} --clear-groups ", owner.uid(), owner.gid()),
    };
    sh(&format!("{like}prlimit --pid {pid} --fsize={most}:"))
}

#[test]
fn a_file_that_cannot_grow_refuses_whole_batches_and_loses_none() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(folder.path(), open).unwrap();
        let cluster = Cluster::start(cluster_config(folder.path().join("store"))).await.unwrap();
        let patience = Duration::from_secs(60);
        Migrator::connect(&cluster.connection(), patience).await.unwrap().up(None).await.unwrap();
        let mut superuser = cluster.superuser();
        superuser.dbname("errpredict");
        let admin = connect(&superuser).await;
        // Whatever is forked from now on has the limit; this needs nobody's leave, unlike a disk of its own.
        let postmaster = i64::from(cluster.pid().unwrap());
        assert!(
            limit_file(postmaster, &MOST_BYTES.to_string()),
            "prlimit and setpriv (util-linux) are needed"
        );
        let grow = async || {
            let rows = admin.query("select pid::bigint from pg_stat_activity", &[]).await.unwrap();
            assert!(limit_file(postmaster, "unlimited"));
            // One that ended meanwhile needs none.
            for row in &rows {
                limit_file(row.get(0), "unlimited");
            }
        };
        let is_full = |error: &errpredict::Error| error.to_string().contains("could not extend file");
        nothing_is_lost(&cluster, &admin, is_full, grow).await;
        drop(admin);
        cluster.stop().unwrap();
    });
}

#[test]
fn a_full_disk_refuses_whole_batches_and_loses_none() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(folder.path(), open).unwrap();
        let Some(disk) = SmallDisk::mount(&folder.path().join("small"), 6) else {
            eprintln!(
                "not tested: mounting a small disk needs root; files that cannot grow are tested by anybody"
            );
            return;
        };
        let cluster = Cluster::start(cluster_config(folder.path().join("store"))).await.unwrap();
        let patience = Duration::from_secs(60);
        Migrator::connect(&cluster.connection(), patience).await.unwrap().up(None).await.unwrap();
        // Parts are made there; everything else has room.
        let (small, socket) = (disk.0.display(), cluster.socket().display());
        assert!(sh(&format!(
            "mkdir {small}/t && chown --reference={socket} {small}/t && chmod 700 {small}/t"
        )));
        let mut superuser = cluster.superuser();
        superuser.dbname("errpredict");
        let admin = connect(&superuser).await;
        admin.batch_execute(&format!("create tablespace small location '{small}/t'")).await.unwrap();
        let there = "grant create on tablespace small to errpredict; alter role errpredict set default_tablespace = small";
        admin.batch_execute(there).await.unwrap();

        let is_full = |error: &errpredict::Error| {
            error.code() == "unavailable" && error.to_string().contains("No space left on device")
        };
        nothing_is_lost(&cluster, &admin, is_full, async || disk.grow(60)).await;
        drop(admin);
        cluster.stop().unwrap();
    });
}
