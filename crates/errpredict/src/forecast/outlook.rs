//! The whole forecast of one series: values, trend, peak, accuracy, and when a threshold is crossed.

use serde::{Deserialize, Serialize};

use super::backtest::{Accuracy, Backtest, ErrorPaths, accuracy, backtest, mean};
use super::intervals::{Calibration, Range};
use super::prepare::{Note, notes, usable_seasons};
use super::{Auto, Fitted, Forecaster, SeasonalNaive, Ses};
use crate::error::{Error, Result};
use crate::stats::Series;
use crate::time::Timestamp;

/// Steps ahead (specification 4.6: 24 hours).
const HORIZON: usize = 24;
/// Day and week in hours.
const SEASONS: [usize; 2] = [24, 168];
/// Level of the interval.
const LEVEL: f64 = 0.95;
/// Longest horizon accepted.
const MAX_HORIZON: usize = 100_000;
/// A change is called a trend from this confidence on.
const TREND_CONFIDENCE: f64 = 0.8;

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
    /// Value whose crossing is of interest: upwards from below, downwards from above.
    pub threshold: Option<f64>,
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
            threshold: None,
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
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(Error::setting("level", "between 0 and 1", self.level));
        }
        match self.threshold {
            Some(threshold) if !threshold.is_finite() => {
                Err(Error::setting("threshold", "a finite number", threshold))
            }
            _ => Ok(()),
        }
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
}

impl TimeSeriesForecast {
    /// Finds peak and minimum anew after values were moved.
    pub(crate) fn refresh(&mut self) {
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

/// A highest or lowest point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Extreme {
    /// End of the step it falls into.
    pub time: Timestamp,
    /// Its value.
    pub value: f64,
}

/// Where the mean level goes, against as many of the newest values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// In one word.
    pub direction: TrendDirection,
    /// Mean of the forecast less the mean of the newest values of the same hours.
    pub change: f64,
    /// Share of backtest paths on which the change would keep its sign, 0.5 to 1; absent without a backtest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// Direction of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TrendDirection {
    /// Upwards, with a confidence of at least 0.8.
    Rising,
    /// Downwards, with a confidence of at least 0.8.
    Falling,
    /// Neither for sure.
    Stable,
}

/// The chance to cross a threshold within the horizon, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ThresholdCrossing {
    /// The threshold.
    pub threshold: f64,
    /// Whether the point forecast itself crosses it.
    pub exceeds: bool,
    /// Probability to cross it within the horizon, from the backtest's error paths; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Probability to have crossed it by the end of each step.
    pub by_step: Vec<f64>,
    /// First step end by which crossing is at least as likely as not; absent if it stays unlikely.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_time: Option<Timestamp>,
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
    settings.validate()?;
    let seasons = usable_seasons(&settings.seasons, history.values.len(), 2);
    let (values, seed, plan) = (&history.values, settings.seed, &settings.backtest);
    let (points, paths) = match &settings.method {
        // Its candidates have been through the backtest already.
        Forecaster::Auto(auto) => {
            let (model, paths) = auto.fit_with_errors(values, &seasons, settings.horizon, plan, seed)?;
            (model.points(settings.horizon), paths)
        }
        method => {
            let model = method.fit(values, &seasons, seed)?;
            let points = model.as_fitted().points(settings.horizon);
            (points, backtest(method, values, &seasons, settings.horizon, plan, seed)?)
        }
    };
    Ok(assemble(service, metric, history, settings, &seasons, &points, &paths))
}

/// [`forecast()`] for many series, each named by its service; in parallel with the feature `parallel`, with the same
/// result either way.
pub fn forecast_all(
    histories: &[(String, Series)],
    metric: &str,
    settings: &ForecastSettings,
) -> Vec<Result<TimeSeriesForecast>> {
    let one = |(service, history): &(String, Series)| {
        forecast(service, metric, history, settings).map_err(|error| error.with("series", service))
    };
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        histories.par_iter().map(one).collect()
    }
    #[cfg(not(feature = "parallel"))]
    histories.iter().map(one).collect()
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
    settings.validate()?;
    let seasons = usable_seasons(&settings.seasons, history.values.len(), 2);
    let candidates = [
        Forecaster::Ses(Ses::default()),
        Forecaster::SeasonalNaive(SeasonalNaive { longest: false }),
        Forecaster::SeasonalNaive(SeasonalNaive { longest: true }),
    ];
    let candidates =
        if seasons.is_empty() { &candidates[..1] } else { &candidates[..1 + seasons.len().min(2)] };
    let mut best: Option<(f64, &Forecaster, ErrorPaths)> = None;
    for method in candidates {
        let paths =
            backtest(method, &history.values, &seasons, settings.horizon, &settings.backtest, settings.seed)?;
        let error = mean(paths.errors.iter().filter(|e| !e.is_nan()).map(|e| e.abs())).unwrap_or(0.0);
        if best.as_ref().is_none_or(|(least, ..)| error < *least) {
            best = Some((error, method, paths));
        }
    }
    let Some((_, method, paths)) = best else {
        return Err(Error::not_enough("candidates", 1, 0));
    };
    let settings = ForecastSettings { method: method.clone(), ..settings.clone() };
    let model = method.fit(&history.values, &seasons, settings.seed)?;
    let points = model.as_fitted().points(settings.horizon);
    Ok(assemble(service, metric, history, &settings, &seasons, &points, &paths))
}

/// Puts the result together from points and backtest errors.
fn assemble(
    service: &str,
    metric: &str,
    history: &Series,
    settings: &ForecastSettings,
    seasons: &[usize],
    points: &[f64],
    paths: &ErrorPaths,
) -> TimeSeriesForecast {
    let range = Range::of(&history.values, settings.non_negative);
    let season = seasons.first().copied().unwrap_or(1);
    let calibration = Calibration::new(paths, season);
    let n = history.values.len();
    // Origins of a backtest count from the first value that is there.
    let seen = n - history.values.iter().position(|value| !value.is_nan()).unwrap_or(0);
    let values: Vec<ForecastValue> = points
        .iter()
        .enumerate()
        .map(|(step, point)| {
            let interval = calibration
                .as_ref()
                .map(|calibration| range.interval(calibration.around(*point, seen, step, settings.level)));
            ForecastValue {
                time: history.end_of(n + step),
                value: range.point(*point),
                lower: interval.map(|interval| interval.lower),
                upper: interval.map(|interval| interval.upper),
            }
        })
        .collect();
    let mut accuracy = accuracy(paths, &history.values, season);
    accuracy.coverage = measured_coverage(paths, &history.values, season, range, settings.level);
    TimeSeriesForecast {
        service: service.to_owned(),
        metric: metric.to_owned(),
        method: settings.method.name().to_owned(),
        step_ms: history.step_ms,
        horizon: settings.horizon,
        level: settings.level,
        trend: trend(&history.values, season, &values, paths),
        accuracy,
        peak: extreme(&values, |value, best| value > best),
        minimum: extreme(&values, |value, best| value < best),
        threshold: settings.threshold.map(|threshold| crossing(threshold, history, &values, paths)),
        notes: notes(&history.values, &settings.seasons),
        values,
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
    let calibration = Calibration::new(&paths.between(0, older), season)?;
    let observed = &history[history.iter().position(|value| !value.is_nan()).unwrap_or(0)..];
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

fn extreme(values: &[ForecastValue], better: impl Fn(f64, f64) -> bool) -> Extreme {
    let first = Extreme { time: values[0].time, value: values[0].value };
    values.iter().fold(first, |best, value| {
        if better(value.value, best.value) { Extreme { time: value.time, value: value.value } } else { best }
    })
}

/// Compares the forecast's mean with that of the newest values: whole seasons of both, so that hours match.
fn trend(history: &[f64], season: usize, values: &[ForecastValue], paths: &ErrorPaths) -> Trend {
    let span = if values.len() >= season { values.len() / season * season } else { values.len() };
    let span = span.min(history.len());
    let newest = if span < season && season <= history.len() {
        // Less than a season ahead: the same hours of the last season.
        &history[history.len() - season..][..span]
    } else {
        &history[history.len() - span..]
    };
    let ahead = mean(values.iter().take(span).map(|value| value.value)).unwrap_or(0.0);
    let before = mean(newest.iter().copied().filter(|value| !value.is_nan())).unwrap_or(ahead);
    let change = ahead - before;
    let mean_errors =
        paths.paths().filter_map(|path| mean(path.iter().take(span).copied().filter(|e| !e.is_nan())));
    let kept = mean(mean_errors.map(|error| match (change + error) * change {
        same if same > 0.0 => 1.0,
        0.0 => 0.5,
        _ => 0.0,
    }));
    let confidence = kept.map(|kept| kept.max(0.5));
    let direction = match confidence {
        Some(confidence) if confidence >= TREND_CONFIDENCE && change > 0.0 => TrendDirection::Rising,
        Some(confidence) if confidence >= TREND_CONFIDENCE && change < 0.0 => TrendDirection::Falling,
        _ => TrendDirection::Stable,
    };
    Trend { direction, change, confidence }
}

/// Counts on how many error paths the threshold is crossed by each step (Laplace's rule keeps it off 0 and 1).
fn crossing(
    threshold: f64,
    history: &Series,
    values: &[ForecastValue],
    paths: &ErrorPaths,
) -> ThresholdCrossing {
    let newest = history.values.iter().rev().find(|value| !value.is_nan()).copied().unwrap_or(threshold);
    let upwards = newest < threshold;
    let crosses = |value: f64| if upwards { value >= threshold } else { value <= threshold };
    let mut by_step = vec![0.0; values.len()];
    let mut count = 0.0;
    for path in paths.paths() {
        count += 1.0;
        let first = path.iter().zip(values).position(|(error, value)| crosses(value.value + error));
        by_step.iter_mut().skip(first.unwrap_or(values.len())).for_each(|share| *share += 1.0);
    }
    if count > 0.0 {
        by_step.iter_mut().for_each(|share| *share = (*share + 0.5) / (count + 1.0));
    } else {
        by_step.clear();
    }
    ThresholdCrossing {
        threshold,
        exceeds: values.iter().any(|value| crosses(value.value)),
        probability: by_step.last().copied(),
        median_time: by_step.iter().position(|share| *share >= 0.5).map(|step| values[step].time),
        by_step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
