//! sign(x) · ln(1 + |x|), many at a time.
//!
//! The logarithm is that of `libm` (FreeBSD's `s_log1p.c`, by Sun Microsystems) for x ≥ 0, **to the bit**, with every
//! branch made a choice between two values, so that the compiler computes several at once. A row of features takes
//! over a hundred of them, and they were most of what the linear member cost.

/// Values worked on together.
const TOGETHER: usize = 8;

/// Below this (√2 − 1, its upper half) nothing is taken out of 1 + x. The border of FreeBSD's `s_log1p.c` (Sun
/// Microsystems 1993).
const SMALL: f64 = f64::from_bits(0x3fda_827a << 32);
/// Upper halves of 1 and √2/2: their difference rounds the exponent to the nearest.
const ROUND: u64 = (0x3ff0_0000 - 0x3fe6_a09e) << 32;
const HALF_ROOT: u64 = 0x3fe6_a09e << 32;
const MANTISSA: u64 = (1 << 52) - 1;
/// 2⁵²: its last digits are whole numbers.
const WHOLE: f64 = 4_503_599_627_370_496.0;
/// By definition: the bias of the exponent of a 64-bit number.
const BIAS: f64 = 1023.0;
/// From 2⁵⁴ on, 1 + x is x.
const LOST: f64 = 54.0;
/// ln 2 in two parts, as in `s_log1p.c` (Sun Microsystems 1993).
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Of the series of ln((1 + s) / (1 − s)), fitted on the interval. The coefficients of `s_log1p.c` (Sun Microsystems
/// 1993).
const SERIES: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// sign(x) · ln(1 + |x|), 0 for either zero; missing stays missing.
#[inline]
pub(super) fn squash(x: f64) -> f64 {
    // Adding 0 takes the sign from −0.
    ln_1p(x.abs()).copysign(x + 0.0)
}

/// The same of all values, in place.
#[inline]
pub(super) fn squash_all(values: &mut [f64]) {
    let (blocks, rest) = values.as_chunks_mut::<TOGETHER>();
    blocks.iter_mut().for_each(|block| *block = block.map(squash));
    rest.iter_mut().for_each(|value| *value = squash(*value));
}

/// ln(1 + x) for x ≥ 0 and ∞; not a number stays so.
#[inline(always)]
fn ln_1p(x: f64) -> f64 {
    let u = 1.0 + x;
    let rounded = u.to_bits().wrapping_add(ROUND);
    let exponent = f64::from_bits((rounded >> 52) | WHOLE.to_bits()) - (WHOLE + BIAS);
    let reduced = f64::from_bits((rounded & MANTISSA) + HALF_ROOT) - 1.0;
    // What rounding took from 1 + x.
    let taken = if exponent >= 2.0 { 1.0 - (u - x) } else { x - (u - 1.0) };
    let taken = if exponent < LOST { taken / u } else { 0.0 };
    let (exponent, taken, f) = if x < SMALL { (0.0, 0.0, x) } else { (exponent, taken, reduced) };
    let [l1, l2, l3, l4, l5, l6, l7] = SERIES;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (l2 + w * (l4 + w * l6));
    let odd = z * (l1 + w * (l3 + w * (l5 + w * l7)));
    let ln = s * (half_square + (odd + even)) + (exponent * LN2_LOW + taken) - half_square
        + f
        + exponent * LN2_HIGH;
    if x < f64::INFINITY { ln } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    fn with_libm(x: f64) -> f64 {
        if x == 0.0 { 0.0 } else { libm::log1p(x.abs()).copysign(x) }
    }

    #[test]
    fn is_libm_to_the_bit() {
        let mut rng = Rng::new(5);
        let mut values =
            vec![0.0, -0.0, f64::MIN_POSITIVE, 5e-324, f64::MAX, f64::INFINITY, f64::EPSILON, 1e16, 1e17];
        // Where the pieces meet, and one step to either side.
        for border in
            [SMALL, 1.0, 2.0_f64.sqrt(), 2.0 * 2.0_f64.sqrt() - 1.0, 3.0, 2.0_f64.powi(53), 2.0_f64.powi(54)]
        {
            values.extend((-3..=3).map(|step| f64::from_bits((border.to_bits() as i64 + step) as u64)));
        }
        values.extend((0..5_000).map(f64::from));
        // Every exponent, and the usual numbers.
        values.extend(
            (0..200_000).map(|_| f64::from_bits((rng.uniform() * f64::INFINITY.to_bits() as f64) as u64)),
        );
        values.extend((0..200_000).map(|_| libm::exp(20.0 * rng.uniform() - 10.0)));
        let signed: Vec<f64> = values.iter().flat_map(|x| [*x, -x]).collect();
        let mut squashed = signed.clone();
        squash_all(&mut squashed);
        for (x, got) in signed.iter().zip(&squashed) {
            assert_eq!(got.to_bits(), with_libm(*x).to_bits(), "{x:e}: {got} instead of {}", with_libm(*x));
        }
    }

    #[test]
    fn missing_stays_missing() {
        let mut values = [f64::NAN; TOGETHER + 1];
        squash_all(&mut values);
        assert!(values.iter().all(|value| value.is_nan()));
    }
}
