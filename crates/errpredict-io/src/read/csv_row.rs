//! Where a row of a table ends.

/// Why a row has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// The bytes end inside quotes.
    Quote,
    /// The bytes end before a line end.
    Line,
}

/// The end of the row that begins at `at`, after its line end.
pub(crate) fn row_end(bytes: &[u8], at: usize, delimiter: u8) -> Result<usize, Open> {
    let rest = &bytes[at.min(bytes.len())..];
    let line_end = memchr::memchr(b'\n', rest);
    if memchr::memchr(b'"', &rest[..line_end.unwrap_or(rest.len())]).is_none() {
        return line_end.map(|end| at + end + 1).ok_or(Open::Line);
    }
    let mut at = at;
    loop {
        // A field begins here.
        if bytes.get(at) == Some(&b'"') {
            at = quoted_end(bytes, at).ok_or(Open::Quote)?;
        }
        at += memchr::memchr2(delimiter, b'\n', &bytes[at..]).ok_or(Open::Line)?;
        if bytes[at] == b'\n' {
            return Ok(at + 1);
        }
        at += 1;
    }
}

/// The byte after the closing quote of the field whose opening quote is at `at`.
pub(crate) fn quoted_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += memchr::memchr(b'"', bytes.get(at..)?)? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}
