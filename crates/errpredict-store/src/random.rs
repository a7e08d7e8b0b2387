//! Bytes that nobody can foresee, from the system.

use errpredict::{Error, ErrorKind, Result};

/// So many random bytes.
///
/// # Errors
/// `io` where the system gives none.
pub fn random_bytes<const N: usize>() -> Result<[u8; N]> {
    let mut random = [0; N];
    aws_lc_rs::rand::fill(&mut random)
        .map_err(|_| Error::new(ErrorKind::Io, "the system gives no random bytes"))?;
    Ok(random)
}
