//! Pattern deviation: is the mix of errors that of its history?
//!
//! Two count tables over the same names (error groups, types) are compared: now, and past windows.
//!
//! * **Distance**: Jensen-Shannon distance, `sqrt((KL(p|m) + KL(q|m)) / 2)` in bits with m = (p + q) / 2, a metric
//!   between 0 and 1 (Endres and Schindelin 2003, "A new metric for probability distributions").
//! * **p-value**: Pearson's chi-squared of the 2 x K table of history and now. Its mean and variance over all
//!   permutations of the events are known exactly (Dawson 1954, "A simplified expression for the variance of the
//!   chi-squared function on a contingency table"); a gamma distribution with those moments gives the tail, so rare
//!   groups do not spoil it as they do the textbook approximation. Errors come in bunches, so the statistic is first
//!   divided by how much past windows differ from each other (median over windows, at least 1).
//! * **New and vanished names**: the gamma-Poisson tail of seeing so many where history has none, and of seeing none
//!   where history promises some. What vanished is listed; alone it is a recovery and no anomaly.
//!
//! Every past window is tested like the one of now, by the others; where those tests go further than chance should, so must
//! that of now ([`Tail`]). And a changed mix in which nothing comes more often than usual is no anomaly, nor one that is as before without the
//! names that vanished: it is the end of something.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `false_alarms_per_week` | 1 | budget of one subject | alarms | above 0 |
//! | `tests_per_week` | 168 | how often the mix of a subject is tested | tests | at least 1 |
//!
//! [`seasonal_pattern_deviation`] asks for more where the mix has a season: it must also differ from that of past windows
//! of its own season, such as the same day of the week, so that what comes every Sunday is no anomaly on one.
//!
//! Works badly when history holds fewer than about 30 events, or when its windows are at other hours than now and the
//! mix follows the hour: give it past windows of the same hour of day.

mod distance;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use distance::{chi_squared, jensen_shannon};

use super::anomaly::{AnomalyCause, AnomalyDetection, Strange, anomaly_key, evidence};
use super::anomaly_type::{AnomalyType, FoundBy};
use super::chance::Chance;
use super::level::Unit;
use super::metric::{Metric, Subject};
use super::tail::{Beyond, Tail};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::stats::special::{count_lower_tail, count_upper_tail};
use crate::time::{DAY_MS, Timestamp};

/// Settings of [`pattern_deviation`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PatternDeviation {
    /// False alarms allowed per subject and week.
    pub false_alarms_per_week: f64,
    /// How often the mix of a subject is tested in a week.
    pub tests_per_week: f64,
}

impl Default for PatternDeviation {
    fn default() -> Self {
        PatternDeviation { false_alarms_per_week: 1.0, tests_per_week: 168.0 }
    }
}

impl PatternDeviation {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(self.false_alarms_per_week > 0.0 && self.false_alarms_per_week.is_finite()) {
            let got = self.false_alarms_per_week;
            return Err(Error::setting("false_alarms_per_week", "a finite number above 0", got));
        }
        if !(self.tests_per_week >= 1.0 && self.tests_per_week.is_finite()) {
            return Err(Error::setting("tests_per_week", "a finite number from 1", self.tests_per_week));
        }
        Ok(())
    }

    /// The share of the budget of one test; the mix, new names and vanished names get a third each.
    fn threshold(&self) -> f64 {
        (self.false_alarms_per_week / self.tests_per_week / 3.0).min(0.5)
    }
}

/// How a mix compares with its history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MixComparison {
    /// Jensen-Shannon distance, 0 (same mix) to 1 (nothing in common).
    pub distance: f64,
    /// Probability of a mix at least as different by chance; 1 where there is nothing to compare.
    pub p_value: f64,
    /// How much more past windows differ from each other than by chance, at least 1.
    pub dispersion: f64,
    /// Names never seen in history, largest count first.
    pub new: Vec<MixChange>,
    /// Names of history that should have been seen and were not, most expected first.
    pub vanished: Vec<MixChange>,
    /// The anomaly, if the budget is exceeded.
    pub anomaly: Option<AnomalyDetection>,
}

/// One name that came or went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MixChange {
    /// Name of the group or type.
    pub name: String,
    /// Events expected now.
    pub expected: f64,
    /// Events seen now.
    pub actual: u64,
    /// Gamma-Poisson tail, multiplied by the number of names tested (Bonferroni), at most 1.
    pub p_value: f64,
    /// Whether that is within its share of the false-alarm budget.
    pub significant: bool,
}

/// Probability below which a name's own absence is worth listing. By judgement: it is a list for the reader and raises
/// nothing.
const LIST_VANISHED_BELOW: f64 = 0.05;
/// Past windows needed before their own differences are believed.
const WINDOWS_FOR_DISPERSION: usize = 4;
/// How fast the cap of the score rises with the distance: at 1/4 it is 0.70, at 1/2 0.91 (as for a doubling).
/// By judgement: a quarter of the way to nothing in common is told like twice the count.
const DOUBLINGS_PER_DISTANCE: f64 = 4.0;
/// Standard deviations of its usual count by which a name must have moved to be a cause. By judgement: chance alone
/// moves one name in twenty so far; lower, and names are listed that did nothing.
const MOVED: f64 = 2.0;
/// Largest causes kept.
const MAX_CAUSES: usize = 10;
/// Jeffreys' prior of a Poisson rate (Jeffreys 1946), the same as `PRIOR_SHAPE` of counts.
const PRIOR_SHAPE: f64 = 0.5;

/// Compares the mix of the window (start, end] with that of past windows of the same length.
///
/// Tables hold names with counts, in any order; a name that is absent counts 0, one given twice is added up.
/// Without events now or before, the distance is 0 and the p-value 1.
///
/// # Errors
/// `invalid_setting`.
pub fn pattern_deviation(
    scope: &Scope,
    (start, end): (Timestamp, Timestamp),
    now: &[(&str, u64)],
    history: &[Vec<(&str, u64)>],
    settings: &PatternDeviation,
) -> Result<MixComparison> {
    settings.validate()?;
    let table = Table::new(now, history);
    let (Some(now_index), true) = (table.windows.len().checked_sub(1), table.names.len() > 1) else {
        return Ok(nothing_to_compare(&table, settings, history.len()));
    };
    let past = table.total_without(now_index);
    let current = &table.windows[now_index];
    let dispersion = table.dispersion();
    let (of_mix, of_new) = table.tails(dispersion);
    let by_mix = table.mix_p(now_index, dispersion);
    let p_value = of_mix.calibrated(by_mix, Beyond::DAYS);
    let by_new = table.new_p(now_index, dispersion);
    let told = of_mix.told(by_mix, Beyond::DAYS).min(of_new.told(by_new, Beyond::DAYS));
    let distance = jensen_shannon(current, &past);
    let (new, vanished) = changes(&table, settings, history.len(), dispersion, &of_new);
    let mut comparison = MixComparison { distance, p_value, dispersion, new, vanished, anomaly: None };
    comparison.anomaly = anomaly(scope, (start, end), &table, &past, (&comparison, told), settings);
    Ok(comparison)
}

/// Past windows of the season needed before the season is asked.
const WINDOWS_IN_SEASON: usize = 2;
/// Chance below which past windows of the season differ from the others: then there is a season. By judgement: higher,
/// and chance makes a season that then hides a changed mix.
const SEASON_P: f64 = 0.01;

/// As [`pattern_deviation`], and where the mix has a season, it must be strange in that season too.
///
/// `in_season` are the places in `history` of windows of the same season as now, such as the same day of the week. Where
/// there are two or more and their mix differs from that of the other past windows (chi-squared, p < 0.01), an anomaly
/// must be one against both the whole history and its season; its p-value is the larger one, and expected counts are
/// those of the season. So a season can only make fewer false alarms.
///
/// # Errors
/// `invalid_setting`; `invalid_argument` for a place that `history` does not have.
pub fn seasonal_pattern_deviation(
    scope: &Scope,
    window: (Timestamp, Timestamp),
    now: &[(&str, u64)],
    history: &[Vec<(&str, u64)>],
    in_season: &[usize],
    settings: &PatternDeviation,
) -> Result<MixComparison> {
    let all = pattern_deviation(scope, window, now, history, settings)?;
    if let Some(place) = in_season.iter().find(|place| **place >= history.len()) {
        let message = format!("history has {} windows, got place {place}", history.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message).with("argument", "in_season"));
    }
    if in_season.len() < WINDOWS_IN_SEASON || !has_season(history, in_season) {
        return Ok(all);
    }
    let season: Vec<_> = in_season.iter().map(|place| history[*place].clone()).collect();
    let own = pattern_deviation(scope, window, now, &season, settings)?;
    Ok(match (&all.anomaly, &own.anomaly) {
        (Some(of_all), Some(of_own)) if of_all.p_value <= of_own.p_value => own,
        (Some(of_all), Some(of_own)) => {
            let anomaly = AnomalyDetection { causes: of_own.causes.clone(), ..of_all.clone() };
            MixComparison { p_value: all.p_value, anomaly: Some(anomaly), ..own }
        }
        _ => MixComparison { p_value: all.p_value.max(own.p_value), anomaly: None, ..own },
    })
}

/// Whether the past windows of the season have another mix than the others.
fn has_season(history: &[Vec<(&str, u64)>], in_season: &[usize]) -> bool {
    let table = Table::new(&[], history);
    let (mut inside, mut outside) = (vec![0.0; table.names.len()], vec![0.0; table.names.len()]);
    for (place, window) in table.windows.iter().enumerate() {
        let sums = if in_season.contains(&place) { &mut inside } else { &mut outside };
        sums.iter_mut().zip(window).for_each(|(sum, count)| *sum += count);
    }
    let (statistic, moments) = chi_squared(&inside, &outside);
    moments.is_some_and(|moments| moments.tail(statistic / table.dispersion()) < SEASON_P)
}

fn nothing_to_compare(table: &Table<'_>, settings: &PatternDeviation, n_past: usize) -> MixComparison {
    let (new, vanished) = changes(table, settings, n_past, 1.0, &Tail::default());
    MixComparison { distance: 0.0, p_value: 1.0, dispersion: 1.0, new, vanished, anomaly: None }
}

/// Counts of every name in every window; the last window is now.
struct Table<'a> {
    names: Vec<&'a str>,
    windows: Vec<Vec<f64>>,
}

impl<'a> Table<'a> {
    fn new(now: &[(&'a str, u64)], history: &[Vec<(&'a str, u64)>]) -> Self {
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, _) in history.iter().flatten().chain(now) {
            index.insert(name, 0);
        }
        let names: Vec<&str> = index.keys().copied().collect();
        index.values_mut().enumerate().for_each(|(i, position)| *position = i);
        let dense = |counts: &[(&str, u64)]| {
            let mut row = vec![0.0; names.len()];
            counts.iter().for_each(|(name, count)| row[index[name]] += *count as f64);
            row
        };
        let windows = history.iter().map(|counts| dense(counts)).chain([dense(now)]).collect();
        Table { names, windows }
    }

    /// Sum over all windows except `left_out` and, unless it is the one left out, except now.
    fn total_without(&self, left_out: usize) -> Vec<f64> {
        let mut total = vec![0.0; self.names.len()];
        for (_, window) in
            self.windows[..self.windows.len() - 1].iter().enumerate().filter(|(i, _)| *i != left_out)
        {
            total.iter_mut().zip(window).for_each(|(sum, count)| *sum += count);
        }
        total
    }

    /// Tail probability of the mix of one window against the past ones without it.
    fn mix_p(&self, index: usize, dispersion: f64) -> f64 {
        let (statistic, moments) = chi_squared(&self.windows[index], &self.total_without(index));
        moments.map_or(1.0, |moments| moments.tail(statistic / dispersion))
    }

    /// Smallest tail probability of a name that only that window has, Bonferroni over all names; 1 where there is none.
    fn new_p(&self, index: usize, dispersion: f64) -> f64 {
        let past = self.total_without(index);
        let now = self.windows.len() - 1;
        let n_past = now - usize::from(index < now);
        let of = |(before, actual): (&f64, &f64)| {
            let is_new = *before == 0.0 && *actual > 0.0 && n_past > 0;
            is_new.then(|| self.new_tail(*actual, n_past, dispersion))
        };
        past.iter().zip(&self.windows[index]).filter_map(of).fold(1.0, f64::min)
    }

    /// Tail probability of a name with so many events that `n_past` windows do not have.
    fn new_tail(&self, actual: f64, n_past: usize, dispersion: f64) -> f64 {
        // The rate of a name never seen is gamma(1/2, windows); its bunching is taken from the whole mix.
        let p = count_upper_tail(actual, PRIOR_SHAPE / n_past.max(1) as f64, PRIOR_SHAPE / dispersion);
        (p * self.names.len() as f64).min(1.0)
    }

    /// What the same tests give in past windows, each against the others.
    fn tails(&self, dispersion: f64) -> (Tail, Tail) {
        let (mut of_mix, mut of_new) = (Tail::default(), Tail::default());
        let n_past = self.windows.len() - 1;
        if n_past >= WINDOWS_FOR_DISPERSION {
            for window in 0..n_past {
                of_mix.learn(self.mix_p(window, dispersion), Beyond::DAYS);
                of_new.learn(self.new_p(window, dispersion), Beyond::DAYS);
            }
        }
        (of_mix, of_new)
    }

    /// Median over past windows of chi-squared against the others, over its mean by chance; at least 1.
    fn dispersion(&self) -> f64 {
        let n_past = self.windows.len() - 1;
        let mut ratios: Vec<f64> = (0..n_past)
            .filter_map(|i| {
                let (statistic, moments) = chi_squared(&self.windows[i], &self.total_without(i));
                moments.map(|moments| statistic / moments.mean)
            })
            .collect();
        if ratios.len() < WINDOWS_FOR_DISPERSION {
            return 1.0;
        }
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2].max(1.0)
    }
}

/// Names without history, and names of history that are missing now.
fn changes(
    table: &Table<'_>,
    settings: &PatternDeviation,
    n_past: usize,
    dispersion: f64,
    of_new: &Tail,
) -> (Vec<MixChange>, Vec<MixChange>) {
    let Some(now) = table.windows.last() else { return (Vec::new(), Vec::new()) };
    let past = table.total_without(table.windows.len() - 1);
    let (mut new, mut vanished) = (Vec::new(), Vec::new());
    let n_names = table.names.len() as f64;
    let windows = n_past as f64;
    for ((name, before), actual) in table.names.iter().zip(&past).zip(now) {
        let change = |expected: f64, p: f64| {
            let p_value = p.min(1.0);
            let significant = p_value < settings.threshold();
            MixChange { name: (*name).to_owned(), expected, actual: *actual as u64, p_value, significant }
        };
        if *before == 0.0 && *actual > 0.0 {
            let p = if n_past > 0 { table.new_tail(*actual, n_past, dispersion) } else { 1.0 };
            new.push(change(0.0, of_new.calibrated(p, Beyond::DAYS)));
        } else if *before > 0.0 && *actual == 0.0 {
            let mean = (before + PRIOR_SHAPE) / windows.max(1.0);
            let p = count_lower_tail(0.0, mean, (before + PRIOR_SHAPE) / dispersion);
            if p < LIST_VANISHED_BELOW {
                vanished.push(change(before / windows, p * n_names));
            }
        }
    }
    new.sort_by(|a, b| b.actual.cmp(&a.actual).then_with(|| a.name.cmp(&b.name)));
    vanished.sort_by(|a, b| b.expected.total_cmp(&a.expected).then_with(|| a.name.cmp(&b.name)));
    (new, vanished)
}

fn anomaly(
    scope: &Scope,
    (start, end): (Timestamp, Timestamp),
    table: &Table<'_>,
    past: &[f64],
    (comparison, told): (&MixComparison, f64),
    settings: &PatternDeviation,
) -> Option<AnomalyDetection> {
    let strongest_new = comparison.new.iter().map(|change| change.p_value).fold(1.0, f64::min);
    let p = comparison.p_value.min(strongest_new);
    let causes = causes(table, past, end.ms() - start.ms());
    // Where nothing comes more often than usual something ended: that is no trouble.
    if p >= settings.threshold() || causes.iter().all(|cause| cause.actual <= cause.expected) {
        return None;
    }
    // Nor where the rest is as it was: what stays away is told by its own counts.
    if strongest_new >= settings.threshold() && rest_is_as_before(table, past, comparison, settings) {
        return None;
    }
    let cap = 1.0 - libm::pow(0.3, DOUBLINGS_PER_DISTANCE * comparison.distance);
    let score = evidence(p).min(cap);
    let place = (start, end, end);
    let subject = Subject::new(scope.clone(), Metric::Mix);
    let mut anomaly = AnomalyDetection::new(Strange {
        subject: &subject,
        anomaly_type: AnomalyType::PatternDeviation,
        up: None,
        place,
        at: end,
        // A mix has no expected value of its own: the distance stands for it, 0 being the same mix.
        numbers: (0.0, comparison.distance),
        unit: Unit::Distance,
        p_value: p,
        chance: Chance::per_week(told / settings.threshold() * settings.false_alarms_per_week),
        score,
        found_by: FoundBy::Mix,
    });
    anomaly.ongoing = true;
    // The window moves with every look, so its start is no identity: one a day is.
    anomaly.key = anomaly_key(&subject, None, end.floor_to(DAY_MS));
    anomaly.causes = causes;
    Some(anomaly)
}

/// Whether names vanished, and nothing else changed: the mix of the others is as before, and none of them came so much more often
/// than chance would bring.
fn rest_is_as_before(
    table: &Table<'_>,
    past: &[f64],
    comparison: &MixComparison,
    settings: &PatternDeviation,
) -> bool {
    let Some((now, before)) = table.windows.split_last() else { return false };
    let vanished =
        |name: &&str| comparison.vanished.iter().any(|gone| gone.significant && gone.name == **name);
    let kept: Vec<usize> = (0..table.names.len()).filter(|i| !vanished(&&*table.names[*i])).collect();
    if kept.len() == table.names.len() {
        return false;
    }
    let of = |counts: &[f64]| -> Vec<f64> { kept.iter().map(|i| counts[*i]).collect() };
    let (statistic, moments) = chi_squared(&of(now), &of(past));
    let by_mix = moments.map_or(1.0, |moments| moments.tail(statistic / comparison.dispersion));
    let windows = before.len().max(1) as f64;
    let rises = kept.iter().map(|&i| {
        let usual = past[i] + PRIOR_SHAPE;
        count_upper_tail(now[i], usual / windows, usual / comparison.dispersion) * kept.len() as f64
    });
    rises.fold(by_mix, f64::min) >= settings.threshold()
}

/// The names whose counts moved most from what a past window usually holds.
///
/// The usual count, not the usual share of today's total, is what a name is held against: beside a flood of one name,
/// a share would call the normal counts of all others too low.
fn causes(table: &Table<'_>, past: &[f64], window_ms: i64) -> Vec<AnomalyCause> {
    let Some((now, before)) = table.windows.split_last() else { return Vec::new() };
    let n_past = before.len().max(1) as f64;
    let parts: Vec<f64> = now
        .iter()
        .zip(past)
        .map(|(actual, sum)| {
            let moved = actual - sum / n_past;
            let pooled = (actual + sum) / (n_past + 1.0);
            if pooled > 0.0 { moved * moved / pooled } else { 0.0 }
        })
        .collect();
    let total: f64 = parts.iter().sum();
    let mut order: Vec<usize> = (0..parts.len()).filter(|i| parts[*i] > 0.0).collect();
    order.sort_by(|i, j| parts[*j].total_cmp(&parts[*i]).then(i.cmp(j)));
    // The one that moved most is always named; others only when chance would seldom move them so far.
    let n_moved = order.iter().take_while(|i| parts[**i] >= MOVED * MOVED).count();
    order
        .into_iter()
        .take(n_moved.clamp(1, MAX_CAUSES))
        .map(|i| AnomalyCause {
            name: table.names[i].to_owned(),
            share: parts[i] / total,
            expected: past[i] / n_past,
            actual: now[i],
            unit: Unit::Count { per_ms: window_ms },
        })
        .collect()
}

#[cfg(test)]
mod tests;
