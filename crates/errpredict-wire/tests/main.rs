//! The integration tests of this crate, one binary: a binary for each file would be linked, and its dependencies loaded,
//! once for each. A file that is not named here fails `test_files_are_run` in the core's `rules.rs`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod cases;
mod handle_cases;
mod hostile;
mod hostile_requests;
mod page;
mod part;
mod program;
mod schema;
mod shapes;
