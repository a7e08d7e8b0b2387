//! Every number of the core says where it comes from: a source, the experiment that chose it, or why it can be no other.
//!
//! `constants.txt` lists those whose comment says what they do and why, but names neither source nor experiment, and
//! `judgements.txt` those that a person chose for a reason and no experiment. Both may only grow shorter: a new number
//! with no source, or a new judgement, fails here.

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
    // What nothing but a person chose. Where that is so, saying it is as honest as a source gets; each is on a list of
    // its own, so that none comes in unseen.
    BY_JUDGEMENT,
];

/// What a comment says of a number that a person chose, with the reason after it.
const BY_JUDGEMENT: &str = "By judgement:";

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

/// A number of the core, and what its comment says of where it comes from.
struct Number {
    /// `file NAME`.
    name: String,
    has_source: bool,
    is_judgement: bool,
}

/// How many lines stand before the tests at the end of a file. Tests in a file of their own end nothing: numbers may
/// follow the line that names them.
fn before_tests(lines: &[&str]) -> usize {
    let begin =
        lines.windows(2).position(|two| matches!(two, ["#[cfg(test)]", next] if !next.ends_with(';')));
    begin.unwrap_or(lines.len())
}

/// All numbers with their names, by file and line.
fn numbers() -> Vec<Number> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    all_rust(&root, &mut files);
    let mut found = Vec::new();
    for path in files.iter().filter(|path| !is_test(path.strip_prefix(&root).unwrap())) {
        let text = fs::read_to_string(path).unwrap();
        let file = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        // A comment above several numbers speaks for all of them.
        let (mut comment, mut is_comment) = (String::new(), false);
        let lines: Vec<&str> = text.lines().collect();
        for line in lines.iter().take(before_tests(&lines)).map(|line| line.trim()) {
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
            let is_number =
                rest.split('=').next().is_some_and(|kind| kind.contains("f64") || kind.contains("f32"));
            // A function that is known while compiling is no number.
            if !is_number || constant.starts_with("fn ") {
                continue;
            }
            let whole = format!("{comment} {rest}");
            found.push(Number {
                name: format!("{file} {constant}"),
                has_source: names_a_year(&comment) || SAYS_WHERE.iter().any(|words| whole.contains(words)),
                is_judgement: comment.contains(BY_JUDGEMENT),
            });
        }
    }
    found
}

/// Holds what was found against a list beside this file, which may only grow shorter. `UPDATE` renews it.
fn hold(list: &str, found: &BTreeSet<&str>, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(list);
    #[expect(clippy::disallowed_methods, reason = "a test may be told to write")]
    if std::env::var("UPDATE").is_ok() {
        let mut lines = found.iter().copied().collect::<Vec<_>>().join("\n");
        if !lines.is_empty() {
            lines.push('\n');
        }
        fs::write(&path, lines).unwrap();
    }
    let text = fs::read_to_string(&path).unwrap();
    let listed: BTreeSet<&str> = text.lines().collect();
    let new: Vec<&&str> = found.difference(&listed).collect();
    assert!(new.is_empty(), "{wanted}:\n{new:#?}");
    let gone: Vec<&&str> = listed.difference(found).collect();
    assert!(gone.is_empty(), "take these off tests/{list}:\n{gone:#?}");
}

#[test]
fn no_new_number_is_without_a_source() {
    let numbers = numbers();
    assert!(numbers.len() > 250, "only {} numbers were seen", numbers.len());
    let found =
        numbers.iter().filter(|number| !number.has_source).map(|number| number.name.as_str()).collect();
    hold("constants.txt", &found, "say where these come from: a source, or the experiment that chose them");
}

#[test]
fn no_new_number_is_a_judgement_unseen() {
    let numbers = numbers();
    let found =
        numbers.iter().filter(|number| number.is_judgement).map(|number| number.name.as_str()).collect();
    hold(
        "judgements.txt",
        &found,
        "nothing chose these but a person: find a source or make the experiment, else list them",
    );
}

#[test]
fn a_year_is_told_from_other_digits() {
    for (text, is_year) in
        [("Page 1954", true), ("(2001)", true), ("12019 rows", false), ("1,954", false), ("20000", false)]
    {
        assert_eq!(names_a_year(text), is_year, "{text}");
    }
}

#[test]
fn tests_in_a_file_of_their_own_end_nothing() {
    assert_eq!(before_tests(&["#[cfg(test)]", "mod tests;", "const A: f64 = 1.0;"]), 3);
    assert_eq!(before_tests(&["const A: f64 = 1.0;", "#[cfg(test)]", "mod tests {"]), 1);
}
