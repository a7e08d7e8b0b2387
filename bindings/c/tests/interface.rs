//! What programs were compiled against: the header is what the code gives, symbols and layouts are those of the list.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::mem::{align_of, offset_of, size_of};
use std::path::{Path, PathBuf};
use std::process::Command;

use errpredict_c::{
    ErrpredictBytes, ErrpredictError, ErrpredictEvent, ErrpredictRows, ErrpredictStatus, ErrpredictText,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with what `cargo test` built beside this test.
pub(crate) fn built() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_path_buf()
}

pub(crate) fn kept(path: &Path, made: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, made).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == made, "{} is old: run `UPDATE=1 cargo test -p errpredict-c`\n{made}", path.display());
}

#[test]
fn the_header_is_what_the_code_gives() {
    let config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    let mut sources: Vec<PathBuf> =
        std::fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap().path()).collect();
    // It names the others, and they would be read twice.
    sources.retain(|source| !source.ends_with("lib.rs"));
    sources.sort();
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in sources {
        builder = builder.with_src(source);
    }
    let mut header = Vec::new();
    builder.generate().unwrap().write(&mut header);
    kept(&root().join("include/errpredict.h"), &String::from_utf8(header).unwrap());
}

macro_rules! layout {
    ($page:ident, $type:ty, $($field:ident),+) => {
        writeln!($page, "{}: {} bytes, aligned to {}", stringify!($type), size_of::<$type>(), align_of::<$type>()).unwrap();
        $( writeln!($page, "  {} at {}", stringify!($field), offset_of!($type, $field)).unwrap(); )+
    };
}

/// What is in the list may not change without a new version of the interface; what is new is added to it.
#[test]
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn symbols_and_layouts_are_those_of_the_list() {
    let library = built().join("liberrpredict_c.so");
    let listed =
        Command::new("nm").args(["-D", "--defined-only", "--format=posix"]).arg(&library).output().unwrap();
    assert!(listed.status.success(), "{listed:?}");
    let text = String::from_utf8(listed.stdout).unwrap();
    let symbols: BTreeSet<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    let mut page = format!("version of the interface {}\n\n", errpredict_c::errpredict_abi_version());
    for symbol in &symbols {
        writeln!(page, "{symbol}").unwrap();
    }
    page.push('\n');
    layout!(page, ErrpredictBytes, data, len);
    layout!(page, ErrpredictText, data, len);
    layout!(page, ErrpredictError, code, message, json, retryable);
    layout!(page, ErrpredictRows, data, rows, columns, row_stride, column_stride);
    layout!(
        page,
        ErrpredictEvent,
        size,
        timestamp_ms,
        service,
        severity,
        kind,
        error_type,
        message,
        error_id,
        code,
        endpoint,
        user_id,
        request_id,
        stack_trace,
        environment,
        release,
        attributes,
        response_time_ms,
        status_code,
        has_response_time
    );
    writeln!(page, "ErrpredictStatus: {} bytes", size_of::<ErrpredictStatus>()).unwrap();
    kept(&root().join("tests/interface.txt"), &page);
    // Every symbol stands in the header, and nothing of Rust's own is seen from outside.
    let header = std::fs::read_to_string(root().join("include/errpredict.h")).unwrap();
    for symbol in symbols {
        assert!(header.contains(&format!("{symbol}(")), "{symbol} is not in the header");
    }
}
