//! Trials of the whole analysis on simulated services: what it says where nothing happens, and what it finds.

use std::collections::BTreeMap;

use errpredict::analysis::{AnalysisConfig, Depth, ServiceAnalysis, analyze};
use errpredict::detect::{AnomalyDetection, AnomalyType};
use errpredict::stats::Rng;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};

use crate::families::{Error, Family};

/// Where simulated logs begin: a Monday, 00:00 UTC.
pub const START_MS: i64 = 1_790_553_600_000;
/// Of so many errors one is critical.
const CRITICAL_ONE_IN: usize = 10;
/// Rates an hour of the six services of a log without any incident.
const QUIET_RATES: [f64; 6] = [0.1, 0.5, 2.0, 5.0, 10.0, 30.0];
/// Days of a log without any incident; the last week of it is watched.
const QUIET_DAYS: i64 = 35;
/// Hours between two looks at such a log.
const LOOK_EVERY_H: i64 = 6;

/// A time of the simulation.
#[must_use]
pub fn at(ms: i64) -> Timestamp {
    Timestamp::clamped(START_MS + ms)
}

/// An empty rollup.
///
/// # Panics
/// Never: the default configuration is valid.
#[must_use]
#[allow(clippy::expect_used, reason = "the default configuration is valid")]
pub fn rollup() -> Rollup {
    Rollup::new(RollupConfig::default()).expect("the default configuration")
}

/// Adds errors of a service, a tenth of them critical.
pub fn add(rollup: &mut Rollup, rng: &mut Rng, service: &str, errors: &[Error]) {
    for (ms, kind) in errors {
        let is_critical = rng.below(CRITICAL_ONE_IN) == 0;
        let severity = if is_critical { Severity::Critical } else { Severity::High };
        rollup.observe(EventRef::new(at(*ms), service, severity, kind));
    }
}

/// Anomalies only: nothing else is asked.
#[must_use]
pub fn config() -> AnalysisConfig {
    AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() }
}

/// Alarms where nothing happened.
#[derive(Debug, Clone, Copy, Default)]
pub struct FalseAlarms {
    /// Weeks of one service that were watched.
    pub service_weeks: f64,
    /// Of counts.
    pub counts: usize,
    /// Of the mix of types.
    pub mix: usize,
    /// Of numbers that used to move together, of levels that crept away, and of everything else.
    pub other: usize,
    /// Of all services together, any kind.
    pub system: usize,
    /// Days of a log that were watched.
    pub days: usize,
    /// Of them, days whose report held something that chance brings once in a hundred days.
    pub days_sure: usize,
    /// Days whose report held something of severity high or critical.
    pub days_loud: usize,
}

impl FalseAlarms {
    /// Alarms a service and week.
    #[must_use]
    pub fn per_service_week(&self) -> f64 {
        (self.counts + self.mix + self.other) as f64 / self.service_weeks
    }
}

/// Alarms of `logs` logs of six services each, asked every six hours of their fifth week; what overlaps one of its
/// kind that was already told is the same alarm.
#[must_use]
#[allow(clippy::expect_used, reason = "a bench that cannot analyse has failed")]
pub fn false_alarms(family: Family, seed: u64, logs: u64) -> FalseAlarms {
    let mut told = FalseAlarms::default();
    for log in 0..logs {
        let mut rollup = rollup();
        for (i, rate) in QUIET_RATES.iter().enumerate() {
            let mut rng = Rng::for_item(seed, log * 64 + i as u64);
            let errors = family.errors(&mut rng, *rate, QUIET_DAYS * 24);
            add(&mut rollup, &mut rng, &format!("s{i}"), &errors);
        }
        rollup.settle();
        let mut alarms = Alarms::default();
        let mut days = BTreeMap::new();
        for hour in (((QUIET_DAYS - 7) * 24 + LOOK_EVERY_H)..=QUIET_DAYS * 24).step_by(LOOK_EVERY_H as usize)
        {
            let analysis = analyze(&rollup, at(hour * HOUR_MS), &config()).expect("an analysis");
            let since = at((QUIET_DAYS - 7) * DAY_MS);
            let day: &mut (bool, bool) = days.entry((hour - 1) / 24).or_default();
            for service in analysis.services.iter().chain([&analysis.system]) {
                alarms.note(service, since);
                for anomaly in &service.anomalies {
                    day.0 |= is_once_in_100_days(anomaly);
                    day.1 |= anomaly.severity >= Severity::High;
                }
            }
        }
        told.service_weeks += QUIET_RATES.len() as f64;
        told.days += days.len();
        told.days_sure += days.values().filter(|day| day.0).count();
        told.days_loud += days.values().filter(|day| day.1).count();
        for ((service, kind), all) in &alarms.0 {
            match kind {
                _ if service == "system" => told.system += all.len(),
                AnomalyType::PatternDeviation => told.mix += all.len(),
                AnomalyType::CorrelationBreak => told.other += all.len(),
                _ => told.counts += all.len(),
            }
        }
    }
    told
}

/// Whether it is told as something that chance brings at most once in a hundred days.
fn is_once_in_100_days(anomaly: &AnomalyDetection) -> bool {
    anomaly.chance.once_in_weeks >= 100.0 / 7.0
}

/// Every alarm raised, by service and kind, as stretches of time.
#[derive(Debug, Default)]
struct Alarms(BTreeMap<(String, AnomalyType), Vec<(Timestamp, Timestamp)>>);

impl Alarms {
    fn note(&mut self, service: &ServiceAnalysis, since: Timestamp) {
        for anomaly in service.anomalies.iter().filter(|anomaly| anomaly.end > since) {
            let known = self.0.entry((service.scope.to_string(), anomaly.anomaly_type)).or_default();
            match known.iter_mut().find(|(start, end)| anomaly.start <= *end && *start <= anomaly.end) {
                Some((start, end)) => (*start, *end) = ((*start).min(anomaly.start), (*end).max(anomaly.end)),
                None => known.push((anomaly.start, anomaly.end)),
            }
        }
    }
}

/// What happens to a service.
#[derive(Debug, Clone, Copy)]
pub struct Incident {
    /// Its name in tables.
    pub name: &'static str,
    /// So many times the usual rate.
    pub times: f64,
    /// For so many hours.
    pub hours: i64,
}

/// Incidents of the sizes that occur.
pub const INCIDENTS: [Incident; 6] = [
    Incident { name: "x3, 2 h", times: 3.0, hours: 2 },
    Incident { name: "x5, 1 h", times: 5.0, hours: 1 },
    Incident { name: "x10, 1 h", times: 10.0, hours: 1 },
    Incident { name: "x2, 12 h", times: 2.0, hours: 12 },
    Incident { name: "x20, 1 h", times: 20.0, hours: 1 },
    Incident { name: "silence, 12 h", times: 0.0, hours: 12 },
];
/// Rates an hour of the services that incidents happen to.
pub const INCIDENT_RATES: [f64; 4] = [0.5, 2.0, 10.0, 30.0];
/// The service that nothing happens to, and its errors an hour at the least.
const GOES_ON: &str = "other";
const GOES_ON_RATE: f64 = 10.0;
/// Days of a log at whose end something happens.
const INCIDENT_DAYS: i64 = 30;
/// Hours between the end of the incident and the look.
const OVER_SINCE_H: i64 = 1;

/// Share of services in which the incident is found, for each of [`INCIDENT_RATES`]: an anomaly of the counts in the
/// right direction that overlaps it, an hour after its end.
#[must_use]
#[allow(clippy::expect_used, reason = "a bench that cannot analyse has failed")]
pub fn found(family: Family, incident: Incident, seed: u64, services: u64) -> [f64; 4] {
    let mut shares = [0.0; 4];
    let hours = INCIDENT_DAYS * 24;
    let (from, to) = (hours - OVER_SINCE_H - incident.hours, hours - OVER_SINCE_H);
    let (after, up_to) = (from * HOUR_MS, to * HOUR_MS);
    for (share, rate) in shares.iter_mut().zip(INCIDENT_RATES) {
        let mut rollup = rollup();
        for i in 0..services {
            let mut rng = Rng::for_item(seed, i);
            let mut errors = family.errors(&mut rng, rate, hours);
            if incident.times < 1.0 {
                errors.retain(|(ms, _)| !(after..up_to).contains(ms));
            } else {
                // Of the same kind as what is usual: as many more as there would be at a higher rate.
                let more = family.errors(&mut rng, rate * (incident.times - 1.0), hours);
                errors.extend(more.into_iter().filter(|(ms, _)| (after..up_to).contains(ms)));
            }
            add(&mut rollup, &mut rng, &format!("s{i:02}"), &errors);
        }
        // Where all fall silent it is the log that stopped, which is told of no service: one goes on.
        let mut rng = Rng::for_item(seed, services);
        let others = family.errors(&mut rng, rate.max(GOES_ON_RATE), hours);
        add(&mut rollup, &mut rng, GOES_ON, &others);
        rollup.settle();
        let analysis = analyze(&rollup, at(hours * HOUR_MS), &config()).expect("an analysis");
        let is_it = |anomaly: &AnomalyDetection| {
            is_count(anomaly.anomaly_type)
                && (anomaly.actual > anomaly.expected) == (incident.times > 1.0)
                && anomaly.start < at(up_to)
                && anomaly.end > at(after)
        };
        let is_meant = |service: &&ServiceAnalysis| service.scope.service() != Some(GOES_ON);
        let found = analysis.services.iter().filter(is_meant);
        let n = found.filter(|service| service.anomalies.iter().any(is_it)).count();
        *share = n as f64 / services as f64;
    }
    shares
}

/// Whether an anomaly is one of counts.
#[must_use]
pub fn is_count(kind: AnomalyType) -> bool {
    matches!(kind, AnomalyType::Spike | AnomalyType::Drop | AnomalyType::TrendChange)
}
