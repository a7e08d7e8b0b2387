//! Public keys of an address (JWKS): fetched when the first token comes, kept, and fetched again when a token names a key that is not
//! among them, but not more often than a provider can bear.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{Method, Uri};
use errpredict::{Error, ErrorKind, Result};
use jsonwebtoken::{Algorithm, DecodingKey};

use super::jwks::KeySet;
use crate::clock::instant;
use crate::outward::ask;

/// Keys of this age are looked at anew: one that was withdrawn goes on for so long.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// While the address does not answer, the keys from before go on for so long.
const OLD: Duration = Duration::from_secs(24 * 3_600);
/// The address is asked at most this often, whatever tokens name.
const AGAIN: Duration = Duration::from_secs(10);

/// The keys of an address.
pub(super) struct RemoteKeys {
    uri: Uri,
    held: Mutex<Option<(Instant, KeySet)>>,
    /// When it was last asked; held while it is asked, so that one asks for all.
    asked: tokio::sync::Mutex<Option<Instant>>,
}

impl RemoteKeys {
    pub(super) fn new(uri: Uri) -> RemoteKeys {
        RemoteKeys { uri, held: Mutex::default(), asked: tokio::sync::Mutex::default() }
    }

    /// The keys for a token, as [`KeySet::fitting`]; none where there never were any to be had.
    pub(super) async fn fitting(&self, algorithm: Algorithm, id: Option<&str>) -> Option<Vec<DecodingKey>> {
        match self.known(algorithm, id) {
            Some((keys, true)) if !keys.is_empty() => return Some(keys),
            // What is known answers while somebody else asks.
            Some((keys, false)) if !keys.is_empty() => {
                if let Ok(mut asked) = self.asked.try_lock() {
                    self.fetch(&mut asked).await;
                }
            }
            _ => {
                let mut asked = self.asked.lock().await;
                // Whoever waited may find what it waited for.
                if self.known(algorithm, id).is_none_or(|(keys, _)| keys.is_empty()) {
                    self.fetch(&mut asked).await;
                }
            }
        }
        self.known(algorithm, id).map(|(keys, _)| keys)
    }

    /// The fitting ones of those that are held, and whether these are fresh.
    fn known(&self, algorithm: Algorithm, id: Option<&str>) -> Option<(Vec<DecodingKey>, bool)> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, keys) = held.as_ref()?;
        let age = instant().duration_since(*at);
        (age < OLD).then(|| (keys.fitting(algorithm, id), age < FRESH))
    }

    async fn fetch(&self, asked: &mut Option<Instant>) {
        if asked.is_some_and(|at| instant().duration_since(at) < AGAIN) {
            return;
        }
        let fetched = fetch(&self.uri).await;
        *asked = Some(instant());
        match fetched {
            Ok(keys) => {
                *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some((instant(), keys));
            }
            Err(error) => tracing::error!(error = %error, "public keys could not be fetched"),
        }
    }
}

async fn fetch(uri: &Uri) -> Result<KeySet> {
    let answer = ask(Method::GET, uri, &[], Vec::new()).await?;
    if answer.status != 200 {
        let message = format!("`{uri}` answered with {} where a JWKS was expected", answer.status);
        return Err(Error::new(ErrorKind::Unavailable, message));
    }
    KeySet::parse(&answer.body, &uri.to_string())
}
