//! One incident: everything that was recorded around its onset, as plain columns.

use crate::event::Severity;
use crate::time::Timestamp;

/// One metric of one service, a value per row; a gap is NaN.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricColumn {
    /// The input's own column name.
    pub name: String,
    /// Index into [`Incident::services`].
    pub service: usize,
    /// The metric's name without the service.
    pub metric: String,
    /// One value per row of [`Incident::times`].
    pub values: Vec<f64>,
}

/// One place in the code (or one template) that writes log lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Index into [`Incident::services`].
    pub service: usize,
    /// Severity it writes with.
    pub severity: Severity,
    /// Source place or template, for people.
    pub text: String,
}

/// Log lines as (time, index of the statement).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Logs {
    /// All statements that occur.
    pub statements: Vec<Statement>,
    /// Lines around the incident.
    pub lines: Vec<(Timestamp, u32)>,
    /// Lines of a time without fault.
    pub reference: Vec<(Timestamp, u32)>,
}

/// Spans of one service in one bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpanRow {
    /// Start of the bucket.
    pub bucket: Timestamp,
    /// Index into [`Incident::services`].
    pub service: usize,
    /// Number of spans.
    pub spans: f64,
    /// Mean time a span spent in the service itself, ms.
    pub self_ms: f64,
}

/// Calls from one service to another in one bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CallRow {
    /// Start of the bucket.
    pub bucket: Timestamp,
    /// Index of the caller.
    pub caller: usize,
    /// Index of the callee.
    pub callee: usize,
    /// Number of calls.
    pub calls: f64,
    /// Mean time at the caller minus time at the callee, ms.
    pub net_ms: f64,
}

/// Traces, aggregated per bucket.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Traces {
    /// Width of a bucket, ms.
    pub bucket_ms: i64,
    /// Spans around the incident.
    pub spans: Vec<SpanRow>,
    /// Calls around the incident.
    pub calls: Vec<CallRow>,
    /// Spans of a time without fault.
    pub reference_spans: Vec<SpanRow>,
    /// Calls of a time without fault.
    pub reference_calls: Vec<CallRow>,
}

/// A recorded change: a deployment, a flag, a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeEvent {
    /// When.
    pub at: Timestamp,
    /// Index into [`Incident::services`].
    pub service: usize,
    /// Whether it is a deployment.
    pub deployment: bool,
    /// Release or description.
    pub what: String,
}

/// What somebody complained about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symptom {
    /// Index into [`Incident::services`].
    pub service: usize,
    /// The metric's name, which says whether it is slow or failing.
    pub metric: String,
}

/// Everything recorded around the onset of one incident. Whatever was not recorded stays empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// When it began, as far as is known.
    pub onset: Timestamp,
    /// Names of the services. They are labels only: nothing depends on them.
    pub services: Vec<String>,
    /// Time of every metric row.
    pub times: Vec<Timestamp>,
    /// The metrics.
    pub metrics: Vec<MetricColumn>,
    /// Who calls whom.
    pub graph: Vec<(usize, usize)>,
    /// What somebody complained about.
    pub symptom: Option<Symptom>,
    /// Logs.
    pub logs: Option<Logs>,
    /// Traces.
    pub traces: Option<Traces>,
    /// Changes before the onset.
    pub changes: Vec<ChangeEvent>,
}

impl Incident {
    /// An incident of which nothing is recorded yet.
    #[must_use]
    pub fn new(id: impl Into<String>, onset: Timestamp, services: Vec<String>) -> Self {
        Incident {
            id: id.into(),
            onset,
            services,
            times: Vec::new(),
            metrics: Vec::new(),
            graph: Vec::new(),
            symptom: None,
            logs: None,
            traces: None,
            changes: Vec::new(),
        }
    }

    /// The callees of every service, each once, a service never its own.
    pub(super) fn callees(&self) -> Vec<Vec<usize>> {
        let mut callees = vec![Vec::new(); self.services.len()];
        for &(caller, callee) in &self.graph {
            if caller != callee && !callees[caller].contains(&callee) {
                callees[caller].push(callee);
            }
        }
        callees
    }
}
