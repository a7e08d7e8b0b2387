//! The JSON Schemas of all messages in one bundle, for generators of types.

use std::any::type_name;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::{ErrorMessage, OPERATIONS};

/// The schema of one message: by itself, and as a part of the bundle.
#[derive(Debug, Clone, Copy)]
pub struct MessageSchema {
    /// The name of the Rust type, for errors of this crate's tests.
    pub type_name: fn() -> &'static str,
    /// Self-contained.
    pub whole: fn() -> Schema,
    /// A reference into the definitions of a generator.
    pub part: fn(&mut SchemaGenerator) -> Schema,
}

impl MessageSchema {
    /// The schema of `T`.
    #[must_use]
    pub const fn of<T: JsonSchema>() -> Self {
        MessageSchema {
            type_name: type_name::<T>,
            whole: || SchemaGenerator::default().into_root_schema_for::<T>(),
            part: |generator| generator.subschema_for::<T>(),
        }
    }
}

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
