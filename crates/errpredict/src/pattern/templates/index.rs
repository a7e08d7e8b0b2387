//! Which known messages differ from a new one in exactly one chunk, or in exactly two.
//!
//! Every message is filed once per chunk under a hash of all its *other* chunks. So the messages that agree
//! everywhere else lie in one slot, and finding them costs one look-up per chunk, however many are known. The same
//! is done for every two chunks with words, for messages whose two values never come one at a time.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::align::has_word;

/// Chunks considered; a difference further right keeps messages apart.
const MOST_CHUNKS: usize = 64;
/// Chunks of which every two are considered, the first never: it names the event.
const MOST_PAIRED_CHUNKS: usize = 16;
/// Messages remembered per slot: twice what any evidence asks for.
const MOST_MEMBERS: usize = 16;

/// Where the messages of a slot may differ: one place (both the same) or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places(pub(super) usize, pub(super) usize);

impl Places {
    pub(super) fn is_pair(self) -> bool {
        self.0 != self.1
    }

    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        std::iter::once(self.0).chain((self.0 != self.1).then_some(self.1))
    }
}

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

/// One key per chunk and per two chunks with words: a hash of the number of chunks, the places, and all other chunks
/// in their places.
pub(super) fn slot_keys(chunks: &[&str]) -> Vec<(u64, Places)> {
    let hash = |(position, chunk): (usize, &&str)| xxh3_64_with_seed(chunk.as_bytes(), position as u64 + 1);
    let hashes: Vec<u64> = chunks.iter().enumerate().map(hash).collect();
    let total = hashes.iter().fold(0_u64, |sum, hash| sum.wrapping_add(*hash));
    let n_chunks = chunks.len() as u64;
    let key = |places: Places| {
        let others = places.iter().fold(total, |sum, place| sum.wrapping_sub(hashes[place]));
        let seed = (n_chunks << 32) | (places.0 as u64) << 16 | places.1 as u64;
        (xxh3_64_with_seed(&others.to_le_bytes(), seed), places)
    };
    let mut keys: Vec<_> =
        (0..chunks.len().min(MOST_CHUNKS)).map(|place| key(Places(place, place))).collect();
    let worded = (1..chunks.len().min(MOST_PAIRED_CHUNKS)).filter(|place| has_word(chunks[*place]));
    let worded: Vec<usize> = worded.collect();
    for (at, one) in worded.iter().enumerate() {
        keys.extend(worded[at + 1..].iter().map(|other| key(Places(*one, *other))));
    }
    keys
}
