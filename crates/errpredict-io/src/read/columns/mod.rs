//! Parquet and Arrow files (feature `parquet`): every row is an event, its columns are named as JSON keys are.
//!
//! A column inside a struct is known by its path, as a nested key is. Texts stand where the file has them until a row
//! is put together, and only columns that mean something are read. Times with a zone are instants; those without one
//! need `--utc-offset`, as in a text. Rows count as lines.
//!
//! Of a Parquet file the index stands at its end, so it is read from a file on disk (or from memory), not from a
//! pipe. An Arrow file is its stream with a mark before and an index after it; the stream is read, from anywhere.
//!
//! Works badly with a damaged file: what stands in it is checked by the `parquet` and `arrow-ipc` crates, and one page
//! or batch is the unit that is refused, not one row.

mod claims;
mod packed;
mod pages;
mod rows;
mod thrift;
mod values;

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_ipc::reader::StreamReader;
use arrow_schema::{ArrowError, DataType, FieldRef, Fields, Schema, SchemaRef};
use bytes::Bytes;
use errpredict::{Error, ErrorKind, Result};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use super::chunk::Chunk;
use super::fields::{Field, FieldTree, ROOT, UNKNOWN};
use super::source::{Source, Whole};

use claims::Claims;
pub(crate) use rows::Columns;

/// Rows of a chunk: about as many bytes as a chunk of text.
const ROWS: usize = 2048;
/// Names listed where none of them is a time.
const NAMES_SHOWN: usize = 20;

type Reader = Box<dyn Iterator<Item = std::result::Result<RecordBatch, ArrowError>> + Send>;

/// The rows of one file, batch by batch.
pub(crate) struct Batches {
    name: String,
    reader: Reader,
    /// What is left of the newest batch.
    rest: Option<RecordBatch>,
    rows: u64,
    bytes: u64,
}

/// Opens a Parquet file.
pub(crate) fn parquet(source: &Source, tree: &FieldTree) -> Result<(Batches, Columns)> {
    let name = source.name();
    let (reader, bytes) = match source.whole()? {
        Whole::File(file, bytes) => (parquet_reader(file, tree, &name)?, bytes),
        Whole::Memory(memory) => {
            let bytes = memory.len() as u64;
            (parquet_reader(Bytes::from_owner(memory), tree, &name)?, bytes)
        }
    };
    let columns = Columns::new(&reader.schema(), tree);
    Ok((Batches { name, reader: Box::new(reader), rest: None, rows: 0, bytes }, columns))
}

fn parquet_reader<R: ChunkReader + 'static>(
    file: R,
    tree: &FieldTree,
    name: &str,
) -> Result<ParquetRecordBatchReader> {
    let mark = guarded(name, || file.get_bytes(0, super::marks::PARQUET_MARK.len()))?;
    if mark != super::marks::PARQUET_MARK {
        let message = "a packed Parquet file is not read (it is packed inside anyway): unpack it first";
        return Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
    }
    guarded::<_, ParquetError>(name, move || {
        // What Arrow wrote about the columns besides Parquet's own types may be anything: it is not needed.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        pages::check_footer(&file)?;
        let found = ArrowReaderMetadata::load(&file, options)?;
        let schema = Schema::new(viewed(found.schema().fields()));
        let options = ArrowReaderOptions::new().with_schema(Arc::new(schema));
        let found = ArrowReaderMetadata::try_new(Arc::clone(found.metadata()), options)?;
        let leaves: Vec<usize> = (found.parquet_schema().columns().iter().enumerate())
            .filter(|(_, column)| means(tree, column.path().parts()))
            .map(|(leaf, _)| leaf)
            .collect();
        if !has_time(found.schema(), tree) {
            return Ok(Err(no_time(found.schema(), name)));
        }
        pages::check_pages(&file, found.metadata(), &leaves)?;
        let mask = ProjectionMask::leaves(found.parquet_schema(), leaves);
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, found);
        Ok(Ok(builder.with_batch_size(ROWS).with_projection(mask).build()?))
    })?
}

/// Opens an Arrow file or stream of which `head` was read already.
pub(crate) fn arrow(
    head: &[u8],
    rest: impl Read + Send + 'static,
    tree: &FieldTree,
    name: &str,
) -> Result<(Batches, Columns)> {
    let marked = head.starts_with(super::marks::ARROW_MARK);
    let mut stream = io::Cursor::new(head.to_vec()).chain(rest);
    if marked {
        let skipped = io::copy(&mut stream.by_ref().take(mark_bytes(head)), &mut io::sink());
        skipped.map_err(|error| damaged(name, &error.to_string()))?;
    }
    let reader =
        guarded::<_, ArrowError>(name, move || StreamReader::try_new_buffered(Claims::new(stream), None))?;
    let schema = reader.schema();
    if !has_time(&schema, tree) {
        return Err(no_time(&schema, name));
    }
    let columns = Columns::new(&schema, tree);
    Ok((Batches { name: name.to_owned(), reader: Box::new(reader), rest: None, rows: 0, bytes: 0 }, columns))
}

impl Batches {
    /// The next rows, as a chunk; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Chunk>> {
        let batch = loop {
            let next = match self.rest.take() {
                Some(rest) => Some(rest),
                None => guarded(&self.name, AssertUnwindSafe(|| self.reader.next().transpose()))?,
            };
            match next {
                Some(batch) if batch.num_rows() == 0 => {}
                Some(batch) => break batch,
                None => return Ok(None),
            }
        };
        let n = batch.num_rows().min(ROWS);
        self.rest = (n < batch.num_rows()).then(|| batch.slice(n, batch.num_rows() - n));
        let first_line = self.rows + 1;
        self.rows += n as u64;
        Ok(Some(Chunk { first_line, batch: Some(batch.slice(0, n)), ..Chunk::default() }))
    }

    /// Rows handed out.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Bytes of the file; 0 where it is a stream.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// The names of the columns nothing is read from.
pub(crate) fn names(source: &Source, head: &[u8], tree: &FieldTree) -> Result<Vec<String>> {
    let name = source.name();
    let schema: SchemaRef = if super::marks::is_arrow(head) {
        let mut stream = source.open(&Arc::default(), &Arc::default())?;
        if head.starts_with(super::marks::ARROW_MARK) {
            let skipped = io::copy(&mut stream.by_ref().take(mark_bytes(head)), &mut io::sink());
            skipped.map_err(|error| damaged(&name, &error.to_string()))?;
        }
        guarded::<_, ArrowError>(
            &name,
            AssertUnwindSafe(|| Ok(StreamReader::try_new(Claims::new(stream), None)?.schema())),
        )?
    } else {
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        match source.whole()? {
            Whole::File(file, _) => metadata(&file, options, &name),
            Whole::Memory(memory) => metadata(&Bytes::from_owner(memory), options, &name),
        }?
        .schema()
        .clone()
    };
    let known = |field: &FieldRef| !rows::leaves(field, &[], ROOT, tree).is_empty();
    Ok(schema.fields().iter().filter(|field| !known(field)).map(|field| field.name().clone()).collect())
}

fn metadata<R: ChunkReader>(
    file: &R,
    options: ArrowReaderOptions,
    name: &str,
) -> Result<ArrowReaderMetadata> {
    guarded(name, || {
        pages::check_footer(file)?;
        ArrowReaderMetadata::load(file, options)
    })
}

/// What an Arrow file begins with, before its stream: the mark, filled up with zeros, to 8 bytes by some programs and to
/// 64 by others.
fn mark_bytes(head: &[u8]) -> u64 {
    let mark = super::marks::ARROW_MARK.len();
    let zeros = head.iter().skip(mark).take_while(|byte| **byte == 0).count();
    (mark + zeros) as u64
}

/// Whether the value at the end of the path is a field of an event.
fn means(tree: &FieldTree, path: &[String]) -> bool {
    let node =
        path.iter().fold(ROOT, |node, name| if node == UNKNOWN { node } else { step(tree, node, name) });
    tree.meaning(node).is_some()
}

/// The node of a column's name, spelled as it is or in small letters.
pub(super) fn step(tree: &FieldTree, parent: u32, name: &str) -> u32 {
    match tree.child(parent, name.as_bytes()) {
        UNKNOWN => tree.child(parent, name.to_ascii_lowercase().as_bytes()),
        node => node,
    }
}

fn has_time(schema: &Schema, tree: &FieldTree) -> bool {
    let mut leaves = schema.fields().iter().flat_map(|field| rows::leaves(field, &[], ROOT, tree));
    leaves.any(|leaf| leaf.meaning.field == Field::Timestamp)
}

fn no_time(schema: &Schema, name: &str) -> Error {
    let columns: Vec<&str> =
        schema.fields().iter().take(NAMES_SHOWN).map(|field| field.name().as_str()).collect();
    let message =
        "expected a column `timestamp` or another of its names (--field timestamp=NAME names another one)";
    Error::new(ErrorKind::InvalidInput, message)
        .with("file", name)
        .with("columns", crate::text::printable(&columns.join(", "), 200))
}

/// Texts as views of the file's pages: a text that stands a million times is then held once, however it is packed.
fn viewed(fields: &Fields) -> Fields {
    let view = |kind: &DataType| match kind {
        DataType::Utf8 | DataType::LargeUtf8 => DataType::Utf8View,
        DataType::Binary | DataType::LargeBinary => DataType::BinaryView,
        DataType::Struct(inner) => DataType::Struct(viewed(inner)),
        other => other.clone(),
    };
    fields.iter().map(|field| field.as_ref().clone().with_data_type(view(field.data_type()))).collect()
}

/// Runs what reads a file of another's making: its errors and its panics are a damaged file, named.
fn guarded<T, E: std::fmt::Display>(
    name: &str,
    read: impl FnOnce() -> std::result::Result<T, E>,
) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(damaged(name, &error.to_string())),
        Err(_) => Err(damaged(name, "its lengths or offsets make no sense")),
    }
}

fn damaged(name: &str, why: &str) -> Error {
    let message = format!("the file cannot be read: {}", crate::text::printable(why, 200));
    Error::new(ErrorKind::InvalidInput, message).with("file", name)
}
