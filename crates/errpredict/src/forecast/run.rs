//! Forecasts of one series and of many: values, trend, peak, accuracy, and when a threshold is crossed.

#[cfg(feature = "lstm")]
use super::backtest::first_fit;
use super::backtest::{ErrorPaths, accuracy, backtest};
use super::calendar::Laid;
use super::crossing::crossing;
use super::incident::{Incident, leave_out_incidents};
use super::intervals::{Calibration, Interval, Range};
use super::open::{Measured, OpenForecast};
use super::prepare::{notes, usable_seasons};
use super::result::TimeSeriesForecast;
use super::settings::ForecastSettings;
use super::slope::moves;
use super::trend::extreme;
use super::value::{FanBand, ForecastValue};
use super::{Fitted, Forecaster, SeasonalNaive, Ses};
use crate::error::{Error, Result};
use crate::event::Scope;
use crate::key::key_of;
use crate::stats::{Series, mean};
use crate::stop::Stop;
use crate::threads;

/// Forecasts a series with the method and the backtest of `settings`.
///
/// # Errors
/// `invalid_setting`; those of [`Method::fit`](super::Method::fit).
pub fn forecast(
    scope: &Scope,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
) -> Result<OpenForecast> {
    forecast_tested(scope, metric, history, settings, None)
}

/// [`forecast()`], with the backtest run on another form of the method: one that was trained on less.
fn forecast_tested(
    scope: &Scope,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
    tested: Option<&Forecaster>,
) -> Result<OpenForecast> {
    let (plan, seed) = (&settings.backtest, settings.seed);
    run((scope, metric), history, settings, |values, seasons, horizon, places| match &settings.method {
        // Its candidates have been through the backtest already.
        Forecaster::Auto(auto) => {
            let (model, paths) = auto.fit_with_errors(values, seasons, horizon, plan, seed)?;
            Ok((settings.method.name(), model.points(horizon), paths))
        }
        method => {
            let method = method.with_holidays(places);
            let points = method.fit(values, seasons, seed)?.as_fitted().points(horizon);
            let paths = backtest(tested.unwrap_or(&method), values, seasons, horizon, plan, seed)?;
            Ok((settings.method.name(), points, paths))
        }
    })
}

/// [`forecast()`] for many series, each with its scope; in parallel with the feature `parallel`, with the same
/// result either way. `done` is told after each series.
///
/// A method that learns across series (`lstm`, with the feature of that name) is trained twice: on all histories for the forecast, and
/// for the backtest on what lies before its origins, so that errors are of what had not been seen.
///
/// # Errors
/// Those of training across series; what goes wrong with one series stands in its place.
pub fn forecast_all(
    histories: &[(Scope, Series)],
    metric: &str,
    settings: &ForecastSettings,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Result<OpenForecast>>> {
    forecast_all_until(histories, metric, settings, done, Stop::NEVER)
}

/// [`forecast_all`] that ends between two series once it shall.
///
/// # Errors
/// Those of [`forecast_all`]; `cancelled`.
pub fn forecast_all_until(
    histories: &[(Scope, Series)],
    metric: &str,
    settings: &ForecastSettings,
    done: &(dyn Fn() + Sync),
    stop: Stop<'_>,
) -> Result<Vec<Result<OpenForecast>>> {
    settings.validate()?;
    let (settings, tested) = trained_across(histories, settings)?;
    let one = |(scope, history): &(Scope, Series)| {
        stop.check()?;
        let forecast = forecast_tested(scope, metric, history, &settings, tested.as_ref());
        done();
        Ok(forecast.map_err(|error| error.with("series", scope)))
    };
    threads::map(histories.len(), |i| one(&histories[i])).into_iter().collect()
}

/// The settings with a method that has learnt from all histories, and the same method for the backtest.
#[cfg(not(feature = "lstm"))]
fn trained_across(
    _histories: &[(Scope, Series)],
    settings: &ForecastSettings,
) -> Result<(ForecastSettings, Option<Forecaster>)> {
    Ok((settings.clone(), None))
}

/// The settings with a method that has learnt from all histories, and the same method for the backtest.
#[cfg(feature = "lstm")]
fn trained_across(
    histories: &[(Scope, Series)],
    settings: &ForecastSettings,
) -> Result<(ForecastSettings, Option<Forecaster>)> {
    let Forecaster::Lstm(lstm) = &settings.method else {
        return Ok((settings.clone(), None));
    };
    if !lstm.across || lstm.network.is_some() {
        return Ok((settings.clone(), None));
    }
    let calendar = settings.calendar()?;
    let laid: Vec<Laid> = histories
        .iter()
        // What has no step is refused on its own.
        .filter(|(_, history)| history.step_ms > 0)
        .map(|(_, history)| {
            calendar.lay(history, &settings.seasons, settings.horizon).starting_with_a_value()
        })
        .collect();
    let all: Vec<&[f64]> = laid.iter().map(|laid| laid.values.as_slice()).collect();
    let early: Vec<&[f64]> = laid
        .iter()
        .map(|laid| {
            let seasons = usable_seasons(&settings.seasons, laid.values.len(), 2);
            &laid.values[..first_fit(&laid.values, &seasons, laid.horizon(), &settings.backtest)]
        })
        .collect();
    let trained =
        |histories: &[&[f64]]| lstm.train(histories, &settings.seasons, settings.seed).map(Forecaster::Lstm);
    let method = trained(&all)?;
    Ok((ForecastSettings { method, ..settings.clone() }, Some(trained(&early)?)))
}

/// The cheap path: the better of seasonal naive and exponential smoothing on the backtest, for many series at once.
///
/// # Errors
/// As [`forecast()`].
pub fn quick(
    scope: &Scope,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
) -> Result<OpenForecast> {
    run((scope, metric), history, settings, |values, seasons, horizon, _| {
        let candidates = [
            Forecaster::Ses(Ses::default()),
            Forecaster::SeasonalNaive(SeasonalNaive { longest: false }),
            Forecaster::SeasonalNaive(SeasonalNaive { longest: true }),
        ];
        let mut best: Option<(f64, &Forecaster, ErrorPaths)> = None;
        for method in candidates.iter().take(1 + seasons.len()) {
            let paths = backtest(method, values, seasons, horizon, &settings.backtest, settings.seed)?;
            let error = mean(paths.errors.iter().filter(|e| !e.is_nan()).map(|e| e.abs())).unwrap_or(0.0);
            if best.as_ref().is_none_or(|(least, ..)| error < *least) {
                best = Some((error, method, paths));
            }
        }
        let Some((_, method, paths)) = best else {
            return Err(Error::not_enough("candidates", 1, 0));
        };
        let points = method.fit(values, seasons, settings.seed)?.as_fitted().points(horizon);
        Ok((method.name(), points, paths))
    })
}

/// What a method gives: its name, its points and the errors of its backtest.
type Found = (&'static str, Vec<f64>, ErrorPaths);

/// Lays the history out by the calendar, has `method` forecast it (values, seasons, horizon, places of holidays), and
/// puts the result together. `of` is what is forecast.
fn run(
    of: (&Scope, &str),
    history: &Series,
    settings: &ForecastSettings,
    method: impl FnOnce(&[f64], &[usize], usize, &[(String, Vec<usize>)]) -> Result<Found>,
) -> Result<OpenForecast> {
    settings.validate()?;
    if history.step_ms < 1 {
        return Err(Error::setting("step_ms", "at least 1", history.step_ms));
    }
    let mut laid = settings.calendar()?.lay(history, &settings.seasons, settings.horizon);
    if settings.method.knows_holidays() {
        laid.values.clone_from(&laid.with_holidays);
        laid.effects.fill(0.0);
    }
    let mut laid = laid.starting_with_a_value();
    let seasons = usable_seasons(&settings.seasons, laid.values.len(), 2);
    let incident = leave_out_incidents(&mut laid.values, &seasons);
    let (name, points, paths) = method(&laid.values, &seasons, laid.horizon(), &laid.places)?;
    Ok(assemble(of, history, settings, (&laid, incident.as_ref()), &seasons, (name, &points, &paths)))
}

/// Puts the result together from points and backtest errors, both in local steps.
fn assemble(
    (scope, metric): (&Scope, &str),
    history: &Series,
    settings: &ForecastSettings,
    (laid, incident): (&Laid, Option<&Incident>),
    seasons: &[usize],
    (method, points, paths): (&str, &[f64], &ErrorPaths),
) -> OpenForecast {
    let range = Range::of(&history.values, settings.non_negative);
    let season = seasons.first().copied().unwrap_or(1);
    let calibration = Calibration::new(paths, season, &laid.values);
    let n = history.values.len();
    let seen = laid.values.len();
    let ahead =
        || laid.steps.iter().zip(&laid.effects).map(|(local, effect)| (*local, points[*local] + effect));
    let band = |level: f64| -> Option<Vec<Interval>> {
        let calibration = calibration.as_ref()?;
        let around = |local: usize, point: f64| calibration.around(point, seen, local, level);
        let each = ahead().enumerate().map(|(step, (local, point))| {
            let over = around(local, point);
            let Some(incident) = incident else { return range.interval(over) };
            let goes_on = Interval {
                lower: around(local, incident.low).lower,
                upper: around(local, incident.high).upper,
            };
            range.interval(either(over, goes_on, incident.chance(step + 1), 0.5 * (1.0 - level)))
        });
        Some(each.collect())
    };
    let interval = band(settings.level);
    let values: Vec<ForecastValue> = ahead()
        .enumerate()
        .map(|(step, (_, point))| {
            let time = history.end_of(n + step);
            // The likelier of the two futures, not something between them.
            let goes_on = incident.filter(|incident| incident.chance(step + 1) > 0.5);
            let value = range.point(goes_on.map_or(point, |incident| incident.mean));
            let Some(ends) = interval.as_ref().map(|interval| interval[step]) else {
                return ForecastValue { time, value, lower: None, upper: None };
            };
            let (value, ends) = range.around(value, ends);
            ForecastValue { time, value, lower: Some(ends.lower), upper: Some(ends.upper) }
        })
        .collect();
    let highest = calibration.as_ref().map(|calibration| {
        let bounds = ahead().enumerate().map(|(step, (local, point))| {
            let of = |point| range.point(calibration.bound(point, seen, local, settings.level));
            // Over all steps together an incident may go on in any of them.
            let goes_on = incident.filter(|incident| incident.chance(step + 1) > 1.0 - settings.level);
            let bound = goes_on.map_or(of(point), |incident| of(point).max(of(incident.high)));
            if range.counts { bound.floor() } else { bound }
        });
        bounds.chain(values.iter().filter_map(|value| value.upper)).fold(f64::NEG_INFINITY, f64::max)
    });
    let fan = settings.fan.iter().filter_map(|level| {
        let ends = band(*level)?;
        let (lower, upper) = ends.iter().map(|ends| (ends.lower, ends.upper)).unzip();
        Some(FanBand { level: *level, lower, upper })
    });
    let fan = fan.collect();
    let mut accuracy = accuracy(paths, &laid.values, season);
    accuracy.coverage = measured_coverage(paths, &laid.values, season, range, settings.level);
    // The trend looks back by a season or the horizon, from every origin.
    let first_origin = paths.origins.first().copied().unwrap_or(seen);
    let from = first_origin.saturating_sub(season.max(values.len()));
    let measured = Measured {
        paths: paths.at(&laid.steps),
        from,
        observed: laid.values[from..].to_vec(),
        steps: laid.steps.clone(),
        season,
        upwards: settings.threshold.is_some_and(|threshold| is_below(history, threshold)),
        may_go_on: incident.is_some(),
        moves: moves(&laid.values, season, seasons.get(1).copied()),
    };
    let crossed = |threshold| crossing(threshold, measured.upwards, &values, &measured.paths);
    let at = history.first_end.plus_ms((n as i64 - 1).saturating_mul(history.step_ms));
    let step = history.step_ms.to_string();
    let forecast = TimeSeriesForecast {
        key: key_of("forecast", &[&scope.key_part(), metric, &step, &at.ms().to_string()]),
        scope: scope.clone(),
        metric: metric.to_owned(),
        method: method.to_owned(),
        at,
        step_ms: history.step_ms,
        horizon: settings.horizon,
        level: settings.level,
        fan,
        highest,
        total: measured.total(&values, settings.level, range.non_negative),
        trend: measured.trend(&values),
        accuracy,
        peak: extreme(&values, |value, best| value > best),
        minimum: extreme(&values, |value, best| value < best),
        threshold: settings.threshold.map(crossed),
        cases: incident.map(|incident| {
            let usual = mean(ahead().map(|(_, point)| range.point(point))).unwrap_or(0.0);
            incident.cases(history.end_of((n + incident.first).saturating_sub(seen)), usual, values.len())
        }),
        notes: notes(&history.values, &settings.seasons).into_iter().chain(laid.notes.clone()).collect(),
        because: Vec::new(),
        values,
    };
    OpenForecast { forecast, measured }
}

/// The interval that holds both futures, as far as each is likelier than what may lie outside on one side.
fn either(over: Interval, goes_on: Interval, chance: f64, tail: f64) -> Interval {
    match (chance > tail, 1.0 - chance > tail) {
        (false, _) => over,
        (true, false) => goes_on,
        (true, true) => {
            Interval { lower: over.lower.min(goes_on.lower), upper: over.upper.max(goes_on.upper) }
        }
    }
}

/// Whether the newest value lies below a threshold, which is then crossed upwards.
fn is_below(history: &Series, threshold: f64) -> bool {
    history.values.iter().rev().find(|value| !value.is_nan()).is_some_and(|newest| *newest < threshold)
}

/// Share of the newer half's actual values inside intervals calibrated on the older half's errors.
///
/// Only origins whose whole path lies before the first newer origin count as older, as in real use.
fn measured_coverage(
    paths: &ErrorPaths,
    history: &[f64],
    season: usize,
    range: Range,
    level: f64,
) -> Option<f64> {
    let count = paths.origins.len();
    let half = count / 2;
    let newer_from = *paths.origins.get(half)?;
    let older = paths.origins.iter().take_while(|origin| **origin + paths.horizon <= newer_from).count();
    let observed = &history[history.iter().position(|value| !value.is_nan()).unwrap_or(0)..];
    let calibration = Calibration::new(&paths.between(0, older), season, observed)?;
    let newer = paths.between(half, count);
    let inside = newer.paths().zip(&newer.origins).flat_map(|(path, origin)| {
        let actual = &observed[*origin..];
        let calibration = &calibration;
        path.iter().zip(actual).enumerate().filter(|(_, (error, _))| !error.is_nan()).map(
            move |(step, (error, actual))| {
                let interval = range.interval(calibration.around(actual - error, *origin, step, level));
                f64::from(u8::from(interval.lower <= *actual && *actual <= interval.upper))
            },
        )
    });
    mean(inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::{TimeSeriesForecast, TrendDirection};
    use crate::time::HOUR_MS;

    fn hourly(values: Vec<f64>) -> Series {
        Series { first_end: "2026-11-01T00:00:00Z".parse().unwrap(), step_ms: HOUR_MS, values }
    }

    fn forecast_of(series: &Series, settings: &ForecastSettings) -> Result<TimeSeriesForecast> {
        quick(&Scope::service_named("checkout"), "errors", series, settings).map(OpenForecast::close)
    }

    /// A day with a peak at hour 15 and some deterministic unrest.
    fn daily(days: usize) -> Series {
        hourly(
            (0..24 * days)
                .map(|t| 20.0 + if t % 24 == 15 { 30.0 } else { 0.0 } + ((t * 7919) % 5) as f64)
                .collect(),
        )
    }

    #[test]
    fn everything_about_a_daily_series() {
        let found = forecast_of(&daily(30), &ForecastSettings::default()).unwrap();
        assert_eq!(found.method, "seasonal_naive");
        assert_eq!(found.values.len(), 24);
        assert_eq!((found.at.to_string().as_str(), found.key.len()), ("2026-11-30T23:00:00Z", 16));
        assert_eq!(found.values[0].time.to_string(), "2026-12-01T00:00:00Z");
        assert_eq!(found.peak.time.to_string(), "2026-12-01T15:00:00Z");
        assert_eq!(found.trend.direction, TrendDirection::Stable);
        let coverage = found.accuracy.coverage.unwrap();
        assert!((0.9..=1.0).contains(&coverage), "{coverage}");
        for value in &found.values {
            assert!(value.lower.unwrap() <= value.value && value.value <= value.upper.unwrap());
        }
        let json = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<TimeSeriesForecast>(&json).unwrap(), found);
    }

    #[test]
    fn thresholds_are_crossed_as_often_as_paths_say() {
        for (threshold, low, high) in [(1000.0, 0.0, 0.01), (45.0, 0.99, 1.0), (1.0, 0.0, 0.01)] {
            let settings = ForecastSettings { threshold: Some(threshold), ..ForecastSettings::default() };
            let crossing = forecast_of(&daily(30), &settings).unwrap().threshold.unwrap();
            let probability = crossing.probability.unwrap();
            assert!((low..=high).contains(&probability), "{threshold}: {probability}");
            assert!(crossing.by_step.is_sorted());
            assert_eq!(crossing.median_time.is_some(), low > 0.5);
        }
    }

    #[test]
    fn a_short_history_has_no_interval_rather_than_an_invented_one() {
        let found = forecast_of(&hourly(vec![1.0, 2.0, 3.0]), &ForecastSettings::default()).unwrap();
        assert!(found.values.iter().all(|value| value.lower.is_none() && value.value.is_finite()));
        assert_eq!(found.trend.confidence, None);
    }

    #[test]
    fn the_bounds_hold_what_the_minutes_of_an_incident_tell() {
        let mut series = daily(30);
        let last = series.values.len() - 1;
        series.values[last] = 500.0;
        let mut found =
            forecast(&Scope::System, "errors", &series, &ForecastSettings::default()).unwrap().close();
        let before = found.clone();
        let cases = found.cases.as_mut().unwrap();
        assert_eq!(cases.goes_on_at(400.0), None, "no more than its hour says");
        let times = found.cases.as_mut().unwrap().goes_on_at(4_000.0).unwrap();
        assert_eq!(times, 10.0);
        found.hold(times);
        let upper = |forecast: &TimeSeriesForecast, step: usize| forecast.values[step].upper.unwrap();
        assert_eq!(upper(&found, 0), (10.0 * upper(&before, 0)).max(4_000.0));
        assert!(found.highest.unwrap() >= upper(&found, 0) && found.highest.unwrap() < 20_000.0);
        assert!(found.values.iter().all(|value| value.upper.unwrap() >= value.value));
    }

    #[test]
    fn an_outlier_in_the_last_value_carries_nothing_away() {
        let mut series = daily(30);
        let last = series.values.len() - 1;
        series.values[last] = 10_000.0;
        for method in [Forecaster::Ses(Ses::default()), Forecaster::SeasonalNaive(SeasonalNaive::default())] {
            let settings = ForecastSettings { method, ..ForecastSettings::default() };
            let found = forecast(&Scope::System, "errors", &series, &settings).unwrap().close();
            assert!(found.values.iter().all(|value| value.value < 60.0), "{:?}", found.values);
            // It may go on, and both futures are told: only ordinary values show that it has passed.
            assert!(found.values.iter().all(|value| value.upper.unwrap() >= 10_000.0), "{:?}", found.values);
            assert!(found.values.iter().all(|value| value.lower.unwrap() < 60.0), "{:?}", found.values);
            let cases = found.cases.unwrap();
            assert!(cases.ongoing && cases.since == found.at && cases.level == 10_000.0, "{cases:?}");
            assert!((cases.goes_on[0], cases.goes_on[23]) == (0.5, 0.04) && cases.usual < 60.0, "{cases:?}");
            assert_eq!(found.trend.direction, TrendDirection::Stable);
        }
    }

    #[test]
    fn every_point_lies_inside_its_interval() {
        for values in [
            vec![7.0; 200],
            (0..200).map(|t| f64::from(t) * 1.3).collect(),
            (0..300).map(|t| f64::from(t % 7)).collect(),
        ] {
            let settings = ForecastSettings { horizon: 30, ..ForecastSettings::default() };
            let found = forecast(&Scope::System, "errors", &hourly(values), &settings).unwrap().close();
            for value in &found.values {
                assert!(
                    value.lower.unwrap() <= value.value && value.value <= value.upper.unwrap(),
                    "{value:?}"
                );
            }
        }
    }

    #[test]
    fn settings_out_of_range_are_refused() {
        for settings in [
            ForecastSettings { horizon: 0, ..ForecastSettings::default() },
            ForecastSettings { level: 1.0, ..ForecastSettings::default() },
            ForecastSettings { threshold: Some(f64::NAN), ..ForecastSettings::default() },
        ] {
            assert!(forecast_of(&daily(5), &settings).is_err());
        }
        for step_ms in [0, -5] {
            let error =
                forecast_of(&Series { step_ms, ..daily(5) }, &ForecastSettings::default()).unwrap_err();
            assert!(error.message().contains("step_ms"), "{error}");
        }
    }
}
