//! Reads what errpredict analyses and writes what it found.
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

pub use errpredict::numbers;
pub use events::write_event;
pub use file::{Output, create, open};
pub use incident::read_incident;
pub use queries::{Queries, parse_time, read_statics};
pub use read::{
    ALIASES, Alias, BadLine, FORMS, Field, Following, Form, Format, LevelNumbers, Location, Progress,
    ReadOptions, ReadReport, Reading, Reason, Source, SourceReport, read_bytes, read_events,
    read_events_with_progress, read_into_rollup, read_into_rollup_with_progress, sources, unused_names,
};
pub use table::{Column, Table};
pub use table_writer::{Cell, TableWriter, csv_field, guarded, unguarded};
pub use text::{json_for_terminals, printable};
