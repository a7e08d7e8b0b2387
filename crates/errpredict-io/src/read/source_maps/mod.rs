//! Source maps: what a place in a minified JavaScript file is in its source.
//!
//! A folder holds them beside the files they are of, or alone, or somebody uploaded them. A map is found by the debug id of an event (a map's
//! `debugId`), or by the address of the file in a frame: the file's own name, and of several of that name the one whose
//! folders fit best. Where two fit equally none is taken, for a wrong source is worse than none.
//!
//! Sources: ECMA-426, *Source map format* (2024); TC39, *Source map debug ids* (proposal).

mod frames;
mod map;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use errpredict::{Error, Result};

pub(crate) use frames::{Frame, resolved};
pub(crate) use map::Place;
use map::SourceMap;

use crate::file::io_error;

/// Folders inside folders, and files, that are looked at.
const MAX_DEPTH: usize = 16;
const MAX_FILES: usize = 100_000;
/// Bytes of the largest map that is read.
const MAX_BYTES: u64 = 256 << 20;
/// Bytes at the end of a file in which it names its map.
const TAIL_BYTES: usize = 4096;

/// Source maps, found by the debug id of an event or by the address of a file; each is read when it is first asked for.
#[derive(Debug)]
pub struct SourceMaps {
    files: Vec<MapFile>,
    /// By the name of the file they are of, without its folders.
    by_name: BTreeMap<String, Vec<(String, usize)>>,
    by_debug_id: OnceLock<BTreeMap<String, usize>>,
    /// The ids that were told; those that maps state are read from them.
    told: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct MapFile {
    at: Held,
    release: Option<String>,
    map: OnceLock<Option<SourceMap>>,
}

/// Where a map is.
#[derive(Debug)]
enum Held {
    File(PathBuf),
    Bytes(Arc<[u8]>),
}

/// A source map in memory, and what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedMap {
    /// The address of the minified file: `https://shop.example/app.js`, or `~/app.js` for any host.
    pub of: String,
    /// The debug id that was told with it; one that the map itself states is found as well.
    pub debug_id: Option<String>,
    /// The release it is of: an event that says another one is not shown with it, unless the debug id fits.
    pub release: Option<String>,
    /// The map.
    pub bytes: Arc<[u8]>,
}

impl SourceMaps {
    /// Maps that are in memory.
    #[must_use]
    pub fn of_uploads(uploads: Vec<UploadedMap>) -> SourceMaps {
        let mut maps = SourceMaps::empty();
        for upload in uploads {
            let number = maps.files.len();
            let of = path_of_url(&upload.of);
            if !of.is_empty() {
                maps.name(of.to_owned(), number);
            }
            if let Some(id) = upload.debug_id {
                maps.told.insert(id.to_ascii_lowercase(), number);
            }
            maps.files.push(MapFile {
                at: Held::Bytes(upload.bytes),
                release: upload.release,
                map: OnceLock::new(),
            });
        }
        maps
    }

    fn empty() -> SourceMaps {
        SourceMaps {
            files: Vec::new(),
            by_name: BTreeMap::new(),
            by_debug_id: OnceLock::new(),
            told: BTreeMap::new(),
        }
    }

    /// What stands in a folder and those in it.
    ///
    /// # Errors
    /// `invalid_setting` for what is no folder, `io` for one that cannot be looked into.
    pub(crate) fn of(folder: &Path) -> Result<SourceMaps> {
        if !folder.is_dir() {
            return Err(Error::setting("source_maps", "a folder with source maps", folder.display()));
        }
        let mut found = Vec::new();
        walk(folder, MAX_DEPTH, &mut found)?;
        found.sort();
        let mut maps = SourceMaps::empty();
        let mut numbers = BTreeMap::new();
        for path in found.iter().filter(|path| has_ending(path, &["map"])) {
            let of = relative(path, folder);
            numbers.insert(path.clone(), maps.files.len());
            maps.name(of.strip_suffix(".map").unwrap_or(&of).to_owned(), maps.files.len());
            maps.files.push(MapFile { at: Held::File(path.clone()), release: None, map: OnceLock::new() });
        }
        for path in found.iter().filter(|path| has_ending(path, &["js", "mjs", "cjs", "bundle", "jsbundle"]))
        {
            let named = map_named_by(path).and_then(|name| Some(path.parent()?.join(name)));
            if let Some(&number) = named.and_then(|map| numbers.get(&map)) {
                maps.name(relative(path, folder), number);
            }
        }
        Ok(maps)
    }

    fn name(&mut self, of: String, number: usize) {
        let name = of.rsplit('/').next().unwrap_or(&of).to_owned();
        let known = self.by_name.entry(name).or_default();
        if !known.iter().any(|(_, other)| *other == number) {
            known.push((of, number));
        }
    }

    /// What a place in a file, of a release where one is known, is in its source: line and column from 1.
    pub(crate) fn find(
        &self,
        (url, release): (&str, Option<&str>),
        debug_id: Option<&str>,
        line: u32,
        column: u32,
    ) -> Option<Place<'_>> {
        let number = debug_id.and_then(|id| self.of_debug_id(id)).or_else(|| self.of_url(url, release))?;
        let file = &self.files[number];
        let map = file.map.get_or_init(|| SourceMap::parse(&file.bytes()?));
        map.as_ref()?.find(line.checked_sub(1)?, column.checked_sub(1)?)
    }

    fn of_debug_id(&self, id: &str) -> Option<usize> {
        if let Some(number) = self.told.get(&id.to_ascii_lowercase()) {
            return Some(*number);
        }
        let known = self.by_debug_id.get_or_init(|| {
            let ids = self.files.iter().map(|file| map::debug_id(&file.bytes()?));
            ids.zip(0..).filter_map(|(id, number)| Some((id?.to_ascii_lowercase(), number))).collect()
        });
        known.get(&id.to_ascii_lowercase()).copied()
    }

    fn of_url(&self, url: &str, release: Option<&str>) -> Option<usize> {
        let path = path_of_url(url);
        let same = |of: &str| of.rsplit('/').zip(path.rsplit('/')).take_while(|(a, b)| a == b).count();
        let fits = |number: usize| match (&self.files[number].release, release) {
            (Some(of), Some(wanted)) => of == wanted,
            _ => true,
        };
        let known = self.by_name.get(path.rsplit('/').next()?)?;
        let known = || known.iter().filter(|(_, number)| fits(*number));
        let best = known().map(|(of, _)| same(of)).max()?;
        let mut fitting = known().filter(|(of, _)| same(of) == best);
        let (_, number) = fitting.next()?;
        fitting.next().is_none().then_some(*number)
    }
}

impl MapFile {
    fn bytes(&self) -> Option<Cow<'_, [u8]>> {
        match &self.at {
            Held::File(path) => read(path).map(Cow::Owned),
            Held::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
        }
    }
}

/// An address without scheme, query and fragment, and without the `~` that stands for any host.
fn path_of_url(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.strip_prefix("~/").unwrap_or(path)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    let refused = |error: std::io::Error| io_error("look into", folder, &error);
    for entry in std::fs::read_dir(folder).map_err(refused)? {
        let entry = entry.map_err(refused)?;
        // A link may lead round in a circle.
        let kind = entry.file_type().map_err(refused)?;
        if kind.is_dir() && depth > 0 {
            walk(&entry.path(), depth - 1, found)?;
        } else if kind.is_file() {
            found.push(entry.path());
        }
        if found.len() > MAX_FILES {
            let expected = format!("a folder with at most {MAX_FILES} files in it");
            return Err(Error::setting("source_maps", &expected, folder.display()));
        }
    }
    Ok(())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known))
}

fn relative(path: &Path, folder: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The file, if it can be read and is not too large.
fn read(path: &Path) -> Option<Vec<u8>> {
    let is_small = std::fs::metadata(path).ok()?.len() <= MAX_BYTES;
    if is_small { std::fs::read(path).ok() } else { None }
}

/// The name of the map that a file says at its end: `//# sourceMappingURL=app.js.map`.
fn map_named_by(path: &Path) -> Option<String> {
    let bytes = read(path)?;
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(TAIL_BYTES)..]);
    let (_, rest) = tail.rsplit_once("sourceMappingURL=")?;
    let name = rest.split_whitespace().next()?;
    let is_name = !name.starts_with("data:") && !name.contains("://");
    is_name.then(|| name.split(['?', '#']).next().unwrap_or(name).to_owned())
}

#[cfg(test)]
mod tests;
