//! Foresees errors in running services.
//!
//! Events go in, an analysis comes out, and every step between is a plain function on plain data.
//! Modules stand in the order in which data moves; a module may use those above it, never below:
//!
//! 1. [`event`]: one thing that happened at one time (an error, a request, a deployment);
//! 2. [`fingerprint`]: a stable id of "the same error";
//! 3. [`rollup`]: events counted, order-free and exact;
//! 4. [`features`]: what a rollup says about a service at a time, as named numbers;
//! 5. the families on top of it.
//!
//! The core does no I/O, reads no clock and no environment, writes no log and has no hidden randomness:
//! time is an argument, randomness a seed.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

pub mod error;
mod method;
pub mod time;

pub mod evaluate;
pub mod stats;

pub mod event;
pub mod pattern;

pub mod fingerprint;

pub mod rollup;

pub mod features;

pub mod detect;

pub mod predict;

pub mod forecast;

pub mod rca;

pub mod action;

pub mod insight;

pub mod analysis;
pub mod monitor;

pub use error::{Error, ErrorKind, Result};
pub use event::{Event, EventKind, EventRef, Severity};
pub use fingerprint::Fingerprint;
pub use monitor::Monitor;
pub use rollup::{Cells, Rollup, RollupConfig, ServiceRollup};
pub use time::Timestamp;
