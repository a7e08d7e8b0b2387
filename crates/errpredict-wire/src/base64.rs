//! Bytes in JSON: base64 with padding (RFC 4648, section 4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use errpredict::{Error, ErrorKind, Result};

/// Bytes as text.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a field.
pub(crate) fn decode(field: &'static str, text: &str) -> Result<Vec<u8>> {
    STANDARD.decode(text).map_err(|error| {
        Error::new(ErrorKind::InvalidInput, format!("`{field}` must be base64: {error}")).with("path", field)
    })
}
