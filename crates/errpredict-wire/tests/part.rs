//! A part of the wire answers as the whole does.

use std::path::PathBuf;

use errpredict_wire::{HANDLES, OPERATIONS, Part, run};
use serde_json::Value;

#[test]
fn the_small_part_answers_as_the_whole_one() {
    let mut tried = 0;
    for name in Part::SMALL.operations() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/cases/{name}.json"));
        let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for case in file["cases"].as_array().unwrap() {
            let request = case["request"].to_string();
            assert_eq!(Part::SMALL.run(name, &request), run(name, &request), "{name}: {request}");
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried} cases");
}

#[test]
fn a_part_has_what_it_names_and_nothing_else() {
    assert_eq!(Part::WHOLE.operations().count(), OPERATIONS.len());
    assert_eq!(Part::WHOLE.handles().count(), HANDLES.len());
    let small: Vec<(&str, Vec<&str>)> =
        Part::SMALL.handles().map(|(kind, methods)| (kind, methods.collect())).collect();
    assert_eq!(small, [("monitor", vec!["advance", "measure", "memory", "observe"])]);
    assert_eq!(Part::SMALL.open("rollup", "{}").unwrap_err().code(), "unknown_name");
    let event =
        r#"{"timestamp": "2026-11-20T00:05:00Z", "service": "shop", "severity": "high", "error_type": "E"}"#;
    let (few, all) = (Part::SMALL.open("monitor", "{}").unwrap(), Part::WHOLE.open("monitor", "{}").unwrap());
    for handle in [&few, &all] {
        handle.observe_json(event).unwrap();
    }
    assert_eq!(few.save().unwrap(), all.save().unwrap());
    let at = r#"{"at": "2026-11-20T03:00:00Z"}"#;
    assert_eq!(few.run("advance", at, None), all.run("advance", at, None));
    let refused = few.run("analyze", at, None).unwrap_err();
    assert_eq!((refused.code(), all.run("analyze", at, None).is_ok()), ("unknown_name", true));
    let again = Part::SMALL.load("monitor", &all.save().unwrap()).unwrap();
    assert_eq!(again.save().unwrap(), all.save().unwrap());
}

#[test]
fn the_page_names_what_the_small_part_has() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/browser.md");
    let page = std::fs::read_to_string(path).unwrap();
    let row = page.lines().find(|line| line.starts_with("| `errpredict.wasm` |")).unwrap();
    let told: Vec<&str> =
        row.split('`').skip(3).step_by(2).take_while(|name| *name != "scoreSeries").collect();
    assert_eq!(told, Part::SMALL.operations().collect::<Vec<_>>());
    let (_, methods) = Part::SMALL.handles().next().unwrap();
    let methods: Vec<_> = methods.collect();
    let (_, all) = Part::WHOLE.handles().find(|(kind, _)| *kind == "monitor").unwrap();
    let without = all.filter(|method| !methods.contains(method)).collect::<Vec<_>>().join("` and `");
    assert!(row.contains(&format!("a monitor without `{without}`")), "{row}");
}
