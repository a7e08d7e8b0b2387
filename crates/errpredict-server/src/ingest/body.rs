//! The body of a request: unpacked within a bound, and what kind of thing it is.

use std::borrow::Cow;
use std::io::{self, Read};

use errpredict::{Error, ErrorKind, Result};

/// Packings one inside the other that are undone.
const MOST_PACKINGS: usize = 2;

/// What a body is, by its content type and, where that says nothing, by its first bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One JSON value.
    Json,
    /// A JSON value a line.
    Lines,
    /// Protocol buffers.
    Protobuf,
    /// The fields of a form.
    Form,
    /// Parts, between lines with this boundary.
    Multipart(String),
    /// Anything else: a log.
    Text,
}

/// The bytes of a body without the packings that `Content-Encoding` names: gzip, deflate, zstd, br.
///
/// # Errors
/// `limit_exceeded` where it unpacks to more than `most` bytes, as soon as that is known; `unknown_name` for another packing;
/// `invalid_input` for a body that is damaged or breaks off.
pub fn unpack<'a>(encoding: Option<&str>, bytes: &'a [u8], most: usize) -> Result<Cow<'a, [u8]>> {
    let names: Vec<String> = encoding
        .unwrap_or("")
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty() && name != "identity")
        .collect();
    if names.len() > MOST_PACKINGS {
        let message = format!("at most {MOST_PACKINGS} packings one inside the other, got {}", names.len());
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    if bytes.len() > most {
        return Err(too_large(most));
    }
    let mut body = Cow::Borrowed(bytes);
    // The last one named was applied last.
    for name in names.iter().rev() {
        body = Cow::Owned(unpack_one(name, &body, most)?);
    }
    Ok(body)
}

fn unpack_one(name: &str, bytes: &[u8], most: usize) -> Result<Vec<u8>> {
    let reader: Box<dyn Read + '_> = match name {
        "gzip" | "x-gzip" => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
        // RFC 9110 means zlib by `deflate`; some clients send it without its frame.
        "deflate" if is_zlib(bytes) => Box::new(flate2::read::ZlibDecoder::new(bytes)),
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(bytes)),
        "zstd" => Box::new(zstd(bytes)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(bytes, BUFFER_BYTES)),
        _ => {
            return Err(Error::unknown(
                "content encoding",
                name,
                &["gzip", "deflate", "zstd", "br", "identity"],
            ));
        }
    };
    let mut out = Vec::with_capacity(bytes.len().saturating_mul(4).min(most));
    reader.take(most as u64 + 1).read_to_end(&mut out).map_err(|error| damaged(name, &error))?;
    if out.len() > most {
        return Err(too_large(most));
    }
    Ok(out)
}

/// Bytes that brotli reads at a time.
const BUFFER_BYTES: usize = 4096;
/// Bytes of the largest window of Zstandard that is held: what RFC 9659 allows for this encoding.
const ZSTD_WINDOW: u64 = 8 << 20;

/// The frame of a body; several, one after the other, are read too.
fn zstd(bytes: &[u8]) -> impl Read + '_ {
    struct Frames<'a> {
        rest: &'a [u8],
        frame: Option<ruzstd::decoding::StreamingDecoder<&'a [u8], ruzstd::decoding::FrameDecoder>>,
    }
    impl Read for Frames<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            loop {
                if let Some(frame) = &mut self.frame {
                    let read = frame.read(into)?;
                    if read > 0 || into.is_empty() {
                        return Ok(read);
                    }
                    if let Some(frame) = self.frame.take() {
                        self.rest = frame.into_inner();
                    }
                }
                if self.rest.is_empty() {
                    return Ok(0);
                }
                window_within(self.rest, ZSTD_WINDOW)?;
                let frame = ruzstd::decoding::StreamingDecoder::new(self.rest).map_err(io::Error::other)?;
                self.frame = Some(frame);
            }
        }
    }
    Frames { rest: bytes, frame: None }
}

/// Refuses a frame whose window is larger than is held (RFC 8878, 3.1.1.1): its memory would be claimed before a byte is read.
fn window_within(bytes: &[u8], most: u64) -> io::Result<()> {
    let Some([0x28, 0xb5, 0x2f, 0xfd, descriptor, window]) = bytes.first_chunk::<6>() else { return Ok(()) };
    if descriptor & 0x20 != 0 {
        // One piece: its window is its content, which is bounded by what is read of it.
        return Ok(());
    }
    let base = 1u64 << (10 + u32::from(window >> 3));
    let size = base + base / 8 * u64::from(window & 7);
    if size > most {
        Err(io::Error::other(format!("a window of {size} bytes, more than {most}")))
    } else {
        Ok(())
    }
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31))
}

fn too_large(most: usize) -> Error {
    let message = format!("a body has at most {most} bytes once it is unpacked: send it in parts");
    Error::new(ErrorKind::LimitExceeded, message).with("max_bytes", most)
}

fn damaged(name: &str, error: &io::Error) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        format!("the body is not what `{name}` packs, or is cut off: {error}"),
    )
}

/// What kind of thing a body is.
#[must_use]
pub fn kind(content_type: Option<&str>, bytes: &[u8]) -> Kind {
    let content_type = content_type.unwrap_or("");
    let mut parts = content_type.split(';').map(str::trim);
    let name = parts.next().unwrap_or("").to_ascii_lowercase();
    match name.as_str() {
        "application/x-protobuf" | "application/protobuf" | "application/vnd.google.protobuf" => {
            Kind::Protobuf
        }
        "application/x-www-form-urlencoded" if !looks_like_json(bytes) => Kind::Form,
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" | "application/json-lines" => {
            Kind::Lines
        }
        "multipart/form-data" => parts
            .find_map(|part| part.strip_prefix("boundary="))
            .map(|boundary| boundary.trim_matches('"'))
            .filter(|boundary| !boundary.is_empty())
            .map_or(Kind::Text, |boundary| Kind::Multipart(boundary.to_owned())),
        "text/plain" | "text/csv" => Kind::Text,
        "application/json" => Kind::Json,
        name if name.ends_with("+json") => Kind::Json,
        _ if looks_like_json(bytes) => Kind::Json,
        _ => Kind::Text,
    }
}

fn looks_like_json(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    const TEXT: &[u8] = b"{\"message\":\"no answer\"}\n{\"message\":\"no answer\"}\n";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn raw_deflate(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn zstandard(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    /// What `brotli` 1.1 makes of [`TEXT`].
    const BROTLI: &[u8] = include_bytes!("../../tests/ingest/fixtures/body.br");

    #[test]
    fn every_packing_and_several() {
        let twice = [zstandard(TEXT), zstandard(TEXT)].concat();
        for (encoding, packed, expected) in [
            (None, TEXT.to_vec(), TEXT.to_vec()),
            (Some("identity"), TEXT.to_vec(), TEXT.to_vec()),
            (Some(""), TEXT.to_vec(), TEXT.to_vec()),
            (Some("gzip"), gzip(TEXT), TEXT.to_vec()),
            (Some("X-GZIP"), gzip(TEXT), TEXT.to_vec()),
            (Some("deflate"), zlib(TEXT), TEXT.to_vec()),
            (Some("deflate"), raw_deflate(TEXT), TEXT.to_vec()),
            (Some("zstd"), zstandard(TEXT), TEXT.to_vec()),
            (Some("zstd"), twice, [TEXT, TEXT].concat()),
            (Some("br"), BROTLI.to_vec(), TEXT.to_vec()),
            (Some("deflate, gzip"), gzip(&zlib(TEXT)), TEXT.to_vec()),
        ] {
            assert_eq!(unpack(encoding, &packed, 1_000).unwrap(), expected, "{encoding:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_by_its_kind() {
        let cut = &gzip(TEXT)[..20];
        for (encoding, body, code) in [
            ("lzma", TEXT, "unknown_name"),
            ("gzip", TEXT, "invalid_input"),
            ("gzip", cut, "invalid_input"),
            ("zstd", TEXT, "invalid_input"),
            ("br", b"\xff\xff\xff\xff\xff\xff", "invalid_input"),
            ("gzip, gzip, gzip", TEXT, "limit_exceeded"),
        ] {
            assert_eq!(unpack(Some(encoding), body, 1_000).unwrap_err().code(), code, "{encoding}");
        }
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_and_not_held() {
        let zeros = vec![b'x'; 3 << 20];
        for (encoding, packed) in [
            ("gzip", gzip(&zeros)),
            ("deflate", zlib(&zeros)),
            ("zstd", zstandard(&zeros)),
            ("identity", zeros.clone()),
        ] {
            assert_eq!(unpack(Some(encoding), &packed, 3 << 20).unwrap().len(), 3 << 20, "{encoding}");
            let error = unpack(Some(encoding), &packed, (3 << 20) - 1).unwrap_err();
            assert_eq!((error.code(), error.context()[0].0), ("limit_exceeded", "max_bytes"), "{encoding}");
        }
        // A window of 3.75 TB.
        let window = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 0x01, 0x00, 0x00];
        for packed in [window.to_vec(), [&zstandard(TEXT)[..], &window].concat()] {
            assert_eq!(unpack(Some("zstd"), &packed, 1_000).unwrap_err().code(), "invalid_input");
        }
    }

    #[test]
    fn kinds() {
        for (content_type, body, expected) in [
            (Some("application/x-protobuf"), &b"\x0a"[..], Kind::Protobuf),
            (Some("Application/JSON; charset=utf-8"), b"[]", Kind::Json),
            (Some("application/cloudevents+json"), b"{}", Kind::Json),
            (Some("application/x-ndjson"), b"{}", Kind::Lines),
            (Some("multipart/form-data; boundary=\"a b\""), b"--a b", Kind::Multipart("a b".into())),
            (Some("multipart/form-data"), b"--", Kind::Text),
            (Some("text/plain"), b"{}", Kind::Text),
            (Some("application/x-www-form-urlencoded"), b"a=b", Kind::Form),
            (Some("application/x-www-form-urlencoded"), b"{}", Kind::Json),
            (None, b" \n[1]", Kind::Json),
            (None, b"2026-11-23 ERROR", Kind::Text),
            (Some("image/png"), b"", Kind::Text),
        ] {
            assert_eq!(kind(content_type, body), expected, "{content_type:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_unpacked_within_the_bound(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            encoding in prop_oneof![Just("gzip"), Just("deflate"), Just("zstd"), Just("br")],
        ) {
            if let Ok(body) = unpack(Some(encoding), &bytes, 10_000) {
                prop_assert!(body.len() <= 10_000);
            }
            // With the beginning that the packing has.
            let begin: &[u8] = match encoding { "gzip" => b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "zstd" => b"\x28\xb5\x2f\xfd\x20", _ => b"\x78\x9c" };
            let _ = unpack(Some(encoding), &[begin, &bytes].concat(), 10_000);
        }
    }
}
