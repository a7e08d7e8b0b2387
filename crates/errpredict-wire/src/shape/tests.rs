//! Shapes by themselves; `tests/shapes.rs` tries every request of every operation and handle.

#![expect(dead_code, reason = "what is read is looked at by serde and the schema alone")]

use serde::Deserialize;

use super::*;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Name {
    Low,
    High,
}

#[derive(Deserialize, JsonSchema)]
#[serde(tag = "method", rename_all = "snake_case")]
enum Method {
    Plain(Plain),
    Many { members: Vec<Method> },
}

#[derive(Deserialize, JsonSchema)]
struct Plain {
    #[serde(default)]
    _k: u32,
}

#[derive(Deserialize, JsonSchema)]
enum Scope {
    System,
    Service { name: String },
}

#[derive(Deserialize, JsonSchema)]
struct Asked {
    name: Name,
    method: Option<Method>,
    #[serde(default)]
    scopes: Vec<Scope>,
    #[serde(default)]
    by_service: BTreeMap<String, Plain>,
    #[serde(default)]
    free: Value,
    #[serde(default)]
    pair: (u32, Vec<f64>),
}

/// What serde takes, and what the shape says of it: the path and the words.
#[track_caller]
fn check(text: &str, refused: &[(&str, &str)]) {
    serde_json::from_str::<Asked>(text).unwrap_or_else(|error| panic!("serde refuses {text}: {error}"));
    let found = Shape::of::<Asked>().check(text);
    let found: Vec<(String, String)> =
        found.err().map(|(error, path)| (path, error.to_string())).into_iter().collect();
    let found: Vec<(&str, &str)> =
        found.iter().map(|(path, said)| (path.as_str(), said.split(" at line").next().unwrap())).collect();
    assert_eq!(found, refused, "{text}");
}

#[test]
fn what_the_schema_says_is_taken() {
    check(r#"{"name": "low"}"#, &[]);
    check(
        r#"{"name": "high", "method": {"method": "many", "members": [{"method": "plain", "k": 2}]},
            "scopes": ["System", {"Service": {"name": "a"}}], "by_service": {"a": {}}, "free": [[{"a": []}]],
            "pair": [1, [2.0]]}"#,
        &[],
    );
    check(r#"{"name": "low", "method": null, "unknown": [[1]]}"#, &[]);
}

#[test]
fn lists_for_objects_and_objects_for_names_are_refused_with_their_place() {
    let object = "expected an object, got a list";
    check(r#"["low", null, [], {}, 1, [1, []]]"#, &[("", object)]);
    check(r#"{"name": {"low": null}}"#, &[("name", "expected one of `low`, `high`, got an object")]);
    check(r#"{"name": "low", "method": ["plain", 3]}"#, &[("method", object)]);
    check(
        r#"{"name": "low", "method": {"method": "many", "members": [{"method": "plain"}, ["plain", 3]]}}"#,
        &[("method.members[1]", object)],
    );
    check(r#"{"name": "low", "scopes": ["System", {"Service": ["a"]}]}"#, &[("scopes[1].Service", object)]);
    check(r#"{"name": "low", "by_service": {"a b": {}, "c\"d": [1]}}"#, &[("by_service.c\"d", object)]);
}

/// What cannot be mistaken is not looked at, so that many numbers cost little.
#[test]
fn only_what_can_be_mistaken_is_looked_at() {
    let shape = Shape::of::<Asked>();
    let root = &shape.nodes[0];
    let looked_at: Vec<&str> = root
        .fields
        .iter()
        .filter(|(_, node)| shape.nodes[**node].is_looked_at)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(looked_at, ["by_service", "method", "name", "scopes"]);
}
