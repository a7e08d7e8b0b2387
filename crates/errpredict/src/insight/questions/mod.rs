//! The seven questions about one service. Each is one function: data in, an insight or nothing out.

mod capacity;
mod recurrence;
#[cfg(test)]
mod tests;
mod trends;
mod volume;

use super::material::Material;
use super::{AiInsight, InsightSeverity, InsightStatus, InsightType};
use crate::action::{ActionType, Difficulty};
use crate::event::Scope;
use crate::rca::Evidence;
use crate::time::{DAY_MS, Timestamp};

/// Chance of a false finding that a question accepts.
const P_ACCEPTED: f64 = 0.01;
/// Confidence is never stated above this: the tests have assumptions of their own.
const CONFIDENCE_MAX: f64 = 0.999;

/// Everything that the numbers of one service give, most severe first.
#[must_use]
pub fn derive(material: &Material) -> Vec<AiInsight> {
    let mut found: Vec<AiInsight> = [
        trends::rising_or_falling(material),
        trends::slower(material),
        trends::more_or_less_reliable(material),
        volume::one_group_dominates(material),
        volume::doors_are_tried(material),
    ]
    .into_iter()
    .flatten()
    .chain(material.capacity.iter().filter_map(|capacity| capacity::limit_ahead(material, capacity)))
    .chain(recurrence::comes_back(material))
    .collect();
    found.sort_by(|a, b| {
        b.severity.cmp(&a.severity).then(b.confidence.total_cmp(&a.confidence)).then(a.key.cmp(&b.key))
    });
    found
}

/// What all insights share; the questions fill in the rest.
pub(super) struct Draft<'a> {
    pub(super) scope: &'a Scope,
    pub(super) kind: InsightType,
    /// What the finding is about within service and type; part of the key.
    pub(super) subject: &'a str,
    pub(super) at: Timestamp,
    pub(super) valid_ms: i64,
    pub(super) confidence: f64,
    /// Keys of what it was derived from.
    pub(super) because: Vec<String>,
}

impl Draft<'_> {
    pub(super) fn say(
        self,
        severity: InsightSeverity,
        title: String,
        description: String,
        evidence: Vec<Evidence>,
        impact: String,
        actions: &[ActionType],
    ) -> AiInsight {
        AiInsight {
            scope: self.scope.clone(),
            insight_type: self.kind,
            severity,
            title,
            description,
            evidence,
            confidence: self.confidence.clamp(0.0, CONFIDENCE_MAX),
            effort: actions.iter().map(|action| action.difficulty()).max().unwrap_or(Difficulty::Easy),
            actions: actions.to_vec(),
            impact,
            status: InsightStatus::New,
            at: self.at,
            expires: self.at.plus_ms(self.valid_ms),
            key: format!("{}:{}:{}", self.kind.name(), self.scope.key_part(), self.subject),
            because: self.because,
        }
    }
}

fn draft<'a>(
    material: &'a Material,
    kind: InsightType,
    subject: &'a str,
    valid_days: i64,
    confidence: f64,
) -> Draft<'a> {
    Draft {
        scope: &material.scope,
        kind,
        subject,
        at: material.at,
        valid_ms: valid_days * DAY_MS,
        confidence,
        because: Vec::new(),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
