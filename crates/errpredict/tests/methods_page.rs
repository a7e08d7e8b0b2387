//! `docs/methods.md` is what the methods' own files say of themselves. `UPDATE=1 cargo test` writes it anew.
//!
//! Every registered method has its formula or steps, its source with a year, and when it works badly: the page cannot
//! be made without them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use errpredict::detect::Detector;
use errpredict::forecast::Forecaster;
use errpredict::predict::Predictor;

/// A family: its folder, its title, what its list is for, and the registered names.
struct Family {
    folder: &'static str,
    title: &'static str,
    about: &'static str,
    names: &'static [(&'static str, &'static str)],
}

const FAMILIES: &[Family] = &[
    Family {
        folder: "detect",
        title: "Anomaly detection",
        about: "Chosen with `errpredict detect --detector NAME`. A detector gives scores; what counts as an anomaly \
                is decided once, by a false-alarm budget.",
        names: Detector::ABOUT,
    },
    Family {
        folder: "predict",
        title: "Error prediction",
        about: "Chosen with `errpredict train --method NAME`. Each gives log-odds, calibrated afterwards on rows it \
                was not fitted on.",
        names: Predictor::ABOUT,
    },
    Family {
        folder: "forecast",
        title: "Forecasting",
        about: "Chosen with `errpredict forecast --method NAME`. Each gives points; intervals come from the errors \
                made in a backtest.",
        names: Forecaster::ABOUT,
    },
];

/// What runs without being chosen by name.
const UNNAMED: &[(&str, &str)] = &[
    ("detect/counts.rs", "Counts per step"),
    ("detect/mix.rs", "Mix of error groups"),
    ("detect/stream.rs", "Series, one point at a time"),
    ("detect/metrics.rs", "Several metrics of one service"),
    ("detect/peers_of_counts.rs", "Services of one group"),
    ("predict/severity.rs", "Severity of the next error"),
    ("predict/calibration.rs", "Calibration"),
    ("predict/recalibration.rs", "Recalibration"),
    ("forecast/intervals.rs", "Intervals"),
    ("forecast/hierarchy.rs", "Services and their total"),
    ("pattern/templates/mod.rs", "Message templates"),
    ("pattern/similar/mod.rs", "Similar errors"),
    ("rca/mod.rs", "Root causes"),
];

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)
}

/// The module's own docs, links to items turned into plain code.
fn module_docs(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut docs = String::new();
    let mut is_code = false;
    for line in text.lines().map_while(|line| line.strip_prefix("//!")) {
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        if line.starts_with("```") {
            is_code = !is_code;
            docs.push_str(if is_code && line == "```" { "```rust\n" } else { line });
            if is_code && line == "```" {
                continue;
            }
        } else if !(is_code && line.starts_with("# ")) {
            // What rustdoc hides, the page does not show either.
            docs.push_str(line);
        } else {
            continue;
        }
        docs.push('\n');
    }
    assert!(!docs.trim().is_empty(), "{} says nothing of itself", path.display());
    docs.replace("[`", "`").replace("`]", "`")
}

/// The module that a line `"name" => Variant(module::Settings, ...)` of the family's list names.
fn module_of(list: &str, name: &str) -> String {
    let (_, rest) =
        list.split_once(&format!("\"{name}\" => ")).unwrap_or_else(|| panic!("{name} is not in the list"));
    let (_, rest) = rest.split_once('(').unwrap();
    rest.split_once("::").unwrap().0.to_owned()
}

fn file_of(folder: &str, module: &str) -> PathBuf {
    let file = source(&format!("{folder}/{module}.rs"));
    if file.exists() { file } else { source(&format!("{folder}/{module}/mod.rs")) }
}

fn has_year(docs: &str) -> bool {
    docs.split(|char: char| !char.is_ascii_digit())
        .any(|part| part.len() == 4 && part.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year)))
}

/// What a method's docs lack; a baseline or a combination of ours has no paper and says so.
fn lacking(name: &str, docs: &str) -> Vec<String> {
    let lower = docs.to_lowercase();
    let mut lacking = Vec::new();
    if !lower.contains("works badly") {
        lacking.push(format!("{name}: when it works badly"));
    }
    if !has_year(docs) && !lower.contains("no paper") {
        lacking.push(format!("{name}: its source with a year, or the words \"no paper\""));
    }
    lacking
}

/// Headings inside module docs would break the page's order.
fn lowered(docs: &str) -> String {
    docs.lines().fold(String::new(), |mut text, line| {
        let heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let _ = writeln!(text, "{}{line}", if heading { "###" } else { "" });
        text
    })
}

#[test]
#[cfg_attr(
    not(feature = "lstm"),
    ignore = "the page holds the recurrent network too: needs the feature `lstm`"
)]
fn the_page_of_methods_is_what_the_methods_say() {
    let mut page = String::from(
        "# Methods\n\nGenerated from the methods' own files: do not edit, run `UPDATE=1 cargo test -p errpredict \
         --features lstm --test all methods_page`.\n\nHow each was measured: [evaluations](evaluation/), [benchmarks](benchmarks/).\n",
    );
    let mut missing = Vec::new();
    for family in FAMILIES {
        let list = fs::read_to_string(source(&format!("{}/mod.rs", family.folder))).unwrap();
        let _ = writeln!(page, "\n## {}\n\n{}\n", family.title, family.about);
        for (name, about) in family.names {
            let _ = writeln!(page, "- [`{name}`](#{name}): {}", about.trim());
        }
        for (name, _) in family.names {
            let docs = module_docs(&file_of(family.folder, &module_of(&list, name)));
            missing.extend(lacking(name, &docs));
            let _ = writeln!(page, "\n### {name}\n\n{}", lowered(&docs).trim_end());
        }
    }
    let _ = writeln!(page, "\n## What runs without being chosen");
    for (path, title) in UNNAMED {
        let docs = module_docs(&source(path));
        let _ = writeln!(page, "\n### {title}\n\n{}", lowered(&docs).trim_end());
    }
    assert!(missing.is_empty(), "missing in the module docs:\n{}", missing.join("\n"));

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/methods.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "docs/methods.md is old: UPDATE=1 cargo test -p errpredict --features lstm --test all methods_page"
    );
}

#[test]
fn what_is_lacking_is_seen() {
    assert_eq!(lacking("a", "Works badly when idle. Source: B. Smith (2001)."), [""; 0]);
    assert_eq!(lacking("a", "Works badly when idle; no paper.").len(), 0);
    assert_eq!(lacking("a", "Source: 12001 of 99.").len(), 2);
}
