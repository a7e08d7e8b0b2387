//! Why: the tree of causes with its evidence, what earlier incidents say, and what was missing.

use errpredict::rca::{CauseNode, Lessons, RootCauseAnalysis};

use super::Card;
use crate::html::escape::{escape, percent};
use crate::html::parts::list;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let causes = card.found.root_causes.as_ref();
    causes.map_or(String::new(), |causes| why(causes, card.found.cause_tree.as_ref()))
}

/// Why: which errors rose, the causes with their evidence, what earlier incidents say, what was missing.
#[must_use]
pub fn why(causes: &RootCauseAnalysis, tree: Option<&CauseNode>) -> String {
    let mut text = String::new();
    text += &list("Which errors", causes.errors.iter().map(|group| escape(&group.evidence.statement)));
    if let Some(tree) = tree {
        text +=
            &format!("<h3>{}</h3>\n<p>{}</p>\n{}", heading(tree), escape(&tree.statement), branches(tree));
        text += &format!(
            "<p class=\"quiet\">Percentages are shares of the evidence: they rank, and nothing has measured how often such a \
             cause is the right one. None of these: {}.</p>\n",
            percent(causes.none_of_these)
        );
    }
    text += &list(
        "",
        causes.causes.iter().map(|cause| {
            let evidence: Vec<_> = cause.evidence.iter().map(|line| escape(&line.statement)).collect();
            let what = format!("{} of {}", cause.kind.name().replace('_', " "), escape(&cause.service));
            format!(
                "<details><summary>Evidence: {what} ({})</summary>{}</details>",
                percent(cause.share),
                evidence.join("; ")
            )
        }),
    );
    text += &learnt(&causes.lessons);
    if !causes.lacked.is_empty() {
        let lacked: Vec<_> = causes.lacked.iter().map(|what| escape(what)).collect();
        text += &format!("<p class=\"quiet\">Not recorded, and missed: {}.</p>\n", lacked.join("; "));
    }
    text
}

/// What too little speaks for to act upon is no reason why.
fn heading(tree: &CauseNode) -> &'static str {
    match tree.because.first() {
        Some(first) if first.share < 0.30 => "What it may be",
        _ => "Why",
    }
}

fn branches(of: &CauseNode) -> String {
    list(
        "",
        of.because.iter().map(|node| {
            let kind = node.kind.map_or(String::new(), |kind| kind.name().replace('_', " "));
            format!(
                "<b>{kind}</b> of {} ({}): {}{}",
                escape(&node.service),
                percent(node.share),
                escape(&node.statement),
                branches(node)
            )
        }),
    )
}

fn learnt(lessons: &Lessons) -> String {
    let similar = lessons.similar.iter().map(|case| {
        let done = case.resolution.as_ref().map_or(String::new(), |done| {
            let helped = match case.helped {
                Some(true) => ", which helped",
                Some(false) => ", which did not help",
                None => "",
            };
            format!("; done then: {}{helped}", escape(done))
        });
        let kind = case.kind.name().replace('_', " ");
        format!("Incident {} looked alike (cosine {:.2}) and was {kind}{done}", escape(&case.id), case.cosine)
    });
    let classified = lessons.classified.iter().map(|found| {
        let mut kinds: Vec<_> = found.shares.iter().collect();
        kinds.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
        let kinds: Vec<_> = kinds
            .into_iter()
            .take(3)
            .map(|(kind, share)| format!("{} {}", kind.name().replace('_', " "), percent(*share)))
            .collect();
        let path: Vec<_> = found.path.iter().map(|line| escape(&line.statement)).collect();
        format!(
            "By confirmed incidents (decision tree): {} <span class=\"quiet\">{}</span>",
            kinds.join(", "),
            path.join("; ")
        )
    });
    let beliefs =
        lessons.beliefs.iter().filter(|belief| belief.confirmed + belief.refuted > 0.0).map(|belief| {
            format!(
                "Belief in {} when it is named: {:.2} at first, {:.2} after {} confirmed and {} refuted",
                belief.kind.name().replace('_', " "),
                belief.prior,
                belief.belief,
                belief.confirmed,
                belief.refuted
            )
        });
    list("What earlier incidents say", similar.chain(classified).chain(beliefs))
}
