//! Minimum of a smooth function by L-BFGS.
//!
//! Two-loop recursion over the last steps (Nocedal 1980; Nocedal and Wright, "Numerical Optimization", algorithm
//! 7.4) with a backtracking line search (Armijo) and skipped updates where curvature is not positive.

/// Steps remembered.
const MEMORY: usize = 10;
/// Share of the predicted decrease a step must reach (Armijo; Nocedal and Wright, section 3.1).
const SUFFICIENT: f64 = 1e-4;
/// Halvings before a line search gives up.
const MAX_HALVINGS: usize = 40;

/// Walks from `x` to a minimum of `f`, which returns the value and fills the gradient. Stops after `max_steps`, or
/// when the largest gradient component is at most `tolerance`. Returns the number of steps.
pub(super) fn minimise(
    x: &mut [f64],
    max_steps: usize,
    tolerance: f64,
    mut f: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> usize {
    let n = x.len();
    let mut gradient = vec![0.0; n];
    let mut value = f(x, &mut gradient);
    let mut memory: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    let (mut next, mut next_gradient) = (vec![0.0; n], vec![0.0; n]);
    for step in 0..max_steps {
        let largest = gradient.iter().fold(0.0f64, |max, g| max.max(g.abs()));
        if largest <= tolerance {
            return step;
        }
        let mut direction = direction(&gradient, &memory);
        let mut slope = dot(&direction, &gradient);
        if slope >= 0.0 {
            memory.clear();
            direction = gradient.iter().map(|g| -g).collect();
            slope = -dot(&gradient, &gradient);
        }
        // The first step has no curvature to go by: one unit of length at most.
        let mut length = if memory.is_empty() { 1.0 / (-slope).sqrt().max(1.0) } else { 1.0 };
        let mut next_value = f64::INFINITY;
        for _ in 0..MAX_HALVINGS {
            for ((next, x), d) in next.iter_mut().zip(x.iter()).zip(&direction) {
                *next = x + length * d;
            }
            next_value = f(&next, &mut next_gradient);
            if next_value <= value + SUFFICIENT * length * slope {
                break;
            }
            length *= 0.5;
        }
        if next_value >= value {
            return step;
        }
        let s: Vec<f64> = next.iter().zip(x.iter()).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&s, &y);
        if curvature > f64::EPSILON * dot(&y, &y) {
            if memory.len() == MEMORY {
                memory.remove(0);
            }
            memory.push((s, y, 1.0 / curvature));
        }
        x.copy_from_slice(&next);
        gradient.copy_from_slice(&next_gradient);
        value = next_value;
    }
    max_steps
}

/// −(approximate inverse Hessian) × gradient.
fn direction(gradient: &[f64], memory: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut alphas = vec![0.0; memory.len()];
    for ((s, y, rho), alpha) in memory.iter().zip(&mut alphas).rev() {
        *alpha = rho * dot(s, &q);
        q.iter_mut().zip(y).for_each(|(q, y)| *q -= *alpha * y);
    }
    if let Some((_, y, rho)) = memory.last() {
        let scale = 1.0 / (rho * dot(y, y));
        q.iter_mut().for_each(|q| *q *= scale);
    }
    for ((s, y, rho), alpha) in memory.iter().zip(&alphas) {
        let beta = rho * dot(y, &q);
        q.iter_mut().zip(s).for_each(|(q, s)| *q += (alpha - beta) * s);
    }
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_minimum_of_rosenbrock() {
        let mut x = [-1.2, 1.0];
        minimise(&mut x, 200, 1e-10, |x, g| {
            let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
            g[0] = -2.0 * a - 400.0 * x[0] * b;
            g[1] = 200.0 * b;
            a * a + 100.0 * b * b
        });
        assert!((x[0] - 1.0).abs() < 1e-8 && (x[1] - 1.0).abs() < 1e-8, "{x:?}");
    }
}
