//! What a cause calls for.

use super::{CAUSE_ACTS, Found, Reason, urgency};
use crate::action::{ActionType, Priority};
use crate::rca::{Cause, CauseKind, ErrorClass};

/// Proposals from every cause that is likely enough to act upon.
pub(super) fn propose(found: &mut Found<'_>) {
    for cause in found.situation.causes.iter().filter(|cause| cause.probability >= CAUSE_ACTS) {
        from_cause(found, cause);
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
                    format!("Switch off what needs {subject} in {}", found.situation.scope.in_a_sentence()),
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
                because: cause.key.iter().cloned().collect(),
                confidence: cause.probability * cause.confidence,
            },
        );
    }
}
