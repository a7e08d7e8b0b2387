//! Logs into events: opened, unpacked, cut into chunks of whole records, parsed in parallel and folded.
//!
//! Memory holds a few chunks whatever the size of the log, and nothing depends on the number of threads.
//! Nothing is guessed: what an event needs and a line does not say makes a bad line, which is counted, located
//! and shown with the option that would help.

mod access;
mod chunk;
mod civil;
mod collect;
mod colour;
#[cfg(feature = "parquet")]
mod columns;
mod csv;
mod draft;
mod fields;
mod follow;
mod json;
mod line_head;
mod logfmt;
mod names;
mod options;
mod otlp;
mod parallel;
mod plain;
mod recognise;
mod report;
mod rollup;
mod sentry;
mod server_error;
mod source;
mod syslog;
mod time;
mod traceback;
mod wrapped;

pub use fields::{ALIASES, Alias, Field, Reading};
pub use follow::Following;
pub use names::unused_names;
pub use options::{Format, LevelNumbers, ReadOptions};
pub use report::{BadLine, ReadReport, Reason, SourceReport};
pub use rollup::{read_into_rollup, read_into_rollup_with_progress};
pub use source::{Source, sources};

use std::io::BufRead;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use errpredict::{Error, ErrorKind, EventRef, Result};

use chunk::{Chunk, Chunker, Framing};
use collect::{Collector, Findings, Memory, Text};
use options::Rules;
use recognise::{Parser, recognise};
use report::Bad;

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location<'a> {
    /// The file.
    pub source: &'a str,
    /// The line it begins on, from 1.
    pub line: u64,
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file being read.
    pub source: &'a str,
    /// Bytes taken from all files, before unpacking.
    pub bytes_done: u64,
    /// Bytes of all files before unpacking, if every size is known.
    pub bytes_total: Option<u64>,
}

/// Reads logs event by event, in the order of the files, on the calling thread.
///
/// # Errors
/// `io` for a file that cannot be read, `invalid_input` for one whose format is not recognised (or, with
/// `strict`, at the first bad line), `invalid_setting` for options out of their range.
pub fn read_events(
    sources: &[Source],
    options: &ReadOptions,
    each: &mut dyn FnMut(EventRef<'_>, Location<'_>),
) -> Result<ReadReport> {
    read_events_with_progress(sources, options, each, &mut |_| {})
}

/// [`read_events`] that tells how far it has come, about once per half megabyte.
///
/// # Errors
/// `io` for a file that cannot be read, `invalid_input` for one whose format is not recognised (or, with
/// `strict`, at the first bad line), `invalid_setting` for options out of their range.
pub fn read_events_with_progress(
    sources: &[Source],
    options: &ReadOptions,
    each: &mut dyn FnMut(EventRef<'_>, Location<'_>),
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<ReadReport> {
    let mut reading = Stream::new(sources, options)?;
    let (mut memory, mut findings) = (Memory::default(), Findings::default());
    let mut buffer = Vec::new();
    while let Some(task) = reading.next(std::mem::take(&mut buffer), progress)? {
        let mut fold =
            |event: EventRef<'_>, line: u64| each(event, Location { source: &task.file.name, line });
        if let Some(bad) = task.parse(&reading.rules, options, &mut memory, &mut findings, &mut fold) {
            return Err(strict_error(&bad));
        }
        buffer = task.chunk.bytes;
    }
    Ok(Findings::report(vec![findings], reading.reports, options.max_samples))
}

/// One chunk on its way to a parser.
struct Task {
    number: u64,
    file: Arc<OpenFile>,
    chunk: Chunk,
}

struct OpenFile {
    name: String,
    format: &'static str,
    index: usize,
    parser: Parser,
    framing: Framing,
}

impl Task {
    /// Parses the chunk; returns the first bad line where reading is strict.
    fn parse(
        &self,
        rules: &Rules,
        options: &ReadOptions,
        memory: &mut Memory,
        findings: &mut Findings,
        fold: &mut dyn FnMut(EventRef<'_>, u64),
    ) -> Option<BadLine> {
        let mut out = Collector {
            rules,
            memory,
            findings,
            fold,
            source: self.file.index,
            source_name: &self.file.name,
            max_samples: options.max_samples,
            strict: options.strict,
            stopped: None,
            events: 0,
            outer: Vec::new(),
        };
        let bytes = &self.chunk.bytes;
        if self.chunk.too_long {
            let bad = match self.file.framing {
                Framing::Rows { .. } => Bad::new(
                    Reason::TooLong,
                    0,
                    format!("a row of at most {} bytes (is a closing quote missing?)", rules.max_line_bytes),
                ),
                _ => collect::too_long(rules.max_line_bytes),
            };
            out.bad(&bad, self.chunk.first_line, bytes);
            return out.finish();
        }
        let plain;
        let mut text = Text::new(bytes);
        if text.has_escape() && self.file.parser.is_shown_on_terminals() {
            plain = colour::strip(bytes);
            text = Text::new(&plain);
        }
        if rules.replace_invalid_utf8 && !text.is_valid() {
            let replaced = String::from_utf8_lossy(text.bytes());
            self.file.parser.parse(&Text::new(replaced.as_bytes()), &self.chunk, &mut out);
        } else {
            self.file.parser.parse(&text, &self.chunk, &mut out);
        }
        out.finish()
    }
}

type Input = Box<dyn BufRead + Send>;

/// What a file is made of.
enum Records {
    Text(Chunker<Input>),
    #[cfg(feature = "parquet")]
    Columns(columns::Batches),
}

impl Records {
    fn next(&mut self, buffer: Vec<u8>, source: &Source) -> Result<Option<Chunk>> {
        match self {
            Records::Text(chunker) => chunker.next(buffer).map_err(|error| source.error(&error)),
            #[cfg(feature = "parquet")]
            Records::Columns(batches) => batches.next(),
        }
    }

    /// Lines and bytes handed out.
    fn sizes(&self) -> (u64, u64) {
        match self {
            Records::Text(chunker) => (chunker.lines(), chunker.bytes),
            #[cfg(feature = "parquet")]
            Records::Columns(batches) => (batches.rows(), batches.bytes()),
        }
    }
}

/// The files one after the other, chunk by chunk.
struct Stream<'a> {
    rules: Rules,
    sources: &'a [Source],
    options: &'a ReadOptions,
    next_source: usize,
    current: Option<(Records, Arc<OpenFile>)>,
    reports: Vec<SourceReport>,
    taken: Arc<AtomicU64>,
    total: Option<u64>,
    n_tasks: u64,
}

impl<'a> Stream<'a> {
    fn new(sources: &'a [Source], options: &'a ReadOptions) -> Result<Stream<'a>> {
        Ok(Stream {
            rules: options.rules()?,
            sources,
            options,
            next_source: 0,
            current: None,
            reports: Vec::new(),
            taken: Arc::default(),
            total: sources.iter().map(Source::size).sum(),
            n_tasks: 0,
        })
    }

    /// The next chunk of the logs, read into `buffer`.
    fn next(&mut self, buffer: Vec<u8>, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Option<Task>> {
        loop {
            if self.current.is_none() && !self.open_next()? {
                return Ok(None);
            }
            let Some((records, file)) = &mut self.current else { continue };
            let source = &self.sources[file.index];
            match records.next(buffer, source)? {
                Some(chunk) => {
                    let bytes_done = self.taken.load(Ordering::Relaxed);
                    progress(Progress { source: &file.name, bytes_done, bytes_total: self.total });
                    self.n_tasks += 1;
                    return Ok(Some(Task { number: self.n_tasks, file: Arc::clone(file), chunk }));
                }
                None => {
                    let report = &mut self.reports[file.index];
                    (report.lines, report.bytes) = records.sizes();
                    self.current = None;
                    return self.next(Vec::new(), progress);
                }
            }
        }
    }

    /// Opens the next file that has anything in it.
    fn open_next(&mut self) -> Result<bool> {
        while let Some(source) = self.sources.get(self.next_source) {
            let index = self.next_source;
            self.next_source += 1;
            let name = source.name();
            let mut chunker = Chunker::new(source.open(&self.taken)?, self.rules.max_line_bytes);
            let head = chunker.head().map_err(|error| source.error(&error))?;
            if let Some(format) = recognise::columnar(head, self.options.format, &name)? {
                self.reports.push(SourceReport {
                    name: name.clone(),
                    format: format.name(),
                    ..SourceReport::default()
                });
                #[cfg(feature = "parquet")]
                self.open_columns(index, format, chunker)?;
                return Ok(true);
            }
            let found = recognise(head, self.options.format, &self.rules, &name)?;
            let format = found.as_ref().map_or("empty", |found| found.format.name());
            self.reports.push(SourceReport { name: name.clone(), format, ..SourceReport::default() });
            if let Some(found) = found {
                chunker.set_framing(found.framing);
                chunker.skip_head(found.skip.0, found.skip.1);
                let file = OpenFile { name, format, index, parser: found.parser, framing: found.framing };
                self.current = Some((Records::Text(chunker), Arc::new(file)));
                return Ok(true);
            }
            if !chunker.skip_blank() {
                let message = "the log begins with more blank lines than are looked at to find its format; --format NAME forces one";
                return Err(Error::new(ErrorKind::InvalidInput, message).with("file", name));
            }
            let report = &mut self.reports[index];
            (report.lines, report.bytes) = (chunker.lines(), chunker.bytes);
        }
        Ok(false)
    }
}

#[cfg(feature = "parquet")]
impl Stream<'_> {
    /// Opens a file of columns, the beginning of which `chunker` has read.
    fn open_columns(&mut self, index: usize, format: Format, chunker: Chunker<Input>) -> Result<()> {
        let source = &self.sources[index];
        let name = source.name();
        let (batches, columns) = match format {
            Format::Arrow => {
                let (head, rest) = chunker.into_parts();
                columns::arrow(&head, rest, &self.rules.tree, &name)?
            }
            _ => columns::parquet(source, &self.rules.tree)?,
        };
        let (format, parser) = (format.name(), Parser::Columns(columns));
        let file = OpenFile { name, format, index, parser, framing: Framing::Lines };
        self.current = Some((Records::Columns(batches), Arc::new(file)));
        Ok(())
    }
}

fn strict_error(bad: &BadLine) -> Error {
    let mut message = format!("{}: expected {}", bad.reason.about(), bad.expected);
    if !bad.found.is_empty() {
        message = format!("{message}, found `{}`", bad.found);
    }
    if let Some(help) = bad.reason.help() {
        message = format!("{message}; {help}");
    }
    let mut error =
        Error::new(ErrorKind::InvalidInput, message).with("file", &bad.source).with("line", bad.line);
    if let Some(column) = bad.column {
        error = error.with("column", column);
    }
    if let Some(field) = bad.field {
        error = error.with("field", field);
    }
    error
}

#[cfg(test)]
mod tests;
