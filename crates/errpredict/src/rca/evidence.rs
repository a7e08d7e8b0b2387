//! One checkable line: what was seen, and the numbers that show it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What an earlier begin is called among the numbers of a line.
pub(super) const EARLIER: &str = "minutes_earlier";
/// What deployments of the past are called there, those of them that a rise followed, and the share of what is too many that is of kinds
/// a deployment brought.
pub(super) const DEPLOYMENTS: &str = "deployments";
pub(super) const FOLLOWED: &str = "followed";
pub(super) const SHARE_OF_EXCESS: &str = "share_of_excess";

/// What was seen, in a sentence, with the numbers behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// One sentence with its numbers.
    pub statement: String,
    /// The numbers by name, units in the names; every one is finite.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, f64>,
}

impl Evidence {
    /// A statement without numbers yet.
    pub fn new(statement: impl Into<String>) -> Self {
        Evidence { statement: statement.into(), numbers: BTreeMap::new() }
    }

    /// Adds a number; one that is not finite is left out, because an absent number is honest and a NaN is not.
    #[must_use]
    pub fn with(mut self, name: &str, value: f64) -> Self {
        if value.is_finite() {
            self.numbers.insert(name.to_owned(), value);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_numbers_are_kept() {
        let evidence = Evidence::new("x").with("a", 1.0).with("b", f64::NAN).with("c", f64::INFINITY);
        assert_eq!(evidence.numbers.into_iter().collect::<Vec<_>>(), [("a".to_owned(), 1.0)]);
    }
}
