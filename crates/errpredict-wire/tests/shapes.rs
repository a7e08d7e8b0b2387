//! No request may have a shape that its schema does not say: a list in place of an object, an object in place of a name.

use std::collections::BTreeSet;
use std::path::PathBuf;

use errpredict_wire::{HANDLES, Handle, OPERATIONS};
use serde_json::{Value, json};

/// Every object inside a value, by its path as errors write it, without those whose content is free.
fn objects(value: &Value, path: &str, found: &mut Vec<(String, String)>, pointer: &str) {
    match value {
        Value::Object(fields) => {
            found.push((path.to_owned(), pointer.to_owned()));
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let escaped = name.replace('~', "~0").replace('/', "~1");
                objects(value, &path, found, &format!("{pointer}/{escaped}"));
            }
        }
        Value::Array(values) => {
            // One of each list is enough.
            for (i, value) in values.iter().enumerate().take(2) {
                objects(value, &format!("{path}[{i}]"), found, &format!("{pointer}/{i}"));
            }
        }
        _ => {}
    }
}

/// The request with one object as the list of its values.
fn mistaken(request: &Value, pointer: &str) -> Value {
    let mut changed = request.clone();
    let place = changed.pointer_mut(pointer).unwrap();
    *place = place.as_object().unwrap().values().cloned().collect();
    changed
}

/// What is wrong with the answer to a request with a list at a path.
fn unrefused(answer: &str, path: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let error = &answer["error"];
    let told = error["context"]["path"].as_str().unwrap_or_default();
    let is_told = error["message"].as_str().is_some_and(|said| said.contains("expected"));
    let is_right = error["code"] == "invalid_input" && told == path && is_told;
    (!is_right).then(|| format!("a list at `{path}`: {:.300}", answer.to_string()))
}

fn files(folder: &str) -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.is_file());
    files.map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()).collect()
}

#[test]
fn no_operation_takes_a_list_for_an_object() {
    let (mut wrong, mut tried, mut operations) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for file in files("") {
        let operation = file["operation"].as_str().unwrap();
        for case in file["cases"].as_array().unwrap() {
            if case["answer"].get("ok").is_none() {
                continue;
            }
            let mut found = Vec::new();
            objects(&case["request"], "", &mut found, "");
            for (path, pointer) in found {
                // What a person adds to an event is free.
                if path.contains("attributes.") || !tried.insert((operation.to_owned(), path.clone())) {
                    continue;
                }
                operations.insert(operation.to_owned());
                let request = mistaken(&case["request"], &pointer).to_string();
                let told = unrefused(&errpredict_wire::call(operation, &request), &path);
                wrong.extend(told.map(|told| format!("{operation}: {told}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(operations.len(), OPERATIONS.len(), "operations without a case");
    assert!(tried.iter().filter(|(_, path)| !path.is_empty()).count() > 50, "hardly anything was tried");
}

#[test]
fn no_handle_takes_a_list_for_an_object() {
    let mut wrong = Vec::new();
    for file in files("handles") {
        let name = file["handle"].as_str().unwrap();
        let kind = HANDLES.iter().find(|kind| kind.name == name).unwrap();
        let mut opened = None;
        for step in
            file["cases"].as_array().unwrap().iter().flat_map(|case| case["steps"].as_array().unwrap())
        {
            let mut found = Vec::new();
            match step["step"].as_str().unwrap() {
                "train" if opened.is_none() => {
                    let answer = errpredict_wire::call("train", &step["request"].to_string());
                    let answer: Value = serde_json::from_str(&answer).unwrap();
                    let settings = json!({"model": answer["ok"]["model"]}).to_string();
                    opened = Some(Handle::open(kind.name, &settings).unwrap());
                }
                "open" => {
                    objects(&step["settings"], "", &mut found, "");
                    for (path, pointer) in found {
                        let error =
                            Handle::open(kind.name, &mistaken(&step["settings"], &pointer).to_string());
                        let error = errpredict_wire::error_message(&error.unwrap_err());
                        let told = unrefused(&json!({"error": error}).to_string(), &path);
                        wrong.extend(told.map(|told| format!("{name} settings: {told}")));
                    }
                    if opened.is_none() {
                        opened = Handle::open(kind.name, &step["settings"].to_string()).ok();
                    }
                }
                "call" if step["answer"].get("ok").is_some() => {
                    objects(&step["request"], "", &mut found, "");
                    let method = step["method"].as_str().unwrap();
                    for (path, pointer) in found {
                        let request = mistaken(&step["request"], &pointer).to_string();
                        let answer = opened.as_ref().unwrap().call(method, &request, None);
                        let told = unrefused(&answer, &path);
                        wrong.extend(told.map(|told| format!("{name} {method}: {told}")));
                    }
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_name_is_an_object() {
    for (operation, request, path) in [
        (
            "fingerprint",
            json!({"event": {"timestamp": "2026-11-20T00:00:00Z", "service": "a", "severity": {"high": null}}}),
            "event.severity",
        ),
        (
            "analyze",
            json!({"events": [{"timestamp": "2026-11-20T00:00:00Z", "service": "a", "kind": {"request": null}}]}),
            "events[0].kind",
        ),
    ] {
        let told = unrefused(&errpredict_wire::call(operation, &request.to_string()), path);
        assert_eq!(told, None);
    }
    let monitor = Handle::open("monitor", "{}").unwrap();
    let event = r#"{"timestamp": "2026-11-20T00:00:00Z", "service": "a", "severity": {"high": null}}"#;
    let error = monitor.observe_json(event).unwrap_err();
    assert_eq!(error.code(), "invalid_input", "{error}");
}
