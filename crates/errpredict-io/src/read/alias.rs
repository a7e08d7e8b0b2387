//! A name that a field has in a log.

use super::field::{Field, Reading};

/// One known name of a field; a dot is a step into a nested object or part of the name, both are found.
#[derive(Debug, Clone, Copy)]
pub struct Alias {
    /// The name in the log.
    pub name: &'static str,
    /// The field it means.
    pub field: Field,
    /// How its value is read.
    pub reading: Reading,
}

pub(super) const fn alias(name: &'static str, field: Field) -> Alias {
    Alias { name, field, reading: Reading::Plain }
}

pub(super) const fn read_as(name: &'static str, field: Field, reading: Reading) -> Alias {
    Alias { name, field, reading }
}
