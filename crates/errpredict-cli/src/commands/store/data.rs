//! `errpredict store export` and `errpredict store restore`: all data in one file.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use errpredict::numbers::plural;
use errpredict::{Error, ErrorKind, Result};
use errpredict_store::Transferred;

use super::place::Place;
use crate::tables::say;

/// Write all data into a file.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    #[command(flatten)]
    place: Place,
    /// The file to write
    #[arg(id = "output", value_name = "FILE")]
    file: PathBuf,
}

/// Read such a file into an empty store.
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    place: Place,
    /// The file to read
    #[arg(id = "data", value_name = "FILE")]
    file: PathBuf,
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot {what} `{}`: {error}", path.display()))
}

fn in_words(done: Transferred, what: &str) -> String {
    format!("{} {what}, {:.1} MB\n", plural(done.tables as u64, "table"), done.bytes as f64 / 1e6)
}

/// Writes the file beside its place and moves it there when it is whole; nobody else may read it, and what is not whole is removed.
pub(crate) fn export(arguments: &Export) -> Result<()> {
    let path = &arguments.file;
    let mut fresh = path.clone().into_os_string();
    fresh.push(".part");
    let fresh = PathBuf::from(fresh);
    let done = written(arguments, &fresh).and_then(|done| {
        std::fs::rename(&fresh, path).map_err(|error| failed("write", path, &error))?;
        Ok(done)
    });
    match done {
        Ok(done) => say(&in_words(done, "written")),
        // Where it cannot be removed it is said beside what went wrong first.
        Err(error) => match std::fs::remove_file(&fresh) {
            Err(left) if left.kind() != std::io::ErrorKind::NotFound => {
                Err(error.with("left", failed("remove", &fresh, &left)))
            }
            _ => Err(error),
        },
    }
}

fn written(arguments: &Export, fresh: &Path) -> Result<Transferred> {
    arguments.place.with_database(async |database| {
        let store = database.store(&arguments.place.config()?).await?;
        // One of an earlier call may be another's to read.
        match std::fs::remove_file(fresh) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed("remove", fresh, &error));
            }
            _ => {}
        }
        let made = File::options().write(true).create_new(true).mode(0o600).open(fresh);
        let file = made.map_err(|error| failed("write", fresh, &error))?;
        let mut output = BufWriter::new(file);
        let done = store.export(&mut output).await?;
        let whole =
            output.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        whole.map_err(|error| failed("write", fresh, &error))?;
        Ok(done)
    })
}

/// Reads the file.
pub(crate) fn restore(arguments: &Restore) -> Result<()> {
    let path = &arguments.file;
    let file = File::open(path).map_err(|error| failed("read", path, &error))?;
    let done = arguments.place.with_database(async |database| {
        database.store(&arguments.place.config()?).await?.restore(&mut BufReader::new(file)).await
    })?;
    say(&in_words(done, "read"))
}
