//! A server that speaks TLS, with an authority and certificates of its own, made here.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use errpredict_store::{Cluster, Connection, Migrator, Store, StoreConfig};

use crate::common::run;

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// An authority, and a certificate of it for `localhost`, in a folder.
fn certificates(folder: &Path) {
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(folder, &format!("req -x509 {key} -days 2 -subj /CN=authority -keyout ca.key -out ca.pem"));
    openssl(folder, &format!("req -x509 {key} -days 2 -subj /CN=stranger -keyout other.key -out other.pem"));
    openssl(folder, &format!("req -new {key} -subj /CN=localhost -keyout server.key -out server.csr"));
    std::fs::write(folder.join("names"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n")
        .unwrap();
    openssl(
        folder,
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem",
    );
}

#[test]
fn a_server_is_believed_as_far_as_it_was_asked() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let open = |path: &Path| {
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            std::fs::set_permissions(path, mode).unwrap();
        };
        open(folder.path());
        certificates(folder.path());
        let config = crate::common::cluster_config(folder.path().join("store"));
        let cluster = Cluster::start(config).await.unwrap();
        Migrator::connect(&cluster.connection(), Duration::from_secs(60))
            .await
            .unwrap()
            .up(None)
            .await
            .unwrap();
        let data = folder.path().join("store/data");
        for name in ["server.pem", "server.key"] {
            std::fs::copy(folder.path().join(name), data.join(name)).unwrap();
        }
        let port = free_port();
        let status = Command::new("sh")
            .arg("-c")
            .arg("chown --reference=. server.key server.pem && chmod 600 server.key && sed -i 's,^host ,hostssl ,' pg_hba.conf")
            .current_dir(&data)
            .status()
            .unwrap();
        assert!(status.success());
        let auto = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n"
        );
        std::fs::write(data.join("postgresql.auto.conf"), auto).unwrap();
        let programs = cluster.binaries().folder().to_owned();
        cluster.stop().unwrap();
        let control = |what: &str| {
            let data = data.display();
            let line = format!("{}/pg_ctl -D {data} -w -l {data}/log {what}", programs.display());
            let mut command = Command::new("sh");
            // Root may not run PostgreSQL: whoever owns the data does.
            let as_owner = format!(
                "u=$(stat -c %U {data}); if [ \"$u\" = \"$(id -un)\" ]; then {line}; else setpriv --reuid=$u --regid=$(id -g $u) --clear-groups {line}; fi"
            );
            let status = command
                .arg("-c")
                .arg(as_owner)
                .current_dir(data.to_string())
                .stdout(std::process::Stdio::null())
                .status();
            assert!(status.unwrap().success(), "pg_ctl {what}");
        };
        control("start");
        let password = std::fs::read_to_string(folder.path().join("store/password")).unwrap();
        let at = |host: &str, rest: &str| {
            format!("postgresql://errpredict:{password}@{host}:{port}/errpredict?{rest}")
        };
        let ca = folder.path().join("ca.pem").display().to_string();
        let other = folder.path().join("other.pem").display().to_string();
        let connected = async |text: String| {
            let store = Store::connect(Connection::parse(&text)?, &StoreConfig::default()).await?;
            store.tenant_named("acme").await.map(|_| ())
        };
        for good in [
            at("localhost", "sslmode=require"),
            at("127.0.0.1", "sslmode=prefer"),
            at("localhost", &format!("sslmode=verify-full&sslrootcert={ca}")),
            at("127.0.0.1", &format!("sslmode=verify-ca&sslrootcert={ca}")),
        ] {
            connected(good.clone()).await.unwrap_or_else(|error| panic!("{good}: {error}"));
        }
        for (bad, word) in [
            (at("127.0.0.1", &format!("sslmode=verify-full&sslrootcert={ca}")), "not valid for name"),
            (at("localhost", &format!("sslmode=verify-full&sslrootcert={other}")), "certificate"),
            (at("localhost", &format!("sslmode=verify-ca&sslrootcert={other}")), "certificate"),
            (at("localhost", &format!("sslmode=require&sslrootcert={other}")), "certificate"),
            (at("localhost", "sslmode=disable"), "pg_hba.conf"),
        ] {
            let error = connected(bad.clone()).await.expect_err(&bad);
            assert!(error.to_string().contains(word), "{bad}: {error}");
        }
        control("-m immediate stop");
    });
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
