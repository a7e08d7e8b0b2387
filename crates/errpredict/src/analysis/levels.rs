//! What is said of a log whose lines state no level.

use crate::numbers::{count, duration, plural};
use crate::time::HOUR_MS;

use super::result::Analysis;

/// How many events state no level, of those of the hours that were looked at.
pub(super) fn without_levels(analysis: &Analysis, hours: u32) -> String {
    let (without, events) = (analysis.system.without_level, analysis.system.events);
    let span = match events < analysis.events {
        true => format!(" of the last {}", duration(i64::from(hours) * HOUR_MS)),
        false => String::new(),
    };
    match (without, without == events) {
        (1, true) => format!("the only event{span} states no level"),
        (_, true) => format!("none of {}{span} states a level", plural(events, "event")),
        (1, false) => format!("1 of {}{span} states no level", plural(events, "event")),
        (_, false) => {
            format!("{} of {}{span} state no level", count(without), plural(events, "event"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::super::{AnalysisConfig, analyze};
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS};

    #[test]
    fn what_is_said_of_levels_says_of_which_days() {
        for (days, span) in [(20, ""), (40, " of the last 30 days")] {
            let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
            for hour in 0..days * 24 {
                let time = at(hour * HOUR_MS);
                let line = EventRef::new(time, "shop", Severity::Info, "");
                rollup.observe(EventRef { severity: None, message: Some("still here"), ..line });
            }
            rollup.settle();
            let text = analyze(&rollup, at(days * DAY_MS), &AnalysisConfig::default()).unwrap().headline.text;
            assert!(text.contains(&format!(" events{span} states a level")), "{days} days: {text}");
        }
    }
}
