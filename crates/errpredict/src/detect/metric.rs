//! What an anomaly is about: which scope, and what of it was counted or measured.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::event::Scope;
use crate::fingerprint::Fingerprint;

/// What was counted or measured.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Metric {
    /// Events of kind error from severity medium up.
    #[default]
    Errors,
    /// Answers with a status of 500 to 599.
    FailedRequests,
    /// Requests that took longer than a limit.
    SlowRequests {
        /// The limit.
        limit_ms: f64,
    },
    /// Requests of any outcome.
    Requests,
    /// Events of any kind.
    Events,
    /// Events of severity critical.
    CriticalEvents,
    /// Which kinds of errors there are, and in what shares.
    Mix,
    /// How closely numbers move together.
    Correlation,
    /// A number that was measured elsewhere, under its name.
    Measured(String),
}

impl Metric {
    /// The name without what belongs to it, as in JSON and in the database.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Metric::Errors => "errors",
            Metric::FailedRequests => "failed_requests",
            Metric::SlowRequests { .. } => "slow_requests",
            Metric::Requests => "requests",
            Metric::Events => "events",
            Metric::CriticalEvents => "critical_events",
            Metric::Mix => "mix",
            Metric::Correlation => "correlation",
            Metric::Measured(_) => "measured",
        }
    }

    /// What it is inside a key; a limit that is learned anew every day is no part of it.
    fn key_part(&self) -> String {
        match self {
            Metric::Measured(name) => format!("measured {}", Scope::service_named(name.as_str()).key_part()),
            other => other.name().to_owned(),
        }
    }
}

/// For people: `failed requests`, `requests slower than 250 ms`.
impl fmt::Display for Metric {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Metric::Errors => formatter.write_str("errors"),
            Metric::FailedRequests => formatter.write_str("failed requests"),
            // Three digits are as many as the histogram of response times tells.
            Metric::SlowRequests { limit_ms } if *limit_ms >= 100.0 => {
                write!(formatter, "requests slower than {limit_ms:.0} ms")
            }
            Metric::SlowRequests { limit_ms } => write!(formatter, "requests slower than {limit_ms:.1} ms"),
            Metric::Requests => formatter.write_str("requests"),
            Metric::Events => formatter.write_str("events"),
            Metric::CriticalEvents => formatter.write_str("critical events"),
            Metric::Mix => formatter.write_str("mix of errors"),
            Metric::Correlation => formatter.write_str("numbers that move together"),
            Metric::Measured(name) => formatter.write_str(name),
        }
    }
}

/// What a series or a mix is about: its scope, its metric and, where it is one error group alone, which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The service, or all of them.
    pub scope: Scope,
    /// What of it; errors where nothing is said.
    #[serde(default)]
    pub metric: Metric,
    /// The error group, where it is one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Fingerprint>,
}

impl Subject {
    /// Some metric of a service or of all of them.
    #[must_use]
    pub const fn new(scope: Scope, metric: Metric) -> Self {
        Subject { scope, metric, group: None }
    }

    /// The errors of a service.
    pub fn errors_of(service: impl Into<String>) -> Self {
        Subject::new(Scope::service_named(service), Metric::Errors)
    }

    /// A number that belongs to no service, under its name.
    pub fn measured(name: impl Into<String>) -> Self {
        Subject::new(Scope::System, Metric::Measured(name.into()))
    }

    /// The subject inside a key; no two subjects give the same text.
    pub(crate) fn key_part(&self) -> String {
        let group = self.group.map_or(String::new(), |group| group.to_string());
        format!("{}:{}:{group}", self.scope.key_part(), self.metric.key_part())
    }
}

impl From<Scope> for Subject {
    /// The errors of that scope.
    fn from(scope: Scope) -> Self {
        Subject::new(scope, Metric::Errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_words_of_every_metric() {
        for (metric, json, words) in [
            (Metric::Errors, r#""errors""#, "errors"),
            (Metric::FailedRequests, r#""failed_requests""#, "failed requests"),
            (
                Metric::SlowRequests { limit_ms: 250.4 },
                r#"{"slow_requests":{"limit_ms":250.4}}"#,
                "requests slower than 250 ms",
            ),
            (Metric::Requests, r#""requests""#, "requests"),
            (Metric::Events, r#""events""#, "events"),
            (Metric::CriticalEvents, r#""critical_events""#, "critical events"),
            (Metric::Mix, r#""mix""#, "mix of errors"),
            (Metric::Correlation, r#""correlation""#, "numbers that move together"),
            (Metric::Measured("cpu".to_owned()), r#"{"measured":"cpu"}"#, "cpu"),
        ] {
            assert_eq!(serde_json::to_string(&metric).unwrap(), json);
            assert_eq!(serde_json::from_str::<Metric>(json).unwrap(), metric);
            assert_eq!(metric.to_string(), words);
            assert!(json.contains(metric.name()), "{json}");
        }
    }

    #[test]
    fn the_key_knows_the_subject_but_not_the_limit() {
        let slow = |limit_ms| {
            Subject::new(Scope::service_named("web"), Metric::SlowRequests { limit_ms }).key_part()
        };
        assert_eq!(slow(250.0), slow(260.0));
        let keys = [
            slow(1.0),
            Subject::errors_of("web").key_part(),
            Subject::errors_of("system").key_part(),
            Subject::from(Scope::System).key_part(),
            Subject::measured("errors").key_part(),
            Subject { group: Some(Fingerprint(7)), ..Subject::errors_of("web") }.key_part(),
        ];
        let mut distinct = keys.to_vec();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len());
    }
}
