//! The commonest error groups of the last day.

use crate::fingerprint::Fingerprint;
use crate::pattern::similar::Scratch;
use crate::pattern::states::{GroupState, State};
use crate::rca::RootCauseAnalysis;
use crate::rollup::{ErrorGroup, ServiceRollup};
use crate::time::DAY_MS;

use super::asked::Asked;
use super::patterns::Patterns;
use super::service::GroupSummary;

/// Names groups without a type by what their messages have in common, and takes out what only seems new because another
/// word stands in a message that was known.
pub(super) fn name(states: &mut Vec<GroupState>, patterns: &Patterns<'_>, asked: &Asked<'_>) {
    let fingerprint = |state: &GroupState| u64::from_str_radix(&state.fingerprint, 16).ok().map(Fingerprint);
    states.retain(|state| {
        let before = asked.at.plus_ms(-state.recent_ms);
        let is_known = |fingerprint| patterns.was_known(fingerprint, &state.service, before);
        state.state != State::New || !fingerprint(state).is_some_and(is_known)
    });
    for state in states.iter_mut().filter(|state| state.error_type.is_empty()) {
        let own = |fingerprint| patterns.own_template(fingerprint, &state.service);
        if let Some(template) = fingerprint(state).and_then(own) {
            state.label = template;
        }
    }
    // Two that have nearly the same words are told apart by a message of each.
    let labels: Vec<(String, String)> =
        states.iter().map(|state| (state.service.clone(), state.label.clone())).collect();
    let is_shared = |state: &GroupState| {
        labels.iter().filter(|(of, label)| *of == state.service && *label == state.label).count() > 1
    };
    for state in states.iter_mut().filter(|state| state.error_type.is_empty() && is_shared(state)) {
        let group = fingerprint(state).and_then(|one| asked.rollup.service(&state.service)?.group(one));
        if let Some(sample) = group.map(|group| group.sample_at(asked.at)).filter(|sample| !sample.is_empty())
        {
            state.label = sample.to_owned();
        }
    }
}

/// Names the groups of an answer about causes in the same way, wherever it tells of them.
pub(super) fn name_causes(causes: &mut RootCauseAnalysis, patterns: &Patterns<'_>) {
    for group in &mut causes.errors {
        let fingerprint = u64::from_str_radix(&group.fingerprint, 16).ok().map(Fingerprint);
        let has_type = fingerprint.is_none_or(|fingerprint| patterns.has_type(fingerprint));
        let own = fingerprint.and_then(|fingerprint| patterns.own_template(fingerprint, &causes.service));
        let Some(template) = own.filter(|_| !has_type) else { continue };
        let old = std::mem::replace(&mut group.label, template);
        if let Some(rest) = group.evidence.statement.strip_prefix(&old) {
            group.evidence.statement = format!("{}{rest}", group.label);
        }
        let told = causes.timeline.iter_mut().filter(|moment| moment.subject.as_deref() == Some(&*old));
        told.for_each(|moment| moment.subject = Some(group.label.clone()));
    }
}

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
