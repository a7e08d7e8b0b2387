//! Reads what errpredict analyses and writes what it found.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod file;
mod table;

pub use file::{Output, create, open};
pub use table::{Column, Table};
