//! Means, medians and what turns them into deviations.

/// Standard deviation of a normal distribution over its median absolute deviation: 1 / the 75 % quantile, 0.67449.
pub(crate) const MAD_TO_DEVIATION: f64 = 1.4826;
/// Interquartile range of a normal distribution in standard deviations: twice the 75 % quantile.
pub(crate) const IQR_TO_DEVIATION: f64 = 1.349;
/// Standard deviations on either side that hold 95 % of a normal distribution.
pub(crate) const Z_95: f64 = 1.96;

/// The mean, or nothing of nothing.
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f64)
}

/// The middle value, or the mean of the two middle ones; nothing of nothing. The order of `values` changes.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len().checked_sub(1)? / 2;
    let is_odd = values.len() % 2 == 1;
    let (_, low, above) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let low = *low;
    let high = if is_odd { low } else { above.iter().copied().fold(f64::INFINITY, f64::min) };
    // Halves first: the sum of two large values may be infinite.
    Some(0.5 * low + 0.5 * high)
}

/// Quantile of sorted values, between the two nearest (type 7 of Hyndman and Fan 1996, numpy's default).
pub(crate) fn quantile(sorted: &[f64], q: f64) -> f64 {
    let place = q * (sorted.len() - 1) as f64;
    let low = place.floor() as usize;
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + (place - low as f64) * (sorted[high] - sorted[low])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middles_by_hand() {
        assert_eq!((median(&mut []), mean([].into_iter())), (None, None));
        for (values, expected) in [
            (vec![3.0, 1.0, 2.0], 2.0),
            (vec![4.0, 1.0, 2.0, 3.0], 2.5),
            (vec![5.0], 5.0),
            (vec![f64::MAX, f64::MAX], f64::MAX),
            (vec![1.0, 1.0, 9.0, 9.0], 5.0),
        ] {
            assert_eq!(median(&mut values.clone()), Some(expected), "{values:?}");
        }
        assert_eq!(mean([1.0, 2.0, 6.0].into_iter()), Some(3.0));
    }

    #[test]
    fn quantiles_work_like_numpy() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        for (q, expected) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.0), (0.75, 5.0), (1.0, 8.0)] {
            assert!((quantile(&sorted, q) - expected).abs() < 1e-12, "{q}");
        }
    }
}
