//! Logs into events: opened, unpacked, cut into chunks of whole records, parsed in parallel and folded.
//!
//! Memory holds a few chunks whatever the size of the log, and nothing depends on the number of threads.
//! Each line is read by the form that fits it ([`lines`]). A line without a level is an event without a severity. What an
//! event needs and a line does not say makes a bad line, which is counted, located and shown with the option that would
//! help; what is assumed (UTC, the year, the service by the name of the file) is said.

mod access;
mod alias;
mod aliases;
mod aliases_rarer;
mod blocks;
mod body;
mod calendar;
mod chunk;
mod civil;
mod clock;
mod collect;
mod colour;
#[cfg(feature = "parquet")]
mod columns;
mod columns_named;
mod counted;
mod csv;
mod csv_row;
mod cursor;
mod decimal;
mod docker;
mod draft;
mod dresses;
mod duration;
mod event_block;
mod exception_line;
mod field;
mod fields;
mod files;
mod findings;
mod follow;
mod forms;
mod head;
mod inner;
mod journal;
mod json;
mod json_event;
mod json_line;
mod level;
mod level_forms;
mod level_words;
mod likely;
mod line_head;
mod lines;
mod listed;
mod listing;
mod logfmt;
mod look;
mod marks;
mod moment;
mod mostly;
mod names;
mod nested;
mod objects;
mod objects_below;
mod options;
mod order;
mod otlp;
mod own;
mod parallel;
mod parser;
mod passes;
mod paths;
mod pattern;
mod pending;
mod plain;
mod prefixes;
mod programs;
mod reader;
mod recognise;
mod records;
mod report;
mod request;
mod rollup;
mod runtimes;
mod sentry;
mod server_error;
mod source;
mod source_maps;
mod span;
mod stamp;
mod stamp_clock;
mod stamp_parts;
mod syslog;
mod task;
mod time;
mod time_object;
mod told;
mod tongues;
mod traceback;
mod turns;
mod unpack;
mod w3c;
mod words;
mod wrapped;
mod wrapped_line;
mod wrappers;
mod xml;
mod zone;

pub use aliases::{ALIASES, Alias};
pub use columns_named::COLUMNS;
pub use field::{Field, Reading};
pub use follow::Following;
pub use forms::{FORMS, Form};
pub use likely::likely_times;
pub use names::unused_names;
pub use options::{Format, LevelNumbers, ReadOptions};
pub use reader::LogReader;
pub use report::{BadLine, ReadReport, Reason, SourceReport};
pub use rollup::{read_into_rollup, read_into_rollup_until, read_into_rollup_with_progress};
pub use source::{Source, sources};
pub use source_maps::{SourceMaps, UploadedMap};
pub use task::Progress;
pub use unpack::unpacks_within;

use errpredict::{Event, EventRef, Result, Stop};

use collect::{Findings, Memory};
use files::Stream;
use task::strict_error;

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location<'a> {
    /// The file.
    pub source: &'a str,
    /// The line it begins on, from 1.
    pub line: u64,
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

/// Reads a log that is in memory, packed or not: its events, and what was read and what was left out.
///
/// # Errors
/// Those of [`read_events`]; `limit_exceeded` where the log holds more than `max_events` events, as a packed one of a few
/// bytes can, as soon as they are too many.
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    max_events: usize,
) -> Result<(Vec<Event>, ReadReport)> {
    LogReader::new(options)?.read(name, bytes, None, max_events)
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
    read_events_until(sources, options, each, progress, Stop::NEVER)
}

/// The same, until it shall end.
pub(crate) fn read_events_until(
    sources: &[Source],
    options: &ReadOptions,
    each: &mut dyn FnMut(EventRef<'_>, Location<'_>),
    progress: &mut dyn FnMut(Progress<'_>),
    stop: Stop<'_>,
) -> Result<ReadReport> {
    let mut reading = Stream::new(sources, options)?;
    let (mut memory, mut findings) = (Memory::default(), Findings::default());
    let mut buffer = Vec::new();
    while let Some(task) = reading.next(std::mem::take(&mut buffer), progress)? {
        stop.check()?;
        let mut fold =
            |event: EventRef<'_>, line: u64| each(event, Location { source: &task.file.name, line });
        if let Some(bad) = task.parse(options, &mut memory, &mut findings, &mut fold) {
            return Err(strict_error(&bad));
        }
        buffer = task.chunk.bytes;
    }
    Ok(Findings::report(vec![findings], reading.reports, options))
}

#[cfg(test)]
mod tests;
