//! What the share of the past alone was worth in the past weeks: what it said then, and what came.
//!
//! For every horizon H the times a horizon apart, up to four weeks back, are asked how often trouble had come by then, in
//! whatever state ([`base_probability`]); the spans ahead do not overlap and are all over by the time analysed. What words
//! like those of an analysis were worth stands in its predictions.
//! A probability of [`ALERT_PROBABILITY`] or more counts as an alarm.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::event::Scope;
use crate::predict::shares_then::{PastShare, past_shares};
use crate::predict::{AlarmCounts, Foreseen, count_alarms};
use crate::predict::{Past, Target, base_probability};
use crate::rollup::{Rollup, ServiceRollup};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

use super::config::AnalysisConfig;
use super::services::{chosen, each};

/// From this probability on it is an alarm (specification 4.4).
pub const ALERT_PROBABILITY: f64 = 0.7;
/// How far back is looked.
const PAST_DAYS: i64 = 28;
/// Services held at once: a fleet of thousands must not be, times a thousand times each.
const SERVICES_AT_ONCE: usize = 64;
/// What is looked at.
const TARGETS: [Target; 2] = [Target::Critical, Target::Burst];

/// A mean over services, in the order they are added.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    n: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.n += 1.0;
    }

    /// 0 where nothing was added.
    fn value(self) -> f64 {
        if self.n > 0.0 { self.sum / self.n } else { 0.0 }
    }
}

/// What one probability of a service was worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastWorth {
    /// The service, or all of them together.
    pub scope: Scope,
    /// What was foreseen.
    pub target: Target,
    /// Within how many minutes.
    pub horizon_minutes: u32,
    /// The first time asked.
    pub since: Timestamp,
    /// Times asked.
    pub times: u64,
    /// The probability said, on average.
    pub said: f64,
    /// Times after which it came within the horizon.
    pub came: u64,
    /// The alarms at [`ALERT_PROBABILITY`].
    pub alarms: AlarmCounts,
}

impl PastWorth {
    /// Share of times after which it came.
    #[must_use]
    pub fn came_share(&self) -> f64 {
        self.came as f64 / self.times.max(1) as f64
    }
}

/// What the share of the past alone was worth before `at`, per service (the chosen ones, then
/// `system`), horizon and target; nothing for those whose history was too short at all times.
///
/// # Errors
/// Those of [`analyze`](super::analyze) for services and configuration.
pub fn past_worth(rollup: &Rollup, at: Timestamp, config: &AnalysisConfig) -> Result<Vec<PastWorth>> {
    config.validate()?;
    let at = at.floor_to(MINUTE_MS);
    let begun = rollup.without_wrong_clock(at);
    let rollup = &*begun;
    let all: Vec<(&str, &ServiceRollup)> = rollup.services().collect();
    let mut wanted: Vec<(Scope, &ServiceRollup)> = chosen(rollup, config)?
        .into_iter()
        .map(|(name, service)| (Scope::service_named(name), service))
        .collect();
    wanted.push((Scope::System, rollup.system()));
    let mut found: Vec<Vec<PastWorth>> = vec![Vec::new(); wanted.len()];
    for &minutes in &config.horizons_minutes {
        let times = times(rollup, at, minutes);
        let shares =
            |service: &ServiceRollup| TARGETS.map(|target| said(service, at, target, minutes, &times));
        // Added in name order, as an analysis at that time does, so that both agree to the bit.
        let mut means = vec![[Mean::default(); TARGETS.len()]; times.len()];
        for some in all.chunks(SERVICES_AT_ONCE) {
            for of_service in each(some, |(_, service)| shares(service)) {
                for (target, of_target) in of_service.into_iter().enumerate() {
                    for (mean, said) in means.iter_mut().zip(of_target?) {
                        said.share.iter().for_each(|(share, _)| mean[target].add(*share));
                    }
                }
            }
        }
        for (chunk, found) in wanted.chunks(SERVICES_AT_ONCE).zip(found.chunks_mut(SERVICES_AT_ONCE)) {
            let of_chunk = each(chunk, |(scope, service)| {
                let mut worths = Vec::new();
                for ((i, of_target), target) in shares(service).into_iter().enumerate().zip(TARGETS) {
                    let priors = means.iter().map(|mean| mean[i].value());
                    worths.extend(worth(scope, target, minutes, &of_target?, priors)?);
                }
                Ok(worths)
            });
            for (found, worths) in found.iter_mut().zip(of_chunk) {
                found.extend(worths?);
            }
        }
    }
    Ok(found.into_iter().flatten().collect())
}

/// The times asked, ascending: the spans after them touch and end at `at`.
fn times(rollup: &Rollup, at: Timestamp, horizon_minutes: u32) -> Vec<Timestamp> {
    let horizon_ms = i64::from(horizon_minutes) * MINUTE_MS;
    let first = rollup.first().unwrap_or(at).max(at.plus_ms(-PAST_DAYS * DAY_MS));
    let n = (at.ms() - first.ms()).max(0) / horizon_ms.max(1);
    (1..=n).rev().map(|k| at.plus_ms(-k * horizon_ms)).collect()
}

fn said(
    service: &ServiceRollup,
    at: Timestamp,
    target: Target,
    horizon_minutes: u32,
    times: &[Timestamp],
) -> Result<Vec<PastShare>> {
    past_shares(Past::new(service, target, at), horizon_minutes, times)
}

fn worth(
    scope: &Scope,
    target: Target,
    horizon_minutes: u32,
    said: &[PastShare],
    priors: impl Iterator<Item = f64>,
) -> Result<Option<PastWorth>> {
    // All rows are of one scope: its name tells them from nothing.
    let service = scope.service().unwrap_or_default();
    let rows: Vec<Foreseen<'_>> = said
        .iter()
        .zip(priors)
        .filter_map(|(said, prior)| {
            let probability = base_probability(said.share?, prior);
            // A base rate does not tell trouble that is new from trouble under way.
            Some(Foreseen { service, at: said.at, probability, came: said.came, fresh: 1.0 })
        })
        .collect();
    let Some(first) = rows.first() else { return Ok(None) };
    Ok(Some(PastWorth {
        scope: scope.clone(),
        target,
        horizon_minutes,
        since: first.at,
        times: rows.len() as u64,
        said: rows.iter().map(|row| row.probability).sum::<f64>() / rows.len() as f64,
        came: rows.iter().filter(|row| row.came.is_some()).count() as u64,
        alarms: count_alarms(&rows, ALERT_PROBABILITY, i64::from(horizon_minutes) * MINUTE_MS)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Depth;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::time::HOUR_MS;

    const START_MS: i64 = 1_795_400_000_000;

    fn made() -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for minute in 0..10 * 24 * 60 {
            let at = Timestamp::clamped(START_MS + minute * MINUTE_MS);
            // a: critical within every two hours but one day. b: begins late, a burst a day.
            if minute % 50 == 0 && !(5_000..6_440).contains(&minute) {
                rollup.observe(EventRef::new(at, "a", Severity::Critical, "E"));
            }
            let n = if minute % 1440 < 30 { 2 } else { u32::from(minute % 400 == 0) };
            for _ in 0..if minute > 3_000 { n } else { 0 } {
                rollup.observe(EventRef::new(at, "b", Severity::High, "F"));
            }
        }
        rollup.settle();
        rollup
    }

    #[test]
    fn it_says_what_the_past_said_at_those_times() {
        let rollup = made();
        let at = rollup.last().unwrap();
        let config =
            AnalysisConfig { horizons_minutes: vec![120], depth: Depth::Full, ..AnalysisConfig::default() };
        let found = past_worth(&rollup, at, &config).unwrap();
        for worth in &found {
            let (mut said, mut n) = (0.0, 0);
            let services: Vec<_> = rollup.services().map(|(_, service)| service).collect();
            for time in times(&rollup, at.floor_to(MINUTE_MS), 120) {
                let share = |service| Past::new(service, worth.target, time).share(120).ok();
                let shares: Vec<_> = services.iter().filter_map(|service| share(service)).collect();
                let mut sum = (0.0, 0.0);
                shares.iter().for_each(|(share, _)| sum = (sum.0 + share, sum.1 + 1.0));
                let prior = if sum.1 > 0.0 { sum.0 / sum.1 } else { 0.0 };
                let own = match worth.scope.service() {
                    Some(name) => rollup.service(name).unwrap(),
                    None => rollup.system(),
                };
                if let Some(share) = share(own) {
                    (said, n) = (said + base_probability(share, prior), n + 1);
                }
            }
            assert_eq!((worth.times, worth.said), (n, said / n as f64), "{worth:?}");
        }
        assert_eq!(
            found.iter().map(|worth| worth.scope.to_string()).collect::<Vec<_>>(),
            ["a", "a", "b", "b", "system", "system"]
        );
        // Ten days of two hours; the first three spans and the last one say or know nothing.
        let a = &found[0];
        assert!(a.target == Target::Critical && a.times >= 115 && a.came >= 100, "{a:?}");
        assert!(a.alarms.alarms > 100 && a.alarms.precision().unwrap() > 0.8, "{a:?}");
        assert!(a.alarms.false_alarms >= 11, "the quiet day was foreseen wrongly: {a:?}");
        assert!(a.alarms.median_lead_h.unwrap() <= 1.0, "{a:?}");
        assert_eq!((found[2].target, found[2].came), (Target::Critical, 0));
        assert!(found[3].came >= 6 && found[3].alarms.alarms == 0, "{:?}", found[3]);
    }

    #[test]
    fn the_future_changes_nothing_and_a_short_log_says_nothing() {
        let (rollup, config) = (made(), AnalysisConfig::default());
        let at = Timestamp::clamped(START_MS + 7 * DAY_MS);
        let mut cut = Rollup::new(RollupConfig::default()).unwrap();
        for minute in 0..=7 * 24 * 60 {
            let at = Timestamp::clamped(START_MS + minute * MINUTE_MS);
            if minute % 50 == 0 && !(5_000..6_440).contains(&minute) {
                cut.observe(EventRef::new(at, "a", Severity::Critical, "E"));
            }
            let n = if minute % 1440 < 30 { 2 } else { u32::from(minute % 400 == 0) };
            for _ in 0..if minute > 3_000 { n } else { 0 } {
                cut.observe(EventRef::new(at, "b", Severity::High, "F"));
            }
        }
        cut.settle();
        assert_eq!(past_worth(&rollup, at, &config).unwrap(), past_worth(&cut, at, &config).unwrap());
        let early = Timestamp::clamped(START_MS + HOUR_MS);
        assert_eq!(past_worth(&rollup, early, &config).unwrap(), []);
    }
}
