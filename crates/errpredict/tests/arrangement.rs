//! Where things stand in every crate: tests beside what they test, one path to each public item, lints expected rather
//! than allowed, files that a person reads in one go.

use std::fs;
use std::path::{Path, PathBuf};

use crate::rules::all_rust;

/// Tests and all.
const LINES_MAX: usize = 500;
/// The tests of a family stand in files of their own, each for many files.
const OF_A_FAMILY: [&str; 3] = ["checks", "reference_tests", "damage"];

/// The sources of every crate, paths below the repository's root.
fn sources(folders: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for krate in fs::read_dir(root.join("crates")).unwrap() {
        for folder in folders {
            let folder = krate.as_ref().unwrap().path().join(folder);
            if folder.is_dir() {
                all_rust(&folder, &mut files);
            }
        }
    }
    let text = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    };
    let found: Vec<_> = files.into_iter().map(text).collect();
    assert!(found.len() > 300, "only {} files: does the check still see them?", found.len());
    found
}

/// At the bottom of a file, or in FILE/tests.rs; what is longer has parts in FILE/tests/.
#[test]
fn tests_stand_at_the_bottom_of_a_file_or_beside_it() {
    let mut wrong = Vec::new();
    for (path, text) in sources(&["src"]) {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (i, pair) in lines.windows(2).enumerate() {
            let name =
                pair[1].trim_start_matches("pub(super) ").trim_start_matches("mod ").trim_end_matches(';');
            let is_file = pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with(';');
            if is_file && name != "tests" && !OF_A_FAMILY.contains(&name) {
                wrong.push(format!("{path}:{}: tests in a file called {name}", i + 2));
            }
            if pair[0].starts_with("#[path") {
                wrong.push(format!("{path}:{}: a file somewhere else", i + 1));
            }
        }
        // Nothing but tests comes after the tests.
        if let Some(at) = lines.iter().position(|line| *line == "mod tests {")
            && lines[at - 1] == "#[cfg(test)]"
        {
            let after = text.lines().skip(at + 1).skip_while(|line| *line != "}").skip(1);
            if let Some(more) = after.into_iter().find(|line| !line.is_empty()) {
                wrong.push(format!("{path}: `{more}` below the tests"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `pub mod a` and `pub use a::B` in one file are two paths to B, but where B comes from a module of `a` that is not public.
#[test]
fn a_public_item_has_one_path() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut wrong = Vec::new();
    let mut lifted = 0;
    for (path, text) in sources(&["src"]) {
        let public: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
        for line in text.lines().filter_map(|line| line.strip_prefix("pub use ")) {
            lifted += 1;
            let mut steps = line.trim_start_matches("self::").split("::");
            let (from, inner) = (steps.next().unwrap(), steps.next().unwrap_or_default());
            let folder = path.rsplit_once('/').unwrap().0;
            let is_hidden = fs::read_to_string(root.join(folder).join(from).join("mod.rs"))
                .is_ok_and(|module| module.contains(&format!("pub(crate) mod {inner};")));
            if public.contains(&from) && !is_hidden {
                wrong.push(format!("{path}: pub use {line}"));
            }
        }
    }
    assert!(lifted > 100, "only {lifted} re-exports were seen");
    assert!(wrong.is_empty(), "two paths to one item:\n{}", wrong.join("\n"));
}

/// A macro writes code of which some is uneven and some is not; the checks of the fuzzing are code of another crate.
const MAY_ALLOW: [&str; 2] =
    ["crates/errpredict/src/method.rs", "crates/errpredict-cli/tests/fuzz_corpus.rs"];

/// What is expected is an error once it is no longer there; what is allowed stays for ever.
#[test]
fn lints_are_expected_and_not_allowed() {
    let mut wrong = Vec::new();
    for (path, text) in sources(&["src", "tests"]) {
        for (i, line) in text.lines().enumerate() {
            let is_allowed = line.trim_start().starts_with("#[allow(") || line.starts_with("#![allow(");
            if is_allowed && !MAY_ALLOW.contains(&&*path) {
                wrong.push(format!("{path}:{}: {line}", i + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_long() {
    let long: Vec<String> = sources(&["src", "tests"])
        .iter()
        .filter(|(_, text)| text.lines().count() > LINES_MAX)
        .map(|(path, text)| format!("{path}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "over {LINES_MAX} lines, to be split:\n{}", long.join("\n"));
}
