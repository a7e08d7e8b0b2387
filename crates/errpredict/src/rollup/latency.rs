//! Response times: exact sums by minute, a log-scale histogram by window.
//!
//! The histogram works on whole microseconds: 64 bins for each doubling, taken from the leading bits as
//! HdrHistogram does (Tene, 2012), so that it is exact integer work and the same on every platform. The middle of
//! a bin is within 1/128 (0.8 %) of every value in it, like a DDSketch (Masson et al., 2019) of that bound, and two
//! histograms merge by adding their counts.

use super::bins::Bins;
use super::windows::Sketch;

/// Each doubling is cut in two to this power bins.
const BIN_BITS: u32 = 6;
const BINS_PER_DOUBLING: u64 = 1 << BIN_BITS;
/// Bins reach to 2^50 microseconds, 35 years.
const VALUE_BITS: u32 = 50;
/// Values are held to 2^40 microseconds, 12 days: sums of 16 million of them fit 64 bits.
const VALUE_MAX: u64 = (1 << 40) - 1;
/// Number of bins that exist.
const BINS: u64 = (VALUE_BITS - BIN_BITS) as u64 * BINS_PER_DOUBLING + BINS_PER_DOUBLING;
/// Rows of 16 bins.
const BIN_ROWS: usize = BINS as usize / 16;

/// Response times of a window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Latency {
    bins: Bins<BIN_ROWS>,
    count: u64,
    sum_us: u128,
    max_us: u64,
}

impl Latency {
    /// The most by which [`Latency::quantile_ms`] differs from a true value of that rank, relative (values from
    /// 64 µs up; below that it is exact to the microsecond).
    pub const RELATIVE_ERROR: f64 = 1.0 / 128.0;

    /// How many response times.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The mean in milliseconds, exact to the microsecond; none without values.
    #[must_use]
    pub fn mean_ms(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum_us as f64 / self.count as f64 / 1e3)
    }

    /// The largest in milliseconds, exact to the microsecond; none without values.
    #[must_use]
    pub fn max_ms(&self) -> Option<f64> {
        (self.count > 0).then(|| self.max_us as f64 / 1e3)
    }

    /// The value of rank ceil(`q` × count), `q` held in 0 to 1, in milliseconds; none without values.
    #[must_use]
    pub fn quantile_ms(&self, q: f64) -> Option<f64> {
        let rank = ((q.clamp(0.0, 1.0) * self.count as f64).ceil() as u64).clamp(1, self.count.max(1));
        let mut seen = 0;
        for (bin, count) in self.bins.iter() {
            seen += count;
            if seen >= rank {
                return Some(middle_us(bin).min(self.max_us as f64) / 1e3);
            }
        }
        None
    }

    /// How many are larger than `ms`; those nearer to it than [`Latency::RELATIVE_ERROR`] may count either way.
    #[must_use]
    pub fn count_above_ms(&self, ms: f64) -> u64 {
        if ms.is_nan() || self.max_us as f64 <= ms * 1e3 {
            return 0;
        }
        let Some(limit) = microseconds(ms.max(0.0)).map(bin_of) else { return 0 };
        self.bins.iter().filter(|(bin, _)| *bin > limit).map(|(_, count)| count).sum()
    }

    /// Adds everything `other` holds.
    pub fn merge(&mut self, other: &Latency) {
        self.bins.merge(&other.bins);
        self.count += other.count;
        self.sum_us += other.sum_us;
        self.max_us = self.max_us.max(other.max_us);
    }

    /// Adds one response time.
    #[inline]
    pub(super) fn insert(&mut self, us: u64) {
        self.bins.add(bin_of(us), 1);
        self.count += 1;
        self.sum_us += u128::from(us);
        self.max_us = self.max_us.max(us);
    }

    /// One response time alone.
    pub(super) fn of_one(us: u64) -> Self {
        let mut latency = Latency::default();
        latency.insert(us.min(VALUE_MAX));
        latency
    }

    /// Bins, sum and largest value, for saving.
    pub(super) fn raw(&self) -> (&Bins<BIN_ROWS>, u128, u64) {
        (&self.bins, self.sum_us, self.max_us)
    }

    /// Sets a bin as it was saved; `false` when there is no such bin or the count cannot be.
    pub(super) fn restore_bin(&mut self, bin: u64, count: u64) -> bool {
        let total = self.count.checked_add(count);
        let valid = bin < BINS && count > 0 && total.is_some();
        if let Some(total) = total.filter(|_| valid) {
            self.count = total;
            self.bins.add(bin as u16, count);
        }
        valid
    }

    /// Sets sum and largest value as they were saved.
    pub(super) fn restore_sums(&mut self, sum_us: u128, max_us: u64) {
        self.sum_us = sum_us;
        self.max_us = max_us;
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.bins.heap_bytes()
    }
}

impl Sketch for Latency {
    const STEP_MIN: u32 = 5;

    fn absorb(&mut self, other: &Self) {
        self.merge(other);
    }
}

/// A response time in whole microseconds; none when it is not finite or below 0.
pub(super) fn microseconds(ms: f64) -> Option<u64> {
    (ms.is_finite() && ms >= 0.0).then(|| ((ms * 1e3).round() as u64).min(VALUE_MAX))
}

fn bin_of(us: u64) -> u16 {
    let us = us.min((1 << VALUE_BITS) - 1);
    if us < BINS_PER_DOUBLING {
        return us as u16;
    }
    let shift = 63 - us.leading_zeros() - BIN_BITS;
    (u64::from(shift) * BINS_PER_DOUBLING + (us >> shift)) as u16
}

/// The smallest value in a bin, and how many times its width doubled.
fn bottom(bin: u16) -> (u64, u64) {
    let bin = u64::from(bin);
    let shift = (bin / BINS_PER_DOUBLING).saturating_sub(1);
    ((bin - shift * BINS_PER_DOUBLING) << shift, shift)
}

/// The smallest value in a bin.
pub(super) fn low_us(bin: u16) -> u64 {
    bottom(bin).0
}

fn middle_us(bin: u16) -> f64 {
    let (low, shift) = bottom(bin);
    low as f64 + ((1_u64 << shift) - 1) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_larger_is_counted() {
        let mut latency = Latency::default();
        (1..=1_000).for_each(|ms| latency.insert(ms * 1_000));
        for (limit, above) in
            [(0.0, 1_000), (0.5, 1_000), (1_000.0, 0), (2_000.0, 0), (-1.0, 1_000), (f64::NAN, 0)]
        {
            assert_eq!(latency.count_above_ms(limit), above, "{limit}");
        }
        let above = latency.count_above_ms(500.0) as f64;
        assert!((above - 500.0).abs() <= 1_000.0 * Latency::RELATIVE_ERROR, "{above}");
        assert_eq!(Latency::default().count_above_ms(1.0), 0);
    }

    #[test]
    fn every_value_is_within_the_stated_error_of_its_bin() {
        let mut us = 1_u64;
        while us < VALUE_MAX {
            for value in [us - 1, us, us + us / 3, us + us / 2, us + us / 64] {
                let middle = middle_us(bin_of(value));
                let error = (middle - value as f64).abs();
                assert!(error <= value as f64 * Latency::RELATIVE_ERROR, "{value} us in {middle}");
                assert!(u64::from(bin_of(value)) < BINS);
            }
            us *= 2;
        }
        assert!(u64::from(bin_of(u64::MAX)) < BINS);
    }

    #[test]
    fn quantiles_of_known_values() {
        let mut latency = Latency::default();
        assert_eq!(latency.quantile_ms(0.5), None);
        (1..=1_000).for_each(|ms| latency.insert(ms * 1_000));
        for (q, truth) in [(0.0, 1.0), (0.5, 500.0), (0.95, 950.0), (0.99, 990.0), (1.0, 1_000.0)] {
            let got = latency.quantile_ms(q).unwrap();
            assert!((got / truth - 1.0).abs() <= Latency::RELATIVE_ERROR, "{q}: {got}");
        }
        assert_eq!(latency.mean_ms(), Some(500.5));
        assert_eq!(latency.max_ms(), Some(1_000.0));
    }

    #[test]
    fn times_that_are_none_are_refused() {
        for (ms, us) in
            [(0.0, Some(0)), (1.5, Some(1_500)), (-1.0, None), (f64::NAN, None), (f64::INFINITY, None)]
        {
            assert_eq!(microseconds(ms), us);
        }
        assert_eq!(microseconds(1e300), Some(VALUE_MAX));
    }
}
