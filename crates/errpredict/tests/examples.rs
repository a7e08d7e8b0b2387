//! Every public module and every registered method shows how it is used, in an example that runs.

use std::fs;
use std::path::{Path, PathBuf};

/// The file of a module below `src`, `a/b`.
fn file_of(root: &Path, module: &str) -> PathBuf {
    let file = root.join(format!("{module}.rs"));
    if file.exists() { file } else { root.join(module).join("mod.rs") }
}

/// Every public module of a crate, as `a/b`, from its `lib.rs` down.
fn public_modules(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut todo = vec![String::new()];
    while let Some(module) = todo.pop() {
        let file = if module.is_empty() { root.join("lib.rs") } else { file_of(root, &module) };
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
                todo.push(if module.is_empty() { name.to_owned() } else { format!("{module}/{name}") });
            }
        }
        found.push(module);
    }
    found
}

/// Whether a file has an example that runs, in comments that begin so: a fence that opens without another language.
fn has_example(text: &str, comment: &str) -> bool {
    let mut is_open = false;
    text.lines().filter_map(|line| line.trim_start().strip_prefix(comment)?.trim().strip_prefix("```")).any(
        |info| {
            is_open = !is_open;
            is_open && (info.is_empty() || info == "rust")
        },
    )
}

#[test]
fn examples_are_told_from_other_blocks() {
    assert!(!has_example("//! ```text\n//! a = b\n//! ```\n", "//!"));
    assert!(has_example("//! ```text\n//! a = b\n//! ```\n//! ```\n//! f();\n//! ```", "//!"));
    assert!(!has_example("/// ```\n/// f();\n/// ```", "//!"));
}

#[test]
fn every_public_module_has_an_example_that_runs() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut missing = Vec::new();
    let mut checked = 0;
    for krate in ["errpredict", "errpredict-io", "errpredict-wire"] {
        let root = crates.join(krate).join("src");
        for module in public_modules(&root) {
            let file = if module.is_empty() { root.join("lib.rs") } else { file_of(&root, &module) };
            let text = fs::read_to_string(&file).unwrap();
            let docs: String = text
                .lines()
                .take_while(|line| line.starts_with("//!"))
                .fold(String::new(), |docs, line| docs + line + "\n");
            checked += 1;
            if !has_example(&docs, "//!") {
                missing.push(format!("{krate}: {}", if module.is_empty() { "lib" } else { &module }));
            }
        }
    }
    assert!(checked > 25, "only {checked} modules were seen");
    assert!(missing.is_empty(), "modules without an example in their docs:\n{}", missing.join("\n"));
}

/// The list of a family names each method's file: `"name" => Variant(module::Settings, ...)`.
#[test]
fn every_method_has_an_example_that_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missing = Vec::new();
    let mut checked = 0;
    for family in ["detect", "detect/series", "forecast", "predict"] {
        let list = fs::read_to_string(root.join(family).join("mod.rs")).unwrap();
        for line in
            list.lines().map(str::trim).filter(|line| line.starts_with('"') && line.contains("\" => "))
        {
            let (_, settings) = line.split_once('(').unwrap();
            // What stands in the family above is named without its file.
            let file = match settings.split_once(',').unwrap().0.rsplit_once("::") {
                Some((module, _)) => file_of(&root, &format!("{family}/{module}")),
                None => root.join("detect/stream.rs"),
            };
            let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{line}: {error}"));
            checked += 1;
            if !has_example(&text, "///") && !has_example(&text, "//!") {
                missing.push(format!("{} of {line}", file.display()));
            }
        }
    }
    assert!(checked >= 30, "only {checked} methods were seen");
    assert!(missing.is_empty(), "methods without an example:\n{}", missing.join("\n"));
}
