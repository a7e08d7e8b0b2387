//! One possible cause.

use serde::{Deserialize, Serialize};

use super::evidence::{DEPLOYMENTS, EARLIER, FOLLOWED, SHARE_OF_EXCESS};
use super::{ErrorClass, Evidence};
use crate::key::key_of;
use crate::named::named;

/// What kind of thing a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// A deployment shortly before.
    Deployment,
    /// Another recorded change (configuration, flag, schema) shortly before.
    Change,
    /// An error group that is new or rose.
    ErrorGroup,
    /// A resource of the service (processor, memory, disk) far from its usual level.
    Resource,
    /// The service itself became slow: the rise is not explained by what it calls.
    OwnTime,
    /// The way to the service became slow: callers wait, the service itself does not.
    Network,
    /// The service itself fails: its failures are not explained by what it calls.
    OwnFailures,
    /// The service stopped calling what it used to call, with the same traffic coming in.
    LostCalls,
    /// The service stopped doing (logging) a step it used to do.
    LostStep,
    /// Another service moved first.
    Dependency,
    /// More or less traffic than usual.
    Traffic,
}

named!(CauseKind, "kind of cause":
    Deployment "deployment",
    Change "change",
    ErrorGroup "error_group",
    Resource "resource",
    OwnTime "own_time",
    Network "network",
    OwnFailures "own_failures",
    LostCalls "lost_calls",
    LostStep "lost_step",
    Dependency "dependency",
    Traffic "traffic",
);

/// Deployments in a row without harm from which on their own record says more than that of others: none of n says that fewer than 3 / n do
/// harm (the rule of three, Hanley and Lippman-Hand 1983), which of 30 is the one in ten taken before the first.
const MANY_HARMLESS: f64 = 30.0;
/// Half, by definition of most.
const MOST: f64 = 0.5;

/// One possible cause, with how much speaks for it among those considered, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cause {
    /// Stable identity within its analysis or ranking; absent before it is part of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The service at fault.
    pub service: String,
    /// What kind of cause.
    pub kind: CauseKind,
    /// What exactly: a metric's own column name, a fingerprint, a release, another service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The class of error, where the cause is an error group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ErrorClass>,
    /// How much of the evidence speaks for it, beside all that was considered and "none of these": all shares add up to 1.
    /// It ranks and is no probability: nothing says how often a cause with such a share was the right one.
    #[serde(alias = "probability")]
    pub share: f64,
    /// The lines that show it, strongest first.
    pub evidence: Vec<Evidence>,
}

impl Cause {
    /// Whether all that is known against another service is that it began earlier: no message names it, it was never
    /// followed before. Of any two troubles that have nothing to do with each other one began earlier.
    #[must_use]
    pub fn rests_on_order_alone(&self) -> bool {
        let tells_order = |line: &Evidence| line.numbers.contains_key(EARLIER);
        self.kind == CauseKind::Dependency
            && !self.evidence.is_empty()
            && self.evidence.iter().all(tells_order)
    }

    /// Whether a deployment is blamed by its time alone, after so many that no rise followed. That it brought most of the errors, or
    /// that one before it did harm, speaks for itself.
    #[must_use]
    pub fn is_one_of_many_harmless(&self) -> bool {
        let number = |name: &str| self.evidence.iter().find_map(|line| line.numbers.get(name)).copied();
        let did_no_harm =
            number(DEPLOYMENTS).is_some_and(|n| n >= MANY_HARMLESS) && number(FOLLOWED) == Some(0.0);
        let brought = number(SHARE_OF_EXCESS).unwrap_or_default();
        self.kind == CauseKind::Deployment && did_no_harm && brought < MOST
    }

    /// Gives it its key within the analysis or ranking of that key: who, what kind and what exactly.
    pub(super) fn identify(&mut self, within: &str) {
        let subject = self.subject.as_deref().unwrap_or_default();
        self.key = Some(key_of("cause", &[within, &self.service, self.kind.name(), subject]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_among_many_harmless_ones_needs_more_than_its_time() {
        let record = |followed: f64, n: f64| {
            Evidence::new("what came of those before").with(FOLLOWED, followed).with(DEPLOYMENTS, n)
        };
        let brought = |share: f64| Evidence::new("kinds never seen before it").with(SHARE_OF_EXCESS, share);
        for (evidence, kind, expected) in [
            (vec![record(0.0, 66.0)], CauseKind::Deployment, true),
            (vec![brought(0.1), record(0.0, 66.0)], CauseKind::Deployment, true),
            (vec![brought(0.9), record(0.0, 66.0)], CauseKind::Deployment, false),
            (vec![record(2.0, 66.0)], CauseKind::Deployment, false),
            (vec![record(0.0, 7.0)], CauseKind::Deployment, false),
            (vec![], CauseKind::Deployment, false),
            (vec![record(0.0, 66.0)], CauseKind::Dependency, false),
        ] {
            let cause = Cause {
                key: None,
                service: "api".to_owned(),
                kind,
                subject: Some("v7".to_owned()),
                class: None,
                share: 0.6,
                evidence,
            };
            assert_eq!(cause.is_one_of_many_harmless(), expected, "{cause:?}");
        }
    }
}
