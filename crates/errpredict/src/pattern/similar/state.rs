//! Saving an index of similar texts, checking what is read, and taking texts out.

use std::collections::BTreeSet;

use super::{Similar, Text};
use crate::container::{self, Kind};
use crate::error::{ErrorKind, Result};

/// What is saved: the terms of each text; everything else follows.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    version: u32,
    n_settled: usize,
    hashes: Vec<u64>,
    texts: Vec<(u64, u32, Vec<u32>)>,
    weights: Vec<f64>,
}

/// Version of the saved state.
const STATE_VERSION: u32 = 1;

impl Similar {
    /// The index as bytes that [`Similar::load`] reads.
    ///
    /// # Errors
    /// `internal` if it cannot be written as JSON.
    pub fn save(&self) -> Result<Vec<u8>> {
        let body = serde_json::to_vec(self)
            .map_err(|error| container::refused(ErrorKind::Internal, Kind::Similar, &error.to_string()))?;
        Ok(container::pack(Kind::Similar, STATE_VERSION, &body))
    }

    /// Reads what [`Similar::save`] wrote, and the JSON that versions before it wrote.
    ///
    /// # Errors
    /// `invalid_input` for other bytes, `unsupported_version` for a version this build does not know, `corrupt` for what
    /// is damaged.
    pub fn load(bytes: &[u8]) -> Result<Similar> {
        let body = match bytes.first() {
            Some(b'{') => bytes,
            _ => container::unpack(Kind::Similar, STATE_VERSION..=STATE_VERSION, bytes)?.1,
        };
        serde_json::from_slice(body)
            .map_err(|error| container::refused(ErrorKind::Corrupt, Kind::Similar, &error.to_string()))
    }

    /// Takes out the texts that were added under these keys, with the terms that nobody else has, and settles; gives how
    /// many there were. What is left stands closer together: [`Similar::nearest_to`] counts anew.
    pub fn remove(&mut self, keys: &BTreeSet<u64>) -> usize {
        let mut hashes = vec![0; self.holders.len()];
        self.numbers.iter().for_each(|(hash, number)| hashes[*number as usize] = *hash);
        let mut left = Similar::default();
        for (id, text) in (0_u32..).zip(&self.texts).filter(|(_, text)| !keys.contains(&text.key)) {
            let terms = self.terms_of(id).iter().map(|term| hashes[*term as usize]);
            left.add_terms(text.key, text.partition, terms);
        }
        let n_removed = self.texts.len() - left.texts.len();
        if n_removed > 0 {
            left.settle();
            *self = left;
        }
        n_removed
    }
}

impl serde::Serialize for Similar {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut numbered: Vec<(u32, u64)> =
            self.numbers.iter().map(|(hash, number)| (*number, *hash)).collect();
        numbered.sort_unstable();
        let texts = (0_u32..).zip(&self.texts);
        State {
            version: STATE_VERSION,
            n_settled: self.n_settled,
            hashes: numbered.into_iter().map(|(_, hash)| hash).collect(),
            texts: texts.map(|(id, text)| (text.key, text.partition, self.terms_of(id).to_vec())).collect(),
            weights: self.weights.clone(),
        }
        .serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Similar {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let state = State::deserialize(deserializer)?;
        let refuse = |what: &str| Err(serde::de::Error::custom(format!("saved similar errors: {what}")));
        if state.version != STATE_VERSION {
            return refuse(&format!("version {}, this build knows {STATE_VERSION}", state.version));
        }
        let n_terms = state.hashes.len();
        let sound = state.weights.len() == n_terms
            && state.weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0)
            && state.texts.iter().all(|(_, _, terms)| {
                terms.is_sorted_by(|a, b| a < b) && terms.last().is_none_or(|last| (*last as usize) < n_terms)
            });
        if !sound {
            return refuse("terms out of order or out of range");
        }
        let mut similar = Similar {
            numbers: state.hashes.into_iter().zip(0_u32..).collect(),
            holders: vec![Vec::new(); n_terms],
            weights: state.weights,
            n_settled: state.n_settled,
            ..Similar::default()
        };
        if similar.numbers.len() != n_terms {
            return refuse("a term that is there twice");
        }
        for (id, (key, partition, terms)) in (0_u32..).zip(state.texts) {
            let terms_from = similar.terms.len() as u64;
            for term in &terms {
                similar.holders[*term as usize].push(id);
            }
            similar.terms.extend(terms);
            let norm = similar.norm(terms_from, similar.terms.len() as u64);
            similar.texts.push(Text { key, partition, terms_from, norm });
        }
        Ok(similar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::similar::Scratch;

    fn index(texts: &[(u64, &str)]) -> Similar {
        let mut similar = Similar::new();
        texts.iter().for_each(|(key, text)| similar.add(*key, 0, text));
        similar.settle();
        similar
    }

    const TEXTS: [(u64, &str); 3] = [
        (1, "payment gateway of ann did not answer"),
        (2, "payment gateway did not answer"),
        (3, "cart is null"),
    ];

    #[test]
    fn what_is_saved_is_read_and_so_is_what_was_saved_before() {
        let similar = index(&TEXTS);
        let bytes = similar.save().unwrap();
        assert_eq!(container::kind_of(&bytes), Some(Kind::Similar));
        for saved in [&bytes, &serde_json::to_vec(&similar).unwrap()] {
            assert_eq!(Similar::load(saved).unwrap().save().unwrap(), bytes);
        }
        for (broken, code) in
            [(&bytes[..bytes.len() - 1], "corrupt"), (&b"{}"[..], "corrupt"), (b"x", "invalid_input")]
        {
            assert_eq!(Similar::load(broken).unwrap_err().code(), code);
        }
    }

    #[test]
    fn what_is_removed_is_as_if_it_had_never_been() {
        let mut similar = index(&TEXTS);
        assert_eq!(similar.remove(&BTreeSet::from([1, 7])), 1);
        let never = index(&TEXTS[1..]);
        let found =
            |similar: &Similar| similar.nearest("payment gateway of ann", 0, 3, 0.0, &mut Scratch::default());
        assert_eq!(found(&similar), found(&never));
        assert_eq!(
            (similar.len(), similar.holders.len()),
            (2, never.holders.len()),
            "words nobody has are gone"
        );
        assert_eq!(similar.remove(&BTreeSet::from([1])), 0);
    }
}
