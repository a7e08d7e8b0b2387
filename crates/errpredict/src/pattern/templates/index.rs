//! Which known messages differ from a new one in exactly one chunk.
//!
//! Every message is filed once per chunk under a hash of all its *other* chunks. So the messages that agree
//! everywhere else lie in one slot, and finding them costs one look-up per chunk, however many are known.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Chunks considered; a difference further right keeps messages apart.
const MOST_CHUNKS: usize = 64;
/// Messages remembered per slot: more than any evidence asks for.
const MOST_MEMBERS: usize = 8;

/// Messages that agree in all chunks but one.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Slot {
    /// Their forms, oldest first.
    pub(super) members: Vec<u32>,
    /// The form in which the chunk is a variable, once the evidence sufficed.
    pub(super) general: Option<u32>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    slots: HashMap<u64, Slot, FxBuildHasher>,
}

impl Index {
    /// The slot of a message without its chunk at `position`; see [`slot_keys`].
    pub(super) fn get(&self, key: u64) -> Option<&Slot> {
        self.slots.get(&key)
    }

    /// Files a form and gives the slot.
    pub(super) fn add(&mut self, key: u64, form: u32) -> &mut Slot {
        let slot = self.slots.entry(key).or_default();
        if slot.members.len() < MOST_MEMBERS && !slot.members.contains(&form) {
            slot.members.push(form);
        }
        slot
    }

    pub(super) fn set_general(&mut self, key: u64, form: u32) {
        self.slots.entry(key).or_default().general = Some(form);
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// All slots in the order of their keys, for saving.
    pub(super) fn sorted(&self) -> Vec<(u64, Slot)> {
        let mut slots: Vec<_> = self.slots.iter().map(|(key, slot)| (*key, slot.clone())).collect();
        slots.sort_unstable_by_key(|(key, _)| *key);
        slots
    }

    pub(super) fn from_sorted(slots: Vec<(u64, Slot)>) -> Self {
        Index { slots: slots.into_iter().collect() }
    }
}

/// One key per chunk: a hash of the number of chunks, the position and all other chunks in their places.
pub(super) fn slot_keys(chunks: &[&str]) -> Vec<u64> {
    let hash = |(position, chunk): (usize, &&str)| xxh3_64_with_seed(chunk.as_bytes(), position as u64 + 1);
    let hashes: Vec<u64> = chunks.iter().enumerate().map(hash).collect();
    let total = hashes.iter().fold(0_u64, |sum, hash| sum.wrapping_add(*hash));
    let n_chunks = chunks.len() as u64;
    let key = |(position, hash): (usize, &u64)| {
        let others = total.wrapping_sub(*hash).to_le_bytes();
        xxh3_64_with_seed(&others, (n_chunks << 32) | position as u64)
    };
    hashes.iter().enumerate().take(MOST_CHUNKS).map(key).collect()
}
