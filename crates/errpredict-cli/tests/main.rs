//! The integration tests of this crate, one binary: a binary for each file would be linked, and its dependencies loaded,
//! once for each. A file that is not named here fails `test_files_are_run` in the core's `rules.rs`.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod analyze;
#[cfg(feature = "server")]
mod apply;
mod book;
mod detect;
mod doctor;
mod exits;
mod forecast;
mod fuzz_corpus;
mod golden;
mod history;
mod old_models;
mod options;
mod pages;
#[cfg(feature = "server")]
mod serve;
mod severity;
#[cfg(feature = "store")]
mod store;
mod templates;
#[cfg(feature = "server")]
mod token;
mod versions;
mod watch;
