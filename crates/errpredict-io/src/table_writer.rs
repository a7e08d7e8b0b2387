//! CSV tables as every command writes them: one rule for quoting, for missing values and for text from logs.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use errpredict::Result;

use crate::file::{Output, create, io_error};
use crate::text::printable;

/// One field of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Text, which may come from a log.
    Text(Cow<'a, str>),
    /// A number; NaN and the infinities are written as missing.
    Number(f64),
    /// A count, an index or a rank.
    Count(u64),
    /// Nothing: an empty field.
    Missing,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(text.into())
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Cell::Text(text.as_str().into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(text.into())
    }
}

impl From<f64> for Cell<'_> {
    fn from(value: f64) -> Self {
        Cell::Number(value)
    }
}

impl From<u64> for Cell<'_> {
    fn from(value: u64) -> Self {
        Cell::Count(value)
    }
}

impl From<usize> for Cell<'_> {
    fn from(value: usize) -> Self {
        Cell::Count(value as u64)
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Cell::Count(u64::from(value))
    }
}

impl From<errpredict::Timestamp> for Cell<'_> {
    fn from(at: errpredict::Timestamp) -> Self {
        Cell::Text(at.to_string().into())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Missing, Into::into)
    }
}

/// A CSV file (RFC 4180, lines end with a line feed) that appears whole or not at all; see [`create`].
///
/// Text that a spreadsheet could take for a formula is guarded ([`guarded`]); [`Table`](crate::Table) takes the guard
/// off again. Where the table goes to a terminal, what could command it comes out escaped ([`printable`]).
#[derive(Debug)]
pub struct TableWriter {
    output: Output,
    path: PathBuf,
    is_shown: bool,
    n_columns: usize,
    line: Vec<u8>,
}

impl TableWriter {
    /// Begins a table with these columns; `-` is standard output, a name that ends in `.gz` is compressed.
    ///
    /// # Errors
    /// `io`, naming the file.
    pub fn create<T: AsRef<str>>(path: &Path, columns: impl IntoIterator<Item = T>) -> Result<Self> {
        let is_shown = path == Path::new("-") && io::stdout().is_terminal();
        let output = create(path)?;
        let mut table =
            TableWriter { output, path: path.to_owned(), is_shown, n_columns: 0, line: Vec::new() };
        for name in columns {
            table.push(&Cell::from(name.as_ref()));
            table.n_columns += 1;
        }
        table.write_line()?;
        Ok(table)
    }

    /// Writes one row, which has a cell for each column.
    ///
    /// # Errors
    /// `io`, naming the file.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<()> {
        let mut n = 0;
        for cell in cells {
            self.push(&cell);
            n += 1;
        }
        debug_assert_eq!(n, self.n_columns, "a row is as wide as the header");
        self.write_line()
    }

    /// Writes out everything and puts the file in its place.
    ///
    /// # Errors
    /// `io`, naming the file.
    pub fn finish(self) -> Result<()> {
        self.output.finish()
    }

    fn push(&mut self, cell: &Cell<'_>) {
        let line = &mut self.line;
        // Writing into a vector cannot fail.
        let _ = match cell {
            Cell::Text(text) if self.is_shown => {
                line.write_all(csv_field(&printable(text, usize::MAX)).as_bytes())
            }
            Cell::Text(text) => line.write_all(csv_field(text).as_bytes()),
            Cell::Number(value) if value.is_finite() => write!(line, "{value}"),
            Cell::Count(value) => write!(line, "{value}"),
            Cell::Number(_) | Cell::Missing => Ok(()),
        };
        line.push(b',');
    }

    fn write_line(&mut self) -> Result<()> {
        if let Some(last) = self.line.last_mut() {
            *last = b'\n';
        }
        // A row of one empty field would otherwise be an empty line, which readers skip.
        let bytes: &[u8] = if self.line == b"\n" { b"\"\"\n" } else { &self.line };
        self.output.write_all(bytes).map_err(|error| io_error("write", &self.path, &error))?;
        self.line.clear();
        Ok(())
    }
}

/// A text as one field of a table: guarded ([`guarded`]), and quoted where commas, quotes or line ends demand it.
#[must_use]
pub fn csv_field(text: &str) -> Cow<'_, str> {
    let text = guarded(text);
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text
    }
}

/// Characters with which a field begins that a spreadsheet may run as a formula (OWASP, *CSV injection*).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Text as a field that no spreadsheet runs: where it begins with `=`, `+`, `-`, `@`, a tab or a carriage return and
/// is no number, one space is put before it. [`unguarded`] takes it off, and whoever trims fields needs to do nothing.
///
/// A space and not the usual apostrophe, because programs that read the table see the text unchanged after trimming.
///
/// ```
/// use errpredict_io::{guarded, unguarded};
///
/// assert_eq!(guarded("=HYPERLINK(\"http://x\")"), " =HYPERLINK(\"http://x\")");
/// assert_eq!(guarded("-3.2"), "-3.2");
/// assert_eq!(unguarded(&guarded("-x")), "-x");
/// ```
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { format!(" {text}").into() } else { text.into() }
}

/// What [`guarded`] was given.
#[must_use]
pub fn unguarded(field: &str) -> &str {
    match field.strip_prefix(' ') {
        Some(text) if needs_guard(text) => text,
        _ => field,
    }
}

/// Text that begins with spaces and then like a formula is guarded as well: otherwise taking a guard off would lose one.
fn needs_guard(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(FORMULA) && text.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Table;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (text, field) in [
            ("=1+1", " =1+1"),
            ("+cmd|' /C calc'!A0", " +cmd|' /C calc'!A0"),
            ("-[SFLListManager notify]", " -[SFLListManager notify]"),
            ("@SUM(A1)", " @SUM(A1)"),
            ("\t=1", " \t=1"),
            ("\r=1", " \r=1"),
            (" =1+1", "  =1+1"),
            ("-3.2", "-3.2"),
            ("+5e-3", "+5e-3"),
            ("-inf", "-inf"),
            ("", ""),
            ("a=1", "a=1"),
            (" a", " a"),
            ("'=1", "'=1"),
            ("-", " -"),
        ] {
            assert_eq!(guarded(text), field, "{text:?}");
            assert_eq!(unguarded(field), text, "{field:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_guarded_comes_back(text in "[ =+\\-@\t\r'0-9.ea]{0,6}") {
            let field = guarded(&text).into_owned();
            proptest::prop_assert_eq!(unguarded(&field), &text);
            proptest::prop_assert!(!field.starts_with(FORMULA) || field.parse::<f64>().is_ok(), "{:?}", field);
        }

        #[test]
        fn a_table_is_read_as_it_was_written(rows in proptest::collection::vec(("\\PC{0,8}|[=+@,\"\n\r\t -]{0,4}", -1e6_f64..1e6), 0..20)) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("t.csv");
            let mut table = TableWriter::create(&path, ["=text", "value"]).unwrap();
            for (text, value) in &rows {
                table.row([text.into(), (*value).into()]).unwrap();
            }
            table.finish().unwrap();
            let read = Table::read(&path).unwrap();
            let texts: Vec<&str> = read.column("=text").unwrap().text().collect();
            proptest::prop_assert_eq!(&texts, &rows.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>());
            let values = read.column("value").unwrap().numbers().unwrap();
            proptest::prop_assert_eq!(values, rows.iter().map(|(_, value)| *value).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_table_never_holds_what_is_not_finite() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        let mut table = TableWriter::create(&path, ["a"]).unwrap();
        for cell in [
            Cell::from(f64::NAN),
            Cell::from(f64::INFINITY),
            Cell::Missing,
            Cell::from(None::<f64>),
            Cell::from(""),
        ] {
            table.row([cell]).unwrap();
        }
        table.row([Cell::from(1.5)]).unwrap();
        table.finish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n1.5\n");
    }
}
