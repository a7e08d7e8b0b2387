//! The anomaly: one strange interval, however it was found.
//!
//! Detectors give scores and tail probabilities; everything that a person or a program acts on is an
//! [`AnomalyDetection`], written here once: score, severity, confidence, identity, merging.

use serde::{Deserialize, Serialize};

use super::chance::Chance;
use crate::event::Severity;
use crate::time::Timestamp;

/// What kind of strangeness an anomaly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
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

impl AnomalyType {
    /// Every type, in the order of the list above.
    pub const ALL: [AnomalyType; 5] = [
        AnomalyType::Spike,
        AnomalyType::Drop,
        AnomalyType::TrendChange,
        AnomalyType::PatternDeviation,
        AnomalyType::CorrelationBreak,
    ];

    /// The name in JSON, in the database and in every binding.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AnomalyType::Spike => "spike",
            AnomalyType::Drop => "drop",
            AnomalyType::TrendChange => "trend_change",
            AnomalyType::PatternDeviation => "pattern_deviation",
            AnomalyType::CorrelationBreak => "correlation_break",
        }
    }
}

/// One part of what makes up an anomaly: an error group, a type, a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnomalyCause {
    /// Name of the group, type or metric.
    pub name: String,
    /// Its share of the deviation, 0 to 1.
    pub share: f64,
    /// What was expected of it.
    pub expected: f64,
    /// What was seen.
    pub actual: f64,
}

/// A strange interval inside one series or one mix.
///
/// Every number is finite. Built by one private constructor, so that score, severity and key follow one rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnomalyDetection {
    /// Stable identity: same subject, type and start give the same key, so what is found again is the same anomaly.
    pub dedupe_key: String,
    /// What the series is about, as the caller named it (a service, a group of a service).
    pub subject: String,
    /// What kind of strangeness it is.
    #[serde(rename = "type")]
    pub anomaly_type: AnomalyType,
    /// Start of the first bucket of the interval (exclusive).
    pub start: Timestamp,
    /// End of the last bucket of the interval (inclusive).
    pub end: Timestamp,
    /// End of the bucket that deviates most.
    pub peak: Timestamp,
    /// True while the interval reaches to the end of the data.
    pub ongoing: bool,
    /// How strange, 0 to 1: see [`strangeness`].
    pub score: f64,
    /// From the score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low.
    pub severity: Severity,
    /// Expected value per step: at the peak of a spike, on average over the interval otherwise.
    pub expected: f64,
    /// The value seen, at the same place.
    pub actual: f64,
    /// `actual` against `expected` in percent; absent where nothing was expected.
    pub deviation_percent: Option<f64>,
    /// Probability of a week in which chance brings no such thing, all tests counted in: see [`Chance`].
    pub confidence: f64,
    /// How often chance alone would bring such a thing.
    #[serde(default)]
    pub chance: Chance,
    /// Since when its level counts as the usual one although it goes on; absent while it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Timestamp>,
    /// Smallest tail probability inside the interval, for a single test.
    pub p_value: f64,
    /// What makes it up, largest share first; empty where there is only one series.
    pub causes: Vec<AnomalyCause>,
}

/// Scores from which the severities start (spec 4.4).
pub const SEVERITY_FROM: [(f64, Severity); 3] =
    [(0.85, Severity::Critical), (0.70, Severity::High), (0.50, Severity::Medium)];

/// The severity of a score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low.
#[must_use]
pub fn severity_of(score: f64) -> Severity {
    SEVERITY_FROM.iter().find(|(from, _)| score >= *from).map_or(Severity::Low, |(_, severity)| *severity)
}

/// Smallest tail probability that is reported: smaller ones cannot be told apart from rounding.
pub const SMALLEST_P: f64 = 1e-300;

/// Decades of improbability at which the evidence alone gives a score of one half.
const HALF_EVIDENCE_DECADES: f64 = 3.0;
/// What each doubling (or halving) leaves of the distance to 1: twofold caps the score at 0.70, fourfold at 0.91.
const LEFT_PER_DOUBLING: f64 = 0.3;

/// Score of a deviation: how improbable, capped by how large.
///
/// `min(d / (d + 3), 1 - 0.3^|log2 ratio|)` with d = -log10 p and ratio = (actual + 1/2) / (expected + 1/2).
/// So 1 in 1,000 is a half and 1 in 10^17 critical, but a rise by a tenth is never worse than low, however sure.
#[must_use]
pub fn strangeness(p_value: f64, expected: f64, actual: f64) -> f64 {
    let doublings = libm::log2((actual.max(0.0) + 0.5) / (expected.max(0.0) + 0.5)).abs();
    evidence(p_value).min(1.0 - libm::pow(LEFT_PER_DOUBLING, doublings))
}

/// The part of [`strangeness`] that comes from the probability alone: `d / (d + 3)`, d = -log10 p.
#[must_use]
pub fn evidence(p_value: f64) -> f64 {
    let decades = -libm::log10(p_value.clamp(SMALLEST_P, 1.0));
    decades / (decades + HALF_EVIDENCE_DECADES)
}

impl AnomalyDetection {
    /// The anomaly with that place and evidence; score, severity, deviation and key follow from them.
    #[must_use]
    #[allow(clippy::too_many_arguments, reason = "the fields that do not follow from others")]
    pub(crate) fn new(
        subject: &str,
        anomaly_type: AnomalyType,
        (start, end, peak): (Timestamp, Timestamp, Timestamp),
        (expected, actual): (f64, f64),
        p_value: f64,
        chance: Chance,
        score: f64,
    ) -> Self {
        let p_value = p_value.clamp(SMALLEST_P, 1.0);
        AnomalyDetection {
            dedupe_key: dedupe_key(subject, anomaly_type, start),
            subject: subject.to_owned(),
            anomaly_type,
            start,
            end,
            peak,
            ongoing: false,
            score,
            severity: severity_of(score),
            expected,
            actual,
            deviation_percent: (expected > 0.0)
                .then_some(100.0 * (actual - expected) / expected)
                .filter(|percent| percent.is_finite()),
            confidence: chance.sure(),
            chance,
            adopted: None,
            p_value,
            causes: Vec::new(),
        }
    }
}

impl AnomalyDetection {
    /// The same among `n` series tested with the same budget. What chance then brings more often than not within a week is
    /// not worse than low.
    #[must_use]
    pub fn among(mut self, n: f64) -> Self {
        self.chance = self.chance.among(n);
        self.confidence = self.chance.sure();
        if !self.chance.is_likelier_than_not() {
            self.severity = self.severity.min(Severity::Low);
        }
        self
    }
}

/// Identity of an anomaly: 16 hexadecimal digits of subject, type and start.
///
/// The start comes from causal tests, so later data do not move it; a spike that grows into a trend change keeps
/// its start and gets the key of the new type.
#[must_use]
pub fn dedupe_key(subject: &str, anomaly_type: AnomalyType, start: Timestamp) -> String {
    let text = format!("{subject}\0{}\0{}", anomaly_type.name(), start.ms());
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

/// Merges overlapping anomalies of the same subject and type, and sorts: newest start last, then subject and type.
///
/// The stronger one (smaller p, then larger score) gives expected, actual, peak and causes; the interval is the
/// union and the key that of the earliest start.
#[must_use]
pub fn merge_anomalies(mut found: Vec<AnomalyDetection>) -> Vec<AnomalyDetection> {
    found.sort_by(|a, b| {
        (&a.subject, a.anomaly_type, a.start, a.end).cmp(&(&b.subject, b.anomaly_type, b.start, b.end))
    });
    let mut merged: Vec<AnomalyDetection> = Vec::with_capacity(found.len());
    for next in found {
        match merged.last_mut() {
            Some(last)
                if last.subject == next.subject
                    && last.anomaly_type == next.anomaly_type
                    && next.start <= last.end =>
            {
                *last = union(last, next);
            }
            _ => merged.push(next),
        }
    }
    merged.sort_by(|a, b| (a.start, &a.subject, a.anomaly_type).cmp(&(b.start, &b.subject, b.anomaly_type)));
    merged
}

fn union(first: &AnomalyDetection, second: AnomalyDetection) -> AnomalyDetection {
    let end = first.end.max(second.end);
    let ongoing = first.ongoing || second.ongoing;
    let (start, key) = (first.start, first.dedupe_key.clone());
    let adopted = first.adopted.or(second.adopted);
    let chance = first.chance.rarer(second.chance);
    let first_is_stronger = (first.p_value, -first.score) <= (second.p_value, -second.score);
    let stronger = if first_is_stronger { first.clone() } else { second };
    AnomalyDetection {
        dedupe_key: key,
        start,
        end,
        ongoing,
        adopted,
        chance,
        confidence: chance.sure(),
        ..stronger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spike(start: i64, end: i64, p: f64) -> AnomalyDetection {
        let at = |ms| Timestamp::from_ms(ms).unwrap();
        let place = (at(start), at(end), at(end));
        AnomalyDetection::new(
            "checkout",
            AnomalyType::Spike,
            place,
            (1.0, 9.0),
            p,
            Chance::per_week(0.1),
            strangeness(p, 1.0, 9.0),
        )
    }

    #[test]
    fn severity_follows_the_specification() {
        for (score, severity) in [
            (0.85, Severity::Critical),
            (0.849, Severity::High),
            (0.70, Severity::High),
            (0.50, Severity::Medium),
            (0.499, Severity::Low),
        ] {
            assert_eq!(severity_of(score), severity, "{score}");
        }
    }

    #[test]
    fn strangeness_needs_evidence_and_size() {
        for (p, expected, actual, severity) in [
            (1e-3, 1.0, 100.0, Severity::Medium),
            (1e-20, 1.0, 100.0, Severity::Critical),
            (0.0, 1000.0, 1100.0, Severity::Low),
            (1e-30, 1000.0, 1900.0, Severity::Medium),
            (1e-30, 40.0, 0.0, Severity::Critical),
        ] {
            assert_eq!(severity_of(strangeness(p, expected, actual)), severity, "{p} {expected} {actual}");
        }
    }

    #[test]
    fn overlapping_ones_become_one_with_the_first_key() {
        let (a, b, c) = (spike(0, 10, 1e-4), spike(5, 20, 1e-9), spike(30, 40, 1e-4));
        let key = a.dedupe_key.clone();
        let merged = merge_anomalies(vec![c, b, a]);
        assert_eq!(merged.len(), 2);
        assert_eq!((merged[0].start.ms(), merged[0].end.ms(), merged[0].p_value), (0, 20, 1e-9));
        assert_eq!(merged[0].dedupe_key, key);
        assert_eq!(key.len(), 16);
    }

    #[test]
    fn nothing_expected_has_no_percentage() {
        let at = Timestamp::from_ms(0).unwrap();
        let anomaly =
            AnomalyDetection::new("a", AnomalyType::Spike, (at, at, at), (0.0, 5.0), 0.0, Chance::default(), 0.9);
        assert_eq!(anomaly.deviation_percent, None);
        assert_eq!(anomaly.p_value, SMALLEST_P);
        assert!(serde_json::to_string(&anomaly).unwrap().contains(r#""type":"spike""#));
    }
}
