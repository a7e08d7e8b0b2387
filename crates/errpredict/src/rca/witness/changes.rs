//! Changes: what was deployed or changed shortly before the onset.
//!
//! Strength = 2 · 2^(−age / 15 min), nothing beyond four hours: most incidents that a change causes begin within
//! minutes of it, but a change alone proves nothing, so other witnesses can outweigh it.

use super::super::cause::CauseKind;
use super::super::evidence::Evidence;
use super::super::incident::Incident;
use super::Testimony;
use crate::time::{HOUR_MS, MINUTE_MS};

/// Strength of a change at the very onset. By judgement: as much as a measured number at 19 spreads; what changed just
/// before is what people ask about first.
const STRENGTH: f64 = 2.0;
/// Time after which a change counts half.
const HALF_LIFE_MS: i64 = 15 * MINUTE_MS;
/// Time after which it does not count.
const FORGOTTEN_MS: i64 = 4 * HOUR_MS;

/// Per change, how strongly it is implicated by its time.
pub(super) fn changes(incident: &Incident) -> Vec<Testimony> {
    let mut found = Vec::new();
    for change in &incident.changes {
        let age = incident.onset.ms() - change.at.ms();
        if !(0..=FORGOTTEN_MS).contains(&age) {
            continue;
        }
        let minutes = age as f64 / MINUTE_MS as f64;
        found.push(Testimony {
            service: change.service,
            kind: if change.deployment { CauseKind::Deployment } else { CauseKind::Change },
            strength: STRENGTH * libm::exp2(-(age as f64) / HALF_LIFE_MS as f64),
            subject: Some(change.what.clone()),
            evidence: vec![
                Evidence::new(format!(
                    "{} was {} {minutes:.0} minutes before the onset: {}",
                    incident.services[change.service],
                    if change.deployment { "deployed" } else { "changed" },
                    change.what
                ))
                .with("minutes_before", minutes),
            ],
        });
    }
    found
}
