//! The schema of one message.

#[cfg(feature = "schemas")]
use std::any::type_name;

use schemars::JsonSchema;
#[cfg(feature = "schemas")]
use schemars::{Schema, SchemaGenerator};

/// The schema of one message: by itself, and as a part of the bundle. Without the feature `schemas` it says nothing.
#[derive(Debug, Clone, Copy)]
pub struct MessageSchema {
    /// The name of the Rust type, for errors of this crate's tests.
    #[cfg(feature = "schemas")]
    pub type_name: fn() -> &'static str,
    /// Self-contained.
    #[cfg(feature = "schemas")]
    pub whole: fn() -> Schema,
    /// A reference into the definitions of a generator.
    #[cfg(feature = "schemas")]
    pub part: fn(&mut SchemaGenerator) -> Schema,
}

impl MessageSchema {
    /// The schema of `T`.
    #[must_use]
    pub const fn of<T: JsonSchema>() -> Self {
        MessageSchema {
            #[cfg(feature = "schemas")]
            type_name: type_name::<T>,
            #[cfg(feature = "schemas")]
            whole: || SchemaGenerator::default().into_root_schema_for::<T>(),
            #[cfg(feature = "schemas")]
            part: |generator| generator.subschema_for::<T>(),
        }
    }
}
