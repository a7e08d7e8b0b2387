//! What comes every week at the same time is no trouble: a job that runs once a week is known from its third run on. Hours of the week
//! are told apart only after three whole weeks, and then by what most of them had.

use crate::clock::Clock;
use crate::detect::{AnomalyDetection, AnomalyType};
use crate::rollup::Cells;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;

/// Weeks before that must have had as much: twice is a habit, once may be the same trouble come back.
const WEEKS: i64 = 2;
/// Days of a week.
const WEEK_DAYS: i64 = 7;
/// Part of what is too many that each of those weeks must have had too many: most of it. Half, by definition of most.
const AS_MUCH: f64 = 0.5;
/// How much earlier or later a run may begin and end. By judgement: half an hour; jobs wait for each other.
const ASKEW_MS: i64 = 30 * MINUTE_MS;

/// Whether as many came in the same hours of each of the weeks before, by the clock of the zone.
pub(super) fn is_weekly_rise(
    asked: &Asked<'_>,
    begin: Timestamp,
    cells: &Cells,
    rise: &AnomalyDetection,
) -> bool {
    let (start, end) = (rise.start, rise.end);
    let is_spike = rise.is_rise() == Some(true) && rise.anomaly_type == AnomalyType::Spike;
    let Some(usual) = rise.expected_level().as_per_hour() else { return false };
    if !is_spike || end.ms() - start.ms() > DAY_MS {
        return false;
    }
    let too_many = |from: Timestamp, to: Timestamp| {
        cells.between(from, to) as f64 - usual * (to.ms() - from.ms()) as f64 / HOUR_MS as f64
    };
    let now = too_many(start, end);
    let zone = asked.config.detection.zone.as_deref();
    let clock = Clock::new(zone, &[]).ok().filter(|_| zone.is_some());
    let ahead = |time: Timestamp| clock.as_ref().map_or(0, |clock| clock.local(time).ms() - time.ms());
    let was_as_much = |weeks: i64| {
        let before = |time: Timestamp| {
            let then = time.plus_ms(-weeks * WEEK_DAYS * DAY_MS);
            then.plus_ms(ahead(time) - ahead(then))
        };
        let (from, to) = (before(start).plus_ms(-ASKEW_MS), before(end).plus_ms(ASKEW_MS));
        begin <= from && too_many(from, to) >= AS_MUCH * now
    };
    now > 0.0 && (1..=WEEKS).all(was_as_much)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, steady};
    use super::super::{AnalysisConfig, analyze};
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    /// Whether anything is told of a job of so many errors in twenty minutes, right after its last run.
    fn is_told(runs: &[(i64, i64)]) -> bool {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (service, ms) in steady("billing", 4.0, 22, 8) {
            rollup.observe(EventRef::new(at(ms), &service, Severity::High, "Bounce"));
        }
        for (begin, errors) in runs {
            for i in 0..*errors {
                let time = at(begin + i * 20 * MINUTE_MS / errors);
                rollup.observe(EventRef::new(time, "billing", Severity::High, "Bounce"));
            }
        }
        rollup.settle();
        let asked = at(runs[runs.len() - 1].0 + 40 * MINUTE_MS);
        let found = analyze(&rollup, asked, &AnalysisConfig::default()).unwrap();
        let errors = found.services[0].anomalies.iter().filter(|one| one.is_rise() == Some(true));
        errors.filter(|one| one.is_told()).count() > 0
    }

    #[test]
    fn a_weekly_job_is_known_from_its_third_run_on_and_only_as_it_was() {
        let run = |week: i64, minutes: i64, errors: i64| {
            ((5 + 7 * week) * DAY_MS + 3 * HOUR_MS + minutes * MINUTE_MS, errors)
        };
        for (what, runs, told) in [
            ("the first run", vec![run(0, 20, 60)], true),
            ("the second", vec![run(0, 20, 60), run(1, 20, 60)], true),
            ("the third", vec![run(0, 20, 60), run(1, 20, 60), run(2, 20, 60)], false),
            (
                "the third, a little later and larger",
                vec![run(0, 20, 50), run(1, 30, 60), run(2, 35, 75)],
                false,
            ),
            ("five times as many as before", vec![run(0, 20, 60), run(1, 20, 60), run(2, 20, 300)], true),
            ("at another hour", vec![run(0, 20, 60), run(1, 20, 60), run(2, 320, 60)], true),
            ("one week without", vec![run(0, 20, 60), run(2, 20, 60)], true),
        ] {
            assert_eq!(is_told(&runs), told, "{what}");
        }
    }
}
