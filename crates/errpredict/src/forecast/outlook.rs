//! The whole forecast of one series: values, trend, peak, accuracy, and when a threshold is crossed.

use serde::{Deserialize, Serialize};

#[cfg(feature = "lstm")]
use super::backtest::first_fit;
use super::backtest::{Accuracy, Backtest, ErrorPaths, accuracy, backtest, mean};
use super::calendar::{Calendar, HolidayDates, Laid};
use super::crossing::{CrossingBasis, ThresholdCrossing};
use super::intervals::{Calibration, Interval, Range};
use super::prepare::{Note, leave_out_recent_outliers, notes, usable_seasons};
use super::trend::{Extreme, Trend, extreme, trend};
use super::{Auto, Fitted, Forecaster, SeasonalNaive, Ses};
use crate::error::{Error, Result};
use crate::stats::Series;
use crate::stop::Stop;
use crate::threads;
use crate::time::Timestamp;

/// Steps ahead (specification 4.6: 24 hours).
const HORIZON: usize = 24;
/// Day and week in hours.
const SEASONS: [usize; 2] = [24, 168];
/// Level of the interval.
const LEVEL: f64 = 0.95;
/// Longest horizon accepted.
const MAX_HORIZON: usize = 100_000;

/// How to forecast a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ForecastSettings {
    /// The method.
    pub method: Forecaster,
    /// Steps ahead.
    pub horizon: usize,
    /// Lengths of the seasons in steps, shortest first; those the history cannot carry are left out.
    pub seasons: Vec<usize>,
    /// Share of future values that the interval should hold, between 0 and 1.
    pub level: f64,
    /// Levels of further intervals, for fan charts.
    pub fan: Vec<f64>,
    /// Value whose crossing is of interest: upwards from below, downwards from above.
    pub threshold: Option<f64>,
    /// Zone whose clock the seasons follow (IANA name); absent: UTC.
    pub zone: Option<String>,
    /// Holidays with their dates, past and ahead.
    pub holidays: Vec<HolidayDates>,
    /// Whether the metric can never be negative; absent: as the history shows it.
    pub non_negative: Option<bool>,
    /// The backtest that intervals and accuracy come from.
    pub backtest: Backtest,
    /// Seed of everything random.
    pub seed: u64,
}

impl Default for ForecastSettings {
    fn default() -> Self {
        ForecastSettings {
            method: Forecaster::Auto(Auto::default()),
            horizon: HORIZON,
            seasons: SEASONS.to_vec(),
            level: LEVEL,
            fan: Vec::new(),
            threshold: None,
            zone: None,
            holidays: Vec::new(),
            non_negative: None,
            backtest: Backtest::default(),
            seed: 0,
        }
    }
}

impl ForecastSettings {
    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        if self.horizon == 0 || self.horizon > MAX_HORIZON {
            return Err(Error::setting("horizon", &format!("1 to {MAX_HORIZON} steps"), self.horizon));
        }
        for (name, level) in
            std::iter::once(("level", &self.level)).chain(self.fan.iter().map(|level| ("fan", level)))
        {
            if !(*level > 0.0 && *level < 1.0) {
                return Err(Error::setting(name, "between 0 and 1", level));
            }
        }
        if let Some(threshold) = self.threshold.filter(|threshold| !threshold.is_finite()) {
            return Err(Error::setting("threshold", "a finite number", threshold));
        }
        self.calendar().map(drop)
    }

    pub(crate) fn calendar(&self) -> Result<Calendar> {
        Calendar::new(self.zone.as_deref(), &self.holidays)
    }
}

/// Everything a forecast says about one series (table `time_series_forecasts`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TimeSeriesForecast {
    /// The service; `system` is all of them.
    pub service: String,
    /// What is forecast, such as `errors`.
    pub metric: String,
    /// Name of the method.
    pub method: String,
    /// Width of a step in milliseconds.
    pub step_ms: i64,
    /// Number of steps ahead.
    pub horizon: usize,
    /// Share of future values that the interval should hold.
    pub level: f64,
    /// The forecast, nearest step first.
    pub values: Vec<ForecastValue>,
    /// Further intervals, in the order of the levels asked for; none where no error could be measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fan: Vec<FanBand>,
    /// Where the level goes.
    pub trend: Trend,
    /// How well the same method did at earlier origins.
    pub accuracy: Accuracy,
    /// The highest point.
    pub peak: Extreme,
    /// The lowest point.
    pub minimum: Extreme,
    /// Whether and when the threshold is crossed; absent without a threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<ThresholdCrossing>,
    /// What is unusual in the history.
    pub notes: Vec<Note>,
    #[serde(skip)]
    pub(crate) basis: CrossingBasis,
}

impl TimeSeriesForecast {
    /// Finds peak, minimum and the crossing of the threshold anew after values were moved.
    pub(crate) fn refresh(&mut self) {
        if let Some(crossing) = &self.threshold {
            self.threshold = self.basis.crossing(crossing.threshold, &self.values);
        }
        self.peak = extreme(&self.values, |value, best| value > best);
        self.minimum = extreme(&self.values, |value, best| value < best);
    }
}

/// One step of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForecastValue {
    /// End of the step.
    pub time: Timestamp,
    /// The point forecast: half of what may come lies above, half below.
    pub value: f64,
    /// Lower end of the interval; absent while the history is too short to measure any error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<f64>,
    /// Upper end of the interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
}

/// An interval of some level at every step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FanBand {
    /// Share of future values that it should hold.
    pub level: f64,
    /// Lower end, nearest step first.
    pub lower: Vec<f64>,
    /// Upper end.
    pub upper: Vec<f64>,
}

/// Forecasts a series with the method and the backtest of `settings`.
///
/// # Errors
/// `invalid_setting`; those of [`Method::fit`](super::Method::fit).
pub fn forecast(
    service: &str,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
) -> Result<TimeSeriesForecast> {
    forecast_tested(service, metric, history, settings, None)
}

/// [`forecast()`], with the backtest run on another form of the method: one that was trained on less.
fn forecast_tested(
    service: &str,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
    tested: Option<&Forecaster>,
) -> Result<TimeSeriesForecast> {
    let (plan, seed) = (&settings.backtest, settings.seed);
    run(service, metric, history, settings, |values, seasons, horizon, places| match &settings.method {
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

/// [`forecast()`] for many series, each named by its service; in parallel with the feature `parallel`, with the same
/// result either way. `done` is told after each series.
///
/// A method that learns across series (`lstm`, with the feature of that name) is trained twice: on all histories for the forecast, and
/// for the backtest on what lies before its origins, so that errors are of what had not been seen.
///
/// # Errors
/// Those of training across series; what goes wrong with one series stands in its place.
pub fn forecast_all(
    histories: &[(String, Series)],
    metric: &str,
    settings: &ForecastSettings,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Result<TimeSeriesForecast>>> {
    forecast_all_until(histories, metric, settings, done, Stop::NEVER)
}

/// [`forecast_all`] that ends between two series once it shall.
///
/// # Errors
/// Those of [`forecast_all`]; `cancelled`.
pub fn forecast_all_until(
    histories: &[(String, Series)],
    metric: &str,
    settings: &ForecastSettings,
    done: &(dyn Fn() + Sync),
    stop: Stop<'_>,
) -> Result<Vec<Result<TimeSeriesForecast>>> {
    settings.validate()?;
    let (settings, tested) = trained_across(histories, settings)?;
    let one = |(service, history): &(String, Series)| {
        stop.check()?;
        let forecast = forecast_tested(service, metric, history, &settings, tested.as_ref());
        done();
        Ok(forecast.map_err(|error| error.with("series", service)))
    };
    threads::map(histories.len(), |i| one(&histories[i])).into_iter().collect()
}

/// The settings with a method that has learnt from all histories, and the same method for the backtest.
#[cfg(not(feature = "lstm"))]
#[allow(clippy::unnecessary_wraps, reason = "with the feature `lstm` training can fail")]
fn trained_across(
    _histories: &[(String, Series)],
    settings: &ForecastSettings,
) -> Result<(ForecastSettings, Option<Forecaster>)> {
    Ok((settings.clone(), None))
}

/// The settings with a method that has learnt from all histories, and the same method for the backtest.
#[cfg(feature = "lstm")]
fn trained_across(
    histories: &[(String, Series)],
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
        .filter(|(_, history)| history.check_step().is_ok())
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
    service: &str,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
) -> Result<TimeSeriesForecast> {
    run(service, metric, history, settings, |values, seasons, horizon, _| {
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
/// puts the result together.
fn run(
    service: &str,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
    method: impl FnOnce(&[f64], &[usize], usize, &[(String, Vec<usize>)]) -> Result<Found>,
) -> Result<TimeSeriesForecast> {
    settings.validate()?;
    history.check_step()?;
    let mut laid = settings.calendar()?.lay(history, &settings.seasons, settings.horizon);
    if settings.method.knows_holidays() {
        laid.values.clone_from(&laid.with_holidays);
        laid.effects.fill(0.0);
    }
    let mut laid = laid.starting_with_a_value();
    let seasons = usable_seasons(&settings.seasons, laid.values.len(), 2);
    leave_out_recent_outliers(&mut laid.values, &seasons);
    let (name, points, paths) = method(&laid.values, &seasons, laid.horizon(), &laid.places)?;
    Ok(assemble(service, metric, history, settings, &laid, &seasons, (name, &points, &paths)))
}

/// Puts the result together from points and backtest errors, both in local steps.
fn assemble(
    service: &str,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
    laid: &Laid,
    seasons: &[usize],
    (method, points, paths): (&str, &[f64], &ErrorPaths),
) -> TimeSeriesForecast {
    let range = Range::of(&history.values, settings.non_negative);
    let season = seasons.first().copied().unwrap_or(1);
    let calibration = Calibration::new(paths, season, &laid.values);
    let n = history.values.len();
    let seen = laid.values.len();
    let ahead =
        || laid.steps.iter().zip(&laid.effects).map(|(local, effect)| (*local, points[*local] + effect));
    let band = |level: f64| -> Option<Vec<Interval>> {
        let calibration = calibration.as_ref()?;
        Some(
            ahead()
                .map(|(local, point)| range.interval(calibration.around(point, seen, local, level)))
                .collect(),
        )
    };
    let interval = band(settings.level);
    let values: Vec<ForecastValue> = ahead()
        .enumerate()
        .map(|(step, (_, point))| ForecastValue {
            time: history.end_of(n + step),
            value: range.point(point),
            lower: interval.as_ref().map(|interval| interval[step].lower),
            upper: interval.as_ref().map(|interval| interval[step].upper),
        })
        .collect();
    let fan = settings.fan.iter().filter_map(|level| {
        let ends = band(*level)?;
        let (lower, upper) = ends.iter().map(|ends| (ends.lower, ends.upper)).unzip();
        Some(FanBand { level: *level, lower, upper })
    });
    let fan = fan.collect();
    let mut accuracy = accuracy(paths, &laid.values, season);
    accuracy.coverage = measured_coverage(paths, &laid.values, season, range, settings.level);
    let paths = paths.at(&laid.steps);
    let trend = trend(&laid.values, season, &values, &paths);
    let basis = settings.threshold.map(|threshold| CrossingBasis::new(threshold, history, paths));
    let basis = basis.unwrap_or_default();
    TimeSeriesForecast {
        service: service.to_owned(),
        metric: metric.to_owned(),
        method: method.to_owned(),
        step_ms: history.step_ms,
        horizon: settings.horizon,
        level: settings.level,
        fan,
        trend,
        accuracy,
        peak: extreme(&values, |value, best| value > best),
        minimum: extreme(&values, |value, best| value < best),
        threshold: settings.threshold.and_then(|threshold| basis.crossing(threshold, &values)),
        notes: notes(&history.values, &settings.seasons).into_iter().chain(laid.notes.clone()).collect(),
        values,
        basis,
    }
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
    use crate::forecast::TrendDirection;
    use crate::time::HOUR_MS;

    fn hourly(values: Vec<f64>) -> Series {
        Series { first_end: "2026-11-01T00:00:00Z".parse().unwrap(), step_ms: HOUR_MS, values }
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
        let found = quick("checkout", "errors", &daily(30), &ForecastSettings::default()).unwrap();
        assert_eq!(found.method, "seasonal_naive");
        assert_eq!(found.values.len(), 24);
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
            let crossing = quick("a", "errors", &daily(30), &settings).unwrap().threshold.unwrap();
            let probability = crossing.probability.unwrap();
            assert!((low..=high).contains(&probability), "{threshold}: {probability}");
            assert!(crossing.by_step.is_sorted());
            assert_eq!(crossing.median_time.is_some(), low > 0.5);
        }
    }

    #[test]
    fn a_short_history_has_no_interval_rather_than_an_invented_one() {
        let found = quick("a", "errors", &hourly(vec![1.0, 2.0, 3.0]), &ForecastSettings::default()).unwrap();
        assert!(found.values.iter().all(|value| value.lower.is_none() && value.value.is_finite()));
        assert_eq!(found.trend.confidence, None);
    }

    #[test]
    fn settings_out_of_range_are_refused() {
        for settings in [
            ForecastSettings { horizon: 0, ..ForecastSettings::default() },
            ForecastSettings { level: 1.0, ..ForecastSettings::default() },
            ForecastSettings { threshold: Some(f64::NAN), ..ForecastSettings::default() },
        ] {
            assert!(quick("a", "errors", &daily(5), &settings).is_err());
        }
    }
}
