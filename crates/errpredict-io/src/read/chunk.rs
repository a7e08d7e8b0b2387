//! A stream cut into chunks of whole records, of bounded size.

use std::io::{self, Read};
use std::sync::Arc;

use super::csv_row;
use super::json;

/// Bytes of a chunk: large enough that handing it over costs nothing, small enough to stay in the cache.
pub(crate) const CHUNK_BYTES: usize = 512 << 10;
/// Bytes kept of a record that is too long, to show.
const HEAD_BYTES: usize = 1 << 10;

/// Whether a line begins a record.
pub(crate) type IsStart = Arc<dyn Fn(&[u8]) -> bool + Send + Sync>;

/// Where one record ends and the next begins.
#[derive(Clone)]
pub(crate) enum Framing {
    /// A record is a line.
    Lines,
    /// A record is a CSV row: quoted fields may hold line ends.
    Rows {
        /// The byte between fields.
        delimiter: u8,
    },
    /// A record begins at a line that the function knows and goes on until the next such line.
    Starts(IsStart),
    /// The same, but a record of the commonest form is its line, which needs not wait for the next one.
    StartsOrLines(IsStart, IsStart),
    /// A record is a JSON value, over any number of lines.
    Values,
}

impl Framing {
    /// How many bytes at the beginning of `buffer` are whole records, more of the stream following.
    pub(super) fn cut(&self, buffer: &[u8]) -> Option<usize> {
        match self {
            Framing::Lines => memchr::memrchr(b'\n', buffer).map(|at| at + 1),
            Framing::Rows { delimiter } => {
                let mut at = 0;
                while let Ok(end) = csv_row::row_end(buffer, at, *delimiter) {
                    at = end;
                }
                (at > 0).then_some(at)
            }
            Framing::Starts(starts) => last_start(buffer, &**starts),
            Framing::StartsOrLines(starts, lines) => last_line_or_start(buffer, &**starts, &**lines),
            Framing::Values => {
                let mut at = 0;
                while let Some(end) = json::value_end(buffer, at) {
                    at = end;
                }
                (at > 0).then_some(at)
            }
        }
    }
}

impl Framing {
    /// Where to cut a record of many lines that is too long to be held, and the bytes of its first line; nothing where the
    /// lines are too long, or a record is something else. What follows belongs to the record or happened after it.
    pub(super) fn cut_within(&self, buffer: &[u8], max_line: usize) -> Option<(usize, usize)> {
        if !matches!(self, Framing::Starts(_) | Framing::StartsOrLines(..)) {
            return None;
        }
        let first = memchr::memchr(b'\n', buffer)? + 1;
        let cut = memchr::memrchr(b'\n', buffer)? + 1;
        (first < cut && first <= max_line).then_some((cut, first))
    }
}

/// The last whole line, but not the first, at which a record begins.
fn last_start(buffer: &[u8], starts: &dyn Fn(&[u8]) -> bool) -> Option<usize> {
    let mut end = memchr::memrchr(b'\n', buffer)?;
    while let Some(before) = memchr::memrchr(b'\n', &buffer[..end]) {
        if starts(&buffer[before + 1..end]) {
            return Some(before + 1);
        }
        end = before;
    }
    None
}

/// After the last whole line that is a record, or before the last one at which a record begins, whatever stands later.
fn last_line_or_start(
    buffer: &[u8],
    starts: &dyn Fn(&[u8]) -> bool,
    lines: &dyn Fn(&[u8]) -> bool,
) -> Option<usize> {
    let mut end = memchr::memrchr(b'\n', buffer)?;
    loop {
        let begin = memchr::memrchr(b'\n', &buffer[..end]).map_or(0, |before| before + 1);
        let line = &buffer[begin..end];
        if lines(line) {
            return Some(end + 1);
        }
        if begin == 0 {
            return None;
        }
        if starts(line) {
            return Some(begin);
        }
        end = begin - 1;
    }
}

/// Whole records of one file.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    pub(crate) bytes: Vec<u8>,
    /// Number of the first line, from 1.
    pub(crate) first_line: u64,
    /// It is the beginning of one record over the limit, the rest of which was thrown away.
    pub(crate) too_long: bool,
    /// Lines at its beginning may belong to such a record.
    pub(crate) continues: bool,
    /// Its first line was read before and stands there only for those that follow it.
    pub(crate) again: bool,
    /// Rows instead of bytes.
    #[cfg(feature = "parquet")]
    pub(crate) batch: Option<arrow_array::RecordBatch>,
}

/// Cuts a stream into chunks.
pub(crate) struct Chunker<R> {
    reader: R,
    framing: Framing,
    max_record: usize,
    /// Read, and not yet handed out.
    pending: Vec<u8>,
    ended: bool,
    continues: bool,
    /// The line that begins a record of more lines than are held at once: it stands before those that are left.
    again: Vec<u8>,
    /// Line ends handed out, and whether anything followed the last one.
    line_ends: u64,
    open_line: bool,
    pub(crate) bytes: u64,
}

impl<R: Read> Chunker<R> {
    pub(crate) fn new(reader: R, max_record: usize) -> Chunker<R> {
        Chunker {
            reader,
            framing: Framing::Lines,
            max_record,
            pending: Vec::new(),
            ended: false,
            continues: false,
            again: Vec::new(),
            line_ends: 0,
            open_line: false,
            bytes: 0,
        }
    }

    /// The beginning of the stream, up to one chunk, without taking it.
    pub(crate) fn head(&mut self) -> io::Result<&[u8]> {
        let mut pending = std::mem::take(&mut self.pending);
        self.fill(&mut pending, CHUNK_BYTES)?;
        self.pending = pending;
        Ok(&self.pending)
    }

    /// What was read ahead, and the rest of the stream.
    #[cfg(feature = "parquet")]
    pub(crate) fn into_parts(self) -> (Vec<u8>, R) {
        (self.pending, self.reader)
    }

    pub(crate) fn set_framing(&mut self, framing: Framing) {
        self.framing = framing;
    }

    /// Throws away `bytes` bytes of the head (a byte order mark, a header), which hold `lines` lines.
    pub(crate) fn skip_head(&mut self, bytes: usize, lines: u64) {
        self.pending.drain(..bytes.min(self.pending.len()));
        self.line_ends += lines;
        self.bytes += bytes as u64;
    }

    /// Takes a stream of nothing but blanks as read; false if it goes on after the head.
    pub(crate) fn skip_blank(&mut self) -> bool {
        self.line_ends += memchr::memchr_iter(b'\n', &self.pending).count() as u64;
        self.bytes += self.pending.len() as u64;
        self.open_line = self.pending.last().is_some_and(|&byte| byte != b'\n');
        self.ended
    }

    /// Lines handed out; a last one without a line end is one too.
    pub(crate) fn lines(&self) -> u64 {
        self.line_ends + u64::from(self.open_line)
    }

    /// Reads until `buffer` holds `size` bytes or the stream has ended.
    fn fill(&mut self, buffer: &mut Vec<u8>, size: usize) -> io::Result<()> {
        while !self.ended && buffer.len() < size {
            let missing = size - buffer.len();
            buffer.reserve(missing);
            let read = self.reader.by_ref().take(missing as u64).read_to_end(buffer)?;
            self.ended = read < missing;
        }
        Ok(())
    }

    /// The next chunk, in a buffer that was used before; nothing at the end.
    pub(crate) fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Chunk>> {
        buffer.clear();
        let again = self.again.len();
        buffer.append(&mut self.again);
        buffer.append(&mut self.pending);
        let mut size = CHUNK_BYTES;
        loop {
            self.fill(&mut buffer, size)?;
            if buffer.is_empty() {
                return Ok(None);
            }
            if buffer.len() == again && self.ended {
                return Ok(None);
            }
            if self.ended && buffer.len() <= size {
                return Ok(Some(self.chunk(buffer, again)));
            }
            if let Some(cut) = self.framing.cut(&buffer) {
                self.pending.extend_from_slice(&buffer[cut..]);
                buffer.truncate(cut);
                return Ok(Some(self.chunk(buffer, again)));
            }
            if buffer.len() > self.max_record {
                if let Some((cut, first)) = self.framing.cut_within(&buffer, self.max_record) {
                    self.again.extend_from_slice(&buffer[..first]);
                    self.pending.extend_from_slice(&buffer[cut..]);
                    buffer.truncate(cut);
                    return Ok(Some(self.chunk(buffer, again)));
                }
                return self.too_long(buffer).map(Some);
            }
            size += CHUNK_BYTES;
        }
    }

    /// A chunk of whole records, the first `again` bytes of which were handed out before.
    fn chunk(&mut self, bytes: Vec<u8>, again: usize) -> Chunk {
        let first_line = self.line_ends + 1 - u64::from(again > 0);
        self.line_ends += memchr::memchr_iter(b'\n', &bytes[again..]).count() as u64;
        self.open_line = bytes.last().is_some_and(|&byte| byte != b'\n');
        self.bytes += (bytes.len() - again) as u64;
        let continues = std::mem::take(&mut self.continues);
        Chunk { bytes, first_line, continues, again: again > 0, ..Chunk::default() }
    }

    /// Gives up on the record at the beginning of `buffer`: keeps its head, throws away the lines read so far.
    ///
    /// Of a CSV row only the first line, because a row of a million lines is more likely one lost quote.
    fn too_long(&mut self, mut buffer: Vec<u8>) -> io::Result<Chunk> {
        let mut dropped = 0;
        let first_line = self.line_ends + 1;
        let line_end = match self.framing {
            Framing::Rows { .. } => memchr::memchr(b'\n', &buffer),
            _ => memchr::memrchr(b'\n', &buffer),
        };
        if let Some(end) = line_end {
            self.pending.extend_from_slice(&buffer[end + 1..]);
            buffer.truncate(end + 1);
            self.line_ends += memchr::memchr_iter(b'\n', &buffer).count() as u64;
        } else {
            let mut block = Vec::new();
            loop {
                block.clear();
                self.fill(&mut block, CHUNK_BYTES)?;
                let end = memchr::memchr(b'\n', &block);
                dropped += end.map_or(block.len(), |end| end + 1) as u64;
                if let Some(end) = end {
                    self.pending.extend_from_slice(&block[end + 1..]);
                }
                if end.is_some() || self.ended {
                    self.line_ends += u64::from(end.is_some());
                    self.open_line = end.is_none();
                    break;
                }
            }
        }
        self.bytes += dropped + buffer.len() as u64;
        buffer.truncate(HEAD_BYTES);
        if let Some(end) = memchr::memchr(b'\n', &buffer) {
            buffer.truncate(end);
        }
        self.continues = true;
        Ok(Chunk { bytes: buffer, first_line, too_long: true, ..Chunk::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, as a slow pipe might.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let n = usize::from(!self.0.is_empty() && !into.is_empty());
            into[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn every_byte_comes_out_once_and_lines_are_counted() {
        let mut text = Vec::new();
        for n in 0..60_000 {
            text.extend_from_slice(format!("line {n} of a file\n").as_bytes());
        }
        text.extend_from_slice(b"no end");
        let mut chunker = Chunker::new(Slow(&text), 1 << 20);
        assert!(chunker.head().unwrap().starts_with(b"line 0"));
        let (mut whole, mut lines) = (Vec::new(), 0);
        while let Some(chunk) = chunker.next(Vec::new()).unwrap() {
            assert_eq!(chunk.first_line, lines + 1);
            assert!(chunk.bytes.len() <= CHUNK_BYTES);
            lines += chunk.bytes.split_inclusive(|&b| b == b'\n').count() as u64;
            whole.extend_from_slice(&chunk.bytes);
        }
        assert!(whole == text);
        assert_eq!((chunker.lines(), chunker.bytes), (60_001, text.len() as u64));
    }

    #[test]
    fn a_record_of_more_lines_than_are_held_goes_on_in_the_next_chunk() {
        let text = format!("> first\n{}> last\n", "more of it\n".repeat(300_000));
        let mut chunker = Chunker::new(text.as_bytes(), 1 << 20);
        chunker.set_framing(Framing::Starts(Arc::new(|line: &[u8]| line.starts_with(b">"))));
        let (mut lines, mut seen) = (0, Vec::new());
        while let Some(chunk) = chunker.next(Vec::new()).unwrap() {
            assert_eq!(chunk.first_line, lines + 1 - u64::from(chunk.again));
            assert!(!chunk.too_long && chunk.bytes.len() <= (1 << 20) + CHUNK_BYTES);
            assert!(chunk.bytes.starts_with(b"> "));
            lines += chunk.bytes.split_inclusive(|&b| b == b'\n').count() as u64 - u64::from(chunk.again);
            seen.push(chunk.again);
        }
        assert_eq!((lines, chunker.lines(), chunker.bytes), (300_002, 300_002, text.len() as u64));
        assert_eq!(seen[..3], [false, true, true]);
    }

    #[test]
    fn a_line_of_a_gigabyte_is_never_held() {
        let long = io::repeat(b'x').take(1 << 30);
        let stream = io::Cursor::new(b"first\n").chain(long).chain(io::Cursor::new(b"\nlast\n"));
        let mut chunker = Chunker::new(stream, 1 << 20);
        let mut seen = Vec::new();
        while let Some(chunk) = chunker.next(Vec::new()).unwrap() {
            assert!(chunk.bytes.capacity() < 4 << 20);
            seen.push((chunk.first_line, chunk.too_long, chunk.bytes.len()));
        }
        assert_eq!(seen, [(1, false, 6), (2, true, HEAD_BYTES), (3, false, 5)]);
        assert_eq!((chunker.lines(), chunker.bytes), (3, (1 << 30) + 12));
    }
}
