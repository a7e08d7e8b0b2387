//! `errpredict token`, on a private cluster of its own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

fn token(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .arg("token")
        .args(arguments)
        .args(["--data-dir", folder.join("store").to_str().unwrap()])
        .env_remove("DATABASE_URL")
        .output()
        .unwrap()
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = token(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(folder: &Path, arguments: &[&str], code: &str) -> String {
    let output = token(folder, arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains(code), "{arguments:?}: {told}");
    told
}

#[test]
fn who_may_do_what_is_said_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();

    let made = said(at, &["create", "ada", "--role", "admin", "--days", "30"]);
    let (key, rest) = made.split_once("\n\n").unwrap();
    assert!(key.starts_with("epk_") && rest.contains("shown this once"), "{made}");
    let id = rest.split("The key ").nth(1).unwrap().split(';').next().unwrap();
    let listed = said(at, &["list"]);
    assert!(listed.contains(id) && listed.contains("ada") && !listed.contains(&key[40..]), "{listed}");
    // Another key of the same; other roles than those that are there are no slip of the pen.
    said(at, &["create", "ada"]);
    refused(at, &["create", "ada", "--role", "viewer"], "[conflict]");
    refused(at, &["create", "nobody"], "[not_found]");
    said(at, &["create", "till", "--role", "ingest", "--role", "upload", "--service"]);
    let users = said(at, &["users"]);
    assert!(users.contains("till  service  ingest, upload"), "{users}");
    assert_eq!(said(at, &["roles", "till", "--role", "ingest"]), "till: ingest\n");
    refused(at, &["roles", "ada", "--role", "viewer"], "one admin");
    assert_eq!(said(at, &["active", "till", "false"]), "may not sign in\n");
    assert!(said(at, &["users"]).contains("may not sign in"));
    assert_eq!(said(at, &["active", "till", "true"]), "may sign in\n");
    assert_eq!(said(at, &["revoke", id]), "revoked\n");
    refused(at, &["revoke", id], "[not_found]");
    assert!(said(at, &["list"]).contains("revoked"));

    // A name that is mistyped makes nothing.
    for arguments in [&["list"][..], &["users"], &["revoke", id], &["active", "ada", "false"]] {
        let told = refused(at, &[arguments, &["--tenant", "defualt"]].concat(), "[not_found]");
        assert!(told.contains("defualt"), "{told}");
    }
    assert_eq!(said(at, &["tenants"]).lines().count(), 1);
    let made = said(at, &["make-tenant", "shop", "--admin", "sam"]);
    assert!(made.starts_with("epk_") && made.contains("`sam`"), "{made}");
    refused(at, &["make-tenant", "shop"], "[conflict]");
    assert!(said(at, &["users", "--tenant", "shop"]).contains("sam  person  admin"));
    assert_eq!(said(at, &["tenant-active", "shop", "false"]), "laid aside\n");
    let tenants = said(at, &["tenants"]);
    assert!(tenants.lines().count() == 2 && tenants.contains("shop  laid aside"), "{tenants}");
    assert_eq!(said(at, &["tenant-active", "shop", "true"]), "goes on\n");
    refused(at, &["tenant-active", "typo", "true"], "[not_found]");
}
