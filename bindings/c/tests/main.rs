//! The C library as C programs see it: its header, its symbols, its layouts, the shared cases, programs in C and C++.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod border;
mod cases;
mod interface;
mod programs;
