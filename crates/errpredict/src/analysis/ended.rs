//! Until when what is over went on, to the minute: the change point of largest Poisson likelihood between what came during
//! it and what is usual, looked for around the hour in which the detector saw it end (Hinkley 1970).
//!
//! The hours of a detector tell an end up to an hour late. So of what seems to go on the minutes are asked as well: it is over
//! where what came since the change point could hardly have come if it went on, and is what is usual; how hardly is corrected for
//! the pauses of the last hour, each of which might have been taken for the end. Where what came during it comes in bursts, or
//! paused before, the minutes must say so the more surely. What is usual is so by hour of day: many times as many as usual come in the
//! evening to what is usual of a day on average, and have not ended by that; and it is known no better than
//! two weeks tell it. What came during it is taken for so many times the
//! usual, or for so many more than usual, whichever speaks less for an end. What the detector flags no more, but was flagged
//! within a day, is held to the same: it goes on until it is seen to be over, so that twice the usual in an evening in which no
//! hour of it stands out is not told to have ended.

use crate::detect::{AnomalyDetection, AnomalyType, FoundBy, Metric, PAUSED, UsualDay, is_as_usual};
use crate::rca::P_RISE;
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;
use super::minutes::{counts, counts_by, step_ms};
use super::novelty::name_of;
use super::slow::WINDOW_MS;

/// Time before the flagged end that tells what came during it, and time after it in which it may have gone on: the hours
/// of the detector lie askew to the incident's.
const BEFORE_MS: i64 = 6 * HOUR_MS;
const AFTER_MS: i64 = HOUR_MS;
/// Time after the flagged end up to which it is followed while it goes on. By definition: a day, after which it counts as a level.
const FURTHER_MS: i64 = 24 * HOUR_MS;
/// Standard errors of what is usual at an hour of day within which it may as well be: two, of 19 in 20.
const STANDARD_ERRORS: f64 = 2.0;
/// Rate a step below which nothing is told apart: by minutes one in two days. By judgement: it keeps logarithms of
/// nothing out; a higher one would tell rare errors for none.
const LEAST: f64 = 0.5 / 1_440.0;

/// The anomaly with its end to the minute, where it is over and is one of counts. `next` is when another of its kind began: it is
/// followed no further.
pub(super) fn placed(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    mut anomaly: AnomalyDetection,
    next: Option<Timestamp>,
) -> AnomalyDetection {
    if anomaly.anomaly_type == AnomalyType::PatternDeviation {
        return mix_placed(asked, service, anomaly);
    }
    if is_still_nothing(asked, service, &anomaly) {
        (anomaly.ongoing, anomaly.end) = (true, asked.at);
        return anomaly;
    }
    // What is unlike others may be like itself: its own counts do not tell its end. Nor do those of a level that is usual.
    let has_no_end = matches!(anomaly.found_by, FoundBy::Drift | FoundBy::Peers)
        || (anomaly.ongoing && anomaly.adopted.is_some());
    let (Some(up), Some(step)) = (anomaly.is_rise(), step_ms(&anomaly.metric)) else { return anomaly };
    let Some(per_hour) = anomaly.expected_level().as_per_hour().filter(|_| !has_no_end) else {
        return anomaly;
    };
    let from = anomaly.start.max(anomaly.end.plus_ms(-BEFORE_MS)).floor_to(step);
    let usually = Usual::of(asked, service, &anomaly, per_hour);
    let latest = next.map_or(asked.at, |next| next.min(asked.at));
    let mut until = anomaly.end.plus_ms(AFTER_MS).min(latest).floor_to(step);
    let (mut came, mut usual, mut known) = (Vec::new(), Vec::new(), from);
    let found = loop {
        let Some(more) = counts(service, &anomaly.metric, (known, until)) else { return anomaly };
        usual.extend(usually.steps(known, more.len(), step));
        came.extend(more);
        known = until;
        let found = Ended::of(&came, &usual, (from, until, step), up, usually.day.as_ref().map(|day| &day.0));
        // A detector that learns a level flags it no more while it lasts, and in the evening one that is twice the usual is
        // flagged by no hour: it is followed until it is seen to be over.
        let goes_on = until.plus_ms(step) <= latest && !found.is_over;
        if !goes_on || until.ms() - anomaly.end.ms() >= FURTHER_MS {
            break found;
        }
        until = until.plus_ms(AFTER_MS).min(latest).floor_to(step);
    };
    let end = found.at;
    if anomaly.ongoing {
        // What is flagged up to now must have come back to the usual, not only left what it was.
        let is_seen = until.ms() - end.ms() >= WINDOW_MS && found.is_back;
        // Where nothing at all came since, the log may have stopped, and the trouble may go on.
        if !is_seen || !is_heard(asked, end) {
            return anomaly;
        }
        anomaly.ongoing = false;
    } else {
        // A level that is learnt while it lasts is flagged no more, and yet the minutes up to now are of it.
        let is_of_now = until > asked.at.plus_ms(-step);
        anomaly.ongoing = is_of_now && !(found.is_over && is_heard(asked, end));
    }
    anomaly.end = if anomaly.ongoing { asked.at } else { end };
    anomaly.peak = anomaly.peak.min(anomaly.end);
    anomaly
}

/// Whether what fell to nothing is still missing: nothing of it came up to now, though hours in which none is due may be in order.
fn is_still_nothing(asked: &Asked<'_>, service: &ServiceRollup, anomaly: &AnomalyDetection) -> bool {
    let cells = match anomaly.metric {
        Metric::Events => service.events(),
        Metric::Requests => service.requests(),
        _ => return false,
    };
    let is_none = anomaly.actual == 0.0 && anomaly.is_rise() == Some(false) && anomaly.adopted.is_none();
    is_none && cells.between(anomaly.start, asked.at) == 0
}

/// A mix is of a whole day, and its news may have ended hours ago: it is over since its largest cause came last, where that
/// could hardly have stayed away for so long if it went on, and never paused so long before.
fn mix_placed(asked: &Asked<'_>, service: &ServiceRollup, mut anomaly: AnomalyDetection) -> AnomalyDetection {
    let Some(news) = anomaly.causes.first().filter(|cause| cause.actual > cause.expected) else {
        return anomaly;
    };
    let mut came: Vec<(Timestamp, u64)> = service
        .groups()
        .filter(|(_, group)| name_of(asked, group) == news.name)
        .flat_map(|(_, group)| group.cells().range(anomaly.start, asked.at))
        .collect();
    came.sort_unstable();
    let (Some((first, _)), Some((last, _))) = (came.first(), came.last()) else { return anomaly };
    let (during, since) = (last.ms() - first.ms() + MINUTE_MS, asked.at.ms() - last.ms());
    let n: u64 = came.iter().map(|(_, n)| n).sum();
    let missing = n as f64 * since as f64 / during as f64;
    let paused = came.windows(2).map(|two| two[1].0.ms() - two[0].0.ms()).max().unwrap_or(0);
    let is_over = since >= HOUR_MS && since > paused && missing > -libm::log(P_RISE);
    if anomaly.ongoing && is_over && is_heard(asked, *last) {
        (anomaly.ongoing, anomaly.end) = (false, *last);
        anomaly.peak = anomaly.peak.min(anomaly.end);
    }
    anomaly
}

/// Whether anything was logged by any service since that time.
fn is_heard(asked: &Asked<'_>, since: Timestamp) -> bool {
    asked.rollup.system().events().between(since, asked.at) > 0
}

/// What is usual: by hour of day as it was before what is strange began, at the level that the detector expected of its time;
/// that level alone where less than a week is known before, or less than one an hour comes.
struct Usual {
    per_hour: f64,
    /// The day, and times it that make that level.
    day: Option<(UsualDay, f64)>,
}

impl Usual {
    fn of(asked: &Asked<'_>, service: &ServiceRollup, anomaly: &AnomalyDetection, per_hour: f64) -> Self {
        let AnomalyDetection { start, end, metric, .. } = anomaly;
        let counts = |after: Timestamp, up_to: Timestamp, step_ms: i64| {
            counts_by(service, metric, (after, up_to), step_ms).unwrap_or_default()
        };
        let zone = asked.config.detection.zone.as_deref();
        let day = UsualDay::before(*start, asked.begin(service), zone, &counts)
            .filter(|day| day.between(start.plus_ms(-DAY_MS), *start) >= 24.0);
        let day = day.map(|day| match day.by_the_hour(*start, *end) {
            // The level that was expected is that of the job's hour, and of no hour beside it.
            Some(by_the_hour) => (by_the_hour, 1.0),
            None => {
                let hours = (end.ms() - start.ms()) as f64 / HOUR_MS as f64;
                let of_day = day.between(*start, *end);
                let times = if of_day > 0.0 { per_hour * hours / of_day } else { 1.0 };
                (day, times)
            }
        });
        Usual { per_hour, day }
    }

    /// Of each of so many steps after `after`.
    fn steps(&self, after: Timestamp, steps: usize, step_ms: i64) -> Vec<f64> {
        let mut usual = match &self.day {
            Some((day, times)) => {
                let mut usual = day.steps(after, steps, step_ms);
                usual.iter_mut().for_each(|count| *count *= times);
                usual
            }
            None => vec![self.per_hour * step_ms as f64 / HOUR_MS as f64; steps],
        };
        usual.iter_mut().for_each(|count| *count = count.max(LEAST));
        usual
    }
}

/// Until when it went on, and whether what came since says that it does no more.
struct Ended {
    at: Timestamp,
    is_over: bool,
    /// Whether it has come back to the usual as well: what is over may have left more than that behind.
    is_back: bool,
}

impl Ended {
    fn of(
        counts: &[f64],
        usual: &[f64],
        (from, until, step_ms): (Timestamp, Timestamp, i64),
        up: bool,
        day: Option<&UsualDay>,
    ) -> Self {
        let during = last(counts, usual);
        let at = from.plus_ms(during as i64 * step_ms);
        let is_usual =
            |counts: &[f64], usual: &[f64]| is_as_usual(counts.iter().sum(), usual.iter().sum(), up);
        let (before, since) = counts.split_at(during);
        let is_as_usual = is_usual(since, &usual[during..]);
        // Just now every pause looks like an end. Of what stopped more than an hour ago it is asked what is asked of a pause
        // between two troubles (see `detect/onset.rs`), and no more that nothing is left of it: usual is what was before.
        let is_near = until.ms() - at.ms() <= AFTER_MS;
        let beyond = if is_near { -libm::log(P_RISE) } else { PAUSED };
        // The course of a day is known from two weeks: where it is lower at that hour than it seems, more came than is usual.
        let hours = (until.ms() - at.ms()) as f64 / HOUR_MS as f64;
        let due = usual[during..].iter().sum::<f64>();
        let error = day.filter(|_| hours > 0.0 && due > 0.0).map_or(0.0, |day| day.error(due, hours));
        let doubt = (STANDARD_ERRORS * error).min(0.5);
        let rather = if up { 1.0 - doubt } else { 1.0 + doubt };
        let speaks = speaks_for_usual(counts, during, usual, (beyond, rather));
        let is_back = is_as_usual && speaks;
        // Where the last hours of it were as usual already nothing of it is left that could go on.
        let is_spent = || is_as_usual && is_usual(before, &usual[..during]);
        let is_over = if is_near { is_back } else { speaks || is_spent() };
        Ended { at, is_over, is_back }
    }
}

/// Whether the counts from place `during` on could hardly have come if what came before went on: `beyond` is the logarithm of
/// the odds, beside what is due to bunches and to the number of pauses; `rather` is the part of what seems usual that speaks less
/// for an end, and may as well be usual.
fn speaks_for_usual(counts: &[f64], during: usize, usual: &[f64], (beyond, rather): (f64, f64)) -> bool {
    let (before, since) = counts.split_at(during);
    let (due, due_since) = usual.split_at(during);
    let n = before.len().max(1) as f64;
    let (came, due_before) = (before.iter().sum::<f64>(), due.iter().sum::<f64>().max(LEAST));
    let (times, more) = (came / due_before, (came - due.iter().sum::<f64>()) / n);
    let goes_on = |usual: f64| [(usual * times).max(LEAST), (usual + more).max(LEAST)];
    // What comes in bunches pauses between them, by as much as it bunches; and no pause is longer than one that was none.
    let around = |(count, usual): (&f64, &f64)| (count - usual * times) * (count - usual * times);
    let variance = before.iter().zip(due).map(around).sum::<f64>() / n;
    let bunched = (variance / (came / n).max(LEAST)).max(1.0);
    // Between any two of what came of late the same might have been said: of so many pauses the longest is no end.
    let last = before.len().saturating_sub((AFTER_MS / MINUTE_MS) as usize);
    let pauses = before[last..].iter().sum::<f64>().max(1.0);
    let least = bunched * (libm::log(pauses) + beyond);
    // Either way it may go on.
    [0, 1].into_iter().all(|way| {
        // Logarithm of the odds by which a count speaks for the usual and against what came during it.
        let odds = |(count, usual): (f64, f64)| {
            let rate = goes_on(usual)[way];
            count * libm::log(usual / rate) - (usual - rate)
        };
        let for_usual: f64 =
            since.iter().zip(due_since).map(|(count, usual)| odds((*count, rather * usual))).sum();
        let before = before.iter().zip(due).map(|(count, usual)| odds((*count, *usual)));
        let (paused, _) = before.fold((0.0_f64, 0.0_f64), |(most, sum), odds| {
            let sum = (sum + odds).max(0.0);
            (most.max(sum), sum)
        });
        for_usual > least.max(paused)
    })
}

/// How many of the counts are of what was strange, the rest being as usual.
fn last(counts: &[f64], usual: &[f64]) -> usize {
    let all: f64 = usual.iter().sum();
    let (mut during, mut due, mut best) = (0.0, 0.0, (f64::NEG_INFINITY, counts.len()));
    for (step, (count, usual)) in counts.iter().zip(usual).enumerate() {
        during += count;
        due += usual;
        let times = during.max(LEAST * (step + 1) as f64) / due;
        let likelihood = during * libm::log(times) - times * due - (all - due);
        if likelihood > best.0 {
            best = (likelihood, step + 1);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::super::{AnalysisConfig, analyze};
    use super::Ended;
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::stats::Rng;
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    #[test]
    fn what_is_over_is_over_since_its_last_minute_whenever_it_is_asked() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for half_hour in 0..16 * 48 {
            let ms = half_hour * 30 * MINUTE_MS + half_hour % 17 * MINUTE_MS;
            rollup.observe(EventRef::new(at(ms), "shop", Severity::High, "KeyError"));
        }
        // Ninety an hour from 14:10 to 15:05 of the 15th day.
        let begin = 14 * DAY_MS + 14 * HOUR_MS + 10 * MINUTE_MS;
        let end = begin + 55 * MINUTE_MS;
        for i in 0..83 {
            rollup.observe(EventRef::new(at(begin + i * 40_000), "shop", Severity::High, "TimeoutError"));
        }
        rollup.settle();
        for later in [3 * HOUR_MS, 4 * HOUR_MS + 20 * MINUTE_MS, 9 * HOUR_MS] {
            let analysis = analyze(&rollup, at(end + later), &AnalysisConfig::default()).unwrap();
            let shop = &analysis.services[0];
            let told = shop.anomalies.iter().find(|anomaly| anomaly.is_rise() == Some(true)).unwrap();
            assert!(!told.ongoing);
            assert!((told.end.ms() - at(end).ms()).abs() <= 3 * MINUTE_MS, "{later}: {told:#?}");
        }
    }

    #[test]
    fn the_minutes_tell_an_end_before_the_hours_do_and_never_one_that_is_none() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for i in 0..16 * 144 {
            let ms = i * 10 * MINUTE_MS + i % 7 * MINUTE_MS;
            rollup.observe(EventRef::new(at(ms), "shop", Severity::High, "KeyError"));
        }
        // Two hundred an hour for 32 minutes, with a pause of four minutes in it.
        let begin = 14 * DAY_MS + 14 * HOUR_MS + 11 * MINUTE_MS;
        let end = begin + 32 * MINUTE_MS;
        for ms in (begin..end).step_by(18_000).filter(|ms| !(12..16).contains(&((ms - begin) / MINUTE_MS))) {
            rollup.observe(EventRef::new(at(ms), "shop", Severity::High, "TimeoutError"));
        }
        rollup.settle();
        for (minutes, is_over) in [(8, false), (15, false), (20, false), (31, false), (32, false)]
            .into_iter()
            .chain([45, 60, 75, 90, 110].map(|minutes| (minutes, true)))
        {
            let asked = at(begin + minutes * MINUTE_MS);
            let analysis = analyze(&rollup, asked, &AnalysisConfig::default()).unwrap();
            let shop = &analysis.services[0];
            let told = shop.anomalies.iter().find(|anomaly| anomaly.is_rise() == Some(true)).unwrap();
            assert_eq!(!told.ongoing, is_over, "{minutes}: {told:#?}");
            let until = if is_over { at(end) } else { asked };
            assert!((told.end.ms() - until.ms()).abs() <= 2 * MINUTE_MS, "{minutes}: {told:#?}");
        }
    }

    #[test]
    fn an_end_is_one_only_where_what_came_since_could_hardly_have_come_otherwise() {
        // So many minutes each with so many errors: the same number in every second, third, ... minute where it is below one.
        let minutes = |parts: &[(usize, f64)]| -> Vec<f64> {
            let mut counts = Vec::new();
            for (n, rate) in parts {
                let up_to = |i: usize| libm::floor(i as f64 * rate + 1e-9);
                counts.extend((0..*n).map(|i| up_to(i + 1) - up_to(i)));
            }
            counts
        };
        let flapping = [(5, 10.0), (5, 0.0)].repeat(12);
        let and_off = [flapping.clone(), vec![(65, 0.0)]].concat();
        for (name, parts, usual, is_over) in [
            ("twice the usual, and by chance fewer for 90 min", vec![(600, 1.0), (90, 0.7)], 0.5, false),
            ("back to the usual for half an hour", vec![(600, 1.0), (30, 0.5)], 0.5, false),
            ("back to the usual for 90 min", vec![(600, 1.0), (90, 0.5)], 0.5, true),
            ("down from forty times to half as much again", vec![(60, 20.0), (90, 0.75)], 0.5, true),
            ("on and off", flapping, 0.02, false),
            ("on and off, and off for an hour", and_off, 0.02, true),
            ("as usual in its last hours", vec![(360, 0.55), (90, 0.5)], 0.5, true),
        ] {
            let counts = minutes(&parts);
            let until = at(counts.len() as i64 * MINUTE_MS);
            let found = Ended::of(&counts, &vec![usual; counts.len()], (at(0), until, MINUTE_MS), true, None);
            assert_eq!(found.is_over, is_over, "{name}: until {}", found.at);
        }
    }

    #[test]
    fn many_times_the_usual_go_on_while_the_evening_brings_fewer() {
        // From six an hour at midnight to 54 at noon, and so many times that up to now.
        let course = |ms: i64| {
            let turn = (ms.rem_euclid(DAY_MS)) as f64 / DAY_MS as f64 * std::f64::consts::TAU;
            30.0 - 24.0 * libm::cos(turn)
        };
        for (times, hours) in [(2.0, 10), (2.0, 72), (4.0, 10)] {
            for ends_at in [23, 26] {
                let end = 21 * DAY_MS + ends_at * HOUR_MS;
                let begin = end - hours * HOUR_MS;
                let mut rng = Rng::new(hours as u64 * 7 + ends_at as u64);
                let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
                let mut ms = 0.0;
                loop {
                    // By thinning: at most 4 * 54 an hour come.
                    ms += -libm::log(1.0 - rng.uniform()) * HOUR_MS as f64 / 216.0;
                    if ms >= end as f64 {
                        break;
                    }
                    let of_now = if ms as i64 >= begin { times } else { 1.0 };
                    if rng.uniform() < course(ms as i64) * of_now / 216.0 {
                        rollup.observe(EventRef::new(at(ms as i64), "shop", Severity::High, "KeyError"));
                    }
                }
                rollup.settle();
                for asked in [end - 2 * HOUR_MS, end - 40 * MINUTE_MS, end] {
                    let found = analyze(&rollup, at(asked), &AnalysisConfig::default()).unwrap();
                    let text = &found.headline.text;
                    let is_of_it = |ended: i64| ended > at(begin).plus_ms(HOUR_MS).ms();
                    let mut told = found.services[0].anomalies.iter().filter(|one| one.is_told());
                    let over = told
                        .find(|one| !one.ongoing && one.is_rise() == Some(true) && is_of_it(one.end.ms()));
                    assert!(over.is_none(), "{times} for {hours} h, {ends_at}: {text}\n{over:#?}");
                    assert!(found.headline.trouble, "{times} for {hours} h, {ends_at}: {text}");
                }
            }
        }
    }
}
