//! Tails of the distributions that thresholds come from.
//!
//! Regularised incomplete gamma and beta functions by series and continued fraction (Press et al., Numerical
//! Recipes, 3rd edition 2007, 6.2 and 6.4; Lentz's method), accurate to about 1e-13 relative.
//! Tails are computed on the side that is asked for, so that a probability of 1e-200 is not rounded to 0.
//!
//! ```
//! use errpredict::stats::special::{count_upper_tail, normal_upper_quantile, normal_upper_tail};
//!
//! assert!((normal_upper_tail(1.96) - 0.025).abs() < 1e-4);
//! assert!((normal_upper_quantile(0.025) - 1.96).abs() < 1e-3);
//! // Ten errors where three were expected, by pure chance: about one hour in nine hundred.
//! assert!((count_upper_tail(10.0, 3.0, f64::INFINITY) - 0.0011).abs() < 1e-4);
//! ```

/// Smallest number that Lentz's method divides by (Press et al. 2007, there as small).
const TINY: f64 = 1e-300;
/// Relative change at which a series counts as summed. Four to five times the rounding of 64-bit numbers (2^-52).
const EPSILON: f64 = 1e-15;
/// Steps after which a series stops; reached only for parameters near 1e9, where the error is then below 1e-6.
const MAX_STEPS: usize = 20_000;

/// Natural logarithm of the gamma function at `x` > 0.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Lower tail of the gamma distribution of shape `a` > 0 and scale 1, at `x`: P(a, x).
#[must_use]
pub fn gamma_lower(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < a + 1.0 {
        gamma_series(a, x)
    } else {
        1.0 - gamma_fraction(a, x)
    }
}

/// Upper tail of the gamma distribution of shape `a` > 0 and scale 1, at `x`: Q(a, x) = 1 - P(a, x).
#[must_use]
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x < a + 1.0 {
        1.0 - gamma_series(a, x)
    } else {
        gamma_fraction(a, x)
    }
}

/// `exp(-x) x^a / Γ(a)`, the factor of both forms below.
fn gamma_factor(a: f64, x: f64) -> f64 {
    libm::exp(a * libm::log(x) - x - ln_gamma(a))
}

fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
    for _ in 0..MAX_STEPS {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term < sum * EPSILON {
            break;
        }
    }
    (sum * gamma_factor(a, x)).min(1.0)
}

fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..MAX_STEPS {
        let i = i as f64;
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / not_zero(an * d + b);
        c = not_zero(b + an / c);
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < EPSILON {
            break;
        }
    }
    (gamma_factor(a, x) * h).clamp(0.0, 1.0)
}

/// Lower tail of the beta distribution of shapes `a`, `b` > 0, at `x`: I_x(a, b). `y` is 1 - x, given apart so that
/// it keeps its digits when x is close to 1.
#[must_use]
pub fn beta_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    let factor = libm::exp(ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * libm::log(x) + b * libm::log(y));
    if x < (a + 1.0) / (a + b + 2.0) {
        (factor * beta_fraction(a, b, x) / a).clamp(0.0, 1.0)
    } else {
        (1.0 - factor * beta_fraction(b, a, y) / b).clamp(0.0, 1.0)
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..MAX_STEPS {
        let m = m as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / not_zero(1.0 + even * d);
        c = not_zero(1.0 + even / c);
        h *= d * c;
        d = 1.0 / not_zero(1.0 + odd * d);
        c = not_zero(1.0 + odd / c);
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < EPSILON {
            break;
        }
    }
    h
}

fn not_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

/// P(Y >= `count`) for a negative binomial count of that mean and size: the predictive of a Poisson count whose rate
/// is gamma distributed with shape `size`. Variance = mean + mean² / size; an infinite size is the Poisson.
#[must_use]
pub fn count_upper_tail(count: f64, mean: f64, size: f64) -> f64 {
    if count <= 0.0 {
        1.0
    } else if mean <= 0.0 {
        0.0
    } else if size > POISSON_SIZE {
        gamma_lower(count, mean)
    } else {
        let scale = size + mean;
        beta_lower(count, size, mean / scale, size / scale)
    }
}

/// P(Y <= `count`) for the count of [`count_upper_tail`].
#[must_use]
pub fn count_lower_tail(count: f64, mean: f64, size: f64) -> f64 {
    if count < 0.0 {
        0.0
    } else if mean <= 0.0 {
        1.0
    } else if size > POISSON_SIZE {
        gamma_upper(count + 1.0, mean)
    } else {
        let scale = size + mean;
        beta_lower(size, count + 1.0, size / scale, mean / scale)
    }
}

/// Size above which a negative binomial count is taken as Poisson: by definition of both they differ by (count - mean)²
/// / (2 size), relative, which is below 1e-9 within some 40 of the mean.
const POISSON_SIZE: f64 = 1e12;

/// P(Z >= z) of the standard normal.
#[must_use]
pub fn normal_upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// The z with P(Z >= z) = `p`, for 0 < p < 1 (Acklam 2003, one Halley step: about 1e-15 relative).
#[must_use]
pub fn normal_upper_quantile(p: f64) -> f64 {
    if p > 0.5 {
        return -normal_upper_quantile(1.0 - p);
    }
    let p = p.max(f64::MIN_POSITIVE);
    let z = acklam(p);
    let error = normal_upper_tail(z) - p;
    let density = libm::exp(-0.5 * z * z) / std::f64::consts::TAU.sqrt();
    if density <= 0.0 {
        return z;
    }
    let u = error / density;
    z + u / (1.0 - 0.5 * z * u)
}

/// Acklam's rational approximation of the upper quantile for p <= 0.5.
fn acklam(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] =
        [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];
    const TAIL: f64 = 0.024_25;
    let polynomial = |c: &[f64], x: f64| c.iter().fold(0.0, |sum, c| sum * x + c);
    if p < TAIL {
        let q = (-2.0 * libm::log(p)).sqrt();
        -polynomial(&C, q) / (polynomial(&D, q) * q + 1.0)
    } else {
        let q = 0.5 - p;
        let r = q * q;
        polynomial(&A, r) * q / (polynomial(&B, r) * r + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, got: f64, expected: f64) {
        assert!((got / expected - 1.0).abs() < 1e-9, "{name}: got {got:e}, expected {expected:e}");
    }

    #[test]
    fn tails_work_like_scipy() {
        // Numbers from tests/reference/special.py (scipy 1.17).
        include!("../../../../tests/reference/special.in");
    }

    #[test]
    fn edges() {
        assert_eq!(count_upper_tail(0.0, 3.0, 2.0), 1.0);
        assert_eq!(count_upper_tail(5.0, 0.0, 2.0), 0.0);
        assert_eq!(count_lower_tail(0.0, 0.0, 2.0), 1.0);
        assert_eq!(gamma_lower(2.0, 0.0), 0.0);
        assert_eq!(normal_upper_quantile(0.5), 0.0);
    }

    #[test]
    fn tails_complete_each_other() {
        for mean in [0.01, 1.0, 37.5, 1e4] {
            for size in [0.5, 10.0, 1e6, f64::INFINITY] {
                for count in [0.0, 1.0, 30.0, 10_100.0] {
                    let sum = count_lower_tail(count, mean, size) + count_upper_tail(count + 1.0, mean, size);
                    assert!((sum - 1.0).abs() < 1e-9, "{mean} {size} {count}: {sum}");
                }
            }
        }
    }
}
