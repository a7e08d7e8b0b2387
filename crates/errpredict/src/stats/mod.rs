//! Plain statistics that more than one family needs.

pub mod rng;
mod series;
pub mod special;
pub(crate) mod simplex;
pub(crate) mod stl;

pub use rng::Rng;
pub use series::Series;
pub(crate) use series::gaps;
