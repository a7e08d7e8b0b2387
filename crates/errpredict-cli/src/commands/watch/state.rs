//! What is kept over restarts: one file, written whole, in which what was counted and how far was read are of one moment.

use std::io::{Read, Write};
use std::path::Path;

use errpredict::{Error, ErrorKind, Result, Rollup, Timestamp};
use serde::{Deserialize, Serialize};

use super::incidents::Incidents;
use super::place::Place;

/// Version of the file; it changes when a field changes its meaning or goes.
pub(super) const VERSION: u32 = 1;
/// Bytes of the first line at most: places and incidents are few.
const HEAD_BYTES: u64 = 64 << 20;

/// Everything but the counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) errpredict_watch: u32,
    /// Where each log was left.
    pub(super) open: Vec<Place>,
    /// Files that were left behind, to be known when they are met again.
    pub(super) left: Vec<Place>,
    /// The time of the newest event, and of this machine's clock when it came: the log's clock goes on from there.
    pub(super) newest: Option<(Timestamp, Timestamp)>,
    pub(super) incidents: Incidents,
    /// Messages that the hook did not take yet.
    pub(super) unsent: Vec<String>,
}

/// Writes the file; the old one stays as it is until the new one is whole.
pub(super) fn save(path: &Path, head: &Head, mut rollup: Rollup) -> Result<()> {
    let cannot = |error: std::io::Error| {
        Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display()))
    };
    let mut bytes = serde_json::to_vec(head).map_err(|error| cannot(error.into()))?;
    bytes.push(b'\n');
    bytes.extend_from_slice(&rollup.save());
    let mut output = errpredict_io::create(path)?;
    output.write_all(&bytes).map_err(cannot)?;
    output.finish()
}

/// Reads the file, if there is one.
///
/// # Errors
/// `corrupt` for a file that is none of ours or damaged, `unsupported_version` for one of another version.
pub(super) fn load(path: &Path) -> Result<Option<(Head, Rollup)>> {
    if !path.exists() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    errpredict_io::open(path)?
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot read `{}`: {error}", path.display())))?;
    let corrupt = |why: &str| {
        let message = format!("this is no state of `errpredict watch`, or it is damaged: {why}");
        Error::new(ErrorKind::Corrupt, message).with("file", path.display())
    };
    let end = bytes.iter().take(HEAD_BYTES as usize).position(|byte| *byte == b'\n');
    let (head, counts) = bytes.split_at(end.ok_or_else(|| corrupt("it has no first line"))?);
    let version: serde_json::Value = serde_json::from_slice(head)
        .map_err(|error| corrupt(&format!("its first line is not read: {error}")))?;
    match version.get("errpredict_watch").and_then(serde_json::Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(version) => {
            let message = format!("the state is of version {version}, this program reads version {VERSION}");
            return Err(Error::new(ErrorKind::UnsupportedVersion, message).with("file", path.display()));
        }
        None => return Err(corrupt("its first line says no version")),
    }
    let head = serde_json::from_value(version).map_err(|error| corrupt(&error.to_string()))?;
    let rollup = Rollup::load(&counts[1..]).map_err(|error| error.with("file", path.display()))?;
    Ok(Some((head, rollup)))
}
