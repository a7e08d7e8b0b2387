//! Objects of JSON among lines of other forms: one a line, several on a line, and one over several lines.

use super::collect::Collector;
use super::json_event::json_event;
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
