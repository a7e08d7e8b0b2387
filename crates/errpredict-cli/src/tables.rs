//! What the commands around predictions share.

use std::path::Path;

pub(crate) use errpredict_io::{Queries, parse_time as time};

use errpredict::features::Statics;
use errpredict::{Error, ErrorKind, Result, Rollup, RollupConfig};
use errpredict_io::{ReadOptions, read_into_rollup, read_statics, sources};

/// Groups and attributes of the services, where a file gives them.
pub(crate) fn statics(path: Option<&Path>) -> Result<Statics> {
    read_statics(path)
}

/// Reads logs into a rollup and says on standard error what could not be read.
pub(crate) fn rollup(logs: &[std::path::PathBuf]) -> Result<Rollup> {
    let (rollup, _) = read_into_rollup(&sources(logs)?, &ReadOptions::default(), &RollupConfig::default())?;
    if rollup.first().is_none() {
        return Err(Error::not_enough("events", 1, 0));
    }
    Ok(rollup)
}

/// Reads a model file.
pub(crate) fn model(path: &Path) -> Result<errpredict::predict::Saved> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut errpredict_io::open(path)?, &mut bytes).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read: {error}")).with("file", path.display())
    })?;
    errpredict::predict::Saved::from_bytes(&bytes).map_err(|error| error.with("file", path.display()))
}

/// Prints a text meant for people on standard output.
pub(crate) fn say(text: &str) -> Result<()> {
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes()).map_err(cannot_write)
}

/// A failed write as an error.
pub(crate) fn cannot_write(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write: {error}"))
}

/// A text as one CSV field: quoted where it must be.
pub(crate) fn field(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}
