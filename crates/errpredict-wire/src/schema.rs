//! The JSON Schemas of all messages in one bundle, for generators of types.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use crate::operations::version::WIRE_VERSION;
use crate::{ErrorMessage, HANDLES, OPERATIONS};

/// Every message of the wire with shared `$defs`, so that a generator of types makes each type once.
///
/// `operations.NAME.request` and `.response` refer into `$defs`, and so do `handles.KIND.settings` and
/// `handles.KIND.methods.NAME`; `error` is the message of every error.
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
    let mut handles = Map::new();
    for kind in HANDLES {
        let mut methods = Map::new();
        for method in kind.methods {
            let request = (method.request.part)(&mut generator);
            let response = (method.response.part)(&mut generator);
            let about = method.about.trim();
            let entry = json!({"description": about, "request": request, "response": response});
            methods.insert(method.name.to_owned(), entry);
        }
        let settings = (kind.settings.part)(&mut generator);
        let entry = json!({"description": kind.about.trim(), "settings": settings, "methods": methods});
        handles.insert(kind.name.to_owned(), entry);
    }
    let error = generator.subschema_for::<ErrorMessage>();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "errpredict",
        "version": WIRE_VERSION,
        "operations": operations,
        "handles": handles,
        "error": error,
        "$defs": generator.take_definitions(true),
    })
}
