//! The real program `errpredict apply`, on a private cluster of its own.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

fn errpredict(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_errpredict"))
        .args(arguments)
        .args(["--data-dir", folder.join("store").to_str().unwrap()])
        .env_remove("DATABASE_URL")
        .env("PAGER_KEY", "hunter2")
        .output()
        .unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_file_is_applied_shown_and_written_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
    let file = at.join("tenant.toml");
    let path = file.to_str().unwrap();
    fs::write(
        &file,
        "[[groups]]\nname = \"front\"\nservices = [\"shop\"]\n\n[[hooks]]\nname = \"pager\"\nformat = \"pagerduty\"\n\
         url = \"https://events.pagerduty.com/v2/enqueue\"\nsecret = \"${PAGER_KEY}\"\n",
    )
    .unwrap();
    let (code, out, err) = said(&errpredict(at, &["apply", "-f", path, "--dry-run"]));
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(
        out,
        "+ groups `front` is new: services shop\n+ hooks `pager` is new: format pagerduty; least high; url \
         https://events.pagerduty.com/v2/enqueue\nwould be new: 2, would be changed: 0, would be removed: 0\n"
    );
    let (code, out, _) = said(&errpredict(at, &["apply", "-f", path, "--fail-on-change"]));
    assert_eq!(code, Some(4), "it changed: {out}");
    let (code, out, _) = said(&errpredict(at, &["apply", "-f", path, "--fail-on-change"]));
    assert_eq!((code, out.as_str()), (Some(0), "nothing changed\n"));
    // Given back it says the same, without what is secret.
    let (_, text, _) = said(&errpredict(at, &["apply", "--export"]));
    assert!(
        text.contains("[[groups]]\nname = \"front\"\nservices = [\"shop\"]\n") && !text.contains("hunter2"),
        "{text}"
    );
    fs::write(&file, &text).unwrap();
    let (code, out, _) = said(&errpredict(at, &["apply", "-f", path, "--prune", "--fail-on-change"]));
    assert_eq!((code, out.as_str()), (Some(0), "nothing changed\n"));

    // What is wrong is told with file, line, field and what was expected, and nothing of it is done.
    fs::write(&file, "[[groups]]\nname = \"other\"\nservices = [\"a\"]\n\n[[silences]]\nname = \"s\"\nreason = \"r\"\nfrom = \"22:00\"\nto = \"25:00\"\n").unwrap();
    let (code, _, err) = said(&errpredict(at, &["apply", "-f", path]));
    assert_eq!(code, Some(1));
    for words in [
        "`silences[0].to` must be a time of the day such as 22:00, got `25:00`",
        "line 9",
        "field silences[0].to",
        "tenant.toml",
    ] {
        assert!(err.contains(words), "{words} in {err}");
    }
    fs::write(&file, "").unwrap();
    let (_, out, _) = said(&errpredict(at, &["apply", "-f", path]));
    assert_eq!(
        out,
        "nothing changed\nnot in the file, and left alone (--prune removes): groups `front`, hooks `pager`\n"
    );
    let (_, out, _) = said(&errpredict(at, &["apply", "-f", path, "--prune"]));
    assert!(out.ends_with("new: 0, changed: 0, removed: 2\n"), "{out}");
    let (code, _, err) = said(&errpredict(at, &["apply", "-f", "/no/such/file"]));
    assert!(code == Some(1) && err.contains("cannot read"), "{err}");
}

/// By `store analyze` as by the jobs.
#[test]
fn what_is_said_of_a_service_holds_when_it_is_analysed_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/webmon.csv");
    let import = [
        "store",
        "import",
        log.to_str().unwrap(),
        "--now",
        "2026-07-24T00:00:00Z",
        "--retention-days",
        "100",
    ];
    let done = said(&errpredict(at, &import));
    assert_eq!(done.0, Some(0), "{done:?}");
    let file = at.join("tenant.toml");
    fs::write(&file, "[[services]]\nname = \"g10-web170\"\nerrors_per_hour = 12345.5\n").unwrap();
    let done = said(&errpredict(at, &["apply", "-f", file.to_str().unwrap()]));
    assert_eq!(done.0, Some(0), "{done:?}");
    let analyze = ["store", "analyze", "--at", "2026-07-02T06:00:00Z", "--json", "-"];
    let (code, out, err) = said(&errpredict(at, &analyze));
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(out.matches("\"threshold\": 12345.5").count(), 1, "the forecast is held against the limit");
}
