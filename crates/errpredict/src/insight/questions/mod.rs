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
use crate::detect::Chance;
use crate::event::Scope;
use crate::rca::Evidence;
use crate::time::{DAY_MS, Timestamp};

/// Chance of a false finding that a question accepts. By judgement: how often chance would bring it is told beside it,
/// and what it brings within a week is not told.
const P_ACCEPTED: f64 = 0.01;
/// Questions that test something, asked of every service: each could find something by chance. By definition their
/// number: the seven less that of capacity.
const TESTS: f64 = 6.0;
/// A test over the days of a week, asked again every hour, is about three tests of separate weeks: as the sliding day of
/// the mix makes three of each day (`analysis/anomalies.rs`, by simulation).
const SLIDING: f64 = 3.0;

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
    // What chance brings more often than not within a week is not told.
    .filter(|insight| insight.chance.is_none_or(Chance::is_likelier_than_not))
    .collect();
    found.sort_by(|a, b| {
        let rarity = |one: &AiInsight| one.chance.map_or(0.0, |chance| chance.once_in_weeks);
        b.severity.cmp(&a.severity).then(rarity(b).total_cmp(&rarity(a))).then(a.key.cmp(&b.key))
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
    pub(super) chance: Option<Chance>,
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
            chance: self.chance,
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
    chance: Option<Chance>,
) -> Draft<'a> {
    Draft {
        scope: &material.scope,
        kind,
        subject,
        at: material.at,
        valid_ms: valid_days * DAY_MS,
        chance,
        because: Vec::new(),
    }
}

/// How often chance passes a test with that probability, of a span of so many days that slides: by all questions, and by
/// all services side by side.
fn by_chance(material: &Material, p: f64, days: f64) -> Option<Chance> {
    let tests_per_week = SLIDING * (7.0 / days).max(1.0);
    Some(Chance::per_week(p * tests_per_week).among(TESTS * material.services.max(1) as f64))
}

/// A change in hundredths, which may be several times what was.
fn percent(change: f64) -> String {
    format!("{:.0}%", change * 100.0)
}
