//! Reads what errpredict analyses (logs of many formats, tables, incidents) and writes what it found (tables, pages).
//!
//! ```
//! use errpredict::RollupConfig;
//! use errpredict::analysis::{AnalysisConfig, analyze};
//! use errpredict_io::{ReadOptions, Source, html, read_into_rollup};
//!
//! let log = "2026-11-20T06:57:22Z ERROR checkout payment gateway did not answer\n".repeat(40);
//! let source = Source::Memory { name: "app.log".into(), bytes: log.into_bytes().into() };
//! let options = ReadOptions { service: Some("shop".into()), ..ReadOptions::default() };
//! let (rollup, report) = read_into_rollup(&[source], &options, &RollupConfig::default())?;
//! assert_eq!((report.events, report.bad), (40, 0));
//!
//! let now = rollup.now().expect("there are events");
//! let found = analyze(&rollup, now, &AnalysisConfig::default())?;
//! let page = html::report(&html::Contents::new("shop", &found, &rollup));
//! assert!(page.starts_with("<!doctype html>"));
//! # Ok::<(), errpredict::Error>(())
//! ```
//!
//! # What to call
//!
//! | I have | I want | I call |
//! |---|---|---|
//! | log files, packed or not, or bytes | counts to analyse | [`read_into_rollup`] |
//! | the same | the events one by one | [`read_events`], [`read_bytes`] |
//! | many small logs in memory | the same, made ready once | [`LogReader`] |
//! | paths with stars, folders, `-` | what is to be read | [`sources`] |
//! | a log that grows and is rotated | what is new since | [`Following`] |
//! | a log that is not understood | which lines, why, and what helps | [`ReadReport`], [`Reason`] |
//! | a table of numbers | its columns | [`Table`] |
//! | questions, or facts of services, in files | what a model is asked | [`Queries`], [`read_statics`] |
//! | a folder of an incident | what [`errpredict::rca::rank`] takes | [`read_incident`] |
//! | an analysis, a forecast, a model | one HTML page | [`html`] |
//! | results | CSV or JSON that no spreadsheet runs | [`TableWriter`] |
//! | text from a log | what a terminal may show | [`printable`] |
//!
//! The format is found from the content; `docs/formats.md` has all of them, and every name a field may have.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod events;
mod file;
pub mod html;
mod incident;
mod queries;
mod read;
mod table;
mod table_writer;
mod text;

pub use events::write_event;
pub use file::{Output, create, open};
pub use incident::read_incident;
pub use queries::{Queries, parse_time, read_statics};
pub use read::{
    ALIASES, Alias, BadLine, COLUMNS, FORMS, Field, Following, Form, Format, LevelNumbers, Location,
    LogReader, Progress, ReadOptions, ReadReport, Reading, Reason, Source, SourceMaps, SourceReport,
    UploadedMap, likely_times, read_bytes, read_events, read_events_with_progress, read_into_rollup,
    read_into_rollup_until, read_into_rollup_with_progress, sources, unpacks_within, unused_names,
};
pub use table::{Column, Table};
pub use table_writer::{Cell, TableWriter, csv_field, guarded, unguarded};
pub use text::{json_for_terminals, printable};
