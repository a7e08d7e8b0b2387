//! A page of forecasts: fan charts, what they are worth, and the histories taken apart.

use errpredict::forecast::{
    Decomposition, ForecastSettings, ForecastValue, TimeSeriesForecast, TrendDirection, decompose,
};
use errpredict::stats::Series;
use errpredict::{Result, Timestamp};

use super::chart::{Chart, Frame};
use super::document;
use super::escape::{cell, escape, percent};
use super::parts::{Column, list, or_dash, table};
use errpredict::numbers::{amount, count, duration, short_time};

/// Series with charts of their own; the others stand in the table only.
const MAX_CHARTS: usize = 60;
/// Steps of history drawn before a forecast, per step ahead.
const HISTORY_PER_STEP: usize = 14;
/// A threshold is drawn as long as it makes the scale at most so many times as high.
const THRESHOLD_ROOM: f64 = 3.0;

const OVERVIEW: [Column; 8] = [
    Column::Text("series"),
    Column::Text("metric"),
    Column::Text("trend"),
    Column::Number("peak"),
    Column::Text("at (UTC)"),
    Column::Number("MASE"),
    Column::Number("held by the interval"),
    Column::Number("crosses the threshold"),
];

/// The page of forecasts, each with its history.
///
/// # Errors
/// Those of [`decompose`].
pub fn forecasts(
    all: &[(&Series, &TimeSeriesForecast)],
    settings: &ForecastSettings,
    title: &str,
) -> Result<String> {
    let mut body = format!(
        "<header><h1>{}</h1><p>{} series, {} steps ahead, method {}. Shaded: where {} of the future values should lie, and \
         narrower bands inside.</p></header>\n",
        escape(title),
        count(all.len() as u64),
        settings.horizon,
        settings.method.name().replace('_', " "),
        percent(settings.level),
    );
    let rows = all.iter().map(|(_, forecast)| overview(forecast));
    body += &format!("<section><h2>Overview</h2>{}</section>\n", table(&OVERVIEW, rows));
    for (number, (history, forecast)) in all.iter().enumerate().take(MAX_CHARTS) {
        let open = if number < 3 { " open" } else { "" };
        body += &format!(
            "<details{open}><summary><h2>{}</h2><span>{}</span></summary>\n{}{}{}{}{}</details>\n",
            escape(&forecast.scope.to_string()),
            escape(&forecast.metric),
            fan(history, forecast),
            threshold(forecast),
            accuracy(forecast),
            notes(forecast),
            parts(&decompose(history, settings)?),
        );
    }
    if all.len() > MAX_CHARTS {
        body += &format!(
            "<p class=\"quiet\">{} more series stand in the table only.</p>\n",
            all.len() - MAX_CHARTS
        );
    }
    Ok(document(title, &body))
}

/// Where a forecast goes, and how sure that is.
#[must_use]
pub fn trend(forecast: &TimeSeriesForecast) -> String {
    let trend = match forecast.trend.direction {
        TrendDirection::Rising => "rising",
        TrendDirection::Falling => "falling",
        TrendDirection::Stable => "no clear direction",
    };
    let sure = forecast.trend.confidence.map_or(String::new(), |sure| format!(" ({} sure)", percent(sure)));
    format!("{trend}{sure}")
}

fn overview(forecast: &TimeSeriesForecast) -> Vec<String> {
    vec![
        cell(&forecast.scope.to_string()),
        cell(&forecast.metric),
        trend(forecast),
        amount(forecast.peak.value),
        short_time(forecast.peak.time),
        or_dash(forecast.accuracy.mase.map(|mase| format!("{mase:.2}"))),
        or_dash(forecast.accuracy.coverage.map(percent)),
        or_dash(forecast.threshold.as_ref().and_then(|crossing| crossing.probability).map(percent)),
    ]
}

/// The newest history and the forecast with all its bands, the widest first.
#[must_use]
pub fn fan(history: &Series, forecast: &TimeSeriesForecast) -> String {
    let n = history.values.len();
    let drawn = n.min(HISTORY_PER_STEP * forecast.values.len().max(24));
    let line: Vec<_> = (n - drawn..n).map(|i| (history.end_of(i), history.values[i])).collect();
    let ahead = |of: &dyn Fn(&ForecastValue) -> Option<f64>| -> Vec<(Timestamp, f64)> {
        forecast.values.iter().filter_map(|step| of(step).map(|value| (step.time, value))).collect()
    };
    let point = ahead(&|step| Some(step.value));
    let (low, high) = (ahead(&|step| step.lower), ahead(&|step| step.upper));
    let Some(to) = point.last().map(|(time, _)| *time) else {
        return String::new();
    };
    let from = line.first().map_or(to, |(time, _)| *time);
    let frame = Frame::around(from, to, line.iter().chain(&point).chain(&low).chain(&high));
    let threshold = forecast.threshold.as_ref().map(|crossing| (to, crossing.threshold));
    let with_threshold = Frame::around(from, to, [(to, frame.min), (to, frame.max)].iter().chain(&threshold));
    // A threshold far away would press the series flat: then it is told instead of drawn.
    let fits = with_threshold.max - with_threshold.min <= THRESHOLD_ROOM * (frame.max - frame.min);
    let mut chart = Chart::new(if fits { with_threshold } else { frame });
    chart.band("fan", &low, &high);
    for band in &forecast.fan {
        let ends =
            |ends: &[f64]| forecast.values.iter().map(|step| step.time).zip(ends.iter().copied()).collect();
        let (low, high): (Vec<_>, Vec<_>) = (ends(&band.lower), ends(&band.upper));
        chart.band("fan", &low, &high);
    }
    chart.line("rate", &line);
    chart.line("point", &point);
    let mut outside = String::new();
    match threshold {
        Some((_, value)) if fits => chart.line("threshold", &[(from, value), (to, value)]),
        Some((_, value)) => {
            let side = if value > frame.max { "above" } else { "below" };
            let value = amount(value);
            outside =
                format!("<p class=\"quiet\">The threshold {value} lies far {side} what is drawn.</p>\n");
        }
        None => {}
    }
    let svg = chart.svg("The newest history and the forecast with its bands");
    format!("<h3>Forecast</h3>{svg}{outside}")
}

/// How likely a forecast crosses its threshold; nothing where it has none.
#[must_use]
pub fn threshold(forecast: &TimeSeriesForecast) -> String {
    let Some(crossing) = &forecast.threshold else {
        return String::new();
    };
    let probability = crossing.probability.map_or("not known".to_owned(), percent);
    let when = crossing.median_time.map_or("it stays unlikelier than not".to_owned(), |time| {
        format!("as likely as not by {} UTC", short_time(time))
    });
    let mut text = format!(
        "<h3>Crossing {} within {}</h3><p>Probability <b>{probability}</b>; {when}.</p>\n",
        amount(crossing.threshold),
        duration(forecast.step_ms.saturating_mul(forecast.horizon as i64)),
    );
    let steps: Vec<_> =
        forecast.values.iter().map(|step| step.time).zip(crossing.by_step.iter().copied()).collect();
    if let (Some((from, _)), Some((to, _))) = (steps.first(), steps.last()) {
        let mut chart = Chart::new(Frame { from: *from, to: *to, min: 0.0, max: 1.0 });
        chart.line("point", &steps);
        text += &chart.svg("Probability to have crossed the threshold by each step");
    }
    text
}

/// How well the method did at earlier times of the same history.
#[must_use]
pub fn accuracy(forecast: &TimeSeriesForecast) -> String {
    let found = &forecast.accuracy;
    if found.origins == 0 {
        return "<p class=\"quiet\">The history is too short to try the method on its past.</p>\n".to_owned();
    }
    let numbers = [
        ("mean absolute error", found.mae.map(amount)),
        ("root of the mean squared error", found.rmse.map(amount)),
        ("mean relative error", found.mape.map(percent)),
        ("against the seasonal naive forecast (MASE)", found.mase.map(|mase| format!("{mase:.2}"))),
        ("held by the interval", found.coverage.map(percent)),
    ];
    let known: Vec<String> = numbers
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name} {value}")))
        .collect();
    format!("<p>Tried at {} earlier times of the same history: {}.</p>\n", found.origins, known.join(", "))
}

/// What is unusual in the history of a forecast.
#[must_use]
pub fn notes(forecast: &TimeSeriesForecast) -> String {
    list("What is unusual in the history", forecast.notes.iter().map(|note| escape(&note.text)))
}

/// The charts of a history taken apart.
pub(super) fn parts(found: &Decomposition) -> String {
    let chart = |title: &str, series: &Series| {
        let points: Vec<_> =
            series.values.iter().enumerate().map(|(i, value)| (series.end_of(i), *value)).collect();
        let Some(((from, _), (to, _))) = points.first().zip(points.last()) else {
            return String::new();
        };
        let mut chart = Chart::new(Frame::around(*from, *to, points.iter()));
        chart.line("rate", &points);
        format!("<h3>{title}</h3>{}", chart.svg(title))
    };
    let mut text = chart("Trend", &found.trend);
    for season in &found.seasonal {
        let length = duration(season.part.step_ms.saturating_mul(season.season as i64));
        text += &chart(&format!("Season of {length}"), &season.part);
    }
    text + &chart("Remainder", &found.remainder)
}
