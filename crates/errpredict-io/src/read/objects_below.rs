//! Objects among lines that go on below, or state no time: what the record before them has to do with them.

use super::body::end_below;
use super::collect::{Collector, Text};
use super::draft::Draft;
use super::fields::Field;
use super::json_line::json_line;
use super::lines::Lines;
use super::pending::{Pending, Start};
use super::{json, wrappers};

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
