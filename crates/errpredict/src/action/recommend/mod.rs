//! From a situation to actions, each with the numbers that call for it.
//!
//! A table of rules, asked one after the other. A rule names the evidence it rests on; no evidence, no action.
//! Nothing strange, nothing likely, nothing forecast: no action at all.

mod causes;
mod errors;
mod signs;
#[cfg(test)]
mod tests;

pub(crate) use signs::is_called_for;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::efficacy::{Effect, Efficacy};
use super::kind::{ActionType, Difficulty, Priority, Reversibility, Unattended};
use super::lifecycle::ActionStatus;
use super::situation::Situation;
use crate::detect::{AnomalyCause, AnomalyDetection, AnomalyType, Chance, Level, Metric};
use crate::event::{Scope, Severity};
use crate::key::key_of;
use crate::named::named;
use crate::rca::Evidence;
use crate::time::Timestamp;

/// A cause with a smaller share is mentioned, not acted upon. By judgement: lower, and several causes of one trouble
/// are acted upon; higher, and a cause that leads two others is only mentioned.
const CAUSE_ACTS: f64 = 0.30;
/// A cause with a smaller share is no reason for what cannot be taken back or hurts users: less speaks for it than for
/// everything else. Half, by definition of that.
const CAUSE_RISKS: f64 = 0.50;
/// Times as many failures as in the same hour of any other day that make it more than the hour of the day.
/// By judgement: lower, and a busy day asks for a restart; higher, and half of the users fail first.
const ABOVE_OTHER_DAYS: f64 = 2.0;

/// What is said where a person has to find the cause.
pub(crate) const NO_CAUSE: &str = "no cause shows in what is recorded";

/// Where an estimate of impact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImpactSource {
    /// Outcomes of earlier actions of this type, against the forecast.
    MeasuredOutcomes,
    /// No outcome of this type is known yet: only what is at stake is stated.
    NotMeasuredYet,
    /// The action changes nothing by itself (a message, a ticket).
    NoDirectEffect,
}

named!(ImpactSource, "source of an impact":
    MeasuredOutcomes "measured_outcomes",
    NotMeasuredYet "not_measured_yet",
    NoDirectEffect "no_direct_effect",
);

/// So many errors or requests an hour more than expected, while the trouble lasts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AtStake {
    /// What there is too much of.
    pub metric: Metric,
    /// How many too many, on average over the time of the anomaly.
    #[serde(flatten)]
    pub level: Level,
}

/// What an action could achieve and how that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Impact {
    /// What there is to win; absent where no more came than expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<AtStake>,
    /// What it would save at most: what is at stake times the share of the cause that it removes, or times what this type
    /// is measured to spare. Absent where neither is known, and for what changes nothing by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saves: Option<Level>,
    /// Measured effect of this type, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Where the estimate comes from.
    pub source: ImpactSource,
}

/// One action that is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreventiveAction {
    /// Stable identity: the same type for the same scope and target has the same key, whenever it is recommended.
    pub key: String,
    /// When it was recommended: nothing after that was known.
    pub at: Timestamp,
    /// The service it is for (`"service": NAME`), or all of them together (`"system": true`).
    #[serde(flatten)]
    pub scope: Scope,
    /// What to do.
    pub action_type: ActionType,
    /// How soon it matters.
    pub priority: Priority,
    /// One sentence: what to do and why.
    pub title: String,
    /// What it acts on: a release, a metric, another service, an error group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The lines that call for it.
    pub evidence: Vec<Evidence>,
    /// Keys of the anomalies, causes, predictions and forecasts that call for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// How often chance alone would bring the trouble that calls for it; absent where it rests on no anomaly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<Chance>,
    /// What it could achieve, and how that is known.
    pub impact: Impact,
    /// How much work.
    pub difficulty: Difficulty,
    /// Planning figure in seconds.
    pub seconds: u32,
    /// Whether it may run without a person.
    pub unattended: Unattended,
    /// Whether an executor could do it at all (everything but what only people do).
    pub automatable: bool,
    /// Whether it can be taken back.
    pub reversibility: Reversibility,
    /// What its dry run shows.
    pub dry_run_shows: Vec<String>,
    /// Where it stands: `recommended`, or `manual_review` for a type that only people do.
    pub status: ActionStatus,
}

/// The actions a situation calls for, most urgent first, one per type and target.
///
/// `efficacy` is what earlier actions achieved; among equally urgent ones, those that change something stand before
/// messages, and those that would save most first.
#[must_use]
pub fn recommend(situation: &Situation, efficacy: &Efficacy) -> Vec<PreventiveAction> {
    let mut found = Found { situation, efficacy, actions: BTreeMap::new() };
    causes::propose(&mut found);
    errors::propose(&mut found);
    signs::propose(&mut found);
    let mut actions: Vec<_> = found.actions.into_values().collect();
    actions.sort_by(PreventiveAction::by_urgency);
    actions
}

/// A look at what a service without a past to compare it with is failing by: nothing says that it is unusual, and nothing
/// that it is not.
pub(crate) fn look_at_unjudged(
    situation: &Situation,
    efficacy: &Efficacy,
    label: &str,
    evidence: Evidence,
    priority: Priority,
) -> Vec<PreventiveAction> {
    let mut found = Found { situation, efficacy, actions: BTreeMap::new() };
    let reason = Reason {
        priority,
        title: format!("Look at {label} in {}", situation.scope.in_a_sentence()),
        target: None,
        evidence: vec![evidence],
        because: Vec::new(),
        removes: None,
    };
    found.add(ActionType::ManualReview, reason);
    found.actions.into_values().collect()
}

impl PreventiveAction {
    /// Critical first; then what changes something before messages about it; then what would save most, then the easier.
    #[must_use]
    pub fn by_urgency(&self, other: &PreventiveAction) -> Ordering {
        other
            .priority
            .cmp(&self.priority)
            .then(changes(other).cmp(&changes(self)))
            .then(saves(other).total_cmp(&saves(self)))
            .then(self.difficulty.cmp(&other.difficulty))
            .then(self.action_type.cmp(&other.action_type))
            .then(self.target.cmp(&other.target))
    }
}

/// Whether the action itself changes something.
fn changes(action: &PreventiveAction) -> bool {
    action.impact.source != ImpactSource::NoDirectEffect
}

fn saves(action: &PreventiveAction) -> f64 {
    action.impact.saves.map_or(0.0, |level| level.value)
}

/// Whether more fails than in the same hour of any other day: what comes at this hour every day is no reason for what
/// cannot be taken back. Without another day nothing says so.
fn is_beyond_the_hour(situation: &Situation) -> bool {
    situation.failures.is_some_and(|failures| failures.now >= ABOVE_OTHER_DAYS * failures.before.max(1.0))
}

struct Found<'a> {
    situation: &'a Situation,
    efficacy: &'a Efficacy,
    actions: BTreeMap<(ActionType, Option<String>), PreventiveAction>,
}

/// Why an action is proposed.
struct Reason {
    priority: Priority,
    title: String,
    target: Option<String>,
    evidence: Vec<Evidence>,
    /// Keys of what it rests on.
    because: Vec<String>,
    /// Part of the trouble that goes once it is done, where that is known: the share of the cause.
    removes: Option<f64>,
}

impl Found<'_> {
    /// Adds an action; a second reason for the same one adds its evidence and may raise the priority.
    fn add(&mut self, kind: ActionType, reason: Reason) {
        let key = (kind, reason.target.clone());
        if let Some(known) = self.actions.get_mut(&key) {
            known.priority = known.priority.max(reason.priority);
            for line in reason.evidence {
                if !known.evidence.contains(&line) {
                    known.evidence.push(line);
                }
            }
            for key in reason.because {
                if !known.because.contains(&key) {
                    known.because.push(key);
                }
            }
            return;
        }
        let effect = self.efficacy.of(kind);
        let source = match (kind, effect) {
            (
                ActionType::MonitoringAlert
                | ActionType::NotifyTeam
                | ActionType::ManualReview
                | ActionType::HealthCheckIncrease,
                _,
            ) => ImpactSource::NoDirectEffect,
            (_, Some(_)) => ImpactSource::MeasuredOutcomes,
            (_, None) => ImpactSource::NotMeasuredYet,
        };
        let at_stake = at_stake(self.situation);
        let share = match (source, effect) {
            (ImpactSource::NoDirectEffect, _) => None,
            (_, Some(effect)) => Some(effect.low.max(0.0)),
            (_, None) => reason.removes,
        };
        let saves = at_stake.as_ref().zip(share);
        let saves = saves.map(|(stake, share)| Level { value: stake.level.value * share, ..stake.level });
        let status = match kind.unattended() {
            Unattended::No => ActionStatus::ManualReview,
            _ => ActionStatus::Recommended,
        };
        self.actions.insert(
            key,
            PreventiveAction {
                key: action_key(&self.situation.scope, kind, reason.target.as_deref()),
                at: self.situation.at,
                scope: self.situation.scope.clone(),
                action_type: kind,
                priority: reason.priority,
                title: reason.title,
                target: reason.target,
                evidence: reason.evidence,
                because: reason.because,
                chance: self.situation.anomalies.iter().map(|anomaly| anomaly.chance).reduce(Chance::rarer),
                impact: Impact { at_stake, saves, effect, source },
                difficulty: kind.difficulty(),
                seconds: kind.planned_seconds(),
                unattended: kind.unattended(),
                automatable: kind.unattended() != Unattended::No,
                reversibility: kind.reversibility(),
                dry_run_shows: kind.dry_run_shows().iter().map(|&shown| shown.to_owned()).collect(),
                status,
            },
        );
    }
}

/// The key of an action: its scope, type and target, and no numbers.
fn action_key(scope: &Scope, kind: ActionType, target: Option<&str>) -> String {
    key_of("action", &[&scope.key_part(), kind.name(), target.unwrap_or("")])
}

/// What there is most too many of: errors, or requests that failed or were slow.
fn at_stake(situation: &Situation) -> Option<AtStake> {
    let of = |anomaly: &AnomalyDetection| {
        let excess = anomaly.excess_per_hour()?;
        Some(AtStake { metric: anomaly.metric.clone(), level: Level::per_hour(excess) })
    };
    let all = situation.anomalies.iter().filter_map(of);
    all.max_by(|a, b| a.level.value.total_cmp(&b.level.value))
}

/// The mix that has changed, and what came into it most, where neither a rise nor a cause says what to look at.
fn news(situation: &Situation) -> Option<(&AnomalyDetection, &AnomalyCause)> {
    let is_said = situation.anomalies.iter().any(|one| one.is_rise() == Some(true))
        || situation.causes.iter().any(|cause| cause.share >= CAUSE_ACTS)
        || situation.errors.iter().any(|group| group.share_of_excess >= CAUSE_ACTS);
    let mixes = situation.anomalies.iter().filter(|one| one.anomaly_type == AnomalyType::PatternDeviation);
    let news = mixes.filter_map(|mix| Some((mix, mix.causes.first()?)));
    let worst = news.max_by_key(|(mix, _)| mix.severity).filter(|_| !is_said);
    worst.filter(|(_, first)| first.actual > first.expected)
}

/// How urgent the worst anomaly makes a remedy.
fn urgency(situation: &Situation) -> Priority {
    let worst = situation.anomalies.iter().map(|anomaly| anomaly.severity).max();
    match worst {
        Some(Severity::Critical) => Priority::Critical,
        Some(Severity::High) => Priority::High,
        Some(Severity::Medium) => Priority::Medium,
        _ => Priority::Low,
    }
}
