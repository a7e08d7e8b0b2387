//! What is strange about one service: its counts, its mix of error types, and numbers that used to move together.
//!
//! One false-alarm budget is shared out: most of it to the counts, which tell of nearly every incident. A service that
//! reports requests is judged by those that failed (status 500 to 599) or were slow as well: an access log holds no other
//! errors. Fewer of them is no trouble, so only a rise is told.

use crate::clock::Clock;
use crate::detect::{
    AnomalyDetection, AnomalyType, Chance, CountDetection, CountPrior, Metric, PatternDeviation, Subject,
    detect_counts, judge_counts, merge_by_key, seasonal_pattern_deviation,
};
use crate::error::Result;
use crate::event::Scope;
use crate::rollup::{Cells, ServiceRollup};
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::adopted;
use super::asked::Asked;
use super::before;
use super::began::placed;
use super::correlation::correlation_breaks;
use super::due;
use super::ended;
use super::habit;
use super::minutes::numbered;
use super::newcomers;
use super::novelty;
use super::peers::{self, Peers};
use super::relief;
use super::service::Judgement;
use super::silence::{self, Log};
use super::slow::{self, Slow};

/// Part of the false-alarm budget that goes to the counts. By judgement: most to what tells most. With the parts of the
/// mix, of what moved together, of drift and of volume it adds up to 1 (the sum is what `make bench-noise` holds).
const COUNTS_SHARE_OF_BUDGET: f64 = 0.6;
/// Parts of the counts' share that go to errors, failed and slow requests, where there are requests. By judgement:
/// errors say most, the other two alike; they add up to 1.
const COUNTS_WITH_REQUESTS: [f64; 3] = [0.5, 0.25, 0.25];
/// Part that goes to the mix of error types. By judgement: it is for what counts do not see.
const MIX_SHARE_OF_BUDGET: f64 = 0.2;
/// Part that goes to numbers that used to move together. By judgement: it says where to look, and what breaks it mostly
/// moves a count as well.
const CORRELATION_SHARE_OF_BUDGET: f64 = 0.1;
/// Part of that which goes to what a service does unlike services like it, where there are such. By judgement: half of
/// it, so that neither of the two is blinded.
const PEERS_SHARE_OF_BUDGET: f64 = 0.05;
/// Part that goes to levels that crept away from where they began. By judgement: it is tested once a day, and what
/// drifts is there on the next day too.
const DRIFT_SHARE_OF_BUDGET: f64 = 0.05;
/// Part that goes to what a service takes in: its requests, or all its events. By judgement: what falls to half or to
/// nothing has a tiny chance anyway and needs no more.
const VOLUME_SHARE_OF_BUDGET: f64 = 0.05;
/// Part of the way (in logarithms) from the beginning to now from which a change of level that goes on is all of it.
/// By judgement: lower, and a small step hides a drift; higher, and a step is told as a drift because it wavered.
const STEP_PART: f64 = 0.5;
/// Rate an hour below which one is as good as nothing: half an error a day. By judgement: it only keeps the ratio of
/// two levels of next to nothing from being a great way.
const LEAST_RATE: f64 = 0.02;
/// Part of what is usual below which too few errors of all services together are told: each service tells its own drop.
/// By judgement: higher, and a quiet day of all is told; lower, and three quarters of the errors may vanish unsaid.
const SUM_BELOW: f64 = 0.25;
/// Days the mix of the last day is compared with.
const MIX_HISTORY_DAYS: i64 = 28;
/// Days until the same day of the week.
const WEEK_DAYS: i64 = 7;
/// A day's mix is compared with the days before. Asked every hour, the day slides, which makes some three times the tests
/// of seven separate days (by simulation, `make bench-noise`).
const MIX_TESTS_PER_WEEK: f64 = 21.0;

/// Step at which a service heard of for less than a day is judged: within its first hour there are twelve.
const YOUNG_STEP_MS: i64 = 5 * MINUTE_MS;
/// Errors of a day from which a service tells how far errors bunch. By judgement: with fewer, how far they bunch is
/// mostly chance.
const ERRORS_FOR_SPREAD: f64 = 20.0;

/// What services heard of for a day or more tell of a new one: how far their rates differ, how far errors bunch.
pub(super) fn of_newcomers(asked: &Asked<'_>) -> CountPrior {
    let steps_per_day = (DAY_MS / YOUNG_STEP_MS) as f64;
    let (mut rates, mut spreads) = (Vec::new(), Vec::new());
    for (_, service) in asked.rollup.services() {
        let days = (asked.at.ms() - asked.begin(service).ms()) as f64 / DAY_MS as f64;
        if days < 1.0 {
            continue;
        }
        // Without the last hour: what goes on everywhere just now is no measure of what is usual.
        let hour_ago = asked.at.plus_ms(-HOUR_MS);
        let steps = (days * steps_per_day - (HOUR_MS / YOUNG_STEP_MS) as f64).max(1.0);
        rates.push(service.errors().between(asked.from, hour_ago) as f64 / steps);
        let day = service.errors().series(asked.at.plus_ms(-DAY_MS), hour_ago, YOUNG_STEP_MS);
        let total: f64 = day.values.iter().sum();
        if total >= ERRORS_FOR_SPREAD {
            let n = day.values.len() as f64;
            let mean = total / n;
            let variance = day.values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
            spreads.push(((variance - mean) / (mean * mean)).max(0.0));
        }
    }
    CountPrior::from_others(&rates, &spreads).unwrap_or_default()
}

/// What services do unlike services like them.
pub(super) fn of_peers(asked: &Asked<'_>) -> Peers {
    peers::found(asked, asked.config.detection.false_alarms_per_week * PEERS_SHARE_OF_BUDGET)
}

/// When the log itself did not arrive.
pub(super) fn of_the_log(asked: &Asked<'_>) -> Log {
    Log::of(asked, asked.config.detection.false_alarms_per_week * VOLUME_SHARE_OF_BUDGET)
}

/// The counts that are judged: per hour, or per 5 minutes in a service's first day.
fn judged_counts(asked: &Asked<'_>, service: &ServiceRollup, cells: &Cells) -> Series {
    let begin = asked.begin(service);
    if asked.at.ms() - begin.ms() >= DAY_MS {
        return asked.hourly(service, cells);
    }
    let steps = (asked.at.ms() - begin.ms()) / YOUNG_STEP_MS;
    cells.series(asked.at.plus_ms(-steps * YOUNG_STEP_MS), asked.at, YOUNG_STEP_MS)
}

/// What other services tell of a new one's errors.
fn prior(newcomer: CountPrior, scope: &Scope, series: &Series) -> CountPrior {
    // All services together are no newcomer among services.
    let is_newcomer = series.step_ms == YOUNG_STEP_MS && !scope.is_system();
    if is_newcomer { newcomer } else { CountPrior::default() }
}

/// All anomalies of the history looked at, in no order, and how they were judged.
pub(super) fn found(
    asked: &Asked<'_>,
    newcomer: CountPrior,
    (peers, log): (&Peers, &Log),
    scope: &Scope,
    service: &ServiceRollup,
) -> Result<(Vec<AnomalyDetection>, Judgement)> {
    let budget = asked.config.detection.false_alarms_per_week;
    // Lines with a status or a time, and no name of what was asked for, are answers, too; those of errors alone are told by the errors.
    let so_far = |cells: &Cells| cells.between(Timestamp::MIN, asked.at);
    let answers = so_far(service.statuses()).max(so_far(service.latency_count()));
    let has_requests = so_far(service.requests()) > 0 || answers > so_far(service.errors());
    let [for_errors, for_failed, for_slow] =
        if has_requests { COUNTS_WITH_REQUESTS } else { [1.0, 0.0, 0.0] };
    let counts = |share: f64| CountDetection {
        false_alarms_per_week: budget * COUNTS_SHARE_OF_BUDGET * share,
        ..asked.config.detection.clone()
    };
    let series = log.heard(scope, asked.left_alone(scope, judged_counts(asked, service, service.errors())));
    let subject = |metric: Metric| Subject::new(scope.clone(), metric);
    let prior = prior(newcomer, scope, &series);
    let judged = judge_counts(&subject(Metric::Errors), &series, &counts(for_errors), &prior)?;
    let shared = 1.0 / (COUNTS_SHARE_OF_BUDGET * for_errors);
    let as_before = |metric: Metric, share: f64, found: Vec<AnomalyDetection>| {
        let judged_then = |then: &Asked<'_>| {
            let cells = if metric == Metric::Errors { service.errors() } else { service.server_errors() };
            let series = log.heard(scope, then.left_alone(scope, then.hourly(service, cells)));
            let judged =
                judge_counts(&subject(metric.clone()), &series, &counts(share), &CountPrior::default());
            let found = judged.map_or(Vec::new(), |judged| judged.anomalies);
            found.into_iter().map(|one| one.among(1.0 / (COUNTS_SHARE_OF_BUDGET * share))).collect()
        };
        before::as_sure(asked, scope, found, &judged_then)
    };
    let found: Vec<_> = judged.anomalies.into_iter().map(|anomaly| anomaly.among(shared)).collect();
    let mut found =
        if series.step_ms == HOUR_MS { as_before(Metric::Errors, for_errors, found) } else { found };
    adopted::followed(asked, service, &mut found);
    // Somewhat fewer errors in the sum, and in no service for itself, are no trouble; next to none may be.
    let is_lull = |anomaly: &AnomalyDetection| {
        anomaly.is_rise() == Some(false) && anomaly.actual >= SUM_BELOW * anomaly.expected
    };
    found.retain(|anomaly| !scope.is_system() || !is_lull(anomaly));
    // Nor are as few as in the same hours a week before.
    let is_habit = |anomaly: &AnomalyDetection| {
        anomaly.is_rise() == Some(false) && silence::is_weekly(service.errors(), anomaly)
    };
    found.retain(|anomaly| anomaly.adopted.is_some() || !is_habit(anomaly));
    let rises = |metric: Metric, series: &Series, share: f64| -> Result<Vec<AnomalyDetection>> {
        let found = detect_counts(&subject(metric), series, &counts(share))?;
        let rises = found.into_iter().filter(|anomaly| anomaly.is_rise() == Some(true));
        Ok(rises.map(|anomaly| anomaly.among(1.0 / (COUNTS_SHARE_OF_BUDGET * share))).collect())
    };
    let begin = asked.begin(service);
    if has_requests {
        let failed = asked.left_alone(scope, judged_counts(asked, service, service.server_errors()));
        let is_by_hours = failed.step_ms == HOUR_MS;
        let failed = rises(Metric::FailedRequests, &failed, for_failed)?;
        found.extend(match is_by_hours {
            true => as_before(Metric::FailedRequests, for_failed, failed),
            false => failed,
        });
        if let Some(Slow { limit_ms, series }) = Slow::of(service, begin, asked.at) {
            found.extend(rises(Metric::SlowRequests { limit_ms }, &series, for_slow)?);
        }
    }
    // What comes every week is none.
    found.retain(|anomaly| {
        let cells = match anomaly.metric {
            Metric::Errors => service.errors(),
            Metric::FailedRequests => service.server_errors(),
            _ => return true,
        };
        anomaly.adopted.is_some() || !habit::is_weekly_rise(asked, begin, cells, anomaly)
    });
    // Whatever the step, an analysis speaks of counts per hour.
    let mut found: Vec<AnomalyDetection> = found.into_iter().map(AnomalyDetection::by_the_hour).collect();
    // Errors and response times creep for themselves, and share what is there for it.
    let for_drift = DRIFT_SHARE_OF_BUDGET / if has_requests { 2.0 } else { 1.0 };
    let drifts = [
        novelty::drift(asked, scope, service, budget * for_drift),
        has_requests.then(|| slow::drift(asked, scope, service, budget * for_drift)).flatten(),
    ];
    for drift in drifts.into_iter().flatten() {
        found = one_rise(found, drift.among(1.0 / for_drift));
    }
    let mix = mix_anomaly(asked, scope, service, budget * MIX_SHARE_OF_BUDGET, &told_rises(&found))?;
    found.extend(mix.map(|anomaly| anomaly.among(1.0 / MIX_SHARE_OF_BUDGET)));
    let peers = peers.of(scope);
    let for_breaks = CORRELATION_SHARE_OF_BUDGET - if peers.is_some() { PEERS_SHARE_OF_BUDGET } else { 0.0 };
    let breaks = correlation_breaks(scope, service, (begin, asked.at), budget * for_breaks)?;
    found.extend(breaks.into_iter().map(|anomaly| anomaly.among(1.0 / for_breaks)));
    let lost = novelty::lost_volume(
        asked,
        scope,
        service,
        &counts(VOLUME_SHARE_OF_BUDGET / COUNTS_SHARE_OF_BUDGET),
    )?;
    let mut lost: Vec<_> =
        lost.into_iter().map(|one| one.among(1.0 / VOLUME_SHARE_OF_BUDGET).by_the_hour()).collect();
    let silent = silence::found(asked, scope, service, log.stopped, (budget, VOLUME_SHARE_OF_BUDGET));
    lost.extend(silent.iter().cloned());
    // What comes again, and hardly, is no end of a silence; and a hole of the whole log is none of one of its services.
    let is_over = |one: &AnomalyDetection| !one.ongoing && one.actual == 0.0;
    let falls: Vec<AnomalyDetection> = lost.iter().filter(|one| !is_over(one)).cloned().collect();
    lost.retain(|one| {
        let is_told = || scope.is_system() || falls.iter().any(|fall| fall.ongoing && fall.start < one.end);
        let is_pause = || is_told() && relief::is_still_low(asked, service, one);
        !(is_over(one) && (is_pause() || novelty::is_hole(asked, scope, one)))
            && !relief::is_of_errors(asked, service, one, &found)
    });
    // Who is silent makes no errors either: that is told once.
    let is_told = |anomaly: &AnomalyDetection| {
        lost.iter().any(|lost| lost.start < anomaly.end && anomaly.start < lost.end)
    };
    found.retain(|anomaly| anomaly.is_rise() != Some(false) || !is_told(anomaly));
    found.extend(lost);
    // What a service's own counts tell is told by them.
    let is_told = |anomaly: &AnomalyDetection| {
        found.iter().any(|known| {
            known.is_rise() == anomaly.is_rise() && known.start < anomaly.end && anomaly.start < known.end
        })
    };
    let unlike = peers.into_iter().flatten().filter(|anomaly| !is_told(anomaly));
    let unlike: Vec<_> =
        unlike.map(|one| one.clone().among(1.0 / PEERS_SHARE_OF_BUDGET).by_the_hour()).collect();
    found.extend(unlike);
    // The report is one of all services: what chance brings to one of them comes as often as there are services.
    let services = asked.side_by_side(scope);
    let mut found: Vec<_> = found.into_iter().map(|anomaly| anomaly.among(services)).collect();
    found.extend(novelty::first_critical(asked, scope, service));
    // A silence is known to the minute already; the hours of it that were flagged may have its key, and end later.
    let is_silence = |anomaly: &AnomalyDetection| {
        silent.iter().any(|one| one.key == anomaly.key && one.end == anomaly.end)
    };
    let begun = |anomaly: AnomalyDetection| match is_silence(&anomaly) {
        true => anomaly,
        false => due::placed(service, placed(asked, service, AnomalyDetection { at: asked.at, ..anomaly })),
    };
    let begun: Vec<AnomalyDetection> = found.into_iter().map(begun).collect();
    // What begins after it as a trouble of its own is not followed as a part of it.
    let next = |one: &AnomalyDetection| {
        let is_next = |other: &&AnomalyDetection| {
            other.is_told()
                && other.metric == one.metric
                && other.is_rise() == one.is_rise()
                && other.start > one.end
        };
        begun.iter().filter(is_next).map(|other| other.start).min()
    };
    let ended = |one: &AnomalyDetection| match is_silence(one) {
        true => one.clone(),
        false => ended::placed(asked, service, one.clone(), next(one)),
    };
    let told = begun.iter().map(ended).filter(|one| is_silence(one) || !silence::tells(one, &silent, log));
    let numbered = |one: AnomalyDetection| {
        if is_silence(&one) { one } else { relief::weighed(asked, service, numbered(asked, service, one)) }
    };
    let told = merge_by_key(told.collect()).into_iter().map(numbered);
    let weighed = |one: AnomalyDetection| match scope.is_system() {
        true => newcomers::weighed(asked, one),
        false => Some(one),
    };
    // How often chance brings it a log of hours cannot say, whatever its counts are reckoned to be.
    let is_short = asked.rollup.first().is_some_and(|first| asked.at.ms() - first.ms() < DAY_MS);
    let unsure = |mut one: AnomalyDetection| {
        if is_short && one.chance > Chance::unknown() {
            one.chance = Chance::unknown();
            one.confidence = one.chance.sure();
        }
        one
    };
    let mut found: Vec<AnomalyDetection> = told.filter_map(weighed).map(unsure).collect();
    found.extend(log.missed(asked, scope, service));
    let judgement = Judgement {
        step_minutes: (series.step_ms / MINUTE_MS) as u32,
        steps: series.values.len() as u64,
        expected: judged.expected,
        flagged_from: judged.flagged_from.map(|count| count as u64),
    };
    Ok((found, judgement))
}

/// The mix of error types of the last day against that of the days before, and of the same days of the week.
fn mix_anomaly(
    asked: &Asked<'_>,
    scope: &Scope,
    service: &ServiceRollup,
    budget: f64,
    told: &[(Timestamp, Timestamp)],
) -> Result<Option<AnomalyDetection>> {
    let n_days = ((asked.at.ms() - asked.begin(service).ms()) / DAY_MS - 1).min(MIX_HISTORY_DAYS);
    // By the clock of a zone a day may have 23 hours: with 24 it would hold two runs of a nightly job.
    let zone = asked.config.detection.zone.as_deref();
    let clock = Clock::new(zone, &[]).ok().filter(|_| zone.is_some());
    let days_ago = |days: i64| {
        let then = asked.at.plus_ms(-days * DAY_MS);
        let ahead = |at: Timestamp| clock.as_ref().map_or(0, |clock| clock.local(at).ms() - at.ms());
        then.plus_ms(ahead(asked.at) - ahead(then))
    };
    let day = |ago: i64| (days_ago(ago + 1), days_ago(ago));
    let length_ms = asked.at.ms() - days_ago(1).ms();
    let names: Vec<(String, &Cells)> =
        service.groups().map(|(_, group)| (novelty::name_of(asked, group), group.cells())).collect();
    // What was told as a rise is no part of the mix, neither as news nor as what is usual.
    let mix = |(after, up_to): (Timestamp, Timestamp)| -> Vec<(&str, u64)> {
        let quiet = without((after, up_to), told);
        let count = |cells: &Cells| quiet.iter().map(|(after, up_to)| cells.between(*after, *up_to)).sum();
        let counts = names.iter().map(|(name, cells)| (name.as_str(), count(cells)));
        counts.filter(|(_, count): &(&str, u64)| *count > 0).collect()
    };
    let history: Vec<_> = (1..=n_days).rev().map(|ago| mix(day(ago))).collect();
    let same_weekday: Vec<usize> =
        (0..history.len()).filter(|place| (n_days - *place as i64) % WEEK_DAYS == 0).collect();
    let settings = PatternDeviation { false_alarms_per_week: budget, tests_per_week: MIX_TESTS_PER_WEEK };
    let quiet_ms: i64 = without(day(0), told).iter().map(|(after, up_to)| up_to.ms() - after.ms()).sum();
    // Of a day that is mostly told as a rise too little is left for a mix.
    if 2 * quiet_ms < length_ms {
        return Ok(None);
    }
    let now = mix(day(0));
    let mut found =
        seasonal_pattern_deviation(scope, day(0), &now, &history, &same_weekday, &settings)?.anomaly;
    if let Some(anomaly) = found.as_mut().filter(|_| quiet_ms < length_ms) {
        // Told is what came in the whole day, and of that only what is strange in it too.
        let (after, up_to) = day(0);
        let whole = |name: &str| -> u64 {
            names
                .iter()
                .filter(|(known, _)| known == name)
                .map(|(_, cells)| cells.between(after, up_to))
                .sum()
        };
        anomaly.causes.retain_mut(|cause| {
            let is_less = cause.actual < cause.expected;
            cause.actual = whole(&cause.name) as f64;
            (cause.actual < cause.expected) == is_less
        });
    }
    Ok(found.filter(|anomaly| !anomaly.causes.is_empty()))
}

/// Stretches in which more came than usual, as far as they are told, in order of time.
fn told_rises(found: &[AnomalyDetection]) -> Vec<(Timestamp, Timestamp)> {
    // What chance brings as often is told by nothing else.
    let rises = found
        .iter()
        .filter(|anomaly| anomaly.is_rise() == Some(true) && anomaly.chance.is_likelier_than_not());
    // The hours that flagged it lie askew to the incident's: what is left of it on either side is no mix.
    let mut told: Vec<_> =
        rises.map(|anomaly| (anomaly.start.plus_ms(-HOUR_MS), anomaly.end.plus_ms(HOUR_MS))).collect();
    told.sort();
    told
}

/// What is left of a stretch without others, which are in order.
fn without(
    (mut after, up_to): (Timestamp, Timestamp),
    others: &[(Timestamp, Timestamp)],
) -> Vec<(Timestamp, Timestamp)> {
    let mut left = Vec::new();
    for (start, end) in others.iter().filter(|(start, _)| *start < up_to) {
        if *end <= after {
            continue;
        }
        if *start > after {
            left.push((after, *start));
        }
        after = after.max(*end);
    }
    if after < up_to {
        left.push((after, up_to));
    }
    left
}

/// A level that crept away and the changes of level on its way are one trouble; a burst on its way is another. The surer of
/// the two is told: a level that was adopted is no creeping one, however far the mean of all days moved with it.
fn one_rise(mut found: Vec<AnomalyDetection>, drift: AnomalyDetection) -> Vec<AnomalyDetection> {
    let is_part = |anomaly: &AnomalyDetection| {
        anomaly.anomaly_type == AnomalyType::TrendChange
            && anomaly.is_rise() == Some(true)
            && anomaly.metric.name() == drift.metric.name()
            && anomaly.end > drift.start
    };
    // A step is told by when it came, and since when it counts as usual; what crept has its begin in the order of days, where
    // that order is no matter of chance.
    let way = |one: &AnomalyDetection| libm::log(one.actual.max(LEAST_RATE) / one.expected.max(LEAST_RATE));
    let tells_more = |anomaly: &AnomalyDetection| {
        anomaly.ongoing
            && anomaly.chance.once_in_weeks > drift.chance.once_in_weeks
            && (way(anomaly) >= STEP_PART * way(&drift) || !drift.chance.is_likelier_than_not())
    };
    if found.iter().any(|anomaly| is_part(anomaly) && tells_more(anomaly)) {
        return found;
    }
    found.retain(|anomaly| !is_part(anomaly));
    found.push(drift);
    found
}
