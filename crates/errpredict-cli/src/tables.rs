//! What the commands around predictions share.

use std::path::Path;

pub(crate) use errpredict_io::{Cell, Queries, TableWriter, csv_field as field};

use errpredict::features::Statics;
use errpredict::predict::{Model, ProbabilityModel};
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::read_statics;

/// Groups and attributes of the services, where a file gives them.
pub(crate) fn statics(path: Option<&Path>, zone: Option<&str>) -> Result<Statics> {
    Ok(read_statics(path)?.in_zone(zone))
}

/// Reads a model of probabilities.
pub(crate) fn model(path: &Path) -> Result<ProbabilityModel> {
    ProbabilityModel::from_bytes(&bytes(path)?).map_err(|error| error.with("file", path.display()))
}

/// Reads a model of either kind.
pub(crate) fn any_model(path: &Path) -> Result<Model> {
    Model::from_bytes(&bytes(path)?).map_err(|error| error.with("file", path.display()))
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut errpredict_io::open(path)?, &mut bytes).map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot read: {error}")).with("file", path.display())
    })?;
    Ok(bytes)
}

/// Prints a text meant for people on standard output.
pub(crate) fn say(text: &str) -> Result<()> {
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes()).map_err(cannot_write)
}

/// A failed write as an error.
pub(crate) fn cannot_write(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write: {error}"))
}
