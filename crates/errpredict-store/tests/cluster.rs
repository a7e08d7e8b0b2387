//! The private cluster: first start, next start, crash, two writers, another version.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Instant;

use errpredict_store::{Cluster, ClusterConfig};
use tempfile::TempDir;

use crate::common::{connect, run};

fn folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("errpredict-cluster-").tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn config(folder: &Path) -> ClusterConfig {
    crate::common::cluster_config(folder.join("store"))
}

/// Kills a process and waits until it is gone.
fn kill(pid: u32) {
    let end = format!("kill -9 {pid}; while kill -0 {pid} 2>/dev/null; do sleep 0.01; done");
    std::process::Command::new("sh").args(["-c", &end]).status().unwrap();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long a start takes is what is measured")]
fn it_is_made_once_keeps_what_was_committed_and_recovers_from_a_crash() {
    run(async {
        let folder = folder();
        let begin = Instant::now();
        let cluster = Cluster::start(config(folder.path())).await.unwrap();
        let first = begin.elapsed();
        let client = connect(&cluster.connection()).await;
        client.batch_execute("create table kept (n int); insert into kept values (41)").await.unwrap();
        drop(client);
        cluster.stop().unwrap();

        let begin = Instant::now();
        let cluster = Cluster::start(config(folder.path())).await.unwrap();
        let next = begin.elapsed();
        eprintln!("first start {first:.2?}, next start {next:.2?}");
        assert!(first.as_secs_f64() < 15.0 && next.as_secs_f64() < 6.0, "first {first:?}, next {next:?}");
        let client = connect(&cluster.connection()).await;
        client.batch_execute("update kept set n = n + 1").await.unwrap();

        // The server dies without a word; its lock file stays behind.
        kill(cluster.pid().unwrap());
        drop(cluster);
        let cluster = Cluster::start(config(folder.path())).await.unwrap();
        let client = connect(&cluster.connection()).await;
        let kept: i32 = client.query_one("select n from kept", &[]).await.unwrap().get(0);
        assert_eq!(kept, 42);

        // The program dies and its server goes on: the next one takes it over.
        let pid = cluster.pid();
        drop(cluster);
        let cluster = Cluster::start(config(folder.path())).await.unwrap();
        assert_eq!(cluster.pid(), pid);
        cluster.stop().unwrap();
    });
}

#[test]
fn one_process_at_a_time_may_use_a_folder() {
    run(async {
        let folder = folder();
        let cluster = Cluster::start(config(folder.path())).await.unwrap();
        let refused = Cluster::start(config(folder.path())).await.unwrap_err();
        assert_eq!(refused.code(), "conflict");
        assert!(refused.message().contains(&std::process::id().to_string()), "{refused}");
        cluster.stop().unwrap();
    });
}

#[test]
fn a_folder_of_another_version_is_refused_with_what_to_do() {
    run(async {
        let folder = folder();
        fs::create_dir_all(folder.path().join("store/data")).unwrap();
        fs::write(folder.path().join("store/data/PG_VERSION"), "12\n").unwrap();
        let refused = Cluster::start(config(folder.path())).await.unwrap_err();
        assert_eq!(refused.code(), "unsupported_version");
        assert!(
            refused.message().contains("PostgreSQL 12") && refused.message().contains("store export"),
            "{refused}"
        );
    });
}

#[test]
fn without_its_programs_it_says_what_is_missing() {
    run(async {
        let folder = folder();
        let programs = Some(folder.path().to_owned());
        let refused = Cluster::start(ClusterConfig { programs, ..config(folder.path()) }).await.unwrap_err();
        assert_eq!(refused.code(), "not_found");
        assert!(refused.message().contains("`initdb`"), "{refused}");
    });
}

#[test]
fn a_first_start_that_was_interrupted_is_done_again() {
    run(async {
        let folder = folder();
        fs::create_dir_all(folder.path().join("store/data.new/base")).unwrap();
        fs::write(folder.path().join("store/data.new/PG_VERSION"), "15").unwrap();
        let cluster = Cluster::start(config(folder.path())).await.unwrap();
        connect(&cluster.connection()).await.simple_query("select 1").await.unwrap();
        cluster.stop().unwrap();
    });
}

/// The path of a unix socket may have about a hundred bytes.
#[test]
fn a_deep_folder_listens_elsewhere() {
    run(async {
        let folder = folder();
        let deep = folder.path().join("d".repeat(90));
        fs::create_dir(&deep).unwrap();
        fs::set_permissions(&deep, fs::Permissions::from_mode(0o755)).unwrap();
        let cluster = Cluster::start(config(&deep)).await.unwrap();
        assert!(!cluster.socket().starts_with(folder.path()), "{:?}", cluster.socket());
        connect(&cluster.connection()).await.simple_query("select 1").await.unwrap();
        let socket = cluster.socket().to_owned();
        cluster.stop().unwrap();
        fs::remove_dir_all(socket).unwrap();
    });
}
