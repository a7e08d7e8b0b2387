//! Minimum of a function of a few numbers without derivatives.
//!
//! Source: J. A. Nelder & R. Mead, A simplex method for function minimization, The Computer Journal 7 (1965), with
//! the standard coefficients (reflection 1, expansion 2, contraction ½, shrinkage ½).

/// Where the search ended and the value there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Minimum {
    pub(crate) at: Vec<f64>,
    pub(crate) value: f64,
}

/// Searches from `start` with a first simplex of size `step` until the values of its corners agree to `tolerance`
/// (relative), or `max_calls` calls are made. A value that is NaN counts as infinite.
pub(crate) fn nelder_mead(
    start: &[f64],
    step: f64,
    max_calls: usize,
    tolerance: f64,
    mut f: impl FnMut(&[f64]) -> f64,
) -> Minimum {
    let n = start.len();
    let mut call = |x: &[f64]| {
        let value = f(x);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut corners: Vec<Minimum> = Vec::with_capacity(n + 1);
    corners.push(Minimum { value: call(start), at: start.to_vec() });
    for i in 0..n {
        let mut at = start.to_vec();
        at[i] += step;
        corners.push(Minimum { value: call(&at), at });
    }
    let mut calls = n + 1;
    while n > 0 && calls < max_calls {
        corners.sort_by(|a, b| a.value.total_cmp(&b.value));
        let (best, worst) = (corners[0].value, corners[n].value);
        if (worst - best).abs() <= tolerance * (best.abs() + f64::MIN_POSITIVE) {
            break;
        }
        let centre: Vec<f64> =
            (0..n).map(|i| corners[..n].iter().map(|c| c.at[i]).sum::<f64>() / n as f64).collect();
        let towards = |share: f64| -> Vec<f64> {
            centre.iter().zip(&corners[n].at).map(|(c, w)| c + share * (c - w)).collect()
        };
        let mut try_at = |at: Vec<f64>| {
            calls += 1;
            Minimum { value: call(&at), at }
        };
        let reflected = try_at(towards(1.0));
        let next = if reflected.value < best {
            let expanded = try_at(towards(2.0));
            if expanded.value < reflected.value { expanded } else { reflected }
        } else if reflected.value < corners[n - 1].value {
            reflected
        } else {
            let contracted = try_at(towards(if reflected.value < worst { 0.5 } else { -0.5 }));
            if contracted.value < worst.min(reflected.value) {
                contracted
            } else {
                let anchor = corners[0].at.clone();
                for corner in &mut corners[1..] {
                    let at = corner.at.iter().zip(&anchor).map(|(c, a)| 0.5 * (c + a)).collect();
                    *corner = try_at(at);
                }
                continue;
            }
        };
        corners[n] = next;
    }
    corners.sort_by(|a, b| a.value.total_cmp(&b.value));
    corners.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_a_curved_valley() {
        let rosenbrock = |x: &[f64]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
        let found = nelder_mead(&[-1.2, 1.0], 0.5, 2000, 1e-14, rosenbrock);
        assert!((found.at[0] - 1.0).abs() < 1e-5 && (found.at[1] - 1.0).abs() < 1e-5, "{found:?}");
        assert_eq!(nelder_mead(&[], 0.1, 10, 0.0, |_| 4.0).value, 4.0);
    }
}
