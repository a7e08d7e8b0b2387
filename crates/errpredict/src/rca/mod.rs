//! Root causes: which service, metric, error group or change most likely started it, and the lines that show it.
//!
//! [`rank`] takes one [`Incident`], everything recorded around its onset, hears every witness that has something to
//! look at, and ranks the services. Everything that is said carries [`Evidence`] a person can check; without evidence
//! nothing is said, and what was missing is named. [`from_rollup`] does the same for a log of errors alone. Names of services carry no information: the ranking is the same
//! when they are renamed.

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
pub use from_rollup::{Moment, MomentKind, RootCauseAnalysis, from_rollup};
pub use history::{
    Belief, Beliefs, Cases, Classified, ConfirmedCase, Experience, Lessons, Signature, SimilarCase, Update,
};
pub use incident::{CallRow, ChangeEvent, Incident, Logs, MetricColumn, SpanRow, Statement, Symptom, Traces};
pub use metric_kind::MetricKind;
pub use rank::{RankedMetric, RankedService, Ranking, rank};
pub use remedy::resolution_steps;
