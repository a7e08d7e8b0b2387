//! `errpredict store psql`: SQL on the store, of a private cluster as well, which runs only while a command needs it.

use std::ffi::OsString;

use errpredict::{Error, ErrorKind, Result};

use super::place::Place;

/// Run psql on the store.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Arguments of psql, after --
    #[arg(last = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

/// Runs it to its end.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let url = arguments.place.url();
    let status = arguments.place.with_database(async |database| {
        let mut command = database.psql(url.as_deref());
        command.args(&arguments.arguments).status().map_err(|error| {
            Error::new(
                ErrorKind::NotFound,
                format!("cannot run psql: {error}; it comes with the clients of PostgreSQL"),
            )
        })
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::new(ErrorKind::Io, format!("psql ended with {status}")))
    }
}
