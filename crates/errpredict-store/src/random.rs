//! Bytes that nobody can foresee, from the system.

use std::fs::File;
use std::io::Read;

use errpredict::{Error, ErrorKind, Result};

/// So many random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut random = [0; N];
    File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut random)).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read random bytes from /dev/urandom: {error}"))
    })?;
    Ok(random)
}
