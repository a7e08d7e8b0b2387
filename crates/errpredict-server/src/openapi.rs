//! The description of the API (OpenAPI 3.1), made from the table of routes and the types that go in and out: it cannot say what the
//! service does not do.

use errpredict_store::{DEEPEST, Listing, Parameter, Wanted};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::problem::ProblemDetails;
use crate::route::{Repeats, Route, Who};

/// The description as JSON.
pub(crate) fn document(routes: &[Route]) -> Value {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut schemas = settings.into_generator();
    let problem = schemas.subschema_for::<ProblemDetails>();
    let mut paths: Map<String, Value> = Map::new();
    // Pages are for people; `docs/dashboard.md` lists them.
    for route in routes.iter().filter(|route| !route.is_page) {
        let operation = operation(route, &mut schemas);
        let path = paths.entry(route.whole()).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation;
    }
    paths.sort_keys();
    let mut all = schemas.take_definitions(true);
    all.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "errpredict",
            "version": errpredict::VERSION,
            "description": "Foresees errors in running services. Paths keep their trailing slash; the form without it works too. Every error is a \
                            problem (RFC 9457) with a stable code. Where an Idempotency-Key is a parameter, a request that \
                            is sent again with it is done once and answered the same; where it is none, a request that would do something is refused with it.",
            "license": {"name": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": all,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
            "responses": {
                "Problem": {
                    "description": "What went wrong.",
                    "content": {"application/problem+json": {"schema": problem}},
                },
            },
        },
    })
}

fn operation(route: &Route, schemas: &mut SchemaGenerator) -> Value {
    let path = route.whole();
    let mut parameters: Vec<Value> = path_parameters(&path);
    if let Some(listing) = route.listing {
        parameters.extend(of_list(listing, route.of_path));
    }
    if let Some(query) = route.query {
        let schema = query(schemas);
        parameters.extend(of_query(&schema, schemas));
    }
    let longest = match route.repeats {
        Repeats::ByDoor => Some(250),
        Repeats::ByEvents => Some(200),
        Repeats::Harmless | Repeats::Refused => None,
    };
    if let Some(longest) = longest {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "a text of the caller's own: the same request with the same key is done once",
            "schema": {"type": "string", "minLength": 1, "maxLength": longest, "pattern": "^[!-~]+$"},
        }));
    }
    let schema = route.answer.map(|answer| answer(schemas).to_value());
    let mut content = Map::new();
    content.insert(
        route.content.to_owned(),
        json!({"schema": schema.unwrap_or_else(|| if route.content == "application/json" { json!({}) } else { json!({"type": "string"}) })}),
    );
    let mut responses = Map::new();
    responses
        .insert(route.status.to_string(), json!({"description": route.about, "content": content.clone()}));
    if route.body.is_none() && route.is_raw {
        responses.insert(
            "422".to_owned(),
            json!({"description": "Nothing of it could be used.", "content": content}),
        );
    }
    responses.insert("default".to_owned(), json!({"$ref": "#/components/responses/Problem"}));
    let mut found = json!({
        "operationId": operation_id(route),
        "summary": route.about,
        "tags": [tag(route.path)],
        "parameters": parameters,
        "responses": responses,
        "x-role": match route.who {
            Who::Anybody => Value::Null,
            Who::Having(role) => json!(role.name()),
        },
    });
    found["security"] = match route.who {
        Who::Anybody => json!([]),
        Who::Having(_) if route.keys => json!([{"token": []}, {"key": []}]),
        Who::Having(_) => json!([{"token": []}]),
    };
    if let Some(body) = route.body {
        let schema = body(schemas).to_value();
        found["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
    } else if route.is_raw && route.method == "POST" {
        found["requestBody"] = json!({"required": true, "content": {"*/*": {"schema": {"type": "string"}}}});
    }
    found
}

fn operation_id(route: &Route) -> String {
    let words: Vec<&str> = route
        .path
        .split(['/', '-', '.', '_'])
        .map(|part| part.trim_matches(['{', '}']))
        .filter(|part| !part.is_empty())
        .collect();
    format!("{}_{}", route.method.as_str().to_ascii_lowercase(), words.join("_"))
}

fn tag(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

fn path_parameters(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let one = |name: &str| {
        let schema = if name == "id" {
            json!({"type": "string", "format": "uuid"})
        } else {
            json!({"type": "string", "minLength": 1})
        };
        json!({"name": name, "in": "path", "required": true, "schema": schema})
    };
    names.map(one).collect()
}

fn of_list(listing: &Listing, of_path: Option<&str>) -> Vec<Value> {
    let query = |name: &str, about: &str, schema: Value| json!({"name": name, "in": "query", "required": false, "description": about, "schema": schema});
    let filters = listing.filters.iter().filter(|filter| Some(filter.name) != of_path);
    let mut all: Vec<Value> =
        filters.map(|filter| query(filter.name, filter.about, schema_of(filter))).collect();
    let orders: Vec<String> =
        listing.orders().flat_map(|name| [name.to_owned(), format!("-{name}")]).collect();
    let first = orders.get(1).cloned();
    all.push(query(
        "ordering",
        "the order; a minus turns it around",
        json!({"type": "string", "enum": orders, "default": first}),
    ));
    if listing.is_searched() {
        all.push(query("search", "rows that hold this text", json!({"type": "string", "maxLength": 1024})));
    }
    all.push(query(
        "page",
        &format!("the page; page times page_size is at most {DEEPEST}"),
        json!({"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": 1}),
    ));
    all.push(query(
        "page_size",
        "rows on a page",
        json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    ));
    all
}

fn schema_of(filter: &Parameter) -> Value {
    let mut schema = match filter.wanted {
        Wanted::Text | Wanted::User | Wanted::Recipient => json!({"type": "string", "maxLength": 1024}),
        Wanted::OneOf(names) => json!({"type": "string", "enum": names}),
        Wanted::Flag | Wanted::Only => json!({"type": "boolean"}),
        Wanted::Hours => json!({"type": "integer", "minimum": 1, "maximum": 87_840}),
        Wanted::Time => json!({"type": "string", "format": "date-time"}),
        Wanted::Id => json!({"type": "string", "format": "uuid"}),
    };
    if let Some(default) = filter.default {
        schema["default"] = default.parse::<i64>().map_or_else(|_| json!(default), |number| json!(number));
    }
    schema
}

/// The fields of a type as parameters.
fn of_query(schema: &Schema, schemas: &SchemaGenerator) -> Vec<Value> {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
    let whole = name.and_then(|name| schemas.definitions().get(name)).unwrap_or(schema.as_value());
    let Some(fields) = whole.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let one = |(name, field): (&String, &Value)| {
        let mut schema = field.clone();
        let about = schema.as_object_mut().and_then(|fields| fields.remove("description"));
        // A parameter that is not given is absent, never null.
        if let Some(kinds) = schema.get_mut("type")
            && let Some(all) = kinds.as_array()
        {
            *kinds = all.iter().find(|kind| *kind != "null").cloned().unwrap_or(Value::Null);
        }
        json!({"name": name, "in": "query", "required": false, "description": about, "schema": schema})
    };
    fields.iter().map(one).collect()
}
