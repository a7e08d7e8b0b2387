//! Ridge regression by Cholesky decomposition, the penalty chosen by leave-one-out errors.
//!
//! β(λ) = (XᵀX + λ·t·I)⁻¹Xᵀy with t the mean of the diagonal of XᵀX. The leave-one-out error of row i is
//! r(i) / (1 − h(i)) with h(i) its leverage (the PRESS identity; D. M. Allen, Technometrics 16, 1974).

/// Least pivot, relative to the mean diagonal: below it a column adds nothing. What is left there is rounding (2^-52 in
/// every term of the sums).
const LEAST_PIVOT: f64 = 1e-12;

/// A symmetric matrix as its Cholesky factor (lower, row by row).
#[derive(Debug)]
pub(crate) struct Cholesky {
    factor: Vec<f64>,
    n: usize,
}

impl Cholesky {
    /// Decomposes a symmetric positive matrix of `n` rows; pivots near 0 are lifted.
    pub(crate) fn new(mut a: Vec<f64>, n: usize) -> Cholesky {
        let least = LEAST_PIVOT * (0..n).map(|i| a[i * n + i]).sum::<f64>() / n.max(1) as f64;
        for i in 0..n {
            for j in 0..=i {
                let (upper, lower) = a.split_at(i * n);
                let row_i = &lower[..n];
                let row_j = if j < i { &upper[j * n..j * n + j] } else { &row_i[..j] };
                let dot: f64 = row_i[..j].iter().zip(row_j).map(|(x, y)| x * y).sum();
                let rest = a[i * n + j] - dot;
                a[i * n + j] =
                    if i == j { rest.max(least).max(f64::MIN_POSITIVE).sqrt() } else { rest / a[j * n + j] };
            }
        }
        Cholesky { factor: a, n }
    }

    /// Solves L·z = x in place; zᵀz is then xᵀA⁻¹x.
    pub(crate) fn forward(&self, x: &mut [f64]) {
        for i in 0..self.n {
            let row = &self.factor[i * self.n..];
            let dot: f64 = row[..i].iter().zip(&*x).map(|(f, z)| f * z).sum();
            x[i] = (x[i] - dot) / row[i];
        }
    }

    /// Solves A·z = x in place.
    pub(crate) fn solve(&self, x: &mut [f64]) {
        self.forward(x);
        for i in (0..self.n).rev() {
            x[i] /= self.factor[i * self.n + i];
            let value = x[i];
            let row = &self.factor[i * self.n..i * self.n + i];
            x[..i].iter_mut().zip(row).for_each(|(z, f)| *z -= f * value);
        }
    }
}

/// Coefficients for `rows` (flat, `width` numbers each) and `targets` with the best of `penalties`.
pub(crate) fn ridge(
    rows: &[f64],
    width: usize,
    targets: &[f64],
    weights: &[f64],
    penalties: &[f64],
) -> Vec<f64> {
    let mut gram = vec![0.0; width * width];
    let mut right = vec![0.0; width];
    for ((row, target), weight) in rows.chunks_exact(width).zip(targets).zip(weights) {
        for i in 0..width {
            let x = row[i] * weight;
            right[i] += x * target;
            gram[i * width..i * width + i + 1].iter_mut().zip(row).for_each(|(g, y)| *g += x * y);
        }
    }
    let mean = (0..width).map(|i| gram[i * width + i]).sum::<f64>() / width.max(1) as f64;
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut scratch = vec![0.0; width];
    for penalty in penalties {
        let mut a = gram.clone();
        (0..width).for_each(|i| a[i * width + i] += penalty * mean);
        let factor = Cholesky::new(a, width);
        let mut beta = right.clone();
        factor.solve(&mut beta);
        let mut press = 0.0;
        for ((row, target), weight) in rows.chunks_exact(width).zip(targets).zip(weights) {
            let fit: f64 = row.iter().zip(&beta).map(|(x, b)| x * b).sum();
            scratch.copy_from_slice(row);
            factor.forward(&mut scratch);
            let leverage = weight * scratch.iter().map(|z| z * z).sum::<f64>();
            let left_out = (target - fit) / (1.0 - leverage).max(0.01);
            press += weight * left_out * left_out;
        }
        if best.as_ref().is_none_or(|(least, _)| press < *least) {
            best = Some((press, beta));
        }
    }
    best.map_or_else(|| vec![0.0; width], |(_, beta)| beta)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_by_hand() {
        // [4 2; 2 3]·[1; 2] = [8; 8]
        let mut x = vec![8.0, 8.0];
        Cholesky::new(vec![4.0, 2.0, 2.0, 3.0], 2).solve(&mut x);
        assert!((x[0] - 1.0).abs() < 1e-12 && (x[1] - 2.0).abs() < 1e-12, "{x:?}");
    }

    #[test]
    fn finds_the_coefficients_and_prefers_little_penalty_without_noise() {
        let rows: Vec<f64> = (0..60).map(|i| ((i * 7919) % 23) as f64 - 11.0).collect();
        let targets: Vec<f64> = rows.chunks(3).map(|r| 2.0 * r[0] - r[1] + 0.5 * r[2]).collect();
        let beta = ridge(&rows, 3, &targets, &[1.0; 20], &[1.0, 1e-9]);
        for (b, expected) in beta.iter().zip([2.0, -1.0, 0.5]) {
            assert!((b - expected).abs() < 1e-6, "{beta:?}");
        }
    }
}
