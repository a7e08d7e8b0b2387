//! What insights are derived from: the days of a service as plain numbers, and all services at once.

use crate::action::CapacityForecast;
use crate::detect::{AnomalyDetection, AnomalyType};
use crate::insight::{ClassCount, GroupShare, Material, ServiceState, SystemState};
use crate::pattern::label_of;
use crate::rca::ErrorClass;
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

use super::asked::Asked;
use super::for_action::{RESPONSE_QUANTILE, USUAL_DAYS};
use super::service::ServiceAnalysis;

/// Days of daily numbers that insights read.
const INSIGHT_DAYS: i64 = 60;
/// Hours in which spikes of several services count as one event. By judgement: a shorter time misses a trouble that
/// walks from service to service, a longer one joins strangers.
const SYSTEM_HOURS: f64 = 24.0;

/// The numbers of a service that insights are asked of; `anomalies` are all of the history looked at.
pub(super) fn material(
    found: &ServiceAnalysis,
    anomalies: &[AnomalyDetection],
    capacity: Vec<CapacityForecast>,
    service: &ServiceRollup,
    asked: &Asked<'_>,
) -> Material {
    let at = asked.at;
    let heard = service.first().map_or(0, |first| (at.ms() - first.ms()).div_euclid(DAY_MS));
    let days: Vec<(Timestamp, Timestamp)> = (0..heard.clamp(0, INSIGHT_DAYS))
        .rev()
        .map(|ago| (at.plus_ms(-(ago + 1) * DAY_MS), at.plus_ms(-ago * DAY_MS)))
        .collect();
    let daily = |cells: &Cells| days.iter().map(|&(after, up_to)| cells.between(after, up_to)).collect();
    let mut material = Material::new(found.scope.clone(), at);
    material.zone.clone_from(&asked.config.detection.zone);
    material.services = if found.scope.is_system() { 1 } else { asked.heard };
    material.daily_errors = daily(service.errors());
    // What comes after `at` must not show, not even that there is something.
    if service.requests().between(Timestamp::MIN, at) > 0 {
        material.daily_requests = daily(service.requests());
    }
    if service.latency_count().between(Timestamp::MIN, at) > 0 {
        let p95 = |&(after, up_to): &(Timestamp, Timestamp)| {
            service.latency().between(after, up_to).quantile_ms(RESPONSE_QUANTILE)
        };
        material.daily_p95_ms = days.iter().map(p95).collect();
    }
    material.anomalies = anomalies.to_vec();
    material.capacity = capacity;
    groups(&mut material, service, at, asked.begin(service));
    material
}

/// Error groups of the last day, and their classes against the days before.
fn groups(material: &mut Material, service: &ServiceRollup, at: Timestamp, begin: Timestamp) {
    let day = at.plus_ms(-DAY_MS);
    let week = at.plus_ms(-USUAL_DAYS * DAY_MS);
    // Hours in which nothing of the service was heard yet are none without errors.
    let before_hours = (day.ms() - week.max(begin).ms()).max(0) as f64 / HOUR_MS as f64;
    let mut classes: Vec<ClassCount> = Vec::new();
    for (fingerprint, group) in service.groups() {
        let (recent, before) = (group.cells().between(day, at), group.cells().between(week, day));
        if recent + before == 0 {
            continue;
        }
        let class = ErrorClass::of(group.error_type(), group.sample_at(at));
        match classes.iter_mut().find(|known| known.class == class) {
            Some(known) => {
                known.recent += recent;
                known.before += before;
            }
            None => classes.push(ClassCount { class, recent, recent_hours: 24.0, before, before_hours }),
        }
        if recent > 0 {
            let (fingerprint, label) = (fingerprint.to_string(), label_of(group, at));
            material.groups.push(GroupShare { fingerprint, label, count: recent });
        }
    }
    material.classes = classes;
    material.group_total = service.errors().between(day, at);
    material.group_hours = 24.0;
}

/// On how many of the days before the last a spike began, and how many days there were.
pub(super) fn spike_days(all: &[AnomalyDetection], service: &ServiceRollup, asked: &Asked<'_>) -> (f64, f64) {
    let since = asked.at.plus_ms(-DAY_MS);
    let days = (since.ms() - asked.begin(service).ms()).div_euclid(DAY_MS).max(0);
    let before = all.iter().filter(|anomaly| is_spike(anomaly) && anomaly.start < since);
    let mut with: Vec<i64> =
        before.map(|anomaly| (since.ms() - anomaly.start.ms() - 1).div_euclid(DAY_MS)).collect();
    with.sort_unstable();
    with.dedup();
    (with.len() as f64, days as f64)
}

fn is_spike(anomaly: &AnomalyDetection) -> bool {
    matches!(anomaly.anomaly_type, AnomalyType::Spike | AnomalyType::TrendChange)
}

/// All services at once, for the question whether they share a trouble. The usual share is measured on the days before,
/// with the false-alarm budget as one imagined day.
pub(super) fn system_state(
    services: &[ServiceAnalysis],
    spike_days: &[(f64, f64)],
    at: Timestamp,
    false_alarms_per_week: f64,
) -> SystemState {
    let since = at.plus_ms(-(SYSTEM_HOURS * HOUR_MS as f64) as i64);
    let budget = false_alarms_per_week * SYSTEM_HOURS / (7.0 * 24.0);
    let (with, days) = spike_days.iter().fold((0.0, 0.0), |(with, days), one| (with + one.0, days + one.1));
    let is_recent_spike = |anomaly: &AnomalyDetection| anomaly.start >= since && is_spike(anomaly);
    SystemState {
        at,
        hours: SYSTEM_HOURS,
        usual_share: ((with + budget) / (days + 1.0)).max(budget).min(0.5),
        services: services
            .iter()
            .filter(|service| service.events > 0)
            .filter_map(|service| {
                Some(ServiceState {
                    service: service.scope.service()?.to_owned(),
                    spike: service.anomalies.iter().any(is_recent_spike),
                    because: service
                        .anomalies
                        .iter()
                        .filter(|anomaly| is_recent_spike(anomaly))
                        .map(|anomaly| anomaly.key.clone())
                        .collect(),
                    class: service
                        .groups
                        .first()
                        .map(|group| ErrorClass::of(&group.error_type, &group.sample)),
                })
            })
            .collect(),
    }
}
