//! What to do, for all services, the most urgent first; the evidence stands in the cards.

use errpredict::action::Priority;
use errpredict::analysis::ToDo;

use crate::html::Contents;
use crate::html::card::anchor;
use crate::html::escape::{cell, escape};
use crate::html::parts::list;

/// Actions shown before the rest is folded; those of today (critical and high) always are.
const SHOWN: usize = 5;

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let actions = contents.analysis.to_do_once();
    if actions.is_empty() {
        return String::new();
    }
    let is_shown = |place: usize| place < SHOWN || actions[place].action.priority >= Priority::High;
    let (shown, folded): (Vec<usize>, Vec<usize>) = (0..actions.len()).partition(|place| is_shown(*place));
    let shown = list("", shown.into_iter().map(|place| line(&actions[place])));
    let n_folded = folded.len();
    let rest = list("", folded.into_iter().map(|place| line(&actions[place])));
    let rest = match n_folded {
        0 => rest,
        n => format!("<details><summary>{n} more, less urgent</summary>{rest}</details>\n"),
    };
    format!("<section><h2>What to do</h2>{shown}{rest}</section>\n")
}

fn line(todo: &ToDo<'_>) -> String {
    let class = todo.action.priority;
    let (to, name) = (anchor(&todo.action.scope), todo.whom(&cell(&todo.action.scope.to_string())));
    let title = escape(&todo.title());
    format!("<b class=\"{class}\">{class}</b> <a href=\"#{to}\">{name}</a>: {title}")
}
