//! What a report may not say, because it is not so.

use super::super::*;
use super::{at, steady};
use crate::event::{EventKind, EventRef, Severity};
use crate::rca::MomentKind;
use crate::rollup::RollupConfig;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

fn told(rollup: &mut Rollup, ms: i64) -> Analysis {
    rollup.settle();
    analyze(rollup, at(ms), &AnalysisConfig::default()).unwrap()
}

fn errors(rollup: &mut Rollup, name: &str, error_type: &str, times: impl Iterator<Item = i64>) {
    for ms in times {
        rollup.observe(EventRef::new(at(ms), name, Severity::High, error_type));
    }
}

#[test]
fn one_line_of_a_wrong_clock_makes_no_new_level() {
    let log = |wrong: Option<Timestamp>| {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let usual = steady("shop", 6.0, 10, 7).into_iter().map(|(_, ms)| ms);
        errors(&mut rollup, "shop", "TimeoutError", usual);
        if let Some(wrong) = wrong {
            rollup.observe(EventRef::new(wrong, "shop", Severity::High, "TimeoutError"));
        }
        told(&mut rollup, 10 * DAY_MS)
    };
    let right = log(None);
    assert!(right.warnings.is_empty(), "{:?}", right.warnings);
    for wrong in [Timestamp::clamped(1_000), at(-20 * DAY_MS)] {
        let found = log(Some(wrong));
        assert_eq!(found.headline, right.headline);
        assert_eq!(found.services[0].anomalies, right.services[0].anomalies);
        assert_eq!(found.services[0].usual_errors_per_hour, right.services[0].usual_errors_per_hour);
        let actions = found.to_do();
    let mut said = actions.iter().flat_map(|action| &action.evidence);
    let halves = said.find(|one| one.statement.contains("half"));
    assert!(halves.is_none(), "{halves:?}");
}
