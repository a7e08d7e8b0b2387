//! The committed JSON Schema is what the code says. `UPDATE=1 cargo test -p errpredict-wire` refreshes it.

use std::path::PathBuf;

use errpredict_wire::{ErrorMessage, OPERATIONS};

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
