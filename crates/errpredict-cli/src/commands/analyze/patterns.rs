//! Error groups in the terminal: which changed, and what the messages have in common.

use std::fmt::Write;

use errpredict::analysis::{Analysis, PatternSummary, ServiceAnalysis};
use errpredict::numbers::{amount, count, duration, percent, plural};
use errpredict::pattern::states::State;
use errpredict::{PeopleClock, Severity};
use errpredict_io::printable;

use super::widths::{MESSAGE_CHARS, NAME_CHARS, TYPE_CHARS};
use crate::style::Style;

/// Patterns shown.
const PATTERNS: usize = 5;

/// Error groups that are new, regressed, escalating or vanished; the most errors first, the same of many services once.
pub(super) fn changed(
    page: &mut String,
    analysis: &Analysis,
    (top, clock): (usize, &PeopleClock),
    style: Style,
) {
    let changes = analysis.changes();
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(page, "{}", style.bold("WHAT CHANGED"));
    for change in changes.iter().take(top) {
        let state = change.state;
        let (recent, expected) = change.numbers();
        let (recent, expected) = (count(recent), amount(expected));
        let time = duration(state.recent_ms);
        let are = if expected == "1" { "is" } else { "are" };
        let numbers = match (state.state, change.silent_since()) {
            (State::Vanished, _) => format!("none in {time} where {expected} {are} usual"),
            (State::Regressed, Some(since)) => {
                format!("{recent} in {time}, none since {} before", clock.short(since))
            }
            (State::New | State::Regressed, _) => {
                let since =
                    change.since().map_or(String::new(), |since| format!(", since {}", clock.short(since)));
                format!("{recent} in {time}, never seen before{since}")
            }
            (State::Escalating, _) => format!("{recent} in {time} where {expected} {are} usual"),
        };
        let severity = if state.state == State::Vanished { Severity::Info } else { Severity::Medium };
        let _ = writeln!(
            page,
            "  {} {}: {}: {numbers}",
            style.severity(severity, &format!("{:10}", state.state.name())),
            style.bold(&change.whom(&printable(&state.service, NAME_CHARS))),
            printable(&state.label, TYPE_CHARS)
        );
    }
    if changes.len() > top {
        let _ = writeln!(page, "  ... and {} more; --json has them all", changes.len() - top);
    }
    page.push('\n');
}

/// The commonest patterns of all services.
pub(super) fn common(page: &mut String, analysis: &Analysis, style: Style) {
    let shown: Vec<&PatternSummary> =
        analysis.patterns.iter().filter(|pattern| !pattern.template.is_empty()).take(PATTERNS).collect();
    if shown.is_empty() {
        return;
    }
    let _ = writeln!(page, "{}", style.bold("COMMONEST MESSAGES OF 24 HOURS"));
    for pattern in shown {
        let groups = match pattern.fingerprints.len() {
            1 => String::new(),
            n => format!(", {n} kinds"),
        };
        let _ = writeln!(
            page,
            "  {:>8}  {} ({}{groups})",
            count(pattern.errors_last_day),
            printable(&pattern.template, MESSAGE_CHARS),
            match &pattern.services[..] {
                [one] => printable(one, NAME_CHARS),
                _ => plural(pattern.n_services, "service"),
            }
        );
    }
    page.push('\n');
}

/// How alike another error must be to be told in a line, of 1.
const LIKE: f64 = 0.75;

/// The error most like the commonest of a service, one line.
pub(super) fn alike(found: &ServiceAnalysis) -> Option<String> {
    let similar = found.groups.first()?.similar.first()?;
    // Less alike, two messages share but their commonest words.
    if !similar.decided && similar.score < LIKE {
        return None;
    }
    let services: Vec<String> =
        similar.services.iter().take(3).map(|name| printable(name, NAME_CHARS)).collect();
    let how = if similar.decided {
        "the same, as decided".to_owned()
    } else {
        format!("{} alike", percent(similar.score))
    };
    Some(format!("      like: {} in {} ({how})", printable(&similar.label, TYPE_CHARS), services.join(", ")))
}
