//! How long to wait before something is tried again. Pure: the number of the attempt and a seed go in.

/// Waits that double, up to a longest one, each between half of it and all of it, so that many who failed together do not come again
/// together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// Milliseconds after the first attempt.
    pub first_ms: u64,
    /// Milliseconds at most.
    pub most_ms: u64,
}

impl Backoff {
    /// Milliseconds to wait after an attempt, from 1.
    #[must_use]
    pub fn after(self, attempt: u32, seed: u64) -> u64 {
        let doubled = self.first_ms.saturating_mul(1 << attempt.saturating_sub(1).min(32)).min(self.most_ms);
        jittered(doubled, 0.5, seed ^ u64::from(attempt))
    }
}

/// Between `1 - share` and all of so many milliseconds.
#[must_use]
pub(crate) fn jittered(ms: u64, share: f64, seed: u64) -> u64 {
    let part = (mixed(seed) >> 11) as f64 / (1_u64 << 53) as f64;
    (ms as f64 * (1.0 - share * part)) as u64
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): a number without a rhythm for
/// each seed.
const fn mixed(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_differ_by_seed_alone() {
        let backoff = Backoff { first_ms: 1_000, most_ms: 60_000 };
        for (attempt, longest) in [(1, 1_000), (2, 2_000), (5, 16_000), (7, 60_000), (100, 60_000)] {
            let waits: Vec<u64> = (0..100).map(|seed| backoff.after(attempt, seed)).collect();
            assert!(waits.iter().all(|wait| (longest / 2..=longest).contains(wait)), "{attempt}: {waits:?}");
            let mean = waits.iter().sum::<u64>() as f64 / 100.0;
            assert!((mean / longest as f64 - 0.75).abs() < 0.05, "{mean}");
        }
        assert_eq!(backoff.after(3, 7), backoff.after(3, 7));
    }
}
