//! Text from logs as harmless page text.

use crate::text::printable;

/// Characters of a text that are shown.
const MAX_CHARS: usize = 300;

/// Text that can be neither markup nor an attribute's end; control and direction characters come out visible.
pub(super) fn escape(text: &str) -> String {
    escape_up_to(text, MAX_CHARS)
}

/// A text of several sentences, made of texts from logs that were cut already.
pub(super) fn sentences(text: &str) -> String {
    let safe = escape_up_to(text, 4 * MAX_CHARS);
    if is_formula(text) { format!("“{safe}”") } else { safe }
}

fn escape_up_to(text: &str, most: usize) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in printable(text, most).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '`' => safe.push_str("&#96;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A text of a log in quotation marks: copied into a spreadsheet it stays a text, even if it begins with `=`.
pub(super) fn quote(text: &str) -> String {
    format!("“{}”", escape(text))
}

/// A text of a log alone in a table cell: in quotation marks where a spreadsheet would take it for a formula.
pub(super) fn cell(text: &str) -> String {
    if is_formula(text) { quote(text) } else { escape(text) }
}

/// Whether a spreadsheet takes a cell with this text for a formula (OWASP, "CSV Injection"), full-width forms included.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
