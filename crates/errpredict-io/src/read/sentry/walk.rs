//! Steps that the parts of an event share.

use crate::read::draft::{Span, Value};
use crate::read::json::{Scanned, Scanner};

pub(super) type Each<'f, 'a> = &'f mut dyn FnMut(&mut Scanner<'a>, &'a str) -> Scanned<()>;

/// The members of an object; anything else is passed over.
pub(super) fn inside<'a>(scanner: &mut Scanner<'a>, each: Each<'_, 'a>) -> Scanned<()> {
    if scanner.peek() == Some(b'{') { scanner.members(each) } else { scanner.skip() }
}

/// Where a text or a number stands.
pub(super) fn span(value: Option<Value>) -> Option<Span> {
    match value {
        Some(Value::Text(span) | Value::Number(span)) => Some(span),
        _ => None,
    }
}
