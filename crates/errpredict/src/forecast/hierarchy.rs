//! Forecasts of parts and of their whole that agree.
//!
//! Formula: with base forecasts b(i) of the parts and B of the whole, and error variances v(i) and V, the discrepancy
//! D = B − Σ b(i) is shared in proportion to the variances: b(i) + D·v(i) / (V + Σ v), B − D·V / (V + Σ v).
//! That is minimum-trace reconciliation with a diagonal error covariance, solved for one level of parts.
//! Source: S. L. Wickramasuriya, G. Athanasopoulos & R. J. Hyndman, Optimal Forecast Reconciliation Using Minimum
//! Trace, Journal of the American Statistical Association 114 (2019).
//!
//! Works badly when parts are missing from the whole: what is not there cannot be shared. [`rest`] is the series of
//! such parts, to be forecast like one more.

use std::collections::BTreeMap;

use super::open::{Measured, OpenForecast};
use super::result::TimeSeriesForecast;
use super::value::ForecastValue;
use crate::error::{Error, ErrorKind, Result};
use crate::stats::Series;

/// Most rounds of moving what would make a part negative on to the others.
const MAX_ROUNDS: usize = 8;

/// Makes the forecasts of `parts` (services) add up to that of `whole` (the system), step by step.
///
/// Each forecast moves by its share of the variance of its backtest errors; the interval moves along with the point.
/// Parts whose points were never negative stay so; ends of intervals that were whole numbers, as of counts, are rounded
/// outwards. The errors at earlier origins move by the same rule, and peak, minimum, trend, accuracy and the crossing of a
/// threshold follow: they are those of the moved forecast. A part that could not be forecast yet at an earlier origin
/// counts there as if it had been forecast without error.
///
/// Where a part is too new for any error to be known, or ends in an incident, no variance says who is right: the whole then
/// is the sum of its parts, and no other part moves. Its interval reaches at least as far as the widest of theirs.
///
/// # Errors
/// `invalid_argument` if horizons, steps or times differ.
pub fn reconcile(whole: &mut OpenForecast, parts: &mut [OpenForecast]) -> Result<()> {
    for part in &*parts {
        let (part, whole) = (&part.forecast, &whole.forecast);
        let same = part.values.len() == whole.values.len()
            && part.step_ms == whole.step_ms
            && part.values.first().map(|value| value.time) == whole.values.first().map(|value| value.time);
        if !same {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                format!("forecasts of one hierarchy need the same {} steps", whole.values.len()),
            )
            .with("series", &part.scope));
        }
    }
    if parts.is_empty() {
        return Ok(());
    }
    let variance = |open: &OpenForecast| open.forecast.accuracy.rmse.map_or(0.0, |rmse| rmse * rmse);
    let of_parts: Vec<f64> = parts.iter().map(variance).collect();
    let mut all = variance(whole) + of_parts.iter().sum::<f64>();
    // Without any measured error the whole follows its parts.
    let of_whole = if all > 0.0 { variance(whole) } else { 1.0 };
    if all <= 0.0 {
        all = 1.0;
    }
    let is_unsure = |open: &OpenForecast| open.measured.may_go_on || open.forecast.accuracy.rmse.is_none();
    let follows = is_unsure(whole) || parts.iter().any(is_unsure);
    let (shares, of_whole): (Vec<f64>, f64) = match follows {
        true => (vec![0.0; parts.len()], 1.0),
        false => (of_parts.iter().map(|variance| variance / all).collect(), of_whole / all),
    };
    move_errors(whole, parts, &shares, of_whole);
    let forecasts = || parts.iter().map(|part| &part.forecast);
    let never_negative: Vec<bool> =
        forecasts().map(|part| part.values.iter().all(|value| value.value >= 0.0)).collect();
    let has_whole_ends: Vec<bool> = forecasts().chain([&whole.forecast]).map(has_whole_ends).collect();
    for step in 0..whole.forecast.values.len() {
        let points: Vec<f64> = parts.iter().map(|part| part.forecast.values[step].value).collect();
        let gap = whole.forecast.values[step].value - points.iter().sum::<f64>();
        let mut target = whole.forecast.values[step].value - gap * of_whole;
        if never_negative.iter().all(|never| *never) {
            target = target.max(0.0);
        }
        let moved = share(&points, &shares, &never_negative, target);
        for (part, value) in parts.iter_mut().zip(&moved) {
            shift(&mut part.forecast, step, *value);
        }
        shift(&mut whole.forecast, step, moved.iter().sum());
        if follows {
            widen(&mut whole.forecast.values[step], parts.iter().map(|part| &part.forecast.values[step]));
        }
    }
    for (open, is_whole) in parts.iter_mut().chain([whole]).zip(has_whole_ends) {
        if is_whole {
            round_ends(&mut open.forecast);
        }
        open.refresh();
    }
    Ok(())
}

/// Moves the errors of earlier origins as their forecasts would have been: with errors e(i) of the parts and E of the
/// whole, the discrepancy there was Σ e(i) − E.
fn move_errors(whole: &mut OpenForecast, parts: &mut [OpenForecast], shares: &[f64], of_whole: f64) {
    let error = |measured: &Measured, after: usize, step: usize| {
        measured.path(after).map(|path| path[step]).filter(|error| !error.is_nan()).unwrap_or(0.0)
    };
    let gaps: Vec<(usize, Vec<f64>)> = whole
        .measured
        .after_origins()
        .map(|after| {
            let gap = |step: usize| {
                let of_parts: f64 = parts.iter().map(|part| error(&part.measured, after, step)).sum();
                of_parts - error(&whole.measured, after, step)
            };
            (after, (0..whole.measured.paths.horizon).map(gap).collect())
        })
        .collect();
    let known: BTreeMap<usize, Vec<f64>> = gaps.into_iter().collect();
    let moves = shares.iter().map(|share| -share).chain([of_whole]);
    for (open, by) in parts.iter_mut().chain([whole]).zip(moves) {
        let after: Vec<usize> = open.measured.after_origins().collect();
        let horizon = open.measured.paths.horizon.max(1);
        for (path, after) in open.measured.paths.errors.chunks_exact_mut(horizon).zip(after) {
            if let Some(gaps) = known.get(&after) {
                path.iter_mut().zip(gaps).for_each(|(error, gap)| *error += by * gap);
            }
        }
    }
}

/// Whether every end of every interval is a whole number.
fn has_whole_ends(forecast: &TimeSeriesForecast) -> bool {
    let of_values = forecast.values.iter().flat_map(|value| [value.lower, value.upper]).flatten();
    let of_fan = forecast.fan.iter().flat_map(|band| band.lower.iter().chain(&band.upper)).copied();
    of_values.chain(of_fan).all(|end| end.fract() == 0.0)
}

/// Rounds the ends of all intervals to whole numbers, outwards.
fn round_ends(forecast: &mut TimeSeriesForecast) {
    for value in &mut forecast.values {
        value.lower = value.lower.map(f64::floor);
        value.upper = value.upper.map(f64::ceil);
    }
    for band in &mut forecast.fan {
        band.lower.iter_mut().for_each(|end| *end = end.floor());
        band.upper.iter_mut().for_each(|end| *end = end.ceil());
    }
}

/// What the whole holds beyond its parts, all ending at the same time; nothing if that is nothing.
///
/// Parts may begin later than the whole; a gap in a part counts as 0, one in the whole stays one.
#[must_use]
pub fn rest(whole: &Series, parts: &[&Series]) -> Option<Series> {
    let mut rest = whole.clone();
    for part in parts {
        let newest_first = rest.values.iter_mut().rev().zip(part.values.iter().rev());
        newest_first.filter(|(_, value)| !value.is_nan()).for_each(|(rest, value)| *rest -= value);
    }
    // Sums of fractions differ in their last bits by the order of adding.
    let largest = whole.present().map(f64::abs).fold(0.0, f64::max);
    let something = |value: f64| value.abs() > 1e-9 * largest;
    let is_something = rest.present().any(something);
    is_something.then_some(rest)
}

/// Points moved by their variances so that they add up to `target`, none below 0 that must not be.
fn share(points: &[f64], variances: &[f64], never_negative: &[bool], target: f64) -> Vec<f64> {
    let mut moved = points.to_vec();
    let mut free = vec![true; points.len()];
    for _ in 0..MAX_ROUNDS {
        let gap = target - moved.iter().sum::<f64>();
        let all: f64 = variances.iter().zip(&free).filter(|(_, free)| **free).map(|(v, _)| v).sum();
        if gap == 0.0 || all <= 0.0 {
            break;
        }
        let mut bounded = false;
        for i in (0..points.len()).filter(|i| free[*i]).collect::<Vec<_>>() {
            moved[i] += gap * variances[i] / all;
            if never_negative[i] && moved[i] < 0.0 {
                (moved[i], free[i], bounded) = (0.0, false, true);
            }
        }
        if !bounded {
            break;
        }
    }
    moved
}

/// Makes the interval of a whole reach as far from its value as the widest of its parts does.
fn widen<'a>(whole: &mut ForecastValue, parts: impl Iterator<Item = &'a ForecastValue>) {
    let (mut below, mut above) = (0.0_f64, 0.0_f64);
    for part in parts {
        below = below.max(part.value - part.lower.unwrap_or(part.value));
        above = above.max(part.upper.unwrap_or(part.value) - part.value);
    }
    let (value, floor) = (whole.value, whole.lower.filter(|lower| *lower >= 0.0).map_or(f64::MIN, |_| 0.0));
    whole.lower = whole.lower.map(|lower| lower.min(value - below).max(floor));
    whole.upper = whole.upper.map(|upper| upper.max(value + above));
}

fn shift(forecast: &mut TimeSeriesForecast, step: usize, to: f64) {
    let value = &mut forecast.values[step];
    let by = to - value.value;
    let floor = value.lower.filter(|lower| *lower >= 0.0).map(|_| 0.0);
    value.value = to;
    value.lower = value.lower.map(|lower| (lower + by).max(floor.unwrap_or(f64::MIN)));
    value.upper = value.upper.map(|upper| (upper + by).max(to));
    for band in &mut forecast.fan {
        let lower = band.lower[step];
        band.lower[step] = (lower + by).max(if lower >= 0.0 { 0.0 } else { f64::MIN });
        band.upper[step] = (band.upper[step] + by).max(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Scope;
    use crate::forecast::{ForecastSettings, quick};
    use crate::stats::Series;
    use crate::time::HOUR_MS;

    fn of(service: &str, f: impl Fn(usize) -> f64) -> OpenForecast {
        let values = (0..400).map(f).collect();
        let series = Series { first_end: "2026-11-01T00:00:00Z".parse().unwrap(), step_ms: HOUR_MS, values };
        quick(&Scope::service_named(service), "errors", &series, &ForecastSettings::default()).unwrap()
    }

    #[test]
    fn parts_add_up_and_the_uncertain_move_most() {
        let steady = |t: usize| 50.0 + (t % 24) as f64 + ((t * 7919) % 3) as f64;
        let wild = |t: usize| ((t * 7919) % 101) as f64;
        let mut parts = [of("steady", steady), of("wild", wild)];
        let mut whole = of("system", |t| steady(t) + wild(t) + 30.0);
        let before: Vec<f64> = parts.iter().map(|part| part.forecast.values[3].value).collect();
        reconcile(&mut whole, &mut parts).unwrap();
        for step in 0..24 {
            let sum: f64 = parts.iter().map(|part| part.forecast.values[step].value).sum();
            assert!((sum - whole.forecast.values[step].value).abs() < 1e-9 * sum.abs().max(1.0));
            for forecast in parts.iter().chain([&whole]) {
                let value = forecast.forecast.values[step];
                assert!(value.lower.unwrap() <= value.value && value.value <= value.upper.unwrap());
                assert!(value.lower.unwrap() >= 0.0);
            }
        }
        let moved: Vec<f64> =
            parts.iter().zip(before).map(|(part, was)| (part.forecast.values[3].value - was).abs()).collect();
        assert!(moved[1] > 5.0 * moved[0], "{moved:?}");
        let highest = whole.forecast.values.iter().map(|value| value.value).fold(f64::MIN, f64::max);
        assert_eq!(whole.forecast.peak.value, highest);
    }

    #[test]
    fn a_threshold_is_crossed_as_the_moved_values_say_and_counts_stay_whole() {
        let series = |values: Vec<f64>| Series {
            first_end: "2026-11-01T00:00:00Z".parse().unwrap(),
            step_ms: HOUR_MS,
            values,
        };
        let settings = ForecastSettings { threshold: Some(70.0), ..ForecastSettings::default() };
        let of = |f: &dyn Fn(usize) -> f64| {
            quick(&Scope::service_named("s"), "errors", &series((0..400).map(f).collect()), &settings)
                .unwrap()
        };
        let noise = |t: usize| ((t * 7919) % 23) as f64;
        let mut parts = [of(&|t| 40.0 + noise(t))];
        // The whole is forecast 40 above its only part, so the part moves up over its threshold.
        let mut whole = of(&|t| 80.0 + noise(t));
        let before = parts[0].forecast.threshold.clone().unwrap().probability.unwrap();
        reconcile(&mut whole, &mut parts).unwrap();
        let crossing = parts[0].forecast.threshold.clone().unwrap();
        assert!(before < 0.1 && crossing.probability.unwrap() > 0.6, "{before} {crossing:?}");
        assert!(parts[0].forecast.values.iter().all(|value| value.upper.unwrap().fract() == 0.0));
        // What is saved says the same as what was made: nothing beside it is needed.
        let text = serde_json::to_string(&parts[0].forecast).unwrap();
        assert_eq!(serde_json::from_str::<TimeSeriesForecast>(&text).unwrap(), parts[0].forecast);
    }

    #[test]
    fn trend_and_accuracy_are_those_of_the_moved_forecast() {
        let noise = |t: usize| ((t * 7919) % 23) as f64;
        let mut parts = [of("a", |t| 40.0 + noise(t)), of("b", |t| 20.0 + noise(t + 7))];
        let mut whole = of("system", |t| 60.0 + noise(t) + noise(t + 7));
        reconcile(&mut whole, &mut parts).unwrap();
        for open in parts.iter().chain([&whole]) {
            let (found, measured) = (&open.forecast, &open.measured);
            let ahead = found.values.iter().map(|value| value.value).sum::<f64>() / 24.0;
            let newest = measured.observed[measured.observed.len() - 24..].iter().sum::<f64>() / 24.0;
            assert!((found.trend.change - (ahead - newest)).abs() < 1e-9, "{:?}", found.trend);
            let errors = &measured.paths.errors;
            let mae = errors.iter().map(|error| error.abs()).sum::<f64>() / errors.len() as f64;
            assert!((found.accuracy.mae.unwrap() - mae).abs() < 1e-9);
        }
        // Errors add up as the forecasts do.
        for (i, whole) in whole.measured.paths.errors.iter().enumerate() {
            let sum: f64 = parts.iter().map(|part| part.measured.paths.errors[i]).sum();
            assert!((sum - whole).abs() < 1e-9, "{i}: {sum} {whole}");
        }
    }

    #[test]
    fn the_rest_is_what_no_part_holds() {
        let series = |values: &[f64]| Series {
            first_end: "2026-11-01T00:00:00Z".parse().unwrap(),
            step_ms: HOUR_MS,
            values: values.to_vec(),
        };
        let whole = series(&[5.0, 6.0, 7.0]);
        let (late, full) = (series(&[1.0]), series(&[1.0, f64::NAN, 2.0]));
        assert_eq!(rest(&whole, &[&late, &full]).unwrap().values, [4.0, 6.0, 4.0]);
        assert_eq!(rest(&whole, &[&series(&[2.0, 3.0, 4.0]), &series(&[3.0, 3.0, 3.0])]), None);
    }

    #[test]
    fn nothing_turns_negative_and_mismatches_are_refused() {
        assert_eq!(share(&[1.0, 10.0], &[5.0, 5.0], &[true, true], 5.0), [0.0, 5.0]);
        assert_eq!(share(&[1.0, 10.0], &[5.0, 5.0], &[false, true], 5.0), [-2.0, 7.0]);
        let mut whole = of("system", |t| t as f64);
        let mut part = of("a", |t| t as f64);
        part.forecast.values.pop();
        assert!(reconcile(&mut whole, &mut [part]).is_err());
    }

    #[test]
    fn a_new_part_or_one_in_an_incident_moves_no_other() {
        let noise = |t: usize| ((t * 7919) % 23) as f64;
        let incident = |t: usize| if t == 399 { 5_000.0 } else { 20.0 + noise(t + 7) };
        let new = |values: Vec<f64>| {
            let first_end = "2026-11-17T14:00:00Z".parse().unwrap();
            let series = Series { first_end, step_ms: HOUR_MS, values };
            quick(&Scope::service_named("new"), "errors", &series, &ForecastSettings::default()).unwrap()
        };
        let steady = of("a", |t| 40.0 + noise(t));
        for other in [of("b", incident), new(vec![150.0, 160.0])] {
            let mut parts = [steady.clone(), other.clone()];
            let mut whole = of("system", |t| 40.0 + noise(t) + incident(t));
            reconcile(&mut whole, &mut parts).unwrap();
            assert_eq!(parts[0].forecast.values, steady.forecast.values);
            for step in 0..24 {
                let [a, b] = [0, 1].map(|i| parts[i].forecast.values[step]);
                let whole = whole.forecast.values[step];
                assert_eq!(whole.value, a.value + b.value);
                assert!(whole.upper >= b.upper.map(|upper| a.value + upper - 1e-6), "{step}");
            }
        }
    }
}
