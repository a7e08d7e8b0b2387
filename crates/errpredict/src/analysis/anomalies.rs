//! What is strange about one service: its counts, its mix of error types, and numbers that used to move together.
//!
//! One false-alarm budget is shared out: most of it to the counts, which tell of nearly every incident. A service that
//! reports requests is judged by those that failed (status 500 to 599) or were slow as well: an access log holds no other
//! errors. Fewer of them is no trouble, so only a rise is told.

use crate::detect::{
    AnomalyDetection, CountDetection, CountPrior, Metric, PatternDeviation, Subject, detect_counts,
    judge_counts, seasonal_pattern_deviation,
};
use crate::error::Result;
use crate::event::Scope;
use crate::rollup::{Cells, ServiceRollup};
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::correlation::correlation_breaks;
use super::scene::Scene;
use super::service::Judgement;
use super::slow::Slow;

/// Part of the false-alarm budget that goes to the counts.
const COUNTS_SHARE_OF_BUDGET: f64 = 0.7;
/// Parts of the counts' share that go to errors, failed and slow requests, where there are requests.
const COUNTS_WITH_REQUESTS: [f64; 3] = [0.5, 0.25, 0.25];
/// Part that goes to the mix of error types.
const MIX_SHARE_OF_BUDGET: f64 = 0.2;
/// Part that goes to numbers that used to move together.
const CORRELATION_SHARE_OF_BUDGET: f64 = 0.1;
/// Days the mix of the last day is compared with.
const MIX_HISTORY_DAYS: i64 = 28;
/// Days until the same day of the week.
const WEEK_DAYS: i64 = 7;
/// A day's mix is compared with the days before. Asked every hour, the day slides, which makes some three times the tests
/// of seven separate days (by simulation, `make bench-noise`).
const MIX_TESTS_PER_WEEK: f64 = 21.0;

/// Step at which a service heard of for less than a day is judged: within its first hour there are twelve.
const YOUNG_STEP_MS: i64 = 5 * MINUTE_MS;
/// Errors of a day from which a service tells how far errors bunch.
const ERRORS_FOR_SPREAD: f64 = 20.0;

impl Scene<'_> {
    /// What services heard of for a day or more tell of a new one: how far their rates differ, how far errors bunch.
    pub(super) fn of_newcomers(&self) -> CountPrior {
        let steps_per_day = (DAY_MS / YOUNG_STEP_MS) as f64;
        let (mut rates, mut spreads) = (Vec::new(), Vec::new());
        for (_, service) in self.rollup.services() {
            let days = (self.at.ms() - self.begin(service).ms()) as f64 / DAY_MS as f64;
            if days < 1.0 {
                continue;
            }
            // Without the last hour: what goes on everywhere just now is no measure of what is usual.
            let hour_ago = self.at.plus_ms(-HOUR_MS);
            let steps = (days * steps_per_day - (HOUR_MS / YOUNG_STEP_MS) as f64).max(1.0);
            rates.push(service.errors().between(self.from, hour_ago) as f64 / steps);
            let day = service.errors().series(self.at.plus_ms(-DAY_MS), hour_ago, YOUNG_STEP_MS);
            let total: f64 = day.values.iter().sum();
            if total >= ERRORS_FOR_SPREAD {
                let n = day.values.len() as f64;
                let mean = total / n;
                let variance = day.values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
                spreads.push(((variance - mean) / (mean * mean)).max(0.0));
            }
        }
        CountPrior::from_others(&rates, &spreads).unwrap_or_default()
    }

    /// The counts that are judged: per hour, or per 5 minutes in a service's first day.
    fn judged_counts(&self, service: &ServiceRollup, cells: &Cells) -> Series {
        let begin = self.begin(service);
        if self.at.ms() - begin.ms() >= DAY_MS {
            return self.hourly(service, cells);
        }
        let steps = (self.at.ms() - begin.ms()) / YOUNG_STEP_MS;
        cells.series(self.at.plus_ms(-steps * YOUNG_STEP_MS), self.at, YOUNG_STEP_MS)
    }

    /// What other services tell of a new one's errors.
    fn prior(&self, scope: &Scope, series: &Series) -> CountPrior {
        // All services together are no newcomer among services.
        let is_newcomer = series.step_ms == YOUNG_STEP_MS && !scope.is_system();
        if is_newcomer { self.newcomer } else { CountPrior::default() }
    }

    /// All anomalies of the history looked at, in no order, and how they were judged.
    pub(super) fn anomalies(
        &self,
        scope: &Scope,
        service: &ServiceRollup,
    ) -> Result<(Vec<AnomalyDetection>, Judgement)> {
        let budget = self.config.detection.false_alarms_per_week;
        let has_requests = service.requests().between(Timestamp::MIN, self.at) > 0;
        let [for_errors, for_failed, for_slow] =
            if has_requests { COUNTS_WITH_REQUESTS } else { [1.0, 0.0, 0.0] };
        let counts = |share: f64| CountDetection {
            false_alarms_per_week: budget * COUNTS_SHARE_OF_BUDGET * share,
            ..self.config.detection.clone()
        };
        let series = self.judged_counts(service, service.errors());
        let subject = |metric: Metric| Subject::new(scope.clone(), metric);
        let prior = self.prior(scope, &series);
        let judged = judge_counts(&subject(Metric::Errors), &series, &counts(for_errors), &prior)?;
        let mut found = judged.anomalies;
        let rises = |metric: Metric, series: &Series, share: f64| -> Result<Vec<AnomalyDetection>> {
            let mut found = detect_counts(&subject(metric), series, &counts(share))?;
            found.retain(|anomaly| anomaly.is_rise() == Some(true));
            Ok(found)
        };
        let begin = self.begin(service);
        if has_requests {
            let failed = self.judged_counts(service, service.server_errors());
            found.extend(rises(Metric::FailedRequests, &failed, for_failed)?);
            if let Some(Slow { limit_ms, series }) = Slow::of(service, begin, self.at) {
                found.extend(rises(Metric::SlowRequests { limit_ms }, &series, for_slow)?);
            }
        }
        // Whatever the step, an analysis speaks of counts per hour.
        let mut found: Vec<AnomalyDetection> = found.into_iter().map(AnomalyDetection::by_the_hour).collect();
        found.extend(self.mix_anomaly(scope, service, budget * MIX_SHARE_OF_BUDGET)?);
        let for_breaks = budget * CORRELATION_SHARE_OF_BUDGET;
        found.extend(correlation_breaks(scope, service, (begin, self.at), for_breaks)?);
        for anomaly in &mut found {
            anomaly.at = self.at;
        }
        let judgement = Judgement {
            step_minutes: (series.step_ms / MINUTE_MS) as u32,
            steps: series.values.len() as u64,
            expected: judged.expected,
            flagged_from: judged.flagged_from.map(|count| count as u64),
        };
        Ok((found, judgement))
    }

    /// The mix of error types of the last day against that of the days before, and of the same days of the week.
    fn mix_anomaly(
        &self,
        scope: &Scope,
        service: &ServiceRollup,
        budget: f64,
    ) -> Result<Option<AnomalyDetection>> {
        let n_days = ((self.at.ms() - self.begin(service).ms()) / DAY_MS - 1).min(MIX_HISTORY_DAYS);
        let day = |ago: i64| (self.at.plus_ms(-(ago + 1) * DAY_MS), self.at.plus_ms(-ago * DAY_MS));
        let mix = |(after, up_to): (Timestamp, Timestamp)| -> Vec<(&str, u64)> {
            let counts =
                service.groups().map(|(_, group)| (group.error_type(), group.cells().between(after, up_to)));
            counts.filter(|(_, count)| *count > 0).collect()
        };
        let history: Vec<_> = (1..=n_days).rev().map(|ago| mix(day(ago))).collect();
        let same_weekday: Vec<usize> =
            (0..history.len()).filter(|place| (n_days - *place as i64) % WEEK_DAYS == 0).collect();
        let settings = PatternDeviation { false_alarms_per_week: budget, tests_per_week: MIX_TESTS_PER_WEEK };
        let now = mix(day(0));
        Ok(seasonal_pattern_deviation(scope, day(0), &now, &history, &same_weekday, &settings)?.anomaly)
    }
}
