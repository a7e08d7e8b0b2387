//! The JSON Schemas of all messages in one bundle, for generators of types.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use crate::{ErrorMessage, OPERATIONS};

/// Every message of the wire with shared `$defs`, so that a generator of types makes each type once.
///
/// `operations.NAME.request` and `.response` refer into `$defs`, `error` is the message of every error.
#[must_use]
pub fn bundle() -> Value {
    let mut generator = SchemaGenerator::default();
    let mut operations = Map::new();
    for operation in OPERATIONS {
        let request = (operation.request.part)(&mut generator);
        let response = (operation.response.part)(&mut generator);
        let about = operation.about.trim();
        let entry = json!({"description": about, "request": request, "response": response});
        operations.insert(operation.name.to_owned(), entry);
    }
    let error = generator.subschema_for::<ErrorMessage>();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "errpredict",
        "version": 0,
        "operations": operations,
        "error": error,
        "$defs": generator.take_definitions(true),
    })
}
