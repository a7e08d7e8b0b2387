//! `docs/wire.md` is what the tables of operations and handles say. `UPDATE=1 cargo test -p errpredict-wire` writes it anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use errpredict::ErrorKind;
use errpredict_wire::{HANDLES, MAX_REQUEST_BYTES, OPERATIONS};

const HEAD: &str = "# For other languages\n\nWritten from the code: do not edit, run `UPDATE=1 cargo test -p errpredict-wire`.\n\n\
    `errpredict_wire::call(operation, request)` takes a JSON object and answers `{\"ok\": ...}` or `{\"error\": {\"code\": ..., \
    \"message\": ..., \"context\": ...}}`. Everything the program can do is an operation; what has state is a handle: open it with \
    settings or with saved bytes, call its methods, save, close. All messages are in `schema/wire/bundle.json` with shared types, and \
    `tests/cases/` holds requests with the answers that every language gives. Requests refuse fields they do not know; answers may \
    gain fields. The messages have version 0 (`version`): they may still change meaning between releases.\n";

fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## Operations\n\n| Operation | Does |\n|---|---|\n");
    for operation in OPERATIONS {
        let _ = writeln!(page, "| `{}` | {} |", operation.name, operation.about.trim());
    }
    page.push_str("\n## Handles\n\n| Handle | Method | Does |\n|---|---|---|\n");
    for kind in HANDLES {
        let _ = writeln!(page, "| `{}` | | {} |", kind.name, kind.about.trim());
        for method in kind.methods {
            let _ = writeln!(page, "| | `{}` | {} |", method.name, method.about.trim());
        }
    }
    page.push_str("\n## Codes of errors\n\n");
    for kind in ErrorKind::ALL {
        let again = if kind.is_retryable() { " (the same call may succeed later)" } else { "" };
        let _ = writeln!(page, "- `{}`{again}", kind.code());
    }
    let _ = write!(
        page,
        "\n## Limits\n\nA request has at most {} MiB, 1,000,000 values, 128 values one inside the other, 50,000 events; a stateless \
         call has at most 1,000 services, 20,000 hours of history each and 100,000 over all of them, 20,000 rows to learn from, 50 horizons, 3,000 texts, 100,000 matches, \
         and tables of 256 columns. What is beyond is \
         refused with `limit_exceeded`, before it is read where that can be told. So is a method whose settings and data are each \
         within their limits and whose product is estimated to take more than a second of one core or 64 MiB (`Bounds`, for the \
         service's `compute/`; who calls from a process of its own has all of it). Handles take as much as their settings allow, \
         call after call. `make bench-wire` measures what the worst requests cost.\n",
        MAX_REQUEST_BYTES >> 20
    );
    page
}

#[test]
fn the_page_of_the_wire_is_what_its_tables_say() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/wire.md");
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "docs/wire.md is old: run `UPDATE=1 cargo test -p errpredict-wire`");
}
