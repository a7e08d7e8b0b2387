//! One service, or all of them together, from its counts to what to do: each part once, in the order data flows.

use crate::action;
use crate::detect::{AnomalyDetection, CountPrior, Metric, merge_anomalies};
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Scope, Severity};
use crate::history::History;
use crate::insight::{self, InsightType};
use crate::numbers::short_time;
use crate::pattern::states::{State, service_states};
use crate::predict::{ErrorPrediction, Past, Target};
use crate::rollup::{Rollup, ServiceRollup};
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

use super::aftermath;
use super::anomalies;
use super::asked::Asked;
use super::causes;
use super::config::Depth;
use super::for_action::situation;
use super::for_insight::{material, spike_days};
use super::foreseen::Foreseen;
use super::groups;
use super::lessons::Lessons;
use super::made_of;
use super::novelty;
use super::outlooks::{self, Forecast};
use super::patterns::Patterns;
use super::peers::Peers;
use super::service::{Note, ServiceAnalysis};
use super::silence::Log;
use super::young;

/// What the parts of all scopes share.
pub(super) struct Shared<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) lessons: Lessons<'a>,
    /// What services heard of for a day or more tell of a new one.
    newcomer: CountPrior,
    /// What services do unlike services like them.
    peers: Peers,
    /// When the log itself did not arrive.
    log: Log,
    /// How likely trouble is, of every scope.
    foreseen: &'a Foreseen,
    /// What the errors of all services have in common.
    pub(super) patterns: Patterns<'a>,
}

impl<'a> Shared<'a> {
    /// # Errors
    /// Those of the history.
    pub(super) fn new(asked: Asked<'a>, history: &'a History, foreseen: &'a Foreseen) -> Result<Self> {
        let is_quick = asked.config.depth == Depth::Quick;
        let patterns = match is_quick {
            true => Patterns::default(),
            false => Patterns::new(asked.rollup, asked.at, &history.decisions(asked.at)?),
        };
        Ok(Shared {
            asked,
            lessons: Lessons::new(history, asked.at)?,
            newcomer: anomalies::of_newcomers(&asked),
            peers: anomalies::of_peers(&asked),
            log: anomalies::of_the_log(&asked),
            foreseen,
            patterns,
        })
    }
}

/// Everything about one scope, and on how many of how many days of the past a spike began; its forecast was made before,
/// together with the others'.
pub(super) fn analyze(
    shared: &Shared<'_>,
    scope: &Scope,
    service: &ServiceRollup,
    forecast: Forecast,
) -> (ServiceAnalysis, (f64, f64)) {
    let Shared { asked, lessons, newcomer, peers, log, foreseen, patterns } = shared;
    let log_stopped = log.stopped;
    let mut found = counted(asked, scope, service);
    let mut notes = Vec::new();
    let judged = anomalies::found(asked, *newcomer, (peers, log), scope, service);
    let judged = noted(&mut notes, "anomalies", judged);
    let (mut all, judged) = judged.map_or((Vec::new(), None), |(all, judged)| (all, Some(judged)));
    // Before anything is made of them.
    all.retain(|anomaly| !lessons.is_normal(anomaly) && !asked.is_maintained(anomaly));
    found.judged = judged;
    let recent = asked.at.plus_ms(-i64::from(asked.config.recent_hours) * HOUR_MS);
    let is_recent = |anomaly: &&AnomalyDetection| anomaly.ongoing || anomaly.end > recent;
    found.anomalies = merge_anomalies(all.iter().filter(is_recent).cloned().collect());
    found.anomalies.iter_mut().for_each(|anomaly| made_of::named(asked, service, anomaly));
    found.groups = groups::commonest(asked, patterns, service);
    // What is told of a log of hours as strange says less than what rose in it, against what, and what of that never came before.
    let is_young = found.errors + found.failed_requests > 0 && found.usual_errors_per_hour.is_none();
    if is_young && !scope.is_system() {
        found.rise = young::rise(asked, service);
    }
    if asked.config.depth > Depth::Quick {
        if let Some(name) = scope.service() {
            let states = service_states(name, service, asked.at, &asked.config.states);
            found.states = noted(&mut notes, "states", states).unwrap_or_default();
            groups::name(&mut found.states, patterns, asked);
            // Nothing vanished where nothing arrives.
            found.states.retain(|state| log_stopped.is_none() || state.state != State::Vanished);
        }
        let predictions = predictions(asked, foreseen, scope, service);
        found.predictions = noted(&mut notes, "predictions", predictions).unwrap_or_default();
        let rises = found.rise.as_ref().is_some_and(|rise| rise.until.is_none());
        let unknown = match log_stopped {
            Some(since) => Some(stopped(since)),
            None => outlooks::of_a_rise(asked).filter(|_| rises),
        };
        let forecast = match unknown {
            Some(error) => forecast.map(|_| Err(error)),
            None => forecast,
        };
        let forecast = forecast.and_then(|forecast| noted(&mut notes, "forecast", forecast));
        let seen = aftermath::Found {
            recent: &found.anomalies,
            all: &all,
            errors_last_hour: found.errors_last_hour,
        };
        let forecast = forecast.map(|made| aftermath::forecast(made, scope, service, seen, asked));
        found.forecast = forecast.and_then(|made| noted(&mut notes, "forecast", made));
        because_of_what_goes_on(&mut found);
        let capacity = outlooks::capacity(asked, scope, service, found.forecast.as_ref());
        let capacity = noted(&mut notes, "capacity", capacity).unwrap_or_default();
        if let (Depth::Deep, Some(name)) = (asked.config.depth, scope.service()) {
            let causes = causes::of_ongoing(asked, &lessons.experience, name, &mut found.anomalies);
            found.root_causes = noted(&mut notes, "causes", causes).flatten();
            found.root_causes.iter_mut().for_each(|causes| groups::name_causes(causes, patterns));
        }
        let material = material(&found, &all, capacity.clone(), service, asked);
        found.insights = lessons.marked(insight::derive(&material));
        // What did not arrive is no errors less.
        found.insights.retain(|insight| {
            log_stopped.is_none()
                || !matches!(
                    insight.insight_type,
                    InsightType::ReliabilityTrend | InsightType::TrendDetection
                )
        });
        let situation = situation(&found, capacity, service, asked.at);
        found.actions = action::recommend(&situation, &lessons.efficacy);
        if found.actions.is_empty()
            && let Some((label, evidence, priority)) = novelty::of_unjudged(asked, &found, service)
        {
            let look = action::look_at_unjudged;
            found.actions = look(&situation, &lessons.efficacy, &label, evidence, priority);
        }
    }
    found.notes = notes;
    let spikes = spike_days(&all, service, asked);
    (found, spikes)
}

/// What goes on moves what is foreseen and where the numbers go.
fn because_of_what_goes_on(found: &mut ServiceAnalysis) {
    let under_way = found.anomalies.iter().filter(|anomaly| anomaly.ongoing);
    let keys: Vec<String> = under_way.map(|anomaly| anomaly.key.clone()).collect();
    found.predictions.iter_mut().for_each(|prediction| prediction.because.clone_from(&keys));
    let rises = found
        .anomalies
        .iter()
        .filter(|one| one.metric == Metric::Errors && one.is_rise() == Some(true) && one.adopted.is_none());
    // Of what the minutes tell nobody need guess by the hours: how many come now, and whether it is over.
    let now = rises.clone().filter(|rise| rise.ongoing).max_by_key(|rise| rise.start);
    let level = now.and_then(|rise| Some((rise.actual_level().as_per_hour()?, rise.start)));
    let last_end = rises.map(|rise| rise.end).max();
    let mut raised = None;
    let at = found.forecast.as_ref().map(|forecast| forecast.at);
    let mut is_over = false;
    if let Some(cases) = found.forecast.as_mut().and_then(|forecast| forecast.cases.as_mut()) {
        match (level, last_end) {
            (Some((level, since)), _) => {
                let hours = at.map_or(0.0, |at| (at.ms() - since.ms()) as f64 / HOUR_MS as f64);
                let is_new = cases.resume(hours.max(1.0));
                if cases.ongoing {
                    raised = cases.goes_on_at(level).or(is_new.then_some(1.0));
                }
            }
            (None, Some(end)) => is_over = end > cases.since.plus_ms(-HOUR_MS),
            (None, None) => {}
        }
    }
    if let Some(forecast) = &mut found.forecast {
        if is_over {
            forecast.end_case();
        }
        if let Some(times) = raised {
            forecast.hold(times);
        }
        forecast.because = keys;
    }
}

/// Why nothing is forecast of a log that does not arrive.
fn stopped(since: Timestamp) -> Error {
    let since = short_time(since);
    let message =
        format!("the log itself stopped arriving at {since} UTC: what it would have held is not known");
    Error::new(ErrorKind::NotEnoughData, message)
}

/// All services together are as likely to be in trouble as the only one there is.
pub(super) fn same_of_one(system: &mut ServiceAnalysis, services: &[ServiceAnalysis], rollup: &Rollup) {
    let ([only], 1, None) = (services, rollup.services().len(), rollup.other()) else { return };
    for prediction in &mut system.predictions {
        let of = |one: &&ErrorPrediction| {
            (one.target, one.horizon_minutes) == (prediction.target, prediction.horizon_minutes)
        };
        if let Some(same) = only.predictions.iter().find(of) {
            let (key, scope) = (prediction.key.clone(), prediction.scope.clone());
            *prediction = ErrorPrediction { key, scope, ..same.clone() };
        }
    }
}

/// What is foreseen of a scope, or how much history is missing.
fn predictions(
    asked: &Asked<'_>,
    foreseen: &Foreseen,
    scope: &Scope,
    service: &ServiceRollup,
) -> Result<Vec<ErrorPrediction>> {
    let mut found = foreseen.of(scope);
    // A log of requests alone cannot show a critical event: nothing is foreseen of what it would never tell.
    if service.of_kind_error(asked.at) == 0 && service.requests().between(Timestamp::MIN, asked.at) > 0 {
        found.retain(|one| matches!(one.target, Target::FailedRequests | Target::SlowRequests));
        return Ok(found);
    }
    // Neither can one whose lines state no level: chances of other logs would be no answer for it.
    let ungraded = service.ungraded().between(Timestamp::MIN, asked.at);
    if ungraded > 0 && ungraded == service.of_kind_error(asked.at) {
        found.retain(|one| matches!(one.target, Target::FailedRequests | Target::SlowRequests));
        if found.is_empty() {
            let message = "no event states a level, so neither critical events nor errors can be foreseen";
            return Err(Error::new(ErrorKind::NotEnoughData, message));
        }
        return Ok(found);
    }
    if found.is_empty()
        && let Some(&nearest) = asked.config.horizons_minutes.iter().min()
    {
        Past::new(service, Target::Critical, asked.at).share(nearest)?;
    }
    Ok(found)
}

/// The counts of a scope, and nothing found yet.
fn counted(asked: &Asked<'_>, scope: &Scope, service: &ServiceRollup) -> ServiceAnalysis {
    let (hour, day) = (asked.at.plus_ms(-HOUR_MS), asked.at.plus_ms(-DAY_MS));
    let begin = asked.begin(service);
    let hours_before = (day.ms() - begin.ms()) as f64 / HOUR_MS as f64;
    let errors = service.errors();
    ServiceAnalysis {
        scope: scope.clone(),
        events: service.events().between(asked.from, asked.at),
        errors: errors.between(asked.from, asked.at),
        critical: service.severity(Severity::Critical).between(asked.from, asked.at),
        without_level: service.ungraded().between(asked.from, asked.at),
        failed_requests: service.server_errors().between(asked.from, asked.at),
        errors_last_hour: errors.between(hour, asked.at),
        errors_last_day: errors.between(day, asked.at),
        usual_errors_per_hour: (hours_before >= 1.0)
            .then(|| errors.between(begin, day) as f64 / hours_before),
        last_event: service.events().last_at(asked.at),
        last_error: errors.last_at(asked.at),
        rise: None,
        judged: None,
        anomalies: Vec::new(),
        predictions: Vec::new(),
        forecast: None,
        root_causes: None,
        insights: Vec::new(),
        actions: Vec::new(),
        groups: Vec::new(),
        states: Vec::new(),
        cause_tree: None,
        notes: Vec::new(),
    }
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
