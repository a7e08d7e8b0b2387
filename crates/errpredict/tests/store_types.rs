//! `docs/store_types.md`: every column of the specification's tables has a type that gives it, and every name there exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::rules::all_rust;

const TABLES: [&str; 18] = [
    "ml_models",
    "model_features",
    "anomaly_detections",
    "error_predictions",
    "time_series_forecasts",
    "model_training_history",
    "model_evaluation_metrics",
    "prediction_feedback",
    "root_cause_analysis",
    "preventive_actions",
    "ai_insights",
    "ml_pipeline_logs",
    "model_performance_tracking",
    "error_events",
    "error_patterns",
    "feature_snapshots",
    "alert_notifications",
    "audit_log",
];

/// What the core offers: fields and functions of its types, and functions and constants that stand alone.
#[derive(Default)]
struct Offered {
    members: BTreeMap<String, BTreeSet<String>>,
    alone: BTreeSet<String>,
}

fn offered() -> Offered {
    let mut files = Vec::new();
    all_rust(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut found = Offered::default();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        // The type whose block the line stands in.
        let mut own: Option<String> = None;
        for line in text.lines() {
            let word = |from: &str| -> String {
                from.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
            };
            if line == "}" {
                own = None;
            } else if let Some(rest) = line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")) {
                found.members.entry(word(rest)).or_default();
                own = Some(word(rest)).filter(|_| line.ends_with('{'));
            } else if line.starts_with("impl") && !line.contains(" for ") && line.ends_with('{') {
                let name = line.trim_start_matches("impl").trim_start_matches(|c: char| "<'al>".contains(c));
                own = Some(word(name.trim_start()));
            } else if let Some(rest) = line.strip_prefix("    pub ") {
                let rest = rest.strip_prefix("const ").unwrap_or(rest);
                let name = word(rest.strip_prefix("fn ").unwrap_or(rest));
                if let Some(own) = &own {
                    found.members.entry(own.clone()).or_default().insert(name);
                }
            } else if let Some(rest) = line.strip_prefix("pub fn ").or(line.strip_prefix("pub const ")) {
                found.alone.insert(word(rest));
            }
            // `words!` of the vocabulary writes enums, `named!` and `methods!` write `name`.
            let indented = line.strip_prefix("    ").unwrap_or_default();
            if indented.ends_with(") {")
                && indented.starts_with(char::is_uppercase)
                && indented.contains("(\"")
            {
                found.members.entry(word(indented)).or_default();
            }
            if let Some((name, _)) = indented.split_once(" / ").filter(|_| indented.contains("via Method")) {
                found.members.entry(word(name)).or_default().insert("name".to_owned());
            }
        }
    }
    found
}

#[test]
fn every_column_has_a_type_that_gives_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/store_types.md");
    let page = fs::read_to_string(path).unwrap();
    let tables: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("## ")).filter(|name| !name.contains(' ')).collect();
    assert_eq!(tables, TABLES, "one section a table of the specification, in its order");
    let offered = offered();
    let mut checked = 0;
    let mut wrong = Vec::new();
    let tables =
        page.lines().filter(|line| line.starts_with('|')).map(|line| line.split('|').nth(2).unwrap());
    for line in tables.chain(page.split("## The counts themselves").nth(1).unwrap().lines()) {
        if line.is_empty() {
            continue;
        }
        let given = line;
        assert!(!given.trim().is_empty(), "a column that nothing gives, after {checked} names");
        for name in given.split('`').skip(1).step_by(2) {
            let (own, member) = match name.split_once("::").or(name.split_once('.')) {
                Some((own, member)) => (own, Some(member)),
                None => (name, None),
            };
            let is_there = match member {
                Some(member) => offered.members.get(own).is_some_and(|members| members.contains(member)),
                None if name.starts_with(char::is_lowercase) || name == name.to_uppercase() => {
                    offered.alone.contains(name)
                        || ["numeric", "logistic", "error_group"].contains(&name)
                        || TABLES.contains(&name)
                }
                None => offered.members.contains_key(name),
            };
            checked += 1;
            if !is_there {
                wrong.push(format!("`{name}` in: {line}"));
            }
        }
    }
    assert!(checked > 200, "only {checked} names were seen");
    assert!(wrong.is_empty(), "not in the core:\n{}", wrong.join("\n"));
}
