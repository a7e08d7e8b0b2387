//! Foresees errors in running services: from the events of a log to what is strange, how likely the next trouble is,
//! where the numbers are going, why, and what to do.
//!
//! ```
//! use errpredict::analysis::{AnalysisConfig, analyze};
//! use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
//!
//! // Two errors an hour for three days, then two hundred in one.
//! let mut rollup = Rollup::new(RollupConfig::default())?;
//! let start: Timestamp = "2026-11-20T00:00:00Z".parse()?;
//! for hour in 0..72 {
//!     for i in 1..=if hour == 71 { 200 } else { 2 } {
//!         let at = start.plus_ms(hour * 3_600_000 + i * 10_000);
//!         rollup.observe(EventRef::new(at, "checkout", Severity::High, "TimeoutError"));
//!     }
//! }
//! rollup.settle();
//! let found = analyze(&rollup, start.plus_ms(72 * 3_600_000), &AnalysisConfig::default())?;
//! let spike = &found.services[0].anomalies[0];
//! assert_eq!((spike.anomaly_type.name(), spike.actual, spike.ongoing), ("spike", 200.0, true));
//! # Ok::<(), errpredict::Error>(())
//! ```
//!
//! # What to call
//!
//! | I have | I want | I call |
//! |---|---|---|
//! | events of the past | everything that is found at a time | [`Rollup::observe`], [`analysis::analyze`] |
//! | a running process | the same, at any moment, from any thread | [`Monitor::observe`], [`Monitor::analyze`], [`Monitor::advance`] |
//! | a number that my process measures | whether its newest value is strange | [`Monitor::measure`], or [`detect::Watch`] without a monitor |
//! | a state to keep over a restart | bytes | [`Monitor::save`] and [`Monitor::load`], [`Rollup::save`] and [`Rollup::load`] |
//! | a log file | its events | `errpredict_io::read_into_rollup`, of the crate `errpredict-io` |
//! | events, and a question ("something critical within a day?") | a calibrated model of my own | [`predict::self_labelled`], [`predict::Plan::fit`] |
//! | a model | probabilities, what moved them, bytes to keep | [`predict::ProbabilityModel`]: `predict_queries`, `explain`, `serve`, `to_bytes` |
//! | events and a model's question | what such a model would have been worth | [`predict::backtest()`] |
//! | counts per hour | anomalies within a false-alarm budget | [`detect::detect_counts`] |
//! | any series, or rows without order | how strange each value or row is | [`detect::series::SeriesDetector`], [`detect::Detector`] |
//! | a series | the next values with intervals, and when a threshold is crossed | [`forecast::forecast()`] |
//! | several services and their sum | forecasts that add up | [`forecast::Histories`], [`forecast::add_up`] |
//! | an incident with metrics, traces, logs, changes | ranked causes with evidence | [`rca::rank`] |
//! | an error event | a stable id of "the same error" | [`fingerprint()`] |
//! | events of people | the same without mail addresses, card numbers, passwords | [`redact::Redactor`] |
//! | messages | their templates | [`pattern::templates::Templates`] |
//! | stack traces | the most similar ones | [`pattern::similar::Similar`] |
//! | what is known of a service | what to do about it | [`action::recommend`] |
//! | what turned out to be true | better answers next time | [`history::History`] |
//! | predictions and what came | how good they were | [`evaluate`] |
//! | a program in another language | all of it as JSON | the crate `errpredict-wire` |
//!
//! # How it hangs together
//!
//! Events go in, an analysis comes out, and every step between is a plain function on plain data.
//! Modules stand in the order in which data moves; a module may use those above it, never below:
//!
//! 1. [`Event`]: one thing that happened at one time (an error, a request, a deployment);
//! 2. [`Fingerprint`]: a stable id of "the same error"; [`redact`]: an event without what is of a person or a secret;
//! 3. [`Rollup`]: events counted, order-free and exact;
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

mod work;

#[cfg(test)]
mod damage;
mod error;
mod key;
mod method;
mod named;

mod class;

mod text;
pub mod time;

pub mod container;
mod stop;
pub mod threads;

pub mod vocabulary;

mod clock;
pub mod numbers;
mod people_clock;
mod window;

pub mod evaluate;
pub mod stats;

mod event;

mod fingerprint;
pub mod redact;
mod rollup;

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

/// The arrays of rows and columns that detectors and predictors take: whoever calls them needs exactly this version.
pub use ndarray;

pub use error::{Error, ErrorKind, Result};
pub use event::{Attributes, ENVIRONMENTS, Event, EventKind, EventRef, LEVEL_NAMES, Scope, Severity};
pub use fingerprint::{Fingerprint, Fingerprinter, fingerprint, mask_message};
pub use monitor::{Monitor, WatchConfig, Watches};
pub use people_clock::PeopleClock;
pub use rollup::{
    Cells, Distinct, ErrorGroup, Latency, Observed, Outcome, Rollup, RollupConfig, RollupRow, RowPart,
    ServiceRollup, Sketch, Windows,
};
pub use stop::Stop;
pub use time::timestamp::Timestamp;
pub use window::{Weekday, Window};
pub use work::Work;

/// The version of this library: what a store writes beside a model, as the code that trained it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The README's examples, compiled; not shown, so that a published crate needs no file outside itself.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// Those of the guide for programs in Rust.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/rust.md")]
struct Guide;
