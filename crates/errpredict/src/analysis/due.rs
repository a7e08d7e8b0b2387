//! When what did not come was due: a job that runs once a night is missed from the minute it usually begins, and not since its
//! last run ended.

use crate::detect::{AnomalyDetection, Metric};
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// Days before that tell when something is due, and how many of them must.
const DAYS: i64 = 7;
const LEAST_DAYS: usize = 3;

/// When the next event after `last` was due: the middle of when it came on the days before; nothing where it was due within an hour,
/// as of all that comes all the time, or where too few days are known.
pub(super) fn after(cells: &Cells, last: Timestamp) -> Option<Timestamp> {
    let known_from = cells.first_end()?;
    let of_day = |days: i64| {
        let then = last.plus_ms(-days * DAY_MS);
        let next = cells.range(then, then.plus_ms(DAY_MS)).next().filter(|_| known_from <= then)?;
        Some(next.0.plus_ms(days * DAY_MS - MINUTE_MS))
    };
    let mut due: Vec<Timestamp> = (1..=DAYS).filter_map(of_day).collect();
    due.sort_unstable();
    let middle = *due.get(due.len() / 2).filter(|_| due.len() >= LEAST_DAYS)?;
    (middle.ms() - last.ms() >= HOUR_MS).then_some(middle)
}

/// What fell to nothing, begun when something was due.
pub(super) fn placed(service: &ServiceRollup, anomaly: AnomalyDetection) -> AnomalyDetection {
    let cells = match anomaly.metric {
        Metric::Errors => service.errors(),
        Metric::Requests => service.requests(),
        Metric::Events => service.events(),
        _ => return anomaly,
    };
    let is_none = anomaly.actual == 0.0 && anomaly.is_rise() == Some(false);
    // Of a level that is only lower than before something came; the hour that flagged it may hold what came last.
    let last = cells.last_at(anomaly.end).filter(|last| is_none && *last <= anomaly.start.plus_ms(HOUR_MS));
    let due = last.and_then(|last| after(cells, last));
    match due.filter(|due| *due > anomaly.start && *due < anomaly.end) {
        Some(due) => anomaly.begun_at(due),
        None => anomaly,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::super::{AnalysisConfig, analyze};
    use super::placed;
    use crate::detect::{AnomalyDetection, AnomalyType, Chance, FoundBy, Strange, Unit};
    use crate::event::{EventRef, Scope, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    /// Two hundred lines at a quarter past two every night for so many nights, beside a service that always logs.
    fn nights(n: i64, last_run: i64) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for night in 0..last_run {
            for i in 0..200 {
                let ms = night * DAY_MS + 135 * MINUTE_MS + i * 6_000;
                rollup.observe(EventRef::new(at(ms), "backup", Severity::Info, ""));
            }
        }
        for minute in 0..n * 1_440 {
            rollup.observe(EventRef::new(at(minute * MINUTE_MS), "shop", Severity::Info, ""));
        }
        rollup.settle();
        rollup
    }

    #[test]
    fn a_job_that_did_not_run_is_missed_since_it_was_due() {
        let rollup = nights(16, 15);
        let found = analyze(&rollup, at(15 * DAY_MS + 5 * HOUR_MS), &AnalysisConfig::default()).unwrap();
        let backup = found.services.iter().find(|found| found.scope.service() == Some("backup")).unwrap();
        let [missed] = &backup.anomalies[..] else { panic!("{:?}", backup.anomalies) };
        let late = missed.start.ms() - at(15 * DAY_MS + 135 * MINUTE_MS).ms();
        assert!(missed.ongoing && late.abs() <= MINUTE_MS, "{late} {missed:?}");
        // Before it is due nothing is missed.
        let found = analyze(&rollup, at(15 * DAY_MS + 120 * MINUTE_MS), &AnalysisConfig::default()).unwrap();
        assert!(!found.headline.trouble, "{}", found.headline.text);
    }

    #[test]
    fn a_level_that_is_only_lower_did_not_fall_silent() {
        // Every other hour for four weeks, then one in eleven hours, of which an hour's level is none.
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let day = 24;
        let hours = (0..28 * day).filter(|hour| hour % 2 == 0);
        for hour in hours.chain((28 * day..38 * day).filter(|hour| hour % 11 == 0)) {
            rollup.observe(EventRef::new(at(hour * HOUR_MS), "node", Severity::High, "down"));
        }
        rollup.settle();
        let (since, now) = (at(28 * DAY_MS), at(38 * DAY_MS + 10 * HOUR_MS));
        let level = |start| {
            AnomalyDetection::new(Strange {
                subject: &Scope::service_named("node").into(),
                anomaly_type: AnomalyType::TrendChange,
                up: Some(false),
                place: (start, now, now),
                at: now,
                numbers: (0.5, 0.0),
                unit: Unit::PER_HOUR,
                p_value: 1e-9,
                chance: Chance::per_week(1e-6),
                score: 0.9,
                found_by: FoundBy::Counts,
            })
        };
        let service = rollup.service("node").unwrap();
        assert_eq!(placed(service, level(since)).start, since);
        // Since its last event nothing came: that is missed since the next was due.
        let last = service.errors().last_at(now).unwrap();
        assert!(placed(service, level(last)).start > last);
    }

    #[test]
    fn a_job_that_did_not_run_is_missed_in_its_hour_and_neither_before_nor_after_it() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let (nights, due) = (9, 135 * MINUTE_MS);
        for night in 0..nights {
            for i in 0..80 {
                let time = at(night * DAY_MS + due + i * 15_000);
                rollup.observe(EventRef::new(time, "backup", Severity::High, "Skip"));
            }
        }
        for ten_minutes in 0..(nights + 1) * 144 {
            rollup.observe(EventRef::new(at(ten_minutes * 10 * MINUTE_MS), "backup", Severity::High, "Warn"));
        }
        rollup.settle();
        let missed = at(nights * DAY_MS + due);
        for hours in [5, 8] {
            let asked = at(nights * DAY_MS + hours * HOUR_MS);
            let found = analyze(&rollup, asked, &AnalysisConfig::default()).unwrap();
            assert!(!found.headline.trouble, "{hours} h: {}", found.headline.text);
            let falls = found.services[0].anomalies.iter().filter(|one| one.is_rise() == Some(false));
            for fall in falls.filter(|one| one.is_told()) {
                let apart = (fall.start.ms() - missed.ms(), fall.end.ms() - missed.ms());
                assert!(apart.0 >= -HOUR_MS && apart.1 <= 2 * HOUR_MS, "{hours} h: {fall:#?}");
            }
        }
    }
}
