//! Text from logs as harmless page text.

use crate::text::printable;

/// Characters of a text that are shown.
const MAX_CHARS: usize = 300;

/// Text that can be neither markup nor an attribute's end; control and direction characters come out visible.
#[must_use]
pub fn escape(text: &str) -> String {
    escape_up_to(text, MAX_CHARS)
}

/// A probability as a percentage; `<0.1%` is no markup.
pub(crate) fn percent(probability: f64) -> String {
    escape(&errpredict::numbers::percent(probability))
}

/// A text of several sentences, made of texts from logs that were cut already.
#[must_use]
pub fn sentences(text: &str) -> String {
    let safe = escape_up_to(text, 4 * MAX_CHARS);
    if is_formula(text) { format!("“{safe}”") } else { safe }
}

/// Text of several lines, such as a trace: each line by itself, so many of them at most.
#[must_use]
pub fn lines(text: &str, most: usize) -> String {
    let all = text.lines().count();
    let mut safe: Vec<String> = text.lines().take(most).map(escape).collect();
    if all > most {
        safe.push(format!("… {} more lines", all - most));
    }
    safe.join("\n")
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
#[must_use]
pub fn quote(text: &str) -> String {
    format!("“{}”", escape(text))
}

/// A text of a log alone in a table cell: in quotation marks where a spreadsheet would take it for a formula.
#[must_use]
pub fn cell(text: &str) -> String {
    if is_formula(text) { quote(text) } else { escape(text) }
}

/// Whether a spreadsheet takes a cell with this text for a formula (OWASP, "CSV Injection"), full-width forms included.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
