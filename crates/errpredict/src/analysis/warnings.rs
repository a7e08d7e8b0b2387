//! What to know of a log before any of it is believed.

use crate::PeopleClock;
use crate::numbers::duration;
use crate::rollup::Rollup;
use crate::time::{DAY_MS, GAP_MS, Timestamp, gap};

use super::result::Analysis;

/// In sentences, by that clock.
pub(super) fn of(analysis: &Analysis, whole: &Rollup, clock: &PeopleClock) -> Vec<String> {
    let mut warnings = Vec::new();
    let at = analysis.effective_at;
    if let (Some(_), Some(oldest)) = (whole.begins_after_wrong_clock(at), whole.first()) {
        warnings.push(format!(
            "The oldest event ({}) lies {} before the next: its clock was probably wrong.",
            clock.told(oldest),
            duration(analysis.first_event.ms() - oldest.ms())
        ));
    }
    let silent_ms = at.ms() - analysis.last_event.ms();
    if silent_ms > DAY_MS {
        warnings.push(format!(
            "Nothing arrived for {}: the newest event before that time is of {}.",
            duration(silent_ms),
            clock.told(analysis.last_event)
        ));
    }
    warnings.extend(beyond_others(analysis, whole));
    warnings
}

/// A newest event far beyond the others may come from a wrong clock, and would make everything look old. A service of which
/// every time is wrong is seen beside the others.
fn beyond_others(analysis: &Analysis, whole: &Rollup) -> Option<String> {
    let minutes = whole.system().events().range(Timestamp::MIN, analysis.effective_at);
    let last = || analysis.services.iter().filter_map(|service| service.last_event);
    let newest = last().max()?;
    let of_others = last().filter(|time| *time < newest).max();
    let others = gap(minutes.map(|(end, _)| end))
        .or_else(|| of_others.filter(|others| newest.ms() - others.ms() > GAP_MS))?;
    Some(format!(
        "The newest event lies {} after those before it: if its clock was wrong, try --at {others}",
        duration(newest.ms() - others.ms())
    ))
}
