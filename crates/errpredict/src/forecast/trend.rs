//! Where the level of a series goes.

use serde::{Deserialize, Serialize};

use super::open::Measured;
use super::value::ForecastValue;
use crate::stats::mean;
use crate::stats::special::beta_lower;
use crate::time::Timestamp;

/// A change is called a trend from this confidence on: nine of ten words must be right, and the confidence is that of a
/// model of the errors.
const TREND_CONFIDENCE: f64 = 0.95;
/// A steady rise or fall of many days is called so from this confidence on: it is looked for in every series at every hour.
const RISE_CONFIDENCE: f64 = 0.999;
/// Seasons looked back for a steady rise or fall: two weeks of days.
pub(super) const TREND_SEASONS: usize = 14;
/// Fewest of them; and so many newest ones must go the same way.
const LEAST_SEASONS: usize = 7;
/// And be so many standard errors from level.
const NEWEST_ERRORS: f64 = 1.5;

/// Where the mean level goes, against as many of the newest values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trend {
    /// In one word.
    pub direction: TrendDirection,
    /// Mean of the forecast less the mean of the newest values of the same hours.
    pub change: f64,
    /// How sure the sign of the change is, by the changes foreseen and met at earlier origins, or of a steady rise or fall of
    /// many days; 0.5 to 1; absent without a backtest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// Direction of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TrendDirection {
    /// Upwards, with a confidence of at least 0.95.
    Rising,
    /// Downwards, with a confidence of at least 0.95.
    Falling,
    /// Neither for sure.
    Stable,
}

/// Compares the forecast's mean with that of the newest values: whole seasons of both, so that hours match.
///
/// How sure the sign is comes from earlier origins: there too a change was foreseen (c) and another one met (a). The
/// regression a = β·c + noise through the origin tells how much of a foreseen change comes, and Student's distribution of
/// its prediction how likely the sign is. What rose or fell for two weeks day by day is called so as well.
pub(super) fn trend(measured: &Measured, values: &[ForecastValue]) -> Trend {
    let (history, season) = (&measured.newest, measured.season);
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
    let confidence = sign_confidence(measured, span, change);
    let steady = steady_change(history, season.max(values.len()));
    let (confidence, upwards) = match steady {
        Some((sure, upwards)) if sure >= RISE_CONFIDENCE => (Some(sure), Some(upwards)),
        _ => (confidence, confidence.filter(|sure| *sure >= TREND_CONFIDENCE).map(|_| change > 0.0)),
    };
    let direction = match upwards {
        Some(true) => TrendDirection::Rising,
        Some(false) if change != 0.0 || steady.is_some() => TrendDirection::Falling,
        _ => TrendDirection::Stable,
    };
    Trend { direction, change, confidence }
}

/// How likely the change that comes has the sign of `change`; nothing without earlier origins.
fn sign_confidence(measured: &Measured, span: usize, change: f64) -> Option<f64> {
    let first = *measured.paths.origins.first()?;
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for (origin, path) in measured.paths.origins.iter().zip(measured.paths.paths()) {
        let place = origin - first;
        let window = |from: usize, to: usize| {
            let values = measured.observed.get(from..to)?;
            mean(values.iter().copied().filter(|value| !value.is_nan()))
        };
        let look_back = span.max(measured.season.min(span.max(1)));
        let Some(from) = place.checked_sub(look_back) else { continue };
        let (Some(before), Some(error)) =
            (window(from, place), mean(path.iter().take(span).copied().filter(|error| !error.is_nan())))
        else {
            continue;
        };
        if let Some(came) = window(place, place + span) {
            pairs.push((came - error - before, came - before));
        }
    }
    // Origins closer than the span say the same over again.
    let range = measured.paths.origins.last().map_or(0, |last| last - first);
    let independent = (range as f64 / span.max(1) as f64 + 1.0).min(pairs.len() as f64);
    if pairs.is_empty() {
        return None;
    }
    let squares: f64 = pairs.iter().map(|(foreseen, _)| foreseen * foreseen).sum();
    let freedom = independent - 1.0;
    if squares <= 0.0 || freedom < 2.0 {
        return Some(0.5);
    }
    let slope = pairs.iter().map(|(foreseen, came)| foreseen * came).sum::<f64>() / squares;
    let n = pairs.len() as f64;
    let noise = pairs.iter().map(|(foreseen, came)| (came - slope * foreseen) * (came - slope * foreseen));
    let noise = noise.sum::<f64>() / n * independent / freedom;
    let spread = (noise * (1.0 + change * change / (squares * independent / n))).sqrt();
    let expected = slope * change;
    if spread <= 0.0 {
        return Some(if expected * change > 0.0 { 1.0 } else { 0.5 });
    }
    // Half of a coin where the regression says that such changes do not come.
    Some(if expected * change > 0.0 { student(expected.abs() / spread, freedom) } else { 0.5 })
}

/// How sure a steady rise (or fall) over the newest seasons is, and whether it goes up: Student's t of the slope of the
/// logarithm of their totals. Nothing where the newest of them do not go on the same way.
fn steady_change(history: &[f64], season: usize) -> Option<(f64, bool)> {
    let totals: Vec<f64> = history
        .rchunks_exact(season.max(1))
        .take(TREND_SEASONS)
        .map(|values| mean(values.iter().copied().filter(|value| !value.is_nan())).map(|mean| mean * season as f64))
        .collect::<Option<Vec<f64>>>()?
        .into_iter()
        .rev()
        .collect();
    if totals.len() < LEAST_SEASONS || totals.iter().any(|total| *total < 0.0) {
        return None;
    }
    // Half an event more: a day without any has a logarithm, too.
    let logs: Vec<f64> = totals.iter().map(|total| libm::log(total + 0.5)).collect();
    let (t, freedom) = slope_t(&logs)?;
    let (newest, _) = slope_t(&logs[logs.len() - LEAST_SEASONS..])?;
    (newest * t > 0.0 && newest.abs() >= NEWEST_ERRORS).then(|| (student(t.abs(), freedom), t > 0.0))
}

/// Student's t of the slope of a least-squares line, and its degrees of freedom.
fn slope_t(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    let (mean_x, mean_y) = ((n - 1.0) / 2.0, mean(values.iter().copied())?);
    let xx: f64 = (0..values.len()).map(|i| (i as f64 - mean_x) * (i as f64 - mean_x)).sum();
    let xy: f64 = values.iter().enumerate().map(|(i, y)| (i as f64 - mean_x) * (y - mean_y)).sum();
    let slope = xy / xx;
    let left = values.iter().enumerate().map(|(i, y)| {
        let residual = y - mean_y - slope * (i as f64 - mean_x);
        residual * residual
    });
    let error = (left.sum::<f64>() / (n - 2.0) / xx).sqrt();
    (error > 0.0).then(|| (slope / error, n - 2.0))
}

/// P(T <= t) of Student's distribution, t >= 0.
fn student(t: f64, freedom: f64) -> f64 {
    let x = freedom / (freedom + t * t);
    1.0 - 0.5 * beta_lower(freedom / 2.0, 0.5, x, 1.0 - x)
}

/// A highest or lowest point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extreme {
    /// End of the step it falls into.
    pub time: Timestamp,
    /// Its value.
    pub value: f64,
}

/// The best value, the first of equals.
pub(crate) fn extreme(values: &[ForecastValue], better: impl Fn(f64, f64) -> bool) -> Extreme {
    let first = Extreme { time: values[0].time, value: values[0].value };
    values.iter().fold(first, |best, value| {
        if better(value.value, best.value) { Extreme { time: value.time, value: value.value } } else { best }
    })
}
