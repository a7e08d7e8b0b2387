//! `docs/` as a book: every page is in its list, every link leads somewhere, every command and example in it is one that works.
//! `UPDATE=1 cargo test -p errpredict-cli --test all book` writes the list anew. The book itself is `make book`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every page below `docs`, as `folder/name.md`, without the list itself.
fn pages() -> BTreeSet<String> {
    let docs = root().join("docs");
    let mut found = BTreeSet::new();
    for folder in ["", "benchmarks/", "evaluation/"] {
        for entry in fs::read_dir(docs.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") && name != "SUMMARY.md" {
                found.insert(format!("{folder}{name}"));
            }
        }
    }
    assert!(found.len() > 20, "only {} pages", found.len());
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Where pages stand that no part names.
const REST: &str = "Architecture";
const OPERATIONS: &str = "Monitoring and operations";

/// The ten chapters of the guide and what was measured: a title, and its pages, or all of a folder.
const PARTS: &[(&str, &[&str])] = &[
    ("Overview and features", &["overview.md", "program.md", "formats.md", "redaction.md"]),
    (REST, &["architecture.md"]),
    ("Installation and set-up", &["installation.md"]),
    ("Database schema", &["schema.md", "store.md", "store_types.md"]),
    ("API reference", &["ingestion.md", "service_reference.md", "api_reference.md", "wire.md"]),
    ("Models and algorithms", &["methods.md", "features.md"]),
    ("Integration guides", &["assistants.md", "bindings.md", "browser.md", "django.md", "ray.md", "rust.md"]),
    ("Configuration reference", &["configuration.md", "as_code.md"]),
    (OPERATIONS, &["service.md", "jobs.md", "dashboard.md", "operations.md", "deployment.md"]),
    ("Troubleshooting", &["troubleshooting.md"]),
    ("How good it is", &["evaluation/"]),
    ("What it costs", &["benchmarks/"]),
];

/// The part a page stands in.
fn part_of(page: &str) -> &'static str {
    let has = |parts: &[&str]| {
        parts.iter().any(|part| page == *part || !part.ends_with(".md") && page.starts_with(part))
    };
    PARTS.iter().find(|(_, parts)| has(parts)).map_or(REST, |(title, _)| title)
}

fn summary() -> String {
    let mut text = "# Summary\n".to_owned();
    for (title, named) in PARTS {
        let _ = write!(text, "\n# {title}\n\n");
        let mut found: Vec<String> = pages().into_iter().filter(|page| part_of(page) == *title).collect();
        assert!(!found.is_empty(), "no page in the chapter {title}");
        // As they are named, then the others by name.
        found.sort_by_key(|page| named.iter().position(|name| name == page).unwrap_or(named.len()));
        for page in &found {
            let body = read(&root().join("docs").join(page));
            let heading = body.lines().find_map(|line| line.strip_prefix("# "));
            let heading = heading.unwrap_or_else(|| panic!("docs/{page} has no heading"));
            let _ = writeln!(text, "- [{}]({page})", heading.trim());
        }
    }
    text
}

/// What the specification (9) asks of the guide, and the programs (7) that one of its chapters is for.
#[test]
fn the_guide_has_its_ten_chapters() {
    let titles: Vec<&str> = PARTS.iter().map(|(title, _)| *title).take(10).collect();
    let asked = [
        "Overview and features",
        "Architecture",
        "Installation and set-up",
        "Database schema",
        "API reference",
        "Models and algorithms",
        "Integration guides",
        "Configuration reference",
        "Monitoring and operations",
        "Troubleshooting",
    ];
    assert_eq!(titles, asked);
    let (docs, list) = (root().join("docs"), summary());
    for (title, named) in &PARTS[..10] {
        assert!(list.contains(&format!("\n# {title}\n\n- [")), "{title}");
        for page in *named {
            assert!(read(&docs.join(page)).len() > 1_500, "docs/{page} says next to nothing");
        }
    }
    let steps = read(&docs.join("installation.md"));
    assert!((1..=7).all(|step| steps.contains(&format!("\n## {step}. "))), "seven steps");
    let (_, guides) = PARTS.iter().find(|(title, _)| *title == "Integration guides").unwrap();
    let guides: String = guides.iter().map(|page| read(&docs.join(page))).collect();
    let frameworks = ["Django", "Laravel", "Java", "React", "Angular", "Vue", "Flutter", "Node", "Rust"];
    let missing: Vec<&str> = frameworks.into_iter().filter(|name| !guides.contains(*name)).collect();
    assert!(missing.is_empty(), "no guide for {missing:?}");
}

#[test]
fn the_list_of_the_book_has_every_page() {
    let path = root().join("docs/SUMMARY.md");
    let fresh = summary();
    let missing: Vec<String> =
        pages().into_iter().filter(|page| !fresh.contains(&format!("]({page})"))).collect();
    assert!(missing.is_empty(), "in no part of the book: {missing:?}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    assert!(
        read(&path) == fresh,
        "docs/SUMMARY.md is old: run `UPDATE=1 cargo test -p errpredict-cli --test all book`"
    );
}

/// The lines of a page outside of code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            return false;
        }
        !is_code
    })
}

/// What GitHub and mdbook call a heading in addresses.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
    kept.map(|char| if char == ' ' { '-' } else { char }).collect()
}

/// Where the links of a page lead: `[text](target)`, code left out.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for rest in plain.split("](").skip(1) {
            found.extend(rest.split_once(')').map(|(target, _)| target.to_owned()));
        }
    }
    found
}

#[test]
fn every_link_of_the_pages_leads_somewhere() {
    let root = root();
    let mut files: Vec<PathBuf> = pages().iter().map(|page| root.join("docs").join(page)).collect();
    let others = [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "samples/README.md",
        "docs/SUMMARY.md",
    ];
    files.extend(others.map(|name| root.join(name)));
    // The front page of every package.
    for folder in ["adapters", "bindings"] {
        let packages = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        files.extend(packages.map(|package| package.join("README.md")).filter(|page| page.exists()));
    }
    assert!(files.len() > 50, "only {} pages", files.len());
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for file in files {
        for link in links(&read(&file)) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            checked += 1;
            let (target, place) = link.split_once('#').unwrap_or((&link, ""));
            let target = if target.is_empty() { file.clone() } else { file.parent().unwrap().join(target) };
            if !target.exists() {
                wrong.push(format!("{}: {link}", file.display()));
            } else if !place.is_empty()
                && !prose(&read(&target)).any(|line| line.starts_with('#') && anchor(line) == place)
            {
                wrong.push(format!("{}: {link}: no such heading", file.display()));
            }
        }
    }
    assert!(checked > 60, "only {checked} links were seen");
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
}

/// Commands after `$` in blocks of the pages: each is known, with every option it is shown with.
#[test]
fn every_command_of_the_pages_is_one_of_the_program() {
    let root = root();
    let help = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_errpredict")).args(arguments).arg("--help").output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let mut files: Vec<PathBuf> = pages().iter().map(|page| root.join("docs").join(page)).collect();
    files.extend(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)));
    let mut checked = 0;
    for file in files {
        for line in read(&file).lines().filter_map(|line| line.trim_start().strip_prefix("$ ")) {
            // `cargo run ... -- analyze ...` is the program as well.
            let said = line.split(" #").next().unwrap();
            let Some(said) =
                said.strip_prefix("errpredict ").or_else(|| said.split_once(" -- ").map(|(_, said)| said))
            else {
                continue;
            };
            let mut words = said.split_whitespace();
            let mut command = vec![words.next().unwrap()];
            if ["store", "migrate"].contains(&command[0]) && cfg!(not(feature = "store")) {
                continue;
            }
            if ["apply", "serve", "token", "work"].contains(&command[0]) && cfg!(not(feature = "server")) {
                continue;
            }
            if ["feedback", "store", "migrate", "token"].contains(&command[0]) {
                command.extend(words.next());
            }
            let help = help(&command);
            for option in words.filter(|word| word.starts_with("--")) {
                let option = option.split('=').next().unwrap();
                assert!(help.contains(option), "{}: `{line}`: no option {option}", file.display());
            }
            checked += 1;
        }
    }
    assert!(checked >= 4, "only {checked} commands were seen");
}

#[test]
fn json_of_the_pages_is_json() {
    let mut checked = 0;
    for page in pages() {
        let text = read(&root().join("docs").join(&page));
        for block in text.split("```json\n").skip(1) {
            let block = block.split("```").next().unwrap();
            let parsed: Result<serde_json::Value, _> = serde_json::from_str(block);
            assert!(parsed.is_ok(), "docs/{page}: {parsed:?}\n{block}");
            checked += 1;
        }
    }
    assert!(checked > 0);
}

#[test]
fn what_is_read_of_a_page_is_what_stands_there() {
    assert_eq!(links("a [b](c.md#d) `[x](y)`\n```\n[e](f)\n```\n[g](h)"), ["c.md#d", "h"]);
    assert_eq!(anchor("## What is kept: `rollup`"), "what-is-kept-rollup");
}
