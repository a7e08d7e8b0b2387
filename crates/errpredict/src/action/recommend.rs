//! From a situation to actions, each with the numbers that call for it.
//!
//! A table of rules, asked one after the other. A rule names the evidence it rests on; no evidence, no action.
//! Nothing strange, nothing likely, nothing forecast: no action at all.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::efficacy::{Effect, Efficacy};
use super::kind::{ActionType, Difficulty, Priority, Reversibility, Unattended};
use super::lifecycle::ActionStatus;
use super::situation::{Anomaly, AnomalyShape, CapacityForecast, Situation};
use crate::event::Severity;
use crate::rca::{Cause, CauseKind, ErrorClass, Evidence};

/// Probability from which a prediction is worth a message (specification 4.5, lowest band).
const PROBABILITY_WATCH: f64 = 0.40;
/// Probability from which people are told (specification 4.5, alert).
const PROBABILITY_ALERT: f64 = 0.70;
/// Probability that makes a prediction critical (specification 4.5).
const PROBABILITY_CRITICAL: f64 = 0.90;
/// A cause below this is mentioned, not acted upon.
const CAUSE_ACTS: f64 = 0.30;
/// Requests above the usual by this factor count as a surge when errors rise with them.
const SURGE: f64 = 1.5;
/// How much likelier than usual something must be before it is watched more closely.
const LIFT: f64 = 2.0;

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

/// What an action could achieve and how that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Impact {
    /// Errors per hour above what was expected: what there is to win.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors_at_stake_per_hour: Option<f64>,
    /// Measured effect of this type, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Where the estimate comes from.
    pub source: ImpactSource,
}

/// One action that is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PreventiveAction {
    /// The service.
    pub service: String,
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
    /// How sure the reason is, 0 to 1.
    pub confidence: f64,
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
/// `efficacy` is what earlier actions achieved; among equally urgent ones, those that helped stand first.
#[must_use]
pub fn recommend(situation: &Situation, efficacy: &Efficacy) -> Vec<PreventiveAction> {
    let mut found = Found { situation, efficacy, actions: BTreeMap::new() };
    for cause in situation.causes.iter().filter(|cause| cause.probability >= CAUSE_ACTS) {
        from_cause(&mut found, cause);
    }
    from_traffic(&mut found);
    for capacity in situation.capacity.iter().filter(|capacity| capacity.reaches_limit_at.is_some()) {
        from_capacity(&mut found, capacity);
    }
    from_outlooks(&mut found);
    from_anomalies(&mut found);
    let mut actions: Vec<_> = found.actions.into_values().collect();
    actions.sort_by(|a, b| {
        b.priority
            .cmp(&a.priority)
            .then(helped(b).total_cmp(&helped(a)))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.difficulty.cmp(&b.difficulty))
            .then(a.action_type.cmp(&b.action_type))
            .then(a.target.cmp(&b.target))
    });
    actions
}

/// Measured reduction that is surely there (lower end of the interval), 0 where nothing was measured.
fn helped(action: &PreventiveAction) -> f64 {
    action.impact.effect.map_or(0.0, |effect| effect.low.max(0.0))
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
    confidence: f64,
}

impl Found<'_> {
    /// Adds an action; a second reason for the same one adds its evidence and may raise the priority.
    fn add(&mut self, kind: ActionType, reason: Reason) {
        let key = (kind, reason.target.clone());
        if let Some(known) = self.actions.get_mut(&key) {
            known.priority = known.priority.max(reason.priority);
            known.confidence = known.confidence.max(reason.confidence);
            for line in reason.evidence {
                if !known.evidence.contains(&line) {
                    known.evidence.push(line);
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
        let status = match kind.unattended() {
            Unattended::No => ActionStatus::ManualReview,
            _ => ActionStatus::Recommended,
        };
        self.actions.insert(
            key,
            PreventiveAction {
                service: self.situation.service.clone(),
                action_type: kind,
                priority: reason.priority,
                title: reason.title,
                target: reason.target,
                evidence: reason.evidence,
                confidence: reason.confidence.clamp(0.0, 1.0),
                impact: Impact { errors_at_stake_per_hour: at_stake(self.situation), effect, source },
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

/// Errors per hour above the expected, from the spike with the largest excess.
fn at_stake(situation: &Situation) -> Option<f64> {
    situation
        .anomalies
        .iter()
        .filter(|a| a.shape == AnomalyShape::Spike && a.hours > 0.0 && a.what.contains("error"))
        .map(|a| (a.actual - a.expected) / a.hours)
        .filter(|excess| excess.is_finite() && *excess > 0.0)
        .max_by(f64::total_cmp)
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

fn from_cause(found: &mut Found<'_>, cause: &Cause) {
    use ActionType as A;
    let critical = urgency(found.situation) == Priority::Critical;
    let subject = cause.subject.as_deref().unwrap_or(&cause.service);
    let at = &cause.service;
    let proposals: Vec<(A, String)> = match (cause.kind, cause.class) {
        (CauseKind::Deployment, _) => {
            vec![(A::RollbackDeployment, format!("Go back to the release before {subject} in {at}"))]
        }
        (CauseKind::Change, _) => vec![(A::ManualReview, format!("Check the change {subject} in {at}"))],
        (CauseKind::ErrorGroup, Some(ErrorClass::Pool)) => {
            vec![(A::ConnectionPoolIncrease, format!("Give {at} more connections: its pool is used up"))]
        }
        (CauseKind::ErrorGroup, Some(ErrorClass::Memory)) => vec![
            (A::PreemptiveRestart, format!("Restart {at} before it runs out of memory again")),
            (A::ScaleUpResources, format!("Give {at} more memory")),
        ],
        (CauseKind::ErrorGroup, Some(ErrorClass::Database)) => {
            vec![(A::DatabaseOptimization, format!("Look at the database statements and locks behind {at}"))]
        }
        (CauseKind::ErrorGroup, Some(ErrorClass::Cache)) => {
            vec![(A::CacheClear, format!("Empty the cache of {at}: what comes out of it fails"))]
        }
        (CauseKind::ErrorGroup, Some(ErrorClass::Overload)) => {
            vec![(A::RequestThrottling, format!("Refuse a share of the requests to {at} until it keeps up"))]
        }
        (CauseKind::ErrorGroup, Some(ErrorClass::Timeout | ErrorClass::Connection)) => {
            vec![(A::CircuitBreakerEnable, format!("Stop {at} from waiting for what does not answer"))]
        }
        (CauseKind::ErrorGroup, Some(ErrorClass::Code)) => {
            vec![(A::CodePatch, format!("Fix the error behind group {subject} in {at}"))]
        }
        (CauseKind::ErrorGroup, _) => {
            vec![(A::ManualReview, format!("Look at error group {subject} in {at}"))]
        }
        (CauseKind::Resource, _) => {
            vec![(A::ScaleUpResources, format!("Give {at} more of what is short ({subject})"))]
        }
        (CauseKind::OwnTime, _) => vec![(A::ScaleUpResources, format!("Relieve {at}: it is slow by itself"))],
        (CauseKind::Network, _) => {
            vec![(A::TrafficReroute, format!("Send traffic around the slow network to {at}"))]
        }
        (CauseKind::OwnFailures | CauseKind::LostCalls | CauseKind::LostStep, _) => {
            vec![(A::CodePatch, format!("Find out why {at} fails at {subject}"))]
        }
        (CauseKind::Dependency, _) => {
            let mut proposals = vec![(
                A::CircuitBreakerEnable,
                format!("Stop calling {subject} while it fails, for a stated time"),
            )];
            if critical {
                proposals.push((
                    A::GracefulDegradation,
                    format!("Switch off what needs {subject} in {}", found.situation.service),
                ));
            }
            proposals
        }
        // A surge is handled with its own numbers in `from_traffic`.
        (CauseKind::Traffic, _) => Vec::new(),
    };
    for (kind, title) in proposals {
        found.add(
            kind,
            Reason {
                priority: urgency(found.situation).max(Priority::Medium),
                title,
                target: Some(subject.to_owned()),
                evidence: cause.evidence.clone(),
                confidence: cause.probability * cause.confidence,
            },
        );
    }
}

/// More requests than usual while errors or response times rise: refuse a share, or add resources.
fn from_traffic(found: &mut Found<'_>) {
    let situation = found.situation;
    let Some((requests, ratio)) = situation.requests.and_then(|r| r.ratio().map(|ratio| (r, ratio))) else {
        return;
    };
    let spike = situation.anomalies.iter().any(|anomaly| anomaly.shape == AnomalyShape::Spike);
    if ratio < SURGE || !spike {
        return;
    }
    let mut evidence = vec![
        Evidence::new(format!(
            "{:.0} requests an hour, {ratio:.1} times the usual {:.0}",
            requests.now, requests.before
        ))
        .with("requests_per_hour", requests.now)
        .with("usual_requests_per_hour", requests.before),
    ];
    let slower = situation.response_time.and_then(super::Change::ratio).filter(|slower| *slower >= SURGE);
    if let Some((slower, time)) = slower.zip(situation.response_time) {
        evidence.push(
            Evidence::new(format!(
                "response time p95 {:.0} ms, {slower:.1} times the usual {:.0} ms",
                time.now, time.before
            ))
            .with("p95_ms", time.now)
            .with("usual_p95_ms", time.before),
        );
    }
    // The share above what the service usually carries is what a throttle would have to refuse.
    let refused = 1.0 - 1.0 / ratio;
    let confidence = (0.5 + 0.25 * f64::from(u8::from(slower.is_some()))).min(1.0);
    let priority = urgency(situation).max(Priority::Medium);
    let reason =
        |title: String| Reason { priority, title, target: None, evidence: evidence.clone(), confidence };
    let service = &situation.service;
    let throttle = reason(format!(
        "Refuse about {:.0} % of the requests to {service} until it keeps up",
        refused * 100.0
    ));
    let scale = reason(format!("Give {service} resources for {ratio:.1} times the usual requests"));
    found.add(ActionType::RequestThrottling, throttle);
    found.add(ActionType::ScaleUpResources, scale);
}

fn from_capacity(found: &mut Found<'_>, capacity: &CapacityForecast) {
    let Some(when) = capacity.reaches_limit_at else { return };
    let evidence = Evidence::new(format!(
        "{} forecast to pass {:.4} at {when} (now {:.4}, peak {:.4} at {}){}",
        capacity.what,
        capacity.limit,
        capacity.now,
        capacity.peak,
        capacity.peak_at,
        if capacity.surely { ", lower bound included" } else { "" }
    ))
    .with("limit", capacity.limit)
    .with("now", capacity.now)
    .with("peak", capacity.peak);
    let reason = Reason {
        priority: if capacity.surely { Priority::High } else { Priority::Medium },
        title: format!(
            "Prepare {} before {} pass {:.4}",
            found.situation.service, capacity.what, capacity.limit
        ),
        target: Some(capacity.what.clone()),
        evidence: vec![evidence],
        // The share of forecasts on the wrong side: half of them when only the centre passes.
        confidence: if capacity.surely { capacity.level } else { 0.5 },
    };
    // More errors are no reason for more machines: someone has to look where they come from.
    let kind = if capacity.what.contains("error") {
        ActionType::MonitoringAlert
    } else {
        ActionType::ScaleUpResources
    };
    found.add(kind, reason);
}

fn from_outlooks(found: &mut Found<'_>) {
    for outlook in &found.situation.outlooks {
        let lift = outlook.base_rate.filter(|rate| *rate > 0.0).map(|rate| outlook.probability / rate);
        let usual = match outlook.base_rate {
            Some(rate) => format!(", usually {:.1} %", rate * 100.0),
            None => ", as often as it happens anyway (base rate)".to_owned(),
        };
        let mut evidence = Evidence::new(format!(
            "{} within {} minutes: {:.1} %{usual}",
            outlook.what,
            outlook.horizon_minutes,
            outlook.probability * 100.0
        ))
        .with("probability", outlook.probability)
        .with("horizon_minutes", f64::from(outlook.horizon_minutes));
        if let Some(rate) = outlook.base_rate {
            evidence = evidence.with("base_rate", rate);
        }
        let service = &found.situation.service;
        let reason = |priority, title: String| Reason {
            priority,
            title,
            target: None,
            evidence: vec![evidence.clone()],
            confidence: outlook.probability,
        };
        let p = outlook.probability;
        let (what, minutes) = (&outlook.what, outlook.horizon_minutes);
        // A bare base rate says nothing about now, however high: nothing is recommended from it.
        if p >= PROBABILITY_ALERT && lift.is_some() {
            let priority = if p >= PROBABILITY_CRITICAL { Priority::Critical } else { Priority::High };
            let message = reason(
                priority,
                format!("Tell the team of {service}: {what} likely within {minutes} minutes"),
            );
            found.add(ActionType::NotifyTeam, message);
        } else if p >= PROBABILITY_WATCH && lift.is_some_and(|lift| lift >= 1.0) {
            let alert = reason(Priority::Medium, format!("Set an alert for {what} in {service}"));
            found.add(ActionType::MonitoringAlert, alert);
        } else if lift.is_some_and(|lift| lift >= LIFT) {
            let watch =
                reason(Priority::Low, format!("Check {service} more often: {what} is likelier than usual"));
            found.add(ActionType::HealthCheckIncrease, watch);
        }
    }
}

fn from_anomalies(found: &mut Found<'_>) {
    let situation = found.situation;
    let worst = situation.anomalies.iter().max_by(|a, b| {
        a.severity
            .cmp(&b.severity)
            .then((a.actual - a.expected).abs().total_cmp(&(b.actual - b.expected).abs()))
    });
    let Some(worst) = worst else { return };
    let service = &situation.service;
    let reason = |priority, title: String| Reason {
        priority,
        title,
        target: None,
        evidence: vec![evidence_of(worst)],
        confidence: worst.p_value.map_or(0.5, |p| 1.0 - p),
    };
    if worst.severity >= Severity::High {
        let priority = urgency(situation);
        let message =
            reason(priority, format!("Tell the team of {service} about the {}", words(worst.shape)));
        found.add(ActionType::NotifyTeam, message);
    }
    let explained = situation.causes.iter().any(|cause| cause.probability >= CAUSE_ACTS);
    if !explained {
        let title = match worst.shape {
            AnomalyShape::Drop => format!("Check that {service} still runs and still logs"),
            _ => format!("Look at {service}: no cause shows in what is recorded"),
        };
        let review = reason(urgency(situation).max(Priority::Medium), title);
        found.add(ActionType::ManualReview, review);
    }
}

fn words(shape: AnomalyShape) -> &'static str {
    match shape {
        AnomalyShape::Spike => "spike",
        AnomalyShape::Drop => "drop",
        AnomalyShape::TrendChange => "change of trend",
        AnomalyShape::PatternDeviation => "changed mix of errors",
        AnomalyShape::CorrelationBreak => "break between two numbers that moved together",
    }
}

fn evidence_of(anomaly: &Anomaly) -> Evidence {
    let mut evidence = Evidence::new(format!(
        "{} since {}: {:.4} where {:.4} were expected",
        anomaly.what, anomaly.since, anomaly.actual, anomaly.expected
    ))
    .with("actual", anomaly.actual)
    .with("expected", anomaly.expected)
    .with("hours", anomaly.hours);
    if let Some(p) = anomaly.p_value {
        evidence = evidence.with("p_value", p);
    }
    evidence
}

#[cfg(test)]
mod tests {
    use super::super::{Change, Outcome, Outlook};
    use super::*;
    use crate::time::{HOUR_MS, Timestamp};

    fn at() -> Timestamp {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    fn spike(severity: Severity) -> Anomaly {
        Anomaly {
            shape: AnomalyShape::Spike,
            severity,
            what: "errors".to_owned(),
            since: at().plus_ms(-HOUR_MS),
            hours: 2.0,
            expected: 10.0,
            actual: 210.0,
            p_value: Some(1e-9),
        }
    }

    fn cause(kind: CauseKind, class: Option<ErrorClass>, probability: f64) -> Cause {
        Cause {
            service: "shop".to_owned(),
            kind,
            subject: Some("it".to_owned()),
            class,
            probability,
            confidence: 0.8,
            evidence: vec![Evidence::new("seen").with("n", 7.0)],
        }
    }

    fn types(situation: &Situation) -> Vec<ActionType> {
        recommend(situation, &Efficacy::default()).iter().map(|action| action.action_type).collect()
    }

    #[test]
    fn nothing_found_nothing_recommended() {
        let mut quiet = Situation::new("shop", at());
        assert!(types(&quiet).is_empty());
        // Neither a bare base rate nor a busy but healthy service is a reason to act.
        quiet.outlooks.push(Outlook {
            what: "burst".to_owned(),
            horizon_minutes: 1440,
            probability: 0.8,
            base_rate: None,
        });
        quiet.requests = Some(Change { before: 100.0, now: 900.0 });
        assert!(types(&quiet).is_empty(), "{:?}", types(&quiet));
    }

    #[test]
    fn every_type_follows_from_its_own_evidence() {
        use {ActionType as A, CauseKind as K, ErrorClass as E};
        let mut seen = std::collections::BTreeSet::new();
        for (kind, class, wanted) in [
            (K::Deployment, None, A::RollbackDeployment),
            (K::Change, None, A::ManualReview),
            (K::ErrorGroup, Some(E::Pool), A::ConnectionPoolIncrease),
            (K::ErrorGroup, Some(E::Memory), A::PreemptiveRestart),
            (K::ErrorGroup, Some(E::Database), A::DatabaseOptimization),
            (K::ErrorGroup, Some(E::Cache), A::CacheClear),
            (K::ErrorGroup, Some(E::Overload), A::RequestThrottling),
            (K::ErrorGroup, Some(E::Timeout), A::CircuitBreakerEnable),
            (K::ErrorGroup, Some(E::Code), A::CodePatch),
            (K::ErrorGroup, Some(E::Other), A::ManualReview),
            (K::Resource, None, A::ScaleUpResources),
            (K::Network, None, A::TrafficReroute),
            (K::Dependency, None, A::GracefulDegradation),
            (K::OwnFailures, None, A::CodePatch),
        ] {
            let mut situation = Situation::new("shop", at());
            situation.anomalies.push(spike(Severity::Critical));
            situation.causes.push(cause(kind, class, 0.6));
            let actions = recommend(&situation, &Efficacy::default());
            let action = actions.iter().find(|action| action.action_type == wanted).unwrap();
            assert_eq!(action.evidence[0].numbers["n"], 7.0);
            assert_eq!(action.impact.errors_at_stake_per_hour, Some(100.0));
            assert_eq!(action.priority, Priority::Critical);
            seen.extend(actions.iter().map(|action| action.action_type));
            // The same cause, too unlikely to act upon, leads to a look by a person instead.
            situation.causes[0].probability = 0.1;
            assert!(types(&situation).iter().all(|t| [A::NotifyTeam, A::ManualReview].contains(t)));
        }
        for (probability, base_rate, wanted) in
            [(0.95, 0.1, A::NotifyTeam), (0.5, 0.1, A::MonitoringAlert), (0.2, 0.05, A::HealthCheckIncrease)]
        {
            let mut situation = Situation::new("shop", at());
            let base_rate = Some(base_rate);
            situation.outlooks.push(Outlook {
                what: "burst".to_owned(),
                horizon_minutes: 120,
                probability,
                base_rate,
            });
            assert_eq!(types(&situation), [wanted]);
            seen.insert(wanted);
        }
        assert_eq!(seen.len(), ActionType::ALL.len(), "all fifteen types can be recommended: {seen:?}");
    }

    #[test]
    fn a_surge_says_what_share_to_refuse() {
        let mut situation = Situation::new("shop", at());
        situation.anomalies.push(spike(Severity::High));
        situation.requests = Some(Change { before: 100.0, now: 400.0 });
        let actions = recommend(&situation, &Efficacy::default());
        let throttle = actions.iter().find(|a| a.action_type == ActionType::RequestThrottling).unwrap();
        assert!(throttle.title.contains("75 %"), "{}", throttle.title);
    }

    #[test]
    fn what_helped_before_stands_first_and_says_how_it_is_known() {
        let mut situation = Situation::new("shop", at());
        situation.anomalies.push(spike(Severity::High));
        situation.causes.push(cause(CauseKind::ErrorGroup, Some(ErrorClass::Memory), 0.6));
        let before = recommend(&situation, &Efficacy::default());
        assert!(before.iter().all(|action| action.impact.effect.is_none()));
        let mut efficacy = Efficacy::default();
        for _ in 0..10 {
            let action_type = ActionType::PreemptiveRestart;
            efficacy.learn(&Outcome { action_type, forecast: 100.0, seen: 5.0 }).unwrap();
        }
        let after = recommend(&situation, &efficacy);
        assert_eq!(after[0].action_type, ActionType::PreemptiveRestart);
        assert_eq!(after[0].impact.source, ImpactSource::MeasuredOutcomes);
    }

    #[test]
    fn one_action_per_type_and_target() {
        let mut situation = Situation::new("shop", at());
        situation.anomalies.push(spike(Severity::High));
        situation.causes.push(cause(CauseKind::Deployment, None, 0.6));
        situation.causes.push(cause(CauseKind::Deployment, None, 0.4));
        let actions = recommend(&situation, &Efficacy::default());
        assert_eq!(actions.iter().filter(|a| a.action_type == ActionType::RollbackDeployment).count(), 1);
    }
}
