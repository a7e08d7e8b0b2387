//! Public keys of whoever else signs tokens (JWKS, RFC 7517): a set of them, and a file that is read again when it changes, so that
//! keys are rotated by writing it anew.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use errpredict::{Error, ErrorKind, Result};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};

#[derive(Clone)]
struct Known {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

/// Keys that sign with RS256 or ES256.
#[derive(Clone, Default)]
pub(super) struct KeySet(Vec<Known>);

impl KeySet {
    /// Reads a set.
    ///
    /// # Errors
    /// `invalid_input` for what is none, and for one without a key for RS256 or ES256.
    pub(super) fn parse(text: &[u8], whose: &str) -> Result<KeySet> {
        let wrong = |what: String| Error::new(ErrorKind::InvalidInput, format!("`{whose}` {what}"));
        let set: JwkSet =
            serde_json::from_slice(text).map_err(|error| wrong(format!("is no JWKS: {error}")))?;
        let keys: Vec<Known> = set.keys.iter().filter_map(known).collect();
        if keys.is_empty() {
            return Err(wrong("holds no key that signs with RS256 or ES256".to_owned()));
        }
        Ok(KeySet(keys))
    }

    /// The keys for a token: those of its algorithm, and of its id where it names one.
    pub(super) fn fitting(&self, algorithm: Algorithm, id: Option<&str>) -> Vec<DecodingKey> {
        let fits = |known: &&Known| {
            known.algorithm == algorithm && id.is_none_or(|id| known.id.as_deref() == Some(id))
        };
        self.0.iter().filter(fits).map(|known| known.key.clone()).collect()
    }
}

/// The keys of a file.
pub(super) struct FileKeys {
    path: PathBuf,
    keys: Mutex<(Option<SystemTime>, KeySet)>,
}

impl FileKeys {
    /// Reads the file.
    ///
    /// # Errors
    /// `io` where it cannot be read, `invalid_input` where it holds no key for RS256 or ES256.
    pub(super) fn open(path: &Path) -> Result<FileKeys> {
        let keys = Mutex::new((changed(path), read(path)?));
        Ok(FileKeys { path: path.to_path_buf(), keys })
    }

    /// As [`KeySet::fitting`].
    pub(super) fn fitting(&self, algorithm: Algorithm, id: Option<&str>) -> Vec<DecodingKey> {
        let mut held = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = changed(&self.path);
        if changed != held.0 {
            match read(&self.path) {
                Ok(keys) => *held = (changed, keys),
                // Half written, perhaps: those from before go on, and it is tried again.
                Err(error) => {
                    tracing::error!(error = %error, "the keys of auth.jwks_file could not be read again")
                }
            }
        }
        held.1.fitting(algorithm, id)
    }
}

fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|data| data.modified()).ok()
}

fn read(path: &Path) -> Result<KeySet> {
    let whose = path.display().to_string();
    let text = std::fs::read(path)
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot read `{whose}`: {error}")))?;
    KeySet::parse(&text, &whose)
}

/// A key that signs with RS256 or ES256. Shared keys never count: a public file would give them away.
fn known(jwk: &Jwk) -> Option<Known> {
    if jwk.common.public_key_use.as_ref().is_some_and(|purpose| *purpose != PublicKeyUse::Signature) {
        return None;
    }
    let (algorithm, named) = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => (Algorithm::RS256, KeyAlgorithm::RS256),
        AlgorithmParameters::EllipticCurve(curve) if curve.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        _ => return None,
    };
    if jwk.common.key_algorithm.as_ref().is_some_and(|said| *said != named) {
        return None;
    }
    Some(Known { id: jwk.common.key_id.clone(), algorithm, key: DecodingKey::from_jwk(jwk).ok()? })
}
