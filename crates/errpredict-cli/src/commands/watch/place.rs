//! Where a log was left: which file it was, told by number and by its first bytes, and how far it was read.
//!
//! A file that is renamed keeps its number; one that is copied and emptied keeps its first bytes in the copy. So what was
//! read is known again under any name, and nothing is read twice.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// First bytes that are compared: several lines with their times, which no two logs share.
pub(super) const HEAD_BYTES: usize = 1 << 10;
/// Fewer bytes than these tell nothing apart: not one whole line with a time.
const TELLING_BYTES: u64 = 32;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    /// The name it had.
    pub(super) path: PathBuf,
    /// Device and number of the file.
    pub(super) id: (u64, u64),
    /// Bytes up to which every record was read.
    pub(super) at: u64,
    /// How many first bytes were hashed, and their hash.
    pub(super) head: (u64, u64),
}

impl Place {
    /// The place `at` in a file that began with `first` when it was read.
    pub(super) fn new(path: &Path, id: (u64, u64), at: u64, first: &[u8]) -> Place {
        let length = first.len().min(HEAD_BYTES).min(usize::try_from(at).unwrap_or(HEAD_BYTES));
        Place { path: path.to_path_buf(), id, at, head: (length as u64, hash(&first[..length])) }
    }

    /// Whether that file begins as this one did, and is long enough to hold what was read.
    pub(super) fn begins(&self, file: &mut File) -> io::Result<bool> {
        let bytes = first_bytes(file, self.head.0)?;
        Ok(file.metadata()?.len() >= self.at
            && bytes.len() as u64 == self.head.0
            && hash(&bytes) == self.head.1)
    }

    /// Whether that file is this one, under whatever name, or a copy of it.
    pub(super) fn is(&self, file: &mut File) -> io::Result<bool> {
        let same_number = id(&file.metadata()?) == self.id;
        Ok((same_number || self.head.0 >= TELLING_BYTES) && self.begins(file)?)
    }
}

/// The first bytes of a file, fewer where it is shorter.
pub(super) fn first_bytes(file: &mut File, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Device and number.
#[cfg(unix)]
pub(super) fn id(data: &std::fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (data.dev(), data.ino())
}

/// Elsewhere files are told by their first bytes alone.
#[cfg(not(unix))]
pub(super) fn id(_data: &std::fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// FNV-1a (Fowler, Noll, Vo 1991): enough to tell a few beginnings apart.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The file that holds the rest of what was left at `place`: the same under another name in its folder, or a copy.
/// With it those that came between it and the present one, oldest first: the log was moved more than once.
pub(super) fn rest(place: &Place) -> Vec<PathBuf> {
    let (Some(folder), Some(name)) = (place.path.parent(), place.path.file_name()) else { return Vec::new() };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let name = name.to_string_lossy();
    let mut others: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| letters(&entry.file_name().to_string_lossy()) == letters(&name))
        .map(|entry| entry.path())
        .filter(|path| path.file_name() != place.path.file_name())
        .filter_map(|path| {
            let data = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
            Some((data.modified().ok()?, path))
        })
        .collect();
    others.sort();
    let holds = |path: &Path| File::open(path).and_then(|mut file| place.is(&mut file)).unwrap_or(false);
    let Some(first) = others.iter().position(|(_, path)| holds(path)) else { return Vec::new() };
    let between = others.drain(first..).filter(|(_, path)| {
        // `app.log` may have moved on to `app.log.1`, `app.log-20261127`; `app2.log` is another log.
        path.file_name().is_some_and(|other| other.to_string_lossy().starts_with(&*name)) || holds(path)
    });
    between.map(|(_, path)| path).collect()
}

/// A name without digits and what stands between them, which is what moving a log changes.
fn letters(name: &str) -> String {
    name.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '_')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_another_name_and_as_a_copy_and_no_other_is() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let text = "2026-11-23T07:00:00Z the first line of a log\n".repeat(40);
        std::fs::write(at("app.log"), &text).unwrap();
        let number = id(&std::fs::metadata(at("app.log")).unwrap());
        let place = Place::new(&at("app.log"), number, 100, text.as_bytes());
        std::fs::rename(at("app.log"), at("app.log.1")).unwrap();
        std::fs::copy(at("app.log.1"), at("app-20261127.log")).unwrap();
        std::fs::write(at("app.log"), "2026-11-24T07:00:00Z another\n".repeat(40)).unwrap();
        std::fs::write(at("app.log.err"), &text).unwrap();
        let is = |name: &str| place.is(&mut File::open(at(name)).unwrap()).unwrap();
        assert_eq!((is("app.log.1"), is("app-20261127.log"), is("app.log")), (true, true, false));
        std::fs::remove_file(at("app-20261127.log")).unwrap();
        assert_eq!(rest(&place), [at("app.log.1")]);
        // Cut off before what was read.
        File::options().write(true).open(at("app.log.1")).unwrap().set_len(60).unwrap();
        assert!(rest(&place).is_empty());
    }
}
