//! What a cause calls for.

use super::errors::remedies;
use super::{CAUSE_ACTS, CAUSE_RISKS, Found, Reason, is_beyond_the_hour, urgency};
use crate::action::{ActionType, Priority};
use crate::numbers::short_time;
use crate::rca::{Cause, CauseKind, ErrorClass};
use crate::time::Timestamp;

/// Proposals from every cause that enough speaks for to act upon.
pub(super) fn propose(found: &mut Found<'_>) {
    for cause in found.situation.causes.iter().filter(|cause| cause.share >= CAUSE_ACTS) {
        from_cause(found, cause);
    }
}

fn from_cause(found: &mut Found<'_>, cause: &Cause) {
    use ActionType as A;
    let situation = found.situation;
    let critical = urgency(situation) == Priority::Critical;
    let subject = cause.subject.as_deref().unwrap_or(&cause.service);
    let at = &cause.service;
    // A deployment that named no release is known by its time.
    let deployed = subject.parse::<Timestamp>().ok();
    let deployed = deployed.map(|time| format!("the deployment of {} UTC", short_time(time)));
    let release = deployed.as_deref().unwrap_or(subject);
    let proposals: Vec<(A, String)> = match cause.kind {
        // Going back takes away what the release brought: more must speak for it than for everything else, and more must
        // fail than at this hour of other days; and of one among many that did no harm more than its time.
        CauseKind::Deployment
            if cause.share >= CAUSE_RISKS
                && is_beyond_the_hour(situation)
                && !cause.is_one_of_many_harmless() =>
        {
            vec![(A::RollbackDeployment, format!("Go back to the release before {release} in {at}"))]
        }
        CauseKind::Deployment => {
            vec![(A::ManualReview, format!("Read what {release} changed in {at}: errors rose after it"))]
        }
        CauseKind::Change => vec![(A::ManualReview, format!("Check the change {subject} in {at}"))],
        CauseKind::ErrorGroup => {
            remedies(situation, cause.class.unwrap_or(ErrorClass::Other), subject, false, false)
        }
        CauseKind::Resource => {
            vec![(A::ScaleUpResources, format!("Give {at} more of what is short ({subject})"))]
        }
        CauseKind::OwnTime => vec![(A::ScaleUpResources, format!("Relieve {at}: it is slow by itself"))],
        CauseKind::Network => {
            vec![(A::TrafficReroute, format!("Send traffic around the slow network to {at}"))]
        }
        CauseKind::OwnFailures | CauseKind::LostCalls | CauseKind::LostStep => {
            vec![(A::CodePatch, format!("Find out why {at} fails at {subject}"))]
        }
        // That it began earlier is no reason to stop calling it, nor to switch anything off.
        CauseKind::Dependency if cause.rests_on_order_alone() => return,
        CauseKind::Dependency => {
            let mut proposals = vec![(
                A::CircuitBreakerEnable,
                format!("Stop calling {subject} while it fails, for a stated time"),
            )];
            if critical {
                proposals.push((
                    A::GracefulDegradation,
                    format!("Switch off what needs {subject} in {}", situation.scope.in_a_sentence()),
                ));
            }
            proposals
        }
        // A surge is handled with its own numbers in `from_traffic`.
        CauseKind::Traffic => Vec::new(),
    };
    for (kind, title) in proposals {
        found.add(
            kind,
            Reason {
                priority: urgency(situation).max(Priority::Medium),
                title,
                target: Some(subject.to_owned()),
                evidence: cause.evidence.clone(),
                because: cause.key.iter().cloned().collect(),
                removes: Some(cause.share),
            },
        );
    }
}
