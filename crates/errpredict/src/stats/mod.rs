//! Plain statistics that more than one family needs.

mod series;

pub use series::Series;
pub(crate) use series::gaps;
