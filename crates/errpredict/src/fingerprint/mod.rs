//! A stable id of "the same error": a pure function of one event.

mod mask;

pub use mask::mask_message;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};
use crate::event::EventRef;

/// Id of an error group. Prints as 16 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let valid = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(text, 16).ok().filter(|_| valid).map(Fingerprint).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                format!("expected a fingerprint of 16 hex digits, got `{text}`"),
            )
        })
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Fingerprint {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fingerprint".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "pattern": "^[0-9a-f]{16}$",
            "description": "Id of an error group: 16 hex digits"
        })
    }
}

/// The fingerprint of an event: error type and masked message.
#[must_use]
pub fn fingerprint(event: &EventRef<'_>) -> Fingerprint {
    let mut canonical = Vec::with_capacity(256);
    canonical.extend_from_slice(event.error_type.as_bytes());
    canonical.push(0);
    mask::mask(event.message.unwrap_or("").as_bytes(), &mut canonical);
    Fingerprint(xxhash_rust::xxh3::xxh3_64(&canonical))
}
