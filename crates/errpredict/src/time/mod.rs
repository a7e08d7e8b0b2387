//! Lengths of time in milliseconds, beside [`Timestamp`], which counts in them.
//!
//! ```
//! use errpredict::Timestamp;
//! use errpredict::time::HOUR_MS;
//!
//! let at: Timestamp = "2026-11-23T07:57:22+01:00".parse()?;
//! assert_eq!(at.to_string(), "2026-11-23T06:57:22Z");
//! assert_eq!(at.floor_to(HOUR_MS).plus_ms(HOUR_MS), "2026-11-23T07:00:00Z".parse()?);
//! # Ok::<(), errpredict::Error>(())
//! ```

mod gaps;
pub(crate) mod timestamp;

pub use gaps::{GAP_MS, gap, gap_before};
pub(crate) use timestamp::Timestamp;

/// Milliseconds in a second.
pub const SECOND_MS: i64 = 1_000;
/// Milliseconds in a minute, the finest bucket of a rollup.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// Milliseconds in an hour.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Milliseconds in a day.
pub const DAY_MS: i64 = 24 * HOUR_MS;
