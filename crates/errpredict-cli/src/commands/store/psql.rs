//! `errpredict store psql`: SQL on the store, of a private cluster as well, which runs only while a command needs it.

use std::ffi::OsString;

use errpredict::{Error, ErrorKind, Result};

use super::place::Whose;

/// Run psql on the store.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    whose: Whose,
    /// Arguments of psql, after --
    #[arg(last = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

/// Runs it to its end. It sees the rows of the tenant, as every session that names one does.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let place = &arguments.whose.place;
    let url = place.url();
    let status = place.with_database(async |database| {
        let mut command = database.psql(url.as_deref());
        match arguments.whose.tenant_of(database).await {
            Ok(tenant) => {
                let before = std::env::var_os("PGOPTIONS").unwrap_or_default();
                let options = format!("{} -c app.tenant={}", before.to_string_lossy(), tenant.id());
                command.env("PGOPTIONS", options.trim_start());
            }
            // Whoever has not migrated yet may still look.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnsupportedVersion) => {}
            Err(error) => return Err(error),
        }
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
