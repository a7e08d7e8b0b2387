//! The history file: what happened before, as people and time confirmed it.

use std::io::Write;
use std::path::Path;

use errpredict::history::History;
use errpredict::{Error, ErrorKind, Result};

use crate::values::json_file;

/// The history in a file, checked; nothing happened before where there is no file named.
pub(crate) fn read_history(path: Option<&Path>) -> Result<History> {
    let Some(path) = path else { return Ok(History::default()) };
    let history: History = json_file(path, "the history")?;
    history.validate().map_err(|error| error.with("file", path.display()))?;
    Ok(history)
}

/// Writes a history; the old file stays as it is until the new one is whole.
pub(crate) fn write_history(path: &Path, history: &History) -> Result<()> {
    history.validate().map_err(|error| error.with("file", path.display()))?;
    let mut output = errpredict_io::create(path)?;
    serde_json::to_string_pretty(history)
        .map_err(std::io::Error::from)
        .and_then(|text| output.write_all((text + "\n").as_bytes()))
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display())))?;
    output.finish()
}
