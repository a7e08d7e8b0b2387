//! The daily and weekly profile of a count series, as factors around its level.

use super::count_settings::CountDetection;
use crate::clock::Clock;
use crate::error::Result;
use crate::stats::{MAD_TO_DEVIATION, Series};
use crate::time::{DAY_MS, HOUR_MS};

/// Days of history before hours of the day are told apart, weeks before hours of the week are.
const DAYS_FOR_DAILY: usize = 3;
/// See [`DAYS_FOR_DAILY`].
const WEEKS_FOR_WEEKLY: usize = 3;
/// Days in a week.
const WEEK_DAYS: usize = 7;
/// Robust standard deviations at which a value is cut before it enters the profile: an incident is no season.
/// By judgement: wider than the three of the level, since the first days know no season and their peaks are part of it.
const CUT_DEVIATIONS: f64 = 4.0;
/// Standard deviations by which the differences between slots must exceed chance: the quantile .999 of the normal
/// distribution. By judgement: one in 1,000, as noise taken for a season would bend every threshold.
const SLOT_SIGNIFICANCE: f64 = 3.09;
/// Passes of cutting and estimating; the third changes the factors by less than a percent.
const PASSES: usize = 3;

/// One factor per bucket, 1 on average over its day (or week): what the season makes of the level.
///
/// Slots are hours of the day from 3 days of history on, hours of the week from 3 weeks on (single buckets where
/// the step is longer than an hour). Each factor is shrunk towards 1 by the evidence for it, and all are 1 unless
/// the slots differ by more than chance. Values are cut at 4 robust deviations first. In a weekly profile a holiday is a
/// Sunday.
///
/// What comes in the same step of three days (or weeks) is no incident, however far it lies above the level of its day: a
/// nightly job is known from its third night on.
pub(super) fn profile(series: &Series, settings: &CountDetection) -> Result<Vec<f64>> {
    let flat = vec![1.0; series.values.len()];
    if !settings.seasonal || series.step_ms > DAY_MS / 2 || DAY_MS % series.step_ms != 0 {
        return Ok(flat);
    }
    let clock = Clock::new(settings.zone.as_deref(), &settings.holidays)?;
    let of_week: Vec<i64> = (0..series.values.len())
        .map(|i| clock.ms_of_week(series.end_of(i).plus_ms(-series.step_ms)))
        .collect();
    let per_day = (DAY_MS / series.step_ms) as usize;
    let days = series.values.len() / per_day;
    let weekly = (days >= WEEKS_FOR_WEEKLY * WEEK_DAYS)
        .then(|| factors(series, WEEK_DAYS * per_day, &of_week))
        .flatten();
    let daily = || (days >= DAYS_FOR_DAILY).then(|| factors(series, per_day, &of_week)).flatten();
    Ok(weekly.or_else(daily).unwrap_or(flat))
}

/// The factors for one cycle of `per_cycle` buckets, or nothing if its slots do not differ.
fn factors(series: &Series, per_cycle: usize, of_week: &[i64]) -> Option<Vec<f64>> {
    let slot_ms = series.step_ms.max(HOUR_MS);
    let cycle_ms = per_cycle as i64 * series.step_ms;
    let n_slots = (cycle_ms / slot_ms) as usize;
    let slot_of = |i: usize| (of_week[i] % cycle_ms / slot_ms) as usize;
    let values = &series.values;
    let usual = usual_values(values, per_cycle, |i| (of_week[i] % cycle_ms / series.step_ms) as usize);
    let or_usual =
        |levels: Vec<f64>| -> Vec<f64> { levels.iter().zip(&usual).map(|(a, b)| a.max(*b)).collect() };
    let mut expected = or_usual(cycle_levels(values, per_cycle));
    let mut cut = cut_values(values, &expected);
    let mut result = None;
    for _ in 0..PASSES {
        let level = cycle_levels(&cut, per_cycle);
        let mut sums = vec![(0.0, 0.0, 0usize); n_slots];
        for (i, (value, level)) in cut.iter().zip(&level).enumerate().filter(|(_, (v, _))| !v.is_nan()) {
            let slot = &mut sums[slot_of(i)];
            *slot = (slot.0 + value, slot.1 + level, slot.2 + 1);
        }
        let shrunk = shrink(&sums, &cut, &level, slot_of);
        result = shrunk.map(|factors| (0..values.len()).map(|i| factors[slot_of(i)]).collect::<Vec<_>>());
        let by_index = result.as_ref()?;
        expected = or_usual(level.iter().zip(by_index).map(|(level, factor)| level * factor).collect());
        cut = cut_values(values, &expected);
    }
    result
}

/// Factor per slot: (seen + k) / (expected + k), with k from how much the slots differ beyond chance.
fn shrink(
    sums: &[(f64, f64, usize)],
    cut: &[f64],
    level: &[f64],
    slot_of: impl Fn(usize) -> usize,
) -> Option<Vec<f64>> {
    let raw: Vec<f64> =
        sums.iter().map(|(seen, expected, _)| seen / expected.max(f64::MIN_POSITIVE)).collect();
    let (mut pearson, mut n) = (0.0, 0.0);
    for (i, (value, level)) in cut.iter().zip(level).enumerate() {
        let mean = level * raw[slot_of(i)];
        // An hour that never had anything agrees with itself: a job that runs once a day leaves 23 of them.
        if *level > 0.0 && !value.is_nan() {
            pearson += if mean > 0.0 { (value - mean) * (value - mean) / mean } else { 0.0 };
            n += 1.0;
        }
    }
    let slots: Vec<&(f64, f64, usize)> = sums.iter().filter(|slot| slot.1 > 0.0).collect();
    let freedom = slots.len() as f64 - 1.0;
    if freedom < 1.0 || n <= freedom + 1.0 {
        return None;
    }
    let dispersion = (pearson / (n - freedom - 1.0)).max(1.0);
    let between: f64 =
        slots.iter().map(|(seen, expected, _)| (seen - expected) * (seen - expected) / expected).sum::<f64>()
            / dispersion;
    if between < freedom + SLOT_SIGNIFICANCE * (2.0 * freedom).sqrt() {
        return None;
    }
    let mean_expected = slots.iter().map(|slot| slot.1).sum::<f64>() / slots.len() as f64;
    // Method of moments: between = freedom + spread * mean_expected / dispersion * slots.
    let spread = (between - freedom) * dispersion / (mean_expected * slots.len() as f64);
    let k = dispersion / spread;
    Some(sums.iter().map(|(seen, expected, _)| (seen + k) / (expected + k)).collect())
}

/// What the same step of other cycles usually had: the median over all of them, the lower one of two in the middle, so that
/// most cycles must agree; nothing from fewer than three.
fn usual_values(values: &[f64], per_cycle: usize, phase_of: impl Fn(usize) -> usize) -> Vec<f64> {
    let mut by_phase = vec![Vec::new(); per_cycle];
    for (i, value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
        if let Some(phase) = by_phase.get_mut(phase_of(i)) {
            phase.push(*value);
        }
    }
    let median = |mut known: Vec<f64>| {
        known.sort_by(f64::total_cmp);
        if known.len() < DAYS_FOR_DAILY { 0.0 } else { known[(known.len() - 1) / 2] }
    };
    let medians: Vec<f64> = by_phase.into_iter().map(median).collect();
    (0..values.len()).map(|i| medians.get(phase_of(i)).copied().unwrap_or(0.0)).collect()
}

/// Mean of the present values of each cycle, repeated for every bucket of it; a short last cycle joins the one
/// before, so that a part of a day is not taken for a whole one.
fn cycle_levels(values: &[f64], per_cycle: usize) -> Vec<f64> {
    let cycles = (values.len() / per_cycle).max(1);
    let mut levels = Vec::with_capacity(values.len());
    for cycle in 0..cycles {
        let from = cycle * per_cycle;
        let to = if cycle + 1 == cycles { values.len() } else { from + per_cycle };
        let (sum, n) = values[from..to]
            .iter()
            .filter(|value| !value.is_nan())
            .fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
        let mean = if n > 0.0 { sum / n } else { 0.0 };
        levels.resize(to, mean);
    }
    levels
}

/// Values cut at 4 robust standard deviations above what is expected (counts cannot be far below).
fn cut_values(values: &[f64], expected: &[f64]) -> Vec<f64> {
    let mut distances: Vec<f64> = values
        .iter()
        .zip(expected)
        .filter(|(value, _)| !value.is_nan())
        .map(|(value, mean)| (value - mean).abs() / (mean + 1.0).sqrt())
        .collect();
    if distances.is_empty() {
        return values.to_vec();
    }
    let middle = distances.len() / 2;
    let (_, median, _) = distances.select_nth_unstable_by(middle, f64::total_cmp);
    let width = CUT_DEVIATIONS * (MAD_TO_DEVIATION * *median).max(1.0);
    let limit = |mean: f64| mean + width * (mean + 1.0).sqrt();
    values
        .iter()
        .zip(expected)
        .map(|(value, mean)| if *value > limit(*mean) { limit(*mean) } else { *value })
        .collect()
}
