//! Beliefs about kinds of cause, updated by feedback, every update visible.
//!
//! A kind that was named as the cause was right (confirmed) or wrong (refuted). Its belief is the mean of a Beta
//! distribution, one of each imagined to begin with:
//!
//! ```text
//! belief = (confirmed + 1) / (confirmed + refuted + 2)
//! posterior odds of a cause = its odds by evidence · belief / (1 − belief)
//! ```
//!
//! "None of these" keeps its weight and the shares are scaled to add up to 1 again. Without feedback every
//! belief is ½ and nothing changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::cause::{Cause, CauseKind};
use super::super::evidence::Evidence;
use crate::error::{Error, ErrorKind, Result};

/// Imagined confirmations and refutations that every kind starts with. One of each, by definition of Laplace's rule of
/// succession (1774).
const PRIOR: f64 = 1.0;

/// One update of one belief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Update {
    /// The incident that the feedback is about.
    pub incident: String,
    /// The kind of cause that was named.
    pub kind: CauseKind,
    /// Whether that was right.
    pub confirmed: bool,
    /// Weight of the feedback, above 0 and at most 1.
    pub weight: f64,
    /// Belief before.
    pub before: f64,
    /// Belief after.
    pub after: f64,
}

/// The belief in one kind of cause: what the feedback so far makes of the prior of one half.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Belief {
    /// The kind.
    pub kind: CauseKind,
    /// Belief before any feedback.
    pub prior: f64,
    /// Weight of feedback that confirmed it when it was named.
    pub confirmed: f64,
    /// Weight of feedback that refuted it when it was named.
    pub refuted: f64,
    /// Belief now.
    pub belief: f64,
}

/// How often each kind of cause was right when it was named.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Beliefs {
    /// Confirmed and refuted weight per kind.
    counts: BTreeMap<CauseKind, (f64, f64)>,
    /// Every update, oldest first.
    updates: Vec<Update>,
}

impl Beliefs {
    /// The belief in a kind, 0 to 1; ½ without feedback.
    #[must_use]
    pub fn of(&self, kind: CauseKind) -> f64 {
        let (confirmed, refuted) = self.counts.get(&kind).copied().unwrap_or_default();
        (confirmed + PRIOR) / (confirmed + refuted + 2.0 * PRIOR)
    }

    /// The beliefs in those kinds, with what they rest on.
    pub fn of_each(&self, kinds: impl IntoIterator<Item = CauseKind>) -> Vec<Belief> {
        let belief = |kind| {
            let (confirmed, refuted) = self.counts.get(&kind).copied().unwrap_or_default();
            Belief { kind, prior: 0.5, confirmed, refuted, belief: self.of(kind) }
        };
        kinds.into_iter().map(belief).collect()
    }

    /// Odds that feedback multiplies those of a cause of that kind by; 1 without feedback.
    pub(in super::super) fn odds(&self, kind: CauseKind) -> f64 {
        let belief = self.of(kind);
        belief / (1.0 - belief)
    }

    /// The line that shows an update of a share; nothing for a kind without feedback.
    pub(in super::super) fn line(&self, kind: CauseKind, prior: f64, posterior: f64) -> Option<Evidence> {
        let (confirmed, refuted) = self.counts.get(&kind)?;
        let (belief, name) = (self.of(kind), kind.name());
        let line = Evidence::new(format!(
            "causes of kind {name} were right {confirmed} times and wrong {refuted} times before (belief {belief:.2}): share {prior:.2} becomes {posterior:.2}"
        ));
        Some(line.with("prior", prior).with("belief", belief).with("posterior", posterior))
    }

    /// Every update so far, oldest first.
    #[must_use]
    pub fn updates(&self) -> &[Update] {
        &self.updates
    }

    /// Learns that a named kind was right or wrong.
    ///
    /// # Errors
    /// `invalid_argument` unless 0 < `weight` <= 1.
    pub fn learn(&mut self, incident: &str, kind: CauseKind, confirmed: bool, weight: f64) -> Result<()> {
        if !(weight > 0.0 && weight <= 1.0) {
            let message = format!("`weight` must be above 0 and at most 1, got {weight}");
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let before = self.of(kind);
        let counts = self.counts.entry(kind).or_default();
        if confirmed {
            counts.0 += weight
        } else {
            counts.1 += weight
        }
        let (incident, after) = (incident.to_owned(), self.of(kind));
        self.updates.push(Update { incident, kind, confirmed, weight, before, after });
        Ok(())
    }

    /// Moves the shares of causes (and of "none of these") by what feedback says of their kinds, strongest first, and leaves
    /// a line with prior, belief and posterior in the evidence of every cause whose kind has feedback.
    pub fn apply(&self, causes: &mut [Cause], none_of_these: &mut f64) {
        let odds = |cause: &Cause| cause.share * self.odds(cause.kind);
        let all = *none_of_these + causes.iter().map(odds).sum::<f64>();
        if all <= 0.0 {
            return;
        }
        for cause in causes.iter_mut() {
            let (prior, posterior) = (cause.share, odds(cause) / all);
            cause.evidence.extend(self.line(cause.kind, prior, posterior));
            cause.share = posterior;
        }
        *none_of_these /= all;
        causes.sort_by(|a, b| b.share.total_cmp(&a.share));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(kind: CauseKind, share: f64) -> Cause {
        Cause {
            key: None,
            service: "s".to_owned(),
            kind,
            subject: None,
            class: None,
            share,
            evidence: Vec::new(),
        }
    }

    #[test]
    fn without_feedback_nothing_changes() {
        let mut causes = vec![cause(CauseKind::Network, 0.6), cause(CauseKind::Resource, 0.3)];
        let (before, mut none) = (causes.clone(), 0.1);
        Beliefs::default().apply(&mut causes, &mut none);
        for (before, after) in before.iter().zip(&causes) {
            assert!((before.share - after.share).abs() < 1e-12 && after.evidence.is_empty());
        }
        assert!((none - 0.1).abs() < 1e-12);
    }

    #[test]
    fn refuted_kinds_sink_and_show_why() {
        let mut beliefs = Beliefs::default();
        for _ in 0..4 {
            beliefs.learn("i", CauseKind::Deployment, false, 1.0).unwrap();
        }
        beliefs.learn("i", CauseKind::Network, true, 1.0).unwrap();
        let update = &beliefs.updates()[4];
        assert_eq!((update.before, update.after), (0.5, 2.0 / 3.0));
        assert_eq!(beliefs.updates().len(), 5);
        let mut causes = vec![cause(CauseKind::Deployment, 0.6), cause(CauseKind::Network, 0.3)];
        let mut none = 0.1;
        beliefs.apply(&mut causes, &mut none);
        assert_eq!(causes[0].kind, CauseKind::Network);
        // Odds by hand: 0.6 · (1/6)/(5/6) = 0.12, 0.3 · 2 = 0.6, none 0.1.
        assert!((causes[0].share - 0.6 / 0.82).abs() < 1e-12);
        assert!((causes.iter().map(|c| c.share).sum::<f64>() + none - 1.0).abs() < 1e-12);
        assert_eq!(causes[1].evidence[0].numbers["prior"], 0.6);
        assert!(beliefs.learn("i", CauseKind::Network, true, 0.0).is_err());
    }
}
