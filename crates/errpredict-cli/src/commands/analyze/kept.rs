//! What an analysis learnt of the past, kept in a file for the next ones.

use std::path::Path;

use std::io::Write;

use errpredict::predict::FittedForesight;
use errpredict::{Error, ErrorKind, Result};

/// What the file holds; nothing for one that is empty or not there yet.
pub(super) fn read(path: &Path) -> Result<Option<FittedForesight>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", path.display());
            return Err(Error::new(ErrorKind::Io, message));
        }
    };
    if bytes.is_empty() {
        return Ok(None);
    }
    match FittedForesight::from_bytes(&bytes) {
        Ok(kept) => Ok(Some(kept)),
        // Written by another version: learnt anew, and the file renewed.
        Err(error) if error.kind() == ErrorKind::UnsupportedVersion => Ok(None),
        Err(error) => Err(error.with("file", path.display())),
    }
}

/// Keeps it; the old file stays as it is until the new one is whole.
pub(super) fn write(path: &Path, learnt: &FittedForesight) -> Result<()> {
    let mut output = errpredict_io::create(path)?;
    output
        .write_all(&learnt.to_bytes()?)
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display())))?;
    output.finish()
}
