//! No command writes over what it reads: every file to be written is compared with every other file of the command line
//! before anything is opened.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use errpredict::{Error, ErrorKind, Result};

/// Arguments that name a file to be written, by their id in any command.
const WRITTEN: &[&str] = &[
    "anomalies",
    "causes",
    "decisions",
    "folder",
    "groups",
    "html",
    "json",
    "json_report",
    "markdown",
    "merges",
    "output",
    "state",
];
/// Arguments that name a file to be read.
const READ: &[&str] = &[
    "answer",
    "before",
    "config",
    "data",
    "file",
    "history",
    "holidays",
    "incidents",
    "keys",
    "logs",
    "model",
    "queries",
    "services",
    "work_config",
    "source_maps",
    "traces",
    "train",
];
/// The commands below this one add to their history; everywhere else it is read.
const ADDS_TO_HISTORY: &str = "feedback";

/// Refuses an output that is also an input, by whatever name, and two outputs that are one file.
///
/// # Errors
/// `invalid_argument`, naming both.
pub(crate) fn check(matches: &ArgMatches) -> Result<()> {
    let (mut innermost, mut adds) = (matches, false);
    while let Some((name, inner)) = innermost.subcommand() {
        (innermost, adds) = (inner, adds || name == ADDS_TO_HISTORY);
    }
    let written_here = |id: &str| WRITTEN.contains(&id) || adds && id == "history";
    let written = named(innermost, WRITTEN.iter().chain(READ).filter(|id| written_here(id)));
    let read = named(innermost, READ.iter().filter(|id| !written_here(id)));
    let read: Vec<PathBuf> = read.iter().flat_map(|path| expanded(path)).collect();
    check_standard_output(&read)?;
    for (i, output) in written.iter().enumerate() {
        let Some(file) = identity(output) else { continue };
        if let Some(input) = read.iter().find(|input| identity(input).as_ref() == Some(&file)) {
            return Err(overwrites(&format!("`{}`", output.display()), input));
        }
        if let Some(other) = written[..i].iter().find(|other| identity(other).as_ref() == Some(&file)) {
            let message = format!(
                "`{}` and `{}` are one file: only one of them could stay",
                other.display(),
                output.display()
            );
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
    }
    Ok(())
}

fn overwrites(output: &str, input: &Path) -> Error {
    let message =
        format!("{output} is the same file as the input `{}`: it would be overwritten", input.display());
    Error::new(ErrorKind::InvalidArgument, message)
}

/// The values of these arguments, of those the command has.
fn named<'i>(matches: &ArgMatches, ids: impl Iterator<Item = &'i &'i str>) -> Vec<PathBuf> {
    ids.filter_map(|id| matches.try_get_raw(id).ok().flatten())
        .flat_map(|values| values.map(PathBuf::from))
        .collect()
}

/// The files a pattern stands for; what is wrong with a name is said where it is opened.
fn expanded(path: &Path) -> Vec<PathBuf> {
    if path == Path::new("-") || path.exists() {
        return vec![path.to_path_buf()];
    }
    let found = errpredict_io::sources(&[path]).unwrap_or_default();
    found.into_iter().map(|source| PathBuf::from(source.name())).collect()
}

/// What tells one regular file from another; a device or a pipe takes whatever comes.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(PathBuf, u64, u64)> {
    use std::os::unix::fs::MetadataExt;

    if path == Path::new("-") {
        return None;
    }
    match std::fs::metadata(path) {
        // Hard links and symbolic ones lead to the same number.
        Ok(data) if data.is_file() => Some((PathBuf::new(), data.dev(), data.ino())),
        Ok(_) => None,
        Err(_) => Some((absent(path)?, 0, 0)),
    }
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    if path == Path::new("-") {
        return None;
    }
    match path.canonicalize() {
        Ok(whole) => whole.is_file().then_some(whole),
        Err(_) => absent(path),
    }
}

/// The whole name of a file that is not there yet.
fn absent(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// `errpredict events app.log >> app.log` would read what it writes, without end.
#[cfg(unix)]
fn check_standard_output(read: &[PathBuf]) -> Result<()> {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;

    let Ok(stdout) = std::io::stdout().as_fd().try_clone_to_owned() else { return Ok(()) };
    let Ok(data) = std::fs::File::from(stdout).metadata() else { return Ok(()) };
    if !data.is_file() {
        return Ok(());
    }
    let file = Some((PathBuf::new(), data.dev(), data.ino()));
    match read.iter().find(|input| identity(input) == file) {
        Some(input) => Err(overwrites("standard output", input)),
        None => Ok(()),
    }
}

#[cfg(not(unix))]
fn check_standard_output(_read: &[PathBuf]) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Paths of arguments, by command.
    fn paths(command: &clap::Command, found: &mut Vec<(String, String)>) {
        let path = clap::value_parser!(PathBuf);
        for argument in command.get_arguments() {
            if argument.get_value_parser().type_id() == path.clone().type_id() {
                found.push((command.get_name().to_owned(), argument.get_id().to_string()));
            }
        }
        command.get_subcommands().for_each(|inner| paths(inner, found));
    }

    #[test]
    fn every_path_of_every_command_is_known_to_be_read_or_written() {
        let mut found = Vec::new();
        paths(&crate::Program::command(), &mut found);
        assert!(found.len() > 30, "{found:?}");
        // Folders of PostgreSQL's, which nothing else is ever written to.
        let of_postgres = ["data_dir", "postgres"];
        for (command, id) in found.into_iter().filter(|(_, id)| !of_postgres.contains(&&**id)) {
            let known = usize::from(READ.contains(&&*id)) + usize::from(WRITTEN.contains(&&*id));
            assert_eq!(known, 1, "`{id}` of `{command}` belongs into READ or WRITTEN");
        }
    }
}
