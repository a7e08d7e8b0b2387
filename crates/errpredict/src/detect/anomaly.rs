//! The anomaly: one strange interval, however it was found.
//!
//! Detectors give scores and tail probabilities; everything that a person or a program acts on is an
//! [`AnomalyDetection`], written here once: score, severity, confidence, identity, merging.

use serde::{Deserialize, Serialize};

use super::anomaly_type::{AnomalyType, FoundBy};
use super::chance::Chance;
use super::level::{Level, Unit, against};
use super::metric::{Metric, Subject};
use crate::event::{Scope, Severity};
use crate::fingerprint::Fingerprint;
use crate::time::{HOUR_MS, Timestamp};

/// One part of what makes up an anomaly: an error group, a type, a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnomalyCause {
    /// Name of the group, type or metric.
    pub name: String,
    /// Its share of the deviation, 0 to 1.
    pub share: f64,
    /// What was expected of it, in `unit`.
    pub expected: f64,
    /// What was seen, in the same unit.
    pub actual: f64,
    /// What the two are.
    #[serde(flatten)]
    pub unit: Unit,
}

impl AnomalyCause {
    /// What was seen against what was expected, in words: `27 in 24 h where 8 were expected`.
    #[must_use]
    pub fn in_words(&self) -> String {
        against(self.actual, self.expected, self.unit)
    }
}

/// A strange interval inside one series or one mix (table `anomaly_detections`).
///
/// Every number is finite. Built by one private constructor, so that score, severity and key follow one rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnomalyDetection {
    /// Stable identity: what is found again, whenever it is asked, has the same one. See [`anomaly_key`].
    pub key: String,
    /// The service it is in (`"service": NAME`), or all of them together (`"system": true`).
    #[serde(flatten)]
    pub scope: Scope,
    /// What of it is strange.
    pub metric: Metric,
    /// The error group it is about, where it is one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Fingerprint>,
    /// What kind of strangeness it is.
    #[serde(rename = "type")]
    pub anomaly_type: AnomalyType,
    /// When it was looked at: nothing after that is known here.
    pub at: Timestamp,
    /// Where the interval begins (exclusive).
    pub start: Timestamp,
    /// Where it ends (inclusive): the last of what was strange so far.
    pub end: Timestamp,
    /// End of the bucket that deviates most.
    pub peak: Timestamp,
    /// True while the interval reaches to the end of the data.
    pub ongoing: bool,
    /// How strange, 0 to 1: see [`strangeness`].
    pub score: f64,
    /// From the score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low.
    pub severity: Severity,
    /// What was expected, in `unit`: on average over the interval, of a spike in values at its peak.
    pub expected: f64,
    /// What was seen in the same time, in the same unit.
    pub actual: f64,
    /// What the two are; for counts with the time they are counted over.
    #[serde(flatten)]
    pub unit: Unit,
    /// More than expected over the whole interval, in all (fewer: below 0); absent for what is no count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess: Option<f64>,
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
    /// What found it.
    pub found_by: FoundBy,
    /// What makes it up, largest share first; empty where there is only one series.
    pub causes: Vec<AnomalyCause>,
    /// Keys of the causes that were found for it, likeliest first; empty where none was looked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explained_by: Vec<String>,
}

/// Scores from which the severities start (specification 4.4).
pub const SEVERITY_FROM: [(f64, Severity); 3] =
    [(0.85, Severity::Critical), (0.70, Severity::High), (0.50, Severity::Medium)];

/// The severity of a score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low.
#[must_use]
pub fn severity_of(score: f64) -> Severity {
    SEVERITY_FROM.iter().find(|(from, _)| score >= *from).map_or(Severity::Low, |(_, severity)| *severity)
}

/// Smallest tail probability that is reported: smaller ones cannot be told apart from rounding.
pub const SMALLEST_P: f64 = 1e-300;

/// Decades of improbability at which the evidence alone gives a score of one half. By judgement: one half is where
/// `medium` begins, and one hour in a thousand is what a person would look at.
const HALF_EVIDENCE_DECADES: f64 = 3.0;
/// What each doubling (or halving) leaves of the distance to 1: twofold caps the score at 0.70, fourfold at 0.91.
/// By judgement: so that twofold is just `high` and only more can be `critical`, however sure it is.
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

/// What an anomaly is made from; the rest of it follows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strange<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) anomaly_type: AnomalyType,
    /// More than expected, or less; nothing where the two have no order.
    pub(crate) up: Option<bool>,
    /// Start, end and peak.
    pub(crate) place: (Timestamp, Timestamp, Timestamp),
    pub(crate) at: Timestamp,
    /// Expected and seen.
    pub(crate) numbers: (f64, f64),
    pub(crate) unit: Unit,
    pub(crate) p_value: f64,
    pub(crate) chance: Chance,
    pub(crate) score: f64,
    pub(crate) found_by: FoundBy,
}

impl AnomalyDetection {
    /// The anomaly with that place and evidence; severity, deviation, confidence and key follow from them.
    #[must_use]
    pub(crate) fn new(strange: Strange<'_>) -> Self {
        let Strange { subject, place: (start, end, peak), numbers: (expected, actual), score, .. } = strange;
        let p_value = strange.p_value.clamp(SMALLEST_P, 1.0);
        AnomalyDetection {
            key: anomaly_key(subject, strange.up, start),
            scope: subject.scope.clone(),
            metric: subject.metric.clone(),
            group: subject.group,
            anomaly_type: strange.anomaly_type,
            at: strange.at,
            start,
            end,
            peak,
            ongoing: false,
            score,
            severity: severity_of(score),
            expected,
            actual,
            unit: strange.unit,
            excess: None,
            deviation_percent: deviation_percent(expected, actual),
            confidence: strange.chance.sure(),
            chance: strange.chance,
            adopted: None,
            p_value,
            found_by: strange.found_by,
            causes: Vec::new(),
            explained_by: Vec::new(),
        }
    }

    /// What it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject { scope: self.scope.clone(), metric: self.metric.clone(), group: self.group }
    }

    /// Whether more came than expected (true) or less; nothing for a mix and for numbers that move together.
    #[must_use]
    pub fn is_rise(&self) -> Option<bool> {
        match self.unit {
            Unit::Count { .. } | Unit::Value => Some(self.actual > self.expected),
            Unit::Correlation | Unit::Distance => None,
        }
    }

    /// What was expected, with its unit.
    #[must_use]
    pub const fn expected_level(&self) -> Level {
        Level { value: self.expected, unit: self.unit }
    }

    /// What was seen, with its unit.
    #[must_use]
    pub const fn actual_level(&self) -> Level {
        Level { value: self.actual, unit: self.unit }
    }

    /// What was seen against what was expected, in words: `98/h where 2/h was expected`.
    #[must_use]
    pub fn in_words(&self) -> String {
        against(self.actual, self.expected, self.unit)
    }

    /// So many too many came an hour while it lasted (at least an hour); nothing where no more came than expected, and
    /// for what is no count.
    #[must_use]
    pub fn excess_per_hour(&self) -> Option<f64> {
        let hours = ((self.end.ms() - self.start.ms()) as f64 / HOUR_MS as f64).max(1.0);
        let of_levels = || Some(self.actual_level().as_per_hour()? - self.expected_level().as_per_hour()?);
        // A new level is told as the mean over its time, of which `excess` holds only what was not yet usual.
        let excess = match (self.anomaly_type, self.excess) {
            (AnomalyType::TrendChange, _) | (_, None) => of_levels(),
            (_, Some(excess)) => Some(excess / hours),
        };
        excess.filter(|excess| excess.is_finite() && *excess > 0.0)
    }

    /// The same, begun at that time, with the key that follows.
    #[must_use]
    pub fn begun_at(mut self, start: Timestamp) -> Self {
        self.key = anomaly_key(&self.subject(), self.is_rise(), start);
        self.start = start;
        self
    }

    /// The same told of its own time, in which `count` came, known to the minute: the mean rate an hour from begin to end, and
    /// of less than an hour the count itself, for the rate of a few minutes is no count of an hour.
    #[must_use]
    pub(crate) fn over_its_time(mut self, count: f64, expected_per_hour: f64) -> Self {
        let ms = self.end.ms() - self.start.ms();
        let hours = ms as f64 / HOUR_MS as f64;
        let expected = expected_per_hour * hours;
        // In its minutes alone it may not show: then the hours that flagged it are what is known.
        if ms <= 0 || self.is_rise() != Some(count > expected) {
            return self;
        }
        (self.expected, self.actual, self.unit) = match ms < HOUR_MS {
            true => (expected, count, Unit::Count { per_ms: ms }),
            false => (expected_per_hour, count / hours, Unit::PER_HOUR),
        };
        self.deviation_percent = deviation_percent(self.expected, self.actual);
        self
    }

    /// The same among `n` series tested with the same budget. What chance then brings more often than not within a week is
    /// not worse than low.
    #[must_use]
    pub fn among(mut self, n: f64) -> Self {
        self.chance = self.chance.among(n);
        self.confidence = self.chance.sure();
        if !self.is_told() {
            self.severity = self.severity.min(Severity::Low);
        }
        self
    }

    /// Whether a report tells of it: what chance brings within a week is no trouble, but what a service itself calls critical is,
    /// however short its history.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.chance.is_likelier_than_not() || self.metric == Metric::CriticalEvents
    }

    /// The same with its counts per hour.
    #[must_use]
    pub fn by_the_hour(mut self) -> Self {
        if let (Some(expected), Some(actual)) =
            (self.expected_level().as_per_hour(), self.actual_level().as_per_hour())
        {
            (self.expected, self.actual, self.unit) = (expected, actual, Unit::PER_HOUR);
        }
        self
    }
}

/// What was seen against what was expected in percent; nothing where nothing was expected.
fn deviation_percent(expected: f64, actual: f64) -> Option<f64> {
    let percent = 100.0 * (actual - expected) / expected;
    (expected > 0.0 && percent.is_finite()).then_some(percent)
}

/// Identity of an anomaly: 16 hexadecimal digits of what it is about, whether more or less came, and its start.
///
/// The start comes from causal tests, so later data do not move it; a spike that grows into a trend change is the same
/// anomaly all along.
#[must_use]
pub fn anomaly_key(subject: &Subject, up: Option<bool>, start: Timestamp) -> String {
    let direction = up.map_or("", |up| if up { "up" } else { "down" });
    crate::key::key_of("anomaly", &[&subject.key_part(), direction, &start.ms().to_string()])
}

/// Merges overlapping anomalies of the same subject, type and direction, and sorts: newest start last, then subject and type.
///
/// The stronger one (smaller p, then larger score) gives expected, actual, peak and causes; the interval is the
/// union and the key that of the earliest start.
#[must_use]
pub fn merge_anomalies(found: Vec<AnomalyDetection>) -> Vec<AnomalyDetection> {
    let mut found: Vec<(String, AnomalyDetection)> =
        found.into_iter().map(|anomaly| (anomaly.subject().key_part(), anomaly)).collect();
    found.sort_by(|(a_is, a), (b_is, b)| {
        let place = |is, one: &AnomalyDetection| (is, one.anomaly_type, one.is_rise(), one.start, one.end);
        place(a_is, a).cmp(&place(b_is, b))
    });
    let mut merged: Vec<(String, AnomalyDetection)> = Vec::with_capacity(found.len());
    for (is, next) in found {
        match merged.last_mut() {
            Some((last_is, last))
                if *last_is == is
                    && last.anomaly_type == next.anomaly_type
                    && last.is_rise() == next.is_rise()
                    && next.start <= last.end =>
            {
                *last = union(last, next);
            }
            _ => merged.push((is, next)),
        }
    }
    merged.sort_by(|(a_is, a), (b_is, b)| {
        (a.start, a_is, a.anomaly_type).cmp(&(b.start, b_is, b.anomaly_type))
    });
    merged.into_iter().map(|(_, anomaly)| anomaly).collect()
}

/// Makes one of those with the same key: intervals that turned out to be one incident. Order stays, by the first of each.
///
/// The stronger one gives the numbers, as in [`merge_anomalies`]; what came too many in each adds up.
#[must_use]
pub fn merge_by_key(found: Vec<AnomalyDetection>) -> Vec<AnomalyDetection> {
    let mut merged: Vec<AnomalyDetection> = Vec::with_capacity(found.len());
    for next in found {
        match merged.iter_mut().find(|known| known.key == next.key) {
            Some(known) => {
                let excess = known.excess.zip(next.excess).map(|(one, other)| one + other);
                *known = AnomalyDetection { excess, ..union(known, next) };
            }
            None => merged.push(next),
        }
    }
    merged
}

fn union(first: &AnomalyDetection, second: AnomalyDetection) -> AnomalyDetection {
    let end = first.end.max(second.end);
    let ongoing = first.ongoing || second.ongoing;
    let (start, key) = (first.start, first.key.clone());
    let adopted = first.adopted.or(second.adopted);
    let chance = first.chance.rarer(second.chance);
    let first_is_stronger = (first.p_value, -first.score) <= (second.p_value, -second.score);
    let stronger = if first_is_stronger { first.clone() } else { second };
    AnomalyDetection { key, start, end, ongoing, adopted, chance, confidence: chance.sure(), ..stronger }
}

/// An anomaly in the errors of `shop` for tests of what is made of anomalies: 9/h where 1/h was expected.
#[cfg(test)]
pub(crate) fn made_anomaly(anomaly_type: AnomalyType, start: Timestamp, end: Timestamp) -> AnomalyDetection {
    let anomaly = AnomalyDetection::new(Strange {
        subject: &Subject::errors_of("shop"),
        anomaly_type,
        up: Some(true),
        place: (start, end, end),
        at: end,
        numbers: (1.0, 9.0),
        unit: Unit::PER_HOUR,
        p_value: 1e-9,
        chance: Chance::per_week(0.1),
        score: strangeness(1e-9, 1.0, 9.0),
        found_by: FoundBy::Counts,
    });
    AnomalyDetection { ongoing: true, ..anomaly }
}

#[cfg(test)]
mod tests;
