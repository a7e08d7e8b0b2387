//! `errpredict man DIR`: the manual pages, one for the program and one for each command.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use errpredict::{Error, ErrorKind, Result};

use crate::tables::say;

/// Where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder; it is made where there is none
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Writes the pages.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let folder = &arguments.folder;
    std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    // Without the command `help`, which the pages replace.
    let mut program = crate::Program::command().disable_help_subcommand(true);
    program.build();
    let n_pages = write_pages(&program, "errpredict", folder)?;
    say(&format!(
        "{n_pages} pages in {}; `man {}/errpredict.1` shows the first\n",
        folder.display(),
        folder.display()
    ))
}

/// The page of a command and those of the commands below it, each under its whole name.
fn write_pages(command: &clap::Command, name: &str, folder: &Path) -> Result<usize> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .title(name.to_owned())
        .render(&mut page)
        .map_err(|error| cannot(folder, &error))?;
    let mut output = errpredict_io::create(&folder.join(format!("{name}.1")))?;
    output.write_all(&page).map_err(|error| cannot(folder, &error))?;
    output.finish()?;
    let mut n_pages = 1;
    for inner in command.get_subcommands() {
        n_pages += write_pages(inner, &format!("{name}-{}", inner.get_name()), folder)?;
    }
    Ok(n_pages)
}

fn cannot(folder: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write into `{}`: {error}", folder.display()))
}
