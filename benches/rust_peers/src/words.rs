//! Words about tables whose figures are taken from the tables of the same run: none is written by hand.
//!
//! | In the words | Becomes |
//! |---|---|
//! | `{{TABLE \| ROW \| COLUMN}}` | the cell, without what it has in brackets |
//! | `{{range \| TABLE \| ROW \| COLUMN}}` | what the cell has in brackets |
//! | `{{times \| TABLE \| ROW \| COLUMN \| TABLE \| ROW \| COLUMN}}` | the number of the first cell over that of the second |
//!
//! A row and a column are named whole, or by a beginning that no other has.

use std::collections::BTreeMap;

/// Tables in Markdown, by the name that the words call them by.
#[derive(Debug, Default)]
pub struct Tables<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Tables<'a> {
    pub fn new(tables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Tables(tables.into_iter().collect())
    }

    /// The words with their figures. Panics where a table has no such cell: words about nothing are not written.
    pub fn filled(&self, words: &str) -> String {
        let mut text = String::new();
        let mut rest = words.trim();
        while let Some((before, after)) = rest.split_once("{{") {
            let (what, after) = after.split_once("}}").unwrap_or_else(|| panic!("no end: {after:.80}"));
            text += before;
            text += &self.figure(what);
            rest = after;
        }
        text + rest
    }

    fn figure(&self, what: &str) -> String {
        let parts: Vec<&str> = what.split(" | ").map(str::trim).collect();
        match parts[..] {
            ["range", table, row, column] => {
                let cell = self.cell(table, row, column);
                let inside = cell.split_once(" (").and_then(|(_, inside)| inside.strip_suffix(')'));
                inside.unwrap_or_else(|| panic!("{what}: no range in `{cell}`")).to_owned()
            }
            ["times", table, row, column, other_table, other_row, other_column] => {
                let over = number(self.cell(table, row, column));
                times(over / number(self.cell(other_table, other_row, other_column)))
            }
            [table, row, column] => {
                let cell = self.cell(table, row, column);
                cell.split_once(" (").map_or(cell, |(figure, _)| figure).to_owned()
            }
            _ => panic!("{what}: expected a table, a row and a column"),
        }
    }

    fn cell(&self, table: &str, row: &str, column: &str) -> &'a str {
        let lines = self.0.get(table).unwrap_or_else(|| panic!("no table is called {table}")).lines();
        let lines: Vec<Vec<&'a str>> = lines.filter(|line| line.starts_with("| ")).map(cells).collect();
        let (head, rows) = lines.split_first().unwrap_or_else(|| panic!("{table} is empty"));
        let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        rows[place(&names, row, table)][place(head, column, table)]
    }
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_start_matches("| ").trim_end_matches('|').split(" | ").map(str::trim).collect()
}

/// Where a name stands, whole or by its beginning.
fn place(names: &[&str], wanted: &str, table: &str) -> usize {
    if let Some(whole) = names.iter().position(|name| *name == wanted) {
        return whole;
    }
    let found: Vec<usize> = (0..names.len()).filter(|i| names[*i].starts_with(wanted)).collect();
    match found[..] {
        [only] => only,
        _ => panic!("{table}: {} begin with `{wanted}` among {names:?}", found.len()),
    }
}

fn number(cell: &str) -> f64 {
    let text = cell.split(' ').next().unwrap_or_default();
    text.parse().unwrap_or_else(|_| panic!("`{cell}` begins with no number"))
}

/// Two digits say enough of a quotient of two times.
fn times(ratio: f64) -> String {
    if ratio >= 10.0 { format!("{ratio:.0}") } else { format!("{ratio:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| method | time | loss |\n| --- | --- | --- |\n| ours | 0.50 s | 0.7 (0.6 to 0.8) |\n| ours, more | 8.00 s | 0.5 |\n";

    #[test]
    fn figures_come_from_the_cells() {
        let tables = Tables::new([("t", TABLE)]);
        for (words, expected) in [
            ("{{t | ours | loss}} it is", "0.7 it is"),
            ("from {{range | t | ours | loss}}.", "from 0.6 to 0.8."),
            ("{{times | t | ours, m | time | t | ours | time}} times", "16 times"),
            ("nothing to fill", "nothing to fill"),
        ] {
            assert_eq!(tables.filled(words), expected);
        }
    }

    #[test]
    #[should_panic(expected = "begin with `theirs`")]
    fn words_about_nothing_are_not_written() {
        Tables::new([("t", TABLE)]).filled("{{t | theirs | loss}}");
    }

    /// The page as it stands: its tables, in their order, and the words filled with what they say.
    #[test]
    fn the_words_of_the_page_are_those_of_its_tables() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/benchmarks/rust_peers.md");
        let page = std::fs::read_to_string(page).unwrap();
        let tables: Vec<&str> = page.split("\n\n").filter(|part| part.starts_with("| ")).collect();
        let tables = Tables::new(crate::TABLES.into_iter().zip(tables));
        for words in crate::WORDS {
            let filled = tables.filled(words);
            assert!(page.contains(&filled), "not on the page:\n{filled}");
        }
    }
}
