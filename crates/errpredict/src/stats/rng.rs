//! Random numbers from a seed, the same on every platform.
//!
//! ```
//! use errpredict::stats::Rng;
//!
//! let (mut one, mut other) = (Rng::new(7), Rng::new(7));
//! assert_eq!(one.next_u64(), other.next_u64(), "same seed, same numbers");
//! assert!((0.0..1.0).contains(&one.uniform()));
//! ```

use serde::{Deserialize, Serialize};

/// A xoshiro256++ generator, seeded through SplitMix64 (Blackman and Vigna, 2019, <https://prng.di.unimi.it>).
///
/// The only source of randomness in errpredict: same seed, same numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rng {
    state: [u64; 4],
}

/// Increment of SplitMix64: 2^64 divided by the golden ratio.
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// The SplitMix64 output function: spreads neighbouring integers over all 64 bits.
#[must_use]
pub(crate) fn mix64(value: u64) -> u64 {
    let z = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Rng {
    /// The generator of that seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut counter = seed;
        let state = std::array::from_fn(|_| {
            counter = counter.wrapping_add(GOLDEN_GAMMA);
            mix64(counter)
        });
        Rng { state }
    }

    /// A generator of its own for item `index` (a tree, a series), so that items can be computed in any order.
    #[must_use]
    pub fn for_item(seed: u64, index: u64) -> Self {
        Rng::new(mix64(seed ^ GOLDEN_GAMMA).wrapping_add(index.wrapping_mul(GOLDEN_GAMMA)))
    }

    /// 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        out
    }

    /// A number in [0, 1), with 53 random bits.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        // 2^-53: the distance of two neighbours.
        const STEP: f64 = 1.0 / (1u64 << 53) as f64;
        (self.next_u64() >> 11) as f64 * STEP
    }

    /// A whole number below `n`, evenly (Lemire 2019, multiply and shift); 0 when `n` is 0.
    #[inline]
    pub fn below(&mut self, n: usize) -> usize {
        // The bias of the plain multiply is below n / 2^64: invisible for any array that fits in memory.
        ((u128::from(self.next_u64()) * n as u128) >> 64) as usize
    }

    /// A standard normal number (Box and Muller 1958, the cosine half).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// A Poisson count of that mean, which must not be negative.
    ///
    /// Multiplication of uniforms (Knuth 1969) in chunks of mean 16, since a sum of Poisson counts is one.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        const CHUNK: f64 = 16.0;
        let mut total = 0;
        let mut left = mean;
        while left > 0.0 {
            let limit = libm::exp(-left.min(CHUNK));
            let mut product = self.uniform();
            while product > limit {
                total += 1;
                product *= self.uniform();
            }
            left -= CHUNK;
        }
        total
    }

    /// Puts the items in random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// `k` different whole numbers below `n` in random order, or all of them when `k >= n`.
    #[must_use]
    pub fn sample(&mut self, n: usize, k: usize) -> Vec<usize> {
        let mut items: Vec<usize> = (0..n).collect();
        let k = k.min(n);
        for i in 0..k {
            let j = i + self.below(n - i);
            items.swap(i, j);
        }
        items.truncate(k);
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xoshiro_works_like_the_reference() {
        // First outputs of the authors' C program for the state 1, 2, 3, 4.
        let mut rng = Rng { state: [1, 2, 3, 4] };
        let first: Vec<u64> = (0..4).map(|_| rng.next_u64()).collect();
        assert_eq!(first, [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
    }

    #[test]
    fn moments() {
        let mut rng = Rng::new(7);
        let n = 200_000;
        for (name, mean, variance, draw) in [
            ("uniform", 0.5, 1.0 / 12.0, (|r: &mut Rng| r.uniform()) as fn(&mut Rng) -> f64),
            ("normal", 0.0, 1.0, |r| r.normal()),
            ("poisson 0.3", 0.3, 0.3, |r| r.poisson(0.3) as f64),
            ("poisson 50", 50.0, 50.0, |r| r.poisson(50.0) as f64),
        ] {
            let values: Vec<f64> = (0..n).map(|_| draw(&mut rng)).collect();
            let m = values.iter().sum::<f64>() / n as f64;
            let v = values.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / n as f64;
            let standard_error = (variance / n as f64).sqrt();
            assert!((m - mean).abs() < 5.0 * standard_error, "{name}: mean {m}");
            assert!((v / variance - 1.0).abs() < 0.05, "{name}: variance {v}");
        }
    }

    #[test]
    fn samples_differ_from_each_other() {
        let mut sample = Rng::new(1).sample(100, 30);
        sample.sort_unstable();
        sample.dedup();
        assert_eq!(sample.len(), 30);
        assert_eq!(Rng::new(1).sample(5, 9).len(), 5);
    }
}
