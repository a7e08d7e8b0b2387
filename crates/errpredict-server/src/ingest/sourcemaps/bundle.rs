//! An artifact bundle: a ZIP file with `manifest.json`, which says of each file what it is, where it is served, and its debug id.
//!
//! Source: symbolic's `sourcebundle` (the header `SYSB` may stand before the archive), `SourceBundleManifest`.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use errpredict::{Error, ErrorKind, Result};
use errpredict_io::UploadedMap;
use serde::Deserialize;

use crate::ingest::Limits;

/// Files of one bundle.
const MAX_FILES: usize = 20_000;

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    release: Option<String>,
    #[serde(default)]
    dist: Option<String>,
    #[serde(default)]
    files: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

/// A bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The release it is of, if it is of one.
    pub release: Option<String>,
    /// The build of the release.
    pub dist: Option<String>,
    /// Minified files and source maps.
    pub files: Vec<BundleFile>,
    /// Files of other kinds, which nothing needs: sources, which stand in the maps.
    pub n_others: usize,
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Where it is served: `~/app.js` for any host.
    pub url: String,
    /// Its debug id.
    pub debug_id: Option<String>,
    /// Of a minified file, where its map is, as it says.
    pub map: Option<String>,
    /// Of a source map, what stands in it; a minified file is not kept.
    pub bytes: Option<Vec<u8>>,
}

/// Reads a bundle.
///
/// # Errors
/// `invalid_input` for what is no such archive; `limit_exceeded` for one that unpacks to more bytes than the limits allow or holds
/// more than 20,000 files.
pub fn read_bundle(bytes: &[u8], limits: Limits) -> Result<Bundle> {
    let bad = |error: zip::result::ZipError| {
        Error::new(ErrorKind::InvalidInput, format!("no bundle of source maps: {error}"))
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(bad)?;
    if archive.len() > MAX_FILES {
        let message = format!("a bundle has at most {MAX_FILES} files, got {}", archive.len());
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    let mut left = limits.max_bytes;
    let mut content = |name: &str| -> Result<Vec<u8>> {
        let file = archive.by_name(name).map_err(bad)?;
        let mut bytes = Vec::new();
        let read = file.take(left as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| {
            Error::new(ErrorKind::InvalidInput, format!("`{name}` of the bundle is damaged: {error}"))
        })?;
        left = left.checked_sub(bytes.len()).ok_or_else(|| {
            let message = format!("a bundle has at most {} bytes once it is unpacked", limits.max_bytes);
            Error::new(ErrorKind::LimitExceeded, message)
        })?;
        Ok(bytes)
    };
    let manifest: Manifest = serde_json::from_slice(&content("manifest.json")?).map_err(|error| {
        Error::new(ErrorKind::InvalidInput, format!("the bundle's manifest.json: {error}"))
    })?;
    let mut bundle =
        Bundle { release: manifest.release, dist: manifest.dist, files: Vec::new(), n_others: 0 };
    for (name, entry) in manifest.files {
        let header = |name: &str| {
            entry
                .headers
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.clone())
        };
        let (debug_id, map) = (header("debug-id"), header("sourcemap").or_else(|| header("x-sourcemap")));
        let file = match entry.kind.as_str() {
            "source_map" => BundleFile { url: entry.url, debug_id, map: None, bytes: Some(content(&name)?) },
            "minified_source" => BundleFile { url: entry.url, debug_id, map, bytes: None },
            _ => {
                bundle.n_others += 1;
                continue;
            }
        };
        bundle.files.push(file);
    }
    Ok(bundle)
}

impl Bundle {
    /// The source maps, each with the file it is of: the one that says so, or else its own name without `.map`.
    #[must_use]
    pub fn maps(&self) -> Vec<UploadedMap> {
        // Where a file says its map is, by the address of the map.
        let mut owners: BTreeMap<String, &BundleFile> = BTreeMap::new();
        for file in &self.files {
            if let Some(map) = file.map.as_deref().filter(|map| !map.starts_with("data:")) {
                owners.insert(beside(&file.url, map), file);
            }
        }
        let maps = self.files.iter().filter_map(|file| Some((file, file.bytes.as_ref()?)));
        maps.map(|(file, bytes)| {
            let owner = owners.get(&file.url);
            let own_name = || file.url.strip_suffix(".map").unwrap_or(&file.url).to_owned();
            UploadedMap {
                of: owner.map_or_else(own_name, |owner| owner.url.clone()),
                debug_id: file.debug_id.clone().or_else(|| owner?.debug_id.clone()),
                release: self.release.clone(),
                bytes: bytes.as_slice().into(),
            }
        })
        .collect()
    }
}

/// The address that a file means by a name: `~/js/app.js` and `app.js.map` are `~/js/app.js.map`.
fn beside(url: &str, name: &str) -> String {
    if name.contains("://") || name.starts_with("~/") {
        return name.to_owned();
    }
    if let Some(absolute) = name.strip_prefix('/') {
        return format!("~/{absolute}");
    }
    let mut parts: Vec<&str> = url.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_a_file() {
        for (url, name, expected) in [
            ("~/js/app.js", "app.js.map", "~/js/app.js.map"),
            ("~/js/app.js", "../maps/app.js.map", "~/maps/app.js.map"),
            ("~/js/app.js", "./app.js.map", "~/js/app.js.map"),
            ("~/js/app.js", "/maps/app.js.map", "~/maps/app.js.map"),
            (
                "https://a.example/app.js",
                "https://maps.example/app.js.map",
                "https://maps.example/app.js.map",
            ),
        ] {
            assert_eq!(beside(url, name), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_bundle_or_none(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = read_bundle(&bytes, Limits::default());
            let _ = read_bundle(&[b"PK\x03\x04", &bytes[..]].concat(), Limits::default());
        }
    }
}
