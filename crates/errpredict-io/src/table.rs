//! CSV tables with a header, read whole and handed out by column.

use std::path::Path;

use errpredict::{Error, ErrorKind, Result};

use crate::file::{io_error, open};
use crate::table_writer::unguarded;

/// A CSV file with a header, held as text; every access names file, line and column when it fails.
///
/// The guard that [`TableWriter`](crate::TableWriter) puts before what a spreadsheet would run is taken off.
#[derive(Debug, Clone)]
pub struct Table {
    name: String,
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

/// One column of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    table: &'a Table,
    index: usize,
}

impl Table {
    /// Reads a whole CSV file (`.gz`, `.zst` and `-` as in [`open`]).
    ///
    /// # Errors
    /// `io` if it cannot be read; `invalid_input`, with the line, if a row has another number of fields than the
    /// header or is not UTF-8.
    pub fn read(path: &Path) -> Result<Table> {
        let name = path.display().to_string();
        let mut reader = csv::Reader::from_reader(open(path)?);
        let bad = |error: csv::Error| match error.kind() {
            csv::ErrorKind::Io(inner) => io_error("read", path, inner),
            _ => Error::new(ErrorKind::InvalidInput, format!("not a CSV row: {error}")).with("file", &name),
        };
        let header = reader.headers().map_err(bad)?.iter().map(|name| unguarded(name).to_owned()).collect();
        let rows = reader.records().collect::<std::result::Result<_, _>>().map_err(bad)?;
        Ok(Table { name, header, rows })
    }

    /// Names of the columns, in file order.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Number of rows below the header.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The column of that name, or nothing.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Column<'_>> {
        let index = self.header.iter().position(|known| known == name)?;
        Some(Column { table: self, index })
    }

    /// The column of that name.
    ///
    /// # Errors
    /// `invalid_input`, naming the file and the columns it has.
    pub fn column(&self, name: &str) -> Result<Column<'_>> {
        self.get(name).ok_or_else(|| {
            let message = format!("expected a column `{name}`, found: {}", self.header.join(", "));
            Error::new(ErrorKind::InvalidInput, message).with("file", &self.name)
        })
    }
}

impl<'a> Column<'a> {
    /// The text of every row.
    pub fn text(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.table.rows.iter().map(move |row| unguarded(row.get(self.index).unwrap_or("")))
    }

    /// The numbers of every row; an empty field is NaN.
    ///
    /// # Errors
    /// `invalid_input`, with file, line and column, for anything that is no finite number.
    pub fn numbers(self) -> Result<Vec<f64>> {
        self.parse("a finite number, or nothing", |text| match text.trim() {
            "" => Some(f64::NAN),
            text => text.parse().ok().filter(|value: &f64| value.is_finite()),
        })
    }

    /// Every row through `read`, which gives nothing for a field it cannot use.
    ///
    /// # Errors
    /// `invalid_input`, with file, line, column, what was `expected` and what stood there.
    pub fn parse<T>(self, expected: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>> {
        let rows = self.table.rows.iter().zip(self.text());
        rows.map(|(row, text)| read(text).ok_or_else(|| self.bad_field(row, expected, text))).collect()
    }

    #[cold]
    fn bad_field(self, row: &csv::StringRecord, expected: &str, got: &str) -> Error {
        Error::new(ErrorKind::InvalidInput, format!("expected {expected}, got `{got}`"))
            .with("file", &self.table.name)
            .with("line", row.position().map_or(0, csv::Position::line))
            .with("column", &self.table.header[self.index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, text).unwrap();
        Table::read(&path).unwrap()
    }

    #[test]
    fn numbers_with_gaps_and_bad_fields() {
        let table = table("a,b\n1,x\n,2\n");
        let a = table.column("a").unwrap().numbers().unwrap();
        assert!(a[0] == 1.0 && a[1].is_nan());
        let error = table.column("b").unwrap().numbers().unwrap_err();
        assert!(error.to_string().contains("expected a finite number, or nothing, got `x`"), "{error}");
        assert!(error.to_string().contains("line 2, column b"), "{error}");
        assert!(table.column("c").unwrap_err().message().contains("found: a, b"));
    }
}
