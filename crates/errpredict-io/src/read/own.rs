//! Records of a form that a user described ([`super::pattern`]).

use super::collect::Collector;
use super::draft::{Draft, Span};
use super::plain;
use super::report::Bad;

/// Reads a record whose first line matches a pattern.
pub(crate) fn parse(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    pattern: usize,
) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    out.note_own(pattern);
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    let mut draft = Draft::new();
    let pattern = &out.rules.patterns[pattern];
    if let Some(groups) = pattern.regex.captures(&record[..first_end]) {
        for (group, name) in groups.iter().zip(&pattern.names) {
            if let (Some(group), Some(name)) = (group, name)
                && let Some(meaning) = out.rules.tree.flat(name.as_bytes())
            {
                draft.set_untyped(meaning, Span::line(group.start(), group.end()), group.as_str());
            }
        }
    }
    plain::trace(record, first_end, &mut draft);
    plain::emit(out, &mut draft, record, number)
}
