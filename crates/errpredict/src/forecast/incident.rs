//! An incident at the end of a history: whether it goes on, and how likely that is.
//!
//! An incident is a run of steps that lie far outside what is usual of their hour. While it goes on, and for three steps after
//! it, two futures are possible, and a forecast of their mean would be wrong in both: it is over, or it goes on. The chance
//! that an incident of L steps goes on for k more is learnt from the earlier incidents of the same history,
//! (n(L + k) + L / (L + k)) / (n(L) + 1), where n(l) of them lasted l steps or longer; L / (L + k) is what holds for
//! incidents of other systems, counted as one: what has lasted for long goes on for long. Of the outages of `webmon`,
//! `grid5000` and `lanl` (spans `train` and `val` of the prediction kit) that had lasted an hour .63, .84 and .60 lasted
//! another one (L / (L + k): .50), of those of four hours .76, .91 and .51 another two (.67), of those of eight hours .31, .50
//! and .27 another twelve (.40).
//!
//! Works badly when an incident is neither over nor as bad as before.

use serde::{Deserialize, Serialize};

use super::prepare::{outliers, usable_seasons, without_gaps};
use crate::time::Timestamp;

/// Steps of the newest incident, at most: longer ones are a new level.
const MAX_STEPS: usize = 23;
/// Ordinary steps after an incident that show that it has passed.
pub(super) const PASSED_AFTER: usize = 3;
/// Share of incidents that came back within three steps: of 91 of the series `kpi` of `ops_hourly`, histories alone, a
/// fifth to a quarter did.
const COME_BACK: f64 = 0.2;
/// A step of a season ago that was at least this share of a step's distance away from what is usual makes it a habit.
const HABIT: f64 = 0.5;

/// Two futures of a series whose history ends in an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cases {
    /// End of the incident's first step.
    pub since: Timestamp,
    /// Whether the newest step still belongs to it; else it ended up to two steps before.
    pub ongoing: bool,
    /// A step while it goes on: the mean of its steps so far.
    pub level: f64,
    /// A step once it is over: the mean of the steps ahead.
    pub usual: f64,
    /// Chance that it still goes on at each step ahead, or is back then.
    pub goes_on: Vec<f64>,
    /// Earlier incidents of the history that the chance was learnt from.
    pub learnt_from: usize,
}

/// The incident that a history ends with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Incident {
    /// Place of its first step among the values.
    pub(crate) first: usize,
    /// Its steps.
    pub(crate) n_steps: usize,
    /// Ordinary steps after it.
    pub(crate) n_after: usize,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) mean: f64,
    /// How long each earlier one lasted, and whether another came within three steps of its end.
    earlier: Vec<(usize, bool)>,
}

impl Incident {
    /// The chance that the step `ahead` (1 is the next) belongs to it.
    pub(crate) fn chance(&self, ahead: usize) -> f64 {
        let n = |least: usize| self.earlier.iter().filter(|(steps, _)| *steps >= least).count() as f64;
        if self.n_after == 0 {
            let lasted = self.n_steps as f64;
            return (n(self.n_steps + ahead) + lasted / (lasted + ahead as f64)) / (n(self.n_steps) + 1.0);
        }
        if self.n_after + ahead > 2 * PASSED_AFTER {
            return 0.0;
        }
        let back = self.earlier.iter().filter(|(_, back)| *back).count() as f64;
        (back + COME_BACK) / (self.earlier.len() as f64 + 1.0)
    }

    /// What is told of it.
    pub(crate) fn cases(&self, since: Timestamp, usual: f64, horizon: usize) -> Cases {
        Cases {
            since,
            ongoing: self.n_after == 0,
            level: self.mean,
            usual,
            goes_on: (1..=horizon).map(|ahead| self.chance(ahead)).collect(),
            learnt_from: self.earlier.len(),
        }
    }
}

/// Takes the incidents of the newest season out of a history (gaps are left), so that no method repeats or follows
/// them; older ones no method repeats as they are. Gives the one that the history ends with, if it is not known to have
/// passed: fewer than three ordinary steps came after it.
pub(crate) fn leave_out_incidents(history: &mut [f64], seasons: &[usize]) -> Option<Incident> {
    let filled = without_gaps(history, seasons).ok()?;
    let usable = usable_seasons(seasons, filled.len(), 2);
    let shortest = usable.first().copied().unwrap_or(1);
    let longest = usable.last().or(seasons.iter().min()).copied().unwrap_or(1);
    let offset = history.len() - filled.len();
    let end = filled.len();
    let recent_from = end.saturating_sub(longest);
    let found = outliers(&filled, shortest);
    let runs: Vec<&[usize]> = found.chunk_by(|a, b| a + 1 == *b).collect();
    let mut left_out = Vec::new();
    let mut newest = None;
    for (i, run) in runs.iter().enumerate() {
        let (first, last) = (run[0], run[run.len() - 1]);
        let is_habit = usable.iter().skip(1).any(|season| repeats(&filled, shortest, *season, run));
        if last < recent_from || run.len() > MAX_STEPS || is_habit {
            continue;
        }
        left_out.extend(run.iter().map(|place| place + offset));
        if last + PASSED_AFTER < end {
            continue;
        }
        let values = || run.iter().map(|place| filled[*place]);
        let earlier = runs[..i].iter().enumerate().map(|(k, run)| {
            let next = runs.get(k + 1).map_or(end, |next| next[0]);
            (run.len(), next <= run[run.len() - 1] + PASSED_AFTER)
        });
        newest = Some(Incident {
            first: first + offset,
            n_steps: run.len(),
            n_after: end - 1 - last,
            low: values().fold(f64::INFINITY, f64::min),
            high: values().fold(f64::NEG_INFINITY, f64::max),
            mean: values().sum::<f64>() / run.len() as f64,
            earlier: earlier.collect(),
        });
    }
    left_out.into_iter().for_each(|place| history[place] = f64::NAN);
    newest
}

/// Whether most of a run was as far away a season before: what comes every week is no incident.
fn repeats(values: &[f64], shortest: usize, season: usize, run: &[usize]) -> bool {
    let away = |place: usize| Some(values[place] - values[place.checked_sub(shortest)?]);
    let alike = run.iter().filter(|place| {
        let before = place.checked_sub(season).and_then(away);
        let now = away(**place);
        now.zip(before).is_some_and(|(now, before)| before * now.signum() >= HABIT * now.abs())
    });
    2 * alike.count() > run.len()
}
