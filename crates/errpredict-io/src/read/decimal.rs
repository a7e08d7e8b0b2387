//! Numbers with a point, as logs write durations.

/// A decimal number. Up to 15 digits and a few places are exact in one division, the rest goes the slow way;
/// both round correctly.
pub(crate) fn decimal(text: &[u8]) -> Option<f64> {
    /// Integers below 2^53 and powers of ten up to 10^22 are exact, so one division rounds once (Clinger 1990).
    const POWERS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    let mut mantissa = 0u64;
    let mut places = 0;
    let mut point = false;
    if text.len() <= 16 {
        let mut digits = 0;
        for &byte in text {
            match byte {
                b'0'..=b'9' => {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    places += usize::from(point);
                    digits += 1;
                }
                b'.' if !point => point = true,
                _ => return slow_decimal(text),
            }
        }
        if (1..=15).contains(&digits) && places < POWERS.len() {
            return Some(mantissa as f64 / POWERS[places]);
        }
    }
    slow_decimal(text)
}

#[cold]
fn slow_decimal(text: &[u8]) -> Option<f64> {
    // Rust's parser also knows `inf` and `nan`; a log that says so is told apart by the caller's check.
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn decimals_are_those_of_rust(text in "[0-9]{1,12}(\\.[0-9]{0,9})?") {
            prop_assert_eq!(decimal(text.as_bytes()), text.parse::<f64>().ok());
        }
    }
}
