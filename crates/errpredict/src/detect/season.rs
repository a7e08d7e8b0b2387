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
/// Slots are hours of the day from 3 days of history on (single buckets where the step is longer than an hour). From 3 weeks on
/// days of the week are told apart around that course, and then hours of the week around both: each stage says only what
/// the one before does not, since an hour of the week has one value a week, and three of them tell little. Each factor is
/// shrunk towards 1 by the evidence for it, and all of a stage are 1 unless its slots differ by more than chance. For days of the
/// week that is asked of whole days: the hours of an incident of three days rise together, and are three values, not 72.
/// Values are cut at 4 robust deviations first. In a weekly profile a holiday is a Sunday.
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
    let daily = (days >= DAYS_FOR_DAILY).then(|| of_day(series, per_day, &of_week)).flatten();
    let daily = daily.unwrap_or(flat);
    let is_weekly = days >= WEEKS_FOR_WEEKLY * WEEK_DAYS;
    Ok(if is_weekly { of_week_around(&daily, series, per_day, &of_week) } else { daily })
}

/// The factors of the hours of the day, or nothing if they do not differ.
fn of_day(series: &Series, per_day: usize, of_week: &[i64]) -> Option<Vec<f64>> {
    let slot_ms = series.step_ms.max(HOUR_MS);
    let slots: Vec<usize> = of_week.iter().map(|ms| (ms % DAY_MS / slot_ms) as usize).collect();
    let values = &series.values;
    let usual = usual_values(values, per_day, |i| (of_week[i] % DAY_MS / series.step_ms) as usize);
    let mut cut = cut_values(values, &at_least(cycle_levels(values, per_day), &usual));
    let mut result = None;
    for _ in 0..PASSES {
        let level = cycle_levels(&cut, per_day);
        let factors = by_slot(&cut, &level, &slots)?;
        cut = cut_values(values, &at_least(times(&level, &factors), &usual));
        result = Some(factors);
    }
    result
}

/// The factors of the hours of the day, times what days and hours of the week make of them.
fn of_week_around(daily: &[f64], series: &Series, per_day: usize, of_week: &[i64]) -> Vec<f64> {
    let per_week = WEEK_DAYS * per_day;
    let slot_ms = series.step_ms.max(HOUR_MS);
    let hours: Vec<usize> = of_week.iter().map(|ms| (ms / slot_ms) as usize).collect();
    let (place, weekdays) = days_of(of_week);
    let values = &series.values;
    let usual = usual_values(values, per_week, |i| (of_week[i] / series.step_ms) as usize);
    // The level of each week, along the course of its days.
    let course = |counts: &[f64]| times(&cycle_levels(counts, per_week), daily);
    let mut cut = cut_values(values, &at_least(course(values), &usual));
    let mut around = vec![1.0; values.len()];
    for _ in 0..PASSES {
        let base = course(&cut);
        around = vec![1.0; values.len()];
        let (of_days, expected) = sums_by(&place, weekdays.len(), &cut, &base);
        if let Some(factors) = by_slot(&of_days, &expected, &weekdays) {
            around = place.iter().map(|day| factors[*day]).collect();
        }
        if let Some(factors) = by_slot(&cut, &times(&base, &around), &hours) {
            around = times(&around, &factors);
        }
        cut = cut_values(values, &at_least(times(&base, &around), &usual));
    }
    times(daily, &around)
}

/// The day that each bucket lies in, counted from the first, and the day of the week that each of those is.
fn days_of(of_week: &[i64]) -> (Vec<usize>, Vec<usize>) {
    let mut weekdays: Vec<usize> = Vec::new();
    let mut before = None;
    let place = |ms: &i64| {
        let is_same = before.is_some_and(|before: i64| before / DAY_MS == ms / DAY_MS && before <= *ms);
        if !is_same {
            weekdays.push((ms / DAY_MS) as usize);
        }
        before = Some(*ms);
        weekdays.len() - 1
    };
    let place = of_week.iter().map(place).collect();
    (place, weekdays)
}

/// Sums of the present values by place, and of what was expected of the same.
fn sums_by(place: &[usize], n: usize, values: &[f64], expected: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut seen, mut due) = (vec![0.0; n], vec![0.0; n]);
    for ((place, value), expected) in place.iter().zip(values).zip(expected) {
        if !value.is_nan() {
            seen[*place] += value;
            due[*place] += expected;
        }
    }
    (seen, due)
}

fn times(some: &[f64], others: &[f64]) -> Vec<f64> {
    some.iter().zip(others).map(|(a, b)| a * b).collect()
}

/// What is expected, or what is usual where that is more.
fn at_least(mut expected: Vec<f64>, usual: &[f64]) -> Vec<f64> {
    expected.iter_mut().zip(usual).for_each(|(expected, usual)| *expected = expected.max(*usual));
    expected
}

/// The factor of each value by its slot, or nothing if the slots do not differ.
///
/// Factor per slot: (seen + k) / (expected + k), with k from how much the slots differ beyond chance.
fn by_slot(cut: &[f64], level: &[f64], slots: &[usize]) -> Option<Vec<f64>> {
    let n_slots = slots.iter().max()? + 1;
    let (seen, expected) = sums_by(slots, n_slots, cut, level);
    let raw: Vec<f64> =
        seen.iter().zip(&expected).map(|(seen, expected)| seen / expected.max(f64::MIN_POSITIVE)).collect();
    let (mut pearson, mut n) = (0.0, 0.0);
    for ((value, level), slot) in cut.iter().zip(level).zip(slots) {
        let mean = level * raw[*slot];
        // An hour that never had anything agrees with itself: a job that runs once a day leaves 23 of them.
        if *level > 0.0 && !value.is_nan() {
            pearson += if mean > 0.0 { (value - mean) * (value - mean) / mean } else { 0.0 };
            n += 1.0;
        }
    }
    let known = || seen.iter().zip(&expected).filter(|(_, expected)| **expected > 0.0);
    let n_known = known().count() as f64;
    let freedom = n_known - 1.0;
    if freedom < 1.0 || n <= freedom + 1.0 {
        return None;
    }
    let dispersion = (pearson / (n - freedom - 1.0)).max(1.0);
    let between: f64 =
        known().map(|(seen, expected)| (seen - expected) * (seen - expected) / expected).sum::<f64>()
            / dispersion;
    if between < freedom + SLOT_SIGNIFICANCE * (2.0 * freedom).sqrt() {
        return None;
    }
    let mean_expected = known().map(|(_, expected)| expected).sum::<f64>() / n_known;
    // Method of moments: between = freedom + spread * mean_expected / dispersion * slots.
    let spread = (between - freedom) * dispersion / (mean_expected * n_known);
    let k = dispersion / spread;
    Some(slots.iter().map(|slot| (seen[*slot] + k) / (expected[*slot] + k)).collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;
    use crate::time::Timestamp;

    /// From six an hour at midnight to 54 at noon.
    fn course(hour: usize) -> f64 {
        30.0 - 24.0 * libm::cos((hour % 24) as f64 / 24.0 * std::f64::consts::TAU)
    }

    /// What the profile makes of Poisson counts of those rates, from a midnight on.
    fn learnt(rates: &[f64], seed: u64) -> Vec<f64> {
        let mut rng = Rng::new(seed);
        let values = rates.iter().map(|rate| rng.poisson(*rate) as f64).collect();
        let first_end = Timestamp::from_ms(20_786 * DAY_MS + HOUR_MS).unwrap();
        let series = Series { first_end, step_ms: HOUR_MS, values };
        profile(&series, &CountDetection::default()).unwrap()
    }

    /// How far the factors lie from those of the rates, as the root of the mean square of logarithms.
    fn off(factors: &[f64], rates: &[f64]) -> f64 {
        let apart: Vec<f64> = factors.iter().zip(rates).map(|(a, b)| libm::log(a / b)).collect();
        let mean = apart.iter().sum::<f64>() / apart.len() as f64;
        (apart.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / apart.len() as f64).sqrt()
    }

    #[test]
    fn what_doubled_in_one_of_three_weeks_is_no_season() {
        let n = 21 * 24 + 23;
        for (scale, hours) in [(0.2, 72), (1.0, 72), (5.0, 72), (1.0, 10)] {
            let usual: Vec<f64> = (0..n).map(|hour| scale * course(hour)).collect();
            let is_doubled = |hour: usize| if hour >= n - hours { 2.0 } else { 1.0 };
            let rates: Vec<f64> = usual.iter().enumerate().map(|(i, rate)| rate * is_doubled(i)).collect();
            let factors = learnt(&rates, 7);
            let of_it = |i: usize| factors[i] * 30.0 * scale / usual[i];
            let mean = (n - hours..n).map(of_it).sum::<f64>() / hours as f64;
            assert!((0.85..1.15).contains(&mean), "{scale}, {hours} h: {mean}");
        }
    }

    #[test]
    fn weekends_are_known_at_any_rate_and_a_weekly_job_as_well() {
        let is_weekend = |hour: usize| (hour / 24) % 7 >= 5;
        for (mean, most) in [(2.0, 0.3), (5.0, 0.2), (30.0, 0.1)] {
            let rate = |hour: usize| mean / 30.0 * course(hour) * if is_weekend(hour) { 0.5 } else { 1.0 };
            let rates: Vec<f64> = (0..28 * 24).map(rate).collect();
            let off = off(&learnt(&rates, 3), &rates);
            assert!(off < most, "{mean}/h: {off}");
        }
        let job = |hour: usize| if hour % 168 == 147 { 305.0 } else { 5.0 };
        let rates: Vec<f64> = (0..35 * 24).map(job).collect();
        let factors = learnt(&rates, 4);
        assert!(factors[147] > 20.0 * factors[146], "{} {}", factors[147], factors[146]);
        assert!(learnt(&[5.0; 28 * 24], 5).iter().all(|factor| (factor - 1.0).abs() < 1e-12));
    }
}
