//! The schema of one message.

use std::any::type_name;

use schemars::{JsonSchema, Schema, SchemaGenerator};

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
