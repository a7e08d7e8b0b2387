//! Where PostgreSQL is on this machine.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use errpredict::{Error, ErrorKind, Result};

/// The oldest major version that the schema runs on.
pub(crate) const OLDEST_MAJOR: u32 = 14;

/// The programs that a private cluster needs, all in one folder.
const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Folders below which packages put one folder a major version, and what stands below that.
const VERSIONED: [(&str, &str, &str); 4] = [
    // Debian, Ubuntu.
    ("/usr/lib/postgresql", "", "bin"),
    // Fedora, Red Hat by PGDG.
    ("/usr", "pgsql-", "bin"),
    // macOS: Homebrew on either processor.
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
];

/// One installation of PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    folder: PathBuf,
    major: u32,
}

impl Binaries {
    /// The installation whose programs stand in `folder`.
    ///
    /// # Errors
    /// `not_found` where one of them is missing, `unsupported_version` for a major version before 14.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        let missing = NEEDED.iter().find(|name| !folder.join(name).is_file());
        if let Some(name) = missing {
            let message = format!(
                "expected the programs of PostgreSQL in {}, but there is no `{name}`",
                folder.display()
            );
            return Err(Error::new(ErrorKind::NotFound, message));
        }
        let major = major_of(&folder.join("postgres"))?;
        if major < OLDEST_MAJOR {
            let message =
                format!("needs PostgreSQL {OLDEST_MAJOR} or newer, got {major} in {}", folder.display());
            return Err(Error::new(ErrorKind::UnsupportedVersion, message));
        }
        Ok(Binaries { folder: folder.to_owned(), major })
    }

    /// Every installation on this machine that can be used: those of `path` (as the variable PATH) first, then where
    /// packages put them, the newest first.
    #[must_use]
    pub fn on_this_machine(path: Option<&OsStr>) -> Vec<Binaries> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for folder in path.into_iter().flat_map(std::env::split_paths) {
            // PATH often has a link to where the programs really are, and a wrapper beside them that needs arguments.
            if let Some(real) =
                folder.join("initdb").canonicalize().ok().and_then(|real| real.parent().map(Path::to_owned))
            {
                folders.push(real);
            }
        }
        for (below, prefix, rest) in VERSIONED {
            let entries = std::fs::read_dir(below).into_iter().flatten().flatten();
            let major = |name: &str| name.strip_prefix(prefix).and_then(|rest| rest.parse::<u32>().ok());
            let mut found: Vec<(u32, PathBuf)> = entries
                .filter_map(|entry| Some((major(entry.file_name().to_str()?)?, entry.path().join(rest))))
                .collect();
            found.sort();
            folders.extend(found.into_iter().rev().map(|(_, folder)| folder));
        }
        let mut all: Vec<Binaries> = Vec::new();
        for found in folders.iter().filter_map(|folder| Binaries::in_folder(folder).ok()) {
            if !all.contains(&found) {
                all.push(found);
            }
        }
        all
    }

    /// The major version, such as 15.
    #[must_use]
    pub const fn major(&self) -> u32 {
        self.major
    }

    /// The folder of the programs.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// What is said where PostgreSQL is nowhere.
pub(super) fn none_found() -> Error {
    Error::new(
        ErrorKind::NotFound,
        format!(
            "found no PostgreSQL {OLDEST_MAJOR} or newer on this machine. Install one (Debian, Ubuntu: `apt-get install postgresql`; \
             Fedora: `dnf install postgresql-server`; macOS: `brew install postgresql@17`), name the folder of its programs, or \
             name a server with DATABASE_URL. `errpredict analyze LOG` needs none of them"
        ),
    )
}

fn major_of(postgres: &Path) -> Result<u32> {
    let failed = |why: String| {
        Error::new(ErrorKind::Io, format!("cannot ask {} for its version: {why}", postgres.display()))
    };
    let output =
        Command::new(postgres).arg("--version").output().map_err(|error| failed(error.to_string()))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    major_in(&said).ok_or_else(|| failed(format!("it says `{}`", said.trim())))
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, `postgres (PostgreSQL) 18beta1`.
fn major_in(said: &str) -> Option<u32> {
    let version = said.split_once("(PostgreSQL) ")?.1;
    let digits = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_they_are_said() {
        for (said, major) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 18beta1\n", Some(18)),
            ("postgres (PostgreSQL) 9.6.24\n", Some(9)),
            ("mysqld 8\n", None),
        ] {
            assert_eq!(major_in(said), major, "{said}");
        }
    }

    #[test]
    fn a_folder_without_the_programs_is_refused_by_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Binaries::in_folder(folder.path()).unwrap_err();
        assert_eq!(refused.code(), "not_found");
        assert!(refused.message().contains("`initdb`"), "{refused}");
        for name in NEEDED {
            std::fs::write(folder.path().join(name), "#!/bin/sh\necho 'postgres (PostgreSQL) 9.6.1'\n")
                .unwrap();
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            std::fs::set_permissions(folder.path().join(name), mode).unwrap();
        }
        let old = Binaries::in_folder(folder.path()).unwrap_err();
        assert_eq!(old.code(), "unsupported_version", "{old}");
        assert!(none_found().message().contains("apt-get install postgresql"));
    }
}
