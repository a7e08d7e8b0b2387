//! The bytes of a log as UTF-8, whatever it is packed with: gzip, Zstandard, bzip2, xz; UTF-16 with a mark or without.
//!
//! A packed file that breaks off gives all that can be read of it, and a note.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};

use errpredict::{Error, ErrorKind, Result};

use crate::file::{BUFFER_BYTES, unpack_head};

/// What is to be said about a file that breaks off.
pub(crate) type Cut = Arc<Mutex<Option<String>>>;

/// Bytes looked at for UTF-16 without a mark.
const LOOKED_AT: usize = 512;

/// The text of a log.
pub(crate) fn text(raw: Box<dyn Read + Send>, cut: &Cut) -> io::Result<Box<dyn BufRead + Send>> {
    let (unpacked, packing) = unpack_head(raw)?;
    let mut reader: Box<dyn BufRead + Send> = match packing {
        None => unpacked,
        Some(packing) => {
            let whole = Whole { inner: unpacked, packing, given: 0, cut: Arc::clone(cut) };
            Box::new(BufReader::with_capacity(BUFFER_BYTES, whole))
        }
    };
    let order = utf16(reader.fill_buf()?);
    match order {
        None => Ok(reader),
        Some(order) => Ok(Box::new(BufReader::with_capacity(
            BUFFER_BYTES,
            Utf16 { inner: reader, order, high: None, ready: Vec::new(), given: 0, begun: false },
        ))),
    }
}

/// Refuses bytes that unpack to more than `most`: a packed log of a stranger may be a thousand times as long as it looks.
///
/// # Errors
/// `limit_exceeded`. What cannot be unpacked at all is within: whoever reads it is told.
pub fn unpacks_within(bytes: &[u8], most: usize) -> Result<()> {
    let raw: Box<dyn Read + Send> = Box::new(io::Cursor::new(bytes.to_vec()));
    let Ok(mut reader) = text(raw, &Cut::default()) else { return Ok(()) };
    let mut n = 0;
    loop {
        let read = reader.fill_buf().map_or(0, <[u8]>::len);
        if read == 0 {
            return Ok(());
        }
        n += read;
        reader.consume(read);
        if n > most {
            let message =
                format!("a log has at most {most} bytes in one call, once unpacked: give it in parts");
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
    }
}

/// Ends where what is inside breaks off, and says so.
struct Whole {
    inner: Box<dyn BufRead + Send>,
    packing: &'static str,
    given: u64,
    cut: Cut,
}

impl Read for Whole {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(into) {
            Ok(read) => {
                self.given += read as u64;
                Ok(read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            // Nothing at all could be read: that is no log.
            Err(error) if self.given == 0 => Err(error),
            Err(error) => {
                let note = format!(
                    "the {} file is cut off or damaged ({error}); the {} bytes before that were read",
                    self.packing, self.given
                );
                *self.cut.lock().unwrap_or_else(PoisonError::into_inner) = Some(note);
                Ok(0)
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// Whether a file begins like UTF-16: with its mark, or with letters of which every other byte is NUL.
fn utf16(head: &[u8]) -> Option<Order> {
    if head.starts_with(b"\xff\xfe") && !head.starts_with(b"\xff\xfe\0\0") {
        return Some(Order::Little);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(Order::Big);
    }
    let head = &head[..head.len().min(LOOKED_AT) / 2 * 2];
    if head.len() < 8 {
        return None;
    }
    let nul = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count() * 2;
    let (even, odd) = (nul(0), nul(1));
    // Nine of ten letters of a log are Latin.
    let is_most = |n: usize| n * 10 >= head.len() * 9;
    match (is_most(even), is_most(odd), even, odd) {
        (false, true, 0.., _) if even * 10 < head.len() => Some(Order::Little),
        (true, false, _, 0..) if odd * 10 < head.len() => Some(Order::Big),
        _ => None,
    }
}

/// UTF-16 read as UTF-8; half a pair is U+FFFD.
struct Utf16 {
    inner: Box<dyn BufRead + Send>,
    order: Order,
    /// The first half of a pair.
    high: Option<u16>,
    ready: Vec<u8>,
    given: usize,
    begun: bool,
}

impl Utf16 {
    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        let mut block = [0; 4096];
        let mut length = 0;
        while length < block.len() {
            match self.inner.read(&mut block[length..])? {
                0 => break,
                read => length += read,
            }
        }
        let (pairs, rest) = block[..length].as_chunks::<2>();
        for pair in pairs {
            let unit = match self.order {
                Order::Little => u16::from_le_bytes(*pair),
                Order::Big => u16::from_be_bytes(*pair),
            };
            self.unit(unit);
        }
        if !rest.is_empty() || (length < block.len() && self.high.take().is_some()) {
            self.push(char::REPLACEMENT_CHARACTER);
        }
        Ok(())
    }

    fn unit(&mut self, unit: u16) {
        let units = [self.high.take(), Some(unit)];
        let is_high = (0xd800..0xdc00).contains(&unit);
        if is_high {
            if units[0].is_some() {
                self.push(char::REPLACEMENT_CHARACTER);
            }
            self.high = Some(unit);
            return;
        }
        for letter in char::decode_utf16(units.into_iter().flatten()) {
            let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
            // The mark says the order and is no letter.
            if letter != '\u{feff}' || self.begun {
                self.push(letter);
            }
            self.begun = true;
        }
    }

    fn push(&mut self, letter: char) {
        let mut bytes = [0; 4];
        self.ready.extend_from_slice(letter.encode_utf8(&mut bytes).as_bytes());
    }
}

impl Read for Utf16 {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.fill()?;
        }
        let rest = &self.ready[self.given..];
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: Vec<u8>) -> (String, Option<String>) {
        let cut = Cut::default();
        let mut out = String::new();
        text(Box::new(io::Cursor::new(bytes)), &cut).unwrap().read_to_string(&mut out).unwrap();
        let note = cut.lock().unwrap().take();
        (out, note)
    }

    fn units(text: &str, order: Order, mark: bool) -> Vec<u8> {
        let marked = format!("{}{text}", if mark { "\u{feff}" } else { "" });
        marked
            .encode_utf16()
            .flat_map(|unit| if order == Order::Little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[test]
    fn utf_16_with_a_mark_and_without() {
        let log = "2026-11-23T06:57:22Z ERROR größer 😀\n".repeat(300);
        for order in [Order::Little, Order::Big] {
            for mark in [true, false] {
                assert_eq!(read(units(&log, order, mark)), (log.clone(), None), "{order:?} {mark}");
            }
        }
        assert_eq!(read(b"plain text that is long enough".to_vec()).0, "plain text that is long enough");
        let mut half = units("2026 x", Order::Little, true);
        half.extend_from_slice(&[0x3d, 0xd8]);
        assert_eq!(read(half).0, "2026 x\u{fffd}");
    }

    /// Lines that pack badly, so that much is left of half a file.
    fn log() -> String {
        let mut state = 7u64;
        (0..90_000)
            .map(|n| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                format!("line {n} of a file {state:016x}\n")
            })
            .collect()
    }

    fn packed(log: &str) -> [(&'static str, Vec<u8>); 4] {
        use std::io::Write;
        let bytes = log.as_bytes();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).unwrap();
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip2.write_all(bytes).unwrap();
        let mut xz = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
        xz.write_all(bytes).unwrap();
        let zstd = ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest);
        [
            ("gzip", gzip.finish().unwrap()),
            ("bzip2", bzip2.finish().unwrap()),
            ("xz", xz.finish().unwrap()),
            ("Zstandard", zstd),
        ]
    }

    #[test]
    fn packed_files_and_those_put_together() {
        let log = log();
        for (name, packed) in packed(&log) {
            assert_eq!(read(packed.clone()), (log.clone(), None), "{name}");
            let twice = [packed.clone(), packed].concat();
            assert_eq!(read(twice), (log.repeat(2), None), "{name}");
        }
        // What `pzstd` puts before its frames.
        let [.., (_, zstd)] = packed("a log\n");
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4][..], &zstd].concat();
        assert_eq!(read(skipped), ("a log\n".to_owned(), None));
    }

    #[test]
    fn a_packed_file_that_breaks_off_gives_what_there_is() {
        let log = log();
        for (name, mut packed) in packed(&log) {
            packed.truncate(packed.len() * 3 / 4);
            let (out, note) = read(packed);
            assert!(out.len() > log.len() / 4 && log.starts_with(&out), "{name}: {}", out.len());
            let note = note.unwrap_or_else(|| panic!("{name}"));
            assert!(note.contains(name) && note.contains("cut off or damaged"), "{note}");
            assert!(note.contains(&format!("the {} bytes before that were read", out.len())), "{note}");
        }
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        use std::io::Write as _;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&[b'x'; 100_000]).unwrap();
        let packed = gzip.finish().unwrap();
        assert!(packed.len() < 2_000);
        unpacks_within(&packed, 100_000).unwrap();
        assert_eq!(unpacks_within(&packed, 99_999).unwrap_err().code(), "limit_exceeded");
        assert_eq!(unpacks_within(b"plain", 4).unwrap_err().code(), "limit_exceeded");
        unpacks_within(&packed[..1], 4).unwrap();
    }
}
