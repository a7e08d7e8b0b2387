//! The nearest rows found so far, of many rows at once.
//!
//! A list is not kept in order: a nearer row takes the place of the farthest, and which one that is now is found by
//! looking at all of them, which costs less than keeping them sorted: there is no branch that cannot be foretold. A
//! neighbour is one number, its squared distance above its position, so that of equally far ones the last goes first.

use super::blocks::BLOCK;

/// The `k` nearest rows of one query: squared distance and index, nearest first.
pub(in crate::detect) type Nearest = Vec<(f32, u32)>;

/// A squared distance that nothing is nearer than: nothing more is looked for. By definition the least of all finite
/// ones.
pub(super) const NOTHING: f32 = -f32::MAX;
/// Searches for the farthest that run side by side; lists are padded to a multiple of it.
const SIDE_BY_SIDE: usize = 4;

/// The lists being filled, by position, and the squared distance below which each still looks.
pub(super) struct Found {
    k: usize,
    /// Places of a list: `k`, padded.
    places: usize,
    /// Neighbours of every list; places not taken are below everything.
    keys: Vec<u64>,
    counts: Vec<u32>,
    /// Place of the farthest, in lists that are full.
    farthest: Vec<u32>,
    pub(super) limits: Vec<f32>,
}

/// Squared distances are not negative, and bits of such numbers sort as they do.
#[inline(always)]
fn key(distance: f32, position: usize) -> u64 {
    u64::from(distance.to_bits()) << 32 | position as u64
}

#[inline(always)]
fn distance(key: u64) -> f32 {
    f32::from_bits((key >> 32) as u32)
}

impl Found {
    /// Limits known beforehand hold as long as a list is not full.
    pub(super) fn new(n: usize, k: usize, mut limits: Vec<f32>) -> Self {
        limits.resize(n.next_multiple_of(BLOCK), f32::INFINITY);
        let places = k.next_multiple_of(SIDE_BY_SIDE);
        Found { k, places, keys: vec![0; n * places], counts: vec![0; n], farthest: vec![0; n], limits }
    }

    /// Candidates come in the order of their positions, so that of equally far ones the first stays.
    #[inline(always)]
    pub(super) fn offer(&mut self, position: usize, distance: f32, other: usize) {
        let distance = if distance.is_nan() { f32::INFINITY } else { distance };
        let count = self.counts[position] as usize;
        let keys = &mut self.keys[position * self.places..][..self.places];
        let key = key(distance, other);
        if count < self.k {
            keys[count] = key;
            self.counts[position] += 1;
            if count + 1 < self.k {
                return;
            }
        } else {
            let place = self.farthest[position] as usize;
            if keys[place] <= key {
                return;
            }
            keys[place] = key;
        }
        let place = farthest(keys);
        let worst = self::distance(keys[place]);
        self.farthest[position] = place as u32;
        self.limits[position] = if worst > 0.0 { worst } else { NOTHING };
    }

    /// The lists, nearest first; of equally far ones the first position first.
    pub(super) fn into_lists(mut self) -> Vec<Nearest> {
        let lists = self.keys.chunks_exact_mut(self.places).zip(&self.counts).map(|(keys, count)| {
            let keys = &mut keys[..*count as usize];
            keys.sort_unstable();
            keys.iter().map(|key| (distance(*key), *key as u32)).collect()
        });
        lists.collect()
    }
}

/// Place of the largest; their count is a multiple of [`SIDE_BY_SIDE`].
#[inline(always)]
fn farthest(keys: &[u64]) -> usize {
    let mut most = [(0u64, 0usize); SIDE_BY_SIDE];
    for (chunk, keys) in keys.chunks_exact(SIDE_BY_SIDE).enumerate() {
        for (lane, (most, key)) in most.iter_mut().zip(keys).enumerate() {
            *most = if *key >= most.0 { (*key, chunk * SIDE_BY_SIDE + lane) } else { *most };
        }
    }
    most.into_iter().fold((0, 0), |most, found| if found.0 >= most.0 { found } else { most }).1
}
