//! What the packed buffers of an Arrow stream claim to unpack to, checked before anything makes room for it.
//!
//! Each packed buffer begins with its length when unpacked, and the `arrow-ipc` crate takes memory for that length
//! before it unpacks: a few damaged bytes would end the process. The stream passes through here on its way to that
//! crate; a batch whose claims are too large is an error of reading.
//!
//! Source: *Arrow Columnar Format* 1.5, "IPC Streaming Format" and "Compression".

use std::io::{self, Read};

use arrow_ipc::{Message, RecordBatch};

use super::packed::may_unpack_to;

/// What stands before a message's length.
const CONTINUATION: [u8; 4] = [0xff; 4];
/// Bytes of a claim.
const CLAIM: usize = size_of::<i64>();

/// Passes an Arrow stream on and fails where a batch claims too much.
pub(super) struct Claims<R> {
    inner: R,
    /// The head of a message: read ahead, to be handed out.
    head: Vec<u8>,
    handed_out: usize,
    body: Body,
    /// Past the last message, or past one that makes no sense: nothing is looked at any more.
    over: bool,
}

/// What is left of a message's body.
#[derive(Default)]
struct Body {
    at: u64,
    end: u64,
    /// Where claims stand, the next one last, and how many buffers each is the claim of.
    claims: Vec<(u64, u64)>,
    claim: [u8; CLAIM],
    claimed: u64,
}

impl<R: Read> Claims<R> {
    pub(super) fn new(inner: R) -> Claims<R> {
        Claims { inner, head: Vec::new(), handed_out: 0, body: Body::default(), over: false }
    }

    /// Reads the next head; what makes no sense is left to the reader of the stream to name.
    fn next_head(&mut self) -> io::Result<()> {
        self.head.clear();
        self.handed_out = 0;
        self.body = Body::default();
        self.take(4)?;
        if self.head == CONTINUATION {
            self.take(4)?;
        }
        let length = self.head.last_chunk::<4>().map_or(0, |length| i32::from_le_bytes(*length));
        let from = self.head.len();
        self.take(u64::try_from(length).unwrap_or(0))?;
        match self.head.get(from..).filter(|message| !message.is_empty()).map(arrow_ipc::root_as_message) {
            Some(Ok(message)) => self.body = Body::of(&message),
            _ => self.over = true,
        }
        Ok(())
    }

    /// The next bytes of the stream into the head, as many as there are.
    fn take(&mut self, bytes: u64) -> io::Result<()> {
        self.inner.by_ref().take(bytes).read_to_end(&mut self.head).map(|_| ())
    }
}

impl<R: Read> Read for Claims<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.handed_out == self.head.len() && self.body.at == self.body.end && !self.over {
            self.next_head()?;
        }
        if self.handed_out < self.head.len() {
            let n = (&self.head[self.handed_out..]).read(buffer)?;
            self.handed_out += n;
            return Ok(n);
        }
        if self.over {
            return self.inner.read(buffer);
        }
        let n = self.inner.by_ref().take(self.body.end - self.body.at).read(buffer)?;
        self.body.pass(&buffer[..n])?;
        // A body that ends early has no next message.
        self.over = n == 0 && !buffer.is_empty();
        Ok(n)
    }
}

impl Body {
    fn of(message: &Message<'_>) -> Body {
        let end = u64::try_from(message.bodyLength()).unwrap_or(0);
        let dictionary = message.header_as_dictionary_batch().and_then(|batch| batch.data());
        let batch = message.header_as_record_batch().or(dictionary);
        Body { end, claims: batch.map_or(Vec::new(), |batch| claims(&batch)), ..Body::default() }
    }

    /// Looks at the claims in the next bytes.
    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        let end = self.at + bytes.len() as u64;
        while let Some(&(claim, n_buffers)) = self.claims.last() {
            for (i, place) in self.claim.iter_mut().enumerate() {
                let at = claim.saturating_add(i as u64);
                if (self.at..end).contains(&at) {
                    *place = bytes[(at - self.at) as usize];
                }
            }
            if claim.saturating_add(CLAIM as u64) > end {
                break;
            }
            self.claims.pop();
            if self.claims.last().is_some_and(|(next, _)| next - claim < CLAIM as u64) {
                // Bytes of the next one may have passed already.
                return Err(invalid("packed buffers that lie in each other".to_owned()));
            }
            // Less than 0 is `not packed after all`.
            let claimed = u64::try_from(i64::from_le_bytes(self.claim)).unwrap_or(0);
            self.claimed = self.claimed.saturating_add(claimed.saturating_mul(n_buffers));
            let allowed = may_unpack_to(self.end);
            if self.claimed > allowed {
                let (bytes, claimed) = (self.end, self.claimed);
                return Err(invalid(format!(
                    "a batch of {bytes} bytes claims to unpack to {claimed}, more than {allowed}"
                )));
            }
        }
        self.at = end;
        Ok(())
    }
}

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// Where the packed buffers of a batch begin with their claims, the last first, and how many begin there.
fn claims(batch: &RecordBatch<'_>) -> Vec<(u64, u64)> {
    let buffers = batch.buffers().filter(|_| batch.compression().is_some());
    let packed = buffers.iter().flatten().filter(|buffer| buffer.length() >= CLAIM as i64);
    let mut places: Vec<u64> = packed.filter_map(|buffer| u64::try_from(buffer.offset()).ok()).collect();
    places.sort_unstable_by(|a, b| b.cmp(a));
    places.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Int64Array, RecordBatch};
    use arrow_ipc::CompressionType;
    use arrow_ipc::writer::{IpcWriteOptions, StreamWriter};

    use super::*;

    /// A stream of batches that pack well.
    fn stream(batches: usize, packed: Option<CompressionType>) -> Vec<u8> {
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values((0..5_000).map(|i| i / 50)));
        let batch = RecordBatch::try_from_iter([("a", numbers.clone()), ("b", numbers)]).unwrap();
        let options = IpcWriteOptions::default().try_with_compression(packed).unwrap();
        let mut writer = StreamWriter::try_new_with_options(Vec::new(), &batch.schema(), options).unwrap();
        (0..batches).for_each(|_| writer.write(&batch).unwrap());
        writer.into_inner().unwrap()
    }

    fn passed(bytes: &[u8], piece: usize) -> io::Result<Vec<u8>> {
        let (mut out, mut claims) = (Vec::new(), Claims::new(bytes));
        let mut buffer = vec![0; piece];
        loop {
            match claims.read(&mut buffer)? {
                0 => return Ok(out),
                n => out.extend_from_slice(&buffer[..n]),
            }
        }
    }

    #[test]
    fn what_is_sound_passes_unchanged_in_pieces_of_any_size() {
        for packed in [None, Some(CompressionType::LZ4_FRAME), Some(CompressionType::ZSTD)] {
            let mut bytes = stream(3, packed);
            bytes.extend_from_slice(b"an index after the stream");
            for piece in [1, 3, 7, 64, 1 << 20] {
                assert!(passed(&bytes, piece).unwrap() == bytes, "{packed:?} by {piece}");
            }
            for cut in [0, 3, 5, 40, bytes.len() / 2] {
                assert!(passed(&bytes[..cut], 64).unwrap() == bytes[..cut]);
            }
        }
    }

    #[test]
    fn a_claim_beyond_all_measure_is_refused_wherever_it_stands() {
        for packed in [CompressionType::LZ4_FRAME, CompressionType::ZSTD] {
            let bytes = stream(2, Some(packed));
            let claim = 40_000_i64.to_le_bytes();
            let places: Vec<usize> =
                (0..bytes.len() - CLAIM).filter(|&at| bytes[at..].starts_with(&claim)).collect();
            assert!(places.len() >= 4, "two columns in two batches: {places:?}");
            for (at, claimed) in
                places.iter().flat_map(|&at| [(at, 1_i64 << 26), (at, 1 << 40), (at, i64::MAX)])
            {
                let mut damaged = bytes.clone();
                damaged[at..at + CLAIM].copy_from_slice(&claimed.to_le_bytes());
                for piece in [1, 5, 1 << 20] {
                    let error = passed(&damaged, piece).unwrap_err();
                    assert!(error.to_string().contains("claims to unpack to"), "{error}");
                }
            }
        }
    }
    #[test]
    fn a_claim_counts_once_for_each_buffer_and_none_hides_in_another() {
        let bytes = [&1_000_i64.to_le_bytes()[..], &[0; 100]].concat();
        let pass = |claims: &[(u64, u64)], piece: usize| {
            let mut body = Body { end: bytes.len() as u64, claims: claims.to_vec(), ..Body::default() };
            bytes.chunks(piece).try_for_each(|piece| body.pass(piece))
        };
        for piece in [1, 6, 200] {
            assert!(pass(&[(0, 1)], piece).is_ok() && pass(&[(50, 9), (0, 1)], piece).is_ok());
            let error = pass(&[(0, 100_000)], piece).unwrap_err().to_string();
            assert!(error.contains("claims to unpack to 100000000"), "{error}");
            let error = pass(&[(4, 1), (0, 1)], piece).unwrap_err().to_string();
            assert!(error.contains("in each other"), "{error}");
        }
    }
}
