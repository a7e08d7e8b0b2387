//! Secrets: made from the system's randomness, stored as digests, never printed.

use std::fmt;
use std::fs::File;
use std::io::Read;

use errpredict::{Error, ErrorKind, Result};
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
    let mut bytes = [0_u8; 32];
    File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes)).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read random bytes from /dev/urandom: {error}"))
    })?;
    Ok(hex(&bytes))
}

/// A random id (UUID version 4).
///
/// # Errors
/// As [`random`].
pub(crate) fn random_id() -> Result<uuid::Uuid> {
    let mut bytes = [0_u8; 16];
    File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes)).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read random bytes from /dev/urandom: {error}"))
    })?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
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
