//! Files told by their first bytes: those of columns, and those that are no logs.

use errpredict::{Error, ErrorKind, Result};

use super::options::Format;
use crate::text::printable;

/// Files that are often met and are no logs, by their first bytes, and what makes a log of them.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive; `unzip -p FILE | errpredict ... -` reads what is in it"),
    (b"\x04\x22\x4d\x18", "packed with lz4; `lz4 -dc FILE | errpredict ... -` reads it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; `7z x -so FILE | errpredict ... -` reads what is in it"),
    (
        b"SQLite format 3\0",
        "an SQLite database; `sqlite3 -csv -header FILE 'SELECT ...'` makes a table of it",
    ),
    (b"LPKSHHRH", "a journal of systemd; `journalctl --file FILE -o json` makes a log of it"),
    (b"ElfFile\0", "a Windows event log; export it as CSV or JSON"),
    (b"Obj\x01", "an Avro file, which is not read; written as CSV or JSON it is"),
    (b"\x89PNG", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"\x7fELF", "a program"),
];

/// What a Parquet file begins with.
pub(crate) const PARQUET_MARK: &[u8] = b"PAR1";
/// What an Arrow file begins with.
pub(crate) const ARROW_MARK: &[u8] = b"ARROW1";
/// What the messages of an Arrow stream begin with (since format version 0.15).
const ARROW_MESSAGE: &[u8] = b"\xff\xff\xff\xff";

/// Whether that is an Arrow file or stream.
pub(crate) fn is_arrow(head: &[u8]) -> bool {
    head.starts_with(ARROW_MARK) || head.starts_with(ARROW_MESSAGE)
}

/// The format of a file of columns, found or asked for; nothing if it is one of text.
///
/// # Errors
/// `invalid_input` where it is asked for and is another, or where this program was built without reading it.
pub(crate) fn columnar(head: &[u8], wanted: Option<Format>, name: &str) -> Result<Option<Format>> {
    columnar_as_built(head, wanted, name, cfg!(feature = "parquet"))
}

fn columnar_as_built(
    head: &[u8],
    wanted: Option<Format>,
    name: &str,
    is_built_in: bool,
) -> Result<Option<Format>> {
    let is_parquet = head.starts_with(PARQUET_MARK);
    let (format, what, is_it) = match wanted {
        Some(Format::Parquet) => (Format::Parquet, "a Parquet file", is_parquet),
        Some(Format::Arrow) => (Format::Arrow, "an Arrow file", is_arrow(head)),
        Some(_) => return Ok(None),
        None if is_parquet => (Format::Parquet, "a Parquet file", true),
        None if is_arrow(head) => (Format::Arrow, "an Arrow file", true),
        None => return Ok(None),
    };
    if head.is_empty() {
        return Ok(None);
    }
    let fault = |message: String| Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
    if !is_it {
        return fault(format!("the log is not {what}; it begins with `{}`", first_line(head)));
    }
    if !is_built_in {
        return fault(format!(
            "the log is {what}, which this program was built without; build it with `--features parquet`, or write the log as CSV or JSON"
        ));
    }
    Ok(Some(format))
}

/// What a file is that is no log.
pub(crate) fn foreign(head: &[u8]) -> Option<&'static str> {
    let tar = head.get(257..262) == Some(b"ustar");
    let tar = tar.then_some("a tar archive; `tar -xOf FILE | errpredict ... -` reads what is in it");
    tar.or_else(|| FOREIGN.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what))
}

/// The first line that is not blank.
fn first_text(head: &[u8]) -> String {
    let head = head.trim_ascii_start();
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(&line[..line.len().min(600)]).trim_end().to_owned()
}

pub(crate) fn first_line(head: &[u8]) -> String {
    printable(&first_text(head), 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_columns_are_told_by_their_mark_and_need_the_feature() {
        let stream = b"\xff\xff\xff\xff\x10\x00\x00\x00";
        for (head, format) in [
            (&b"PAR1\x15\x04"[..], Some(Format::Parquet)),
            (b"ARROW1\0\0\xff\xff\xff\xff", Some(Format::Arrow)),
            (stream, Some(Format::Arrow)),
            (b"PARTS 1", None),
            (b"", None),
        ] {
            assert_eq!(columnar_as_built(head, None, "log", true).unwrap(), format);
            assert_eq!(columnar_as_built(head, Some(Format::Plain), "log", true).unwrap(), None);
            let without = columnar_as_built(head, None, "log", false);
            match format {
                None => assert_eq!(without.unwrap(), None),
                Some(_) => {
                    let error = without.unwrap_err().to_string();
                    assert!(error.contains("--features parquet") && error.contains("log"), "{error}");
                }
            }
        }
        let error = columnar_as_built(b"{}", Some(Format::Parquet), "log", false).unwrap_err().to_string();
        assert!(error.contains("not a Parquet file; it begins with `{}`"), "{error}");
    }
}
