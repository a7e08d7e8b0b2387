//! CSV with a header (RFC 4180): `,`, `;`, tab or `|` between fields, whichever the header uses.
//!
//! A field in quotes may hold the separator, line ends and doubled quotes; a quote inside a field that does not
//! begin with one stands for itself. Columns that are no known field are passed over.

use super::collect::{Collector, Text, too_long};
use super::columns_named::{is_abroad, meaning_of};
use super::csv_row::{Open, quoted_end, row_end};
use super::draft::{Draft, Span};
use super::fields::{Field, FieldTree, Meaning};
use super::nested;
use super::report::{Bad, Reason};
use super::stamp;
use super::zone::TimeRule;

/// The separators looked for in a header.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What the header says.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) delimiter: u8,
    columns: Vec<Option<Meaning>>,
    has_message: bool,
    /// Bytes of the header row, its line end included.
    pub(crate) bytes: usize,
}

/// The fields of a row, as spans; `fields` is emptied first.
pub(crate) fn split(
    row: &str,
    delimiter: u8,
    scratch: &mut String,
    mut each: impl FnMut(usize, Span, &str),
) -> Result<usize, Box<Bad>> {
    let bytes = row.as_bytes();
    let (mut at, mut n_fields) = (0, 0);
    loop {
        let value = if bytes.get(at) == Some(&b'"') {
            let Some(end) = quoted_end(bytes, at) else {
                return Err(Bad::new(Reason::Format, at + 1, "a closing quote"));
            };
            let inner = (at + 1, end - 1);
            let text = &row[inner.0..inner.1];
            let span = if memchr::memchr(b'"', text.as_bytes()).is_some() {
                let begin = scratch.len();
                scratch.push_str(&text.replace("\"\"", "\""));
                Span::scratch(begin, scratch.len())
            } else {
                Span::line(inner.0, inner.1)
            };
            at = end;
            if at < bytes.len() && bytes[at] != delimiter {
                return Err(Bad::new(Reason::Format, at + 1, "a separator after a closing quote"));
            }
            span
        } else {
            let end = memchr::memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |found| at + found);
            let span = Span::line(at, end);
            at = end;
            span
        };
        each(n_fields, value, value.of(row, scratch));
        n_fields += 1;
        if at >= bytes.len() {
            return Ok(n_fields);
        }
        at += 1;
    }
}

impl Header {
    /// The header below some lines of text, as Microsoft's DHCP server writes them: the row below it has as many fields.
    pub(crate) fn find_below(head: &[u8], tree: &FieldTree) -> Option<Header> {
        /// Lines of text above a table.
        const LINES: usize = 64;
        /// A header of two columns may be a line of text.
        const FEWEST: usize = 4;
        let mut at = 0;
        for _ in 0..LINES {
            at += memchr::memchr(b'\n', &head[at..])? + 1;
            // Most lines of text have no separator.
            if let Some(header) = Header::find(&head[at..], tree)
                && header.columns.len() >= FEWEST
            {
                let below = &head[at + header.bytes..];
                let row = &below[..row_end(below, 0, header.delimiter).unwrap_or(below.len())];
                let row = std::str::from_utf8(row).ok()?.trim_end_matches(['\n', '\r']);
                let n_fields = split(row, header.delimiter, &mut String::new(), |_, _, _| {}).ok()?;
                // One more is a text without a name.
                let is_it = (header.columns.len()..=header.columns.len() + 1).contains(&n_fields);
                return is_it.then_some(Header { bytes: at + header.bytes, ..header });
            }
        }
        None
    }

    /// Reads the header at the beginning of `head`; nothing if that is no header with a time in it.
    pub(crate) fn find(head: &[u8], tree: &FieldTree) -> Option<Header> {
        DELIMITERS.into_iter().find_map(|delimiter| {
            let bytes = row_end(head, 0, delimiter).unwrap_or(head.len());
            let row = std::str::from_utf8(&head[..bytes]).ok()?.trim_end_matches(['\n', '\r']);
            let (mut columns, mut scratch) = (Vec::new(), String::new());
            let mut names = Vec::new();
            split(row, delimiter, &mut scratch, |_, span, _| names.push(span)).ok()?;
            for name in names {
                let name = name.of(row, &scratch).trim();
                // A row of data is no header, whatever letter stands for a name.
                if is_value(name) {
                    return None;
                }
                columns.push(meaning_of(name, tree));
            }
            let has = |field| columns.iter().flatten().any(|meaning| meaning.field == field);
            // A word of another language may stand after a comma in any line.
            let is_sure = columns.iter().flatten().count() >= 2
                || columns.iter().flatten().all(|meaning| !is_abroad(*meaning));
            (columns.len() >= 2 && has(Field::Timestamp) && is_sure).then(|| Header {
                delimiter,
                has_message: columns.iter().flatten().any(|meaning| meaning.field == Field::Message),
                columns: columns.clone(),
                bytes,
            })
        })
    }

    /// Reads the rows of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, first_line: u64, out: &mut Collector<'_>) {
        let bytes = text.bytes();
        let (mut at, mut number) = (0, first_line);
        while at < bytes.len() && out.stopped.is_none() {
            let end = match row_end(bytes, at, self.delimiter) {
                Ok(end) => end,
                Err(Open::Line) => bytes.len(),
                // Only at the end of a file; a lost quote must not swallow all the lines that follow it.
                Err(Open::Quote) => {
                    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |line| at + line + 1)
                }
            };
            let mut stop = end;
            if stop > at && bytes[stop - 1] == b'\n' {
                stop -= 1;
            }
            if stop > at && bytes[stop - 1] == b'\r' {
                stop -= 1;
            }
            if stop > at {
                if let Err(bad) = self.row(text, at, stop, number, out) {
                    out.bad(&bad, number, &bytes[at..stop]);
                }
                out.note_ignored(number, &bytes[at..stop]);
            }
            number += memchr::memchr_iter(b'\n', &bytes[at..end]).count() as u64;
            at = end;
        }
    }

    fn row(
        &self,
        text: &Text<'_>,
        start: usize,
        stop: usize,
        number: u64,
        out: &mut Collector<'_>,
    ) -> Result<(), Box<Bad>> {
        if stop - start > out.rules.max_line_bytes {
            return Err(too_long(out.rules.max_line_bytes));
        }
        let row = text.record(start, stop)?;
        let mut draft = Draft::new();
        let memory = &mut *out.memory;
        memory.scratch.clear();
        let n_fields = split(row, self.delimiter, &mut memory.scratch, |index, span, text| {
            if let Some(Some(meaning)) = self.columns.get(index) {
                draft.set_untyped(*meaning, span, text);
            } else if index == self.columns.len() && !self.has_message {
                // The export of the Windows event viewer writes the text last and names no column for it.
                draft.text(Field::Message, span);
            }
        })?;
        let is_text_added = !self.has_message && n_fields == self.columns.len() + 1;
        if n_fields != self.columns.len() && !is_text_added {
            let expected = format!("{} columns as in the header", self.columns.len());
            return Err(Bad::new(Reason::Columns, 0, expected).found(&n_fields.to_string()));
        }
        if nested::may_say_more(&draft, row, &out.memory.scratch)
            && let Some(read) = nested::event(out, &draft, row, number)
        {
            return read;
        }
        out.emit(&draft, row, number)
    }
}

/// Whether the name of a column is none: a number, or a time that begins a line of another format.
fn is_value(name: &str) -> bool {
    let is_number =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number(name) || stamp::stamp(name.as_bytes(), TimeRule::default()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(row: &str) -> Vec<String> {
        let (mut scratch, mut values) = (String::new(), Vec::new());
        split(row, b',', &mut scratch, |_, _, text| values.push(text.to_owned())).unwrap();
        values
    }

    #[test]
    fn rows() {
        assert_eq!(fields("a,,\"b,\"\"c\"\"\nd\",5\" disk,"), ["a", "", "b,\"c\"\nd", "5\" disk", ""]);
        assert_eq!(row_end(b"a,\"x\ny\"\nb\n", 0, b','), Ok(8));
        assert_eq!(row_end(b"5\",a\nb", 0, b','), Ok(5));
        assert_eq!(row_end(b"a,\"x\ny", 0, b','), Err(Open::Quote));
    }

    #[test]
    fn headers() {
        let tree = FieldTree::new(&std::collections::BTreeMap::new()).unwrap();
        let is_header = |line: &str| Header::find(line.as_bytes(), &tree).is_some();
        for header in [
            "time,level\n",
            "\"TimeGenerated [UTC]\",Level\n",
            "Time (UTC);x\n",
            "_time\t_raw\n",
            "Zeit;Stufe\n",
            "ВРЕМЯ;Уровень\n",
        ] {
            assert!(is_header(header), "{header}");
        }
        for line in [
            "Nov 23 06:57:22 fw1 1,2026/11/23 06:57:22,t,u\n",
            "1,t,u\n",
            "2026-11-23 06:57:22,t,u\n",
            "a,b\n",
            "loading users, data\n",
        ] {
            assert!(!is_header(line), "{line}");
        }
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_is_read_back(row in proptest::collection::vec("[a-c,\"\n; é]{0,6}", 2..6)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&row).unwrap();
            let bytes = writer.into_inner().unwrap();
            prop_assert_eq!(row_end(&bytes, 0, b','), Ok(bytes.len()));
            let text = std::str::from_utf8(&bytes).unwrap();
            prop_assert_eq!(fields(&text[..text.len() - 1]), row);
        }
    }
}
