//! Errors per hour with their band, the anomalies, and the forecast.

use crate::html::escape::percent;
use errpredict::Timestamp;
use errpredict::detect::Metric;
use errpredict::stats::Series;
use errpredict::time::{DAY_MS, HOUR_MS};

use super::{Card, DAYS};
use crate::html::chart::{Chart, Frame};

/// Hours whose spread the band shows.
const BAND_HOURS: usize = 168;
/// Shares of those hours below and above the band.
const BAND_TAILS: (f64, f64) = (0.05, 0.95);

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let Card { found, counts, at, .. } = *card;
    let from = at.plus_ms(-DAYS * DAY_MS).max(counts.first().unwrap_or(at).floor_to(HOUR_MS));
    let hours = (at.ms() - from.ms()) / HOUR_MS;
    if hours < 2 {
        return String::new();
    }
    let series = points(&counts.errors().series(at.plus_ms(-hours * HOUR_MS), at, HOUR_MS));
    let (lower, upper) = band(&series);
    let ahead = found.forecast.as_ref();
    let future: Vec<_> = ahead.iter().flat_map(|forecast| &forecast.values).collect();
    let fan = |of: fn(&errpredict::forecast::ForecastValue) -> Option<f64>| -> Vec<(Timestamp, f64)> {
        future.iter().filter_map(|step| of(step).map(|value| (step.time, value))).collect()
    };
    let (low, high) = (fan(|step| step.lower), fan(|step| step.upper));
    let all = series.iter().chain(&upper).chain(&high).map(|(_, value)| *value);
    let to = future.last().map_or(at, |step| step.time);
    let clock = card.clock();
    let mut chart = Chart::new(Frame { from, to, min: 0.0, max: all.fold(0.0, f64::max) }).by(card.clock());
    for anomaly in found.anomalies.iter().filter(|one| !is_of_requests(&one.metric)) {
        let title = format!("{} since {}", anomaly.anomaly_type.name(), clock.short(anomaly.start));
        chart.span("anomaly", anomaly.start, anomaly.end, &title);
    }
    chart.band("band", &lower, &upper);
    chart.band("fan", &low, &high);
    chart.line("rate", &series);
    chart.line("point", &fan(|step| Some(step.value)));
    let label = "Errors per hour with the band of the seven days before, and the forecast";
    let mut legend = "<span><i class=\"rate\"></i>errors an hour</span><span><i class=\"band\"></i>usual: 90 % of the hours \
                      of the seven days before</span>"
        .to_owned();
    if !future.is_empty() {
        let held = ahead.and_then(|forecast| Some((forecast.level, forecast.accuracy.coverage?)));
        let held = held.map_or(String::new(), |(level, held)| {
            format!(" of {}, which held {} of what came before", percent(level), percent(held))
        });
        legend += "<span><i class=\"point\"></i>forecast</span>";
        legend += &format!("<span><i class=\"fan\"></i>its interval{held}</span>");
    }
    if found.anomalies.iter().any(|one| !is_of_requests(&one.metric)) {
        legend += "<span><i class=\"anomaly\"></i>what is wrong</span>";
    }
    for (end, _) in counts.deployments().range(from, at) {
        chart.span("deployment", end, end, &format!("deployment {}", clock.short(end)));
    }
    if counts.deployments().between(from, at) > 0 {
        legend += "<span><i class=\"deployment\"></i>deployments</span>";
    }
    let cases = ahead.and_then(|forecast| forecast.cases.as_ref());
    let cases = cases.map_or(String::new(), |cases| format!("<p class=\"quiet\">Errors: {cases}.</p>\n"));
    format!(
        "<h3>Errors per hour, and where they are going</h3>{}<p class=\"legend\">{legend}</p>\n{cases}",
        chart.svg(label)
    )
}

/// Whether an anomaly is about requests, which are not drawn here.
fn is_of_requests(metric: &Metric) -> bool {
    matches!(metric, Metric::FailedRequests | Metric::SlowRequests { .. })
}

/// A line of the chart.
type Line = Vec<(Timestamp, f64)>;

/// For every hour the 5th and 95th percentile of the seven days before it.
fn band(series: &[(Timestamp, f64)]) -> (Line, Line) {
    let mut window: Vec<f64> = Vec::with_capacity(BAND_HOURS);
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    for (i, (time, value)) in series.iter().enumerate() {
        if window.len() >= BAND_HOURS / 7 {
            let at = |share: f64| window[(share * (window.len() - 1) as f64).round() as usize];
            lower.push((*time, at(BAND_TAILS.0)));
            upper.push((*time, at(BAND_TAILS.1)));
        }
        if window.len() == BAND_HOURS {
            let oldest = series[i - BAND_HOURS].1;
            window.remove(window.partition_point(|kept| *kept < oldest));
        }
        window.insert(window.partition_point(|kept| kept < value), *value);
    }
    (lower, upper)
}

fn points(series: &Series) -> Vec<(Timestamp, f64)> {
    series.values.iter().enumerate().map(|(i, value)| (series.end_of(i), *value)).collect()
}
