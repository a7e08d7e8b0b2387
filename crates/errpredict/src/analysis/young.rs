//! A rise in a history of less than a day, told as what it is: so many more errors than before.
//!
//! Whether it is usual at that time nobody can say of so short a log, so no chance is stated and it is no anomaly. But who
//! points the program at the log of an incident must read what began in it, and when. Counts of five minutes are held,
//! in windows of five minutes to four hours, against what came before the window: a negative binomial count whose mean
//! and spread are those of the time before (a scan statistic, Naus 1965, over several lengths of the window).

use serde::{Deserialize, Serialize};

use crate::detect::{Flagged, Metric, onset};
use crate::numbers::{amount, duration, plural, rate, short_time};
use crate::pattern::label_of;
use crate::rollup::{Cells, ErrorGroup, ServiceRollup};
use crate::stats::special::count_upper_tail;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;

/// Step of the counts.
const STEP_MS: i64 = 5 * MINUTE_MS;
/// Lengths of the window, in steps.
const WINDOWS: [usize; 7] = [1, 2, 3, 6, 12, 24, 48];
/// Steps before a window without which nothing is told: half an hour.
const LEAST_BEFORE: usize = 6;
/// Parts of the time before that tell how far its counts spread.
const BLOCKS: usize = 4;
/// Tail probability from which it is worth a word: a day has some 2,000 windows, and what bunches more than the time before
/// shows is told now and then, which costs a sentence that is true. With these three, a simulation of 400 logs of noise told
/// 2 at the most, and each of five incidents was told (tests below).
const LARGEST_P: f64 = 1e-6;
/// Times what came before that it must be at the least: twice as many may be the hour of the day. See [`LARGEST_P`].
const LEAST_RATIO: f64 = 3.0;
/// Errors below which there is nothing to speak of. See [`LARGEST_P`].
const LEAST_ERRORS: f64 = 8.0;
/// It goes on while a step of the last quarter of an hour is of it.
const NOW_STEPS: usize = 3;
/// Part of the window's level from which a step is of it. Half, by definition of the middle between it and nothing.
const OF_IT: f64 = 0.5;
/// Part of the errors from which one kind is named. Half, by definition of most.
const MOST: f64 = 0.5;

/// So many more errors, or failed requests, than before in a history of less than a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct YoungRise {
    /// What rose: errors, or failed requests.
    #[serde(default)]
    pub metric: Metric,
    /// When it began, to the minute.
    pub since: Timestamp,
    /// When it ended; absent while it goes on.
    pub until: Option<Timestamp>,
    /// How many of them came in it.
    pub errors: u64,
    /// The same per hour.
    pub per_hour: f64,
    /// How many came per hour in the time before.
    pub before_per_hour: f64,
    /// How long the time before is, in minutes.
    pub before_minutes: u32,
    /// The kind of error that most of them are, where one is.
    pub most: Option<String>,
    /// Whether that kind never came in the time before.
    pub is_new: bool,
}

impl YoungRise {
    /// In words, without the name of the service.
    #[must_use]
    pub fn sentence(&self) -> String {
        let when = match self.until {
            None => format!("since {} UTC", short_time(self.since)),
            Some(until) => format!("from {} UTC to {} UTC", short_time(self.since), short_time(until)),
        };
        let before = duration(i64::from(self.before_minutes) * MINUTE_MS);
        let against = if self.before_per_hour > 0.0 {
            format!(
                "{} times as many as in the {before} before ({} in place of {})",
                amount(self.per_hour / self.before_per_hour),
                rate(self.per_hour),
                rate(self.before_per_hour)
            )
        } else {
            format!("where none came in the {before} before")
        };
        let most = match &self.most {
            Some(label) if self.is_new => format!(", most of them {label}, which never came before"),
            Some(label) => format!(", most of them {label}"),
            None => String::new(),
        };
        let what = if self.metric == Metric::FailedRequests { "failed request" } else { "error" };
        format!("{} {when}, {against}{most}", plural(self.errors, what))
    }
}

/// The clearest rise of a service's errors, or of its failed requests, where they rise and errors do not: an access log has no
/// other errors.
pub(super) fn rise(asked: &Asked<'_>, service: &ServiceRollup) -> Option<YoungRise> {
    let of_errors = rise_of(asked, service, Metric::Errors, service.errors());
    if of_errors.as_ref().is_some_and(|rise| rise.until.is_none()) {
        return of_errors;
    }
    let of_requests = rise_of(asked, service, Metric::FailedRequests, service.server_errors());
    match of_requests {
        Some(rise) if of_errors.is_none() || rise.until.is_none() => Some(rise),
        _ => of_errors,
    }
}

fn rise_of(asked: &Asked<'_>, service: &ServiceRollup, metric: Metric, errors: &Cells) -> Option<YoungRise> {
    let begin = asked.begin(service);
    let steps = (asked.at.ms() - begin.ms()) / STEP_MS;
    let from = asked.at.plus_ms(-steps * STEP_MS);
    let counts = errors.series(from, asked.at, STEP_MS).values;
    let (first, length) = clearest(&counts)?;
    let end_of = |step: usize| from.plus_ms(step as i64 * STEP_MS);
    let mean = |counts: &[f64]| counts.iter().sum::<f64>() / counts.len().max(1) as f64;
    let usual = mean(&counts[..first]);
    let is_of_it = |count: f64| count >= OF_IT * mean(&counts[first..first + length]) && count > usual;
    let mut last = first + length;
    // A pause as long as what tells that it goes on ends it.
    while let Some(next) = (last..counts.len().min(last + NOW_STEPS)).find(|step| is_of_it(counts[*step])) {
        last = next + 1;
    }
    let per_minute =
        |after: Timestamp, up_to: Timestamp, step_ms: i64| errors.series(after, up_to, step_ms).values;
    let since = onset(Flagged {
        counts: &per_minute,
        step_ms: MINUTE_MS,
        known_from: begin,
        zone: asked.config.detection.zone.as_deref(),
        start: end_of(first),
        end: end_of(last),
        at: asked.at,
        up: true,
        expected_per_hour: usual * (HOUR_MS / STEP_MS) as f64,
    });
    // Where none came before, it began with the first.
    let first_of_it = errors.range(end_of(first), end_of(last)).next();
    let first_of_it = first_of_it.map_or(end_of(first), |(end, _)| end.plus_ms(-MINUTE_MS));
    let since = since.filter(|since| *since > begin && *since < end_of(last)).unwrap_or(first_of_it);
    let goes_on = counts.len() - last < NOW_STEPS;
    let up_to = if goes_on { asked.at } else { errors.last_at(end_of(last)).unwrap_or(end_of(last)) };
    let per_hour = |after: Timestamp, up_to: Timestamp| {
        errors.between(after, up_to) as f64
            / ((up_to.ms() - after.ms()).max(MINUTE_MS) as f64 / HOUR_MS as f64)
    };
    let count = errors.between(since, up_to);
    let groups = service.groups().map(|(_, group)| group).filter(|_| metric == Metric::Errors);
    let most = groups.max_by_key(|group| of(group, since, up_to));
    let most = most.filter(|group| of(group, since, up_to) as f64 >= MOST * count as f64);
    Some(YoungRise {
        metric,
        since,
        until: (!goes_on).then_some(up_to),
        errors: count,
        per_hour: per_hour(since, up_to),
        before_per_hour: per_hour(begin, since),
        before_minutes: ((since.ms() - begin.ms()) / MINUTE_MS) as u32,
        is_new: most.is_some_and(|group| of(group, begin, since) == 0),
        most: most.map(|group| label_of(group, asked.at)),
    })
}

fn of(group: &ErrorGroup, after: Timestamp, up_to: Timestamp) -> u64 {
    group.cells().between(after, up_to)
}

/// First step and length of the window with the smallest tail probability, the earliest and longest of equals.
fn clearest(counts: &[f64]) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for length in WINDOWS {
        let mut before = counts[..LEAST_BEFORE.max(length).min(counts.len())].iter().sum::<f64>();
        for first in LEAST_BEFORE.max(length)..(counts.len() + 1).saturating_sub(length) {
            let now: f64 = counts[first..first + length].iter().sum();
            let mean = (before + 0.5) / first as f64 * length as f64;
            before += counts[first];
            if now < LEAST_ERRORS || now < LEAST_RATIO * mean {
                continue;
            }
            let p = tail(now, mean, &counts[..first], length);
            if p <= LARGEST_P && best.is_none_or(|(least, _, _)| p <= least) {
                best = Some((p, first, length));
            }
        }
    }
    best.map(|(_, first, length)| (first, length))
}

/// How likely so many come in a window, as the counts before spread, and as far as those tell their mean.
fn tail(now: f64, mean: f64, before: &[f64], length: usize) -> f64 {
    let block = length.min(before.len() / BLOCKS).max(1);
    let blocks: Vec<f64> = before.rchunks_exact(block).map(|block| block.iter().sum()).collect();
    let n = blocks.len().max(2) as f64;
    let average = blocks.iter().sum::<f64>() / n;
    let variance = blocks.iter().map(|x| (x - average) * (x - average)).sum::<f64>() / (n - 1.0);
    let spread = if average > 0.0 { (variance / average).max(1.0) } else { 1.0 };
    let known = before.iter().sum::<f64>() + 0.5;
    let beyond = mean * (spread - 1.0) + mean * mean * spread / known;
    count_upper_tail(now, mean, mean * mean / beyond)
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::super::{AnalysisConfig, analyze};
    use super::*;
    use crate::action::Priority;
    use crate::event::{EventKind, EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::stats::Rng;

    /// So many errors an hour for so many hours, and times that between two of them, of another kind.
    fn log(per_hour: f64, hours: f64, (times, first, last): (f64, f64, f64), seed: u64) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = Rng::new(seed);
        for (rate, from, to, kind) in [
            (per_hour, 0.0, hours, "TimeoutError"),
            (per_hour * (times - 1.0), first, last, "ConnectionError"),
        ] {
            let mut hour = from;
            loop {
                hour += -libm::log(1.0 - rng.uniform()) / rate.max(1e-9);
                if hour >= to {
                    break;
                }
                rollup.observe(EventRef::new(
                    at((hour * HOUR_MS as f64) as i64),
                    "shop",
                    Severity::High,
                    kind,
                ));
            }
        }
        rollup.settle();
        rollup
    }

    #[test]
    fn the_log_of_an_incident_tells_when_it_began_and_what_came() {
        for (per_hour, hours, incident) in [
            (10.0, 6.0, (16.0, 5.0, 6.0)),
            (4.0, 20.0, (16.0, 19.0, 20.0)),
            (10.0, 6.0, (16.0, 3.0, 4.0)),
            (30.0, 8.0, (4.0, 7.5, 8.0)),
            (6.0, 3.0, (10.0, 2.0, 3.0)),
        ] {
            let rollup = log(per_hour, hours, incident, 3);
            let now = at((hours * HOUR_MS as f64) as i64);
            let found = analyze(&rollup, now, &AnalysisConfig::default()).unwrap();
            let text = &found.headline.text;
            let rise = found.services[0].rise.clone().unwrap_or_else(|| panic!("{incident:?}: {text}"));
            let begun = at((incident.1 * HOUR_MS as f64) as i64);
            assert!((rise.since.ms() - begun.ms()).abs() <= 4 * MINUTE_MS, "{} for {begun}", rise.since);
            assert_eq!(rise.until.is_none(), incident.2 >= hours, "{rise:?}");
            assert_eq!(found.headline.trouble, incident.2 >= hours, "{text}");
            assert!(rise.is_new && text.contains("ConnectionError, which never came before"), "{text}");
            assert!(rise.per_hour > 3.0 * rise.before_per_hour, "{rise:?}");
        }
    }

    #[test]
    fn noise_is_hardly_ever_told() {
        let runs = 400;
        let told = |seed: u64| {
            let rollup = log(1.0 + (seed % 30) as f64, 20.0, (1.0, 0.0, 0.0), 100 + seed);
            let found = analyze(&rollup, at(20 * HOUR_MS), &AnalysisConfig::default()).unwrap();
            usize::from(found.services[0].rise.is_some())
        };
        let told: usize = (0..runs).map(told).sum();
        assert!(told <= 2, "{told} of {runs}");
    }

    #[test]
    fn what_bunched_before_may_bunch_again() {
        // Twenty errors within a minute every hour: the last bunch is no rise.
        let mut counts = vec![0.0; 120];
        counts.iter_mut().skip(5).step_by(12).for_each(|count| *count = 20.0);
        assert_eq!(clearest(&counts), None);
        assert_eq!(clearest(&[]), None);
        assert_eq!(clearest(&[3.0; 10]), None);
    }

    #[test]
    fn both_ends_are_told_by_the_clock_of_a_zone() {
        let rise = YoungRise {
            metric: Metric::Errors,
            since: "2026-07-23T02:57:00Z".parse().unwrap(),
            until: Some("2026-07-23T03:40:00Z".parse().unwrap()),
            errors: 40,
            per_hour: 56.0,
            before_per_hour: 4.0,
            before_minutes: 480,
            most: None,
            is_new: false,
        };
        let clock = crate::PeopleClock::new(Some("Europe/Berlin")).unwrap();
        let told = clock.sentence(&rise.sentence());
        assert!(told.contains("from 2026-07-23 04:57 CEST to 2026-07-23 05:40 CEST,"), "{told}");
    }

    #[test]
    fn what_came_no_more_is_not_told_as_if_it_did() {
        // Thirty times as many in the first three of ten hours.
        let rollup = log(4.0, 10.0, (30.0, 0.0, 3.0), 5);
        let found = analyze(&rollup, at(10 * HOUR_MS), &AnalysisConfig::default()).unwrap();
        let text = &found.headline.text;
        assert!(text.contains("ConnectionError") && text.contains(" UTC to "), "{text}");
    }

    #[test]
    fn requests_that_began_to_fail_are_as_urgent_as_errors() {
        // A request every 45 seconds for ten hours; every other fails from the hour on.
        for (from, priority) in [(8, Priority::Medium), (0, Priority::Low)] {
            let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
            for i in 0..800 {
                let ms = i * 45_000;
                let mut event = EventRef::new(at(ms), "web", Severity::Info, "");
                event.kind = EventKind::Request;
                event.status_code = Some(if i % 2 == 0 && ms >= from * HOUR_MS { 503 } else { 200 });
                rollup.observe(event);
            }
            rollup.settle();
            let found = analyze(&rollup, at(10 * HOUR_MS), &AnalysisConfig::default()).unwrap();
            let first = found.services[0].actions.first().map(|action| action.priority);
            assert_eq!(first, Some(priority), "{from}: {}", found.headline.text);
            let since = found.services[0].rise.as_ref().map(|rise| rise.since.ms());
            let begun = (from > 0).then(|| at(from * HOUR_MS).ms() / MINUTE_MS * MINUTE_MS);
            assert_eq!(since, begun, "{from}: {}", found.headline.text);
        }
    }
}
