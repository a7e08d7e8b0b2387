//! Causes in the terminal: the tree, what happened in which order, what earlier incidents say.

use std::collections::BTreeSet;
use std::fmt::Write;

use errpredict::PeopleClock;
use errpredict::analysis::{Incident, ServiceAnalysis};
use errpredict::numbers::percent;
use errpredict::rca::{CauseKind, CauseNode, Moment, MomentKind};
use errpredict_io::printable;

use super::widths::{MESSAGE_CHARS, NAME_CHARS, PER_SERVICE, TYPE_CHARS};

/// Share of the evidence from which a cause is acted upon, as in the first sentence and the actions.
const LEADS: f64 = 0.30;

/// Moments before and after the onset that are shown.
const MOMENTS_BEFORE: usize = 3;
const MOMENTS_AFTER: usize = 2;

/// The services that a cause of these incidents names: of them nothing strange cannot be said.
pub(super) fn named<'a>(incidents: &[Incident<'a>]) -> BTreeSet<&'a str> {
    let causes = incidents.iter().filter_map(|incident| incident.found.root_causes.as_ref());
    let causes = causes.flat_map(|found| &found.causes).filter(|cause| cause.kind == CauseKind::Dependency);
    causes.filter_map(|cause| cause.subject.as_deref()).collect()
}

/// Everything about the causes of one service; empty where none is known.
pub(super) fn lines(found: &ServiceAnalysis, clock: &PeopleClock) -> String {
    let mut lines = String::new();
    let Some(causes) = &found.root_causes else { return lines };
    if let Some(tree) = &found.cause_tree {
        // What too little speaks for to act upon is no reason why.
        let is_enough = tree.because.first().is_some_and(|node| node.share >= LEADS);
        branches(&mut lines, tree, if is_enough { "      why: " } else { "      may be: " }, 0);
    }
    let rose = causes.timeline.iter().position(|moment| moment.kind == MomentKind::Rise);
    if let Some(rose) = rose.filter(|_| causes.timeline.len() > 1) {
        let (from, to) = (rose.saturating_sub(MOMENTS_BEFORE), rose + MOMENTS_AFTER);
        let shown = causes.timeline.iter().take(to + 1).skip(from);
        let told: Vec<String> =
            shown.map(|moment| told(moment, found.scope.service().unwrap_or_default(), clock)).collect();
        let _ = writeln!(lines, "      order: {}", told.join(", then "));
    }
    if let Some(alike) = causes.lessons.similar.first() {
        let done = alike.resolution.as_ref().map_or(String::new(), |done| {
            let helped = match alike.helped {
                Some(true) => ", which helped",
                Some(false) => ", which did not help",
                None => "",
            };
            format!("; done then: {}{helped}", printable(done, MESSAGE_CHARS))
        });
        let _ = writeln!(
            lines,
            "      before: incident {} looked alike ({:.2}) and was {}{done}",
            printable(&alike.id, TYPE_CHARS),
            alike.cosine,
            alike.kind.name().replace('_', " ")
        );
    }
    lines
}

fn branches(lines: &mut String, of: &CauseNode, lead: &str, depth: usize) {
    for node in of.because.iter().take(PER_SERVICE) {
        let kind = node.kind.map_or(String::new(), |kind| kind.name().replace('_', " "));
        let indent = "  ".repeat(depth);
        let _ = writeln!(
            lines,
            "{lead}{indent}{kind} ({} of the evidence) {}",
            percent(node.share),
            printable(&node.statement, 2 * MESSAGE_CHARS)
        );
        branches(lines, node, "           ", depth + 1);
    }
}

fn told(moment: &Moment, own: &str, clock: &PeopleClock) -> String {
    let of = if moment.service == own {
        String::new()
    } else {
        format!(" of {}", printable(&moment.service, NAME_CHARS))
    };
    let what =
        moment.subject.as_ref().map_or(String::new(), |what| format!(" {}", printable(what, TYPE_CHARS)));
    let kind = match moment.kind {
        MomentKind::Deployment => "deployment",
        MomentKind::OtherRise => "rise",
        MomentKind::Rise => "errors rose",
        MomentKind::NewGroup => "first",
    };
    format!("{} {kind}{what}{of}", clock.short(moment.at))
}
