//! Reads what errpredict analyses and writes what it found.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod file;
mod table;
mod text;

pub use file::{Output, create, open};
pub use table::{Column, Table};
pub use text::printable;
