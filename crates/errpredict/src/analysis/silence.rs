//! Who fell silent, to the minute: requests that vanish, a service that logs nothing any more, and a log that itself stopped
//! arriving are three different things.

use crate::detect::{
    AnomalyDetection, AnomalyType, Chance, FoundBy, Metric, Silence, Strange, Subject, Unit, UsualDay,
    silence, strangeness,
};
use crate::event::Scope;
use crate::rca::P_RISE;
use crate::rollup::{Cells, ServiceRollup};
use crate::stats::{Series, median};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::{Asked, blank};
use super::due;

/// Days whose gaps tell which are usual: five weeks hold four weekends.
const DAYS: i64 = 35;
/// Part of what is usual that may have come a week before, of who left later or came back earlier. By definition: half of the half
/// below which traffic is lost.
const STAYED: f64 = 0.25;
/// A fall that began so long before the log stopped is one of its own.
const BEFORE_IT_MS: i64 = HOUR_MS;

/// Whether nothing is as good as impossible where so many were expected.
fn is_no_chance(expected: f64) -> bool {
    libm::exp(-expected.max(0.0)) <= P_RISE
}

fn usual(asked: &Asked<'_>, service: &ServiceRollup, cells: &Cells, until: Timestamp) -> Option<UsualDay> {
    let zone = asked.config.detection.zone.as_deref();
    let counts =
        |after: Timestamp, up_to: Timestamp, step_ms: i64| cells.series(after, up_to, step_ms).values;
    UsualDay::before(until, asked.begin(service), zone, &counts)
}

fn silence_of(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    cells: &Cells,
    until: Timestamp,
    budget: f64,
) -> Option<Silence> {
    let since = cells.last_at(until)?;
    let usual = usual(asked, service, cells, since)?;
    // Without that many expected no share of the budget is small enough: the gaps need not be looked through.
    if !is_no_chance(usual.between(since, until)) {
        return None;
    }
    let minutes = cells.range(until.plus_ms(-DAYS * DAY_MS), until).map(|(end, _)| end);
    let found = silence(&usual, minutes, until).filter(|found| found.per_week <= budget)?;
    let since = due::after(cells, found.since).unwrap_or(found.since);
    let is_missed = since < until && !was_as_little(cells, (found.since, until), found.expected);
    is_missed.then_some(Silence { since, ..found })
}

/// Whether as little came in the same hours a week before, as on every weekend: two are a habit, whatever the days between say
/// is usual.
fn was_as_little(cells: &Cells, (since, until): (Timestamp, Timestamp), expected: f64) -> bool {
    let week_before = |time: Timestamp| time.plus_ms(-7 * DAY_MS);
    let is_known = cells.first_end().is_some_and(|first| first <= week_before(since));
    let (now, before) = (cells.between(since, until), cells.between(week_before(since), week_before(until)));
    // Half as much again is still as little: what is lost is half of what was usual. And nobody leaves to the minute.
    is_known && (2 * before <= 3 * now || (before as f64) < STAYED * expected)
}

/// The same of a fall of counts.
pub(super) fn is_weekly(cells: &Cells, anomaly: &AnomalyDetection) -> bool {
    let hours = (anomaly.end.ms() - anomaly.start.ms()) as f64 / HOUR_MS as f64;
    let expected = anomaly.expected_level().as_per_hour().unwrap_or_default() * hours;
    was_as_little(cells, (anomaly.start, anomaly.end), expected)
}

/// When the log itself did not arrive.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// When it stopped, if it has not come back.
    pub(super) stopped: Option<Timestamp>,
    /// From when to when it had holes in the recent hours.
    holes: Vec<(Timestamp, Timestamp)>,
}

impl Log {
    /// `budget` in false alarms a week.
    pub(super) fn of(asked: &Asked<'_>, budget: f64) -> Self {
        let system = asked.rollup.system();
        let hole = |end: Timestamp| {
            let since = silence_of(asked, system, system.events(), end, budget)?.since;
            is_of_all(asked, since, end).then_some((since, end))
        };
        // Of a single service nobody knows which of the two it was: it is told of both.
        let ends = match asked.heard {
            0 | 1 => Vec::new(),
            _ => ends(asked, system, system.events(), asked.at),
        };
        Log { stopped: log_stopped(asked, budget), holes: ends.into_iter().filter_map(hole).collect() }
    }

    /// Counts of a service with gaps where the log had a hole: what would have come then is not known, and what comes since is
    /// held against the usual by itself.
    pub(super) fn heard(&self, scope: &Scope, counts: Series) -> Series {
        if scope.is_system() || self.holes.is_empty() {
            return counts;
        }
        let mut heard = counts.clone();
        self.holes.iter().for_each(|hole| blank(&mut heard, *hole));
        // More than usual is trouble, however short a part of its hour was heard.
        let usual =
            median(&mut counts.values.iter().copied().filter(|count| !count.is_nan()).collect::<Vec<_>>());
        for (heard, count) in heard.values.iter_mut().zip(&counts.values) {
            if usual.is_some_and(|usual| *count > usual) {
                *heard = *count;
            }
        }
        heard
    }

    /// What a service should have had of errors in each hole of the log. It says nothing of the service, and is told of the log: every
    /// hole brings as much, as many a week as the recent hours had.
    pub(super) fn missed(
        &self,
        asked: &Asked<'_>,
        scope: &Scope,
        service: &ServiceRollup,
    ) -> Vec<AnomalyDetection> {
        let holes = self.holes.iter().filter(|_| !scope.is_system());
        let weeks = f64::from(asked.config.recent_hours) * HOUR_MS as f64 / (7 * DAY_MS) as f64;
        let chance = Chance::per_week(self.holes.len() as f64 / weeks);
        let missed = |(since, end): &(Timestamp, Timestamp)| {
            let expected = usual(asked, service, service.errors(), *since)?.between(*since, *end);
            let per_hour = expected * HOUR_MS as f64 / (end.ms() - since.ms()).max(1) as f64;
            is_no_chance(expected).then(|| {
                AnomalyDetection::new(Strange {
                    subject: &Subject::new(scope.clone(), Metric::Errors),
                    anomaly_type: AnomalyType::Drop,
                    up: Some(false),
                    place: (*since, *end, *end),
                    at: asked.at,
                    numbers: (per_hour, 0.0),
                    unit: Unit::PER_HOUR,
                    p_value: 1.0,
                    chance,
                    score: 0.0,
                    found_by: FoundBy::Counts,
                })
            })
        };
        holes.filter_map(missed).collect()
    }
}

/// When the log itself stopped arriving: nothing comes of anything, and that is no chance even without the service that
/// logs most. `budget` in false alarms a week.
fn log_stopped(asked: &Asked<'_>, budget: f64) -> Option<Timestamp> {
    let system = asked.rollup.system();
    let since = silence_of(asked, system, system.events(), asked.at, budget)?.since;
    is_of_all(asked, since, asked.at).then_some(since)
}

/// Whether nothing of anything is no chance even without the service that logs most: where that one pauses, those that log
/// little may just have nothing to say.
pub(super) fn is_of_all(asked: &Asked<'_>, since: Timestamp, until: Timestamp) -> bool {
    let expected = |service: &ServiceRollup| {
        usual(asked, service, service.events(), since).map_or(0.0, |usual| usual.between(since, until))
    };
    let services = asked.rollup.services().map(|(_, service)| expected(service));
    let (sum, most) = services.fold((0.0, 0.0_f64), |(sum, most), one| (sum + one, most.max(one)));
    is_no_chance(sum - most)
}

/// The silences of a scope: of its requests where it has such and may still log other things, else of all it logs. The one that
/// goes on, and those that ended within the recent hours: each is held to what it was held to while it went on, so that what was
/// told is told after it, too. They are tested with that share of the budget of false alarms a week.
pub(super) fn found(
    asked: &Asked<'_>,
    scope: &Scope,
    service: &ServiceRollup,
    log_stopped: Option<Timestamp>,
    (budget, share): (f64, f64),
) -> Vec<AnomalyDetection> {
    let is_of = |cells: &Cells| cells.between(asked.begin(service), asked.at) > 0;
    // What a log that stopped would have held is not known.
    let now = log_stopped.filter(|_| !scope.is_system()).unwrap_or(asked.at);
    let requests = Some(service.requests()).filter(|cells| is_of(cells) && !scope.is_system());
    // Where all events are errors their own counts tell it.
    let is_all_errors = service.events().between(asked.begin(service), asked.at)
        == service.errors().between(asked.begin(service), asked.at);
    if is_all_errors && !scope.is_system() {
        return Vec::new();
    }
    let cells = requests.unwrap_or(service.events());
    let ends = ends(asked, service, cells, now).into_iter().map(|end| (end, Some(end)));
    let one = |(until, over): (Timestamp, Option<Timestamp>)| {
        let silence = silence_of(asked, service, cells, until, budget * share)?;
        // A service that logs more than its requests falls silent with all of it.
        let others = |requests: &Cells| {
            let all = usual(asked, service, service.events(), silence.since)?.between(silence.since, until);
            let of_requests = usual(asked, service, requests, silence.since)?.between(silence.since, until);
            let is_none = service.events().between(silence.since, until) == 0;
            Some(is_none && is_no_chance(all - of_requests))
        };
        // Where the whole log had a hole, whether the service did is not known; and the log had none where the others may as well
        // have had nothing to say.
        let is_none = || asked.rollup.system().events().between(silence.since, until) == 0;
        let is_hole = || is_none() && is_of_all(asked, silence.since, until);
        let is_of_another = || match scope.is_system() {
            true => !is_of_all(asked, silence.since, until),
            false => over.is_some() && is_hole(),
        };
        if asked.heard > 1 && is_of_another() {
            return None;
        }
        let metric = match requests {
            Some(requests) if others(requests) != Some(true) => Metric::Requests,
            _ => Metric::Events,
        };
        Some(anomaly(asked, &Subject::new(scope.clone(), metric), (&silence, until, over), share))
    };
    ends.chain([(now, None)]).filter_map(one).collect()
}

/// When gaps of the recent hours ended that are as good as impossible by what is usual now.
fn ends(asked: &Asked<'_>, service: &ServiceRollup, cells: &Cells, now: Timestamp) -> Vec<Timestamp> {
    let recent = now.plus_ms(-i64::from(asked.config.recent_hours) * HOUR_MS);
    let Some(usual) = usual(asked, service, cells, recent) else { return Vec::new() };
    let mut before = cells.last_at(recent);
    let mut ends = Vec::new();
    for (minute, _) in cells.range(recent, now) {
        let begin = minute.plus_ms(-MINUTE_MS);
        let is_gap = |last: Timestamp| last < begin && is_no_chance(usual.between(last, begin));
        if before.is_some_and(is_gap) {
            ends.push(begin);
        }
        before = Some(minute);
    }
    ends
}

fn anomaly(
    asked: &Asked<'_>,
    subject: &Subject,
    (silence, until, over): (&Silence, Timestamp, Option<Timestamp>),
    share: f64,
) -> AnomalyDetection {
    let per_hour = silence.expected * HOUR_MS as f64 / (until.ms() - silence.since.ms()).max(1) as f64;
    let end = over.unwrap_or(asked.at);
    let mut anomaly = AnomalyDetection::new(Strange {
        subject,
        anomaly_type: AnomalyType::Drop,
        up: Some(false),
        place: (silence.since, end, end),
        at: asked.at,
        numbers: (per_hour, 0.0),
        unit: Unit::PER_HOUR,
        p_value: silence.p_value,
        chance: Chance::per_week(silence.per_week / share),
        score: strangeness(silence.p_value, per_hour, 0.0),
        found_by: FoundBy::Counts,
    })
    .over_its_time(0.0, per_hour);
    anomaly.excess = Some(-silence.expected);
    anomaly.ongoing = over.is_none();
    anomaly
}

/// Whether a fall is told by a silence, or by the log that stopped or had a hole: what a service did in that is not known, however
/// askew the hours lie that flagged it.
pub(super) fn tells(fall: &AnomalyDetection, silences: &[AnomalyDetection], log: &Log) -> bool {
    if fall.is_rise() != Some(false) {
        return false;
    }
    // The hours that flagged it lie askew to its minutes, by one at the most.
    let begins_with = |since: Timestamp| fall.start.plus_ms(BEFORE_IT_MS) > since;
    let ends_with = |end: Timestamp| fall.start < end && fall.end <= end.plus_ms(BEFORE_IT_MS);
    let is_of =
        |silence: &&AnomalyDetection| if silence.ongoing { fall.ongoing } else { ends_with(silence.end) };
    if silences.iter().filter(is_of).any(|silence| begins_with(silence.start)) {
        return true;
    }
    let mut holes = log.holes.iter();
    !fall.scope.is_system()
        && (log.stopped.is_some_and(|since| fall.ongoing && begins_with(since))
            || holes.any(|(since, end)| begins_with(*since) && ends_with(*end)))
}

#[cfg(test)]
mod tests;
