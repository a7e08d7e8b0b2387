//! A model as bytes: versioned, checksummed, the same from the same data and seed.
//!
//! | bytes | meaning |
//! |---|---|
//! | 0 to 7 | `ERRPMODL`; `ERRPSEVR` for a model of severities ([`super::SavedSeverity`]) |
//! | 8 to 11 | version of the form, little-endian |
//! | 12 to 19 | length of the body |
//! | 20 to 27 | XXH3 of the body |
//! | 28 to the end | the body: JSON of [`Saved`] |
//!
//! JSON because every number survives (`float_roundtrip`) and a model can be read by eye; the checksum is looked at
//! before the text. XXH3 finds damage, not forgery: a model is as trusted as the place it is kept.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::model::{Model, TrainingRows};
use super::plan::TaskState;
use crate::error::{Error, ErrorKind, Result};

const MAGIC: &[u8; 8] = b"ERRPMODL";
/// Version of the form written here, the only one read.
pub const VERSION: u32 = 3;
const HEADER: usize = 28;

/// What a model file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saved {
    /// Version of the feature set the rows came from; 0 where they are the caller's own.
    pub feature_set_version: u32,
    /// What is predicted, in the caller's words, such as `critical`.
    pub target: String,
    /// XXH3 of the training rows, labels and times: see [`data_hash`].
    pub data_hash: u64,
    /// Names of the services, so that [`super::Key::service`] means the same when loaded.
    pub services: Vec<String>,
    /// Names of the groups, likewise.
    pub groups: Vec<String>,
    /// The model.
    pub model: Model,
    /// The question and the features, where the model was trained on a log.
    pub task: Option<TaskState>,
}

impl Saved {
    /// The bytes of the file.
    ///
    /// # Errors
    /// `internal` if the model cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        pack(MAGIC, VERSION, self)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// `invalid_input` for other files, `unsupported_version` for other versions, `corrupt` where length, checksum
    /// or structure do not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let saved: Saved = unpack(MAGIC, VERSION, bytes)?;
        if !saved.model.is_sound() {
            return Err(Error::new(ErrorKind::Corrupt, "the model's indices or numbers are out of range"));
        }
        Ok(saved)
    }
}

/// A model behind the header of its kind.
pub(super) fn pack<T: Serialize>(magic: &[u8; 8], version: u32, model: &T) -> Result<Vec<u8>> {
    let body = serde_json::to_vec(model)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("model as JSON: {error}")))?;
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(magic);
    bytes.extend_from_slice(&version.to_le_bytes());
    bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&xxh3_64(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    Ok(bytes)
}

/// What [`pack`] wrote, header and checksum looked at before the text.
pub(super) fn unpack<T: for<'de> Deserialize<'de>>(magic: &[u8; 8], version: u32, bytes: &[u8]) -> Result<T> {
    let known = String::from_utf8_lossy(magic);
    let rest = match bytes.split_first_chunk::<8>() {
        Some((found, rest)) if found == magic => rest,
        Some((MAGIC, _)) => {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!("a model of probabilities (ERRPMODL), needs {known}"),
            ));
        }
        Some((super::severity_plan::MAGIC, _)) => {
            let message =
                format!("a model of severities (ERRPSEVR, from `train --target severity`), needs {known}");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        _ => {
            let message = format!("not a model file: it must begin with {known}");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
    };
    let truncated =
        || Error::new(ErrorKind::Corrupt, format!("model file of {} bytes is cut short", bytes.len()));
    let (found, rest) = rest.split_first_chunk::<4>().ok_or_else(truncated)?;
    let found = u32::from_le_bytes(*found);
    if found != version {
        let message = format!("model file has version {found}, this build reads version {version}");
        return Err(Error::new(ErrorKind::UnsupportedVersion, message));
    }
    let (length, rest) = rest.split_first_chunk::<8>().ok_or_else(truncated)?;
    let (checksum, body) = rest.split_first_chunk::<8>().ok_or_else(truncated)?;
    if u64::from_le_bytes(*length) != body.len() as u64 {
        return Err(truncated().with("expected", u64::from_le_bytes(*length)).with("got", body.len()));
    }
    if u64::from_le_bytes(*checksum) != xxh3_64(body) {
        return Err(Error::new(ErrorKind::Corrupt, "the model file's checksum does not hold: it is damaged"));
    }
    serde_json::from_slice(body)
        .map_err(|error| Error::new(ErrorKind::Corrupt, format!("the model file's body: {error}")))
}

/// A fingerprint of training data: names, rows, labels and times in order.
#[must_use]
pub fn data_hash(rows: &TrainingRows<'_>) -> u64 {
    let mut hash = Xxh3::new();
    for name in rows.samples.names {
        hash.update(name.as_bytes());
        hash.update(b"\n");
    }
    for value in rows.samples.rows {
        // All NaN are the same missing value.
        let bits = if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
        hash.update(&bits.to_le_bytes());
    }
    for (label, time) in rows.samples.labels.iter().zip(rows.times) {
        hash.update(&[u8::from(*label)]);
        hash.update(&time.ms().to_le_bytes());
    }
    hash.digest()
}

#[cfg(test)]
mod tests {
    use super::super::checks::Data;
    use super::super::{Ensemble, GradientBoosting, Logistic, Predictor, RandomForest, Sample, Training};
    use super::*;
    use crate::time::Timestamp;

    fn saved() -> Saved {
        let data = Data::new(1500, 4, 1);
        let times: Vec<Timestamp> = (0..1500).map(|i| Timestamp::from_ms(i * 3_600_000).unwrap()).collect();
        let rows =
            TrainingRows { samples: data.samples(), times: &times, n_fit: 1000, horizon_ms: 86_400_000 };
        let method = Predictor::GradientBoosting(GradientBoosting {
            rounds: 5,
            depth: 3,
            ..GradientBoosting::default()
        });
        let model = Training { method, ..Training::default() }.fit(&rows, 7).unwrap();
        Saved {
            feature_set_version: 3,
            target: "critical".into(),
            data_hash: data_hash(&rows),
            services: vec!["a".into()],
            groups: Vec::new(),
            model,
            task: None,
        }
    }

    #[test]
    fn reads_what_it_wrote() {
        let first = saved();
        let bytes = first.to_bytes().unwrap();
        assert_eq!(bytes, saved().to_bytes().unwrap());
        let loaded = Saved::from_bytes(&bytes).unwrap();
        assert_eq!(loaded, first);
        let sample = Sample::new(&[0.3, f64::NAN, -1.0, 2.0]);
        let ask = |saved: &Saved| saved.model.predict(&sample, &saved.model.outcomes());
        assert_eq!(ask(&loaded), ask(&first));
    }

    /// A file around a body, its checksum right.
    fn around(version: u32, body: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::from(*MAGIC);
        bytes.extend_from_slice(&version.to_le_bytes());
        bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&xxh3_64(body).to_le_bytes());
        bytes.extend_from_slice(body);
        bytes
    }

    fn refused(bytes: &[u8]) -> Error {
        Saved::from_bytes(bytes).unwrap_err()
    }

    #[test]
    fn refuses_other_files_and_other_versions_by_name() {
        let body = saved().to_bytes().unwrap().split_off(HEADER);
        assert!(Saved::from_bytes(&around(VERSION, &body)).is_ok());
        for version in [0, VERSION + 1, u32::MAX] {
            let error = refused(&around(version, &body));
            assert_eq!(error.code(), "unsupported_version");
            assert!(error.message().contains(&version.to_string()), "{error}");
        }
        for other in [&b""[..], b"PK\x03\x04 something else", b"ERRPMOD", b"ERRPMODM", b"{}"] {
            assert_eq!(refused(other).code(), "invalid_input", "{other:?}");
        }
        for body in [&b""[..], b"{}", b"[1]", b"{\"feature_set_version\":3,\"extra\":1}", b"\xff"] {
            assert_eq!(refused(&around(VERSION, body)).code(), "corrupt", "{body:?}");
        }
    }

    #[test]
    fn refuses_every_flipped_bit_and_every_cut() {
        let mut bytes = saved().to_bytes().unwrap();
        let code_of = |at: usize| match at {
            0..8 => "invalid_input",
            8..12 => "unsupported_version",
            _ => "corrupt",
        };
        for at in 0..bytes.len() {
            // All bits of the header; the checksum takes every byte of the body alike.
            for bit in if at < HEADER { 0..8 } else { at % 8..at % 8 + 1 } {
                bytes[at] ^= 1 << bit;
                assert_eq!(refused(&bytes).code(), code_of(at), "byte {at}, bit {bit}");
                bytes[at] ^= 1 << bit;
            }
        }
        for length in 0..bytes.len() {
            let code = if length < 8 { "invalid_input" } else { "corrupt" };
            assert_eq!(refused(&bytes[..length]).code(), code, "{length} bytes");
        }
        bytes.push(b'\n');
        assert_eq!(refused(&bytes).code(), "corrupt");
    }

    #[test]
    fn refuses_trees_that_point_outside() {
        // A well-formed file with a right checksum whose tree sends rows to a node that does not exist.
        let text = serde_json::to_string(&saved()).unwrap();
        let at = text.find(r#""nodes":[["#).unwrap();
        let left = at + text[at..].find(',').unwrap() + 1;
        let end = left + text[left..].find(',').unwrap();
        let body = format!("{}4000000{}", &text[..left], &text[end..]);
        assert_eq!(refused(&around(VERSION, body.as_bytes())).code(), "corrupt");
    }

    #[cfg(feature = "parallel")]
    #[test]
    fn the_same_bytes_on_any_number_of_threads() {
        // Enough rows that every method spreads its work.
        let data = Data::new(12_000, 20, 3);
        let times: Vec<Timestamp> = (0..12_000).map(|i| Timestamp::from_ms(i * 60_000).unwrap()).collect();
        let rows =
            TrainingRows { samples: data.samples(), times: &times, n_fit: 9_000, horizon_ms: 3_600_000 };
        let boosting = GradientBoosting { rounds: 4, patience: Some(2), ..GradientBoosting::automatic() };
        let members = vec![
            Predictor::Logistic(Logistic { max_steps: 5, ..Logistic::default() }),
            Predictor::GradientBoosting(GradientBoosting { rounds: 3, ..GradientBoosting::default() }),
            Predictor::GradientBoosting(boosting),
            Predictor::RandomForest(RandomForest { trees: 5, ..RandomForest::default() }),
            Predictor::from_name("decay").unwrap(),
        ];
        let method = Predictor::Ensemble(Ensemble { members, ..Ensemble::default() });
        let bytes = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let training = Training { method: method.clone(), ..Training::default() };
                Saved { model: training.fit(&rows, 7).unwrap(), ..saved() }.to_bytes().unwrap()
            })
        };
        let one = bytes(1);
        assert!(bytes(2) == one && bytes(5) == one);
    }
}
