//! The parts of an analysis, each from the rollup and the time alone.

use std::collections::BTreeMap;

use crate::action::{self, Efficacy};
use crate::detect::{
    AnomalyDetection, CountDetection, PatternDeviation, detect_counts, merge_anomalies, pattern_deviation,
};
use crate::error::Result;
use crate::event::Severity;
use crate::forecast::{self, TimeSeriesForecast};
use crate::insight;
use crate::predict::occurrence::{ErrorPrediction, History, Target, base_rate};
use crate::rca::{self, RootCauseAnalysis};
use crate::rollup::{Rollup, ServiceRollup};
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::SYSTEM;
use super::config::{AnalysisConfig, Depth};
use super::service::{GroupSummary, Note, ServiceAnalysis};
use super::situation::{material, situation};

/// Part of the false-alarm budget that goes to the counts; the rest goes to the mix of error types.
const COUNTS_SHARE_OF_BUDGET: f64 = 0.75;
/// Days the mix of the last day is compared with.
const MIX_HISTORY_DAYS: i64 = 28;
/// The mix is tested once a day: a day's mix is compared with the days before.
const MIX_TESTS_PER_WEEK: f64 = 7.0;

/// What all services share.
pub(super) struct Scene<'a> {
    rollup: &'a Rollup,
    config: &'a AnalysisConfig,
    at: Timestamp,
    from: Timestamp,
    /// The shares of every service, by name.
    shares: BTreeMap<&'a str, Vec<HorizonShares>>,
    /// Per horizon, the mean share over all services, for critical events and for bursts.
    priors: Vec<[f64; 2]>,
}

/// The past shares of one service for one horizon.
#[derive(Debug, Clone, Default)]
struct HorizonShares {
    critical: Option<(f64, f64)>,
    burst_threshold: u64,
    burst: Option<(f64, f64)>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(rollup: &'a Rollup, at: Timestamp, config: &'a AnalysisConfig) -> Self {
        let from = at.plus_ms(-i64::from(config.history_hours) * HOUR_MS);
        let mut scene = Scene { rollup, config, at, from, shares: BTreeMap::new(), priors: Vec::new() };
        if config.depth > Depth::Quick {
            let services: Vec<_> = rollup.services().collect();
            let shares = super::each(&services, |(_, service)| scene.shares(service));
            scene.priors = (0..config.horizons_minutes.len()).map(|i| mean_shares(&shares, i)).collect();
            scene.shares = services.iter().map(|(name, _)| *name).zip(shares).collect();
        }
        scene
    }

    pub(super) fn analyze(&self, name: &str, service: &ServiceRollup) -> ServiceAnalysis {
        let mut found = self.counts(name, service);
        let mut notes = Vec::new();
        found.anomalies = noted(&mut notes, "anomalies", self.anomalies(name, service)).unwrap_or_default();
        found.groups = self.groups(service);
        if self.config.depth > Depth::Quick {
            found.predictions =
                noted(&mut notes, "predictions", self.predictions(name, service)).unwrap_or_default();
            found.forecast = noted(&mut notes, "forecast", self.forecast(name, service));
            if self.config.depth == Depth::Deep && name != SYSTEM {
                found.root_causes =
                    noted(&mut notes, "causes", self.root_causes(name, &found.anomalies)).flatten();
            }
            found.insights = insight::derive(&material(&found, service, self.at));
            found.actions = action::recommend(&situation(&found, service, self.at), &Efficacy::default());
        }
        found.notes = notes;
        found
    }

    fn counts(&self, name: &str, service: &ServiceRollup) -> ServiceAnalysis {
        let (hour, day) = (self.at.plus_ms(-HOUR_MS), self.at.plus_ms(-DAY_MS));
        let begin = self.begin(service);
        let hours_before = (day.ms() - begin.ms()) as f64 / HOUR_MS as f64;
        let errors = service.errors();
        ServiceAnalysis {
            service: name.to_owned(),
            events: service.events().between(self.from, self.at),
            errors: errors.between(self.from, self.at),
            critical: service.severity(Severity::Critical).between(self.from, self.at),
            errors_last_hour: errors.between(hour, self.at),
            errors_last_day: errors.between(day, self.at),
            usual_errors_per_hour: (hours_before >= 1.0)
                .then(|| errors.between(begin, day) as f64 / hours_before),
            last_event: service.events().last_at(self.at),
            last_error: errors.last_at(self.at),
            anomalies: Vec::new(),
            predictions: Vec::new(),
            forecast: None,
            root_causes: None,
            insights: Vec::new(),
            actions: Vec::new(),
            groups: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Where the service's own history begins: its first event, or the begin of the history looked at.
    fn begin(&self, service: &ServiceRollup) -> Timestamp {
        service.first().map_or(self.from, |first| first.floor_to(MINUTE_MS).max(self.from)).min(self.at)
    }

    /// Errors per hour, hours ending at `at`, from the first whole hour of the service's history.
    fn hourly_errors(&self, service: &ServiceRollup) -> Series {
        let hours = (self.at.ms() - self.begin(service).ms()) / HOUR_MS;
        service.errors().series(self.at.plus_ms(-hours * HOUR_MS), self.at, HOUR_MS)
    }

    fn anomalies(&self, name: &str, service: &ServiceRollup) -> Result<Vec<AnomalyDetection>> {
        let budget = self.config.detection.false_alarms_per_week;
        let counts = CountDetection {
            false_alarms_per_week: budget * COUNTS_SHARE_OF_BUDGET,
            ..self.config.detection.clone()
        };
        let mut found = detect_counts(name, &self.hourly_errors(service), &counts)?;
        found.extend(self.mix_anomaly(name, service, budget * (1.0 - COUNTS_SHARE_OF_BUDGET))?);
        let recent = self.at.plus_ms(-i64::from(self.config.recent_hours) * HOUR_MS);
        found.retain(|anomaly| anomaly.ongoing || anomaly.end > recent);
        Ok(merge_anomalies(found))
    }

    /// The mix of error types of the last day against that of the days before.
    fn mix_anomaly(
        &self,
        name: &str,
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
        let settings = PatternDeviation { false_alarms_per_week: budget, tests_per_week: MIX_TESTS_PER_WEEK };
        Ok(pattern_deviation(name, day(0), &mix(day(0)), &history, &settings)?.anomaly)
    }

    fn shares(&self, service: &ServiceRollup) -> Vec<HorizonShares> {
        let (errors, critical) = (self.history(service, false), self.history(service, true));
        let each = self.config.horizons_minutes.iter().map(|&minutes| {
            let burst_threshold = errors.burst_threshold(minutes);
            HorizonShares {
                // Too short a history is said once per service, by `predictions`.
                critical: critical.share(minutes, 1).ok(),
                burst_threshold,
                burst: errors.share(minutes, burst_threshold).ok(),
            }
        });
        each.collect()
    }

    fn history<'s>(&self, service: &'s ServiceRollup, critical: bool) -> History<'s> {
        let cells = if critical { service.severity(Severity::Critical) } else { service.errors() };
        let from = service.first().map_or(self.at, |first| first.floor_to(MINUTE_MS)).min(self.at);
        History { cells, from, at: self.at }
    }

    fn predictions(&self, name: &str, service: &ServiceRollup) -> Result<Vec<ErrorPrediction>> {
        let own;
        let shares = match self.shares.get(name) {
            Some(shares) => shares,
            None => {
                own = self.shares(service);
                &own
            }
        };
        let mut found = Vec::new();
        for ((&minutes, shares), prior) in self.config.horizons_minutes.iter().zip(shares).zip(&self.priors) {
            let Some((critical, burst)) = shares.critical.zip(shares.burst) else {
                // Says how much history is missing.
                self.history(service, true).share(minutes, 1)?;
                continue;
            };
            found.push(base_rate(name, Target::Critical, None, minutes, critical, prior[0]));
            found.push(base_rate(
                name,
                Target::Burst,
                Some(shares.burst_threshold),
                minutes,
                burst,
                prior[1],
            ));
        }
        Ok(found)
    }

    fn forecast(&self, name: &str, service: &ServiceRollup) -> Result<TimeSeriesForecast> {
        forecast::quick(name, "errors", &self.hourly_errors(service), &self.config.forecast)
    }

    fn groups(&self, service: &ServiceRollup) -> Vec<GroupSummary> {
        let day = self.at.plus_ms(-DAY_MS);
        let mut groups: Vec<_> = service
            .groups()
            .map(|(fingerprint, group)| (group.cells().between(day, self.at), fingerprint, group))
            .filter(|(errors, ..)| *errors > 0)
            .collect();
        groups.sort_by_key(|(errors, fingerprint, _)| (std::cmp::Reverse(*errors), *fingerprint));
        groups.truncate(self.config.max_groups);
        let summary = |(errors_last_day, fingerprint, group): (
            u64,
            crate::fingerprint::Fingerprint,
            &crate::rollup::ErrorGroup,
        )| {
            GroupSummary {
                fingerprint: fingerprint.to_string(),
                error_type: group.error_type().to_owned(),
                sample: group.sample().to_owned(),
                first_seen: group.first(),
                last_seen: group.cells().last_at(self.at).unwrap_or(self.at),
                errors_last_day,
                errors: group.cells().between(self.from, self.at),
            }
        };
        groups.into_iter().map(summary).collect()
    }

    fn root_causes(&self, name: &str, anomalies: &[AnomalyDetection]) -> Result<Option<RootCauseAnalysis>> {
        let ongoing = anomalies.iter().filter(|anomaly| anomaly.ongoing);
        let Some(start) = ongoing.map(|anomaly| anomaly.start).min() else {
            return Ok(None);
        };
        rca::from_rollup(self.rollup, name, start, self.at).map(Some)
    }
}

fn mean_shares(shares: &[Vec<HorizonShares>], horizon: usize) -> [f64; 2] {
    let mean = |of: fn(&HorizonShares) -> Option<(f64, f64)>| {
        let (mut sum, mut n) = (0.0, 0.0);
        for (share, _) in shares.iter().filter_map(|horizons| of(&horizons[horizon])) {
            sum += share;
            n += 1.0;
        }
        if n > 0.0 { sum / n } else { 0.0 }
    };
    [mean(|shares| shares.critical), mean(|shares| shares.burst)]
}

/// The value, or a note of why there is none.
fn noted<T>(notes: &mut Vec<Note>, part: &str, result: Result<T>) -> Option<T> {
    result
        .map_err(|error| {
            notes.push(Note {
                part: part.to_owned(),
                code: error.code().to_owned(),
                message: error.to_string(),
            });
        })
        .ok()
}
