//! Secrets: made from the system's randomness, stored as digests, never printed.

use std::fmt;

use errpredict::Result;
use errpredict_store::random_bytes;
use sha2::{Digest, Sha256};

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text from being printed.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(secret)")
    }
}

/// 32 random bytes in hexadecimal digits.
///
/// # Errors
/// `io` where the system gives none.
pub fn random() -> Result<String> {
    Ok(hex(&random_bytes::<32>()?))
}

/// A random id (UUID version 4).
///
/// # Errors
/// As [`random`].
pub(crate) fn random_id() -> Result<uuid::Uuid> {
    Ok(uuid::Builder::from_random_bytes(random_bytes()?).into_uuid())
}

/// SHA-256, as the store keeps it.
pub(crate) fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed_and_not_repeated() {
        let secret = Secret::new("hunter2");
        assert_eq!(format!("{secret:?}"), "(secret)");
        assert_ne!(random().unwrap(), random().unwrap());
        assert_eq!(random().unwrap().len(), 64);
        assert_eq!(hex(&digest("abc"))[..16], *"ba7816bf8f01cfea", "FIPS 180-4");
    }
}
