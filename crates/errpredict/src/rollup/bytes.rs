//! Whole numbers and text as bytes, and back without trusting them.

use crate::container::{Kind, refused};
use crate::error::{Error, ErrorKind, Result};
use crate::time::Timestamp;

/// Appends a number in 7-bit groups, lowest first (LEB128).
pub(super) fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Appends a number of either sign: small ones of both take few bytes (zigzag, as in Protocol Buffers).
pub(super) fn put_signed(out: &mut Vec<u8>, value: i64) {
    put(out, (value << 1 ^ value >> 63) as u64);
}

/// Times of a rollup are at or after 1970, so they are plain numbers.
pub(super) fn put_time(out: &mut Vec<u8>, at: Timestamp) {
    put(out, at.ms() as u64);
}

/// Bytes that are read from the front.
pub(super) struct Input<'a>(pub(super) &'a [u8]);

impl<'a> Input<'a> {
    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8]> {
        let Some((taken, rest)) = self.0.split_at_checked(n) else {
            return Err(corrupt(format!("expected {n} more bytes, found {}", self.0.len())));
        };
        self.0 = rest;
        Ok(taken)
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(corrupt(format!("{} bytes are left over", self.0.len()))) }
    }

    pub(super) fn number(&mut self) -> Result<u64> {
        let mut value = 0_u64;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.take(1)?[0];
            let bits = u64::from(byte & 0x7f);
            if (bits << shift) >> shift != bits {
                break;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                // One way to write each number, so that what is loaded saves again to the same bytes.
                return if byte == 0 && shift > 0 {
                    Err(corrupt("a number with a group too many"))
                } else {
                    Ok(value)
                };
            }
        }
        Err(corrupt("a number of more than 64 bits"))
    }

    /// 0 or 1.
    pub(super) fn flag(&mut self) -> Result<bool> {
        match self.number()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(corrupt(format!("{other} where 0 or 1 must stand"))),
        }
    }

    /// A number of things of at least one byte each: never more than there are bytes.
    pub(super) fn length(&mut self) -> Result<usize> {
        let length = self.number()?;
        usize::try_from(length)
            .ok()
            .filter(|&length| length <= self.0.len())
            .ok_or_else(|| corrupt(format!("a length of {length} with {} bytes left", self.0.len())))
    }

    pub(super) fn text(&mut self) -> Result<&'a str> {
        let length = self.length()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| corrupt("text that is no UTF-8"))
    }

    pub(super) fn time(&mut self) -> Result<Timestamp> {
        let ms = self.number()?;
        placed(i64::try_from(ms).ok())
    }

    fn signed(&mut self) -> Result<i64> {
        let value = self.number()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A time as its distance before `ms`.
    pub(super) fn time_before(&mut self, ms: i64) -> Result<Timestamp> {
        let distance = self.signed()?;
        placed(ms.checked_sub(distance))
    }

    /// A time as its distance after `ms`.
    pub(super) fn time_after(&mut self, ms: i64) -> Result<Timestamp> {
        let distance = self.signed()?;
        placed(ms.checked_add(distance))
    }

    /// The next of ascending 32-bit numbers, stored as the distance from the one before.
    pub(super) fn ascending(&mut self, before: Option<u32>) -> Result<u32> {
        let step = self.number()?;
        let value = before.map_or(Some(step), |before| {
            step.checked_add(u64::from(before)).filter(|&value| value > u64::from(before))
        });
        value
            .and_then(|value| u32::try_from(value).ok())
            .ok_or_else(|| corrupt(format!("a step of {step} after {before:?}")))
    }
}

/// A time at or after 1970.
fn placed(ms: Option<i64>) -> Result<Timestamp> {
    ms.filter(|ms| *ms >= 0)
        .and_then(|ms| Timestamp::from_ms(ms).ok())
        .ok_or_else(|| corrupt(format!("a time of {ms:?} ms")))
}

/// Appends the next of ascending numbers.
pub(super) fn put_ascending(out: &mut Vec<u8>, before: Option<u32>, value: u32) {
    put(out, u64::from(value - before.unwrap_or(0)));
}

pub(super) fn corrupt(what: impl AsRef<str>) -> Error {
    refused(ErrorKind::Corrupt, Kind::Rollup, &format!("damaged: {}", what.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            put(&mut out, value);
            let mut input = Input(&out);
            assert_eq!(input.number().unwrap(), value);
            assert!(input.0.is_empty());
            assert!(Input(&out[..out.len() - 1]).number().is_err());
        }
        assert!(Input(&[0xff; 11]).number().is_err());
        assert!(Input(&[0x85, 0x00]).number().is_err(), "5 in two groups");
        assert!(Input(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02]).number().is_err());
        assert!(Input(&[200, 1]).length().is_err(), "longer than what is left");
    }
}
