//! How a report looks on a terminal: colours that can be switched off, numbers and times that can be read.

mod numbers;
mod style;

pub(crate) use numbers::{amount, count, duration, percent, plural, rate, short_time};
pub(crate) use style::Style;
