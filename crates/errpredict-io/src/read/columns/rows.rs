//! Rows of columns into events.

use std::fmt::Write as _;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Field as Column, Schema};
use errpredict::Timestamp;

use super::values::Cells;
use crate::read::collect::{Collector, too_long};
use crate::read::draft::{Draft, Span, Value};
use crate::read::fields::{FieldTree, Meaning, ROOT, Reading, UNKNOWN};
use crate::read::report::{Bad, Reason};

/// A column that means something.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// Where it stands: the place among the columns, then inside the structs.
    path: Vec<usize>,
    /// Its name, with the names of the structs around it.
    name: String,
    pub(super) meaning: Meaning,
}

/// The columns of a file that mean something.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    leaves: Vec<Leaf>,
}

/// One of them in a batch, ready to be read.
struct Ready<'a> {
    leaf: &'a Leaf,
    array: &'a dyn Array,
    /// The structs around it: where one is null, so is what stands in it.
    around: Vec<&'a dyn Array>,
    cells: Cells<'a>,
}

/// What means something in a column: itself, or parts of the struct it is.
pub(super) fn leaves(column: &Column, around: &[&str], parent: u32, tree: &FieldTree) -> Vec<Leaf> {
    let node = super::step(tree, parent, column.name());
    if node == UNKNOWN {
        return Vec::new();
    }
    let mut names = around.to_vec();
    names.push(column.name());
    if let DataType::Struct(inner) = column.data_type() {
        let parts = inner.iter().enumerate();
        return parts
            .flat_map(|(place, part)| {
                let mut found = leaves(part, &names, node, tree);
                found.iter_mut().for_each(|leaf| leaf.path.insert(0, place));
                found
            })
            .collect();
    }
    let Some(mut meaning) = tree.meaning(node) else { return Vec::new() };
    if matches!(column.data_type(), DataType::Timestamp(..)) {
        // The column says its unit itself.
        meaning.reading = Reading::Plain;
    }
    vec![Leaf { path: Vec::new(), name: names.join("."), meaning }]
}

impl Columns {
    pub(super) fn new(schema: &Schema, tree: &FieldTree) -> Columns {
        let columns = schema.fields().iter().enumerate();
        let found = columns.flat_map(|(place, column)| {
            let mut found = leaves(column, &[], ROOT, tree);
            found.iter_mut().for_each(|leaf| leaf.path.insert(0, place));
            found
        });
        Columns { leaves: found.collect() }
    }

    /// Reads the rows of a batch.
    pub(crate) fn parse(&self, batch: &RecordBatch, first_line: u64, out: &mut Collector<'_>) {
        let ready: Vec<Ready<'_>> = self.leaves.iter().filter_map(|leaf| leaf.ready(batch)).collect();
        let mut text = String::new();
        for row in 0..batch.num_rows() {
            if out.stopped.is_some() {
                break;
            }
            let number = first_line + row as u64;
            let mut draft = Draft::new();
            text.clear();
            out.memory.scratch.clear();
            let filled = ready.iter().try_for_each(|column| column.read(row, &mut text, &mut draft, out));
            if let Err(bad) = filled.and_then(|()| out.emit(&draft, &text, number)) {
                let bad = located(bad, &ready);
                out.bad(&bad, number, shown(&ready, row).as_bytes());
            }
            if !out.memory.notes.ignored.is_empty() {
                for bad in &mut out.memory.notes.ignored {
                    *bad = *located(Box::new(bad.clone()), &ready);
                }
                out.note_ignored(number, shown(&ready, row).as_bytes());
            }
        }
    }
}

impl Leaf {
    fn ready<'a>(&'a self, batch: &'a RecordBatch) -> Option<Ready<'a>> {
        let (first, inner) = self.path.split_first()?;
        let mut array: &dyn Array = batch.columns().get(*first)?;
        let mut around = Vec::new();
        for place in inner {
            around.push(array);
            array = array.as_struct_opt()?.columns().get(*place)?;
        }
        Some(Ready { leaf: self, array, around, cells: Cells::new(array) })
    }
}

impl Ready<'_> {
    fn is_null(&self, row: usize) -> bool {
        self.array.is_null(row) || self.around.iter().any(|array| array.is_null(row))
    }

    fn read(
        &self,
        row: usize,
        text: &mut String,
        draft: &mut Draft,
        out: &Collector<'_>,
    ) -> Result<(), Box<Bad>> {
        if self.is_null(row) {
            return Ok(());
        }
        let (mut cells, mut row) = (&self.cells, row);
        while let Cells::Keys(key, values, inner) = cells {
            match key(row).filter(|key| *key < values.len() && !values.is_null(*key)) {
                Some(key) => (cells, row) = (inner, key),
                None => return Ok(()),
            }
        }
        let start = text.len();
        let fits = |more: usize| {
            let whole = start + more <= out.rules.max_line_bytes;
            if whole { Ok(()) } else { Err(too_long(out.rules.max_line_bytes)) }
        };
        let kind: fn(Span) -> Value = match cells {
            Cells::Text(value) => {
                let value = value(row);
                fits(value.len())?;
                text.push_str(value);
                Value::Text
            }
            Cells::Bytes(value) => {
                let value = value(row);
                fits(value.len())?;
                match std::str::from_utf8(value) {
                    Ok(value) => text.push_str(value),
                    Err(_) if out.rules.replace_invalid_utf8 => {
                        text.push_str(&String::from_utf8_lossy(value));
                    }
                    Err(_) => {
                        let expected = format!("UTF-8, in column `{}`", self.leaf.name);
                        return Err(Bad::new(Reason::InvalidUtf8, 0, expected));
                    }
                }
                Value::Text
            }
            // Writing to a text cannot fail.
            Cells::Whole(value) => {
                let _ = write!(text, "{}", value(row));
                Value::Number
            }
            Cells::Float(value) => {
                let _ = write!(text, "{}", value(row));
                Value::Number
            }
            Cells::Time(value, is_instant) => time(value(row), *is_instant, text),
            Cells::Keys(..) | Cells::Other => {
                let _ = write!(text, "{}", self.array.data_type());
                Value::Other
            }
        };
        draft.set(self.leaf.meaning, kind(Span::line(start, text.len())));
        Ok(())
    }
}

/// A time as a log would write it, so that it is read by the same rules: without `Z` where it is of no stated zone.
fn time(ms: i64, is_instant: bool, text: &mut String) -> fn(Span) -> Value {
    match Timestamp::from_ms(ms) {
        Ok(time) => {
            let start = text.len();
            let _ = write!(text, "{time}");
            if !is_instant && text.len() > start {
                text.pop();
            }
            Value::Text
        }
        Err(_) => {
            let _ = write!(text, "{ms} ms since 1970");
            Value::Other
        }
    }
}

/// The fault with the name of the column: a place in the row put together here would tell nobody anything.
fn located(mut bad: Box<Bad>, ready: &[Ready<'_>]) -> Box<Bad> {
    bad.column = 0;
    let of_field = |column: &&Ready<'_>| Some(column.leaf.meaning.field.name()) == bad.field;
    let mut named: Vec<_> = ready.iter().filter(of_field).collect();
    named.sort_by_key(|column| column.leaf.meaning.rank);
    if let Some(column) = named.first() {
        let _ = write!(bad.expected, ", in column `{}`", column.leaf.name);
    }
    bad
}

/// Bytes of a cell that are shown.
const SHOWN_BYTES: usize = 40;

/// The row as a person would like to see it.
#[cold]
fn shown(ready: &[Ready<'_>], row: usize) -> String {
    let mut text = String::new();
    for column in ready.iter().filter(|column| !column.is_null(row)) {
        let (mut cells, mut at) = (&column.cells, Some(row));
        while let (Cells::Keys(key, values, inner), Some(row)) = (cells, at) {
            (cells, at) = (inner, key(row).filter(|key| *key < values.len() && !values.is_null(*key)));
        }
        let Some(row) = at else { continue };
        let gap = if text.is_empty() { "" } else { ", " };
        let _ = write!(text, "{gap}{}=", column.leaf.name);
        let cut = |value: &[u8]| String::from_utf8_lossy(&value[..value.len().min(SHOWN_BYTES)]).into_owned();
        match cells {
            Cells::Text(value) => text.push_str(&cut(value(row).as_bytes())),
            Cells::Bytes(value) => text.push_str(&cut(value(row))),
            Cells::Whole(value) => text.push_str(&value(row).to_string()),
            Cells::Float(value) => text.push_str(&value(row).to_string()),
            Cells::Time(value, is_instant) => {
                time(value(row), *is_instant, &mut text);
            }
            Cells::Keys(..) | Cells::Other => text.push_str(&column.array.data_type().to_string()),
        }
    }
    text
}
