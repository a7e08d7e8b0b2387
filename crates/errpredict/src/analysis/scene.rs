//! The parts of an analysis, each from the rollup and the time alone.

use std::collections::BTreeMap;

use crate::action::{self, CapacityForecast, Efficacy};
use crate::detect::{AnomalyDetection, CountPrior, merge_anomalies};
use crate::error::{Error, Result};
use crate::event::{Scope, Severity};
use crate::fingerprint::Fingerprint;
use crate::forecast::{self, ForecastSettings, TimeSeriesForecast};
use crate::history::{History as Past, InsightMark, NormalTime, is_normal};
use crate::insight::{self, AiInsight, InsightStatus};
use crate::pattern::similar::Scratch;
use crate::pattern::states::{GroupState, service_states};
use crate::predict::{self, ErrorPrediction, Target};
use crate::rca::{self, Experience, RootCauseAnalysis};
use crate::rollup::{Cells, ErrorGroup, Rollup, ServiceRollup};
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::config::{AnalysisConfig, Depth};
use super::foreseen::Foreseen;
use super::patterns::{PatternSummary, Patterns};
use super::service::{GroupSummary, Note, ServiceAnalysis};
use super::situation::{material, situation};

/// What all services share.
pub(super) struct Scene<'a> {
    pub(super) rollup: &'a Rollup,
    pub(super) config: &'a AnalysisConfig,
    pub(super) at: Timestamp,
    pub(super) from: Timestamp,
    /// How likely trouble is, of every scope.
    foreseen: &'a Foreseen,
    /// What the errors of all services have in common.
    patterns: Patterns<'a>,
    /// What earlier incidents and actions taught.
    experience: Experience,
    efficacy: Efficacy,
    /// What people did with insights, by key.
    marks: BTreeMap<&'a str, &'a InsightMark>,
    /// What people called normal.
    normal: Vec<&'a NormalTime>,
    /// What the errors of services heard of for a day or more tell of a younger one, per step of [`YOUNG_STEP_MS`].
    pub(super) newcomer: CountPrior,
}

/// A forecast, or why there is none; nothing where none was asked for.
pub(super) type Forecast = Option<Result<TimeSeriesForecast>>;

impl<'a> Scene<'a> {
    /// # Errors
    /// Those of the past.
    pub(super) fn new(
        rollup: &'a Rollup,
        at: Timestamp,
        config: &'a AnalysisConfig,
        past: &'a Past,
        foreseen: &'a Foreseen,
    ) -> Result<Self> {
        let from = at.plus_ms(-i64::from(config.history_hours) * HOUR_MS);
        let mut scene = Scene {
            rollup,
            config,
            at,
            from,
            foreseen,
            patterns: Patterns::default(),
            experience: past.experience(at)?,
            efficacy: past.efficacy(at)?,
            marks: past.insight_status(at),
            normal: past.normal.iter().filter(|normal| normal.is_known(at)).collect(),
            newcomer: CountPrior::default(),
        };
        scene.newcomer = scene.of_newcomers();
        if config.depth > Depth::Quick {
            scene.patterns = Patterns::new(rollup, at, &past.decisions(at)?);
        }
        Ok(scene)
    }

    /// What the errors of all services have in common, commonest first.
    pub(super) fn patterns(&self) -> Vec<PatternSummary> {
        self.patterns.summaries(self.from, self.at, self.config.max_patterns)
    }

    /// Insights as people left them: what they solved or set aside is not told again.
    pub(super) fn marked(&self, insights: impl IntoIterator<Item = AiInsight>) -> Vec<AiInsight> {
        let marked = |mut insight: AiInsight| {
            if let Some(mark) = self.marks.get(insight.key.as_str()) {
                if mark.is_silent(self.at) {
                    return None;
                }
                // Trouble that comes back after it was solved is new again.
                if mark.status < InsightStatus::Resolved {
                    insight.status = mark.status;
                }
            }
            Some(insight)
        };
        insights.into_iter().filter_map(marked).collect()
    }

    /// Everything about one service; its forecast was made before, together with the others'.
    pub(super) fn analyze(
        &self,
        scope: &Scope,
        service: &ServiceRollup,
        forecast: Forecast,
    ) -> ServiceAnalysis {
        let mut found = self.counts(scope, service);
        let mut notes = Vec::new();
        let judged = noted(&mut notes, "anomalies", self.anomalies(scope, service));
        let (mut all, judged) = judged.map_or((Vec::new(), None), |(all, judged)| (all, Some(judged)));
        // Before anything is made of them: what people called normal needs no cause and no action.
        all.retain(|anomaly| !is_normal(&self.normal, anomaly));
        found.judged = judged;
        let recent = self.at.plus_ms(-i64::from(self.config.recent_hours) * HOUR_MS);
        let is_recent = |anomaly: &&AnomalyDetection| anomaly.ongoing || anomaly.end > recent;
        found.anomalies = merge_anomalies(all.iter().filter(is_recent).cloned().collect());
        found.groups = self.groups(service);
        if self.config.depth > Depth::Quick {
            found.states = noted(&mut notes, "states", self.states(scope, service)).unwrap_or_default();
            found.predictions =
                noted(&mut notes, "predictions", self.predictions(scope, service)).unwrap_or_default();
            found.forecast = forecast.and_then(|forecast| noted(&mut notes, "forecast", forecast));
            let capacity = noted(&mut notes, "capacity", self.capacity(scope, service, &found));
            if let (Depth::Deep, Scope::Service(name)) = (self.config.depth, scope) {
                found.root_causes =
                    noted(&mut notes, "causes", self.root_causes(name, &mut found.anomalies)).flatten();
            }
            let capacity = capacity.unwrap_or_default();
            let material = material(&found, &all, capacity.clone(), service, self.at);
            found.insights = self.marked(insight::derive(&material));
            found.actions = action::recommend(&situation(&found, capacity, service, self.at), &self.efficacy);
        }
        found.notes = notes;
        found
    }

    fn counts(&self, scope: &Scope, service: &ServiceRollup) -> ServiceAnalysis {
        let (hour, day) = (self.at.plus_ms(-HOUR_MS), self.at.plus_ms(-DAY_MS));
        let begin = self.begin(service);
        let hours_before = (day.ms() - begin.ms()) as f64 / HOUR_MS as f64;
        let errors = service.errors();
        ServiceAnalysis {
            scope: scope.clone(),
            events: service.events().between(self.from, self.at),
            errors: errors.between(self.from, self.at),
            critical: service.severity(Severity::Critical).between(self.from, self.at),
            failed_requests: service.server_errors().between(self.from, self.at),
            errors_last_hour: errors.between(hour, self.at),
            errors_last_day: errors.between(day, self.at),
            usual_errors_per_hour: (hours_before >= 1.0)
                .then(|| errors.between(begin, day) as f64 / hours_before),
            last_event: service.events().last_at(self.at),
            last_error: errors.last_at(self.at),
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

    /// Where the service's own history begins: its first minute, or the begin of the history looked at.
    ///
    /// The first event mostly comes within a minute, of which only the rest was heard. Where the minute after it has
    /// no fewer errors the history begins there, else everything after would look like a rise; a minute with more is
    /// a burst that must not be lost, or a quiet service's first error.
    pub(super) fn begin(&self, service: &ServiceRollup) -> Timestamp {
        let Some(first) = service.first() else { return self.from.min(self.at) };
        let minute = first.floor_to(MINUTE_MS);
        let whole = minute.plus_ms(MINUTE_MS);
        let errors = |from: Timestamp| service.errors().between(from, from.plus_ms(MINUTE_MS).min(self.at));
        let is_cut = first > minute && errors(minute) <= errors(whole);
        (if is_cut { whole } else { minute }).max(self.from).min(self.at)
    }

    /// Errors per hour, hours ending at `at`, from the first whole hour of the service's history.
    pub(super) fn hourly_errors(&self, service: &ServiceRollup) -> Series {
        self.hourly(service, service.errors())
    }

    pub(super) fn hourly(&self, service: &ServiceRollup, cells: &Cells) -> Series {
        let hours = (self.at.ms() - self.begin(service).ms()) / HOUR_MS;
        cells.series(self.at.plus_ms(-hours * HOUR_MS), self.at, HOUR_MS)
    }

    fn predictions(&self, scope: &Scope, service: &ServiceRollup) -> Result<Vec<ErrorPrediction>> {
        let found = self.foreseen.of(scope);
        if found.is_empty()
            && let Some(&nearest) = self.config.horizons_minutes.iter().min()
        {
            // Says how much history is missing.
            predict::Past::new(service, Target::Critical, self.at).share(nearest)?;
        }
        Ok(found)
    }

    /// The forecasts of `services` and of the whole system, which add up: what no forecast service holds is forecast as
    /// one more part. Why they do not, where they do not. Nothing in a quick analysis.
    pub(super) fn forecasts(
        &self,
        services: &[(&str, &ServiceRollup)],
    ) -> (Vec<Forecast>, Forecast, Option<Error>) {
        if self.config.depth == Depth::Quick {
            return (services.iter().map(|_| None).collect(), None, None);
        }
        let quick = |scope: &Scope, series: &Series| {
            let limits = scope.service().and_then(|name| self.config.limits.get(name));
            let limit = limits.and_then(|limits| limits.errors_per_hour);
            let threshold = limit.or(self.config.forecast.threshold);
            let settings = ForecastSettings { threshold, ..self.config.forecast.clone() };
            forecast::quick(scope, "errors", series, &settings)
        };
        let found = super::each(services, |(name, service)| {
            quick(&Scope::service_named(*name), &self.hourly_errors(service))
        });
        let whole = self.hourly_errors(self.rollup.system());
        // Over the hours of the system: a service's own history begins with its first whole hour.
        let hours = |service: &ServiceRollup| {
            service.errors().series(whole.first_end.plus_ms(-HOUR_MS), self.at, HOUR_MS)
        };
        let known: Vec<Series> =
            services.iter().zip(&found).filter(|(_, f)| f.is_ok()).map(|((_, s), _)| hours(s)).collect();
        let rest = forecast::rest(&whole, &known.iter().collect::<Vec<_>>());
        let rest = rest.map(|rest| quick(&Scope::service_named("other"), &rest));
        let family = forecast::add_up(found, quick(&Scope::System, &whole), rest);
        (family.parts.into_iter().map(Some).collect(), Some(family.whole), family.apart)
    }

    fn states(&self, scope: &Scope, service: &ServiceRollup) -> Result<Vec<GroupState>> {
        let Some(name) = scope.service() else { return Ok(Vec::new()) };
        service_states(name, service, self.at, &self.config.states)
    }

    /// Forecasts against the limits that are known of the service.
    fn capacity(
        &self,
        scope: &Scope,
        service: &ServiceRollup,
        found: &ServiceAnalysis,
    ) -> Result<Vec<CapacityForecast>> {
        let limits = scope.service().and_then(|name| Some((name, self.config.limits.get(name)?)));
        let Some((name, limits)) = limits else { return Ok(Vec::new()) };
        let mut known = Vec::new();
        if let Some((limit, forecast)) = limits.errors_per_hour.zip(found.forecast.as_ref()) {
            let now = service.errors().between(self.at.plus_ms(-HOUR_MS), self.at) as f64;
            known.extend(capacity("errors per hour", now, limit, forecast));
        }
        if let Some(limit) = limits.requests_per_hour {
            let requests = self.hourly(service, service.requests());
            let now = service.requests().between(self.at.plus_ms(-HOUR_MS), self.at) as f64;
            let forecast =
                forecast::quick(&Scope::service_named(name), "requests", &requests, &self.config.forecast)?
                    .close();
            known.extend(capacity("requests per hour", now, limit, &forecast));
        }
        Ok(known)
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
        let mut scratch = Scratch::default();
        let summary = |(errors_last_day, fingerprint, group): (u64, Fingerprint, &ErrorGroup)| GroupSummary {
            fingerprint: fingerprint.to_string(),
            error_type: group.error_type().to_owned(),
            sample: group.sample_at(self.at).to_owned(),
            template: self.patterns.template(fingerprint),
            similar: self.patterns.similar(fingerprint, self.config.similar, &mut scratch),
            first_seen: group.first(),
            last_seen: group.cells().last_at(self.at).unwrap_or(self.at),
            errors_last_day,
            errors: group.cells().between(self.from, self.at),
        };
        groups.into_iter().map(summary).collect()
    }

    /// The causes of the oldest anomaly that goes on; those who go on with it point to them.
    fn root_causes(
        &self,
        name: &str,
        anomalies: &mut [AnomalyDetection],
    ) -> Result<Option<RootCauseAnalysis>> {
        let ongoing = || anomalies.iter().filter(|anomaly| anomaly.ongoing);
        let Some(start) = ongoing().map(|anomaly| anomaly.start).min() else {
            return Ok(None);
        };
        let mut found = rca::from_rollup(self.rollup, name, start, self.at)?;
        self.experience.teach(&mut found);
        found.because = ongoing().map(|anomaly| anomaly.key.clone()).collect();
        let causes: Vec<String> = found.causes.iter().filter_map(|cause| cause.key.clone()).collect();
        for anomaly in anomalies.iter_mut().filter(|anomaly| anomaly.ongoing) {
            anomaly.explained_by.clone_from(&causes);
        }
        Ok(Some(found))
    }
}

/// A forecast against a limit.
fn capacity(what: &str, now: f64, limit: f64, forecast: &TimeSeriesForecast) -> Option<CapacityForecast> {
    let first = |of: fn(&forecast::ForecastValue) -> Option<f64>| {
        forecast.values.iter().find(|step| of(step).is_some_and(|value| value >= limit)).map(|step| step.time)
    };
    Some(CapacityForecast {
        what: what.to_owned(),
        now,
        limit,
        peak: forecast.peak.value,
        peak_at: forecast.peak.time,
        reaches_limit_at: first(|step| Some(step.value)),
        surely: first(|step| step.lower).is_some(),
        level: forecast.level,
        because: None,
    })
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
