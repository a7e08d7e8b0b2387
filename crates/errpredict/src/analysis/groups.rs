//! The commonest error groups of the last day.

use crate::fingerprint::Fingerprint;
use crate::pattern::similar::Scratch;
use crate::rollup::{ErrorGroup, ServiceRollup};
use crate::time::DAY_MS;

use super::asked::Asked;
use super::patterns::Patterns;
use super::service::GroupSummary;

pub(super) fn commonest(
    asked: &Asked<'_>,
    patterns: &Patterns<'_>,
    service: &ServiceRollup,
) -> Vec<GroupSummary> {
    let day = asked.at.plus_ms(-DAY_MS);
    let mut groups: Vec<_> = service
        .groups()
        .map(|(fingerprint, group)| (group.cells().between(day, asked.at), fingerprint, group))
        .filter(|(errors, ..)| *errors > 0)
        .collect();
    groups.sort_by_key(|(errors, fingerprint, _)| (std::cmp::Reverse(*errors), *fingerprint));
    groups.truncate(asked.config.max_groups);
    let mut scratch = Scratch::default();
    let summary = |(errors_last_day, fingerprint, group): (u64, Fingerprint, &ErrorGroup)| GroupSummary {
        fingerprint: fingerprint.to_string(),
        error_type: group.error_type().to_owned(),
        sample: group.sample_at(asked.at).to_owned(),
        template: patterns.template(fingerprint),
        similar: patterns.similar(fingerprint, asked.config.similar, &mut scratch),
        first_seen: group.first(),
        last_seen: group.cells().last_at(asked.at).unwrap_or(asked.at),
        errors_last_day,
        errors: group.cells().between(asked.from, asked.at),
    };
    groups.into_iter().map(summary).collect()
}
