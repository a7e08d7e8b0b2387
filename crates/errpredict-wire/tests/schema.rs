//! The committed JSON Schema is what the code says. `UPDATE=1 cargo test -p errpredict-wire` refreshes it.

use std::path::PathBuf;

use errpredict_wire::{ErrorMessage, HANDLES, OPERATIONS};
use serde_json::Value;

fn committed(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema/wire").join(name);
    #[expect(clippy::disallowed_methods, reason = "how a person asks for the refresh")]
    let update = std::env::var("UPDATE").is_ok();
    if update {
        std::fs::write(&path, text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == text,
        "schema/wire/{name} is out of date: run `UPDATE=1 cargo test -p errpredict-wire` and commit"
    );
}

fn pretty(schema: schemars::Schema) -> String {
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

#[test]
fn schemas_are_up_to_date() {
    for operation in OPERATIONS {
        committed(&format!("{}.request.json", operation.name), &pretty((operation.request.whole)()));
        committed(&format!("{}.response.json", operation.name), &pretty((operation.response.whole)()));
    }
    committed("error.json", &pretty(schemars::schema_for!(ErrorMessage)));
    committed("bundle.json", &(serde_json::to_string_pretty(&errpredict_wire::bundle()).unwrap() + "\n"));
}

/// Names of the bundle become names of types in nine languages.
#[test]
fn names_of_the_bundle_are_unique_and_say_what_they_are() {
    let bundle = errpredict_wire::bundle();
    let names: Vec<&String> = bundle["$defs"].as_object().unwrap().keys().collect();
    for name in &names {
        let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
        assert!(base == *name || !names.iter().any(|other| *other == base), "two types are called {base}");
        assert!(
            !["Request", "Response", "State", "Step", "Change"].contains(&name.as_str()),
            "{name} says nothing"
        );
    }
    for operation in OPERATIONS {
        let title = (operation.request.whole)().get("title").cloned().unwrap_or_default();
        let wanted: String =
            operation.name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        assert_eq!(title, format!("{wanted}Request"), "{}", (operation.request.type_name)());
    }
}

/// Whoever writes a field that does not exist is told; whoever reads an answer of a later release is not stopped.
#[test]
fn requests_refuse_unknown_fields_and_answers_do_not() {
    let closed = |schema: &schemars::Schema| {
        let schema: Value = serde_json::to_value(schema).unwrap();
        let of = |one: &Value| {
            one["additionalProperties"] == Value::Bool(false)
                || one["unevaluatedProperties"] == Value::Bool(false)
        };
        match schema["oneOf"].as_array() {
            Some(kinds) => kinds.iter().all(of),
            None => of(&schema),
        }
    };
    let mut requests: Vec<(String, schemars::Schema)> = Vec::new();
    let mut answers: Vec<(String, schemars::Schema)> = Vec::new();
    for operation in OPERATIONS {
        requests.push((operation.name.to_owned(), (operation.request.whole)()));
        // The history is a file of its own, which the caller sends back.
        if operation.name != "feedback" {
            answers.push((operation.name.to_owned(), (operation.response.whole)()));
        }
    }
    for kind in HANDLES {
        requests.push((format!("{} settings", kind.name), (kind.settings.whole)()));
        for method in kind.methods {
            requests.push((format!("{} {}", kind.name, method.name), (method.request.whole)()));
            answers.push((format!("{} {}", kind.name, method.name), (method.response.whole)()));
        }
    }
    let wrong: Vec<&str> = requests
        .iter()
        .filter(|(_, schema)| !closed(schema))
        .chain(answers.iter().filter(|(_, schema)| closed(schema)))
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn codes_of_errors_are_an_enumeration() {
    let error: Value = serde_json::to_value(schemars::schema_for!(ErrorMessage)).unwrap();
    let codes = error["$defs"]["ErrorKind"].to_string();
    for kind in errpredict::ErrorKind::ALL {
        assert!(codes.contains(&format!("\"{}\"", kind.code())), "{} is missing", kind.code());
    }
}

#[test]
fn no_schema_is_left_over() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema/wire");
    let known: Vec<String> = OPERATIONS
        .iter()
        .flat_map(|operation| {
            [format!("{}.request.json", operation.name), format!("{}.response.json", operation.name)]
        })
        .chain(["error.json".to_owned(), "bundle.json".to_owned()])
        .collect();
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name), "schema/wire/{name} belongs to no operation");
    }
}
