//! One incident: everything that was recorded around its onset, as plain columns.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::event::Severity;
use crate::stats::gaps;
use crate::time::Timestamp;

/// One metric of one service, a value per row; a gap is NaN.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MetricColumn {
    /// The input's own column name.
    pub name: String,
    /// Index into [`Incident::services`].
    pub service: usize,
    /// The metric's name without the service. Its words say what it measures, as [`MetricKind::of`](super::MetricKind::of) reads
    /// them: a time (`latency_p95`, `duration_ms`), successes, failures (`errors`, `failed`), traffic (`requests`, `rps`), bytes that
    /// follow the traffic (`network`, `disk`); anything else is a resource (`cpu`, `memory`).
    pub metric: String,
    /// One value per row of [`Incident::times`]; a gap is NaN (null in JSON).
    #[serde(with = "gaps")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Option<f64>>"))]
    pub values: Vec<f64>,
}

/// One place in the code (or one template) that writes log lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Index into [`Incident::services`].
    pub service: usize,
    /// Severity it writes with.
    pub severity: Severity,
    /// Source place or template, for people.
    pub text: String,
}

/// Log lines as (time, index of the statement).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Logs {
    /// All statements that occur.
    pub statements: Vec<Statement>,
    /// Lines around the incident.
    pub lines: Vec<(Timestamp, u32)>,
    /// Lines of a time without fault.
    #[serde(default)]
    pub reference: Vec<(Timestamp, u32)>,
}

/// Spans of one service in one bucket.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Traces {
    /// Width of a bucket, ms.
    pub bucket_ms: i64,
    /// Spans around the incident.
    #[serde(default)]
    pub spans: Vec<SpanRow>,
    /// Calls around the incident.
    #[serde(default)]
    pub calls: Vec<CallRow>,
    /// Spans of a time without fault.
    #[serde(default)]
    pub reference_spans: Vec<SpanRow>,
    /// Calls of a time without fault.
    #[serde(default)]
    pub reference_calls: Vec<CallRow>,
}

impl Traces {
    fn services(&self) -> impl Iterator<Item = usize> + '_ {
        let spans = self.spans.iter().chain(&self.reference_spans).map(|row| row.service);
        let calls = self.calls.iter().chain(&self.reference_calls).flat_map(|row| [row.caller, row.callee]);
        spans.chain(calls)
    }
}

/// A recorded change: a deployment, a flag, a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    /// Index into [`Incident::services`].
    pub service: usize,
    /// The metric's name, which says whether it is slow or failing.
    pub metric: String,
}

/// Everything recorded around the onset of one incident. Whatever was not recorded stays empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// When it began, as far as is known.
    pub onset: Timestamp,
    /// Names of the services. They are labels only: nothing depends on them.
    pub services: Vec<String>,
    /// Time of every metric row.
    #[serde(default)]
    pub times: Vec<Timestamp>,
    /// The metrics.
    #[serde(default)]
    pub metrics: Vec<MetricColumn>,
    /// Who calls whom: caller and callee, as indices into `services`.
    #[serde(default)]
    pub graph: Vec<(usize, usize)>,
    /// What somebody complained about.
    #[serde(default)]
    pub symptom: Option<Symptom>,
    /// Logs.
    #[serde(default)]
    pub logs: Option<Logs>,
    /// Traces.
    #[serde(default)]
    pub traces: Option<Traces>,
    /// Changes before the onset.
    #[serde(default)]
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

    /// Checks that everything refers to what is there, for incidents that come from outside.
    ///
    /// # Errors
    /// `invalid_input` naming the part: a service, statement or row that does not exist, a column whose length is not
    /// that of `times`, times that are not in order, or a width of buckets that is not above 0.
    pub fn validate(&self) -> Result<()> {
        let refuse = |what: String| {
            Err(Error::new(ErrorKind::InvalidInput, format!("the incident does not fit: {what}")))
        };
        let n = self.services.len();
        for (i, column) in self.metrics.iter().enumerate() {
            if column.values.len() != self.times.len() {
                let (values, times) = (column.values.len(), self.times.len());
                return refuse(format!("metrics[{i}] has {values} values, there are {times} times"));
            }
        }
        if !self.times.is_sorted() {
            return refuse("times must not fall".to_owned());
        }
        let (logs, traces) = (self.logs.as_ref(), self.traces.as_ref());
        let named: [(&str, Vec<usize>); 6] = [
            ("metrics", self.metrics.iter().map(|column| column.service).collect()),
            ("graph", self.graph.iter().flat_map(|&(caller, callee)| [caller, callee]).collect()),
            ("symptom", self.symptom.iter().map(|symptom| symptom.service).collect()),
            ("changes", self.changes.iter().map(|change| change.service).collect()),
            ("logs", logs.iter().flat_map(|logs| &logs.statements).map(|place| place.service).collect()),
            ("traces", traces.iter().flat_map(|traces| traces.services()).collect()),
        ];
        for (part, services) in named {
            if let Some(unknown) = services.into_iter().find(|service| *service >= n) {
                return refuse(format!("{part} names service {unknown}, there are {n}"));
            }
        }
        if let Some(logs) = logs {
            let known = logs.statements.len();
            let mut lines = logs.lines.iter().chain(&logs.reference);
            if let Some((_, unknown)) = lines.find(|(_, statement)| *statement as usize >= known) {
                return refuse(format!("logs name statement {unknown}, there are {known}"));
            }
        }
        match traces.filter(|traces| traces.bucket_ms <= 0) {
            Some(traces) => refuse(format!("traces.bucket_ms must be above 0, got {}", traces.bucket_ms)),
            None => Ok(()),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn time(ms: i64) -> Timestamp {
        Timestamp::from_ms(ms).unwrap()
    }

    /// Two services with one metric, one statement and one span.
    fn whole() -> Incident {
        let mut incident = Incident::new("x", time(1), vec!["a".to_owned(), "b".to_owned()]);
        incident.times = vec![time(0), time(1)];
        let (name, metric) = ("a_cpu".to_owned(), "cpu".to_owned());
        incident.metrics.push(MetricColumn { name, service: 0, metric, values: vec![1.0, f64::NAN] });
        incident.logs = Some(Logs {
            statements: vec![Statement { service: 1, severity: Severity::Info, text: "in".to_owned() }],
            lines: vec![(time(0), 0)],
            reference: Vec::new(),
        });
        let spans = vec![SpanRow { bucket: time(0), service: 1, spans: 1.0, self_ms: 1.0 }];
        incident.traces = Some(Traces { bucket_ms: 10, spans, ..Traces::default() });
        incident
    }

    #[test]
    fn what_refers_to_nothing_is_refused_by_name() {
        whole().validate().unwrap();
        type Spoil = fn(&mut Incident);
        let cases: [(Spoil, &str); 7] = [
            (|i| i.metrics[0].service = 2, "metrics names service 2, there are 2"),
            (|i| i.metrics[0].values.clear(), "metrics[0] has 0 values, there are 2 times"),
            (|i| i.times.reverse(), "times must not fall"),
            (|i| i.graph.push((0, 9)), "graph names service 9"),
            (|i| i.logs.as_mut().unwrap().lines[0].1 = 1, "logs name statement 1, there are 1"),
            (|i| i.traces.as_mut().unwrap().bucket_ms = 0, "traces.bucket_ms must be above 0"),
            (|i| i.traces.as_mut().unwrap().spans[0].service = 5, "traces names service 5"),
        ];
        for (spoil, says) in cases {
            let mut incident = whole();
            spoil(&mut incident);
            let error = incident.validate().unwrap_err();
            assert!(error.code() == "invalid_input" && error.message().contains(says), "{error}");
        }
    }

    #[test]
    fn json_keeps_gaps_and_needs_only_what_is_known() {
        let text = serde_json::to_string(&whole()).unwrap();
        let read: Incident = serde_json::from_str(&text).unwrap();
        assert!(read.metrics[0].values[1].is_nan());
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        let least = r#"{"id":"x","onset":"2026-11-01T00:00:00Z","services":["a"]}"#;
        assert!(serde_json::from_str::<Incident>(least).unwrap().metrics.is_empty());
    }
}
