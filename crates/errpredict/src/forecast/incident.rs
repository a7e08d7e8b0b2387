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
//! A gauge that has gone elsewhere and holds still there is no incident: it was set to a new level.
//!
//! Works badly when an incident is neither over nor as bad as before, and within the first two steps of a gauge's new level.

use serde::{Deserialize, Serialize};

use super::prepare::{PASSED_AFTER, outliers, usable_seasons, without_gaps};
use crate::numbers::{amount, percent, plural};
use crate::stats::median;
use crate::time::Timestamp;

/// Steps of the newest incident, at most: longer ones are a new level.
const MAX_STEPS: usize = 23;
/// Share of incidents that came back within three steps, measured: of 91 of the series `kpi` of `ops_hourly`, histories alone, a
/// fifth to a quarter did.
const COME_BACK: f64 = 0.2;
/// Steps that show whether a value holds still: two moves, the least that have a middle.
const STILL_FOR: usize = 3;
/// A gauge holds still whose moves are no more than this share of how far it has gone. Measured on the histories of `kpi`
/// of `ops_hourly`: those that stayed moved by a thirtieth, bursts by a third and more.
const STILL: f64 = 0.1;
/// What was nearer to as far away than to usual a season before is a habit, by definition of half.
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

impl Cases {
    /// It goes on at another level, as the minutes tell that are no whole step yet; gives how many times the one before, where
    /// it is higher.
    pub(crate) fn goes_on_at(&mut self, level: f64) -> Option<f64> {
        let before = std::mem::replace(&mut self.level, level);
        (before > 0.0 && level > before).then_some(level / before)
    }

    /// It goes on after all, as the minutes tell that are no whole step yet: as likely as its own length so far says, where no earlier one
    /// says more. Gives whether that is new.
    pub(crate) fn resume(&mut self, steps: f64) -> bool {
        if self.ongoing || self.learnt_from > 0 {
            return false;
        }
        self.ongoing = true;
        for (step, chance) in self.goes_on.iter_mut().enumerate() {
            *chance = steps / (steps + (step + 1) as f64);
        }
        true
    }

    /// It is over after all, as the minutes of the newest step tell: what is left is that it may come back.
    pub(crate) fn end(&mut self) {
        if std::mem::replace(&mut self.ongoing, false) {
            for (step, chance) in self.goes_on.iter_mut().enumerate() {
                let may_come_back = step + 1 < 2 * PASSED_AFTER;
                *chance = if may_come_back { chance.min(COME_BACK) } else { 0.0 };
            }
        }
    }
}

/// In words, as of errors an hour: what comes if it is over and if it goes on, and how likely that is.
impl std::fmt::Display for Cases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (goes_on, back) = if self.ongoing { ("goes on", "that it does") } else { ("comes back", "that") };
        let chance = |ahead: usize| self.goes_on.get(ahead - 1).map(|chance| percent(*chance));
        write!(
            f,
            "if it is over {}, if it {goes_on} {}",
            rate_of_words(self.usual),
            rate_of_words(self.level)
        )?;
        if let Some(next) = chance(1) {
            write!(f, "; {back} in the next hour is {next} likely")?;
        }
        if let Some(later) = chance(6).filter(|_| self.ongoing) {
            write!(f, ", for six hours {later}")?;
        }
        match self.learnt_from {
            0 => write!(f, " (as incidents elsewhere went: none before in this history)"),
            n => write!(f, " (learnt from {})", plural(n as u64, "earlier incident")),
        }
    }
}

/// `8 an hour`, `0.5 a day`, and of less than one in a hundred days that hardly any come.
fn rate_of_words(per_hour: f64) -> String {
    match per_hour {
        none if none * 24.0 < 0.01 => "next to none".to_owned(),
        few if few < 0.95 => format!("about {} a day", amount(few * 24.0)),
        many => format!("about {} an hour", amount(many)),
    }
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
    let is_gauge = history.iter().any(|value| !value.is_nan() && value.fract() != 0.0);
    let runs: Vec<&[usize]> = found.chunk_by(|a, b| a + 1 == *b).collect();
    let mut left_out = Vec::new();
    let mut newest = None;
    for (i, run) in runs.iter().enumerate() {
        let (first, last) = (run[0], run[run.len() - 1]);
        let is_habit = usable.iter().skip(1).any(|season| repeats(&filled, shortest, *season, run));
        let is_level = is_gauge && holds_still(&filled, run, shortest);
        if last < recent_from || run.len() > MAX_STEPS || is_habit || is_level {
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

/// Whether a run holds still where it has gone: a gauge that moves from step to step by little of what it moved by at once was
/// set to a new level. Of counts that says nothing: however high, they are the steadier the more there are. Nor does it of a gauge that
/// usually moves and now does not by a hair: it is stuck, or at the end of its scale.
fn holds_still(values: &[f64], run: &[usize], season: usize) -> bool {
    let mut moves: Vec<f64> = run.windows(2).map(|pair| (values[pair[1]] - values[pair[0]]).abs()).collect();
    let mut away: Vec<f64> = run
        .iter()
        .filter_map(|place| Some((values[*place] - values[place.checked_sub(season)?]).abs()))
        .collect();
    let mut usual: Vec<f64> = values[..run[0]].windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let is_stuck = moves.iter().all(|by| *by == 0.0) && median(&mut usual).is_some_and(|by| by > 0.0);
    let middles = median(&mut moves).zip(median(&mut away));
    run.len() >= STILL_FOR && !is_stuck && middles.is_some_and(|(moves, away)| moves <= STILL * away)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// A month of eight an hour, with twenty times as many in some hours.
    fn month(incidents: &[std::ops::Range<usize>]) -> Vec<f64> {
        let mut rng = Rng::new(4);
        let one = |hour: usize| {
            let times = if incidents.iter().any(|range| range.contains(&hour)) { 20.0 } else { 1.0 };
            rng.poisson(8.0 * times) as f64
        };
        (0..720).map(one).collect()
    }

    fn left_out(values: &[f64]) -> (Vec<usize>, Option<Incident>) {
        let mut values = values.to_vec();
        let found = leave_out_incidents(&mut values, &[24, 168]);
        ((0..values.len()).filter(|i| values[*i].is_nan()).collect(), found)
    }

    #[test]
    fn incidents_of_the_newest_week_are_left_out_and_may_go_on_until_they_have_passed() {
        for (incident, goes_on) in [
            (700..701, None),
            (700..704, None),
            (716..717, None),
            (717..718, Some(2)),
            (718..719, Some(1)),
            (719..720, Some(0)),
            (712..720, Some(0)),
            (698..720, Some(0)),
        ] {
            let (left_out, found) = left_out(&month(std::slice::from_ref(&incident)));
            assert_eq!(left_out, incident.clone().collect::<Vec<_>>());
            assert_eq!(
                found.map(|found| (found.n_after, found.n_steps)),
                goes_on.map(|n| (n, incident.len()))
            );
        }
        // Older ones stay, and a level of two days is no incident; a few of its hours are taken for outliers, since the
        // spread is that of the level before.
        assert!(left_out(&month(std::slice::from_ref(&(100..101)))).0.is_empty());
        let (hours, incident) = left_out(&month(std::slice::from_ref(&(672..720))));
        assert!(incident.is_none() && hours.len() <= 48 / 5, "{hours:?}");
        // What comes every week at that hour is a habit.
        let weekly = [216..218, 384..386, 552..554, 718..720];
        assert!(left_out(&month(&weekly)).1.is_some(), "another hour of the week");
        let habit = [47..49, 215..217, 383..385, 551..553, 719..720];
        assert_eq!(left_out(&month(&habit)), (vec![], None), "the same hour of the week");
    }

    #[test]
    fn a_gauge_that_holds_still_was_set_to_a_new_level_and_one_that_swings_was_not() {
        let gauge = |hour: usize, level: f64, swing: f64| {
            level + 0.1 * ((hour * 7919) % 13) as f64 + swing * ((hour * 104_729) % 7) as f64
        };
        for (from, swing, is_incident) in [(714, 0.0, false), (714, 5.0, true), (718, 0.0, true)] {
            let of = |hour| if hour < from { gauge(hour, 17.05, 0.0) } else { gauge(hour, 47.05, swing) };
            let values: Vec<f64> = (0..720).map(of).collect();
            assert_eq!(left_out(&values).1.is_some(), is_incident, "from {from}, swing {swing}");
            // The same as counts: their noise grows with them, so that holding still says nothing.
            let counts: Vec<f64> = values.iter().map(|value| (100.0 * value).round()).collect();
            assert!(left_out(&counts).1.is_some(), "from {from}, swing {swing}");
        }
    }

    #[test]
    fn a_gauge_that_is_stuck_was_not_set_and_one_that_always_stands_still_was() {
        let restless = |hour: usize| 17.05 + 0.1 * ((hour * 7919) % 13) as f64;
        let still = |_: usize| 17.05;
        for (from, is_incident_of) in [(717, [true, false]), (714, [true, false])] {
            for (usual, is_incident) in
                [&restless as &dyn Fn(usize) -> f64, &still].into_iter().zip(is_incident_of)
            {
                let values: Vec<f64> =
                    (0..720).map(|hour| if hour < from { usual(hour) } else { 9_999.5 }).collect();
                assert_eq!(left_out(&values).1.is_some(), is_incident, "from {from}, at first {}", values[1]);
            }
        }
    }

    #[test]
    fn the_chance_that_it_goes_on_is_learnt_from_earlier_incidents() {
        let first = left_out(&month(std::slice::from_ref(&(719..720)))).1.unwrap();
        assert_eq!([1, 3, 9].map(|ahead| first.chance(ahead)), [0.5, 0.25, 0.1]);
        let long = left_out(&month(std::slice::from_ref(&(712..720)))).1.unwrap();
        assert_eq!([1, 8].map(|ahead| long.chance(ahead)), [8.0 / 9.0, 0.5]);
        // Four earlier ones of an hour each: it is over by now, as far as anybody knows.
        let short = left_out(&month(&[90..91, 200..201, 310..311, 450..451, 719..720])).1.unwrap();
        assert_eq!([1, 3].map(|ahead| short.chance(ahead)), [0.1, 0.05]);
        // Four of ten hours each: it has begun.
        let lasting = left_out(&month(&[90..100, 200..210, 310..320, 450..460, 719..720])).1.unwrap();
        assert_eq!([1, 9].map(|ahead| lasting.chance(ahead)), [0.9, 0.82]);
        let over = left_out(&month(std::slice::from_ref(&(718..719)))).1.unwrap();
        assert_eq!([1, 5, 6].map(|ahead| over.chance(ahead)), [COME_BACK, COME_BACK, 0.0]);
        let cases = long.cases(Timestamp::default(), 8.0, 24);
        assert!(cases.ongoing && cases.goes_on.is_sorted_by(|a, b| a >= b) && cases.learnt_from == 0);
        let mut over = Cases { ongoing: false, goes_on: vec![0.2, 0.2, 0.0], ..cases.clone() };
        assert!(over.resume(3.0) && over.ongoing && over.goes_on == [0.75, 0.6, 0.5], "{over:?}");
        assert!(!over.resume(9.0), "it goes on already");
        let told = cases.to_string();
        assert!(told.contains("if it is over about 8") && told.contains("if it goes on about 1"), "{told}");
    }
}
