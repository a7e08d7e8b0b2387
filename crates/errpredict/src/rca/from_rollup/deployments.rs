//! Deployments before the onset.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::rises::Rises;
use super::timeline::{DEPLOYMENT_MS, deployments};
use super::{Candidate, Look};
use crate::time::MINUTE_MS;

const DEPLOYMENT_HALF_MS: i64 = 30 * MINUTE_MS;
/// Strength of a deployment at the onset, and of all excess coming from groups first seen after it.
const DEPLOYMENT: f64 = 1.5;
const NEW_GROUPS: f64 = 2.0;
/// Strength of errors having risen after every deployment of the past.
const USED_TO_BREAK: f64 = 0.5;

impl Look<'_> {
    /// Deployments before the onset: how short before, and how much of the excess is new since.
    pub(super) fn deployments(&self) -> Vec<Candidate> {
        let earliest = self.onset.plus_ms(-DEPLOYMENT_MS);
        let used_to_break =
            Rises::new(self.own.errors(), self.since).follow_deployments(self.own.deployments());
        let mut found = Vec::new();
        // The minute of the onset may have begun before the deployment in it: both count as the same time.
        for (time, release) in deployments(self.own, earliest.plus_ms(-1), self.onset) {
            let age = (self.onset.ms() - time.ms()).max(0);
            let minutes = age as f64 / MINUTE_MS as f64;
            let new: u64 = self
                .own
                .groups()
                .filter(|(_, group)| group.first() >= time && group.first() <= self.at)
                .map(|(_, group)| group.cells().between(self.since, self.at))
                .sum();
            let share = (new as f64 / self.excess).min(1.0);
            let what = release.map_or("a deployment".to_owned(), |release| format!("release {release}"));
            let mut evidence = vec![
                Evidence::new(format!(
                    "{what} came {minutes:.0} minutes before errors rose at {}",
                    self.onset
                ))
                .with("minutes_before", minutes),
            ];
            if new > 0 {
                evidence.push(
                    Evidence::new(format!(
                        "{new} errors are of groups never seen before it, {:.0} % of the excess",
                        share * 100.0
                    ))
                    .with("errors_of_new_groups", new as f64)
                    .with("share_of_excess", share),
                );
            }
            let mut strength =
                DEPLOYMENT * libm::exp2(-(age as f64) / DEPLOYMENT_HALF_MS as f64) + NEW_GROUPS * share;
            if let Some((line, share)) = &used_to_break {
                strength += USED_TO_BREAK * share;
                evidence.push(line.clone());
            }
            let subject = Some(release.map_or_else(|| time.to_string(), str::to_owned));
            let cause = self.cause(self.service, CauseKind::Deployment, subject, evidence);
            found.push(Candidate { strength, cause });
        }
        found
    }
}
