//! Small dense symmetric matrices: Cholesky factor and eigenvectors.
//!
//! ```
//! use errpredict::stats::linear::{cholesky, symmetric_eigen};
//!
//! let matrix = [4.0, 2.0, 2.0, 3.0];
//! assert_eq!(cholesky(&matrix, 2).map(|lower| lower[0]), Some(2.0));
//! assert_eq!(cholesky(&[0.0, 1.0, 1.0, 0.0], 2), None, "not positive definite");
//! let (values, _) = symmetric_eigen(&[2.0, 0.0, 0.0, 5.0], 2);
//! assert_eq!(values, [5.0, 2.0]);
//! ```

/// Lower Cholesky factor L of a symmetric positive definite matrix (row-major, n x n), or nothing if it is not.
#[must_use]
pub fn cholesky(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| l[i * n + k] * l[j * n + k]).sum();
            let rest = matrix[i * n + j] - dot;
            if i == j {
                if rest <= 0.0 || !rest.is_finite() {
                    return None;
                }
                l[i * n + i] = rest.sqrt();
            } else {
                l[i * n + j] = rest / l[j * n + j];
            }
        }
    }
    Some(l)
}

/// Solves L y = x in place for a lower triangular L; `y·y` is then `x' (L L')⁻¹ x`.
pub fn solve_lower(l: &[f64], x: &mut [f64]) {
    let n = x.len();
    for i in 0..n {
        let row = &l[i * n..i * n + i];
        let dot: f64 = row.iter().zip(x.iter()).map(|(l, x)| l * x).sum();
        x[i] = (x[i] - dot) / l[i * n + i];
    }
}

/// Sweeps after which Jacobi's method stops; 6 to 10 are usual.
const MAX_SWEEPS: usize = 60;

/// Eigenvalues, largest first, and eigenvectors (row i belongs to value i) of a symmetric matrix.
///
/// Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5): slow above a few hundred columns, but as
/// accurate as it gets and without any case to miss.
#[must_use]
pub fn symmetric_eigen(matrix: &[f64], n: usize) -> (Vec<f64>, Vec<f64>) {
    let mut a = matrix.to_vec();
    let mut v = vec![0.0; n * n];
    (0..n).for_each(|i| v[i * n + i] = 1.0);
    let norm: f64 = a.iter().map(|x| x * x).sum();
    for _ in 0..MAX_SWEEPS {
        let off: f64 = (0..n).map(|i| (0..i).map(|j| a[i * n + j] * a[i * n + j]).sum::<f64>()).sum();
        if off <= norm * 1e-28 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut a, &mut v, n, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|i, j| a[j * n + j].total_cmp(&a[i * n + i]));
    let values = order.iter().map(|i| a[i * n + i]).collect();
    let vectors = order.iter().flat_map(|i| v[i * n..(i + 1) * n].iter().copied()).collect();
    (values, vectors)
}

/// One rotation that makes a[p][q] zero; `v` holds the eigenvectors as rows.
fn rotate(a: &mut [f64], v: &mut [f64], n: usize, p: usize, q: usize) {
    let apq = a[p * n + q];
    if apq == 0.0 {
        return;
    }
    let theta = (a[q * n + q] - a[p * n + p]) / (2.0 * apq);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for k in 0..n {
        let (akp, akq) = (a[k * n + p], a[k * n + q]);
        a[k * n + p] = c * akp - s * akq;
        a[k * n + q] = s * akp + c * akq;
    }
    for k in 0..n {
        let (apk, aqk) = (a[p * n + k], a[q * n + k]);
        a[p * n + k] = c * apk - s * aqk;
        a[q * n + k] = s * apk + c * aqk;
        let (vpk, vqk) = (v[p * n + k], v[q * n + k]);
        v[p * n + k] = c * vpk - s * vqk;
        v[q * n + k] = s * vpk + c * vqk;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eigenvectors_and_cholesky_rebuild_the_matrix() {
        let n = 4;
        let a = [4.0, 1.0, 0.5, 0.0, 1.0, 3.0, 0.2, 0.1, 0.5, 0.2, 2.0, 0.3, 0.0, 0.1, 0.3, 1.0];
        let (values, vectors) = symmetric_eigen(&a, n);
        let l = cholesky(&a, n).unwrap();
        for i in 0..n {
            for j in 0..n {
                let from_eigen: f64 =
                    (0..n).map(|k| values[k] * vectors[k * n + i] * vectors[k * n + j]).sum();
                let from_factor: f64 = (0..n).map(|k| l[i * n + k] * l[j * n + k]).sum();
                assert!((from_eigen - a[i * n + j]).abs() < 1e-12, "{i} {j}: {from_eigen}");
                assert!((from_factor - a[i * n + j]).abs() < 1e-12, "{i} {j}: {from_factor}");
            }
        }
        assert!(values.windows(2).all(|pair| pair[0] >= pair[1]));
        let mut x = [1.0, 2.0, 3.0, 4.0];
        solve_lower(&l, &mut x);
        let squared: f64 = x.iter().map(|y| y * y).sum();
        let by_eigen: f64 = (0..n)
            .map(|k| {
                let dot: f64 = (0..n).map(|i| vectors[k * n + i] * (i + 1) as f64).sum();
                dot * dot / values[k]
            })
            .sum();
        assert!((squared - by_eigen).abs() < 1e-10);
        assert_eq!(cholesky(&[1.0, 2.0, 2.0, 1.0], 2), None);
    }
}
