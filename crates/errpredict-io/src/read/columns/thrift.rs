//! The outline of a Thrift structure, as the footer and the page headers of a Parquet file are written.
//!
//! The `parquet` crate believes what a list says of its own length: a few damaged bytes and it counts to two thousand
//! million, once for each level of nesting. So the outline is gone through here first, in time that grows with its
//! bytes. Source: *Thrift compact protocol encoding* (Apache Thrift, `doc/specs/thrift-compact-protocol.md`).

/// Deepest nesting, the same as that of the `parquet` crate.
const MAX_DEPTH: u32 = 64;
/// Types of fields and elements.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;
const UUID: u8 = 13;

/// Why a structure cannot be gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The bytes end before it does.
    Ends,
    /// It makes no sense, and why.
    Senseless(&'static str),
}

/// The place of a whole number: the number of the field that holds the structure it stands in, `TOP` for the outermost
/// one, and its own.
pub(super) type Place = (i16, i16);
/// No field: the outermost structure.
pub(super) const TOP: i16 = 0;

/// Goes through the structure at the beginning of `bytes`; gives back how many bytes it takes. `each` gets the whole
/// numbers of the structure itself and of those that are its fields.
pub(super) fn outline(bytes: &[u8], each: &mut dyn FnMut(Place, i64)) -> Result<usize, Flaw> {
    let mut rest = Rest(bytes);
    rest.structure(0, TOP, Some(each))?;
    Ok(bytes.len() - rest.0.len())
}

/// What is left to go through.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn byte(&mut self) -> Result<u8, Flaw> {
        let (first, rest) = self.0.split_first().ok_or(Flaw::Ends)?;
        self.0 = rest;
        Ok(*first)
    }

    fn pass(&mut self, bytes: u64) -> Result<(), Flaw> {
        let bytes = usize::try_from(bytes).map_err(|_| Flaw::Ends)?;
        self.0 = self.0.get(bytes..).ok_or(Flaw::Ends)?;
        Ok(())
    }

    /// A number of seven bits a byte, the lowest first.
    fn varint(&mut self) -> Result<u64, Flaw> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Flaw::Senseless("a number of more than ten bytes"))
    }

    /// A number whose sign is its lowest bit.
    fn signed(&mut self) -> Result<i64, Flaw> {
        let value = self.varint()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// The fields of the structure that is the field `parent`; those that are whole numbers go to `each`.
    fn structure(
        &mut self,
        depth: u32,
        parent: i16,
        mut each: Option<&mut dyn FnMut(Place, i64)>,
    ) -> Result<(), Flaw> {
        if depth == MAX_DEPTH {
            return Err(Flaw::Senseless("more than 64 levels of nesting"));
        }
        let mut id = 0_i16;
        loop {
            let head = self.byte()?;
            let kind = head & 0xf;
            if kind == 0 {
                return Ok(());
            }
            id = match head >> 4 {
                0 => self.signed()? as i16,
                further => id.wrapping_add(i16::from(further)),
            };
            match (kind, &mut each) {
                (I16..=I64, Some(each)) => each((parent, id), self.signed()?),
                (STRUCT, Some(each)) if depth == 0 => self.structure(depth + 1, id, Some(&mut **each))?,
                // A boolean is in its type already.
                (TRUE | FALSE, _) => {}
                _ => self.value(kind, depth + 1)?,
            }
        }
    }

    /// A value of which only the outline matters.
    fn value(&mut self, kind: u8, depth: u32) -> Result<(), Flaw> {
        match kind {
            BYTE => self.pass(1),
            I16..=I64 => self.varint().map(|_| ()),
            DOUBLE => self.pass(8),
            BINARY => {
                let length = self.varint()?;
                self.pass(length)
            }
            LIST | SET => {
                let head = self.byte()?;
                let count = match head >> 4 {
                    15 => self.varint()?,
                    few => u64::from(few),
                };
                self.elements(count, &[head & 0xf], depth)
            }
            MAP => match self.varint()? {
                0 => Ok(()),
                count => {
                    let kinds = self.byte()?;
                    self.elements(count, &[kinds >> 4, kinds & 0xf], depth)
                }
            },
            STRUCT => self.structure(depth, TOP, None),
            UUID => self.pass(16),
            _ => Err(Flaw::Senseless("a field of no known type")),
        }
    }

    fn elements(&mut self, count: u64, kinds: &[u8], depth: u32) -> Result<(), Flaw> {
        if depth == MAX_DEPTH {
            return Err(Flaw::Senseless("more than 64 levels of nesting"));
        }
        if kinds.iter().any(|kind| matches!(*kind, TRUE | FALSE)) && count > 0 {
            // No footer and no header of a page has one, and the `parquet` crate takes no byte for its elements.
            return Err(Flaw::Senseless("a list of booleans"));
        }
        // Each element takes a byte at least.
        if count > self.0.len() as u64 {
            return Err(Flaw::Ends);
        }
        for _ in 0..count {
            for kind in kinds {
                self.value(*kind, depth + 1)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Numbers = Vec<(Place, i64)>;

    fn of(bytes: &[u8]) -> (Result<usize, Flaw>, Numbers) {
        let mut numbers = Vec::new();
        let found = outline(bytes, &mut |place, value| numbers.push((place, value)));
        (found, numbers)
    }

    #[test]
    fn the_header_of_a_page() {
        // type 0, 100 bytes unpacked, 60 packed, no checksum; a data page header of 12 values, plain, RLE, RLE.
        let header = [0x15, 0, 0x15, 200, 1, 0x15, 120, 0x2c, 0x15, 24, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0];
        let (length, numbers) = of(&[&header[..], b"what follows"].concat());
        assert_eq!(length, Ok(header.len()));
        assert_eq!(numbers[..3], [((TOP, 1), 0), ((TOP, 2), 100), ((TOP, 3), 60)]);
        assert_eq!(numbers[3..], [((5, 1), 12), ((5, 2), 0), ((5, 3), 3), ((5, 4), 3)]);
        for cut in 0..header.len() {
            assert_eq!(of(&header[..cut]).0, Err(Flaw::Ends), "{cut}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_at_once() {
        let senseless = |bytes: &[u8]| matches!(of(bytes).0, Err(Flaw::Senseless(_)));
        // Two thousand million booleans, lists, or pairs; a type that is none; endless nesting and numbers.
        assert!(senseless(&[0x19, 0xf1, 255, 255, 255, 255, 7, 0]));
        assert_eq!(of(&[0x19, 0xf9, 255, 255, 255, 255, 7, 0]).0, Err(Flaw::Ends));
        assert_eq!(of(&[0x1b, 255, 255, 255, 255, 7, 0x55, 0]).0, Err(Flaw::Ends));
        assert!(senseless(&[0x1e, 0]));
        assert!(senseless(&[0x1c; 200]) && senseless(&[0x19; 200]));
        assert!(senseless(&[&[0x16][..], &[0xff; 12]].concat()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_gone_through(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(length) = of(&bytes).0 {
                prop_assert!(length <= bytes.len());
            }
        }
    }
}
