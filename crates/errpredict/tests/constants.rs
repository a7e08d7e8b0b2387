//! Every number of the core says where it comes from: a source, the experiment that chose it, or why it can be no other.
//!
//! `constants.txt` lists those whose comment says what they do and why, but names neither source nor experiment. It may only
//! grow shorter: a new number with no source fails here.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::rules::{all_rust, is_test};

/// What shows that a comment says where a number comes from.
const SAYS_WHERE: &[&str] = &[
    // Pages and commands of this repository, and what they did.
    "docs/",
    "`make ",
    "measured",
    "simulation",
    "hosen on",
    "hosen for",
    "tried",
    "evaluation set",
    "development origins",
    // Documents.
    "specification",
    "reference implementation",
    "engineering.md",
    "section ",
    // What follows from arithmetic and from units.
    "definition",
    "rounding",
    "finite",
    "overflow",
    "subnormal",
    "2^",
    "2⁵",
    "in a week",
    "in a year",
    "Euler",
    "quantile",
    "normal distribution",
    "digits",
    "precision",
    "as in [`",
    "See [`",
    "see [`",
    "same of",
    "crate::time",
];

/// Years of publications stand in the comments as four digits.
fn names_a_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).enumerate().any(|(i, four)| {
        let is_year =
            (four.starts_with(b"19") || four.starts_with(b"20")) && four.iter().all(u8::is_ascii_digit);
        let is_apart = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_digit);
        is_year
            && is_apart(bytes.get(i + 4))
            && is_apart(i.checked_sub(1).and_then(|before| bytes.get(before)))
    })
}

/// `file NAME` of the numbers whose comments name no source, in order.
fn unsourced() -> (usize, BTreeSet<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    all_rust(&root, &mut files);
    let (mut seen, mut found) = (0, BTreeSet::new());
    for path in files.iter().filter(|path| !is_test(path.strip_prefix(&root).unwrap())) {
        let text = fs::read_to_string(path).unwrap();
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        // A comment above several numbers speaks for all of them.
        let (mut comment, mut is_comment) = (String::new(), false);
        for line in text.lines().take_while(|line| *line != "#[cfg(test)]").map(str::trim) {
            if let Some(words) = line.strip_prefix("//") {
                if !is_comment {
                    comment.clear();
                }
                comment.push_str(words.trim_start_matches(['/', '!']));
                is_comment = true;
                continue;
            }
            is_comment = line.starts_with("#[") && is_comment;
            let declared = line.trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ");
            let declared = declared.trim_start_matches("pub ").strip_prefix("const ");
            if line.is_empty() {
                comment.clear();
            }
            let Some((constant, rest)) = declared.and_then(|declared| declared.split_once(": ")) else {
                continue;
            };
            if !rest.split('=').next().is_some_and(|kind| kind.contains("f64") || kind.contains("f32")) {
                continue;
            }
            seen += 1;
            let whole = format!("{comment} {rest}");
            if !names_a_year(&comment) && !SAYS_WHERE.iter().any(|words| whole.contains(words)) {
                found.insert(format!("{name} {constant}"));
            }
        }
    }
    (seen, found)
}

#[test]
fn no_new_number_is_without_a_source() {
    let (seen, found) = unsourced();
    assert!(seen > 250, "only {seen} numbers were seen");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/constants.txt");
    #[expect(clippy::disallowed_methods, reason = "a test may be told to write")]
    if std::env::var("UPDATE").is_ok() {
        let lines: Vec<&str> = found.iter().map(String::as_str).collect();
        fs::write(path, lines.join("\n") + "\n").unwrap();
    }
    let listed: BTreeSet<String> = fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
    let new: Vec<&String> = found.difference(&listed).collect();
    assert!(
        new.is_empty(),
        "say where these come from: a source, or the experiment that chose them:\n{new:#?}"
    );
    let gone: Vec<&String> = listed.difference(&found).collect();
    assert!(gone.is_empty(), "these have a source now, take them off tests/constants.txt:\n{gone:#?}");
}

#[test]
fn a_year_is_told_from_other_digits() {
    for (text, is_year) in
        [("Page 1954", true), ("(2001)", true), ("12019 rows", false), ("1,954", false), ("20000", false)]
    {
        assert_eq!(names_a_year(text), is_year, "{text}");
    }
}
