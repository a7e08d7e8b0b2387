//! `errpredict version`.

use std::io::Write;

use errpredict::{Error, ErrorKind, Result};

/// No arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Prints the version.
pub(crate) fn run(_: &Arguments) -> Result<()> {
    writeln!(std::io::stdout(), "errpredict {}", env!("CARGO_PKG_VERSION"))
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write to standard output: {error}")))
}
