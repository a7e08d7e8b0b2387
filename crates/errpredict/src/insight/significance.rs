//! The tests behind the insights: Mann–Kendall trend with Theil–Sen slope, Mann–Whitney shift, Wilson bound,
//! binomial and count tails.
//!
//! Mann (1945), Kendall (1975), Theil (1950), Sen (1968), Mann and Whitney (1947), Wilson (1927).
//! Autocorrelated days pass a trend test too easily, so its variance is widened by (1 + r) / (1 − r) with the lag-1
//! autocorrelation r of the ranks, where that is above 0.

use crate::stats::special::{beta_lower, normal_upper_tail};
use crate::stats::{Z_95, median};

/// A trend over evenly spaced values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Trend {
    /// Median slope per step.
    pub(super) slope: f64,
    /// Chance of a trend this strong, either way, without any.
    pub(super) p: f64,
}

/// Mann–Kendall with ties and widened variance; nothing for fewer than 4 values or all equal ones.
pub(super) fn trend(values: &[f64]) -> Option<Trend> {
    let n = values.len();
    if n < 4 {
        return None;
    }
    let mut score: f64 = 0.0;
    let mut slopes = Vec::with_capacity(n * (n - 1) / 2);
    for i in 0..n {
        for j in i + 1..n {
            let step = values[j] - values[i];
            score += if step > 0.0 {
                1.0
            } else if step < 0.0 {
                -1.0
            } else {
                0.0
            };
            slopes.push(step / (j - i) as f64);
        }
    }
    let count = n as f64;
    let ties: f64 = tie_sizes(values).map(|t| t * (t - 1.0) * (2.0 * t + 5.0)).sum();
    let variance = (count * (count - 1.0) * (2.0 * count + 5.0) - ties) / 18.0;
    if variance <= 0.0 {
        return None;
    }
    let slope = median(&mut slopes)?;
    // Autocorrelation of what is left once the slope is taken out, or the trend itself would widen the variance.
    let left: Vec<f64> = values.iter().enumerate().map(|(i, value)| value - slope * i as f64).collect();
    let r = lag_one(&ranks(&left)).clamp(0.0, 0.9);
    let spread = (variance * (1.0 + r) / (1.0 - r)).sqrt();
    let z = (score.abs() - 1.0).max(0.0) / spread;
    Some(Trend { slope, p: (2.0 * normal_upper_tail(z)).min(1.0) })
}

/// A shift between two groups of values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shift {
    /// Median before.
    pub(super) before: f64,
    /// Median now.
    pub(super) now: f64,
    /// Chance of a shift this strong, either way, without any.
    pub(super) p: f64,
}

/// Mann–Whitney with ties and continuity correction; nothing for fewer than 4 values on either side.
pub(super) fn shift(before: &[f64], now: &[f64]) -> Option<Shift> {
    if before.len() < 4 || now.len() < 4 {
        return None;
    }
    let all: Vec<f64> = before.iter().chain(now).copied().collect();
    let ranks = ranks(&all);
    let (m, n, total) = (before.len() as f64, now.len() as f64, all.len() as f64);
    let rank_sum: f64 = ranks[before.len()..].iter().sum();
    let u = rank_sum - n * (n + 1.0) / 2.0;
    let ties: f64 = tie_sizes(&all).map(|t| t * t * t - t).sum();
    let variance = m * n / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if variance <= 0.0 {
        return None;
    }
    let z = ((u - m * n / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
    let (mut before, mut now) = (before.to_vec(), now.to_vec());
    Some(Shift {
        before: median(&mut before)?,
        now: median(&mut now)?,
        p: (2.0 * normal_upper_tail(z)).min(1.0),
    })
}

/// Lower end of the 95 % Wilson interval of a share.
pub(super) fn wilson_low(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    let n = whole as f64;
    let p = part as f64 / n;
    let z2 = Z_95 * Z_95;
    let centre = p + z2 / (2.0 * n);
    let half = Z_95 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    ((centre - half) / (1.0 + z2 / n)).max(0.0)
}

/// P(X ≥ k) of n independent chances p.
pub(super) fn binomial_upper_tail(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 {
        1.0
    } else if k > n || p <= 0.0 {
        0.0
    } else {
        beta_lower(k as f64, (n - k) as f64 + 1.0, p, 1.0 - p)
    }
}

fn tie_sizes(values: &[f64]) -> impl Iterator<Item = f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let sizes: Vec<f64> = sorted.chunk_by(|a, b| a == b).map(|tied| tied.len() as f64).collect();
    sizes.into_iter()
}

/// Ranks from 1, ties get their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for tied in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = first as f64 + (tied.len() as f64 + 1.0) / 2.0;
        for &i in tied {
            ranks[i] = rank;
        }
        first += tied.len();
    }
    ranks
}

fn lag_one(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variance: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    if variance <= 0.0 {
        return 0.0;
    }
    values.windows(2).map(|w| (w[0] - mean) * (w[1] - mean)).sum::<f64>() / variance
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!((got / expected - 1.0).abs() < 1e-9, "got {got:e}, expected {expected:e}");
    }

    /// Numbers from `tests/reference/insight.py` (scipy and statsmodels).
    #[test]
    fn tests_work_like_scipy() {
        let numbers: serde_json::Value =
            serde_json::from_str(include_str!("../../../../tests/reference/insight.json")).unwrap();
        let list = |v: &serde_json::Value| -> Vec<f64> {
            v.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
        };
        for case in numbers["mann_whitney"].as_array().unwrap() {
            let got = shift(&list(&case["before"]), &list(&case["now"])).unwrap();
            close(got.p, case["p"].as_f64().unwrap());
        }
        for case in numbers["theil_sen"].as_array().unwrap() {
            close(trend(&list(&case["values"])).unwrap().slope, case["slope"].as_f64().unwrap());
        }
        for case in numbers["wilson"].as_array().unwrap() {
            let got = wilson_low(case["part"].as_u64().unwrap(), case["whole"].as_u64().unwrap());
            assert!((got - case["low"].as_f64().unwrap()).abs() < 1e-4, "z is 1.96 here, exact there");
        }
        for case in numbers["binomial"].as_array().unwrap() {
            let (k, n) = (case["k"].as_u64().unwrap(), case["n"].as_u64().unwrap());
            close(binomial_upper_tail(k, n, case["p"].as_f64().unwrap()), case["tail"].as_f64().unwrap());
        }
        for case in numbers["kendall"].as_array().unwrap() {
            // Without autocorrelation to widen it, the p value is scipy's for tau with ties, continuity corrected.
            close(trend(&list(&case["values"])).unwrap().p, case["p"].as_f64().unwrap());
        }
    }

    #[test]
    fn constant_and_tiny_input_gives_nothing() {
        assert_eq!(trend(&[3.0; 20]), None);
        assert_eq!(trend(&[1.0, 2.0]), None);
        assert_eq!(shift(&[1.0; 9], &[1.0; 9]), None);
        assert_eq!(shift(&[1.0, 2.0], &[5.0; 9]), None);
        assert_eq!(wilson_low(0, 0), 0.0);
    }
}
