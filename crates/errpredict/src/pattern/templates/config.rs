//! Settings of templates.

use crate::{Error, Result};

/// Settings of templates; the table of the module says what each does.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TemplatesConfig {
    /// Most forms kept; beyond, unknown messages count to one template `<*>`.
    pub max_templates: usize,
    /// A longer message is cut there, in bytes.
    pub max_message_bytes: usize,
    /// Different words that make a chunk a variable.
    pub values: usize,
    /// The same after `=`, a quote or an opening bracket.
    pub enclosed_values: usize,
    /// The same in the first chunk.
    pub first_values: usize,
    /// Chunks with words needed elsewhere before the first may vary.
    pub first_words: usize,
    /// Different words at each of two places that make both variable, where never one alone differs.
    pub paired_values: usize,
}

impl Default for TemplatesConfig {
    fn default() -> Self {
        TemplatesConfig {
            max_templates: 10_000,
            max_message_bytes: 4096,
            values: 4,
            enclosed_values: 3,
            first_values: 5,
            first_words: 3,
            paired_values: 8,
        }
    }
}

impl TemplatesConfig {
    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_setting`, naming the setting, its range and the value.
    pub fn validate(&self) -> Result<()> {
        for (name, value, low, high) in [
            ("max_templates", self.max_templates, 1, 1_000_000),
            ("max_message_bytes", self.max_message_bytes, 64, 1 << 20),
            ("values", self.values, 2, 8),
            ("enclosed_values", self.enclosed_values, 2, 8),
            ("first_values", self.first_values, 2, 8),
            ("first_words", self.first_words, 1, 64),
            ("paired_values", self.paired_values, 2, 8),
        ] {
            if !(low..=high).contains(&value) {
                return Err(Error::setting(name, &format!("{low}..={high}"), value));
            }
        }
        Ok(())
    }
}
