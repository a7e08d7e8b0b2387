//! What no count tells: the first critical event ever, a service that falls silent, a log that stops, a level that creeps.

use crate::action::Priority;
use crate::detect::{
    self, AnomalyCause, AnomalyDetection, AnomalyType, Chance, CountDetection, FoundBy, Metric, Strange,
    Subject, Unit, detect_counts, evidence,
};
use crate::error::Result;
use crate::event::{Scope, Severity};
use crate::numbers::{count, plural, short_time};
use crate::pattern::label_of;
use crate::rca::{self, Evidence};
use crate::rollup::{ErrorGroup, ServiceRollup};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;
use super::began::placed;
use super::service::ServiceAnalysis;
use super::silence;

/// Part of what is usual below which a service takes in too little: half of it. By judgement: higher, and every holiday
/// is lost traffic.
const LOST_BELOW: f64 = 0.5;
/// An end of an interval of lost traffic is known to so many minutes at the worst.
const ENDS_MS: i64 = 10 * MINUTE_MS;
/// How long the first critical event is told, and how long after the newest one it goes on.
const NEWS_MS: i64 = DAY_MS;
/// How long a service was heard without any before one is called the first. By judgement: a day holds what comes daily.
const KNOWN_MS: i64 = DAY_MS;
/// See [`NEWS_MS`].
const GOES_ON_MS: i64 = HOUR_MS;

/// The name of an error group: its type, or its message where it has none.
pub(super) fn name_of(asked: &Asked<'_>, group: &ErrorGroup) -> String {
    label_of(group, asked.at)
}

/// A level of errors that crept away from where it began: by whole days of UTC, so that asking again tells the same.
pub(super) fn drift(
    asked: &Asked<'_>,
    scope: &Scope,
    service: &ServiceRollup,
    budget: f64,
) -> Option<AnomalyDetection> {
    let begin = asked.begin(service);
    let (first, last) = (begin.plus_ms(DAY_MS - 1).floor_to(DAY_MS), asked.at.floor_to(DAY_MS));
    if last <= first {
        return None;
    }
    let days = service.errors().series(first, last, DAY_MS);
    let newest = service.errors().between(asked.at.plus_ms(-DAY_MS), asked.at) as f64;
    Some(detect::drift(&days, newest, budget)?.anomaly(&scope.clone().into(), asked.at))
}

/// What a service takes in, where that falls below half of what the same hour of earlier days had: its requests; all its
/// events where it has no requests or nothing at all comes from it any more. For all services together, only a log
/// that stopped.
pub(super) fn lost_volume(
    asked: &Asked<'_>,
    scope: &Scope,
    service: &ServiceRollup,
    settings: &CountDetection,
) -> Result<Vec<AnomalyDetection>> {
    let (events, requests) = (service.events(), service.requests());
    let begin = asked.begin(service);
    let has_requests = requests.between(begin, asked.at) > 0 && !scope.is_system();
    let (what, cells) = if has_requests { (Metric::Requests, requests) } else { (Metric::Events, events) };
    // Where all events are errors their own counts tell it.
    if !scope.is_system()
        && !has_requests
        && events.between(begin, asked.at)
            == service.errors().between(begin, asked.at) + service.deployments().between(begin, asked.at)
    {
        return Ok(Vec::new());
    }
    let mut found =
        detect_counts(&Subject::new(scope.clone(), what), &asked.hourly(service, cells), settings)?;
    found.retain(|anomaly| {
        let is_lost = anomaly.actual < LOST_BELOW * anomaly.expected;
        is_lost && !silence::is_weekly(cells, anomaly)
    });
    let is_alone = asked.heard < 2;
    // Where the service that logs most pauses, the others may just have nothing to say.
    let is_of_all = |(since, until)| is_alone || silence::is_of_all(asked, since, until);
    if scope.is_system() {
        found.retain(|anomaly| anomaly.actual == 0.0 && is_of_all((anomaly.start, anomaly.end)));
        return Ok(found);
    }
    let mut told = Vec::with_capacity(found.len());
    for mut anomaly in found {
        // Of its own minutes: the hour that flagged it holds what came before.
        let start = placed(asked, service, anomaly.clone()).start;
        let (start, end) = inside((start, anomaly.end));
        let heard = |service: &ServiceRollup| service.events().between(start, end) > 0;
        if !heard(service) {
            // Where nothing at all came, the log had a hole: whether the service did is not known, and the log itself is told.
            if !is_alone && !heard(asked.rollup.system()) && is_of_all((start, end)) {
                continue;
            }
            anomaly.metric = Metric::Events;
        }
        told.push(anomaly);
    }
    Ok(told)
}

/// Whether what is told of a service is a hole of the whole log: the last that was heard of each lies some minutes apart.
pub(super) fn is_hole(asked: &Asked<'_>, scope: &Scope, fall: &AnomalyDetection) -> bool {
    let (start, end) = inside((fall.start, fall.end));
    !scope.is_system()
        && asked.heard > 1
        && asked.rollup.system().events().between(start, end) == 0
        && silence::is_of_all(asked, start, end)
}

/// An interval without its ends, which are known to some minutes only.
fn inside((start, end): (Timestamp, Timestamp)) -> (Timestamp, Timestamp) {
    let off = ENDS_MS.min((end.ms() - start.ms()) / 4);
    (start.plus_ms(off), end.plus_ms(-off))
}

/// What the first critical event says: of the groups that came in its minute the one that is new in it, else the rarest.
/// A rollup does not keep the severity of groups.
fn critical_groups(asked: &Asked<'_>, service: &ServiceRollup, minute: Timestamp) -> Option<String> {
    let start = minute.plus_ms(-MINUTE_MS);
    let came = service.groups().filter(|(_, group)| group.cells().between(start, minute) > 0);
    let group = came.min_by_key(|(fingerprint, group)| {
        (group.first() < start, group.cells().between(Timestamp::MIN, minute), *fingerprint)
    });
    group.map(|(_, group)| name_of(asked, group))
}

/// What to look at in a service that has no day to compare with: what its critical events say, or else the error that is
/// clearly more than in the time before the last hour; with the line that shows it, and how urgent it is. In a log of less than a
/// day, where nothing can be said to be more, what most of what fails is.
pub(super) fn of_unjudged(
    asked: &Asked<'_>,
    found: &ServiceAnalysis,
    service: &ServiceRollup,
) -> Option<(String, Evidence, Priority)> {
    let name = found.scope.service().filter(|_| found.is_unjudged())?;
    let critical = service.severity(Severity::Critical);
    let hour = asked.at.plus_ms(-HOUR_MS);
    if let recent @ 1.. = critical.between(hour, asked.at) {
        let minute = critical.range(hour, asked.at).map(|(end, _)| end).next()?;
        let said = critical_groups(asked, service, minute)?;
        let line = format!("{} in the last hour, the first with: {said}", plural(recent, "critical event"));
        return Some((said, Evidence::new(line).with("critical_events", recent as f64), Priority::High));
    }
    let risen = rca::from_rollup(asked.rollup, name, hour, asked.at).ok()?;
    if let Some(largest) = risen.errors.into_iter().next() {
        return Some((largest.label, largest.evidence, Priority::Medium));
    }
    let begin = asked.begin(service);
    let risen = service
        .groups()
        .filter(|(_, group)| rca::rose_in_the_second_half(group.cells(), begin, asked.at))
        .map(|(_, group)| (group.cells().between(begin, asked.at), group))
        .max_by_key(|(errors, group)| (*errors, group.first()));
    let Some((errors, group)) = risen else {
        let (label, evidence) = commonest_of_a_short_log(asked, service)?;
        // What rises is as urgent as an error that does.
        let rises = found.rise.as_ref().is_some_and(|rise| rise.until.is_none());
        return Some((label, evidence, if rises { Priority::Medium } else { Priority::Low }));
    };
    let label = label_of(group, asked.at);
    let line = format!("{label}: {}, far more in the second half of the log", plural(errors, "error"));
    Some((label, Evidence::new(line).with("errors", errors as f64), Priority::Medium))
}

/// What most of what failed in the last hour is, in a log of less than a day and of the service in which most of it failed:
/// nothing says that it is unusual, and somebody who asks about a log of an hour asks what fails in it.
fn commonest_of_a_short_log(asked: &Asked<'_>, service: &ServiceRollup) -> Option<(String, Evidence)> {
    let hour = asked.at.plus_ms(-HOUR_MS);
    let failed = |service: &ServiceRollup| {
        service.errors().between(hour, asked.at) + service.server_errors().between(hour, asked.at)
    };
    let is_short = asked.at.ms() - asked.rollup.first()?.ms() < DAY_MS;
    let own = failed(service);
    if !is_short || own == 0 || 2 * own < failed(asked.rollup.system()) {
        return None;
    }
    let groups = service.groups().map(|(_, group)| (group.cells().between(hour, asked.at), group));
    let most =
        groups.filter(|(errors, _)| *errors > 0).max_by_key(|(errors, group)| (*errors, group.first()));
    let Some((errors, group)) = most else {
        let requests = service.requests().between(hour, asked.at);
        let failed = service.server_errors().between(hour, asked.at);
        let line = format!("{} of {} in the last hour", count(failed), plural(requests, "request"));
        let evidence = Evidence::new(line).with("failed_requests", failed as f64);
        return Some((Metric::FailedRequests.to_string(), evidence));
    };
    let label = label_of(group, asked.at);
    let line = format!(
        "{label}: {} of {} in the last hour, first seen {} UTC",
        count(errors),
        plural(service.errors().between(hour, asked.at), "error"),
        short_time(group.first())
    );
    Some((label, Evidence::new(line).with("errors", errors as f64)))
}

/// The first critical event ever of a service that was heard for a day. Its severity is what the service itself says; nothing
/// is inferred, so other services do not make it less sure, and it is told however short the history is.
pub(super) fn first_critical(
    asked: &Asked<'_>,
    scope: &Scope,
    service: &ServiceRollup,
) -> Option<AnomalyDetection> {
    let critical = service.severity(Severity::Critical);
    let first = critical.first_end().filter(|first| *first <= asked.at && !scope.is_system())?;
    let start = first.plus_ms(-MINUTE_MS);
    // The first of the whole log is one however young the service is: the others were heard without any.
    let system = asked.rollup.system();
    let is_first_of_all = system.severity(Severity::Critical).first_end() == Some(first);
    let heard = if is_first_of_all { system.first()?.min(service.first()?) } else { service.first()? };
    let quiet = start.ms() - heard.ms();
    if first < asked.at.plus_ms(-NEWS_MS) || quiet < KNOWN_MS {
        return None;
    }
    let weeks = quiet as f64 / (7 * DAY_MS) as f64;
    let chance = Chance::per_week(1.0 / weeks.max(f64::MIN_POSITIVE));
    let last = critical.last_at(asked.at)?;
    let hours = ((last.ms() - start.ms()) as f64 / HOUR_MS as f64).max(1.0);
    let seen = critical.between(start, asked.at) as f64;
    let numbers = (0.0, seen / hours);
    // One in all the minutes without any.
    let p_value = MINUTE_MS as f64 / (quiet + MINUTE_MS) as f64;
    let mut anomaly = AnomalyDetection::new(Strange {
        subject: &Subject::new(scope.clone(), Metric::CriticalEvents),
        anomaly_type: AnomalyType::Spike,
        up: Some(true),
        place: (start, last, last),
        at: asked.at,
        numbers,
        unit: Unit::PER_HOUR,
        p_value,
        chance,
        score: evidence(p_value),
        found_by: FoundBy::First,
    });
    anomaly.severity = Severity::High;
    anomaly.causes = critical_groups(asked, service, first)
        .map(|name| AnomalyCause {
            name,
            share: 1.0,
            expected: 0.0,
            actual: seen / hours,
            unit: Unit::PER_HOUR,
        })
        .into_iter()
        .collect();
    anomaly.ongoing = last > asked.at.plus_ms(-GOES_ON_MS);
    Some(anomaly)
}
