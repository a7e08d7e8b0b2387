//! Root causes: which service, metric, error group or change most likely started it, and the lines that show it.
//!
//! [`rank`] takes one [`Incident`], everything recorded around its onset, hears every witness that has something to
//! look at, and ranks the services. Everything that is said carries [`Evidence`] a person can check; without evidence
//! nothing is said, and what was missing is named. [`from_rollup`] does the same for a log of errors alone. Names of services carry no information: the ranking is the same
//! when they are renamed.
//!
//! ```
//! use errpredict::rca::{Incident, MetricColumn, rank};
//! use errpredict::time::MINUTE_MS;
//! use errpredict::Timestamp;
//!
//! let onset: Timestamp = "2026-11-20T12:00:00Z".parse()?;
//! let mut incident = Incident::new("INC-7", onset, vec!["checkout".into(), "database".into()]);
//! incident.times = (-30..10).map(|minute| onset.plus_ms(minute * MINUTE_MS)).collect();
//! incident.graph = vec![(0, 1)]; // checkout calls the database
//! let cpu = |service, after| {
//!     let values = (-30..10).map(|minute| if minute < 0 { 20.0 + (minute % 3) as f64 } else { after }).collect();
//!     MetricColumn { name: format!("cpu_{service}"), service, metric: "cpu".into(), values }
//! };
//! incident.metrics = vec![cpu(0, 21.0), cpu(1, 95.0)];
//! let ranking = rank(&incident)?;
//! assert_eq!(ranking.services[0].service, "database");
//! # Ok::<(), errpredict::Error>(())
//! ```

mod area;
mod cause;
mod cause_tree;
#[cfg(test)]
mod checks;
mod evidence;
mod from_rollup;
mod history;
mod incident;
mod metric_kind;
mod moved;
mod rank;
mod remedy;
mod share;
mod teach;
mod witness;

pub use crate::class::ErrorClass;
pub use area::CauseArea;
pub use cause::{Cause, CauseKind};
pub use cause_tree::{CauseNode, cause_tree};
pub use evidence::Evidence;
pub(crate) use from_rollup::P_RISE;
pub(crate) use from_rollup::rose_in_the_second_half;
pub use from_rollup::{Moment, MomentKind, RisenGroup, RootCauseAnalysis, from_rollup};
pub use history::{
    Belief, Beliefs, Cases, Classified, ConfirmedCase, Experience, Lessons, Signature, SimilarCase, Update,
};
pub use incident::{CallRow, ChangeEvent, Incident, Logs, MetricColumn, SpanRow, Statement, Symptom, Traces};
pub use metric_kind::MetricKind;
pub use rank::{RankedMetric, RankedService, Ranking, rank};
pub use remedy::resolution_steps;
