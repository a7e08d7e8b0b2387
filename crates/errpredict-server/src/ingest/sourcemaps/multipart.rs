//! `multipart/form-data` (RFC 7578): its parts, without copies.

use errpredict::{Error, ErrorKind, Result};

/// Parts of one form.
const MAX_PARTS: usize = 1_000;
/// Bytes of the headers of one part.
const MAX_HEADER: usize = 8 << 10;

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) bytes: &'a [u8],
}

/// The parts between lines with that boundary.
pub(super) fn parts<'a>(boundary: &str, body: &'a [u8], max_bytes: usize) -> Result<Vec<Part<'a>>> {
    if body.len() > max_bytes {
        let message = format!("a form has at most {max_bytes} bytes, got {}", body.len());
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    let bad = |expected: &str| {
        Error::new(ErrorKind::InvalidInput, format!("no multipart form: expected {expected}"))
    };
    let line = format!("--{boundary}");
    let between = format!("\r\n{line}");
    let between = memchr::memmem::Finder::new(between.as_bytes());
    let start = memchr::memmem::find(body, line.as_bytes()).ok_or_else(|| bad("its boundary"))?;
    let mut rest = &body[start + line.len()..];
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        rest = rest.strip_prefix(b"\r\n").ok_or_else(|| bad("the end of a line after a boundary"))?;
        if parts.len() == MAX_PARTS {
            return Err(Error::new(
                ErrorKind::LimitExceeded,
                format!("a form has at most {MAX_PARTS} parts"),
            ));
        }
        // A part without headers begins with the blank line.
        let (headers, after) = match rest.strip_prefix(b"\r\n") {
            Some(after) => (&b""[..], after),
            None => {
                let within = &rest[..rest.len().min(MAX_HEADER)];
                let blank = memchr::memmem::find(within, b"\r\n\r\n")
                    .ok_or_else(|| bad("a blank line after the headers of a part"))?;
                (&rest[..blank], &rest[blank + 4..])
            }
        };
        let end = between.find(after).ok_or_else(|| bad("a boundary after a part"))?;
        let (name, file_name) = names(headers);
        parts.push(Part { name, file_name, bytes: &after[..end] });
        rest = &after[end + between.needle().len()..];
    }
}

/// `Content-Disposition: form-data; name="file"; filename="app.js.map"`
fn names(headers: &[u8]) -> (String, Option<String>) {
    let (mut name, mut file_name) = (String::new(), None);
    for header in headers.split(|byte| *byte == b'\n') {
        let header = String::from_utf8_lossy(header);
        let Some((key, value)) = header.trim().split_once(':') else { continue };
        if !key.eq_ignore_ascii_case("content-disposition") {
            continue;
        }
        for (key, value) in value.split(';').filter_map(|part| part.trim().split_once('=')) {
            let value = value.trim_matches('"').to_owned();
            match key {
                "name" => name = value,
                "filename" => file_name = Some(value),
                _ => {}
            }
        }
    }
    (name, file_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_and_what_is_none_is_refused() {
        let body = b"--B\r\nContent-Disposition: form-data; name=\"release\"\r\n\r\n1.2\r\n--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.map\"\r\nContent-Type: text/plain\r\n\r\n{\r\n}\r\n\r\n--B--\r\n";
        let found = parts("B", body, 1_000).unwrap();
        let said: Vec<_> =
            found.iter().map(|part| (part.name.as_str(), part.file_name.as_deref(), part.bytes)).collect();
        assert_eq!(said, [("release", None, &b"1.2"[..]), ("file", Some("a.map"), b"{\r\n}\r\n")]);
        assert_eq!(parts("B", b"--B--", 1_000).unwrap(), []);
        for body in [&b""[..], b"--B", b"--B\r\nx", b"--B\r\n\r\nx", b"--C--"] {
            assert_eq!(parts("B", body, 1_000).unwrap_err().code(), "invalid_input", "{body:?}");
        }
        assert_eq!(parts("B", body, 10).unwrap_err().code(), "limit_exceeded");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80)) {
            let _ = parts("B", &[b"--B\r\n", &body[..]].concat(), 1_000);
            let _ = parts("", &body, 1_000);
        }
    }
}
