//! The committed JSON Schema is what the code says. `UPDATE=1 cargo test -p errpredict-wire` refreshes it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
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
    let bundle = errpredict_wire::bundle();
    committed("bundle.json", &(serde_json::to_string_pretty(&bundle).unwrap() + "\n"));
    committed("../../crates/errpredict-wire/src/shape/kept.json", &(kept(&bundle).to_string() + "\n"));
}

/// What shapes of small builds are made of: the definitions that requests and settings lead to, without what is said of them.
fn kept(bundle: &Value) -> Value {
    let values = |part: &Value| part.as_object().unwrap().values().cloned().collect::<Vec<_>>();
    let mut asked: Vec<Value> =
        values(&bundle["operations"]).iter().map(|operation| operation["request"].clone()).collect();
    for kind in values(&bundle["handles"]) {
        asked.push(kind["settings"].clone());
        asked.extend(values(&kind["methods"]).iter().map(|method| method["request"].clone()));
    }
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    let mut todo: Vec<String> = asked.iter().flat_map(referred).collect();
    while let Some(name) = todo.pop() {
        let Entry::Vacant(new) = found.entry(name) else { continue };
        let definition = &bundle["$defs"][new.key()];
        todo.extend(referred(definition));
        new.insert(shaping(definition));
    }
    serde_json::json!({ "$defs": found })
}

/// The names of the definitions that a schema refers to.
fn referred(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(fields) => {
            let own =
                fields.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/"));
            own.map(str::to_owned).into_iter().chain(fields.values().flat_map(referred)).collect()
        }
        Value::Array(values) => values.iter().flat_map(referred).collect(),
        _ => Vec::new(),
    }
}

/// What a shape reads of a schema.
fn shaping(schema: &Value) -> Value {
    let Some(fields) = schema.as_object() else { return schema.clone() };
    let of = |(name, value): (&String, &Value)| {
        let kept = match (name.as_str(), value) {
            ("properties", Value::Object(fields)) => {
                fields.iter().map(|(name, field)| (name.clone(), shaping(field))).collect()
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(parts)) => {
                parts.iter().map(shaping).collect()
            }
            ("additionalProperties" | "items", _) => shaping(value),
            ("$ref" | "const" | "enum" | "type", _) => value.clone(),
            _ => return None,
        };
        Some((name.clone(), kept))
    };
    fields.iter().filter_map(of).collect()
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

/// Titles become names of types as well: one title is one message, whoever gives it.
#[test]
fn one_title_is_one_message() {
    let operations = OPERATIONS.iter().flat_map(|operation| [operation.request, operation.response]);
    let methods =
        HANDLES.iter().flat_map(|kind| kind.methods).flat_map(|method| [method.request, method.response]);
    let settings = HANDLES.iter().map(|kind| kind.settings);
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for message in operations.chain(methods).chain(settings) {
        let schema = serde_json::to_value((message.whole)()).unwrap();
        let title =
            schema["title"].as_str().unwrap_or_else(|| panic!("{} has no title", (message.type_name)()));
        if let Some(other) = known.get(title) {
            assert_eq!(other, &schema, "two messages are called {title}");
        }
        known.insert(title.to_owned(), schema);
    }
    assert!(known.len() > 50, "only {} titles were seen", known.len());
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

/// Types of answers that go back into a request as they came: they may come from a later release.
const SENT_BACK: [&str; 14] = [
    "AnomalyCause",
    "AnomalyDetection",
    "Cause",
    "Chance",
    "ErrorPrediction",
    "Evidence",
    "Factor",
    "FeaturePart",
    "GroupState",
    "Lifecycle",
    "LifecycleStep",
    "Metric",
    "PastWords",
    "RisenGroup",
];

/// Every object with fields that a schema reaches and that takes fields it does not know, by the name of its type.
fn open_objects(defs: &Value, schema: &Value, of: &str, seen: &mut Vec<String>, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next())
        && !seen.iter().any(|one| one == name)
    {
        seen.push(name.to_owned());
        open_objects(defs, &defs[name], name, seen, found);
    }
    let is_closed = ["additionalProperties", "unevaluatedProperties"].iter().any(|key| schema[*key] == false);
    if schema.get("properties").is_some() && !is_closed && !found.iter().any(|one| one == of) {
        found.push(of.to_owned());
    }
    let fields = schema["properties"].as_object().into_iter().flat_map(|fields| fields.values());
    let parts = ["anyOf", "oneOf", "allOf", "prefixItems"].into_iter();
    let parts = parts.flat_map(|key| schema[key].as_array().into_iter().flatten());
    for part in fields.chain(parts).chain(["items", "additionalProperties"].map(|key| &schema[key])) {
        if part.is_object() {
            open_objects(defs, part, of, seen, found);
        }
    }
}

#[test]
fn what_stands_inside_of_requests_refuses_unknown_fields_too() {
    let bundle = errpredict_wire::bundle();
    let operations = bundle["operations"].as_object().unwrap().values().map(|one| &one["request"]);
    let handles = bundle["handles"].as_object().unwrap().values().flat_map(|kind| {
        let methods = kind["methods"].as_object().unwrap().values().map(|method| &method["request"]);
        methods.chain([&kind["settings"]])
    });
    let (mut seen, mut found) = (Vec::new(), Vec::new());
    for request in operations.chain(handles) {
        open_objects(&bundle["$defs"], request, "a request", &mut seen, &mut found);
    }
    assert!(seen.len() > 100, "only {} types were seen", seen.len());
    found.sort_unstable();
    assert_eq!(found, SENT_BACK, "types that take fields they do not know");
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
