//! Where values begin and end in a stream of them.

use super::scanner::MAX_DEPTH;
use super::strings::find_special;

/// The next JSON value at or after `at`, over any number of lines: its first byte and the one after it. Commas and
/// the brackets of an array around the values are passed over. Nothing if it has no end before that of `bytes`.
///
/// What is no object goes to the end of its line, and so does an object broken beyond repair (nested too deep, a
/// line end inside a string), so that the values after it are found again.
pub(crate) fn next_value(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']');
    let start = at + bytes.get(at..)?.iter().position(|byte| !between(byte))?;
    let line = |from: usize| memchr::memchr(b'\n', &bytes[from..]).map(|end| (start, from + end + 1));
    if bytes[start] != b'{' {
        return line(start);
    }
    let (mut at, mut depth) = (start, 0);
    loop {
        match bytes.get(at)? {
            b'{' | b'[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return line(at);
                }
            }
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some((start, at + 1));
                }
            }
            b'"' => loop {
                at = find_special(bytes, at + 1);
                match bytes.get(at)? {
                    b'"' => break,
                    b'\\' => at += 1,
                    b'\n' => return line(at),
                    _ => {}
                }
            },
            _ => {}
        }
        at += 1;
    }
}

/// The byte after the next whole value.
pub(crate) fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    next_value(bytes, at).map(|(_, end)| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart() {
        let all = |text: &str| {
            let (mut found, mut at) = (Vec::new(), 0);
            while let Some((start, end)) = next_value(text.as_bytes(), at) {
                found.push(text[start..end].to_owned());
                at = end;
            }
            found
        };
        assert_eq!(
            all("[{\"a\":\"]}\\\"\"}, {\n \"b\":[1]}\n]\n{}"),
            ["{\"a\":\"]}\\\"\"}", "{\n \"b\":[1]}", "{}"]
        );
        assert_eq!(all("what\n{\"a\nb\"}\n{}"), ["what\n", "{\"a\n", "b\"}\n", "{}"]);
        assert_eq!(all("[{\"a\":1"), [""; 0]);
    }
}
