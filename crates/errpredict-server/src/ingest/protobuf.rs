//! The wire format of protocol buffers: fields of a message, one after the other. No schema, no copies.
//!
//! Source: *Protocol Buffers: Encoding*. Groups, which nobody writes any more, are refused.

use errpredict::{Error, ErrorKind, Result};

/// The value of a field as it is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wire<'a> {
    /// Integers, booleans, enums.
    Varint(u64),
    /// Eight bytes, little-endian.
    Fixed64(u64),
    /// A text, bytes, a message, or packed numbers.
    Bytes(&'a [u8]),
    /// Four bytes, little-endian.
    Fixed32(u32),
}

/// The fields of a message.
#[derive(Debug, Clone)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn of(message: &'a [u8]) -> Self {
        Fields { rest: message }
    }

    /// The number and the value of the next field; nothing at the end.
    ///
    /// # Errors
    /// `invalid_input` for what is no message.
    pub(super) fn next_field(&mut self) -> Result<Option<(u32, Wire<'a>)>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let key = self.varint()?;
        let number = u32::try_from(key >> 3)
            .ok()
            .filter(|number| *number > 0)
            .ok_or_else(|| bad("a field's number"))?;
        let value = match key & 7 {
            0 => Wire::Varint(self.varint()?),
            1 => Wire::Fixed64(u64::from_le_bytes(self.take_chunk()?)),
            2 => {
                let length = usize::try_from(self.varint()?).map_err(|_| bad("a length"))?;
                let (value, rest) =
                    self.rest.split_at_checked(length).ok_or_else(|| bad("as many bytes as it says"))?;
                self.rest = rest;
                Wire::Bytes(value)
            }
            5 => Wire::Fixed32(u32::from_le_bytes(self.take_chunk()?)),
            _ => return Err(bad("a kind of field that is in use")),
        };
        Ok(Some((number, value)))
    }

    fn take_chunk<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (chunk, rest) =
            self.rest.split_first_chunk().ok_or_else(|| bad("as many bytes as a number has"))?;
        self.rest = rest;
        Ok(*chunk)
    }

    fn varint(&mut self) -> Result<u64> {
        let mut number = 0;
        for (place, &byte) in self.rest.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                self.rest = &self.rest[place + 1..];
                return Ok(number);
            }
        }
        Err(bad("the end of a number"))
    }
}

fn bad(expected: &str) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        format!("the body is no message of protocol buffers: expected {expected}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(bytes: &[u8]) -> Result<Vec<(u32, Wire<'_>)>> {
        let mut fields = Fields::of(bytes);
        let mut found = Vec::new();
        while let Some(field) = fields.next_field()? {
            found.push(field);
        }
        Ok(found)
    }

    #[test]
    fn the_examples_of_the_encoding_page_and_what_is_none() {
        for (bytes, expected) in [
            (&b""[..], vec![]),
            (b"\x08\x96\x01", vec![(1, Wire::Varint(150))]),
            (b"\x12\x07testing", vec![(2, Wire::Bytes(b"testing"))]),
            (b"\x19\x01\0\0\0\0\0\0\0\x25\x02\0\0\0", vec![(3, Wire::Fixed64(1)), (4, Wire::Fixed32(2))]),
            (b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", vec![(1, Wire::Varint(u64::MAX))]),
        ] {
            assert_eq!(fields(bytes).unwrap(), expected, "{bytes:?}");
        }
        for bytes in [
            &b"\x08"[..],
            b"\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01",
            b"\x12\x07test",
            b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
            b"\x19\x01",
            b"\x0b\x0c",
            b"\0\0",
            b"\x0e",
        ] {
            assert_eq!(fields(bytes).unwrap_err().code(), "invalid_input", "{bytes:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..100)) {
            let _ = fields(&bytes);
        }
    }
}
