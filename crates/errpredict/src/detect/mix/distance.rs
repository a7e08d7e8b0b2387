//! How far two rows of counts are apart: chi-squared with its moments over all permutations, and the Jensen-Shannon distance.

use crate::stats::special::gamma_upper;

/// Mean and variance of chi-squared over all permutations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    pub(super) mean: f64,
    pub(super) variance: f64,
}

impl Moments {
    pub(super) fn tail(self, statistic: f64) -> f64 {
        gamma_upper(self.mean * self.mean / self.variance, statistic * self.mean / self.variance)
    }
}

/// Pearson's chi-squared of the 2 x K table of two rows, with its moments, or none where they do not exist.
pub(super) fn chi_squared(first: &[f64], second: &[f64]) -> (f64, Option<Moments>) {
    let (n1, n2) = (first.iter().sum::<f64>(), second.iter().sum::<f64>());
    let n = n1 + n2;
    let (mut statistic, mut columns, mut inverse) = (0.0, 0.0, 0.0);
    for (a, b) in first.iter().zip(second).filter(|(a, b)| *a + *b > 0.0) {
        let expected = (a + b) * n1 / n;
        // (a - e)² / e + (b - e')² / e' for two rows, in one term.
        statistic += (a - expected) * (a - expected) * n / (n2 * expected);
        columns += 1.0;
        inverse += 1.0 / (a + b);
    }
    // Below four events the variance does not exist.
    if n1 <= 0.0 || n2 <= 0.0 || columns < 2.0 || n <= 3.0 {
        return (0.0, None);
    }
    let mean = n / (n - 1.0) * (columns - 1.0);
    let spread = |rows: f64, inverse: f64| {
        ((rows - 1.0) * (n - rows) / (n - 1.0), (n * inverse - rows * rows) / (n - 2.0))
    };
    let (v1, w1) = spread(2.0, 1.0 / n1 + 1.0 / n2);
    let (v2, w2) = spread(columns, inverse);
    let variance = 2.0 * n / (n - 3.0) * (v1 - w1) * (v2 - w2) + n * n / (n - 1.0) * w1 * w2;
    (statistic, (variance > 0.0).then_some(Moments { mean, variance }))
}

/// Jensen-Shannon distance in bits between two rows of counts; 0 when one is empty.
pub(super) fn jensen_shannon(first: &[f64], second: &[f64]) -> f64 {
    let (n1, n2) = (first.iter().sum::<f64>(), second.iter().sum::<f64>());
    if n1 <= 0.0 || n2 <= 0.0 {
        return 0.0;
    }
    let term = |p: f64, m: f64| if p > 0.0 { p * libm::log2(p / m) } else { 0.0 };
    let divergence: f64 = first
        .iter()
        .zip(second)
        .map(|(a, b)| {
            let (p, q) = (a / n1, b / n2);
            let m = 0.5 * (p + q);
            0.5 * (term(p, m) + term(q, m))
        })
        .sum();
    divergence.clamp(0.0, 1.0).sqrt()
}
