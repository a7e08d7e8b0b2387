//! What the footer and the pages of a Parquet file claim, checked before anything makes room for it.
//!
//! The `parquet` crate takes memory for what a page says it unpacks to, and time for what a list of the footer says it
//! holds; both may be damaged. What gzip packed it unpacks to the end, whatever the page said, so such a page is unpacked
//! here first if it could hold too much. Reading the headers of all pages costs a small read for each.
//!
//! Source: *Apache Parquet*, `parquet.thrift` (`FileMetaData`, `PageHeader`).

use std::io;

use flate2::bufread::MultiGzDecoder;
use parquet::basic::Compression;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::reader::ChunkReader;

use super::packed::may_unpack_to;
use super::thrift::{Flaw, TOP, outline};

/// What stands after the footer: its length and the mark.
const TAIL: u64 = 8;
/// Bytes read of a page's header at first; most are shorter.
const HEADER: usize = 256;
/// A longer header of a page is none.
const HEADER_MAX: usize = 16 << 20;
/// The field of a page's header that makes it a data page of version 2.
const VERSION_2: i16 = 8;
/// Gzip packs no more bytes than this into one.
const GZIP_RATIO: u64 = 1032;

/// Checks the outline of the footer.
pub(super) fn check_footer<R: ChunkReader>(file: &R) -> Result<()> {
    // A file too short for all this is told by the crate.
    let Some(at) = file.len().checked_sub(TAIL) else { return Ok(()) };
    let tail = file.get_bytes(at, TAIL as usize)?;
    let length = tail.first_chunk::<4>().map_or(0, |length| u32::from_le_bytes(*length));
    let Some(start) = at.checked_sub(u64::from(length)) else { return Ok(()) };
    let footer = file.get_bytes(start, length as usize)?;
    match outline(&footer, &mut |_, _| {}) {
        Ok(_) => Ok(()),
        Err(flaw) => Err(senseless("the footer", flaw)),
    }
}

/// Checks the headers of all pages of the columns that are read.
pub(super) fn check_pages<R: ChunkReader>(file: &R, found: &ParquetMetaData, leaves: &[usize]) -> Result<()> {
    for group in found.row_groups() {
        for chunk in leaves.iter().filter_map(|leaf| group.columns().get(*leaf)) {
            check_chunk(file, chunk)?;
        }
    }
    Ok(())
}

/// All bytes of the chunk, whatever it says of the number of its values: that may be damaged as well.
fn check_chunk<R: ChunkReader>(file: &R, chunk: &ColumnChunkMetaData) -> Result<()> {
    let packing = chunk.compression();
    if matches!(packing, Compression::BROTLI(_) | Compression::LZO) {
        return Err(ParquetError::General(format!(
            "its columns are packed with {packing:?}: expected none, snappy, gzip, zstd or lz4"
        )));
    }
    let (mut at, length) = chunk.byte_range();
    let end = at.saturating_add(length).min(file.len());
    while at < end {
        let header = read_header(file, at, end - at)?;
        let allowed = may_unpack_to(header.packed);
        let Header { length, levels, packed, unpacked } = header;
        if unpacked > allowed {
            return Err(ParquetError::General(format!(
                "a page of {packed} bytes claims to unpack to {unpacked}, more than {allowed}"
            )));
        }
        at += length;
        if matches!(packing, Compression::GZIP(_)) && packed.saturating_mul(GZIP_RATIO) > allowed {
            let page = file.get_bytes(at, packed as usize)?;
            check_gzip(page.get(levels as usize..).unwrap_or_default(), unpacked.saturating_sub(levels))?;
        }
        at += packed;
    }
    Ok(())
}

/// Does it unpack to more than it claims? What is no gzip at all is told by the crate.
fn check_gzip(packed: &[u8], claimed: u64) -> Result<()> {
    let unpacked = io::Read::take(MultiGzDecoder::new(packed), claimed + 1);
    match io::copy(&mut { unpacked }, &mut io::sink()) {
        Ok(bytes) if bytes > claimed => Err(ParquetError::General(format!(
            "a page of {} bytes unpacks to more than the {claimed} that it claims",
            packed.len()
        ))),
        _ => Ok(()),
    }
}

/// What a page's header says of bytes.
#[derive(Default)]
struct Header {
    /// Its own.
    length: u64,
    /// Those of the page that are not packed: levels of version 2.
    levels: u64,
    packed: u64,
    unpacked: u64,
}

fn read_header<R: ChunkReader>(file: &R, at: u64, left: u64) -> Result<Header> {
    let mut window = HEADER;
    loop {
        let n = usize::try_from(left).map_or(window, |left| left.min(window));
        let (mut packed, mut unpacked, mut definitions, mut repetitions) = (0, 0, 0, 0);
        let found = outline(&file.get_bytes(at, n)?, &mut |place, value| match place {
            (TOP, 2) => unpacked = value,
            (TOP, 3) => packed = value,
            (VERSION_2, 5) => definitions = value,
            (VERSION_2, 6) => repetitions = value,
            _ => {}
        });
        match found {
            Ok(length) => {
                // The crate takes 32 bits of them: larger ones would be others there.
                let bytes = |value: i64| {
                    let whole = u64::try_from(value).ok().filter(|value| *value <= i32::MAX as u64);
                    let why = Flaw::Senseless("a number of bytes that is none");
                    whole.ok_or_else(|| senseless("the header of a page", why))
                };
                return Ok(Header {
                    length: length as u64,
                    levels: bytes(definitions)? + bytes(repetitions)?,
                    packed: bytes(packed)?,
                    unpacked: bytes(unpacked)?,
                });
            }
            Err(Flaw::Ends) if n == window && window < HEADER_MAX => window *= 4,
            Err(flaw) => return Err(senseless("the header of a page", flaw)),
        }
    }
}

fn senseless(what: &str, flaw: Flaw) -> ParquetError {
    let why = match flaw {
        Flaw::Ends => "it ends early",
        Flaw::Senseless(why) => why,
    };
    ParquetError::General(format!("{what} makes no sense: {why}"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Int64Array, RecordBatch};
    use bytes::Bytes;
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
    use parquet::basic::{Compression, Encoding};
    use parquet::file::properties::{WriterProperties, WriterVersion};

    use super::*;

    /// A column of one value in pages of 3 MB.
    fn file() -> Vec<u8> {
        let numbers = (0..600_000).map(|_| 7);
        file_of(numbers, Compression::ZSTD(Default::default()), WriterVersion::PARQUET_1_0, 3 << 20)
    }

    fn file_of(
        numbers: impl Iterator<Item = i64>,
        packing: Compression,
        version: WriterVersion,
        page_bytes: usize,
    ) -> Vec<u8> {
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(numbers));
        let batch = RecordBatch::try_from_iter([("a", numbers)]).unwrap();
        let properties = WriterProperties::builder()
            .set_compression(packing)
            .set_writer_version(version)
            .set_dictionary_enabled(false)
            .set_encoding(Encoding::PLAIN)
            .set_data_page_size_limit(page_bytes)
            .set_data_page_row_count_limit(100_000_000)
            .set_max_row_group_row_count(None)
            .set_write_batch_size(100_000_000)
            .build();
        let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.into_inner().unwrap()
    }

    fn checked(bytes: Vec<u8>) -> Result<()> {
        let file = Bytes::from(bytes);
        check_footer(&file)?;
        let found = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())?;
        check_pages(&file, found.metadata(), &[0])
    }

    #[test]
    fn a_page_that_claims_beyond_all_measure_is_refused() {
        let sound = file();
        checked(sound.clone()).unwrap();
        // After the mark: the type of the page, then four bytes of what it unpacks to.
        let places: Vec<usize> = (4..sound.len() - 8)
            .filter(|&at| sound[at..].starts_with(&[0x15, 0, 0x15]) && sound[at + 7] == 0x15)
            .collect();
        assert!(places.len() > 1, "a header for each page: {places:?}");
        for at in places {
            let mut damaged = sound.clone();
            damaged[at + 3..at + 7].copy_from_slice(&[0xfe, 0xff, 0xff, 0x7f]);
            let error = checked(damaged).unwrap_err().to_string();
            assert!(error.contains("claims to unpack to 134217727"), "{error}");
        }
    }

    #[test]
    fn a_number_of_bytes_beyond_32_bits_is_none() {
        let mut damaged = file();
        let at = (4..damaged.len()).find(|&at| damaged[at..].starts_with(&[0x15, 0, 0x15])).unwrap();
        // An empty page in front of the others: minus 1, and the largest of 64 bits.
        for bytes in [
            &[0x15, 0, 0x15, 1, 0x15, 0, 0][..],
            &[0x15, 0, 0x16, 0xfe, 0xff, 0xff, 0xff, 0xff, 1, 0x15, 0, 0],
        ] {
            damaged[at..at + bytes.len()].copy_from_slice(bytes);
            let error = checked(damaged.clone()).unwrap_err().to_string();
            assert!(error.contains("a number of bytes that is none"), "{error}");
        }
    }

    #[test]
    fn what_gzip_packed_is_held_to_its_claim() {
        let gzip = Compression::GZIP(Default::default());
        for (version, kind) in [(WriterVersion::PARQUET_1_0, 0), (WriterVersion::PARQUET_2_0, 6)] {
            // Numbers that pack badly, so that the page could hold more than is allowed without a look.
            checked(file_of((0..100_000_i64).map(|i| i.wrapping_pow(7)), gzip, version, 8 << 20)).unwrap();

            // 40 MB of one number, which gzip packs to a 187th, and the same page when it says it is less than a kilobyte.
            let mut bomb = file_of((0..5_000_000).map(|_| 7), gzip, version, 64 << 20);
            checked(bomb.clone()).unwrap();
            let at = (4..bomb.len()).find(|&at| bomb[at..].starts_with(&[0x15, kind, 0x15])).unwrap();
            bomb[at + 3..at + 7].copy_from_slice(&[0x80 | 100, 0x80 | 10, 0x80, 0]);
            let error = checked(bomb).unwrap_err().to_string();
            assert!(error.contains("unpacks to more than the 6"), "{error}");
        }
    }

    #[test]
    fn a_footer_is_gone_through_in_time_that_its_bytes_bound() {
        let mut bytes = b"PAR1".to_vec();
        // Lists in lists of two thousand million booleans.
        bytes.extend([[0x19, 0xf9, 255, 255, 255, 255, 7].as_slice(); 60].concat());
        bytes.extend([0xf1, 255, 255, 255, 255, 7]);
        let length = bytes.len() as u32 - 4;
        bytes.extend(length.to_le_bytes());
        bytes.extend(b"PAR1");
        let error = checked(bytes).unwrap_err().to_string();
        assert!(error.contains("the footer makes no sense"), "{error}");
    }
}
