//! What the pages are drawn with, for pages of others: the dashboard of the service is made of it. Whatever takes markup says so; every
//! other text is made harmless here.
//!
//! ```
//! use errpredict_io::html::draw::{escape, spark};
//!
//! assert_eq!(escape("<b>"), "&lt;b&gt;");
//! assert!(spark(&[0.0, 2.0, 1.0]).starts_with("<svg"));
//! assert_eq!(spark(&[0.0]), "none");
//! ```

pub use super::STYLE;
pub use super::card::{PREDICTION_COLUMNS, anomaly_line, prediction_row, why};
pub use super::chart::{Bar, Chart, Frame, Path, spark};
pub use super::escape::{cell, escape, lines, quote, sentences};
pub use super::forecast::{accuracy, fan, notes, threshold, trend};
pub use super::model::reliability_curve;
pub use super::parts::{Column, list, named_table, or_dash, table};
pub use super::plane::{Axis, Plane};
