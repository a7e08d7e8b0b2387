//! What kind of strangeness an anomaly is, and what found it.

use serde::{Deserialize, Serialize};

use crate::named::named;

/// What kind of strangeness an anomaly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnomalyType {
    /// More than expected, and not (yet) for long.
    Spike,
    /// Less than expected, down to nothing at all.
    Drop,
    /// The level moved and stayed moved.
    TrendChange,
    /// The mix of errors is not that of its history.
    PatternDeviation,
    /// Metrics that used to move together do not.
    CorrelationBreak,
}

named!(AnomalyType, "type of anomaly":
    Spike "spike",
    Drop "drop",
    TrendChange "trend_change",
    PatternDeviation "pattern_deviation",
    CorrelationBreak "correlation_break",
);

/// What found an anomaly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FoundBy {
    /// The model of counts ([`detect_counts`](super::detect_counts), [`Watch`](super::Watch)).
    Counts,
    /// The robust level of a watched number ([`Watch`](super::Watch)).
    Values,
    /// The scores of a detector, by a threshold ([`anomalies_of`](super::anomalies_of)).
    Scores,
    /// The comparison of mixes ([`pattern_deviation`](super::pattern_deviation)).
    Mix,
    /// The order of days ([`drift`](super::drift)).
    Drift,
    /// The first of its kind.
    First,
    /// The comparison of correlations ([`CorrelationBreak`](super::CorrelationBreak)).
    Correlation,
    /// The comparison with services like it ([`peers_of_counts`](super::peers_of_counts())).
    Peers,
}

named!(FoundBy, "way of finding":
    Counts "counts",
    Values "values",
    Scores "scores",
    Mix "mix",
    Drift "drift",
    First "first",
    Correlation "correlation",
    Peers "peers",
);
