//! Chunks of an upload and how they are put together.
//!
//! Source: `sentry-cli` 2 and 3, `ChunkServerOptions`, `ChunkedArtifactRequest`, `AssembleArtifactsResponse`.

use errpredict::{Error, ErrorKind, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use super::multipart::parts;
use crate::ingest::Limits;
use crate::ingest::body::unpack;

/// Bytes of one chunk.
const CHUNK_BYTES: usize = 8 << 20;
/// Chunks of one bundle that are listed.
const MAX_CHUNKS: usize = 4_096;

/// The answer to a client that asks what it may send; `url` is where the chunks go.
#[must_use]
pub fn chunk_options(url: &str, limits: Limits) -> Value {
    json!({
        "url": url,
        "chunkSize": CHUNK_BYTES.min(limits.max_bytes / 2),
        "chunksPerRequest": 64,
        "maxFileSize": limits.max_bytes,
        "maxRequestSize": limits.max_bytes,
        "concurrency": 2,
        "hashAlgorithm": "sha1",
        "compression": ["gzip"],
        "accept": ["release_files", "artifact_bundles", "artifact_bundles_v2"],
    })
}

/// One chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Its SHA-1 in hexadecimal digits, by which it is asked for. It was checked.
    pub sha1: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The chunks of a form whose parts have that boundary.
///
/// # Errors
/// `invalid_input` for what is no such form, and for a chunk whose hash is another than its name says; `limit_exceeded` for more
/// bytes than the limits allow.
pub fn take_chunks(boundary: &str, body: &[u8], limits: Limits) -> Result<Vec<Chunk>> {
    let mut chunks = Vec::new();
    let mut left = limits.max_bytes;
    for part in parts(boundary, body, limits.max_bytes)? {
        let named = part.file_name.unwrap_or_default();
        let packing = (part.name == "file_gzip").then_some("gzip");
        let bytes = unpack(packing, part.bytes, left)?.into_owned();
        left -= bytes.len();
        let sha1 = sha1_of(&bytes);
        if !named.eq_ignore_ascii_case(&sha1) {
            let message = format!("the chunk `{named}` has the hash {sha1}: it was changed on its way");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        chunks.push(Chunk { sha1, bytes });
    }
    Ok(chunks)
}

/// What a client wants to be put together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Assemble {
    /// The SHA-1 of the whole.
    pub checksum: String,
    /// The SHA-1 of each chunk, in their order.
    pub chunks: Vec<String>,
    /// The projects it is of.
    #[serde(default)]
    pub projects: Vec<String>,
    /// The release it is of.
    #[serde(default)]
    pub version: Option<String>,
    /// The build of the release.
    #[serde(default)]
    pub dist: Option<String>,
}

impl Assemble {
    /// Reads the body of the request.
    ///
    /// # Errors
    /// `invalid_input` for what is no such request; `limit_exceeded` for more chunks than a bundle may have.
    pub fn read(body: &[u8]) -> Result<Assemble> {
        let request: Assemble = serde_json::from_slice(body).map_err(|error| {
            Error::new(ErrorKind::InvalidInput, format!("not what is to be put together: {error}"))
        })?;
        if request.chunks.len() > MAX_CHUNKS {
            return Err(Error::new(
                ErrorKind::LimitExceeded,
                format!("a bundle has at most {MAX_CHUNKS} chunks"),
            ));
        }
        let is_hash = |text: &String| text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hash(&request.checksum) || !request.chunks.iter().all(is_hash) {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                "`checksum` and `chunks` must be SHA-1 in 40 hexadecimal digits",
            ));
        }
        Ok(request)
    }
}

/// How far a bundle is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assembled {
    /// These chunks are not there yet.
    Missing(Vec<String>),
    /// It is whole.
    Whole(Vec<u8>),
}

impl Assembled {
    /// The answer to the client.
    #[must_use]
    pub fn answer(&self) -> Value {
        match self {
            Assembled::Missing(chunks) => {
                json!({"state": "not_found", "missingChunks": chunks, "detail": null})
            }
            Assembled::Whole(_) => json!({"state": "ok", "missingChunks": [], "detail": null}),
        }
    }

    /// The answer to a client whose bundle cannot be used.
    #[must_use]
    pub fn refused(why: &str) -> Value {
        json!({"state": "error", "missingChunks": [], "detail": why})
    }
}

/// Puts a bundle together from its chunks, which `known` gives by their hash.
///
/// # Errors
/// `invalid_input` where the whole has another hash than was told; `limit_exceeded` for more bytes than the limits allow.
pub fn assemble(
    request: &Assemble,
    known: impl Fn(&str) -> Option<Vec<u8>>,
    limits: Limits,
) -> Result<Assembled> {
    let (mut missing, mut whole) = (Vec::new(), Vec::new());
    for name in &request.chunks {
        let name = name.to_ascii_lowercase();
        match known(&name) {
            None => missing.push(name),
            Some(bytes) if missing.is_empty() => {
                if whole.len() + bytes.len() > limits.max_bytes {
                    let message = format!("a bundle has at most {} bytes", limits.max_bytes);
                    return Err(Error::new(ErrorKind::LimitExceeded, message));
                }
                whole.extend_from_slice(&bytes);
            }
            Some(_) => {}
        }
    }
    if !missing.is_empty() {
        missing.sort();
        missing.dedup();
        return Ok(Assembled::Missing(missing));
    }
    let sha1 = sha1_of(&whole);
    if !request.checksum.eq_ignore_ascii_case(&sha1) {
        let message = format!("the chunks make a bundle with the hash {sha1}, expected {}", request.checksum);
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    Ok(Assembled::Whole(whole))
}

fn sha1_of(bytes: &[u8]) -> String {
    Sha1::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn form(parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            body.extend(
                format!(
                    "--B\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n"
                )
                .bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--B--\r\n");
        body
    }

    #[test]
    fn chunks_are_checked_and_put_together() {
        let (first, second) = (sha1_of(b"first "), sha1_of(b"second"));
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(b"second").unwrap();
        let body = form(&[("file", &first, b"first "), ("file_gzip", &second, &packed.finish().unwrap())]);
        let limits = Limits { max_bytes: 1_000, max_events: 0 };
        let chunks = take_chunks("B", &body, limits).unwrap();
        assert_eq!(
            chunks.iter().map(|chunk| chunk.bytes.as_slice()).collect::<Vec<_>>(),
            [&b"first "[..], b"second"]
        );
        let changed = form(&[("file", &first, b"First ")]);
        assert_eq!(take_chunks("B", &changed, limits).unwrap_err().code(), "invalid_input");

        let request = |checksum: &str| {
            let text = json!({"checksum": checksum, "chunks": [first, second], "projects": ["shop"], "version": "1.2"});
            Assemble::read(text.to_string().as_bytes())
        };
        let asked = request(&sha1_of(b"first second")).unwrap();
        let of = |chunks: &[Chunk]| {
            let chunks = chunks.to_vec();
            move |name: &str| chunks.iter().find(|chunk| chunk.sha1 == name).map(|chunk| chunk.bytes.clone())
        };
        let missing = assemble(&asked, of(&chunks[..1]), limits).unwrap();
        assert_eq!(missing, Assembled::Missing(vec![second.clone()]));
        assert_eq!(missing.answer()["state"], "not_found");
        assert_eq!(
            assemble(&asked, of(&chunks), limits).unwrap(),
            Assembled::Whole(b"first second".to_vec())
        );
        let wrong = request(&first).unwrap();
        assert_eq!(assemble(&wrong, of(&chunks), limits).unwrap_err().code(), "invalid_input");
        let small = Limits { max_bytes: 8, ..limits };
        assert_eq!(assemble(&asked, of(&chunks), small).unwrap_err().code(), "limit_exceeded");
        assert_eq!(request("../../etc").unwrap_err().code(), "invalid_input");
        assert_eq!(Assemble::read(b"{}").unwrap_err().code(), "invalid_input");
        assert_eq!(chunk_options("https://a/", Limits::default())["hashAlgorithm"], "sha1");
    }
}
