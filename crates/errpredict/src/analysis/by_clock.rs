//! Every sentence of an analysis, its times told by the clock of a zone. What machines read stays in UTC.

use crate::PeopleClock;
use crate::action::PreventiveAction;
use crate::insight::AiInsight;
use crate::rca::{CauseNode, Evidence, RootCauseAnalysis};

use super::result::Analysis;
use super::service::ServiceAnalysis;

/// Tells all of it by that clock.
pub(super) fn tell(analysis: &mut Analysis, clock: &PeopleClock) {
    retell(&mut analysis.headline.text, clock);
    for found in std::iter::once(&mut analysis.system).chain(&mut analysis.services) {
        of_scope(found, clock);
    }
}

fn of_scope(found: &mut ServiceAnalysis, clock: &PeopleClock) {
    found.actions.iter_mut().for_each(|action| of_action(action, clock));
    found.insights.iter_mut().for_each(|insight| of_insight(insight, clock));
    found.root_causes.iter_mut().for_each(|causes| of_causes(causes, clock));
    found.notes.iter_mut().for_each(|note| retell(&mut note.message, clock));
    found.cause_tree.iter_mut().for_each(|tree| of_node(tree, clock));
}

fn of_action(action: &mut PreventiveAction, clock: &PeopleClock) {
    retell(&mut action.title, clock);
    of_lines(&mut action.evidence, clock);
}

fn of_insight(insight: &mut AiInsight, clock: &PeopleClock) {
    for text in [&mut insight.title, &mut insight.description, &mut insight.impact] {
        retell(text, clock);
    }
    of_lines(&mut insight.evidence, clock);
}

fn of_causes(causes: &mut RootCauseAnalysis, clock: &PeopleClock) {
    causes.errors.iter_mut().for_each(|group| retell(&mut group.evidence.statement, clock));
    causes.causes.iter_mut().for_each(|cause| of_lines(&mut cause.evidence, clock));
}

fn of_node(node: &mut CauseNode, clock: &PeopleClock) {
    retell(&mut node.statement, clock);
    node.because.iter_mut().for_each(|node| of_node(node, clock));
}

fn of_lines(lines: &mut [Evidence], clock: &PeopleClock) {
    lines.iter_mut().for_each(|line| retell(&mut line.statement, clock));
}

fn retell(text: &mut String, clock: &PeopleClock) {
    *text = clock.sentence(text);
}
