//! The causes of one service's trouble, and where a cause is another service, its causes in turn.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cause::{Cause, CauseKind};
use super::from_rollup::RootCauseAnalysis;
use crate::numbers::short_time;
use crate::time::Timestamp;

/// Causes below this share are no branch. By judgement: one in twenty; lower, and the tree is longer than anybody
/// reads.
const BRANCH: f64 = 0.05;
/// Branches of one node.
const BRANCHES: usize = 4;
/// Services one after the other.
const DEPTH: usize = 5;

/// A node of the tree: the trouble of a service at the root, a cause everywhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CauseNode {
    /// The service in trouble, or the service at fault.
    pub service: String,
    /// The kind of cause; absent at the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CauseKind>,
    /// What exactly: a release, a fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// How much of the evidence says that it is why the node above is in trouble (see [`Cause::share`]); at the root, that
    /// one of the branches is.
    #[serde(alias = "probability")]
    pub share: f64,
    /// When the errors of the service rose, where they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<Timestamp>,
    /// The strongest line of evidence.
    pub statement: String,
    /// Its causes, strongest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<CauseNode>,
}

/// The tree of a service among all that were analysed; nothing where no cause of it is known.
#[must_use]
pub fn cause_tree(service: &str, known: &BTreeMap<&str, &RootCauseAnalysis>) -> Option<CauseNode> {
    let own = known.get(service).filter(|own| !own.causes.is_empty())?;
    let statement = match own.onset {
        Some(onset) => {
            format!("errors rose at {} UTC: {:.0} above the usual", short_time(onset), own.excess_errors)
        }
        None => format!("{:.0} errors above the usual", own.excess_errors),
    };
    Some(CauseNode {
        service: service.to_owned(),
        kind: None,
        subject: None,
        share: 1.0 - own.none_of_these,
        onset: own.onset,
        statement,
        because: branches(own, known, &mut vec![service]),
    })
}

fn branches<'a>(
    of: &'a RootCauseAnalysis,
    known: &BTreeMap<&str, &'a RootCauseAnalysis>,
    path: &mut Vec<&'a str>,
) -> Vec<CauseNode> {
    let branch = |cause: &&Cause| cause.share >= BRANCH;
    let strong = of.causes.iter().filter(branch).take(BRANCHES);
    strong
        .map(|cause| {
            let dependency = cause.subject.as_deref().filter(|_| cause.kind == CauseKind::Dependency);
            let mut node = CauseNode {
                service: dependency.unwrap_or(&cause.service).to_owned(),
                kind: Some(cause.kind),
                subject: if dependency.is_some() { None } else { cause.subject.clone() },
                share: cause.share,
                onset: None,
                statement: cause.evidence.first().map_or(String::new(), |line| line.statement.clone()),
                because: Vec::new(),
            };
            if let Some((name, theirs)) = dependency.and_then(|name| Some((name, *known.get(name)?))) {
                node.onset = theirs.onset;
                // Two services that blame each other would go round for ever.
                if path.len() < DEPTH && !path.contains(&name) {
                    path.push(name);
                    node.because = branches(theirs, known, path);
                    path.pop();
                }
            }
            node
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Evidence;
    use super::super::history::Lessons;
    use super::*;

    fn analysis(service: &str, causes: &[(CauseKind, &str, f64)]) -> RootCauseAnalysis {
        let cause = |&(kind, subject, share): &(CauseKind, &str, f64)| Cause {
            key: None,
            service: service.to_owned(),
            kind,
            subject: Some(subject.to_owned()),
            class: None,
            share,
            evidence: vec![Evidence::new(format!("{subject} did it"))],
        };
        RootCauseAnalysis {
            key: service.to_owned(),
            at: "2026-11-01T01:00:00Z".parse().unwrap(),
            because: Vec::new(),
            service: service.to_owned(),
            onset: "2026-11-01T00:00:00Z".parse().ok(),
            excess_errors: 10.0,
            causes: causes.iter().map(cause).collect(),
            none_of_these: 1.0 - causes.iter().map(|cause| cause.2).sum::<f64>(),
            recorded: 0.5,
            errors: Vec::new(),
            timeline: Vec::new(),
            lacked: Vec::new(),
            lessons: Lessons::default(),
        }
    }

    #[test]
    fn a_dependency_leads_on_to_its_own_causes() {
        let site = analysis("site", &[(CauseKind::Dependency, "shop", 0.7), (CauseKind::Traffic, "x", 0.01)]);
        let shop = analysis("shop", &[(CauseKind::Deployment, "v42", 0.8)]);
        let known = BTreeMap::from([("site", &site), ("shop", &shop)]);
        let tree = cause_tree("site", &known).unwrap();
        assert_eq!((tree.kind, tree.because.len()), (None, 1), "unlikely causes are no branch");
        assert!((tree.share - 0.71).abs() < 1e-12);
        let shop = &tree.because[0];
        assert_eq!((shop.service.as_str(), shop.kind), ("shop", Some(CauseKind::Dependency)));
        assert_eq!(shop.because[0].subject.as_deref(), Some("v42"));
    }

    #[test]
    fn services_that_blame_each_other_end() {
        let a = analysis("a", &[(CauseKind::Dependency, "b", 0.7)]);
        let b = analysis("b", &[(CauseKind::Dependency, "a", 0.7)]);
        let known = BTreeMap::from([("a", &a), ("b", &b)]);
        let tree = cause_tree("a", &known).unwrap();
        let again = &tree.because[0].because[0];
        assert_eq!((again.service.as_str(), again.because.len()), ("a", 0));
        assert!(cause_tree("c", &known).is_none());
    }
}
