//! Error groups that rose.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::level::{Level, P_RISE};
use super::{Candidate, Look, SHARE};
use crate::class::ErrorClass;

/// Strength of a group that makes up all of the excess.
const GROUP: f64 = 2.0;

impl Look<'_> {
    /// Groups that rose, by their share of the excess.
    pub(super) fn groups(&self) -> Vec<Candidate> {
        let window = self.at.ms() - self.since.ms();
        let mut found = Vec::new();
        for (fingerprint, group) in self.own.groups() {
            let count = group.cells().between(self.since, self.at);
            if (count as f64) < SHARE * self.excess {
                continue;
            }
            let Some(level) = Level::new(group.cells(), self.from, self.since) else { continue };
            let (expected, p) = (level.expected(window), level.p(count, window));
            let share = ((count as f64 - expected) / self.excess).clamp(0.0, 1.0);
            if p > P_RISE || share < SHARE {
                continue;
            }
            let new = group.first() > self.since;
            let mut cause = self.cause(self.service, CauseKind::ErrorGroup, Some(fingerprint.to_string()), vec![
                Evidence::new(format!(
                    "group {fingerprint} ({}): {count} errors where {expected:.1} were expected, {:.0} % of the excess{}",
                    group.error_type(),
                    share * 100.0,
                    if new { format!(", first seen {}", group.first()) } else { String::new() }
                ))
                .with("errors", count as f64)
                .with("expected", expected)
                .with("share_of_excess", share)
                .with("p_value", p),
            ]);
            cause.class = Some(ErrorClass::of(group.error_type(), group.sample_at(self.at)));
            found.push(Candidate { strength: GROUP * share, cause });
        }
        found
    }
}
