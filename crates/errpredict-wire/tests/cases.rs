//! Runs `tests/cases/*.json`, the language-neutral cases that every binding runs too.
//!
//! A file is `{"operation": ..., "cases": [{"name": ..., "request": ..., "answer": ...}]}`. Objects in `answer` may
//! leave out members of the real answer; arrays may not; numbers agree to a relative 1e-9.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

#[test]
fn every_case_holds() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let operation = file["operation"].as_str().unwrap();
        for case in file["cases"].as_array().unwrap() {
            let answer = errpredict_wire::call(operation, &case["request"].to_string());
            let answer: Value = serde_json::from_str(&answer).unwrap();
            if let Err(place) = holds(&case["answer"], &answer) {
                let answer = answer.to_string();
                wrong.push(format!("{} / {}: {place}\n{:.600}", path.display(), case["name"], answer));
            }
            let (ok, error) = seen.entry(operation.to_owned()).or_default();
            *(if answer.get("ok").is_some() { ok } else { error }) += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for operation in errpredict_wire::OPERATIONS {
        let (ok, error) = seen.get(operation.name).copied().unwrap_or_default();
        assert!(ok > 0 && error > 0, "{}: {ok} cases that work, {error} that are refused", operation.name);
    }
}

#[test]
fn any_text_gets_an_answer() {
    for (operation, request) in
        [("nonsense", "{}"), ("severity", ""), ("severity", "[1"), ("severity", "{\"level\":3}")]
    {
        let answer: Value = serde_json::from_str(&errpredict_wire::call(operation, request)).unwrap();
        assert!(answer["error"]["code"].is_string(), "{operation} {request}: {answer}");
    }
}

pub(crate) fn holds(expected: &Value, got: &Value) -> Result<(), String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => expected.iter().try_for_each(|(key, value)| {
            let found = got.get(key).ok_or_else(|| format!("`{key}` is missing"))?;
            holds(value, found).map_err(|place| format!("{key}: {place}"))
        }),
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            expected.iter().zip(got).enumerate().try_for_each(|(i, (expected, got))| {
                holds(expected, got).map_err(|place| format!("[{i}] {place}"))
            })
        }
        (Value::Number(expected), Value::Number(got)) => {
            let (expected, got) = (expected.as_f64().unwrap(), got.as_f64().unwrap());
            let close = (expected - got).abs() <= 1e-9 * expected.abs().max(got.abs());
            close.then_some(()).ok_or_else(|| format!("expected {expected}, got {got}"))
        }
        _ if expected == got => Ok(()),
        _ => Err(format!("expected {expected}, got {got}")),
    }
}
