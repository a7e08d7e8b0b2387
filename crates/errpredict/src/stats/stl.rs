//! Seasonal-trend decomposition by loess, for one and for several seasons.
//!
//! y = trend + Σ seasonal + remainder. Source: R. B. Cleveland, W. S. Cleveland, J. E. McRae & I. Terpenning, STL: A
//! Seasonal-Trend Decomposition Procedure Based on Loess, Journal of Official Statistics 6 (1990); several seasons as
//! in K. Bandara, R. J. Hyndman & C. Bergmeir, MSTL (2021): each season in turn from what the others leave.

/// Passes over all seasons (MSTL).
const ITERATIONS: usize = 2;
/// Passes of the inner loop of one decomposition; the first starts from a trend of 0.
const INNER_PASSES: usize = 2;
/// Loess window of the i-th season, in seasons: 7 + 4·(i + 1) (MSTL).
const FIRST_WINDOW: usize = 11;
const WINDOW_STEP: usize = 4;

/// A decomposed series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decomposition {
    /// The slow part.
    pub(crate) trend: Vec<f64>,
    /// One seasonal part per season, in the order given.
    pub(crate) seasonal: Vec<Vec<f64>>,
    /// What is left.
    pub(crate) remainder: Vec<f64>,
}

/// Decomposes `values` (no gaps) by `seasons`, each at least twice in the series, shortest first.
pub(crate) fn mstl(values: &[f64], seasons: &[usize]) -> Decomposition {
    let mut seasonal = vec![vec![0.0; values.len()]; seasons.len()];
    let mut left = values.to_vec();
    let mut trend = Vec::new();
    for _ in 0..if seasons.len() > 1 { ITERATIONS } else { 1 } {
        for (number, season) in seasons.iter().enumerate() {
            left.iter_mut().zip(&seasonal[number]).for_each(|(left, part)| *left += part);
            (seasonal[number], trend) = stl(&left, *season, FIRST_WINDOW + WINDOW_STEP * number);
            left.iter_mut().zip(&seasonal[number]).for_each(|(left, part)| *left -= part);
        }
    }
    if seasons.is_empty() {
        let window = odd_at_least(values.len() / 10 + 3);
        trend = loess(values, window);
    }
    let remainder = left.iter().zip(&trend).map(|(left, trend)| left - trend).collect();
    Decomposition { trend, seasonal, remainder }
}

/// Seasonal part and trend of one decomposition.
fn stl(values: &[f64], season: usize, window: usize) -> (Vec<f64>, Vec<f64>) {
    let n = values.len();
    let trend_window = odd_at_least((1.5 * season as f64 / (1.0 - 1.5 / window as f64)).ceil() as usize);
    let low_window = odd_at_least(season + 1);
    let mut trend = vec![0.0; n];
    let mut seasonal = vec![0.0; n];
    let mut cycle = vec![0.0; n + 2 * season];
    for _ in 0..INNER_PASSES {
        for phase in 0..season {
            let sub: Vec<f64> = (phase..n).step_by(season).map(|i| values[i] - trend[i]).collect();
            let smooth = local_means_extended(&sub, window);
            for (k, value) in smooth.into_iter().enumerate() {
                if let Some(place) = cycle.get_mut(phase + k * season) {
                    *place = value;
                }
            }
        }
        let low = moving_mean(&moving_mean(&moving_mean(&cycle, season), season), 3);
        let low = loess(&low, low_window);
        for i in 0..n {
            seasonal[i] = cycle[i + season] - low[i];
        }
        let adjusted: Vec<f64> = values.iter().zip(&seasonal).map(|(value, part)| value - part).collect();
        trend = loess(&adjusted, trend_window);
    }
    (seasonal, trend)
}

/// Smallest odd number from `n` on.
fn odd_at_least(n: usize) -> usize {
    n | 1
}

/// Means of `length` neighbours, `length − 1` fewer than values.
fn moving_mean(values: &[f64], length: usize) -> Vec<f64> {
    values
        .windows(length)
        .scan(None, |sum: &mut Option<f64>, window| {
            let now = match *sum {
                None => window.iter().sum::<f64>(),
                Some(before) => before + window[length - 1],
            };
            *sum = Some(now - window[0]);
            Some(now / length as f64)
        })
        .collect()
}

/// Local lines with tricube weights over `window` neighbours (odd), at every value.
pub(crate) fn loess(values: &[f64], window: usize) -> Vec<f64> {
    let n = values.len();
    if n < 3 {
        return values.to_vec();
    }
    let half = window / 2;
    let mut smooth = vec![0.0; n];
    if window < n {
        // Inside, the neighbours lie evenly on both sides: the line at the centre is one fixed weighted mean.
        let mut kernel: Vec<f64> =
            (0..window).map(|j| tricube(j.abs_diff(half) as f64, half as f64)).collect();
        let sum: f64 = kernel.iter().sum();
        kernel.iter_mut().for_each(|weight| *weight /= sum);
        for (place, near) in smooth[half..].iter_mut().zip(values.windows(window)) {
            *place = kernel.iter().zip(near).map(|(weight, value)| weight * value).sum();
        }
    }
    // Near the ends (everywhere, if the window is wider than the series) lines are fitted at some places and joined.
    let jump = (window / 10).max(1);
    let edge = half.min(n);
    if window >= n {
        joined(&mut smooth, values, window, 0, n - 1, jump);
    } else {
        joined(&mut smooth, values, window, 0, edge, jump);
        joined(&mut smooth, values, window, n - 1 - edge, n - 1, jump);
    }
    smooth
}

/// Fits lines at `from`, every `jump` places on, and at `to`, and joins them by straight lines.
fn joined(smooth: &mut [f64], values: &[f64], window: usize, from: usize, to: usize, jump: usize) {
    let (mut last, mut at_last) = (from, local_line(values, window, from as f64));
    smooth[from] = at_last;
    while last < to {
        let next = (last + jump).min(to);
        let at_next = local_line(values, window, next as f64);
        for (k, place) in smooth[last + 1..=next].iter_mut().enumerate() {
            *place = at_last + (at_next - at_last) * (k + 1) as f64 / (next - last) as f64;
        }
        (last, at_last) = (next, at_next);
    }
}

/// Local means with tricube weights over `window` neighbours, at every value and one place beyond on each side.
///
/// Means, not lines: with few cycles, lines carry a chance drift of one hour into the future.
fn local_means_extended(values: &[f64], window: usize) -> Vec<f64> {
    let n = values.len();
    let places = -1..=n as i64;
    places
        .map(|place| {
            let x = place as f64;
            let (left, used, reach) = neighbours(n, window, x);
            let near = values[left..left + used].iter().enumerate();
            let (mut sum, mut weights) = (0.0, 0.0);
            for (j, value) in near {
                let weight = tricube(((left + j) as f64 - x).abs(), reach);
                sum += weight * value;
                weights += weight;
            }
            if weights > 0.0 { sum / weights } else { values[left] }
        })
        .collect()
}

/// First of the `window` values nearest to `x`, how many there are, and how far their weights reach.
fn neighbours(n: usize, window: usize, x: f64) -> (usize, usize, f64) {
    let used = window.min(n);
    let left = ((x - (used - 1) as f64 / 2.0).round().max(0.0) as usize).min(n - used);
    let reach = (x - left as f64).abs().max((left + used - 1) as f64 - x);
    // A window wider than the series reaches beyond it by the half of what is missing (as in the original).
    (left, used, reach + if window > n { ((window - n) / 2) as f64 } else { 0.0 })
}

/// Weighted line through the `window` values nearest to `x`, at `x`.
fn local_line(values: &[f64], window: usize, x: f64) -> f64 {
    let (left, used, reach) = neighbours(values.len(), window, x);
    let (mut w, mut wx, mut wy, mut wxx, mut wxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (j, value) in values[left..left + used].iter().enumerate() {
        let distance = (left + j) as f64 - x;
        let weight = tricube(distance.abs(), reach);
        w += weight;
        wx += weight * distance;
        wy += weight * value;
        wxx += weight * distance * distance;
        wxy += weight * distance * value;
    }
    let spread = w * wxx - wx * wx;
    if w <= 0.0 {
        return values[left];
    }
    // Fewer than two distinct places carry weight: no line, only a mean.
    if spread <= 1e-9 * w * w { wy / w } else { (wxx * wy - wx * wxy) / spread }
}

/// (1 − (d / reach)³)³, with the original's flat middle and cut edge.
fn tricube(distance: f64, reach: f64) -> f64 {
    let share = distance / reach.max(f64::MIN_POSITIVE);
    if share > 0.999 {
        return 0.0;
    }
    if share <= 0.001 {
        return 1.0;
    }
    let rest = 1.0 - share * share * share;
    rest * rest * rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_its_own_loess() {
        let line: Vec<f64> = (0..40).map(|i| 3.0 + 2.0 * f64::from(i)).collect();
        for window in [5, 11, 39, 61] {
            for (smooth, value) in loess(&line, window).iter().zip(&line) {
                assert!((smooth - value).abs() < 1e-9, "{window}: {smooth} {value}");
            }
        }
        assert_eq!(local_means_extended(&[4.0; 9], 7), [4.0; 11]);
    }

    #[test]
    fn parts_add_up_and_are_the_ones_put_in() {
        let day = |t: usize| [0.0, 4.0, 8.0, 4.0, 0.0, -16.0][t % 6];
        let week = |t: usize| if (t / 6) % 7 == 6 { 12.0 } else { -2.0 };
        let values: Vec<f64> = (0..420).map(|t| 100.0 + 0.1 * t as f64 + day(t) + week(t)).collect();
        let parts = mstl(&values, &[6, 42]);
        for (t, value) in values.iter().enumerate() {
            let sum = parts.trend[t] + parts.seasonal[0][t] + parts.seasonal[1][t] + parts.remainder[t];
            assert!((sum - value).abs() < 1e-9);
            let seasonal = parts.seasonal[0][t] + parts.seasonal[1][t];
            assert!((seasonal - day(t) - week(t)).abs() < 1.0, "{t}: {seasonal} {}", day(t) + week(t));
        }
    }

    #[test]
    fn moving_means_by_hand() {
        assert_eq!(moving_mean(&[1.0, 2.0, 3.0, 4.0], 2), [1.5, 2.5, 3.5]);
    }
}
