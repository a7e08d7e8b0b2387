//! Logs written by the real programs (`tests/samples/make.sh` says how), read and compared with what was looked at by
//! eye once: `tests/samples/expected.txt`. `UPDATE=1 cargo test` writes it anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use errpredict::Severity;
use errpredict_io::{ReadOptions, Source, printable, read_events};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn options() -> ReadOptions {
    ReadOptions {
        service: Some("given".into()),
        utc_offset: Some("UTC".into()),
        fields: [("service".to_owned(), vec!["tags.service".to_owned()])].into(),
        ..ReadOptions::default()
    }
}

fn described(path: &Path) -> String {
    let mut text = String::new();
    let report = read_events(&[Source::from(path)], &options(), &mut |event, at| {
        let shown = |value: Option<&str>| printable(value.unwrap_or("-"), 70);
        let frames = event.stack_trace.map_or(0, |trace| trace.lines().count());
        let _ = writeln!(
            text,
            "  {:>3} {} {} {} {:?} {} | {} | {} {} {} {} | {frames} lines of trace",
            at.line,
            event.timestamp,
            event.service,
            event.severity.map_or("-", Severity::name),
            event.kind,
            shown(Some(event.error_type).filter(|name| !name.is_empty())),
            shown(event.message),
            event.status_code.map_or("-".to_owned(), |status| status.to_string()),
            shown(event.endpoint),
            shown(event.user_id),
            event.response_time_ms.map_or("-".to_owned(), |ms| ms.to_string()),
        );
    })
    .unwrap();
    for bad in &report.samples {
        let _ = writeln!(text, "  bad {}", bad.to_string().replace(&folder().display().to_string(), ""));
    }
    let name = path.file_name().unwrap().to_string_lossy();
    format!(
        "{name}: {}, {} lines, {} events, {} bad\n{text}",
        report.sources[0].format, report.lines, report.events, report.bad
    )
}

#[test]
fn samples_of_real_programs() {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "sh" && ending != "txt"));
    files.sort();
    assert!(files.len() >= 11, "{files:?}");
    let found: String = files.iter().map(|path| described(path)).collect();
    let expected = folder().join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&expected, &found).unwrap();
    }
    let known = std::fs::read_to_string(&expected).unwrap_or_default();
    for (found, known) in found.lines().zip(known.lines()) {
        assert_eq!(found, known);
    }
    assert_eq!(found.lines().count(), known.lines().count());
}
