//! Objects of JSON among lines of other forms: one a line, several on a line, and one over several lines.

use super::collect::{Collector, Text};
use super::draft::Draft;
use super::fields::Field;
use super::lines::Lines;
use super::objects::json_event;
use super::pending::{Pending, Start};
use super::report::{Bad, Reason};
use super::{json, wrappers};

/// The objects of a line: one, or several that were written without a line end between them. What is wrong with one that
/// states no time, or goes on below the line, is handed back: what stands around it may help.
pub(crate) fn json_line(out: &mut Collector<'_>, line: &str, number: u64) -> Result<(), Box<Bad>> {
    match wrappers::json_value(out, line, number) {
        Err(bad) if matches!(bad.reason, Reason::MissingTimestamp | Reason::Truncated) => Err(bad),
        Err(bad) => {
            several(out, bad, line, number);
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// A line that is no object and nothing else.
#[cold]
fn several(out: &mut Collector<'_>, bad: Box<Bad>, line: &str, number: u64) {
    let end = json::value_end(line.as_bytes(), 0).filter(|_| bad.reason == Reason::Format);
    let rest = end.and_then(|end| line.get(end..)).map(str::trim_start);
    match (end, rest) {
        (Some(_), Some(rest)) if rest.starts_with('{') => {
            let mut at = 0;
            while let Some((from, to)) = json::next_value(line.as_bytes(), at) {
                if let Some(object) = line.get(from..to)
                    && let Err(bad) = json_event(out, object, number)
                {
                    out.bad(&bad, number, object.as_bytes());
                }
                at = to;
            }
        }
        (Some(end), Some(rest)) if is_nothing(rest) => {
            if let Err(bad) = wrappers::json_value(out, &line[..end], number) {
                out.bad(&bad, number, line.as_bytes());
            }
        }
        _ => out.bad(&bad, number, line.as_bytes()),
    }
}

/// Whether what follows an object says nothing: what parts the objects of a list, or a comment.
fn is_nothing(rest: &str) -> bool {
    let rest = rest.trim_start_matches([',', ';', ']', ' ', '\t']);
    rest.is_empty() || rest.starts_with('#') || rest.starts_with("//") || rest.starts_with("/*")
}

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

impl Lines {
    /// Reads an object that begins at `from` and, on its line, is not whole or states no time. It may go on below; and it
    /// may be what the record before it is about: that one takes it then, or at least gives it its time. Gives where it
    /// ends.
    #[cold]
    pub(super) fn object(
        &self,
        pending: &mut Option<Pending>,
        text: &Text<'_>,
        (from, stop): (usize, usize),
        number: u64,
        out: &mut Collector<'_>,
    ) -> usize {
        let bytes = text.bytes();
        let is_open = json::next_value(&bytes[from..stop], 0).is_none();
        let max = out.rules.max_line_bytes;
        let end = if is_open { end_below(bytes, from, max).unwrap_or(stop) } else { stop };
        let object = match text.record(from, end) {
            Ok(object) => object,
            Err(bad) => {
                out.bad(&bad, number, &bytes[from..end]);
                return end;
            }
        };
        let last = number + memchr::memchr_iter(b'\n', object.as_bytes()).count() as u64;
        if let Some(before) = pending
            && out.outer.is_empty()
            && !matches!(before.start, Start::Json)
            && !states_time(object, out)
        {
            before.extend(object, end, last, out);
            return end;
        }
        self.flush(pending, text, out);
        let read = json_line(out, object, number);
        if let Err(bad) = read {
            out.bad(&bad, number, object.as_bytes());
        }
        out.note_ignored(number, object.as_bytes());
        *pending = Some(Pending::done(Start::Json, object, from, number));
        end
    }
}

/// Whether an object states a time; of one that is cut off, by its keys.
fn states_time(object: &str, out: &mut Collector<'_>) -> bool {
    let (tree, memory, mut scratch) = (&out.rules.tree, &mut out.memory.inner, String::new());
    let mut draft = Draft::new();
    match json::event_object(object, tree, memory, &mut scratch, &mut draft) {
        Ok(()) => draft.has(Field::Timestamp) || wrappers::is_wrapper(object.as_bytes()),
        Err(_) => json::keys(object)
            .iter()
            .any(|key| tree.flat(key.as_bytes()).is_some_and(|meaning| meaning.field == Field::Timestamp)),
    }
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
