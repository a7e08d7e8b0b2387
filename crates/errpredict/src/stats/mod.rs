//! Plain statistics that more than one family needs.

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
