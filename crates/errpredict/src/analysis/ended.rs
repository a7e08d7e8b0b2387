//! Until when what is over went on, to the minute: the change point of largest Poisson likelihood between what came during
//! it and what is usual, looked for around the hour in which the detector saw it end (Hinkley 1970).
//!
//! The hours of a detector tell an end up to an hour late. So of what seems to go on the minutes are asked as well: it is over
//! where what came since the change point could hardly have come if it went on, and is what is usual; how hardly is corrected for
//! the pauses of the last hour, each of which might have been taken for the end. Where what came during it comes in bursts, or
//! paused before, the minutes must say so the more surely. What the detector flags no more, but was flagged a moment ago, is held to
//! the same: it goes on until it is seen to be over.

use crate::detect::{AnomalyDetection, AnomalyType, FoundBy, Metric, is_as_usual};
use crate::rca::P_RISE;
use crate::rollup::ServiceRollup;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;
use super::minutes::{counts, step_ms};
use super::novelty::name_of;
use super::slow::WINDOW_MS;

/// Time before the flagged end that tells what came during it, and time after it in which it may have gone on: the hours
/// of the detector lie askew to the incident's.
const BEFORE_MS: i64 = 6 * HOUR_MS;
const AFTER_MS: i64 = HOUR_MS;
/// Time after the flagged end up to which it is followed while it goes on. By definition: a day, after which it counts as a level.
const FURTHER_MS: i64 = 24 * HOUR_MS;
/// Rate a step below which nothing is told apart: by minutes one in two days. By judgement: it keeps logarithms of
/// nothing out; a higher one would tell rare errors for none.
const LEAST: f64 = 0.5 / 1_440.0;

/// The anomaly with its end to the minute, where it is over and is one of counts.
pub(super) fn placed(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    mut anomaly: AnomalyDetection,
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
    let usual = (per_hour * step as f64 / HOUR_MS as f64).max(LEAST);
    let mut until = anomaly.end.plus_ms(AFTER_MS).min(asked.at).floor_to(step);
    let (counts, during, end) = loop {
        let Some(counts) = counts(service, &anomaly.metric, (from, until)) else { return anomaly };
        let during = last(&counts, usual);
        let end = from.plus_ms(during as i64 * step);
        // A detector that learns a level flags it no more while it lasts: where the hour after is of it, so may be the next.
        let is_near = until.ms() - end.ms() <= AFTER_MS;
        let goes_on = is_near && until.plus_ms(step) <= asked.at && !is_over(&counts, during, usual, up);
        if !goes_on || until.ms() - anomaly.end.ms() >= FURTHER_MS {
            break (counts, during, end);
        }
        until = until.plus_ms(AFTER_MS).min(asked.at).floor_to(step);
    };
    if anomaly.ongoing {
        let is_seen = until.ms() - end.ms() >= WINDOW_MS && is_over(&counts, during, usual, up);
        // Where nothing at all came since, the log may have stopped, and the trouble may go on.
        if !is_seen || !is_heard(asked, end) {
            return anomaly;
        }
        anomaly.ongoing = false;
    } else {
        // A level that is learnt while it lasts is flagged no more, and yet the minutes up to now are of it.
        // What ended an hour ago by all that is known does not go on.
        let is_of_now = until > asked.at.plus_ms(-step) && asked.at.ms() - end.ms() <= AFTER_MS;
        anomaly.ongoing = is_of_now && !(is_heard(asked, end) && is_over(&counts, during, usual, up));
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

/// Whether the counts from place `during` on show that what came before is over.
fn is_over(counts: &[f64], during: usize, usual: f64, up: bool) -> bool {
    let (before, since) = counts.split_at(during);
    let n = before.len() as f64;
    let mean = (before.iter().sum::<f64>() / n.max(1.0)).max(LEAST);
    let variance = before.iter().map(|count| (count - mean) * (count - mean)).sum::<f64>() / n.max(1.0);
    // Logarithm of the odds by which a count speaks for the usual and against what came during it.
    let odds = |count: &f64| count * libm::log(usual / mean) - (usual - mean);
    let for_usual: f64 = since.iter().map(odds).sum();
    // What comes in bunches pauses between them, by as much as it bunches; and no pause is longer than one that was none.
    let bunched = (variance / mean).max(1.0);
    let (paused, _) = before.iter().map(odds).fold((0.0_f64, 0.0_f64), |(most, sum), odds| {
        let sum = (sum + odds).max(0.0);
        (most.max(sum), sum)
    });
    let expected = usual * since.len() as f64;
    // Between any two of what came of late the same might have been said: of so many pauses the longest is no end.
    let last = before.len().saturating_sub((AFTER_MS / MINUTE_MS) as usize);
    let pauses = before[last..].iter().sum::<f64>().max(1.0);
    let least = bunched * (libm::log(pauses) - libm::log(P_RISE));
    for_usual > least.max(paused) && is_as_usual(since.iter().sum(), expected, up)
}

/// How many of the counts are of what was strange, the rest being as usual.
fn last(counts: &[f64], usual: f64) -> usize {
    let total: f64 = counts.iter().sum();
    let (mut during, mut best) = (0.0, (f64::NEG_INFINITY, counts.len()));
    for (step, count) in counts.iter().enumerate() {
        during += count;
        let (steps, rest) = ((step + 1) as f64, (counts.len() - step - 1) as f64);
        let rate = (during / steps).max(LEAST);
        let likelihood =
            during * libm::log(rate) - rate * steps + (total - during) * libm::log(usual) - usual * rest;
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
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
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
}
