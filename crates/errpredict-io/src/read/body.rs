//! Objects of JSON that go on below the line they begin on.

use super::json;

/// Where the object ends that begins at `from` and goes on in the lines below, none of which begins like a record of its
/// own.
pub(crate) fn end_below(bytes: &[u8], from: usize, max: usize) -> Option<usize> {
    // Lines inside an object begin with space, a bracket, a quote or a comma.
    let is_inside =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_whitespace() || b"\"{}[],".contains(byte));
    let bytes = &bytes[from..(from + max).min(bytes.len())];
    let line_end = memchr::memchr(b'\n', bytes)?;
    if !is_inside(bytes.get(line_end + 1)) {
        return None;
    }
    // Objects that are never closed are as deep as the limit soon, so that a file full of them costs no more than that.
    let (begin, end) = json::next_value(bytes, 0)?;
    let is_whole = begin == 0 && end > line_end && bytes[end - 1] == b'}';
    let inner = &bytes[..end];
    let is_one = is_whole && memchr::memchr_iter(b'\n', inner).all(|at| is_inside(inner.get(at + 1)));
    is_one.then_some(from + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_an_object_over_lines_ends() {
        for (text, rest) in [("{\n  \"a\": 1\n}", "\nx"), ("{\"a\": [\n\"b\",\n\"c\"] }", "\n{}")] {
            let whole = format!("{text}{rest}");
            assert_eq!(end_below(whole.as_bytes(), 0, 1 << 10), Some(text.len()), "{text}");
        }
        for text in ["{\"a\":1}\n{}", "{\n2026 x\n}\n", "{\n  \"a\": \"\n\"}\n", "{\n", "{"] {
            assert_eq!(end_below(text.as_bytes(), 0, 1 << 10), None, "{text}");
        }
        assert_eq!(end_below(b"{\n  \"a\": 1\n}\nx", 0, 10), None);
    }
}
