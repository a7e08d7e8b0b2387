//! What sections are built from: lists and tables. Every text that is given to them is markup already.

/// A heading, where there is one, and a list; nothing without lines.
#[must_use]
pub fn list(title: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: String = lines.map(|line| format!("<li>{line}</li>\n")).collect();
    if lines.is_empty() {
        return lines;
    }
    let heading = if title.is_empty() { String::new() } else { format!("<h3>{title}</h3>") };
    format!("{heading}<ul>\n{lines}</ul>\n")
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Text, to the left.
    Text(&'static str),
    /// Numbers, to the right.
    Number(&'static str),
}

/// A table that scrolls by itself where the screen is narrow; nothing without rows.
///
/// Cells of text from logs come from [`cell`](super::draw::cell) or [`quote`](super::draw::quote).
#[must_use]
pub fn table(columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> String {
    wide("<div class=\"wide\">", columns, rows)
}

/// The same with a name for those who cannot see it, reached by the keyboard so that it can be scrolled by it; `name` is markup already.
#[must_use]
pub fn named_table(name: &str, columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> String {
    wide(&format!("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">"), columns, rows)
}

fn wide(begin: &str, columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut body = String::new();
    for row in rows {
        body.push_str("<tr>");
        for (column, cell) in columns.iter().zip(row) {
            body.push_str(match column {
                Column::Text(_) => "<td>",
                Column::Number(_) => "<td class=\"n\">",
            });
            body.push_str(&cell);
        }
        body.push_str("</tr>\n");
    }
    if body.is_empty() {
        return body;
    }
    let head: String = columns
        .iter()
        .map(|column| match column {
            Column::Text(name) => format!("<th>{name}"),
            Column::Number(name) => format!("<th class=\"n\">{name}"),
        })
        .collect();
    format!("{begin}<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>\n")
}

/// A value, or a dash where there is none.
#[must_use]
pub fn or_dash(value: Option<String>) -> String {
    value.unwrap_or_else(|| "–".to_owned())
}
