//! Where a log comes from: files, patterns, standard input, memory.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use errpredict::{Error, ErrorKind, Result};

use super::unpack::{self, Cut};
use crate::file::io_error;

/// One log to read.
#[derive(Debug, Clone)]
pub enum Source {
    /// A file, or standard input for `-`; gzip, Zstandard, bzip2, xz and UTF-16 are told by the content.
    File(PathBuf),
    /// Bytes in memory under a name for messages; packed ones too.
    Memory {
        /// What messages call it.
        name: String,
        /// The log.
        bytes: Arc<[u8]>,
    },
}

impl From<&Path> for Source {
    fn from(path: &Path) -> Source {
        Source::File(path.to_path_buf())
    }
}

/// The files that names and patterns stand for, each once, in the order given and by name inside a pattern.
///
/// A name that is a file is that file, whatever is in it; else `*`, `?`, `[...]` and `**` are patterns.
///
/// # Errors
/// `io` for a name that is no file, a folder, or a pattern that no file matches.
pub fn sources<P: AsRef<Path>>(names: &[P]) -> Result<Vec<Source>> {
    let mut found: Vec<PathBuf> = Vec::new();
    for name in names {
        let path = name.as_ref();
        let text = path.to_string_lossy();
        if path == Path::new("-") || path.exists() {
            if path.is_dir() {
                let message = format!("`{text}` is a folder; `{text}/*.log` would be the logs in it");
                return Err(Error::new(ErrorKind::Io, message));
            }
            found.push(path.to_path_buf());
            continue;
        }
        if !text.contains(['*', '?', '[']) {
            return Err(Error::new(ErrorKind::Io, format!("cannot open `{text}`: no such file")));
        }
        let matches = glob::glob(&text).map_err(|error| {
            Error::new(ErrorKind::InvalidArgument, format!("`{text}` is no pattern: {error}"))
        })?;
        let before = found.len();
        for entry in matches {
            let file = entry.map_err(|error| io_error("look into", error.path(), error.error()))?;
            if file.is_file() {
                found.push(file);
            }
        }
        if found.len() == before {
            return Err(Error::new(ErrorKind::Io, format!("no file matches `{text}`")));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|path| seen.insert(path.clone()));
    Ok(found.into_iter().map(Source::File).collect())
}

impl Source {
    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Memory { name, .. } => name.clone(),
        }
    }

    /// Its size before unpacking, where that is known.
    pub(crate) fn size(&self) -> Option<u64> {
        match self {
            Source::File(path) if path == Path::new("-") => None,
            Source::File(path) => {
                std::fs::metadata(path).ok().filter(|data| data.is_file()).map(|data| data.len())
            }
            Source::Memory { bytes, .. } => Some(bytes.len() as u64),
        }
    }

    /// Opens it; `taken` counts the bytes read before unpacking, `cut` is told where a packed file breaks off.
    pub(crate) fn open(&self, taken: &Arc<AtomicU64>, cut: &Cut) -> Result<Box<dyn BufRead + Send>> {
        let raw: Box<dyn Read + Send> = match self {
            Source::File(path) if path == Path::new("-") => Box::new(io::stdin()),
            Source::File(path) => Box::new(File::open(path).map_err(|error| io_error("open", path, &error))?),
            Source::Memory { bytes, .. } => Box::new(io::Cursor::new(Arc::clone(bytes))),
        };
        unpack::text(Box::new(Counted { raw, taken: Arc::clone(taken) }), cut)
            .map_err(|error| self.error(&error))
    }

    /// All of it at once, for formats whose index stands at the end.
    ///
    /// # Errors
    /// `io` for a file that cannot be opened; `invalid_input` for a pipe.
    #[cfg(feature = "parquet")]
    pub(crate) fn whole(&self) -> Result<Whole> {
        let path = match self {
            Source::Memory { bytes, .. } => return Ok(Whole::Memory(Arc::clone(bytes))),
            Source::File(path) => path,
        };
        let Some(size) = self.size() else {
            let message = "a Parquet file is read from its end, so not from a pipe: name the file itself";
            return Err(Error::new(ErrorKind::InvalidInput, message).with("file", self.name()));
        };
        let file = File::open(path).map_err(|error| io_error("open", path, &error))?;
        Ok(Whole::File(file, size))
    }

    pub(crate) fn error(&self, error: &io::Error) -> Error {
        io_error("read", Path::new(&self.name()), error)
    }
}

/// A log that can be read from anywhere in it.
#[cfg(feature = "parquet")]
pub(crate) enum Whole {
    /// A file and its size in bytes.
    File(File, u64),
    Memory(Arc<[u8]>),
}

struct Counted {
    raw: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.raw.read(into)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_files_once_and_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.log", "a.log", "c.txt", "[x].log"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let at = |name: &str| folder.path().join(name);
        let names = |wanted: &[PathBuf]| {
            sources(wanted).map(|found| {
                found.iter().map(|s| s.name().rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>()
            })
        };
        assert_eq!(names(&[at("b.log"), at("*.log")]).unwrap(), ["b.log", "[x].log", "a.log"]);
        assert_eq!(names(&[at("[x].log")]).unwrap(), ["[x].log"]);
        assert!(names(&[at("*.gz")]).unwrap_err().message().contains("no file matches"));
        assert!(names(&[at("none")]).unwrap_err().message().contains("no such file"));
        assert!(names(&[folder.path().to_path_buf()]).unwrap_err().message().contains("is a folder"));
    }
}
