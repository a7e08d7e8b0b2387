//! What the parts of an analysis say of each other: columns of a finding that another finding gives. Where none does, they stay empty.

use std::collections::BTreeMap;

use errpredict::action::PreventiveAction;
use errpredict::analysis::{Analysis, GroupSummary, ServiceAnalysis};
use errpredict::rca::{Cause, RootCauseAnalysis};
use serde_json::{Value, json};

/// The findings of an analysis by their keys.
pub(crate) struct Joined<'a> {
    /// Actions that a finding calls for, the most urgent first.
    actions: BTreeMap<&'a str, Vec<&'a PreventiveAction>>,
    causes: BTreeMap<&'a str, &'a Cause>,
    groups: BTreeMap<(&'a str, &'a str), &'a GroupSummary>,
}

impl<'a> Joined<'a> {
    pub(crate) fn of(analysis: &'a Analysis) -> Joined<'a> {
        let all = || analysis.services.iter().chain([&analysis.system]);
        let mut actions: BTreeMap<&str, Vec<&PreventiveAction>> = BTreeMap::new();
        for action in all().flat_map(|found| &found.actions) {
            for key in &action.because {
                actions.entry(key).or_default().push(action);
            }
        }
        actions.values_mut().for_each(|of| of.sort_by(|a, b| a.by_urgency(b)));
        let causes = all().filter_map(|found| found.root_causes.as_ref()).flat_map(|found| &found.causes);
        let named = |found: &'a ServiceAnalysis| {
            let service = found.scope.service().unwrap_or_default();
            found.groups.iter().map(move |group| ((service, group.fingerprint.as_str()), group))
        };
        Joined {
            actions,
            causes: causes.filter_map(|cause| Some((cause.key.as_deref()?, cause))).collect(),
            groups: all().flat_map(named).collect(),
        }
    }

    fn actions_of(&self, key: &str) -> &[&'a PreventiveAction] {
        self.actions.get(key).map_or(&[], Vec::as_slice)
    }

    /// Of an anomaly the cause that stands before the others, and the most urgent thing to do.
    pub(crate) fn anomaly(&self, row: &mut Value) {
        let explained = row["explained_by"].as_array().into_iter().flatten().find_map(Value::as_str);
        let cause = explained.and_then(|key| self.causes.get(key));
        let hypothesis =
            cause.map(|cause| format!("{} ({:.0} % of the evidence)", in_words(cause), 100.0 * cause.share));
        let action =
            row["key"].as_str().and_then(|key| self.actions_of(key).first()).map(|action| &action.title);
        row["cause_hypothesis"] = json!(hypothesis);
        row["recommended_action"] = json!(action);
    }

    /// Of a prediction what it calls for, and what that would save at most.
    pub(crate) fn prediction(&self, row: &mut Value) {
        let actions = row["key"].as_str().map_or(&[][..], |key| self.actions_of(key));
        // What there is too much of is what the saving is of.
        let saving = actions.iter().find_map(|action| {
            let (stake, saves) = (action.impact.at_stake.as_ref()?, action.impact.saves.as_ref()?);
            Some(format!("{saves} ({}) would be saved at most", stake.metric.name().replace('_', " ")))
        });
        let kinds = kinds(actions);
        if !kinds.is_empty() {
            row["recommended_actions"] = json!(kinds);
        }
        if saving.is_some() {
            row["business_impact"] = json!(saving);
        }
    }

    /// Of an analysis of causes what it calls for, what earlier incidents were like it, and which error groups are like those that rose.
    pub(crate) fn root_causes(&self, found: &RootCauseAnalysis, row: &mut Value) {
        let keys = found.causes.iter().filter_map(|cause| cause.key.as_deref()).chain([found.key.as_str()]);
        let actions: Vec<&PreventiveAction> = keys.flat_map(|key| self.actions_of(key)).copied().collect();
        let similar = &found.lessons.similar;
        let helped: Vec<bool> = similar.iter().filter_map(|case| case.helped).collect();
        let rate = helped.iter().filter(|helped| **helped).count() as f64 / helped.len() as f64;
        let strongest = found.causes.first().map(|cause| cause.kind);
        let belief = found.lessons.beliefs.iter().find(|belief| Some(belief.kind) == strongest);
        let risen = found.errors.iter().map(|group| group.fingerprint.as_str());
        let like = risen.filter_map(|group| self.groups.get(&(found.service.as_str(), group)));
        let like: Vec<_> = like.flat_map(|group| &group.similar).collect();
        row["actions"] = json!(kinds(&actions));
        row["similar_found"] = json!(similar.len());
        row["match_score"] = json!(similar.first().map(|case| case.cosine.clamp(0.0, 1.0)));
        row["resolution_success_rate"] = json!((!helped.is_empty()).then_some(rate));
        row["earlier_count"] = json!(belief.map_or(0, |belief| belief.confirmed.round() as u32));
        row["similar_errors"] = json!(like);
    }
}

/// The ids of rows by their keys.
pub(crate) fn ids_by_key(rows: &Value) -> BTreeMap<&str, &Value> {
    let all = rows.as_array().into_iter().flatten();
    all.filter_map(|row| Some((row["key"].as_str()?, &row["id"]))).collect()
}

/// Of an action the prediction that calls for it, the first of those it names.
pub(crate) fn called_for_by(predictions: &BTreeMap<&str, &Value>, row: &mut Value) {
    let mut because = row["because"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let id = because.find_map(|key| predictions.get(key)).map(|id| (*id).clone());
    if let Some(id) = id {
        row["prediction_id"] = id;
    }
}

/// Who, what kind and what exactly.
fn in_words(cause: &Cause) -> String {
    match &cause.subject {
        Some(subject) => format!("{} {subject} of {}", cause.kind, cause.service),
        None => format!("{} of {}", cause.kind, cause.service),
    }
}

/// The types of actions, each once, the most urgent first.
fn kinds(actions: &[&PreventiveAction]) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for action in actions {
        let name = action.action_type.name();
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    kinds
}
