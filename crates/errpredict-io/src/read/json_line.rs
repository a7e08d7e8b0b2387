//! Lines of JSON among lines of other forms.

use super::collect::Collector;
use super::objects::json_event;
use super::report::Reason;
use super::{json, wrappers};

/// The objects of a line: one, or several that were written without a line end between them.
pub(crate) fn json_line(out: &mut Collector<'_>, line: &str, number: u64) {
    let read = wrappers::json_value(out, line, number);
    let Err(bad) = read else { return };
    let mut at = 0;
    let is_cut = bad.reason == Reason::Format;
    if is_cut
        && json::value_end(line.as_bytes(), 0).is_some_and(|end| line[end..].trim_start().starts_with('{'))
    {
        while let Some((from, to)) = json::next_value(line.as_bytes(), at) {
            if let Some(object) = line.get(from..to)
                && let Err(bad) = json_event(out, object, number)
            {
                out.bad(&bad, number, object.as_bytes());
            }
            at = to;
        }
        return;
    }
    out.bad(&bad, number, line.as_bytes());
}
