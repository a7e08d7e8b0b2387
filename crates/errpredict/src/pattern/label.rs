//! What an error group is called where only the group is at hand.

use crate::rollup::ErrorGroup;
use crate::time::Timestamp;

/// Length of a name made of a message: a line of a terminal keeps room for the numbers.
const NAME_CHARS: usize = 60;

/// The name of an error group at a time: its type, or the begin of its message where it has none. It is never empty.
#[must_use]
pub fn label_of(group: &ErrorGroup, at: Timestamp) -> String {
    match (group.error_type(), group.sample_at(at)) {
        ("", "") => "errors without a message".to_owned(),
        ("", message) => message.lines().next().unwrap_or_default().chars().take(NAME_CHARS).collect(),
        (error_type, _) => error_type.to_owned(),
    }
}
