//! An incident at the end of a history of counts: left out of the level, and told as two cases.
//!
//! A step belongs to an incident where a count as high as its own comes by chance once in a million: the tail of a
//! negative binomial with mean and variance of the older steps, of the same hour of the day where a week of days is known.
//! The highest hundredth of the older steps tells neither. What is taken for an incident is a gap for every method, so
//! that it is not carried on. While it goes on there are two cases: it is over with the next step, or it goes on as high as it is,
//! with the chance that earlier steps of incidents were followed by another one.
//!
//! Works badly when such heights come often (they then are the nature of the series, and none is an incident), and for
//! what lasts a day or longer, which counts as a new level.

use serde::{Deserialize, Serialize};

use crate::stats::special::count_upper_tail;

/// By chance once in a million steps: with one series an hour, once in a century.
const CHANCE: f64 = 1e-6;
/// Steps of a day.
const DAY: usize = 24;
/// Fewer steps before the last day tell no level.
const LEAST: usize = 2 * DAY;
/// Days of which each hour of the day has a level of its own.
const DAYS_FOR_HOURS: usize = 7;
/// The highest share of the older steps, which may be incidents themselves.
const HIGHEST: f64 = 0.01;
/// Steps of incidents that were followed by another one, and all of them, before any was seen: they last for three steps.
const STAYED: (f64, f64) = (2.0, 3.0);
/// A case is held by the interval while its chance is at least the share that the interval may miss on one side.
const Z: f64 = 1.96;

/// An incident that the newest step belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Incident {
    /// Steps it has lasted.
    pub steps: usize,
    /// What comes a step while it goes on.
    pub level: f64,
    /// Chance that each step ahead still belongs to it, nearest step first.
    pub goes_on: Vec<f64>,
    /// What the forecast says of all steps ahead if it is over now.
    pub total_if_over: f64,
    /// What comes in all steps ahead if it goes on all the time.
    pub total_if_it_goes_on: f64,
}

/// What an incident does to a forecast.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    steps: usize,
    level: f64,
    highest: f64,
    stays: f64,
}

/// Leaves incidents of the newest days out of a history of counts by the hour; gives the one that goes on.
pub(super) fn leave_out(history: &mut [f64]) -> Option<Found> {
    let counts = history.iter().filter(|value| !value.is_nan()).all(|value| *value >= 0.0 && value.fract() == 0.0);
    let older = history.len().checked_sub(DAY).filter(|n| *n >= LEAST)?;
    if !counts {
        return None;
    }
    let is_high = high(history, older)?;
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (i, _) in is_high.iter().enumerate().filter(|(_, high)| **high) {
        match runs.last_mut() {
            Some(run) if run.end == i => run.end += 1,
            _ => runs.push(i..i + 1),
        }
    }
    let ended: Vec<usize> = runs.iter().filter(|run| run.end < history.len()).map(|run| run.len()).collect();
    let all: usize = ended.iter().sum();
    let stays = ((all - ended.len()) as f64 + STAYED.0) / (all as f64 + STAYED.1);
    let newest = runs.last().filter(|run| run.end == history.len() && run.len() < DAY).map(|run| {
        let values = &history[run.clone()];
        let highest = values.iter().fold(0.0_f64, |highest, value| highest.max(*value));
        let level = values.iter().sum::<f64>() / values.len() as f64;
        Found { steps: run.len(), level, highest, stays }
    });
    let recent = history.len().saturating_sub(DAYS_FOR_HOURS * DAY);
    for run in runs.into_iter().filter(|run| run.end > recent && run.len() < DAY) {
        history[run].fill(f64::NAN);
    }
    newest
}

/// Which steps are too high for chance, by the steps before `older`.
fn high(history: &[f64], older: usize) -> Option<Vec<bool>> {
    let mut known: Vec<f64> = history[..older].iter().copied().filter(|value| !value.is_nan()).collect();
    if known.len() < LEAST {
        return None;
    }
    known.sort_unstable_by(f64::total_cmp);
    known.truncate(known.len() - (known.len() as f64 * HIGHEST).ceil() as usize);
    let cap = known.last().copied()?;
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    let variance = known.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
    // Half an event a history: a series without any has no level to be divided by.
    let mean = mean.max(0.5 / n);
    let size = if variance > mean { mean * mean / (variance - mean) } else { f64::INFINITY };
    let of_hour = |i: usize| {
        if older < DAYS_FOR_HOURS * DAY {
            return mean;
        }
        let same: Vec<f64> =
            (i % DAY..older).step_by(DAY).map(|j| history[j]).filter(|value| !value.is_nan()).collect();
        let sum: f64 = same.iter().map(|value| value.min(cap)).sum();
        mean.max(sum / same.len().max(1) as f64)
    };
    let hours: Vec<f64> = (0..DAY).map(of_hour).collect();
    let is_high =
        |(i, value): (usize, &f64)| *value > cap && count_upper_tail(*value, hours[i % DAY], size) < CHANCE;
    Some(history.iter().enumerate().map(is_high).collect())
}

impl Found {
    /// Chance that the `step`-th step ahead (from 0) still belongs to it.
    fn goes_on(&self, step: usize) -> f64 {
        libm::pow(self.stays, step as f64 + 1.0)
    }

    /// The point and the interval of a step that holds both cases.
    pub(super) fn both(&self, step: usize, level: f64, value: &mut super::ForecastValue) {
        let goes_on = self.goes_on(step);
        if goes_on < (1.0 - level) / 2.0 {
            return;
        }
        // About twice the noise of a count as high as it was.
        let highest = (self.highest + Z * self.highest.sqrt()).ceil();
        value.upper = value.upper.map(|upper| upper.max(highest));
        value.lower = value.lower.map(|lower| lower.min(self.level));
        // Half of what may come lies above.
        if goes_on > 0.5 {
            value.value = self.level;
        }
    }

    /// The two cases, beside the forecast of what comes if it is over.
    pub(super) fn told(&self, total_if_over: f64, steps: usize) -> Incident {
        Incident {
            steps: self.steps,
            level: self.level,
            goes_on: (0..steps).map(|step| self.goes_on(step)).collect(),
            total_if_over,
            total_if_it_goes_on: self.level * steps as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    fn hours(rate: f64, n: usize, seed: u64) -> Vec<f64> {
        let mut rng = Rng::new(seed);
        (0..n).map(|_| rng.poisson(rate) as f64).collect()
    }

    #[test]
    fn an_incident_is_left_out_and_told_while_it_goes_on() {
        let mut history = hours(5.0, 336, 5);
        history[335] = 300.0;
        let found = leave_out(&mut history).unwrap();
        assert_eq!((found.steps, found.level), (1, 300.0));
        assert!(history[335].is_nan() && history.iter().filter(|value| value.is_nan()).count() == 1);
        let mut ended = hours(5.0, 336, 5);
        ended[330..333].fill(300.0);
        assert_eq!(leave_out(&mut ended), None, "it is over");
        assert!(ended[330..333].iter().all(|value| value.is_nan()), "but carries nothing on");
    }

    #[test]
    fn noise_seasons_new_levels_and_usual_bursts_are_no_incidents() {
        let mut season: Vec<f64> = hours(2.0, 480, 3);
        (0..480).filter(|i| i % 24 == 15).for_each(|i| season[i] += 60.0);
        let mut level = hours(2.0, 480, 4);
        level[440..].iter_mut().for_each(|value| *value += 50.0);
        let mut bursts = hours(2.0, 480, 6);
        (7..480).step_by(31).for_each(|i| bursts[i] = 200.0);
        bursts[479] = 200.0;
        for (name, mut history) in [
            ("noise", hours(2.0, 480, 1)),
            ("season", season),
            ("level", level),
            ("bursts", bursts),
            ("nothing", vec![0.0; 480]),
        ] {
            let before = history.clone();
            assert_eq!(leave_out(&mut history), None, "{name}");
            assert_eq!(history, before, "{name}");
        }
    }
}
