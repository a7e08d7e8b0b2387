//! `errpredict version`.

use std::io::Write;

use errpredict::{Error, ErrorKind, Result};

/// No arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Prints the version.
pub(crate) fn run(_: &Arguments) -> Result<()> {
    let (version, features) = (errpredict::VERSION, errpredict::features::FEATURE_SET_VERSION);
    let message = errpredict::analysis::ANALYSIS_VERSION;
    writeln!(std::io::stdout(), "errpredict {version} (feature set {features}, analysis message {message})")
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write to standard output: {error}")))
}
