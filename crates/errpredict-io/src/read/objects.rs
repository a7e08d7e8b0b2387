//! Objects of JSON as events: one a line, or values over any number of lines.

use super::chunk::Chunk;
use super::collect::{Collector, Text, too_long};
use super::json;
use super::lines::Lines;
use super::report::{Bad, Reason};

/// The objects of an array, or one after the other, over any number of lines, and the lines of other forms among them where
/// the file is `is_mixed`. `skip` says how many bytes at the beginning
/// of the line after an object are of something else.
pub(crate) fn json_values(
    text: &Text<'_>,
    first_line: u64,
    out: &mut Collector<'_>,
    is_mixed: bool,
    skip: fn(&[u8]) -> usize,
    each: fn(&mut Collector<'_>, &str, u64) -> std::result::Result<(), Box<Bad>>,
) {
    let bytes = text.bytes();
    let (mut at, mut number) = (0, first_line);
    while out.stopped.is_none() {
        let (start, end, whole) = match json::next_value(bytes, at) {
            Some((start, end)) => (start, end, true),
            None => {
                let rest = bytes[at..].trim_ascii_end();
                let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']');
                let Some(start) = rest.iter().position(|byte| !blank(byte)) else { break };
                (at + start, at + rest.len(), false)
            }
        };
        number += memchr::memchr_iter(b'\n', &bytes[at..start]).count() as u64;
        let record = bytes[start..end].trim_ascii_end();
        // The end of a wrapper around the values.
        if record.iter().all(|byte| b"}], \t\r\n".contains(byte)) {
            at = end;
            number += memchr::memchr_iter(b'\n', &bytes[start..end]).count() as u64;
            continue;
        }
        if is_mixed && !record.starts_with(b"{") {
            // Lines of a program, up to the next object at the beginning of a line.
            let begin = memchr::memrchr(b'\n', &bytes[at..start]).map_or(at, |line| at + line + 1);
            let end =
                memchr::memmem::find(&bytes[start..], b"\n{").map_or(bytes.len(), |end| start + end + 1);
            let lines = Chunk { first_line: number, ..Chunk::default() };
            Lines::default().parse(&Text::new(&bytes[begin..end]), &lines, out);
            number += memchr::memchr_iter(b'\n', &bytes[start..end]).count() as u64;
            at = end;
            continue;
        }
        let parsed = if record.len() > out.rules.max_line_bytes {
            Err(too_long(out.rules.max_line_bytes))
        } else if !whole && record.starts_with(b"{") {
            Err(Bad::new(Reason::Truncated, 0, "the end of an object, `}`"))
        } else {
            text.record(start, start + record.len()).and_then(|value| each(out, value, number))
        };
        if let Err(bad) = parsed {
            out.bad(&bad, number, record);
        }
        out.note_ignored(number, record);
        let payload = match skip(&bytes[start..]) {
            0 => 0,
            // The line end after the object is no part of it.
            length => length + 1,
        };
        let next = end.saturating_add(payload).min(bytes.len());
        number += memchr::memchr_iter(b'\n', &bytes[start..next]).count() as u64;
        at = next;
    }
}
