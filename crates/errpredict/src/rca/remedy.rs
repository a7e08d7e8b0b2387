//! What a person checks and does next, by the kind of cause.

use super::cause::{Cause, CauseKind};
use crate::class::ErrorClass;

/// Steps for a cause, first to last, with its own service and subject filled in.
#[must_use]
pub fn resolution_steps(cause: &Cause) -> Vec<String> {
    let service = &cause.service;
    let subject = cause.subject.as_deref().unwrap_or(service);
    let steps: &[&str] = match (cause.kind, cause.class) {
        (CauseKind::Deployment, _) => &[
            "Read what {subject} changed in {service}",
            "Compare the error groups before and after it",
            "Go back to the release before, or mend forward if the change is understood",
        ],
        (CauseKind::Change, _) => &["Read the change {subject}", "Take it back where it can be taken back"],
        (CauseKind::ErrorGroup, Some(ErrorClass::Pool)) => &[
            "Count the open connections of {service} and who holds them",
            "Look for connections that are not given back",
            "Raise the pool if the database allows it",
        ],
        (CauseKind::ErrorGroup, Some(ErrorClass::Memory)) => &[
            "Look at the memory of {service} since its last restart",
            "Restart it in turns",
            "Take a heap profile before it fills up again",
        ],
        (CauseKind::ErrorGroup, Some(ErrorClass::Database)) => &[
            "Look at running statements and locks of the database behind {service}",
            "Find the slowest statement and its plan",
        ],
        (CauseKind::ErrorGroup, Some(ErrorClass::Timeout | ErrorClass::Connection)) => &[
            "Find out what {service} was waiting for in group {subject}",
            "Check that this answers from where {service} runs",
        ],
        (CauseKind::ErrorGroup, _) => &[
            "Read a sample with its stack trace of group {subject} in {service}",
            "Find when it was first seen and what changed then",
        ],
        (CauseKind::Resource, _) => &[
            "Look at {subject} over the last day",
            "Find what in {service} uses it, and whether its requests grew",
            "Give it more, or move the work elsewhere",
        ],
        (CauseKind::OwnTime, _) => &[
            "Profile {service} or read its slowest spans: the time is spent in itself",
            "Check processor, locks and garbage collection of {service}",
        ],
        (CauseKind::Network, _) => &[
            "Measure the way to {service} from its callers (loss, delay, retransmits)",
            "Check the host, the side car and the load balancer in front of {service}",
        ],
        (CauseKind::OwnFailures, _) => &[
            "Read the failed requests of {service}",
            "Check what they have in common: endpoint, input, instance",
        ],
        (CauseKind::LostCalls, _) => &[
            "Find the request path on which {service} no longer calls what it used to call",
            "Read its errors and early returns on that path",
        ],
        (CauseKind::LostStep, _) => &[
            "Read the code of {service} before `{subject}`: it no longer gets there",
            "Look for an early return or a caught exception",
        ],
        (CauseKind::Dependency, _) => &[
            "Look at {subject} first: it moved before {service}",
            "Keep {service} from waiting for it meanwhile",
        ],
        (CauseKind::Traffic, _) => {
            &["Find where the additional requests to {service} come from", "Scale or throttle"]
        }
    };
    steps.iter().map(|step| step.replace("{service}", service).replace("{subject}", subject)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_steps_with_names_filled_in() {
        for &kind in CauseKind::ALL {
            let cause = Cause {
                key: None,
                service: "shop".to_owned(),
                kind,
                subject: Some("it".to_owned()),
                class: None,
                share: 0.5,
                evidence: Vec::new(),
            };
            let steps = resolution_steps(&cause);
            assert!(!steps.is_empty() && steps.iter().all(|step| !step.contains('{')), "{steps:?}");
        }
    }
}
