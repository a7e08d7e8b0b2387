//! The question about all services at once: is something they share at fault?

use serde::{Deserialize, Serialize};

use super::questions::Draft;
use super::significance::binomial_upper_tail;
use super::{AiInsight, InsightSeverity, InsightType};
use crate::action::ActionType;
use crate::detect::Chance;
use crate::event::Scope;
use crate::rca::{ErrorClass, Evidence};
use crate::time::{HOUR_MS, Timestamp};

/// Chance that independent services alone give the picture. By judgement: a tenth of what questions about one service
/// accept: it points at something that nobody has seen.
const P_ACCEPTED: f64 = 0.001;
/// Services that must be in trouble at once, at least.
const SERVICES: usize = 3;
/// A picture that slides is about three pictures of separate times. The same as of the sliding day of the mix (by
/// simulation, `analysis/anomalies.rs`).
const SLIDING: f64 = 3.0;
/// By definition.
const WEEK_HOURS: f64 = 168.0;
/// Such an insight is about now: it holds this long.
const VALID_MS: i64 = 6 * HOUR_MS;

/// One service in the time looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceState {
    /// The service.
    pub service: String,
    /// Whether a spike began in it within the time looked at.
    pub spike: bool,
    /// Keys of those spikes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// The class most of its errors of that time belong to, where one stands out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ErrorClass>,
}

/// All services in the same time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SystemState {
    /// The end of the time looked at.
    pub at: Timestamp,
    /// Its length in hours.
    pub hours: f64,
    /// How often a service has a spike in such a time anyway: measured, or the false-alarm budget.
    pub usual_share: f64,
    /// Every service that was heard from.
    pub services: Vec<ServiceState>,
}

/// `infrastructure_issue`: more services in trouble at once than independent ones would be (binomial tail).
#[must_use]
pub fn derive_system(state: &SystemState) -> Option<AiInsight> {
    let mut hit: Vec<&ServiceState> = state.services.iter().filter(|service| service.spike).collect();
    hit.sort_by(|a, b| a.service.cmp(&b.service));
    let (k, n) = (hit.len(), state.services.len());
    if k < SERVICES || !(0.0..1.0).contains(&state.usual_share) {
        return None;
    }
    let p = binomial_upper_tail(k as u64, n as u64, state.usual_share);
    if p > P_ACCEPTED {
        return None;
    }
    let names: Vec<&str> = hit.iter().map(|service| service.service.as_str()).collect();
    let shared = shared_class(&hit);
    let what = shared.map_or(String::new(), |(class, count)| {
        format!(" In {count} of them most errors are of class {}.", class.name())
    });
    let mut evidence = vec![
        Evidence::new(format!(
            "{k} of {n} services have a spike within {:.1} hours, {:.2} expected (p = {p:.1e}): {}",
            state.hours,
            state.usual_share * n as f64,
            names.join(", ")
        ))
        .with("services_hit", k as f64)
        .with("services", n as f64)
        .with("usual_share", state.usual_share)
        .with("p_value", p),
    ];
    if let Some((class, count)) = shared {
        evidence.push(
            Evidence::new(format!("class {} leads in {count} of the {k}", class.name()))
                .with("services", count as f64),
        );
    }
    let actions: &[ActionType] = match shared {
        Some((ErrorClass::Database | ErrorClass::Pool, _)) => {
            &[ActionType::NotifyTeam, ActionType::DatabaseOptimization]
        }
        Some((ErrorClass::Timeout | ErrorClass::Connection, _)) => {
            &[ActionType::NotifyTeam, ActionType::TrafficReroute]
        }
        _ => &[ActionType::NotifyTeam, ActionType::ManualReview],
    };
    let subject = shared.map_or("shared", |(class, _)| class.name());
    Some(
        Draft {
            scope: &Scope::System,
            kind: InsightType::InfrastructureIssue,
            subject,
            at: state.at,
            valid_ms: VALID_MS,
            // A picture of so many hours that slides, as the other tests.
            chance: Some(Chance::per_week(p * SLIDING * (WEEK_HOURS / state.hours).max(1.0))),
            because: hit.iter().flat_map(|service| service.because.clone()).collect(),
        }
        .say(
            InsightSeverity::Critical,
            format!("{k} services in trouble at once"),
            format!("{k} of {n} services are in trouble at the same time: more than such services have by themselves, so look for something they share.{what}"),
            evidence,
            format!("{k} services"),
            actions,
        ),
    )
}

/// The class that leads in most of the services, if at least two and half of them share it.
fn shared_class(hit: &[&ServiceState]) -> Option<(ErrorClass, usize)> {
    ErrorClass::ALL
        .iter()
        .copied()
        .filter(|class| *class != ErrorClass::Other)
        .map(|class| (class, hit.iter().filter(|service| service.class == Some(class)).count()))
        .rev()
        .max_by_key(|&(_, count)| count)
        .filter(|&(_, count)| count >= 2 && 2 * count >= hit.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(hit: usize, of: usize, usual_share: f64) -> SystemState {
        let service = |i: usize| ServiceState {
            service: format!("s{i:02}"),
            spike: i < hit,
            because: Vec::new(),
            class: (i < hit).then_some(ErrorClass::Database),
        };
        let at = "2026-11-23T00:00:00Z".parse().unwrap();
        SystemState { at, hours: 1.0, usual_share, services: (0..of).map(service).collect() }
    }

    #[test]
    fn several_at_once_are_no_chance() {
        let insight = derive_system(&state(4, 12, 0.01)).unwrap();
        assert_eq!(insight.key, "infrastructure_issue:system:database");
        assert!(insight.actions.contains(&ActionType::DatabaseOptimization));
        assert!(insight.evidence[0].numbers["p_value"] < 1e-4);
    }

    #[test]
    fn few_or_usual_are_chance() {
        assert!(derive_system(&state(2, 12, 0.01)).is_none(), "two are not enough");
        assert!(derive_system(&state(4, 12, 0.3)).is_none(), "four of twelve happen every day");
        assert!(derive_system(&state(0, 0, 0.01)).is_none());
    }
}
