//! `errpredict store` and `errpredict migrate`, on a private cluster of their own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn errpredict(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(arguments)
        .args(["--data-dir", folder.join("store").to_str().unwrap()])
        .env_remove("DATABASE_URL")
        .output()
        .unwrap()
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = errpredict(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_log_is_kept_once_and_analysed_as_if_it_were_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
    let log = root().join("samples/webmon.csv");
    let log = log.to_str().unwrap();
    let import = ["store", "import", log, "--now", "2026-07-24T00:00:00Z", "--retention-days", "100"];
    assert!(said(at, &import).starts_with("10,854 events stored\n"));
    assert!(said(at, &import).starts_with("0 events stored, 10,854 events there already\n"));

    let (kept, read) = (at.join("kept.json"), at.join("read.json"));
    let time = ["--at", "2026-07-02T06:00:00Z", "--json"];
    let told = said(at, &[&["store", "analyze"], &time[..], &[kept.to_str().unwrap()]].concat());
    assert!(told.contains("g10-web170") && told.contains("error_predictions"), "{told}");
    let direct = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args([&["analyze", log], &time[..], &[read.to_str().unwrap()]].concat())
        .output()
        .unwrap();
    assert!(direct.status.success());
    assert!(fs::read(&kept).unwrap() == fs::read(&read).unwrap(), "the store's analysis is that of the log");

    let status = said(at, &["store", "status"]);
    assert!(
        status.starts_with("10,854 events of 11 services\n") && status.contains("The audit log is whole."),
        "{status}"
    );
    assert!(said(at, &["migrate", "status"]).lines().all(|line| line.ends_with('Z')), "every step was run");

    // To another store.
    let data = at.join("all.data");
    said(at, &["store", "export", data.to_str().unwrap()]);
    let other = at.join("other");
    fs::create_dir(&other).unwrap();
    said(&other, &["store", "restore", data.to_str().unwrap()]);
    assert!(said(&other, &["store", "status"]).starts_with("10,854 events of 11 services\n"));
    let refused = errpredict(at, &["store", "restore", data.to_str().unwrap()]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("[conflict]"));

    said(&other, &["migrate", "down", "--to", "0"]);
    assert!(said(&other, &["migrate", "status"]).lines().all(|line| line.ends_with("not run")));
    assert!(said(&other, &["migrate", "up"]).lines().count() > 10);
}

#[test]
fn a_log_of_the_past_is_refused_with_the_option_that_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let log = folder.path().join("old.ndjson");
    fs::write(
        &log,
        r#"{"timestamp": "2020-01-01T00:00:00Z", "service": "a", "severity": "high", "error_type": "E"}"#,
    )
    .unwrap();
    let told = said(folder.path(), &["store", "import", log.to_str().unwrap()]);
    assert!(told.contains("0 events stored, 1 refused") && told.contains("--retention-days"), "{told}");
    let empty = errpredict(folder.path(), &["store", "analyze"]);
    assert!(String::from_utf8_lossy(&empty.stderr).contains("errpredict store import LOG"));
    let nowhere = Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(["store", "status", "--database-url", "postgresql://nobody:secret@127.0.0.1:1/none"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&nowhere.stderr).into_owned();
    assert!(told.contains("[unavailable]") && !told.contains("secret"), "{told}");
}

#[test]
fn a_log_in_somebody_elses_database_is_read_and_predictions_go_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
    let theirs = at.join("theirs");
    let config = errpredict_store::ClusterConfig::new(&theirs);
    let cluster =
        errpredict_store::runtime().unwrap().block_on(errpredict_store::Cluster::start(config)).unwrap();
    let password = fs::read_to_string(theirs.join("password")).unwrap();
    let socket = cluster.socket().display().to_string();
    let psql = |text: &str| {
        let mut command = Command::new(cluster.binaries().folder().join("psql"));
        command.args([
            "-v",
            "ON_ERROR_STOP=1",
            "-Atqc",
            text,
            "-h",
            &socket,
            "-U",
            "errpredict",
            "errpredict",
        ]);
        let output = command.env("PGPASSWORD", &password).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    psql(
        "create table errors (id serial primary key, created_at timestamptz, level text, text text);
        insert into errors (created_at, level, text) select timestamptz '2026-11-23 12:00Z' - n * interval '7 minutes', 'error', 'row ' || n
        from generate_series(1, 3000) n; create table foreseen (id uuid primary key, service text, probability float8)",
    );
    let url = format!("postgresql://errpredict:{password}@{}/errpredict", socket.replace('/', "%2F"));
    let pull = [
        &[
            "store",
            "pull",
            "--from",
            &url,
            "--table",
            "public.errors",
            "--position",
            "id",
            "--service",
            "shop",
        ][..],
        &["--map", "timestamp=created_at", "--map", "severity=level", "--map", "message=text"],
        &["--now", "2026-11-23T12:00:00Z"],
    ]
    .concat();
    assert_eq!(said(at, &pull), "3,000 events stored; read to 3000\n");
    assert_eq!(said(at, &pull), "0 events stored, 1,000 events there already; read to 3000\n");
    said(at, &["store", "analyze", "--at", "2026-11-23T12:00:00Z"]);
    let push = ["store", "push", "--to", &url, "--table", "foreseen", "--days", "3660"];
    let told = said(at, &push);
    let rows = psql("select count(*) from foreseen where probability between 0 and 1");
    assert!(told.starts_with(rows.trim()) && rows.trim() != "0", "{told}{rows}");
    assert_eq!(said(at, &push), "0 predictions written\n");
    cluster.stop().unwrap();
}

#[test]
fn names_are_encrypted_found_erased_and_old_parts_go() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
    let log: String = (0..300)
        .map(|i| {
            format!(
                r#"{{"timestamp": "2026-11-2{}T12:{:02}:00Z", "service": "shop", "severity": "high", "error_type": "E", "user_id": "person-{}"}}"#,
                i % 3,
                i % 60,
                i % 10
            ) + "\n"
        })
        .collect();
    let path = at.join("log.ndjson");
    fs::write(&path, log).unwrap();
    let (old, both) = (at.join("old.keys"), at.join("both.keys"));
    fs::write(&old, "a".repeat(64)).unwrap();
    fs::write(&both, format!("{}\n{}\n", "b".repeat(64), "a".repeat(64))).unwrap();
    let (old, both) = (old.to_str().unwrap(), both.to_str().unwrap());
    let import = ["store", "import", path.to_str().unwrap(), "--now", "2026-11-23T00:00:00Z", "--keys"];
    assert_eq!(said(at, &[&import[..], &[old]].concat()), "300 events stored\n");
    assert_eq!(said(at, &[&import[..], &[both]].concat()), "0 events stored, 300 events there already\n");
    // psql takes what stands behind --, so the folder comes before it.
    let store = at.join("store");
    let asked = |query: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .args([
                "store",
                "psql",
                "--data-dir",
                store.to_str().unwrap(),
                "--",
                "-U",
                "postgres",
                "-Atc",
                query,
            ])
            .env_remove("DATABASE_URL")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let named = "select count(*) from ai_models.error_events e where to_jsonb(e)::text like '%person%'";
    assert_eq!(asked(named), "0");
    let sealed = "select count(*), count(distinct user_hash) from ai_models.error_events where user_sealed is not null";
    assert_eq!(asked(sealed), "300|10");
    let told = said(at, &["store", "reseal", "--keys", both]);
    assert!(told.contains("users of 300 events"), "{told}");
    let told = said(at, &["store", "erase", "person-7", "--keys", both]);
    assert!(told.contains("30  error_events") && told.contains("erase_receipts"), "{told}");
    assert_eq!(asked(sealed), "270|9");
    // As whoever looks does, who is no superuser: the rows of the tenant, and of no other.
    let looked = |tenant: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_errpredict"))
            .args([
                "store",
                "psql",
                "--data-dir",
                store.to_str().unwrap(),
                "--tenant",
                tenant,
                "--",
                "-Atc",
                sealed,
            ])
            .env_remove("DATABASE_URL")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!((looked("default"), looked("other")), ("270|9".to_owned(), "0|0".to_owned()));
    assert!(said(at, &["store", "status"]).contains("The audit log is whole."));
    let without = errpredict(at, &["store", "reseal"]);
    assert!(String::from_utf8_lossy(&without.stderr).contains("[invalid_setting]"));

    let told = said(at, &["store", "retire", "--now", "2026-11-24T00:00:00Z"]);
    assert!(told.starts_with("0 parts taken away"), "{told}");
    let told = said(at, &["store", "retire", "--now", "2027-03-01T00:00:00Z"]);
    assert!(!told.starts_with("0 parts") && told.contains("parts taken away"), "{told}");
    assert_eq!(asked(sealed), "0|0");
}
