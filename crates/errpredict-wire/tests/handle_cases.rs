//! Runs `tests/cases/handles/*.json`, the language-neutral sequences of calls on handles that every binding runs too.
//!
//! A file is `{"handle": kind, "cases": [{"name": ..., "steps": [...]}]}`. Steps, each by its `step`:
//!
//! - `open` (`as`, `settings`, `answer`), `load` (`as`, `saved` or `bytes` in base64, `answer`): a handle under a name;
//!   `{"ok": null}` or an error is the answer;
//! - `train` (`as`, `request`): the handle `model` opened with what the operation `train` answers to the request;
//! - `other` (`kind`, `as`, `events`): a handle of another kind with events, for the next steps to be given along;
//! - `call` (`handle`, `method`, `request`, `with`?, `answer`), `observe` (`handle`, `event`, `answer`);
//! - `save` (`handle`, `as`): bytes under a name, saved twice to the same; `close` (`handle`).
//!
//! Answers are compared as in `cases.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use errpredict_wire::{HANDLES, Handle, error_message};
use serde_json::{Value, json};

use crate::cases::holds;

fn text<'a>(step: &'a Value, field: &str) -> &'a str {
    step[field].as_str().unwrap_or_else(|| panic!("`{field}` is missing in {step}"))
}

fn told<T>(result: errpredict::Result<T>) -> (Option<T>, Value) {
    match result {
        Ok(value) => (Some(value), json!({"ok": null})),
        Err(error) => (None, json!({"error": error_message(&error)})),
    }
}

/// What a case holds between its steps.
#[derive(Default)]
struct Held {
    handles: BTreeMap<String, Handle>,
    saved: BTreeMap<String, Vec<u8>>,
}

impl Held {
    fn handle(&self, name: &str) -> &Handle {
        self.handles.get(name).unwrap_or_else(|| panic!("no handle `{name}` is open"))
    }

    /// The answer of a step, where it has one.
    fn take(&mut self, kind: &str, step: &Value) -> Option<Value> {
        match text(step, "step") {
            "open" => {
                let (handle, answer) = told(Handle::open(kind, &step["settings"].to_string()));
                handle.and_then(|handle| self.handles.insert(text(step, "as").to_owned(), handle));
                Some(answer)
            }
            "load" => {
                let bytes = match step.get("saved") {
                    Some(name) => self.saved[name.as_str().unwrap()].clone(),
                    None => STANDARD.decode(text(step, "bytes")).unwrap(),
                };
                let (handle, answer) = told(Handle::load(kind, &bytes));
                handle.and_then(|handle| self.handles.insert(text(step, "as").to_owned(), handle));
                Some(answer)
            }
            "train" => {
                let answer = errpredict_wire::call("train", &step["request"].to_string());
                let answer: Value = serde_json::from_str(&answer).unwrap();
                let settings = json!({"model": answer["ok"]["model"]}).to_string();
                self.handles.insert(text(step, "as").to_owned(), Handle::open("model", &settings).unwrap());
                None
            }
            "other" => {
                let handle = Handle::open(text(step, "kind"), "{}").unwrap();
                for event in step["events"].as_array().unwrap() {
                    handle.observe_json(&event.to_string()).unwrap();
                }
                self.handles.insert(text(step, "as").to_owned(), handle);
                None
            }
            "call" => {
                let with = step.get("with").map(|name| self.handle(name.as_str().unwrap()));
                let request = step["request"].to_string();
                let answer = self.handle(text(step, "handle")).call(text(step, "method"), &request, with);
                Some(serde_json::from_str(&answer).unwrap())
            }
            "observe" => {
                Some(told(self.handle(text(step, "handle")).observe_json(&step["event"].to_string())).1)
            }
            "save" => {
                let handle = self.handle(text(step, "handle"));
                let bytes = handle.save().unwrap();
                assert_eq!(bytes, handle.save().unwrap(), "saving changed what is saved");
                self.saved.insert(text(step, "as").to_owned(), bytes);
                None
            }
            "close" => {
                let name = text(step, "handle");
                assert!(self.handles.remove(name).is_some(), "no handle `{name}` is open");
                None
            }
            other => panic!("no step is called {other}"),
        }
    }
}

#[test]
fn every_sequence_holds() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/handles");
    let mut wrong = Vec::new();
    // What was tried of each kind: `open ok`, `call analyze error` and so on.
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let kind = text(&file, "handle");
        for case in file["cases"].as_array().unwrap() {
            let mut held = Held::default();
            for (place, step) in case["steps"].as_array().unwrap().iter().enumerate() {
                let answer = held.take(kind, step);
                let method = step["method"].as_str().unwrap_or_default();
                let end = match &answer {
                    Some(answer) if answer.get("error").is_some() => "error",
                    _ => "ok",
                };
                let step_name = if step["step"] == "train" { "open" } else { text(step, "step") };
                let tried = format!("{step_name} {method} {end}");
                seen.entry(kind.to_owned()).or_default().insert(tried);
                if let Some(answer) = answer
                    && let Err(at) = holds(&step["answer"], &answer)
                {
                    let place = format!("{} / {} / step {place}", path.display(), case["name"]);
                    wrong.push(format!("{place}: {at}\n{:.600}", answer.to_string()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for kind in HANDLES {
        let tried = seen.get(kind.name).unwrap_or_else(|| panic!("no cases of the handle {}", kind.name));
        let mut wanted: Vec<String> =
            ["open  ok", "open  error", "load  ok", "load  error", "save  ok", "close  ok"]
                .map(str::to_owned)
                .into();
        for method in kind.methods {
            wanted.extend(["ok", "error"].map(|end| format!("call {} {end}", method.name)));
        }
        wanted.retain(|step| !tried.contains(step));
        assert!(wanted.is_empty(), "{}: no case of {wanted:?}", kind.name);
    }
}

/// A handle of each kind that has seen something, as the cases leave it just before it is saved.
fn filled() -> Vec<(&'static str, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/handles");
    let largest = |kind: &'static str| {
        let file = std::fs::read_to_string(folder.join(format!("{kind}.json"))).unwrap();
        let file: Value = serde_json::from_str(&file).unwrap();
        let saved = file["cases"].as_array().unwrap().iter().flat_map(|case| {
            let mut held = Held::default();
            case["steps"].as_array().unwrap().iter().for_each(|step| drop(held.take(kind, step)));
            held.saved.into_values()
        });
        (kind, saved.max_by_key(Vec::len).unwrap())
    };
    HANDLES.iter().map(|kind| largest(kind.name)).collect()
}

#[test]
fn damaged_bytes_are_refused_by_every_handle() {
    let filled = filled();
    for (kind, bytes) in &filled {
        Handle::load(kind, bytes).unwrap();
        assert_eq!(Handle::kind_of(bytes).unwrap(), *kind);
        let refused = |damaged: &[u8], what: &str| {
            let error = Handle::load(kind, damaged).expect_err(what);
            let codes = ["corrupt", "invalid_input", "unsupported_version"];
            assert!(codes.contains(&error.code()), "{kind}, {what}: {error:?}");
        };
        for at in (0..bytes.len()).step_by(1 + bytes.len() / 200) {
            refused(&bytes[..at], &format!("cut at {at}"));
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            refused(&flipped, &format!("byte {at} is another"));
        }
        refused(&[&bytes[..], b"0"].concat(), "longer");
        for text in ["", "{}", "[]", "null", "errpred"] {
            refused(text.as_bytes(), text);
        }
        for (other, bytes) in filled.iter().filter(|(other, _)| other != kind) {
            refused(bytes, &format!("the bytes of a {other}"));
        }
    }
}
