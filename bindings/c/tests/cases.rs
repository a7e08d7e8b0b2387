//! `tests/cases`, operations and handles, through the functions of the header: the same answers as the core's, byte for byte.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::border::{Opened, Told, call, envelope};

fn files(folder: &str) -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths.iter().map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()).collect()
}

/// The core's answer, with what `call` of this crate gives for it.
fn same(core: &str, told: &Told) {
    let core: Value = serde_json::from_str(core).unwrap();
    match told {
        Ok(bytes) => {
            let body = serde_json::from_slice::<Value>(bytes).unwrap();
            assert_eq!(core, json!({"ok": body}));
        }
        Err(error) => assert_eq!(core, json!({"error": error})),
    }
}

#[test]
fn every_case_gives_what_the_core_gives() {
    let mut n = 0;
    for file in files("cases") {
        let operation = file["operation"].as_str().unwrap();
        for case in file["cases"].as_array().unwrap() {
            let request = case["request"].to_string();
            same(&errpredict_wire::call(operation, &request), &call(operation, &request));
            n += 1;
        }
    }
    assert!(n > 100, "only {n} cases were seen");
}

#[derive(Default)]
struct Held {
    handles: BTreeMap<String, Opened>,
    saved: BTreeMap<String, Vec<u8>>,
}

impl Held {
    fn keep(&mut self, step: &Value, opened: Result<Opened, Value>) -> Value {
        match opened {
            Ok(handle) => {
                self.handles.insert(step["as"].as_str().unwrap().to_owned(), handle);
                json!({"ok": null})
            }
            Err(error) => json!({"error": error}),
        }
    }

    fn take(&mut self, kind: &str, step: &Value) -> Option<Value> {
        let text = |field: &str| step[field].as_str().unwrap();
        match text("step") {
            "open" => Some(self.keep(step, Opened::open(kind, &step["settings"].to_string()))),
            "load" => {
                // Bytes in the file itself are damaged ones: the core's own test has them.
                let bytes = self.saved.get(step.get("saved")?.as_str().unwrap())?.clone();
                Some(self.keep(step, Opened::load(kind, &bytes)))
            }
            "train" => {
                let answer = envelope(call("train", &step["request"].to_string()));
                let settings = json!({"model": answer["ok"]["model"]}).to_string();
                self.keep(step, Opened::open("model", &settings));
                None
            }
            "other" => {
                let handle = Opened::open(text("kind"), "{}").unwrap();
                for event in step["events"].as_array().unwrap() {
                    handle.observe(&event.to_string()).unwrap();
                }
                self.handles.insert(text("as").to_owned(), handle);
                None
            }
            "call" => {
                let with = step.get("with").map(|name| &self.handles[name.as_str().unwrap()]);
                let handle = &self.handles[text("handle")];
                Some(envelope(handle.call(text("method"), &step["request"].to_string(), with)))
            }
            "observe" => Some(envelope(self.handles[text("handle")].observe(&step["event"].to_string()))),
            "save" => {
                let bytes = self.handles[text("handle")].save();
                self.saved.insert(text("as").to_owned(), bytes);
                None
            }
            "close" => {
                self.handles.remove(text("handle")).unwrap();
                None
            }
            other => panic!("no step is called {other}"),
        }
    }
}

#[test]
fn every_sequence_of_calls_on_handles_holds() {
    let mut n = 0;
    for file in files("cases/handles") {
        let kind = file["handle"].as_str().unwrap();
        for case in file["cases"].as_array().unwrap() {
            let mut held = Held::default();
            for (place, step) in case["steps"].as_array().unwrap().iter().enumerate() {
                if let Some(answer) = held.take(kind, step) {
                    holds(&step["answer"], &answer)
                        .unwrap_or_else(|at| panic!("{kind} / {} / step {place}: {at}", case["name"]));
                    n += 1;
                }
            }
        }
    }
    assert!(n > 50, "only {n} answers were compared");
}

/// As the core's own test compares: objects may hold more than is expected.
fn holds(expected: &Value, got: &Value) -> Result<(), String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => expected.iter().try_for_each(|(key, value)| {
            holds(value, got.get(key).ok_or_else(|| format!("`{key}` is missing"))?)
                .map_err(|at| format!("{key}: {at}"))
        }),
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            expected.iter().zip(got).try_for_each(|(expected, got)| holds(expected, got))
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

#[test]
fn null_pointers_and_texts_that_are_none_are_refused() {
    use errpredict_c::{ErrpredictStatus, errpredict_call, errpredict_handle_call, errpredict_handle_free};
    let null = std::ptr::null_mut();
    let mut answer = errpredict_c::ErrpredictBytes { data: null, len: 0 };
    // SAFETY: null where null is looked at, texts with their lengths elsewhere.
    unsafe {
        let bad = b"\xff";
        let status = errpredict_call(
            b"severity".as_ptr().cast(),
            8,
            std::ptr::null(),
            5,
            &raw mut answer,
            null.cast(),
        );
        assert_eq!(status, ErrpredictStatus::InvalidArgument);
        let status =
            errpredict_call(bad.as_ptr().cast(), 1, bad.as_ptr().cast(), 1, &raw mut answer, null.cast());
        assert_eq!(status, ErrpredictStatus::InvalidInput);
        let status = errpredict_call(
            b"version".as_ptr().cast(),
            7,
            b"{}".as_ptr().cast(),
            2,
            null.cast(),
            null.cast(),
        );
        assert_eq!(status, ErrpredictStatus::InvalidArgument);
        let status = errpredict_handle_call(
            null.cast(),
            b"analyze".as_ptr().cast(),
            7,
            b"{}".as_ptr().cast(),
            2,
            null.cast(),
            &raw mut answer,
            null.cast(),
        );
        assert_eq!(status, ErrpredictStatus::InvalidArgument);
        errpredict_handle_free(null.cast());
    }
}
