//! Models as bytes: versioned, checksummed, the same from the same data and seed.
//!
//! A model is the JSON of its parts in the frame of [`crate::container`]. JSON because every number survives
//! (`float_roundtrip`) and a model can be read by eye; the checksum is looked at before the text. The checksum finds
//! damage, not forgery: a model is as trusted as the place it is kept.
//!
//! Models that version 0.1.0 of errpredict wrote are read as well. They stand behind a header of their own:
//!
//! | bytes | meaning |
//! |---|---|
//! | 0 to 7 | `ERRPMODL` (version 3), `ERRPSEVR` for a model of severities (version 2) |
//! | 8 to 11 | version of the form, little-endian |
//! | 12 to 19 | length of the body |
//! | 20 to 27 | XXH3 of the body |
//! | 28 to the end | the body: JSON |

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_64;

use crate::container::{self, Kind, refused};
use crate::error::{Error, ErrorKind, Result};

/// What kind of model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ModelKind {
    /// Of the probability that a target comes.
    Probability,
    /// Of the severity of the worst event to come.
    Severity,
}

impl ModelKind {
    /// Every kind.
    pub const ALL: &'static [ModelKind] = &[ModelKind::Probability, ModelKind::Severity];

    /// The kind in the frame of everything saved.
    #[must_use]
    pub const fn container(self) -> Kind {
        match self {
            ModelKind::Probability => Kind::Model,
            ModelKind::Severity => Kind::SeverityModel,
        }
    }

    /// Version of the form written here; the one before is read as well.
    #[must_use]
    pub const fn version(self) -> u32 {
        match self {
            ModelKind::Probability => 4,
            ModelKind::Severity => 3,
        }
    }

    /// What the file of the version before begins with.
    const fn old_magic(self) -> &'static [u8; 8] {
        match self {
            ModelKind::Probability => b"ERRPMODL",
            ModelKind::Severity => b"ERRPSEVR",
        }
    }

    /// The kind of model that those bytes begin as.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<ModelKind> {
        let begins = |kind: &ModelKind| {
            container::kind_of(bytes) == Some(kind.container()) || bytes.starts_with(kind.old_magic())
        };
        ModelKind::ALL.iter().copied().find(begins)
    }
}

/// A model in the frame of its kind.
pub(super) fn pack<T: Serialize>(kind: ModelKind, model: &T) -> Result<Vec<u8>> {
    let body = serde_json::to_vec(model)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("model as JSON: {error}")))?;
    Ok(container::pack(kind.container(), kind.version(), &body))
}

/// What [`pack`] wrote, now or one version ago.
pub(super) fn unpack<T: DeserializeOwned>(kind: ModelKind, bytes: &[u8]) -> Result<T> {
    let other = ModelKind::of(bytes).filter(|found| *found != kind);
    if let Some(other) = other {
        let message = format!("the bytes hold {}", other.container().name());
        return Err(refused(ErrorKind::InvalidInput, kind.container(), &message));
    }
    let unreadable = |error: serde_json::Error| {
        refused(ErrorKind::Corrupt, kind.container(), &format!("the body does not hold: {error}"))
    };
    if bytes.starts_with(kind.old_magic()) {
        let mut body: Value = serde_json::from_slice(old_body(kind, bytes)?).map_err(unreadable)?;
        if kind == ModelKind::Probability {
            renew(&mut body);
        }
        return serde_json::from_value(body).map_err(unreadable);
    }
    let (_, body) = container::unpack(kind.container(), kind.version()..=kind.version(), bytes)?;
    serde_json::from_slice(body).map_err(unreadable)
}

/// The body behind the header of the version before, version, length and checksum looked at.
fn old_body(kind: ModelKind, bytes: &[u8]) -> Result<&[u8]> {
    let version = kind.version() - 1;
    let cut =
        || refused(ErrorKind::Corrupt, kind.container(), &format!("cut short at {} bytes", bytes.len()));
    let rest = bytes.get(8..).unwrap_or_default();
    let (found, rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let found = u32::from_le_bytes(*found);
    if found != version {
        let message = format!("it has version {found}, this build reads {version} to {}", kind.version());
        return Err(refused(ErrorKind::UnsupportedVersion, kind.container(), &message));
    }
    let (length, rest) = rest.split_first_chunk::<8>().ok_or_else(cut)?;
    let (checksum, body) = rest.split_first_chunk::<8>().ok_or_else(cut)?;
    if u64::from_le_bytes(*length) != body.len() as u64 {
        return Err(cut().with("expected", u64::from_le_bytes(*length)).with("got", body.len()));
    }
    if u64::from_le_bytes(*checksum) != xxh3_64(body) {
        return Err(refused(ErrorKind::Corrupt, kind.container(), "damaged: the checksum does not hold"));
    }
    Ok(body)
}

/// The body of version 3 of a model of probabilities in the words of version 4.
///
/// A burst was a count within the whole horizon: that is a window as long as the horizon, with a limit per service.
fn renew(body: &mut Value) {
    let Some(task) = body.pointer_mut("/task/task").and_then(Value::as_object_mut) else { return };
    let horizon_ms = task.get("task").and_then(|task| task.get("horizon_ms")).and_then(Value::as_i64);
    let window_minutes = horizon_ms.unwrap_or_default() / crate::time::MINUTE_MS;
    let limit = |at_least: Value| json!({ "at_least": at_least, "window_minutes": window_minutes });
    if let Some(question) = task.get_mut("task").and_then(Value::as_object_mut) {
        question.remove("burst_share");
        question.remove("burst_at_least");
    }
    if let Some(threshold) = task.remove("threshold") {
        task.insert("limit".to_owned(), limit(threshold));
    }
    if let Some(Value::Object(thresholds)) = task.remove("thresholds") {
        let limits: Map<String, Value> =
            thresholds.into_iter().map(|(service, threshold)| (service, limit(threshold))).collect();
        task.insert("limits".to_owned(), Value::Object(limits));
    }
}
