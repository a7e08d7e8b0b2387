//! Root causes: which service, metric, error group or change most likely started it, and the lines that show it.
//!
//! Everything that is said carries [`Evidence`] a person can check; without evidence nothing is said.

mod cause;
mod class;
mod evidence;

pub use cause::{Cause, CauseKind};
pub use class::ErrorClass;
pub use evidence::Evidence;
