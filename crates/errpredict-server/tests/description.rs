//! The description of the API is the committed one, and every route stands in it with its role.

use std::fs;
use std::path::Path;

use errpredict_server::{Role, openapi_json};
use serde_json::Value;

/// An operation of the description.
pub(crate) struct Described {
    pub(crate) method: String,
    pub(crate) path: String,
    /// None for what anybody may ask.
    pub(crate) role: Option<Role>,
    pub(crate) whole: Value,
}

/// Every operation.
pub(crate) fn operations() -> Vec<Described> {
    let document: Value = serde_json::from_str(&openapi_json().unwrap()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, whole) in methods.as_object().unwrap() {
            let role = whole["x-role"].as_str().map(|name| Role::named(name).unwrap());
            all.push(Described {
                method: method.to_ascii_uppercase(),
                path: path.clone(),
                role,
                whole: whole.clone(),
            });
        }
    }
    all
}

#[test]
fn the_description_is_the_committed_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/openapi.json");
    let text = openapi_json().unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "schema/openapi.json is old: UPDATE=1 cargo test -p errpredict-server --test all description"
    );
}

#[test]
fn every_route_has_a_role_and_every_reference_leads_somewhere() {
    let all = operations();
    assert!(all.len() > 90, "{}", all.len());
    let open: Vec<&str> = all.iter().filter(|one| one.role.is_none()).map(|one| one.path.as_str()).collect();
    // What anybody may ask is listed here as well, so that nothing becomes open by a slip.
    assert_eq!(
        open,
        [
            // Whoever signs in at a provider is nobody yet.
            "/api/ml/auth/oidc/callback",
            "/api/ml/auth/oidc/login",
            "/api/ml/auth/refresh/",
            "/api/ml/auth/revoke/",
            "/api/ml/auth/token/",
            "/api/ml/docs/",
            "/api/ml/docs/{file}",
            // What is signed in the link is who asks.
            "/api/ml/feedback/link/",
            "/api/ml/feedback/link/",
            "/api/ml/health/live",
            "/api/ml/health/ready",
            "/api/ml/openapi.json",
            // A signature says who it is: see `incoming/webhooks.rs`.
            "/api/ml/webhooks/{source}/",
            // With what a browser asks before. Who sends is asked for by what clients of Sentry have: see `protocols.rs`.
            "/api/{project}/envelope/",
            "/api/{project}/envelope/",
            "/api/{project}/store/",
            "/api/{project}/store/",
        ]
    );
    let text = openapi_json().unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    for reference in text.split("\"$ref\": \"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer} leads nowhere");
    }
    let mut ids: Vec<&str> = all.iter().map(|one| one.whole["operationId"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "an operation's id twice");
    // Routes are added to the table and nowhere else.
    let mut routers = 0;
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                routers += fs::read_to_string(path).unwrap().matches(".route(&").count();
            }
        }
    }
    assert_eq!(routers, 2, "a router takes a path that does not stand in the table");
}

/// The page with every setting and every route.
fn page() -> String {
    let mut text = String::from(
        "# Service: settings and routes\n\nWritten by a test: do not edit, run `UPDATE=1 cargo test -p errpredict-server --test all description`.\n\n\
         ## Settings\n\nA TOML file (`errpredict serve --config FILE`) has them by section; the environment wins over it: `server.address` is \
         `ERRPREDICT_SERVER_ADDRESS`. An unknown key and a value out of its range end the start with the key's name; secrets are never printed.\n\n\
         | Key | Default | Meaning |\n|---|---|---|\n",
    );
    let plain = errpredict_server::Config::default().shown();
    let defaults: std::collections::BTreeMap<&str, &str> =
        plain.lines().filter_map(|line| line.split_once(" = ")).collect();
    for key in errpredict_server::KEYS {
        let default = defaults
            .get(key.name)
            .filter(|value| !value.is_empty())
            .map_or("none".to_owned(), |value| format!("`{value}`"));
        text.push_str(&format!("| `{}` | {default} | {} |\n", key.name, key.about));
    }
    text.push_str(
        "\n## Routes\n\nThe whole description with all parameters, bodies and answers is `schema/openapi.json`; the service shows it as a page at \
         `/api/ml/docs/`.\n\n| Method | Path | Role | |\n|---|---|---|---|\n",
    );
    for one in operations() {
        let role = one.role.map_or("anybody", Role::name);
        let about = one.whole["summary"].as_str().unwrap();
        text.push_str(&format!("| {} | `{}` | {role} | {about} |\n", one.method, one.path));
    }
    text
}

#[test]
fn the_page_of_settings_and_routes_is_the_committed_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/service_reference.md");
    let text = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "docs/service_reference.md is old: UPDATE=1 cargo test -p errpredict-server --test all description"
    );
}
