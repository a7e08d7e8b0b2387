//! Rules of the tree that no compiler checks (architecture, invariants 1, 2 and 4; house style, points 1, 4 and 21).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The size guide of the house style.
const LINES_TYPICAL: usize = 250;

struct Source {
    /// Path below `src`, with `/`.
    path: String,
    /// The top-level module it belongs to.
    module: String,
    /// The lines before its tests, comments left out.
    code: Vec<(usize, String)>,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    found.sort();
    assert!(found.len() > 20, "only {} files under {}", found.len(), root.display());
    found.iter().map(|path| read(&root, path)).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test(&path) {
            found.push(path);
        }
    }
}

pub(crate) fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests")
        || path.to_str().is_some_and(|path| path.ends_with("tests.rs"))
}

fn read(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let relative = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
    let module = relative.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
    let before_tests: Vec<&str> = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").collect();
    let code = before_tests
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(i, line)| (i + 1, (*line).to_owned()))
        .collect();
    Source { path: relative, module, code, lines: before_tests.len() }
}

/// The modules in the order of `lib.rs`, and the names it lifts to the top with the module they come from.
pub(crate) fn order() -> (Vec<String>, BTreeMap<String, String>) {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules: Vec<String> = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    let mut lifted = BTreeMap::new();
    for statement in lib.split("pub use ").skip(1) {
        let statement = statement.split(';').next().unwrap();
        // A whole crate that is handed on.
        let Some((module, names)) = statement.split_once("::") else { continue };
        for name in names.split([',', '{', '}', '\n', ' ']).filter(|name| !name.is_empty()) {
            lifted.insert(name.to_owned(), module.to_owned());
        }
    }
    (modules, lifted)
}

/// The first names of all paths from the crate's root in a line: `crate::a::B`, `crate::{a::B, C}`.
fn roots(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let name_of = |text: &str| text.find(|char: char| !(char.is_alphanumeric() || char == '_'));
        match rest.strip_prefix('{') {
            None => found.push(&rest[..name_of(rest).unwrap_or(rest.len())]),
            Some(list) => {
                let mut depth = 0;
                let mut at_start = true;
                for (i, char) in list.char_indices() {
                    match char {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => at_start = true,
                        ' ' => {}
                        _ if depth == 0 && at_start => {
                            let name = &list[i..];
                            found.push(&name[..name_of(name).unwrap_or(name.len())]);
                            at_start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

#[test]
fn modules_use_only_modules_above_them() {
    let (modules, lifted) = order();
    let place = |module: &str| modules.iter().position(|known| known == module);
    let mut wrong = Vec::new();
    let mut checked = 0;
    for source in sources().iter().filter(|source| source.path != "lib.rs") {
        let own = place(&source.module).unwrap_or_else(|| panic!("{} is not in lib.rs", source.path));
        // A list over several lines is one statement.
        let mut statement = String::new();
        for (number, line) in &source.code {
            statement.push_str(line.trim());
            if statement.matches('{').count() > statement.matches('}').count() && line.contains("crate::{")
                || (statement.starts_with("use ") && !statement.ends_with(';'))
            {
                continue;
            }
            for name in roots(&statement) {
                let module = lifted.get(name).map_or(name, String::as_str);
                let Some(used) = place(module) else { continue };
                checked += 1;
                if used > own {
                    wrong.push(format!("{}:{number}: {} uses {module}", source.path, source.module));
                }
            }
            statement.clear();
        }
    }
    assert!(checked > 50, "only {checked} uses were seen: does the check still read the code?");
    assert!(wrong.is_empty(), "modules use only modules above them in lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn roots_are_found() {
    assert_eq!(roots("use crate::time::Timestamp;"), ["time"]);
    assert_eq!(roots("use crate::{event::{Event, EventKind}, Rollup,stats};"), ["event", "Rollup", "stats"]);
    assert_eq!(roots("let x: crate::error::Result<crate::Event> = f();"), ["error", "Event"]);
    // `super::` is followed in `circles.rs`.
    assert_eq!(roots("use super::cells;"), [""; 0]);
}

#[test]
fn the_core_has_no_output_clock_environment_or_random_order() {
    // Each with what stands for it; clippy.toml refuses most of them too, but not inside `allow`.
    const FORBIDDEN: &[&str] = &[
        "println!",
        "print!(",
        "eprint",
        "dbg!",
        "todo!",
        "unimplemented!",
        "std::fs",
        "std::net",
        "std::process",
        "std::env",
        "SystemTime",
        "Instant::now",
        "collections::HashMap",
        "collections::HashSet",
        "RandomState",
        "DefaultHasher",
        "thread_local!",
        "static mut",
        "unsafe ",
        "async fn",
        "par_iter().sum",
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in &source.code {
            for word in FORBIDDEN.iter().filter(|word| line.contains(**word)) {
                // Threads belong to a process, and a child that was forked off must not wait for its parent's.
                if (source.path.as_str(), *word) == ("threads.rs", "std::process") {
                    continue;
                }
                wrong.push(format!("{}:{number}: `{word}`", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "not in the core:\n{}", wrong.join("\n"));
}

/// What each crate may use of the others (architecture, *Crates*); what nobody may use stands on no right side.
const CRATES: &[(&str, &[&str])] = &[
    ("errpredict", &[]),
    ("errpredict-io", &["errpredict"]),
    ("errpredict-wire", &["errpredict", "errpredict-io"]),
    ("errpredict-store", &["errpredict"]),
    ("errpredict-jobs", &["errpredict", "errpredict-store"]),
    (
        "errpredict-server",
        &["errpredict", "errpredict-io", "errpredict-wire", "errpredict-store", "errpredict-jobs"],
    ),
    (
        "errpredict-cli",
        &[
            "errpredict",
            "errpredict-io",
            "errpredict-wire",
            "errpredict-store",
            "errpredict-jobs",
            "errpredict-server",
        ],
    ),
    (
        "errpredict-benches",
        &["errpredict", "errpredict-io", "errpredict-wire", "errpredict-store", "errpredict-cli"],
    ),
    ("errpredict-rust-peers", &["errpredict", "errpredict-io", "errpredict-benches"]),
    ("errpredict-c", &["errpredict", "errpredict-wire"]),
    (
        "errpredict-python",
        &["errpredict", "errpredict-io", "errpredict-wire", "errpredict-store", "errpredict-cli"],
    ),
    ("errpredict-node", &["errpredict", "errpredict-wire", "errpredict-cli"]),
    ("errpredict-browser-wasm", &["errpredict", "errpredict-wire"]),
    ("errpredict-linfa", &["errpredict"]),
    ("errpredict-augurs", &["errpredict"]),
    ("errpredict-smartcore", &["errpredict"]),
];

#[test]
fn crates_use_only_crates_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut manifests: Vec<PathBuf> = ["crates", "adapters", "bindings"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("Cargo.toml").exists())
        .collect();
    manifests
        .extend(["benches", "benches/rust_peers", "bindings/browser/wasm"].map(|folder| root.join(folder)));
    manifests.sort();
    let mut seen = Vec::new();
    for folder in manifests {
        let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let name = text.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).unwrap();
        let allowed = CRATES.iter().find(|(known, _)| *known == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{name} is not in the table of crates"));
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if line.starts_with('[') {
                section = line;
            }
            // Tests may not turn the direction round either.
            let used = line.split(['.', '=', ' ']).next().unwrap();
            if section.ends_with("dependencies]") && used.starts_with("errpredict") {
                assert!(allowed.contains(&used), "{name} uses {used} in {section}");
                seen.push(format!("{name} uses {used}"));
            }
        }
    }
    assert!(seen.contains(&"errpredict-io uses errpredict".to_owned()), "is the check blind? {seen:?}");
}

/// What the README's first command builds, checks and locks knows nothing of the crates that adapters and benches compare with.
#[test]
fn peers_are_in_no_lock_file_but_their_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let locked = |folder: &str| {
        let text = fs::read_to_string(root.join(folder).join("Cargo.lock")).unwrap();
        text.lines()
            .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"').map(str::to_owned))
            .collect()
    };
    let (ours, adapters, peers): (Vec<String>, Vec<String>, Vec<String>) =
        (locked("."), locked("adapters"), locked("benches/rust_peers"));
    for name in ["augurs-core", "linfa", "smartcore"] {
        assert!(adapters.iter().any(|locked| locked == name), "the adapters use {name}");
    }
    for name in [
        "augurs",
        "augurs-core",
        "criterion",
        "drain3",
        "forust-ml",
        "linfa",
        "linfa-ensemble",
        "smartcore",
        "statrs",
    ] {
        assert!(!ours.iter().any(|locked| locked == name), "{name} came into the lock file of the core");
    }
    for name in ["augurs", "criterion", "drain3", "forust-ml", "linfa", "smartcore", "statrs"] {
        assert!(peers.iter().any(|locked| locked == name), "the bench compares with {name}");
    }
}

/// `docs/architecture.md` names the tests that hold each invariant; here they are looked for.
#[test]
fn every_invariant_names_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/architecture.md")).unwrap();
    let section = page.split("## Invariants").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut code = String::new();
    for krate in fs::read_dir(root.join("crates")).unwrap() {
        let mut files = Vec::new();
        for folder in ["src", "tests"] {
            let folder = krate.as_ref().unwrap().path().join(folder);
            if folder.is_dir() {
                all_rust(&folder, &mut files);
            }
        }
        files.iter().for_each(|file| code += &fs::read_to_string(file).unwrap());
    }
    let mut checked = 0;
    for number in 1..=6 {
        let line = section.lines().find(|line| line.starts_with(&format!("{number}. "))).unwrap();
        let tests = line.split("Tests: ").nth(1).unwrap_or_else(|| panic!("no tests named: {line}"));
        for name in tests.split('`').skip(1).step_by(2) {
            assert!(
                code.contains(&format!("fn {name}(")),
                "invariant {number} names `{name}`, which is not there"
            );
            checked += 1;
        }
    }
    assert!(checked >= 6);
}

/// Integration tests are one binary a crate (`autotests = false`): a file that `main.rs` forgets would never be run.
#[test]
fn test_files_are_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut checked = 0;
    for krate in fs::read_dir(root).unwrap() {
        let krate = krate.unwrap().path();
        let manifest = fs::read_to_string(krate.join("Cargo.toml")).unwrap();
        let Ok(main) = fs::read_to_string(krate.join("tests/main.rs")) else { continue };
        for file in fs::read_dir(krate.join("tests")).unwrap() {
            let file = file.unwrap().file_name().into_string().unwrap();
            let Some(name) = file.strip_suffix(".rs").filter(|name| *name != "main") else { continue };
            let is_run = main.lines().any(|line| line.trim() == format!("mod {name};"))
                || manifest.contains(&format!("path = \"tests/{file}\""));
            assert!(
                is_run,
                "{}/tests/{file} is in no test binary: name it in tests/main.rs",
                krate.display()
            );
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} files of tests were seen");
}

pub(crate) fn all_rust(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_rust(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn files_say_what_they_are() {
    let mut sources = sources();
    sources.sort_by_key(|source| std::cmp::Reverse(source.lines));
    println!("files over {LINES_TYPICAL} lines without tests:");
    for source in sources.iter().filter(|source| source.lines > LINES_TYPICAL) {
        println!("{:5} {}", source.lines, source.path);
    }
    for name in ["utils", "common", "types", "misc", "helpers"] {
        let named = |source: &&Source| source.path.split(['/', '.']).any(|part| part == name);
        assert!(sources.iter().find(named).is_none(), "a file called {name}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for source in &sources {
        let text = fs::read_to_string(root.join(&source.path)).unwrap();
        assert!(text.starts_with("//!"), "{} does not say what it is", source.path);
    }
}
