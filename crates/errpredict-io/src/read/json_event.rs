//! An event that is an object of JSON.

use super::collect::Collector;
use super::draft::Draft;
use super::json;
use super::nested;
use super::report::Bad;

/// One object of the known names.
#[inline]
pub(crate) fn json_event(
    out: &mut Collector<'_>,
    text: &str,
    number: u64,
) -> std::result::Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    let memory = &mut *out.memory;
    memory.scratch.clear();
    json::event_object(text, &out.rules.tree, &mut memory.json, &mut memory.scratch, &mut draft)?;
    if nested::may_say_more(&draft, text, &memory.scratch)
        && let Some(read) = nested::event(out, &draft, text, number)
    {
        return read;
    }
    out.emit(&draft, text, number)
}
