//! Foresees errors in running services.
//!
//! Events go in, an analysis comes out, and every step between is a plain function on plain data.
//! Modules stand in the order in which data moves; a module may use those above it, never below:
//!
//! 1. [`event`]: one thing that happened at one time (an error, a request, a deployment);
//! 2. [`fingerprint`]: a stable id of "the same error";
//! 3. [`rollup`]: events counted, order-free and exact;
//! 4. [`pattern`]: templates of messages, similar errors, states of error groups;
//! 5. [`features`]: what a rollup says about a service at a time, as named numbers;
//! 6. [`detect`], [`predict`], [`forecast`]: what is strange, how likely trouble is, where the numbers are going;
//! 7. [`rca`], [`action`], [`insight`]: why, what to do, what it means;
//! 8. [`history`]: what happened before, as people and time confirmed it;
//! 9. [`analysis`]: all of it at once, and [`Monitor`]: the same, one event at a time.
//!
//! The core does no I/O, reads no clock and no environment, writes no log and has no hidden randomness:
//! time is an argument, randomness a seed.
#![cfg_attr(not(test), forbid(clippy::unwrap_used, clippy::expect_used))]

mod class;
#[cfg(test)]
mod damage;
pub mod error;
mod key;
mod method;
mod named;
mod text;
pub mod time;

pub mod container;
mod stop;
pub mod threads;

pub mod vocabulary;

pub mod numbers;

pub mod evaluate;
pub mod stats;

pub mod event;

pub mod fingerprint;
pub mod rollup;

pub mod pattern;

pub mod features;

pub mod detect;
pub mod forecast;
pub mod predict;

pub mod rca;

pub mod action;
pub mod insight;

pub mod history;

pub mod analysis;

mod monitor;

pub use error::{Error, ErrorKind, Result};
pub use event::{Event, EventKind, EventRef, Scope, Severity};
pub use fingerprint::Fingerprint;
pub use monitor::{Monitor, WatchConfig, Watches};
pub use rollup::{Cells, Observed, Rollup, RollupConfig, ServiceRollup};
pub use stop::Stop;
pub use time::Timestamp;

/// The version of this library: what a store writes beside a model, as the code that trained it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The README's examples, compiled; not shown, so that a published crate needs no file outside itself.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
