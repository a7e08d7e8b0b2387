//! `errpredict apply`: configuration as code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use errpredict::{Error, ErrorKind, Result};
use errpredict_io::printable;
use errpredict_jobs::{configuration_text, read_configuration};
use errpredict_store::{Applied, ChangeKind};

use super::store::Whose;
use crate::exit::Outcome;
use crate::tables::say;

/// Characters of a line that are shown.
const LINE_CHARS: usize = 1_000;
/// Who did it, in the audit log.
const ACTOR: &str = "errpredict apply";

/// Bring what is said of a tenant to what a file says, or write such a file.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    whose: Whose,
    /// A TOML file with policies, services, groups, people, who is on call, hooks, silences, maintenance, holidays, conditions and executors; - is standard input, ${NAME} in a text a variable of the environment
    #[arg(short, long, value_name = "FILE", required_unless_present = "export")]
    file: Option<PathBuf>,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Remove what the file does not say
    #[arg(long)]
    prune: bool,
    /// End with 4 where something changes, or would
    #[arg(long)]
    fail_on_change: bool,
    /// Write the file that says what is there, without secrets
    #[arg(long, conflicts_with_all = ["file", "dry_run", "prune", "fail_on_change"])]
    export: bool,
}

/// Applies a file, or writes one.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let Some(path) = &arguments.file else {
        let text = arguments
            .whose
            .with_tenant(async |_, tenant| configuration_text(&tenant.on_primary().configuration().await?))?;
        say(&text)?;
        return Ok(Outcome::Done);
    };
    let text = read(path)?;
    let changes = arguments.whose.with_tenant(async |_, tenant| {
        let tenant = tenant.on_primary().by(ACTOR);
        let known = if arguments.prune { Vec::new() } else { tenant.configuration().await?.groups };
        let said = read_configuration(&text, &known, variable).map_err(|error| of_file(path, error))?;
        let applied = tenant.apply_configuration(&said, arguments.prune, arguments.dry_run).await;
        applied.map_err(|error| of_file(path, error))
    })?;
    say(&told(&changes, arguments.dry_run))?;
    let is_changed = !changes.changes.is_empty();
    Ok(if is_changed && arguments.fail_on_change { Outcome::GoesOn } else { Outcome::Done })
}

#[expect(clippy::disallowed_methods, reason = "the file may name variables of the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn read(path: &Path) -> Result<String> {
    let read = match path.to_str() {
        Some("-") => std::io::read_to_string(std::io::stdin()),
        _ => std::fs::read_to_string(path),
    };
    read.map_err(|error| Error::new(ErrorKind::Io, format!("cannot read `{}`: {error}", path.display())))
}

/// What is wrong with what the file says is told with the file; what is wrong with the database is not.
fn of_file(path: &Path, error: Error) -> Error {
    match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidSetting => error.with("file", path.display()),
        _ => error,
    }
}

fn told(changes: &Applied, dry_run: bool) -> String {
    let mut page = String::new();
    for change in &changes.changes {
        let _ = writeln!(page, "{}", printable(&change.in_words(), LINE_CHARS));
    }
    let of = |kind: ChangeKind| changes.changes.iter().filter(|change| change.kind == kind).count();
    let would = if dry_run { "would be " } else { "" };
    let _ = match changes.changes.len() {
        0 => writeln!(page, "nothing {}", if dry_run { "would change" } else { "changed" }),
        _ => writeln!(
            page,
            "{would}new: {}, {would}changed: {}, {would}removed: {}",
            of(ChangeKind::Add),
            of(ChangeKind::Change),
            of(ChangeKind::Remove)
        ),
    };
    if !changes.left.is_empty() {
        let names = changes.left.iter().map(|left| format!("{} `{}`", left.section.name(), left.name));
        let names = names.collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            page,
            "not in the file, and left alone (--prune removes): {}",
            printable(&names, LINE_CHARS)
        );
    }
    page
}
