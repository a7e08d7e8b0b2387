//! Plain statistics that more than one family needs.
//!
//! ```
//! use errpredict::stats::Series;
//! use errpredict::time::HOUR_MS;
//!
//! // One number an hour, with a gap.
//! let series =
//!     Series { first_end: "2026-11-20T01:00:00Z".parse()?, step_ms: HOUR_MS, values: vec![3.0, f64::NAN, 5.0] };
//! assert_eq!(series.present().sum::<f64>(), 8.0);
//! assert_eq!(series.end_of(2).to_string(), "2026-11-20T03:00:00Z");
//! # Ok::<(), errpredict::Error>(())
//! ```

pub mod linear;
mod middle;
pub(crate) mod ridge;
pub(crate) mod rng;
mod series;
pub(crate) mod simplex;
pub mod special;
pub(crate) mod stl;
pub(crate) mod wide;

pub(crate) use middle::{IQR_TO_DEVIATION, MAD_TO_DEVIATION, Z_95, mean, median, quantile};
pub use rng::Rng;
pub use series::Series;
pub(crate) use series::{gap, gaps};

/// Whether no value is infinite or `NaN`.
pub(crate) fn all_finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite())
}
